"""The middle column of a picture with lanes: chains from top to bottom, and the lines in it.

What is relied on stands above what relies on it. Neighbours are joined by a short arrow; other
lines run beside the column, each on a track and at a port of its own.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coopgraph.plot.layers import layer_of
from coopgraph.plot.layout import Box, Point, Route, Sizes, room_for, spread

__all__ = ["CORNER", "GAP", "LINK_GAP", "SIDES", "TRACK", "Column", "Tie"]

GAP = 16.0  # between boxes
LINK_GAP = 30.0  # between boxes with an arrow and its label between them
CORNER = 9.0  # between a corner and the first line at a side
TRACK = 12.0  # between parallel lines beside a column
SIDES = ("left", "right")
_SECTION_GAP = 46.0  # with a heading in it
_PORT = 7.0  # from one line at a corner to the next


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A line to draw: its two items and a key that tells parallel ones apart."""

    dependent: str
    depends_on: str
    key: str

    @property
    def ends(self) -> tuple[str, str]:
        """The two items, what relies first."""
        return self.dependent, self.depends_on

    def other(self, item: str) -> str:
        """The end that is not the given one."""
        return self.depends_on if item == self.dependent else self.dependent


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
        links = [t.ends for t in self.ties if set(t.ends) <= wanted and len(set(t.ends)) > 1]
        depth = layer_of(sorted(items), sorted(set(links)))
        below = {item: [d for i, d in links if i == item] for item in items}
        relied_on = {prerequisite for _, prerequisite in links}
        order: dict[str, None] = {}
        for top in [*(item for item in items if item not in relied_on), *items]:
            # An item goes down once all it relies on has; the longest chain comes last, so that
            # it ends right above what relies on it. Those on circles have no top of their own.
            stack, entered = [top], set()
            while stack:
                item = stack[-1]
                waiting = [i for i in below[item] if i not in order and i not in entered]
                entered.add(item)
                if waiting:
                    stack.append(min(waiting, key=lambda i: (depth[i], i)))
                else:
                    order.setdefault(stack.pop())
        return list(order)

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

    @property
    def tracks(self) -> int:
        """How many lines run beside the column."""
        return len(self.beside)

    def ports(self, item: str, side: str, count: int) -> list[Point]:
        """Where lines from outside end at a side of an item, from top to bottom."""
        return spread(self.boxes[item], side, count, *self._insets(item, side))

    def _adjacent(self, tie: Tie) -> bool:
        """Whether the two stand next to each other in one section."""
        return bool({tie.ends, tie.ends[::-1]} & self._next)

    def lines(self) -> tuple[dict[Tie, Route], dict[Tie, Point]]:
        """The route of each tie, and where words beside a short arrow start."""
        routes: dict[Tie, Route] = {}
        labels: dict[Tie, Point] = {}
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
                labels[tie] = Point(x + side * 6, (upper.bottom + lower.top) / 2)
        for track, (tie, at) in enumerate(self.beside.items()):
            routes[tie] = self._route_beside(tie, at, track)
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
