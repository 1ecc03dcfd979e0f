"""The outlines of boxes: one for each kind of record, told apart without colour.

An institution is rounded, an agreement is a sheet with a folded corner, a provision a sheet with
a margin line, an activity has cut corners. Sides stay straight between the corners, so that lines
can end anywhere on them. Lengths are points; y grows downwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from matplotlib.patches import BoxStyle
from matplotlib.path import Path

from coopgraph.words.vocabulary import RecordKind

__all__ = ["BAR", "DOT", "LANE", "PLAIN", "SHAPES", "SQUARE", "BoxLook", "Outline", "Shape"]

#: Makes a path of left, top, width, height and the size that matplotlib scales texts by.
Shape = Callable[[float, float, float, float, float], Path]

_FOLD: Final = 7.0  # less than the room that lines keep from a corner
_MARGIN: Final = 5.0
_CELL: Final = 22.0  # signs do not grow with larger cells


def _sheet(x: float, y: float, width: float, height: float, _: float) -> Path:
    fold = min(_FOLD, height * 0.45)
    right = x + width
    corners = [(x, y), (right - fold, y), (right, y + fold), (right, y + height), (x, y + height)]
    ear = [(right - fold, y), (right - fold, y + fold), (right, y + fold)]
    return _joined(corners, ear)


def _clause(x: float, y: float, width: float, height: float, _: float) -> Path:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return _joined(corners, [(x + _MARGIN, y), (x + _MARGIN, y + height)])


def _cut(x: float, y: float, width: float, height: float, _: float) -> Path:
    cut = min(_FOLD, height * 0.45)
    right, bottom = x + width, y + height
    return _joined(
        [
            (x + cut, y),
            (right - cut, y),
            (right, y + cut),
            (right, bottom - cut),
            (right - cut, bottom),
            (x + cut, bottom),
            (x, bottom - cut),
            (x, y + cut),
        ],
        [],
    )


def _joined(corners: list[tuple[float, float]], mark: list[tuple[float, float]]) -> Path:
    """A closed outline, and a line drawn on it."""
    codes = [Path.MOVETO, *[Path.LINETO] * (len(corners) - 1), Path.CLOSEPOLY]
    codes += [Path.MOVETO, *[Path.LINETO] * (len(mark) - 1)] if mark else []
    return Path([*corners, corners[0], *mark], codes)


def _square(x: float, y: float, width: float, height: float, _: float) -> Path:
    side = min(width, height, _CELL) * 0.55
    left, top = x + (width - side) / 2, y + (height - side) / 2
    corners = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
    return _joined(corners, [])


def _dot(x: float, y: float, width: float, height: float, _: float) -> Path:
    radius = min(width, height, _CELL) * 0.17
    return Path.circle((x + width / 2, y + height / 2), radius)


def _bar(x: float, y: float, width: float, height: float, _: float) -> Path:
    return _joined([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], [])


#: A period of time, or a background.
BAR: Final[Shape] = _bar

#: The background of a country.
LANE: Final[Shape] = BoxStyle.Round(pad=0, rounding_size=9)

#: Signs in the middle of a cell.
SQUARE: Final[Shape] = _square
DOT: Final[Shape] = _dot

#: A box that stands for any kind.
PLAIN: Final[Shape] = BoxStyle.Round(pad=0, rounding_size=5)

Outline = Literal["solid", "dashed", "dotted", "grey"]


@dataclass(frozen=True, slots=True)
class BoxLook:
    """How a box is drawn.

    Attributes
    ----------
    fill, edge
        Background and outline; ink where no edge is named.
    outline
        Solid what is achieved, dashed what is open, grey what is over.
    stripe
        The colour of its stripes, if it has any.
    weight
        Width of the outline.
    dimmed
        Whether it stays in the background.
    shape
        Says what kind of record it is.
    """

    fill: str
    edge: str | None = None
    outline: Outline = "solid"
    stripe: str | None = None
    weight: float = 1.0
    dimmed: bool = False
    shape: Shape = PLAIN


#: The outline of each kind of record.
SHAPES: Final[Mapping[RecordKind, Shape]] = MappingProxyType(
    {
        RecordKind.INSTITUTION: PLAIN,
        RecordKind.AGREEMENT: _sheet,
        RecordKind.PROVISION: _clause,
        RecordKind.ACTIVITY: _cut,
    }
)
