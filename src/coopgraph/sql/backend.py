"""The networkx backend for relation tables, registered by an entry point.

networkx dispatches ``networkx.ancestors(RelationGraph(connection), item)`` to this module, and
raises ``NotImplementedError`` for functions that are not here. Links of every modality are
followed, as networkx follows every edge of a graph.
"""

from typing import Any, NoReturn

import networkx as nx

from coopgraph.answers.reach import Direction
from coopgraph.sql.relation_graph import Id, RelationGraph

__all__ = [
    "ancestors",
    "convert_from_nx",
    "convert_to_nx",
    "descendants",
    "has_path",
    "single_source_shortest_path_length",
    "single_target_shortest_path_length",
]


def descendants(G: RelationGraph, source: Id) -> set[Id]:  # noqa: N803 - networkx's name
    """Everything that an item relies on, like :func:`networkx.descendants`."""
    return set(G.steps_from(_known(G, source, nx.NetworkXError), Direction.PREREQUISITES))


def ancestors(G: RelationGraph, source: Id) -> set[Id]:  # noqa: N803
    """Everything that relies on an item, like :func:`networkx.ancestors`."""
    return set(G.steps_from(_known(G, source, nx.NetworkXError), Direction.DEPENDENTS))


def has_path(G: RelationGraph, source: Id, target: Id) -> bool:  # noqa: N803
    """Whether the source relies on the target, like :func:`networkx.has_path`."""
    start, goal = _known(G, source), _known(G, target)
    return start == goal or goal in G.steps_from(start, Direction.PREREQUISITES)


def single_source_shortest_path_length(
    G: RelationGraph,  # noqa: N803
    source: Id,
    cutoff: int | None = None,
) -> dict[Id, int]:
    """The number of steps to everything that an item relies on, and 0 to itself."""
    start = _known(G, source)
    return {start: 0, **G.steps_from(start, Direction.PREREQUISITES, max_steps=cutoff)}


def single_target_shortest_path_length(
    G: RelationGraph,  # noqa: N803
    target: Id,
    cutoff: int | None = None,
) -> dict[Id, int]:
    """The number of steps from everything that relies on an item, and 0 from itself."""
    goal = _known(G, target)
    return {goal: 0, **G.steps_from(goal, Direction.DEPENDENTS, max_steps=cutoff)}


def convert_from_nx(graph: Any, **_options: Any) -> NoReturn:
    """Raise an error, because networkx itself handles graphs in memory."""
    msg = f"{type(graph).__name__} is in memory; write it with coopgraph.write(graph, '….parquet')"
    raise NotImplementedError(msg)


def convert_to_nx(result: Any, **_options: Any) -> Any:
    """Return the answer unchanged. Tables are not converted to graphs in memory."""
    if isinstance(result, RelationGraph):
        msg = "a relation table is not converted to a graph in memory"
        raise NotImplementedError(msg)
    return result


def _known(
    graph: RelationGraph, item: Id, error: type[nx.NetworkXException] = nx.NodeNotFound
) -> Id:
    if known := graph.known([item]):
        return known[0]
    msg = f"The node {item} is not in the digraph."
    raise error(msg)
