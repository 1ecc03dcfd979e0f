"""Which institutions share agreements, and which ones they share."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from coopgraph._base.budget import BUDGET, Budget
from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import COMPLETE, Answer, Column, each, joined, language_for
from coopgraph.graph.items import Item, item_of
from coopgraph.graph.meaning import MeaningCache
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.questions.participation import party_links
from coopgraph.words.vocabulary import Modality

__all__ = ["Cooperation", "Pair", "cooperation", "shared_agreements"]

#: By pair, the agreements shared for certain, and possibly.
_Shared = dict[tuple[str, str], tuple[list[str], list[str]]]


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
        COMPLETE,
    )

    pairs: tuple[Pair, ...]

    def _remarks(self) -> list[str]:
        return [] if self.complete else [say("not-all-shared", self.lang)]

    def to_graph(self) -> "nx.Graph[str]":
        """The network: an edge for each pair, with ``weight`` and ``agreements`` (ids)."""
        network: nx.Graph[str] = nx.Graph()
        for pair in self.pairs:
            shared = " | ".join(item.id for item in (*pair.certain, *pair.possible))
            network.add_edge(pair.one.id, pair.other.id, weight=pair.weight, agreements=shared)
        return network


def cooperation(
    graph: Graph, *, budget: float | None = BUDGET, lang: str | None = None
) -> Cooperation:
    """Institutions linked by shared agreements, with the agreements listed.

    Two share an agreement to which both consent; depositaries, observers and others who do not
    (:class:`coopgraph.words.vocabulary.Role`) share none.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    budget
        How many seconds the answer may take, a part of them to find pairs, from the agreements
        with the fewest parties to those with the most; ``None`` for as long as it takes.
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
    >>> pair = cg.cooperation(cg.build_graph(cg.example())).pairs[0]
    >>> pair.one.id, pair.other.id, pair.weight
    ('afd', 'anah', 1)
    """
    lang = language_for(graph, lang)
    # Making and sorting the rows takes several times as long as finding the pairs.
    shared, complete = shared_agreements(graph, Budget(budget), 1 / 6)
    with gc_paused():
        agreements = itertools.chain.from_iterable(
            map(itertools.chain.from_iterable, shared.values())
        )
        named = {*itertools.chain.from_iterable(shared), *agreements}
        items = {node: item_of(graph, node, lang) for node in named}
        pairs = [
            Pair(items[one], items[other], *(tuple(items[a] for a in sorted(ids)) for ids in both))
            for (one, other), both in shared.items()
        ]
        pairs.sort(key=lambda pair: (-pair.weight, pair.one.id, pair.other.id))
    return Cooperation(tuple(pairs), complete=complete, lang=lang)


def shared_agreements(graph: Graph, budget: Budget, part: float) -> tuple[_Shared, bool]:
    """For each pair, the agreements that they share for certain, and possibly; and whether all.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    budget, part
        The time there is, and the part of what is left of it once the parties are read.
    """
    bodies: dict[str, dict[str, Modality]] = {}
    requires = MeaningCache(lambda meaning: meaning.is_required if meaning.consents else None).of
    for (body, agreement), edges in party_links(graph).items():
        consenting = {requires(body, agreement, edge) for edge in edges} - {None}
        if consenting:
            how = Modality.REQUIRED if True in consenting else Modality.POSSIBLE
            bodies.setdefault(agreement, {})[body] = how
    with gc_paused():
        return _shared(bodies, budget.share(part))


def _shared(bodies: Mapping[str, Mapping[str, Modality]], budget: Budget) -> tuple[_Shared, bool]:
    shared: _Shared = {}
    for agreement, parties in sorted(bodies.items(), key=lambda one: (len(one[1]), one[0])):
        possible = {body for body, how in parties.items() if how is not Modality.REQUIRED}
        for one, others in _later(sorted(parties)):
            if others and budget.is_spent:
                return shared, False
            for other in others:
                lists = shared.setdefault((one, other), ([], []))
                lists[one in possible or other in possible].append(agreement)
    return shared, True


def _later(bodies: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each of some bodies, with those that come after it."""
    return ((body, bodies[n:]) for n, body in enumerate(bodies, 1))
