"""The event log: everything that is dated, and what was reached without a date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from coopgraph.answers.answer import CERTAINTY, ITEM, Answer, Column, each, label, language_for
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.order import items_of
from coopgraph.graph.items import Item, evidence_of, item_of, resolve
from coopgraph.graph.meaning import Meaning, meaning_of
from coopgraph.graph.recorded import happened
from coopgraph.graph.schema import Attributes, Graph, dates_of
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.network.snapshot import date_as_of
from coopgraph.records.models import Evidence
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate, Truth, parsed
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import (
    STATUSES,
    Certainty,
    Event,
    InstitutionStage,
    MembershipStage,
    Occurrence,
    PartyStage,
    RecordKind,
    Word,
)
from coopgraph.words.word import Halt, Need, Status

__all__ = ["History", "HistoryEvent", "history"]


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event.

    Attributes
    ----------
    date
        When, in EDTF; ``None`` if it is not dated.
    item
        The item that it is about; of a membership, the member.
    event
        The stage of an item, the act of a party, or what else is dated.
    institution
        The party or participant that acts, or the institution that a membership is of, if any.
    relation
        The relation between the two, if it is about a link.
    occurrence
        Whether it has happened, is expected, or is a date that was set, such as a deadline.
    certainty
        Certain, or only possible.
    required
        Of a deadline, what is required by then: any of these.
    evidence
        Where the source says so.
    """

    date: EDTFDate | None
    item: Item
    event: Word
    institution: Item | None
    relation: Relation | None
    occurrence: Occurrence
    certainty: Certainty
    required: tuple[Item, ...]
    evidence: tuple[Evidence, ...]


def _date_words(row: HistoryEvent, answer: Answer[Any]) -> str:
    return format_date(row.date, answer.lang) if row.date else ""


def _event_words(row: HistoryEvent, answer: Answer[Any]) -> str:
    words = row.event.label(answer.lang, row.item.gender)
    if row.relation and isinstance(row.event, MembershipStage):
        relation = row.relation.label(answer.lang)
        return say("event-of-link", answer.lang, event=words, relation=relation)
    if row.required:
        items = f" {say('or', answer.lang)} ".join(item.short for item in row.required)
        return say("event-about", answer.lang, event=words, items=items)
    return words


@dataclass(frozen=True, slots=True, repr=False)
class History(Answer[HistoryEvent]):
    """Events by date: by the first day it may be, then as text, then by item; undated ones last."""

    holds = "events"
    titles = "title-history", "no-history"
    columns = (
        Column("date", lambda row, _: row.date and row.date.text, "date", _date_words),
        *ITEM,
        Column("event", "event.value", "event", _event_words),
        Column(
            "institution",
            lambda row, _: row.institution and row.institution.id,
            "institution",
            lambda row, _: row.institution.short if row.institution else "",
        ),
        Column("relation", lambda row, _: row.relation and row.relation.value),
        Column("occurrence", "occurrence.value", "occurrence", label("occurrence")),
        CERTAINTY,
        Column("required", each("required")),
        evidence_column("evidence"),
    )

    events: tuple[HistoryEvent, ...]


def history(
    graph: Graph,
    item: str | None = None,
    *,
    as_of: str | int | date | EDTFDate | None = None,
    lang: str | None = None,
) -> History:
    """The event log of a graph, or of one item.

    It holds the stages of agreements and provisions, the acts of parties, activities, memberships,
    foundations and dissolutions; also what is expected, and dates that were set: the end of a term,
    deadlines. Of what is not dated, it has the status of agreements, provisions and activities.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    item
        Id, acronym, alias or name: events of this item, and those in which it acts.
    as_of
        What is dated after this date is expected; by default the date of the graph. Without one,
        every recorded stage and act has happened.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    ValueError
        If ``as_of`` is not a date.

    Examples
    --------
    >>> import coopgraph as cg
    >>> log = cg.history(cg.build_graph(cg.example("kyoto")), "ru", lang="en")
    >>> [(event.date.text, str(event.event)) for event in log if event.institution][:2]
    [('1999-03-11', 'signed'), ('2004-11-18', 'ratified')]
    """
    lang = language_for(graph, lang)
    node = resolve(graph, item) if item is not None else None
    day = date_as_of(graph, as_of)
    with dates_of(graph):
        log = _Log(graph, day, lang)
        events = sorted((e for e in log.events() if node is None or _is_about(e, node)), key=_order)
    return History(tuple(events), lang=lang, as_of=day.text if day else "")


def _is_about(event: HistoryEvent, node: str) -> bool:
    named = (event.item, event.institution, *event.required)
    return any(item.id == node for item in named if item)


def _order(event: HistoryEvent) -> tuple[Any, ...]:
    when, body = event.date, event.institution
    names = event.item.id, event.event.value, body.id if body else "", event.occurrence.value
    relation = event.relation.value if event.relation else ""
    required = tuple(item.id for item in event.required)
    evidence = tuple(entry.model_dump_json() for entry in event.evidence)
    rest = *names, relation, required, event.certainty.value, evidence
    if not when:
        return True, date.min, "", *rest
    return False, when.earliest or date.min, when.text, *rest


#: The dates of links: of the acts of parties, and of memberships.
_OF_LINKS: Final[tuple[Word, ...]] = (*PartyStage, *MembershipStage)


class _Log:
    """Reads the events of a graph."""

    def __init__(self, graph: Graph, as_of: EDTFDate | None, lang: str) -> None:
        self.graph, self.as_of, self.lang = graph, as_of, lang
        self.items: dict[str, Item] = {}

    def events(self) -> Iterator[HistoryEvent]:
        """Every event, in no order."""
        for node, attributes in self.graph.nodes(data=True):
            record = record_of(self.graph, node)
            if record is RecordKind.INSTITUTION:
                yield from self._of_institution(node, attributes)
            elif record is RecordKind.ACTIVITY:
                yield from self._of_activity(node, attributes)
            else:
                yield from self._of_stages(node, attributes, record)
            yield from self._deadlines(node)
        for dependent, depends_on, attributes in self.graph.edges(data=True):
            yield from self._of_link(dependent, depends_on, attributes)

    def _item(self, node: str) -> Item:
        if node not in self.items:
            self.items[node] = item_of(self.graph, node, self.lang)
        return self.items[node]

    # -- items ---------------------------------------------------------------------------------

    def _of_institution(self, node: str, attributes: Attributes) -> Iterator[HistoryEvent]:
        for stage in InstitutionStage:
            if when := parsed(attributes.get(stage.value)):
                yield self._event(node, stage, when, attributes)

    def _of_stages(
        self, node: str, attributes: Attributes, record: RecordKind
    ) -> Iterator[HistoryEvent]:
        for stage in STATUSES[record]:
            if when := parsed(attributes.get(f"date_{stage}")):
                yield self._event(node, stage, when, attributes)
            elif when := parsed(attributes.get(f"expected_{stage}")):
                yield self._event(node, stage, when, attributes, Occurrence.EXPECTED)
        if when := parsed(attributes.get("expires")):
            certainty = _possible(bool(attributes.get("renewal")))
            yield self._event(
                node, Event.EXPIRES, when, attributes, Occurrence.DUE, certainty=certainty
            )
        status = _status(attributes, record)
        if status and not parsed(attributes.get(f"date_{status}")):
            yield self._undated(node, status, attributes)

    def _of_activity(self, node: str, attributes: Attributes) -> Iterator[HistoryEvent]:
        status = _status(attributes, RecordKind.ACTIVITY)
        when = parsed(attributes.get("when"))
        if status and (status.halt or not when):
            yield self._undated(node, status, attributes)
        if when and not (
            status and status.halt is Halt.ENDED
        ):  # what was cancelled may never have been
            takes_place = _took_place(status)
            certainty = _possible(bool(status and status.halt))
            yield self._event(
                node, Event.TAKES_PLACE, when, attributes, takes_place, certainty=certainty
            )

    def _undated(self, node: str, status: Status, attributes: Attributes) -> HistoryEvent:
        certainty = _possible(attributes.get("status_certainty") == Certainty.POSSIBLE)
        return self._event(node, status, None, attributes, certainty=certainty)

    # -- links ---------------------------------------------------------------------------------

    def _of_link(
        self, dependent: str, depends_on: str, attributes: Attributes
    ) -> Iterator[HistoryEvent]:
        meaning = meaning_of(attributes, dependent, depends_on)
        ends = (depends_on, dependent) if meaning.relation.involves else (dependent, depends_on)
        for stage in _OF_LINKS:
            if when := parsed(attributes.get(f"date_{stage}")):
                yield self._of_ends(*ends, stage, when, attributes, meaning)
        if when := parsed(attributes.get("when")):
            status = _status(self.graph.nodes[ends[0]], RecordKind.ACTIVITY)
            if not (status and status.halt is Halt.ENDED):
                occurrence = _took_place(status)
                yield self._of_ends(*ends, Event.TAKES_PLACE, when, attributes, meaning, occurrence)

    def _of_ends(
        self,
        item: str,
        other: str,
        event: Word,
        when: EDTFDate,
        attributes: Attributes,
        meaning: Meaning,
        occurrence: Occurrence = Occurrence.HAPPENED,
    ) -> HistoryEvent:
        return self._event(
            item,
            event,
            when,
            attributes,
            occurrence,
            certainty=_possible(not meaning.is_required),
            institution=self._item(other),
            relation=meaning.relation,
        )

    def _deadlines(self, node: str) -> Iterator[HistoryEvent]:
        """The deadlines of the requirements of an item, each once, whatever its alternatives."""
        groups: dict[object, list[tuple[str, Attributes, EDTFDate]]] = {}
        for _, other, attributes in self.graph.out_edges(node, data=True):
            when = parsed(attributes.get("by"))
            if when and meaning_of(attributes, node, other).relation.need is Need.REQUIREMENT:
                key = attributes.get("requirement", f"→{other}")
                groups.setdefault(key, []).append((other, attributes, when))
        for group in groups.values():
            _, attributes, when = group[0]
            meaning = meaning_of(attributes)
            yield self._event(
                node,
                Event.DEADLINE,
                when,
                attributes,
                Occurrence.DUE,
                certainty=_possible(not meaning.is_required),
                relation=meaning.relation,
                required=items_of(self.graph, {other for other, *_ in group}, self.lang),
            )

    # -- one event -----------------------------------------------------------------------------

    def _event(
        self,
        node: str,
        event: Word,
        when: EDTFDate | None,
        attributes: Attributes,
        occurrence: Occurrence = Occurrence.HAPPENED,
        *,
        certainty: Certainty = Certainty.CERTAIN,
        institution: Item | None = None,
        relation: Relation | None = None,
        required: Iterable[Item] = (),
    ) -> HistoryEvent:
        if occurrence is Occurrence.HAPPENED and when:
            truth = happened(when.text, self.as_of)
            occurrence = Occurrence.EXPECTED if truth is Truth.NO else occurrence
            certainty = Certainty.POSSIBLE if truth is Truth.POSSIBLE else certainty
        if occurrence is Occurrence.EXPECTED:
            certainty = Certainty.POSSIBLE
        return HistoryEvent(
            when,
            self._item(node),
            event,
            institution,
            relation,
            occurrence,
            certainty,
            tuple(required),
            evidence_of(attributes),
        )


def _status(attributes: Attributes, record: RecordKind) -> Status | None:
    """The recorded status; ``None`` if it is unknown, or the one that everything begins with."""
    _, *later = STATUSES[record]
    known: dict[object, Status] = {status.value: status for status in later}
    return known.get(attributes.get("status"))


def _took_place(status: Status | None) -> Occurrence:
    """Whether an activity of a status takes place, or is only planned."""
    return Occurrence.HAPPENED if status else Occurrence.EXPECTED


def _possible(is_possible: bool) -> Certainty:  # noqa: FBT001 - a conversion
    return Certainty.POSSIBLE if is_possible else Certainty.CERTAIN
