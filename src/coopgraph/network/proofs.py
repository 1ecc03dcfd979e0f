"""Why a milestone can never be reached: a smallest proof, and the fewest changes that open it.

A proof is a set of elements, none of which can come first: each has ended, is barred, or has a
condition that cannot be met without others of the set. Circles are proofs too: each waits for the
others.
"""

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations, count, islice
from typing import Final, NamedTuple

from coopgraph.network.conditions import SURE, Condition, Member, Network
from coopgraph.network.fixpoints import View, views_of

__all__ = ["Fix", "FixKind", "Proof", "Step", "nearest_fixes", "smallest_proof"]

#: How many partial proofs, and how many changes, are tried.
_MOST_PROOFS: Final = 20_000
_MOST_FIXES: Final = 300
_MOST_VISITS: Final = 1_000_000
_MOST_CHOICES: Final = 40


class Block(StrEnum):
    """What forbids an item other than a condition."""

    ENDED = "ended"
    EXCLUDED = "excluded"


class Step(NamedTuple):
    """One step of a proof.

    Attributes
    ----------
    element
        A milestone, or a stand-in for one of several.
    number
        The number of the condition that cannot be met; -1 if it has ended or is barred.
    block
        What else forbids it.
    lacking
        The members without which the condition cannot be met: other elements of the proof, and
        acts that will not be given.
    by
        What excludes it; -1 if nothing does.
    """

    element: int
    number: int
    block: Block | None
    lacking: tuple[int, ...]
    by: int = -1


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a milestone can never be reached: one step for each element, the goal's first.

    ``is_smallest`` if no proof has fewer steps.
    """

    steps: tuple[Step, ...]
    is_smallest: bool


@dataclass(slots=True)
class _Partial:
    """A proof that is not complete: its steps, and the elements that still need one."""

    steps: dict[int, Step]
    left: deque[int]
    known: set[int]

    @property
    def size(self) -> int:
        """How many steps it will have at least."""
        return len(self.steps) + len(self.left)

    def copy(self) -> "_Partial":
        """A copy that can be extended in another way."""
        return _Partial(dict(self.steps), deque(self.left), set(self.known))

    def extend(self, view: View, step: Step) -> "_Partial":
        """Add a step; what it lacks needs steps of its own, apart from acts."""
        self.steps[step.element] = step
        for one in step.lacking:
            if one not in self.known and one not in view.network.acts:
                self.known.add(one)
                self.left.append(one)
        return self


def smallest_proof(view: View, goal: int) -> Proof | None:
    """A proof with the fewest steps that a milestone cannot be reached; ``None`` if it can be.

    Partial proofs are extended in the order of their size, so that the first complete one is the
    smallest. Past the budget, each is completed with the first choice.
    """
    if view.reach[goal]:
        return None
    tried = count()
    queue = [(1, next(tried), _Partial({}, deque([goal]), {goal}))]
    while True:
        _, number, partial = heapq.heappop(queue)
        while partial.left:
            element = partial.left.popleft()
            choices = list(_choices(view, element, partial.known))
            if len(choices) > 1 and number < _MOST_PROOFS:
                for step in choices:
                    other = partial.copy().extend(view, step)
                    heapq.heappush(queue, (other.size, next(tried), other))
                break
            partial.extend(view, choices[0])
            if queue and partial.size > queue[0][0] and number < _MOST_PROOFS:
                heapq.heappush(queue, (partial.size, next(tried), partial))
                break
        else:
            return Proof(tuple(partial.steps.values()), number < _MOST_PROOFS)


def _choices(view: View, element: int, taken: set[int]) -> Iterator[Step]:
    """The ways to prove that an element cannot come, those with the fewest new elements first."""
    node = view.network.node_of(element)
    if node in view.ended:
        yield Step(element, -1, Block.ENDED, ())
        return
    if node in view.barred:
        yield Step(element, -1, Block.EXCLUDED, (), view.barred[node])
        return
    steps = [
        Step(element, number, None, lacking)
        for number in view.network.of[element]
        for lacking in _lacking(view, view.network.conditions[number], taken)
    ]
    acts = view.network.acts
    steps.sort(key=lambda s: (sum(m not in acts and m not in taken for m in s.lacking), s.number))
    yield from steps[:_MOST_CHOICES]


def _lacking(view: View, condition: Condition, taken: set[int]) -> Iterator[tuple[int, ...]]:
    """The smallest sets of members without which a condition cannot be met.

    Acts that are closed come first: they need no proof of their own.
    """
    if not (condition.enters and view.completion.binds(condition.switch)):
        return
    late = view.is_late(condition)
    can = view.holds if late else view.reach
    counted = [m for m in condition.members if view.completion.counts(m.switch)]
    cannot = [m for m in counted if not can[m.element]]
    left = sum(member.weight for member in counted)
    if left - sum(member.weight for member in cannot) >= condition.bound:
        return
    if late:
        yield ()
        return
    chosen, left = _closed_acts(view, cannot, left, condition.bound)
    if left < condition.bound:
        yield chosen
        return
    others = [m for m in cannot if m.element not in view.network.acts]
    others.sort(key=lambda m: (m.element not in taken, -m.weight, m.element))
    for some in _fewest(others, left - condition.bound):
        yield (*chosen, *some)


def _closed_acts(
    view: View, cannot: list[Member], left: int, bound: int
) -> tuple[tuple[int, ...], int]:
    """The heaviest acts that will not be given, as many as needed, and the weight left."""
    chosen: list[int] = []
    for member in sorted(cannot, key=lambda m: (-m.weight, m.element)):
        if member.element in view.network.acts and left >= bound:
            chosen.append(member.element)
            left -= member.weight
    return tuple(chosen), left


def _fewest(members: list[Member], spare: int) -> Iterator[tuple[int, ...]]:
    """The smallest sets of members that weigh more than can be spared."""
    for size in range(1, len(members) + 1):
        found = (
            tuple(member.element for member in some)
            for some in combinations(members, size)
            if sum(member.weight for member in some) > spare
        )
        some_found = list(islice(found, _MOST_CHOICES))
        if some_found:
            yield from some_found
            return


class FixKind(StrEnum):
    """A change that takes an obstacle away."""

    ACT = "act"
    REVIVE = "revive"
    ALLOW = "allow"
    EXTEND = "extend"
    DROP = "drop"


class Fix(NamedTuple):
    """A change that takes an obstacle away.

    Attributes
    ----------
    kind
        An act is given after all, what has ended starts again, an exclusion falls, a deadline is
        extended, or a condition is dropped.
    about
        The act, the node, or the number of the condition.
    other
        What the node is excluded by; else -1.
    """

    kind: FixKind
    about: int
    other: int = -1


def nearest_fixes(view: View, goal: int) -> tuple[Fix, ...] | None:
    """The fewest changes that open a goal; ``None`` if none were found within the budget.

    Sets of changes are tried in the order of their size; each goes on from a proof that the goal
    is still out of reach.
    """
    queue: list[tuple[Fix, ...]] = [()]
    seen = {frozenset[Fix]()}
    tried = 0
    most = min(_MOST_FIXES, max(_MOST_VISITS // len(view.network.conditions), 2))
    while queue and tried < most:
        fixes, *queue = queue
        tried += 1
        fixed = _fixed(view, fixes)
        proof = smallest_proof(fixed, goal)
        if proof is None:
            return fixes
        new = {fix: None for step in proof.steps for fix in _fixes(view.network, step)}
        for fix in sorted(new, key=lambda one: (list(FixKind).index(one.kind), one)):
            if frozenset((*fixes, fix)) not in seen:
                seen.add(frozenset((*fixes, fix)))
                queue.append((*fixes, fix))
    return None


def _fixes(network: Network, step: Step) -> Iterator[Fix]:
    """The changes that take away the obstacle of one step."""
    node = network.node_of(step.element)
    if step.block is Block.ENDED:
        yield Fix(FixKind.REVIVE, node)
    elif step.block is Block.EXCLUDED:
        yield Fix(FixKind.ALLOW, node, step.by)
    else:
        closed = [one for one in step.lacking if one in network.acts]
        yield from (Fix(FixKind.ACT, act) for act in closed)
        condition = network.conditions[step.number]
        if condition.late is not None:
            yield Fix(FixKind.EXTEND, step.number)
        if step.element < 2 * network.nodes and not closed:
            yield Fix(FixKind.DROP, step.number)


def _fixed(view: View, fixes: tuple[Fix, ...]) -> View:
    """A view after some changes."""
    network = view.network
    conditions = list(network.conditions)
    opened = dict(network.facts.pending)
    ended, exclusions = dict(network.facts.ended), list(network.exclusions)
    for kind, about, other in fixes:
        if kind is FixKind.ACT:
            opened[about] = SURE
        elif kind is FixKind.REVIVE:
            ended.pop(about, None)
        elif kind is FixKind.ALLOW:
            exclusions = [one for one in exclusions if {one.node, one.other} != {about, other}]
        elif kind is FixKind.EXTEND:
            conditions[about] = conditions[about]._replace(late=None)
        else:
            conditions[about] = conditions[about]._replace(enters=False, stays=False)
    facts = replace(network.facts, pending=opened, ended=ended)
    changed = replace(
        network, conditions=tuple(conditions), facts=facts, exclusions=tuple(exclusions)
    )
    optimistic, pessimistic = views_of(changed, facts)
    return optimistic if view.completion == optimistic.completion else pessimistic
