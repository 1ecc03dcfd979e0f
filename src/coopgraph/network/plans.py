"""The minimal sets of open items that make a goal hold."""

from typing import Final

import networkx as nx

from coopgraph.network.old_conditions import Condition, ConditionGraph

__all__ = ["DEFAULT_LIMIT", "minimal_plans"]

#: The default number of alternatives kept at each item.
DEFAULT_LIMIT: Final = 100

#: The number of comparisons of sets after which a search keeps only one set for each item.
_WORK: Final = 20_000_000

Family = list[int]  # sets of items as bits of integers, none a subset of another


def minimal_plans(
    reading: ConditionGraph, goal: str, limit: int = DEFAULT_LIMIT
) -> tuple[list[frozenset[str]], bool]:
    """Find the minimal sets of open items whose conclusion makes the goal hold.

    Parameters
    ----------
    reading
        The reading of the graph.
    goal
        An item.
    limit
        The number of sets kept at each item, the smallest first: there can be exponentially many.

    Returns
    -------
    plans, complete
        The plans sorted by size and ids, each of them minimal; and whether they are complete.
    """
    stands = reading.standing
    if goal in stands:
        return [frozenset()], True
    search = _Search(reading, stands, limit)
    if goal not in search.attainable:
        return [], True
    plans = {search.shrunk(goal, plan) for plan in search.plans(goal)}
    return sorted(plans, key=lambda plan: (len(plan), sorted(plan))), search.complete


class _Search:
    """Computes the why-provenance of a goal: for each item the minimal sets that derive it."""

    def __init__(self, reading: ConditionGraph, stands: frozenset[str], limit: int) -> None:
        self.reading, self.stands, self.limit = reading, stands, limit
        self.attainable = reading.attainable(stands)
        self.complete = True
        self.work = 0
        self.families: dict[str, Family] = {}

    def plans(self, goal: str) -> list[set[str]]:
        """The family of the goal, as sets of ids."""
        needs = self._needs(goal)
        order = sorted(needs, key=lambda item: (self.attainable[item], item))
        bit = {item: 1 << n for n, item in enumerate(order)}
        # An item comes after its needs; only items on a cycle are computed together.
        condensed = nx.condensation(needs)
        for circle in reversed(list(nx.topological_sort(condensed))):
            members = sorted(condensed.nodes[circle]["members"], key=order.index)
            self._grow(members, bit)
        return [{item for item in order if bit[item] & sets} for sets in self.families[goal]]

    def _needs(self, goal: str) -> "nx.DiGraph[str]":
        """The attainable items that the goal may depend on, as a graph of their dependencies."""
        needs: nx.DiGraph[str] = nx.DiGraph()
        needs.add_node(goal)
        stack = [goal]
        while stack:
            item = stack.pop()
            for condition in self.reading.conditions[item]:
                for one in condition.among:
                    if one in self.attainable:
                        if one not in needs:
                            stack.append(one)
                        needs.add_edge(item, one)
        return needs

    def _grow(self, members: list[str], bit: dict[str, int]) -> None:
        """Grow the families of items that depend on one another, until they no longer change."""
        self.families |= {item: [] for item in members}
        changed = True
        while changed:
            changed = False
            for item in members:
                found = [sets | bit[item] for sets in self._derivations(item)]
                merged = self._cut([*self.families[item], *found])
                changed = changed or merged != self.families[item]
                self.families[item] = merged
            if len(members) == 1:  # an item cannot help to derive itself
                return
            if not self.complete and all(self.families[item] for item in members):
                return  # with truncated families the loop may never end

    def _derivations(self, item: str) -> Family:
        """The minimal sets that meet all conditions of an item, given the families so far."""
        total = [0]
        for condition in self.reading.conditions[item]:
            met = self._meeting(condition)
            total = self._cut([a | b for a in total for b in met])
        return total

    def _meeting(self, condition: Condition) -> Family:
        """The minimal sets that meet one condition."""
        by_count: list[Family] = [[0], *([] for _ in range(condition.at_least))]
        for one in condition.among:
            family = [0] if one in self.stands else self.families.get(one, [])
            for count in range(condition.at_least, 0, -1):
                joined = [a | b for a in by_count[count - 1] for b in family]
                by_count[count] = self._cut([*by_count[count], *joined])
        return by_count[condition.at_least]

    def _cut(self, sets: Family) -> Family:
        """The sets without a subset among them, sorted by size and value, up to the limit."""
        limit = self.limit if self.work < _WORK else 1
        kept: Family = []
        for candidate in sorted(set(sets), key=lambda s: (s.bit_count(), s)):
            self.work += len(kept)
            if any(smaller & candidate == smaller for smaller in kept):
                continue
            if len(kept) == limit:
                self.complete = False
                break
            kept.append(candidate)
        return kept

    def shrunk(self, goal: str, plan: set[str]) -> frozenset[str]:
        """Make a plan minimal; only after families were truncated it may not be."""
        if not self.complete:
            for item in sorted(plan - {goal}):
                fewer = frozenset(plan - {item})
                if goal in self.reading.attainable(self.stands, fewer):
                    plan = set(fewer)
        return frozenset(plan)
