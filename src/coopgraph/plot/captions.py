"""What stands in a box, and what its outline says."""

from collections.abc import Mapping
from typing import Final

from coopgraph.items import item_of
from coopgraph.plot.canvas import Entry, Outline
from coopgraph.plot.lettering import Line
from coopgraph.plot.style import Style
from coopgraph.schema import Graph, Strength
from coopgraph.state import Standing, record_of, standing_of, state_of
from coopgraph.vocabulary import RecordKind
from coopgraph.wording import say

__all__ = ["MIN_WIDTH", "OUTLINES", "PATTERNS", "caption", "standing_entries"]

#: The least width of a picture: a narrow one would break its title and legend.
MIN_WIDTH: Final = 440.0

#: How boxes and lines show what stands, and how firmly a link holds.
OUTLINES: Final[Mapping[Standing, Outline]] = {
    Standing.ACHIEVED: "solid",
    Standing.OPEN: "dashed",
    Standing.OVER: "grey",
}
PATTERNS: Final[Mapping[Strength, Outline]] = {
    Strength.BINDING: "solid",
    Strength.ALTERNATIVE: "dotted",
    Strength.POSSIBLE: "dashed",
}


def caption(graph: Graph, item: str, style: Style, lang: str) -> list[Line]:
    """The lines in an item's box: what it is called, then in small its full name or its state."""
    shown = item_of(graph, item, lang)
    head = Line(shown.short, style.text_size, bold=True)
    below = state_of(graph, item, lang)
    if record_of(graph, item) is RecordKind.INSTITUTION:
        below = shown.title if shown.acronym and shown.acronym != shown.title else ""
    return [head, Line(below, style.small_size, faint=True)]


def standing_entries(graph: Graph, items: list[str], lang: str) -> list[Entry]:
    """Legend entries for the outlines that some items have, institutions apart: those stand."""
    things = [item for item in items if record_of(graph, item) is not RecordKind.INSTITUTION]
    found = {standing_of(graph, item) for item in things}
    return [
        Entry(say(f"legend-{standing}", lang), outline=OUTLINES[standing])
        for standing in Standing
        if standing in found
    ]
