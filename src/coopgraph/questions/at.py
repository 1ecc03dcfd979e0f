"""The graph as of a date."""

from datetime import date

from coopgraph.graph.check import require_graph
from coopgraph.graph.recorded import negated
from coopgraph.graph.schema import Attributes, Graph
from coopgraph.graph.state import record_of
from coopgraph.words.dates import EDTFDate, Truth, parsed
from coopgraph.words.vocabulary import ActivityStatus, AgreementStatus, Certainty, RecordKind

__all__ = ["at", "date_of"]


def at(graph: Graph, when: str | int | date | EDTFDate) -> Graph:
    """The graph as of a date: each status is derived from the recorded dates.

    A stage is reached if its date is not after the date asked for. Where partial dates leave this
    open, ``status`` is the certain stage and ``status_possible`` the furthest possible one. An item
    without dates keeps its recorded status, as possible.

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
        possible) and, if there is one, ``status_possible``; ``graph.graph["as_of"]`` is the date.

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
    copy = graph.copy()
    copy.graph["as_of"] = day.text
    derive = {RecordKind.AGREEMENT: _agreement_at, RecordKind.ACTIVITY: _activity_at}
    for item, attributes in copy.nodes(data=True):
        record = record_of(copy, item)
        if record in derive:
            attributes.update(derive[record](attributes, day))
    return copy


def date_of(attributes: Attributes, name: str) -> EDTFDate | None:
    """The date in an attribute of a node; ``None`` if there is none, or it cannot be parsed."""
    return parsed(attributes.get(name))


def _agreement_at(attributes: Attributes, day: EDTFDate) -> dict[str, str]:
    reached, expected = (
        {
            stage: negated(when.after(day))
            for stage in AgreementStatus
            if (when := date_of(attributes, f"{name}_{stage}"))
        }
        for name in ("date", "expected")
    )
    order, recorded = list(AgreementStatus), attributes.get("status")
    certain = [stage for stage, truth in reached.items() if truth is Truth.CERTAIN]
    possible = [stage for stage, truth in reached.items() if truth is Truth.POSSIBLE]
    possible += [stage for stage, truth in expected.items() if truth is not Truth.NO]
    if not reached:
        status, certainty = str(recorded or AgreementStatus.ENVISAGED.value), Certainty.POSSIBLE
    else:
        if recorded in set(order) and recorded not in reached and certain:
            possible.append(AgreementStatus(recorded))  # reached on a day that is not recorded
        stage = (certain or [AgreementStatus.ENVISAGED])[-1]
        possible = [later for later in possible if order.index(later) > order.index(stage)]
        status, certainty = stage.value, Certainty.CERTAIN
    further = max((one for one in possible if one != status), key=order.index, default=None)
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
