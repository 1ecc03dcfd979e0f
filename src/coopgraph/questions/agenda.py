"""What can be concluded today, what waits in circles, and what comes in which order."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import networkx as nx

from coopgraph.answers.answer import CERTAINTY, COMPLETE, Answer, Column, each, joined
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import Item, item_of, language_of, resolve_all
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.conditions import Reading, readings
from coopgraph.network.plans import minimal_plans
from coopgraph.questions.unlock import BODIES, CONCLUDED, ORDER, Step, steps_of
from coopgraph.words.vocabulary import Certainty

__all__ = [
    "Deadlock",
    "Deadlocks",
    "Ready",
    "ReadyStep",
    "Roadmap",
    "deadlocks",
    "ready",
    "roadmap",
]


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """An item that can be concluded today; ``certain`` where even all possible links allow it."""

    step: Step
    certainty: Certainty


@dataclass(frozen=True, slots=True, repr=False)
class Ready(Answer[ReadyStep]):
    """What can be concluded today: certain before possible, then by id."""

    titles = "title-ready", "no-ready"
    columns = (
        *CONCLUDED,
        CERTAINTY,
        *BODIES,
    )

    rows: tuple[ReadyStep, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(row.step.item.id for row in self.rows)


def ready(graph: Graph, *, lang: str | None = None) -> Ready:
    """The open items whose conditions are all met by what is achieved.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    lang
        Language of the answer; that of the graph by default.

    Raises
    ------
    GraphSchemaError
        When a link names no known relation.

    Examples
    --------
    >>> import coopgraph as cg
    >>> "framework-convention" in cg.ready(cg.build_graph(cg.example())).ids
    True
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    lenient, strict = readings(graph)
    now, surely = (
        {i for i, n in r.attainable(r.standing).items() if n == 1} for r in (lenient, strict)
    )
    rows = [
        ReadyStep(
            steps_of(graph, lenient, frozenset({item}), lang)[0],
            Certainty.CERTAIN if item in surely else Certainty.POSSIBLE,
        )
        for item in sorted(now)
    ]
    rows.sort(key=lambda row: (row.certainty is Certainty.POSSIBLE, row.step.item.id))
    return Ready(tuple(rows), lang=lang)


@dataclass(frozen=True, slots=True)
class Deadlock:
    """Items that wait for one another, so that none can come first."""

    items: tuple[Item, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True, repr=False)
class Deadlocks(Answer[Deadlock]):
    """All circles of open items none of which can start: certain before possible, by ids."""

    titles = "title-deadlocks", "no-deadlocks"
    columns = (
        Column("ids", each("items"), "circle", joined("items", "full", " ⇄ ")),
        Column("titles", each("items", "title")),
        CERTAINTY,
    )

    rows: tuple[Deadlock, ...]


def deadlocks(graph: Graph, *, lang: str | None = None) -> Deadlocks:
    """Circles of open items that need one another and of which none can be reached.

    ``certain`` where required links alone close the circle. Parameters and errors are those of
    :func:`ready`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.deadlocks(cg.build_graph(cg.example())))
    0
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    lenient, strict = (_circles(reading) for reading in readings(graph))
    found = [(Certainty.CERTAIN, circle) for circle in sorted(lenient)]
    found += [(Certainty.POSSIBLE, circle) for circle in sorted(strict - lenient)]
    rows = tuple(
        Deadlock(tuple(item_of(graph, item, lang) for item in circle), certainty)
        for certainty, circle in found
    )
    return Deadlocks(rows, lang=lang)


def _circles(reading: Reading) -> set[tuple[str, ...]]:
    attainable = reading.attainable(reading.standing)
    stuck = reading.open_items - set(attainable)
    needs: nx.DiGraph[str] = nx.DiGraph()
    needs.add_edges_from(
        (item, one)
        for item in stuck
        for condition in reading.conditions[item]
        for one in condition.among
        if one in stuck
    )
    circles = nx.strongly_connected_components(needs)
    return {
        tuple(sorted(circle))
        for circle in circles
        if len(circle) > 1 or needs.has_edge(*(2 * tuple(circle)))
    }


class _Line(NamedTuple):
    """A step of a stage; ``critical`` where it is part of the longest chain."""

    stage: int
    step: Step
    critical: bool


def _starred(line: _Line, _: object) -> str:
    return line.step.item.full + (" *" if line.critical else "")


@dataclass(frozen=True, slots=True, repr=False)
class Roadmap(Answer[tuple[Step, ...]]):
    """What to conclude in which order.

    It is ``complete`` where each goal is reached by a smallest of its plans.

    Attributes
    ----------
    stages
        Steps that can be taken side by side, each stage once those before it are done; in a
        stage by id.
    chain
        Ids of the longest chain: each waits for the one before it.
    unreachable
        Items that no order reaches.
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
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    goals
        Ids or names of the items to reach, each by the smallest of its plans; all open items by
        default.
    lang
        Language of the answer; that of the graph by default.

    Raises
    ------
    UnknownItemError
        When nothing is called so, or several items are.
    GraphSchemaError
        When a link names no known relation.

    Examples
    --------
    >>> import coopgraph as cg
    >>> plan = cg.roadmap(cg.build_graph(cg.example()), ["anrur-afd-convention"])
    >>> plan.chain
    ('framework-convention', 'urban-renewal-component', 'anrur-afd-convention')
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    reading = readings(graph)[0]
    stands = reading.standing
    attainable = reading.attainable(stands)
    chosen = set(attainable)
    wanted = set(reading.open_items)
    complete = True
    if goals:
        wanted = set(resolve_all(graph, goals)) - stands
        chosen = set()
        for goal in sorted(wanted):
            plans, found_all = minimal_plans(reading, goal)
            chosen |= plans[0] if plans else set()
            complete = complete and found_all
    steps = steps_of(graph, reading, frozenset(chosen), lang)
    rounds = reading.attainable(stands, frozenset(chosen))
    stages: list[list[Step]] = [[] for _ in range(max(rounds.values(), default=0))]
    for step in steps:
        stages[rounds[step.item.id] - 1].append(step)
    unreachable = tuple(item_of(graph, item, lang) for item in sorted(wanted - set(attainable)))
    return Roadmap(
        tuple(map(tuple, stages)),
        _longest_chain(reading, rounds, stands),
        unreachable,
        complete=complete,
        lang=lang,
    )


def _longest_chain(
    reading: Reading, rounds: dict[str, int], stands: frozenset[str]
) -> tuple[str, ...]:
    """From the last round back: before each item, what it had to wait for longest."""
    if not rounds:
        return ()
    here = min(rounds, key=lambda item: (-rounds[item], item))
    chain = [here]
    while rounds[here] > 1:
        waited = [
            sorted((rounds[one], one) for one in condition.among if one in rounds)
            for condition in reading.conditions[here]
        ]
        missing = [
            condition.at_least - sum(one in stands for one in condition.among)
            for condition in reading.conditions[here]
        ]
        last = [ones[n - 1] for ones, n in zip(waited, missing, strict=True) if 0 < n <= len(ones)]
        here = min(one for n, one in last if n == rounds[here] - 1)
        chain.append(here)
    return tuple(reversed(chain))
