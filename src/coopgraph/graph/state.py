"""The state of an item: whether it stands, and its status, date and place in words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from coopgraph.graph.recorded import happened, recorded_of
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph, dates_of, relation_of
from coopgraph.messages.catalogue import say
from coopgraph.words.codes import country_name
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate, Truth, parsed
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import (
    KINDS,
    MILESTONES,
    STATUSES,
    AgreementStatus,
    RecordKind,
    Word,
)
from coopgraph.words.word import Halt, Held, Milestone, Status

__all__ = [
    "Standing",
    "containers_of",
    "record_of",
    "standing_of",
    "state_of",
]


class Standing(StrEnum):
    """Whether an item is achieved, still open, or over: achieved if its first milestone stands."""

    ACHIEVED = "achieved"
    OPEN = "open"
    OVER = "over"


def _standing(status: Status) -> Standing:
    """The standing that a status gives by itself: a suspended agreement is still signed."""
    if status.halt is Halt.ENDED:
        return Standing.OVER
    return Standing.ACHIEVED if status.reached else Standing.OPEN


#: A look-up table, since large graphs ask for every item.
_STANDINGS: Final[Mapping[object, Standing]] = {
    (record, status.value): _standing(status)
    for record, statuses in STATUSES.items()
    for status in statuses
}
_RECORDS: Final[Mapping[object, RecordKind]] = {record.value: record for record in RecordKind}
#: The kinds of record that stand only if the record that contains them does.
_CONTAINED: Final = frozenset(
    record for r in Relation if r.held is Held.WITHIN for record in r.dependents
)
#: The stages of an agreement, the last one first; the first with a date is shown.
_STAGES: Final = tuple(stage for stage in reversed(AgreementStatus) if not stage.halt)


def record_of(graph: Graph, item: str) -> RecordKind:
    """The kind of record of an item; nodes without ``record`` default to institution."""
    return _RECORDS.get(graph.nodes[item].get("record"), RecordKind.INSTITUTION)


def standing_of(graph: Graph, item: str) -> Standing:
    """The standing of an item by what its status records, whatever the date.

    It is that of the state unless there is a date, or a change was applied. It is for rooms below
    the state, such as folding; all others ask :func:`coopgraph.questions.state.standings_of`.
    Institutions are achieved; a provision is achieved only if its agreement is too.
    """
    attributes = graph.nodes[item]
    standing = _by_status(attributes)
    if standing is Standing.ACHIEVED and attributes.get("record") in _CONTAINED:
        containers = (_by_status(graph.nodes[whole]) for whole in containers_of(graph, item))
        return standing if all(one is Standing.ACHIEVED for one in containers) else Standing.OPEN
    return standing


def _by_status(attributes: Attributes) -> Standing:
    record = _RECORDS.get(attributes.get("record"), RecordKind.INSTITUTION)
    if record is RecordKind.INSTITUTION:
        return Standing.ACHIEVED
    return _STANDINGS.get((record, attributes.get("status")), Standing.OPEN)


def containers_of(graph: Graph, item: str) -> list[str]:
    """The items that contain an item, such as the agreement of a provision."""
    return [
        whole
        for _, whole, link in graph.out_edges(item, data=True)
        if relation_of(item, whole, link).held is Held.WITHIN
    ]


def state_of(graph: Graph, item: str, lang: str) -> str:
    """Status, date and place in words; adjectives agree with the kind of the item.

    Examples
    --------
    >>> import coopgraph as cg
    >>> state_of(cg.build_graph(cg.example()), "anah-convention", "fr")
    'envisagée · prévision : 2020 ou après'
    """
    record = record_of(graph, item)
    with dates_of(graph):
        attributes = _as_of(graph.nodes[item], record, graph.graph.get("as_of"))
        parts = [
            _status(attributes, record, lang),
            _possibly(attributes, record, lang),
            _date(attributes, lang),
            _places(attributes, lang),
        ]
    return " · ".join(part for part in parts if part)


def _as_of(attributes: Attributes, record: RecordKind, date: object) -> Attributes:
    """The attributes as of the date of the graph: without the stages after the one that stands."""
    day = parsed(date)
    if not day or attributes.get("status") not in set(STATUSES.get(record, ())):
        return attributes
    if "status_recorded" in attributes:  # as of the date already
        status, possible = STATUSES[record](attributes["status"]), None
    else:
        status, possible = _statuses(attributes, record, day)
    order = list(STATUSES[record])
    later = {f"date_{one}" for one in order[order.index(status) + 1 :]}
    then = {name: value for name, value in attributes.items() if name not in later}
    return {**then, "status": status.value, **({"status_possible": possible} if possible else {})}


def _statuses(
    attributes: Attributes, record: RecordKind, day: EDTFDate
) -> tuple[Status, Status | None]:
    """The status as of a date, and the later one that is possible."""
    recorded = STATUSES[record](attributes["status"])
    then = recorded_of(attributes, record, day)
    own = happened(attributes.get(f"date_{recorded}"), day)
    if then == recorded_of(attributes, record) and own is Truth.CERTAIN:
        return recorded, None
    stands = [*zip(MILESTONES[record], then.reached, strict=True)]
    sure = {milestone for milestone, truth in stands if truth is Truth.CERTAIN}
    perhaps = {milestone for milestone, truth in stands if truth is not Truth.NO}
    if recorded.halt and own is Truth.POSSIBLE:  # what is dated stands until the halt
        sure |= {one for one in perhaps if _is_dated(attributes, one, day)}
    status = _reaching(attributes, record, sure, day)
    possible = recorded if own is Truth.POSSIBLE else _reaching(attributes, record, perhaps, day)
    return status, possible if possible is not status else None


def _reaching(
    attributes: Attributes, record: RecordKind, reached: set[Milestone], day: EDTFDate
) -> Status:
    """The status with most of some milestones: of several the last one dated by then, or the first."""
    statuses = [s for s in STATUSES[record] if reached.issuperset(s.reached) and not s.halt]
    most = max(len(status.reached) for status in statuses)
    found = [status for status in statuses if len(status.reached) == most]
    dated = [one for one in found if _is_dated(attributes, one, day)]
    return dated[-1] if dated else found[0]


def _is_dated(attributes: Attributes, stage: Word, day: EDTFDate) -> bool:
    """Whether a stage has a date that is certainly not after a day."""
    date = attributes.get(f"date_{stage}")
    return bool(date) and happened(date, day) is Truth.CERTAIN


def _status(attributes: Attributes, record: RecordKind, lang: str) -> str:
    statuses, status = STATUSES.get(record), attributes.get("status")
    if not statuses or status not in set(statuses):
        return str(status or "")
    kinds, kind = KINDS.get(record), attributes.get("kind")
    noun: Word = kinds(kind) if kinds and kind in set(kinds) else record
    return statuses(status).label(lang, noun.gender(lang))


def _possibly(attributes: Attributes, record: RecordKind, lang: str) -> str:
    """The later status that is possible, in a graph as of a date."""
    later = attributes.get("status_possible")
    if not later:
        return ""
    return say("possibly", lang, status=_status({**attributes, "status": later}, record, lang))


def _date(attributes: Attributes, lang: str) -> str:
    names = ["when", *(f"{k}_{stage}" for k in ("date", "expected") for stage in _STAGES)]
    for name in names:
        if attributes.get(name):
            when = parsed(attributes[name])
            words = format_date(when, lang) if when else str(attributes[name])
            return say("expected", lang, date=words) if name.startswith("expected") else words
    return ""


def _places(attributes: Attributes, lang: str) -> str:
    places = [place for place in str(attributes.get("places", "")).split(SEPARATOR) if place]
    sure = [_place_name(place, lang) for place in places if not place.endswith("?")]
    maybe = [_place_name(place[:-1], lang) for place in places if place.endswith("?")]
    choice = f" {say('or', lang)} ".join(maybe)
    return ", ".join([*sure, choice] if choice else sure)


def _place_name(place: str, lang: str) -> str:
    *named, last = place.split(", ")
    return ", ".join([*named, country_name(last, lang)])
