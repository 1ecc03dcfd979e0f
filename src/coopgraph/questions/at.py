"""The graph as of a date."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from coopgraph.graph.check import require_graph
from coopgraph.graph.presence import existence, is_concluded, membership, party
from coopgraph.graph.recorded import all_of, has_expired, negated, recorded_of
from coopgraph.graph.schema import CHANGE, Attributes, Graph, dates_of, relation_of
from coopgraph.graph.state import record_of
from coopgraph.words.dates import EDTFDate, Truth, parsed
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import (
    ActivityStatus,
    AgreementStatus,
    Certainty,
    Modality,
    RecordKind,
)

__all__ = ["at", "date_of"]


def at(graph: Graph, when: str | int | date | EDTFDate) -> Graph:
    """The graph as of a date: what was there, and how far it had come.

    The status is that of the last event by date. Where partial dates leave this open, ``status`` is
    the certain stage and ``status_possible`` the furthest possible one. An item without dates keeps
    its recorded status, as possible. What has expired without renewal has ended.

    Institutions are there from their foundation to their dissolution, memberships from their
    beginning to their end, parties of what is signed from their first act to their withdrawal. What
    certainly was not there is left out; where dates leave it open, the link is possible. Only who is
    still awaited stays: the parties of what is not signed, or of what more of them have to ratify.

    The state of the copy, and all that questions derive from it, is that of the graph ``as_of`` the
    date. It is computed from ``status_recorded`` and the dates.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    when
        A date in EDTF or as people write it ("fin 2028"), a year or a day.

    Returns
    -------
    networkx graph
        A copy of the same class. Items have ``status``, ``status_certainty`` (certain or
        possible), ``status_recorded`` and, if there is one, ``status_possible``; institutions that
        are only possibly there have ``status_certainty``. ``graph.graph["as_of"]`` is the date.

    Raises
    ------
    ValueError
        If ``when`` is not a date.

    Examples
    --------
    >>> import coopgraph as cg
    >>> then = cg.at(cg.build_graph(cg.example()), "2018")
    >>> then.nodes["exchange-visit"]["status"]
    'planned'
    """
    require_graph(graph)
    day = EDTFDate(when, graph.graph.get("language"))
    copy: Any = graph.copy()
    copy.graph["as_of"] = day.text
    with dates_of(graph):
        concluded = _with_statuses(copy, day)
        awaited = _with_links(copy, day, concluded)
        _with_institutions(copy, day, awaited)
    return copy  # type: ignore[no-any-return]


def date_of(attributes: Attributes, name: str) -> EDTFDate | None:
    """The date in an attribute of a node; ``None`` if there is none, or it cannot be parsed."""
    return parsed(attributes.get(name))


# -- what is there ----------------------------------------------------------------------------------


def _with_statuses(copy: Graph, day: EDTFDate) -> set[str]:
    """Write the status of each item; return those on whose state no act of a party bears."""
    derive = {RecordKind.AGREEMENT: _agreement_at, RecordKind.ACTIVITY: _activity_at}
    concluded = set()
    for item, attributes in copy.nodes(data=True):
        record = record_of(copy, item)
        changed = any(str(name).startswith(CHANGE) for name in attributes)
        if not changed and is_concluded(recorded_of(attributes, record, day), attributes):
            concluded.add(item)
        if record in derive:
            recorded = attributes.get("status_recorded") or attributes.get("status")
            for name in ("status_possible", "status_recorded"):
                attributes.pop(name, None)
            given = {**attributes, "status": recorded} if recorded else attributes
            attributes.update(derive[record](given, day))
            if recorded:
                attributes["status_recorded"] = recorded
    return concluded


def _with_links(copy: Any, day: EDTFDate, concluded: Container[str]) -> set[str]:
    """Leave the links that are there; return the institutions whose acts something still awaits."""
    awaited, gone = set(), []
    keys = {"keys": True} if copy.is_multigraph() else {}
    for *link, attributes in copy.edges(data=True, **keys):
        body, other = link[:2]
        relation = relation_of(body, other, attributes)
        if relation.involves and other not in concluded:
            awaited.add(body)
            continue
        there = _is_there(copy, body, other, attributes, relation, day)
        if there is Truth.NO:
            gone.append(link)
        elif there is Truth.POSSIBLE:
            attributes["modality"] = Modality.POSSIBLE.value
    copy.remove_edges_from(gone)
    return awaited


def _with_institutions(copy: Any, day: EDTFDate, awaited: Container[str]) -> None:
    """Leave the institutions that are there, or that something awaits."""
    for item, attributes in list(copy.nodes(data=True)):
        if record_of(copy, item) is not RecordKind.INSTITUTION:
            continue
        there = existence(attributes, day)
        if there is Truth.NO and item not in awaited:
            copy.remove_node(item)
        elif there is not Truth.CERTAIN:
            attributes["status_certainty"] = Certainty.POSSIBLE.value


def _is_there(
    copy: Graph, one: str, other: str, link: Attributes, relation: Relation, day: EDTFDate
) -> Truth:
    """Whether the link of a party or of a member is there; any other is."""
    if relation.involves:
        return all_of(party(link, day), existence(copy.nodes[one], day))
    if relation.prerequisites == {RecordKind.INSTITUTION}:
        ends = (existence(copy.nodes[end], day) for end in (one, other))
        return all_of(membership(link, day), *ends)
    return Truth.CERTAIN


# -- statuses ---------------------------------------------------------------------------------------


def _agreement_at(attributes: Attributes, day: EDTFDate) -> dict[str, str]:
    """The status by the last event, and the furthest that is possible."""
    reached, expected = (
        {
            stage: (when, negated(when.after(day)))
            for stage in AgreementStatus
            if (when := date_of(attributes, f"{name}_{stage}"))
        }
        for name in ("date", "expected")
    )
    recorded = attributes.get("status")
    if not reached:
        status = str(recorded or AgreementStatus.ENVISAGED.value)
        further = [stage for stage, (_, truth) in expected.items() if truth is not Truth.NO]
        return _agreement_status(status, Certainty.POSSIBLE, further)
    events = [stage for stage, (_, truth) in reached.items() if truth is Truth.CERTAIN]
    last = max(events, key=partial(_event_order, reached), default=AgreementStatus.ENVISAGED)
    later = [stage for stage, (_, truth) in reached.items() if truth is Truth.POSSIBLE]
    later += [stage for stage, (_, truth) in expected.items() if truth is not Truth.NO]
    later = [stage for stage in later if _ORDER.index(stage) > _ORDER.index(last)]
    if recorded in set(_ORDER) and events and recorded != last:
        stage = AgreementStatus(recorded)
        if stage not in reached or reached[stage][1] is Truth.CERTAIN:
            later = [stage]  # it came last, on a day that is not recorded
    expired = has_expired(attributes, day) if last.reached else Truth.NO
    if expired is Truth.CERTAIN:
        return _agreement_status(AgreementStatus.TERMINATED.value, Certainty.CERTAIN, ())
    if expired is Truth.POSSIBLE:
        later = [*later, AgreementStatus.TERMINATED]
    return _agreement_status(last.value, Certainty.CERTAIN, later)


_ORDER: Final = list(AgreementStatus)


def _event_order(
    reached: Mapping[AgreementStatus, tuple[EDTFDate, Truth]], stage: AgreementStatus
) -> tuple[date, date, int]:
    """The order of events: by date, and by stage where the dates are the same."""
    when = reached[stage][0]
    return when.latest or date.max, when.earliest or date.min, _ORDER.index(stage)


def _agreement_status(
    status: str, certainty: Certainty, later: Iterable[AgreementStatus]
) -> dict[str, str]:
    possible = [stage for stage in later if stage != status]
    further = max(possible, key=_ORDER.index, default=None)
    return _status(status, certainty, further and further.value)


_HALTED = {status.value for status in ActivityStatus if status.halt}


def _activity_at(attributes: Attributes, day: EDTFDate) -> dict[str, str]:
    when, recorded = date_of(attributes, "when"), str(attributes.get("status", "planned"))
    planned, ongoing = ActivityStatus.PLANNED.value, ActivityStatus.ONGOING.value
    if not when or recorded in _HALTED:
        return _status(recorded, Certainty.POSSIBLE)
    if when.after(day) is Truth.CERTAIN:
        return _status(planned, Certainty.CERTAIN)
    if recorded == planned:  # nobody has recorded that it took place
        return _status(planned, Certainty.POSSIBLE, ongoing)
    if when.before(day) is Truth.CERTAIN:
        return _status(recorded, Certainty.CERTAIN)
    sure = when.overlaps(day) is Truth.CERTAIN
    return _status(ongoing, Certainty.CERTAIN if sure else Certainty.POSSIBLE)


def _status(status: str, certainty: Certainty, possible: str | None = None) -> dict[str, str]:
    attributes = {"status": status, "status_certainty": certainty.value}
    return attributes | ({"status_possible": possible} if possible else {})
