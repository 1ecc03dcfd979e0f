"""What all parts of a picture have in common: graph, axes, language, style and limits."""

from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes

from coopgraph.graph.check import require_graph
from coopgraph.graph.items import language_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.plot.geometry.limits import UNLIMITED, Limits
from coopgraph.plot.style import Style

__all__ = ["MIN_WIDTH", "Context"]

#: The minimum width of a picture, in points, so that title and legend have room.
MIN_WIDTH: Final = 440.0


@dataclass(frozen=True, slots=True)
class Context:
    """The graph to draw, and the options of the picture."""

    graph: Graph
    ax: Axes | None
    lang: str
    style: Style
    limits: Limits

    @classmethod
    def of(
        cls, graph: Graph, ax: Axes | None, lang: str | None, style: Style, limits: Limits | None
    ) -> "Context":
        """Check the graph, and fill in its language and the limits where the caller gave none."""
        require_graph(graph)
        return cls(graph, ax, lang or language_of(graph), style, limits or UNLIMITED)

    def say(self, code: str, /, **values: object) -> str:
        """The message in the language of the picture."""
        return say(code, self.lang, **values)

    def grouping_note(self) -> str:
        """A note that explains boxes that represent several items; empty if there are none."""
        counts = any(count for _, count in self.graph.nodes(data="count"))
        return self.say("note-grouped") if counts else ""
