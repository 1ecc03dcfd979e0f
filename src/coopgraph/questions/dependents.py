"""What relies on an item."""

from collections.abc import Collection

from coopgraph.answers.reach import Direction, Reach
from coopgraph.graph.schema import Graph
from coopgraph.questions.reach import reach
from coopgraph.sql.relation_graph import RelationGraph

__all__ = ["dependents"]


def dependents(
    graph: Graph | RelationGraph,
    subject: str,
    *,
    max_steps: int | None = None,
    widen: str | Collection[str] = (),
    lang: str | None = None,
) -> Reach:
    """Everything that relies on an item, directly or through others.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`, or a
        :class:`coopgraph.RelationGraph`, for which the answer has ids and steps but no names and
        paths.
    subject
        Id, acronym, alias or name of the item; its id in a table of relations.
    max_steps
        Maximum number of links to follow.
    widen
        Relations to follow although they carry no reliance, e.g. ``["part_of"]`` to let the
        directorates of a ministry rely on what the ministry relies on. Items reached only by
        these are ``possible``.
    lang
        Language of the answer; by default that of the graph.

    Returns
    -------
    Reach
        Without the subject itself, even if it relies on itself through others. Sorted by steps,
        certainty, kind of record and id.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    UnknownWordError
        If ``widen`` contains a word that is not a relation.
    GraphSchemaError
        If the relation of a link on the way is unknown.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> reach = cg.dependents(graph, "framework-convention")
    >>> [(row.item.id, row.steps, str(row.certainty)) for row in reach][:2]
    [('urban-renewal-component', 1, 'certain'), ('matnuhpv', 1, 'certain')]
    >>> reach["anah"].certainty
    <Certainty.POSSIBLE: 'possible'>
    """
    return reach(graph, subject, Direction.DEPENDENTS, max_steps, widen, lang)
