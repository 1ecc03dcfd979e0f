"""Cells of a table as the values of a record, in the form that YAML gives them."""

import re
from datetime import date
from typing import Any, Final

from coopgraph._base.errors import Problem
from coopgraph.io.tables.cell_addresses import Cell, Row
from coopgraph.io.tables.sheets import LIST_SEPARATOR, Column, Holds, YesNo
from coopgraph.io.tables.titles import ReadColumns

__all__ = ["entry_of", "readings_of", "split_list"]

_SPACES: Final = " \t\r\n\xa0\u202f\ufeff"

#: A number whose comma may separate thousands or decimals; no thousands begin with 0.
_TWO_READINGS: Final = re.compile(r"(?P<whole>[+-]?[1-9]\d{0,2}),(?P<rest>\d{3})(?P<percent>%?)")


def entry_of(columns: ReadColumns, row: Row) -> tuple[dict[str, Any], list[Problem]]:
    """Return the fields of the record in a row, and the problems of its cells."""
    entry: dict[str, Any] = {}
    problems: list[Problem] = []
    for title, (index, column, part) in columns.items():
        value = _value(row.cell(index), column)
        if value is None:
            continue
        known = entry.get(column.name)
        if column.holds is Holds.TEXT and (isinstance(known, str) or (known and not part)):
            problems.append(Problem("text-twice", (title,), {"field": column.name}))
        elif part:
            entry.setdefault(column.name, {})[part] = value
        elif column.holds is Holds.IDS:
            entry[column.name] = split_list(value)
        elif len(column.path) > 1:
            field, key = column.path
            entry.setdefault(str(field), {} if isinstance(key, str) else [None, None])[key] = value
        else:
            entry[column.name] = value
    return entry, problems


def _value(cell: Cell, column: Column) -> Any:
    """Convert a cell to the type of its column; ``None`` if it is empty."""
    if isinstance(cell, str):
        cell = cell.strip(_SPACES)
        if not cell:
            return None
    match column.holds:
        case Holds.NUMBER | Holds.WEIGHTS:
            value = _number(cell)
        case Holds.FLAG:
            value = _flag(cell, column)
        case Holds.DATE:
            value = _whole(cell)
        case Holds.WORD:
            value = column.word(cell) if isinstance(cell, str) else cell
        case _:
            value = _text(cell)
    return value


def _text(cell: Cell) -> Cell:
    """Return a number or a date in a column of texts as the text that looks like it."""
    if isinstance(cell, bool | None | str):
        return cell
    return cell.isoformat() if isinstance(cell, date) else str(_whole(cell))


def _whole(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _number(cell: Cell) -> Cell:
    """Parse a number in English or French notation: "1 000", "2,0", "55 %".

    Text that is no number, or two ("1,000" is a thousand in English and one in French), is returned
    unchanged, so that it is refused. Spreadsheets show and keep 15 digits; more of them come from
    their arithmetic.
    """
    if isinstance(cell, str):
        if readings_of(cell):
            return cell
        plain = _without_spaces(cell).replace(",", ".")
        try:
            cell = float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
        except ValueError:
            return cell
    return _whole(float(f"{cell:.15g}") if isinstance(cell, float) else cell)


def readings_of(text: str) -> dict[str, str]:
    """Return how to write the two numbers that a text may mean; nothing if it means only one.

    Examples
    --------
    >>> readings_of("12,500")
    {'thousands': '12500', 'decimal': '12.5'}
    >>> readings_of("0,125"), readings_of("1 000,125"), readings_of("12,50")
    ({}, {}, {})
    """
    found = _TWO_READINGS.fullmatch(_without_spaces(text))
    if not found:
        return {}
    whole, rest, percent = found.groups()
    decimal = f"{whole}.{rest.rstrip('0') or '0'}"
    return {"thousands": f"{whole}{rest}{percent}", "decimal": f"{decimal}{percent}"}


def _without_spaces(text: str) -> str:
    return "".join(c for c in text if c not in _SPACES)


#: What spreadsheets make of yes and no.
_TRUTHS: Final = {"true": True, "vrai": True, "false": False, "faux": False}


def _flag(cell: Cell, column: Column) -> Cell:
    """Parse yes or no; other text is returned unchanged."""
    if not isinstance(cell, str):
        return cell
    written = column.word(cell)
    if written in set(YesNo):
        return written == YesNo.YES
    return _TRUTHS.get(written.lower(), cell)


def split_list(value: Any) -> list[str]:
    """Split a cell that holds several values."""
    parts = str(value).split(LIST_SEPARATOR) if value is not None else []
    return [part.strip(_SPACES) for part in parts if part.strip(_SPACES)]
