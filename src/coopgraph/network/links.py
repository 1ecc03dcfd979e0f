"""A graph's links as numbers: the index by which large graphs are asked.

It is built once per graph and kept where networkx keeps what it derives from a graph, a place that
it empties whenever a node or a link comes or goes. It therefore holds nothing but structure: who
is linked to whom, and *where* the attributes of each link stand. What they say is read anew for
every question, since a relation or a modality may be written over in place, of which networkx
takes no notice.

Small graphs never pay for it (:func:`is_small`): walking over plain dictionaries is done before
numpy and scipy are imported.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Final

from coopgraph._base.gc_pause import uncollected
from coopgraph.graph.meaning import BINDING, Meaning, Meanings, reliance_of
from coopgraph.graph.schema import Attributes, Graph, neighbours_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Mask = NDArray[np.bool_]

__all__ = ["Index", "index_of", "is_small"]

#: Up to so many nodes a graph is asked without an index: importing numpy and scipy takes as long as
#: the exposure of a layered graph of this size by plain walks (measured) …
_SMALL: Final = 4_000
#: … and up to so many where they are imported already.
_TINY: Final = 500

_SLOT: Final = "coopgraph"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Index:
    """The structure of a graph.

    Attributes
    ----------
    nodes
        The ids, in the order of the graph; elsewhere they are numbers in this order.
    number
        The number of each id.
    dependents, depends_on
        The two ends of each link, those of one dependent side by side.
    links
        The attributes of each link: the very mappings that the graph holds, not copies.
    """

    nodes: tuple[str, ...]
    number: Mapping[str, int]
    dependents: "Numbers"
    depends_on: "Numbers"
    links: tuple[Attributes, ...]

    def __repr__(self) -> str:
        return f"Index({len(self.nodes)} nodes, {len(self.links)} links)"

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Nothing: a graph is copied and pickled without its index, and gets another when asked."""
        return type(None), ()

    def carrying(self) -> tuple["Mask", "Mask"]:
        """Which links carry reliance as of now, and which of them bind.

        Raises
        ------
        GraphSchemaError
            When a link names no known relation.
        """
        reliance = self.read(reliance_of)
        return reliance > 0, reliance == BINDING

    def read(self, to_number: Callable[[Meaning], int]) -> "Numbers":
        """What each link says as of now, as a number.

        Parameters
        ----------
        to_number
            What a question makes of what a link says.

        Raises
        ------
        GraphSchemaError
            When a link names no known relation.
        """
        import numpy as np

        meanings = Meanings(to_number)
        try:
            numbers = meanings.each(self.links)
        except (KeyError, TypeError):  # of all links the first names the fault
            nodes = self.nodes
            ends = zip(self.dependents.tolist(), self.depends_on.tolist(), strict=True)
            numbers = [
                meanings.of(nodes[one], nodes[other], link)
                for (one, other), link in zip(ends, self.links, strict=True)
            ]
        return np.fromiter(numbers, np.int32, len(numbers))


def is_small(graph: Graph) -> bool:
    """Whether a graph is better asked by plain walks than over an index."""
    return len(graph) <= (_TINY if "scipy.sparse.csgraph" in sys.modules else _SMALL)


def index_of(graph: Graph) -> Index:
    """The index of a graph, built unless it is there already.

    A view of another graph is indexed anew each time: networkx does not tell it of changes.
    """
    if hasattr(graph, "_graph"):
        # As a graph of its own: a view counts neighbours to whom it hides every link.
        return _built(graph.copy())
    kept: dict[str, Any] | None = getattr(graph, "__networkx_cache__", None)
    if kept is None:
        return _built(graph)
    index: Index | None = kept.get(_SLOT)
    if index is None:
        index = kept[_SLOT] = _built(graph)
    return index


def _built(graph: Graph) -> Index:
    import numpy as np

    number = {node: n for n, node in enumerate(graph)}
    with uncollected():
        # In loops that stay within C: of each node its neighbours, of each pair its links.
        rows = list(neighbours_of(graph)[1].values())
        degrees = np.fromiter(map(len, rows), np.int32, len(rows))
        targets = map(number.__getitem__, chain.from_iterable(rows))
        ends = np.fromiter(targets, np.int32, int(degrees.sum()))
        starts = np.repeat(np.arange(len(rows), dtype=np.int32), degrees)
        links = list(chain.from_iterable(map(_values, rows)))
        if graph.is_multigraph():
            parallels = np.fromiter(map(len, links), np.int32, len(links))
            starts, ends = np.repeat(starts, parallels), np.repeat(ends, parallels)
            links = list(chain.from_iterable(map(_values, links)))
    return Index(tuple(number), number, starts, ends, tuple(links))


_values = methodcaller("values")
