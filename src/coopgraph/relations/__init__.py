"""Relations in a database or a cluster: the same questions where no memory holds the graph.

One table, ``relation(dependent, depends_on, kind, modality)``; one step of SQL that every engine
runs (:mod:`coopgraph.relations.closure`); a stand-in for a graph that asks it
(:class:`coopgraph.relations.table.RelationGraph`).
"""

from coopgraph.relations.closure import closure
from coopgraph.relations.questions import RelationExposure, RelationExposures
from coopgraph.relations.table import RelationGraph

__all__ = ["RelationExposure", "RelationExposures", "RelationGraph", "closure"]
