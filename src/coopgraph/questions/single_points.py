"""Single points of failure: whose loss alone makes a goal unreachable."""

from coopgraph._base.budget import BUDGET
from coopgraph.graph.schema import Graph
from coopgraph.questions.blockers import Blockers, blockers

__all__ = ["single_points"]


def single_points(
    graph: Graph,
    goal: str,
    *,
    stage: str | None = None,
    as_of: object = None,
    budget: float | None = BUDGET,
    lang: str | None = None,
) -> Blockers:
    """Every item or institution whose loss alone makes a goal unreachable.

    Parameters and errors are those of :func:`blockers`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> [row.items[0].id for row in cg.single_points(graph, "anrur-afd-convention")]
    ['afd', 'anrur', 'framework-convention', 'matnuhpv', 'mctrct', 'urban-renewal-component', 'anah', 'anru']
    """
    return blockers(graph, goal, stage=stage, as_of=as_of, max_size=1, budget=budget, lang=lang)
