"""The titles of a table: which column each one means, in French, English or the words of programs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from coopgraph._base.errors import Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph.io.tables.grid import Grid
from coopgraph.io.tables.sheets import Column, Holds, Sheet
from coopgraph.messages.catalogue import LANGUAGES
from coopgraph.words.text import fold

__all__ = ["Columns", "columns_by_title", "shown_title"]

#: A column whose title begins so is for the people who keep the table, and is not read.
_ASIDE: Final = "#"

_IN_LANGUAGE: Final = re.compile(r"(?P<stem>.+?)(?:_| ?\()(?P<tag>[a-z]{2,3})\)?")
_CODE: Final = re.compile(r"(?P<stem>[^.]+)\.(?P<scheme>.+)")


@dataclass(slots=True)
class Columns:
    """The columns of a table that are read.

    Attributes
    ----------
    named
        The place among the cells, the column, and the language or scheme that its title adds.
    where
        The place among the cells by the title for programs.
    problems
        Titles that mean nothing, or the same.
    """

    named: list[tuple[int, Column, str]] = field(default_factory=list)
    where: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def columns_by_title(sheet: Sheet, grid: Grid) -> Columns:
    """The columns that the titles of a table mean."""
    columns = Columns()
    for index, written in enumerate(grid.titles):
        if not written.strip() or written.startswith(_ASIDE):
            continue
        found = _meant(sheet, written)
        if found is None:
            known = _titles(sheet)
            close = close_matches(fold(written), known, 1, 0.75)
            names = ", ".join(column.name for column in sheet.columns)
            values = {"field": written, "known": names}
            code = "unknown-column" if close else "unknown-column-known"
            problem = Problem(code, values=values, suggestion=close[0] if close else None)
            columns.problems.append(grid.at(problem, grid.title_row, index))
            continue
        column, part = found
        joint = "." if column.holds is Holds.CODES else "_"
        name = f"{column.name}{joint}{part}" if part else column.name
        if name in columns.where:
            problem = Problem("repeated-column", values={"field": written})
            columns.problems.append(grid.at(problem, grid.title_row, index))
            continue
        columns.where[name] = index
        columns.named.append((index, column, part))
    missing = [c.name for c in sheet.columns if c.required and not _is_there(c, columns.where)]
    for name in missing:
        problem = Problem("missing-column", values={"field": name})
        columns.problems.append(grid.at(problem, grid.title_row, None))
    return columns


def shown_title(title: str, column: Column, lang: str) -> str:
    """A title for programs as a reader sees it, e.g. ``name_fr`` as "nom (fr)"."""
    if column.holds is Holds.CODES:
        return f"{column.title(lang)}.{title.partition('.')[2]}"
    tag = title.removeprefix(column.name).removeprefix("_")
    return f"{column.title(lang)} ({tag})" if tag else column.title(lang)


def _is_there(column: Column, where: Mapping[str, int]) -> bool:
    return any(name == column.name or name.startswith(f"{column.name}_") for name in where)


def _meant(sheet: Sheet, written: str) -> tuple[Column, str] | None:
    known = _titles(sheet)
    folded = fold(written)
    if folded in known:
        column = sheet.column(known[folded])
        return (column, "") if column and column.holds is not Holds.CODES else None
    code = _CODE.fullmatch(written.strip())
    if code and fold(code["stem"]) in known:
        column = sheet.column(known[fold(code["stem"])])
        return (column, code["scheme"].strip()) if column and column.holds is Holds.CODES else None
    tagged = _IN_LANGUAGE.fullmatch(folded)
    if tagged and tagged["stem"] in known:
        column = sheet.column(known[tagged["stem"]])
        return (column, tagged["tag"]) if column and column.holds is Holds.TEXT else None
    return None


@lru_cache
def _titles(sheet: Sheet) -> dict[str, str]:
    """The name of a column by everything that it may be called, folded."""
    titles = {fold(c.title(lang)): c.name for c in sheet.columns for lang in LANGUAGES}
    return {**titles, **{column.name: column.name for column in sheet.columns}}
