"""Whose acts a milestone still waits for: those it cannot do without, and those that are enough."""

from coopgraph.network.conditions import Condition
from coopgraph.network.fixpoints import ACTS, View

__all__ = ["awaited_acts"]

Acts = set[int]


def awaited_acts(view: View, milestone: int) -> tuple[Acts, list[tuple[int, Acts]]]:
    """The acts that a milestone cannot do without, and the groups of which so many are needed.

    Acts that would not help are in neither.
    """
    waiting = [
        (condition.bound - view.sum(condition, view.holds), _open_in(view, condition))
        for condition in view.binding(milestone)
        if condition.need in ACTS and not view.meets(condition, view.holds)
    ]
    must: Acts = set()
    for lack, acts in waiting:
        spare = sum(acts.values()) - lack
        must |= {act for act, weight in acts.items() if weight > spare}
    groups: list[tuple[int, Acts]] = []
    for total, acts in waiting:
        lack = total - sum(weight for act, weight in acts.items() if act in must)
        left = {act: weight for act, weight in acts.items() if act not in must}
        if lack > 0 and (group := (_fewest(lack, left), set(left))) not in groups:
            groups.append(group)
    return must, groups


def _open_in(view: View, condition: Condition) -> dict[int, int]:
    """The acts that can still be given towards a condition, with their weights."""
    counts = view.completion.counts
    return {
        m.element: m.weight
        for m in condition.members
        if m.weight and counts(m.switch) and view.acting[m.element] and not view.holds[m.element]
    }


def _fewest(lack: int, acts: dict[int, int]) -> int:
    """The fewest acts whose weights make up what is lacking."""
    count = 0
    for weight in sorted(acts.values(), reverse=True):
        if lack <= 0:
            break
        lack -= weight
        count += 1
    return count
