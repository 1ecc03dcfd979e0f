"""How many institutions and agreements rely on each agreement."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import Answer, Column, language_for
from coopgraph.answers.order import items_of
from coopgraph.graph.items import Item, item_of, resolve_all
from coopgraph.graph.schema import Graph, relation_of
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.network.components import condensation
from coopgraph.network.links import RelianceLinks, index_of, is_small
from coopgraph.sql import questions
from coopgraph.sql.questions import RelationExposures
from coopgraph.sql.relation_graph import RelationGraph
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import InstitutionKind, RecordKind

__all__ = ["Exposure", "Exposures", "Members", "exposure"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many rely on one agreement.

    Attributes
    ----------
    agreement
        The agreement.
    institutions, agreements
        How many rely on it for certain, directly or through others.
    institutions_possible, agreements_possible
        How many more possibly rely on it.
    """

    agreement: Item
    institutions: int
    institutions_possible: int
    agreements: int
    agreements_possible: int


@dataclass(frozen=True, slots=True)
class Members:
    """The members of an institution, who are not counted: membership is not reliance."""

    item: Item
    members: tuple[Item, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Exposures(Answer[Exposure]):
    """How many rely on each agreement; the most relied on first, then by id.

    Sorted by what is certain (institutions and agreements together), then by what is possible.

    Attributes
    ----------
    members
        The members of the institutions asked about, listed apart since they are not counted.
    """

    holds = "exposures"
    titles = "title-exposure", "no-exposure"
    columns = (
        Column("id", "agreement.id"),
        Column("title", "agreement.title", "agreement", "agreement.full"),
        Column("institutions", "institutions", "institutions"),
        Column("institutions_possible", "institutions_possible", "institutions-possible"),
        Column("agreements", "agreements", "agreements"),
        Column("agreements_possible", "agreements_possible", "agreements-possible"),
    )

    exposures: tuple[Exposure, ...]
    members: tuple[Members, ...] = ()

    def _remarks(self) -> Iterator[str]:
        for one in self.members:
            names = ", ".join(member.short for member in one.members)
            code = "members-apart" if names else "members-apart-none"
            yield say(code, self.lang, item=one.item.short, members=names)


_Chosen = str | Collection[str] | None


@overload
def exposure(
    graph: RelationGraph,
    *,
    agreements: Collection[object] | str | None = ...,
    lang: str | None = ...,
) -> RelationExposures: ...
@overload
def exposure(graph: Graph, *, agreements: _Chosen = ..., lang: str | None = ...) -> Exposures: ...
def exposure(
    graph: Graph | RelationGraph, *, agreements: Any = None, lang: str | None = None
) -> Exposures | RelationExposures:
    """How many institutions and agreements rely on each agreement, directly or through others.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`, or a
        :class:`coopgraph.RelationGraph`.
    agreements
        Ids, acronyms, aliases or names of the agreements to count for, or of items of any other
        kind; by default all agreements.
    lang
        Language of the answer; by default that of the graph.

    Returns
    -------
    Exposures
        The most relied on first: by what is certain, then by what is possible, then by id. The
        possible counts do not include the certain ones. For a table of relations,
        :class:`coopgraph.RelationExposures`.

    Raises
    ------
    UnknownItemError
        If one of ``agreements`` matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> row = cg.exposure(graph)["framework-convention"]
    >>> row.institutions, row.institutions_possible, row.agreements
    (4, 2, 1)
    """
    if isinstance(graph, RelationGraph):
        chosen = [agreements] if isinstance(agreements, str) else agreements
        return questions.exposure(graph, chosen, lang)
    lang = language_for(graph, lang)
    if agreements is None:
        records = graph.nodes(data="record")
        wanted = [item for item, record in records if record == RecordKind.AGREEMENT]
    else:
        wanted = resolve_all(graph, agreements)
    with gc_paused():
        count = _count_by_walks if is_small(graph) else _count_by_matrices
        found = sorted(count(graph, wanted), key=_most_relied_on)
        rows = [Exposure(item_of(graph, item, lang), *numbers) for item, *numbers in found]
    members = () if agreements is None else _members(graph, wanted, lang)
    return Exposures(tuple(rows), tuple(members), lang=lang)


def _members(graph: Graph, wanted: Iterable[str], lang: str) -> Iterator[Members]:
    """The members of each institution that can have some."""
    for item in wanted:
        if record_of(graph, item) is RecordKind.INSTITUTION:
            members = {
                member
                for member, _, link in graph.in_edges(item, data=True)
                if relation_of(member, item, link) is Relation.MEMBER_OF
            }
            is_federation = graph.nodes[item].get("kind") == InstitutionKind.FEDERATION
            if members or is_federation:
                yield Members(item_of(graph, item, lang), items_of(graph, members, lang))


#: An item; how many institutions rely on it for certain, and how many more possibly; the same for
#: agreements.
_Counts = tuple[Any, ...]


def _most_relied_on(counts: _Counts) -> tuple[int, int, str]:
    item, institutions, institutions_possible, agreements, agreements_possible = counts
    return -institutions - agreements, -institutions_possible - agreements_possible, item


def _count_by_walks(graph: Graph, wanted: Iterable[str]) -> Iterator[_Counts]:
    """Count by a walk from each wanted item."""
    records = dict(graph.nodes(data="record"))
    links = RelianceLinks(graph)
    kinds = RecordKind.INSTITUTION, RecordKind.AGREEMENT
    for item in wanted:
        found = links.dependents(item)
        yield item, *(sum(records[i] == kind for i in some) for kind in kinds for some in found)


def _count_by_matrices(graph: Graph, wanted: Sequence[str]) -> Iterator[_Counts]:
    """Count for all wanted items at once, on the index of the graph."""
    import numpy as np

    from coopgraph.network.counts import count_reaching

    index = index_of(graph)
    records = [record for _, record in graph.nodes(data="record")]
    members = [
        np.array([n for n, record in enumerate(records) if record == kind], np.int32)
        for kind in (RecordKind.INSTITUTION, RecordKind.AGREEMENT)
    ]
    numbers = np.array([index.number[item] for item in wanted], np.int32)
    itself = np.stack([np.isin(numbers, some) for some in members])
    carrying, binding = index.carrying()

    def counted(followed: Any) -> Any:
        ends = index.dependents[followed], index.depends_on[followed]
        parts = condensation(*ends, len(index.nodes))
        return count_reaching(parts, members)[:, parts.component[numbers]] - itself

    sure = counted(binding)
    maybe = sure if (carrying == binding).all() else counted(carrying)
    columns = np.stack([sure[0], maybe[0] - sure[0], sure[1], maybe[1] - sure[1]])
    return zip(wanted, *columns.tolist(), strict=True)
