"""The order in which open milestones can be reached."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from coopgraph._base.budget import BUDGET, Budget
from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import COMPLETE, Answer, Column, language_for
from coopgraph.answers.milestones import Names
from coopgraph.graph.items import resolve_all
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.fixpoints import views_of
from coopgraph.network.order import automatic_in
from coopgraph.network.plans import minimal_plans, opposed_in
from coopgraph.network.snapshot import date_as_of, network_of, text_as_of
from coopgraph.questions.goals import Target, goal_of, is_awaited, target_of
from coopgraph.questions.steps import (
    BODIES,
    CONCLUDED,
    ORDER,
    Schedule,
    Step,
    date_remarks,
    key_of,
)

__all__ = ["Roadmap", "roadmap"]


class _Line(NamedTuple):
    """A step of a stage; ``critical`` if it is part of the longest chain."""

    stage: int
    step: Step
    critical: bool


def _starred(line: _Line, _: object) -> str:
    return line.step.item.full + (" *" if line.critical else "")


@dataclass(frozen=True, slots=True, repr=False)
class Roadmap(Answer[tuple[Step, ...]]):
    """What to conclude in which order.

    It is ``complete`` if each goal is reached by one of its smallest plans.

    Attributes
    ----------
    stages
        Steps that can be taken in parallel; each stage follows those before it. Within a stage
        they are sorted by id.
    chain
        The ``key`` of each step of the longest chain: each waits for the one before it.
    unreachable
        Milestones that cannot be reached in any order, by id; of an item the first one. Among them
        are goals that would need items of which only one can stand. If it is not ``complete``, no
        order was found for a goal.
    opposed
        Whether some of these steps exclude each other, or end another one once they are in force:
        each can be reached, not all of them.
    """

    holds = "stages"
    titles = "title-roadmap", "no-roadmap"
    columns = (
        Column("stage", "stage", "stage"),
        CONCLUDED[0],
        replace(CONCLUDED[1], shown=_starred),
        CONCLUDED[2],
        Column("critical", "critical"),
        *BODIES,
        *ORDER,
        COMPLETE,
    )

    stages: tuple[tuple[Step, ...], ...]
    chain: tuple[str, ...]
    unreachable: tuple[Target, ...]
    opposed: bool = False

    def _lines(self) -> list[_Line]:
        return [
            _Line(n, step, step.key in self.chain)
            for n, stage in enumerate(self.stages, start=1)
            for step in stage
        ]

    def _title(self) -> str:
        return say(self.titles[not (self.stages or self.unreachable)], self.lang)

    def _remarks(self) -> Iterator[str]:
        if self.chain:
            yield say("critical-chain", self.lang)
        yield from date_remarks((step for stage in self.stages for step in stage), self.lang)
        if not self.complete:
            yield say("roadmap-search-stopped", self.lang)
        if self.unreachable:
            items = ", ".join(target.text(self.lang) for target in self.unreachable)
            yield say("roadmap-unreachable", self.lang, items=items)
        if self.opposed:
            yield say("reach-opposed", self.lang)


@gc_paused()
def roadmap(
    graph: Graph,
    goals: str | Collection[str] = (),
    *,
    as_of: object = None,
    budget: float | None = BUDGET,
    lang: str | None = None,
) -> Roadmap:
    """The stages in which open milestones can be reached, and the longest chain among them.

    It is that of the optimistic reading. A second milestone for which nothing recorded is waited
    for, such as the entry into force of an agreement without a threshold, has a row only if it is a
    goal or another row can rest on it.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    goals
        Ids or names of the items to reach, each by the smallest plan for its next milestone; by
        default all open milestones.
    as_of
        A date, a year or a day, as in :func:`coopgraph.state`.
    budget
        How many seconds to search for the smallest plans of the goals; ``None`` for as long as it
        takes.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    UnknownItemError
        If a name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If ``as_of`` is not a date, or ``budget`` is negative.

    Examples
    --------
    >>> import coopgraph as cg
    >>> plan = cg.roadmap(cg.build_graph(cg.example()), ["anrur-afd-convention"])
    >>> plan.chain
    ('framework-convention', 'urban-renewal-component', 'anrur-afd-convention')
    """
    lang = language_for(graph, lang)
    network = network_of(graph, as_of)
    names = Names(graph, network, lang, date_as_of(graph, as_of))
    found = _Roadmap(names, Budget(budget)).roadmap(resolve_all(graph, goals))
    return replace(found, as_of=text_as_of(graph, as_of))


class _Roadmap:
    """The roadmap of a graph in the optimistic reading."""

    def __init__(self, names: Names, budget: Budget) -> None:
        self.names, self.budget = names, budget
        self.views = views_of(names.network, names.network.facts)
        self.view = self.views[0]
        self.automatic = automatic_in(self.view)

    def roadmap(self, goals: Collection[str]) -> Roadmap:
        """The roadmap to some goals, or of everything."""
        wanted = self._goals(goals) if goals else self._everything()
        plans, complete = self._smallest_plans(wanted) if goals else ({}, True)
        chosen = frozenset[int]().union(*plans.values()) if goals else self._rows(wanted)
        found = plans.keys() if goals else self.view.rounds.keys()
        schedule = Schedule(self.names, self.view, chosen)
        last = max((schedule.rounds[milestone] for milestone in chosen), default=0)
        stages: list[list[Step]] = [[] for _ in range(last)]
        for milestone, step in zip(schedule.listed, schedule.steps(), strict=True):
            stages[schedule.rounds[milestone] - 1].append(step)
        return Roadmap(
            tuple(map(tuple, stages)),
            self._longest_chain(schedule),
            self._unreachable(one for one in wanted if one not in found),
            any(opposed_in(self.view, chosen)),
            complete=complete,
            lang=self.names.lang,
        )

    def _goals(self, goals: Collection[str]) -> list[int]:
        """The next milestone of each goal, unless it is achieved."""
        found = {goal_of(self.names, self.views, goal, None) for goal in goals}
        return sorted(
            (m for m in found if m is not None and not self.view.holds[m]), key=self.names.order
        )

    def _everything(self) -> list[int]:
        """The open milestones that are worth a row."""
        view = self.view
        return [
            milestone
            for milestone in self.names.network.milestones
            if not view.holds[milestone] and milestone // 2 not in view.ended
            if milestone not in self.automatic and is_awaited(self.names, milestone)
        ]

    def _rows(self, wanted: Collection[int]) -> frozenset[int]:
        """The milestones wanted that can be reached, and all that they can rest on."""
        view = self.view
        seen = {milestone for milestone in wanted if milestone in view.rounds}
        stack = [*seen]
        while stack:
            for condition in view.binding(stack.pop()):
                if not view.meets(condition, view.acting):
                    new = {m.element for m in condition.members if m.element in view.rounds} - seen
                    seen |= new
                    stack += new
        return frozenset(seen) - self.automatic

    def _smallest_plans(self, goals: Collection[int]) -> tuple[dict[int, frozenset[int]], bool]:
        """The smallest plan for each goal that has one, and whether all are surely the smallest."""
        searches = {
            goal: minimal_plans(
                self.view,
                goal,
                key=self.names.order,
                budget=self.budget.share(1 / (len(goals) - n)),
            )
            for n, goal in enumerate(goals)
        }
        smallest = {goal: plans[0] for goal, (plans, _) in searches.items() if plans}
        return smallest, all(found_all for _, found_all in searches.values())

    def _unreachable(self, milestones: Iterable[int]) -> tuple[Target, ...]:
        """What cannot be reached: of an item the first such milestone."""
        first: dict[int, int] = {}
        for milestone in sorted(milestones):
            first.setdefault(milestone // 2, milestone)
        return tuple(target_of(self.names, m) for m in sorted(first.values(), key=self.names.order))

    def _longest_chain(self, schedule: Schedule) -> tuple[str, ...]:
        """From the last round back: before each milestone, one for which it had to wait longest."""
        if not schedule.listed:
            return ()
        here = min(schedule.listed, key=lambda m: (-schedule.rounds[m], self.names.order(m)))
        chain = [here]
        while schedule.rounds[here] > 1:
            here = min(schedule.longest_waits(here), key=self.names.order)
            chain.append(here)
        return tuple(key_of(self.names, milestone) for milestone in reversed(chain))
