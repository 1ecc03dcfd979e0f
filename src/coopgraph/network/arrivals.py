"""When elements can come, from the days that are recorded and the conditions between them.

An element comes on its own day or, if that is later, on the day on which the last of its conditions
is met; what has a threshold waits until the weights of those that have come make it up. A condition
that is not met by its deadline is never met. Acts of parties take no time of their own: the day of
a milestone is the one on which its parties have acted.
"""

import heapq
from collections.abc import Callable, Collection, Iterator
from enum import Enum
from functools import partial
from typing import NamedTuple

from coopgraph.network.conditions import Condition
from coopgraph.network.countdown import Countdown
from coopgraph.network.days import ALWAYS, NEVER, Days
from coopgraph.network.fixpoints import View
from coopgraph.network.order import automatic_in

__all__ = ["Arrival", "Arrivals", "Bound"]


class Bound(Enum):
    """Which bound of all dates to look at: every day as early, or as late, as it may be."""

    EARLIEST = "earliest"
    LATEST = "latest"

    def of(self, days: Days) -> int:
        """The bound of the days of one date."""
        return days.first if self is Bound.EARLIEST else days.last

    def deadline(self, days: Days) -> int:
        """The last day on which a deadline is kept, if it is read in favour of the bound."""
        return days.last if self is Bound.EARLIEST else days.first


class Arrival(NamedTuple):
    """When an element comes, and what decides it.

    Attributes
    ----------
    day
        The day; ``ALWAYS`` if nothing recorded delays it, ``NEVER`` if no day is known.
    condition, member
        The condition that is met last, and the element with which it is; ``None`` if the day of the
        element itself decides.
    source
        The element at the end of the chain, whose own day decides; -1 if it never comes.
    misses
        Whether that is too late for the deadline of the condition, so that it never comes.
    """

    day: int
    condition: Condition | None = None
    member: int = -1
    source: int = -1
    misses: bool = False


class Arrivals:
    """When the elements of a reading that do not hold can come.

    Parameters
    ----------
    view
        A reading of a network: the optimistic one for the earliest days, the pessimistic one for
        the latest.
    bound
        Which bound of the days counts.
    own
        The days on which each milestone is expected, whatever its conditions.
    among
        The milestones that may be reached, besides those that come of themselves; by default all.

    Attributes
    ----------
    found
        The elements that come, in order. What is missing never does, as far as is recorded: it is
        out of reach, or a deadline is missed.
    """

    def __init__(
        self,
        view: View,
        bound: Bound,
        own: Callable[[int], Days],
        among: Collection[int] | None = None,
    ) -> None:
        self.view, self.bound, self.own = view, bound, own
        self.found: dict[int, Arrival] = {}
        self.left = Countdown(view, view.acting)
        self.automatic = automatic_in(view)
        for element in view.rounds:
            if among is None or element in among or element in self.automatic:
                self.left.expect(element)
        self._come()

    def _come(self) -> None:
        """Let one after another come, the earliest first: what waits for it comes no earlier."""
        coming = [
            self._expected(element, Arrival(ALWAYS))
            for element, unmet in self.left.unmet.items()
            if not unmet
        ]
        heapq.heapify(coming)
        while coming:
            day, element, arrival = heapq.heappop(coming)
            self.found[element] = arrival
            for condition in self.left.freeing(element, partial(self.is_in_time, day)):
                waited = Arrival(day, condition, element, arrival.source)
                heapq.heappush(coming, self._expected(condition.of, waited))

    def _expected(self, element: int, waited: Arrival) -> tuple[int, int, Arrival]:
        """When an element comes whose conditions are met; its own day decides where it is as late."""
        own = ALWAYS if element in self.automatic else self.bound.of(self.own(element))
        arrival = waited if waited.day > own else Arrival(own, source=element)
        return arrival.day, element, arrival

    def is_in_time(self, day: int, condition: Condition) -> bool:
        """Whether a condition that is met on a day keeps its deadline."""
        return condition.by is None or day <= self.bound.deadline(condition.by)

    def met(self, condition: Condition) -> Arrival:
        """When a condition is met, deadline or not."""
        lack = condition.bound - self.view.sum(condition, self.view.acting)
        if lack <= 0:
            return Arrival(ALWAYS)
        for element, weight in sorted(self._coming(condition), key=self._when):
            lack -= weight
            if lack <= 0:
                day, _, _, source, _ = self.found[element]
                return Arrival(day, condition, element, source)
        return Arrival(NEVER, condition, self._lacking(condition))

    def _when(self, member: tuple[int, int]) -> tuple[int, int]:
        return self.found[member[0]].day, member[0]

    def _coming(self, condition: Condition) -> Iterator[tuple[int, int]]:
        """The members that come, with their weights."""
        counts = self.view.completion.counts
        for element, weight, switch in condition.members:
            if element in self.found and not self.view.acting[element] and counts(switch):
                yield element, weight

    def _lacking(self, condition: Condition) -> int:
        """A member that never comes: one that is within reach, if there is one."""
        members = [m.element for m in condition.members if not self.view.acting[m.element]]
        missing = [element for element in members if element not in self.found]
        waiting = [element for element in missing if element in self.left.unmet]
        return min(waiting or missing or members, default=-1)

    def arrival(self, element: int) -> Arrival:
        """When an element comes, and what decides it."""
        if self.view.acting[element]:
            return Arrival(ALWAYS)
        if element in self.found:
            return self.found[element]
        if element in self.left.unmet:
            for condition in self.view.binding(element):
                arrival = self.met(condition)
                if arrival.day == NEVER:
                    return arrival
                if not self.is_in_time(arrival.day, condition):
                    return arrival._replace(day=NEVER, misses=True)
        return Arrival(NEVER)

    def chain(self, element: int) -> list[int]:
        """The elements that decide when one comes, from it to the one whose own day does.

        It ends before a deadline that is missed.
        """
        chain, seen = [element], {-1, element}
        while (arrival := self.arrival(chain[-1])).member not in seen:
            if arrival.misses:
                break
            chain.append(arrival.member)
            seen.add(arrival.member)
        return chain
