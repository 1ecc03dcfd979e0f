"""How large a picture may be and still be readable.

The limits were measured with the bundled dossier, made-up ones and real treaties
(``benchmarks/crossings.py``). With 60 boxes on an A3 sheet, names have 4 to 5 points, the smallest
type that people can read. With 80 boxes, the map is three sheets long; larger maps can be read on a
screen at best. If lines cross more than a dozen others on average, the eye cannot follow them.
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
    """The limits of a readable picture.

    Attributes
    ----------
    boxes, lines
        The maximum number of boxes and of lines.
    crossings
        The maximum number of crossings per line, on average.
    side
        The maximum length of the longer side, in points; 3,600 points are three sheets of A3.
    rows
        The maximum number of rows, and of columns, of a table.
    """

    boxes: int = 100
    lines: int = 300
    crossings: float = 12.0
    side: float = 3_600.0
    rows: int = 150

    def check_boxes(self, boxes: int, lines: int) -> None:
        """Raise :exc:`PictureTooLargeError` if there are too many boxes or lines to lay out.

        The message, as in the other checks, says what to draw instead.
        """
        if boxes > self.boxes or lines > self.lines:
            most = {"most_boxes": self.boxes, "most_lines": self.lines}
            raise PictureTooLargeError("picture-too-large", boxes=boxes, lines=lines, **most)

    def check_plan(self, crossings: int, lines: int, area: Box) -> None:
        """Raise :exc:`PictureTooLargeError` if a layout is too large or has too many crossings."""
        if crossings > self.crossings * lines:
            raise PictureTooLargeError("picture-too-tangled", crossings=crossings, lines=lines)
        longest = max(area.width, area.height)
        if longest > self.side:
            values = {"centimetres": round(longest / 72 * 2.54), "most": int(self.side / 72 * 2.54)}
            raise PictureTooLargeError("picture-too-long", **values)

    def check_table(self, rows: int, columns: int) -> None:
        """Raise :exc:`PictureTooLargeError` if a table has too many rows or columns."""
        if max(rows, columns) > self.rows:
            values = {"rows": rows, "columns": columns, "most": self.rows}
            raise PictureTooLargeError("table-too-large", **values)


#: The default limits of all pictures, and what ``limits=None`` stands for.
READABLE: Final = Limits()
UNLIMITED: Final = Limits(sys.maxsize, sys.maxsize, math.inf, math.inf, sys.maxsize)
