"""The network of institutions: who shares agreements with whom, and who stands between others."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from coopgraph._base.gc_pause import uncollected
from coopgraph.answers.answer import Answer, Column, Getter, each, joined
from coopgraph.answers.table import Table
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import Item, item_of, language_of
from coopgraph.graph.meaning import meaning_of
from coopgraph.graph.schema import Attributes, Graph, relation_of
from coopgraph.messages.catalogue import say
from coopgraph.words.vocabulary import Modality, Role

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Broker",
    "Brokers",
    "Cooperation",
    "Pair",
    "Part",
    "Participation",
    "brokers",
    "cooperation",
    "participation",
]

_ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True, slots=True)
class Part:
    """What part an institution has in an agreement."""

    institution: Item
    agreement: Item
    roles: tuple[Role, ...]
    modality: Modality


@dataclass(frozen=True, slots=True, repr=False)
class Participation(Answer[Part]):
    """Institutions by agreements, sorted by both ids; the table crosses the two."""

    holds = "parts"
    titles = "title-participation", "title-participation"
    columns = (
        Column("institution", "institution.id"),
        Column("agreement", "agreement.id"),
        Column("roles", each("roles", "value")),
        Column("modality", "modality.value"),
    )

    parts: tuple[Part, ...]

    def table(self) -> Table:
        agreements = list(dict.fromkeys(part.agreement for part in self._by_agreement()))
        marks = {(p.institution.id, p.agreement.id): self._mark(p) for p in self.parts}
        bodies = list(dict.fromkeys(part.institution for part in self.parts))
        rows = [
            (body.short, *(marks.get((body.id, one.id), "") for one in agreements))
            for body in bodies
        ]
        columns = [say("column-who", self.lang), *(one.short for one in agreements)]
        return Table(self._title(), columns, rows, [say("participation-marks", self.lang)])

    def to_matrix(self) -> "pd.DataFrame":
        """A row for each institution, a column for each agreement: required, possible or empty.

        Raises
        ------
        MissingExtraError
            When pandas is not installed.
        """
        cells = self.to_frame().pivot_table(
            index="institution", columns="agreement", values="modality", aggfunc="first"
        )
        return cells.fillna("")

    def _by_agreement(self) -> list[Part]:
        return sorted(self.parts, key=lambda part: part.agreement.id)

    @staticmethod
    def _mark(part: Part) -> str:
        return "●" if part.modality is Modality.REQUIRED else "○"


def participation(graph: Graph, *, lang: str | None = None) -> Participation:
    """Which institution has a part in which agreement.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    lang
        Language of the answer; that of the graph by default.

    Raises
    ------
    GraphSchemaError
        When a link names no known relation.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.participation(cg.build_graph(cg.example())))
    7
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    parts = [
        Part(
            item_of(graph, body, lang),
            item_of(graph, agreement, lang),
            tuple(sorted({Role(e["role"]) for e in edges if e.get("role") in set(Role)})),
            _modality(edges),
        )
        for (body, agreement), edges in sorted(_party_edges(graph).items())
    ]
    return Participation(tuple(parts), lang=lang)


def _party_edges(graph: Graph) -> dict[tuple[str, str], list[Attributes]]:
    edges: dict[tuple[str, str], list[Attributes]] = {}
    for body, agreement, attributes in graph.edges(data=True):
        if relation_of(body, agreement, attributes).makes_party:
            edges.setdefault((body, agreement), []).append(attributes)
    return edges


def _modality(edges: list[Attributes]) -> Modality:
    required = any(meaning_of(e).is_required for e in edges)
    return Modality.REQUIRED if required else Modality.POSSIBLE


@dataclass(frozen=True, slots=True)
class Pair:
    """Two institutions and the agreements they share; certain where both are required parties."""

    one: Item
    other: Item
    certain: tuple[Item, ...]
    possible: tuple[Item, ...]

    @property
    def weight(self) -> int:
        """How many agreements they share, certain and possible together."""
        return len(self.certain) + len(self.possible)


@dataclass(frozen=True, slots=True, repr=False)
class Cooperation(Answer[Pair]):
    """Institutions linked by the agreements they share: the most shared first, then by ids."""

    holds = "pairs"
    titles = "title-cooperation", "no-cooperation"
    columns = (
        Column("one", "one.id", "institution", "one.short"),
        Column("other", "other.id", "institution", "other.short"),
        Column("weight", "weight"),
        Column("certain", each("certain"), "shared-certain", joined("certain", "short", "; ")),
        Column("possible", each("possible"), "shared-possible", joined("possible", "short", "; ")),
    )

    pairs: tuple[Pair, ...]

    def to_graph(self) -> "nx.Graph[str]":
        """The network: an edge for each pair, with ``weight`` and ``agreements`` (ids)."""
        network: nx.Graph[str] = nx.Graph()
        for pair in self.pairs:
            shared = " | ".join(item.id for item in (*pair.certain, *pair.possible))
            network.add_edge(pair.one.id, pair.other.id, weight=pair.weight, agreements=shared)
        return network


def cooperation(graph: Graph, *, lang: str | None = None) -> Cooperation:
    """Institutions linked by shared agreements, with the agreements listed.

    Two share an agreement to which both consent; depositaries, observers and others who do not
    (:class:`coopgraph.words.vocabulary.Role`) share none.

    Parameters and errors are those of :func:`participation`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> pair = cg.cooperation(cg.build_graph(cg.example())).pairs[0]
    >>> pair.one.id, pair.other.id, pair.weight
    ('afd', 'anah', 1)
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    bodies: dict[str, dict[str, Modality]] = {}
    for (body, agreement), edges in _party_edges(graph).items():
        consenting = [edge for edge in edges if meaning_of(edge).consents]
        if consenting:
            bodies.setdefault(agreement, {})[body] = _modality(consenting)
    with uncollected():
        items = {
            body: item_of(graph, body, lang) for parties in bodies.values() for body in parties
        }
        items |= {agreement: item_of(graph, agreement, lang) for agreement in bodies}
        pairs = [
            Pair(items[one], items[other], tuple(certain), tuple(possible))
            for (one, other), (certain, possible) in _shared(bodies, items).items()
        ]
        pairs.sort(key=lambda pair: (-pair.weight, pair.one.id, pair.other.id))
    return Cooperation(tuple(pairs), lang=lang)


def _shared(
    bodies: Mapping[str, Mapping[str, Modality]], items: Mapping[str, Item]
) -> dict[tuple[str, str], tuple[list[Item], list[Item]]]:
    """The agreements that each two share for certain, and possibly, both in the order of ids."""
    shared: dict[tuple[str, str], tuple[list[Item], list[Item]]] = {}
    for agreement, parties in sorted(bodies.items()):
        item = items[agreement]
        possible = {body for body, how in parties.items() if how is not Modality.REQUIRED}
        for pair in itertools.combinations(sorted(parties), 2):
            lists = shared.get(pair)
            if lists is None:
                lists = shared[pair] = ([], [])
            lists[not possible.isdisjoint(pair)].append(item)
    return shared


@dataclass(frozen=True, slots=True)
class Broker:
    """An institution's place between others.

    Attributes
    ----------
    institution
        The institution.
    betweenness
        Share of the shortest paths between others that lead through it, from 0 to 1 (Freeman,
        1977).
    roles
        How often it stands between two that share no agreement, by the countries of the three
        (Gould and Fernandez, 1989): coordinator, all one; itinerant, the two others one;
        gatekeeper, it shares the last's; representative, the first's; liaison, all differ. Each
        pair counts in both directions.
    """

    institution: Item
    betweenness: float
    roles: Mapping[str, int]


def _times(role: str) -> Getter:
    return lambda row, _: row.roles[role]


@dataclass(frozen=True, slots=True, repr=False)
class Brokers(Answer[Broker]):
    """All institutions with a shared agreement: the highest betweenness first, then by id."""

    titles = "title-brokers", "no-cooperation"
    columns = (
        Column("id", "institution.id"),
        Column("title", "institution.title", "who", "institution.short"),
        Column(
            "betweenness", "betweenness", "betweenness", lambda row, _: f"{row.betweenness:.3f}"
        ),
        *(Column(role, _times(role), role) for role in _ROLES),
    )

    rows: tuple[Broker, ...]


def brokers(graph: Graph, *, lang: str | None = None) -> Brokers:
    """Which institutions stand between others in the network of shared agreements.

    Parameters and errors are those of :func:`participation`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.brokers(cg.build_graph(cg.example())))
    6
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    network = cooperation(graph, lang=lang).to_graph()
    central = nx.betweenness_centrality(network)
    country = {body: graph.nodes[body].get("country") for body in network}
    rows = [
        Broker(item_of(graph, body, lang), central[body], _brokerage(network, country, body))
        for body in network
    ]
    rows.sort(key=lambda row: (-row.betweenness, row.institution.id))
    return Brokers(tuple(rows), lang=lang)


def _brokerage(
    network: "nx.Graph[str]", country: Mapping[str, object], broker: str
) -> dict[str, int]:
    counts = dict.fromkeys(_ROLES, 0)
    for first, last in itertools.permutations(sorted(network[broker]), 2):
        if network.has_edge(first, last):
            continue
        a, b, c = country[first], country[broker], country[last]
        if a == b == c:
            role = "coordinator"
        elif a == c:
            role = "itinerant"
        elif b == c:
            role = "gatekeeper"
        elif a == b:
            role = "representative"
        else:
            role = "liaison"
        counts[role] += 1
    return counts
