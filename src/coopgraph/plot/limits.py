"""How much a picture can hold before nobody can read it.

Measured on real and made-up cooperations (``benchmarks/crossings.py``): names are readable on a
sheet of A3 up to about sixty boxes, on a screen that scrolls up to about twice as many; and where
every line crosses more than a dozen others on average, the eye can follow none of them.
"""

from dataclasses import dataclass
from typing import Final

from coopgraph.errors import PictureTooLargeError

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
    rows
        How many rows or columns of a table.
    """

    boxes: int = 120
    lines: int = 400
    crossings: float = 12.0
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

    def check_crossings(self, crossings: int, lines: int) -> None:
        """Refuse a tangle, before it is drawn.

        Raises
        ------
        PictureTooLargeError
            With what can be drawn instead.
        """
        if crossings > self.crossings * lines:
            raise PictureTooLargeError("picture-too-tangled", crossings=crossings, lines=lines)

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
