"""The cooperation map: a lane for each country, with agreements and activities in between."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from matplotlib.axes import Axes

from coopgraph.answers.reach import Reach
from coopgraph.graph.items import graph_title
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import Attributes, Graph, join_names, relation_of
from coopgraph.graph.state import record_of
from coopgraph.plot.canvas import Canvas
from coopgraph.plot.captions import Stroke, box_look, caption, line_look
from coopgraph.plot.context import MIN_WIDTH, Context
from coopgraph.plot.geometry.lanes import Lanes, Tie, lane_layout
from coopgraph.plot.geometry.layout import Point, Route, frame_of
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.legend import Entry, item_entries, mark_entries, strength_entries, tie_entries
from coopgraph.plot.marks import Marks, reach_marks
from coopgraph.plot.style import DEFAULT_STYLE, LineLook, Style
from coopgraph.plot.text_layout import TextLine
from coopgraph.words.codes import country_name
from coopgraph.words.vocabulary import RecordKind, Role
from coopgraph.words.word import Held

__all__ = ["cooperation_map"]


def cooperation_map(
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
    """Draw who takes part in which agreements and activities, country by country.

    Every relation of the graph is an arrow from the dependent item to what it relies on. Roles of
    one institution in one item share a line if they look the same; its label names them. Dashed
    boxes are not achieved yet, dashed lines are only possible; the legend explains the rest.

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
    ax
        Axes to draw on; by default those of a new figure of the right size, which notebooks
        display.
    lang
        Language of names and texts; by default that of the graph.
    style
        Colours, sizes, fonts.
    title
        Heading; by default the question that ``highlight`` answers, or the title of the dossier.
        An empty string means no heading.
    limits
        How large a picture may be and still be readable; ``None`` for no limits.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>.<to>.<key>``, where
        ``+`` joins the keys of relations that share it).

    Raises
    ------
    PictureTooLargeError
        If the picture would be unreadable; try ``coopgraph.grouped(graph)`` instead.

    Examples
    --------
    >>> import coopgraph as cg
    >>> ax = cg.plot.cooperation_map(cg.build_graph(cg.example()), lang="en")
    >>> sum(str(patch.get_gid()).startswith("box-a") for patch in ax.patches)
    9
    """
    context = Context.of(graph, ax, lang, style, limits, items=items)
    graph = context.graph
    lang = context.lang
    strokes = _strokes(context)
    context.limits.check_boxes(len(graph), len(strokes))
    marks = reach_marks(highlight, context)
    blocks = {item: caption(item, context) for item in graph}
    sizes = {item: (block.width, block.height) for item, block in blocks.items()}
    plan = lane_layout(sizes, _groups(graph), _sections(context), strokes)
    boxes = [*plan.boxes.values(), *(frame.box for frame in (*plan.lanes, *plan.sections))]
    area = frame_of(boxes, plan.routes.values()).widened(MIN_WIDTH)
    context.limits.check_plan(plan.crossings, len(strokes), area)
    if title is None:
        title = highlight.table().title if highlight else graph_title(graph, lang)
    note = context.say("note-arrows") if strokes else ""
    entries = _legend(strokes, marks, context)
    canvas = Canvas(context, area, title, entries, [note, context.grouping_note()])
    _draw_frames(canvas, plan, context)
    # Draw long lines first: short ones are easier to follow, so they may cross over them.
    for tie in sorted(strokes, key=lambda tie: (-_length(plan.routes[tie]), tie)):
        _draw_line(canvas, plan, tie, strokes[tie], dimmed=marks.dimmed(*tie.ends))
    for item, box in plan.boxes.items():
        canvas.box(box, blocks[item], box_look(context, item, marks, _fills(style)), gid=item)
    return canvas.ax


def _strokes(context: Context) -> dict[Tie, Stroke]:
    """The lines to draw. Relations of the same two items share a line if they look the same."""
    alike: dict[tuple[str, str, LineLook, Strength, bool], list[tuple[str, Attributes]]] = {}
    for dependent, depends_on, key, edge in _edges(context.graph):
        relation, strength, *_ = meaning_of(edge, dependent, depends_on)
        look = line_look(dependent, depends_on, edge, context.style)
        close = relation.held is Held.WITHIN
        name = key if isinstance(key, str) else f"#{key!r}"
        alike.setdefault((dependent, depends_on, look, strength, close), []).append((name, edge))
    strokes = {}
    for (dependent, depends_on, look, strength, close), named in alike.items():
        names, edges = zip(*named, strict=True)
        words = _words(dependent, depends_on, edges, context)
        tie = Tie(dependent, depends_on, "+".join(names), close)
        strokes[tie] = Stroke(look, strength, words, edges)
    return strokes


def _words(dependent: str, depends_on: str, edges: Sequence[Attributes], context: Context) -> str:
    """The label of a line: its relation, or the roles if it represents several."""
    lang = context.lang
    relations = {relation_of(dependent, depends_on, edge): None for edge in edges}
    if not any(relation.involves for relation in relations):
        proposed = context.proposed
        return ", ".join(
            relation.words(dependent, depends_on, proposed, lang) for relation in relations
        )
    roles = [Role(edge["role"]) for edge in edges if edge.get("role") in set(Role)]
    return ", ".join(role.label(lang) for role in Role if role in roles) if len(roles) > 1 else ""


def _draw_line(canvas: Canvas, plan: Lanes, tie: Tie, stroke: Stroke, *, dimmed: bool) -> None:
    style, route = canvas.style, plan.routes[tie]
    gid = join_names(tie.dependent, tie.depends_on, tie.key)
    canvas.line(route, stroke.look, gid=gid, pattern=stroke.pattern, dimmed=dimmed)
    if tie in plan.labels and stroke.words:
        spot = plan.labels[tie]
        canvas.write(
            TextLine(stroke.words, style.small_size, faint=True),
            spot.place,
            align=spot.align,
            rotation=spot.rotation,
            over_lines=bool(spot.rotation) or route.curved,
            colour=style.dimmed_ink if dimmed else None,
            gid=f"label-{gid}",
        )


def _length(route: Route) -> float:
    return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(route.points))


def _fills(style: Style) -> Mapping[RecordKind, str]:
    """The background of each kind of box; institutions are white on the colour of their lane."""
    return {**style.fills, RecordKind.INSTITUTION: style.paper}


def _edges(graph: Graph) -> list[tuple[str, str, object, Attributes]]:
    if graph.is_multigraph():
        return sorted(graph.edges(keys=True, data=True), key=lambda e: (e[0], e[1], str(e[2])))
    return sorted((u, v, d.get("relation"), d) for u, v, d in graph.edges(data=True))


def _groups(graph: Graph) -> dict[str, list[str]]:
    """Institutions by country code; names would make the layout depend on the language."""
    groups: dict[str, list[str]] = {}
    for item in sorted(graph):
        if record_of(graph, item) is RecordKind.INSTITUTION:
            groups.setdefault(str(graph.nodes[item].get("country", "")), []).append(item)
    return groups


def _sections(context: Context) -> dict[str, list[str]]:
    """Agreements with their provisions, then activities: by date, then by number of links."""
    graph, sections = context.graph, {}
    for heading, records in (
        ("heading-agreements", {RecordKind.AGREEMENT, RecordKind.PROVISION}),
        ("heading-activities", {RecordKind.ACTIVITY}),
    ):
        items = [item for item in graph if record_of(graph, item) in records]
        if items:
            sections[context.say(heading)] = sorted(items, key=lambda item: _rank(graph, item))
    return sections


def _rank(graph: Graph, item: str) -> tuple[str, int, str]:
    attributes = graph.nodes[item]
    date = str(attributes.get("when") or attributes.get("date_signed") or "9999")
    return date, -graph.degree(item), item


def _draw_frames(canvas: Canvas, plan: Lanes, context: Context) -> None:
    style = canvas.style

    def head(text: str, place: Point, gid: str) -> None:
        canvas.write(TextLine(text, style.heading_size, bold=True), place, gid=f"heading-{gid}")

    for n, lane in enumerate(plan.lanes):
        fill = style.lanes[n % len(style.lanes)]
        canvas.area(lane.box, fill, rounded=True, gid=f"area-lane-{n}")
        name = country_name(lane.label, context.lang) if lane.label else context.say("no-country")
        head(name, Point(lane.box.middle.x, lane.box.top + 18), f"lane-{n}")
    for n, section in enumerate(plan.sections):
        head(section.label, Point(section.box.middle.x, section.box.bottom - 16), f"{n}")


def _legend(strokes: Mapping[Tie, Stroke], marks: Marks, context: Context) -> list[Entry]:
    """Legend entries for the lines, boxes and outlines that occur."""
    graph, style = context.graph, context.style
    shown = {tie: stroke for tie, stroke in strokes.items() if not marks.dimmed(*tie.ends)}
    ties = [(*tie.ends, edge) for tie, stroke in shown.items() for edge in stroke.edges]
    # If an answer decides the colour of every box, the kinds differ by shape alone.
    fills = dict.fromkeys(RecordKind, style.sample) if marks.rest else _fills(style)
    return [
        *tie_entries(ties, context),
        *strength_entries(shown.values(), context),
        *mark_entries(marks, graph, context),
        *item_entries(graph, fills, context),
    ]
