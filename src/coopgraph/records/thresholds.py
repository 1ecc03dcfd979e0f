"""Thresholds: how many of the parties to an agreement, or which share of them, it takes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import (
    BeforeValidator,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    model_validator,
)
from pydantic_core import CoreSchema

from coopgraph._base.errors import Problem, validation_error
from coopgraph._base.fuzzy import close_matches
from coopgraph.records.base import ShortRecord
from coopgraph.records.numbers import Count, Flag, Share
from coopgraph.words.codes import Reference
from coopgraph.words.text import ShortText
from coopgraph.words.vocabulary import ThresholdUse

if TYPE_CHECKING:
    from coopgraph.records.models import Party

__all__ = [
    "AMOUNT",
    "THRESHOLDS",
    "Threshold",
    "Thresholds",
    "full_form",
    "plain_count",
    "threshold_problems",
]

#: The weight that is a party's amount.
AMOUNT: Final = "amount"


class Threshold(ShortRecord):
    """How many of the parties it takes: a number, a share, or all of them."""

    main_field = "count"
    count: Count | None = None
    """At least so many parties."""
    share: Share | None = None
    """At least that share, above 0 and up to 1, of the parties or of a weight."""
    all: Flag = False
    """Every party that is required."""
    weight: ShortText | None = None
    """What the share is of: a weight of parties, or their 'amount'; else each counts one."""
    among: tuple[Reference, ...] = ()
    """Ids of the parties that count; all of them by default."""

    @model_validator(mode="after")
    def _is_one_threshold(self) -> "Threshold":
        if (self.count is not None) + (self.share is not None) + self.all != 1:
            raise validation_error("threshold-one-of")
        if self.weight is not None and self.share is None:
            raise validation_error("weight-without-share")
        repeated = sorted({one for one in self.among if self.among.count(one) > 1})
        if repeated:
            raise validation_error("among-repeated", id=repeated[0])
        return self


def full_form(threshold: Threshold) -> dict[str, Any]:
    """Return the fields that a threshold states, as plain data; never its short form.

    Examples
    --------
    >>> full_form(Threshold(count=55))
    {'count': 55}
    """
    data = threshold.model_dump(mode="json", exclude_defaults=True)
    return data if isinstance(data, dict) else {Threshold.main_field: data}


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


def _unlisted(thresholds: Any, handler: SerializerFunctionWrapHandler) -> Any:
    data = handler(thresholds)
    return data[0] if len(data) == 1 else data


class _OneOrSeveral:
    """Tells editors that one threshold needs no list."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        several = handler(core)
        return {"anyOf": [several["items"], several]}


#: Several thresholds, all of which must be met; a single one may stand alone.
Thresholds = Annotated[
    tuple[Threshold, ...],
    BeforeValidator(_listed),
    WrapSerializer(_unlisted),
    _OneOrSeveral(),
]

#: The fields of an agreement that hold thresholds, with the problem of a count that is too large.
THRESHOLDS: Final[Mapping[ThresholdUse, str]] = {
    ThresholdUse.QUORUM: "quorum-too-large",
    ThresholdUse.ENTRY_INTO_FORCE: "entry-too-large",
}


def plain_count(thresholds: Sequence[Threshold]) -> int | None:
    """Return the number of parties, if that is all that some thresholds say.

    Examples
    --------
    >>> plain_count([Threshold(count=55)]), plain_count([Threshold(count=1, among=("afd",))])
    (55, None)
    """
    count = thresholds[0].count if len(thresholds) == 1 else None
    return count if count and thresholds[0] == Threshold(count=count) else None


def threshold_problems(
    field: ThresholdUse, thresholds: Sequence[Threshold], parties: Sequence["Party"]
) -> Iterator[Problem]:
    """Yield why the parties can never meet some thresholds, each with its place in the agreement.

    Parameters
    ----------
    field
        The field of the agreement.
    thresholds
        What it holds.
    parties
        All parties; only those that consent count.
    """
    parties = [party for party in parties if party.role.consents]
    consenting = {party.institution for party in parties}
    for n, threshold in enumerate(thresholds):
        place = (field.value, n)
        unknown = [m for m, named in enumerate(threshold.among) if named not in consenting]
        for m in unknown:
            named = threshold.among[m]
            close = close_matches(named, sorted(consenting), 1, 0.75)
            suggestion = close[0] if close else None
            yield Problem("among-no-party", (*place, "among", m), {"id": named}, suggestion)
        if unknown:
            continue  # those that are meant may be enough
        counted = [p for p in parties if not threshold.among or p.institution in threshold.among]
        count = len({party.institution for party in counted})
        if threshold.count is not None and threshold.count > count:
            values = {"needed": threshold.count, "count": count}
            yield Problem(THRESHOLDS[field], (*place, "count"), values)
        if threshold.weight is not None:
            yield from _weight_problems((*place, "weight"), threshold.weight, counted)


def _weight_problems(
    place: tuple[str | int, ...], weight: str, parties: Sequence["Party"]
) -> Iterator[Problem]:
    if weight == AMOUNT:
        currencies = sorted({party.amount.currency for party in parties if party.amount})
        if len(currencies) > 1:
            yield Problem("weight-currencies", place, {"known": ", ".join(currencies)})
        is_known, known = bool(currencies), set[str]()
    else:
        known = {name for party in parties for name in party.weights}
        is_known = weight in known
    if not is_known:
        close = close_matches(weight, sorted(known), 1, 0.75)
        values = {"weight": weight}
        yield Problem("unknown-weight", place, values, close[0] if close else None)
