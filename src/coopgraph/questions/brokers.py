"""Which institutions stand between others in the network of shared agreements."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from coopgraph.answers.answer import Answer, Column, Getter, language_for
from coopgraph.graph.items import Item, item_of
from coopgraph.graph.schema import Graph
from coopgraph.questions.cooperation import cooperation

__all__ = ["Broker", "Brokers", "brokers"]

#: The roles of Gould and Fernandez (1989), by whether the first and the broker, the broker and the
#: last, and the first and the last are from one country.
_ROLES = {
    (True, True, True): "coordinator",
    (False, False, True): "itinerant",
    (False, True, False): "gatekeeper",
    (True, False, False): "representative",
    (False, False, False): "liaison",
}


@dataclass(frozen=True, slots=True)
class Broker:
    """The position of an institution between others.

    Attributes
    ----------
    institution
        The institution.
    betweenness
        Share of the shortest paths between others that pass through it, from 0 to 1 (Freeman,
        1977).
    roles
        How often it stands between two that share no agreement, by the countries of the three
        (Gould and Fernandez, 1989): coordinator, all the same; itinerant, the two others the same;
        gatekeeper, it shares the last one's; representative, the first one's; liaison, all
        different. Each pair counts in both directions.
    """

    institution: Item
    betweenness: float
    roles: Mapping[str, int]


def _count(role: str) -> Getter:
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
        *(Column(role, _count(role), role) for role in _ROLES.values()),
    )

    rows: tuple[Broker, ...]


def brokers(graph: Graph, *, lang: str | None = None) -> Brokers:
    """Which institutions stand between others in the network of shared agreements.

    Parameters and errors are those of :func:`ready`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.brokers(cg.build_graph(cg.example())))
    6
    """
    lang = language_for(graph, lang)
    network = cooperation(graph, lang=lang).to_graph()
    central = nx.betweenness_centrality(network)
    country = {body: graph.nodes[body].get("country") for body in network}
    rows = [
        Broker(item_of(graph, body, lang), central[body], _roles_of(body, network, country))
        for body in network
    ]
    rows.sort(key=lambda row: (-row.betweenness, row.institution.id))
    return Brokers(tuple(rows), lang=lang)


def _roles_of(
    broker: str, network: "nx.Graph[str]", country: Mapping[str, object]
) -> dict[str, int]:
    counts = dict.fromkeys(_ROLES.values(), 0)
    for first, last in itertools.permutations(network[broker], 2):
        if not network.has_edge(first, last):
            a, b, c = country[first], country[broker], country[last]
            counts[_ROLES[a == b, b == c, a == c]] += 1
    return counts
