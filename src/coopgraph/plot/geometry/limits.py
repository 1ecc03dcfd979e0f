"""How much a picture can hold before nobody can read it.

Measured on the bundled dossier, made-up ones and real treaties (``benchmarks/crossings.py``): with
60 boxes a map on a sheet of A3 has names of 4 to 5 points, which is the least that people read;
with 80 it is three sheets long, and beyond that it is read on a screen at best. Where every line
crosses more than a dozen others on average, the eye can follow none of them.
"""

from dataclasses import dataclass
from typing import Final

from coopgraph._base.errors import PictureTooLargeError
from coopgraph.plot.geometry.layout import Box

__all__ = ["READABLE", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a picture may hold.

    Attributes
    ----------
    boxes, lines
        How many of each.
    crossings
        How many crossings for each line, on average.
    side
        The longer side in points: 3,600 are three sheets of A3.
    rows
        How many rows or columns of a table.
    """

    boxes: int = 100
    lines: int = 300
    crossings: float = 12.0
    side: float = 3_600.0
    rows: int = 150

    def check_boxes(self, boxes: int, lines: int) -> None:
        """Refuse what is too much, before anything is computed.

        Raises
        ------
        PictureTooLargeError
            With what can be drawn instead.
        """
        if boxes > self.boxes or lines > self.lines:
            raise PictureTooLargeError(
                "picture-too-large",
                boxes=boxes,
                lines=lines,
                most_boxes=self.boxes,
                most_lines=self.lines,
            )

    def check_plan(self, crossings: int, lines: int, area: Box) -> None:
        """Refuse a tangle, and what is too long, before it is drawn.

        Raises
        ------
        PictureTooLargeError
            With what can be drawn instead.
        """
        if crossings > self.crossings * lines:
            raise PictureTooLargeError("picture-too-tangled", crossings=crossings, lines=lines)
        longest = max(area.width, area.height)
        if longest > self.side:
            values = {"centimetres": round(longest / 72 * 2.54), "most": int(self.side / 72 * 2.54)}
            raise PictureTooLargeError("picture-too-long", **values)

    def check_table(self, rows: int, columns: int) -> None:
        """Refuse a table that no sheet holds.

        Raises
        ------
        PictureTooLargeError
            With what can be drawn instead.
        """
        if max(rows, columns) > self.rows:
            raise PictureTooLargeError(
                "table-too-large", rows=rows, columns=columns, most=self.rows
            )


#: The limits of all pictures unless others are given; none where ``limits=None``.
READABLE: Final = Limits()
