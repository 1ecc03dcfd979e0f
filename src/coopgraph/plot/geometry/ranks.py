"""Assign items to layers, numbered from the left, so that all arrows point left.

Links that close a cycle are reversed first. Then the ranks (the numbers of the layers) are chosen
so that the total length of the lines is minimal: the dual of a minimum-cost flow problem (Gansner,
Koutsofios, North and Vo, 1993).
"""

from collections import deque
from collections.abc import Sequence
from typing import Final

import networkx as nx

__all__ = ["Link", "rank_items"]

Link = tuple[str, str]  # dependent, prerequisite

_EXACT: Final = 3_000  # with more links, it takes too long to find the minimum


def rank_items(
    items: Sequence[str], links: Sequence[Link]
) -> tuple[dict[str, int], frozenset[Link]]:
    """Return the rank of each item, from 0, and the links that were reversed to break cycles.

    Parameters
    ----------
    items
        All items, sorted.
    links
        Pairs (dependent, prerequisite), sorted, without links from an item to itself.

    Examples
    --------
    >>> ranks, back = rank_items(["a", "b", "c"], [("a", "b"), ("b", "a"), ("c", "b")])
    >>> ranks, sorted(back)
    ({'b': 0, 'a': 1, 'c': 1}, [('b', 'a')])
    """
    kept, back = _break_cycles(items, links)
    forward: nx.DiGraph[str] = nx.DiGraph()
    forward.add_nodes_from(items)
    forward.add_edges_from(kept)
    tight = _tight(forward) if 0 < len(kept) <= _EXACT else set()
    return _smallest(forward, tight), back


def _tight(forward: "nx.DiGraph[str]") -> set[Link]:
    """The links of length one in the shortest layout: those with a flow in the dual problem."""
    flow: nx.DiGraph[str] = nx.DiGraph()
    for item in forward:
        flow.add_node(item, demand=forward.in_degree(item) - forward.out_degree(item))
    flow.add_edges_from(forward.edges, weight=-1)
    _, amounts = nx.network_simplex(flow)
    return {(one, other) for one in amounts for other, amount in amounts[one].items() if amount}


def _smallest(forward: "nx.DiGraph[str]", tight: set[Link]) -> dict[str, int]:
    """The smallest ranks such that links have length one or more, and tight links exactly one."""
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


def _break_cycles(
    items: Sequence[str], links: Sequence[Link]
) -> tuple[list[Link], frozenset[Link]]:
    """The links, reversed where they would close a cycle, and those that were reversed."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(items)
    kept, back = [], set()
    components = enumerate(nx.strongly_connected_components(nx.DiGraph(links)))
    component_of = {item: n for n, component in components for item in component}
    for link in links:
        dependent, prerequisite = link
        same = component_of[dependent] == component_of[prerequisite]
        if same and nx.has_path(graph, prerequisite, dependent):
            back.add(link)
            link = (prerequisite, dependent)  # noqa: PLW2901 - from here on it is reversed
        graph.add_edge(*link)
        kept.append(link)
    return sorted(set(kept)), frozenset(back)
