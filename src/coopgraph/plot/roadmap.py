"""The roadmap chart: what to conclude in what order, who must act, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Final

from matplotlib.axes import Axes
from matplotlib.patches import Ellipse, Polygon

from coopgraph.graph.schema import Graph, join_names
from coopgraph.plot.canvas import Canvas
from coopgraph.plot.captions import box_look, caption
from coopgraph.plot.context import MIN_WIDTH, Context
from coopgraph.plot.geometry.layout import Box, Point, frame_of
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.geometry.schedule import Schedule, schedule_layout
from coopgraph.plot.geometry.time_scale import TimeScale, time_scale
from coopgraph.plot.legend import Entry, item_entries
from coopgraph.plot.marks import Marks
from coopgraph.plot.shapes import BAR, BoxLook
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.plot.text_layout import TextBlock, TextLine, text_block
from coopgraph.questions.roadmap import Roadmap
from coopgraph.questions.steps import Step
from coopgraph.words.date_text import format_date, month_or_year
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
    """Draw the stages of a roadmap from top to bottom, with the dates that are known.

    Each step says who must act and who may join, and has lines to the steps it waits for. The
    longest chain has heavy lines and is numbered. Dates are drawn as precisely as the source gives
    them: a dark bar covers days that are certain, a pale bar those that are possible. Its outline
    is dashed if the date is approximate or uncertain; an arrow means that no start or end is known.

    Parameters
    ----------
    graph
        The graph that ``roadmap`` was computed on.
    roadmap
        An answer of :func:`coopgraph.roadmap`.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`; the default language is that of ``roadmap``.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<key>``), line (``line-<from>.<to>``), known date
        (``certain-<key>``, ``possible-<key>``) and number in the chain (``badge-<key>``). The key
        of a step is the id of its item; with the milestone after a colon if it is the second one.

    Raises
    ------
    PictureTooLargeError
        If the picture would be unreadable.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> ax = cg.plot.roadmap_chart(graph, cg.roadmap(graph, ["anrur-afd-convention"]))
    >>> sum(str(patch.get_gid()).startswith("badge-") for patch in ax.patches)
    3
    """
    context = Context.of(graph, ax, lang or roadmap.lang, style, limits, as_of=roadmap.as_of)
    roadmap = replace(roadmap, lang=context.lang, as_of="")  # the canvas says the date
    steps = {step.key: step for stage in roadmap.stages for step in stage}
    context.limits.check_boxes(len(steps), sum(len(step.after) for step in steps.values()))
    rows = {item: _row(step, context) for item, step in steps.items()}
    stages = [[step.key for step in stage] for stage in roadmap.stages]
    sizes = {item: row.size for item, row in rows.items()}
    plan = schedule_layout(stages, sizes, {item: step.after for item, step in steps.items()})
    chart = _Chart(context, roadmap, rows, plan)
    table = roadmap.table()
    code = "note-roadmap" if chart.scale else "note-roadmap-undated"
    notes = [context.say(code)] if steps else []
    # The remarks say what cannot be reached, or where the search stopped at its limit. The one on
    # the longest chain is left out, because the chart shows it.
    notes += table.remarks[bool(roadmap.chain) :]
    title = table.title if title is None else title
    canvas = Canvas(context, chart.area, title, chart.entries(), notes)
    chart.draw(canvas)
    return canvas.ax


@dataclass(frozen=True, slots=True)
class _Row:
    """One step: its item, its texts and its date."""

    item: str
    words: TextBlock
    who: TextBlock
    when: EDTFDate | None
    spoken: TextBlock

    @property
    def size(self) -> tuple[float, float]:
        """The width of the box and the height of the row."""
        return self.words.width, max(self.words.height, self.who.height, self.spoken.height)


def _row(step: Step, context: Context) -> _Row:
    style, size = context.style, context.style.small_size + 1
    when, must = step.earliest, step.acting(context.lang)
    may = ", ".join(body.short for body in step.may_join)
    who = [
        TextLine(must or "–", size, bold=bool(must)),
        TextLine(context.say("roadmap-may", names=may) if may else "", size, faint=True),
    ]
    # A forecast that is over, or comes too early, is told in the box and in the notes.
    undated = "–" if step.expected else context.say("roadmap-undated")
    date_text = format_date(when, context.lang) if when else undated
    return _Row(
        step.item.id,
        caption(step.item.id, context, f"→ {context.milestone(step.item.id, step.milestone)}"),
        text_block(who, style, _WHO),
        when,
        text_block([TextLine(date_text, size, faint=when is None)], style, _WORDS),
    )


class _Chart:
    """The schedule, with columns for who must act, dates as text, and dates as bars."""

    def __init__(
        self, context: Context, roadmap: Roadmap, rows: Mapping[str, _Row], plan: Schedule
    ) -> None:
        self.context, self.style = context, context.style
        self.rows, self.plan, self.chain = rows, plan, roadmap.chain
        self.who_left = frame_of(plan.boxes.values()).right + _GAP + _BADGE
        self.words_left = self.who_left + _WHO + 8
        scale_left = self.words_left + _WORDS + 12
        self.dates = [row.when for row in rows.values() if row.when]
        days = [day for date in self.dates for day in (date.earliest, date.latest) if day]
        self.scale = time_scale(days, scale_left, _SCALE)
        right = scale_left + _SCALE if self.scale else self.words_left
        left = frame_of((), plan.routes.values()).left - 12
        stages = frame_of(frame.box for frame in plan.stages)
        top = stages.top - (24 if rows else 0)
        self.area = Box(left, top, right - left, stages.bottom - top).widened(MIN_WIDTH)

    def draw(self, canvas: Canvas) -> None:
        for n, stage in enumerate(self.plan.stages):
            band = Box(self.area.left, stage.box.top, self.area.width, stage.box.height)
            if n % 2 == 0:
                canvas.area(band, self.style.sample, gid=f"band-{n}")
            name = self.context.say("roadmap-stage", stage=stage.label)
            self._write_head(canvas, name, Point(0.0, band.top + 13))
        self._draw_scale(canvas)
        if self.rows:
            place = Point(self.who_left, self.area.top + 8)
            self._write_head(canvas, self.context.say("roadmap-who"), place)
        chain_links = {(after, before) for before, after in pairwise(self.chain)}
        for link in sorted(self.plan.routes, key=lambda link: (link in chain_links, link)):
            canvas.line(
                self.plan.routes[link],
                self.style.reliance if link in chain_links else self.style.relation,
                gid=join_names(*link),
                weight=_CHAIN_WEIGHT / 1.5 if link in chain_links else 1.0,
            )
        for item, box in self.plan.boxes.items():
            self._draw_row(canvas, item, box)

    def _write_head(self, canvas: Canvas, text: str, place: Point) -> None:
        line = TextLine(text, self.style.small_size + 1.5, bold=True)
        canvas.write(line, place, align="left", gid=f"head-of-{text}")

    def _draw_row(self, canvas: Canvas, item: str, box: Box) -> None:
        row, style = self.rows[item], self.style
        look = box_look(self.context, row.item, Marks(), style.fills)
        weight = _CHAIN_WEIGHT if item in self.chain else 1.0
        canvas.box(box, row.words, replace(look, weight=weight), gid=item)
        beside = [(row.who, self.who_left, "who")]
        beside += [(row.spoken, self.words_left, "when")] if self.scale else []
        for block, x, kind in beside:
            start = Point(x, box.middle.y - block.text_height / 2)
            name = f"{kind}-{item}"
            canvas.write_lines(block, start, align="left", gid=partial(_line_name, name))
        if item in self.chain:
            self._draw_badge(canvas, Point(box.right + 14, box.middle.y), item)
        if row.when and self.scale:
            _draw_date(canvas, self.scale, row.when, box.middle.y, item)

    def _draw_badge(self, canvas: Canvas, middle: Point, item: str) -> None:
        """Draw the number of an item in the longest chain."""
        style = self.style
        canvas.ax.add_patch(
            Ellipse(middle, _BADGE, _BADGE, facecolor=style.ink, zorder=3, gid=f"badge-{item}")
        )
        number = TextLine(str(self.chain.index(item) + 1), style.small_size + 0.5, bold=True)
        canvas.write(number, middle, colour=style.paper, gid=f"number-{item}")

    def _draw_scale(self, canvas: Canvas) -> None:
        if self.scale is None:
            return
        scale, top = self.scale, self.area.top + 8
        self._write_head(canvas, self.context.say("roadmap-when"), Point(self.words_left, top))
        for n, tick in enumerate(scale.ticks):
            x = scale.at(tick)
            canvas.rule(Point(x, top + 8), Point(x, self.area.bottom))
            text = month_or_year(tick, scale.unit, self.context.lang)
            line = TextLine(text, self.style.small_size, faint=True)
            canvas.write(line, Point(x + 2, top), align="left", gid=f"tick-{n}")

    def entries(self) -> list[Entry]:
        """Legend entries for all that occurs in the chart."""
        style, context = self.style, self.context
        entries = []
        if self.plan.routes:
            entries.append(Entry(context.say("legend-after"), style.relation))
        if self.chain:
            look = BoxLook(style.paper, weight=_CHAIN_WEIGHT)
            entries.append(Entry(context.say("legend-critical"), box=look, sign="1"))
        entries += _date_entries(self.dates, context)
        return entries + item_entries(
            {row.item for row in self.rows.values()}, style.fills, context
        )


def _line_name(name: str, n: int) -> str:
    return f"{name}-{n}"


def _is_pale(when: EDTFDate) -> bool:
    """Whether a date includes days that are only possible."""
    return when.certain_days != (when.earliest, when.latest)


def _date_looks(style: Style) -> dict[str, BoxLook]:
    pale = BoxLook(style.reached.fill, style.reached.ink, shape=BAR)
    return {
        "certain-days": BoxLook(style.ink, style.ink, shape=BAR),
        "possible-days": pale,
        "uncertain-days": replace(pale, outline="dashed"),
    }


def _date_entries(dates: Sequence[EDTFDate], context: Context) -> list[Entry]:
    found = {
        "certain-days": any(date.certain_days for date in dates),
        "possible-days": any(_is_pale(date) and not date.is_uncertain for date in dates),
        "uncertain-days": any(date.is_uncertain for date in dates),
    }
    entries = [
        Entry(context.say(f"legend-{code}"), box=look, height=_BAR)
        for code, look in _date_looks(context.style).items()
        if found[code]
    ]
    if any(not (date.earliest and date.latest) for date in dates):
        entries.append(Entry(context.say("legend-open-end"), sign="▶"))
    return entries


def _draw_date(canvas: Canvas, scale: TimeScale, when: EDTFDate, y: float, item: str) -> None:
    """Draw a pale bar over possible days, a dark one over certain days, arrows at open ends."""
    looks, head = _date_looks(canvas.style), _BAR * 0.9
    left = scale.at(when.earliest) if when.earliest else scale.left + head
    right = scale.at(_next(when.latest)) if when.latest else scale.left + scale.width - head

    def bar(begin: float, end: float) -> Box:
        return Box(begin, y - _BAR / 2, max(end - begin, 3.0), _BAR)

    if _is_pale(when):
        look = looks["uncertain-days" if when.is_uncertain else "possible-days"]
        canvas.shape(bar(left, right), look, gid=f"possible-{item}")
    if when.certain_days:
        first, last = when.certain_days
        full = bar(scale.at(first) if first else left, scale.at(_next(last)) if last else right)
        canvas.shape(full, looks["certain-days"], gid=f"certain-{item}")
    for is_open, base, way in ((not when.earliest, left, -1), (not when.latest, right, 1)):
        if is_open:
            colour = (looks["certain-days"] if when.certain_days else looks["possible-days"]).edge
            tip = [(base + way * head, y), (base, y - _BAR * 0.8), (base, y + _BAR * 0.8)]
            patch = Polygon(tip, closed=True, facecolor=colour, zorder=3, gid=f"open-{item}")
            canvas.ax.add_patch(patch)


def _next(day: date) -> date:
    """The day after, which is where the bar ends if it includes this day."""
    return day + timedelta(days=1) if day < date.max else day
