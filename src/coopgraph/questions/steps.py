"""The steps of a plan: which milestone to reach, by whom, and after what."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar

from coopgraph.answers.answer import Column, each, few
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.milestones import Names
from coopgraph.graph.items import Item, evidence_of
from coopgraph.graph.schema import Attributes
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.network.awaited import awaited_acts
from coopgraph.network.conditions import Condition
from coopgraph.network.fixpoints import View
from coopgraph.network.order import rounds_in
from coopgraph.network.stand_ins import expanded
from coopgraph.questions.at import date_of
from coopgraph.questions.goals import Target, target_of
from coopgraph.records.models import Evidence
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate
from coopgraph.words.vocabulary import STATUSES, Milestone, RecordKind

__all__ = ["BODIES", "CONCLUDED", "ORDER", "Enough", "Schedule", "Step", "key_of", "steps_of"]


T = TypeVar("T")


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
    earliest
        The recorded date, or from when on the steps before it allow it, e.g. ``[2020..]``; ``None``
        if no date is known. It is a date of the source, never one made up.
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
    earliest: EDTFDate | None
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

    @property
    def item(self) -> Item:
        """The item."""
        return self.target.item

    @property
    def milestone(self) -> Milestone:
        """Which of its milestones."""
        return self.target.milestone


def _earliest_in_words(line: Any, answer: Any) -> str:
    when: EDTFDate | None = line.step.earliest
    return format_date(when, answer.lang) if when else ""


def _must_act(line: Any, answer: Any) -> str:
    step: Step = line.step
    return step.acting(answer.lang)


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
    Column("may_join", each("step.may_join"), "may-join", _may_join),
)
ORDER: Final = (
    Column(
        "earliest",
        lambda line, _: line.step.earliest and line.step.earliest.text,
        "earliest",
        _earliest_in_words,
    ),
    Column("after", lambda line, _: list(line.step.after)),
    evidence_column("step.evidence", sources=False),
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
        earliest = self._earliest()
        return tuple(self._step(one, earliest[one]) for one in self.listed)

    def _step(self, milestone: int, earliest: EDTFDate | None) -> Step:
        names = self.names
        must, groups = awaited_acts(self.view, milestone)
        may = self._open_acts.get(divmod(milestone, 2), set()) - must.union(*(a for _, a in groups))
        after = sorted(self.before(milestone), key=names.order)
        return Step(
            target_of(names, milestone),
            names.institutions_of(must),
            tuple(Enough(needed, names.institutions_of(acts)) for needed, acts in groups),
            names.institutions_of(may),
            earliest,
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
                last = _reached_at(rounds, lack, int)
                if last != target:
                    continue
                for one in {one for one, _ in members if self.rounds[one] == target} - seen:
                    seen.add(one)
                    if one in self.chosen:
                        found.add(one)
                    else:
                        stack.append(one)
        return found

    def _earliest(self) -> dict[int, EDTFDate | None]:
        """When each element can come at the earliest, as far as dates are known."""
        found: dict[int, EDTFDate | None] = {}
        for element in self.rounds:
            allowed = [
                _reached_at([(found[one], weight) for one, weight in members], lack, _first_day)
                for members, lack in self._waits(element)
            ]
            found[element] = self._date(element, max(allowed, key=_first_day, default=None))
        return found

    def _date(self, element: int, allowed: EDTFDate | None) -> EDTFDate | None:
        """The recorded date of an element, unless what it waits for comes later."""
        recorded = self._recorded(element) if element in self.chosen else None
        if recorded and recorded.earliest and _first_day(recorded) >= _first_day(allowed):
            return recorded
        return _from(allowed) if allowed else None

    def _recorded(self, milestone: int) -> EDTFDate | None:
        item = self.names.id_of(milestone)
        return _expected(
            self.names.graph.nodes[item],
            record_of(self.names.graph, item),
            self.names.milestone_of(milestone),
        )


def _first_day(when: EDTFDate | None) -> date:
    """The order of dates: by their first day, those without one before all others."""
    return (when.earliest if when else None) or date.min


def _reached_at(members: list[tuple[T, int]], lack: int, key: Callable[[T], Any]) -> T | None:
    """The smallest value up to which the weights make up what is lacking."""
    for value, weight in sorted(members, key=lambda member: key(member[0])):
        lack -= weight
        if lack <= 0:
            return value
    return None


def _expected(attributes: Attributes, record: RecordKind, milestone: Milestone) -> EDTFDate | None:
    """The date at which a milestone is expected; else from when on, by the stages before it."""
    stages = [status for status in STATUSES[record] if not status.halt]
    reaching = [stage for stage in stages if stage.reached[-1:] == (milestone,)]
    for name in ("when", *(f"expected_{stage}" for stage in reaching)):
        if when := date_of(attributes, name):
            return when
    for stage in reversed(stages):
        if milestone not in stage.reached and (when := date_of(attributes, f"expected_{stage}")):
            return _from(when)
    return None


def _from(when: EDTFDate) -> EDTFDate | None:
    """The time from the first day of a date on, as precise as the date."""
    first = when.earliest
    if not first:
        return None
    written = re.findall(r"\d{4}(?:-\d\d)*", when.text)
    for text in (*written, *(first.isoformat()[:length] for length in (4, 7, 10))):
        try:
            since = EDTFDate(f"[{text}..]")
        except ValueError:
            continue
        if since.earliest == first:
            return since
    return None
