"""Conditions, what holds, and the network of both: everything as integers, no words.

Every node has two *milestones*, numbered ``2 * node`` and ``2 * node + 1``. An *act* is an
institution's consent to an item or its ratification. Milestones, acts and a few derived *elements*
share one numbering. A *condition* of an element is "the weights of the members that hold add up to
at least a bound".

What is uncertain has a *switch*. A completion turns every switch on or off, and so settles
everything: a link that is only possible is real or not, an uncertain fact holds or not.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from coopgraph.network.days import Days
from coopgraph.words.word import Need

__all__ = [
    "SURE",
    "Condition",
    "Exclusion",
    "Facts",
    "Member",
    "Network",
    "Succession",
    "first_of",
    "second_of",
]

#: The switch of what is certain.
SURE: Final = -1


def first_of(node: int) -> int:
    """The first milestone of a node: signed, agreed, ongoing."""
    return 2 * node


def second_of(node: int) -> int:
    """The second milestone of a node: in force, completed."""
    return 2 * node + 1


class Member(NamedTuple):
    """A member of a condition: an element, its weight, and the switch on which it counts."""

    element: int
    weight: int = 1
    switch: int = SURE


class Condition(NamedTuple):
    """A condition of an element: the weights of the members that hold reach a bound.

    Attributes
    ----------
    of, need
        The element, and the kind of condition.
    members, bound
        What counts towards it, and how much is needed.
    switch
        The switch on which it binds.
    enters, stays
        Whether it must be met for the element to come to hold, and whether it must stay met.
    late
        The switch on which its deadline has passed, so that nothing more can meet it; ``None`` if
        it has not.
    by
        The days that its deadline may mean; ``None`` if it has none.
    threshold, scale
        Which of the thresholds of its item it is, from 0, and by how much the weights of parties
        are multiplied, so that they are integers; ``None`` if it is no threshold.
    """

    of: int
    need: Need
    members: tuple[Member, ...]
    bound: int = 1
    switch: int = SURE
    enters: bool = True
    stays: bool = True
    late: int | None = None
    by: Days | None = None
    threshold: int | None = None
    scale: int = 1


class Exclusion(NamedTuple):
    """Two nodes that never both stand, and the switch on which this is so."""

    node: int
    other: int
    switch: int = SURE


class Succession(NamedTuple):
    """A node that supersedes another, and the switch on which it ends it once it is in force."""

    node: int
    superseded: int
    switch: int = SURE


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds, can be done and has ended, each with its switch.

    Attributes
    ----------
    holds
        The milestones reached and the acts given; those of a provision hold only where its
        agreement's do, and a second milestone only with the first.
    pending
        The acts that can still be given.
    ended
        The nodes that have ended: none of their milestones holds or can be reached.
    lasting
        The milestones of activities that nothing can undo, where they are completed.
    more_holds, more_ended
        Further switches on which a milestone is reached or an act given, and a node has ended.
    named
        Milestones that hold because a change says so, whatever their conditions.
    """

    holds: Mapping[int, int]
    pending: Mapping[int, int]
    ended: Mapping[int, int]
    lasting: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    more_holds: tuple[tuple[int, int], ...] = ()
    more_ended: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Network:
    """The elements of a graph with their conditions and facts.

    Attributes
    ----------
    nodes
        The number of nodes; their milestones are the first ``2 * nodes`` elements.
    size
        The number of elements.
    switches
        The number of switches.
    conditions
        All conditions.
    facts
        What holds, can be done and has ended.
    milestones
        The milestones that exist: institutions have none.
    acts
        The institution, the item and the rank of its milestone, for each act.
    derived
        The elements that hold whenever their conditions are met, each with the node on which it
        depends, or -1.
    exclusions, successions
        The pairs of nodes that exclude each other, and those of which one ends the other.
    wholes
        The agreement of each provision.
    elements
        The elements to look at: all of them by default.
    """

    nodes: int
    size: int
    switches: int
    conditions: tuple[Condition, ...]
    facts: Facts
    milestones: tuple[int, ...]
    acts: Mapping[int, tuple[int, int, int]]
    derived: Mapping[int, int]
    exclusions: tuple[Exclusion, ...] = ()
    successions: tuple[Succession, ...] = ()
    wholes: Mapping[int, int] = field(default_factory=dict)
    elements: Sequence[int] = ()

    def __post_init__(self) -> None:
        if not self.elements:
            object.__setattr__(self, "elements", range(self.size))

    @cached_property
    def of(self) -> list[list[int]]:
        """The numbers of the conditions of each element."""
        grouped: list[list[int]] = [[] for _ in range(self.size)]
        for number, condition in enumerate(self.conditions):
            grouped[condition.of].append(number)
        return grouped

    @cached_property
    def used_by(self) -> list[list[tuple[int, Member]]]:
        """For each element, the conditions of which it is a member."""
        grouped: list[list[tuple[int, Member]]] = [[] for _ in range(self.size)]
        for number, condition in enumerate(self.conditions):
            for member in condition.members:
                grouped[member.element].append((number, member))
        return grouped

    @cached_property
    def within_of(self) -> Mapping[int, list[int]]:
        """The milestones that never hold without a milestone."""
        found: dict[int, list[int]] = {}
        for milestone in self.milestones:
            below = self.within(milestone)
            if below is not None:
                found.setdefault(below, []).append(milestone)
        return found

    @cached_property
    def conditional(self) -> list[Condition]:
        """The conditions that bind only possibly."""
        return [condition for condition in self.conditions if condition.switch != SURE]

    @cached_property
    def late(self) -> list[int]:
        """The numbers of the conditions whose deadline may have passed."""
        return [n for n, condition in enumerate(self.conditions) if condition.late is not None]

    @cached_property
    def due(self) -> list[int]:
        """The numbers of the conditions that have a deadline."""
        return [n for n, condition in enumerate(self.conditions) if condition.by is not None]

    @cached_property
    def excluded_by(self) -> Mapping[int, list[tuple[int, int]]]:
        """What each node excludes, and is excluded by, with the switch."""
        excluded: dict[int, list[tuple[int, int]]] = {}
        for node, other, switch in self.exclusions:
            excluded.setdefault(node, []).append((other, switch))
            excluded.setdefault(other, []).append((node, switch))
        return excluded

    @cached_property
    def parts(self) -> Mapping[int, list[int]]:
        """The elements of each node: its milestones, and derived ones that depend on it."""
        parts: dict[int, list[int]] = {}
        for milestone in self.milestones:
            parts.setdefault(milestone // 2, []).append(milestone)
        for element, node in self.derived.items():
            if element >= 2 * self.nodes and node >= 0:
                parts.setdefault(node, []).append(element)
        return parts

    def scoped(self, elements: Collection[int]) -> "Network":
        """The same network with nothing but some elements, closed under what they rest on.

        Numbers stay the same; conditions of other elements are never looked at.
        """
        facts = self.facts
        lasting = facts.lasting.intersection(elements)
        known = lasting | {second_of(self.node_of(element)) for element in lasting}
        scope = replace(
            self,
            elements=tuple(sorted(elements)),
            facts=replace(
                facts,
                holds={e: s for e, s in facts.holds.items() if e in elements or e in known},
                pending={e: s for e, s in facts.pending.items() if e in elements},
                lasting=lasting,
                more_holds=tuple(one for one in facts.more_holds if one[0] in elements),
            ),
            milestones=tuple(m for m in self.milestones if m in elements),
            derived={e: n for e, n in self.derived.items() if e in elements},
        )
        scope.__dict__.update(
            of=self.of,
            used_by=self.used_by,
            excluded_by=self.excluded_by,
            late=self.late,
            due=self.due,
        )
        return scope

    @cached_property
    def act_of(self) -> Mapping[tuple[int, int, int], int]:
        """The act of an institution for an item, by the rank of its milestone."""
        return {key: act for act, key in self.acts.items()}

    @cached_property
    def automatic(self) -> frozenset[int]:
        """The milestones that come of themselves when their conditions are met."""
        return frozenset(self.derived).intersection(self.milestones)

    def node_of(self, element: int) -> int:
        """The node to which a milestone, or a derived element, belongs; -1 if there is none."""
        return element // 2 if element < 2 * self.nodes else self.derived.get(element, -1)

    def within(self, element: int) -> int | None:
        """The milestone without which a milestone never holds, if there is one."""
        if element >= 2 * self.nodes:
            return None
        if element % 2:
            return element - 1
        whole = self.wholes.get(element // 2)
        return None if whole is None else first_of(whole)

    def switches_in(self, condition: Condition) -> Iterator[int]:
        """The switches of a condition and of its members."""
        return (
            switch
            for switch in chain(
                (condition.switch, condition.late), (m.switch for m in condition.members)
            )
            if switch is not None and switch != SURE
        )
