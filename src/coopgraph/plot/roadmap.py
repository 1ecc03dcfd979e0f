"""The roadmap chart: what to conclude in which order, who must act, and when that can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from matplotlib.axes import Axes
from matplotlib.patches import Ellipse, Polygon

from coopgraph.graph.check import require_graph
from coopgraph.graph.schema import Graph, joined
from coopgraph.graph.state import HOPES
from coopgraph.messages.catalogue import say
from coopgraph.plot.canvas import Canvas
from coopgraph.plot.captions import MIN_WIDTH, box_look, caption, record_entries, standing_entries
from coopgraph.plot.geometry.layout import Box, Point, frame_of
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.geometry.schedule import Schedule, TimeScale, scheduled, time_scale
from coopgraph.plot.legend import Entry, Legend
from coopgraph.plot.lettering import Block, Line, block
from coopgraph.plot.marks import Marks
from coopgraph.plot.shapes import BAR, BoxLook
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.questions.roadmap import Roadmap
from coopgraph.questions.steps import Step
from coopgraph.words.date_text import month_or_year, spoken
from coopgraph.words.dates import EDTFDate

__all__ = ["roadmap_chart"]

_WHO: Final = 150.0
_WORDS: Final = 108.0
_SCALE: Final = 300.0
_GAP: Final = 26.0
_BAR: Final = 9.0
_BADGE: Final = 15.0
_CHAIN_WEIGHT: Final = 2.2


def roadmap_chart(
    graph: Graph,
    roadmap: Roadmap,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw the stages of a roadmap, from top to bottom, and the dates as far as they are known.

    Every step says who must act and who may join. A line leads to each step that it waits for;
    the longest chain is heavy and numbered. Dates are drawn as the source gives them: a full bar
    covers days that are sure, a pale one days that are possible; its outline is dashed where the
    date is approximate or uncertain, and it ends in an arrow where no end is known.

    Parameters
    ----------
    graph
        The graph that was asked.
    roadmap
        An answer of :func:`coopgraph.roadmap`.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`; by default the language is that of
        ``roadmap``.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``), line (``line-<from>.<to>``), known date
        (``surely-<id>``, ``maybe-<id>``) and number in the chain (``badge-<id>``).

    Raises
    ------
    PictureTooLargeError
        When nobody could read it.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> ax = cg.plot.roadmap_chart(graph, cg.roadmap(graph, ["anrur-afd-convention"]))
    >>> sum(str(patch.get_gid()).startswith("badge-") for patch in ax.patches)
    3
    """
    require_graph(graph)
    lang = lang or roadmap.lang
    steps = {step.item.id: step for stage in roadmap.stages for step in stage}
    if limits:
        limits.check_boxes(len(steps), sum(len(step.after) for step in steps.values()))
    rows = {item: _row(graph, step, style, lang) for item, step in steps.items()}
    stages = [[step.item.id for step in stage] for stage in roadmap.stages]
    sizes = {i: (row.words.width, max(row.words.height, row.beside)) for i, row in rows.items()}
    plan = scheduled(stages, sizes, {item: step.after for item, step in steps.items()})
    chart = _Chart(graph, roadmap, rows, plan, style, lang)
    legend = Legend(chart.entries(), chart.area.width, style)
    table = roadmap.table()
    heading = table.title if title is None else title
    code = "note-roadmap" if chart.scale else "note-roadmap-undated"
    notes = [say(code, lang)] if steps else []
    # What cannot be reached, or was not searched to its end, is said, not left out; the longest
    # chain is drawn.
    notes += table.remarks[bool(roadmap.chain) :]
    canvas = Canvas(ax, chart.area, style, heading, legend, notes, lang)
    chart.draw(canvas)
    return canvas.ax


@dataclass(frozen=True, slots=True)
class _Row:
    """The texts of one step, and its date."""

    words: Block
    who: Block
    when: EDTFDate | None
    spoken: Block

    @property
    def beside(self) -> float:
        return max(self.who.height, self.spoken.height)


def _row(graph: Graph, step: Step, style: Style, lang: str) -> _Row:
    when = _date_of(graph, step)
    must = ", ".join(body.short for body in step.must_act)
    may = ", ".join(body.short for body in step.may_join)
    size = style.small_size + 1
    who = [
        Line(must or "–", size, bold=bool(must)),
        Line(say("roadmap-may", lang, names=may) if may else "", size, faint=True),
    ]
    said = spoken(when, lang) if when else say("roadmap-undated", lang)
    return _Row(
        block(caption(graph, step.item.id, style, lang), style),
        block(who, style, _WHO),
        when,
        block([Line(said, size, faint=when is None)], style, _WORDS),
    )


def _date_of(graph: Graph, step: Step) -> EDTFDate | None:
    """When it is meant to be; else from when what it waits for allows it."""
    attributes = graph.nodes[step.item.id]
    for name in HOPES:
        if attributes.get(name):
            try:
                return EDTFDate(str(attributes[name]))
            except ValueError:  # of a graph that someone else built: the box says it in words
                continue
    return EDTFDate(f"[{step.earliest.isoformat()}..]") if step.earliest else None


class _Chart:
    """Columns beside the schedule: who, when in words, and a scale of time where dates are known."""

    def __init__(
        self,
        graph: Graph,
        roadmap: Roadmap,
        rows: Mapping[str, _Row],
        plan: Schedule,
        style: Style,
        lang: str,
    ) -> None:
        self.graph, self.rows, self.plan = graph, rows, plan
        self.style, self.lang = style, lang
        self.chain = roadmap.chain
        boxes = frame_of(plan.boxes.values())
        self.who_left = boxes.right + _GAP + _BADGE
        self.words_left = self.who_left + _WHO + 8
        scale_left = self.words_left + _WORDS + 12
        days = [
            day
            for row in rows.values()
            if row.when
            for day in (row.when.earliest, row.when.latest)
            if day
        ]
        self.scale = time_scale(days, scale_left, _SCALE)
        right = scale_left + _SCALE if self.scale else self.words_left
        points = [point for route in plan.routes.values() for point in route.points]
        left = min((point.x for point in points), default=0.0) - 12
        stages = frame_of(frame.box for frame in plan.stages)
        top = stages.top - (24 if rows else 0)
        self.area = Box(left, top, right - left, stages.bottom - top).widened(MIN_WIDTH)

    def draw(self, canvas: Canvas) -> None:
        for n, stage in enumerate(self.plan.stages):
            band = Box(self.area.left, stage.box.top, self.area.width, stage.box.height)
            if n % 2 == 0:
                canvas.shade(band, self.style.sample, gid=f"band-{n}")
            self._head(
                canvas, say("roadmap-stage", self.lang, stage=stage.label), 0.0, band.top + 13
            )
        self._draw_scale(canvas)
        if self.rows:
            self._head(canvas, say("roadmap-who", self.lang), self.who_left, self.area.top + 8)
        pairs = {(b, a) for a, b in zip(self.chain, self.chain[1:], strict=False)}
        for link in sorted(self.plan.routes, key=lambda link: (link in pairs, link)):
            canvas.line(
                self.plan.routes[link],
                self.style.reliance if link in pairs else self.style.relation,
                gid=joined(*link),
                weight=_CHAIN_WEIGHT / 1.5 if link in pairs else 1.0,
            )
        for item, box in self.plan.boxes.items():
            self._draw_row(canvas, item, box)

    def _head(self, canvas: Canvas, text: str, x: float, y: float) -> None:
        size = self.style.small_size + 1.5
        canvas.write(text, Point(x, y), size, bold=True, align="left", gid=f"head-of-{text}")

    def _draw_row(self, canvas: Canvas, item: str, box: Box) -> None:
        row, style = self.rows[item], self.style
        look = box_look(self.graph, item, Marks(), style.fills, style)
        weight = _CHAIN_WEIGHT if item in self.chain else 1.0
        canvas.box(box, row.words, replace(look, weight=weight), gid=item)
        self._write_block(canvas, row.who, self.who_left, box, f"who-{item}")
        if self.scale:
            self._write_block(canvas, row.spoken, self.words_left, box, f"when-{item}")
        if item in self.chain:
            self._draw_badge(canvas, Point(box.right + 14, box.middle.y), item)
        if row.when and self.scale:
            _draw_date(canvas, self.scale, row.when, box.middle.y, item)

    def _write_block(self, canvas: Canvas, words: Block, x: float, box: Box, gid: str) -> None:
        y = box.middle.y - sum(line.height for line in words.lines) / 2
        for n, line in enumerate(words.lines):
            canvas.write(
                line.text,
                Point(x, y + line.height / 2),
                line.size,
                bold=line.bold,
                align="left",
                colour=self.style.faint_ink if line.faint else None,
                gid=f"{gid}-{n}",
            )
            y += line.height

    def _draw_badge(self, canvas: Canvas, middle: Point, item: str) -> None:
        """The item's number in the chain."""
        style = self.style
        canvas.ax.add_patch(
            Ellipse(middle, _BADGE, _BADGE, facecolor=style.ink, zorder=3, gid=f"badge-{item}")
        )
        number, size = str(self.chain.index(item) + 1), style.small_size + 0.5
        canvas.write(number, middle, size, bold=True, colour=style.paper, gid=f"number-{item}")

    def _draw_scale(self, canvas: Canvas) -> None:
        if self.scale is None:
            return
        style, scale = self.style, self.scale
        self._head(canvas, say("roadmap-when", self.lang), self.words_left, self.area.top + 8)
        for n, tick in enumerate(scale.ticks):
            x = scale.at(tick)
            bottom = self.area.bottom
            canvas.rule(Point(x, self.area.top + 16), Point(x, bottom), style.dimmed_line)
            text = month_or_year(tick, scale.unit, self.lang)
            place = Point(x + 2, self.area.top + 8)
            canvas.write(
                text, place, style.small_size, align="left", colour=style.faint_ink, gid=f"tick-{n}"
            )

    def entries(self) -> list[Entry]:
        """An entry for each way of drawing that occurs, and for no other."""
        style, lang = self.style, self.lang
        entries = []
        if self.plan.routes:
            entries.append(Entry(say("legend-after", lang), style.relation))
        if self.chain:
            look = BoxLook(style.paper, weight=_CHAIN_WEIGHT)
            entries.append(Entry(say("legend-critical", lang), box=look, sign="1"))
        entries += _date_entries([row.when for row in self.rows.values() if row.when], style, lang)
        items = list(self.rows)
        entries += record_entries(self.graph, items, style.fills, lang)
        return entries + standing_entries(self.graph, items, style, lang)


def _is_pale(when: EDTFDate) -> bool:
    """Whether it covers days that are only possible."""
    return when.surely != (when.earliest, when.latest)


def _date_looks(style: Style) -> dict[str, BoxLook]:
    pale = BoxLook(style.reached.fill, style.reached.ink, shape=BAR)
    return {
        "surely": BoxLook(style.ink, style.ink, shape=BAR),
        "maybe": pale,
        "doubtful": replace(pale, outline="dashed"),
    }


def _date_entries(dates: Sequence[EDTFDate], style: Style, lang: str) -> list[Entry]:
    found = {
        "surely": any(date.surely for date in dates),
        "maybe": any(_is_pale(date) and not date.is_doubtful for date in dates),
        "doubtful": any(date.is_doubtful for date in dates),
    }
    entries = [
        Entry(say(f"legend-{code}", lang), box=look, height=_BAR)
        for code, look in _date_looks(style).items()
        if found[code]
    ]
    if any(not (date.earliest and date.latest) for date in dates):
        entries.append(Entry(say("legend-open-end", lang), sign="▶"))
    return entries


def _draw_date(canvas: Canvas, scale: TimeScale, when: EDTFDate, y: float, item: str) -> None:
    """A pale bar over possible days, a full one over sure days, arrows where it is open."""
    looks, head = _date_looks(canvas.style), _BAR * 0.9
    left = scale.at(when.earliest) if when.earliest else scale.left + head
    right = scale.at(_next(when.latest)) if when.latest else scale.left + scale.width - head

    def bar(begin: float, end: float) -> Box:
        return Box(begin, y - _BAR / 2, max(end - begin, 3.0), _BAR)

    if _is_pale(when):
        look = looks["doubtful" if when.is_doubtful else "maybe"]
        canvas.sign(bar(left, right), look, gid=f"maybe-{item}")
    if when.surely:
        first, last = when.surely
        full = bar(scale.at(first) if first else left, scale.at(_next(last)) if last else right)
        canvas.sign(full, looks["surely"], gid=f"surely-{item}")
    for is_open, base, way in ((not when.earliest, left, -1), (not when.latest, right, 1)):
        if is_open:
            colour = (looks["surely"] if when.surely else looks["maybe"]).edge
            tip = [(base + way * head, y), (base, y - _BAR * 0.8), (base, y + _BAR * 0.8)]
            patch = Polygon(tip, closed=True, facecolor=colour, zorder=3, gid=f"open-{item}")
            canvas.ax.add_patch(patch)


def _next(day: date) -> date:
    """The day after, where a bar that holds this one ends."""
    return day + timedelta(days=1) if day < date.max else day
