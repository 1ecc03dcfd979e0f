"""The conditions under which each item of a graph holds, and the fixpoints over them.

An item *can hold* if it is not dead and every binding condition is met:

- *consent*: each participating institution takes part; or, if an agreement has a quorum, as many
  of its parties do, required and possible ones alike;
- *whole*: the item that it is a provision of, implements or amends holds;
- *requirement*: at least the given number of alternatives hold.

There are two readings. In the *lenient* reading only required links bind, in the *strict* one
possible links bind too. Roles that do not consent bind in neither.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from coopgraph._base.gc_pause import gc_paused
from coopgraph.graph.meaning import Meaning, MeaningCache
from coopgraph.graph.schema import Attributes, Graph, adjacency_of
from coopgraph.graph.state import Standing, is_completed, record_of, standing_of
from coopgraph.words.vocabulary import RecordKind
from coopgraph.words.word import Need

__all__ = ["Condition", "ConditionGraph", "readings"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of an item: at least ``at_least`` members of ``among`` must hold.

    Attributes
    ----------
    item
        The item that needs it.
    need
        The kind of condition.
    among
        Institutions or items, sorted.
    at_least
        The number of them that must hold.
    """

    item: str
    need: Need
    among: tuple[str, ...]
    at_least: int = 1

    def is_met(self, standing: Iterable[str]) -> bool:
        """Whether enough of its members are in ``standing``."""
        return sum(one in standing for one in self.among) >= self.at_least


class ConditionGraph:
    """A graph in one of the two readings: its nodes by state, and the conditions that bind.

    Parameters
    ----------
    institutions
        The institutions.
    standings
        The state of each item.
    facts
        The completed items.
    conditions
        The conditions of each item.
    """

    def __init__(
        self,
        institutions: frozenset[str],
        standings: Mapping[str, Standing],
        facts: frozenset[str],
        conditions: Mapping[str, tuple[Condition, ...]],
    ) -> None:
        self.institutions, self.facts, self.conditions = institutions, facts, conditions
        self.achieved, self.open_items, self.dead = (
            frozenset(item for item, standing in standings.items() if standing is sort)
            for sort in (Standing.ACHIEVED, Standing.OPEN, Standing.OVER)
        )

    @cached_property
    def standing(self) -> frozenset[str]:
        """The institutions and the achieved items."""
        return self.achieved | self.institutions

    @cached_property
    def waiting(self) -> Mapping[str, Sequence[Condition]]:
        """For each institution or item, the conditions of which it is a member."""
        waiting: dict[str, list[Condition]] = {}
        with gc_paused():
            for condition in chain.from_iterable(self.conditions.values()):
                for one in condition.among:
                    waiting.setdefault(one, []).append(condition)
        return waiting

    def attainable(
        self, standing: frozenset[str], among: frozenset[str] | None = None
    ) -> dict[str, int]:
        """The items that can come to hold, each with the first round in which it can.

        This is the least fixpoint: items that wait for one another in a circle are not included.
        Linear in the number of conditions.

        Parameters
        ----------
        standing
            The institutions that consent and the items that hold already.
        among
            The items that may be concluded; by default all open items.
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
        """The achieved items that fall if some nodes are gone, each with the round of its fall.

        An item falls if a condition that was met before is no longer met; a condition that never
        was met is a problem in the records, not a loss. This is the greatest fixpoint: items that
        support each other stand until they lose some other support. Completed items are facts and
        never fall.
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
                    # It was met before, and this loss makes it fail.
                    if left[id(condition)] == condition.at_least - 1:
                        falling.add(condition.item)
            layer = sorted(falling - set(fallen) - self.facts)
            fallen |= dict.fromkeys(layer, rounds)
        return fallen


def readings(graph: Graph, goal: str | None = None) -> tuple[ConditionGraph, ConditionGraph]:
    """The lenient and the strict reading of a graph.

    With a goal, they contain only the nodes that can affect it: the goal, the members of its
    conditions, the members of theirs, and so on.
    """
    with gc_paused():
        both = _conditions_by_node(graph, goal)
        institutions = frozenset(
            node for node in both if record_of(graph, node) is RecordKind.INSTITUTION
        )
        standings = {i: standing_of(graph, i) for i in both if i not in institutions}
        facts = frozenset(item for item in standings if is_completed(graph, item))
        lenient, strict = (
            ConditionGraph(
                institutions, standings, facts, {item: both[item][n] for item in standings}
            )
            for n in (0, 1)
        )
        return lenient, strict


#: The conditions of a node in the lenient and in the strict reading; the same tuple twice if none
#: of its links is only possible.
_Both = tuple[tuple[Condition, ...], tuple[Condition, ...]]

#: The other end of a link, its attributes, and their meaning.
_Link = tuple[str, Attributes, Meaning]
_Meaning = Callable[[str, str, Attributes], Meaning]

#: Conditions of the dependent; consent is a condition of the item that the institution joins.
_OF_DEPENDENTS = {Need.WHOLE, Need.REQUIREMENT}


def _conditions_by_node(graph: Graph, goal: str | None) -> dict[str, _Both]:
    """For all nodes, or for those that can affect a goal in the strict reading, so in either."""
    meanings: MeaningCache[Meaning] = MeaningCache(lambda meaning: meaning)
    if goal is None:
        return {node: _both(graph, node, meanings.of) for node in graph}
    found: dict[str, _Both] = {}
    stack = [goal]
    while stack:
        node = stack.pop()
        if node not in found:
            found[node] = _both(graph, node, meanings.of)
            stack += (one for condition in found[node][1] for one in condition.among)
    return dict(sorted(found.items()))


def _both(graph: Graph, node: str, meaning: _Meaning) -> _Both:
    if record_of(graph, node) is RecordKind.INSTITUTION:
        return (), ()
    relying, relied_on = adjacency_of(graph)
    links = ((one, edge, meaning(one, node, edge)) for one, edge in _links(graph, relying[node]))
    parties = [link for link in links if link[2].relation.involves and link[2].consents]
    links = ((one, edge, meaning(node, one, edge)) for one, edge in _links(graph, relied_on[node]))
    bases = [link for link in links if link[2].relation.need in _OF_DEPENDENTS]
    strict = tuple(_conditions(graph, node, parties, parties, bases))
    bound, required = ([link for link in some if link[2].is_required] for some in (parties, bases))
    if len(bound) == len(parties) and len(required) == len(bases):
        return strict, strict
    return tuple(_conditions(graph, node, parties, bound, required)), strict


def _links(graph: Graph, neighbours: Mapping[str, Any]) -> Iterator[tuple[str, Attributes]]:
    """The links to some neighbours, read from plain dictionaries: networkx's views are slow."""
    if not graph.is_multigraph():
        yield from neighbours.items()
        return
    for other, parallel in neighbours.items():
        for attributes in parallel.values():
            yield other, attributes


def _conditions(
    graph: Graph,
    item: str,
    parties: Iterable[_Link],
    bound: Iterable[_Link],
    bases: Iterable[_Link],
) -> Iterator[Condition]:
    """The conditions of an item: the consent of the bound parties, and the bases.

    All parties count towards a quorum.
    """
    quorum = graph.nodes[item].get("quorum")
    if quorum:
        among = tuple(sorted({institution for institution, *_ in parties}))
        yield Condition(item, Need.QUORUM, among, int(quorum))
    else:
        for institution in sorted({institution for institution, *_ in bound}):
            yield Condition(item, Need.CONSENT, (institution,))
    wholes: set[str] = set()
    groups: dict[object, list[_Link]] = {}
    for link in bases:
        basis, edge, meaning = link
        if meaning.relation.need is Need.REQUIREMENT:
            # In a graph without numbered requirements each link is a requirement.
            key = meaning.relation, edge.get("requirement", f"→{basis}")
            groups.setdefault(key, []).append(link)
        else:
            wholes.add(basis)
    for whole in sorted(wholes):
        yield Condition(item, Need.WHOLE, (whole,))
    for group in sorted(groups.values(), key=lambda group: sorted(link[0] for link in group)):
        among = tuple(sorted({basis for basis, *_ in group}))
        yield Condition(item, Need.REQUIREMENT, among, group[0][2].at_least)
