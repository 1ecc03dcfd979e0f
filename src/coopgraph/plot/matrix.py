"""The agreement matrix: who relies on which agreement, as a party or through others."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from matplotlib.axes import Axes

from coopgraph.graph.check import require_graph
from coopgraph.graph.items import item_of, language_of
from coopgraph.graph.schema import Graph, joined
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.plot.canvas import Canvas
from coopgraph.plot.captions import MIN_WIDTH
from coopgraph.plot.geometry.layout import Box, Point
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.geometry.seriation import spread_out
from coopgraph.plot.legend import Entry, Legend
from coopgraph.plot.lettering import Line, text_width, wrapped
from coopgraph.plot.shapes import DOT, SQUARE, BoxLook
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.questions.exposure import RelianceLinks
from coopgraph.questions.participation import participation
from coopgraph.words.vocabulary import Modality, RecordKind, RoleFamily

__all__ = ["agreement_matrix"]

_CELL: Final = 22.0
_NAME: Final = 190.0  # room for a row's name
_HEAD: Final = 170.0  # room for a column's name
_LEVEL_COLUMNS: Final = 7  # names of so few columns stand level
_LEVEL_NAME: Final = 92.0
_GAP: Final = 8.0
_WEIGHT: Final = 1.3


class _Tie(StrEnum):
    """How an institution relies on an agreement, the firmest first."""

    DIRECT = "direct-certain"
    DIRECT_POSSIBLE = "direct-possible"
    THROUGH = "through-certain"
    THROUGH_POSSIBLE = "through-possible"


_WEIGHTS: Final[Mapping[_Tie, float]] = {
    _Tie.DIRECT: 4.0,
    _Tie.DIRECT_POSSIBLE: 3.0,
    _Tie.THROUGH: 2.0,
    _Tie.THROUGH_POSSIBLE: 1.0,
}
_DIRECT: Final = {_Tie.DIRECT, _Tie.DIRECT_POSSIBLE}


def agreement_matrix(
    graph: Graph,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw institutions by agreements: who is party to what, and who relies on what through others.

    A full square is a party, an empty one a possible party, a full dot relies on the agreement
    through others, an empty dot only possibly so. Rows and columns stand in an order in which
    blocks show; the figures count parties, possible ones included. Institutions that rely on no
    agreement are left out.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per cell that is not empty (gid ``cell-<institution>.<agreement>``).

    Raises
    ------
    PictureTooLargeError
        When nobody could read it.

    Examples
    --------
    >>> import coopgraph as cg
    >>> ax = cg.plot.agreement_matrix(cg.build_graph(cg.example()))
    >>> sum(str(patch.get_gid()).startswith("cell-anru.") for patch in ax.patches)
    2
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    cells = _cells(graph)
    bodies = {body for body, _ in cells}
    agreements = {i for i in graph if record_of(graph, i) is RecordKind.AGREEMENT}
    if limits:
        limits.check_table(len(bodies), len(agreements))
    weights = {cell: _WEIGHTS[tie] for cell, tie in cells.items()}
    rows, columns = spread_out(bodies, agreements, weights)
    table = _Table(graph, rows, columns, style, lang)
    title = say("title-matrix", lang) if title is None else title
    legend = Legend(_legend(cells, style, lang), table.area.width, style)
    notes = [say("note-matrix", lang)] if cells else []
    canvas = Canvas(ax, table.area, style, title, legend, notes, lang)
    table.draw(canvas, cells)
    return canvas.ax


def _cells(graph: Graph) -> dict[tuple[str, str], _Tie]:
    cells: dict[tuple[str, str], _Tie] = {}
    links = RelianceLinks(graph)
    bodies = {i for i in graph if record_of(graph, i) is RecordKind.INSTITUTION}
    for agreement in sorted(i for i in graph if record_of(graph, i) is RecordKind.AGREEMENT):
        sure, maybe = links.dependents(agreement)
        cells |= dict.fromkeys(((b, agreement) for b in maybe & bodies), _Tie.THROUGH_POSSIBLE)
        cells |= dict.fromkeys(((b, agreement) for b in sure & bodies), _Tie.THROUGH)
    for part in participation(graph):
        required = part.modality is Modality.REQUIRED
        tie = _Tie.DIRECT if required else _Tie.DIRECT_POSSIBLE
        cells[part.institution.id, part.agreement.id] = tie
    return dict(sorted(cells.items()))


@dataclass(frozen=True, slots=True)
class _Name:
    """The lines of a name, and how long the longest is."""

    lines: tuple[Line, ...]
    length: float

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)


class _Table:
    """Where rows, columns and their names stand."""

    def __init__(
        self, graph: Graph, rows: list[str], columns: list[str], style: Style, lang: str
    ) -> None:
        self.style = style
        country = dict(graph.nodes(data="country"))
        self.rows = {i: _row_name(graph, i, country.get(i), style, lang) for i in rows}
        room = _HEAD if len(columns) > _LEVEL_COLUMNS else _LEVEL_NAME
        self.columns = {
            i: _name(Line(item_of(graph, i, lang).short, style.small_size + 1), room, style)
            for i in columns
        }
        left = max((name.length for name in self.rows.values()), default=0.0) + 2 * _GAP
        self.upright = len(columns) > _LEVEL_COLUMNS
        head = max((self._depth(name) for name in self.columns.values()), default=0.0) + _GAP
        self.tops: dict[str, Box] = {}
        x = left
        for item, name in self.columns.items():
            width = max(_CELL, name.height + 4) if self.upright else _LEVEL_NAME + _GAP
            self.tops[item] = Box(x, 0, width, head)
            x += width
        self.lefts: dict[str, Box] = {}
        y = head
        for item, name in self.rows.items():
            height = max(_CELL, name.height + 4)
            self.lefts[item] = Box(0, y, left, height)
            y += height
        self.right, self.bottom = x, y
        self.area = Box(0, 0, max(x + 30, MIN_WIDTH), y + 22)

    def _depth(self, name: _Name) -> float:
        return name.length if self.upright else name.height

    def cell(self, row: str, column: str) -> Box:
        across, down = self.tops[column], self.lefts[row]
        return Box(across.left, down.top, across.width, down.height)

    def draw(self, canvas: Canvas, cells: Mapping[tuple[str, str], _Tie]) -> None:
        style = self.style
        self._draw_grid(canvas)
        for item, name in self.rows.items():
            _write_lines(canvas, name, self.lefts[item], f"row-{item}")
        for item, name in self.columns.items():
            write = _write_turned if self.upright else _write_level
            write(canvas, name, self.tops[item], f"column-{item}")
        for (row, column), tie in cells.items():
            canvas.sign(
                self.cell(row, column), _look(tie, style), gid=f"cell-{joined(row, column)}"
            )
        self._draw_totals(canvas, cells)

    def _draw_grid(self, canvas: Canvas) -> None:
        """Every other row on a band, and a hair line between columns."""
        style = self.style
        start = min((box.left for box in self.tops.values()), default=0.0)
        for n, box in enumerate(self.lefts.values()):
            if n % 2 == 0:
                band = Box(0, box.top, self.right, box.height)
                canvas.shade(band, style.sample, gid=f"band-{n}")
        top = min((box.top for box in self.lefts.values()), default=0.0)
        for x in [start, *(box.right for box in self.tops.values())]:
            canvas.rule(Point(x, top), Point(x, self.bottom), style.dimmed_line)

    def _draw_totals(self, canvas: Canvas, cells: Mapping[tuple[str, str], _Tie]) -> None:
        direct = [cell for cell, tie in cells.items() if tie in _DIRECT]
        by_row, by_column = Counter(r for r, _ in direct), Counter(c for _, c in direct)
        style = self.style
        for row, box in self.lefts.items():
            place = Point(self.right + 16, box.middle.y)
            self._figure(canvas, by_row[row], place, f"total-row-{row}")
        for column, box in self.tops.items():
            place = Point(box.middle.x, self.bottom + style.small_size * 1.4)
            self._figure(canvas, by_column[column], place, f"total-column-{column}")

    def _figure(self, canvas: Canvas, count: int, place: Point, gid: str) -> None:
        size = self.style.small_size + 0.5
        canvas.write(str(count or "–"), place, size, colour=self.style.faint_ink, gid=gid)


def _row_name(graph: Graph, item: str, country: object, style: Style, lang: str) -> _Name:
    name = item_of(graph, item, lang).short
    text = f"{name} ({country})" if country else name
    return _name(Line(text, style.small_size + 1), _NAME, style)


def _name(line: Line, room: float, style: Style) -> _Name:
    lines = tuple(wrapped(line, room, style.fonts))
    widest = max(text_width(one.text, one.size, style.fonts) for one in lines)
    return _Name(lines, widest)


def _write_lines(canvas: Canvas, name: _Name, box: Box, gid: str) -> None:
    y = box.middle.y - name.height / 2
    for n, line in enumerate(name.lines):
        place = Point(box.right - _GAP, y + line.height / 2)
        canvas.write(line.text, place, line.size, align="right", gid=f"text{n}-{gid}")
        y += line.height


def _write_turned(canvas: Canvas, name: _Name, box: Box, gid: str) -> None:
    """Upwards, from left to right."""
    x = box.middle.x - name.height / 2
    for n, line in enumerate(name.lines):
        place = Point(x + line.height / 2, box.bottom - _GAP)
        gid_n = f"text{n}-{gid}"
        canvas.write(line.text, place, line.size, align="left", turned=90.0, gid=gid_n)
        x += line.height


def _write_level(canvas: Canvas, name: _Name, box: Box, gid: str) -> None:
    y = box.bottom - _GAP - name.height
    for n, line in enumerate(name.lines):
        place = Point(box.middle.x, y + line.height / 2)
        canvas.write(line.text, place, line.size, gid=f"text{n}-{gid}")
        y += line.height


def _look(tie: _Tie, style: Style) -> BoxLook:
    """How a cell is drawn."""
    direct, full = tie in _DIRECT, tie in {_Tie.DIRECT, _Tie.THROUGH}
    colour = style.roles[RoleFamily.COMMITS].colour if direct else style.reliance.colour
    fill, shape = (colour if full else style.paper), (SQUARE if direct else DOT)
    return BoxLook(fill, colour, weight=_WEIGHT, shape=shape)


def _legend(cells: Mapping[tuple[str, str], _Tie], style: Style, lang: str) -> list[Entry]:
    found = set(cells.values())
    return [
        Entry(say(f"matrix-{tie}", lang), box=_look(tie, style), height=_CELL)
        for tie in _Tie
        if tie in found
    ]
