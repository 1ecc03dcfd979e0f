"""Why a change has an effect: the shortest chain of conditions from a milestone to the change.

Every reason is true: a condition that was met before and is unmet after for bad news, or the
reverse for good news.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from coopgraph.network.certainty import News
from coopgraph.network.conditions import Condition, Network, first_of
from coopgraph.network.falling import Edit, Settled
from coopgraph.network.fixpoints import ACTS, Level, Mode, View

__all__ = ["Cause", "Reason", "ReasonChain", "Reasons"]


class Cause(StrEnum):
    """What ends or bars an item, other than a condition."""

    EXCLUDED = "excluded"
    SUPERSEDED = "superseded"


class Reason(NamedTuple):
    """One link of a chain of reasons.

    Attributes
    ----------
    element
        A milestone.
    why
        The condition of it that failed, or is met now; or what ends or bars its item.
    missing
        The member of the condition that made the difference, or the milestone of what ends the
        item: the element of the next link, or the end of the chain.
    """

    element: int
    why: Condition | Cause
    missing: int


@dataclass(frozen=True, slots=True, eq=False)
class ReasonChain:
    """A reason, and those that it leads to; chains that meet share the rest."""

    reason: Reason
    rest: "ReasonChain | None"


class _Place(NamedTuple):
    """A place in the search: an element, the level that it loses or gains, and which of both."""

    element: int
    level: Level
    is_good: bool


class Reasons:
    """The reasons for the news of one change.

    Parameters
    ----------
    network, edit
        The network, and what the change did to it.
    """

    def __init__(self, network: Network, edit: Edit) -> None:
        self.network, self.edit = network, edit
        self._searches: dict[int, _Search] = {}

    def chain(self, news: News) -> ReasonChain | None:
        """The shortest chain of reasons from a milestone to what the change names.

        Stand-ins, such as "it or its successor", are left out: the chain names what they stand for.
        """
        shown = news.shown_by
        if id(shown) not in self._searches:
            self._searches[id(shown)] = _Search(self.network, self.edit, shown)
        return self._searches[id(shown)].chain(
            _Place(news.milestone, news.effect.level, news.effect.is_good)
        )


class _Search:
    """The reasons of each place, in one reading or completion."""

    def __init__(self, network: Network, edit: Edit, shown: Settled) -> None:
        self.network, self.edit = network, edit
        self.before, self.after = shown.before, shown.after
        # In the pessimistic reading what possibly stood may be lost.
        mode = shown.before.completion.mode
        self.stood = shown.before.opposite if mode is Mode.PESSIMISTIC else shown.before
        self.acts = edit.withdraws | edit.refuses | edit.gives.keys()
        #: For each place the length of its shortest chain, and the first link of it.
        self._next: dict[_Place, tuple[int, Reason, _Place | None]] = {}
        self._explored: set[_Place] = set()
        self._chains: dict[_Place, ReasonChain] = {}

    def chain(self, start: _Place) -> ReasonChain | None:
        """The shortest chain from a place to the change; chains meet, so links are found once."""
        if start not in self._explored:
            self._explore(start)
        places: list[_Place] = []
        place: _Place | None = start
        while place in self._next and place not in self._chains:
            places.append(place)
            place = self._next[place][2]
        for one in reversed(places):
            _, reason, following = self._next[one]
            rest = self._chains.get(following) if following else None
            if rest and rest.reason.element >= 2 * self.network.nodes:  # a stand-in
                reason, rest = reason._replace(missing=rest.reason.missing), rest.rest
            self._chains[one] = ReasonChain(reason, rest)
        return self._chains.get(start)

    def _explore(self, start: _Place) -> None:
        """Find the shortest chain of all places that one leads to, from the ends backwards."""
        leading: dict[_Place, list[tuple[_Place, Reason]]] = {}
        ends: list[tuple[int, int, _Place, Reason, _Place | None]] = []
        tie = count()
        self._explored.add(start)
        stack = [start]
        while stack:
            place = stack.pop()
            for reason, following in self.reasons(place):
                if following is None:
                    ends.append((1, next(tie), place, reason, None))
                    continue
                if following in self._next:
                    length = self._next[following][0] + 1
                    ends.append((length, next(tie), place, reason, following))
                elif following not in self._explored:
                    self._explored.add(following)
                    stack.append(following)
                leading.setdefault(following, []).append((place, reason))
        heapq.heapify(ends)
        while ends:
            length, _, place, reason, following = heapq.heappop(ends)
            if place not in self._next:
                self._next[place] = length, reason, following
                for earlier, why in leading.get(place, ()):
                    heapq.heappush(ends, (length + 1, next(tie), earlier, why, place))

    def reasons(self, place: _Place) -> Iterator[tuple[Reason, _Place | None]]:
        """The reasons of a place, each with the place that it leads to; ``None`` at the change."""
        yield from self._endings(place)
        if place.level is Level.REACHABLE and self._has_turned(place):
            yield from self.reasons(place._replace(level=Level.ACHIEVED))
        for number in self.network.of[place.element]:
            condition = self.network.conditions[number]
            if not self._is_decided(condition, place):
                continue
            following = self._level_of_members(condition, place.level)
            for member in condition.members:
                if self._is_changed(member.element, condition, place):
                    reason = Reason(place.element, condition, member.element)
                    if self._is_source(member.element):
                        yield reason, None
                    else:
                        yield reason, _Place(member.element, following, place.is_good)

    def _has_turned(self, place: _Place) -> bool:
        """Whether the element of a place has come to hold, or stopped."""
        before, after = self.stood.holds[place.element], self.after.holds[place.element]
        return after > before if place.is_good else before > after

    def _is_source(self, element: int) -> bool:
        node = self.network.node_of(element)
        return element in self.acts or element in self.edit.reaches or node in self.edit.named

    def _endings(self, place: _Place) -> Iterator[tuple[Reason, _Place | None]]:
        """What ends or bars the node of a place: because of the change, or no longer."""
        node = self.network.node_of(place.element)
        if node < 0:
            return
        if not place.is_good and node in self.edit.ends:
            for cause, by in self._ended_by(node):
                yield Reason(place.element, cause, first_of(by)), None
        if place.level is Level.ACHIEVED:
            return
        barred, free = (self.before, self.after) if place.is_good else (self.after, self.before)
        by = barred.barred.get(node, -1)
        if by >= 0 and node not in free.barred:
            reason = Reason(place.element, Cause.EXCLUDED, first_of(by))
            if by in self.edit.named:
                yield reason, None
            else:
                yield reason, _Place(first_of(by), Level.ACHIEVED, not place.is_good)

    def _ended_by(self, node: int) -> Iterator[tuple[Cause, int]]:
        reached = {element // 2 for element in self.edit.reaches}
        for one, other, _ in self.network.exclusions:
            for ended, by in ((one, other), (other, one)):
                if ended == node and by in reached:
                    yield Cause.EXCLUDED, by
        for by, superseded, _ in self.network.successions:
            if superseded == node and by in reached:
                yield Cause.SUPERSEDED, by

    def _is_decided(self, condition: Condition, place: _Place) -> bool:
        """Whether the change decides a condition."""
        if not self.after.completion.binds(condition.switch):
            return False
        derived = condition.of in self.network.derived
        stands = place.level is Level.ACHIEVED and not place.is_good and not derived
        if not (condition.stays if stands else condition.enters):
            return False
        stood = self.stood if stands else self.before
        was, now = (
            self._meets(stood, condition, place.level),
            self._meets(self.after, condition, place.level),
        )
        return now and not was if place.is_good else was and not now

    def _meets(self, view: View, condition: Condition, level: Level) -> bool:
        return view.meets(condition, self._support(view, condition, level))

    def _support(self, view: View, condition: Condition, level: Level) -> bytearray:
        """What counts towards a condition for a level."""
        if self._is_reached(condition, level):
            return view.reach
        if level is Level.READY and condition.need in ACTS:
            return view.acting
        return view.holds

    def _is_reached(self, condition: Condition, level: Level) -> bool:
        """Whether what can be reached counts: it does unless a deadline has passed."""
        return level is Level.REACHABLE and not self.after.is_late(condition)

    def _is_changed(self, element: int, condition: Condition, place: _Place) -> bool:
        stands = place.level is Level.ACHIEVED and not place.is_good
        before = self._support(self.stood if stands else self.before, condition, place.level)
        after = self._support(self.after, condition, place.level)
        return bool(
            after[element] > before[element] if place.is_good else before[element] > after[element]
        )

    def _level_of_members(self, condition: Condition, level: Level) -> Level:
        """The level that members of a condition lose or gain."""
        return level if self._is_reached(condition, level) else Level.ACHIEVED
