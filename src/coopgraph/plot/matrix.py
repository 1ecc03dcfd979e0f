"""The agreement matrix: who relies on which agreement, as a party or through others."""

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import accumulate
from typing import Final

from matplotlib.axes import Axes

from coopgraph.graph.items import item_of
from coopgraph.graph.schema import Graph, join_names
from coopgraph.graph.state import record_of
from coopgraph.network.links import RelianceLinks
from coopgraph.plot.canvas import Canvas
from coopgraph.plot.context import MIN_WIDTH, Context
from coopgraph.plot.geometry.layout import Box, Point
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.geometry.seriation import seriate
from coopgraph.plot.legend import Entry
from coopgraph.plot.shapes import DOT, SQUARE, BoxLook
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.plot.text_layout import TextBlock, TextLine, wrap
from coopgraph.questions.participation import participation
from coopgraph.words.vocabulary import Modality, RecordKind, RoleFamily

__all__ = ["agreement_matrix"]

_CELL: Final = 22.0
_NAME: Final = 190.0  # the width of the names of rows
_HEAD: Final = 170.0  # the height of the names of columns
_LEVEL_COLUMNS: Final = 7  # with more columns, their names are rotated
_LEVEL_NAME: Final = 92.0
_GAP: Final = 8.0
_WEIGHT: Final = 1.3


class _Tie(StrEnum):
    """How an institution relies on an agreement, the strongest way first."""

    DIRECT = "direct-certain"
    DIRECT_POSSIBLE = "direct-possible"
    THROUGH = "through-certain"
    THROUGH_POSSIBLE = "through-possible"

    @property
    def is_direct(self) -> bool:
        return self in {_Tie.DIRECT, _Tie.DIRECT_POSSIBLE}

    @property
    def is_certain(self) -> bool:
        return self in {_Tie.DIRECT, _Tie.THROUGH}

    @property
    def weight(self) -> float:
        """From 4 for the strongest to 1 for the weakest."""
        return 4.0 - list(_Tie).index(self)


def agreement_matrix(
    graph: Graph,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw a table of institutions and agreements: who is party to which, or relies on it.

    A full square means a party, an empty one a possible party. A full dot means that the
    institution relies on the agreement through others, an empty one that it possibly does. Rows and
    columns are ordered so that related ones are together. The totals count parties, including
    possible ones. Institutions that rely on no agreement are left out.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per non-empty cell (gid ``cell-<institution>.<agreement>``).

    Raises
    ------
    PictureTooLargeError
        If the picture would be unreadable.

    Examples
    --------
    >>> import coopgraph as cg
    >>> ax = cg.plot.agreement_matrix(cg.build_graph(cg.example()))
    >>> sum(str(patch.get_gid()).startswith("cell-anru.") for patch in ax.patches)
    2
    """
    context = Context.of(graph, ax, lang, style, limits)
    ties = _ties(graph)
    institutions = {institution for institution, _ in ties}
    agreements = {i for i in graph if record_of(graph, i) is RecordKind.AGREEMENT}
    context.limits.check_table(len(institutions), len(agreements))
    weights = {cell: tie.weight for cell, tie in ties.items()}
    table = _Table(context, *seriate(institutions, agreements, weights))
    title = context.say("title-matrix") if title is None else title
    notes = [context.say("note-matrix")] if ties else []
    canvas = Canvas(context, table.area, title, _legend(ties, context), notes)
    table.draw(canvas, ties)
    return canvas.ax


def _ties(graph: Graph) -> dict[tuple[str, str], _Tie]:
    """How each institution relies on each agreement; pairs without a connection are left out."""
    ties: dict[tuple[str, str], _Tie] = {}
    links = RelianceLinks(graph)
    institutions = {i for i in graph if record_of(graph, i) is RecordKind.INSTITUTION}
    for agreement in sorted(i for i in graph if record_of(graph, i) is RecordKind.AGREEMENT):
        certain, possible = links.dependents(agreement)
        for found, tie in ((possible, _Tie.THROUGH_POSSIBLE), (certain, _Tie.THROUGH)):
            ties |= dict.fromkeys(((i, agreement) for i in found & institutions), tie)
    for part in participation(graph):
        required = part.modality is Modality.REQUIRED
        tie = _Tie.DIRECT if required else _Tie.DIRECT_POSSIBLE
        ties[part.institution.id, part.agreement.id] = tie
    return dict(sorted(ties.items()))


class _Table:
    """The places of the rows, the columns and their names."""

    def __init__(self, context: Context, rows: list[str], columns: list[str]) -> None:
        graph, lang = context.graph, context.lang
        self.style = context.style
        self.upright = len(columns) > _LEVEL_COLUMNS
        country = dict(graph.nodes(data="country"))
        names = {i: item_of(graph, i, lang).short for i in (*rows, *columns)}
        row_texts = {i: f"{names[i]} ({country[i]})" if country[i] else names[i] for i in rows}
        room = _HEAD if self.upright else _LEVEL_NAME
        self.row_names = {i: self._name(text, _NAME) for i, text in row_texts.items()}
        self.column_names = {i: self._name(names[i], room) for i in columns}
        left = max((name.width for name in self.row_names.values()), default=0.0) + 2 * _GAP
        depths = (n.width if self.upright else n.height for n in self.column_names.values())
        head = max(depths, default=0.0) + _GAP
        level = _LEVEL_NAME + _GAP
        widths = [_room_for(n) if self.upright else level for n in self.column_names.values()]
        heights = [_room_for(name) for name in self.row_names.values()]
        *xs, self.right = accumulate(widths, initial=left)
        *ys, self.bottom = accumulate(heights, initial=head)
        tops = [Box(x, 0, width, head) for x, width in zip(xs, widths, strict=True)]
        lefts = [Box(0, y, left, height) for y, height in zip(ys, heights, strict=True)]
        self.columns = dict(zip(columns, tops, strict=True))
        self.rows = dict(zip(rows, lefts, strict=True))
        self.area = Box(0, 0, max(self.right + 30, MIN_WIDTH), self.bottom + 22)

    def _name(self, text: str, room: float) -> TextBlock:
        fonts = self.style.fonts
        lines = tuple(wrap(TextLine(text, self.style.small_size + 1), room, fonts))
        widest = max(line.width(fonts) for line in lines)
        return TextBlock(lines, widest, sum(line.height for line in lines))

    def draw(self, canvas: Canvas, ties: Mapping[tuple[str, str], _Tie]) -> None:
        self._draw_grid(canvas)
        self._write_names(canvas)
        for (row, column), tie in ties.items():
            across, down = self.columns[column], self.rows[row]
            cell = Box(across.left, down.top, across.width, down.height)
            canvas.shape(cell, _look(tie, self.style), gid=f"cell-{join_names(row, column)}")
        self._draw_totals(canvas, ties)

    def _draw_grid(self, canvas: Canvas) -> None:
        """Draw a band behind every other row, and a thin line between columns."""
        for n, box in enumerate(self.rows.values()):
            if n % 2 == 0:
                band = Box(0, box.top, self.right, box.height)
                canvas.area(band, self.style.sample, gid=f"band-{n}")
        top = min((box.top for box in self.rows.values()), default=0.0)
        left = min((box.left for box in self.columns.values()), default=0.0)
        for x in [left, *(box.right for box in self.columns.values())]:
            canvas.rule(Point(x, top), Point(x, self.bottom))

    def _write_names(self, canvas: Canvas) -> None:
        for item, name in self.row_names.items():
            box = self.rows[item]
            start = Point(box.right - _GAP, box.middle.y - name.height / 2)
            canvas.write_lines(name, start, align="right", gid=_line_name("row", item))
        for item, name in self.column_names.items():
            box = self.columns[item]
            gid = _line_name("column", item)
            if self.upright:  # rotated, reading upwards
                start = Point(box.middle.x - name.height / 2, box.bottom - _GAP)
                canvas.write_lines(name, start, align="left", rotation=90.0, gid=gid)
            else:
                start = Point(box.middle.x, box.bottom - _GAP - name.height)
                canvas.write_lines(name, start, gid=gid)

    def _draw_totals(self, canvas: Canvas, ties: Mapping[tuple[str, str], _Tie]) -> None:
        """Write the number of agreements of each institution, and of parties to each agreement."""
        size = self.style.small_size
        totals = Counter(item for cell, tie in ties.items() if tie.is_direct for item in cell)
        x, y = self.right + 16, self.bottom + size * 1.4
        places = {f"row-{i}": (i, Point(x, box.middle.y)) for i, box in self.rows.items()}
        places |= {f"column-{i}": (i, Point(box.middle.x, y)) for i, box in self.columns.items()}
        for name, (item, place) in places.items():
            figure = TextLine(str(totals[item] or "–"), size + 0.5, faint=True)
            canvas.write(figure, place, gid=f"total-{name}")


def _room_for(name: TextBlock) -> float:
    """The height of a row, or the width of a column, that its name needs."""
    return max(_CELL, name.height + 4)


def _line_name(kind: str, item: str) -> Callable[[int], str]:
    return lambda n: f"text{n}-{kind}-{item}"


def _look(tie: _Tie, style: Style) -> BoxLook:
    """The look of a cell."""
    colour = style.roles[RoleFamily.COMMITS].colour if tie.is_direct else style.reliance.colour
    fill, shape = (colour if tie.is_certain else style.paper), (SQUARE if tie.is_direct else DOT)
    return BoxLook(fill, colour, weight=_WEIGHT, shape=shape)


def _legend(ties: Mapping[tuple[str, str], _Tie], context: Context) -> list[Entry]:
    return [
        Entry(context.say(f"matrix-{tie}"), box=_look(tie, context.style), height=_CELL)
        for tie in _Tie
        if tie in ties.values()
    ]
