"""A time scale with ticks for months or years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["TimeScale", "time_scale"]

_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A horizontal time scale.

    Attributes
    ----------
    first, last
        The first and the last day on the scale.
    left, width
        The position and the width of the scale, in points.
    ticks
        The first day of each period that has a tick.
    unit
        ``month`` or ``year``: the kind of period that ticks stand for.
    """

    first: date
    last: date
    left: float
    width: float
    ticks: tuple[date, ...]
    unit: str

    def at(self, day: date) -> float:
        """The x where a day begins; for days beyond the scale, its nearest end."""
        share = (day - self.first) / (self.last - self.first)
        return self.left + self.width * min(max(share, 0.0), 1.0)


def time_scale(days: Sequence[date], left: float, width: float) -> TimeScale | None:
    """Return a time scale that includes the given days, with room for open intervals at both ends.

    It shows months up to about one and a half years, otherwise years. Without days it is ``None``.
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
    year, month = divmod(
        min(max(months, 12), 9999 * 12 + 11), 12
    )  # within the range of datetime.date
    return date(year, month + 1, 1)


def _months_between(begin: date, end: date) -> tuple[date, ...]:
    count = (end.year - begin.year) * 12 + end.month - begin.month
    return tuple(_month(begin, n) for n in range(0, count, _step(count, (1, 2, 3, 6), 6)))


def _years_between(begin: date, end: date) -> tuple[date, ...]:
    count = end.year - begin.year
    step = _step(count, (1, 2, 5, 10, 20, 50, 100, 1000), 10)
    return tuple(date(begin.year + n, 1, 1) for n in range(0, count, step))


def _step(count: int, steps: Sequence[int], most: int) -> int:
    """The smallest step that gives at most ``most`` ticks, or else the largest step."""
    return next((step for step in steps if count / step <= most), steps[-1])
