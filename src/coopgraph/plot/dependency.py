"""The dependency map: what is relied on to the left, what relies on it to the right."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from coopgraph.items import graph_title, language_of
from coopgraph.plot.canvas import Canvas, Entry, Legend
from coopgraph.plot.captions import MIN_WIDTH, OUTLINES, PATTERNS, caption, standing_entries
from coopgraph.plot.layers import Link, layered
from coopgraph.plot.layout import Box, frame_of
from coopgraph.plot.lettering import block
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.results import Reach
from coopgraph.schema import Graph, Strength, relation_of, strength_of
from coopgraph.state import record_of, standing_of
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
    lines are binding, dotted ones lead to one of several alternatives, dashed ones are only
    possible. Items that neither rely on anything nor are relied on are left out.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph`.
    highlight
        An answer of :func:`coopgraph.dependents` or :func:`coopgraph.prerequisites`: its subject
        and what it reaches stand out, what is only possible is striped; all else is dimmed.
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
    >>> [text.get_text() for text in ax.texts if text.get_gid() == "text0-afd"]
    ['AFD']
    """
    lang = lang or language_of(graph)
    links = _links(graph)
    drawn = sorted({item for link in links for item in link})
    blocks = {item: block(caption(graph, item, style, lang), style) for item in drawn}
    plan = layered({item: (b.width, b.height) for item, b in blocks.items()}, links)
    points = [point for route in plan.routes.values() for point in route.points]
    whole = frame_of([*plan.boxes.values(), *(Box(p.x, p.y, 0, 0) for p in points)]).widened(
        MIN_WIDTH
    )
    answer = _Answer(highlight)
    legend = Legend(_legend(graph, links, drawn, answer, style, lang), whole.width, style)
    canvas = Canvas(ax, whole, style, _title(graph, highlight, title, lang), legend)
    for link, strength in links.items():
        gid = f"{link[0]}-{link[1]}"
        dimmed = not answer.holds(*link)
        route, pattern = plan.routes[link], PATTERNS[strength]
        canvas.line(route, style.reliance, gid=gid, pattern=pattern, dimmed=dimmed)
    for item, box in plan.boxes.items():
        canvas.box(
            box,
            blocks[item],
            answer.fill(item, style) or style.fills[record_of(graph, item)],
            gid=item,
            outline=OUTLINES[standing_of(graph, item)],
            edge=style.reached_ink if item in answer.certainty else None,
            hatched=answer.is_possible(item),
            dimmed=not answer.holds(item),
            weight=answer.weight(item),
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
        if self.is_possible(item):
            return style.paper
        return style.reached if item in self.certainty else None

    def weight(self, item: str) -> float:
        return 2.6 if self.is_subject(item) else 1.8 if item in self.certainty else 1.0


def _links(graph: Graph) -> dict[Link, Strength]:
    """Every pair of items with a link that carries reliance, and how firmly the firmest holds."""
    firmness = list(Strength)
    links: dict[Link, Strength] = {}
    for dependent, depends_on, attributes in graph.edges(data=True):
        if relation_of(dependent, depends_on, attributes).carries_reliance:
            link, strength = (dependent, depends_on), strength_of(attributes)
            links[link] = min(links.get(link, strength), strength, key=firmness.index)
    return dict(sorted(links.items()))


def _title(graph: Graph, highlight: Reach | None, title: str | None, lang: str) -> str:
    if title is not None:
        return title
    return highlight.table().title if highlight else graph_title(graph, lang)


def _legend(
    graph: Graph,
    links: Mapping[Link, Strength],
    drawn: list[str],
    answer: _Answer,
    style: Style,
    lang: str,
) -> list[Entry]:
    """An entry for each way of drawing that occurs, and for no other."""
    entries = [
        Entry(say(f"legend-depends-{strength}", lang), style.reliance, outline=PATTERNS[strength])
        for strength in Strength
        if strength in links.values()
    ]
    if answer.subject in drawn:
        entries.append(Entry(say("legend-subject", lang), fill=style.subject, weight=2.0))
    found = {answer.certainty[item]: item for item in drawn if item in answer.certainty}
    for certainty in Certainty:
        if certainty in found:
            fill, possible = answer.fill(found[certainty], style), certainty is Certainty.POSSIBLE
            entry = Entry(
                say(f"legend-answer-{certainty}", lang),
                fill=fill,
                edge=style.reached_ink,
                hatched=possible,
                weight=1.4,
            )
            entries.append(entry)
    if not all(answer.holds(item) for item in drawn):
        entries.append(Entry(say("legend-dimmed", lang), dimmed=True))
    if answer.subject is None:
        records = {record_of(graph, item) for item in drawn}
        entries += [
            Entry(record.label(lang), fill=style.fills[record])
            for record in RecordKind
            if record in records
        ]
    return entries + standing_entries(graph, [i for i in drawn if answer.holds(i)], lang)
