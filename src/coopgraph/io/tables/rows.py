"""A dossier as rows of tables: what each record says, cell by cell."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from coopgraph.io.tables.grid import Cell
from coopgraph.io.tables.sheets import LINKS, LIST_SEPARATOR, SHEETS, Column, Holds, Sheet
from coopgraph.records.dossier import Dossier
from coopgraph.records.models import Evidence, Record
from coopgraph.words.dates import EDTFDate
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import Word

__all__ = ["rows_of", "titles_of"]

CellsByTitle = dict[str, Cell | Word]

#: The field of its owner that a record of a table is kept in.
FIELDS: Final[Mapping[str, str]] = {
    "provisions": "provisions",
    "parties": "parties",
    "participants": "participants",
    "requirements": "requires",
    "aliases": "aliases",
    "topics": "topics",
    "places": "places",
}


def rows_of(dossier: Dossier) -> dict[str, list[CellsByTitle]]:
    """The rows of each table, in the order of the records; empty cells are left out."""
    return _Writer(dossier).rows


def titles_of(sheet: Sheet, rows: Sequence[Mapping[str, object]]) -> list[tuple[str, Column]]:
    """The titles that rows need, with the columns they belong to, in order.

    A text in several languages takes a column for each, as codes take one for each scheme.
    """
    titles: list[tuple[str, Column]] = []
    used = dict.fromkeys(title for row in rows for title in row)
    for column in sheet.columns:
        found = [title for title in used if _belongs(title, column)]
        if column.holds is not Holds.CODES and (not found or column.name in found):
            found = [column.name, *(title for title in found if title != column.name)]
        titles += [(title, column) for title in found]
    return titles


def _belongs(title: str, column: Column) -> bool:
    if column.holds is Holds.TEXT:
        stem, _, language = title.rpartition("_")
        return title == column.name or (stem == column.name and len(language) <= 3)  # noqa: PLR2004
    if column.holds is Holds.CODES:
        return title.startswith(f"{column.name}.")
    return title == column.name


class _Writer:
    """Goes through the records once, numbering the evidence as it comes up."""

    def __init__(self, dossier: Dossier) -> None:
        self.rows: dict[str, list[CellsByTitle]] = {name: [] for name in SHEETS}
        self._evidence: dict[Evidence, str] = {}
        head = self._cells(SHEETS["dossier"], dossier)
        if head:
            self.rows["dossier"].append(head)
        for section in ("sources", "institutions", "agreements", "activities", "identities"):
            for record in getattr(dossier, section):
                self._add(section, record, {})

    def _add(self, name: str, record: Record, before: Mapping[str, Cell | Word]) -> None:
        sheet = SHEETS[name]
        self.rows[name].append({**before, **self._cells(sheet, record)})
        item = str(getattr(record, "id", ""))
        for part, field in FIELDS.items():
            owner = SHEETS[part].owner
            for entry in getattr(record, field, ()) if name in SHEETS[part].owners else ():
                self._add(part, entry, {owner: item})
        for relation in LINKS:
            linked = getattr(record, relation.field, None) or ()
            for link in linked if isinstance(linked, tuple) else (linked,):
                self._add("links", link, {"item": item, "relation": relation})

    def _cells(self, sheet: Sheet, record: Record) -> CellsByTitle:
        cells: CellsByTitle = {}
        for column in sheet.columns:
            if column.path:
                value = getattr(record, str(column.path[0]))
                cells |= self._column_cells(column, value)
        return {title: cell for title, cell in cells.items() if cell is not None}

    def _column_cells(self, column: Column, value: Any) -> CellsByTitle:
        match column.holds:
            case Holds.EVIDENCE:
                return {column.name: self._references(value)}
            case Holds.TEXT:
                return {
                    f"{column.name}_{tag}" if tag else column.name: text
                    for tag, text in (value.texts if isinstance(value, Text) else {}).items()
                }
            case Holds.CODES:
                return {f"{column.name}.{scheme}": code for scheme, code in value.items()}
            case Holds.IDS:
                return {column.name: f"{LIST_SEPARATOR} ".join(value)}
        for part in column.path[1:]:
            value = (
                value[part] if value and (not isinstance(value, dict) or part in value) else None
            )
        return {column.name: value.text if isinstance(value, EDTFDate) else value}

    def _references(self, evidence: tuple[Evidence, ...]) -> str | None:
        references = []
        for entry in evidence:
            if entry not in self._evidence:
                self._evidence[entry] = f"e{len(self._evidence) + 1}"
                row: CellsByTitle = {"reference": self._evidence[entry]}
                self.rows["evidence"].append({**row, **self._cells(SHEETS["evidence"], entry)})
            references.append(self._evidence[entry])
        return f"{LIST_SEPARATOR} ".join(references) or None
