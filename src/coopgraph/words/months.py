"""What is known of years and months: names, parts of a year in EDTF, years that mean no date."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = [
    "MONTHS",
    "MONTHS_IN_YEAR",
    "MONTH_ABBREVIATIONS",
    "PLACEHOLDER_YEARS",
    "YEAR_PARTS",
    "YearPart",
]

MONTHS_IN_YEAR: Final = 12

#: The years that programs write where they have no date.
PLACEHOLDER_YEARS: Final = frozenset({0, 1, 9999})

#: The months by language, without accents, as :func:`coopgraph.words.text.fold` gives them.
MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december",
    ),
    "fr": (
        "janvier", "fevrier", "mars", "avril", "mai", "juin",
        "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
    ),
}  # fmt: skip

#: Their abbreviations in either language, without the full stop.
MONTH_ABBREVIATIONS: Final[Mapping[str, int]] = {
    "jan": 1, "janv": 1, "feb": 2, "fev": 2, "fevr": 2, "mar": 3, "apr": 4, "avr": 4, "jun": 6,
    "jul": 7, "juil": 7, "juill": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearPart:
    """A quarter (3 months), a quadrimester (4) or a semester (6).

    Attributes
    ----------
    kind
        ``quarter``, ``quadrimester`` or ``semester``.
    number
        Which one of the year, counted from 1.
    first_month, last_month
        Its first and last month.
    """

    kind: str
    number: int
    first_month: int
    last_month: int


def _parts(kind: str, first_code: int, count: int) -> dict[int, YearPart]:
    length = MONTHS_IN_YEAR // count
    return {
        first_code + n: YearPart(kind, n + 1, n * length + 1, (n + 1) * length)
        for n in range(count)
    }


#: By the number that EDTF writes in the place of the month, e.g. 33 in ``2027-33``.
YEAR_PARTS: Final[Mapping[int, YearPart]] = {
    **_parts("quarter", 33, 4),
    **_parts("quadrimester", 37, 3),
    **_parts("semester", 40, 2),
}
