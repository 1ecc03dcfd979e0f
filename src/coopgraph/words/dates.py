"""Dates as sources give them: partial, uncertain, open-ended, or a choice of several.

Dates are written in EDTF, the Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2, as
published by the Library of Congress). The part of it that is supported:

======================== ==========================================================
``2019`` ``2019-05``     some day in that year, in that month
``2019-11-04``           that day
``201X`` ``2010-XX-XX``  unspecified digits: some day in the 2010s, in 2010
``2020?`` ``1961~``      uncertain, approximate (``%`` means both)
``2019-11-04/2019-11-06`` from the first day to the second
``2020/..`` ``../2020``  an interval with no end, or no start
``2020/`` ``/2020``      an interval whose end, or start, is unknown
``[2020..]``             some day in 2020 or later
``[2019,2021]``          one of these dates
======================== ==========================================================

An unknown end stays unknown: it is never replaced by the first or last day of the calendar.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from coopgraph._base.errors import validation_error

__all__ = ["EDTFDate", "Truth", "parsed"]


class Truth(StrEnum):
    """The result of comparing two dates. Dates may be partial, so it can also be "possible"."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


_FIRST, _LAST = date.min, date.max  # mean minus and plus infinity, and are never shown


@dataclass(frozen=True, slots=True)
class _Span:
    """The earliest and latest possible first day, and the same for the last day.

    For a single day, such as "some day in 2019", both ranges are the same.
    """

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date


_SINGLE = re.compile(
    r"""(?P<year>\d{4}|\d{3}X|\d{2}XX)
        (?:-(?P<month>\d\d|XX)
           (?:-(?P<day>\d\d|XX))?)?
        (?P<qualifier>[?~%])?""",
    re.VERBOSE,
)
_MONTHS_IN_YEAR = 12
_SEASON_CODES = range(21, 42)  # EDTF writes seasons, quarters and the like as months 21 to 41
_PLACEHOLDER_YEARS = {0, 1, 9999}  # programs write these where they have no date


@total_ordering
class EDTFDate:
    """A date as a source writes it, with the range of days it may mean.

    Two dates are equal if they are written the same. They sort by earliest day, latest day and
    text.

    Parameters
    ----------
    value
        EDTF text, a year as an integer, a ``datetime.date``, or a ``datetime.datetime`` (its time
        is ignored): the types that YAML, JSON and spreadsheets produce.

    Raises
    ------
    ValueError
        When the value is not a date in the supported notation; the message says why.

    Examples
    --------
    >>> visit = EDTFDate("2019-11-04/2019-11-06")
    >>> visit.earliest, visit.latest
    (datetime.date(2019, 11, 4), datetime.date(2019, 11, 6))
    >>> visit.before(EDTFDate("[2020..]"))
    <Truth.CERTAIN: 'certain'>
    >>> visit.overlaps(EDTFDate("2019-11"))
    <Truth.POSSIBLE: 'possible'>
    >>> EDTFDate("[2020..]").latest is None
    True
    """

    __slots__ = ("_spans", "text")

    text: str
    """The date as it was written."""
    _spans: tuple[_Span, ...]

    def __init__(self, value: "str | int | date | EDTFDate") -> None:
        text = _as_text(value)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "_spans", _parse(text))

    def __setattr__(self, name: str, value: object) -> None:
        msg = f"an EDTFDate cannot be changed ({name})"
        raise AttributeError(msg)

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.text,)

    @property
    def earliest(self) -> date | None:
        """The first day it may include; ``None`` if unknown, or if the date has no start."""
        first = min(span.start_earliest for span in self._spans)
        return None if first == _FIRST else first

    @property
    def latest(self) -> date | None:
        """The last day it may include; ``None`` if unknown, or if the date has no end."""
        last = max(span.end_latest for span in self._spans)
        return None if last == _LAST else last

    @property
    def certain_days(self) -> tuple[date | None, date | None] | None:
        """The first and last day that it certainly includes; ``None`` if there is no such day.

        Either is ``None`` where the interval is open. A date marked uncertain includes no day
        for certain.

        Examples
        --------
        >>> EDTFDate("2019-11/2020-02-03").certain_days
        (datetime.date(2019, 11, 30), datetime.date(2020, 2, 3))
        >>> EDTFDate("2019-11").certain_days is None
        True
        """
        if self.is_uncertain or len(self._spans) > 1:
            return None
        first, last = self._spans[0].start_latest, self._spans[0].end_earliest
        if first > last:
            return None
        return None if first == _FIRST else first, None if last == _LAST else last

    @property
    def is_uncertain(self) -> bool:
        """Whether it is marked as uncertain (``?``), approximate (``~``) or both (``%``)."""
        return any(mark in self.text for mark in "?~%")

    def before(self, other: "EDTFDate") -> Truth:
        """Return whether this date ends before the other begins.

        If either is marked uncertain, the answer is at most ``possible``.
        """
        return _compare(
            self,
            other,
            lambda a, b: a.end_latest < b.start_earliest,
            lambda a, b: a.end_earliest < b.start_latest,
        )

    def after(self, other: "EDTFDate") -> Truth:
        """Return whether this date begins after the other ends."""
        return other.before(self)

    def overlaps(self, other: "EDTFDate") -> Truth:
        """Return whether the two dates have a day in common."""
        return _compare(
            self,
            other,
            lambda a, b: a.start_latest <= b.end_earliest and b.start_latest <= a.end_earliest,
            lambda a, b: a.start_earliest <= b.end_latest and b.start_earliest <= a.end_latest,
        )

    def _key(self) -> tuple[date, date, str]:
        return self.earliest or _FIRST, self.latest or _LAST, self.text

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, EDTFDate) else NotImplemented

    def __lt__(self, other: "EDTFDate") -> bool:
        if not isinstance(other, EDTFDate):
            return NotImplemented
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"EDTFDate({self.text!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "title": "EDTF date",
            "description": "A date in EDTF, e.g. 2019, 2019-05, 2019-11-04/2019-11-06, [2020..].",
            "anyOf": [{"type": "string", "minLength": 2}, {"type": "integer"}],
            "examples": ["2019", "2019-05", "2019-11-04/2019-11-06", "2020/..", "[2020..]"],
        }

    @classmethod
    def _validate(cls, value: Any) -> "EDTFDate":
        if type(value) is str:  # almost always, and the same few texts recur
            return _cached(value)
        return value if isinstance(value, cls) else cls(value)


def parsed(value: object) -> EDTFDate | None:
    """The date that a value holds; ``None`` if it is empty, or cannot be parsed.

    Examples
    --------
    >>> parsed("2019-11"), parsed("soon"), parsed(None)
    (EDTFDate('2019-11'), None, None)
    """
    try:
        return EDTFDate(str(value)) if value else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _cached(text: str) -> EDTFDate:
    return EDTFDate(text)


def _as_text(value: "str | int | date | EDTFDate") -> str:
    match value:
        case EDTFDate():
            return value.text
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case bool():
            raise validation_error("date-type", type="bool")
        case int():
            return f"{value:04d}"
        case str():
            return value.strip()
    raise validation_error("date-type", type=type(value).__name__)


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[_Span, ...]:
    if text.startswith("[") and text.endswith("]"):
        return tuple(_parse_choice(part) for part in text[1:-1].split(","))
    if "/" in text:
        return (_parse_interval(text),)
    earliest, latest = _parse_single(text)
    return (_moment(earliest, latest),)


def _moment(earliest: date, latest: date) -> _Span:
    if latest < earliest:
        raise validation_error("date-order")
    return _Span(earliest, latest, earliest, latest)


def _parse_choice(part: str) -> _Span:
    """Parse one choice inside ``[…]``: a date, or a range that contains the date."""
    if ".." not in part:
        return _moment(*_parse_single(part.strip()))
    left, right = (end.strip() for end in part.split("..", 1))
    if not left and not right:
        raise validation_error("date-unbounded")
    return _moment(
        _parse_single(left)[0] if left else _FIRST,
        _parse_single(right)[1] if right else _LAST,
    )


def _parse_interval(text: str) -> _Span:
    parts = text.split("/")
    if len(parts) != 2:  # noqa: PLR2004 - an interval has two ends
        slashed = _not_a_date(text)  # such as 04/11/2019
        raise slashed if slashed.type == "date-meant" else validation_error("date-slashes")
    left, right = parts
    if {left, right} <= {"", ".."}:
        raise validation_error("date-unbounded")
    if len(left) in {1, 2} and left.isdigit():
        raise _not_a_date(text)
    # ".." means that there is no end (or start); an empty text, that nobody knows when it is.
    open_or_unknown = {"..": ((_FIRST, _FIRST), (_LAST, _LAST)), "": ((_FIRST, _LAST),) * 2}
    start = open_or_unknown[left][0] if left in open_or_unknown else _parse_single(left)
    end = open_or_unknown[right][1] if right in open_or_unknown else _parse_single(right)
    if end[1] < start[0]:
        raise validation_error("date-order")
    # The first day cannot be after the last: "2019/2019-05" began in May 2019 at the latest.
    return _Span(start[0], min(start[1], end[1]), max(end[0], start[0]), end[1])


def _parse_single(text: str) -> tuple[date, date]:
    """Return the first and the last day that a date without ``/`` may mean."""
    found = _SINGLE.fullmatch(text)
    if not found:
        raise _not_a_date(text)
    year_text, month_text, day_text = found["year"], found["month"], found["day"]
    if "X" in year_text and month_text and month_text != "XX":
        raise validation_error("date-unspecified")
    if month_text == "XX" and day_text and day_text != "XX":
        raise validation_error("date-unspecified")
    years = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
    if _PLACEHOLDER_YEARS & set(years):
        raise validation_error("date-placeholder", year=year_text)
    months = (1, _MONTHS_IN_YEAR) if month_text in {None, "XX"} else (int(month_text),) * 2
    if months[0] in _SEASON_CODES:
        raise validation_error("date-season", meant=f"{text[:4]}/{text[:2]}{text[5:7]}")
    if not 1 <= months[0] <= _MONTHS_IN_YEAR:
        raise validation_error("date-no-month", month=month_text)
    last_of_month = calendar.monthrange(years[1], months[1])[1]
    days = (1, last_of_month) if day_text in {None, "XX"} else (int(day_text),) * 2
    if not 1 <= days[0] <= last_of_month:
        raise validation_error("date-no-day", days=last_of_month)
    return date(years[0], months[0], days[0]), date(years[1], months[1], days[1])


def _not_a_date(text: str) -> PydanticCustomError:
    """Return an error for text in another notation, suggesting the date probably meant."""
    day_first = re.fullmatch(r"(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ](\d{4})", text)
    year_first = re.fullmatch(r"(\d{4})[/.\-](\d{1,2})(?:[/.\-](\d{1,2}))?", text)
    parts = day_first.groups()[::-1] if day_first else year_first.groups() if year_first else ()
    meant = "-".join(part.zfill(2) for part in parts if part)
    return validation_error("date-meant", meant=meant) if meant else validation_error("date-form")


_Test = Callable[[_Span, _Span], bool]


def _compare(one: EDTFDate, other: EDTFDate, certainly: _Test, possibly: _Test) -> Truth:
    pairs = [(a, b) for a in one._spans for b in other._spans]
    if not any(possibly(a, b) for a, b in pairs):
        return Truth.NO
    if one.is_uncertain or other.is_uncertain or not all(certainly(a, b) for a, b in pairs):
        return Truth.POSSIBLE
    return Truth.CERTAIN
