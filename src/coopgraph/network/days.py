"""Days as integers: what a date leaves open between the first and the last day it may mean."""

from datetime import date
from typing import Final, NamedTuple

from coopgraph.words.dates import EDTFDate, parsed

__all__ = ["ALWAYS", "ANY_DAY", "AT_ONCE", "NEVER", "Days", "day_number", "days_of"]

#: Before every day, and after every day: what is there already, and what no date promises.
ALWAYS: Final = 0
NEVER: Final = date.max.toordinal() + 1


class Days(NamedTuple):
    """The first and the last day that something may take place, as ordinals of ``datetime``."""

    first: int
    last: int


ANY_DAY: Final = Days(ALWAYS, NEVER)
AT_ONCE: Final = Days(ALWAYS, ALWAYS)


def day_number(day: date | None, otherwise: int) -> int:
    """The ordinal of a day, or what stands for an open bound."""
    return day.toordinal() if day else otherwise


def days_of(when: EDTFDate | str | None) -> Days | None:
    """The days that a date may mean; ``None`` if there is none, or it cannot be parsed."""
    date_ = parsed(when) if isinstance(when, str) else when
    if date_ is None:
        return None
    return Days(day_number(date_.earliest, ALWAYS), day_number(date_.latest, NEVER))
