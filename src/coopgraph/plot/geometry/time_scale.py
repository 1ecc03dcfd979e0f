"""A scale of time, in months or years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["TimeScale", "time_scale"]

_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A horizontal scale of days.

    Attributes
    ----------
    first, last
        The days at its ends.
    left, width
        Its place.
    ticks
        The first days of its months or years.
    unit
        ``month`` or ``year``: the period that each tick begins.
    """

    first: date
    last: date
    left: float
    width: float
    ticks: tuple[date, ...]
    unit: str

    def at(self, day: date) -> float:
        """The place where a day begins, or the nearest end of the scale."""
        share = (day - self.first) / (self.last - self.first)
        return self.left + self.width * min(max(share, 0.0), 1.0)


def time_scale(days: Sequence[date], left: float, width: float) -> TimeScale | None:
    """A scale around some days, with room for open intervals at either end.

    Whole months up to two years, whole years beyond; ``None`` for no days.
    """
    if not days:
        return None
    first, last = min(days), max(days)
    months = last - first <= 1.5 * _YEAR
    if months:
        begin = _month(first, -1)
        end = _month(last, 3)
    else:
        begin = date(max(first.year - 1, 1), 1, 1)
        end = date(min(last.year + 2, 9999), 1, 1)
    every = _months_between(begin, end) if months else _years_between(begin, end)
    return TimeScale(begin, end, left, width, every, "month" if months else "year")


def _month(day: date, ahead: int) -> date:
    months = day.year * 12 + day.month - 1 + ahead
    year, month = divmod(min(max(months, 12), 9999 * 12 + 11), 12)  # the range of date
    return date(year, month + 1, 1)


def _months_between(begin: date, end: date) -> tuple[date, ...]:
    count = (end.year - begin.year) * 12 + end.month - begin.month
    return tuple(_month(begin, n) for n in range(0, count, _step(count, (1, 2, 3, 6), 6)))


def _years_between(begin: date, end: date) -> tuple[date, ...]:
    count = end.year - begin.year
    step = _step(count, (1, 2, 5, 10, 20, 50, 100, 1000), 10)
    return tuple(date(begin.year + n, 1, 1) for n in range(0, count, step))


def _step(count: int, steps: Sequence[int], most: int) -> int:
    """The smallest step that gives few enough ticks, or else the largest."""
    return next((step for step in steps if count / step <= most), steps[-1])
