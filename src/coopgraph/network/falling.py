"""A change to the facts of a network, and how the rest settles: what falls when its support goes.

A milestone that stood stands no longer when a condition that must stay met was met before the
change and is unmet after it. What a change names holds whatever its conditions, and completed
activities are facts. This is a greatest fixpoint: items that support each other stand until they
lose some other support.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from coopgraph.network.conditions import SURE, Condition, Facts, Network
from coopgraph.network.fixpoints import ONLY, OPTIMISTIC, Completion, Mode, View, readings_of

__all__ = ["Edit", "Settled", "can_sum", "edited", "settled", "with_losses_sure"]

_MOST_SUMS: Final = 100_000


@dataclass(frozen=True)
class Edit:
    """What a change does, before the rest settles.

    Attributes
    ----------
    reaches, gives
        The milestones that are reached, and the acts given, each with its switch.
    withdraws, refuses
        The acts that are taken back, and those that will not be given.
    ends
        The nodes that end, each with its switches.
    switches
        The number of switches, those of the network included.
    named
        The nodes whose milestones or end the change names.
    """

    reaches: Mapping[int, int] = field(default_factory=dict)
    gives: Mapping[int, int] = field(default_factory=dict)
    withdraws: frozenset[int] = frozenset()
    refuses: frozenset[int] = frozenset()
    ends: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    switches: int = 0
    named: frozenset[int] = frozenset()


def edited(facts: Facts, edit: Edit) -> Facts:
    """The facts with a change applied, before the rest settles."""
    closed = edit.withdraws | edit.refuses | {a for a, s in edit.gives.items() if s == SURE}
    holds, more_holds = _added(facts.holds, chain(edit.reaches.items(), edit.gives.items()))
    ends = ((node, switch) for node, switches in edit.ends.items() for switch in switches)
    ended, more_ended = _added(facts.ended, ends)
    return replace(
        facts,
        holds={e: s for e, s in holds.items() if e not in edit.withdraws},
        pending={act: s for act, s in facts.pending.items() if act not in closed},
        ended=ended,
        named=frozenset(edit.reaches),
        more_holds=tuple(one for one in more_holds if one[0] not in edit.withdraws),
        more_ended=more_ended,
    )


def _added(
    known: Mapping[int, int], new: Iterable[tuple[int, int]]
) -> tuple[dict[int, int], tuple[tuple[int, int], ...]]:
    """Facts with new ones; and those that are possible already, and now for another reason too."""
    facts, more = dict(known), []
    for key, switch in new:
        if switch == SURE or key not in facts:
            facts[key] = switch
        elif facts[key] != SURE:
            more.append((key, switch))
    return facts, tuple(more)


@dataclass(frozen=True)
class Settled:
    """A reading or completion before and after a change.

    Attributes
    ----------
    before, after
        The two views.
    fallen
        The milestones that fell although the change does not name them, each with the condition
        that failed and the round in which it did.
    """

    before: View
    after: View
    fallen: Mapping[int, tuple[Condition, int]]


def settled(
    network: Network, facts: Facts, edit: Edit, completion: Completion | None = None
) -> tuple[Settled, Settled]:
    """Both readings of a change, or one completion of it twice."""
    later = edited(facts, edit)
    if completion is None and not (network.switches or edit.switches):
        completion = ONLY
    if completion:
        before, after = View(network, facts, completion), View(network, later, completion)
        fall = _fall(before, after)
        one = Settled(before, _without(after, fall), fall)
        return one, one
    befores, afters = readings_of(network, facts), readings_of(network, later)
    falls = [_fall(before, after) for before, after in zip(befores, afters, strict=True)]
    optimistic, pessimistic = map(_without, afters, falls)
    optimistic.opposite, pessimistic.opposite = pessimistic, optimistic
    return (
        Settled(befores[0], optimistic, falls[0]),
        Settled(befores[1], pessimistic, falls[1]),
    )


def with_losses_sure(before: Facts, after: Facts) -> Facts:
    """The facts after a change, as if what possibly ends by it surely did.

    What had possibly ended before is no loss by it.
    """
    new = {node for node, switch in after.ended.items() if before.ended.get(node) != switch}
    new.update(node for node, _ in after.more_ended)
    return replace(after, ended={**after.ended, **dict.fromkeys(new, SURE)}, more_ended=())


def _without(view: View, fallen: Mapping[int, tuple[Condition, int]]) -> View:
    """A view without what fell."""
    return View(view.network, view.facts, view.completion, fallen) if fallen else view


def _fall(before: View, after: View) -> dict[int, tuple[Condition, int]]:
    """The elements that fall, each with the condition that failed and the round."""
    network, facts = after.network, after.facts
    holds = bytearray(after.holds)
    standing, stood = holds, before.holds
    if after.completion.mode is Mode.PESSIMISTIC:
        # What possibly stood and surely goes counts as a loss.
        gone = with_losses_sure(before.facts, facts)
        standing, stood = View(network, gone, OPTIMISTIC).holds, before.opposite.holds
    safe = facts.named | after.lasting
    layer = [e for e in network.elements if stood[e] and not standing[e]]
    fallen: dict[int, tuple[Condition, int]] = {}
    rounds = 0
    while layer:
        rounds += 1
        failing: dict[int, Condition] = {}
        for lost in layer:
            for number, _ in network.used_by[lost]:
                condition = network.conditions[number]
                element = condition.of
                if not (standing[element] and after.completion.binds(condition.switch)):
                    continue
                if element in network.derived:
                    fails = not after.meets(condition, standing)
                else:
                    fails = condition.stays and (
                        network.within(element) == lost
                        or (
                            element not in safe
                            and _fails(
                                condition, before, after, (before.holds, stood), (holds, standing)
                            )
                        )
                    )
                if fails:
                    failing.setdefault(element, condition)
        for element, condition in failing.items():
            holds[element] = standing[element] = 0
            fallen[element] = condition, rounds
        layer = list(failing)
    return fallen


_Arrays = tuple[bytearray, bytearray]


def _fails(
    condition: Condition, before: View, after: View, stood: _Arrays, stands: _Arrays
) -> bool:
    """Whether a condition was met before and is unmet after."""
    if after.completion.mode is Mode.PESSIMISTIC:
        return _may_fail(condition, stood, stands)
    met = before.opposite.meets(condition, before.opposite.holds)
    return met and not after.meets(condition, stands[0])


def _may_fail(condition: Condition, stood: _Arrays, stands: _Arrays) -> bool:
    """Whether some completion may meet a condition before, and fail to after.

    The arrays are what surely and what possibly holds. Members that are uncertain throughout count
    before and after, or in neither: the condition can fail if a sum of some of their weights makes
    up what is missing before, and not what is missing after.
    """
    (sure_before, may_before), (sure_after, may_after) = stood, stands
    had = has = 0
    either: list[int] = []
    for element, weight, switch in condition.members:
        was, now = may_before[element], may_after[element]
        surely_was = was and switch == SURE and sure_before[element]
        surely_is = now and switch == SURE and sure_after[element]
        if surely_is:
            has += weight
            had += weight if was else 0
        elif was and not (now and sure_after[element]) and (surely_was or not now):
            had += weight
        elif was:
            either.append(weight)
    least, most = max(condition.bound - had, 0), condition.bound - has
    return least < most and can_sum(either, least, most)


def can_sum(weights: list[int], least: int, most: int) -> bool:
    """Whether some of the weights add up to at least ``least`` and less than ``most``.

    With too many possible sums the answer is that they may, which keeps the reading a bound.
    """
    sums = {0}
    for weight in weights:
        sums |= {total + weight for total in sums if total + weight < most}
        if len(sums) > _MOST_SUMS:
            return sum(weights) >= least
    return any(total >= least for total in sums)
