"""A layout with lanes: countries on the left and right, agreements and activities in the middle.

Institutions are placed near the items they are linked to, and next to the one they are part of.
Lines between institutions and the middle run in the two channels between them, lines within the
middle run beside its column, and lines between institutions run along the outer sides. No line runs
under a box.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coopgraph.plot.geometry.column import (
    CORNER,
    TRACK,
    Column,
    LabelPlace,
    Tie,
    gap_between,
    label_along,
)
from coopgraph.plot.geometry.layout import (
    SIDES,
    Box,
    Frame,
    Point,
    Route,
    Side,
    Sizes,
    count_crossings,
    exchange_gain,
    frame_of,
    place_near,
    side_height,
    spread_ports,
)

__all__ = ["Lanes", "Tie", "lane_layout"]

_CHANNEL = 150.0
_PAD = 16.0
_HEAD = 34.0
_PASSES = 60  # at most, through the institutions of a side


@dataclass(frozen=True, slots=True)
class Lanes:
    """The positions of all parts of the picture.

    Attributes
    ----------
    boxes
        The box of each item.
    routes
        The route of each line, from the dependent item to what it relies on.
    lanes, sections
        The areas of the countries, and of the sections in the middle.
    labels
        The place of each line's label.
    crossings
        The number of pairs of lines that cross in the two channels.
    """

    boxes: Mapping[str, Box]
    routes: Mapping[Tie, Route]
    lanes: Sequence[Frame]
    sections: Sequence[Frame]
    labels: Mapping[Tie, LabelPlace]
    crossings: int


def lane_layout(
    sizes: Sizes,
    groups: Mapping[str, Sequence[str]],
    sections: Mapping[str, Sequence[str]],
    ties: Iterable[Tie],
) -> Lanes:
    """Arrange groups of institutions on both sides of all other items.

    Parameters
    ----------
    sizes
        The width and height of each item's box.
    groups
        Institutions by the name of their lane, for example a country.
    sections
        The items in the middle, by the heading of their section, from top to bottom.
    ties
        The lines, between any two items.

    Returns
    -------
    Lanes
        It does not depend on the order of institutions and ties.
    """
    return _Layout(sizes, groups, sections, sorted(set(ties))).result()


class _Layout:
    """Computes the layout: first the middle, then both sides, then the lines."""

    def __init__(
        self,
        sizes: Sizes,
        groups: Mapping[str, Sequence[str]],
        sections: Mapping[str, Sequence[str]],
        ties: Sequence[Tie],
    ) -> None:
        self.sizes, self.groups, self.sections = sizes, groups, sections
        self.middle = {item for items in sections.values() for item in items}
        inner = [t for t in ties if set(t.ends) <= self.middle]
        self.outer = [t for t in ties if not set(t.ends) & self.middle]
        self.across = [t for t in ties if t not in {*inner, *self.outer}]
        self.side_of: dict[str, Side] = {}
        self._choose_sides()
        self.column = Column(sizes, sections.values(), inner, self._ends)
        self.boxes: dict[str, Box] = dict(self.column.boxes)
        self.routes: dict[Tie, Route] = {}
        self.labels: dict[Tie, LabelPlace] = {}

    def result(self) -> Lanes:
        for side in SIDES:
            self._place_side(side)
        self._shift_sides()
        self._route_across()
        ends = {side: self._ends_across(side) for side in SIDES}
        heights = {side: sorted(middle for _, middle in pairs) for side, pairs in ends.items()}
        inner_routes, inner_labels = self.column.lines(heights)
        self.routes |= inner_routes
        self.labels |= inner_labels
        self._route_outer()
        return Lanes(
            self.boxes,
            self.routes,
            self._lane_frames(),
            self._section_frames(),
            self.labels,
            sum(count_crossings(pairs) for pairs in ends.values()),
        )

    # -- which side --------------------------------------------------------------------------

    def _choose_sides(self) -> None:
        """Assign each group, the largest first, to the side with fewer institutions so far."""
        filled: dict[Side, int] = {"right": 0, "left": 0}  # on a tie, right
        for name in sorted(self.groups, key=lambda name: (-len(self.groups[name]), name)):
            side = min(filled, key=lambda side: (filled[side], side == "left"))
            filled[side] += len(self.groups[name])
            self.side_of |= dict.fromkeys(self.groups[name], side)

    def _groups_at(self, side: Side) -> list[str]:
        return [
            name for name, items in self.groups.items() if items and self.side_of[items[0]] == side
        ]

    def _body(self, tie: Tie) -> str:
        """The end of a line to the middle that is an institution."""
        return tie.dependent if tie.dependent in self.side_of else tie.depends_on

    def _ends(self, item: str, side: Side) -> int:
        """The number of lines from institutions that end at a side of an item in the middle."""
        return sum(self.side_of[tie.other(item)] == side for tie in _at(item, self.across))

    # -- the sides ---------------------------------------------------------------------------

    def _place_side(self, side: Side) -> None:
        groups = sorted(self._groups_at(side), key=lambda g: (self._pull_of(self.groups[g]), g))
        stack: list[str] = []
        breaks: set[int] = set()
        for name in groups:
            stack += self._ordered(self.groups[name])
            breaks.add(len(stack))
        width = max((self.sizes[item][0] for item in stack), default=0.0)
        heights = [
            max(self.sizes[i][1], *(side_height(len(_at(i, t))) for t in (self.across, self.outer)))
            for i in stack
        ]
        gaps = [
            gap_between(one, other, self.outer) + (_HEAD + 2 * _PAD if n in breaks else 0.0)
            for n, (one, other) in enumerate(pairwise(stack), start=1)
        ]
        middles = place_near([self._pull(item) for item in stack], heights, gaps)
        for item, y, height in zip(stack, middles, heights, strict=True):
            self.boxes[item] = Box(0, y - height / 2, width, height)

    def _pulls(self, item: str) -> list[float]:
        """The y of the items in the middle that an institution is linked to."""
        return [self.boxes[t.other(item)].middle.y for t in _at(item, self.across)]

    def _pull(self, item: str) -> float:
        pulls = self._pulls(item)
        if not pulls:  # near the institution it is linked to, or below all others of its country
            kin = [t.other(item) for t in _at(item, self.outer)]
            group = next(items for items in self.groups.values() if item in items)
            pulls = [y for body in kin for y in self._pulls(body)] or [
                max((y for body in group for y in self._pulls(body)), default=0.0)
            ]
        return sum(pulls) / len(pulls)

    def _pull_of(self, items: Sequence[str]) -> float:
        return sum(self._pull(item) for item in items) / max(len(items), 1)

    def _ordered(self, items: Sequence[str]) -> list[str]:
        """Sort institutions by the items they are linked to; swap neighbours while that helps."""
        order = sorted(items, key=lambda item: (self._pull(item), item))
        pulls = {item: sorted(self._pulls(item)) for item in order}
        kin = {
            item: [t.other(item) for t in _at(item, self.outer) if t.other(item) in pulls]
            for item in order
        }
        place = {item: n for n, item in enumerate(order)}
        for _ in range(min(len(order), _PASSES)):
            changed = False
            for n in range(len(order) - 1):
                upper, lower = order[n], order[n + 1]
                if _gain(upper, lower, pulls, kin, place) > 0:
                    order[n], order[n + 1] = lower, upper
                    place[lower], place[upper] = n, n + 1
                    changed = True
            if not changed:
                break
        return order

    def _shift_sides(self) -> None:
        """Move both sides outwards, to make room for the lines in between."""
        area = frame_of(self.boxes[item] for item in self.middle)
        for item, side in self.side_of.items():
            box = self.boxes[item]
            room = _CHANNEL + TRACK * self.column.tracks(side)
            left = area.left - room - box.width if side == "left" else area.right + room
            self.boxes[item] = box.moved(left - box.left, 0)

    # -- lines between bodies and the middle ---------------------------------------------------

    def _route_across(self) -> None:
        ends: dict[tuple[str, Side], list[tuple[float, Tie]]] = {}
        for tie in self.across:
            body = self._body(tie)
            thing, side = tie.other(body), self.side_of[body]
            facing: Side = "right" if side == "left" else "left"
            for item, at, other in ((body, facing, thing), (thing, side, body)):
                ends.setdefault((item, at), []).append((self.boxes[other].middle.y, tie))
        ports: dict[tuple[str, Tie], Point] = {}
        for (item, at), lines in ends.items():
            points = self._ports(item, at, len(lines))
            ports |= {(item, t): point for (_, t), point in zip(sorted(lines), points, strict=True)}
        for tie in self.across:
            start, end = ports[tie.dependent, tie], ports[tie.depends_on, tie]
            self.routes[tie] = Route((start, end))
            self.labels[tie] = (
                LabelPlace(Point(start.x + 8, start.y), "left")
                if end.x > start.x
                else LabelPlace(Point(start.x - 8, start.y), "right")
            )

    def _ports(self, item: str, side: Side, count: int) -> list[Point]:
        if item in self.middle:
            return self.column.ports(item, side, count)
        return spread_ports(self.boxes[item], side, count, CORNER, CORNER)

    def _ends_across(self, side: Side) -> list[tuple[float, float]]:
        """For each line in a channel, the y of its end at the institution and in the middle."""
        ties = (tie for tie in self.across if self.side_of[self._body(tie)] == side)
        routes = ((tie.dependent in self.side_of, self.routes[tie].points) for tie in ties)
        return [(a.y, b.y) if from_body else (b.y, a.y) for from_body, (a, b) in routes]

    # -- lines between bodies ------------------------------------------------------------------

    def _route_outer(self) -> None:
        top = frame_of(self.boxes.values()).top - _HEAD - _PAD
        tracks = Counter[str]()
        for tie in sorted(self.outer, key=lambda t: (self._span(t), t)):
            if self._next_to(*tie.ends):
                self._route_between(tie)
                continue
            side, far_side = (self.side_of[item] for item in tie.ends)
            tracks[side] += 1
            start, edge = self._outside(tie, tie.dependent, tracks[side])
            if side == far_side:
                end, _ = self._outside(tie, tie.depends_on, tracks[side])
                route = Route.along_track(start, edge, end)
            else:
                tracks["top"] += 1
                tracks[far_side] += 1
                end, far_edge = self._outside(tie, tie.depends_on, tracks[far_side])
                y = top - TRACK * tracks["top"]
                _, *up, over = Route.along_track(start, edge, Point(far_edge, y)).points
                down = Route.along_track(over, far_edge, end).points[1:]
                route = Route((start, *up, *down), curved=False)
            self.routes[tie] = route
            self.labels[tie] = label_along(route, ())

    def _route_between(self, tie: Tie) -> None:
        """A short vertical line between two neighbours."""
        one, other = self.boxes[tie.dependent], self.boxes[tie.depends_on]
        x = one.middle.x
        start, end = (one.top, other.bottom) if other.top < one.top else (one.bottom, other.top)
        self.routes[tie] = Route((Point(x, start), Point(x, end)), curved=False)
        self.labels[tie] = LabelPlace(Point(x + 6, (start + end) / 2), "left")

    def _span(self, tie: Tie) -> float:
        return abs(self.boxes[tie.dependent].top - self.boxes[tie.depends_on].top)

    def _next_to(self, one: str, other: str) -> bool:
        """Whether two institutions of one country are direct neighbours."""
        upper, lower = sorted((self.boxes[one], self.boxes[other]), key=lambda box: box.top)
        column = [self.boxes[i] for i in self.side_of if self.boxes[i].left == upper.left]
        between = any(upper.bottom <= b.top and b.bottom <= lower.top for b in column)
        together = any({one, other} <= set(items) for items in self.groups.values())
        return together and not between

    def _outside(self, tie: Tie, item: str, track: int) -> tuple[Point, float]:
        """Where a line leaves an institution on its outer side, and the x of its track."""
        side, ties = self.side_of[item], _at(item, self.outer)
        port = spread_ports(self.boxes[item], side, len(ties), CORNER, CORNER)[ties.index(tie)]
        return port, port.x + (-1 if side == "left" else 1) * (_PAD + TRACK * track)

    # -- areas -------------------------------------------------------------------------------

    def _lane_frames(self) -> list[Frame]:
        frames = []
        whole = frame_of(self.boxes.values())
        for names in map(self._groups_at, SIDES):
            for name in sorted(names):
                area = frame_of(self.boxes[item] for item in self.groups[name])
                if len(names) == 1:  # a single country takes the whole height
                    area = Box(area.left, whole.top, area.width, whole.height)
                left, top = area.left - _PAD, area.top - _PAD - _HEAD
                box = Box(left, top, area.width + 2 * _PAD, area.height + 2 * _PAD + _HEAD)
                frames.append(Frame(name, box))
        return frames

    def _section_frames(self) -> list[Frame]:
        areas = {
            name: frame_of(self.boxes[item] for item in items)
            for name, items in self.sections.items()
            if items
        }
        return [Frame(n, Box(a.left, a.top - _HEAD, a.width, _HEAD)) for n, a in areas.items()]


def _at(item: str, ties: Iterable[Tie]) -> list[Tie]:
    """The lines that end at an item."""
    return [tie for tie in ties if item in tie.ends]


def _gain(
    upper: str,
    lower: str,
    pulls: Mapping[str, Sequence[float]],
    kin: Mapping[str, Sequence[str]],
    place: Mapping[str, int],
) -> float:
    """What swapping two neighbours saves: crossings, plus twice the distance to related ones."""
    crossings = exchange_gain(pulls[upper], pulls[lower])
    # If swapped, the upper one comes one place closer to related ones below, and so on.
    nearer = sum(1 if place[one] > place[lower] else -1 for one in kin[upper] if one != lower)
    nearer += sum(1 if place[one] < place[upper] else -1 for one in kin[lower] if one != upper)
    return crossings + 2 * nearer + nearer / 1000
