"""Tables as files hold them: titles, then rows, and where each cell stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from coopgraph._base.errors import Problem

__all__ = ["Cell", "Grid", "Row", "column_letters"]

#: What a cell can hold; ``None`` where it is empty.
Cell = str | int | float | bool | date | None

_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file (of a CSV file: its first line), its cells, what is wrong."""

    number: int
    cells: tuple[Cell, ...]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a file.

    Attributes
    ----------
    name
        What the table is called: the worksheet, or the file without its suffix.
    file
        The file it is in.
    titles
        The titles of its columns.
    columns
        The number of each column in the file, from 1.
    rows
        The rows that hold something, below the titles.
    title_row
        The number of the row of titles.
    in_workbook
        Whether places are cells of a worksheet rather than lines of a file.
    merge
        Whether rows that say the same of the same record, or add to it, are meant as one.
    yields
        Whether its rows add nothing to what another table has recorded already.
    called
        What accounts call it, if not by its name.
    source
        The id of the source that its records come from, if each is to say so.
    """

    name: str
    file: str
    titles: tuple[str, ...]
    columns: tuple[int, ...]
    rows: Sequence[Row]
    title_row: int = 1
    in_workbook: bool = False
    merge: bool = False
    yields: bool = False
    called: str = ""
    source: str | None = None

    def at(self, problem: Problem, row: int, column: int | None) -> Problem:
        """The problem at a cell, by the row's number and the column's place among the titles."""
        title = "" if column is None else self.titles[column]
        problem = replace(problem, place=(title,) if title else ())
        number = None if column is None else self.columns[column]
        if self.in_workbook:
            return replace(problem, file=self.file, cell=self._cell(row, number))
        return problem.at(self.file, row, number or None)

    def _cell(self, row: int, number: int | None) -> str:
        return f"{self.name}!{column_letters(number)}{row}" if number else f"{self.name}!{row}"

    @property
    def label(self) -> str:
        """What the table is called where several are named: the worksheet, or the file."""
        if self.called:
            return self.called
        return self.name if self.in_workbook else self.file.replace("\\", "/").rpartition("/")[2]

    def row_label(self, row: int) -> str:
        """A row by the name of its file alone, wherever the file may lie."""
        file = self.file.replace("\\", "/").rpartition("/")[2]
        return f"{file}!{self._cell(row, None)}" if self.in_workbook else f"{file}:{row}"


def column_letters(number: int) -> str:
    """The letters of a column by its number, as spreadsheets count.

    Examples
    --------
    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
