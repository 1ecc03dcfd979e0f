"""What must be concluded to reach a goal, or what prevents it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from coopgraph._base.budget import BUDGET, Budget
from coopgraph.answers.answer import COMPLETE, Answer, Column, language_for
from coopgraph.answers.milestones import Names
from coopgraph.graph.items import Item, item_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.fixpoints import View, views_of
from coopgraph.network.plans import DEFAULT_LIMIT, minimal_plans
from coopgraph.network.relevant import below
from coopgraph.network.snapshot import date_as_of, network_of, text_as_of
from coopgraph.questions.goals import Target, goal_of, goal_text, target_of
from coopgraph.questions.obstacles import Obstacle, obstacles_to
from coopgraph.questions.steps import BODIES, CONCLUDED, ORDER, Step, date_remarks, steps_of

__all__ = ["Plan", "Plans", "unlock"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One minimal way to the goal.

    Attributes
    ----------
    steps
        In an order in which they can be taken.
    pessimistic_adds
        What else must be reached if all that is possible stands in the way; ``None`` if the goal
        could then not be reached.
    """

    steps: tuple[Step, ...]
    pessimistic_adds: tuple[Target, ...] | None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the items to conclude, in order; of an item with two milestones twice."""
        return tuple(step.item.id for step in self.steps)


class _Line(NamedTuple):
    """A step of a plan, with the numbers of both, from 1."""

    plan: int
    number: int
    step: Step


@dataclass(frozen=True, slots=True, repr=False)
class Plans(Answer[Plan]):
    """Every minimal plan for a goal, the shortest first, then by ids; or why there is none.

    It is ``complete`` if these are all minimal plans, and each adds the least in the pessimistic
    reading. That there is no plan is then proven.

    Attributes
    ----------
    goal, target
        The item to reach, and its milestone; ``None`` for an institution, which needs nothing.
    achieved, perhaps_achieved
        Whether it is achieved already, so that there is nothing to do; and whether it possibly is:
        then the plans are for the case that it is not.
    plans
        The alternatives.
    obstacles
        Why there is no plan; empty if there is one.
    """

    holds = "plans"
    columns = (
        Column("plan", "plan", "plan"),
        Column("step", "number", "step"),
        *CONCLUDED,
        *BODIES,
        *ORDER,
        COMPLETE,
    )

    goal: Item
    target: Target | None
    achieved: bool
    perhaps_achieved: bool
    plans: tuple[Plan, ...]
    obstacles: tuple[Obstacle, ...]

    def _lines(self) -> list[_Line]:
        return [
            _Line(number, n, step)
            for number, plan in enumerate(self.plans, start=1)
            for n, step in enumerate(plan.steps, start=1)
        ]

    def _title(self) -> str:
        return say("title-unlock", self.lang, goal=goal_text(self))

    def _remarks(self) -> Iterator[str]:
        if self.achieved:
            yield say("unlock-achieved", self.lang)
        elif self.perhaps_achieved:
            yield say("unlock-perhaps-achieved", self.lang)
        elif not self.plans and self.complete:
            yield say("unlock-unreachable", self.lang)
            for obstacle in self.obstacles:
                items = ", ".join(item.full for item in obstacle.items)
                yield say(
                    f"obstacle-{obstacle.kind}", self.lang, items=items, count=len(obstacle.items)
                )
        if not self.complete:
            yield say("plans-search-stopped" if self.plans else "no-plan-found", self.lang)
        steps = {step.key: step for plan in self.plans for step in plan.steps}
        yield from date_remarks(steps.values(), self.lang)
        for number, plan in enumerate(self.plans, start=1):
            if plan.pessimistic_adds is None:
                yield say("pessimistic-never", self.lang, plan=number)
            elif plan.pessimistic_adds:
                items = ", ".join(one.text(self.lang) for one in plan.pessimistic_adds)
                yield say("pessimistic-adds", self.lang, plan=number, items=items)


def unlock(
    graph: Graph,
    goal: str,
    *,
    stage: str | None = None,
    as_of: object = None,
    limit: int = DEFAULT_LIMIT,
    budget: float | None = BUDGET,
    lang: str | None = None,
) -> Plans:
    """What must be concluded before a goal can be, starting from what is achieved.

    Acts that can still be given count as given: the steps name who has to act. What comes of itself,
    such as a provision that is in force with its agreement, is no step. Items that exclude each
    other are in no plan together.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    goal
        Id or name of the item to reach.
    stage
        The milestone to reach, e.g. ``"in_force"``; by default the next one that is not achieved in
        each reading.
    as_of
        A date, a year or a day, as in :func:`coopgraph.state`.
    limit
        How many alternatives to keep at each item, at least one; there can be exponentially many.
    budget
        How many seconds to search; ``None`` for as long as it takes. A search that is stopped keeps
        one alternative at each item.
    lang
        Language of the answer; by default that of the graph.

    Returns
    -------
    Plans
        All inclusion-minimal sets of open milestones in the optimistic reading, each in an order in
        which they can be reached; or the obstacles.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If ``limit`` is less than one, the goal has no such milestone, ``as_of`` is not a date, or
        ``budget`` is negative.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> cg.unlock(graph, "anrur-afd-convention")[0].ids
    ('framework-convention', 'urban-renewal-component', 'anrur-afd-convention')
    """
    lang = language_for(graph, lang)
    if limit < 1:
        msg = f"limit is {limit}: at least one alternative has to be kept"
        raise ValueError(msg)
    time, node, day = Budget(budget), resolve(graph, goal), text_as_of(graph, as_of)
    network = network_of(graph, as_of)
    milestone = goal_of(Names(graph, network, lang), views_of(network, network.facts), node, stage)
    if milestone is None:
        return Plans(
            item_of(graph, node, lang),
            None,
            achieved=True,
            perhaps_achieved=False,
            plans=(),
            obstacles=(),
            lang=lang,
            as_of=day,
        )
    part = below(network, milestone)
    names = Names(graph, part, lang, date_as_of(graph, as_of))
    found = _Unlocking(names, milestone, limit, time).plans()
    return replace(found, as_of=day)


class _Unlocking:
    """The plans for one milestone."""

    def __init__(self, names: Names, goal: int, limit: int, budget: Budget) -> None:
        self.names, self.goal, self.limit, self.budget = names, goal, limit, budget
        self.views = views_of(names.network, names.network.facts)

    def plans(self) -> Plans:
        """The whole answer."""
        names, goal, lang = self.names, self.goal, self.names.lang
        perhaps, surely = (bool(view.holds[goal]) for view in self.views)
        at_best, at_worst = self.views
        found, all_found = self._search(at_best, self.budget.share(1 / 3))
        pessimistic, all_pessimistic = found, all_found
        if names.network.switches:  # else both readings are the same
            pessimistic, all_pessimistic = self._search(at_worst, self.budget.share(1 / 2))
        # What is only possibly achieved is still to do if it is not.
        view = self.views[perhaps and not surely]
        if surely:
            plans = []
        else:
            plans = [
                self._plan(plan, view, pessimistic) for plan in (pessimistic if perhaps else found)
            ]
        obstacles: tuple[Obstacle, ...] = ()
        if all_found and not (plans or surely):
            obstacles = obstacles_to(names, view, goal, self.limit, self.budget)
        target = target_of(names, goal)
        return Plans(
            target.item,
            target,
            surely,
            perhaps and not surely,
            tuple(plans),
            obstacles,
            complete=all_found and all_pessimistic,
            lang=lang,
        )

    def _search(self, view: View, budget: Budget) -> tuple[list[frozenset[int]], bool]:
        return minimal_plans(view, self.goal, self.limit, self.names.order, budget=budget)

    def _plan(self, plan: frozenset[int], view: View, pessimistic: list[frozenset[int]]) -> Plan:
        """A plan, with the least that it lacks in the pessimistic reading."""
        order = self.names.order
        missing = [sorted(other - plan, key=order) for other in pessimistic]
        nearest = min(missing, key=lambda m: (len(m), [*map(order, m)]), default=None)
        adds = None if nearest is None else tuple(target_of(self.names, one) for one in nearest)
        return Plan(steps_of(self.names, view, plan), adds)
