"""The middle column of a picture with lanes: its boxes from top to bottom, and their lines.

Items are below what they rely on. Neighbours are linked by a short arrow. All other lines run
beside the column, each with its own track and its own place at the side of a box.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coopgraph.plot.geometry.layout import (
    SIDES,
    Align,
    Box,
    Point,
    Route,
    Side,
    Sizes,
    side_height,
    spread_ports,
    take_track,
)

__all__ = ["CORNER", "TRACK", "Column", "LabelPlace", "Tie", "gap_between", "label_along"]

CORNER = 9.0  # from a corner to the first line at a side
TRACK = 12.0  # between parallel lines beside a column

_GAP = 16.0  # between boxes
_LINK_GAP = 30.0  # between boxes that are linked by an arrow with a label
_SECTION_GAP = 46.0  # between sections, with a heading
_PORT = 9.0  # from one line at a corner to the next


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A line between two items, with a key to distinguish parallel lines.

    ``close`` places the dependent item directly below the other, like a provision below its
    agreement.
    """

    dependent: str
    depends_on: str
    key: str
    close: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """The two items, the dependent one first."""
        return self.dependent, self.depends_on

    @property
    def is_loop(self) -> bool:
        """Whether it links an item to itself."""
        return self.dependent == self.depends_on

    def other(self, item: str) -> str:
        """The end that is not the given item."""
        return self.depends_on if item == self.dependent else self.dependent


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """The place of a line's label: beside the line, or rotated along a vertical part of it.

    ``rotation`` is in degrees, counter-clockwise.
    """

    place: Point
    align: Align
    rotation: float = 0.0


def label_along(route: Route, crossed: Sequence[float]) -> LabelPlace:
    """The place of a label along the vertical part of a route, where it is not crossed for longest.

    ``crossed`` are the y of the lines that cross it, sorted.
    """
    _, one, other, *_ = route.points
    top, bottom = sorted((one.y, other.y))
    stops = [top, *(y for y in crossed if top < y < bottom), bottom]
    _, middle = max((b - a, -(a + b) / 2) for a, b in pairwise(stops))
    return LabelPlace(Point(one.x, -middle), "center", 90.0)


def gap_between(one: str, other: str, ties: Iterable[Tie]) -> float:
    """The gap between two neighbours, which is larger if they are linked."""
    return _LINK_GAP if any(set(tie.ends) == {one, other} for tie in ties) else _GAP


class Column:
    """The boxes of the column, and the routes of its lines.

    Parameters
    ----------
    sizes
        Width and height of each item's box.
    sections
        Items by section, in the preferred order from top to bottom. Items that rely on each other
        are kept together, even if that changes the order.
    ties
        The lines between items of the column, sorted.
    ends
        Returns the number of other lines that end at a side of an item.
    """

    def __init__(
        self,
        sizes: Sizes,
        sections: Iterable[Sequence[str]],
        ties: Sequence[Tie],
        ends: Callable[[str, Side], int],
    ) -> None:
        self.ties, self._ends = ties, ends
        orders = [self._chained(items) for items in sections]
        neighbours = {pair for order in orders for pair in pairwise(order)}
        self._adjacent = [tie for tie in ties if {tie.ends, tie.ends[::-1]} & neighbours]
        self._plan_beside([item for order in orders for item in order])
        self.boxes = self._boxes(sizes, orders)

    def _chained(self, items: Sequence[str]) -> list[str]:
        """Sort items so that each is below what it relies on, and directly below it if possible."""
        wanted = set(items)
        below: dict[str, set[str]] = {item: set() for item in items}
        for tie in self.ties:
            if set(tie.ends) <= wanted and not tie.is_loop:
                below[tie.dependent].add(tie.depends_on)
        order: dict[str, None] = {}

        def freed(item: str, *, close: bool | None = None) -> set[str]:
            """The items that can be placed now that this one has been."""
            return {
                tie.dependent
                for tie in self.ties
                if tie.depends_on == item and tie.dependent in wanted
                if close in {None, tie.close}
                if tie.dependent not in order and below[tie.dependent] <= order.keys()
            }

        while len(order) < len(items):
            left = [item for item in items if item not in order]
            # In a cycle no item is ever ready, so start with the first.
            ready = [item for item in left if below[item] <= order.keys()]
            stack = [(ready or left)[0]]
            while stack:
                item = stack.pop()
                order.setdefault(item)
                close = sorted(freed(item, close=True))
                stack += sorted(freed(item, close=False), reverse=True)
                for one in close:  # place all of these first, then what relies on them
                    order.setdefault(one)
                    stack += sorted(freed(one), reverse=True)
        return list(order)

    def _plan_beside(self, order: list[str]) -> None:
        """Choose the side, the track and the corners of the lines that run beside the column."""
        place = {item: n for n, item in enumerate(order)}

        def span(tie: Tie) -> int:
            return abs(place[tie.dependent] - place[tie.depends_on])

        # Short lines first: nearest to the column, they do not cross longer ones.
        far = sorted((t for t in self.ties if t not in self._adjacent), key=lambda t: (span(t), t))
        self._corners: dict[tuple[str, Side, str], list[Tie]] = {}
        self._beside: dict[Tie, tuple[Side, int]] = {}
        taken: dict[Side, list[list[tuple[float, float]]]] = {side: [] for side in SIDES}
        for tie in far:
            weight = {s: sum(self._ends(end, s) for end in tie.ends) for s in SIDES}
            side = min(SIDES, key=lambda s: (weight[s], s))
            first, last = sorted(place[end] for end in tie.ends)
            self._beside[tie] = side, take_track(taken[side], first - 0.5, last + 0.5)
            down = tie.is_loop or place[tie.depends_on] > place[tie.dependent]
            leaves, arrives = ("bottom", "top") if down else ("top", "bottom")
            self._corners.setdefault((tie.dependent, side, leaves), []).append(tie)
            self._corners.setdefault((tie.depends_on, side, arrives), []).append(tie)

    def _insets(self, item: str, side: Side) -> tuple[float, float]:
        """The room at both ends of a box's side that is taken by lines beside the column."""
        top, bottom = (len(self._corners.get((item, side, at), ())) for at in ("top", "bottom"))
        return CORNER + _PORT * top, CORNER + _PORT * bottom

    def _boxes(self, sizes: Sizes, orders: Sequence[Sequence[str]]) -> dict[str, Box]:
        boxes: dict[str, Box] = {}
        width = max((sizes[item][0] for order in orders for item in order), default=0.0)
        y = 0.0
        for order in orders:
            y += _SECTION_GAP if y else 0.0
            for n, item in enumerate(order):
                y += gap_between(order[n - 1], item, self.ties) if n else 0.0
                heights = (side_height(self._ends(item, s), *self._insets(item, s)) for s in SIDES)
                boxes[item] = Box(-width / 2, y, width, max(sizes[item][1], *heights))
                y = boxes[item].bottom
        return boxes

    def tracks(self, side: Side) -> int:
        """The number of tracks that the lines beside the column use on one side."""
        return max((track + 1 for at, track in self._beside.values() if at == side), default=0)

    def ports(self, item: str, side: Side, count: int) -> list[Point]:
        """The points where lines from outside end at a side of an item, from top to bottom."""
        return spread_ports(self.boxes[item], side, count, *self._insets(item, side))

    def lines(
        self, crossed: Mapping[Side, Sequence[float]]
    ) -> tuple[dict[Tie, Route], dict[Tie, LabelPlace]]:
        """The route of each line, and the place of its label.

        ``crossed`` are the y at which lines from outside end at the column, by side.
        """
        routes: dict[Tie, Route] = {}
        labels: dict[Tie, LabelPlace] = {}
        parallel: Counter[frozenset[str]] = Counter()
        for tie in self._adjacent:
            pair = frozenset(tie.ends)
            n = parallel[pair]
            parallel[pair] += 1
            upper, lower = sorted((self.boxes[i] for i in pair), key=lambda box: box.top)
            side = 1 if n % 2 == 0 else -1
            x = upper.middle.x + side * n * TRACK
            points = [Point(x, lower.top), Point(x, upper.bottom)]
            if self.boxes[tie.dependent] is upper:
                points.reverse()
            routes[tie] = Route(tuple(points), curved=False)
            if n <= 1:  # one label fits on each side
                place = Point(x + side * 6, (upper.bottom + lower.top) / 2)
                labels[tie] = LabelPlace(place, "left" if side > 0 else "right")
        for tie, (at, track) in self._beside.items():
            routes[tie] = self._route_beside(tie, at, track)
            if not tie.is_loop:  # which is too short for a label
                labels[tie] = label_along(routes[tie], crossed[at])
        return routes, labels

    def _route_beside(self, tie: Tie, side: Side, track: int) -> Route:
        start, end = (self._corner(tie, item, side) for item in tie.ends)
        if tie.is_loop:
            box = self.boxes[tie.dependent]
            start, end = Point(start.x, box.bottom - CORNER), Point(start.x, box.top + CORNER)
        out = TRACK * (track + 1.2)
        return Route.along_track(start, start.x + (-out if side == "left" else out), end)

    def _corner(self, tie: Tie, item: str, side: Side) -> Point:
        """Where a line beside the column leaves or enters a box, near one of its corners."""
        box = self.boxes[item]
        for at, y, way in (("top", box.top, 1), ("bottom", box.bottom, -1)):
            lines = self._corners.get((item, side, at), [])
            if tie in lines:
                return Point(box.edge(side), y + way * (CORNER + _PORT * lines.index(tie)))
        raise KeyError(item)
