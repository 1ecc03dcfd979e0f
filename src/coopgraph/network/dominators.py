"""What an item cannot do without: the dominators of one node of an AND/OR graph, in linear passes.

For each item the set of those things whose loss alone keeps it from holding, all sets at once. Such
a loss spreads over a condition where so many of its alternatives share it that too few are left: it
is in the union of what the parts of a conjunction fall with, in the intersection of what
alternatives do. As for the dominators of a flow graph (Allen and Cocke, 1972), the sets are
improved until they no longer change. They are bits of Python's integers, in blocks.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from coopgraph.network.conditions import Condition, Reading

__all__ = ["dominators"]

#: How many candidates are looked at in one go: a set is then a kilobyte.
BLOCK: Final = 2**13

_Losses = dict[str, int]  # for each item those losses that it does not survive, as bits


def dominators(reading: Reading, goal: str, candidates: Iterable[str]) -> frozenset[str]:
    """Those of some items and institutions whose loss alone keeps a goal from holding.

    Parameters
    ----------
    reading
        One reading of a graph, in which the goal holds or can come to hold.
    goal
        An item.
    candidates
        What may be lost. What is completed cannot be.
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


def _falling(reading: Reading, itself: Mapping[str, int]) -> _Losses:
    """For all that stands, the losses with which it falls: from below, as a fall spreads."""
    before = reading.standing
    losses = {item: itself.get(item, 0) for item in before}
    stack = [item for item in itself if item in before]
    while stack:
        for condition in reading.waiting.get(stack.pop(), ()):
            item = condition.item
            # What never was met cannot fail, and what is completed is a fact.
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
    reading: Reading, itself: Mapping[str, int], order: Iterable[str], losses: _Losses, every: int
) -> None:
    """Add, for all that can come to hold, the losses with which it cannot: from above.

    At first nothing holds whatever is lost, so that no circle holds itself up.
    """
    losses |= dict.fromkeys(order, every)
    changed = True
    while changed:
        changed = False
        for item in order:
            left = itself.get(item, 0)
            for condition in reading.conditions[item]:
                parts = list(_parts(condition, losses, every))
                left |= _shared(parts, len(parts) - condition.at_least + 1)
            if left != losses[item]:
                losses[item] = left
                changed = True


def _parts(condition: Condition, losses: _Losses, every: int) -> Iterator[int]:
    for one in condition.among:
        yield losses.get(one, every)  # what is dead holds in no case


def _shared(sets: list[int], times: int) -> int:
    """What is in so many of some sets, or more."""
    if times == 1:
        union = 0
        for one in sets:
            union |= one
        return union
    reached = [0] * times  # what is in one of the sets so far, in two …
    for one in sets:
        for n in range(times - 1, 0, -1):
            reached[n] |= reached[n - 1] & one
        reached[0] |= one
    return reached[-1]
