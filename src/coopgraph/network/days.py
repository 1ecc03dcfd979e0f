"""Days as integers: what a date leaves open between the first and the last day it may mean."""

from datetime import date
from typing import Final, NamedTuple

from coopgraph.words.dates import parsed

__all__ = ["ALWAYS", "NEVER", "Days", "days_between", "days_of"]

#: Before every day, and after every day: what is there already, and what no date promises.
ALWAYS: Final = 0
NEVER: Final = date.max.toordinal() + 1


class Days(NamedTuple):
    """The first and the last day that something may take place, as ordinals of ``datetime``."""

    first: int
    last: int


def days_between(bounds: tuple[date | None, date | None]) -> Days:
    """Two days as ordinals; ``None`` is an open bound."""
    first, last = bounds
    return Days(first.toordinal() if first else ALWAYS, last.toordinal() if last else NEVER)


def days_of(when: object) -> Days | None:
    """The days that a date may mean; ``None`` if there is none, or it cannot be parsed."""
    known = parsed(when)
    return days_between((known.earliest, known.latest)) if known else None
