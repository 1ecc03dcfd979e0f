"""Cells as the values of a record, as YAML would give them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from coopgraph._base.errors import Problem
from coopgraph.io.tables.grid import Cell, Row
from coopgraph.io.tables.sheets import LIST_SEPARATOR, Column, Holds

__all__ = ["entry_of", "listed"]

_SPACES: Final = " \t\r\n\xa0\u202f\ufeff"


def entry_of(
    named: Sequence[tuple[int, Column, str]], row: Row
) -> tuple[dict[str, Any], list[Problem]]:
    """What a row says, field by field, and what is wrong with its cells."""
    entry: dict[str, Any] = {}
    problems: list[Problem] = []
    for index, column, part in named:
        cell = row.cells[index] if index < len(row.cells) else None
        value = _value(cell, column)
        if value is None:
            continue
        if column.holds is Holds.TEXT:
            said = entry.get(column.name)
            if said is not None and (not part or isinstance(said, str)):
                name = f"{column.name}_{part}" if part else column.name
                problems.append(Problem("text-twice", (name,), {"field": column.name}))
            elif part:
                entry.setdefault(column.name, {})[part] = value
            else:
                entry[column.name] = value
        elif part:
            entry.setdefault(column.name, {})[part] = value
        elif column.holds is Holds.IDS:
            entry[column.name] = listed(value)
        elif len(column.path) == 2 and isinstance(column.path[1], str):  # noqa: PLR2004
            entry.setdefault(str(column.path[0]), {})[column.path[1]] = value
        elif len(column.path) == 2:  # noqa: PLR2004
            entry.setdefault("span", [None, None])[int(column.path[1])] = value
        else:
            entry[column.name] = value
    return entry, problems


def _value(cell: Cell, column: Column) -> Any:
    """What a cell says, as YAML would give it; ``None`` if it is empty."""
    if isinstance(cell, str):
        cell = cell.strip(_SPACES)
        if not cell:
            return None
    match column.holds:
        case Holds.NUMBER:
            return _number(cell)
        case Holds.DATE:
            return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        case Holds.WORD:
            return column.word(cell) if isinstance(cell, str) else cell
    return _text(cell)


def _text(cell: Cell) -> Cell:
    """A number or a date in a column of texts is a text that looks like one."""
    match cell:
        case bool() | None | str():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case date():
            return cell.isoformat()
    return str(cell)


def _number(cell: Cell) -> Cell:
    """A number as people write it, in France too: "1 000", "2,0"."""
    if isinstance(cell, str):
        plain = "".join(c for c in cell if c not in _SPACES).replace(",", ".")
        try:
            cell = float(plain)
        except ValueError:
            return cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def listed(value: Any) -> list[str]:
    """The values of a cell that holds several."""
    parts = str(value).split(LIST_SEPARATOR) if value is not None else []
    return [part.strip(_SPACES) for part in parts if part.strip(_SPACES)]
