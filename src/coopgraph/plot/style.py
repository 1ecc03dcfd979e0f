"""How pictures look, as values.

Colours are those of Okabe and Ito (2008), which people with any common colour blindness tell
apart; line, shape and words say the same a second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from coopgraph.words.vocabulary import RecordKind, RoleFamily

__all__ = ["DEFAULT_STYLE", "LineLook", "MarkLook", "Style"]


@dataclass(frozen=True, slots=True)
class LineLook:
    """One family of lines: its colour, its width in points and the mark at its foot."""

    colour: str
    width: float
    foot: str


@dataclass(frozen=True, slots=True)
class MarkLook:
    """How an answer marks a box.

    Attributes
    ----------
    fill, stripe
        Background where the answer is certain; stripes on white where it is only possible.
    ink
        Outline.
    sign
        A sign before the words that say the same.
    """

    fill: str
    stripe: str
    ink: str
    sign: str = ""


def _fills() -> Mapping[RecordKind, str]:
    return MappingProxyType(
        {
            RecordKind.INSTITUTION: "#e8eef5",
            RecordKind.AGREEMENT: "#fff6d6",
            RecordKind.PROVISION: "#fffbee",
            RecordKind.ACTIVITY: "#e6f3ee",
        }
    )


def _roles() -> Mapping[RoleFamily, LineLook]:
    return MappingProxyType(
        {
            RoleFamily.COMMITS: LineLook("#0072b2", 1.9, "o"),
            RoleFamily.LEADS: LineLook("#b8500a", 1.4, "D"),
            RoleFamily.JOINS: LineLook("#00785a", 1.4, "s"),
        }
    )


@dataclass(frozen=True, slots=True)
class Style:
    """Colours, sizes and fonts of a picture; lengths are points.

    Attributes
    ----------
    fonts
        Font families in the order of preference; a letter that one lacks comes from the next.
    text_size, small_size, heading_size
        Sizes of names, of what stands below them, and of headings.
    box_width
        Width that names are wrapped to; a box grows where one word is longer.
    ink, faint_ink, paper
        Text and outlines, what is secondary, and the background.
    lanes
        Backgrounds of the countries, used in turn.
    fills
        Background of a box by kind of record.
    roles
        Lines between institutions and what they take part in.
    reliance, relation
        Lines that carry reliance, and those that do not.
    subject, reached
        Boxes of what a question is about, and of what its answer names.
    lost, blocked, gained
        Boxes of what a change brings down, puts out of reach, or brings within reach.
    circle
        Lines that close a circle.
    dash
        Lengths of dash and gap, in line widths, of what is open or only possible.
    dots
        The same, of what is one of several alternatives.
    dimmed_line, dimmed_ink
        Lines and texts of what is not part of an answer.
    sample
        Background of boxes in the legend that stand for boxes of any kind.
    """

    fonts: tuple[str, ...] = ("DejaVu Sans", "sans-serif")
    text_size: float = 9.5
    small_size: float = 7.5
    heading_size: float = 12.5
    box_width: float = 168.0
    ink: str = "#1b1f24"
    faint_ink: str = "#5a636e"
    paper: str = "#ffffff"
    lanes: tuple[str, ...] = ("#fbece7", "#e9f0f9", "#eef5e6", "#f3ecf7", "#fdf4df", "#e6f4f4")
    fills: Mapping[RecordKind, str] = field(default_factory=_fills)
    roles: Mapping[RoleFamily, LineLook] = field(default_factory=_roles)
    reliance: LineLook = LineLook("#1b1f24", 1.5, "")
    relation: LineLook = LineLook("#7b8590", 1.2, "")
    subject: MarkLook = MarkLook("#f2c230", "#f8dc84", "#1b1f24")
    reached: MarkLook = MarkLook("#a9d0f0", "#bcdcf5", "#00598c")
    lost: MarkLook = MarkLook("#f0957a", "#f6bda9", "#8f2a00", "✕")
    blocked: MarkLook = MarkLook("#d3b3dd", "#e0c9e7", "#63306f", "⊘")
    gained: MarkLook = MarkLook("#a5e0c3", "#bdead4", "#00573d", "✚")
    circle: LineLook = LineLook("#a8336f", 1.7, "")
    dash: tuple[float, float] = (3.2, 2.2)
    dots: tuple[float, float] = (1.0, 1.5)
    dimmed_line: str = "#ccd1d6"
    dimmed_ink: str = "#6f7780"
    sample: str = "#eef0f2"


#: The look of all pictures unless another is given.
DEFAULT_STYLE: Final = Style()
