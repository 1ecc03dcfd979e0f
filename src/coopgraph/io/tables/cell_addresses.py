"""A table as a file holds it: titles, rows, and the position of every cell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PureWindowsPath
from typing import Final

from coopgraph._base.errors import Problem

__all__ = ["Cell", "Grid", "Row", "column_letters"]

#: What a cell can hold; ``None`` where it is empty.
Cell = str | int | float | bool | date | None

_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file (in a CSV file: its first line), its cells, and its problem."""

    number: int
    cells: tuple[Cell, ...]
    problem: Problem | None = None

    def cell(self, index: int) -> Cell:
        """Return the cell at an index; ``None`` past the end of the row."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a file.

    Attributes
    ----------
    name
        The name of the worksheet, or of the file without its suffix.
    file
        The path of the file.
    titles
        The titles of the columns.
    columns
        The number of each column in the file, from 1; 0 for a column that the file has not.
    rows
        The rows below the titles that are not empty.
    title_row
        The number of the row of titles.
    in_workbook
        Whether positions are cells of a worksheet rather than lines of a file.
    merge
        Whether rows about the same record are merged where they do not contradict each other.
    yields
        Whether rows about a record that another table holds are ignored.
    called
        The name of the table in tallies, if not its label.
    source
        The id of the source that every record cites as evidence, if any.
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
        """Place a problem at a cell, by row number and column index, or at the whole row."""
        title = "" if column is None else self.titles[column]
        problem = replace(problem, place=(title,) if title else ())
        number = None if column is None else self.columns[column]
        if self.in_workbook:
            return replace(problem, file=self.file, cell=self._cell(row, number))
        return problem.at(self.file, row, number or None)

    def _cell(self, row: int, number: int | None) -> str:
        return f"{self.name}!{column_letters(number or 0)}{row}"

    @property
    def _file_name(self) -> str:
        return PureWindowsPath(self.file).name

    @property
    def label(self) -> str:
        """The name of the table where several are listed: the worksheet, or the file."""
        return self.called or (self.name if self.in_workbook else self._file_name)

    def row_label(self, row: int) -> str:
        """Name a row by file and number, without the folder."""
        cell = f"!{self._cell(row, None)}" if self.in_workbook else f":{row}"
        return self._file_name + cell


def column_letters(number: int) -> str:
    """Return the letters of a column by its number, as spreadsheets count; 0 has none.

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
