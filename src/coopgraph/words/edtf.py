"""EDTF, the Extended Date/Time Format: the days that a text may mean.

This is the part of it (ISO 8601-2:2019, levels 0 to 2, as published by the Library of Congress)
that is supported:

======================== ==========================================================
``2019`` ``2019-05``     some day in that year, in that month
``2019-11-04``           that day
``201X`` ``2010-XX-XX``  unspecified digits: some day in the 2010s, in 2010
``2027-33`` ``2027-40``  some day in a quarter (33 to 36), a quadrimester (37 to 39: four
                         months) or a semester (40, 41)
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
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from coopgraph._base.errors import validation_error
from coopgraph.words.months import MONTHS_IN_YEAR, PLACEHOLDER_YEARS, YEAR_PARTS

__all__ = ["FIRST", "LAST", "Span", "parse"]

FIRST, LAST = date.min, date.max  # mean minus and plus infinity, and are never shown


@dataclass(frozen=True, slots=True)
class Span:
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
    re.VERBOSE | re.ASCII,
)
_SEASONS = range(21, 33)  # as months; in the sources they are far more often years: 2020-21


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Span, ...]:
    """Return the days that a text in EDTF may mean, one span for each choice.

    Raises
    ------
    ValueError
        When it is not in the supported part of EDTF; the message says why.

    Examples
    --------
    >>> parse("2027-33")[0].end_latest
    datetime.date(2027, 3, 31)
    """
    if text.startswith("[") and text.endswith("]"):
        return tuple(_parse_choice(part) for part in text[1:-1].split(","))
    if "/" in text:
        return (_parse_interval(text),)
    earliest, latest = _parse_single(text)
    return (_moment(earliest, latest),)


def _moment(earliest: date, latest: date) -> Span:
    if latest < earliest:
        raise validation_error("date-order")
    return Span(earliest, latest, earliest, latest)


def _parse_choice(part: str) -> Span:
    """Parse one choice inside ``[…]``: a date, or a range that contains the date."""
    if ".." not in part:
        return _moment(*_parse_single(part.strip()))
    left, right = (end.strip() for end in part.split("..", 1))
    if not left and not right:
        raise validation_error("date-unbounded")
    return _moment(
        _parse_single(left)[0] if left else FIRST,
        _parse_single(right)[1] if right else LAST,
    )


def _parse_interval(text: str) -> Span:
    parts = text.split("/")
    if len(parts) != 2:  # noqa: PLR2004 - an interval has two ends
        raise validation_error("date-slashes")
    left, right = parts
    if {left, right} <= {"", ".."}:
        raise validation_error("date-unbounded")
    # ".." means that there is no end (or start); an empty text, that nobody knows when it is.
    open_or_unknown = {"..": ((FIRST, FIRST), (LAST, LAST)), "": ((FIRST, LAST),) * 2}
    start = open_or_unknown[left][0] if left in open_or_unknown else _parse_single(left)
    end = open_or_unknown[right][1] if right in open_or_unknown else _parse_single(right)
    if end[1] < start[0]:
        raise validation_error("date-order")
    # The first day cannot be after the last: "2019/2019-05" began in May 2019 at the latest.
    return Span(start[0], min(start[1], end[1]), max(end[0], start[0]), end[1])


def _parse_single(text: str) -> tuple[date, date]:
    """Return the first and the last day that a date without ``/`` may mean."""
    found = _SINGLE.fullmatch(text)
    if not found:
        raise validation_error("date-form")
    year_text, month_text, day_text = found["year"], found["month"], found["day"]
    if "X" in year_text and month_text and month_text != "XX":
        raise validation_error("date-unspecified")
    if month_text == "XX" and day_text and day_text != "XX":
        raise validation_error("date-unspecified")
    years = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
    if PLACEHOLDER_YEARS & set(years):
        raise validation_error("date-placeholder", year=year_text)
    months = (1, MONTHS_IN_YEAR) if month_text in {None, "XX"} else (int(month_text),) * 2
    if months[0] in YEAR_PARTS and not day_text:
        part = YEAR_PARTS[months[0]]
        months = part.first_month, part.last_month
    if months[0] in _SEASONS:
        raise validation_error("date-season", meant=f"{text[:4]}/{text[:2]}{text[5:7]}")
    if not 1 <= months[0] <= MONTHS_IN_YEAR:
        raise validation_error("date-no-month", month=month_text)
    last_of_month = calendar.monthrange(years[1], months[1])[1]
    days = (1, last_of_month) if day_text in {None, "XX"} else (int(day_text),) * 2
    if not 1 <= days[0] <= last_of_month:
        raise validation_error("date-no-day", days=last_of_month)
    return date(years[0], months[0], days[0]), date(years[1], months[1], days[1])
