"""Items in layers, joined by lines: the drawing that several pictures share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from matplotlib.axes import Axes

from coopgraph.graph.schema import Graph, joined
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.plot.canvas import Canvas
from coopgraph.plot.captions import (
    MIN_WIDTH,
    box_look,
    caption,
    grouping_note,
    record_entries,
    standing_entries,
)
from coopgraph.plot.geometry.layers import Layers, Link, layered
from coopgraph.plot.geometry.layout import Box, Point, Route, frame_of
from coopgraph.plot.geometry.limits import Limits
from coopgraph.plot.legend import Entry, Legend
from coopgraph.plot.lettering import Line, block, text_width
from coopgraph.plot.marks import Marks
from coopgraph.plot.shapes import Outline
from coopgraph.plot.style import LineLook, Style
from coopgraph.words.vocabulary import RecordKind

__all__ = ["Sheet", "Stroke", "draw_flow"]

_CIRCLE: Final = "↻"
_REASON_WEIGHT: Final = 1.7
_CROWD: Final = 14.0  # closer ends get in the way of words


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the caller of a picture decides: where it is drawn, and how."""

    ax: Axes | None
    lang: str
    style: Style
    title: str
    limits: Limits | None


@dataclass(frozen=True, slots=True)
class Stroke:
    """How one line is drawn, and the words on it."""

    look: LineLook
    outline: Outline = "solid"
    words: str = ""


def draw_flow(
    graph: Graph,
    strokes: Mapping[Link, Stroke],
    marks: Marks,
    sheet: Sheet,
    *,
    entries: Sequence[Entry],
    alone: Sequence[str] = (),
    notes: Sequence[str] = (),
    further: Mapping[str, int] | None = None,
) -> Axes:
    """Draw items in layers.

    Parameters
    ----------
    graph
        Gives names and states.
    strokes
        The lines, by dependent and prerequisite.
    marks
        What an answer names.
    sheet
        Its limits are checked before the work starts, and again when crossings are known.
    entries
        What the lines mean.
    alone
        Items to draw although no line ends at them.
    notes
        Under the title, besides how to read the arrows.
    further
        How many ties of an item the picture leaves out, which its box says.
    """
    lang, style, limits = sheet.lang, sheet.style, sheet.limits
    drawn = sorted({item for link in strokes for item in link}.union(alone))
    if limits:
        limits.check_boxes(len(drawn), len(strokes))
    blocks = {
        item: block(caption(graph, item, style, lang, marks.words(item)), style) for item in drawn
    }
    for item, count in (further or {}).items():
        if count:
            more = Line(say("more-links", lang, count=count), style.small_size, bold=True)
            blocks[item] = blocks[item].with_line(more)
    rooms = {link: _room(stroke, style) for link, stroke in strokes.items()}
    sizes = {item: (words.width, words.height) for item, words in blocks.items()}
    plan = layered(sizes, strokes, words=rooms)
    points = [point for route in plan.routes.values() for point in route.points]
    whole = frame_of([*plan.boxes.values(), *(Box(p.x, p.y, 0, 0) for p in points)])
    whole = whole.widened(MIN_WIDTH)
    if limits:
        limits.check_plan(plan.crossings, len(strokes), whole)
    # Where an answer gives all boxes of a kind their colour, it shows in its shape alone.
    plain = {record_of(graph, item) for item in drawn if not marks.rest and item not in marks.of}
    fills = {kind: style.fills[kind] if kind in plain else style.sample for kind in RecordKind}
    rows = [
        *entries,
        *_line_entries(plan, strokes, marks, style, lang),
        *marks.entries(drawn, style, lang),
        *record_entries(graph, drawn, fills, lang),
        *standing_entries(graph, drawn, style, lang),
    ]
    read = say("note-layers", lang) if strokes else ""
    canvas = Canvas(
        sheet.ax,
        whole,
        style,
        sheet.title,
        Legend(rows, whole.width, style),
        [*notes, read, grouping_note(graph, lang)],
        lang,
    )
    _draw_lines(canvas, plan, strokes, marks)
    for item, box in plan.boxes.items():
        look = box_look(graph, item, marks, style.fills, style)
        canvas.box(box, blocks[item], look, gid=item)
    return canvas.ax


def _draw_lines(canvas: Canvas, plan: Layers, strokes: Mapping[Link, Stroke], marks: Marks) -> None:
    style = canvas.style
    leads = _leads(plan, strokes, style)
    for link in sorted(strokes, key=lambda link: (marks.is_reason(link), link)):
        stroke, route, gid = strokes[link], plan.routes[link], joined(*link)
        turned, dimmed = link in plan.turned, marks.dimmed(*link)
        label = None
        if link in leads:
            route, label = _with_lead(route, *leads[link])
        canvas.line(
            route,
            style.circle if turned else stroke.look,
            gid=gid,
            pattern=stroke.outline,
            dimmed=dimmed,
            weight=_REASON_WEIGHT if marks.is_reason(link) and not dimmed else 1.0,
        )
        if turned:
            canvas.write(
                _CIRCLE,
                _halfway(route),
                style.text_size + 2,
                bold=True,
                colour=style.circle.colour,
                over_lines=True,
                gid=f"circle-{gid}",
            )
        if label:
            canvas.write(
                stroke.words,
                label,
                style.small_size,
                colour=style.faint_ink,
                over_lines=True,
                gid=f"label-{gid}",
            )


def _room(stroke: Stroke, style: Style) -> float:
    """How long the straight piece of a line is that carries its words."""
    return text_width(stroke.words, style.small_size, style.fonts) + 24 if stroke.words else 0.0


def _leads(
    plan: Layers, strokes: Mapping[Link, Stroke], style: Style
) -> dict[Link, tuple[bool, float]]:
    """At which end of a line its words stand (whether at its start), and how much room is there.

    They stand where fewer lines end; all at one side of a layer have the same room, so that their
    lines do not cross for their words' sake.
    """
    routes = {link: r for link, r in plan.routes.items() if strokes[link].words and r.curved}
    ends = [p for route in routes.values() for p in (route.points[0], route.points[-1])]

    def crowd(end: Point) -> int:
        return sum(other.x == end.x and abs(other.y - end.y) < _CROWD for other in ends)

    at_start = {
        link: crowd(route.points[0]) <= crowd(route.points[-1]) for link, route in routes.items()
    }
    edge = {link: route.points[0 if at_start[link] else -1].x for link, route in routes.items()}
    widest: dict[float, float] = {}
    for link, x in edge.items():
        widest[x] = max(widest.get(x, 0.0), _room(strokes[link], style))
    return {link: (at_start[link], widest[x]) for link, x in edge.items()}


def _with_lead(route: Route, at_start: bool, room: float) -> tuple[Route, Point]:  # noqa: FBT001
    """The route with a straight piece for its words, and where those stand."""
    points = route.points if at_start else route.points[::-1]
    way = 1 if points[1].x > points[0].x else -1
    lead = points[0]._replace(x=points[0].x + way * room)
    # An arrowhead takes some of the room.
    middle = lead._replace(x=points[0].x + way * (room / 2 + (0 if at_start else 4)))
    longer = (points[0], lead, *points[1:])
    return Route(longer if at_start else longer[::-1]), middle


def _halfway(route: Route) -> Point:
    a, b = route.points[0], route.points[1]
    return Point((a.x + b.x) / 2, (a.y + b.y) / 2)


def _line_entries(
    plan: Layers, strokes: Mapping[Link, Stroke], marks: Marks, style: Style, lang: str
) -> list[Entry]:
    """What heavy lines and lines to the right mean, where there are any."""
    entries = []
    if any(marks.is_reason(link) for link in strokes):
        heavy = replace(style.reliance, width=style.reliance.width * _REASON_WEIGHT)
        entries.append(Entry(say("legend-reason", lang), heavy))
    if plan.turned:
        entries.append(Entry(say("legend-circle", lang), style.circle, sign=_CIRCLE))
    return entries
