"""Numbers of records: whole numbers, exact decimal numbers, amounts of money, and yes or no."""

from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from coopgraph._base.errors import validation_error
from coopgraph.records.base import LARGEST_INTEGER, Record

__all__ = ["Amount", "Count", "Flag", "Number", "Offset", "Share", "plain_number"]

#: How many digits, and how many of them after the point, every JSON and YAML reader keeps.
_DIGITS: Final = 15


def _no_boolean(value: Any) -> Any:
    if isinstance(value, bool):  # which Python treats as 0 or 1
        raise validation_error("wrong-type-number", value=str(value).lower())
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):  # pydantic would take "on" and 1
        raise validation_error("wrong-type-flag")
    return value


def _exact(value: Any) -> Decimal:
    """Return a number of a file as the decimal number that is written there."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise validation_error("wrong-type-decimal")
    number = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or not 0 <= number <= LARGEST_INTEGER:
        raise validation_error("decimal-out-of-range", most=LARGEST_INTEGER)
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    if len(digits) > _DIGITS or (number and number.adjusted() - len(digits) + 1 < -_DIGITS):
        raise validation_error("decimal-too-long", most=_DIGITS)
    return Decimal(int(number)) if number == int(number) else number.normalize()


def plain_number(number: Decimal) -> int | float:
    """Return a number as files hold it: whole if it can be.

    Examples
    --------
    >>> plain_number(Decimal("55")), plain_number(Decimal("17.4"))
    (55, 17.4)
    """
    return int(number) if number == int(number) else float(number)


def _share(number: Decimal) -> Decimal:
    if not 0 < number <= 1:
        raise validation_error("share-out-of-range")
    return number


Offset = Annotated[int, Field(ge=0, le=LARGEST_INTEGER), BeforeValidator(_no_boolean)]
Count = Annotated[int, Field(ge=1, le=LARGEST_INTEGER), BeforeValidator(_no_boolean)]
Flag = Annotated[bool, BeforeValidator(_flag)]
#: An exact number: not negative, with at most 15 digits; files hold it as a plain number.
Number = Annotated[
    Decimal,
    BeforeValidator(_exact),
    PlainSerializer(plain_number),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": LARGEST_INTEGER}),
]
Share = Annotated[
    Decimal,
    BeforeValidator(_exact),
    AfterValidator(_share),
    PlainSerializer(plain_number),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 1}),
]


class Amount(Record):
    """An amount of money."""

    value: Number
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    """ISO 4217 code, e.g. EUR."""
