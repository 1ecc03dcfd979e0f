"""Workbooks: a sheet for each kind of record, drop-down lists for the closed words."""

import contextlib
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coopgraph._base.errors import DossierError, FormatError, Problem
from coopgraph._base.opening import content, too_large
from coopgraph.io.read.csv import unknown_table
from coopgraph.io.tables.grid import Cell, Grid, Row
from coopgraph.io.tables.records import Records
from coopgraph.io.tables.rows import rows_of, titles_of
from coopgraph.io.tables.sheets import SHEETS, Column, Holds, Sheet
from coopgraph.io.tables.titles import shown_title
from coopgraph.messages.catalogue import LANGUAGES, say
from coopgraph.messages.escaping import escape_formula
from coopgraph.records.dossier import Dossier
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import Gender, Word

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["LIMIT_MB", "dump", "read_table", "read_workbook"]

#: Above this size, packed, a workbook is refused; unpacked it may be ten times as large.
LIMIT_MB: Final = 64

_UNPACKED: Final = 10
_OLE: Final = b"\xd0\xcf\x11\xe0"  # an old .xls, or a workbook with a password

_LONGEST: Final = 32_767  # characters that a cell can hold

#: What is wrong in cells, each with the title of its column.
_Wrong = list[tuple[str, Problem]]

_ROWS_WITH_LISTS: Final = 2000  # rows below the titles that offer a list of words
_WIDTHS: Final = (10, 60)

_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def read_workbook(path: Path, *, lenient: bool = False) -> Records:
    """The records in a workbook.

    Raises
    ------
    DossierError
        When it is none, or, unless lenient, sheets or cells cannot be read, with every such place.
    """
    problems: list[Problem] = []
    grids: list[tuple[Sheet, Grid]] = []
    for grid, wrong in _grids(path, _is_read):
        sheet = next((s for s in SHEETS.values() if s.is_called(grid.name)), None)
        if sheet is None:
            problems.append(grid.at(unknown_table(grid.name), grid.title_row, None))
        elif any(sheet is other for other, _ in grids):
            earlier = next(g for s, g in grids if s is sheet)
            problem = Problem("repeated-table", values={"file": earlier.name})
            problems.append(grid.at(problem, grid.title_row, None))
        else:
            grids.append((sheet, grid))
            problems += [problem for _, problem in wrong]
    if not grids and not problems:
        known = ", ".join(SHEETS)
        problems.append(Problem("no-tables", values={"known": known}).at(str(path), None, None))
    if problems and not (lenient and grids):
        raise DossierError(problems)
    records = Records(grids, lenient=lenient)
    records.problems += problems
    return records


def read_table(
    path: Path,
    data: bytes,
    worksheet: str | None = None,
    *,
    title_row: int = 1,
    used: Collection[str] | None = None,
) -> Grid:
    """One table of a workbook: of the sheet that is named, else the first that holds anything.

    Parameters
    ----------
    path, data
        The workbook, and its bytes.
    worksheet
        The name of the sheet.
    title_row
        The row of the titles; what stands above is not read.
    used
        The titles of the columns that matter: what is wrong in others does not.

    Raises
    ------
    DossierError
        When there is none such.
    """
    names: list[str] = []

    def is_read(name: str) -> bool:
        names.append(name)
        return worksheet in {None, name}

    for grid, wrong in _grids(path, is_read, title_row, data):
        problems = [p for title, p in wrong if used is None or title in used]
        if problems:
            raise DossierError(problems)
        return grid
    values = {"name": worksheet or "", "known": ", ".join(names)}
    raise DossierError([Problem("unknown-worksheet", values=values).at(str(path), None, None)])


def _is_read(name: str) -> bool:
    """Whether a worksheet is more than a guide or an aside."""
    guides = {fold(say("guide", lang)) for lang in LANGUAGES}
    return not name.startswith("#") and fold(name) not in guides


def _grids(
    path: Path, is_read: Callable[[str], bool], title_row: int = 1, data: bytes | None = None
) -> list[tuple[Grid, _Wrong]]:
    """The tables of the sheets that hold something, with what is wrong in cells, by title."""
    data = content(path, LIMIT_MB) if data is None else data
    with _readable(path), warnings.catch_warnings():
        # What openpyxl does not keep (pictures, conditional formats) says nothing here.
        warnings.simplefilter("ignore")
        _check_size(path, data)
        sheets = [s for s in _opened(data, values=False).worksheets if is_read(s.title)]
        found = [_grid(path, data, sheet, title_row) for sheet in sheets]
        return [pair for pair in found if pair is not None]


def _grid(path: Path, data: bytes, sheet: Any, title_row: int) -> tuple[Grid, _Wrong] | None:
    rows: list[Row] = []
    wrong: dict[int, list[Problem]] = {}
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
                wrong.setdefault(cell.column, []).append(placed)
            row[cell.column] = value
        if any(str(value).strip() for value in row.values() if value is not None):
            rows.append(Row(cells[0].row, tuple(row.get(n) for n in range(1, max(row) + 1))))
    if not rows:
        return None
    width = max(len(row.cells) for row in rows)
    titles = ["" if cell is None else str(cell).strip() for cell in rows[0].cells]
    titles += [""] * (width - len(titles))
    columns = tuple(range(1, width + 1))
    grid = Grid(
        sheet.title, str(path), tuple(titles), columns, rows[1:], rows[0].number, in_workbook=True
    )
    named = [(titles[n - 1], problem) for n, found in wrong.items() for problem in found]
    return grid, [*named, *(("", problem) for problem in _untitled(grid))]


def _untitled(grid: Grid) -> Iterator[Problem]:
    """Cells that hold something in columns without a title."""
    bare = [n for n, title in enumerate(grid.titles) if not title]
    for row in grid.rows if bare else ():
        for n in bare:
            if n < len(row.cells) and str(row.cells[n] or "").strip():
                yield grid.at(Problem("untitled-cell"), row.number, n)


def _rows_of(sheet: Any) -> Iterator[list[Any]]:
    """The cells of each row that hold anything."""
    sheet.reset_dimensions()  # what a file says of its own size may be wrong, or huge
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
    if not isinstance(value, str | int | float | bool):
        return str(value), None
    return value, None


#: Scripts write the French letters of day and year, which Excel itself never stores.
_FRENCH_PARTS: Final = str.maketrans("ja", "dy")


def _as_shown(value: date, number_format: str) -> str:
    """A date as far as the cell shows it: "May 2019" is no day."""
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
def _readable(path: Path) -> Iterator[None]:
    """Broken files fail in openpyxl in countless ways, some only while their rows are read."""
    try:
        yield
    except DossierError:
        raise
    except Exception as error:  # noqa: BLE001 - see above
        reason = f"{type(error).__name__}: {error}"[:120]
        problem = Problem("not-a-workbook", values={"reason": reason})
    else:
        return
    raise DossierError([problem.at(str(path), None, None)])


def _check_size(path: Path, data: bytes) -> None:
    if data.startswith(_OLE):
        raise DossierError([Problem("workbook-locked").at(str(path), None, None)])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    if size > LIMIT_MB * _UNPACKED * 1_000_000:
        raise too_large(path, size, LIMIT_MB * _UNPACKED)


def dump(dossier: Dossier, file: str = "dossier.xlsx") -> bytes:
    """The workbook of a dossier, in its language: a guide, then a sheet for each kind of record."""
    from openpyxl import Workbook

    lang = dossier.language if dossier.language in LANGUAGES else "en"
    rows = rows_of(dossier)
    book = Workbook()
    _write_guide(book.worksheets[0], lang, file)
    # What people fill in first stands first; what it refers to, last.
    last = ("evidence", "identities", "dossier")
    for name in (*(name for name in SHEETS if name not in last), *last):
        _write_sheet(book.create_sheet(SHEETS[name].title(lang)), SHEETS[name], rows[name], lang)
    stream = io.BytesIO()
    book.save(stream)
    return _steady(stream.getvalue())


def _write_sheet(
    sheet: "Worksheet", table: Sheet, rows: Sequence[Mapping[str, Any]], lang: str
) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    titles = titles_of(table, rows)
    for n, (title, column) in enumerate(titles, start=1):
        head = sheet.cell(1, n, shown_title(title, column, lang))
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="FFE8EEF4" if column.required else "FFF4F4F4")
        head.alignment = Alignment(vertical="top", wrap_text=True)
        head.comment = Comment(column.meaning(lang), "coopgraph", height=90, width=280)
        letter = head.column_letter
        cells = [_written(row.get(title), table.gender, lang) for row in rows]
        longest = max([len(str(head.value)), *(len(str(cell or "")) for cell in cells)])
        sheet.column_dimensions[letter].width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
        if column.holds is not Holds.NUMBER:
            sheet.column_dimensions[letter].number_format = "@"  # what is typed later stays text
        for m, cell in enumerate(cells, start=2):
            if cell is not None:
                _write_cell(sheet.cell(m, n), cell)
        _offer(sheet, letter, table, column, lang)
    sheet.freeze_panes = "B2"


def _write_cell(place: Any, cell: str | int) -> None:
    from openpyxl.styles import Alignment

    if len(str(cell)) > _LONGEST:  # openpyxl would cut it
        raise FormatError("text-too-long", format="XLSX", limit=_LONGEST)
    place.value = cell
    if isinstance(cell, str):
        place.data_type = "s"  # also where it looks like a formula
        place.number_format = "@"
        # Excel's own apostrophe: the text stays a text when somebody edits the cell.
        place.quotePrefix = escape_formula(cell) != cell
    place.alignment = Alignment(vertical="top", wrap_text=True)


def _written(cell: Any, gender: Gender, lang: str) -> str | int | None:
    return cell.label(lang, gender) if isinstance(cell, Word) else cell


def _offer(sheet: "Worksheet", letter: str, table: Sheet, column: Column, lang: str) -> None:
    """The list of words or ids that the cells of a column offer."""
    from openpyxl.worksheet.datavalidation import DataValidation

    cells = f"{letter}2:{letter}{_ROWS_WITH_LISTS}"
    if column.holds is Holds.WORD:
        words = ",".join(word.label(lang, table.gender) for word in column.words)
        if len(words) > 255:  # noqa: PLR2004 - what a list in a cell's own rule can hold
            words = ",".join(word.value for word in column.words)
        rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
        rule.error = say("guide-not-in-list", lang)
        rule.showErrorMessage = True
    elif column.holds is Holds.ID and len(column.names) == 1:
        named = SHEETS[column.names[0]]
        place = next(n for n, c in enumerate(named.columns) if c.name == "id")
        ids = "ABC"[place]
        where = f"'{named.title(lang)}'!${ids}$2:${ids}${_ROWS_WITH_LISTS}"
        rule = DataValidation("list", formula1=where, allow_blank=True)
        rule.showErrorMessage = False  # an id may be given before its record is
    else:
        return
    rule.add(cells)
    sheet.add_data_validation(rule)


def _write_guide(sheet: "Worksheet", lang: str, file: str) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = say("guide", lang)
    sheet.append([say("guide-title", lang)])
    sheet.append([say("guide-how", lang, file=file)])
    sheet.append([])
    heads = ("sheet", "column", "needed", "meaning", "words")
    sheet.append([say(f"guide-{head}", lang) for head in heads])
    for table in SHEETS.values():
        sheet.append([table.title(lang), "", "", say(f"sheet-{table.name}-meaning", lang)])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for column in table.columns:
            words = ", ".join(word.label(lang, table.gender) for word in column.words)
            needed = say("guide-yes", lang) if column.required else ""
            words = "" if column.is_stage else words
            sheet.append(["", column.title(lang), needed, column.meaning(lang), words])
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for number in (1, 4):
        for cell in sheet[number]:
            cell.font = Font(bold=True, size=14 if number == 1 else 11)
    for number in (1, 2):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=5)
    sheet.row_dimensions[2].height = 64
    for letter, width in zip("ABCDE", (16, 26, 12, 70, 70), strict=True):
        sheet.column_dimensions[letter].width = width


def _steady(data: bytes) -> bytes:
    """The same workbook without the hour at which it was made."""
    stream = io.BytesIO()
    made = zipfile.ZipFile(io.BytesIO(data))
    with made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as steady:
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content
                )
            info = zipfile.ZipInfo(entry.filename, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            steady.writestr(info, content)
    return stream.getvalue()
