"""The order in which open items can be concluded."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from coopgraph.answers.answer import COMPLETE, Answer, Column, language_for
from coopgraph.answers.order import items_of
from coopgraph.graph.items import Item, resolve_all
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.old_conditions import ConditionGraph, readings
from coopgraph.network.plans import minimal_plans
from coopgraph.questions.steps import BODIES, CONCLUDED, ORDER, Step, steps_of

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
        Ids of the longest chain: each waits for the one before it.
    unreachable
        Items that cannot be reached in any order.
    """

    holds = "stages"
    titles = "title-roadmap", "no-roadmap"
    columns = (
        Column("stage", "stage", "stage"),
        CONCLUDED[0],
        replace(CONCLUDED[1], shown=_starred),
        Column("critical", "critical"),
        *BODIES,
        *ORDER,
        COMPLETE,
    )

    stages: tuple[tuple[Step, ...], ...]
    chain: tuple[str, ...]
    unreachable: tuple[Item, ...]

    def _lines(self) -> list[_Line]:
        return [
            _Line(n, step, step.item.id in self.chain)
            for n, stage in enumerate(self.stages, start=1)
            for step in stage
        ]

    def _remarks(self) -> Iterator[str]:
        if self.chain:
            yield say("critical-chain", self.lang)
        if not self.complete:
            yield say("roadmap-search-stopped", self.lang)
        if self.unreachable:
            items = ", ".join(item.full for item in self.unreachable)
            yield say("roadmap-unreachable", self.lang, items=items)


def roadmap(graph: Graph, goals: str | Collection[str] = (), *, lang: str | None = None) -> Roadmap:
    """The stages in which open items can be concluded, and the longest chain among them.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    goals
        Ids or names of the items to reach, each by its smallest plan; by default all open items.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    UnknownItemError
        If a name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.

    Examples
    --------
    >>> import coopgraph as cg
    >>> plan = cg.roadmap(cg.build_graph(cg.example()), ["anrur-afd-convention"])
    >>> plan.chain
    ('framework-convention', 'urban-renewal-component', 'anrur-afd-convention')
    """
    lang = language_for(graph, lang)
    reading, _ = readings(graph)
    attainable = reading.attainable(reading.standing)
    wanted, chosen = reading.open_items, frozenset(attainable)
    complete = True
    if goals:
        wanted = frozenset(resolve_all(graph, goals)) - reading.standing
        searches = [minimal_plans(reading, goal) for goal in sorted(wanted)]
        chosen = frozenset().union(*(plans[0] for plans, _ in searches if plans))
        complete = all(found_all for _, found_all in searches)
    rounds = reading.attainable(reading.standing, chosen)
    stages: list[list[Step]] = [[] for _ in range(max(rounds.values(), default=0))]
    for step in steps_of(graph, reading, chosen, lang):
        stages[rounds[step.item.id] - 1].append(step)
    return Roadmap(
        tuple(map(tuple, stages)),
        _longest_chain(reading, rounds),
        items_of(graph, wanted.difference(attainable), lang),
        complete=complete,
        lang=lang,
    )


def _longest_chain(reading: ConditionGraph, rounds: dict[str, int]) -> tuple[str, ...]:
    """From the last round back: before each item, the one for which it had to wait longest."""
    if not rounds:
        return ()
    here = min(rounds, key=lambda item: (-rounds[item], item))
    chain = [here]
    while rounds[here] > 1:
        last: list[tuple[int, str]] = []
        for condition in reading.conditions[here]:
            waited = sorted((rounds[one], one) for one in condition.among if one in rounds)
            standing = sum(one in reading.standing for one in condition.among)
            missing = condition.at_least - standing
            last += waited[missing - 1 : missing] if missing > 0 else []
        here = min(one for n, one in last if n == rounds[here] - 1)
        chain.append(here)
    return tuple(reversed(chain))
