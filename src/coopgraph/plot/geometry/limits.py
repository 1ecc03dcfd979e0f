"""How much a picture can hold and still be read.

Measured on the bundled dossier, made-up ones and real treaties (``benchmarks/crossings.py``): with
60 boxes a map on a sheet of A3 has names of 4 to 5 points, the smallest type that people can read;
with 80 it is three sheets long, and larger ones can be read on a screen at best. Where lines cross
more than a dozen others on average, the eye cannot follow them.
"""

import math
import sys
from dataclasses import dataclass
from typing import Final

from coopgraph._base.errors import PictureTooLargeError
from coopgraph.plot.geometry.layout import Box

__all__ = ["READABLE", "UNLIMITED", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a picture may hold.

    Attributes
    ----------
    boxes, lines
        Number of each.
    crossings
        Average number of crossings per line.
    side
        Length of the longer side in points: 3,600 are three sheets of A3.
    rows
        Number of rows or columns of a table.
    """

    boxes: int = 100
    lines: int = 300
    crossings: float = 12.0
    side: float = 3_600.0
    rows: int = 150

    def check_boxes(self, boxes: int, lines: int) -> None:
        """Raise :exc:`PictureTooLargeError` for too many boxes or lines, before any layout.

        Like the other checks, it says what can be drawn instead.
        """
        if boxes > self.boxes or lines > self.lines:
            most = {"most_boxes": self.boxes, "most_lines": self.lines}
            raise PictureTooLargeError("picture-too-large", boxes=boxes, lines=lines, **most)

    def check_plan(self, crossings: int, lines: int, area: Box) -> None:
        """Raise :exc:`PictureTooLargeError` for too many crossings or too large an area."""
        if crossings > self.crossings * lines:
            raise PictureTooLargeError("picture-too-tangled", crossings=crossings, lines=lines)
        longest = max(area.width, area.height)
        if longest > self.side:
            values = {"centimetres": round(longest / 72 * 2.54), "most": int(self.side / 72 * 2.54)}
            raise PictureTooLargeError("picture-too-long", **values)

    def check_table(self, rows: int, columns: int) -> None:
        """Raise :exc:`PictureTooLargeError` for too many rows or columns of a table."""
        if max(rows, columns) > self.rows:
            values = {"rows": rows, "columns": columns, "most": self.rows}
            raise PictureTooLargeError("table-too-large", **values)


#: The default limits of all pictures, and those of ``limits=None``.
READABLE: Final = Limits()
UNLIMITED: Final = Limits(sys.maxsize, sys.maxsize, math.inf, math.inf, sys.maxsize)
