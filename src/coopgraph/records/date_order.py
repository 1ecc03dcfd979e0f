"""Dates of a record that are in the wrong order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from coopgraph._base.errors import Loc, Problem
from coopgraph.records.models import Agreement, Institution, Membership, Record
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.vocabulary import (
    AgreementStatus,
    InstitutionStage,
    MembershipStage,
    PartyStage,
)
from coopgraph.words.word import Word

__all__ = ["dates_out_of_order", "memberships_of"]

#: Pairs of stages of which the first is expected not to come after the second.
_AGREEMENT_ORDER: Final = tuple(
    combinations(
        (
            AgreementStatus.NEGOTIATION,
            AgreementStatus.SIGNED,
            AgreementStatus.IN_FORCE,
            AgreementStatus.TERMINATED,
        ),
        2,
    )
)
#: The same for one party. It may sign after it has ratified, as in an accession.
_PARTY_ORDER: Final = tuple(
    (stage, PartyStage.WITHDRAWN) for stage in PartyStage if stage is not PartyStage.WITHDRAWN
)

_INSTITUTION_ORDER: Final = ((InstitutionStage.FOUNDED, InstitutionStage.DISSOLVED),)
_MEMBERSHIP_ORDER: Final = ((MembershipStage.FROM, MembershipStage.UNTIL),)


def dates_out_of_order(record: Record) -> Iterator[tuple[Loc, Problem]]:
    """Yield each date that comes before the date of an earlier stage, with its place.

    Such dates are valid, since sources report them (provisional application, for example);
    :func:`coopgraph.check` lists them as findings.
    """
    if isinstance(record, Agreement):
        yield from _out_of_order(record.dates, _AGREEMENT_ORDER, ("dates",))
        for n, party in enumerate(record.parties):
            yield from _out_of_order(party.dates, _PARTY_ORDER, ("parties", n, "dates"))
    elif isinstance(record, Institution):
        dates = {one: when for one in InstitutionStage if (when := getattr(record, one))}
        yield from _out_of_order(dates, _INSTITUTION_ORDER, ())
        for place, membership in memberships_of(record):
            yield from _out_of_order(membership.dates, _MEMBERSHIP_ORDER, (*place, "dates"))


def memberships_of(record: Institution) -> Iterator[tuple[Loc, Membership]]:
    """Yield what an institution belongs to, or has belonged to, each with its place."""
    if record.part_of:
        yield ("part_of",), record.part_of
    for n, membership in enumerate(record.member_of):
        yield ("member_of", n), membership


def _out_of_order(
    dates: Mapping[Any, EDTFDate], order: Sequence[tuple[Word, Word]], place: Loc
) -> Iterator[tuple[Loc, Problem]]:
    reported: set[Word] = set()
    for first, second in order if len(dates) > 1 else ():
        if first in dates and second in dates and second not in reported:
            earlier, later = dates[first], dates[second]
            if earlier.after(later) is Truth.CERTAIN:
                reported.add(second)
                values = {"first": first, "second": second, "earlier": earlier, "later": later}
                where = (*place, second.value)
                yield where, Problem("dates-contradict", where, values)
