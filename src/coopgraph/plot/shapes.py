"""The shapes of boxes: one for each kind of record, to tell them apart without colour.

Institutions have rounded corners, agreements are sheets with a folded corner, provisions are sheets
with a margin line, and activities have cut corners. All sides are straight, so that lines can end
anywhere on them. Lengths are in points; y grows downwards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from matplotlib.patches import BoxStyle
from matplotlib.path import Path

from coopgraph.words.vocabulary import RecordKind

__all__ = ["BAR", "DOT", "LANE", "PLAIN", "SHAPES", "SQUARE", "BoxLook", "Outline", "Shape"]

#: Returns a path, given left, top, width, height and matplotlib's mutation size (not used).
Shape = Callable[[float, float, float, float, float], Path]

_FOLD: Final = 7.0  # less than the distance from a corner to the first line
_MARGIN: Final = 5.0
_CELL: Final = 22.0  # in larger cells, signs keep this size


def _sheet(x: float, y: float, width: float, height: float, _: float) -> Path:
    fold = min(_FOLD, height * 0.45)
    right = x + width
    corners = [(x, y), (right - fold, y), (right, y + fold), (right, y + height), (x, y + height)]
    ear = [(right - fold, y), (right - fold, y + fold), (right, y + fold)]
    return _outline(corners, ear)


def _clause(x: float, y: float, width: float, height: float, _: float) -> Path:
    left = x + _MARGIN
    return _outline(_rectangle(x, y, width, height), [(left, y), (left, y + height)])


def _cut(x: float, y: float, width: float, height: float, _: float) -> Path:
    cut = min(_FOLD, height * 0.45)
    right, bottom = x + width, y + height
    corners = [(x + cut, y), (right - cut, y), (right, y + cut), (right, bottom - cut)]
    corners += [(right - cut, bottom), (x + cut, bottom), (x, bottom - cut), (x, y + cut)]
    return _outline(corners)


def _square(x: float, y: float, width: float, height: float, _: float) -> Path:
    side = min(width, height, _CELL) * 0.55
    return _outline(_rectangle(x + (width - side) / 2, y + (height - side) / 2, side, side))


def _dot(x: float, y: float, width: float, height: float, _: float) -> Path:
    radius = min(width, height, _CELL) * 0.17
    return Path.circle((x + width / 2, y + height / 2), radius)


def _rectangle(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def _outline(corners: list[tuple[float, float]], mark: Sequence[tuple[float, float]] = ()) -> Path:
    """A closed outline, optionally with an open line on it."""
    codes = [Path.MOVETO, *[Path.LINETO] * (len(corners) - 1), Path.CLOSEPOLY]
    codes += [Path.MOVETO, *[Path.LINETO] * (len(mark) - 1)] if mark else []
    return Path([*corners, corners[0], *mark], codes)


#: A period of time, or a background.
BAR: Final[Shape] = BoxStyle.Square(pad=0)

#: The background of a country.
LANE: Final[Shape] = BoxStyle.Round(pad=0, rounding_size=9)

#: Signs, centred in a cell of a table.
SQUARE: Final[Shape] = _square
DOT: Final[Shape] = _dot

#: A box of no particular kind.
PLAIN: Final[Shape] = BoxStyle.Round(pad=0, rounding_size=5)

Outline = Literal["solid", "dashed", "dotted", "grey"]


@dataclass(frozen=True, slots=True)
class BoxLook:
    """How a box is drawn.

    Attributes
    ----------
    fill, edge
        Colours of the background and the outline. Without ``edge``, the outline has the colour of
        text.
    outline
        Solid if the item is achieved, dashed if open, grey if it has ended.
    stripe
        Colour of the stripes, if any.
    weight
        The width of the outline.
    dimmed
        Whether it is drawn in the colours of the background.
    shape
        The shape, which depends on the kind of record.
    """

    fill: str
    edge: str | None = None
    outline: Outline = "solid"
    stripe: str | None = None
    weight: float = 1.0
    dimmed: bool = False
    shape: Shape = PLAIN


#: The shape of each kind of record.
SHAPES: Final[Mapping[RecordKind, Shape]] = MappingProxyType(
    {
        RecordKind.INSTITUTION: PLAIN,
        RecordKind.AGREEMENT: _sheet,
        RecordKind.PROVISION: _clause,
        RecordKind.ACTIVITY: _cut,
    }
)
