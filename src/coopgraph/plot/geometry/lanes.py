"""Lanes: countries to the left and right, what they agree on and do together between them.

Bodies stand near what they are tied to, a body next to the one it is part of. Lines between
bodies and the middle run in the free channels; lines between things of the middle run beside its
column; lines between bodies run along the outer sides. No line can pass under a box.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coopgraph.plot.geometry.column import (
    CORNER,
    GAP,
    LINK_GAP,
    SIDES,
    TRACK,
    Align,
    Column,
    Spot,
    Tie,
    along,
)
from coopgraph.plot.geometry.layout import (
    Box,
    Frame,
    Point,
    Route,
    Sizes,
    count_crossings,
    frame_of,
    place_near,
    room_for,
    spread,
)

__all__ = ["Lanes", "Spot", "Tie", "in_lanes"]

_CHANNEL = 150.0
_PAD = 16.0
_HEAD = 34.0
_PASSES = 60  # over a column of bodies, at most


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where everything is.

    Attributes
    ----------
    boxes
        By item.
    routes
        By tie, each from what relies to what is relied on.
    lanes, sections
        The countries with their areas, and the headings of the middle with theirs.
    labels
        Where the words on a line stand, by tie.
    crossings
        How many pairs of lines cross in the two channels.
    """

    boxes: Mapping[str, Box]
    routes: Mapping[Tie, Route]
    lanes: Sequence[Frame]
    sections: Sequence[Frame]
    labels: Mapping[Tie, Spot]
    crossings: int


def in_lanes(
    sizes: Sizes,
    groups: Mapping[str, Sequence[str]],
    sections: Mapping[str, Sequence[str]],
    ties: Iterable[Tie],
) -> Lanes:
    """Lay out groups of bodies around sections of what they are tied to.

    Parameters
    ----------
    sizes
        Width and height of each item's box.
    groups
        Bodies by the name of their lane, e.g. a country.
    sections
        Things in the middle by the heading of their section, in the order from top to bottom.
    ties
        Lines between any two items.

    Returns
    -------
    Lanes
        The same for the same input in any order of bodies and ties.
    """
    return _Layout(sizes, groups, sections, sorted(set(ties))).result()


class _Layout:
    """The layout, step by step: middle, sides, then lines."""

    def __init__(
        self,
        sizes: Sizes,
        groups: Mapping[str, Sequence[str]],
        sections: Mapping[str, Sequence[str]],
        ties: Sequence[Tie],
    ) -> None:
        self.sizes, self.groups, self.sections, self.ties = sizes, groups, sections, ties
        self.middle = {item for items in sections.values() for item in items}
        self.inner = [t for t in ties if set(t.ends) <= self.middle]
        self.outer = [t for t in ties if not set(t.ends) & self.middle]
        self.across = [t for t in ties if t not in {*self.inner, *self.outer}]
        self.side_of: dict[str, str] = {}
        self._choose_sides()
        self.column = Column(sizes, sections.values(), self.inner, self._ends)
        self.boxes: dict[str, Box] = dict(self.column.boxes)
        self.routes: dict[Tie, Route] = {}
        self.labels: dict[Tie, Spot] = {}

    def result(self) -> Lanes:
        for side in SIDES:
            self._place_side(side)
        self._shift_sides()
        self._route_across()
        crossed = {side: self._heights_at(side) for side in SIDES}
        inner_routes, inner_labels = self.column.lines(crossed)
        self.routes |= inner_routes
        self.labels |= inner_labels
        self._route_outer()
        return Lanes(
            self.boxes,
            self.routes,
            self._lane_frames(),
            self._section_frames(),
            self.labels,
            self._crossings(),
        )

    # -- which side --------------------------------------------------------------------------

    def _choose_sides(self) -> None:
        """Groups from the largest to the smallest, each to the side that is lower so far."""
        filled = {"right": 0, "left": 0}  # the first, largest group goes to the right
        for name in sorted(self.groups, key=lambda name: (-len(self.groups[name]), name)):
            side = min(filled, key=lambda side: (filled[side], side == "left"))
            filled[side] += len(self.groups[name])
            self.side_of |= dict.fromkeys(self.groups[name], side)

    def _groups_at(self, side: str) -> list[str]:
        return [
            name for name, items in self.groups.items() if items and self.side_of[items[0]] == side
        ]

    def _ends(self, item: str, side: str) -> int:
        """How many lines from bodies end at that side of an item of the middle."""
        ties = (tie for tie in self.across if item in tie.ends)
        return sum(self.side_of[tie.other(item)] == side for tie in ties)

    # -- the sides ---------------------------------------------------------------------------

    def _place_side(self, side: str) -> None:
        groups = sorted(self._groups_at(side), key=lambda g: (self._pull_of(self.groups[g]), g))
        stack: list[str] = []
        breaks: set[int] = set()
        for name in groups:
            stack += self._ordered(list(self.groups[name]))
            breaks.add(len(stack))
        if not stack:
            return
        width = max(self.sizes[item][0] for item in stack)
        heights = [
            max(self.sizes[i][1], room_for(self._lines(i)), room_for(len(self._outer_ties(i))))
            for i in stack
        ]
        gaps = []
        for n, (one, other) in enumerate(pairwise(stack), start=1):
            gap = LINK_GAP if self._related(one, other) else GAP
            gaps.append(gap + _HEAD + 2 * _PAD if n in breaks else gap)
        wanted = [self._pull(item) for item in stack]
        for item, y, height in zip(stack, place_near(wanted, heights, gaps), heights, strict=True):
            self.boxes[item] = Box(0, y - height / 2, width, height)

    def _outer_ties(self, item: str) -> list[Tie]:
        return [tie for tie in self.outer if item in tie.ends]

    def _lines(self, item: str) -> int:
        return sum(item in tie.ends for tie in self.across)

    def _pulls(self, item: str) -> list[float]:
        """The heights of what a body is tied to in the middle."""
        return [self.boxes[t.other(item)].middle.y for t in self.across if item in t.ends]

    def _pull(self, item: str) -> float:
        pulls = self._pulls(item)
        if not pulls:  # near the body it is tied to, else below the others of its country
            kin = [t.other(item) for t in self.outer if item in t.ends]
            group = next(items for items in self.groups.values() if item in items)
            pulls = [y for body in kin for y in self._pulls(body)] or [
                max((y for body in group for y in self._pulls(body)), default=0.0)
            ]
        return sum(pulls) / len(pulls)

    def _pull_of(self, items: Sequence[str]) -> float:
        return sum(self._pull(item) for item in items) / max(len(items), 1)

    def _related(self, one: str, other: str) -> bool:
        return any(set(t.ends) == {one, other} for t in self.outer)

    def _ordered(self, items: list[str]) -> list[str]:
        """Bodies by where they are pulled, exchanged while that saves crossings or distance."""
        order = sorted(items, key=lambda item: (self._pull(item), item))
        pulls = {item: sorted(self._pulls(item)) for item in order}
        inside = set(order)
        kin = {
            item: [t.other(item) for t in self._outer_ties(item) if t.other(item) in inside]
            for item in order
        }
        place = {item: n for n, item in enumerate(order)}
        for _ in range(min(len(order), _PASSES)):
            changed = False
            for n, (upper, lower) in enumerate(pairwise(tuple(order))):
                # A pass carries a body down as far as it gains: the pair is what is there now.
                upper, lower = order[n], order[n + 1]  # noqa: PLW2901
                if _gain(upper, lower, pulls, kin, place) > 0:
                    order[n], order[n + 1] = lower, upper
                    place[lower], place[upper] = n, n + 1
                    changed = True
            if not changed:
                break
        return order

    def _shift_sides(self) -> None:
        """Move the columns outwards, wide enough apart for the lines between."""
        area = frame_of(self.boxes[item] for item in self.middle)
        for item, side in self.side_of.items():
            box = self.boxes[item]
            room = _CHANNEL + TRACK * self.column.tracks(side)
            left = area.left - room - box.width if side == "left" else area.right + room
            self.boxes[item] = box.moved(left - box.left, 0)

    # -- lines between bodies and the middle ---------------------------------------------------

    def _route_across(self) -> None:
        ends: dict[tuple[str, str], list[tuple[float, Tie]]] = {}
        for tie in self.across:
            body = tie.dependent if tie.dependent in self.side_of else tie.depends_on
            thing = tie.other(body)
            side = self.side_of[body]
            facing = "right" if side == "left" else "left"
            for item, at, other in ((body, facing, thing), (thing, side, body)):
                ends.setdefault((item, at), []).append((self.boxes[other].middle.y, tie))
        ports: dict[tuple[str, Tie], Point] = {}
        for (item, at), lines in ends.items():
            lines.sort()
            for (_, tie), point in zip(lines, self._ports(item, at, len(lines)), strict=True):
                ports[item, tie] = point
        for tie in self.across:
            start, end = ports[tie.dependent, tie], ports[tie.depends_on, tie]
            self.routes[tie] = Route((start, end))
            way = 1 if end.x > start.x else -1
            align: Align = "left" if way > 0 else "right"
            self.labels[tie] = Spot(Point(start.x + way * 8, start.y), align)

    def _heights_at(self, side: str) -> list[float]:
        """Where lines from that side end at the column."""
        at_side = [
            t
            for t in self.across
            if self.side_of.get(t.dependent, "") == side
            or self.side_of.get(t.depends_on, "") == side
        ]
        ends = [self.routes[t].points[-1 if t.dependent in self.side_of else 0] for t in at_side]
        return sorted(point.y for point in ends)

    def _ports(self, item: str, side: str, count: int) -> list[Point]:
        if item in self.middle:
            return self.column.ports(item, side, count)
        return spread(self.boxes[item], side, count, CORNER, CORNER)

    def _crossings(self) -> int:
        total = 0
        for side in SIDES:
            links = []
            for tie in self.across:
                body = tie.dependent if tie.dependent in self.side_of else tie.depends_on
                if self.side_of[body] == side:
                    start, end = self.routes[tie].points
                    links.append((start.y, end.y) if body == tie.dependent else (end.y, start.y))
            total += count_crossings(links)
        return total

    # -- lines between bodies ------------------------------------------------------------------

    def _route_outer(self) -> None:
        area = frame_of(self.boxes.values())
        tracks = dict.fromkeys((*SIDES, "top"), 0)
        for tie in sorted(self.outer, key=lambda t: (self._span(t), t)):
            one, other = self.boxes[tie.dependent], self.boxes[tie.depends_on]
            side, far_side = self.side_of[tie.dependent], self.side_of[tie.depends_on]
            if self._next_to(*tie.ends):
                up = other.top < one.top
                x = one.middle.x
                ends = (
                    (Point(x, one.top), Point(x, other.bottom))
                    if up
                    else (Point(x, one.bottom), Point(x, other.top))
                )
                self.routes[tie] = Route(ends, curved=False)
                self.labels[tie] = Spot(Point(x + 6, (ends[0].y + ends[1].y) / 2), "left")
                continue
            tracks[side] += 1
            points: tuple[Point, ...]
            start, edge = self._outside(tie, tie.dependent, side, tracks[side])
            if side == far_side:
                end, _ = self._outside(tie, tie.depends_on, side, tracks[side])
                points = (start, Point(edge, start.y), Point(edge, end.y), end)
            else:
                tracks["top"] += 1
                tracks[far_side] += 1
                end, far_edge = self._outside(tie, tie.depends_on, far_side, tracks[far_side])
                y = area.top - _HEAD - _PAD - TRACK * tracks["top"]
                points = (
                    start,
                    Point(edge, start.y),
                    Point(edge, y),
                    Point(far_edge, y),
                    Point(far_edge, end.y),
                    end,
                )
            self.routes[tie] = Route(points, curved=False)
            self.labels[tie] = along(self.routes[tie], ())

    def _span(self, tie: Tie) -> float:
        return abs(self.boxes[tie.dependent].top - self.boxes[tie.depends_on].top)

    def _next_to(self, one: str, other: str) -> bool:
        """Whether two bodies of one country have nothing between them."""
        upper, lower = sorted((self.boxes[one], self.boxes[other]), key=lambda box: box.top)
        column = [self.boxes[i] for i in self.side_of if self.boxes[i].left == upper.left]
        between = (b for b in column if upper.bottom <= b.top and b.bottom <= lower.top)
        together = any({one, other} <= set(items) for items in self.groups.values())
        return together and not any(between)

    def _outside(self, tie: Tie, item: str, side: str, track: int) -> tuple[Point, float]:
        """Where a line leaves a body on its outer side, and where its track is, beside the lane."""
        ties = self._outer_ties(item)
        port = spread(self.boxes[item], side, len(ties), CORNER, CORNER)[ties.index(tie)]
        return port, port.x + (-1 if side == "left" else 1) * (_PAD + TRACK * track)

    # -- areas -------------------------------------------------------------------------------

    def _lane_frames(self) -> list[Frame]:
        frames = []
        for side in SIDES:
            names = self._groups_at(side)
            whole = frame_of(self.boxes.values())
            for name in sorted(names):
                area = frame_of(self.boxes[item] for item in self.groups[name])
                if len(names) == 1:  # a single country has the whole height of its side
                    area = Box(area.left, whole.top, area.width, whole.height)
                box = Box(
                    area.left - _PAD,
                    area.top - _PAD - _HEAD,
                    area.width + 2 * _PAD,
                    area.height + 2 * _PAD + _HEAD,
                )
                frames.append(Frame(name, box))
        return frames

    def _section_frames(self) -> list[Frame]:
        frames = []
        for name, items in self.sections.items():
            if items:
                area = frame_of(self.boxes[item] for item in items)
                frames.append(Frame(name, Box(area.left, area.top - _HEAD, area.width, _HEAD)))
        return frames


def _gain(
    upper: str,
    lower: str,
    pulls: Mapping[str, Sequence[float]],
    kin: Mapping[str, Sequence[str]],
    place: Mapping[str, int],
) -> float:
    """What exchanging two neighbours saves: crossings, and distance to kin, which counts double."""
    above, below = pulls[upper], pulls[lower]
    crossings = sum(bisect_left(below, y) - (len(below) - bisect_right(below, y)) for y in above)
    # The upper one comes nearer to kin below the pair by one place, and so on.
    nearer = sum(1 if place[one] > place[lower] else -1 for one in kin[upper] if one != lower)
    nearer += sum(1 if place[one] < place[upper] else -1 for one in kin[lower] if one != upper)
    return crossings + 2 * nearer + nearer / 1000
