"""Pictures: each a function ``(graph, *, ax=None, lang=None, style=…) -> Axes``.

Drawing, saving and showing are separate: a picture is drawn on axes, which it returns;
:func:`image` gives the content of a file; a notebook shows the figure by itself.
"""

from coopgraph.plot.cooperation import cooperation_map
from coopgraph.plot.dependency import dependency_map
from coopgraph.plot.ego import ego_map
from coopgraph.plot.figure import image
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.impact import impact_map
from coopgraph.plot.matrix import agreement_matrix
from coopgraph.plot.roadmap import roadmap_chart
from coopgraph.plot.style import DEFAULT_STYLE, LineLook, MarkLook, Style

__all__ = [
    "DEFAULT_STYLE",
    "READABLE",
    "Limits",
    "LineLook",
    "MarkLook",
    "Style",
    "agreement_matrix",
    "cooperation_map",
    "dependency_map",
    "ego_map",
    "image",
    "impact_map",
    "roadmap_chart",
]
