"""The pictures of the live page: those of ``coopgraph.plot``, in every language, as SVG."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from coopgraph.graph.schema import Graph, joined
from coopgraph.messages.escaping import escape_html
from coopgraph.page.answers import most_tied
from coopgraph.page.facts import Facts

if TYPE_CHECKING:
    from coopgraph.plot.style import Style

__all__ = ["MAX_DRAWN", "View", "drawn_part", "palette", "views"]

#: How many items a picture can show and still be read.
MAX_DRAWN: Final = 80


@dataclass(frozen=True, slots=True)
class View:
    """One picture in one language: its name, its SVG, and its legend as HTML."""

    name: str
    language: str
    svg: str
    legend: str

    def html(self) -> str:
        """The picture and its legend, hidden until the page shows them."""
        return (
            f'<figure data-view="{self.name}" data-language="{escape_html(self.language)}" hidden>'
            f'<div class="sheet">{self.svg}</div>'
            f'<figcaption><ul class="legend">{self.legend}</ul></figcaption></figure>'
        )


def drawn_part(graph: Graph, limit: int = MAX_DRAWN) -> Graph:
    """The graph, or where it is too large for a picture the part with the most ties."""
    if len(graph) <= limit:
        return graph
    return graph.subgraph(most_tied(graph)[:limit])


def views(graph: Graph, facts: Facts) -> Iterator[View]:
    """The cooperation map and the dependency map, each in every language of the page."""
    # Imported here: matplotlib is slow to load, and only who looks at pictures pays for it.
    from coopgraph.plot import cooperation_map, dependency_map
    from coopgraph.plot.tracing import traced

    style = _style()
    for language in facts.languages:
        for name, draw in (("cooperation", cooperation_map), ("dependencies", dependency_map)):
            # Who can zoom and search can read more than paper holds; how much, MAX_DRAWN says.
            ax = draw(graph, lang=language, style=style, title="", limits=None)
            picture = traced(ax, style, _Ends(graph, facts))
            legend = "".join(
                f"<li>{sample}<span>{escape_html(label)}</span></li>"
                for sample, label in picture.legend
            )
            yield View(name, language, picture.svg, legend)


def palette() -> str:
    """The colours of the pictures as CSS variables, by light; the stylesheet has them by dark."""
    from coopgraph.plot.tracing import variables_of

    colours = "".join(f"--{name}:{colour};" for name, colour in variables_of(_style()).items())
    return f":root{{{colours}}}\n"


def _style() -> "Style":
    """A page is read from further away than paper: larger letters in boxes of the same width."""
    from coopgraph.plot.style import Style

    return Style(text_size=12.0, small_size=9.8, heading_size=15.0, box_width=198.0)


class _Ends:
    """What a line stands for, by the name that pictures give it: ``<from>.<to>``, then its keys."""

    def __init__(self, graph: Graph, facts: Facts) -> None:
        self.ends = {
            joined(*ends): "-".join(str(facts.number[end]) for end in ends)
            for ends in graph.edges()
        }

    def __call__(self, name: str) -> str:
        """The numbers of the two items, e.g. ``3-17``."""
        return self.ends.get(".".join(name.split(".")[:2]), "")
