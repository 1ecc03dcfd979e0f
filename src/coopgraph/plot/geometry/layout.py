"""Boxes, routes, and functions to place them, which all layouts share.

Lengths are in points (1/72 inch); x grows to the right and y downwards. Nothing here uses
matplotlib: the caller passes the sizes of texts and gets positions back.
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

_INSET = 8.0  # from a corner to the first line
_STEP, _WIDE_STEP = 9.0, 14.0  # the minimum and maximum distance between lines at a side


Align = Literal["left", "center", "right"]
Side = Literal["left", "right"]
SIDES: Final[tuple[Side, Side]] = ("left", "right")
Sizes = Mapping[str, tuple[float, float]]  # the width and height of each item's box


class Point(NamedTuple):
    """A point in the picture."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, given by its left and upper edge, its width and its height."""

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
        """The x of the left or right edge."""
        return self.left if side == "left" else self.right

    @property
    def middle(self) -> Point:
        """The centre."""
        return Point(self.left + self.width / 2, self.top + self.height / 2)

    def moved(self, dx: float, dy: float) -> "Box":
        """The box, moved by a distance."""
        return replace(self, left=self.left + dx, top=self.top + dy)

    def widened(self, width: float) -> "Box":
        """The box, widened to a minimum width around the same centre."""
        missing = max(width - self.width, 0.0)
        return replace(self, left=self.left - missing / 2, width=self.width + missing)


@dataclass(frozen=True, slots=True)
class Route:
    """The path of a line from its first point to its last, where its arrowhead is.

    ``curved`` lines are horizontal at every point. All others consist of straight parts with
    rounded corners.
    """

    points: tuple[Point, ...]
    curved: bool = True

    @classmethod
    def along_track(cls, start: Point, x: float, end: Point) -> "Route":
        """A route that leaves horizontally to a vertical track at ``x``, and returns to the end."""
        return cls((start, Point(x, start.y), Point(x, end.y), end), curved=False)

    def moved(self, dx: float, dy: float) -> "Route":
        """The route, moved by a distance."""
        return replace(self, points=tuple(Point(p.x + dx, p.y + dy) for p in self.points))


@dataclass(frozen=True, slots=True)
class Frame:
    """An area behind boxes, with a name."""

    label: str
    box: Box


def frame_of(boxes: Iterable[Box], routes: Iterable[Route] = ()) -> Box:
    """The smallest box around the given boxes and routes; without any, an empty box."""
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
    """Place stacked boxes as close to their ideal places as their order and the gaps allow.

    The sum of squared distances is minimal. The method is isotonic regression by pooling adjacent
    violators (Barlow et al., 1972), after subtracting the room that the boxes take.

    Parameters
    ----------
    wanted
        The ideal middle of each box, in the order of the stack.
    heights
        The height of each box.
    gaps
        The minimum distance between each box and the next; one fewer than there are boxes.

    Examples
    --------
    >>> place_near([0, 0], [10, 10], [2])
    [-6.0, 6.0]
    """
    offsets = [0.0]
    for n, gap in enumerate(gaps):
        offsets.append(offsets[-1] + heights[n] / 2 + gap + heights[n + 1] / 2)
    pools: list[tuple[float, int]] = []  # the mean of a pool, and the number of boxes in it
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
    """Count the pairs of links that cross, for straight links between two columns.

    Parameters
    ----------
    links
        For each link, the positions of its two ends in their columns.

    Examples
    --------
    >>> count_crossings([(0, 1), (1, 0), (2, 2)])
    1
    """
    crossings = 0
    before: list[float] = []  # the far ends of the links further up, sorted
    for _, end in sorted(links):
        crossings += len(before) - bisect_right(before, end)
        insort(before, end)
    return crossings


def exchange_gain(upper: Sequence[float], lower: Sequence[float]) -> int:
    """How many crossings are saved by swapping two neighbours, given the far ends of their links.

    Both lists of ends are sorted.
    """
    return sum(bisect_left(lower, y) - (len(lower) - bisect_right(lower, y)) for y in upper)


def take_track(taken: list[list[tuple[float, float]]], start: float, end: float) -> int:
    """Take the first track that is free between two places, and return its number.

    ``taken`` lists the parts of each track that are in use. Parts that only touch do not overlap.
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
    """Spread points for ``count`` lines along a side of a box, from top to bottom.

    ``top`` and ``bottom`` are the minimum distances from the corners.
    """
    x = box.edge(side)
    room = max(box.height - top - bottom, 0.0)
    step = min(room / (count - 1), _WIDE_STEP) if count > 1 else 0.0
    first = box.top + top + (room - step * (count - 1)) / 2
    return [Point(x, first + n * step) for n in range(count)]


def side_height(count: int, top: float = _INSET, bottom: float = _INSET) -> float:
    """The height that a side needs for the given number of lines."""
    return top + bottom + _STEP * max(count - 1, 0)
