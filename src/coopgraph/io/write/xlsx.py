"""Dossiers as workbooks: a sheet for each kind of record, drop-down lists for words and ids."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from coopgraph._base.errors import FormatError
from coopgraph.io.tables.rows import rows_of, titles_of
from coopgraph.io.tables.sheets import SHEETS, Column, Holds, Sheet
from coopgraph.io.tables.titles import shown_title
from coopgraph.messages.catalogue import LANGUAGES, say
from coopgraph.messages.escaping import escape_formula
from coopgraph.records.dossier import Dossier
from coopgraph.words.vocabulary import Word

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["dump"]

_MAX_CHARACTERS: Final = 32_767  # of a cell
_ROWS_WITH_LISTS: Final = 2000  # rows below the titles that have drop-down lists
_WIDTHS: Final = (10, 60)

_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def dump(dossier: Dossier) -> bytes:
    """Return the workbook of a dossier, in its language: a guide, then a sheet per kind of record."""
    from openpyxl import Workbook

    lang = dossier.language if dossier.language in LANGUAGES else "en"
    rows = rows_of(dossier)
    book = Workbook()
    _write_guide(book.worksheets[0], lang)
    # Sheets that people fill in first stand first, those that they refer to last.
    last = ("evidence", "identities", "dossier")
    for name in (*(name for name in SHEETS if name not in last), *last):
        _write_sheet(book.create_sheet(SHEETS[name].title(lang)), SHEETS[name], rows[name], lang)
    stream = io.BytesIO()
    book.save(stream)
    return _without_time(stream.getvalue())


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
        values = (row.get(title) for row in rows)
        cells = [v.label(lang, table.gender) if isinstance(v, Word) else v for v in values]
        longest = max([len(str(head.value)), *(len(str(cell or "")) for cell in cells)])
        sheet.column_dimensions[letter].width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
        if column.holds not in {Holds.NUMBER, Holds.WEIGHTS}:
            sheet.column_dimensions[letter].number_format = "@"  # text typed later stays text
        for m, cell in enumerate(cells, start=2):
            if cell is not None:
                _write_cell(sheet.cell(m, n), cell)
        _add_dropdown(sheet, letter, table, column, lang)
    sheet.freeze_panes = "B2"


def _write_cell(place: Any, cell: str | float) -> None:
    from openpyxl.styles import Alignment

    if len(str(cell)) > _MAX_CHARACTERS:  # openpyxl would cut it
        raise FormatError("text-too-long", format="XLSX", limit=_MAX_CHARACTERS)
    place.value = cell
    if isinstance(cell, str):
        place.data_type = "s"  # also where it looks like a formula
        place.number_format = "@"
        # Excel's own apostrophe: the text stays a text when somebody edits the cell.
        place.quotePrefix = escape_formula(cell) != cell
    place.alignment = Alignment(vertical="top", wrap_text=True)


def _add_dropdown(sheet: "Worksheet", letter: str, table: Sheet, column: Column, lang: str) -> None:
    """Add a drop-down list of words or ids to the cells of a column."""
    from openpyxl.worksheet.datavalidation import DataValidation

    cells = f"{letter}2:{letter}{_ROWS_WITH_LISTS}"
    if column.holds in {Holds.WORD, Holds.FLAG}:
        words = ",".join(word.label(lang, table.gender) for word in column.words)
        if len(words) > 255:  # noqa: PLR2004 - what a list in a cell's own rule can hold
            words = ",".join(word.value for word in column.words)
        rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
        rule.error = say("guide-not-in-list", lang)
        rule.showErrorMessage = True
    elif column.holds is Holds.ID and len(column.names) == 1:
        named = SHEETS[column.names[0]]
        ids = "ABC"[[c.name for c in named.columns].index("id")]
        where = f"'{named.title(lang)}'!${ids}$2:${ids}${_ROWS_WITH_LISTS}"
        rule = DataValidation("list", formula1=where, allow_blank=True)
        rule.showErrorMessage = False  # an id may be entered before its record
    else:
        return
    rule.add(cells)
    sheet.add_data_validation(rule)


def _write_guide(sheet: "Worksheet", lang: str) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = say("guide", lang)
    sheet.append([say("guide-title", lang)])
    sheet.append([say("guide-how", lang, file="dossier.xlsx")])
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


def _without_time(data: bytes) -> bytes:
    """Return the workbook without the time at which it was made: same dossier, same bytes."""
    stream = io.BytesIO()
    made = zipfile.ZipFile(io.BytesIO(data))
    with made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content
                )
            info = zipfile.ZipInfo(entry.filename, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return stream.getvalue()
