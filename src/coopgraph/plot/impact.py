"""The impact map: what a change takes away, holds up, or brings closer."""

from dataclasses import replace

from matplotlib.axes import Axes

from coopgraph.answers.impact import Impact
from coopgraph.graph.schema import Graph
from coopgraph.plot.context import Context
from coopgraph.plot.dependency import reliance_entries, reliance_strokes
from coopgraph.plot.flow import draw_flow
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.marks import impact_marks
from coopgraph.plot.style import DEFAULT_STYLE, Style

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
    """Draw the consequences of a change, based on the dependency map.

    Items named by the change have a heavy outline. Boxes of items that are affected say how. Colour
    and sign distinguish what is lost, other bad news, and good news; stripes mean only possible.
    Heavy lines are the reasons. Items that are not affected are grey.

    Parameters
    ----------
    graph
        The graph that ``impact`` was computed on.
    impact
        An answer of :func:`coopgraph.what_if`.
    untouched
        Whether to draw items that are not affected. For a large graph, ``False`` keeps the picture
        small.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`; the default title describes the change, and
        the default language is that of ``impact``.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>.<to>``).

    Raises
    ------
    PictureTooLargeError
        If the picture would be unreadable.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> impact = cg.what_if(graph, fails=["framework-convention"], lang="en")
    >>> ax = cg.plot.impact_map(graph, impact)
    >>> [text.get_text() for text in ax.texts if text.get_text().startswith("⊘ ")]
    ['⊘ out of reach (agreed)', '⊘ out of reach (signed)']
    """
    context = Context.of(graph, ax, lang or impact.lang, style, limits, as_of=impact.as_of)
    impact = replace(impact, lang=context.lang)
    marks = impact_marks(impact, context)
    strokes = reliance_strokes(graph, style)
    if not untouched:
        strokes = {link: s for link, s in strokes.items() if not marks.dimmed(*link)}
    nothing = [] if impact.consequences else [context.say("no-consequences-note")]
    return draw_flow(
        context,
        impact.table().title.rstrip(" :\u202f\xa0") if title is None else title,
        strokes,
        marks,
        entries=reliance_entries(strokes, context),
        alone=sorted(marks.of),
        notes=[*nothing, *impact.caveats()],
    )
