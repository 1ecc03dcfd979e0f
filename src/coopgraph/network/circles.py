"""Circles of elements that wait for one another, so that none can come first."""

from collections.abc import Iterator

import networkx as nx

from coopgraph.network.conditions import Condition
from coopgraph.network.fixpoints import View

__all__ = ["circles_among", "stuck_in", "waits_of"]


def stuck_in(view: View) -> frozenset[int]:
    """The elements that could be reached if all of them came at once, and cannot one by one.

    They are in the greatest fixpoint of "can be reached", and not in the least.
    """
    candidates = [
        element
        for element in (*view.network.milestones, *view.network.derived)
        if not view.reach[element] and view.can_come(element)
    ]
    may = bytearray(view.reach)
    for element in candidates:
        may[element] = 1
    sums = {number: total for element in candidates for number, total in _sums(view, element, may)}
    conditions, counts = view.network.conditions, view.completion.counts
    falling = [conditions[n].of for n, total in sums.items() if total < conditions[n].bound]
    while falling:
        element = falling.pop()
        if not may[element]:
            continue
        may[element] = 0
        for number, member in view.network.used_by[element]:
            if number in sums and counts(member.switch):
                sums[number] -= member.weight
                if sums[number] < conditions[number].bound:
                    falling.append(conditions[number].of)
    return frozenset(element for element in candidates if may[element])


def _sums(view: View, element: int, may: bytearray) -> Iterator[tuple[int, int]]:
    """The conditions of an element, each with the weights of the members that may be there."""
    binds = view.completion.binds
    for number in view.network.of[element]:
        condition = view.network.conditions[number]
        if condition.enters and binds(condition.switch):
            yield number, view.sum(condition, view.acting if view.is_late(condition) else may)


def waits_of(view: View, element: int) -> list[Condition]:
    """The conditions of an element that what stands or can be reached does not meet."""
    return [
        condition
        for condition in view.binding(element)
        if not view.meets(condition, view.acting if view.is_late(condition) else view.reach)
    ]


def circles_among(view: View, elements: frozenset[int]) -> list[list[int]]:
    """The sets of elements that wait for one another, an element that waits for itself included."""
    waits: nx.DiGraph[int] = nx.DiGraph()
    counts = view.completion.counts
    waits.add_edges_from(
        (element, member.element)
        for element in elements
        for condition in waits_of(view, element)
        for member in condition.members
        if member.element in elements and counts(member.switch)
    )
    components = (sorted(found) for found in nx.strongly_connected_components(waits))
    return sorted(c for c in components if len(c) > 1 or waits.has_edge(c[0], c[0]))
