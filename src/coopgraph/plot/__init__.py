"""Pictures: each is a function ``(graph, *, ax=None, lang=None, style=…) -> Axes``.

Drawing, saving and displaying are separate: a picture is drawn on axes, which the function
returns; :func:`image` converts it to the content of a file; notebooks display it by themselves.
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
