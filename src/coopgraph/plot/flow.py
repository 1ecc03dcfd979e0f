"""Draw items in layers with lines between them, as several pictures do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from matplotlib.axes import Axes

from coopgraph.graph.schema import join_names
from coopgraph.graph.state import record_of
from coopgraph.plot.canvas import Canvas
from coopgraph.plot.captions import Stroke, box_look, caption
from coopgraph.plot.context import MIN_WIDTH, Context
from coopgraph.plot.geometry.layers import Layers, Link, layer_layout
from coopgraph.plot.geometry.layout import Point, Route, frame_of
from coopgraph.plot.legend import Entry, item_entries, mark_entries
from coopgraph.plot.marks import Marks
from coopgraph.plot.style import Style
from coopgraph.plot.text_layout import TextLine, text_width
from coopgraph.words.vocabulary import RecordKind

__all__ = ["draw_flow"]

_CYCLE: Final = "↻"
_REASON_WEIGHT: Final = 1.7
_CROWDED: Final = 14.0  # line ends closer together than this leave no room for a label


def draw_flow(
    context: Context,
    title: str,
    strokes: Mapping[Link, Stroke],
    marks: Marks,
    *,
    entries: Sequence[Entry],
    alone: Sequence[str] = (),
    notes: Sequence[str] = (),
    further: Mapping[str, int] | None = None,
) -> Axes:
    """Draw items in layers.

    Parameters
    ----------
    context
        The graph and the options. The limits are checked before the layout, and again afterwards,
        when the number of crossings is known.
    title
        Heading of the picture.
    strokes
        The lines, by dependent and prerequisite.
    marks
        The marks of the items that an answer names.
    entries
        Legend entries for the lines.
    alone
        Items to draw even if they have no lines.
    notes
        Texts below the title, in addition to the one that explains the arrows.
    further
        The number of each item's links that are not drawn, which its box mentions.
    """
    style = context.style
    drawn = sorted({item for link in strokes for item in link}.union(alone))
    context.limits.check_boxes(len(drawn), len(strokes))
    blocks = {item: caption(item, context, marks.words(item)) for item in drawn}
    for item, count in (further or {}).items():
        if count:
            more = TextLine(context.say("more-links", count=count), style.small_size, bold=True)
            blocks[item] = blocks[item].with_line(more)
    rooms = {link: _room(stroke, style) for link, stroke in strokes.items()}
    sizes = {item: (block.width, block.height) for item, block in blocks.items()}
    plan = layer_layout(sizes, strokes, words=rooms)
    area = frame_of(plan.boxes.values(), plan.routes.values()).widened(MIN_WIDTH)
    context.limits.check_plan(plan.crossings, len(strokes), area)
    # If an answer decides the colour of all boxes of a kind, the legend shows only its shape.
    unmarked = {record_of(context.graph, i) for i in drawn if not marks.rest and i not in marks.of}
    fills = {kind: style.fills[kind] if kind in unmarked else style.sample for kind in RecordKind}
    legend = [
        *entries,
        *_line_entries(plan, strokes, marks, context),
        *mark_entries(marks, drawn, context),
        *item_entries(drawn, fills, context),
    ]
    read = context.say("note-layers") if strokes else ""
    canvas = Canvas(context, area, title, legend, [*notes, read, context.grouping_note()])
    _draw_lines(canvas, plan, strokes, marks)
    for item, box in plan.boxes.items():
        look = box_look(context, item, marks, style.fills)
        canvas.box(box, blocks[item], look, gid=item)
    return canvas.ax


def _draw_lines(canvas: Canvas, plan: Layers, strokes: Mapping[Link, Stroke], marks: Marks) -> None:
    style = canvas.style
    leads = _leads(plan, strokes, style)
    for link in sorted(strokes, key=lambda link: (marks.is_reason(link), link)):
        stroke, route, gid = strokes[link], plan.routes[link], join_names(*link)
        turned, dimmed = link in plan.turned, marks.dimmed(*link)
        label = None
        if link in leads:
            route, label = _with_lead(route, *leads[link])
        canvas.line(
            route,
            style.circle if turned else stroke.look,
            gid=gid,
            pattern=stroke.pattern,
            dimmed=dimmed,
            weight=_REASON_WEIGHT if marks.is_reason(link) and not dimmed else 1.0,
        )
        if turned:
            (a, b), sign = route.points[:2], TextLine(_CYCLE, style.text_size + 2, bold=True)
            middle = Point((a.x + b.x) / 2, (a.y + b.y) / 2)
            colour = style.circle.colour
            canvas.write(sign, middle, colour=colour, over_lines=True, gid=f"circle-{gid}")
        if label:
            words = TextLine(stroke.words, style.small_size, faint=True)
            canvas.write(words, label, over_lines=True, gid=f"label-{gid}")


def _room(stroke: Stroke, style: Style) -> float:
    """The length of the straight part of a line that its label needs."""
    return text_width(stroke.words, style.small_size, style.fonts) + 24 if stroke.words else 0.0


def _leads(
    plan: Layers, strokes: Mapping[Link, Stroke], style: Style
) -> dict[Link, tuple[bool, float]]:
    """For each line, whether its label is at its start, and how much room the label gets.

    The label is placed at the end where fewer lines meet. All labels on one side of a layer get the
    same room, since different lengths could make lines cross.
    """
    routes = {link: r for link, r in plan.routes.items() if strokes[link].words and r.curved}
    ends = [p for route in routes.values() for p in (route.points[0], route.points[-1])]

    def crowd(end: Point) -> int:
        return sum(other.x == end.x and abs(other.y - end.y) < _CROWDED for other in ends)

    at_start = {
        link: crowd(route.points[0]) <= crowd(route.points[-1]) for link, route in routes.items()
    }
    edge = {link: route.points[0 if at_start[link] else -1].x for link, route in routes.items()}
    widest: dict[float, float] = {}
    for link, x in edge.items():
        widest[x] = max(widest.get(x, 0.0), _room(strokes[link], style))
    return {link: (at_start[link], widest[x]) for link, x in edge.items()}


def _with_lead(route: Route, at_start: bool, room: float) -> tuple[Route, Point]:  # noqa: FBT001
    """The route with a straight part for the label, and the place of the label."""
    points = route.points if at_start else route.points[::-1]
    way = 1 if points[1].x > points[0].x else -1
    lead = points[0]._replace(x=points[0].x + way * room)
    # The arrowhead takes some of the room.
    middle = lead._replace(x=points[0].x + way * (room / 2 + (0 if at_start else 4)))
    longer = (points[0], lead, *points[1:])
    return Route(longer if at_start else longer[::-1]), middle


def _line_entries(
    plan: Layers, strokes: Mapping[Link, Stroke], marks: Marks, context: Context
) -> list[Entry]:
    """Legend entries for heavy lines and for lines that close a cycle, if there are any."""
    style, entries = context.style, []
    if any(marks.is_reason(link) for link in strokes):
        heavy = replace(style.reliance, width=style.reliance.width * _REASON_WEIGHT)
        entries.append(Entry(context.say("legend-reason"), heavy))
    if plan.turned:
        entries.append(Entry(context.say("legend-circle"), style.circle, sign=_CYCLE))
    return entries
