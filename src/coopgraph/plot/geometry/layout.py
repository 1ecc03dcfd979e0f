"""Boxes, routes between them and how to place them: the geometry that pictures share.

All lengths are points (1/72 inch); x grows to the right and y downwards. Nothing here uses
matplotlib: the sizes of texts are passed in, positions are returned.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

__all__ = [
    "SIDES",
    "Align",
    "Box",
    "Frame",
    "Point",
    "Route",
    "Side",
    "Sizes",
    "count_crossings",
    "exchange_gain",
    "frame_of",
    "place_near",
    "side_height",
    "spread_ports",
    "take_track",
]

_INSET = 8.0  # between a corner and the first line
_STEP, _WIDE_STEP = 9.0, 14.0  # between lines at a side: at least, at most


Align = Literal["left", "center", "right"]
Side = Literal["left", "right"]
SIDES: Final[tuple[Side, Side]] = ("left", "right")
Sizes = Mapping[str, tuple[float, float]]  # width and height of each item's box


class Point(NamedTuple):
    """A place in the picture."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its left, top, width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def edge(self, side: Side) -> float:
        """The x of a side."""
        return self.left if side == "left" else self.right

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return Point(self.left + self.width / 2, self.top + self.height / 2)

    def moved(self, dx: float, dy: float) -> "Box":
        """The box at another place."""
        return replace(self, left=self.left + dx, top=self.top + dy)

    def widened(self, width: float) -> "Box":
        """The box with a minimum width, around the same middle."""
        missing = max(width - self.width, 0.0)
        return replace(self, left=self.left - missing / 2, width=self.width + missing)


@dataclass(frozen=True, slots=True)
class Route:
    """The path of one line: from the first point to the last, where its arrowhead is.

    ``curved`` lines leave and enter every point horizontally; the others are straight pieces
    with rounded corners.
    """

    points: tuple[Point, ...]
    curved: bool = True

    @classmethod
    def along_track(cls, start: Point, x: float, end: Point) -> "Route":
        """From the start horizontally to a track at ``x``, along it, and back to the end."""
        return cls((start, Point(x, start.y), Point(x, end.y), end), curved=False)

    def moved(self, dx: float, dy: float) -> "Route":
        """The route at another place."""
        return replace(self, points=tuple(Point(p.x + dx, p.y + dy) for p in self.points))


@dataclass(frozen=True, slots=True)
class Frame:
    """A named area behind boxes."""

    label: str
    box: Box


def frame_of(boxes: Iterable[Box], routes: Iterable[Route] = ()) -> Box:
    """The smallest box around some boxes and routes; an empty one around none."""
    points = (point for route in routes for point in route.points)
    boxes = [*boxes, *(Box(p.x, p.y, 0, 0) for p in points)]
    if not boxes:
        return Box(0, 0, 0, 0)
    left, top = min(b.left for b in boxes), min(b.top for b in boxes)
    right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
    return Box(left, top, right - left, bottom - top)


def place_near(
    wanted: Sequence[float], heights: Sequence[float], gaps: Sequence[float]
) -> list[float]:
    """Middles of stacked boxes, as near to where they are wanted as their order and gaps allow.

    Minimises the sum of squared distances: isotonic regression by pooling adjacent violators
    (Barlow et al., 1972), after subtracting the space that the boxes themselves take.

    Parameters
    ----------
    wanted
        The ideal place of each middle, in the order of the stack.
    heights
        The height of each box.
    gaps
        The minimum space between each box and the next; one fewer than boxes.

    Examples
    --------
    >>> place_near([0, 0], [10, 10], [2])
    [-6.0, 6.0]
    """
    offsets = [0.0]
    for n, gap in enumerate(gaps):
        offsets.append(offsets[-1] + heights[n] / 2 + gap + heights[n + 1] / 2)
    pools: list[tuple[float, int]] = []  # mean of the pool, number of boxes in it
    for want, offset in zip(wanted, offsets, strict=False):
        mean, count = float(want - offset), 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean = (before * size + mean * count) / (size + count)
            count += size
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=False)]


def count_crossings(links: Iterable[tuple[float, float]]) -> int:
    """Count the pairs of straight links between two columns that cross.

    Parameters
    ----------
    links
        The position of each link's two ends, each in its column.

    Examples
    --------
    >>> count_crossings([(0, 1), (1, 0), (2, 2)])
    1
    """
    crossings = 0
    before: list[float] = []  # the far ends of the links above, sorted
    for _, end in sorted(links):
        crossings += len(before) - bisect_right(before, end)
        insort(before, end)
    return crossings


def exchange_gain(upper: Sequence[float], lower: Sequence[float]) -> int:
    """How many crossings it saves to exchange two neighbours, by the sorted far ends of their links."""
    return sum(bisect_left(lower, y) - (len(lower) - bisect_right(lower, y)) for y in upper)


def take_track(taken: list[list[tuple[float, float]]], start: float, end: float) -> int:
    """The number of the first track that is free between two places, which is marked as taken.

    ``taken`` holds the parts in use by track; parts that only touch do not overlap.
    """
    for number, parts in enumerate(taken):
        if all(b <= start or end <= a for a, b in parts):
            parts.append((start, end))
            return number
    taken.append([(start, end)])
    return len(taken) - 1


def spread_ports(
    box: Box, side: Side, count: int, top: float = _INSET, bottom: float = _INSET
) -> list[Point]:
    """Points for ``count`` lines along the left or right side of a box, from top to bottom.

    ``top`` and ``bottom`` are their distances from the corners.
    """
    x = box.edge(side)
    room = max(box.height - top - bottom, 0.0)
    step = min(room / (count - 1), _WIDE_STEP) if count > 1 else 0.0
    first = box.top + top + (room - step * (count - 1)) / 2
    return [Point(x, first + n * step) for n in range(count)]


def side_height(count: int, top: float = _INSET, bottom: float = _INSET) -> float:
    """The height that a side needs for a number of lines."""
    return top + bottom + _STEP * max(count - 1, 0)
