"""What prevents a goal from being reached."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from coopgraph._base.budget import Budget
from coopgraph.answers.milestones import Names
from coopgraph.answers.order import items_of
from coopgraph.graph.items import Item
from coopgraph.network.circles import stuck_in, waits_of
from coopgraph.network.conditions import Condition, first_of
from coopgraph.network.fixpoints import ACTS, View
from coopgraph.network.plans import opposed_below
from coopgraph.questions.deadlocks import circles_in
from coopgraph.words.word import Need

__all__ = ["Obstacle", "ObstacleKind", "obstacles_to"]


class ObstacleKind(StrEnum):
    """Why something cannot be reached."""

    DEAD = "dead"
    EXCLUDED = "excluded"
    REFUSED = "refused"
    TOO_FEW = "too-few"
    LATE = "late"
    DEADLOCK = "deadlock"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why a goal cannot be reached.

    Attributes
    ----------
    kind
        An item that has ended or that another one excludes, an institution that no longer acts, too
        few institutions or alternatives, a deadline that has passed, a circle of items that wait for
        one another, or two items that would both be needed and cannot both stand.
    items
        The item that has ended; the excluded item and what excludes it; the institution; the item
        with too few or with the deadline; or the members of the circle or pair. By id.
    """

    kind: ObstacleKind
    items: tuple[Item, ...]


def obstacles_to(
    names: Names, view: View, goal: int, limit: int, budget: Budget
) -> tuple[Obstacle, ...]:
    """Search from a milestone over what cannot be reached, down to the causes: by kind and ids.

    If each milestone alone could be reached, the obstacles are the pairs that cannot both stand and
    without which there would be a plan.
    """
    if view.reach[goal]:
        pairs, _ = opposed_below(view, goal, limit, names.order, budget)
        found = {(ObstacleKind.CONFLICT, _ids(names, map(first_of, pair))) for pair in pairs}
    else:
        found = set(_Obstacles(names, view).below(goal))
    order = [*ObstacleKind]
    return tuple(
        Obstacle(kind, items_of(names.graph, ids, names.lang))
        for kind, ids in sorted(found, key=lambda one: (order.index(one[0]), one[1]))
    )


def _ids(names: Names, elements: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted({names.id_of(element) for element in elements if names.is_named(element)}))


_Found = tuple[ObstacleKind, tuple[str, ...]]


class _Obstacles:
    """The search for the obstacles in one reading."""

    def __init__(self, names: Names, view: View) -> None:
        self.names, self.view = names, view

    def below(self, goal: int) -> Iterator[_Found]:
        """The obstacles to a milestone."""
        view = self.view
        seen, stack = {goal}, [goal]
        while stack:
            element = stack.pop()
            node = view.network.node_of(element)
            if node in view.ended:
                yield self._obstacle(ObstacleKind.DEAD, element)
            elif node in view.barred:
                by = first_of(view.barred[node])
                yield self._obstacle(ObstacleKind.EXCLUDED, element, by)
            else:
                for condition in waits_of(view, element):
                    yield from self._lack(condition)
                    missing = self._missing(condition) - seen
                    seen |= missing
                    stack += missing
        for circle in circles_in(self.names, view, stuck_in(view) & seen):
            yield ObstacleKind.DEADLOCK, circle

    def _obstacle(self, kind: ObstacleKind, *elements: int) -> _Found:
        return kind, _ids(self.names, elements)

    def _missing(self, condition: Condition) -> set[int]:
        """The members of a condition that would count and cannot be reached; acts need nothing."""
        counts = self.view.completion.counts
        return {
            m.element
            for m in condition.members
            if counts(m.switch) and not self.view.reach[m.element]
            if m.element not in self.view.network.acts
        }

    def _lack(self, condition: Condition) -> Iterator[_Found]:
        """What keeps a condition unmet, apart from members that cannot be reached."""
        view = self.view
        counts = view.completion.counts
        if condition.need is Need.CONSENT:
            yield self._obstacle(ObstacleKind.REFUSED, *(m.element for m in condition.members))
        elif view.is_late(condition):
            yield self._obstacle(ObstacleKind.LATE, condition.of)
        elif condition.need in ACTS or condition.bound > sum(
            m.weight for m in condition.members if counts(m.switch)
        ):
            yield self._obstacle(ObstacleKind.TOO_FEW, condition.of)
