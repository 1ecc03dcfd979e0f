"""Which institutions stand between others in the network of shared agreements."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from coopgraph._base.budget import BUDGET, Budget
from coopgraph.answers.answer import COMPLETE, Answer, Column, Getter, language_for
from coopgraph.graph.items import Item, item_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.questions.cooperation import shared_agreements

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
    """All institutions with a shared agreement: the highest betweenness first, then by id.

    If it is not complete, the betweenness is estimated from the shortest paths that start from some
    of the institutions, or those with the most partners and many agreements are not looked at.

    Attributes
    ----------
    rows
        A row for each institution.
    starts
        From how many of the institutions the shortest paths were followed.
    """

    titles = "title-brokers", "no-cooperation"
    columns = (
        Column("id", "institution.id"),
        Column("title", "institution.title", "who", "institution.short"),
        Column(
            "betweenness", "betweenness", "betweenness", lambda row, _: f"{row.betweenness:.3f}"
        ),
        *(Column(role, _count(role), role) for role in _ROLES.values()),
        COMPLETE,
    )

    rows: tuple[Broker, ...]
    starts: int = 0

    def _remarks(self) -> list[str]:
        if self.complete:
            return []
        return [say("not-all-brokers", self.lang, starts=self.starts)]


def brokers(graph: Graph, *, budget: float | None = BUDGET, lang: str | None = None) -> Brokers:
    """Which institutions stand between others in the network of shared agreements.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    budget
        How many seconds to search; ``None`` for as long as it takes. When they are over, the
        betweenness is estimated from the institutions looked at so far, drawn at random with a
        fixed seed, and institutions whose roles were not counted are left out.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If ``budget`` is negative.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.brokers(cg.build_graph(cg.example())))
    6
    """
    lang = language_for(graph, lang)
    limit = Budget(budget)
    shared, all_shared = shared_agreements(graph, limit, 1 / 6)
    network: nx.Graph[str] = nx.Graph()
    network.add_edges_from(shared)
    country = {body: graph.nodes[body].get("country") for body in network}
    roles = dict(_roles(network, country, limit.share(1 / 2)))
    central, starts = _betweenness(network, limit)
    rows = [
        Broker(item_of(graph, body, lang), central[body], found) for body, found in roles.items()
    ]
    rows.sort(key=lambda row: (-row.betweenness, row.institution.id))
    complete = all_shared and len(roles) == starts == len(network)
    return Brokers(tuple(rows), starts, complete=complete, lang=lang)


def _betweenness(network: "nx.Graph[str]", budget: Budget) -> tuple[dict[str, float], int]:
    """The betweenness of each institution, and from how many of them the paths were followed.

    Stopped early, it is the estimate of Brandes and Pich (2007) from random starts.
    """
    bodies = sorted(network)
    random.Random(1).shuffle(bodies)  # noqa: S311 - not for secrets
    central = dict.fromkeys(bodies, 0.0)
    done = 0
    while done < len(bodies) and not (done and budget.is_spent):
        part = nx.betweenness_centrality_subset(network, [bodies[done]], bodies)
        for body, value in part.items():
            central[body] += value
        done += 1
    # Each path counts from both ends; none of those that start from a body passes through it.
    for n, body in enumerate(bodies):
        paths = (done - (n < done)) * (len(bodies) - 2)
        central[body] = 2 * central[body] / paths if paths else 0.0
    return central, done


def _roles(
    network: "nx.Graph[str]", country: Mapping[str, object], budget: Budget
) -> Iterator[tuple[str, dict[str, int]]]:
    """How often each institution stands between two others, by role; those with few partners first."""
    partners = {body: set(network[body]) for body in network}
    for broker in sorted(network, key=lambda body: (len(partners[body]), body)):
        counts = dict.fromkeys(_ROLES.values(), 0)
        for first in partners[broker]:
            if budget.is_spent:
                return
            lasts = Counter(country[last] for last in partners[broker] - partners[first] - {first})
            for where, count in lasts.items():
                a, b = country[first], country[broker]
                counts[_ROLES[a == b, b == where, a == where]] += count
        yield broker, counts
