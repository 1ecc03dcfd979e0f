"""The links of a graph: as integers for questions about large graphs, as lists for small ones.

The index of a large graph is built once and kept in networkx's cache of the graph, which networkx
clears whenever a node or link is added or removed. So it holds structure only: the ends of each
link, and a reference to its attributes. The attributes are read again for every question, since
networkx does not notice when a relation or modality is overwritten in place.

Small graphs do not need it (:func:`is_small`): walking over plain lists takes less time than
importing numpy and scipy.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Final

from coopgraph._base.gc_pause import gc_paused
from coopgraph.graph.meaning import BINDING, Meaning, MeaningCache, reliance_of
from coopgraph.graph.schema import Attributes, Graph, adjacency_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Mask = NDArray[np.bool_]

__all__ = ["LinkIndex", "RelianceLinks", "index_of", "is_small"]

#: Graphs of up to this many nodes get no index: by measurement, importing numpy and scipy takes as
#: long as the exposure of a layered graph of this size by plain walks.
_SMALL: Final = 4_000
#: The same if numpy and scipy are imported already.
_TINY: Final = 500

_SLOT: Final = "coopgraph"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LinkIndex:
    """The structure of a graph.

    Attributes
    ----------
    nodes
        The ids in the order of the graph, which is that of their numbers.
    number
        The number of each id.
    dependents, depends_on
        The two ends of each link, grouped by dependent.
    links
        The attributes of each link: the graph's own mappings, not copies.
    """

    nodes: tuple[str, ...]
    number: Mapping[str, int]
    dependents: "Numbers"
    depends_on: "Numbers"
    links: tuple[Attributes, ...]

    def __repr__(self) -> str:
        return f"Index({len(self.nodes)} nodes, {len(self.links)} links)"

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Pickle and copy as ``None``: a copied graph builds its own index when needed."""
        return type(None), ()

    def carrying(self) -> tuple["Mask", "Mask"]:
        """Masks of the links that currently carry reliance, and of those that bind.

        Raises
        ------
        GraphSchemaError
            If the relation of a link is unknown.
        """
        reliance = self.read(reliance_of)
        return reliance > 0, reliance == BINDING

    def read(self, to_number: Callable[[Meaning], int]) -> "Numbers":
        """The current meaning of each link, as a number.

        Parameters
        ----------
        to_number
            Converts the meaning of a link.

        Raises
        ------
        GraphSchemaError
            If the relation of a link is unknown.
        """
        import numpy as np

        meanings = MeaningCache(to_number)
        try:
            numbers = meanings.each(self.links)
        except (KeyError, TypeError):  # find the first such link, and name it in the error
            nodes = self.nodes
            ends = zip(self.dependents.tolist(), self.depends_on.tolist(), strict=True)
            numbers = [
                meanings.of(nodes[one], nodes[other], link)
                for (one, other), link in zip(ends, self.links, strict=True)
            ]
        return np.fromiter(numbers, np.int32, len(numbers))


def is_small(graph: Graph) -> bool:
    """Whether plain walks are faster for a graph than an index."""
    return len(graph) <= (_TINY if "scipy.sparse.csgraph" in sys.modules else _SMALL)


def index_of(graph: Graph) -> LinkIndex:
    """The index of a graph, from networkx's cache or newly built.

    For a view of another graph it is built every time: its cache is not cleared on changes.
    """
    if hasattr(graph, "_graph"):
        # As a copy: a view lists neighbours even if it hides all links to them.
        return _built(graph.copy())
    kept: dict[str, Any] | None = getattr(graph, "__networkx_cache__", None)
    if kept is None:
        return _built(graph)
    index: LinkIndex | None = kept.get(_SLOT)
    if index is None:
        index = kept[_SLOT] = _built(graph)
    return index


def _built(graph: Graph) -> LinkIndex:
    import numpy as np

    number = {node: n for n, node in enumerate(graph)}
    with gc_paused():
        # Loops that stay within C: the neighbours of each node, then the links of each pair.
        rows = list(adjacency_of(graph)[1].values())
        degrees = np.fromiter(map(len, rows), np.int32, len(rows))
        targets = map(number.__getitem__, chain.from_iterable(rows))
        ends = np.fromiter(targets, np.int32, int(degrees.sum()))
        starts = np.repeat(np.arange(len(rows), dtype=np.int32), degrees)
        links = list(chain.from_iterable(map(_values, rows)))
        if graph.is_multigraph():
            parallels = np.fromiter(map(len, links), np.int32, len(links))
            starts, ends = np.repeat(starts, parallels), np.repeat(ends, parallels)
            links = list(chain.from_iterable(map(_values, links)))
    return LinkIndex(tuple(number), number, starts, ends, tuple(links))


_values = methodcaller("values")


class RelianceLinks:
    """The links that carry reliance, parsed once for questions about many items."""

    def __init__(self, graph: Graph) -> None:
        self.binding: dict[str, list[str]] = {item: [] for item in graph}
        self.all: dict[str, list[str]] = {item: [] for item in graph}
        reliance = MeaningCache(reliance_of).of
        for dependent, depends_on, attributes in graph.edges(data=True):
            firmness = reliance(dependent, depends_on, attributes)
            if firmness:
                self.all[depends_on].append(dependent)
            if firmness == BINDING:
                self.binding[depends_on].append(dependent)

    def dependents(self, item: str) -> tuple[set[str], set[str]]:
        """All that rely on an item for certain, and all that only possibly do."""
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
