"""The single points of failure of an item: the dominators of a node in an AND/OR graph.

For each item this computes the set of nodes whose loss alone keeps it from holding. A loss spreads
through a condition if it affects so many members that too few are left: the sets are united over
the parts of a conjunction and intersected over alternatives. As for the dominators of a flow graph
(Allen and Cocke, 1972), the sets are refined until they no longer change. They are bits of
integers, in blocks; each pass is linear.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from coopgraph.network.old_conditions import ConditionGraph

__all__ = ["dominators"]

#: The number of candidates in one pass; a set is then a kilobyte.
BLOCK: Final = 2**13

_Losses = dict[str, int]  # for each item the losses that it does not survive, as bits


def dominators(reading: ConditionGraph, goal: str, candidates: Iterable[str]) -> frozenset[str]:
    """The candidates whose loss alone keeps a goal from holding.

    Parameters
    ----------
    reading
        A reading of a graph in which the goal holds or can come to hold.
    goal
        An item.
    candidates
        Items and institutions that may be lost; completed items cannot.
    """
    listed = sorted(set(candidates) - reading.facts - {goal})
    rounds = reading.attainable(reading.standing)
    found: set[str] = set()
    for start in range(0, len(listed), BLOCK):
        block = listed[start : start + BLOCK]
        itself = {item: 1 << bit for bit, item in enumerate(block)}
        losses = _falling(reading, itself)
        if goal in rounds:
            _unattained(reading, itself, rounds, losses, every=(1 << len(block)) - 1)
        found |= {item for item, bit in itself.items() if losses[goal] & bit}
    return frozenset(found)


def _falling(reading: ConditionGraph, itself: Mapping[str, int]) -> _Losses:
    """For everything that stands, the losses with which it falls: grown from below."""
    before = reading.standing
    losses = {item: itself.get(item, 0) for item in before}
    stack = [item for item in itself if item in before]
    while stack:
        for condition in reading.waiting.get(stack.pop(), ()):
            item = condition.item
            # A condition that never was met cannot fail, and completed items are facts.
            if item not in reading.achieved or item in reading.facts:
                continue
            if not condition.is_met(before):
                continue
            parts = [losses[one] for one in condition.among if one in before]
            spread = losses[item] | _shared(parts, len(parts) - condition.at_least + 1)
            if spread != losses[item]:
                losses[item] = spread
                stack.append(item)
    return losses


def _unattained(
    reading: ConditionGraph,
    itself: Mapping[str, int],
    order: Iterable[str],
    losses: _Losses,
    every: int,
) -> None:
    """Add, for everything that can come to hold, the losses with which it cannot: from above.

    At the start nothing holds under any loss, so that circles do not support themselves.
    """
    losses |= dict.fromkeys(order, every)
    changed = True
    while changed:
        changed = False
        for item in order:
            left = itself.get(item, 0)
            for condition in reading.conditions[item]:
                parts = [losses.get(one, every) for one in condition.among]  # dead: never holds
                left |= _shared(parts, len(parts) - condition.at_least + 1)
            if left != losses[item]:
                losses[item] = left
                changed = True


def _shared(sets: list[int], times: int) -> int:
    """The bits that are in at least ``times`` of the sets."""
    if times == 1:
        union = 0
        for one in sets:
            union |= one
        return union
    reached = [0] * times  # the bits in at least one of the sets so far, in two …
    for one in sets:
        for n in range(times - 1, 0, -1):
            reached[n] |= reached[n - 1] & one
        reached[0] |= one
    return reached[-1]
