"""A cooperation in time: as of a date, and from one state of knowledge to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from coopgraph.answers.answer import ITEM, Answer, Column
from coopgraph.graph.build import graph_of
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import Item, item_of, language_of
from coopgraph.graph.schema import Attributes, Graph
from coopgraph.graph.state import Standing, record_of, standing_of, state_of
from coopgraph.messages.catalogue import say
from coopgraph.records.dossier import Dossier
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.vocabulary import ActivityStatus, AgreementStatus, Certainty, RecordKind

__all__ = ["Change", "ChangeKind", "Comparison", "at", "compare"]


def at(graph: Graph, when: str | int | date | EDTFDate) -> Graph:
    """The graph as of a date: each status derived from the dates that are recorded.

    A stage counts as reached when its date does not lie after the date asked for. What a partial
    date leaves open stays open: ``status`` is what is certain, ``status_possible`` the furthest
    that is possible besides. Without any date an item keeps its recorded status, as possible.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    when
        A date in EDTF, a year or a day.

    Returns
    -------
    networkx graph
        A copy, of the same class. Items carry ``status``, ``status_certainty`` (certain or
        possible) and, where there is one, ``status_possible``; ``graph.graph["as_of"]`` is the
        date.

    Raises
    ------
    ValueError
        When the date is none.

    Examples
    --------
    >>> import coopgraph as cg
    >>> then = cg.at(cg.build_graph(cg.example()), "2018")
    >>> then.nodes["exchange-visit"]["status"]
    'planned'
    """
    require_graph(graph)
    day = EDTFDate(when)
    copy = graph.copy()
    copy.graph["as_of"] = day.text
    derive = {RecordKind.AGREEMENT: _agreement_at, RecordKind.ACTIVITY: _activity_at}
    for item, attributes in copy.nodes(data=True):
        record = record_of(copy, item)
        if record in derive:
            attributes.update(derive[record](attributes, day))
    return copy


def _date(attributes: Attributes, name: str) -> EDTFDate | None:
    try:
        return EDTFDate(str(attributes[name])) if attributes.get(name) else None
    except ValueError:
        return None


def _reached(stage: EDTFDate, day: EDTFDate) -> Truth:
    """Whether a stage has been reached by a day."""
    return {Truth.CERTAIN: Truth.NO, Truth.NO: Truth.CERTAIN}.get(stage.after(day), Truth.POSSIBLE)


def _agreement_at(attributes: Attributes, day: EDTFDate) -> dict[str, str]:
    dates = {stage: _date(attributes, f"date_{stage}") for stage in AgreementStatus}
    hopes = {stage: _date(attributes, f"expected_{stage}") for stage in AgreementStatus}
    reached = {stage: _reached(when, day) for stage, when in dates.items() if when}
    recorded = attributes.get("status")
    certain = [stage for stage, truth in reached.items() if truth is Truth.CERTAIN]
    possible = [stage for stage, truth in reached.items() if truth is Truth.POSSIBLE]
    possible += [
        stage for stage, when in hopes.items() if when and _reached(when, day) is not Truth.NO
    ]
    if not reached:
        status = str(recorded or AgreementStatus.ENVISAGED.value)
        return _status(status, possible, Certainty.POSSIBLE)
    order = list(AgreementStatus)
    if recorded in set(order) and recorded not in reached and certain:
        possible.append(AgreementStatus(recorded))  # reached on a day that is not recorded
    status = (certain or [AgreementStatus.ENVISAGED])[-1].value
    later = [
        stage for stage in possible if order.index(stage) > order.index(AgreementStatus(status))
    ]
    return _status(status, later, Certainty.CERTAIN)


def _status(status: str, later: list[AgreementStatus], certainty: Certainty) -> dict[str, str]:
    found = {"status": status, "status_certainty": certainty.value}
    further = [stage.value for stage in AgreementStatus if stage in later and stage != status]
    return found | ({"status_possible": further[-1]} if further else {})


_HALTED = {status.value for status in ActivityStatus if status.halt}


def _activity_at(attributes: Attributes, day: EDTFDate) -> dict[str, str]:
    when, recorded = _date(attributes, "when"), str(attributes.get("status", "planned"))
    if not when or recorded in _HALTED:
        return {"status": recorded, "status_certainty": Certainty.POSSIBLE.value}
    certain, possible = Certainty.CERTAIN.value, Certainty.POSSIBLE.value
    planned, ongoing = ActivityStatus.PLANNED.value, ActivityStatus.ONGOING.value
    if when.after(day) is Truth.CERTAIN:
        return {"status": planned, "status_certainty": certain}
    if recorded == planned:  # nobody has recorded that it took place
        return {"status": planned, "status_certainty": possible, "status_possible": ongoing}
    if when.before(day) is Truth.CERTAIN:
        return {"status": recorded, "status_certainty": certain}
    sure = when.overlaps(day) is Truth.CERTAIN
    return {"status": ongoing, "status_certainty": certain if sure else possible}


class ChangeKind(StrEnum):
    """What happened to an item between two states of knowledge."""

    CONCLUDED = "concluded"
    DROPPED = "dropped"
    MOVED = "moved"
    SLIPPED = "slipped"
    BROUGHT_FORWARD = "brought-forward"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what an item was, and what it is."""

    item: Item
    kind: ChangeKind
    before: str
    after: str


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Answer[Change]):
    """What changed, by kind of change, kind of record and id."""

    holds = "changes"
    titles = "title-changes", "no-changes"
    columns = (
        *ITEM,
        Column(
            "change",
            "kind.value",
            "change",
            lambda row, answer: say(f"change-{row.kind}", answer.lang),
        ),
        Column("before", "before", "before"),
        Column("after", "after", "after"),
    )

    changes: tuple[Change, ...]


def compare(old: Dossier | Graph, new: Dossier | Graph, *, lang: str | None = None) -> Comparison:
    """What was concluded, dropped, put off, added or removed from one dossier to another.

    Parameters
    ----------
    old, new
        Dossiers, or graphs that carry the schema of :mod:`coopgraph.graph.schema`.
    lang
        Language of the answer; that of the new one by default.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.compare(cg.example(), cg.example()))
    0
    """
    before, after = graph_of(old), graph_of(new)
    lang = lang or language_of(after)
    changes = [
        Change(item_of(before, item, lang), ChangeKind.REMOVED, state_of(before, item, lang), "")
        for item in set(before) - set(after)
    ]
    changes += [
        Change(item_of(after, item, lang), ChangeKind.ADDED, "", state_of(after, item, lang))
        for item in set(after) - set(before)
    ]
    for item in set(before) & set(after):
        for kind in _kinds(before, after, item):
            states = (state_of(graph, item, lang) for graph in (before, after))
            changes.append(Change(item_of(after, item, lang), kind, *states))
    changes.sort(key=_order)
    return Comparison(tuple(changes), lang=lang)


def _order(change: Change) -> tuple[int, int, str]:
    records = [*RecordKind, None]
    kind = list(ChangeKind).index(change.kind)
    return kind, records.index(change.item.record), change.item.id


def _kinds(before: Graph, after: Graph, item: str) -> Iterator[ChangeKind]:
    was, now = before.nodes[item], after.nodes[item]
    if was.get("status") != now.get("status"):
        standing = standing_of(after, item)
        if standing is Standing.OVER:
            yield ChangeKind.DROPPED
        elif standing is Standing.ACHIEVED and standing_of(before, item) is Standing.OPEN:
            yield ChangeKind.CONCLUDED
        else:
            yield ChangeKind.MOVED
    moves = {_move(was, now, name) for name in _hopes(was, now)}
    for kind in (ChangeKind.SLIPPED, ChangeKind.BROUGHT_FORWARD):
        if kind in moves:
            yield kind


def _hopes(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The dates that both have and that are still hoped for."""
    names = [name for name in was if name.startswith("expected_") and name in now]
    planned = now.get("status") == ActivityStatus.PLANNED and "when" in was and "when" in now
    return [*sorted(names), "when"] if planned else sorted(names)


def _move(was: Attributes, now: Attributes, name: str) -> ChangeKind | None:
    old, new = _date(was, name), _date(now, name)
    if old is None or new is None or old.earliest == new.earliest:
        return None
    later = (new.earliest or date.min) > (old.earliest or date.min)
    return ChangeKind.SLIPPED if later else ChangeKind.BROUGHT_FORWARD
