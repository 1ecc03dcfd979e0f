"""The middle column of a picture with lanes: chains from top to bottom, and the lines in it.

What is relied on stands above what relies on it. Neighbours are joined by a short arrow; other
lines run beside the column, each on a track and at a port of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from coopgraph.plot.geometry.layout import Box, Point, Route, Sizes, room_for, spread

__all__ = [
    "CORNER",
    "GAP",
    "LINK_GAP",
    "SIDES",
    "TRACK",
    "Align",
    "Column",
    "Spot",
    "Tie",
    "along",
]

GAP = 16.0  # between boxes
LINK_GAP = 30.0  # between boxes with an arrow and its label between them
CORNER = 9.0  # between a corner and the first line at a side
TRACK = 12.0  # between parallel lines beside a column
SIDES = ("left", "right")

Align = Literal["left", "center", "right"]

_SECTION_GAP = 46.0  # with a heading in it
_PORT = 9.0  # from one line at a corner to the next


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A line to draw: its two items, and a key that tells parallel ones apart.

    ``close`` says that the one belongs right below the other, as a provision to its agreement.
    """

    dependent: str
    depends_on: str
    key: str
    close: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """The two items, what relies first."""
        return self.dependent, self.depends_on

    def other(self, item: str) -> str:
        """The end that is not the given one."""
        return self.depends_on if item == self.dependent else self.dependent


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand on a line: beside it, or turned along an upright piece of it.

    ``turned`` is in degrees against the clock.
    """

    place: Point
    align: Align
    turned: float = 0.0


def along(route: Route, crossed: Sequence[float]) -> Spot:
    """Words along the upright piece of a route, in its longest part that no line crosses.

    ``crossed`` are the heights at which other lines cross it, sorted.
    """
    _, one, other, *_ = route.points
    top, bottom = sorted((one.y, other.y))
    stops = [top, *(y for y in crossed if top < y < bottom), bottom]
    _, middle = max((b - a, -(a + b) / 2) for a, b in pairwise(stops))
    return Spot(Point(one.x, -middle), "center", 90.0)


class Column:
    """The column: boxes at once, lines when asked for.

    Parameters
    ----------
    sizes
        Width and height of each item's box.
    sections
        Items from top to bottom as far as chains leave it open, by section.
    ties
        Lines between items of the column, sorted.
    ends
        How many other lines end at a side of an item.
    """

    def __init__(
        self,
        sizes: Sizes,
        sections: Iterable[Sequence[str]],
        ties: Sequence[Tie],
        ends: Callable[[str, str], int],
    ) -> None:
        self.ties, self._ends = ties, ends
        orders = [self._chained(items) for items in sections]
        self._next = {pair for order in orders for pair in pairwise(order)}
        self._plan_beside([item for order in orders for item in order])
        self.boxes = self._boxes(sizes, orders)

    def _chained(self, items: Sequence[str]) -> list[str]:
        """What is relied on above what relies on it, chains unbroken where that can be."""
        wanted = set(items)
        inside = [t for t in self.ties if set(t.ends) <= wanted and t.dependent != t.depends_on]
        below: dict[str, set[str]] = {item: set() for item in items}
        above: dict[str, list[Tie]] = {item: [] for item in items}
        for tie in inside:
            below[tie.dependent].add(tie.depends_on)
            above[tie.depends_on].append(tie)
        order: dict[str, None] = {}
        while len(order) < len(items):
            left = [item for item in items if item not in order]
            # Those on circles never are ready: the first of them has to begin.
            ready = [item for item in left if below[item] <= order.keys()]
            stack = [(ready or left)[0]]
            while stack:
                item = stack.pop()
                order.setdefault(item)
                freed = [t for t in above[item] if self._is_free(t, below, order)]
                close = sorted(t.dependent for t in freed if t.close)
                stack += sorted({t.dependent for t in freed if not t.close}, reverse=True)
                for one in close:  # all of them first, then what relies on them
                    order.setdefault(one)
                    freed = [t for t in above[one] if self._is_free(t, below, order)]
                    stack += sorted({t.dependent for t in freed}, reverse=True)
        return list(order)

    @staticmethod
    def _is_free(tie: Tie, below: Mapping[str, set[str]], order: Mapping[str, None]) -> bool:
        return tie.dependent not in order and below[tie.dependent] <= order.keys()

    def _plan_beside(self, order: list[str]) -> None:
        """Which lines of the middle run beside it, on which side, from and to which corners."""
        place = {item: n for n, item in enumerate(order)}

        def span(tie: Tie) -> int:
            return abs(place[tie.dependent] - place[tie.depends_on])

        # Short ones come first, to run nearest to the column and not cross the longer ones.
        far = sorted((t for t in self.ties if not self._adjacent(t)), key=lambda t: (span(t), t))
        self.corners: dict[tuple[str, str, str], list[Tie]] = {}
        self.beside: dict[Tie, str] = {}
        for tie in far:
            weight = {s: sum(self._ends(end, s) for end in tie.ends) for s in SIDES}
            side = self.beside[tie] = min(SIDES, key=lambda s: (weight[s], s))
            down = place[tie.depends_on] > place[tie.dependent]
            leaves, arrives = (
                ("bottom", "top") if down or tie.dependent == tie.depends_on else ("top", "bottom")
            )
            self.corners.setdefault((tie.dependent, side, leaves), []).append(tie)
            self.corners.setdefault((tie.depends_on, side, arrives), []).append(tie)
        self.track = self._tracks(place)

    def _tracks(self, place: Mapping[str, int]) -> dict[Tie, int]:
        """The track of each line beside the column: the nearest that is free along its way."""
        track: dict[Tie, int] = {}
        taken: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for tie, side in self.beside.items():
            first, last = sorted(place[end] for end in tie.ends)
            number = 0
            while any(a <= last and first <= b for a, b in taken.get((side, number), ())):
                number += 1
            taken.setdefault((side, number), []).append((first, last))
            track[tie] = number
        return track

    def _insets(self, item: str, side: str) -> tuple[float, float]:
        """How far the other lines at a side keep from its corners, where lines run beside."""
        top, bottom = (len(self.corners.get((item, side, at), ())) for at in ("top", "bottom"))
        return CORNER + _PORT * top, CORNER + _PORT * bottom

    def _boxes(self, sizes: Sizes, orders: Sequence[Sequence[str]]) -> dict[str, Box]:
        boxes: dict[str, Box] = {}
        width = max((sizes[item][0] for order in orders for item in order), default=0.0)
        y = 0.0
        for order in orders:
            y += _SECTION_GAP if y else 0.0
            for n, item in enumerate(order):
                if n:
                    y += LINK_GAP if self._linked(order[n - 1], item) else GAP
                rooms = (room_for(self._ends(item, s), *self._insets(item, s)) for s in SIDES)
                height = max(sizes[item][1], *rooms)
                boxes[item] = Box(-width / 2, y, width, height)
                y += height
        return boxes

    def _linked(self, one: str, other: str) -> bool:
        return any(set(tie.ends) == {one, other} for tie in self.ties)

    def tracks(self, side: str) -> int:
        """How many tracks the lines beside the column take at a side."""
        used = [number for tie, number in self.track.items() if self.beside[tie] == side]
        return max(used, default=-1) + 1

    def ports(self, item: str, side: str, count: int) -> list[Point]:
        """Where lines from outside end at a side of an item, from top to bottom."""
        return spread(self.boxes[item], side, count, *self._insets(item, side))

    def _adjacent(self, tie: Tie) -> bool:
        """Whether the two stand next to each other in one section."""
        return bool({tie.ends, tie.ends[::-1]} & self._next)

    def lines(
        self, crossed: Mapping[str, Sequence[float]]
    ) -> tuple[dict[Tie, Route], dict[Tie, Spot]]:
        """The route of each tie, and where the words on it stand.

        ``crossed`` are the heights, by side, at which lines from outside end at the column.
        """
        routes: dict[Tie, Route] = {}
        labels: dict[Tie, Spot] = {}
        shared: dict[frozenset[str], int] = {}
        for tie in self.ties:
            if tie in self.beside:
                continue
            pair = frozenset((tie.dependent, tie.depends_on))
            n = shared[pair] = shared.get(pair, -1) + 1
            upper, lower = sorted((self.boxes[i] for i in pair), key=lambda box: box.top)
            side = 1 if n % 2 == 0 else -1
            x = upper.middle.x + side * n * TRACK
            points = [Point(x, lower.top), Point(x, upper.bottom)]
            if self.boxes[tie.dependent] is upper:
                points.reverse()
            routes[tie] = Route(tuple(points), curved=False)
            if n <= 1:  # words for one arrow at either side
                place = Point(x + side * 6, (upper.bottom + lower.top) / 2)
                labels[tie] = Spot(place, "left" if side > 0 else "right")
        for tie, at in self.beside.items():
            routes[tie] = self._route_beside(tie, at, self.track[tie])
            if tie.dependent != tie.depends_on:  # too short for words
                labels[tie] = along(routes[tie], crossed[at])
        return routes, labels

    def _route_beside(self, tie: Tie, side: str, track: int) -> Route:
        start, end = self._corner(tie, tie.dependent, side), self._corner(tie, tie.depends_on, side)
        if tie.dependent == tie.depends_on:
            box = self.boxes[tie.dependent]
            start, end = Point(start.x, box.bottom - CORNER), Point(start.x, box.top + CORNER)
        edge = start.x + (-1 if side == "left" else 1) * TRACK * (track + 1.2)
        return Route((start, Point(edge, start.y), Point(edge, end.y), end), curved=False)

    def _corner(self, tie: Tie, item: str, side: str) -> Point:
        """Where a line beside the column leaves or enters a box: near a corner, each its own."""
        box = self.boxes[item]
        for at in ("top", "bottom"):
            lines = self.corners.get((item, side, at), [])
            if tie in lines:
                inset = CORNER + _PORT * lines.index(tie)
                y = box.top + inset if at == "top" else box.bottom - inset
                return Point(box.left if side == "left" else box.right, y)
        raise KeyError(item)
