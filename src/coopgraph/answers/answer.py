"""What all answers have in common: columns that every form derives from, and cited evidence."""

import json
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from coopgraph.answers.table import Table, csv_of, frame_of
from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import say
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Modality, Reading, Relation

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CERTAINTY",
    "COMPLETE",
    "ITEM",
    "Answer",
    "Column",
    "Getter",
    "PathLink",
    "cited",
    "each",
    "joined",
    "label",
]


@dataclass(frozen=True, slots=True)
class PathLink:
    """One link of a proving path, from what relies to what is relied on.

    Attributes
    ----------
    dependent, depends_on
        The two items.
    relation, modality
        How the one relies on the other, and how strongly.
    binding
        Whether it is required and nothing can take its place.
    evidence
        Where the source says so.
    """

    dependent: Item
    relation: Relation
    depends_on: Item
    modality: Modality
    binding: bool
    evidence: tuple[Evidence, ...] = ()


def cited(evidence: Sequence[Evidence], lang: str, *, sources: bool = True) -> list[str]:
    """Where a claim is made, for a reader, each place once, e.g. "recommendation 1 (inferred)".

    With ``sources`` the id of the source goes before the place.
    """
    places = []
    for entry in evidence:
        where = entry.locator.in_language(lang) if entry.locator else ""
        named = [entry.source] if (sources or not where) and entry.source != "-" else []
        text = ", ".join([*named, where] if where else named)
        if entry.source == "-" and entry.note:  # text of a graph that someone else built
            text = entry.note.in_language(lang)
        if entry.reading is Reading.INFERRED:
            text += f" ({Reading.INFERRED.label(lang)})"
        places.append(text)
    return list(dict.fromkeys(places))


#: What a column says of a line: the path of an attribute of the line, or a function of the line
#: and the answer that it stands in.
Getter = str | Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer: what machines read in it, what people read in it, or both.

    Attributes
    ----------
    name
        Its key in records; ``None`` where it is for people only.
    value
        What a record holds: JSON-safe.
    title
        Its heading in tables, a sentence ``column-…``; ``None`` where it is for machines only.
    shown
        What a table holds; ``value`` where it is left out.
    """

    name: str | None
    value: Getter
    title: str | None = None
    shown: Getter | None = None

    def read(self, lines: Iterable[Any], answer: Any) -> list[Any]:
        """The cells of records, line by line."""
        return _got(self.value, lines, answer)

    def show(self, lines: Iterable[Any], answer: Any) -> list[Any]:
        """The cells of a table, line by line."""
        return _got(self.shown or self.value, lines, answer)


def _got(getter: Getter, lines: Iterable[Any], answer: Any) -> list[Any]:
    if isinstance(getter, str):
        return list(map(attrgetter(getter), lines))
    return [getter(line, answer) for line in lines]


def each(path: str, name: str = "id") -> Getter:
    """What ``name`` says of each of several things: of items the id."""
    things, named = attrgetter(path), attrgetter(name)
    return lambda line, _: [named(one) for one in things(line)]


def joined(path: str, name: str, between: str = ", ") -> Getter:
    """Several items in one cell, by what ``name`` says: ``short`` or ``full``."""
    items, named = attrgetter(path), attrgetter(name)
    return lambda line, _: between.join([named(item) for item in items(line)])


def label(path: str) -> Getter:
    """A word of the vocabulary, in the language of the answer."""
    word = attrgetter(path)
    return lambda line, answer: word(line).label(answer.lang)


#: The columns of answers about items.
ITEM: Final = (Column("id", "item.id"), Column("title", "item.title", "who", "item.full"))

#: The column of answers that tell what is certain from what is possible.
CERTAINTY: Final = Column("certainty", "certainty.value", "certainty", label("certainty"))

#: The column of answers whose search may stop before its end.
COMPLETE: Final = Column("complete", lambda _, answer: answer.complete)

#: How many rows are shown where nobody asked for a table: more would stop a notebook for minutes.
_GLANCE: Final = 1_000

#: As much of its title as the representation of an answer shows: together a line.
_TITLE: Final = 50

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answer(Generic[Row]):
    """What all answers can do, each by the columns that it declares.

    It is a sequence of its rows; ``answer["afd"]`` is the row of an id. Printed, or shown in a
    notebook, it is a table of its first thousand rows, and says so where there are more; all other
    forms have every row.

    Attributes
    ----------
    lang
        The language that it is shown in.
    complete
        Whether it has all that was asked for; ``False`` where a search stopped at its limit. Only
        then can nothing found mean anything but that there is nothing.
    """

    #: What its lines say, in the order of records and tables.
    columns: ClassVar[tuple[Column, ...]]

    #: The name of the attribute that holds its rows.
    holds: ClassVar[str] = "rows"

    #: Its title where it has rows, and where it has none: codes of sentences.
    titles: ClassVar[tuple[str, str]]

    lang: str = "en"
    complete: bool = True

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of its records, in order."""
        return tuple(column.name for column in self.columns if column.name)

    def __len__(self) -> int:
        return len(self._held())

    def __iter__(self) -> Iterator[Row]:
        return iter(self._held())

    def __getitem__(self, key: int | str) -> Row:
        if isinstance(key, int):
            return self._held()[key]
        first, held = self.columns[0], self._held()
        keys = first.read(held, self) if first.name == "id" else []
        if key not in keys:
            raise KeyError(key)
        return held[keys.index(key)]

    def __repr__(self) -> str:
        """In one line: what it is and how many rows it has."""
        title = textwrap.shorten(self._title(), _TITLE, placeholder="…")
        stopped = "" if self.complete else " complete=False"
        return f"<{type(self).__name__} {title!r} rows={len(self)}{stopped}>"

    def _held(self) -> tuple[Row, ...]:
        held: tuple[Row, ...] = getattr(self, self.holds)
        return held

    # -- what the forms are made of: most answers declare columns and titles, and leave these ------

    def _lines(self) -> Sequence[Any]:
        """What records have a line for: the rows, where these have no parts of their own."""
        return self._held()

    def _shown_lines(self) -> Sequence[Any]:
        """What the table has a line for."""
        return self._lines()

    def _shown_columns(self) -> Sequence[Column]:
        """What the table has a column for."""
        return [column for column in self.columns if column.title]

    def _title(self) -> str:
        return say(self.titles[not len(self)], self.lang)

    def _remarks(self) -> Iterable[str]:
        """What stands below the table."""
        return ()

    # -- the forms ---------------------------------------------------------------------------------

    def table(self) -> Table:
        """The answer as a table for readers."""
        columns = self._shown_columns()
        lines = self._shown_lines()
        rows = list(zip(*(column.show(lines, self) for column in columns), strict=True))
        heads = [say(f"column-{column.title}", self.lang) for column in columns] if rows else []
        return Table(self._title(), heads, rows, list(self._remarks()))

    def to_records(self) -> list[dict[str, Any]]:
        """The answer as JSON-safe dictionaries with stable English keys, in its order.

        Where a search may stop at a limit, each record says whether it is ``complete``. If it
        stopped before anything was found, one record says just that, its other values ``None``:
        no record at all means that there is nothing.
        """
        records = self._records()
        if records or self.complete:
            return records
        return [{**dict.fromkeys(self.fields), "complete": False}]

    def _records(self) -> list[dict[str, Any]]:
        lines, fields = self._lines(), self.fields
        cells = [column.read(lines, self) for column in self.columns if column.name]
        return [dict(zip(fields, row, strict=True)) for row in zip(*cells, strict=True)]

    def to_json(self) -> str:
        """The records as JSON text: an object with ``complete`` and ``records``."""
        whole = {"complete": self.complete, "records": self._records()}
        return json.dumps(whole, ensure_ascii=False, indent=2)

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
            When pandas is not installed.
        """
        return frame_of(self.to_records(), self.fields)

    def __str__(self) -> str:
        return self._at_a_glance().text()

    def _repr_html_(self) -> str:
        return self._at_a_glance().html()

    def _at_a_glance(self) -> Table:
        """The table as far as people read on, and where they find the rest."""
        table = self.table()
        count = len(table.rows)
        if count <= _GLANCE:
            return table
        remark = say("table-cut", self.lang, shown=_GLANCE, count=count)
        return replace(table, rows=table.rows[:_GLANCE], remarks=[remark, *table.remarks])
