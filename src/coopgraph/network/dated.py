"""The dates that are recorded of milestones, and the days on which they may come."""

from typing import Final, NamedTuple

from coopgraph.graph.recorded import recorded_of
from coopgraph.graph.schema import Attributes
from coopgraph.network.days import ALWAYS, NEVER, Days, days_between
from coopgraph.words.dates import EDTFDate, Truth, parsed
from coopgraph.words.vocabulary import MILESTONES, STATUSES, RecordKind

__all__ = ["UNDATED", "Dated", "dated_milestone", "is_dated", "still_open"]


class Dated(NamedTuple):
    """When a milestone may come, whatever it needs.

    Attributes
    ----------
    days
        The first and the last day.
    first, last
        The dates that give them: the milestone's own, or that of another stage, which it follows or
        which follows it. ``None`` where nothing does.
    own
        The milestone's own date: recorded, or expected, which is a forecast.
    is_overdue
        Whether it was expected before the date of the state, so that the forecast says no more.
    """

    days: Days
    first: EDTFDate | None = None
    last: EDTFDate | None = None
    own: EDTFDate | None = None
    is_overdue: bool = False


#: Of what nothing is dated.
UNDATED: Final = Dated(Days(ALWAYS, NEVER))

_STAGES: Final = {str(stage) for statuses in STATUSES.values() for stage in statuses} | {
    str(milestone) for milestones in MILESTONES.values() for milestone in milestones
}
_NAMES: Final = {"when"} | {f"{kind}_{one}" for kind in ("date", "expected") for one in _STAGES}


def is_dated(attributes: Attributes) -> bool:
    """Whether a node has a date that can bear on its milestones."""
    return not _NAMES.isdisjoint(attributes)


def dated_milestone(
    attributes: Attributes, record: RecordKind, rank: int, as_of: EDTFDate | None = None
) -> Dated:
    """What the record of an item says of when one of its milestones is reached.

    A stage that is dated after the date of the state is not known yet; what is expected is.

    Parameters
    ----------
    attributes, record
        The attributes of its node, and its kind of record.
    rank
        Which milestone: 0 or 1.
    as_of
        The date of the state.
    """
    if record is RecordKind.ACTIVITY:
        when = parsed(attributes.get("when"))
        if not when:
            return UNDATED
        (begins, has_begun), (ends, has_ended) = when.begins, when.ends
        bounds = (ends or begins, has_ended) if rank else (begins, has_begun or has_ended)
        return Dated(days_between(bounds), when, when, when)
    when = parsed(attributes.get(f"date_{MILESTONES[record][rank]}"))
    if when and recorded_of(attributes, record, as_of).reached[rank] is not Truth.NO:
        return _on(when)
    return _forecast(attributes, record, rank)


def still_open(dated: Dated, as_of: EDTFDate | None) -> Dated:
    """The days that are left to a milestone which is not reached as of a date."""
    now = days_between((as_of.earliest, None)).first if as_of else ALWAYS
    first, last = dated.days
    if as_of and dated.own:
        dated = dated._replace(is_overdue=dated.own.before(as_of) is Truth.CERTAIN)
    if last < max(first, now):  # a forecast that is over, or contradicts itself
        dated, last = dated._replace(last=None), NEVER
    if first < now:
        dated, first = dated._replace(first=as_of), now
    return dated._replace(days=Days(first, last))


def _on(when: EDTFDate) -> Dated:
    return Dated(days_between((when.earliest, when.latest)), when, when, when)


def _forecast(attributes: Attributes, record: RecordKind, rank: int) -> Dated:
    """When a milestone is expected: by its own stage, else between the stages around it."""
    milestone = MILESTONES[record][rank]
    earlier: EDTFDate | None = None
    for stage in STATUSES[record]:  # in the usual order
        when = parsed(attributes.get(f"expected_{stage}")) if not stage.halt else None
        if not when:
            continue
        if stage.reached[-1:] == (milestone,):
            return _on(when)
        if milestone in stage.reached:
            return Dated(
                Days(_first(earlier), days_between((None, when.latest)).last), earlier, when
            )
        earlier = when
    return Dated(Days(_first(earlier), NEVER), earlier)


def _first(when: EDTFDate | None) -> int:
    return days_between((when.earliest, None)).first if when else ALWAYS
