"""Pictures: each a function ``(graph, *, ax=None, lang=None, style=…) -> Axes``.

Drawing, saving and showing are separate: a picture is drawn on axes, which it returns;
:func:`image` gives the content of a file; a notebook shows the figure by itself.
"""

from coopgraph.plot.canvas import image
from coopgraph.plot.cooperation import cooperation_map
from coopgraph.plot.dependency import dependency_map
from coopgraph.plot.style import DEFAULT_STYLE, LineLook, Style

__all__ = ["DEFAULT_STYLE", "LineLook", "Style", "cooperation_map", "dependency_map", "image"]
