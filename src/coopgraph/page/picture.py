"""Draw the pictures of the live page: those of ``coopgraph.plot``, in every language, as SVG."""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Final

from coopgraph.graph.schema import Graph, join_names
from coopgraph.messages.escaping import escape_html
from coopgraph.page.answers import most_linked
from coopgraph.page.facts import Facts

if TYPE_CHECKING:
    from coopgraph.plot.style import Style

__all__ = ["MAX_DRAWN", "drawn_part", "figures", "palette"]

#: The maximum number of items in a legible picture.
MAX_DRAWN: Final = 80


def drawn_part(graph: Graph, limit: int = MAX_DRAWN) -> list[str]:
    """All items, or those with the most links if they are too many for a picture."""
    return list(graph) if len(graph) <= limit else most_linked(graph)[:limit]


def figures(part: Collection[str], facts: Facts) -> Iterator[str]:
    """The cooperation map and the dependency map of some items, in every language, as HTML.

    Each has a legend, and is hidden until the page shows it.
    """
    # Imported here because matplotlib is slow to load.
    from coopgraph.plot import cooperation_map, dependency_map
    from coopgraph.plot.page_svg import page_svg

    style = _style()
    for language in facts.languages:
        for name, draw in (("cooperation", cooperation_map), ("dependencies", dependency_map)):
            # No limits: readers can zoom and search, and MAX_DRAWN bounds the picture.
            ax = draw(facts.graph, items=part, lang=language, style=style, title="", limits=None)
            picture = page_svg(ax, style, _ends_by_name(facts))
            legend = "".join(
                f"<li>{sample}<span>{escape_html(label)}</span></li>"
                for sample, label in picture.legend
            )
            yield (
                f'<figure data-view="{name}" data-language="{escape_html(language)}" hidden>'
                f'<div class="sheet">{picture.svg}</div>'
                f'<figcaption><ul class="legend">{legend}</ul></figcaption></figure>'
            )


def palette() -> str:
    """The colours of the pictures as CSS variables, for the light page and for the dark one.

    Paper is always light.
    """
    from coopgraph.plot.page_svg import css_colours
    from coopgraph.plot.style import DARK_STYLE, DEFAULT_STYLE

    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in css_colours(style).items())
        for style in (DEFAULT_STYLE, DARK_STYLE)
    )
    return f':root{{{light}}}\n@media screen{{:root[data-theme="dark"]{{{dark}}}}}\n'


def _style() -> "Style":
    """Larger text than on paper, in boxes of the same width."""
    from coopgraph.plot.style import Style

    return Style(text_size=12.0, small_size=9.8, heading_size=15.0, box_width=198.0)


def _ends_by_name(facts: Facts) -> Callable[[str], str]:
    """The item numbers that a line joins, e.g. ``3-17``.

    Pictures name lines ``<from>.<to>``, followed by the keys of edges.
    """
    ends = {
        join_names(*edge): "-".join(str(facts.number[end]) for end in edge)
        for edge in facts.graph.edges()
    }
    return lambda name: ends.get(".".join(name.split(".")[:2]), "")
