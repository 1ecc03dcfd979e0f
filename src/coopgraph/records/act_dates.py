"""Dates of acts that are written as periods, although an act takes place on one day."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from coopgraph._base.errors import Loc
from coopgraph.records.date_order import memberships_of
from coopgraph.records.models import Activity, Agreement, Institution, Provision, Record
from coopgraph.words.dates import EDTFDate
from coopgraph.words.vocabulary import (
    AgreementStatus,
    InstitutionStage,
    MembershipStage,
    PartyStage,
)
from coopgraph.words.word import Word

__all__ = ["acts_written_as_periods"]

#: Stages that an act brings about. An agreement may be recorded as in force for some time.
_ACTS: Final = {AgreementStatus.SIGNED, AgreementStatus.TERMINATED, AgreementStatus.ABANDONED}
_EXPECTED_ACTS: Final = _ACTS | {AgreementStatus.IN_FORCE}
_ACTS_OF_PARTIES: Final = {
    PartyStage.SIGNED,
    PartyStage.RATIFIED,
    PartyStage.REFUSED,
    PartyStage.WITHDRAWN,
}


def acts_written_as_periods(record: Record) -> Iterator[tuple[Loc, EDTFDate, str]]:
    """Yield each period that stands for an act or a deadline.

    Yields
    ------
    tuple
        Its place in the record, the period, and the EDTF for some day within it.

    Examples
    --------
    >>> expected = {"signed": "2027-01/2027-03"}
    >>> loan = Agreement(id="a", name="A", kind="other", status="envisaged", expected=expected)
    >>> [(place, choice) for place, _, choice in acts_written_as_periods(loan)]
    [(('expected', 'signed'), '[2027-01..2027-03]')]
    """
    for place, when in _dates_of_acts(record):
        start, slash, end = when.text.partition("/")
        if slash and not {start, end} & {"", ".."}:
            yield place, when, f"[{start}..{end}]"


def _dates_of_acts(record: Record) -> Iterator[tuple[Loc, EDTFDate]]:
    if isinstance(record, Agreement):
        yield from _chosen(("dates",), record.dates, _ACTS)
        yield from _chosen(("expected",), record.expected, _EXPECTED_ACTS)
        for n, party in enumerate(record.parties):
            yield from _chosen(("parties", n, "dates"), party.dates, _ACTS_OF_PARTIES)
    elif isinstance(record, Institution):
        for stage in InstitutionStage:
            if when := getattr(record, stage):
                yield (stage.value,), when
        for place, membership in memberships_of(record):
            yield from _chosen((*place, "dates"), membership.dates, set(MembershipStage))
    if isinstance(record, Agreement | Provision | Activity):
        for n, requirement in enumerate(record.requires):
            if requirement.by:
                yield ("requires", n, "by"), requirement.by


def _chosen(
    place: Loc, dates: Mapping[Any, EDTFDate], stages: Collection[Word]
) -> Iterator[tuple[Loc, EDTFDate]]:
    for stage, when in dates.items():
        if stage in stages:
            yield (*place, stage.value), when
