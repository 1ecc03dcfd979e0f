"""Dates as sources give them: partial, uncertain, open-ended, or a choice of several.

They are kept in EDTF, the Extended Date/Time Format; :mod:`.edtf` says which part of it. What
people write instead ("T1 2027", "fin 2028") becomes EDTF, as :mod:`.written_dates` says.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Any, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from coopgraph._base.errors import validation_error
from coopgraph.words.edtf import FIRST, LAST, Span, parse
from coopgraph.words.written_dates import edtf_of

__all__ = ["EDTFDate", "Truth", "dates_in", "parsed"]


class Truth(StrEnum):
    """The result of comparing two dates. Dates may be partial, so it can also be "possible"."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


@total_ordering
class EDTFDate:
    """A date as a source writes it, with the range of days it may mean.

    Two dates are equal if their EDTF is the same. They sort by earliest day, latest day and text.

    Parameters
    ----------
    value
        EDTF text, a date as people write it in French or English, a year as an integer, a
        ``datetime.date``, or a ``datetime.datetime`` (its time is ignored): the types that YAML,
        JSON and spreadsheets produce.
    language
        The language of the dossier; by default that of :func:`dates_in`. In French the day comes
        first: "2/3/2026" is in March.

    Raises
    ------
    ValueError
        When the value is not a date, or may be two; the message says why, and what to write.

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
    >>> expected = EDTFDate("fin 2028")
    >>> expected.text, expected.written
    ('[2028-10..2028-12]', 'fin 2028')
    """

    __slots__ = ("_spans", "text", "written")

    text: str
    """The date in EDTF."""
    written: str
    """The date as it was written; the same, if that was EDTF."""
    _spans: tuple[Span, ...]

    def __init__(self, value: "str | int | date | EDTFDate", language: str | None = None) -> None:
        written = value.written if isinstance(value, EDTFDate) else _as_text(value)
        if isinstance(value, EDTFDate):
            text = value.text
        else:
            text = _as_edtf(written, language or _LANGUAGE.get())
        self._set(text, written)

    def _set(self, text: str, written: str) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "written", written)
        object.__setattr__(self, "_spans", parse(text))

    def __setattr__(self, name: str, value: object) -> None:
        msg = f"an EDTFDate cannot be changed ({name})"
        raise AttributeError(msg)

    def __reduce__(self) -> tuple[Callable[[str, str], "EDTFDate"], tuple[str, str]]:
        return _restored, (self.text, self.written)

    def as_written(self, language: str | None = None) -> str:
        """Return what was written, if a dossier in that language reads it so; else the EDTF.

        Examples
        --------
        >>> signed = EDTFDate("2/3/2026", "fr")
        >>> signed.as_written("fr"), signed.as_written("en")
        ('2/3/2026', '2026-03-02')
        """
        if self.written == self.text:
            return self.text
        try:
            return self.written if _cached(self.written, language) == self else self.text
        except ValueError:
            return self.text

    @property
    def earliest(self) -> date | None:
        """The first day it may include; ``None`` if unknown, or if the date has no start."""
        first = min(span.start_earliest for span in self._spans)
        return None if first == FIRST else first

    @property
    def latest(self) -> date | None:
        """The last day it may include; ``None`` if unknown, or if the date has no end."""
        last = max(span.end_latest for span in self._spans)
        return None if last == LAST else last

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
        return None if first == FIRST else first, None if last == LAST else last

    @property
    def begins(self) -> tuple[date | None, date | None]:
        """The first and the last day on which it may begin; ``None`` where that is open.

        Examples
        --------
        >>> EDTFDate("2019-11/2020-02-03").begins
        (datetime.date(2019, 11, 1), datetime.date(2019, 11, 30))
        """
        last = max(span.start_latest for span in self._spans)
        return self.earliest, None if last in {FIRST, LAST} else last

    @property
    def ends(self) -> tuple[date | None, date | None]:
        """The first and the last day on which it may end; ``None`` where that is open."""
        first = min(span.end_earliest for span in self._spans)
        return None if first in {FIRST, LAST} else first, self.latest

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

    def refines(self, other: "EDTFDate") -> bool:
        """Return whether this date says the same as the other, and more precisely.

        Its first and its last day may then be only days that those of the other may be. Of two
        dates with the same days, the one that is not marked uncertain is more precise.

        Examples
        --------
        >>> (
        ...     EDTFDate("2020-06").refines(EDTFDate("2020")),
        ...     EDTFDate("2021").refines(EDTFDate("2020")),
        ... )
        (True, False)
        """
        if not _lies_within(self, other):
            return False
        return not _lies_within(other, self) or (other.is_uncertain and not self.is_uncertain)

    def _key(self) -> tuple[date, date, str]:
        return self.earliest or FIRST, self.latest or LAST, self.text

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
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda when: when.as_written(_LANGUAGE.get()),
                return_schema=core_schema.str_schema(),
                when_used="json-unless-none",
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "title": "EDTF date",
            "description": "A date in EDTF, e.g. 2019, 2019-05, 2019-11-04/2019-11-06, [2020..]; "
            "or as people write it in French or English, e.g. T1 2027, end of 2028.",
            "anyOf": [{"type": "string", "minLength": 2}, {"type": "integer"}],
            "examples": ["2019", "2019-05", "2019-11-04/2019-11-06", "2020/..", "[2020..]"],
        }

    @classmethod
    def _validate(cls, value: Any) -> "EDTFDate":
        if type(value) is str:  # almost always, and the same few texts recur
            return _cached(value, _LANGUAGE.get())
        return value if isinstance(value, cls) else cls(value)


def parsed(value: object) -> EDTFDate | None:
    """The date that a value holds, in the language of :func:`dates_in`.

    ``None`` if it is empty, or cannot be parsed.

    Examples
    --------
    >>> parsed("2019-11"), parsed("soon"), parsed(None)
    (EDTFDate('2019-11'), None, None)
    """
    try:
        return _cached(str(value), _LANGUAGE.get()) if value else None
    except ValueError:
        return None


#: The language of the dossier whose records are validated or saved, or of the graph that is read.
_LANGUAGE: Final[ContextVar[str | None]] = ContextVar("language", default=None)


@contextmanager
def dates_in(language: str | None) -> Iterator[None]:
    """Read and save dates as those of a dossier, or of its graph, in that language.

    Examples
    --------
    >>> from coopgraph.records.models import Source
    >>> with dates_in("fr"):
    ...     Source(id="a", title="A", date="2/3/2026").date
    EDTFDate('2026-03-02')
    """
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


@lru_cache(maxsize=4096)
def _cached(text: str, language: str | None) -> EDTFDate:
    """The date of a text in that language, or in none: no other decides."""
    written = _as_text(text)
    return _restored(_as_edtf(written, language), written)


def _restored(text: str, written: str) -> EDTFDate:
    """Return a date that was saved by ``pickle`` or is copied."""
    restored = EDTFDate.__new__(EDTFDate)
    restored._set(text, written)
    return restored


def _as_text(value: "str | int | date") -> str:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case bool():
            raise validation_error("date-type", type="bool")
        case int():
            return f"{value:04d}"
        case str():
            return " ".join(value.split())
    raise validation_error("date-type", type=type(value).__name__)


_DAY_FIRST: Final = re.compile(r"\s*\d{1,2}/\d{1,2}/\d")


def _as_edtf(written: str, language: str | None) -> str:
    """Return the EDTF of a date; what is EDTF already stays as it is."""
    try:
        parse(written)
    except PydanticCustomError as error:
        text = edtf_of(written, language)
        if text is not None:
            return text
        if error.type == "date-slashes" and _DAY_FIRST.match(written):  # meant as a day
            raise validation_error("date-form") from None
        raise
    return written


_Test = Callable[[Span, Span], bool]


def _compare(one: EDTFDate, other: EDTFDate, certainly: _Test, possibly: _Test) -> Truth:
    pairs = [(a, b) for a in one._spans for b in other._spans]
    if not any(possibly(a, b) for a, b in pairs):
        return Truth.NO
    if one.is_uncertain or other.is_uncertain or not all(certainly(a, b) for a, b in pairs):
        return Truth.POSSIBLE
    return Truth.CERTAIN


def _lies_within(one: EDTFDate, other: EDTFDate) -> bool:
    """Whether every choice of a date lies within one of the other."""
    return all(
        any(
            outer.start_earliest <= inner.start_earliest
            and inner.start_latest <= outer.start_latest
            and outer.end_earliest <= inner.end_earliest
            and inner.end_latest <= outer.end_latest
            for outer in other._spans
        )
        for inner in one._spans
    )
