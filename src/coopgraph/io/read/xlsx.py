"""Workbooks: a sheet for each kind of record, or single tables for a mapping."""

import contextlib
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coopgraph._base.errors import DossierError, Problem
from coopgraph._base.opening import file_bytes, too_large_error
from coopgraph.io.tables.cell_addresses import Cell, Grid, Row
from coopgraph.io.tables.records import TableRecords, records_of_sheets
from coopgraph.io.tables.sheets import SHEETS, Sheet, find_sheet
from coopgraph.messages.catalogue import LANGUAGES, say
from coopgraph.words.text import fold

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["LIMIT_MB", "read_table", "read_workbook"]

#: Larger workbooks are refused; unpacked they may be ten times as large.
LIMIT_MB: Final = 64

_UNPACKED: Final = 10
_OLE: Final = b"\xd0\xcf\x11\xe0"  # an old .xls, or a workbook with a password

#: Problems of cells, each with the title of the column.
_CellProblems = list[tuple[str, Problem]]


def read_workbook(path: Path, *, lenient: bool = False) -> TableRecords:
    """Parse a workbook with a sheet for each kind of record.

    Raises
    ------
    DossierError
        When it is no workbook, or, unless ``lenient``, with all sheets and cells that cannot be
        read.
    """
    problems: list[Problem] = []
    grids: list[tuple[Sheet, Grid]] = []
    seen: dict[str, str] = {}
    for grid, wrong in _grids(path, _is_read):
        sheet = find_sheet(grid.name, seen)
        if isinstance(sheet, Problem):
            problems.append(grid.at(sheet, grid.title_row, None))
        else:
            seen[sheet.name] = grid.name
            grids.append((sheet, grid))
            problems += [problem for _, problem in wrong]
    return records_of_sheets(grids, problems, list(SHEETS), file=str(path), lenient=lenient)


def read_table(
    path: Path,
    data: bytes,
    worksheet: str | None = None,
    *,
    title_row: int = 1,
    used: Collection[str] | None = None,
) -> tuple[Grid, list[Problem]]:
    """Parse one table of a workbook: the named worksheet, else the first that is not empty.

    Rows above the ``title_row`` are skipped. Cells that cannot be read are left empty, with a
    problem for each, unless their columns are not ``used``: all are by default.

    Raises
    ------
    DossierError
        When it is no workbook, or there is no such worksheet.
    """
    names: list[str] = []

    def is_read(name: str) -> bool:
        names.append(name)
        return worksheet in {None, name}

    for grid, wrong in _grids(path, is_read, title_row, data):
        return grid, [problem for title, problem in wrong if used is None or title in used]
    values = {"name": worksheet or "", "known": ", ".join(names)}
    raise DossierError([Problem("unknown-worksheet", values=values, file=str(path))])


def _is_read(name: str) -> bool:
    """Whether a worksheet holds records: it is no guide, and no notes (``#``)."""
    guides = {fold(say("guide", lang)) for lang in LANGUAGES}
    return not name.startswith("#") and fold(name) not in guides


def _grids(
    path: Path, is_read: Callable[[str], bool], title_row: int = 1, data: bytes | None = None
) -> list[tuple[Grid, _CellProblems]]:
    """Return the tables of the worksheets that are not empty, with the problems of their cells."""
    data = file_bytes(path, LIMIT_MB) if data is None else data
    with _broken_files_refused(path), warnings.catch_warnings():
        # openpyxl warns about what it drops: pictures, conditional formats.
        warnings.simplefilter("ignore")
        _check_size(path, data)
        sheets = [s for s in _opened(data, values=False).worksheets if is_read(s.title)]
        found = [_grid(path, data, sheet, title_row) for sheet in sheets]
        return [pair for pair in found if pair is not None]


def _grid(path: Path, data: bytes, sheet: Any, title_row: int) -> tuple[Grid, _CellProblems] | None:
    rows: list[Row] = []
    wrong: list[tuple[int, Problem]] = []
    computed: dict[str, Cell] | None = None
    for cells in _rows_of(sheet):
        if cells[0].row < title_row:
            continue
        if computed is None and any(cell.data_type == "f" for cell in cells):
            values = _rows_of(_opened(data, values=True)[sheet.title])
            computed = {cell.coordinate: cell.value for line in values for cell in line}
        row: dict[int, Cell] = {}
        for cell in cells:
            value, problem = _value(cell, computed or {})
            if problem:
                placed = replace(problem, file=str(path), cell=f"{sheet.title}!{cell.coordinate}")
                wrong.append((cell.column, placed))
            row[cell.column] = value
        if any(str(value).strip() for value in row.values() if value is not None):
            rows.append(Row(cells[0].row, tuple(row.get(n) for n in range(1, max(row) + 1))))
    if not rows:
        return None
    width = max(len(row.cells) for row in rows)
    heads = [rows[0].cell(n) for n in range(width)]
    titles = tuple("" if head is None else str(head).strip() for head in heads)
    columns = tuple(range(1, width + 1))
    grid = Grid(sheet.title, str(path), titles, columns, rows[1:], rows[0].number, in_workbook=True)
    problems = [(titles[n - 1], problem) for n, problem in wrong]
    return grid, [*problems, *(("", problem) for problem in _untitled(grid))]


def _untitled(grid: Grid) -> Iterator[Problem]:
    """Yield a problem for every filled cell in a column without a title."""
    untitled = [n for n, title in enumerate(grid.titles) if not title]
    for row in grid.rows if untitled else ():
        for n in untitled:
            if str(row.cell(n) or "").strip():
                yield grid.at(Problem("untitled-cell"), row.number, n)


def _rows_of(sheet: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row that are not empty."""
    sheet.reset_dimensions()  # the size that a file states may be wrong, or huge
    for row in sheet.iter_rows():
        cells = [cell for cell in row if cell.value is not None]
        if cells:
            yield cells


def _value(cell: Any, computed: Mapping[str, Cell]) -> tuple[Cell, Problem | None]:
    value = cell.value
    if cell.data_type == "f":
        value = computed.get(cell.coordinate)
        if value is None:
            return None, Problem("formula-without-value")
    if cell.data_type == "e" or (cell.data_type == "f" and str(value).startswith("#")):
        return None, Problem("cell-error", values={"value": value})
    if isinstance(value, datetime | date):
        return _as_shown(value, str(cell.number_format)), None
    if isinstance(value, int) and re.fullmatch("0+", str(cell.number_format)):
        return str(value).zfill(len(cell.number_format)), None
    return value if isinstance(value, str | int | float | bool) else str(value), None


#: The French letters of day and year, which scripts write and Excel never stores.
_FRENCH_PARTS: Final = str.maketrans("ja", "dy")


def _as_shown(value: date, number_format: str) -> str:
    """Return a date as far as the cell shows it: "May 2019" is no day."""
    parts = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    day = value.date() if isinstance(value, datetime) else value
    parts = parts.translate(_FRENCH_PARTS)
    if "d" in parts:
        return day.isoformat()
    if "m" in parts and "h" not in parts:
        return f"{day:%Y-%m}"
    return f"{day:%Y}" if "y" in parts else day.isoformat()


def _opened(data: bytes, *, values: bool) -> "Workbook":
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=values)


@contextlib.contextmanager
def _broken_files_refused(path: Path) -> Iterator[None]:
    """Turn any exception of openpyxl into a problem of the file; some arise only between rows."""
    try:
        yield
    except DossierError:
        raise
    except Exception as error:  # noqa: BLE001 - see above
        reason = f"{type(error).__name__}: {error}"[:120]
        problem = Problem("not-a-workbook", values={"reason": reason}, file=str(path))
        raise DossierError([problem]) from None


def _check_size(path: Path, data: bytes) -> None:
    if data.startswith(_OLE):
        raise DossierError([Problem("workbook-locked", file=str(path))])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    if size > LIMIT_MB * _UNPACKED * 1_000_000:
        raise too_large_error(path, size, LIMIT_MB * _UNPACKED)
