"""CSV tables: one that somebody wrote, and a dossier as a folder of them.

Read as they come: UTF-8 with or without byte-order mark, UTF-16, or the cp1252 of older French
and English Windows; separated by comma, semicolon, tab or bar; with ``sep=;`` above the titles or
without. Written as UTF-8 with byte-order mark and commas, which spreadsheets open everywhere.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from coopgraph._base.errors import DossierError, FormatError, Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph._base.opening import content, decoded
from coopgraph.io.tables.grid import Grid, Row
from coopgraph.io.tables.records import Records
from coopgraph.io.tables.rows import rows_of, titles_of
from coopgraph.io.tables.sheets import SHEETS, Sheet
from coopgraph.messages.escaping import escape_formula, unescape_formula
from coopgraph.records.dossier import Dossier
from coopgraph.words.text import fold

__all__ = ["LIMIT_MB", "dump", "read_folder", "read_table"]

#: Above this size a CSV file is refused.
LIMIT_MB: Final = 512

_SEPARATORS: Final = ",;\t|"
_SEP_LINE: Final = re.compile(r"sep=(.)\r?\n")


def read_folder(folder: Path, *, lenient: bool = False) -> Records:
    """The records in a folder of CSV files, each named for its table.

    Raises
    ------
    DossierError
        When a file is no table, or none is there.
    """
    problems: list[Problem] = []
    grids: list[tuple[Sheet, Grid]] = []
    files: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() != ".csv" or path.name.startswith(("#", ".")):
            continue
        sheet = next((s for s in SHEETS.values() if s.is_called(path.stem)), None)
        if sheet is None:
            problems.append(unknown_table(path.stem).at(str(path), None, None))
        elif sheet.name in files:
            values = {"file": files[sheet.name]}
            problems.append(Problem("repeated-table", values=values).at(str(path), None, None))
        else:
            files[sheet.name] = path
            try:
                data = content(Path(path.name), LIMIT_MB, folder=folder)
                grid, wrong = _table(path, data)
                grids.append((sheet, grid))
                problems += wrong
            except DossierError as error:
                problems += error.problems
    if not grids and not problems:
        known = ", ".join(f"{name}.csv" for name in SHEETS)
        problems.append(Problem("no-tables", values={"known": known}).at(str(folder), None, None))
    if problems and not (lenient and grids):
        raise DossierError(problems)
    records = Records(grids, lenient=lenient)
    records.problems += problems
    return records


def unknown_table(name: str) -> Problem:
    """The problem of a table that is none of a dossier's."""
    known = {fold(title): title for s in SHEETS.values() for title in (s.name, s.title("fr"))}
    close = close_matches(fold(name), known, 1, 0.75)
    values = {"name": name, "known": ", ".join(SHEETS)}
    code = "unknown-table" if close else "unknown-table-known"
    return Problem(code, values=values, suggestion=known[close[0]] if close else None)


def read_table(path: Path, data: bytes, *, title_row: int = 1) -> Grid:
    """The table in a CSV file.

    Parameters
    ----------
    path, data
        The file, and its bytes.
    title_row
        The row of the titles; what stands above is not read.

    Raises
    ------
    DossierError
        When it is none, with the line.
    """
    grid, problems = _table(path, data, title_row)
    if problems:
        raise DossierError(problems)
    return grid


def _table(path: Path, data: bytes, title_row: int = 1) -> tuple[Grid, list[Problem]]:
    """The table, without rows that have more cells than titles, and those."""
    try:
        text = decoded(data, "cp1252")
        found = [row for row in _rows(text) if row.number >= title_row]
    except DossierError as error:
        problems = [p.at(str(path), p.line, p.column) for p in error.problems]
        raise DossierError(problems) from None
    if not found:
        raise DossierError([Problem("empty-file").at(str(path), None, None)])
    titles = tuple(str(cell).strip() for cell in found[0].cells)
    problems = [
        Problem("too-many-cells", values={"count": len(row.cells), "columns": len(titles)}).at(
            str(path), row.number, len(titles) + 1
        )
        for row in found[1:]
        if any(row.cells[len(titles) :])
    ]
    rows = [row for row in found[1:] if not any(row.cells[len(titles) :])]
    columns = tuple(range(1, len(titles) + 1))
    return Grid(path.stem, str(path), titles, columns, rows, found[0].number), problems


def _rows(text: str) -> Iterator[Row]:
    if "\0" in text:
        raise DossierError([Problem("csv-not-text")])
    skipped = 0
    stated = _SEP_LINE.match(text)
    if stated:
        text, skipped = text[stated.end() :], 1
    lines = text.lstrip("\r\n")
    skipped += text[: len(text) - len(lines)].count("\n")
    separator = stated[1] if stated else _separator(lines)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cell and not cell.isspace() for cell in cells):
                yield Row(number + skipped, tuple(map(unescape_formula, cells)))
            number = reader.line_num + 1
    except csv.Error as error:
        long = "field larger" in str(error)
        values = {"limit": csv.field_size_limit()} if long else {}
        problem = Problem("csv-long-cell" if long else "csv-syntax", values=values)
        raise DossierError([problem.at(None, number + skipped, None)]) from None


def _separator(text: str) -> str:
    """The separator of which the line of titles has most, quoted ones aside."""
    titles = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(_SEPARATORS, key=titles.count)


def dump(dossier: Dossier) -> Mapping[str, bytes]:
    """The files of a dossier by name, every table among them so that an older one is replaced."""
    rows = rows_of(dossier)
    files = {}
    for name, sheet in SHEETS.items():
        titles = [title for title, _ in titles_of(sheet, rows[name])]
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(titles)
        for row in rows[name]:
            writer.writerow([_cell(row.get(title)) for title in titles])
        files[f"{name}.csv"] = codecs.BOM_UTF8 + stream.getvalue().encode()
    return files


def _cell(cell: object) -> str:
    text = "" if cell is None else str(cell)
    if len(text) >= csv.field_size_limit():
        raise FormatError("text-too-long", format="CSV", limit=csv.field_size_limit())
    return str(escape_formula(text))
