"""A dossier as rows of tables, cell by cell."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from coopgraph.io.tables.cell_addresses import Cell
from coopgraph.io.tables.sheets import (
    LINKS,
    LIST_SEPARATOR,
    SHEETS,
    Column,
    Holds,
    Sheet,
    YesNo,
)
from coopgraph.io.tables.titles import column_of, field_title
from coopgraph.records.dossier import Dossier
from coopgraph.records.models import Agreement, Evidence, Record
from coopgraph.records.numbers import plain_number
from coopgraph.records.thresholds import Threshold, plain_count
from coopgraph.words.dates import EDTFDate
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import ThresholdUse, Word

__all__ = ["rows_of", "titles_of"]

CellsByTitle = dict[str, Cell | Word]


def rows_of(dossier: Dossier) -> dict[str, list[CellsByTitle]]:
    """Return the rows of each table, in the order of the records; empty cells are left out."""
    return _Rows(dossier).rows


def titles_of(sheet: Sheet, rows: Sequence[Mapping[str, object]]) -> list[tuple[str, Column]]:
    """Return the titles that rows need, with their columns, in order.

    A text in several languages takes a column for each, identifiers take one for each scheme,
    weights one for each name.
    """
    used: dict[str, list[str]] = {}
    for title in dict.fromkeys(title for row in rows for title in row):
        if found := column_of(sheet, title):
            used.setdefault(found[0].name, []).append(title)
    titles: list[tuple[str, Column]] = []
    for column in sheet.columns:
        found_titles = used.get(column.name, [])
        if not column.holds.has_parts and (not found_titles or column.name in found_titles):
            found_titles = list(dict.fromkeys([column.name, *found_titles]))
        titles += [(title, column) for title in found_titles]
    return titles


class _Rows:
    """Collects the rows of all records, numbering the evidence as it comes up."""

    def __init__(self, dossier: Dossier) -> None:
        self.rows: dict[str, list[CellsByTitle]] = {name: [] for name in SHEETS}
        self._evidence: dict[Evidence, str] = {}
        self._language = dossier.language
        if head := self._cells(SHEETS["dossier"], dossier):
            self.rows["dossier"].append(head)
        for section in ("sources", "institutions", "agreements", "activities", "identities"):
            for record in getattr(dossier, section):
                self._add(section, record, {})

    def _add(self, name: str, record: Record, before: Mapping[str, Cell | Word]) -> None:
        self.rows[name].append({**before, **self._cells(SHEETS[name], record)})
        item = str(getattr(record, "id", ""))
        for part in SHEETS.values():
            for entry in getattr(record, part.field, ()) if name in part.owners else ():
                self._add(part.name, entry, {part.owner: item})
        for relation in LINKS:
            linked = getattr(record, relation.field, None) or ()
            for link in linked if isinstance(linked, tuple) else (linked,):
                self._add("links", link, {"item": item, "relation": relation})
        if isinstance(record, Agreement):
            self._add_thresholds(record)

    def _add_thresholds(self, agreement: Agreement) -> None:
        for use in ThresholdUse:
            thresholds = getattr(agreement, use)
            if plain_count(thresholds) is None:  # else the agreement's own row has it
                for one in thresholds:
                    self._add("thresholds", one, {"agreement": agreement.id, "needed_for": use})

    def _cells(self, sheet: Sheet, record: Record) -> CellsByTitle:
        cells: CellsByTitle = {}
        for column in sheet.columns:
            if column.path:
                value = getattr(record, str(column.path[0]), None)  # a plain link has less
                cells |= self._column_cells(column, value)
        return {title: cell for title, cell in cells.items() if cell is not None}

    def _column_cells(self, column: Column, value: Any) -> CellsByTitle:
        match column.holds:
            case Holds.EVIDENCE:
                return {column.name: self._references(value)}
            case Holds.TEXT | Holds.CODES | Holds.WEIGHTS:
                parts = value.texts if isinstance(value, Text) else value or {}
                return {field_title(column, part): self._cell(cell) for part, cell in parts.items()}
            case Holds.IDS:
                return {column.name: f"{LIST_SEPARATOR} ".join(value) or None}
        for part in column.path[1:]:
            value = _part(value, part)
        return {column.name: self._cell(value)}

    def _references(self, evidence: tuple[Evidence, ...]) -> str | None:
        references = []
        for entry in evidence:
            if entry not in self._evidence:
                self._evidence[entry] = f"e{len(self._evidence) + 1}"
                row: CellsByTitle = {"reference": self._evidence[entry]}
                self.rows["evidence"].append({**row, **self._cells(SHEETS["evidence"], entry)})
            references.append(self._evidence[entry])
        return f"{LIST_SEPARATOR} ".join(references) or None

    def _cell(self, value: Any) -> Any:
        """Return a value as a cell holds it."""
        match value:
            case EDTFDate():
                return value.as_written(self._language)
            case Decimal():
                return plain_number(value)
            case bool():
                return YesNo.YES if value else YesNo.NO
            case tuple() if all(isinstance(entry, Threshold) for entry in value):
                return plain_count(value)
        return value


def _part(value: Any, part: str | int) -> Any:
    """Return a part of a value; ``None`` if it does not have it."""
    if isinstance(value, Record):
        return getattr(value, str(part))
    return value[part] if value and (not isinstance(value, dict) or part in value) else None
