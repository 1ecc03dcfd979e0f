"""Dates as sources give them: partial, uncertain, open, or one of several.

The notation is EDTF, the Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2, as
published by the Library of Congress). The part of it that sources on cooperation use:

======================== ==========================================================
``2019`` ``2019-05``     some day of that year, of that month
``2019-11-04``           that day
``201X`` ``2010-XX-XX``  unspecified digits: some day of the 2010s, of 2010
``2020?`` ``1961~``      uncertain, approximate (``%``: both)
``2019-11-04/2019-11-06`` from the one to the other
``2020/..`` ``../2020``  an interval that is open at one end
``2020/`` ``/2020``      an interval of which one end is unknown
``[2020..]``             some time from 2020 on
``[2019,2021]``          one of these
======================== ==========================================================

What is unknown stays unknown: no end is ever filled in with a first or last day of time.
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
from pydantic_core import CoreSchema, core_schema

from coopgraph._base.errors import invalid
from coopgraph.messages.catalogue import say

__all__ = ["EDTFDate", "Truth"]


class Truth(StrEnum):
    """The answer to a comparison of dates: three values, since a date may be partial."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


class DateError(ValueError):
    """A text that is no date: why, as a code of ``wording`` with what fills its braces."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(say(code, **values))


_FIRST, _LAST = date.min, date.max  # no bound: compare as infinities, never shown as dates


@dataclass(frozen=True, slots=True)
class _Span:
    """A first day in [start_earliest, start_latest], a last day in [end_earliest, end_latest].

    A moment, such as "some day of 2019", has the same bounds for both, since they are one day.
    """

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date


_SINGLE = re.compile(
    r"""(?P<year>\d{4}|\d{3}X|\d{2}XX)
        (?:-(?P<month>\d\d|XX)
           (?:-(?P<day>\d\d|XX))?)?
        (?P<doubt>[?~%])?""",
    re.VERBOSE,
)
_MONTHS_IN_YEAR = 12
_SEASON_CODES = range(21, 42)  # EDTF writes seasons as months 21 to 41
_PLACEHOLDER_YEARS = {0, 1, 9999}  # what programs write for "no date"


@total_ordering
class EDTFDate:
    """A date as written in a source, with the days it may stand for.

    Equal when written alike; sorted by earliest day, then latest day, then text; hashable.

    Parameters
    ----------
    value
        EDTF text, a year as a whole number, a ``datetime.date`` or a ``datetime.datetime``
        (of which the day is kept): what YAML, JSON and spreadsheets produce.

    Raises
    ------
    ValueError
        When the value is no date of the supported notation, with the reason.

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

    #: The date as it was written.
    text: str
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
        """The first day it may touch; ``None`` when there is no telling."""
        first = min(span.start_earliest for span in self._spans)
        return None if first == _FIRST else first

    @property
    def latest(self) -> date | None:
        """The last day it may touch; ``None`` when there is no telling."""
        last = max(span.end_latest for span in self._spans)
        return None if last == _LAST else last

    @property
    def surely(self) -> tuple[date | None, date | None] | None:
        """The first and last of the days that it covers in any case; ``None`` if there are none.

        An end is ``None`` where the interval is open. Of a date in doubt no day is sure.

        Examples
        --------
        >>> EDTFDate("2019-11/2020-02-03").surely
        (datetime.date(2019, 11, 30), datetime.date(2020, 2, 3))
        >>> EDTFDate("2019-11").surely is None
        True
        """
        if self.is_doubtful or len(self._spans) > 1:
            return None
        first, last = self._spans[0].start_latest, self._spans[0].end_earliest
        if first > last:
            return None
        return None if first == _FIRST else first, None if last == _LAST else last

    @property
    def is_doubtful(self) -> bool:
        """Whether the source marks it uncertain (``?``), approximate (``~``) or both (``%``)."""
        return any(mark in self.text for mark in "?~%")

    def before(self, other: "EDTFDate") -> Truth:
        """Whether all of this lies on earlier days than all of the other.

        A doubtful date never makes ``certain``; what its bounds exclude stays ``no``.
        """
        return _compare(self, other, _certainly_before, _possibly_before)

    def after(self, other: "EDTFDate") -> Truth:
        """Whether all of this lies on later days than all of the other."""
        return other.before(self)

    def overlaps(self, other: "EDTFDate") -> Truth:
        """Whether this and the other share a day."""
        return _compare(self, other, _certainly_overlap, _possibly_overlap)

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
        try:
            if type(value) is str:  # as in nearly all files, with few different days
                return _dated(value)
            return value if isinstance(value, cls) else cls(value)
        except DateError as error:
            raise invalid(error.code, value=str(value), **error.values) from None


@lru_cache(maxsize=4096)
def _dated(text: str) -> EDTFDate:
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
            raise DateError("date-type", type="bool")
        case int():
            return f"{value:04d}"
        case str():
            return value.strip()
    raise DateError("date-type", type=type(value).__name__)


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
        raise DateError("date-order")
    return _Span(earliest, latest, earliest, latest)


def _parse_choice(part: str) -> _Span:
    """One member of ``[…]``: a date, or a range of dates of which one is meant."""
    if ".." not in part:
        return _moment(*_parse_single(part.strip()))
    left, right = (end.strip() for end in part.split("..", 1))
    if not left and not right:
        raise DateError("date-unbounded")
    return _moment(
        _parse_single(left)[0] if left else _FIRST,
        _parse_single(right)[1] if right else _LAST,
    )


def _parse_interval(text: str) -> _Span:
    parts = text.split("/")
    if len(parts) != 2:  # noqa: PLR2004 - an interval has two ends
        slashed = _not_a_date(text)  # 04/11/2019 is a date in another notation
        raise slashed if slashed.code == "date-meant" else DateError("date-slashes")
    left, right = parts
    if {left, right} <= {"", ".."}:
        raise DateError("date-unbounded")
    if len(left) in {1, 2} and left.isdigit():
        raise _not_a_date(text)
    # ".." is an end that never comes; an empty end comes on a day that nobody knows.
    open_or_unknown = {"..": ((_FIRST, _FIRST), (_LAST, _LAST)), "": ((_FIRST, _LAST),) * 2}
    start = open_or_unknown[left][0] if left in open_or_unknown else _parse_single(left)
    end = open_or_unknown[right][1] if right in open_or_unknown else _parse_single(right)
    if end[1] < start[0]:
        raise DateError("date-order")
    # The last day is never before the first: "2019/2019-05" ends in May and began by then.
    return _Span(start[0], min(start[1], end[1]), max(end[0], start[0]), end[1])


def _parse_single(text: str) -> tuple[date, date]:
    """The first and the last day that a single date may stand for."""
    found = _SINGLE.fullmatch(text)
    if not found:
        raise _not_a_date(text)
    year_text, month_text, day_text = found["year"], found["month"], found["day"]
    if "X" in year_text and month_text and month_text != "XX":
        raise DateError("date-unspecified")
    if month_text == "XX" and day_text and day_text != "XX":
        raise DateError("date-unspecified")
    years = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
    if _PLACEHOLDER_YEARS & set(years):
        raise DateError("date-placeholder", year=year_text)
    months = (1, _MONTHS_IN_YEAR) if month_text in {None, "XX"} else (int(month_text),) * 2
    if months[0] in _SEASON_CODES:
        raise DateError("date-season", meant=f"{text[:4]}/{text[:2]}{text[5:7]}")
    if not 1 <= months[0] <= _MONTHS_IN_YEAR:
        raise DateError("date-no-month", month=month_text)
    last_of_month = calendar.monthrange(years[1], months[1])[1]
    days = (1, last_of_month) if day_text in {None, "XX"} else (int(day_text),) * 2
    if not 1 <= days[0] <= last_of_month:
        raise DateError("date-no-day", days=last_of_month)
    return date(years[0], months[0], days[0]), date(years[1], months[1], days[1])


def _not_a_date(text: str) -> DateError:
    """The error for a text of no known form, with what was probably meant."""
    if numbers := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", text):
        day, month, year = numbers.groups()
        return DateError("date-meant", meant=f"{year}-{int(month):02d}-{int(day):02d}")
    if numbers := re.fullmatch(r"(\d{1,2})[/.\- ](\d{4})", text):
        return DateError("date-meant", meant=f"{numbers[2]}-{int(numbers[1]):02d}")
    if numbers := re.fullmatch(r"(\d{4})[/.\-](\d{1,2})(?:[/.\-](\d{1,2}))?", text):
        parts = [part.zfill(2) for part in numbers.groups() if part]
        return DateError("date-meant", meant="-".join(parts))
    return DateError("date-form")


def _compare(one: EDTFDate, other: EDTFDate, certainly: "_Test", possibly: "_Test") -> Truth:
    pairs = [(a, b) for a in one._spans for b in other._spans]
    if not any(possibly(a, b) for a, b in pairs):
        return Truth.NO
    if one.is_doubtful or other.is_doubtful or not all(certainly(a, b) for a, b in pairs):
        return Truth.POSSIBLE
    return Truth.CERTAIN


_Test = Callable[[_Span, _Span], bool]


def _certainly_before(a: _Span, b: _Span) -> bool:
    return a.end_latest < b.start_earliest


def _possibly_before(a: _Span, b: _Span) -> bool:
    return a.end_earliest < b.start_latest


def _certainly_overlap(a: _Span, b: _Span) -> bool:
    return a.start_latest <= b.end_earliest and b.start_latest <= a.end_earliest


def _possibly_overlap(a: _Span, b: _Span) -> bool:
    return a.start_earliest <= b.end_latest and b.start_earliest <= a.end_latest
