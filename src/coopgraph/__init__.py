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

from coopgraph._base.errors import (
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
from coopgraph._base.progress import progress
from coopgraph.answers.comparison import Comparison
from coopgraph.answers.impact import Impact
from coopgraph.answers.reach import PathLink, Reach, Reached
from coopgraph.extract.documents import read_report
from coopgraph.graph.build import build_graph
from coopgraph.graph.check import check_graph
from coopgraph.graph.fold import grouped
from coopgraph.graph.items import Item
from coopgraph.graph.schema import Graph
from coopgraph.io.read.example import example
from coopgraph.io.read.read import read, salvage
from coopgraph.io.salvage import Salvage
from coopgraph.io.write.formats import Loss, Written
from coopgraph.io.write.write import write
from coopgraph.network.snapshot import Snapshot, snapshot
from coopgraph.questions.apply import apply
from coopgraph.questions.at import at
from coopgraph.questions.blockers import Blockers, blockers
from coopgraph.questions.brokers import Brokers, brokers
from coopgraph.questions.change import Change
from coopgraph.questions.check import Finding, Findings, check
from coopgraph.questions.compare import compare
from coopgraph.questions.cooperation import Cooperation, cooperation
from coopgraph.questions.deadlocks import Deadlocks, deadlocks
from coopgraph.questions.dependents import dependents
from coopgraph.questions.describe import Description, Fact, describe
from coopgraph.questions.explain import Explanation, explain
from coopgraph.questions.exposure import Exposure, Exposures, exposure
from coopgraph.questions.history import History, HistoryEvent, history
from coopgraph.questions.overview import Overview, OverviewRow, overview
from coopgraph.questions.participation import Participation, participation
from coopgraph.questions.prerequisites import prerequisites
from coopgraph.questions.projection import Projection, projection
from coopgraph.questions.ready import Ready, ready
from coopgraph.questions.roadmap import Roadmap, roadmap
from coopgraph.questions.single_points import single_points
from coopgraph.questions.state import States, state
from coopgraph.questions.unlock import Plans, unlock
from coopgraph.questions.what_if import what_if
from coopgraph.questions.when import When, when
from coopgraph.questions.why_not import WhyNot, why_not
from coopgraph.records.dossier import Dossier
from coopgraph.sql.questions import RelationExposure, RelationExposures
from coopgraph.sql.read_relations import read_relations
from coopgraph.sql.relation_graph import RelationGraph
from coopgraph.words.dates import EDTFDate, Truth

if TYPE_CHECKING:
    from coopgraph import plot
    from coopgraph.extract.answer import Mention, Mentions
    from coopgraph.extract.draft import draft
    from coopgraph.extract.mentions import mentions
    from coopgraph.page.brief import Brief, brief
    from coopgraph.page.explorer import Explorer, explore
    from coopgraph.page.memo import Memo, memo

__all__ = [
    "AmbiguousItemError",
    "Blockers",
    "Brief",
    "Brokers",
    "Change",
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
    "History",
    "HistoryEvent",
    "Impact",
    "Item",
    "Loss",
    "Memo",
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
    "Snapshot",
    "States",
    "Truth",
    "UnfinishedSaveError",
    "UnknownItemError",
    "UnknownWordError",
    "When",
    "WhyNot",
    "Written",
    "apply",
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
    "history",
    "memo",
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
    "snapshot",
    "state",
    "unlock",
    "what_if",
    "when",
    "why_not",
    "write",
]

__version__ = "0.1.0"


#: What is imported when it is first asked for, since not everyone needs it: pictures (matplotlib is
#: slow to import), pages and reading reports.
_LATER = {
    "Brief": "coopgraph.page.brief",
    "Explorer": "coopgraph.page.explorer",
    "Memo": "coopgraph.page.memo",
    "Mention": "coopgraph.extract.answer",
    "Mentions": "coopgraph.extract.answer",
    "brief": "coopgraph.page.brief",
    "draft": "coopgraph.extract.draft",
    "explore": "coopgraph.page.explorer",
    "memo": "coopgraph.page.memo",
    "mentions": "coopgraph.extract.mentions",
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
