"""The steps of a plan: which milestone to reach, by whom, when, and after what."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Final

from coopgraph.answers.answer import Column, each, few
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.milestones import Names
from coopgraph.graph.items import Item, evidence_of
from coopgraph.messages.catalogue import say
from coopgraph.network.awaited import awaited_acts
from coopgraph.network.conditions import Condition
from coopgraph.network.fixpoints import View
from coopgraph.network.order import rounds_in
from coopgraph.network.stand_ins import expanded
from coopgraph.questions.forecast import Deadline, Forecast, Keeping
from coopgraph.questions.goals import Target, target_of
from coopgraph.questions.lacking import LACKING, Lacking, lacking_of
from coopgraph.records.models import Evidence
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate
from coopgraph.words.vocabulary import Milestone

__all__ = [
    "BODIES",
    "CONCLUDED",
    "EARLIEST",
    "ORDER",
    "Enough",
    "Schedule",
    "Step",
    "date_remarks",
    "key_of",
    "steps_of",
]


@dataclass(frozen=True, slots=True)
class Enough:
    """Institutions of which so many have to act.

    Attributes
    ----------
    needed
        The fewest that can be enough; where weights differ, others may need more.
    among
        Who can still act, by id.
    """

    needed: int
    among: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone to reach.

    Attributes
    ----------
    target
        The milestone, and its item.
    must_act, enough, may_join
        The institutions without whose act it is not reached, those of which so many have to act,
        and those whose act is not needed. Who has acted, or no longer can, is in none of them.
    lacking
        The thresholds that it still has to meet, with how much they lack.
    earliest, latest
        When it can come, if all that it needs comes as early, or as late, as it may: its own date,
        or from when on, or until when, others allow it, e.g. ``[2020..]``. ``None`` if nothing
        recorded says: it is a date of the source, never one made up, nor that of the state.
    expected
        Its own date as recorded: a forecast.
    is_overdue
        Whether that was certainly before the date of the state.
    held_up_by
        What is needed first and comes certainly after that.
    deadline
        The first date by which another item requires it, and whether that is kept.
    after
        The :attr:`key` of each earlier step that it rests on.
    evidence
        Where the source mentions the item.
    key
        The id of the item; with the milestone after a colon if it is the second one.
    """

    target: Target
    must_act: tuple[Item, ...]
    enough: tuple[Enough, ...]
    may_join: tuple[Item, ...]
    lacking: tuple[Lacking, ...]
    earliest: EDTFDate | None
    latest: EDTFDate | None
    expected: EDTFDate | None
    is_overdue: bool
    held_up_by: Target | None
    deadline: Deadline | None
    after: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    key: str

    def acting(self, lang: str) -> str:
        """Who must act, in words, with how many of whom where not all of them are needed."""
        groups = (
            say("at-least", lang, items=_some(group.among, lang), count=group.needed)
            for group in self.enough
        )
        return "; ".join(filter(None, [", ".join(body.short for body in self.must_act), *groups]))

    def lacking_words(self, lang: str) -> str:
        """What its thresholds lack, in words; empty if they lack nothing."""
        lacking = "; ".join(one.words(lang) for one in self.lacking)
        return say("still-lacking", lang, items=lacking) if lacking else ""

    @property
    def item(self) -> Item:
        """The item."""
        return self.target.item

    @property
    def milestone(self) -> Milestone:
        """Which of its milestones."""
        return self.target.milestone


def _earliest(line: Any, answer: Any) -> str:
    when: EDTFDate | None = line.step.earliest
    return format_date(when, answer.lang) if when else ""


def _when(line: Any, answer: Any) -> str:
    """The earliest and the latest date in one cell, and the deadline: tables have few columns."""
    step: Step = line.step
    bounds = dict.fromkeys(when for when in (step.earliest, step.latest) if when)
    parts = [format_date(when, answer.lang) for when in bounds]
    if step.deadline:
        date = step.deadline.words(answer.lang)
        parts.append(say("step-deadline", answer.lang, date=date))
    return "; ".join(parts)


def _edtf(path: str) -> Callable[[Any, Any], str | None]:
    """The EDTF of a date that may be missing."""
    date_of = attrgetter(path)
    return lambda line, _: (when := date_of(line)) and when.text


def _must_act(line: Any, answer: Any) -> str:
    step: Step = line.step
    return " — ".join(filter(None, [step.acting(answer.lang), step.lacking_words(answer.lang)]))


def _may_join(line: Any, answer: Any) -> str:
    return _some(line.step.may_join, answer.lang)


def _some(bodies: Iterable[Item], lang: str) -> str:
    return few([body.short for body in bodies], lang)


def _enough(line: Any, _: object) -> list[dict[str, Any]]:
    return [
        {"needed": group.needed, "among": [body.id for body in group.among]}
        for group in line.step.enough
    ]


#: The columns of lines that have a ``step``: the item, the institutions, and when.
CONCLUDED: Final = (
    Column("id", "step.item.id"),
    Column("title", "step.item.title", "conclude", "step.item.full"),
    Column(
        "milestone",
        "step.milestone.value",
        "milestone",
        lambda line, it: line.step.target.reached(it.lang),
    ),
)
BODIES: Final = (
    Column("must_act", each("step.must_act"), "must-act", _must_act),
    Column("enough", _enough),
    LACKING,
    Column("may_join", each("step.may_join"), "may-join", _may_join, optional=True),
)
EARLIEST: Final = Column("earliest", _edtf("step.earliest"), "earliest", _earliest, optional=True)
ORDER: Final = (
    Column(None, _when, "when", optional=True),
    Column("earliest", _edtf("step.earliest")),
    Column("latest", _edtf("step.latest")),
    Column("expected", _edtf("step.expected")),
    Column("overdue", "step.is_overdue"),
    Column("held_up_by", lambda line, _: line.step.held_up_by and line.step.held_up_by.item.id),
    Column("deadline", lambda line, _: line.step.deadline and line.step.deadline.by.text),
    Column(
        "deadline_keeping",
        lambda line, _: line.step.deadline and line.step.deadline.keeping.value,
    ),
    Column("after", lambda line, _: list(line.step.after)),
    evidence_column("step.evidence", sources=False),
)


def date_remarks(steps: Iterable[Step], lang: str) -> Iterator[str]:
    """What the dates of some steps contradict, in words: the date of the state, and their order."""
    steps = [*steps]
    late = [
        say("dated", lang, item=step.target.text(lang), date=format_date(step.expected, lang))
        for step in steps
        if step.is_overdue and step.expected
    ]
    if late:
        yield say("steps-overdue", lang, items=", ".join(late))
    for step in steps:
        if step.held_up_by and step.expected:
            yield say(
                "step-held-up",
                lang,
                item=step.target.text(lang),
                date=format_date(step.expected, lang),
                other=step.held_up_by.text(lang),
            )


def key_of(names: Names, milestone: int) -> str:
    """The id of an item; with the milestone after a colon if it is the second one."""
    item = names.id_of(milestone)
    return f"{item}:{names.milestone_of(milestone)}" if milestone % 2 else item


def steps_of(names: Names, view: View, chosen: Collection[int]) -> tuple[Step, ...]:
    """Some milestones as steps, each after those that it rests on, then by id."""
    return Schedule(names, view, chosen).steps()


class Schedule:
    """The order of some milestones in a reading, and what each of them waits for.

    Parameters
    ----------
    names, view
        The graph and a reading of it.
    chosen
        Milestones that can be reached one after another.

    Attributes
    ----------
    rounds
        The first round in which each can be reached, from 1; what comes of itself is included.
    listed
        The milestones by round and id.
    """

    def __init__(self, names: Names, view: View, chosen: Collection[int]) -> None:
        self.names, self.view, self.chosen = names, view, chosen
        self.rounds = rounds_in(view, chosen)
        self.place = {element: n for n, element in enumerate(self.rounds)}
        self.listed = sorted(chosen, key=lambda one: (self.rounds[one], names.order(one)))

    def steps(self) -> tuple[Step, ...]:
        """The steps, by round and id."""
        return tuple(map(self._step, self.listed))

    @cached_property
    def forecast(self) -> Forecast:
        """When the milestones can come."""
        return Forecast(self.names, self.view, self.chosen)

    @cached_property
    def deadlines(self) -> dict[int, Deadline]:
        """The deadline of each milestone: of several the worst one, then the first."""
        found: dict[int, Deadline] = {}
        for condition, deadline in self.forecast.deadlines():
            members = [m.element for m in condition.members if m.element in self.rounds]
            for one in expanded(members, self._behind):
                if one not in found or _worse(deadline) < _worse(found[one]):
                    found[one] = deadline
        return found

    def _step(self, milestone: int) -> Step:
        names, forecast = self.names, self.forecast
        dated, before = forecast.dated(milestone), forecast.held_up_by(milestone)
        must, groups = awaited_acts(self.view, milestone)
        may = self._open_acts.get(divmod(milestone, 2), set()) - must.union(*(a for _, a in groups))
        after = sorted(self.before(milestone), key=names.order)
        return Step(
            target_of(names, milestone),
            names.institutions_of(must),
            tuple(Enough(needed, names.institutions_of(acts)) for needed, acts in groups),
            names.institutions_of(may),
            tuple(lacking_of(names, self.view, milestone)),
            forecast.earliest(milestone, but_the_state=True),
            forecast.latest(milestone),
            dated.own,
            dated.is_overdue,
            None if before is None else target_of(names, before),
            self.deadlines.get(milestone),
            tuple(key_of(names, one) for one in after),
            evidence_of(names.graph.nodes[names.id_of(milestone)]),
            key_of(names, milestone),
        )

    @cached_property
    def _open_acts(self) -> dict[tuple[int, int], set[int]]:
        """The acts that can still be given, by item and rank of the milestone."""
        found: dict[tuple[int, int], set[int]] = {}
        for act in self.view.open_acts:
            if not self.view.holds[act]:
                found.setdefault(self.view.network.acts[act][1:], set()).add(act)
        return found

    def _waits(self, element: int) -> Iterator[tuple[list[tuple[int, int]], int]]:
        """For each unmet condition, the earlier elements that count, with weights, and its lack."""
        for condition in self.view.binding(element):
            lack = condition.bound - self.view.sum(condition, self.view.acting)
            if lack > 0:
                yield self._earlier(condition, element), lack

    def _earlier(self, condition: Condition, element: int) -> list[tuple[int, int]]:
        counts = self.view.completion.counts
        return [
            (m.element, m.weight)
            for m in condition.members
            if m.element in self.rounds and counts(m.switch) and self._is_before(m.element, element)
        ]

    def _is_before(self, one: int, element: int) -> bool:
        """Whether one comes in an earlier round; what comes of itself follows within its round."""
        if element in self.chosen:
            return self.rounds[one] < self.rounds[element]
        return self.place[one] < self.place[element]

    def before(self, milestone: int) -> set[int]:
        """The earlier milestones that one rests on at once, or through what comes of itself."""
        return {*expanded(self._all_earlier(milestone), self._behind)}

    def _behind(self, element: int) -> list[int] | None:
        """What stands behind what comes of itself."""
        return None if element in self.chosen else self._all_earlier(element)

    def _all_earlier(self, element: int) -> list[int]:
        """The earlier elements that count towards its unmet conditions."""
        return [one for members, _ in self._waits(element) for one, _ in members]

    def longest_waits(self, milestone: int) -> set[int]:
        """The milestones of the round before that one had to wait for."""
        target = self.rounds[milestone] - 1
        found: set[int] = set()
        seen, stack = {milestone}, [milestone]
        while stack:
            for members, lack in self._waits(stack.pop()):
                rounds = [(self.rounds[one], weight) for one, weight in members]
                last = _reached_at(rounds, lack)
                if last != target:
                    continue
                for one in {one for one, _ in members if self.rounds[one] == target} - seen:
                    seen.add(one)
                    if one in self.chosen:
                        found.add(one)
                    else:
                        stack.append(one)
        return found


def _reached_at(members: list[tuple[int, int]], lack: int) -> int | None:
    """The smallest value up to which the weights make up what is lacking."""
    for value, weight in sorted(members):
        lack -= weight
        if lack <= 0:
            return value
    return None


def _worse(deadline: Deadline) -> tuple[int, EDTFDate]:
    """The order of deadlines: the worst one first."""
    return [*Keeping].index(deadline.keeping), deadline.by
