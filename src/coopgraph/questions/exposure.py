"""How much rests on each agreement."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from coopgraph._base.gc_pause import uncollected
from coopgraph.answers.reach import Exposure, Exposures
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import item_of, language_of, resolve_all
from coopgraph.graph.meaning import BINDING, Meanings, reliance_of
from coopgraph.graph.schema import Graph
from coopgraph.network.components import condensed
from coopgraph.network.links import index_of, is_small
from coopgraph.sql import questions
from coopgraph.sql.questions import RelationExposures
from coopgraph.sql.table import RelationGraph
from coopgraph.words.vocabulary import RecordKind

__all__ = ["RelianceLinks", "exposure"]

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
        A graph that carries the schema of :mod:`coopgraph.graph`, or a
        :class:`coopgraph.RelationGraph`.
    agreements
        Ids, acronyms, aliases or names of those to count for, which may be items of any other kind
        too; all agreements by default.
    lang
        Language of the answer; that of the graph by default.

    Returns
    -------
    Exposures
        The most relied on first: by what is certain, then by what is possible, then by id. What is
        counted as possible comes on top of what is certain. Of a table,
        :class:`coopgraph.RelationExposures`.

    Raises
    ------
    UnknownItemError
        When nothing is called like one of ``agreements``, or several items are.
    GraphSchemaError
        When a link names no known relation.

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
    require_graph(graph)
    lang = lang or language_of(graph)
    if agreements is None:
        records = graph.nodes(data="record")
        wanted = [item for item, record in records if record == RecordKind.AGREEMENT]
    else:
        wanted = resolve_all(graph, agreements)
    with uncollected():
        count = _walking if is_small(graph) else _indexed
        found = sorted(count(graph, wanted), key=_most_relied_on)
        rows = [Exposure(item_of(graph, item, lang), *numbers) for item, *numbers in found]
    return Exposures(tuple(rows), lang=lang)


#: An item, and how many institutions rely on it for certain, how many more possibly, and likewise
#: for agreements.
_Counts = tuple[str, int, int, int, int]


def _most_relied_on(counts: _Counts) -> tuple[int, int, str]:
    item, institutions, institutions_possible, agreements, agreements_possible = counts
    return -institutions - agreements, -institutions_possible - agreements_possible, item


def _walking(graph: Graph, wanted: Iterable[str]) -> Iterator[_Counts]:
    """By a walk from each item that is wanted."""
    records = dict(graph.nodes(data="record"))
    links = RelianceLinks(graph)

    def count(items: Iterable[str], record: RecordKind) -> int:
        return sum(records[item] == record for item in items)

    for item in wanted:
        sure, maybe = links.dependents(item)
        institutions, agreements = (
            (count(sure, kind), count(maybe, kind))
            for kind in (RecordKind.INSTITUTION, RecordKind.AGREEMENT)
        )
        yield item, *institutions, *agreements


class RelianceLinks:
    """The links that carry reliance, looked at once for questions about many items."""

    def __init__(self, graph: Graph) -> None:
        self.binding: dict[str, list[str]] = {item: [] for item in graph}
        self.all: dict[str, list[str]] = {item: [] for item in graph}
        reliance = Meanings(reliance_of).of
        for dependent, depends_on, attributes in graph.edges(data=True):
            firmness = reliance(dependent, depends_on, attributes)
            if firmness:
                self.all[depends_on].append(dependent)
            if firmness == BINDING:
                self.binding[depends_on].append(dependent)

    def dependents(self, item: str) -> tuple[set[str], set[str]]:
        """All that rely on an item for certain, and what only possibly does."""
        sure = _reachable(self.binding, item) - {item}
        return sure, _reachable(self.all, item) - {item} - sure


def _reachable(links: Mapping[str, list[str]], start: str) -> set[str]:
    found, stack = {start}, [start]
    while stack:
        for item in links[stack.pop()]:
            if item not in found:
                found.add(item)
                stack.append(item)
    return found


def _indexed(graph: Graph, wanted: Sequence[str]) -> Iterator[_Counts]:
    """For all that are wanted at once, over the index."""
    import numpy as np

    from coopgraph.network.counts import reaching

    index = index_of(graph)
    records = [record for _, record in graph.nodes(data="record")]
    sorts = [
        np.array([n for n, record in enumerate(records) if record == kind], np.int32)
        for kind in (RecordKind.INSTITUTION, RecordKind.AGREEMENT)
    ]
    numbers = np.array([index.number[item] for item in wanted], np.int32)
    itself = np.stack([np.isin(numbers, members) for members in sorts])
    carrying, binding = index.carrying()

    def counted(followed: Any) -> Any:
        ends = index.dependents[followed], index.depends_on[followed]
        parts = condensed(*ends, len(index.nodes))
        return reaching(parts, sorts)[:, parts.component[numbers]] - itself

    sure = counted(binding)
    maybe = sure if (carrying == binding).all() else counted(carrying)
    columns = np.stack([sure[0], maybe[0] - sure[0], sure[1], maybe[1] - sure[1]])
    return zip(wanted, *columns.tolist(), strict=True)
