"""CSV tables: a folder of them as a dossier, and single ones for a mapping.

Read in the encodings and with the separators that are in use: UTF-8 with or without byte-order
mark, UTF-16, or the cp1252 of older French and English Windows; comma, semicolon, tab or bar; with
or without a line ``sep=;`` above the titles.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from coopgraph._base.errors import DossierError, Problem
from coopgraph._base.opening import decode_text, file_bytes
from coopgraph.io.tables.cell_addresses import Grid, Row
from coopgraph.io.tables.records import TableRecords, records_of_sheets
from coopgraph.io.tables.sheets import SHEETS, Sheet, find_sheet
from coopgraph.messages.escaping import unescape_formula

__all__ = ["LIMIT_MB", "read_folder", "read_table"]

#: Larger files are refused.
LIMIT_MB: Final = 512

_SEPARATORS: Final = ",;\t|"
_SEP_LINE: Final = re.compile(r"sep=(.)\r?\n")


def read_folder(folder: Path, *, lenient: bool = False) -> TableRecords:
    """Parse a folder of CSV files, each named after its table.

    Raises
    ------
    DossierError
        When there is no table, or, unless ``lenient``, when a file is none.
    """
    problems: list[Problem] = []
    grids: list[tuple[Sheet, Grid]] = []
    files: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() != ".csv" or path.name.startswith(("#", ".")):
            continue
        sheet = find_sheet(path.stem, files)
        if isinstance(sheet, Problem):
            problems.append(sheet.at(str(path), None, None))
            continue
        files[sheet.name] = path
        try:
            grid, wrong = read_table(path, file_bytes(Path(path.name), LIMIT_MB, folder=folder))
        except DossierError as error:
            problems += error.problems
        else:
            grids.append((sheet, grid))
            problems += wrong
    expected = [f"{name}.csv" for name in SHEETS]
    return records_of_sheets(grids, problems, expected, file=str(folder), lenient=lenient)


def read_table(path: Path, data: bytes, *, title_row: int = 1) -> tuple[Grid, list[Problem]]:
    """Parse the bytes of a CSV file.

    Rows above the ``title_row`` are skipped. Rows with more cells than titles are left out, with a
    problem for each.

    Raises
    ------
    DossierError
        When it is no CSV, with the line.
    """
    try:
        found = [row for row in _rows(decode_text(data, "cp1252")) if row.number >= title_row]
    except DossierError as error:
        problems = [p.at(str(path), p.line, p.column) for p in error.problems]
        raise DossierError(problems) from None
    if not found:
        raise DossierError([Problem("empty-file", file=str(path))])
    titles = tuple(str(cell).strip() for cell in found[0].cells)
    width, rows, problems = len(titles), [], []
    for row in found[1:]:
        if any(row.cells[width:]):
            values = {"count": len(row.cells), "columns": width}
            problem = Problem("too-many-cells", values=values)
            problems.append(problem.at(str(path), row.number, width + 1))
        else:
            rows.append(row)
    columns = tuple(range(1, width + 1))
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
    """Return the separator that occurs most often in the line of titles, outside quotes."""
    titles = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(_SEPARATORS, key=titles.count)
