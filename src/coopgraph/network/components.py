"""The strongly connected components of a graph, in topological order."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

__all__ = ["Condensation", "condensation"]


@dataclass(frozen=True, slots=True, eq=False)
class Condensation:
    """The condensation of a graph: its strongly connected components and the links between them.

    Attributes
    ----------
    component
        The component of each node. A dependent has a higher number than what it depends on.
    count
        The number of components.
    dependents, depends_on
        The two ends of each link between different components, parallel links included.
    """

    component: "Numbers"
    count: int
    dependents: "Numbers"
    depends_on: "Numbers"


def condensation(dependents: "Numbers", depends_on: "Numbers", size: int) -> Condensation:
    """Condense a graph to its strongly connected components.

    Parameters
    ----------
    dependents, depends_on
        The two ends of each link; nodes are numbered from 0.
    size
        The number of nodes.

    Examples
    --------
    >>> import numpy as np
    >>> parts = condensation(np.array([1, 2, 1]), np.array([0, 1, 2]), 3)
    >>> parts.count, parts.component.tolist()
    (2, [0, 1, 1])
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    ends = dependents, depends_on
    links = csr_array((np.ones(len(dependents), np.int8), ends), shape=(size, size))
    count, component = connected_components(links, connection="strong")
    one, other = component[dependents], component[depends_on]
    between = one != other
    one, other = one[between], other[between]
    if (one < other).any():  # scipy's numbers are topological in practice, but not by contract
        place = _topological(one, other, count)
        component, one, other = place[component], place[one], place[other]
    return Condensation(component, count, one, other)


def _topological(one: Any, other: Any, count: int) -> Any:
    """A number for each component, higher for a dependent than for what it depends on."""
    import networkx as nx
    import numpy as np

    links: nx.DiGraph[int] = nx.DiGraph()
    links.add_nodes_from(range(count))
    links.add_edges_from(zip(other.tolist(), one.tolist(), strict=True))
    place = np.empty(count, np.int32)
    place[list(nx.topological_sort(links))] = np.arange(count, dtype=np.int32)
    return place
