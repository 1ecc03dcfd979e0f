"""What an item relies on."""

from collections.abc import Collection

from coopgraph.answers.reach import Direction, Reach
from coopgraph.graph.schema import Graph
from coopgraph.questions.reach import reach
from coopgraph.sql.relation_graph import RelationGraph

__all__ = ["prerequisites"]


def prerequisites(
    graph: Graph | RelationGraph,
    subject: str,
    *,
    max_steps: int | None = None,
    widen: str | Collection[str] = (),
    lang: str | None = None,
) -> Reach:
    """Everything that an item relies on, directly or through others.

    Parameters, order and errors are those of :func:`dependents`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> cg.prerequisites(graph, "anrur-afd-convention").ids
    ('urban-renewal-component', 'framework-convention')
    """
    return reach(graph, subject, Direction.PREREQUISITES, max_steps, widen, lang)
