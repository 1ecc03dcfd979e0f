"""What must be concluded to reach a goal: minimal plans as ordered steps, or what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

import networkx as nx

from coopgraph.answers.answer import COMPLETE, Answer, Column, cited, each, joined
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import Item, evidence_of, item_of, language_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import HOPES, record_of
from coopgraph.messages.catalogue import say
from coopgraph.network.conditions import Reading, readings
from coopgraph.network.plans import DEFAULT_LIMIT, minimal_plans
from coopgraph.records.models import Evidence
from coopgraph.words.dates import EDTFDate
from coopgraph.words.vocabulary import RecordKind
from coopgraph.words.word import Need

__all__ = ["Obstacle", "ObstacleKind", "Plan", "Plans", "Step", "earliest_of", "steps_of", "unlock"]


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
        An item that is dead, too few institutions or alternatives, or a circle of items that
        wait for one another.
    items
        The dead item; the item that finds too few; or the members of the circle.
    """

    kind: ObstacleKind
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to conclude.

    Attributes
    ----------
    item
        What.
    must_act, may_join
        The institutions whose consent it needs, and those that are only possible.
    earliest
        The first day on which it can be, as far as dates are known; ``None`` where none is.
    after
        Ids of the steps before it that it rests on.
    evidence
        Where the source speaks of it.
    """

    item: Item
    must_act: tuple[Item, ...]
    may_join: tuple[Item, ...]
    earliest: date | None
    after: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One minimal way to the goal.

    Attributes
    ----------
    steps
        In an order in which they can be taken.
    strict_adds
        What must be concluded besides if all possible links bind too; ``None`` where the goal
        could then not be reached this way.
    """

    steps: tuple[Step, ...]
    strict_adds: tuple[Item, ...] | None

    @property
    def ids(self) -> tuple[str, ...]:
        """What to conclude, in order."""
        return tuple(step.item.id for step in self.steps)


def _first_day(line: Any, _: object) -> str | None:
    day: date | None = line.step.earliest
    return day.isoformat() if day else None


def _sources(line: Any, answer: Answer[Any]) -> list[str]:
    return cited(line.step.evidence, answer.lang)


def _places(line: Any, answer: Answer[Any]) -> str:
    return "; ".join(cited(line.step.evidence, answer.lang, sources=False))


#: What answers say of a line with a ``step``: what it concludes, who takes part in it, and when.
CONCLUDED: Final = (
    Column("id", "step.item.id"),
    Column("title", "step.item.title", "conclude", "step.item.full"),
)
BODIES: Final = (
    Column("must_act", each("step.must_act"), "must-act", joined("step.must_act", "short")),
    Column("may_join", each("step.may_join"), "may-join", joined("step.may_join", "short")),
)
ORDER: Final = (
    Column("earliest", _first_day, "earliest", lambda line, _: str(line.step.earliest or "")),
    Column("after", lambda line, _: list(line.step.after)),
    Column("evidence", _sources, "evidence", _places),
)


class _Line(NamedTuple):
    """A step of a plan, with the numbers of both."""

    plan: int
    number: int
    step: Step


@dataclass(frozen=True, slots=True, repr=False)
class Plans(Answer[Plan]):
    """Every minimal plan for a goal, the shortest first, then by ids; or why there is none.

    It is ``complete`` where these are all minimal plans, and each adds the least in the strict
    reading. That there is no plan is always proven.

    Attributes
    ----------
    goal
        What is to be reached.
    achieved
        Whether it holds already; then there is nothing to do.
    plans
        Alternatives to one another.
    obstacles
        Why there is no plan; empty where there is one.
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
    """What must be concluded so that a goal can be, starting from what is achieved.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    goal
        Id or name of the item to reach.
    limit
        How many alternatives to keep at each item, at least one; there can be exponentially many.
    lang
        Language of the answer; that of the graph by default.

    Returns
    -------
    Plans
        All inclusion-minimal sets of open items, each in an order in which it can be concluded;
        or what stands in the way.

    Raises
    ------
    UnknownItemError
        When nothing is called so, or several items are.
    GraphSchemaError
        When a link names no known relation.
    ValueError
        When ``limit`` is below one.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> cg.unlock(graph, "anrur-afd-convention")[0].ids
    ('framework-convention', 'urban-renewal-component', 'anrur-afd-convention')
    """
    require_graph(graph)
    if limit < 1:
        msg = f"limit is {limit}: at least one alternative has to be kept"
        raise ValueError(msg)
    lang = lang or language_of(graph)
    node = resolve(graph, goal)
    lenient, strict = readings(graph, node)
    plans, all_plans = minimal_plans(lenient, node, limit)
    stricter, all_stricter = minimal_plans(strict, node, limit)
    stands = lenient.standing
    made = []
    if node not in stands:
        for plan in plans:
            nearest = min(stricter, key=lambda s: (len(s - plan), sorted(s)), default=None)
            adds = None if nearest is None else nearest - plan
            made.append(
                Plan(
                    steps_of(graph, lenient, plan, lang),
                    None if adds is None else tuple(item_of(graph, i, lang) for i in sorted(adds)),
                )
            )
    obstacles = [] if plans else list(_obstacles(graph, lenient, node, lang))
    return Plans(
        item_of(graph, node, lang),
        node in stands,
        tuple(made),
        tuple(obstacles),
        complete=all_plans and all_stricter,
        lang=lang,
    )


def steps_of(graph: Graph, reading: Reading, plan: frozenset[str], lang: str) -> tuple[Step, ...]:
    """A plan's items as steps, each after those that it rests on."""
    rounds = reading.attainable(reading.standing, plan)
    earliest: dict[str, date | None] = {}
    steps = []
    for item in sorted(plan, key=lambda item: (rounds[item], item)):
        after = sorted(
            {
                one
                for condition in reading.conditions[item]
                for one in condition.among
                if one in plan and rounds[one] < rounds[item]
            }
        )
        days = [earliest[one] for one in after] + [earliest_of(graph, item)]
        earliest[item] = max((day for day in days if day), default=None)
        must, may = _bodies(graph, reading, item)
        steps.append(
            Step(
                item_of(graph, item, lang),
                tuple(item_of(graph, body, lang) for body in must),
                tuple(item_of(graph, body, lang) for body in may),
                earliest[item],
                tuple(after),
                evidence_of(graph.nodes[item]),
            )
        )
    return tuple(steps)


def earliest_of(graph: Graph, item: str) -> date | None:
    """The first day on which an item is hoped or planned to be concluded, if it says one."""
    attributes = graph.nodes[item]
    for name in HOPES:
        if attributes.get(name):
            try:
                return EDTFDate(str(attributes[name])).earliest
            except ValueError:
                return None
    return None


def _bodies(graph: Graph, reading: Reading, item: str) -> tuple[list[str], list[str]]:
    """Who must consent to an item, and who else takes part; a provision asks its agreement's."""
    must = {
        body
        for condition in reading.conditions[item]
        if condition.need in {Need.CONSENT, Need.QUORUM}
        for body in condition.among
    }
    bodies = {one for one in graph.pred[item] if record_of(graph, one) is RecordKind.INSTITUTION}
    return sorted(must), sorted(bodies - must)


def _obstacles(graph: Graph, reading: Reading, goal: str, lang: str) -> Iterator[Obstacle]:
    """Walk down from the goal through what is unattainable, to what is unattainable by itself."""
    stands = reading.standing
    holds = stands | set(reading.attainable(stands))
    waits: nx.DiGraph[str] = nx.DiGraph()
    waits.add_node(goal)
    stack = [goal]
    while stack:
        item = stack.pop()
        if item in reading.dead:
            yield Obstacle(ObstacleKind.DEAD, (item_of(graph, item, lang),))
            continue
        unmet = [c for c in reading.conditions[item] if not c.is_met(holds)]
        if any(len(condition.among) < condition.at_least for condition in unmet):
            yield Obstacle(ObstacleKind.TOO_FEW, (item_of(graph, item, lang),))
        missing = {one for condition in unmet for one in condition.among if one not in holds}
        stack += sorted(missing - set(waits))
        waits.add_edges_from((item, one) for one in missing)
    for circle in sorted(sorted(c) for c in nx.strongly_connected_components(waits)):
        if len(circle) > 1 or waits.has_edge(circle[0], circle[0]):
            items = tuple(item_of(graph, item, lang) for item in circle)
            yield Obstacle(ObstacleKind.DEADLOCK, items)
