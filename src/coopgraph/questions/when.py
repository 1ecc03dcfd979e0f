"""When a goal can be reached: the earliest and the latest date, and what decides them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from coopgraph.answers.answer import Answer, Column, language_for
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.milestones import Names
from coopgraph.graph.items import Item, evidence_of, item_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.arrivals import Arrivals, Bound
from coopgraph.network.days import ALWAYS, NEVER
from coopgraph.network.fixpoints import View, views_of
from coopgraph.network.relevant import below
from coopgraph.network.snapshot import date_as_of, network_of, text_as_of
from coopgraph.questions.forecast import Deadline, Forecast, Keeping
from coopgraph.questions.goals import Target, goal_of, goal_text, target_of
from coopgraph.records.models import Evidence
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate

__all__ = ["Basis", "When", "WhenStep", "when"]


class Basis(StrEnum):
    """What decides when a milestone comes.

    - ``recorded``: the date at which it was reached;
    - ``expected``: its own date, which is a forecast;
    - ``around``: the date at which an earlier or a later stage of the item is expected;
    - ``state``: the date of the state, at which it is not reached;
    - ``waits``: the milestone in the next row;
    - ``deadline``: it requires something that comes too late;
    - ``undated``: nothing, because no date is recorded;
    - ``out_of_reach``: nothing, because it cannot be reached: in the row of the latest date, if all
      that is possible stands in the way.
    """

    RECORDED = "recorded"
    EXPECTED = "expected"
    AROUND = "around"
    STATE = "state"
    WAITS = "waits"
    DEADLINE = "deadline"
    UNDATED = "undated"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True)
class WhenStep:
    """A link of the chain that decides a bound.

    Attributes
    ----------
    bound
        ``earliest`` or ``latest``.
    target
        A milestone: of the goal, or what the one before it waits for.
    date
        Its own bound, or ``None`` if nothing recorded says.
    basis
        What decides it.
    needs
        What it waits for: the milestone in the next row, or that which comes too late.
    evidence
        Where the source says that it needs the next one; of the last one, where it is mentioned.
    """

    bound: Bound
    target: Target
    date: EDTFDate | None
    basis: Basis
    needs: tuple[Target, ...]
    evidence: tuple[Evidence, ...]


class _Line(NamedTuple):
    """A line of the answer: a link of a chain, or a deadline, with what it waits for or requires."""

    bound: str
    target: Target
    date: EDTFDate | None
    basis: str
    needs: tuple[Target | Item, ...]
    evidence: tuple[Evidence, ...]


def _because(line: _Line, answer: Any) -> str:
    texts = (one.text(answer.lang) if isinstance(one, Target) else one.full for one in line.needs)
    perhaps = line.basis == Basis.OUT_OF_REACH and line.bound == Bound.LATEST.value
    code = f"basis-{line.basis}{'-perhaps' if perhaps else ''}"
    return say(code, answer.lang, items=", ".join(texts))


def _date_in_words(line: Any, answer: Any) -> str:
    return format_date(line.date, answer.lang) if line.date else "–"


@dataclass(frozen=True, slots=True, repr=False)
class When(Answer[WhenStep]):
    """The earliest and the latest date of a goal, each with the chain of what decides it.

    Attributes
    ----------
    goal, target
        The item to reach, and its milestone; ``None`` for an institution, which has none.
    achieved
        Whether it is certainly achieved; then both dates are those at which it was reached.
    earliest, latest
        The dates; ``None`` if nothing recorded says.
    rows
        The chain of the earliest date, then that of the latest; each from the goal to what decides.
    deadlines
        Those below the goal that are not met yet, the worst first, then by date and id.
    """

    columns = (
        Column("bound", "bound", "bound", lambda row, it: say(f"bound-{row.bound}", it.lang)),
        Column("id", "target.item.id"),
        Column("title", "target.item.title", "what", "target.item.full"),
        Column(
            "milestone",
            "target.milestone.value",
            "milestone",
            lambda row, it: row.target.reached(it.lang),
        ),
        Column("date", lambda row, _: row.date and row.date.text, "date", _date_in_words),
        Column("basis", "basis", "because", _because),
        Column("needs", lambda row, _: [getattr(one, "item", one).id for one in row.needs]),
        evidence_column("evidence", sources=False),
    )

    goal: Item
    target: Target | None
    achieved: bool
    earliest: EDTFDate | None = None
    latest: EDTFDate | None = None
    rows: tuple[WhenStep, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def _lines(self) -> list[_Line]:
        """The chains, then the deadlines."""
        lines = [
            _Line(row.bound.value, row.target, row.date, row.basis, row.needs, row.evidence)
            for row in self.rows
        ]
        return lines + [
            _Line("deadline", one.target, one.by, one.keeping, one.required, one.evidence)
            for one in self.deadlines
        ]

    def _title(self) -> str:
        return say("title-when", self.lang, goal=goal_text(self))

    def _remarks(self) -> Iterator[str]:
        if self.achieved:
            yield say("when-achieved", self.lang)
            return
        for bound, date in ((Bound.EARLIEST, self.earliest), (Bound.LATEST, self.latest)):
            if date:
                yield say(f"when-{bound.value}", self.lang, date=format_date(date, self.lang))
                continue
            basis = [row.basis for row in self.rows if row.bound is bound][-1]
            is_never = basis in {Basis.DEADLINE, Basis.OUT_OF_REACH}
            yield say(f"when-no-{bound.value}-{basis if is_never else 'undated'}", self.lang)
            if is_never:
                break  # what comes never at best does so at worst
        bases = {row.basis for row in self.rows}
        if not bases.isdisjoint({Basis.EXPECTED, Basis.AROUND, Basis.DEADLINE}):
            yield say("when-forecast", self.lang)


def when(
    graph: Graph,
    goal: str,
    *,
    stage: str | None = None,
    as_of: object = None,
    lang: str | None = None,
) -> When:
    """When a goal is reached at the earliest and at the latest, and what decides it.

    A milestone comes on its own date, which is a forecast as long as it is not reached, or with the
    last of what it needs if that is later: of alternatives the first ones that are enough, of a
    threshold those whose weights make it up. The acts of its parties are part of its own date. What
    is required by a deadline and comes later does not count.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`, or a snapshot.
    goal
        Id or name of the item to reach.
    stage
        The milestone, e.g. ``"in_force"``; by default the next one that is not achieved in each
        reading.
    as_of
        A date, a year or a day, as in :func:`coopgraph.state`. What is not reached by then comes no
        earlier, and what was expected before is no forecast any more.
    lang
        Language of the answer; by default that of the graph.

    Returns
    -------
    When
        The earliest date is that of the optimistic reading if all comes as early as it may: nothing
        recorded allows an earlier one. The latest is that of the pessimistic reading if all comes
        as late as it may; it is missing if something that may be needed has no date.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If the goal has no such milestone, or ``as_of`` is not a date.

    Examples
    --------
    >>> import coopgraph as cg
    >>> answer = cg.when(cg.build_graph(cg.example()), "anah-convention", as_of="2019")
    >>> answer.earliest, answer.latest is None
    (EDTFDate('[2020..]'), True)
    """
    lang = language_for(graph, lang)
    node, day = resolve(graph, goal), date_as_of(graph, as_of)
    network, text = network_of(graph, as_of), text_as_of(graph, as_of)
    views = views_of(network, network.facts)
    milestone = goal_of(Names(graph, network, lang, day), views, node, stage)
    if milestone is None:
        item = item_of(graph, node, lang)
        return When(item, None, achieved=True, lang=lang, as_of=text)
    part = below(network, milestone)
    names = Names(graph, part, lang, day)
    best, worst = views_of(part, part.facts)
    forecast = Forecast(names, best)
    early, late = (
        _Chain(names, forecast, view, bound, milestone)
        for view, bound in ((best, Bound.EARLIEST), (worst, Bound.LATEST))
    )
    target, achieved = target_of(names, milestone), bool(worst.holds[milestone])
    deadlines = () if achieved else (one for _, one in forecast.deadlines())
    return When(
        target.item,
        target,
        achieved,
        early.date(milestone),
        late.date(milestone),
        (*early.rows(), *late.rows()),
        tuple(sorted(deadlines, key=_by_keeping)),
        lang=lang,
        as_of=text,
    )


class _Chain:
    """What decides one bound of a goal."""

    def __init__(
        self, names: Names, forecast: Forecast, view: View, bound: Bound, goal: int
    ) -> None:
        self.names, self.forecast, self.view = names, forecast, view
        self.bound, self.goal = bound, goal

    @property
    def arrivals(self) -> Arrivals:
        return self.forecast.early if self.bound is Bound.EARLIEST else self.forecast.late

    def date(self, milestone: int) -> EDTFDate | None:
        """The bound of a milestone: the date at which it was reached, else of the forecast."""
        if self.view.holds[milestone]:
            return self.forecast.recorded(milestone).own
        if self.bound is Bound.EARLIEST:
            return self.forecast.earliest(milestone)
        return self.forecast.latest(milestone)

    def rows(self) -> Iterator[WhenStep]:
        """The chain from the goal to what decides; what only stands in for others is left out."""
        names, chain = self.names, self.arrivals.chain(self.goal)
        shown = [one for one in chain if one < 2 * names.network.nodes]
        for one, following in pairwise(shown):
            evidence = names.evidence_between(names.id_of(one), names.id_of(following))
            yield self._row(one, Basis.WAITS, (following,), evidence)
        last = shown[-1]
        basis = self._basis(last)
        needs = [self.arrivals.arrival(last).member] if basis is Basis.DEADLINE else []
        evidence = evidence_of(names.graph.nodes[names.id_of(last)])
        yield self._row(last, basis, needs, evidence)

    def _row(
        self, one: int, basis: Basis, needs: Iterable[int], evidence: tuple[Evidence, ...]
    ) -> WhenStep:
        names = self.names
        shown = tuple(target_of(names, need) for need in names.in_place_of(needs))
        return WhenStep(self.bound, target_of(names, one), self.date(one), basis, shown, evidence)

    def _basis(self, milestone: int) -> Basis:
        """What decides at the end of a chain."""
        if self.view.holds[milestone]:
            return Basis.RECORDED if self.date(milestone) else Basis.UNDATED
        arrival, dated = self.arrivals.arrival(milestone), self.forecast.dated(milestone)
        if arrival.misses:
            return Basis.DEADLINE
        given = dated.first if self.bound is Bound.EARLIEST else dated.last
        if milestone not in self.arrivals.found:
            return Basis.OUT_OF_REACH
        if arrival.day in {ALWAYS, NEVER} or given is None:
            return Basis.UNDATED
        if given == dated.own:
            return Basis.EXPECTED
        return Basis.STATE if given == self.names.as_of else Basis.AROUND


def _by_keeping(deadline: Deadline) -> tuple[int, EDTFDate, str, int]:
    target = deadline.target
    rank = [*Keeping].index(deadline.keeping)
    return rank, deadline.by, target.item.id, [*type(target.milestone)].index(target.milestone)
