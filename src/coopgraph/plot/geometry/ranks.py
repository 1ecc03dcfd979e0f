"""Ranks: how far to the right each item stands, so that all arrows point to the left.

What closes a circle is turned round first. Then every item gets the rank that makes the lines
shortest in all: the dual of a minimum-cost flow (Gansner, Koutsofios, North and Vo, 1993).
"""

from collections import deque
from collections.abc import Sequence
from typing import Final

import networkx as nx

__all__ = ["Link", "ranked"]

Link = tuple[str, str]  # dependent, prerequisite

#: With more links than this the shortest lines take too long to find.
_EXACT: Final = 3_000


def ranked(items: Sequence[str], links: Sequence[Link]) -> tuple[dict[str, int], frozenset[Link]]:
    """The rank of each item, from 0, and the links that had to be turned round.

    Parameters
    ----------
    items
        All items, sorted.
    links
        Pairs (dependent, prerequisite), sorted, without those from an item to itself.

    Examples
    --------
    >>> ranks, turned = ranked(["a", "b", "c"], [("a", "b"), ("b", "a"), ("c", "b")])
    >>> ranks, sorted(turned)
    ({'b': 0, 'a': 1, 'c': 1}, [('b', 'a')])
    """
    kept, turned = _without_circles(items, links)
    forward: nx.DiGraph[str] = nx.DiGraph()
    forward.add_nodes_from(items)
    forward.add_edges_from(kept)
    tight = _tight(forward) if 0 < len(kept) <= _EXACT else set()
    rank = _smallest(forward, tight)
    return rank, turned


def _tight(forward: "nx.DiGraph[str]") -> set[Link]:
    """Links of length one in a shortest drawing: those that carry flow in the dual problem."""
    flow: nx.DiGraph[str] = nx.DiGraph()
    for item in forward:
        flow.add_node(item, demand=forward.in_degree(item) - forward.out_degree(item))
    flow.add_edges_from(forward.edges, weight=-1)
    _, amounts = nx.network_simplex(flow)
    return {(one, other) for one in amounts for other, amount in amounts[one].items() if amount}


def _smallest(forward: "nx.DiGraph[str]", tight: set[Link]) -> dict[str, int]:
    """The least ranks from 0 with every link at least one long, tight ones exactly one."""
    order = list(nx.lexicographical_topological_sort(forward.reverse(copy=False)))
    rank = dict.fromkeys(order, 0)
    waiting, queued = deque(order), set(order)
    while waiting:
        item = waiting.popleft()
        queued.discard(item)
        raised = [(one, rank[item] + 1) for one in forward.predecessors(item)]
        raised += [
            (one, rank[item] - 1) for one in forward.successors(item) if (item, one) in tight
        ]
        for one, least in raised:
            if rank[one] < least:
                rank[one] = least
                if one not in queued:
                    queued.add(one)
                    waiting.append(one)
    return rank


def _without_circles(
    items: Sequence[str], links: Sequence[Link]
) -> tuple[list[Link], frozenset[Link]]:
    """The links, with those turned round that would close a circle; and which those are."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(items)
    kept, turned = [], set()
    circles = [c for c in nx.strongly_connected_components(nx.DiGraph(links)) if len(c) > 1]
    circle_of = {item: n for n, circle in enumerate(circles) for item in circle}
    for link in links:
        dependent, prerequisite = link
        same = circle_of.get(dependent, -1) == circle_of.get(prerequisite, -2)
        if same and nx.has_path(graph, prerequisite, dependent):
            turned.add(link)
            link = (prerequisite, dependent)  # noqa: PLW2901 - from here on it runs the other way
        graph.add_edge(*link)
        kept.append(link)
    return sorted(set(kept)), frozenset(turned)
