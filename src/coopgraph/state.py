"""The state of an item in words: what it has come to, when and where."""

from collections.abc import Mapping
from enum import StrEnum

from coopgraph.codes import country_name
from coopgraph.dates import EDTFDate
from coopgraph.schema import SEPARATOR, Attributes, Graph
from coopgraph.spoken import spoken
from coopgraph.vocabulary import (
    ActivityKind,
    ActivityStatus,
    AgreementKind,
    AgreementStatus,
    ProvisionStatus,
    RecordKind,
    Word,
)
from coopgraph.wording import say

__all__ = ["Standing", "record_of", "standing_of", "state_of"]

_STATUSES: Mapping[RecordKind, type[Word]] = {
    RecordKind.AGREEMENT: AgreementStatus,
    RecordKind.PROVISION: ProvisionStatus,
    RecordKind.ACTIVITY: ActivityStatus,
}
_KINDS: Mapping[RecordKind, type[Word]] = {
    RecordKind.AGREEMENT: AgreementKind,
    RecordKind.ACTIVITY: ActivityKind,
}
_ACHIEVED = {
    AgreementStatus.SIGNED.value,
    AgreementStatus.IN_FORCE.value,
    ProvisionStatus.AGREED.value,
    ActivityStatus.ONGOING.value,
    ActivityStatus.COMPLETED.value,
}
_DEAD = {
    AgreementStatus.TERMINATED.value,
    AgreementStatus.ABANDONED.value,
    ProvisionStatus.DROPPED.value,
    ActivityStatus.CANCELLED.value,
}
_STAGES = (AgreementStatus.IN_FORCE, AgreementStatus.SIGNED, AgreementStatus.NEGOTIATION)


def record_of(graph: Graph, item: str) -> RecordKind:
    """Which kind of record an item is; what does not say is taken for an institution."""
    record = graph.nodes[item].get("record")
    return RecordKind(record) if record in set(RecordKind) else RecordKind.INSTITUTION


class Standing(StrEnum):
    """Whether an item stands already, may yet come, or is over."""

    ACHIEVED = "achieved"
    OPEN = "open"
    OVER = "over"


def standing_of(graph: Graph, item: str) -> Standing:
    """Whether an item stands already (institutions do, agreements once signed), or is over."""
    status = graph.nodes[item].get("status")
    if status in _DEAD:
        return Standing.OVER
    stands = record_of(graph, item) is RecordKind.INSTITUTION or status in _ACHIEVED
    return Standing.ACHIEVED if stands else Standing.OPEN


def state_of(graph: Graph, item: str, lang: str) -> str:
    """Status, date and place in words; an adjective agrees with what it is said of.

    Examples
    --------
    >>> import coopgraph as cg
    >>> state_of(cg.build_graph(cg.example()), "anah-convention", "fr")
    'envisagée · prévision : 2020 ou après'
    """
    attributes, record = graph.nodes[item], record_of(graph, item)
    parts = [
        _status(attributes, record, lang),
        _possibly(attributes, record, lang),
        _date(attributes, lang),
        _places(attributes, lang),
    ]
    return " · ".join(part for part in parts if part)


def _status(attributes: Attributes, record: RecordKind, lang: str) -> str:
    statuses, kinds = _STATUSES.get(record), _KINDS.get(record)
    status, kind = attributes.get("status"), attributes.get("kind")
    if not statuses or status not in set(statuses):
        return str(status or "")
    noun: Word = kinds(kind) if kinds and kind in set(kinds) else record
    return statuses(status).label(lang, noun.gender)


def _possibly(attributes: Attributes, record: RecordKind, lang: str) -> str:
    """The further status that is possible, in a graph as of a date."""
    further = attributes.get("status_possible")
    if not further:
        return ""
    return say("possibly", lang, status=_status({**attributes, "status": further}, record, lang))


def _date(attributes: Attributes, lang: str) -> str:
    names = ["when", *(f"{k}_{stage}" for k in ("date", "expected") for stage in _STAGES)]
    for name in names:
        if attributes.get(name):
            try:
                words = spoken(EDTFDate(str(attributes[name])), lang)
            except ValueError:
                words = str(attributes[name])
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
