"""Column titles: which column a title names, in French, in English or by the name of the field."""

import re
from functools import lru_cache
from typing import Final

from coopgraph._base.errors import Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph.io.tables.cell_addresses import Grid
from coopgraph.io.tables.sheets import Column, Holds, Sheet
from coopgraph.messages.catalogue import LANGUAGES
from coopgraph.words.text import fold

__all__ = ["ReadColumns", "column_of", "columns_by_title", "field_title", "shown_title"]

#: Begins the title of a column that is not read: notes of the people who keep the table.
_IGNORED: Final = "#"

_IN_LANGUAGE: Final = re.compile(r"(?P<stem>.+?)(?:_| ?\()(?P<part>[a-z]{2,3})\)?")
_PART: Final = re.compile(r"(?P<stem>[^.]+)\.(?P<part>.+)")


#: The columns that are read, by field title: index among the cells, column, language, scheme or name.
ReadColumns = dict[str, tuple[int, Column, str]]


def columns_by_title(sheet: Sheet, grid: Grid) -> tuple[ReadColumns, list[Problem]]:
    """Return the columns that the titles of a table name, and the problems of titles."""
    columns: ReadColumns = {}
    problems: list[Problem] = []
    for index, written in enumerate(grid.titles):
        if not written.strip() or written.startswith(_IGNORED):
            continue
        found = column_of(sheet, written)
        title = field_title(*found) if found else ""
        if found and title not in columns:
            columns[title] = (index, *found)
            continue
        problem = Problem("repeated-column", values={"field": written})
        if not found:
            close = close_matches(fold(written), _titles(sheet), 1, 0.75)
            values = {"field": written, "known": ", ".join(c.name for c in sheet.columns)}
            code = "unknown-column" if close else "unknown-column-known"
            problem = Problem(code, values=values, suggestion=close[0] if close else None)
        problems.append(grid.at(problem, grid.title_row, index))
    present = tuple(f"{title}_" for title in columns)
    for column in sheet.columns:
        if column.required and not any(t.startswith(f"{column.name}_") for t in present):
            problem = Problem("missing-column", values={"field": column.name})
            problems.append(grid.at(problem, grid.title_row, None))
    return columns, problems


def field_title(column: Column, part: str) -> str:
    """Return the title for programs of a column in a language, with a scheme or a name."""
    joint = "." if column.holds.has_parts else "_"
    return f"{column.name}{joint}{part}" if part else column.name


def shown_title(title: str, column: Column, lang: str) -> str:
    """Return the title for readers, e.g. "nom (fr)" for ``name_fr``."""
    if column.holds.has_parts:
        return f"{column.title(lang)}.{title.partition('.')[2]}"
    tag = title.removeprefix(column.name).removeprefix("_")
    return f"{column.title(lang)} ({tag})" if tag else column.title(lang)


def column_of(sheet: Sheet, title: str) -> tuple[Column, str] | None:
    """Return the column that a title names, and the language or scheme it adds; or ``None``."""
    known = _titles(sheet)
    if fold(title) in known:
        column = known[fold(title)]
        return None if column.holds.has_parts else (column, "")
    for pattern, text in ((_PART, title.strip()), (_IN_LANGUAGE, fold(title))):
        found = pattern.fullmatch(text)
        if found and fold(found["stem"]) in known:
            column = known[fold(found["stem"])]
            fits = column.holds.has_parts if pattern is _PART else column.holds is Holds.TEXT
            return (column, found["part"].strip()) if fits else None
    return None


@lru_cache
def _titles(sheet: Sheet) -> dict[str, Column]:
    """Return the columns by every title that they may have, folded."""
    titles = {fold(c.title(lang)): c for c in sheet.columns for lang in LANGUAGES}
    return {**titles, **{column.name: column for column in sheet.columns}}
