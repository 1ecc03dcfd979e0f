"""What a change brings, and whether it is certain: the one place that decides *certain*.

News is what some completion shows. It is certain if its outcome holds in every completion: in the
optimistic reading for bad news, in the pessimistic one for good news. News is looked for in both readings, in one focused completion, in which what is possible counts only where
the change decides it, and in all completions of the switches that bear on a milestone, where they
are few.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

from coopgraph.network.conditions import SURE, Facts, Network
from coopgraph.network.fixpoints import Completion, Level, Mode, View
from coopgraph.network.settling import Edit, Settled, settled

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
_MOST_VISITS: Final = 400_000


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


def news_of(
    network: Network, facts: Facts, edit: Edit, *, exhaustive: bool = True
) -> Outcome:
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
            groups = _groups(network, facts, edit, unsure)
            is_exhaustive = _try_all(network, facts, edit, groups, found, outcomes)
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
    """The milestones that the change can bear on: those above what it changes.

    The nodes that it names are left out.
    """
    before, after = both[0].before.facts, both[0].after.facts
    changed = {
        element
        for old, new in ((before.holds, after.holds), (before.open, after.open))
        for element in old.keys() | new.keys()
        if old.get(element) != new.get(element)
    }
    nodes = {n for n in before.ended.keys() | after.ended.keys() if before.ended.get(n) != after.ended.get(n)}
    excluded: dict[int, set[int]] = {}
    for node, other, _ in network.exclusions:
        excluded.setdefault(node, set()).add(other)
        excluded.setdefault(other, set()).add(node)
    parts: dict[int, list[int]] = {}
    for element, node in network.derived.items():
        parts.setdefault(node, []).append(element)

    def elements_of(node: int) -> Iterator[int]:
        yield from (2 * node, 2 * node + 1, *parts.get(node, ()))

    seen: set[int] = set()
    stack = [*changed, *(element for node in nodes for element in elements_of(node))]
    while stack:
        element = stack.pop()
        if element in seen:
            continue
        seen.add(element)
        stack += (network.conditions[number].of for number, _ in network.used_by[element])
        if element % 2 == 0 and element < 2 * network.nodes:
            stack += (e for node in excluded.get(element // 2, ()) for e in elements_of(node))
    return [m for m in network.milestones if m in seen and m // 2 not in edit.named]


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
        for condition in network.conditions
        if condition.switch != SURE
        and one.before.meets(condition, one.before.reach)
        == one.after.meets(condition, one.after.reach)
    }
    return Completion(Mode.COMPLETION, set(range(edit.switches)) - off)


def _groups(
    network: Network, facts: Facts, edit: Edit, milestones: list[int]
) -> dict[frozenset[int], list[int]]:
    """The milestones by the switches that bear on them."""
    bearing = _Bearing(network, facts, edit)
    groups: dict[frozenset[int], list[int]] = {}
    for milestone in milestones:
        groups.setdefault(bearing.on(milestone), []).append(milestone)
    return groups


class _Bearing:
    """The switches that bear on a milestone: those of all that it rests on."""

    def __init__(self, network: Network, facts: Facts, edit: Edit) -> None:
        self.network = network
        self.of_element: dict[int, set[int]] = {}
        self.of_node: dict[int, set[int]] = {}
        for table, into in (
            (facts.holds, self.of_element),
            (facts.open, self.of_element),
            (edit.reaches, self.of_element),
            (edit.gives, self.of_element),
            (facts.ended, self.of_node),
            (edit.ends, self.of_node),
        ):
            for key, switch in table.items():
                if switch != SURE:
                    into.setdefault(key, set()).add(switch)
        self.excluders: dict[int, list[tuple[int, int]]] = {}
        for node, other, switch in network.exclusions:
            self.excluders.setdefault(node, []).append((other, switch))
            self.excluders.setdefault(other, []).append((node, switch))

    def on(self, milestone: int) -> frozenset[int]:
        """The switches that bear on a milestone."""
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
            for other, switch in self.excluders.get(node, ()):
                below.append(2 * other)
                if switch != SURE:
                    switches.add(switch)
            stack += (one for one in below if one not in seen)
            seen.update(below)
        return frozenset(switches)


def _try_all(
    network: Network,
    facts: Facts,
    edit: Edit,
    groups: dict[frozenset[int], list[int]],
    found: dict[int, dict[Effect, Settled]],
    outcomes: dict[int, tuple[Level, Level]],
) -> bool:
    """Replace the news of each group by what its completions show; whether all were tried.

    The same for the worst and the best outcome of each milestone.

    What no completion shows is no news, even if a reading has it.
    """
    is_exhaustive = True
    visits = 0
    for switches, milestones in sorted(groups.items(), key=lambda group: len(group[0])):
        visits += 2 ** min(len(switches), _MOST_SWITCHES + 1) * network.size
        if len(switches) > _MOST_SWITCHES or visits > _MOST_VISITS:
            is_exhaustive = False
            continue
        for milestone in milestones:
            found[milestone] = {}
            outcomes[milestone] = Level.ACHIEVED, Level.ENDED
        for chosen in product((False, True), repeat=len(switches)):
            on = {switch for switch, is_on in zip(sorted(switches), chosen, strict=True) if is_on}
            shown = settled(network, facts, edit, Completion(Mode.COMPLETION, on))[0]
            _gather(found, milestones, shown)
            for milestone in milestones:
                least, most = outcomes[milestone]
                level = shown.after.level(milestone)
                outcomes[milestone] = min(least, level), max(most, level)
    return is_exhaustive


