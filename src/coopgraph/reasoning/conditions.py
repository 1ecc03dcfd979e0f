"""What each item needs in order to hold, read from a graph.

An item *can hold* when it is not dead and every condition that binds it is met:

- *consent*: each institution that is to take part does; or, where an agreement has a quorum,
  as many of its parties do, required and possible ones alike;
- *whole*: what it is a provision of, implements or amends holds;
- *requirement*: at least so many of the alternatives hold.

There are two readings. In the *lenient* one only required links bind, in the *strict* one the
possible ones bind too. Guests and observers need not consent in either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Any

from coopgraph.garbage import uncollected
from coopgraph.schema import Attributes, Graph, is_required, neighbours_of, number_in, relation_of
from coopgraph.vocabulary import (
    ActivityStatus,
    AgreementStatus,
    ProvisionStatus,
    RecordKind,
    Relation,
    Role,
)

__all__ = ["Condition", "Need", "Reading", "readings"]

_SIGNED = {AgreementStatus.SIGNED, AgreementStatus.IN_FORCE}
_UNDER_WAY = {ActivityStatus.ONGOING, ActivityStatus.COMPLETED}
_DEAD = {
    AgreementStatus.TERMINATED,
    AgreementStatus.ABANDONED,
    ActivityStatus.CANCELLED,
    ProvisionStatus.DROPPED,
}
_NEED_NOT_CONSENT = {Role.INVITED, Role.OBSERVER}
_INVOLVED = {Relation.PARTY_TO, Relation.TAKES_PART_IN}
_BASES = {Relation.PROVISION_OF, Relation.IMPLEMENTS, Relation.AMENDS, Relation.REQUIRES}

#: The other end of a link, and what the link says.
_Tie = tuple[str, Attributes]


class Need(StrEnum):
    """The kinds of condition."""

    CONSENT = "consent"
    QUORUM = "quorum"
    WHOLE = "whole"
    REQUIREMENT = "requirement"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of one item: at least so many of these must hold.

    Attributes
    ----------
    item
        What it is a condition of.
    need
        Its kind.
    among
        Institutions or items, sorted.
    at_least
        How many of them.
    """

    item: str
    need: Need
    among: tuple[str, ...]
    at_least: int = 1

    def is_met(self, standing: Iterable[str]) -> bool:
        """Whether enough of them are among what stands."""
        return sum(one in standing for one in self.among) >= self.at_least


class Reading:
    """A graph in one of the two readings: who is what, and what binds whom.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.schema`.
    conditions
        Of each node that is read, in the order of the reading; none of an institution.
    """

    def __init__(self, graph: Graph, conditions: Mapping[str, tuple[Condition, ...]]) -> None:
        records = {node: graph.nodes[node].get("record") for node in conditions}
        self.institutions = frozenset(
            node for node, record in records.items() if record == RecordKind.INSTITUTION
        )
        items = [node for node in records if node not in self.institutions]
        statuses = {item: graph.nodes[item].get("status") for item in items}
        self.facts = frozenset(i for i in items if statuses[i] == ActivityStatus.COMPLETED)
        self.dead = frozenset(i for i in items if statuses[i] in _DEAD)
        self.achieved = frozenset(i for i in items if _is_achieved(graph, i, records[i]))
        self.open_items = frozenset(items) - self.achieved - self.dead
        self.conditions = {item: conditions[item] for item in items}

    @cached_property
    def standing(self) -> frozenset[str]:
        """The institutions, and what is achieved."""
        return self.achieved | self.institutions

    @cached_property
    def waiting(self) -> Mapping[str, Sequence[Condition]]:
        """For each institution or item, the conditions that count on it."""
        waiting: dict[str, list[Condition]] = {}
        with uncollected():
            for condition in chain.from_iterable(self.conditions.values()):
                for one in condition.among:
                    waiting.setdefault(one, []).append(condition)
        return waiting

    def attainable(
        self, standing: frozenset[str], among: frozenset[str] | None = None
    ) -> dict[str, int]:
        """The open items that can come to hold, each with the round in which it first can.

        The least fixpoint: nothing holds itself up, so that a circle of items that wait for one
        another stays out. Linear in the number of conditions.

        Parameters
        ----------
        standing
            Institutions that consent and items that hold already.
        among
            The items that may be concluded; by default all that are open.
        """
        among = self.open_items if among is None else among
        lacking = {
            id(condition): condition.at_least - sum(one in standing for one in condition.among)
            for item in among
            for condition in self.conditions[item]
        }
        unmet = {
            item: sum(lacking[id(condition)] > 0 for condition in self.conditions[item])
            for item in among
        }
        found: dict[str, int] = {}
        layer = [item for item in among if not unmet[item] and item not in standing]
        rounds = 0
        while layer:
            rounds += 1
            found |= dict.fromkeys(layer, rounds)
            freed = []
            for one in layer:
                for condition in self.waiting.get(one, ()):
                    if id(condition) not in lacking or condition.item in found:
                        continue
                    lacking[id(condition)] -= 1
                    if lacking[id(condition)] == 0:
                        unmet[condition.item] -= 1
                        if not unmet[condition.item]:
                            freed.append(condition.item)
            layer = [item for item in freed if item not in standing]
        return found

    def fallen(self, gone: frozenset[str]) -> dict[str, int]:
        """The achieved items that fall when some things are gone, with the round of each fall.

        An item falls when a condition that achieved items met before is met no longer; one that
        never was met is a finding about the records, not a loss. The greatest fixpoint: items
        that hold each other up stand until something else they stand on goes. What is completed
        is a fact and never falls.
        """
        before = self.standing
        fallen = dict.fromkeys(sorted((gone & self.achieved) - self.facts), 0)
        left = {
            id(condition): sum(one in before for one in condition.among)
            for item in self.achieved
            for condition in self.conditions[item]
        }
        layer = sorted((gone & before) - self.facts)
        rounds = 0
        while layer:
            rounds += 1
            falling = set()
            for one in layer:
                for condition in self.waiting.get(one, ()):
                    if condition.item not in self.achieved:
                        continue
                    left[id(condition)] -= 1
                    # It was met before, and the loss of this one makes it fail.
                    if left[id(condition)] == condition.at_least - 1:
                        falling.add(condition.item)
            layer = sorted(falling - set(fallen) - self.facts)
            fallen |= dict.fromkeys(layer, rounds)
        return fallen


def readings(graph: Graph, goal: str | None = None) -> tuple[Reading, Reading]:
    """The lenient and the strict reading of a graph.

    With a goal, only what may bear on this node is read: the node, what its conditions name, what
    theirs name, and so on. Nothing else can decide whether it holds.
    """
    with uncollected():
        both = _all(graph) if goal is None else _bearing_on(graph, goal)
        strict = Reading(graph, {node: conditions for node, (_, conditions) in both.items()})
        lenient = Reading(graph, {node: conditions for node, (conditions, _) in both.items()})
        return lenient, strict


#: The conditions of a node in the lenient and in the strict reading; where nothing that is only
#: possible bears on it, the same ones.
_Both = tuple[tuple[Condition, ...], tuple[Condition, ...]]


def _all(graph: Graph) -> dict[str, _Both]:
    return {node: _both(graph, node) for node in graph}


def _bearing_on(graph: Graph, goal: str) -> dict[str, _Both]:
    """The nodes that may bear on a goal in the strict reading, and so in either."""
    found: dict[str, _Both] = {}
    stack = [goal]
    while stack:
        node = stack.pop()
        if node not in found:
            found[node] = _both(graph, node)
            stack += (one for condition in found[node][1] for one in condition.among)
    return dict(sorted(found.items()))


def _both(graph: Graph, node: str) -> _Both:
    if graph.nodes[node].get("record") == RecordKind.INSTITUTION:
        return (), ()
    relying, relied_on = neighbours_of(graph)
    parties = [
        (institution, edge)
        for institution, edge in _ties(graph, relying[node])
        if relation_of(institution, node, edge) in _INVOLVED
        and edge.get("role") not in _NEED_NOT_CONSENT
    ]
    bases = [
        (basis, edge)
        for basis, edge in _ties(graph, relied_on[node])
        if relation_of(node, basis, edge) in _BASES
    ]
    strict = tuple(_conditions(graph, node, parties, parties, bases))
    bound = [(one, edge) for one, edge in parties if is_required(edge, one, node)]
    firm = [(one, edge) for one, edge in bases if is_required(edge, node, one)]
    if len(bound) == len(parties) and len(firm) == len(bases):
        return strict, strict
    return tuple(_conditions(graph, node, parties, bound, firm)), strict


def _is_achieved(graph: Graph, item: str, record: object) -> bool:
    status = graph.nodes[item].get("status")
    match record:
        case RecordKind.AGREEMENT:
            return status in _SIGNED
        case RecordKind.ACTIVITY:
            return status in _UNDER_WAY
        case RecordKind.PROVISION:
            return status == ProvisionStatus.AGREED and all(
                graph.nodes[whole].get("status") in _SIGNED
                for whole, edge in _ties(graph, neighbours_of(graph)[1][item])
                if relation_of(item, whole, edge) is Relation.PROVISION_OF
            )
    return False


def _ties(graph: Graph, neighbours: Mapping[str, Any]) -> Iterator[_Tie]:
    """The links to some neighbours, as dictionaries: views would cost more than what is read."""
    if not graph.is_multigraph():
        yield from neighbours.items()
        return
    for other, parallel in neighbours.items():
        for attributes in parallel.values():
            yield other, attributes


def _conditions(
    graph: Graph, item: str, parties: Iterable[_Tie], bound: Iterable[_Tie], bases: Iterable[_Tie]
) -> Iterator[Condition]:
    """The conditions of an item, of the parties that are bound and of the bases that bind.

    For a quorum all parties count.
    """
    quorum = graph.nodes[item].get("quorum")
    if quorum:
        among = tuple(sorted({institution for institution, _ in parties}))
        yield Condition(item, Need.QUORUM, among, int(quorum))
    else:
        for institution in sorted({institution for institution, _ in bound}):
            yield Condition(item, Need.CONSENT, (institution,))
    wholes: set[str] = set()
    groups: dict[object, list[_Tie]] = {}
    for basis, edge in bases:
        if edge["relation"] == Relation.REQUIRES:
            # A link of a graph that numbers no requirements is a requirement by itself.
            groups.setdefault(edge.get("requirement", f"→{basis}"), []).append((basis, edge))
        else:
            wholes.add(basis)
    for whole in sorted(wholes):
        yield Condition(item, Need.WHOLE, (whole,))
    for group in sorted(groups.values(), key=lambda group: sorted(basis for basis, _ in group)):
        at_least = number_in(group[0][1], "at_least", item, group[0][0])
        among = tuple(sorted({basis for basis, _ in group}))
        yield Condition(item, Need.REQUIREMENT, among, at_least)
