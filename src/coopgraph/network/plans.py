"""The minimal sets of open milestones that make a goal hold."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import chain, product
from typing import Any, Final

import networkx as nx

from coopgraph._base.budget import Budget
from coopgraph.network.conditions import SURE, Condition, first_of, second_of
from coopgraph.network.fixpoints import View
from coopgraph.network.order import automatic_in, rounds_in

__all__ = ["DEFAULT_LIMIT", "Pair", "minimal_plans", "opposed_below", "opposed_in"]

#: The default number of alternatives kept at each milestone.
DEFAULT_LIMIT: Final = 100

#: How many steps a search may have to choose from and keep several sets of them: sets are as long.
_MOST_STEPS: Final = 20_000

#: How many items may come into force and end another one for which every way is tried.
_MOST_ENDINGS: Final = 6

#: How many pairs that cannot both stand are left out in turn, to see which of them matter.
_MOST_PAIRS: Final = 20

#: Two nodes that cannot both stand, the smaller number first.
Pair = tuple[int, int]

Family = list[int]  # sets of milestones as bits of integers, none a subset of another


def minimal_plans(
    view: View,
    goal: int,
    limit: int = DEFAULT_LIMIT,
    key: Callable[[int], Any] = int,
    ignoring: Collection[Pair] = (),
    budget: Budget | None = None,
) -> tuple[list[frozenset[int]], bool]:
    """Find the minimal sets of open milestones by which a goal comes to hold.

    Open acts count as given, and what comes of itself is no part of a plan. Two items that exclude
    each other are in no plan together, nor is a requirement with what ends it.

    Parameters
    ----------
    view
        A reading of a network.
    goal
        A milestone.
    limit
        The number of sets kept at each milestone, the smallest first: there can be exponentially
        many.
    key
        The order of milestones, for ties.
    ignoring
        Pairs that may both stand after all.
    budget
        The time for the search. When half of it is spent, only one set is kept at each milestone;
        when all of it is, plans of a search that is not complete may hold more than they need.

    Returns
    -------
    plans, complete
        The plans sorted by size and ``key``, each of them minimal; and whether they are complete.
    """
    budget = budget or Budget()
    if view.holds[goal]:
        return [frozenset()], True
    if goal not in view.rounds:
        return [], True
    endings = _endings(view, _Search(view, limit, key, budget).steps_below(goal), ignoring)
    tried = dict(sorted(endings.items(), key=lambda one: key(second_of(one[0])))[:_MOST_ENDINGS])
    complete = len(tried) == len(endings)
    found: set[frozenset[int]] = set()
    # What comes into force either does not, or what it ends has ended.
    for chosen in product((False, True), repeat=len(tried)):
        if found and budget.is_spent:
            complete = False
            break
        ends = dict(zip(tried, chosen, strict=True))
        ended = {old for node, is_ended in ends.items() if is_ended for old in tried[node]}
        never = {second_of(node) for node, is_ended in ends.items() if not is_ended}
        part = _without(view, ended) if ended else view
        search = _Search(part, limit, key, budget, never, ignoring)
        if goal in search.view.rounds:
            found |= {search.shrunk(goal, plan) for plan in search.plans(goal)}
            complete = complete and search.complete
    plans = [
        plan
        for plan in found
        if not any(other < plan for other in found) and _works(view, goal, plan, endings)
    ]
    return sorted(plans, key=lambda plan: (len(plan), sorted(map(key, plan)))), complete


def opposed_below(
    view: View,
    goal: int,
    limit: int = DEFAULT_LIMIT,
    key: Callable[[int], Any] = int,
    budget: Budget | None = None,
) -> tuple[list[Pair], bool]:
    """The pairs that cannot both stand and leave a goal without a plan, though each alone can come.

    These are the pairs each of which forbids it by itself; if several do only together, a smallest
    set of them that cannot be spared. Where there are too many pairs to tell, they are all of them.
    Whether the searches were complete comes second: if that for any plan was not, there are none.
    """
    budget = budget or Budget()
    complete = True

    def has_plan(*ignoring: Pair) -> bool:
        nonlocal complete
        plans, found_all = minimal_plans(view, goal, limit, key, ignoring, budget)
        complete = complete and (bool(plans) or found_all)
        return bool(plans)

    if view.holds[goal] or goal not in view.rounds:
        return [], True
    pairs = sorted({*opposed_in(view, _Search(view, limit, key, budget).steps_below(goal))})
    if not pairs or has_plan() or not complete:
        return [], complete
    if len(pairs) > _MOST_PAIRS:
        return pairs, True
    alone = [pair for pair in pairs if has_plan(pair)]
    if alone:
        return alone, complete
    needed = pairs
    for pair in pairs:
        without = [one for one in needed if one != pair]
        needed = without if has_plan(*without) else needed
    return needed, complete


def opposed_in(view: View, milestones: Collection[int]) -> Iterator[Pair]:
    """The pairs of nodes among some milestones of which only one can stand in the end."""
    for pair in chain(_conflicts_in(view, milestones), _endings_in(view, milestones)):
        yield _pair(*pair)


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _conflicts_in(view: View, milestones: Collection[int]) -> Iterator[tuple[int, int]]:
    """The pairs of nodes among some milestones that exclude each other."""
    for one, other, switch in view.network.exclusions:
        are_near = first_of(one) in milestones and first_of(other) in milestones
        if are_near and view.completion.binds(switch):
            yield one, other


def _endings_in(view: View, milestones: Collection[int]) -> Iterator[tuple[int, int]]:
    """The pairs of nodes of which the first, if it comes into force, ends the second."""
    safe = view.ended | {milestone // 2 for milestone in view.lasting}
    for node, superseded, switch in view.network.successions:
        is_near = second_of(node) in milestones and superseded not in safe
        if is_near and view.completion.binds(switch):
            yield node, superseded


def _endings(
    view: View, milestones: Collection[int], ignoring: Collection[Pair]
) -> dict[int, set[int]]:
    """What each node ends, if it comes into force."""
    endings: dict[int, set[int]] = {}
    for node, superseded in _endings_in(view, milestones):
        if _pair(node, superseded) not in ignoring:
            endings.setdefault(node, set()).add(superseded)
    return endings


def _without(view: View, ended: Collection[int]) -> View:
    """A reading in which some nodes have ended."""
    facts = replace(view.facts, ended={**view.facts.ended, **dict.fromkeys(ended, SURE)})
    without = View(view.network, facts, view.completion, view.fallen)
    without.opposite = view.opposite
    return without


def _works(view: View, goal: int, plan: frozenset[int], endings: dict[int, set[int]]) -> bool:
    """Whether a plan still works with all that it ends."""
    ended = {old for node, olds in endings.items() if second_of(node) in plan for old in olds}
    if not ended:
        return True
    without = _without(view, ended)
    return bool(without.holds[goal]) or goal in rounds_in(without, plan)


class _Search:
    """Computes the why-provenance of a goal: for each element the minimal sets that derive it."""

    def __init__(
        self,
        view: View,
        limit: int,
        key: Callable[[int], Any],
        budget: Budget,
        never: Collection[int] = frozenset(),
        ignoring: Collection[Pair] = (),
    ) -> None:
        self.view, self.limit, self.key, self.never = view, limit, key, never
        self.ignoring = ignoring
        self.budget, self.growth = budget, budget.share(1 / 2)
        self.complete = True
        self.has_choice = False
        self.families: dict[int, Family] = {}
        self.conflicts: list[int] = []

    def plans(self, goal: int) -> list[set[int]]:
        """The family of the goal, as sets of milestones."""
        needs = self._needs(goal)
        automatic, rounds = automatic_in(self.view), self.view.rounds
        # What comes of itself is no step; what only stands in for others has no name to sort by.
        steps = [element for element in needs if element not in automatic]
        steps.sort(key=lambda element: (rounds[element], self.key(element)))
        conflicts = [
            (first_of(one), first_of(other))
            for one, other in _conflicts_in(self.view, frozenset(steps))
            if _pair(one, other) not in self.ignoring
        ]
        if not self.has_choice:  # everything is needed
            return [] if conflicts or any(one in needs for one in self.never) else [{*steps}]
        if len(steps) > _MOST_STEPS:
            self.limit = 1
        bit = {element: 1 << n for n, element in enumerate(steps)}
        self.conflicts = [bit[one] | bit[other] for one, other in conflicts]
        # An element comes after its needs; only elements on a cycle are computed together.
        condensed = nx.condensation(needs)
        for circle in reversed(list(nx.topological_sort(condensed))):
            members = condensed.nodes[circle]["members"]
            members = [element for element in members if element not in self.never]
            self._grow(sorted(members, key=lambda e: (rounds[e], bit.get(e, 0))), bit)
        found = self.families.get(goal, [])
        return [{step for step in steps if bit[step] & sets} for sets in found]

    def steps_below(self, goal: int) -> frozenset[int]:
        """The milestones that the goal may need, itself included."""
        return frozenset(self._needs(goal))

    def _needs(self, goal: int) -> "nx.DiGraph[int]":
        """The elements that can come to hold and that the goal may need, as a graph."""
        needs: nx.DiGraph[int] = nx.DiGraph()
        needs.add_node(goal)
        stack = [goal]
        while stack:
            element = stack.pop()
            for condition in self.view.binding(element):
                lack = self._lack(condition)
                if lack > 0:
                    members = self._open_in(condition)
                    spare = sum(members.values()) - lack
                    self.has_choice |= any(weight <= spare for weight in members.values())
                    for one in members:
                        if one not in needs:
                            stack.append(one)
                        needs.add_edge(element, one)
        return needs

    def _lack(self, condition: Condition) -> int:
        """What a condition lacks, open acts counted as given."""
        return condition.bound - self.view.sum(condition, self.view.acting)

    def _open_in(self, condition: Condition) -> dict[int, int]:
        """The members of a condition that can come to hold, with their weights."""
        rounds, counts = self.view.rounds, self.view.completion.counts
        return {
            m.element: m.weight
            for m in condition.members
            if m.element in rounds and counts(m.switch)
        }

    def _grow(self, members: list[int], bit: dict[int, int]) -> None:
        """Grow the families of elements that depend on one another, until they no longer change."""
        self.families |= {element: [] for element in members}
        changed = True
        while changed:
            changed = False
            for element in members:
                found = [sets | bit.get(element, 0) for sets in self._derivations(element)]
                merged = self._cut([*self.families[element], *found])
                changed = changed or merged != self.families[element]
                self.families[element] = merged
            if len(members) == 1:  # an element cannot help to derive itself
                return
            filled = self.conflicts or all(self.families[element] for element in members)
            if not self.complete and filled:
                return  # with truncated families the loop may never end

    def _derivations(self, element: int) -> Family:
        """The minimal sets that meet all conditions of an element, given the families so far."""
        total = [0]
        for condition in self.view.binding(element):
            met = self._meeting(condition)
            total = self._cut([a | b for a in total for b in met])
        return total

    def _meeting(self, condition: Condition) -> Family:
        """The minimal sets that meet one condition."""
        lack, members = self._lack(condition), self._open_in(condition)
        if lack <= 0:
            return [0]
        if sum(members.values()) < lack:
            return []
        by_weight: list[Family] = [[0], *([] for _ in range(lack))]
        for one, weight in members.items():
            family = self.families.get(one, [])
            for reached in range(lack, 0, -1):
                joined = [a | b for a in by_weight[max(reached - weight, 0)] for b in family]
                by_weight[reached] = self._cut([*by_weight[reached], *joined])
        return by_weight[lack]

    def _cut(self, sets: Family) -> Family:
        """The sets without a subset among them, sorted by size and value, up to the limit."""
        limit = 1 if self.growth.is_spent else self.limit
        kept: Family = []
        for candidate in sorted(set(sets), key=lambda s: (s.bit_count(), s)):
            if any(pair & candidate == pair for pair in self.conflicts):
                continue
            if any(smaller & candidate == smaller for smaller in kept):
                continue
            if len(kept) == limit:
                self.complete = False
                break
            kept.append(candidate)
        return kept

    def shrunk(self, goal: int, plan: set[int]) -> frozenset[int]:
        """Make a plan minimal, while there is time; only after families were cut it may not be."""
        if not self.complete:
            for step in sorted(plan - {goal}, key=self.key):
                if self.budget.is_spent:
                    break
                if goal in rounds_in(self.view, plan - {step}):
                    plan = plan - {step}
        return frozenset(plan)
