"""What the records say of an item's milestones, as of a date: certainly, possibly or not.

Nothing reads the clock. As of a date, stages dated after it are not yet reached; a date that leaves
it open makes a stage possible.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from coopgraph.graph.schema import CHANGE, Attributes
from coopgraph.words.dates import EDTFDate, Truth, parsed
from coopgraph.words.vocabulary import MILESTONES, STATUSES, RecordKind, Settlement
from coopgraph.words.word import Halt, Status

__all__ = [
    "NOTHING",
    "Recorded",
    "all_of",
    "any_of",
    "happened",
    "has_expired",
    "negated",
    "recorded_of",
    "settled_by_change",
]


class Recorded(NamedTuple):
    """The state of an item according to its record.

    Attributes
    ----------
    reached
        Whether its first and its second milestone stand.
    ended
        Whether it has ended.
    is_suspended
        Whether its second milestone is suspended while the first stands.
    """

    reached: tuple[Truth, Truth]
    ended: Truth
    is_suspended: bool = False


#: Nothing reached, nothing ended.
NOTHING: Final = Recorded((Truth.NO, Truth.NO), Truth.NO)

_BY_NAME: Final[Mapping[object, Mapping[object, Status]]] = {
    record: {status.value: status for status in statuses} for record, statuses in STATUSES.items()
}


def recorded_of(
    attributes: Attributes, record: RecordKind, as_of: EDTFDate | None = None
) -> Recorded:
    """What the record of an item says of its milestones; the table of statuses decides.

    Parameters
    ----------
    attributes
        The attributes of the item's node.
    record
        Its kind of record.
    as_of
        The date; by default everything recorded has happened.
    """
    written = attributes.get("status_recorded") or attributes.get("status")
    status = _BY_NAME.get(record, {}).get(written)
    if not status:
        return NOTHING
    plain = _by_status(record, status)
    if not as_of:
        return plain
    if record is RecordKind.ACTIVITY:
        return _activity_as_of(plain, attributes, as_of)
    then = _as_of(plain, attributes, record, status, as_of)
    if f"date_{Halt.SUSPENDED}" in attributes and status.halt is not Halt.SUSPENDED:
        then = _with_suspension(then, attributes, status, as_of)
    return _with_term(then, attributes, as_of) if "expires" in attributes else then


@lru_cache(maxsize=256)
def _by_status(record: RecordKind, status: Status) -> Recorded:
    first, second = (
        Truth.CERTAIN if milestone in status.reached else Truth.NO
        for milestone in MILESTONES[record]
    )
    ended = Truth.CERTAIN if status.halt is Halt.ENDED else Truth.NO
    suspended = status.halt is Halt.SUSPENDED and first is Truth.CERTAIN
    return Recorded((first, second), ended, suspended)


def happened(text: object, as_of: EDTFDate | None) -> Truth:
    """Whether something dated has happened as of a date; certainly if either is missing."""
    if not text or not as_of:
        return Truth.CERTAIN
    try:
        later = EDTFDate(str(text)).after(as_of)
    except ValueError:
        return Truth.CERTAIN
    return negated(later)


_NOT: Final = {
    Truth.CERTAIN: Truth.NO,
    Truth.POSSIBLE: Truth.POSSIBLE,
    Truth.NO: Truth.CERTAIN,
}


def negated(truth: Truth) -> Truth:
    """Whether something is not true."""
    return _NOT[truth]


def all_of(*truths: Truth) -> Truth:
    """Whether all are true."""
    if Truth.NO in truths:
        return Truth.NO
    return Truth.POSSIBLE if Truth.POSSIBLE in truths else Truth.CERTAIN


def any_of(*truths: Truth) -> Truth:
    """Whether one of them is true."""
    return negated(all_of(*map(negated, truths)))


_SETTLED: Final = {
    Settlement.CERTAIN.value: Truth.CERTAIN,
    Settlement.POSSIBLE.value: Truth.POSSIBLE,
    Settlement.LOST.value: Truth.NO,
}


def settled_by_change(attributes: Attributes, name: str, recorded: Truth) -> Truth:
    """What a change that was applied leaves of what is recorded."""
    return _SETTLED.get(attributes.get(CHANGE + name, ""), recorded)


def _as_of(
    plain: Recorded,
    attributes: Attributes,
    record: RecordKind,
    status: Status,
    as_of: EDTFDate,
) -> Recorded:
    """The state of an agreement, or of a provision, as of a date.

    Before a halt that is dated later, the dated milestones stand, and others possibly: if an item
    of this status can have reached them.
    """
    halted = happened(attributes.get(f"date_{status}"), as_of) if status.halt else Truth.NO
    found = []
    for milestone, reached in zip(MILESTONES[record], plain.reached, strict=True):
        date = attributes.get(f"date_{milestone}")
        stands = reached
        if reached is Truth.NO and halted is not Truth.CERTAIN and milestone in status.passed:
            # What has ended is masked; what is suspended has reached no more than its first.
            is_over = status.halt is Halt.ENDED or halted is Truth.NO
            stands = Truth.CERTAIN if date and is_over else Truth.POSSIBLE
        found.append(all_of(stands, happened(date, as_of)))
    first, second = found
    ended = halted if status.halt is Halt.ENDED else Truth.NO
    suspended = plain.is_suspended and halted is not Truth.NO
    return Recorded((first, all_of(first, second)), ended, suspended)


def _with_suspension(
    then: Recorded, attributes: Attributes, status: Status, as_of: EDTFDate
) -> Recorded:
    """The state of an agreement that was suspended for some time.

    The suspension was lifted by an entry into force that is dated after it; else on a day that is
    not recorded, if the agreement is in force, and not at all if it is not.
    """
    suspended = parsed(attributes.get(f"date_{Halt.SUSPENDED}"))
    second = MILESTONES[RecordKind.AGREEMENT][1]
    in_force = parsed(attributes.get(f"date_{second}"))
    if not suspended:
        return then
    began = happened(suspended.text, as_of)
    lifting = in_force.after(suspended) if in_force else Truth.NO
    lifted = Truth.POSSIBLE if second in status.reached else Truth.NO
    if in_force and lifting is not Truth.NO:
        known = happened(in_force.text, as_of)
        lifted = known if lifting is Truth.CERTAIN else _either(known, lifted)
    halted = all_of(began, negated(lifted))
    first, reached = then.reached
    if lifting is Truth.CERTAIN and halted is not Truth.CERTAIN and reached is Truth.NO:
        reached = all_of(first, Truth.POSSIBLE)  # it may have been in force before
    return then._replace(
        reached=(first, all_of(reached, negated(halted))),
        is_suspended=halted is not Truth.NO and first is not Truth.NO,
    )


def _either(one: Truth, other: Truth) -> Truth:
    """One or the other, it is not known which."""
    return one if one is other else Truth.POSSIBLE


def has_expired(attributes: Attributes, as_of: EDTFDate) -> Truth:
    """Whether the term of an agreement has ended by a date, and no renewal is recorded."""
    expires = parsed(attributes.get("expires"))
    return expires.before(as_of) if expires and not attributes.get("renewal") else Truth.NO


def _with_term(then: Recorded, attributes: Attributes, as_of: EDTFDate) -> Recorded:
    """The state of an agreement whose term may have ended without renewal: then it has ended."""
    expired = all_of(then.reached[0], has_expired(attributes, as_of))
    reached = (Truth.NO, Truth.NO) if expired is Truth.CERTAIN else then.reached
    return then._replace(reached=reached, ended=any_of(then.ended, expired))


def _activity_as_of(plain: Recorded, attributes: Attributes, as_of: EDTFDate) -> Recorded:
    """The state of an activity as of a date: it begins and ends with the dates it is recorded for."""
    text = attributes.get("when")
    try:
        when = EDTFDate(str(text)) if text else None
    except ValueError:
        when = None
    if not when or plain.ended is Truth.CERTAIN or plain.is_suspended:
        return plain
    begun = happened(text, as_of)
    if begun is Truth.POSSIBLE and _has_begun(when, as_of):
        begun = Truth.CERTAIN
    first, second = plain.reached
    return Recorded((all_of(first, begun), all_of(second, _finished(when, as_of))), plain.ended)


def _has_begun(when: EDTFDate, as_of: EDTFDate) -> bool:
    return when.overlaps(as_of) is Truth.CERTAIN


def _finished(when: EDTFDate, as_of: EDTFDate) -> Truth:
    """Whether an activity that lasts for a time is over as of a date."""
    if when.after(as_of) is Truth.CERTAIN:
        return Truth.NO
    last, now = when.latest, as_of.earliest
    if when.before(as_of) is Truth.CERTAIN or (last and now and last <= now):
        return Truth.CERTAIN
    surely, until = when.certain_days, as_of.latest
    if surely and until and (surely[1] is None or surely[1] > until):
        return Truth.NO
    return Truth.POSSIBLE
