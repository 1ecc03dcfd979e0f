"""Dates of an agreement and its parties that are in the wrong order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from coopgraph._base.errors import Loc, Problem
from coopgraph.records.models import Agreement
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.vocabulary import AgreementStatus, PartyStage
from coopgraph.words.word import Word

__all__ = ["dates_out_of_order"]

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


def dates_out_of_order(agreement: Agreement) -> Iterator[tuple[Loc, Problem]]:
    """Yield each date that comes before the date of an earlier stage, with its place.

    Such dates are valid, since sources report them (provisional application, for example);
    :func:`coopgraph.check` lists them as findings.
    """
    yield from _out_of_order(agreement.dates, _AGREEMENT_ORDER, ("dates",))
    for n, party in enumerate(agreement.parties):
        yield from _out_of_order(party.dates, _PARTY_ORDER, ("parties", n, "dates"))


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
