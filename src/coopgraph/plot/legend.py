"""Legends: what each way of drawing in a picture means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coopgraph.plot.geometry.layout import Point
from coopgraph.plot.lettering import text_width
from coopgraph.plot.shapes import BoxLook, Outline
from coopgraph.plot.style import LineLook, Style

__all__ = ["SAMPLE", "Entry", "Legend"]

SAMPLE: Final = 30.0
_ENTRY_GAP: Final = 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a sample of a line, of a box or of a sign, and what it means."""

    label: str
    line: LineLook | None = None
    pattern: Outline = "solid"
    box: BoxLook | None = None
    height: float = 11.0
    sign: str = ""


class Legend:
    """Entries in rows as wide as the picture."""

    def __init__(self, entries: Sequence[Entry], width: float, style: Style) -> None:
        self.style = style
        self.places: list[tuple[Entry, Point]] = []
        x, y = 0.0, 0.0
        for entry in entries:
            room = SAMPLE + 6 + text_width(entry.label, style.small_size + 1, style.fonts)
            if x and x + room > width:
                x, y = 0.0, y + self.row
            self.places.append((entry, Point(x, y)))
            x += room + _ENTRY_GAP
        self.height = y + self.row if entries else 0.0

    @property
    def row(self) -> float:
        """The height of one row."""
        return self.style.small_size * 2.3
