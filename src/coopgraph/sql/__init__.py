"""Relations in a database or a cluster: the same questions where no memory holds the graph.

One table, ``relation(dependent, depends_on, kind, modality)``; one step of SQL that every engine
runs (:mod:`coopgraph.sql.closure`); a stand-in for a graph that asks it
(:class:`coopgraph.sql.table.RelationGraph`).
"""

from coopgraph.sql.closure import closure
from coopgraph.sql.questions import RelationExposure, RelationExposures
from coopgraph.sql.table import RelationGraph

__all__ = ["RelationExposure", "RelationExposures", "RelationGraph", "closure"]
