"""Compile a graph to a network: read every attribute that decides something, once."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, lcm
from typing import Any, Final, NamedTuple

from coopgraph._base.gc_pause import gc_paused
from coopgraph.graph.meaning import Meaning, MeaningCache
from coopgraph.graph.recorded import NOTHING, Recorded, happened, recorded_of
from coopgraph.graph.schema import CHANGE, Attributes, Graph, adjacency_of
from coopgraph.graph.state import record_of
from coopgraph.network.conditions import (
    SURE,
    Condition,
    Exclusion,
    Facts,
    Member,
    Network,
    Succession,
    first_of,
    second_of,
)
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.vocabulary import (
    MILESTONES,
    PartyStage,
    RecordKind,
    Settlement,
    default_stage,
)
from coopgraph.words.word import Ending, Held, Need

__all__ = ["network_of_graph"]

#: The two ranks of an act: consent, for the first milestone, and ratification, for the second.
CONSENT, RATIFICATION = 0, 1


def network_of_graph(graph: Graph, as_of: EDTFDate | None = None) -> Network:
    """Compile a graph.

    Parameters
    ----------
    graph
        A valid graph.
    as_of
        The date of the state: what is dated after it is not yet there.

    Raises
    ------
    GraphSchemaError
        If the relation of a link is unknown.
    """
    with gc_paused():
        return _Compiler(graph, as_of).network()


class _Link(NamedTuple):
    """A link: the node at its other end, its attributes, their meaning, and its switch."""

    node: int
    attributes: Attributes
    meaning: Meaning
    switch: int


class _Party(NamedTuple):
    """A consenting institution of an item: its acts, its switch, its links."""

    node: int
    act: int
    ratification: int
    switch: int
    links: list[_Link]


class _Compiler:
    """Collects the elements and conditions of a graph, node by node."""

    def __init__(self, graph: Graph, as_of: EDTFDate | None) -> None:
        self.graph, self.as_of = graph, as_of
        self.ids = list(graph)
        self.number = {item: n for n, item in enumerate(self.ids)}
        self.records = [record_of(graph, item) for item in self.ids]
        self.attributes: list[Attributes] = [data for _, data in graph.nodes(data=True)]
        self.stages: dict[int, int] = {}
        self.size = 2 * len(self.ids)
        self.switches = 0
        self.conditions: list[Condition] = []
        self.holds: dict[int, int] = {}
        self.open: dict[int, int] = {}
        self.ended: dict[int, int] = {}
        self.acts: dict[int, tuple[int, int, int]] = {}
        self.derived: dict[int, int] = {}
        self.lasting: set[int] = set()
        self.exclusions: list[Exclusion] = []
        self.successions: list[Succession] = []
        self.meanings: MeaningCache[Meaning] = MeaningCache(lambda meaning: meaning)
        self.recorded = [
            self._recorded(n) if record is not RecordKind.INSTITUTION else NOTHING
            for n, record in enumerate(self.records)
        ]
        self.relied_on: dict[int, list[_Link]] = {}
        self.successors: dict[int, list[_Link]] = {}
        self.wholes: dict[int, int] = {}
        self.stand_ins: dict[tuple[int, int], int] = {}
        self.components: dict[int, int] = {}
        self.lines: list[tuple[int, int, int, list[_Link]]] = []

    def network(self) -> Network:
        """The whole network."""
        items = [n for n, r in enumerate(self.records) if r is not RecordKind.INSTITUTION]
        self.relied_on = {n: self._links_of(n) for n in items}
        for node, links in self.relied_on.items():
            for link in links:
                if link.meaning.relation.held is Held.WITHIN:
                    self.wholes[node] = link.node
                elif link.meaning.relation.ending is Ending.SUCCESSOR and link.attributes.get(
                    "inherits"
                ):
                    self.successors.setdefault(link.node, []).append(link._replace(node=node))
        for node in items:
            self._facts(node)
        for node in items:
            self._conditions(node)
        self._close_lines()
        return Network(
            len(self.ids),
            self.size,
            self.switches,
            tuple(self.conditions),
            Facts(self.holds, self.open, self.ended, frozenset(self.lasting)),
            tuple(element for n in items for element in (first_of(n), second_of(n))),
            self.acts,
            self.derived,
            tuple(self.exclusions),
            tuple(self.successions),
            self.wholes,
        )

    # -- numbers -------------------------------------------------------------------------------

    def _element(self) -> int:
        self.size += 1
        return self.size - 1

    def _switch(self, truth: Truth = Truth.POSSIBLE) -> int:
        """The switch of what is true to some degree: a new one if it is only possible."""
        if truth is Truth.CERTAIN:
            return SURE
        self.switches += 1
        return self.switches - 1

    # -- facts ---------------------------------------------------------------------------------

    def _recorded(self, node: int) -> Recorded:
        return recorded_of(self.attributes[node], self.records[node], self.as_of)

    def _facts(self, node: int) -> None:
        attributes = self.attributes[node]
        recorded = self.recorded[node]
        ended = _settled(attributes, "ended", recorded.ended)
        if ended is not Truth.NO:
            self.ended[node] = self._switch(ended)
        milestones = MILESTONES[self.records[node]]
        for rank, milestone in enumerate(milestones):
            truth = _settled(attributes, milestone, recorded.reached[rank])
            if truth is not Truth.NO and not (rank and node in self.wholes):
                self.holds[first_of(node) + rank] = self._switch(truth)
        if self.records[node] is RecordKind.ACTIVITY and recorded.reached[1] is not Truth.NO:
            self.lasting |= {first_of(node), second_of(node)}

    # -- conditions ----------------------------------------------------------------------------

    def _links_of(self, node: int) -> list[_Link]:
        """The links to what a node relies on, in a fixed order."""
        item = self.ids[node]
        found: list[_Link] = []
        for other, attributes in _links(self.graph, adjacency_of(self.graph)[1][item]):
            meaning = self.meanings.of(item, other, attributes)
            found.append(_Link(self.number[other], attributes, meaning, SURE))
        return self._switched(found)

    def _switched(self, links: list[_Link]) -> list[_Link]:
        """The links, each of the possible ones with a switch; one for a whole requirement."""
        switches: dict[object, int] = {}
        found: list[_Link] = []
        for link in links:
            if not link.meaning.is_required:
                group = link.attributes.get("requirement")
                key = (link.meaning.relation, group) if group is not None else len(found)
                if key not in switches:
                    switches[key] = self._switch()
                found.append(link._replace(switch=switches[key]))
            else:
                found.append(link)
        return found

    def _add(
        self,
        of: int,
        need: Need,
        members: Iterable[Member],
        bound: int = 1,
        switch: int = SURE,
        *,
        stays: bool = True,
    ) -> None:
        self.conditions.append(Condition(of, need, tuple(members), bound, switch, stays=stays))

    def _conditions(self, node: int) -> None:
        first, second = first_of(node), second_of(node)
        self._add(second, Need.FIRST, [Member(first)])
        parties = self._parties(node)
        self._consent(node, parties)
        if self.records[node] is RecordKind.PROVISION and not self.recorded[node].is_suspended:
            self.derived[second] = node
        requirements: dict[object, list[_Link]] = {}
        for link in self.relied_on[node]:
            relation = link.meaning.relation
            if relation.need is Need.WHOLE:
                for rank in (0, 1):
                    target = self._stand_in(link.node, rank, inherited=relation.held is Held.LINK)
                    self._add(first + rank, Need.WHOLE, [Member(target)], switch=link.switch)
            elif relation.need is Need.REQUIREMENT:
                # In a graph without numbered requirements each link is a requirement.
                key = relation, link.attributes.get("requirement", f"→{link.node}")
                requirements.setdefault(key, []).append(link)
            elif relation.ending is Ending.EITHER:
                self.exclusions.append(Exclusion(node, link.node, link.switch))
            elif relation.ending is Ending.SUCCESSOR and link.attributes.get("ends") is not False:
                switch = link.switch if link.attributes.get("ends") else self._switch()
                self.successions.append(Succession(node, link.node, switch))
        for group in requirements.values():
            self._requirement(node, group)

    def _requirement(self, node: int, group: list[_Link]) -> None:
        """One requirement: a condition of the milestone that it comes before."""
        attributes = group[0].attributes
        milestones = MILESTONES[self.records[node]]
        rank = milestones.index(attributes["before"]) if attributes.get("before") else 0
        if rank and self.recorded[node].is_suspended:
            return  # it has been met once
        missed = _missed(attributes.get("by"), self.as_of)
        elements = [self._alternative(node, rank, link) for link in sorted(group, key=_by_node)]
        condition = Condition(
            first_of(node) + rank,
            Need.REQUIREMENT,
            tuple(map(Member, dict.fromkeys(elements))),
            group[0].meaning.at_least,
            group[0].switch,
            stays=not rank,
            late=None if missed is Truth.NO else self._switch(missed),
        )
        stands = [self.components.get(element, element) for element in elements]
        if stands == elements:
            self.conditions.append(condition)
            return
        # A component can be agreed in the same act, but once signed it has to be there.
        self.conditions.append(condition._replace(stays=False))
        members = tuple(map(Member, dict.fromkeys(stands)))
        self.conditions.append(condition._replace(members=members, enters=False))

    def _alternative(self, node: int, rank: int, link: _Link) -> int:
        """The element that meets one alternative of a requirement."""
        stage = self._stage(link)
        if self.wholes.get(link.node) == node and stage <= rank:
            return self._agreed_with(link.node)
        return self._stand_in(link.node, stage)

    def _stage(self, link: _Link) -> int:
        """The rank of the milestone that a requirement wants of an alternative."""
        stage = link.attributes.get("stage")
        if stage:
            milestones = MILESTONES.get(self.records[link.node], ())
            return milestones.index(stage) if stage in milestones else 0
        if link.node not in self.stages:
            self.stages[link.node] = self._default_stage(link.node)
        return self.stages[link.node]

    def _default_stage(self, node: int) -> int:
        record = self.records[node]
        if record is RecordKind.INSTITUTION:
            return 0
        stage = default_stage(record, self.attributes[node].get("kind"))
        return MILESTONES[record].index(stage)

    def _agreed_with(self, component: int) -> int:
        """A component that is agreed in the same act as its agreement.

        It is there unless it is dropped, once what it requires itself is met.
        """
        key = component, -1
        if key not in self.stand_ins:
            element = self.stand_ins[key] = self._element()
            self.derived[element] = component
            self.components[element] = first_of(component)
            own = self.wholes[component]
            groups: dict[object, list[_Link]] = {}
            for link in self.relied_on[component]:
                if link.meaning.relation.need is Need.REQUIREMENT:
                    groups.setdefault(link.attributes.get("requirement", link.node), []).append(
                        link
                    )
            for group in groups.values():
                met = sum(link.node == own for link in group)
                members = [
                    Member(self._alternative(own, 0, link)) for link in group if link.node != own
                ]
                bound = group[0].meaning.at_least - met
                if bound > 0:
                    self._add(element, Need.REQUIREMENT, members, bound, group[0].switch)
        return self.stand_ins[key]

    def _stand_in(self, node: int, rank: int, *, inherited: bool = True) -> int:
        """The milestone of a node, or an element for "it or a successor that inherits"; and so on."""
        if not inherited or node not in self.successors:
            return first_of(node) + rank
        stack = [node]
        while stack:
            one = stack.pop()
            if (one, rank) not in self.stand_ins:
                self.stand_ins[one, rank] = either = self._element()
                self.derived[either] = -1
                heirs = sorted(self.successors[one], key=_by_node)
                waiting = [heir.node for heir in heirs if heir.node in self.successors]
                self.lines.append((either, first_of(one) + rank, rank, heirs))
                stack += waiting
        return self.stand_ins[node, rank]

    def _close_lines(self) -> None:
        """The conditions of the stand-ins for lines of successors."""
        for either, element, rank, heirs in self.lines:
            members = [Member(element)]
            members += [
                Member(
                    self.stand_ins.get((heir.node, rank), first_of(heir.node) + rank),
                    1,
                    heir.switch,
                )
                for heir in heirs
            ]
            self._add(either, Need.EITHER, members)

    # -- acts ----------------------------------------------------------------------------------

    def _parties(self, node: int) -> list[_Party]:
        """The consenting institutions of an item, with their acts."""
        item = self.ids[node]
        joined: dict[int, list[_Link]] = {}
        for other, attributes in _links(self.graph, adjacency_of(self.graph)[0][item]):
            meaning = self.meanings.of(other, item, attributes)
            if meaning.relation.involves and meaning.consents:
                body = self.number[other]
                joined.setdefault(body, []).append(_Link(body, attributes, meaning, SURE))
        needs_ratification = self.attributes[node].get("entry_into_force")
        parties = []
        for body, links in sorted(joined.items()):
            required = any(link.meaning.is_required for link in links)
            switch = SURE if required else self._switch()
            act = self._act(body, node, CONSENT, links)
            ratification = self._act(body, node, RATIFICATION, links) if needs_ratification else -1
            parties.append(_Party(body, act, ratification, switch, links))
        return parties

    def _act(self, body: int, node: int, rank: int, links: list[_Link]) -> int:
        act = self._element()
        self.acts[act] = body, node, rank
        given, can = self._given(node, rank, links)
        if given is not Truth.NO:
            self.holds[act] = self._switch(given)
        if can is not Truth.NO and given is not Truth.CERTAIN:
            self.open[act] = self._switch(can)
        return act

    def _given(self, node: int, rank: int, links: list[_Link]) -> tuple[Truth, Truth]:
        """Whether an act is given, and whether it can still be given."""
        if all(_DECIDING.isdisjoint(link.attributes) for link in links):
            return self._given_undated(node, rank), Truth.CERTAIN
        dated: dict[PartyStage, Truth] = {}
        for link in links:
            for stage, name in _DATES:
                if text := link.attributes.get(name):
                    known = dated.get(stage, Truth.NO)
                    dated[stage] = _either(known, happened(text, self.as_of))
        withdrawn = dated.get(PartyStage.WITHDRAWN, Truth.NO)
        refused = dated.get(PartyStage.REFUSED, Truth.NO)
        can = _not(_either(withdrawn, refused))
        acts = _GIVING[rank]
        if dated:
            given = _either(*(dated.get(stage, Truth.NO) for stage in acts))
        else:
            given = self._given_undated(node, rank)
        return self._changed(rank, links, _and(given, _not(withdrawn)), can)

    def _given_undated(self, node: int, rank: int) -> Truth:
        """Who is said to be a party without a date acted when the milestone was reached."""
        recorded = self.recorded[node]
        return recorded.reached[0 if recorded.is_suspended else rank]

    def _changed(
        self, rank: int, links: list[_Link], given: Truth, can: Truth
    ) -> tuple[Truth, Truth]:
        """The same after a change that was applied."""
        signed, ratified, refused, withdrawn = (
            _either(*(_settled(link.attributes, stage, Truth.NO) for link in links))
            for stage in _CHANGED
        )
        given = _either(given, ratified if rank else _either(signed, ratified))
        closed = _not(_either(refused, withdrawn))
        return _and(given, _not(withdrawn)), _and(can, closed)

    def _consent(self, node: int, parties: list[_Party]) -> None:
        attributes = self.attributes[node]
        first, second = first_of(node), second_of(node)
        quorum = thresholds_in(attributes.get("quorum"))
        for threshold in quorum:
            self._threshold(first, Need.QUORUM, threshold, parties, "act", stays=True)
        if not quorum:
            for party in parties:
                self._add(first, Need.CONSENT, [Member(party.act)], switch=party.switch)
        if not self.recorded[node].is_suspended:  # else they have been met once
            for threshold in thresholds_in(attributes.get("entry_into_force")):
                self._threshold(second, Need.ENTRY, threshold, parties, "ratification", stays=False)

    def _threshold(
        self,
        of: int,
        need: Need,
        threshold: Mapping[str, Any],
        parties: list[_Party],
        act: str,
        *,
        stays: bool,
    ) -> None:
        """The conditions of one threshold on the acts of some parties."""
        among = threshold.get("among")
        if among:
            wanted = {self.number.get(one) for one in among}
            parties = [party for party in parties if party.node in wanted]
        if threshold.get("all"):
            for party in parties:
                self._add(of, need, [Member(getattr(party, act))], switch=party.switch, stays=stays)
            return
        weights = [_weight(party, threshold.get("weight")) for party in parties]
        scale = lcm(*(weight.denominator for weight in weights))
        members = [
            Member(getattr(party, act), int(weight * scale), party.switch)
            for party, weight in zip(parties, weights, strict=True)
        ]
        total = sum(member.weight for member in members)
        if "share" in threshold:
            # A share of nothing is never met.
            bound = max(ceil(Fraction(str(threshold["share"])) * total), 1)
        else:
            bound = ceil(Fraction(str(threshold.get("count", 1))) * scale)
        self._add(of, need, members, bound, stays=stays)


def thresholds_in(value: object) -> list[Mapping[str, Any]]:
    """The thresholds in an attribute: a number of parties, or JSON."""
    if isinstance(value, int):
        return [{"count": value}] if value else []
    if not value:
        return []
    found = json.loads(str(value), parse_float=Decimal)
    listed = found if isinstance(found, list) else [found]
    return [one if isinstance(one, dict) else {"count": one} for one in listed]


def _weights(links: list[_Link]) -> dict[str, Fraction]:
    """The weights of a party by name, its amount among them; of several entries the largest."""
    weights: dict[str, Fraction] = {}
    for link in links:
        stated = dict[str, Any]()
        if link.attributes.get("amount") is not None:
            stated["amount"] = link.attributes["amount"]
        if written := link.attributes.get("weights"):
            stated |= json.loads(str(written), parse_float=Decimal)
        for name, value in stated.items():
            weights[name] = max(weights.get(name, Fraction(0)), Fraction(str(value)))
    return weights


def _weight(party: _Party, name: str | None) -> Fraction:
    return _weights(party.links).get(name, Fraction(0)) if name else Fraction(1)


#: The attribute with the date of each act of a party.
_DATES: Final = tuple((stage, f"date_{stage}") for stage in PartyStage)

_CHANGED: Final = (
    PartyStage.SIGNED,
    PartyStage.RATIFIED,
    PartyStage.REFUSED,
    PartyStage.WITHDRAWN,
)

#: The attributes that say when or whether a party acted.
_DECIDING: Final = {name for _, name in _DATES} | {f"{CHANGE}{stage}" for stage in _CHANGED}

#: The dates that show that an act was given.
_GIVING: Final = (
    (PartyStage.SIGNED, PartyStage.RATIFIED, PartyStage.IN_FORCE),
    (PartyStage.RATIFIED, PartyStage.IN_FORCE),
)


_SETTLED: Final = {
    Settlement.CERTAIN.value: Truth.CERTAIN,
    Settlement.POSSIBLE.value: Truth.POSSIBLE,
    Settlement.LOST.value: Truth.NO,
}


def _settled(attributes: Attributes, name: str, recorded: Truth) -> Truth:
    """What a change that was applied leaves of what is recorded."""
    return _SETTLED.get(attributes.get(CHANGE + name, ""), recorded)


def _not(truth: Truth) -> Truth:
    return {Truth.CERTAIN: Truth.NO, Truth.NO: Truth.CERTAIN}.get(truth, Truth.POSSIBLE)


def _and(*truths: Truth) -> Truth:
    if Truth.NO in truths:
        return Truth.NO
    return Truth.POSSIBLE if Truth.POSSIBLE in truths else Truth.CERTAIN


def _either(*truths: Truth) -> Truth:
    return _not(_and(*map(_not, truths)))


def _missed(by: object, as_of: EDTFDate | None) -> Truth:
    """Whether a deadline has passed as of a date."""
    if not by or not as_of:
        return Truth.NO
    try:
        return EDTFDate(str(by)).before(as_of)
    except ValueError:
        return Truth.NO


def _by_node(link: _Link) -> int:
    return link.node


def _links(graph: Graph, neighbours: Mapping[str, Any]) -> Iterator[tuple[str, Attributes]]:
    """The links to some neighbours, read from plain dictionaries: networkx's views are slow."""
    if not graph.is_multigraph():
        yield from neighbours.items()
        return
    for other, parallel in neighbours.items():
        for attributes in parallel.values():
            yield other, attributes
