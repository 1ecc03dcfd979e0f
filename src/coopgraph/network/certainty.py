"""What a change brings, and whether it is certain: the one place that decides *certain*.

News is what some completion shows. It is certain if its outcome holds in every completion: in the
optimistic reading for bad news, in the pessimistic one for good news. News is looked for in both readings, in one focused completion, in which what is possible counts only where
the change decides it, and in all completions of the switches that bear on a milestone, where they
are few.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from operator import attrgetter
from typing import Final

from coopgraph.network.conditions import SURE, Condition, Facts, Network, second_of
from coopgraph.network.falling import Edit, Settled, settled
from coopgraph.network.fixpoints import Completion, Level, Mode

__all__ = ["Effect", "News", "Outcome", "news_of"]


class Effect(StrEnum):
    """What a change does to a milestone.

    Bad news is the weakest level that it loses, good news the strongest that it gains.
    """

    LOST = "lost"
    BLOCKED = "blocked"
    DELAYED = "delayed"
    HELD = "held"
    ACHIEVED = "achieved"
    FREED = "freed"
    GAINED = "gained"
    UNBLOCKED = "unblocked"

    @property
    def level(self) -> Level:
        """The level that is reached before and not after, or the reverse."""
        return _BAD.get(self) or _GOOD[self]

    @property
    def is_good(self) -> bool:
        """Whether the level is gained."""
        return self in _GOOD

    @property
    def family(self) -> "Effect":
        """The effect whose look it has in pictures: what is lost, other bad news, good news."""
        if self.is_good:
            return Effect.GAINED
        return self if self is Effect.LOST else Effect.BLOCKED


_BAD: Final = {
    Effect.LOST: Level.ACHIEVED,
    Effect.BLOCKED: Level.REACHABLE,
    Effect.DELAYED: Level.READY,
    Effect.HELD: Level.FREE,
}
_GOOD: Final = {
    Effect.ACHIEVED: Level.ACHIEVED,
    Effect.FREED: Level.FREE,
    Effect.GAINED: Level.READY,
    Effect.UNBLOCKED: Level.REACHABLE,
}
_ORDER: Final = {effect: n for n, effect in enumerate(Effect)}

#: How many switches are tried in all combinations, and how many elements are visited for this.
_MOST_SWITCHES: Final = 10
_MOST_VISITS: Final = 20_000
_COST_OF_GIVING_UP: Final = 100


@dataclass(frozen=True)
class News:
    """The effect of a change on one milestone.

    Attributes
    ----------
    milestone, effect
        What happens, and to what.
    is_certain
        Whether the outcome holds in every completion.
    shown_by
        The reading or completion before and after the change that shows it.
    """

    milestone: int
    effect: Effect
    is_certain: bool
    shown_by: Settled


@dataclass(frozen=True)
class Outcome:
    """A change in both readings, with its news.

    Attributes
    ----------
    optimistic, pessimistic
        Both readings, before and after.
    news
        By milestone; several effects on one milestone in the order of :class:`Effect`.
    is_exhaustive
        Whether nothing was missed: all completions that bear on the news were tried.
    """

    optimistic: Settled
    pessimistic: Settled
    news: tuple[News, ...]
    is_exhaustive: bool


def news_of(network: Network, facts: Facts, edit: Edit, *, exhaustive: bool = True) -> Outcome:
    """The news of a change.

    Parameters
    ----------
    network, facts, edit
        What there is, and the change.
    exhaustive
        Whether to try all completions where the switches that bear on a milestone are few; else
        about one in a hundred pieces of possible news is missed.
    """
    both = settled(network, facts, edit)
    touched = _touched(network, edit, both)
    found: dict[int, dict[Effect, Settled]] = {milestone: {} for milestone in touched}
    for one in both:
        _gather(found, touched, one)
    outcomes = {m: (both[1].after.level(m), both[0].after.level(m)) for m in touched}
    is_exhaustive = True
    if edit.switches:
        unsure = [m for m in touched if not _is_settled(both, m)]
        _gather(found, unsure, settled(network, facts, edit, _focused(network, edit, both))[0])
        is_exhaustive = not unsure
        if exhaustive:
            is_exhaustive = _try_all(network, facts, edit, unsure, found, outcomes)
    news = []
    for milestone in touched:
        least, most = outcomes[milestone]
        for effect in sorted(found[milestone], key=_ORDER.__getitem__):
            certain = least >= effect.level if effect.is_good else most < effect.level
            news.append(News(milestone, effect, certain, found[milestone][effect]))
    return Outcome(*both, tuple(news), is_exhaustive)


def effect_of(before: Level, after: Level) -> Effect | None:
    """The effect of a change of level.

    Of what is lost the weakest level counts, of what is gained the strongest; what was achieved is
    lost, whatever it becomes.
    """
    if after < before:
        if before is Level.ACHIEVED:
            return Effect.LOST
        lost = [e for e in _BAD if after < e.level <= before]
        return min(lost, key=lambda e: e.level, default=None)
    gained = [e for e in _GOOD if before < e.level <= after]
    return max(gained, key=lambda e: e.level, default=None)


def _gather(
    found: dict[int, dict[Effect, Settled]], milestones: Iterable[int], shown: Settled
) -> None:
    for milestone in milestones:
        effect = effect_of(shown.before.level(milestone), shown.after.level(milestone))
        if effect:
            found[milestone].setdefault(effect, shown)


def _touched(network: Network, edit: Edit, both: tuple[Settled, Settled]) -> list[int]:
    """The milestones that the change can bear on in some completion.

    From what it changes upwards, but not through conditions that hold or fail before and after in
    every completion. The nodes that it names are left out.
    """
    before, after = both[0].before.facts, both[0].after.facts
    changed = {
        element
        for old, new in ((before.holds, after.holds), (before.pending, after.pending))
        for element in old.keys() | new.keys()
        if old.get(element) != new.get(element)
    }
    changed.update(element for element, _ in after.more_holds)
    ends = {n for n, switch in after.ended.items() if before.ended.get(n) != switch}
    for node in ends.union(node for node, _ in after.more_ended):
        changed.update(network.parts.get(node, ()))
    seen: set[int] = set()
    stack = sorted(changed)
    while stack:
        element = stack.pop()
        if element in seen:
            continue
        seen.add(element)
        for number, _ in network.used_by[element]:
            condition = network.conditions[number]
            if condition.of not in seen and not _is_fixed(condition, both):
                stack.append(condition.of)
        if element % 2 == 0 and element < 2 * network.nodes:
            for node, _ in network.excluded_by.get(element // 2, ()):
                stack += network.parts.get(node, ())
            stack += (part for part in network.within_of.get(element, ()) if part not in seen)
    return [m for m in network.milestones if m in seen and m // 2 not in edit.named]


def _is_fixed(condition: Condition, both: tuple[Settled, Settled]) -> bool:
    """Whether a condition is met before and after in every completion, or unmet in every one."""
    best, worst = both
    return all(
        (
            worst.before.meets(condition, support(worst.before))
            and worst.after.meets(condition, support(worst.after))
        )
        or not (
            best.before.meets(condition, support(best.before))
            or best.after.meets(condition, support(best.after))
        )
        for support in _SUPPORTS
    )


_SUPPORTS: Final = (attrgetter("holds"), attrgetter("acting"), attrgetter("reach"))


def _is_settled(both: tuple[Settled, Settled], milestone: int) -> bool:
    """Whether both readings agree on a milestone, before and after."""
    one, other = both
    return one.before.level(milestone) == other.before.level(milestone) and (
        one.after.level(milestone) == other.after.level(milestone)
    )


def _focused(network: Network, edit: Edit, both: tuple[Settled, Settled]) -> Completion:
    """The completion in which a possible condition binds only where the change decides it."""
    one = both[0]
    off = {
        condition.switch
        for condition in network.conditional
        if one.before.meets(condition, one.before.reach)
        == one.after.meets(condition, one.after.reach)
    }
    return Completion(Mode.COMPLETION, set(range(edit.switches)) - off)


@dataclass(frozen=True)
class _Cone:
    """What bears on some milestones: the elements that they rest on, and the switches of these."""

    elements: frozenset[int]
    switches: frozenset[int]


class _Cones:
    """Finds what bears on a milestone."""

    def __init__(self, network: Network, facts: Facts, edit: Edit) -> None:
        self.network, self.lasting = network, facts.lasting
        self.of_element: dict[int, set[int]] = {}
        self.of_node: dict[int, set[int]] = {}
        for table, into in (
            (facts.holds, self.of_element),
            (facts.pending, self.of_element),
            (edit.reaches, self.of_element),
            (edit.gives, self.of_element),
            (facts.ended, self.of_node),
        ):
            for key, switch in table.items():
                if switch != SURE:
                    into.setdefault(key, set()).add(switch)
        for node, switches in edit.ends.items():
            self.of_node.setdefault(node, set()).update(s for s in switches if s != SURE)

    def of(self, milestone: int, most: int) -> _Cone | None:
        """What bears on a milestone; ``None`` if that is more than so many elements."""
        network, switches = self.network, set[int]()
        seen, stack = {milestone}, [milestone]
        while stack:
            element = stack.pop()
            node = network.node_of(element)
            switches |= self.of_element.get(element, set()) | self.of_node.get(node, set())
            below = []
            for number in network.of[element]:
                condition = network.conditions[number]
                switches.update(network.switches_in(condition))
                below += [member.element for member in condition.members]
            within = network.within(element)
            if within is not None:
                below.append(within)
            if element in self.lasting:  # what is completed cannot be undone
                below.append(second_of(node))
            for other, switch in network.excluded_by.get(node, ()):
                below.append(2 * other)
                if switch != SURE:
                    switches.add(switch)
            stack += {one for one in below if one not in seen}
            seen.update(below)
            if len(seen) > most or len(switches) > _MOST_SWITCHES:
                return None
        return _Cone(frozenset(seen), frozenset(switches))


def _try_all(
    network: Network,
    facts: Facts,
    edit: Edit,
    milestones: list[int],
    found: dict[int, dict[Effect, Settled]],
    outcomes: dict[int, tuple[Level, Level]],
) -> bool:
    """Replace the news of milestones by what all completions show; whether all could be tried.

    What no completion shows is no news, even if a reading has it. The worst and the best outcome
    are those of the completions too.
    """
    cones = _Cones(network, facts, edit)
    left = _MOST_VISITS
    is_exhaustive = True
    groups: dict[frozenset[int], tuple[list[int], set[int]]] = {}
    for milestone in milestones:
        cone = cones.of(milestone, left)
        if cone is None:
            is_exhaustive = False
            left -= _COST_OF_GIVING_UP
            continue
        members, elements = groups.setdefault(cone.switches, ([], set()))
        members.append(milestone)
        elements |= cone.elements
    for switches, (members, elements) in sorted(groups.items(), key=lambda one: len(one[0])):
        left -= 2 ** len(switches) * len(elements)
        if left < 0:
            return False
        for milestone in members:
            found[milestone] = {}
            outcomes[milestone] = Level.ACHIEVED, Level.ENDED
        scope = network.scoped(elements)
        for chosen in product((False, True), repeat=len(switches)):
            on = {switch for switch, is_on in zip(sorted(switches), chosen, strict=True) if is_on}
            shown = settled(scope, scope.facts, edit, Completion(Mode.COMPLETION, on))[0]
            _gather(found, members, shown)
            for milestone in members:
                least, most = outcomes[milestone]
                level = shown.after.level(milestone)
                outcomes[milestone] = min(least, level), max(most, level)
    return is_exhaustive
