"""What holds and what can be reached, in one reading or completion of a network.

Two readings bound all completions. In the *optimistic* one only what is required binds, and all
that is possible counts; in the *pessimistic* one what is possible binds too and never counts.
Conditions are monotone in what holds, so the truth lies between. Exclusion is not monotone: an item
is barred only by what stands in the opposite reading.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cached_property
from itertools import chain
from typing import Final

from coopgraph.network.conditions import SURE, Condition, Facts, Network, first_of, second_of
from coopgraph.words.word import Need

__all__ = [
    "ACTS",
    "ONLY",
    "OPTIMISTIC",
    "PESSIMISTIC",
    "Completion",
    "Level",
    "Mode",
    "View",
    "readings_of",
    "views_of",
]

#: The needs that the acts of an item's own parties meet.
ACTS: Final = frozenset({Need.CONSENT, Need.QUORUM, Need.ENTRY})


class Level(IntEnum):
    """How far a milestone is; ``FREE`` is ready and awaits nobody's act."""

    ENDED = 0
    OUT_OF_REACH = 1
    REACHABLE = 2
    READY = 3
    FREE = 4
    ACHIEVED = 5


class Mode(Enum):
    """How switches are read: as both readings do, or as one completion sets them."""

    OPTIMISTIC = "optimistic"
    PESSIMISTIC = "pessimistic"
    COMPLETION = "completion"


@dataclass(frozen=True)
class Completion:
    """A reading, or a completion: the switches that are on.

    Attributes
    ----------
    mode
        Which of the three it is.
    on
        The switches that are on, in a completion.
    """

    mode: Mode
    on: Collection[int] = frozenset()

    def binds(self, switch: int) -> bool:
        """Whether a condition with this switch binds, and what has ended with it has ended."""
        if switch == SURE:
            return True
        return self.mode is Mode.PESSIMISTIC or switch in self.on

    def counts(self, switch: int) -> bool:
        """Whether a member or a fact with this switch counts."""
        if switch == SURE:
            return True
        return self.mode is Mode.OPTIMISTIC or switch in self.on

    @property
    def opposite(self) -> "Completion":
        """The opposite reading; a completion is its own."""
        return {Mode.OPTIMISTIC: PESSIMISTIC, Mode.PESSIMISTIC: OPTIMISTIC}.get(self.mode, self)


#: The completion of what is not uncertain.
ONLY: Final = Completion(Mode.COMPLETION)
OPTIMISTIC: Final = Completion(Mode.OPTIMISTIC)
PESSIMISTIC: Final = Completion(Mode.PESSIMISTIC)


class View:
    """A network with some facts, in one reading or completion.

    Parameters
    ----------
    network, facts, completion
        What to look at, and how.
    fallen
        Elements that do not hold although the facts say so.
    """

    def __init__(
        self,
        network: Network,
        facts: Facts,
        completion: Completion,
        fallen: Collection[int] = frozenset(),
    ) -> None:
        self.network, self.facts, self.completion = network, facts, completion
        self.fallen = fallen
        self.opposite: View = self

    @cached_property
    def ended(self) -> frozenset[int]:
        """The nodes that have ended."""
        binds, facts = self.completion.binds, self.facts
        ends = chain(facts.ended.items(), facts.more_ended)
        return frozenset(n for n, s in ends if binds(s) and first_of(n) not in self.lasting)

    @cached_property
    def lasting(self) -> frozenset[int]:
        """The milestones that nothing can undo: those of completed activities."""
        holds, counts, node_of = self.facts.holds, self.completion.counts, self.network.node_of
        return frozenset(e for e in self.facts.lasting if counts(holds[second_of(node_of(e))]))

    @cached_property
    def holds(self) -> bytearray:
        """Whether each element holds: the facts, and what comes of itself."""
        network, counts = self.network, self.completion.counts
        holds = bytearray(network.size)
        for element, switch in chain(self.facts.holds.items(), self.facts.more_holds):
            if switch == SURE or counts(switch):
                holds[element] = 1
        for element in self.fallen:
            holds[element] = 0
        for node in self.ended:
            holds[2 * node] = holds[2 * node + 1] = 0
        for element in self.facts.holds:
            below = network.within(element)
            if below is not None and not holds[below]:
                holds[element] = 0
        return self._with_derived(holds)

    @cached_property
    def open_acts(self) -> list[int]:
        """The acts that can still be given."""
        counts = self.completion.counts
        return [act for act, switch in self.facts.pending.items() if counts(switch)]

    @cached_property
    def barred(self) -> dict[int, int]:
        """The nodes that cannot come to stand, each with what it is excluded by."""
        barred: dict[int, int] = {}
        stands = self.opposite.holds
        for node, other, switch in self.network.exclusions:
            if self.completion.binds(switch):
                for one, by in ((node, other), (other, node)):
                    if stands[first_of(by)]:
                        barred.setdefault(one, by)
        return barred

    def _is_alive(self, element: int) -> bool:
        return self.network.node_of(element) not in self.ended

    def can_come(self, element: int) -> bool:
        """Whether nothing that has ended, or stands in its place, keeps an element from coming."""
        if not (self.ended or self.barred):
            return True
        node = self.network.node_of(element)
        return node not in self.ended and node not in self.barred

    @cached_property
    def reached(self) -> tuple[bytearray, dict[int, int]]:
        """What holds or can come to hold, and the round in which each element first can.

        The least fixpoint: elements that wait for one another in a circle are not included.
        """
        lacking, unmet = self._needs()
        reach = bytearray(self.acting)
        layer = [element for element in self.network.elements if reach[element]]
        following = [element for element in self.network.elements if not unmet[element]]
        following += self._met_by(layer, lacking, unmet)
        for number in self.network.late:  # met by what stands, or never
            if self.is_late(self.network.conditions[number]):
                lacking[number] = 0
        rounds: dict[int, int] = {}
        level = 0
        while following:
            level += 1
            layer = [element for element in following if not reach[element]]
            for element in layer:
                reach[element] = 1
                rounds[element] = level
            following = self._met_by(layer, lacking, unmet)
        return reach, rounds

    def _met_by(self, layer: list[int], lacking: list[int], unmet: list[int]) -> list[int]:
        """The elements of which some new ones meet the last condition."""
        network, counts = self.network, self.completion.counts
        conditions, used_by = network.conditions, network.used_by
        found = []
        for element in layer:
            for number, member in used_by[element]:
                left = lacking[number]
                if left <= 0:
                    continue
                _, weight, switch = member
                if switch == SURE or counts(switch):
                    lacking[number] = left - weight
                    if left <= weight:
                        of = conditions[number].of
                        unmet[of] -= 1
                        if not unmet[of]:
                            found.append(of)
        return found

    def _needs(self) -> tuple[list[int], list[int]]:
        """What each condition needs, and how many conditions each element has.

        For elements that cannot come, or are there, the number is negative.
        """
        network, binds = self.network, self.completion.binds
        lacking = [0] * len(network.conditions)
        unmet = [-1] * network.size
        for element in chain(network.milestones, network.derived):
            if self.acting[element] or not self.can_come(element):
                continue
            count = 0
            for number in network.of[element]:
                condition = network.conditions[number]
                if (
                    condition.enters
                    and condition.bound > 0
                    and (condition.switch == SURE or binds(condition.switch))
                ):
                    lacking[number] = condition.bound
                    count += 1
            unmet[element] = count
        return lacking, unmet

    def is_late(self, condition: Condition) -> bool:
        """Whether a deadline has passed, so that only what stands can meet a condition."""
        return condition.late is not None and self.completion.binds(condition.late)

    @property
    def reach(self) -> bytearray:
        """Whether each element holds or can come to hold."""
        return self.reached[0]

    @property
    def rounds(self) -> dict[int, int]:
        """For each element that does not hold and can come to hold, the first round."""
        return self.reached[1]

    def _with_derived(self, holds: bytearray) -> bytearray:
        """Add the derived elements whose conditions are met, until no more are."""
        # Those that rest on others come before them, so that one pass is mostly enough.
        left = [e for e in reversed(self.network.derived) if not holds[e] and self._is_alive(e)]
        while True:
            waiting = []
            for element in left:
                if all(self.meets(condition, holds) for condition in self.binding(element)):
                    holds[element] = 1
                else:
                    waiting.append(element)
            if len(waiting) == len(left):
                return holds
            left = waiting

    def sum(self, condition: Condition, holds: bytearray) -> int:
        """The weights of the members of a condition that are in ``holds`` and count."""
        counts, total = self.completion.counts, 0
        for element, weight, switch in condition.members:
            if holds[element] and (switch == SURE or counts(switch)):
                total += weight
        return total

    def meets(self, condition: Condition, holds: bytearray) -> bool:
        """Whether what holds meets a condition."""
        return self.sum(condition, holds) >= condition.bound

    def binding(self, element: int) -> Iterable[Condition]:
        """The conditions that bind and must be met for an element to come to hold."""
        network, binds = self.network, self.completion.binds
        conditions = (network.conditions[number] for number in network.of[element])
        return (c for c in conditions if c.enters and binds(c.switch))

    @cached_property
    def acting(self) -> bytearray:
        """What holds, and the acts that can still be given."""
        acting = bytearray(self.holds)
        for act in self.open_acts:
            acting[act] = 1
        return acting

    def level(self, milestone: int) -> Level:
        """How far a milestone is."""
        if self.holds[milestone]:
            return Level.ACHIEVED
        node = milestone // 2
        if node in self.ended:
            return Level.ENDED
        if node in self.barred or not self.reach[milestone]:
            return Level.OUT_OF_REACH
        if self.rounds[milestone] > 1:
            return Level.REACHABLE
        # In the first round nothing can be lacking but the acts of its own parties.
        is_free = all(self.meets(condition, self.holds) for condition in self.binding(milestone))
        return Level.FREE if is_free else Level.READY


def views_of(network: Network, facts: Facts) -> tuple[View, View]:
    """The optimistic and the pessimistic view of some facts of a network.

    If nothing is uncertain there is one completion, which is both.
    """
    if network.switches:
        return readings_of(network, facts)
    view = View(network, facts, ONLY)
    return view, view


def readings_of(network: Network, facts: Facts) -> tuple[View, View]:
    """The same, where the facts may be uncertain although the network is not."""
    optimistic, pessimistic = (
        View(network, facts, reading) for reading in (OPTIMISTIC, PESSIMISTIC)
    )
    optimistic.opposite, pessimistic.opposite = pessimistic, optimistic
    return optimistic, pessimistic
