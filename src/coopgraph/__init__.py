"""Who depends on which agreement?

Ministries, agencies, federations, banks, their conventions and activities, signed or only
proposed, as a plain NetworkX graph; functions that ask it questions; pictures and tables that show
the answers::

    import coopgraph as cg

    graph = cg.build_graph(cg.example())
    print(cg.dependents(graph, "framework-convention"))
"""

from importlib import import_module
from typing import TYPE_CHECKING

from coopgraph.answer import PathLink
from coopgraph.checks import Finding, Findings, check
from coopgraph.contract import check_graph
from coopgraph.dates import EDTFDate, Truth
from coopgraph.dossier import Dossier
from coopgraph.errors import (
    AmbiguousItemError,
    CoopGraphError,
    DocumentError,
    DossierError,
    EngineError,
    FormatError,
    GraphSchemaError,
    MissingExtraError,
    PictureTooLargeError,
    Problem,
    UnfinishedSaveError,
    UnknownItemError,
    UnknownWordError,
)
from coopgraph.exposure import exposure
from coopgraph.formats import example, read, read_relations, read_report, salvage, write
from coopgraph.formats.exports import Loss, Written
from coopgraph.graph import build_graph
from coopgraph.grouping import grouped
from coopgraph.items import Item
from coopgraph.overview import Description, Fact, Overview, OverviewRow, describe, overview
from coopgraph.progress import progress
from coopgraph.projection import Projection, projection
from coopgraph.queries import dependents, explain, prerequisites
from coopgraph.reasoning import (
    Blockers,
    Deadlocks,
    Impact,
    Plans,
    Ready,
    Roadmap,
    blockers,
    deadlocks,
    ready,
    roadmap,
    single_points,
    unlock,
    what_if,
)
from coopgraph.relations import RelationExposure, RelationExposures, RelationGraph
from coopgraph.results import Explanation, Exposure, Exposures, Reach, Reached
from coopgraph.salvage import Salvage
from coopgraph.schema import Graph
from coopgraph.structure import (
    Brokers,
    Cooperation,
    Participation,
    brokers,
    cooperation,
    participation,
)
from coopgraph.timeline import Comparison, at, compare

if TYPE_CHECKING:
    from coopgraph import plot
    from coopgraph.page.brief import Brief, brief
    from coopgraph.page.explorer import Explorer, explore
    from coopgraph.reports import Mention, Mentions, draft, mentions

__all__ = [
    "AmbiguousItemError",
    "Blockers",
    "Brief",
    "Brokers",
    "Comparison",
    "CoopGraphError",
    "Cooperation",
    "Deadlocks",
    "Description",
    "DocumentError",
    "Dossier",
    "DossierError",
    "EDTFDate",
    "EngineError",
    "Explanation",
    "Explorer",
    "Exposure",
    "Exposures",
    "Fact",
    "Finding",
    "Findings",
    "FormatError",
    "Graph",
    "GraphSchemaError",
    "Impact",
    "Item",
    "Loss",
    "Mention",
    "Mentions",
    "MissingExtraError",
    "Overview",
    "OverviewRow",
    "Participation",
    "PathLink",
    "PictureTooLargeError",
    "Plans",
    "Problem",
    "Projection",
    "Reach",
    "Reached",
    "Ready",
    "RelationExposure",
    "RelationExposures",
    "RelationGraph",
    "Roadmap",
    "Salvage",
    "Truth",
    "UnfinishedSaveError",
    "UnknownItemError",
    "UnknownWordError",
    "Written",
    "at",
    "blockers",
    "brief",
    "brokers",
    "build_graph",
    "check",
    "check_graph",
    "compare",
    "cooperation",
    "deadlocks",
    "dependents",
    "describe",
    "draft",
    "example",
    "explain",
    "explore",
    "exposure",
    "grouped",
    "mentions",
    "overview",
    "participation",
    "plot",
    "prerequisites",
    "progress",
    "projection",
    "read",
    "read_relations",
    "read_report",
    "ready",
    "roadmap",
    "salvage",
    "single_points",
    "unlock",
    "what_if",
    "write",
]

__version__ = "0.1.0"


#: What is imported when it is first asked for, since not everyone needs it: pictures (matplotlib is
#: slow to import), pages and reading reports.
_LATER = {
    "Brief": "coopgraph.page",
    "Explorer": "coopgraph.page",
    "Mention": "coopgraph.reports",
    "Mentions": "coopgraph.reports",
    "brief": "coopgraph.page",
    "draft": "coopgraph.reports",
    "explore": "coopgraph.page",
    "mentions": "coopgraph.reports",
    "plot": "coopgraph.plot",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        module = import_module(_LATER[name])
        return module if name == "plot" else getattr(module, name)
    msg = f"module 'coopgraph' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """The public names: the modules that they come from are not for users."""
    return [*__all__, "__version__"]
