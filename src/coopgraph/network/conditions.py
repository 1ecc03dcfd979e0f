"""What each item needs in order to hold, read from a graph.

An item *can hold* when it is not dead and every condition that binds it is met:

- *consent*: each institution that is to take part does; or, where an agreement has a quorum,
  as many of its parties do, required and possible ones alike;
- *whole*: what it is a provision of, implements or amends holds;
- *requirement*: at least so many of the alternatives hold.

There are two readings. In the *lenient* one only required links bind, in the *strict* one the
possible ones bind too. Roles that do not consent bind in neither.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from coopgraph._base.gc_pause import uncollected
from coopgraph.graph.meaning import Meaning, Meanings
from coopgraph.graph.schema import Attributes, Graph, neighbours_of
from coopgraph.graph.state import Standing, is_fact, record_of, standing_of
from coopgraph.words.vocabulary import RecordKind
from coopgraph.words.word import Need

__all__ = ["Condition", "Reading", "readings"]


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
    institutions
        The institutions that are read.
    standings
        Where each item stands that is read.
    facts
        The items that are completed.
    conditions
        Of each item, in the order of the reading.
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
        institutions = frozenset(
            node for node in both if record_of(graph, node) is RecordKind.INSTITUTION
        )
        standings = {i: standing_of(graph, i) for i in both if i not in institutions}
        facts = frozenset(item for item in standings if is_fact(graph, item))
        lenient, strict = (
            Reading(institutions, standings, facts, {item: both[item][n] for item in standings})
            for n in (0, 1)
        )
        return lenient, strict


#: The conditions of a node in the lenient and in the strict reading; where nothing that is only
#: possible bears on it, the same ones.
_Both = tuple[tuple[Condition, ...], tuple[Condition, ...]]


#: The other end of a link, the link, and what it says.
_Tie = tuple[str, Attributes, Meaning]
_Meaning = Callable[[str, str, Attributes], Meaning]

#: The conditions of what relies; that an institution consents is one of what is relied on.
_OF_DEPENDENTS = {Need.WHOLE, Need.REQUIREMENT}


def _all(graph: Graph) -> dict[str, _Both]:
    meaning = _meanings()
    return {node: _both(graph, node, meaning) for node in graph}


def _bearing_on(graph: Graph, goal: str) -> dict[str, _Both]:
    """The nodes that may bear on a goal in the strict reading, and so in either."""
    meaning = _meanings()
    found: dict[str, _Both] = {}
    stack = [goal]
    while stack:
        node = stack.pop()
        if node not in found:
            found[node] = _both(graph, node, meaning)
            stack += (one for condition in found[node][1] for one in condition.among)
    return dict(sorted(found.items()))


def _meanings() -> _Meaning:
    """What links say, kept for the length of one question."""
    meanings: Meanings[Meaning] = Meanings(lambda meaning: meaning)
    return meanings.of


def _both(graph: Graph, node: str, meaning: _Meaning) -> _Both:
    if record_of(graph, node) is RecordKind.INSTITUTION:
        return (), ()
    relying, relied_on = neighbours_of(graph)
    ties = ((one, edge, meaning(one, node, edge)) for one, edge in _ties(graph, relying[node]))
    parties = [tie for tie in ties if tie[2].relation.involves and tie[2].consents]
    ties = ((one, edge, meaning(node, one, edge)) for one, edge in _ties(graph, relied_on[node]))
    bases = [tie for tie in ties if tie[2].relation.need in _OF_DEPENDENTS]
    strict = tuple(_conditions(graph, node, parties, parties, bases))
    bound, firm = ([tie for tie in some if tie[2].is_required] for some in (parties, bases))
    if len(bound) == len(parties) and len(firm) == len(bases):
        return strict, strict
    return tuple(_conditions(graph, node, parties, bound, firm)), strict


def _ties(graph: Graph, neighbours: Mapping[str, Any]) -> Iterator[tuple[str, Attributes]]:
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
        among = tuple(sorted({institution for institution, *_ in parties}))
        yield Condition(item, Need.QUORUM, among, int(quorum))
    else:
        for institution in sorted({institution for institution, *_ in bound}):
            yield Condition(item, Need.CONSENT, (institution,))
    wholes: set[str] = set()
    groups: dict[object, list[_Tie]] = {}
    for tie in bases:
        basis, edge, meaning = tie
        if meaning.relation.need is Need.REQUIREMENT:
            # A link of a graph that numbers no requirements is a requirement by itself.
            one = meaning.relation, edge.get("requirement", f"→{basis}")
            groups.setdefault(one, []).append(tie)
        else:
            wholes.add(basis)
    for whole in sorted(wholes):
        yield Condition(item, Need.WHOLE, (whole,))
    for group in sorted(groups.values(), key=lambda group: sorted(tie[0] for tie in group)):
        among = tuple(sorted({basis for basis, *_ in group}))
        yield Condition(item, Need.REQUIREMENT, among, group[0][2].at_least)
