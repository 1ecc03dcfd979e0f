"""The base class of all answers, and the columns from which every form of them is made."""

import json
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from coopgraph.answers.table import Table, csv_of, frame_of
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import language_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CERTAINTY",
    "COMPLETE",
    "ITEM",
    "KIND",
    "Answer",
    "Column",
    "Getter",
    "agreeing",
    "as_of_words",
    "each",
    "few",
    "joined",
    "label",
    "language_for",
]


#: How a column gets a cell: the path of an attribute of the line, or a function of the line and the
#: answer that it belongs to.
Getter = str | Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer: for records, for tables, or for both.

    Attributes
    ----------
    name
        Its key in records; ``None`` if it is for tables only.
    value
        The cell of a record: JSON-safe.
    title
        Its heading in tables, as the code of a message without ``column-``; ``None`` if it is for
        records only.
    shown
        The cell of a table; ``value`` by default.
    optional
        Whether tables leave it out where it would be empty.
    """

    name: str | None
    value: Getter
    title: str | None = None
    shown: Getter | None = None
    optional: bool = False

    def cells(self, lines: Iterable[Any], answer: Any, *, shown: bool = False) -> list[Any]:
        """The cells of records, or those ``shown`` in tables, line by line."""
        getter = self.shown if shown and self.shown else self.value
        if callable(getter):
            return [getter(line, answer) for line in lines]
        return list(map(attrgetter(getter), lines))


def each(path: str, name: str = "id") -> Callable[[Any, Any], list[Any]]:
    """A list of one attribute of several things: the ids of items by default."""
    things, attribute = attrgetter(path), attrgetter(name)
    return lambda line, _: [attribute(one) for one in things(line)]


def joined(path: str, name: str, between: str = ", ") -> Getter:
    """One attribute of several items in one cell, e.g. ``short`` or ``full``."""
    items = each(path, name)
    return lambda line, answer: between.join(items(line, answer))


#: Names in a cell or a sentence; records have them all.
_NAMES: Final = 6


def few(names: Sequence[str], lang: str, between: str = ", ") -> str:
    """Names in one text; of many the first ones, and how many more there are.

    Examples
    --------
    >>> few(list("abcdefghij"), "en")
    'a, b, c, d, e, f and 4 more'
    """
    more = len(names) - _NAMES
    if more <= 1:
        return between.join(names)
    return say("and-more", lang, items=between.join(names[:_NAMES]), count=more)


def label(path: str) -> Getter:
    """The label of a word of the vocabulary, in the language of the answer."""
    word = attrgetter(path)
    return lambda line, answer: word(line).label(answer.lang)


def agreeing(path: str) -> Getter:
    """The label of an adjective that agrees with the item of the line."""
    word = attrgetter(path)
    return lambda line, answer: word(line).label(answer.lang, line.item.gender)


#: The columns of answers about items.
ITEM: Final = (Column("id", "item.id"), Column("title", "item.title", "who", "item.full"))

#: What kind of record an item is, and of which kind within it.
KIND: Final = (
    Column("record", lambda row, _: row.item.record and row.item.record.value),
    Column("kind", "item.kind", "kind"),
)

#: The column of answers that distinguish certain from possible.
CERTAINTY: Final = Column("certainty", "certainty.value", "certainty", label("certainty"))

#: The column of answers whose search may stop early.
COMPLETE: Final = Column("complete", lambda _, answer: answer.complete)

#: The number of rows in a printed answer: more would block a notebook for minutes.
_PREVIEW: Final = 1_000

#: The width of the title in a ``repr``, so that the whole fits on one line.
_TITLE_WIDTH: Final = 50

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answer(Generic[Row]):
    """An answer: a sequence of rows whose columns give every form of it.

    ``answer["afd"]`` is the row of an id. Printed, or shown in a notebook, an answer is a table of
    its first thousand rows, with a remark if there are more; all other forms have every row.

    Attributes
    ----------
    lang
        The language of tables.
    complete
        Whether the answer has everything; ``False`` if a search stopped at its limit. An empty
        answer proves that there is nothing only if it is complete.
    as_of
        The date of the state that the answer is about, in EDTF; empty if there is none.
    """

    #: The columns of records and tables, in order.
    columns: ClassVar[tuple[Column, ...]]

    #: The name of the attribute with the rows.
    holds: ClassVar[str] = "rows"

    #: Codes of the titles: with rows, and without.
    titles: ClassVar[tuple[str, str]]

    lang: str = "en"
    complete: bool = True
    as_of: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of the records, in order."""
        return tuple(column.name for column in self.columns if column.name)

    def __len__(self) -> int:
        return len(self._rows())

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows())

    def __getitem__(self, key: int | str) -> Row:
        first, rows = self.columns[0], self._rows()
        if isinstance(key, int):
            return rows[key]
        keys = first.cells(rows, self) if first.name == "id" else []
        if key not in keys:
            raise KeyError(key)
        return rows[keys.index(key)]

    def __repr__(self) -> str:
        """One line: the class, the title and the number of rows."""
        title = textwrap.shorten(self._title(), _TITLE_WIDTH, placeholder="…")
        stopped = "" if self.complete else " complete=False"
        return f"<{type(self).__name__} {title!r} rows={len(self)}{stopped}>"

    def _rows(self) -> tuple[Row, ...]:
        rows: tuple[Row, ...] = getattr(self, self.holds)
        return rows

    # -- the parts of every form: answers override those that differ from their columns and titles --

    def _lines(self) -> Sequence[Any]:
        """The lines of records: the rows, unless a row has several."""
        return self._rows()

    def _shown_lines(self) -> Sequence[Any]:
        """The lines of the table."""
        return self._lines()

    def _shown_columns(self) -> Sequence[Column]:
        """The columns of the table."""
        return [column for column in self.columns if column.title]

    def _title(self) -> str:
        # Of a search that stopped, nothing found does not mean that there is nothing.
        return say(self.titles[not len(self) and self.complete], self.lang)

    def _remarks(self) -> Iterable[str]:
        """The remarks below the table."""
        return ()

    # -- the forms ---------------------------------------------------------------------------------

    def shown(self) -> list[tuple[Column, list[Any]]]:
        """The columns of the table, each with its cells: optional ones only if they say something."""
        lines = self._shown_lines()
        found = [(one, one.cells(lines, self, shown=True)) for one in self._shown_columns()]
        return [(column, cells) for column, cells in found if not column.optional or any(cells)]

    def table(self) -> Table:
        """The answer as a table for readers."""
        shown = self.shown()
        rows = list(zip(*(cells for _, cells in shown), strict=True))
        heads = [say(f"column-{one.title}", self.lang) for one, _ in shown] if rows else []
        remarks = [*self._remarks(), self.dated()]
        return Table(self._title(), heads, rows, [remark for remark in remarks if remark])

    def dated(self, lang: str = "") -> str:
        """The date of the state in words, "As of 2019."; empty if the answer is about none."""
        return as_of_words(self.as_of, lang or self.lang)

    def to_records(self) -> list[dict[str, Any]]:
        """The answer as JSON-safe dictionaries with stable English keys, in the order of rows.

        If a search may stop at a limit, each record has ``complete``. If it stopped before it
        found anything, there is one record, with ``complete`` false and all other values ``None``:
        no record at all means that there is nothing.
        """
        records = self._records()
        if records or self.complete:
            return records
        return [{**dict.fromkeys(self.fields), "complete": False}]

    def _records(self) -> list[dict[str, Any]]:
        lines = self._lines()
        cells = [column.cells(lines, self) for column in self.columns if column.name]
        return [dict(zip(self.fields, row, strict=True)) for row in zip(*cells, strict=True)]

    def to_json(self) -> str:
        """The records as JSON text: an object with ``complete`` and ``records``.

        It has ``as_of`` if the answer is about a date.
        """
        dated = {"as_of": self.as_of} if self.as_of else {}
        answer = {"complete": self.complete, **dated, "records": self._records()}
        return json.dumps(answer, ensure_ascii=False, indent=2)

    def to_markdown(self) -> str:
        """The table in Markdown."""
        return self.table().markdown()

    def to_csv(self) -> str:
        """The records as CSV text with a header line."""
        return csv_of(self.to_records(), self.fields)

    def to_frame(self) -> "pd.DataFrame":
        """The records as a pandas DataFrame.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        return frame_of(self.to_records(), self.fields)

    def __str__(self) -> str:
        return self._preview().text()

    def _repr_html_(self) -> str:
        return self._preview().html()

    def _preview(self) -> Table:
        """The table up to a limit, with a remark on how to get the rest."""
        table = self.table()
        count = len(table.rows)
        if count <= _PREVIEW:
            return table
        remark = say("table-cut", self.lang, shown=_PREVIEW, count=count)
        return replace(table, rows=table.rows[:_PREVIEW], remarks=[remark, *table.remarks])


def as_of_words(date: object, lang: str) -> str:
    """The date of a state in words, "As of 2019."; empty if there is none."""
    if not date:
        return ""
    day = EDTFDate(str(date))
    code = "as-of" if day.earliest == day.latest else "as-of-other"
    if code != "as-of" and day.earliest and day.earliest.isoformat().startswith(day.text):
        code = "as-of-period"  # a month or a year
    return say(code, lang, date=format_date(day, lang))


def language_for(graph: Graph, lang: str | None) -> str:
    """Check that questions can be asked of a graph, and choose the language of the answer.

    Raises
    ------
    TypeError, GraphSchemaError
        As in :func:`coopgraph.graph.check.require_graph`.
    """
    require_graph(graph)
    return lang or language_of(graph)
