"""Compile a graph to a network: read every attribute that decides something, once."""

from coopgraph._base.gc_pause import gc_paused
from coopgraph.graph.meaning import Meaning, MeaningCache
from coopgraph.graph.recorded import (
    NOTHING,
    Recorded,
    happened,
    recorded_of,
    settled_by_change,
)
from coopgraph.graph.schema import Attributes, Graph, adjacency_of, dates_of
from coopgraph.graph.state import record_of
from coopgraph.network.conditions import (
    Condition,
    Exclusion,
    Facts,
    Member,
    Network,
    Succession,
    first_of,
    second_of,
)
from coopgraph.network.days import days_of
from coopgraph.network.draft import Draft, Link
from coopgraph.network.lines import Lines
from coopgraph.network.parties import Parties
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.vocabulary import (
    MILESTONES,
    InstitutionStage,
    RecordKind,
    default_stage,
)
from coopgraph.words.word import Ending, Held, Need

__all__ = ["ids_of", "network_of_graph"]


def ids_of(graph: Graph) -> list[str]:
    """The ids of a graph, in the order of their numbers: that of the graph does not matter."""
    return sorted(graph)


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
    with gc_paused(), dates_of(graph):
        network = _Compiler(graph, as_of).network()
        _ = network.used_by  # as large as the rest, and needed by nearly every question
        return network


class _Compiler:
    """Collects the elements and conditions of a graph, node by node."""

    def __init__(self, graph: Graph, as_of: EDTFDate | None) -> None:
        self.graph, self.as_of = graph, as_of
        self.ids = ids_of(graph)
        self.number = {item: n for n, item in enumerate(self.ids)}
        self.records = [record_of(graph, item) for item in self.ids]
        nodes = graph.nodes
        self.attributes: list[Attributes] = [nodes[item] for item in self.ids]
        self.stages: dict[int, int] = {}
        self.groups: dict[int, list[list[Link]]] = {}
        self.late: dict[int, int | None] = {}
        self.draft = Draft(len(self.ids))
        self.parties = Parties(self.draft, self.number, as_of, self._dissolved())
        self.lasting: set[int] = set()
        self.exclusions: list[Exclusion] = []
        self.successions: list[Succession] = []
        self.meanings: MeaningCache[tuple[Meaning, bool]] = MeaningCache(
            lambda meaning: (meaning, meaning.consents and bool(meaning.relation.involves))
        )
        self.recorded = [
            self._recorded(n) if record is not RecordKind.INSTITUTION else NOTHING
            for n, record in enumerate(self.records)
        ]
        self.links: list[list[Link]] = [[] for _ in self.ids]
        self.joined: list[dict[int, list[Link]]] = [{} for _ in self.ids]
        self.relied_on: dict[int, list[Link]] = {}
        self.successors: dict[int, list[Link]] = {}
        self.wholes: dict[int, int] = {}
        self.stand_ins: dict[int, int] = {}
        self.components: dict[int, int] = {}
        self.agreed: list[int] = []
        self.lines = Lines(self.draft, self.successors)

    def network(self) -> Network:
        """The whole network."""
        items = [n for n, r in enumerate(self.records) if r is not RecordKind.INSTITUTION]
        self._read_links()
        self.relied_on = {n: self._switched(sorted(self.links[n], key=_in_order)) for n in items}
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
        self._close_components()
        self.lines.close()
        draft = self.draft
        return Network(
            len(self.ids),
            draft.size,
            draft.switches,
            tuple(draft.conditions),
            Facts(draft.holds, draft.pending, draft.ended, frozenset(self.lasting)),
            tuple(element for n in items for element in (first_of(n), second_of(n))),
            draft.acts,
            draft.derived,
            tuple(self.exclusions),
            tuple(self.successions),
            self.wholes,
        )

    def _dissolved(self) -> dict[int, Truth]:
        """Whether each institution that is to be dissolved has been."""
        name = InstitutionStage.DISSOLVED.value
        dates = {n: text for n, one in enumerate(self.attributes) if (text := one.get(name))}
        return {n: happened(text, self.as_of) for n, text in dates.items()}

    # -- facts ---------------------------------------------------------------------------------

    def _recorded(self, node: int) -> Recorded:
        return recorded_of(self.attributes[node], self.records[node], self.as_of)

    def _facts(self, node: int) -> None:
        attributes = self.attributes[node]
        recorded = self.recorded[node]
        ended = settled_by_change(attributes, "ended", recorded.ended)
        if ended is not Truth.NO:
            self.draft.ended[node] = self.draft.switch(ended)
        milestones = MILESTONES[self.records[node]]
        for rank, milestone in enumerate(milestones):
            truth = settled_by_change(attributes, milestone, recorded.reached[rank])
            if truth is not Truth.NO and not (rank and node in self.wholes):
                self.draft.holds[first_of(node) + rank] = self.draft.switch(truth)
        if self.records[node] is RecordKind.ACTIVITY and second_of(node) in self.draft.holds:
            self.lasting |= {first_of(node), second_of(node)}

    # -- conditions ----------------------------------------------------------------------------

    def _read_links(self) -> None:
        """The links of each node, and those of the institutions that consent to each item."""
        number, meaning_of = self.number, self.meanings.of
        plain = not self.graph.is_multigraph()
        for item, neighbours in adjacency_of(self.graph)[1].items():
            node = number[item]
            links = self.links[node]
            for other, parallel in neighbours.items():
                end = number[other]
                for attributes in (parallel,) if plain else parallel.values():
                    meaning, is_party = meaning_of(item, other, attributes)
                    if is_party:
                        joined = self.joined[end].setdefault(node, [])
                        joined.append(Link(node, attributes, meaning))
                    else:
                        links.append(Link(end, attributes, meaning))

    def _switched(self, links: list[Link]) -> list[Link]:
        """The links, each of the possible ones with a switch; one for a whole requirement."""
        switches: dict[object, int] = {}
        found: list[Link] = []
        for link in links:
            if not link.meaning.is_required:
                group = link.attributes.get("requirement")
                key = (link.meaning.relation, group) if group is not None else len(found)
                if key not in switches:
                    switches[key] = self.draft.switch()
                found.append(link._replace(switch=switches[key]))
            else:
                found.append(link)
        return found

    def _conditions(self, node: int) -> None:
        first, second = first_of(node), second_of(node)
        self.draft.add(second, Need.FIRST, [Member(first)])
        self.parties.add(node, self.attributes[node], self.recorded[node], self.joined[node])
        if self.records[node] is RecordKind.PROVISION and not self.recorded[node].is_suspended:
            self.draft.derived[second] = node
        for link in self.relied_on[node]:
            relation = link.meaning.relation
            if relation.need is Need.WHOLE:
                for rank in (0, 1):
                    target = self.lines.stand_in(
                        link.node, rank, inherited=relation.held is Held.LINK
                    )
                    self.draft.add(first + rank, Need.WHOLE, [Member(target)], switch=link.switch)
            elif relation.ending is Ending.EITHER:
                self.exclusions.append(Exclusion(node, link.node, link.switch))
            elif relation.ending is Ending.SUCCESSOR and link.attributes.get("ends") is not False:
                switch = link.switch if link.attributes.get("ends") else self.draft.switch()
                self.successions.append(Succession(node, link.node, switch))
        for group in self._requirements(node):
            self._requirement(node, group)

    def _requirements(self, node: int) -> list[list[Link]]:
        """The requirements of an item, each with its alternatives.

        In a graph without numbered requirements each link is a requirement.
        """
        if node not in self.groups:
            groups: dict[object, list[Link]] = {}
            for link in self.relied_on[node]:
                if link.meaning.relation.need is Need.REQUIREMENT:
                    key = link.meaning.relation, link.attributes.get("requirement", f"→{link.node}")
                    groups.setdefault(key, []).append(link)
            self.groups[node] = list(groups.values())
        return self.groups[node]

    def _late(self, group: list[Link]) -> int | None:
        """The switch on which the deadline of a requirement has passed; the same every time."""
        by = group[0].attributes.get("by")
        if not by:
            return None
        if id(group) not in self.late:
            missed = _missed(by, self.as_of)
            self.late[id(group)] = None if missed is Truth.NO else self.draft.switch(missed)
        return self.late[id(group)]

    def _requirement(self, node: int, group: list[Link]) -> None:
        """One requirement: a condition of the milestone that it comes before."""
        rank = self._rank(node, group[0].attributes.get("before"))
        if rank and self.recorded[node].is_suspended:
            return  # it has been met once
        elements = [self._alternative(node, rank, link) for link in sorted(group, key=_by_node)]
        condition = Condition(
            first_of(node) + rank,
            Need.REQUIREMENT,
            tuple(map(Member, dict.fromkeys(elements))),
            group[0].meaning.at_least,
            group[0].switch,
            stays=not rank,
            late=self._late(group),
            by=days_of(group[0].attributes.get("by")),
        )
        stands = [self.components.get(element, element) for element in elements]
        if stands == elements:
            self.draft.conditions.append(condition)
            return
        # A component can be agreed in the same act, but once signed it has to be there.
        self.draft.conditions.append(condition._replace(stays=False))
        members = tuple(map(Member, dict.fromkeys(stands)))
        self.draft.conditions.append(condition._replace(members=members, enters=False))

    def _alternative(self, node: int, rank: int, link: Link) -> int:
        """The element that meets one alternative of a requirement."""
        stage = self._stage(link)
        if self.wholes.get(link.node) == node and stage <= rank:
            return self._agreed_with(link.node)
        return self.lines.stand_in(link.node, stage)

    def _stage(self, link: Link) -> int:
        """The rank of the milestone that a requirement wants of an alternative."""
        stage = link.attributes.get("stage")
        if stage:
            return self._rank(link.node, stage)
        if link.node not in self.stages:
            self.stages[link.node] = self._default_stage(link.node)
        return self.stages[link.node]

    def _rank(self, node: int, milestone: object) -> int:
        """The rank of a milestone of an item; the first, if it has no such milestone."""
        milestones = MILESTONES.get(self.records[node], ())
        return milestones.index(milestone) if milestone in milestones else 0

    def _default_stage(self, node: int) -> int:
        record = self.records[node]
        if record is RecordKind.INSTITUTION:
            return 0
        stage = default_stage(record, self.attributes[node].get("kind"))
        return MILESTONES[record].index(stage)

    # -- stand-ins -----------------------------------------------------------------------------

    def _agreed_with(self, component: int) -> int:
        """A component that is agreed in the same act as its agreement.

        It is there unless it is dropped, once what it requires itself is met.
        """
        if component not in self.stand_ins:
            element = self.stand_ins[component] = self.draft.element()
            self.draft.derived[element] = component
            self.components[element] = first_of(component)
            self.agreed.append(component)
        return self.stand_ins[component]

    def _close_components(self) -> None:
        """The conditions of the components that are agreed with their agreement."""
        for component in self.agreed:  # which grows meanwhile
            element, own = self.stand_ins[component], self.wholes[component]
            for group in self._requirements(component):
                met = sum(link.node == own for link in group)
                members = [
                    Member(self._alternative(own, 0, link)) for link in group if link.node != own
                ]
                bound = group[0].meaning.at_least - met
                if bound > 0:
                    self.draft.conditions.append(
                        Condition(
                            element,
                            Need.REQUIREMENT,
                            tuple(members),
                            bound,
                            group[0].switch,
                            late=self._late(group),
                            by=days_of(group[0].attributes.get("by")),
                        )
                    )


def _missed(by: object, as_of: EDTFDate | None) -> Truth:
    """Whether a deadline has passed as of a date."""
    if not as_of:
        return Truth.NO
    try:
        return EDTFDate(str(by)).before(as_of)
    except ValueError:
        return Truth.NO


def _by_node(link: Link) -> int:
    return link.node


def _in_order(link: Link) -> tuple[int, str, int]:
    return link.node, link.meaning.relation, link.attributes.get("requirement") or 0
