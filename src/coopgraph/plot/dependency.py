"""The dependency map: what is relied on to the left, what relies on it to the right."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from coopgraph.items import graph_title, language_of
from coopgraph.plot.canvas import Canvas, Entry, Legend
from coopgraph.plot.captions import caption
from coopgraph.plot.layers import Link, layered
from coopgraph.plot.layout import Box, frame_of
from coopgraph.plot.lettering import block
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.results import Reach
from coopgraph.schema import Graph, is_binding, relation_of
from coopgraph.state import is_achieved, record_of
from coopgraph.vocabulary import Certainty, RecordKind
from coopgraph.wording import say

__all__ = ["dependency_map"]


def dependency_map(
    graph: Graph,
    *,
    highlight: Reach | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
) -> Axes:
    """Draw what relies on what, in layers.

    Each arrow goes from what relies to what it relies on, which is further to the left. Solid
    lines are binding, dashed ones only possible (or one of several alternatives). Items that
    neither rely on anything nor are relied on are left out.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph`.
    highlight
        An answer of :func:`coopgraph.dependents` or :func:`coopgraph.prerequisites`: its subject
        and what it reaches stand out, what is only possible with a dashed outline of its own;
        all else is dimmed.
    ax, lang, style, title
        As in :func:`coopgraph.plot.cooperation_map`; by default the title is the question that
        ``highlight`` answers.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>-<to>``).

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> reach = cg.dependents(graph, "framework-convention")
    >>> ax = cg.plot.dependency_map(graph, highlight=reach)
    >>> sum(str(text.get_gid()) == "text-afd" for text in ax.texts) > 0
    True
    """
    lang = lang or language_of(graph)
    links = _links(graph)
    drawn = sorted({item for link in links for item in link})
    blocks = {item: block(caption(graph, item, style, lang), style) for item in drawn}
    plan = layered({item: (b.width, b.height) for item, b in blocks.items()}, links)
    points = [point for route in plan.routes.values() for point in route.points]
    whole = frame_of([*plan.boxes.values(), *(Box(p.x, p.y, 0, 0) for p in points)])
    answer = _Answer(highlight)
    legend = Legend(_legend(graph, links, drawn, answer, style, lang), whole.width, style)
    canvas = Canvas(ax, whole, style, _title(graph, highlight, title, lang), legend)
    for link, binding in links.items():
        gid = f"{link[0]}-{link[1]}"
        opacity = 1.0 if answer.holds(*link) else style.dimmed
        canvas.line(plan.routes[link], style.reliance, gid=gid, dashed=not binding, opacity=opacity)
    for item, box in plan.boxes.items():
        canvas.box(
            box,
            blocks[item],
            answer.fill(item, style) or style.fills[record_of(graph, item)],
            gid=item,
            dashed=not is_achieved(graph, item),
            hatched=answer.is_possible(item),
            opacity=1.0 if answer.holds(item) else style.dimmed,
            weight=2.6 if answer.is_subject(item) else 1.0,
        )
    return canvas.ax


class _Answer:
    """What of an answer a picture shows; without an answer everything counts as in it."""

    def __init__(self, reach: Reach | None) -> None:
        self.subject = reach.subject.id if reach else None
        self.certainty = {row.item.id: row.certainty for row in reach} if reach else {}

    def holds(self, *items: str) -> bool:
        return self.subject is None or all(
            item == self.subject or item in self.certainty for item in items
        )

    def is_subject(self, item: str) -> bool:
        return item == self.subject

    def is_possible(self, item: str) -> bool:
        return self.certainty.get(item) is Certainty.POSSIBLE

    def fill(self, item: str, style: Style) -> str | None:
        if self.is_subject(item):
            return style.subject
        return style.reached if item in self.certainty else None


def _links(graph: Graph) -> dict[Link, bool]:
    """Every pair of items with a link that carries reliance, and whether one of them binds."""
    links: dict[Link, bool] = {}
    for dependent, depends_on, attributes in graph.edges(data=True):
        if relation_of(dependent, depends_on, attributes).carries_reliance:
            link = dependent, depends_on
            links[link] = links.get(link, False) or is_binding(attributes)
    return dict(sorted(links.items()))


def _title(graph: Graph, highlight: Reach | None, title: str | None, lang: str) -> str:
    if title is not None:
        return title
    return highlight.table().title if highlight else graph_title(graph, lang)


def _legend(
    graph: Graph,
    links: Mapping[Link, bool],
    drawn: list[str],
    answer: _Answer,
    style: Style,
    lang: str,
) -> list[Entry]:
    """An entry for each way of drawing that occurs, and for no other."""
    entries = []
    if any(links.values()):
        entries.append(Entry(say("legend-binding", lang), style.reliance))
    if not all(links.values()):
        entries.append(Entry(say("legend-not-binding", lang), style.reliance, dashed=True))
    if answer.subject in drawn:
        entries.append(Entry(say("legend-subject", lang), fill=style.subject, weight=2.0))
    found = {answer.certainty[item] for item in drawn if item in answer.certainty}
    entries += [
        Entry(
            say(f"legend-answer-{certainty}", lang),
            fill=style.reached,
            hatched=certainty is Certainty.POSSIBLE,
        )
        for certainty in Certainty
        if certainty in found
    ]
    plain = {record_of(graph, item) for item in drawn if not answer.fill(item, style)}
    entries += [
        Entry(record.label(lang), fill=style.fills[record])
        for record in RecordKind
        if record in plain
    ]
    if not all(is_achieved(graph, item) for item in drawn):
        entries.append(Entry(say("legend-open", lang), dashed=True))
    return entries
