"""Text that fits: measured with the fonts that will draw it, wrapped, never counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from coopgraph.messages.escaping import escape_controls
from coopgraph.plot.glyphs import matplotlib_silent_on_glyphs
from coopgraph.plot.style import Style

__all__ = ["Block", "Line", "block", "text_width", "wrapped"]

_LEADING = 1.28  # from one line to the next, in sizes
_PADDING = (12.0, 8.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; wrapped, it may take ``most`` lines (0: as many as it needs)."""

    text: str
    size: float
    bold: bool = False
    faint: bool = False
    most: int = 0

    def __post_init__(self) -> None:  # measured as it will be drawn
        object.__setattr__(self, "text", escape_controls(self.text))

    @property
    def height(self) -> float:
        """From this line to the next."""
        return self.size * _LEADING


@dataclass(frozen=True, slots=True)
class Block:
    """Lines above each other, and the box that holds them with room around."""

    lines: tuple[Line, ...]
    width: float
    height: float

    def with_line(self, line: Line) -> "Block":
        """The block with one short line more."""
        return Block((*self.lines, line), self.width, self.height + line.height)


@lru_cache(maxsize=65536)
def text_width(text: str, size: float, fonts: tuple[str, ...], bold: bool = False) -> float:  # noqa: FBT001, FBT002
    """The width of a text in points, as drawn."""
    font = FontProperties(family=list(fonts), size=size, weight="bold" if bold else "normal")
    with matplotlib_silent_on_glyphs():
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def block(lines: Iterable[Line], style: Style, width: float | None = None) -> Block:
    """Wrap lines to a width and measure the box around them.

    Parameters
    ----------
    lines
        Each is wrapped at spaces and after hyphens; empty ones are left out.
    style
        Gives the fonts and, by default, the width.
    width
        Width to wrap to, in points, padding included.
    """
    room = (width or style.box_width) - 2 * _PADDING[0]
    pieces = [piece for line in lines if line.text for piece in wrapped(line, room, style.fonts)]
    widest = max((_width(line, style.fonts) for line in pieces), default=0.0)
    height = sum(line.height for line in pieces) + 2 * _PADDING[1]
    return Block(tuple(pieces), max(widest, room) + 2 * _PADDING[0], height)


def _width(line: Line, fonts: tuple[str, ...]) -> float:
    return text_width(line.text, line.size, fonts, line.bold)


def wrapped(line: Line, room: float, fonts: tuple[str, ...]) -> list[Line]:
    """As few lines as the room allows, then as even ones as so many lines allow."""
    words = _words(line.text, lambda text: text_width(text, line.size, fonts, line.bold), room)
    fewest = _filled(words, room, line, fonts)
    if line.most and len(fewest) > line.most:
        return _cut(fewest, room, line, fonts)
    low, high = room / 2, room
    while high - low > 1 and len(fewest) > 1:
        middle = (low + high) / 2
        tried = _filled(words, middle, line, fonts)
        if len(tried) > len(fewest) or any(_width(piece, fonts) > room for piece in tried):
            low = middle
        else:
            high = middle
    return _filled(words, high, line, fonts) if len(fewest) > 1 else fewest


def _cut(pieces: list[Line], room: float, line: Line, fonts: tuple[str, ...]) -> list[Line]:
    """As many lines as are allowed, the last with an ellipsis."""
    last = pieces[line.most - 1].text
    while last and text_width(f"{last}…", line.size, fonts, line.bold) > room:
        last = last[:-1].rstrip()
    return [*pieces[: line.most - 1], replace(pieces[0], text=f"{last}…")]


def _words(text: str, width_of: Callable[[str], float], room: float) -> list[str]:
    """Pieces that may stand on lines of their own; a piece too long for any line is cut."""
    pieces: list[str] = []
    for word in text.split(" "):
        piece = ""
        for letter in word:
            piece += letter
            # Breaks are allowed after a hyphen or slash, and where a word outgrows its line.
            if (letter in "-–/" and len(piece) > 2) or width_of(piece) > room:  # noqa: PLR2004
                pieces.append(piece)
                piece = ""
        pieces.append(f"{piece} ")
    return pieces


def _filled(words: Sequence[str], room: float, line: Line, fonts: tuple[str, ...]) -> list[Line]:
    lines, current = [], ""
    for word in words:
        longer = current + word
        if current and text_width(longer.rstrip(), line.size, fonts, line.bold) > room:
            lines.append(current)
            current = word
        else:
            current = longer
    lines.append(current)
    return [Line(text.strip(), line.size, line.bold, line.faint) for text in lines if text.strip()]
