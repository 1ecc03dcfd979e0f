"""Measure and wrap text, using the fonts it will be drawn with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from coopgraph.messages.escaping import escape_controls
from coopgraph.plot.glyphs import ignore_glyph_warnings
from coopgraph.plot.style import Style

__all__ = ["TextBlock", "TextLine", "text_block", "text_width", "wrap"]

_LINE_HEIGHT = 1.28  # times the text size
_PADDING = (12.0, 8.0)


@lru_cache(maxsize=65536)
def text_width(text: str, size: float, fonts: tuple[str, ...], bold: bool = False) -> float:  # noqa: FBT001, FBT002
    """The width of a text in points."""
    font = FontProperties(family=list(fonts), size=size, weight="bold" if bold else "normal")
    with ignore_glyph_warnings():
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text. It may be wrapped to at most ``most`` lines; 0 means no limit."""

    text: str
    size: float
    bold: bool = False
    faint: bool = False
    most: int = 0

    def __post_init__(self) -> None:  # measured as it will be drawn
        object.__setattr__(self, "text", escape_controls(self.text))

    @property
    def height(self) -> float:
        """The distance from this line to the next, in points."""
        return self.size * _LINE_HEIGHT

    def width(self, fonts: tuple[str, ...]) -> float:
        """The width of the text in points."""
        return text_width(self.text, self.size, fonts, self.bold)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text below each other, and the size of a box around them, including padding."""

    lines: tuple[TextLine, ...]
    width: float
    height: float

    @property
    def text_height(self) -> float:
        """The total height of the lines, without padding."""
        return sum(line.height for line in self.lines)

    def with_line(self, line: TextLine) -> "TextBlock":
        """The block with another line, which must not be wider than the box."""
        return TextBlock((*self.lines, line), self.width, self.height + line.height)


def text_block(lines: Iterable[TextLine], style: Style, width: float | None = None) -> TextBlock:
    """Wrap lines to a width, and measure the box around them.

    Parameters
    ----------
    lines
        The lines. Each is wrapped at spaces and after hyphens; empty ones are left out.
    style
        The fonts, and the default width.
    width
        The width to wrap to, in points, including padding.
    """
    room = (width or style.box_width) - 2 * _PADDING[0]
    wrapped = [part for line in lines if line.text for part in wrap(line, room, style.fonts)]
    widest = max((line.width(style.fonts) for line in wrapped), default=0.0)
    height = sum(line.height for line in wrapped) + 2 * _PADDING[1]
    return TextBlock(tuple(wrapped), max(widest, room) + 2 * _PADDING[0], height)


def wrap(line: TextLine, width: float, fonts: tuple[str, ...]) -> list[TextLine]:
    """Wrap a line into as few lines as possible, with lengths as equal as possible."""
    words = _split(line, width, fonts)
    fewest = _fill(words, width, line, fonts)
    if line.most and len(fewest) > line.most:
        return _truncate(fewest, width, line, fonts)
    if len(fewest) == 1:
        return fewest
    low, high = width / 2, width
    while high - low > 1:
        middle = (low + high) / 2
        tried = _fill(words, middle, line, fonts)
        if len(tried) > len(fewest) or any(part.width(fonts) > width for part in tried):
            low = middle
        else:
            high = middle
    return _fill(words, high, line, fonts)


def _truncate(
    lines: list[TextLine], width: float, line: TextLine, fonts: tuple[str, ...]
) -> list[TextLine]:
    """Keep the allowed number of lines, and end the last one with an ellipsis."""
    last = lines[line.most - 1].text
    while last and text_width(f"{last}…", line.size, fonts, line.bold) > width:
        last = last[:-1].rstrip()
    return [*lines[: line.most - 1], replace(lines[0], text=f"{last}…")]


def _split(line: TextLine, width: float, fonts: tuple[str, ...]) -> list[str]:
    """Split a line where it may be wrapped. Words that are too long for any line are cut."""
    parts: list[str] = []
    for word in line.text.split(" "):
        part = ""
        for letter in word:
            part += letter
            # Break after a hyphen or slash, and where a word becomes too long for a line.
            after_hyphen = letter in "-–/" and len(part) > 2  # noqa: PLR2004
            if after_hyphen or text_width(part, line.size, fonts, line.bold) > width:
                parts.append(part)
                part = ""
        parts.append(f"{part} ")
    return parts


def _fill(
    words: Sequence[str], width: float, line: TextLine, fonts: tuple[str, ...]
) -> list[TextLine]:
    lines, current = [], ""
    for word in words:
        longer = current + word
        if current and text_width(longer.rstrip(), line.size, fonts, line.bold) > width:
            lines.append(current)
            current = word
        else:
            current = longer
    lines.append(current)
    return [TextLine(t.strip(), line.size, line.bold, line.faint) for t in lines if t.strip()]
