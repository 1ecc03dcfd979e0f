"""What must be concluded to reach a goal, or what prevents it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import networkx as nx

from coopgraph.answers.answer import COMPLETE, Answer, Column, language_for
from coopgraph.answers.order import items_of
from coopgraph.graph.items import Item, item_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.old_conditions import ConditionGraph, readings
from coopgraph.network.plans import DEFAULT_LIMIT, minimal_plans
from coopgraph.questions.deadlocks import circles_in
from coopgraph.questions.steps import BODIES, CONCLUDED, ORDER, Step, steps_of

__all__ = ["Obstacle", "ObstacleKind", "Plan", "Plans", "unlock"]


class ObstacleKind(StrEnum):
    """Why something cannot be reached."""

    DEAD = "dead"
    TOO_FEW = "too-few"
    DEADLOCK = "deadlock"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why a goal cannot be reached.

    Attributes
    ----------
    kind
        An item that has ended, too few institutions or alternatives, or a circle of items that
        wait for one another.
    items
        The item that has ended; the item with too few; or the members of the circle.
    """

    kind: ObstacleKind
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One minimal way to the goal.

    Attributes
    ----------
    steps
        In an order in which they can be taken.
    strict_adds
        What else must be concluded if all possible links bind too; ``None`` if the goal could
        then not be reached.
    """

    steps: tuple[Step, ...]
    strict_adds: tuple[Item, ...] | None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the items to conclude, in order."""
        return tuple(step.item.id for step in self.steps)


class _Line(NamedTuple):
    """A step of a plan, with the numbers of both, from 1."""

    plan: int
    number: int
    step: Step


@dataclass(frozen=True, slots=True, repr=False)
class Plans(Answer[Plan]):
    """Every minimal plan for a goal, the shortest first, then by ids; or why there is none.

    It is ``complete`` if these are all minimal plans, and each adds the least in the strict
    reading. If there is no plan, that is always proven.

    Attributes
    ----------
    goal
        The item to reach.
    achieved
        Whether it is achieved already, so that there is nothing to do.
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
    achieved: bool
    plans: tuple[Plan, ...]
    obstacles: tuple[Obstacle, ...]

    def _lines(self) -> list[_Line]:
        return [
            _Line(number, n, step)
            for number, plan in enumerate(self.plans, start=1)
            for n, step in enumerate(plan.steps, start=1)
        ]

    def _title(self) -> str:
        return say("title-unlock", self.lang, goal=self.goal.full)

    def _remarks(self) -> Iterator[str]:
        if self.achieved:
            yield say("unlock-achieved", self.lang)
        elif not self.plans:
            yield say("unlock-unreachable", self.lang)
            for obstacle in self.obstacles:
                items = ", ".join(item.full for item in obstacle.items)
                yield say(
                    f"obstacle-{obstacle.kind}", self.lang, items=items, count=len(obstacle.items)
                )
        if not self.complete:
            yield say("search-stopped", self.lang)
        for number, plan in enumerate(self.plans, start=1):
            if plan.strict_adds is None:
                yield say("strict-never", self.lang, plan=number)
            elif plan.strict_adds:
                items = ", ".join(item.full for item in plan.strict_adds)
                yield say("strict-adds", self.lang, plan=number, items=items)


def unlock(
    graph: Graph, goal: str, *, limit: int = DEFAULT_LIMIT, lang: str | None = None
) -> Plans:
    """What must be concluded before a goal can be, starting from what is achieved.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    goal
        Id or name of the item to reach.
    limit
        How many alternatives to keep at each item, at least one; there can be exponentially many.
    lang
        Language of the answer; by default that of the graph.

    Returns
    -------
    Plans
        All inclusion-minimal sets of open items, each in an order in which it can be concluded;
        or the obstacles.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If ``limit`` is less than one.

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
    node = resolve(graph, goal)
    lenient, strict = readings(graph, node)
    plans, all_plans = minimal_plans(lenient, node, limit)
    stricter, all_stricter = minimal_plans(strict, node, limit)
    achieved = node in lenient.standing
    made = []
    for plan in [] if achieved else plans:
        nearest = min(stricter, key=lambda s: (len(s - plan), sorted(s)), default=None)
        adds = None if nearest is None else items_of(graph, nearest - plan, lang)
        made.append(Plan(steps_of(graph, lenient, plan, lang), adds))
    obstacles = () if plans else _obstacles(graph, lenient, node, lang)
    return Plans(
        item_of(graph, node, lang),
        achieved,
        tuple(made),
        tuple(obstacles),
        complete=all_plans and all_stricter,
        lang=lang,
    )


def _obstacles(graph: Graph, reading: ConditionGraph, goal: str, lang: str) -> Iterator[Obstacle]:
    """Search from the goal over what cannot be reached, down to the causes."""
    holds = reading.standing.union(reading.attainable(reading.standing))
    waits: nx.DiGraph[str] = nx.DiGraph()
    waits.add_node(goal)
    stack = [goal]
    while stack:
        item = stack.pop()
        if item in reading.dead:
            yield Obstacle(ObstacleKind.DEAD, items_of(graph, [item], lang))
            continue
        unmet = [c for c in reading.conditions[item] if not c.is_met(holds)]
        if any(len(condition.among) < condition.at_least for condition in unmet):
            yield Obstacle(ObstacleKind.TOO_FEW, items_of(graph, [item], lang))
        missing = {one for condition in unmet for one in condition.among if one not in holds}
        stack += sorted(missing - set(waits))
        waits.add_edges_from((item, one) for one in missing)
    for circle in circles_in(waits):
        yield Obstacle(ObstacleKind.DEADLOCK, items_of(graph, circle, lang))
