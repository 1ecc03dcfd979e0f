"""What is there on a date: institutions, memberships and parties, by their dates."""

from collections.abc import Iterable, Iterator
from typing import Final

from coopgraph.graph.recorded import Recorded, all_of, any_of, happened, negated
from coopgraph.graph.schema import Attributes
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.vocabulary import InstitutionStage, MembershipStage, PartyStage, Word

__all__ = ["existence", "is_concluded", "membership", "party"]

#: The acts by which an institution is a party.
_JOINING: Final = (
    PartyStage.SIGNED,
    PartyStage.RATIFIED,
    PartyStage.PROVISIONAL,
    PartyStage.IN_FORCE,
)


def existence(institution: Attributes, as_of: EDTFDate | None) -> Truth:
    """Whether an institution is there on a date: founded, and not dissolved.

    Without a date, everything recorded has happened.

    Examples
    --------
    >>> body = {"founded": "1990", "dissolved": "2005"}
    >>> [str(existence(body, EDTFDate(day))) for day in ("1980", "2000", "2005-06", "2010")]
    ['no', 'certain', 'possible', 'no']
    """
    founded, dissolved = (institution.get(stage.value) for stage in InstitutionStage)
    return _between([founded], dissolved, as_of)


def membership(link: Attributes, as_of: EDTFDate | None) -> Truth:
    """Whether a membership has begun and not ended on a date."""
    begun, ended = (link.get(f"date_{stage}") for stage in MembershipStage)
    return _between([begun], ended, as_of)


def party(link: Attributes, as_of: EDTFDate | None) -> Truth:
    """Whether an institution is a party on a date, by its acts: from the first to its withdrawal.

    One that only refused is none; one without dated acts is one, as recorded.
    """
    acts = list(_dates(link, _JOINING))
    if not acts and any(_dates(link, [PartyStage.REFUSED])):
        return Truth.NO
    return _between(acts, link.get(f"date_{PartyStage.WITHDRAWN}"), as_of)


def is_concluded(recorded: Recorded, item: Attributes) -> bool:
    """Whether no act of a party bears on the state of an item any longer: it stands, or has ended.

    Those that thresholds count may still ratify before it enters into force.
    """
    first, second = recorded.reached
    awaits_ratification = bool(item.get("entry_into_force")) and second is not Truth.CERTAIN
    return recorded.ended is Truth.CERTAIN or (first is Truth.CERTAIN and not awaits_ratification)


def _dates(link: Attributes, stages: Iterable[Word]) -> Iterator[object]:
    return (text for stage in stages if (text := link.get(f"date_{stage}")))


def _between(begins: list[object], end: object, as_of: EDTFDate | None) -> Truth:
    """Whether something has begun, if it says when, and has not ended."""
    begun = any_of(*(happened(begin, as_of) for begin in begins)) if begins else Truth.CERTAIN
    return all_of(begun, negated(happened(end, as_of))) if end else begun
