"""What stands in a box."""

from coopgraph.items import item_of
from coopgraph.plot.lettering import Line
from coopgraph.plot.style import Style
from coopgraph.schema import Graph
from coopgraph.state import record_of, state_of
from coopgraph.vocabulary import RecordKind

__all__ = ["caption"]


def caption(graph: Graph, item: str, style: Style, lang: str) -> list[Line]:
    """The lines in an item's box: what it is called, then in small its full name or its state."""
    shown = item_of(graph, item, lang)
    head = Line(shown.short, style.text_size, bold=True)
    below = state_of(graph, item, lang)
    if record_of(graph, item) is RecordKind.INSTITUTION:
        below = shown.title if shown.acronym and shown.acronym != shown.title else ""
    return [head, Line(below, style.small_size, faint=True)]
