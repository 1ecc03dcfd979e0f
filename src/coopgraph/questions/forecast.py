"""When milestones can come, as dates that a source gives: between the earliest and the latest."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain

from coopgraph.answers.milestones import Names
from coopgraph.graph.items import Item
from coopgraph.graph.schema import dates_of
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.network.arrivals import Arrivals, Bound
from coopgraph.network.conditions import Condition, first_of
from coopgraph.network.dated import UNDATED, Dated, dated_milestone, is_dated, still_open
from coopgraph.network.days import ALWAYS, NEVER, Days, days_of
from coopgraph.network.fixpoints import Mode, View
from coopgraph.questions.goals import Target, target_of
from coopgraph.records.models import Evidence
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate, Truth, parsed

__all__ = ["Deadline", "Forecast", "Keeping"]


class Keeping(StrEnum):
    """Whether a deadline is kept: the worst comes first."""

    MISSED = "missed"
    AT_RISK = "at_risk"
    OPEN = "open"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something is required.

    Attributes
    ----------
    target
        The milestone that requires it.
    required
        The items that can meet the requirement, by id.
    by
        The deadline.
    keeping
        ``missed`` if it cannot be kept; ``at_risk`` if it is not, where all comes as late as it may;
        ``open`` if no date says how late that is; else ``kept``.
    evidence
        Where the source says so.
    """

    target: Target
    required: tuple[Item, ...]
    by: EDTFDate
    keeping: Keeping
    evidence: tuple[Evidence, ...]

    def words(self, lang: str) -> str:
        """The date, and whether it is at risk."""
        day = format_date(self.by, lang)
        if self.keeping in {Keeping.OPEN, Keeping.KEPT}:
            return day
        return say(f"deadline-{self.keeping}", lang, date=day)


class Forecast:
    """When the milestones of a network can come.

    The earliest days are those of a reading, if all comes as early as it may; the latest those of
    the pessimistic one, if all comes as late.

    Parameters
    ----------
    names, view
        The graph, with the date of the state, and a reading of it.
    among
        The milestones that may be reached; by default all.
    """

    def __init__(self, names: Names, view: View, among: Collection[int] | None = None) -> None:
        self.names, self.view, self.among = names, view, among
        self._dated: dict[int, Dated] = {}

    @cached_property
    def early(self) -> Arrivals:
        """When everything comes at the earliest."""
        return Arrivals(self.view, Bound.EARLIEST, self._days, self.among)

    @cached_property
    def late(self) -> Arrivals:
        """When everything comes at the latest."""
        is_worst = self.view.completion.mode is Mode.PESSIMISTIC
        worst = self.view if is_worst else self.view.opposite
        return Arrivals(worst, Bound.LATEST, self._days, self.among)

    @cached_property
    def _says_something(self) -> bool:
        """Whether there is any date: else nothing is early or late, and nothing need be searched."""
        nodes = self.names.graph.nodes(data=True)
        return bool(self.names.as_of) or any(is_dated(attributes) for _, attributes in nodes)

    def dated(self, milestone: int) -> Dated:
        """What is recorded of when a milestone comes that is not reached."""
        if not self._says_something:
            return UNDATED
        if milestone not in self._dated:
            self._dated[milestone] = still_open(self.recorded(milestone), self.names.as_of)
        return self._dated[milestone]

    def recorded(self, milestone: int) -> Dated:
        """What is recorded of when a milestone comes, or came."""
        item = self.names.id_of(milestone)
        record = record_of(self.names.graph, item)
        with dates_of(self.names.graph):
            return dated_milestone(
                self.names.graph.nodes[item], record, milestone % 2, self.names.as_of
            )

    def _days(self, element: int) -> Days:
        return self.dated(element).days

    # -- dates -------------------------------------------------------------------------------------

    def earliest(self, milestone: int, *, but_the_state: bool = False) -> EDTFDate | None:
        """When an open milestone comes at the earliest; ``None`` if nothing recorded says.

        It is its own date if that decides, else the time from another one on, as precise as that.
        The date of the state is left out if asked for.
        """
        if not self._says_something:
            return None
        day, *_, source, _ = self.early.arrival(milestone)
        given = None if day in {ALWAYS, NEVER} else self.dated(source).first
        if given is None:
            return None
        if but_the_state and given == self.names.as_of and given != self.dated(source).own:
            return None
        is_own = source == milestone and given == self.dated(source).own
        return given if is_own else _from(given, date.fromordinal(day))

    def latest(self, milestone: int) -> EDTFDate | None:
        """When an open milestone comes at the latest; ``None`` if nothing recorded says."""
        if not self._says_something:
            return None
        day, *_, source, _ = self.late.arrival(milestone)
        given = None if day in {ALWAYS, NEVER} else self.dated(source).last
        if given is None:
            return None
        is_own = source == milestone and given == self.dated(source).own
        return given if is_own else _until(given, date.fromordinal(day))

    def held_up_by(self, milestone: int) -> int | None:
        """The milestone whose date contradicts the one at which another is expected, if one does.

        That comes certainly later, and is needed first.
        """
        own = self.dated(milestone).own
        if own is None:
            return None
        needs = [self.early.met(condition) for condition in self.view.binding(milestone)]
        dated = [need for need in needs if need.day not in {ALWAYS, NEVER}]
        last = max(dated, key=lambda need: need.day, default=None)
        given = last and self.dated(last.source).first
        if last is None or given is None:
            return None
        later = _from(given, date.fromordinal(last.day))
        return last.source if later and own.before(later) is Truth.CERTAIN else None

    # -- deadlines ---------------------------------------------------------------------------------

    def deadlines(self) -> Iterator[tuple[Condition, Deadline]]:
        """The deadlines of what is not met yet, in the order of what requires it."""
        network = self.view.network
        elements = frozenset(network.elements) if network.due else frozenset()
        for number in network.due:
            condition = network.conditions[number]
            if condition.of in elements and condition.enters and self._is_awaited(condition):
                by = self._deadline_of(condition)
                if by:
                    yield condition, self._deadline(condition, by)

    def _is_awaited(self, condition: Condition) -> bool:
        """Whether a condition binds, at least possibly, and is not certainly met."""
        worst = self.late.view
        return (
            worst.completion.binds(condition.switch)
            and not worst.holds[condition.of]
            and worst.network.node_of(condition.of) not in self.view.ended
            and not worst.meets(condition, worst.holds)
        )

    def _deadline(self, condition: Condition, by: EDTFDate) -> Deadline:
        names, of = self.names, condition.of
        if of >= 2 * names.network.nodes:  # of a component that is agreed with its agreement
            of = first_of(names.network.node_of(of))
        required = sorted({names.id_of(one) for one in names.members_of(condition)})
        found = (names.evidence_between(names.id_of(of), one) for one in required)
        return Deadline(
            target_of(names, of),
            tuple(map(names.named, required)),
            by,
            self._keeping(condition),
            tuple(dict.fromkeys(chain.from_iterable(found))),
        )

    def _keeping(self, condition: Condition) -> Keeping:
        if self.view.completion.binds(condition.switch):
            met = self.view.meets(condition, self.view.holds)
            is_late = self.view.is_late(condition) and not met
            if is_late or not self.early.is_in_time(self.early.met(condition).day, condition):
                return Keeping.MISSED
        last = self.late.met(condition).day
        if self.late.is_in_time(last, condition):
            return Keeping.KEPT
        return Keeping.OPEN if last == NEVER else Keeping.AT_RISK

    def _deadline_of(self, condition: Condition) -> EDTFDate | None:
        """The deadline of a requirement as it is recorded."""
        names, item = self.names, self.names.id_of(condition.of)
        for other in map(names.id_of, names.members_of(condition)):
            for by in names.deadlines_between(item, other):
                if days_of(by) == condition.by:
                    return by
        return None


def _from(when: EDTFDate, day: date) -> EDTFDate | None:
    """The time from a day on, which a date begins or ends with, as precise as the date."""
    return _bounded(when, day, "[{}..]", "earliest")


def _until(when: EDTFDate, day: date) -> EDTFDate | None:
    """The time up to a day, which a date begins or ends with, as precise as the date."""
    return _bounded(when, day, "[..{}]", "latest")


@lru_cache(maxsize=1024)
def _bounded(when: EDTFDate, day: date, form: str, end: str) -> EDTFDate | None:
    written = re.findall(r"\d{4}(?:-\d\d)*", when.text)
    for text in (*written, *(day.isoformat()[:length] for length in (4, 7, 10))):
        bounded = parsed(form.format(text))
        if bounded and getattr(bounded, end) == day:
            return bounded
    return None
