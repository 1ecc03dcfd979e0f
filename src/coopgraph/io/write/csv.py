"""Dossiers as folders of CSV tables: UTF-8 with byte-order mark and commas, for any spreadsheet."""

import codecs
import csv
import io
from collections.abc import Mapping

from coopgraph._base.errors import FormatError
from coopgraph.io.tables.rows import rows_of, titles_of
from coopgraph.io.tables.sheets import SHEETS
from coopgraph.messages.escaping import escape_formula
from coopgraph.records.dossier import Dossier

__all__ = ["dump"]


def dump(dossier: Dossier) -> Mapping[str, bytes]:
    """Return the files of a dossier by name: all tables, so that every older file is replaced."""
    rows = rows_of(dossier)
    files = {}
    for name, sheet in SHEETS.items():
        titles = [title for title, _ in titles_of(sheet, rows[name])]
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(titles)
        writer.writerows([_cell(row.get(title)) for title in titles] for row in rows[name])
        files[f"{name}.csv"] = codecs.BOM_UTF8 + stream.getvalue().encode()
    return files


def _cell(cell: object) -> str:
    text = "" if cell is None else str(cell)
    if len(text) >= csv.field_size_limit():
        raise FormatError("text-too-long", format="CSV", limit=csv.field_size_limit())
    return str(escape_formula(text))
