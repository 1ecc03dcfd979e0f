"""The dependency map: items in layers, each one to the right of what it relies on."""

from collections.abc import Collection, Mapping

from matplotlib.axes import Axes

from coopgraph.answers.reach import Reach
from coopgraph.graph.items import graph_title
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import Graph
from coopgraph.plot.captions import Stroke, strongest
from coopgraph.plot.context import Context
from coopgraph.plot.flow import draw_flow
from coopgraph.plot.geometry.layers import Link
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.legend import Entry, strength_entries
from coopgraph.plot.marks import reach_marks
from coopgraph.plot.style import DEFAULT_STYLE, Style

__all__ = ["dependency_map", "reliance_entries", "reliance_strokes"]


def dependency_map(
    graph: Graph,
    *,
    highlight: Reach | None = None,
    items: Collection[str] | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw which items rely on which, in layers from left to right.

    Each arrow points left, from the dependent item to what it relies on. Solid lines are binding,
    dotted lines lead to one of several alternatives, and dashed lines are only possible. A line
    that closes a cycle points right and has a colour of its own. Items without links that carry
    reliance are left out.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    highlight
        An answer of :func:`coopgraph.dependents` or :func:`coopgraph.prerequisites`. Its subject
        and the items in it are highlighted, with stripes if they are only possible; all other
        items are dimmed.
    items
        The items to draw; by default all. Their states are those in the whole graph.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`; by default the title is the question that
        ``highlight`` answers.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>.<to>``).

    Raises
    ------
    PictureTooLargeError
        If the picture would be unreadable; try ``coopgraph.grouped(graph)`` instead.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> reach = cg.dependents(graph, "framework-convention")
    >>> ax = cg.plot.dependency_map(graph, highlight=reach)
    >>> [text.get_text() for text in ax.texts if text.get_gid() == "text0-afd"]
    ['AFD']
    """
    context = Context.of(graph, ax, lang, style, limits, items=items)
    graph = context.graph
    strokes = reliance_strokes(graph, style)
    if title is None:
        title = highlight.table().title if highlight else graph_title(graph, context.lang)
    marks, entries = reach_marks(highlight, context), reliance_entries(strokes, context)
    return draw_flow(context, title, strokes, marks, entries=entries)


def reliance_strokes(graph: Graph, style: Style) -> dict[Link, Stroke]:
    """One line for each pair of items with links that carry reliance; the strongest decides."""
    links: dict[Link, Strength] = {}
    for dependent, depends_on, attributes in graph.edges(data=True):
        relation, strength, *_ = meaning_of(attributes, dependent, depends_on)
        if relation.carries_reliance:
            link = dependent, depends_on
            links[link] = strongest([links.get(link, strength), strength])
    return {link: Stroke(style.reliance, links[link]) for link in sorted(links)}


def reliance_entries(strokes: Mapping[Link, Stroke], context: Context) -> list[Entry]:
    """Legend entries for the strengths of the given lines."""
    return strength_entries(strokes.values(), context, "legend-depends", binding=True)
