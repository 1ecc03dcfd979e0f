"""What all parts of a picture have in common: graph, axes, language, style and limits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes

from coopgraph.answers.answer import as_of_words
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import item_of, language_of, resolve_all
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import Standing
from coopgraph.messages.catalogue import say
from coopgraph.plot.geometry.limits import UNLIMITED, Limits
from coopgraph.plot.style import Style
from coopgraph.questions.state import open_in, standings_of
from coopgraph.words.vocabulary import Milestone

__all__ = ["MIN_WIDTH", "Context"]

#: The minimum width of a picture, in points, so that title and legend have room.
MIN_WIDTH: Final = 440.0


@dataclass(frozen=True, slots=True)
class Context:
    """The graph to draw, its state, and the options of the picture.

    Attributes
    ----------
    graph, whole
        The part to draw, and all of it: what an item is, and how many links it has, does not depend
        on what else is drawn.
    standings
        Whether each item is achieved, open or over.
    proposed
        The open items: what they rely on, and who has a part in them, is only proposed.
    """

    graph: Graph
    whole: Graph
    standings: Mapping[str, Standing]
    proposed: frozenset[str]
    ax: Axes | None
    lang: str
    style: Style
    limits: Limits

    @classmethod
    def of(
        cls,
        graph: Graph,
        ax: Axes | None,
        lang: str | None,
        style: Style,
        limits: Limits | None,
        *,
        items: Collection[str] | None = None,
        as_of: str = "",
    ) -> "Context":
        """Check the graph, and fill in its language and the limits where the caller gave none.

        Of ``items``, only these are drawn; ``as_of`` is the date of an answer that is drawn.
        """
        require_graph(graph)
        lang = lang or language_of(graph)
        if as_of and as_of != graph.graph.get("as_of"):
            graph = graph.copy()
            graph.graph["as_of"] = as_of
        standings = standings_of(graph)
        part = graph if items is None else graph.subgraph(resolve_all(graph, items))
        return cls(part, graph, standings, open_in(standings), ax, lang, style, limits or UNLIMITED)

    def say(self, code: str, /, **values: object) -> str:
        """The message in the language of the picture."""
        return say(code, self.lang, **values)

    def milestone(self, item: str, milestone: Milestone) -> str:
        """A milestone in words; it agrees with its item."""
        return milestone.label(self.lang, item_of(self.graph, item, self.lang).gender)

    def dated(self) -> str:
        """A note on the date of the state; empty if there is none."""
        return as_of_words(self.graph.graph.get("as_of"), self.lang)

    def grouping_note(self) -> str:
        """A note that explains boxes that represent several items; empty if there are none."""
        counts = any(count for _, count in self.graph.nodes(data="count"))
        return self.say("note-grouped") if counts else ""
