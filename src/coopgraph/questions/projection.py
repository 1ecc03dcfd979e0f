"""The network of institutions as a matrix: how many agreements each two share.

The one-mode projection of parties and agreements (Breiger, 1974), by a product of sparse matrices.
It says how many where :func:`coopgraph.cooperation` says which, and so has room for networks of
millions of pairs.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coopgraph._base.gc_pause import uncollected
from coopgraph.graph.check import require_graph
from coopgraph.graph.meaning import Meaning
from coopgraph.graph.schema import Graph
from coopgraph.network.links import index_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Projection", "projection"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Projection:
    """Institutions by institutions.

    Attributes
    ----------
    institutions
        The ids of all that are party to something, sorted; rows and columns are in this order.
    certain
        How many agreements two share of which both are required parties; a symmetric
        :class:`scipy.sparse.csr_array` of integers with an empty diagonal.
    possible
        How many more they share possibly.
    """

    institutions: tuple[str, ...]
    certain: Any
    possible: Any

    def __repr__(self) -> str:
        return f"Projection({len(self.institutions)} institutions)"

    def to_graph(self) -> "nx.Graph[str]":
        """The network: an edge for each two that share something.

        Its ``weight`` is how many agreements they share, certain and possible together.
        """
        import networkx as nx

        network: nx.Graph[str] = nx.Graph()
        weights = (self.certain + self.possible).tocoo()
        upper = weights.row < weights.col
        names = self.institutions
        ends = zip(weights.row[upper].tolist(), weights.col[upper].tolist(), strict=True)
        pairs = ((names[one], names[other]) for one, other in ends)
        with uncollected():
            network.add_edges_from(
                (*pair, {"weight": weight})
                for pair, weight in zip(pairs, weights.data[upper].tolist(), strict=True)
            )
        return network


def projection(graph: Graph) -> Projection:
    """How many agreements each two institutions share, certain and possible.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`. Of its links those count that
        make an institution party to something, in a role that consents.

    Returns
    -------
    Projection
        What :func:`coopgraph.cooperation` lists agreement by agreement, as two sparse matrices.

    Raises
    ------
    GraphSchemaError
        When a link is not understood.

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
        parties.data[:] = 1  # in however many roles
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
