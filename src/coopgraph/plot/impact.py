"""The impact map: what a change brings down, puts out of reach, or brings within reach."""

from matplotlib.axes import Axes

from coopgraph.graph.check import require_graph
from coopgraph.graph.items import language_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.plot.dependency import reliance_entries, reliance_links, reliance_strokes
from coopgraph.plot.flow import Sheet, draw_flow
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.marks import effects_of
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.questions.what_if import Impact

__all__ = ["impact_map"]


def impact_map(
    graph: Graph,
    impact: Impact,
    *,
    untouched: bool = True,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw the consequences of a change over the dependency map.

    What is supposed has a heavy outline; what is lost, blocked or gained says so in its box, with
    a sign and a colour, and is striped where it is only possible. Heavy lines are the reasons.
    What nothing happens to is grey.

    Parameters
    ----------
    graph
        The graph that was asked.
    impact
        An answer of :func:`coopgraph.what_if`.
    untouched
        Whether to draw what nothing happens to; ``False`` leaves it out, which keeps the picture
        of a large graph small.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`; by default the title is what was supposed,
        and the language that of ``impact``.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>.<to>``).

    Raises
    ------
    PictureTooLargeError
        When nobody could read it.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> impact = cg.what_if(graph, fails=["framework-convention"], lang="en")
    >>> ax = cg.plot.impact_map(graph, impact)
    >>> sum(text.get_text() == "⊘ out of reach" for text in ax.texts)
    2
    """
    require_graph(graph)
    lang = lang or impact.lang or language_of(graph)
    if title is None:
        title = impact.table().title.rstrip(" :\u202f\xa0")
    marks = effects_of(impact, style, lang)
    links = reliance_links(graph)
    if not untouched:
        links = {link: s for link, s in links.items() if not marks.dimmed(*link)}
    notes = [] if impact.consequences else [say("no-consequences-note", lang)]
    return draw_flow(
        graph,
        reliance_strokes(links, style),
        marks,
        Sheet(ax, lang, style, title, limits),
        entries=reliance_entries(links.values(), style, lang),
        alone=sorted(marks.of),
        notes=notes,
    )
