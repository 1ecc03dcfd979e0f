"""How many agreements each two institutions share, as a matrix.

The one-mode projection of parties and agreements (Breiger, 1974), by a product of sparse matrices.
It gives the numbers where :func:`coopgraph.cooperation` lists the agreements, and so scales to
millions of pairs.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coopgraph._base.gc_pause import gc_paused
from coopgraph.graph.check import require_graph
from coopgraph.graph.meaning import Meaning
from coopgraph.graph.schema import Graph
from coopgraph.network.links import index_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Projection", "projection"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Projection:
    """A matrix of institutions by institutions.

    Attributes
    ----------
    institutions
        The ids of all institutions that are party to something, sorted: the order of rows and
        columns.
    certain
        The number of agreements of which both are required parties; a symmetric
        :class:`scipy.sparse.csr_array` of integers with an empty diagonal.
    possible
        How many more they possibly share.
    """

    institutions: tuple[str, ...]
    certain: Any
    possible: Any

    def __repr__(self) -> str:
        return f"Projection({len(self.institutions)} institutions)"

    def to_graph(self) -> "nx.Graph[str]":
        """The network: an edge for each two that share something.

        Its ``weight`` is the number of agreements they share, certain and possible together.
        """
        import networkx as nx
        from scipy.sparse import triu

        network: nx.Graph[str] = nx.Graph()
        weights = triu(self.certain + self.possible, k=1).tocoo()
        names = self.institutions
        cells = (part.tolist() for part in (weights.row, weights.col, weights.data))
        with gc_paused():
            network.add_weighted_edges_from(
                (names[one], names[other], weight)
                for one, other, weight in zip(*cells, strict=True)
            )
        return network


def projection(graph: Graph) -> Projection:
    """How many agreements each two institutions share, certain and possible.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`. The links that count are those
        that make an institution party to something in a role that consents.

    Returns
    -------
    Projection
        The numbers of what :func:`coopgraph.cooperation` lists, as two sparse matrices.

    Raises
    ------
    GraphSchemaError
        If a link cannot be parsed.

    Examples
    --------
    >>> import coopgraph as cg
    >>> shared = cg.projection(cg.build_graph(cg.example()))
    >>> afd, anah = (shared.institutions.index(body) for body in ("afd", "anah"))
    >>> int(shared.certain[afd, anah]), int(shared.possible[afd, anah])
    (0, 1)
    """
    import numpy as np
    from scipy.sparse import csr_array

    require_graph(graph)
    index = index_of(graph)
    strengths = index.read(_party)
    links = np.flatnonzero(strengths)
    bodies = np.unique(index.dependents[links])
    order = np.array(sorted(range(len(bodies)), key=lambda n: index.nodes[bodies[n]]), np.int64)
    row = np.empty(len(index.nodes), np.int64)
    row[bodies[order]] = np.arange(len(bodies))
    shape = (len(bodies), len(index.nodes))

    def shared(chosen: Any) -> Any:
        ends = row[index.dependents[chosen]], index.depends_on[chosen]
        parties = csr_array((np.ones(len(chosen), np.int32), ends), shape=shape)
        parties.data[:] = 1  # even if in several roles
        product = (parties @ parties.T).tocoo()
        others = product.row != product.col
        cells = product.row[others], product.col[others]
        return csr_array((product.data[others], cells), shape=product.shape)

    certain = shared(np.flatnonzero(strengths == _REQUIRED))
    possible = (shared(links) - certain).tocsr()
    possible.eliminate_zeros()
    return Projection(tuple(index.nodes[bodies[n]] for n in order), certain, possible)


_REQUIRED = 2


def _party(meaning: Meaning) -> int:
    """2 for a required party, 1 for a possible one, 0 for any other link."""
    if not (meaning.relation.makes_party and meaning.consents):
        return 0
    return _REQUIRED if meaning.is_required else 1
