"""How much rests on each agreement."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coopgraph.garbage import uncollected
from coopgraph.index import Condensed, Index, condensed, index_of, is_small
from coopgraph.items import item_of, language_of
from coopgraph.results import Exposure, Exposures
from coopgraph.schema import Graph, is_binding, relation_of, require_directed
from coopgraph.vocabulary import RecordKind

__all__ = ["RelianceLinks", "exposure"]


def exposure(graph: Graph, *, lang: str | None = None) -> Exposures:
    """How many institutions and agreements rely on each agreement, directly or through others.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph`.
    lang
        Language of the answer; that of the graph by default.

    Returns
    -------
    Exposures
        Every agreement, the most relied on first.

    Raises
    ------
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
    require_directed(graph)
    lang = lang or language_of(graph)
    counts = _walking(graph) if is_small(graph) else _indexed(index_of(graph), graph)
    with uncollected():
        rows = [Exposure(item_of(graph, item, lang), *numbers) for item, *numbers in counts]
        rows.sort(key=_most_relied_on)
    return Exposures(tuple(rows), lang)


def _most_relied_on(row: Exposure) -> tuple[int, int, str]:
    certain = row.institutions + row.agreements
    possible = row.institutions_possible + row.agreements_possible
    return -certain, -possible, row.agreement.id


#: An agreement, and how many institutions rely on it for certain, how many more possibly, and
#: likewise for agreements.
_Counts = tuple[str, int, int, int, int]


def _walking(graph: Graph) -> Iterator[_Counts]:
    """By a walk from each agreement."""
    records = dict(graph.nodes(data="record"))
    links = RelianceLinks(graph)

    def count(items: Iterable[str], record: RecordKind) -> int:
        return sum(records[item] == record for item in items)

    for item, record in records.items():
        if record == RecordKind.AGREEMENT:
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
        for dependent, depends_on, attributes in graph.edges(data=True):
            if relation_of(dependent, depends_on, attributes).carries_reliance:
                self.all[depends_on].append(dependent)
                if is_binding(attributes):
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


def _indexed(index: Index, graph: Graph) -> Iterator[_Counts]:
    """For all agreements at once, over the index."""
    import numpy as np

    from coopgraph.counts import reaching

    records = [record for _, record in graph.nodes(data="record")]
    sorts = [
        np.array([n for n, record in enumerate(records) if record == kind], np.int32)
        for kind in (RecordKind.INSTITUTION, RecordKind.AGREEMENT)
    ]
    agreements = sorts[1]
    carrying, binding = index.carrying()

    def counted(parts: Condensed) -> Any:
        found = reaching(parts, sorts)[:, parts.component[agreements]]
        found[1] -= 1  # an agreement does not count for itself
        return found

    sure = counted(condensed(index, binding))
    maybe = sure if (carrying == binding).all() else counted(condensed(index, carrying))
    columns = np.stack([sure[0], maybe[0] - sure[0], sure[1], maybe[1] - sure[1]])
    ids = (index.nodes[n] for n in agreements.tolist())
    return zip(ids, *columns.tolist(), strict=True)
