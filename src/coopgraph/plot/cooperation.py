"""The cooperation map: countries as lanes, what they agree on and do together between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from matplotlib.axes import Axes

from coopgraph.answers.reach import Reach
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import graph_title, language_of
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import Attributes, Graph, joined, relation_of
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.plot.canvas import Canvas
from coopgraph.plot.captions import (
    MIN_WIDTH,
    PATTERNS,
    box_look,
    caption,
    grouping_note,
    line_look,
    record_entries,
    standing_entries,
    tie_entries,
)
from coopgraph.plot.geometry.lanes import Lanes, Tie, in_lanes
from coopgraph.plot.geometry.layout import Box, Point, Route, frame_of
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.legend import Entry, Legend
from coopgraph.plot.lettering import block
from coopgraph.plot.marks import Marks, what_is_reached
from coopgraph.plot.style import DEFAULT_STYLE, LineLook, Style
from coopgraph.words.codes import country_name
from coopgraph.words.vocabulary import RecordKind, Role
from coopgraph.words.word import Held

__all__ = ["cooperation_map"]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: the relations of two items that look alike."""

    look: LineLook
    strength: Strength
    edges: tuple[Attributes, ...]
    words: str


def cooperation_map(
    graph: Graph,
    *,
    highlight: Reach | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw who is tied to which agreement and activity, countries facing each other.

    Every relation of the graph is drawn, from what relies to what is relied on; several roles of
    one body in one activity that would look alike share a line, which names them. Dashed boxes
    are not achieved yet, dashed lines only possible; the legend lists what is drawn.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    highlight
        An answer of :func:`coopgraph.dependents` or :func:`coopgraph.prerequisites`: its subject
        and what it reaches stand out, what is only possible is striped; all else is dimmed.
    ax
        Axes to draw in; by default those of a new figure of the size that the picture needs,
        which a notebook shows.
    lang
        Language of names and words; that of the graph by default.
    style
        Colours, sizes, fonts.
    title
        Heading; that of the dossier by default, or the question that ``highlight`` answers; none
        where it is empty.
    limits
        How much is readable; ``None`` draws in any case.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>.<to>.<key>``, where
        ``+`` joins the keys of relations that share it).

    Raises
    ------
    PictureTooLargeError
        When nobody could read it; ``coopgraph.grouped(graph)`` can be drawn instead.

    Examples
    --------
    >>> import coopgraph as cg
    >>> ax = cg.plot.cooperation_map(cg.build_graph(cg.example()), lang="en")
    >>> sum(str(patch.get_gid()).startswith("box-a") for patch in ax.patches)
    9
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    lines = _lines(graph, style, lang)
    if limits:
        limits.check_boxes(len(graph), len(lines))
    marks = what_is_reached(highlight, style, lang)
    blocks = {item: block(caption(graph, item, style, lang), style) for item in graph}
    sizes = {item: (words.width, words.height) for item, words in blocks.items()}
    plan = in_lanes(sizes, _groups(graph), _sections(graph, lang), lines)
    areas = [*plan.boxes.values(), *(frame.box for frame in (*plan.lanes, *plan.sections))]
    points = [point for route in plan.routes.values() for point in route.points]
    whole = frame_of([*areas, *(Box(p.x, p.y, 0, 0) for p in points)]).widened(MIN_WIDTH)
    if limits:
        limits.check_plan(plan.crossings, len(lines), whole)
    if title is None:
        title = highlight.table().title if highlight else graph_title(graph, lang)
    legend = Legend(_legend(graph, lines, marks, style, lang), whole.width, style)
    note = say("note-arrows", lang) if lines else ""
    canvas = Canvas(ax, whole, style, title, legend, [note, grouping_note(graph, lang)], lang)
    _draw_frames(canvas, plan, lang)
    # Long lines first, so that the short ones, which are easier to follow, pass over them.
    for tie in sorted(lines, key=lambda tie: (-_length(plan.routes[tie]), tie)):
        _draw_line(canvas, plan, tie, lines[tie], dimmed=marks.dimmed(*tie.ends))
    for item, box in plan.boxes.items():
        canvas.box(box, blocks[item], box_look(graph, item, marks, _fills(style), style), gid=item)
    return canvas.ax


def _lines(graph: Graph, style: Style, lang: str) -> dict[Tie, _Line]:
    """The lines to draw: relations between the same two items that would look alike share one."""
    alike: dict[tuple[str, str, LineLook, Strength, bool], list[tuple[str, Attributes]]] = {}
    for dependent, depends_on, key, edge in _edges(graph):
        relation, strength, *_ = meaning_of(edge, dependent, depends_on)
        look = line_look(dependent, depends_on, edge, style)
        close = relation.held is Held.WITHIN
        name = key if isinstance(key, str) else f"#{key!r}"
        alike.setdefault((dependent, depends_on, look, strength, close), []).append((name, edge))
    lines = {}
    for (dependent, depends_on, look, strength, close), named in alike.items():
        edges = tuple(edge for _, edge in named)
        tie = Tie(dependent, depends_on, "+".join(name for name, _ in named), close)
        lines[tie] = _Line(look, strength, edges, _words(dependent, depends_on, edges, lang))
    return lines


def _words(dependent: str, depends_on: str, edges: Sequence[Attributes], lang: str) -> str:
    """What a line says: its relation, or the roles where it stands for several."""
    relations = {relation_of(dependent, depends_on, edge): None for edge in edges}
    if not any(relation.involves for relation in relations):
        return ", ".join(relation.label(lang) for relation in relations)
    roles = [Role(edge["role"]) for edge in edges if edge.get("role") in set(Role)]
    return ", ".join(role.label(lang) for role in Role if role in roles) if len(roles) > 1 else ""


def _draw_line(canvas: Canvas, plan: Lanes, tie: Tie, line: _Line, *, dimmed: bool) -> None:
    style = canvas.style
    gid = joined(tie.dependent, tie.depends_on, tie.key)
    pattern = PATTERNS[line.strength]
    canvas.line(plan.routes[tie], line.look, gid=gid, pattern=pattern, dimmed=dimmed)
    if tie in plan.labels and line.words:
        spot = plan.labels[tie]
        canvas.write(
            line.words,
            spot.place,
            style.small_size,
            align=spot.align,
            turned=spot.turned,
            over_lines=bool(spot.turned) or plan.routes[tie].curved,
            colour=style.dimmed_ink if dimmed else style.faint_ink,
            gid=f"label-{gid}",
        )


def _length(route: Route) -> float:
    return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(route.points))


def _fills(style: Style) -> Mapping[RecordKind, str]:
    """Institutions are white on the colour of their lane."""
    return {**style.fills, RecordKind.INSTITUTION: style.paper}


def _edges(graph: Graph) -> list[tuple[str, str, object, Attributes]]:
    if graph.is_multigraph():
        return sorted(graph.edges(keys=True, data=True), key=lambda e: (e[0], e[1], str(e[2])))
    return sorted((u, v, d.get("relation"), d) for u, v, d in graph.edges(data=True))


def _groups(graph: Graph) -> dict[str, list[str]]:
    """Institutions by the code of their country: places must not depend on the language."""
    groups: dict[str, list[str]] = {}
    for item in sorted(graph):
        if record_of(graph, item) is RecordKind.INSTITUTION:
            groups.setdefault(str(graph.nodes[item].get("country", "")), []).append(item)
    return groups


def _sections(graph: Graph, lang: str) -> dict[str, list[str]]:
    """Agreements with their provisions, then activities; the earliest and the most tied first."""
    sections: dict[str, list[str]] = {}
    for record, heading in (
        (RecordKind.AGREEMENT, "heading-agreements"),
        (RecordKind.ACTIVITY, "heading-activities"),
    ):
        records = {record, RecordKind.PROVISION} if record is RecordKind.AGREEMENT else {record}
        items = [item for item in graph if record_of(graph, item) in records]
        if items:
            sections[say(heading, lang)] = sorted(items, key=lambda item: _rank(graph, item))
    return sections


def _rank(graph: Graph, item: str) -> tuple[str, int, str]:
    attributes = graph.nodes[item]
    date = str(attributes.get("when") or attributes.get("date_signed") or "9999")
    return date, -graph.degree(item), item


def _draw_frames(canvas: Canvas, plan: Lanes, lang: str) -> None:
    style = canvas.style
    for n, lane in enumerate(plan.lanes):
        canvas.area(lane.box, style.lanes[n % len(style.lanes)], gid=f"lane-{n}")
        place = Point(lane.box.middle.x, lane.box.top + 18)
        name = country_name(lane.label, lang) if lane.label else say("no-country", lang)
        canvas.write(name, place, style.heading_size, bold=True, gid=f"heading-lane-{n}")
    for n, section in enumerate(plan.sections):
        place = Point(section.box.middle.x, section.box.bottom - 16)
        canvas.write(section.label, place, style.heading_size, bold=True, gid=f"heading-{n}")


_FIRM: Final = (Strength.ALTERNATIVE, Strength.POSSIBLE)


def _legend(
    graph: Graph, lines: Mapping[Tie, _Line], marks: Marks, style: Style, lang: str
) -> list[Entry]:
    """An entry for each way of drawing that occurs, and for no other: lines, boxes, outlines."""
    shown = {tie: line for tie, line in lines.items() if not marks.dimmed(*tie.ends)}
    edges = [(tie, edge) for tie, line in shown.items() for edge in line.edges]
    entries = tie_entries(
        [(relation_of(*tie.ends, edge), edge) for tie, edge in edges], style, lang
    )
    for strength in _FIRM:
        looks = [line.look for line in shown.values() if line.strength is strength]
        if looks:
            meaning = say(f"legend-{strength}", lang)
            entries.append(Entry(meaning, looks[0], pattern=PATTERNS[strength]))
    entries += marks.entries(graph, style, lang)
    # Where an answer gives all boxes their colour, kinds show in their shape alone.
    fills = dict.fromkeys(RecordKind, style.sample) if marks.rest else _fills(style)
    return [
        *entries,
        *record_entries(graph, graph, fills, lang),
        *standing_entries(graph, graph, style, lang),
    ]
