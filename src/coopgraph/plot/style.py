"""The colours, fonts and sizes of pictures.

The colours are based on Okabe and Ito (2008), whose palette people with common kinds of colour
blindness can distinguish. Whatever a colour says, a line style, a shape or a text says too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from coopgraph.words.vocabulary import RecordKind, RoleFamily

__all__ = ["DARK_STYLE", "DEFAULT_STYLE", "LineLook", "MarkLook", "Style"]


@dataclass(frozen=True, slots=True)
class LineLook:
    """The look of a line: its colour, its width in points, and the marker at its start."""

    colour: str
    width: float
    foot: str


@dataclass(frozen=True, slots=True)
class MarkLook:
    """The look of a box that an answer marks.

    Attributes
    ----------
    fill, stripe
        Background if the answer is certain; colour of stripes on white if it is only possible.
    ink
        The colour of the outline.
    sign
        A sign before the text in the box.
    """

    fill: str
    stripe: str
    ink: str
    sign: str = ""


def _fills(
    institution: str = "#e8eef5",
    agreement: str = "#fff6d6",
    provision: str = "#fffbee",
    activity: str = "#e6f3ee",
) -> Mapping[RecordKind, str]:
    return MappingProxyType(
        {
            RecordKind.INSTITUTION: institution,
            RecordKind.AGREEMENT: agreement,
            RecordKind.PROVISION: provision,
            RecordKind.ACTIVITY: activity,
        }
    )


def _roles(
    commits: str = "#0072b2", leads: str = "#b8500a", joins: str = "#00785a"
) -> Mapping[RoleFamily, LineLook]:
    return MappingProxyType(
        {
            RoleFamily.COMMITS: LineLook(commits, 1.9, "o"),
            RoleFamily.LEADS: LineLook(leads, 1.4, "D"),
            RoleFamily.JOINS: LineLook(joins, 1.4, "s"),
        }
    )


@dataclass(frozen=True, slots=True)
class Style:
    """The colours, sizes and fonts of a picture. Lengths are in points.

    Attributes
    ----------
    fonts
        Font families in order of preference; if one lacks a character, the next is tried.
    text_size, small_size, heading_size
        Text sizes of names, of the smaller text below them, and of headings.
    box_width
        The width of a box, to which names are wrapped. A box with a longer word is wider.
    ink, faint_ink, paper
        Colours of text and outlines, of secondary text, and of the background.
    lanes
        Backgrounds of the countries; with more countries, they repeat.
    fills
        Background of boxes by kind of record.
    roles
        Lines from institutions to the items they take part in, by family of roles.
    reliance, relation
        Lines for relations that carry reliance, and for all others.
    subject, reached
        Boxes of the subject of a question, and of the items in the answer.
    lost, blocked, gained
        Boxes of items to which a change brings a loss, other bad news, or good news.
    circle
        Lines that close a cycle.
    dash
        Lengths of dashes and gaps, in line widths, for items that are open and links that are only
        possible.
    dots
        The same for links to one of several alternatives.
    dimmed_line, dimmed_ink
        Colours of lines and text that are not part of an answer.
    sample
        Background of boxes in the legend that represent all kinds of boxes.
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


#: The default style of all pictures.
DEFAULT_STYLE: Final = Style()

#: The same for a dark background, as on the live page.
DARK_STYLE: Final = replace(
    DEFAULT_STYLE,
    ink="#e8ebee",
    faint_ink="#b3bdc8",
    paper="#1a2027",
    lanes=("#2a2020", "#1a2532", "#20291c", "#27212d", "#2b2719", "#182a2b"),
    fills=_fills("#26303b", "#3d3516", "#2d2918", "#16332b"),
    roles=_roles("#62b6ee", "#f2985c", "#48c39f"),
    reliance=replace(DEFAULT_STYLE.reliance, colour="#e8ebee"),
    relation=replace(DEFAULT_STYLE.relation, colour="#97a2ae"),
    subject=MarkLook("#8a6c00", "#6b5400", "#e8ebee"),
    reached=MarkLook("#1d4a6b", "#24506f", "#7cc4f5"),
    lost=MarkLook("#7a2c12", "#5f2814", "#ffb59c", "✕"),
    blocked=MarkLook("#553661", "#432d4d", "#dfbcec", "⊘"),
    gained=MarkLook("#0b5a45", "#114738", "#8fe3c6", "✚"),
    circle=replace(DEFAULT_STYLE.circle, colour="#e58ab8"),
    dimmed_line="#3a434d",
    dimmed_ink="#98a3ae",
    sample="#2a323b",
)
