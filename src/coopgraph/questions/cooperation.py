"""Which institutions share agreements, and which ones they share."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import Answer, Column, each, joined, language_for
from coopgraph.graph.items import Item, item_of
from coopgraph.graph.meaning import meaning_of
from coopgraph.graph.schema import Graph
from coopgraph.questions.participation import modality_of, party_links
from coopgraph.words.vocabulary import Modality

__all__ = ["Cooperation", "Pair", "cooperation"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two institutions and the agreements they share; certain if both are required parties."""

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

    Parameters and errors are those of :func:`ready`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> pair = cg.cooperation(cg.build_graph(cg.example())).pairs[0]
    >>> pair.one.id, pair.other.id, pair.weight
    ('afd', 'anah', 1)
    """
    lang = language_for(graph, lang)
    bodies: dict[str, dict[str, Modality]] = {}
    for (body, agreement), edges in party_links(graph).items():
        consenting = [edge for edge in edges if meaning_of(edge).consents]
        if consenting:
            bodies.setdefault(agreement, {})[body] = modality_of(consenting)
    with gc_paused():
        named = {*bodies, *itertools.chain.from_iterable(bodies.values())}
        items = {node: item_of(graph, node, lang) for node in named}
        pairs = [
            Pair(items[one], items[other], tuple(certain), tuple(possible))
            for (one, other), (certain, possible) in _shared(bodies, items).items()
        ]
        pairs.sort(key=lambda pair: (-pair.weight, pair.one.id, pair.other.id))
    return Cooperation(tuple(pairs), lang=lang)


def _shared(
    bodies: Mapping[str, Mapping[str, Modality]], items: Mapping[str, Item]
) -> dict[tuple[str, str], tuple[list[Item], list[Item]]]:
    """For each pair, the agreements that they share for certain, and possibly, sorted by id."""
    shared: dict[tuple[str, str], tuple[list[Item], list[Item]]] = {}
    for agreement, parties in sorted(bodies.items()):
        item = items[agreement]
        possible = {body for body, how in parties.items() if how is not Modality.REQUIRED}
        for pair in itertools.combinations(sorted(parties), 2):
            lists = shared.setdefault(pair, ([], []))
            lists[not possible.isdisjoint(pair)].append(item)
    return shared
