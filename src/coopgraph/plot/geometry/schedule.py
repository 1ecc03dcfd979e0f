"""Steps below one another, stage by stage, with what each waits for; and a scale of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coopgraph.plot.geometry.layout import Box, Frame, Point, Route, Sizes, room_for, spread

__all__ = ["Schedule", "TimeScale", "scheduled", "time_scale"]

_GAP: Final = 14.0
_STAGE_HEAD: Final = 24.0
_STAGE_PAD: Final = 12.0
_TRACK: Final = 11.0
_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where everything is.

    Attributes
    ----------
    boxes
        By step.
    routes
        By pair (step, step that it comes after), beside the column.
    stages
        The bands of the stages, from top to bottom.
    """

    boxes: Mapping[str, Box]
    routes: Mapping[tuple[str, str], Route]
    stages: Sequence[Frame]


def scheduled(
    stages: Sequence[Sequence[str]], sizes: Sizes, after: Mapping[str, Sequence[str]]
) -> Schedule:
    """Lay out steps in one column, the left side of which is at 0.

    Parameters
    ----------
    stages
        Steps by stage, both in order.
    sizes
        Width and height of each step's box; the height also of what stands beside it.
    after
        The steps that each waits for.
    """
    links = sorted((one, other) for one in after for other in after[one] if other in sizes)
    ends: dict[str, list[tuple[str, str]]] = {}
    for link in links:
        for item in link:
            ends.setdefault(item, []).append(link)
    boxes: dict[str, Box] = {}
    frames = []
    width = max((size[0] for size in sizes.values()), default=0.0)
    y = 0.0
    for number, stage in enumerate(stages, start=1):
        top = y
        y += _STAGE_HEAD
        for item in stage:
            height = max(sizes[item][1], room_for(len(ends.get(item, ()))))
            boxes[item] = Box(0, y, width, height)
            y += height + _GAP
        y += _STAGE_PAD - _GAP
        frames.append(Frame(str(number), Box(0, top, width, y - top)))
    return Schedule(boxes, _routes(boxes, links, ends), frames)


def _routes(
    boxes: Mapping[str, Box],
    links: Sequence[tuple[str, str]],
    ends: Mapping[str, Sequence[tuple[str, str]]],
) -> dict[tuple[str, str], Route]:
    """Lines to the left of the column, the short ones next to it."""

    def span(link: tuple[str, str]) -> float:
        return abs(boxes[link[0]].middle.y - boxes[link[1]].middle.y)

    ports: dict[tuple[str, tuple[str, str]], Point] = {}
    for item, tied in ends.items():
        # What leads up leaves above what leads down.
        order = sorted(tied, key=lambda link: (boxes[_other(link, item)].top, link))
        points = spread(boxes[item], "left", len(order))
        ports |= {(item, link): point for link, point in zip(order, points, strict=True)}
    taken: list[list[tuple[float, float]]] = []
    routes = {}
    for link in sorted(links, key=lambda link: (span(link), link)):
        start, end = ports[link[0], link], ports[link[1], link]
        top, bottom = sorted((start.y, end.y))
        number = next(
            (n for n, used in enumerate(taken) if all(b <= top or bottom <= a for a, b in used)),
            len(taken),
        )
        if number == len(taken):
            taken.append([])
        taken[number].append((top, bottom))
        x = -_TRACK * (number + 2)
        routes[link] = Route((start, Point(x, start.y), Point(x, end.y), end), curved=False)
    return routes


def _other(link: tuple[str, str], item: str) -> str:
    return link[1] if link[0] == item else link[0]


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A level scale of days.

    Attributes
    ----------
    first, last
        The days at its ends.
    left, width
        Where it stands.
    ticks
        The first days of its months or years.
    unit
        ``month`` or ``year``, which the ticks stand for.
    """

    first: date
    last: date
    left: float
    width: float
    ticks: tuple[date, ...]
    unit: str

    def at(self, day: date) -> float:
        """Where a day begins, inside the scale."""
        share = (day - self.first) / (self.last - self.first)
        return self.left + self.width * min(max(share, 0.0), 1.0)


def time_scale(days: Sequence[date], left: float, width: float) -> TimeScale | None:
    """A scale that holds some days with room for what is open at either end.

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
    year, month = divmod(min(max(months, 12), 9999 * 12 + 11), 12)  # what a date can hold
    return date(year, month + 1, 1)


def _months_between(begin: date, end: date) -> tuple[date, ...]:
    count = (end.year - begin.year) * 12 + end.month - begin.month
    step = next(step for step in (1, 2, 3, 6) if count / step <= 6 or step == 6)  # noqa: PLR2004
    return tuple(_month(begin, n) for n in range(0, count, step))


def _years_between(begin: date, end: date) -> tuple[date, ...]:
    count = end.year - begin.year
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if count / step <= 10)  # noqa: PLR2004
    return tuple(date(begin.year + n, 1, 1) for n in range(0, count, step))
