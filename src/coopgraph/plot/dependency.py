"""The dependency map: what is relied on to the left, what relies on it to the right."""

from collections.abc import Iterable, Mapping

from matplotlib.axes import Axes

from coopgraph.answers.reach import Reach
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import graph_title, language_of
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.plot.captions import PATTERNS
from coopgraph.plot.flow import Sheet, Stroke, draw_flow
from coopgraph.plot.geometry.layers import Link
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.legend import Entry
from coopgraph.plot.marks import what_is_reached
from coopgraph.plot.style import DEFAULT_STYLE, Style

__all__ = ["dependency_map", "reliance_entries", "reliance_links", "reliance_strokes"]


def dependency_map(
    graph: Graph,
    *,
    highlight: Reach | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw what relies on what, in layers.

    Each arrow goes from what relies to what it relies on, which is further to the left. Solid
    lines are binding, dotted ones lead to one of several alternatives, dashed ones are only
    possible; a line that closes a circle runs to the right and is marked. Items that neither rely
    on anything nor are relied on are left out.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    highlight
        An answer of :func:`coopgraph.dependents` or :func:`coopgraph.prerequisites`: its subject
        and what it reaches stand out, what is only possible is striped; all else is dimmed.
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
        When nobody could read it; ``coopgraph.grouped(graph)`` can be drawn instead.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> reach = cg.dependents(graph, "framework-convention")
    >>> ax = cg.plot.dependency_map(graph, highlight=reach)
    >>> [text.get_text() for text in ax.texts if text.get_gid() == "text0-afd"]
    ['AFD']
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    links = reliance_links(graph)
    if title is None:
        title = highlight.table().title if highlight else graph_title(graph, lang)
    return draw_flow(
        graph,
        reliance_strokes(links, style),
        what_is_reached(highlight, style, lang),
        Sheet(ax, lang, style, title, limits),
        entries=reliance_entries(links.values(), style, lang),
    )


def reliance_links(graph: Graph) -> dict[Link, Strength]:
    """Every pair of items with a link that carries reliance, and how firmly the firmest holds."""
    firmness = list(Strength)
    links: dict[Link, Strength] = {}
    for dependent, depends_on, attributes in graph.edges(data=True):
        relation, strength, *_ = meaning_of(attributes, dependent, depends_on)
        if relation.carries_reliance:
            link = dependent, depends_on
            links[link] = min(links.get(link, strength), strength, key=firmness.index)
    return dict(sorted(links.items()))


def reliance_strokes(links: Mapping[Link, Strength], style: Style) -> dict[Link, Stroke]:
    """How each link is drawn."""
    return {link: Stroke(style.reliance, PATTERNS[strength]) for link, strength in links.items()}


def reliance_entries(found: Iterable[Strength], style: Style, lang: str) -> list[Entry]:
    """Legend entries for the strengths that occur among some links."""
    strengths = set(found)
    return [
        Entry(say(f"legend-depends-{strength}", lang), style.reliance, pattern=PATTERNS[strength])
        for strength in Strength
        if strength in strengths
    ]
