"""Times that have a first and a last day: a day, a month, a part of a year, a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from coopgraph._base.errors import validation_error
from coopgraph.words.months import MONTHS_IN_YEAR, PLACEHOLDER_YEARS, YEAR_PARTS

__all__ = ["Precision", "Stretch", "Time"]


class Precision(IntEnum):
    """How precisely the ends of a time are given, as the length of an ISO date."""

    YEAR = 4
    MONTH = 7
    DAY = 10


@dataclass(frozen=True, slots=True)
class Stretch:
    """The beginning, the middle or the end of a year or a month: its first and last part.

    Attributes
    ----------
    months
        The first and last month of a year.
    days
        The first and last day of a month, which may be shorter.
    """

    months: tuple[int, int]
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Time:
    """A time.

    Attributes
    ----------
    edtf
        The time in EDTF.
    first, last
        Its first and last day.
    precision
        How precisely these are given.

    Examples
    --------
    >>> january = Time.month(2026, 1)
    >>> january.edtf, january.before, january.after
    ('2026-01', '[..2025-12]', '[2026-02..]')
    """

    edtf: str
    first: date
    last: date
    precision: Precision

    @classmethod
    def year(cls, year: int) -> "Time | None":
        """A year; like all times, ``None`` if there is no such year."""
        return cls._of_months(str(year), year, (1, MONTHS_IN_YEAR), Precision.YEAR)

    @classmethod
    def month(cls, year: int, month: int) -> "Time | None":
        """A month; ``None`` if there is none of that number."""
        if not 1 <= month <= MONTHS_IN_YEAR:
            return None
        return cls._of_months(f"{year}-{month:02d}", year, (month, month))

    @classmethod
    def day(cls, year: int, month: int, day: int) -> "Time | None":
        """A day; ``None`` if there is no such month.

        Raises
        ------
        ValueError
            When the month does not have that day.
        """
        whole = cls.month(year, month)
        if not whole:
            return None
        if not 1 <= day <= whole.last.day:
            raise validation_error("date-no-day", days=whole.last.day)
        found = date(year, month, day)
        return cls(found.isoformat(), found, found, Precision.DAY)

    @classmethod
    def part_of_year(cls, year: int, kind: str, number: int) -> "Time | None":
        """A quarter, quadrimester or semester, counted from 1; the last one is also 0."""
        codes = [code for code, part in YEAR_PARTS.items() if part.kind == kind]
        if number > len(codes):
            return None
        code = codes[number - 1]
        part = YEAR_PARTS[code]
        return cls._of_months(f"{year}-{code}", year, (part.first_month, part.last_month))

    @classmethod
    def _of_months(
        cls, edtf: str, year: int, months: tuple[int, int], precision: Precision = Precision.MONTH
    ) -> "Time | None":
        if year in PLACEHOLDER_YEARS:
            return None
        first, last = months
        last_day = date(year, last, calendar.monthrange(year, last)[1])
        return cls(edtf, date(year, first, 1), last_day, precision)

    def stretch(self, stretch: Stretch) -> "Time | None":
        """Some day in a stretch of this year or month; ``None`` if it is neither."""
        if self.precision is Precision.YEAR:
            inside = self._of_months("", self.first.year, stretch.months)
            return inside and inside.until(inside)
        if self.edtf != self.first.isoformat()[: Precision.MONTH]:
            return None
        first, last = (self.first.replace(day=min(n, self.last.day)) for n in stretch.days)
        inside = Time("", first, last, Precision.DAY)
        return inside.until(inside)

    def until(self, end: "Time") -> "Time":
        """Some day from the first of this time to the last of another, which is not earlier."""
        edtf = f"[{_iso(self.first, self.precision)}..{_iso(end.last, end.precision)}]"
        return Time(edtf, self.first, end.last, end.precision)

    def through(self, end: "Time") -> str:
        """All the time from this one to another, in EDTF."""
        ends = [self.edtf, end.edtf]
        if any(edtf.startswith("[") for edtf in ends):  # some day is no end of an interval
            ends = [_iso(self.first, self.precision), _iso(end.last, end.precision)]
        return "/".join(ends)

    def marked(self, mark: str) -> str:
        """In EDTF, marked as approximate or uncertain, at both ends if there are two."""
        return re.sub(r"(?<=\d)(?=\.\.|\]|$)", mark, self.edtf)

    @property
    def before(self) -> str:
        """Some day before it, in EDTF."""
        return f"[..{_iso(self.first - timedelta(days=1), self.precision)}]"

    @property
    def after(self) -> str:
        """Some day after it, in EDTF."""
        return f"[{_iso(self.last + timedelta(days=1), self.precision)}..]"

    @property
    def at_latest(self) -> str:
        """Some day in it or before it, in EDTF."""
        return f"[..{_iso(self.last, self.precision)}]"


def _iso(day: date, precision: Precision) -> str:
    return day.isoformat()[:precision]
