"""Tables for terminals, Markdown and notebooks, and records as CSV and pandas DataFrames."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coopgraph._base.errors import MissingExtraError
from coopgraph.messages.escaping import escape_controls, escape_formula, escape_html

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Table", "csv_of", "frame_of", "markdown_text"]

Cell = str | int

_UNBROKEN = 18  # words up to this length are broken over two lines only where nothing else helps
_GAP = 3  # between columns


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title above and remarks below.

    Attributes
    ----------
    title
        One line above the table.
    columns
        The headings.
    rows
        The cells of each row, one for each column; columns of integers are right-aligned.
    remarks
        Lines below the table.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    remarks: Sequence[str] = ()

    def text(self, width: int = 100) -> str:
        """The table for a terminal that is ``width`` characters wide; long cells wrap."""
        # Imported here, since rich is needed only for printing.
        from rich import box
        from rich.console import Console
        from rich.table import Table as RichTable
        from rich.text import Text

        stream = io.StringIO()
        console = Console(file=stream, width=width, color_system=None, legacy_windows=False)
        if self.title:
            console.print(Text(escape_controls(self.title)))
        if self.rows:
            grid = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
            for n, (column, room) in enumerate(zip(self.columns, self._widths(width), strict=True)):
                grid.add_column(
                    Text(escape_controls(column)),
                    justify="right" if self._is_numeric(n) else "left",
                    overflow="fold",
                    width=room,
                )
            for row in self.rows:
                grid.add_row(*(Text(escape_controls(str(cell))) for cell in row))
            console.print()
            console.print(grid)
        if self.remarks:
            console.print()
        for remark in self.remarks:
            console.print(Text(escape_controls(remark)))
        return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())

    def _widths(self, width: int) -> list[int]:
        """The width of each column in a terminal."""
        from rich.cells import cell_len

        columns = [
            [head, *(str(row[n]) for row in self.rows)] for n, head in enumerate(self.columns)
        ]
        natural = [max(map(cell_len, cells)) for cells in columns]
        words = [[*map(cell_len, " ".join(cells).split()), 1] for cells in columns]
        least = [min(max(some), _UNBROKEN) for some in words]
        return _fitting(natural, least, width - _GAP * (len(columns) - 1))

    def markdown(self) -> str:
        """The table in the pipe notation of GitHub-flavoured Markdown."""
        rule = ["---:" if self._is_numeric(n) else "---" for n in range(len(self.columns))]
        grid = map(_piped, [self.columns, rule, *self.rows])
        blocks = [f"**{markdown_text(self.title)}**"] if self.title else []
        blocks += ["\n".join(grid)] if self.rows else []
        blocks += [markdown_text(remark) for remark in self.remarks]
        return "\n\n".join(blocks) + "\n"

    def html(self) -> str:
        """The table as an HTML fragment; all text is escaped."""
        head = "".join(f"<th>{escape_html(column)}</th>" for column in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape_html(str(cell))}</td>' for cell in row)}</tr>"
            for row in self.rows
        )
        grid = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>" if self.rows else ""
        remarks = "".join(f"<p>{escape_html(remark)}</p>" for remark in self.remarks)
        title = escape_html(self.title)
        caption = f'<caption style="text-align:left"><b>{title}</b></caption>' if title else ""
        return f"<div><table>{caption}{grid}</table>{remarks}</div>"

    def _is_numeric(self, column: int) -> bool:
        return all(isinstance(row[column], int) for row in self.rows)


def _fitting(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit into a room: the widest give way first, and break words last."""
    found = [*natural]
    for lowest in (least, [1] * len(least)):
        for most in range(min(max(natural), room), 0, -1):
            found = [max(low, min(one, most)) for low, one in zip(lowest, natural, strict=True)]
            if sum(found) <= room:
                return found
    return found


def _piped(cells: Sequence[Cell]) -> str:
    return f"| {' | '.join(markdown_text(str(cell)) for cell in cells)} |"


def markdown_text(text: str) -> str:
    """The text on one line, with Markdown's special characters escaped."""
    line = escape_controls(re.sub(r"[\r\n\t]+", " ", text))
    return re.sub(r"[\\|*_`<\[&~]", r"\\\g<0>", line)


def csv_of(records: Sequence[Mapping[str, Any]], fields: Sequence[str]) -> str:
    """Records as CSV with a header line; lists are joined with `` | ``.

    Cells that a spreadsheet would run as formulas are escaped by an apostrophe
    (:func:`escape_formula`).
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fields, lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({field: _cell(value) for field, value in record.items()})
    return stream.getvalue()


def frame_of(records: Sequence[Mapping[str, Any]], fields: Sequence[str]) -> "pd.DataFrame":
    """Records as a pandas DataFrame; lists are joined with `` | ``.

    Raises
    ------
    MissingExtraError
        If pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtraError("not-installed", package="pandas", extra="frames") from None
    rows = [[_flat(record[field]) for field in fields] for record in records]
    return pd.DataFrame(rows, columns=list(fields))


def _cell(value: object) -> object:
    value = escape_formula(_flat(value))
    # Python 3.11 does not quote a lone carriage return, where readers begin a new row.
    return re.sub("\r\n?", "\n", value) if isinstance(value, str) else value


def _flat(value: object) -> object:
    if not isinstance(value, list):
        return value
    return " | ".join(
        json.dumps(e, ensure_ascii=False) if isinstance(e, dict) else str(e) for e in value
    )
