"""Dates as people write them, in French or English, and the EDTF that says the same.

========================================== =============================================
``30/06/2027`` ``30 juin 2027``            ``2027-06-30``
``janvier 2026`` ``Jan. 2026`` ``01/2026`` ``2026-01``
``T1 2027`` ``Q1 2027``                    ``2027-33``: some day in the quarter
``1er semestre 2027`` ``H1 2027``          ``2027-40``: some day in the half
``début 2028`` ``early 2028``              ``[2028-01..2028-03]``: the first three months
``mi-2027`` ``mid-2027``                   ``[2027-05..2027-08]``: the four in the middle
``fin 2028`` ``end of 2028``               ``[2028-10..2028-12]``: the last three
``début``, ``mi-``, ``fin juin 2027``      ``[2027-06-01..2027-06-10]`` and so on: thirds
``vers 2027`` ``about 2027``               ``2027~``
``2027 ?``                                 ``2027?``
``avant 2030`` ``before 2030``             ``[..2029]``
``après 2027`` ``after 2027``              ``[2028..]``
``d'ici fin 2028`` ``by the end of 2028``  ``[..2028]``
``entre mai et juin 2027``                 ``[2027-05..2027-06]``
========================================== =============================================

In a dossier in French ``2/3/2026`` is the second of March. In any other it may be the third of
February, and since nothing decides, it is refused: the error names both. Two digits for a year
stand for one from 1970 to 2069; they are taken only after a day and a month or a part of a year.
What may be a period or a day within it ("janvier-mars 2027") is refused too, with the EDTF for
each.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

from coopgraph._base.errors import validation_error
from coopgraph.words.months import MONTH_ABBREVIATIONS, MONTHS, MONTHS_IN_YEAR
from coopgraph.words.text import fold
from coopgraph.words.times import Stretch, Time

__all__ = ["edtf_of"]

_LONGEST: Final = 60
_LONGEST_MONTH: Final = 31
#: Languages in which everybody writes the day before the month.
_DAY_FIRST: Final = {"fr"}
_CENTURY_FROM: Final = 1970  # the first of the hundred years that two digits may stand for
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2212"
_LOOKALIKES: Final = str.maketrans({**dict.fromkeys(_DASHES, "-"), "’": "'", "≈": "~"})


@lru_cache(maxsize=4096)
def edtf_of(text: str, language: str | None = None) -> str | None:
    """Return the EDTF of a date as people write it; ``None`` if it is no such date.

    Parameters
    ----------
    text
        A date in French or English, in any case, with accents or without.
    language
        That of the dossier, which decides whether the day comes before the month.

    Raises
    ------
    ValueError
        When it can mean two things, with the EDTF for each; or when there is no such day.

    Examples
    --------
    >>> edtf_of("T1 2027"), edtf_of("fin 2028"), edtf_of("2/3/2026", "fr"), edtf_of("soon")
    ('2027-33', '[2028-10..2028-12]', '2026-03-02', None)
    """
    if len(text) > _LONGEST or not text.isprintable():
        return None
    plain = _plain(text)
    for pattern, meaning in _QUALIFIED:
        if found := _match(pattern, plain):
            time = _time(found["time"], language)
            return meaning(time) if time else None
    if time := _between(plain, language) or _time(plain, language):
        return time.edtf
    _refuse_years(plain)
    _refuse_span(plain, language)
    return None


def _plain(text: str) -> str:
    """Return a text folded, with plain hyphens and without the full stop of abbreviations."""
    folded = fold(text.translate(_LOOKALIKES))
    return " ".join(re.sub(r"(?<=[a-z])\.", " ", folded).split())


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.ASCII)  # which compiles a pattern when it is first used


# -- words -----------------------------------------------------------------------------------------

_MONTH_NUMBERS: Final[Mapping[str, int]] = {
    **MONTH_ABBREVIATIONS,
    **{name: n for names in MONTHS.values() for n, name in enumerate(names, 1)},
}
_ORDINALS: Final[Mapping[str, int]] = {
    "1er": 1, "1ere": 1, "1re": 1, "1st": 1, "premier": 1, "premiere": 1, "first": 1,
    "2e": 2, "2eme": 2, "2nd": 2, "2d": 2, "second": 2, "deuxieme": 2,
    "3e": 3, "3eme": 3, "3rd": 3, "troisieme": 3, "third": 3,
    "4e": 4, "4eme": 4, "4th": 4, "quatrieme": 4, "fourth": 4,
    "dernier": 0, "last": 0,
}  # fmt: skip
_PARTS: Final[Mapping[str, str]] = {
    "t": "quarter", "q": "quarter", "trimestre": "quarter", "trim": "quarter", "quarter": "quarter",
    "quadrimestre": "quadrimester",
    "s": "semester", "h": "semester", "semestre": "semester", "semester": "semester",
    "half": "semester",
}  # fmt: skip
#: No standard says what "fin 2028" is: the last quarter is what planners mean by it.
_EARLY: Final = Stretch(months=(1, 3), days=(1, 10))
_MIDDLE: Final = Stretch(months=(5, 8), days=(11, 20))
_LATE: Final = Stretch(months=(10, 12), days=(21, _LONGEST_MONTH))
_STRETCHES: Final[Mapping[str, Stretch]] = {
    "debut": _EARLY, "early": _EARLY, "beginning": _EARLY, "start": _EARLY,
    "mi": _MIDDLE, "milieu": _MIDDLE, "mid": _MIDDLE, "middle": _MIDDLE,
    "fin": _LATE, "end": _LATE, "late": _LATE,
}  # fmt: skip


def _one_of(words: Iterable[str]) -> str:
    """Return a pattern of words, in which none hides a longer one."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_LEADING: Final = (
    "en", "in", "le", "la", "on", "the", "au", "a la", "at", "courant", "during", "au cours de",
    "annee", "l'annee", "year",
)  # fmt: skip
_DIGITS: Final = r"(?P<one>\d{1,2})(?P<gap>[%s])(?P<two>\d{1,2})(?P=gap)"
_YEAR: Final = r"(?P<year>[1-9]\d{3})"
_SHORT_YEAR: Final = r"(?P<year>[1-9]\d{3}|\d\d)"
_MONTH: Final = rf"(?P<month>{_one_of(_MONTH_NUMBERS)})"
_DAY: Final = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"
_OF: Final = r"(?:de l'|d'|de |du |of the |of )?(?:annee |year |mois de |month of )?"
_PART: Final = r"(?P<part>[tqsh])"
_PART_NAME: Final = rf"(?P<part>{_one_of(name for name in _PARTS if name[1:])})(?:-year)?"
_ORDINAL: Final = rf"(?P<number>{_one_of(_ORDINALS)})"

#: What may stand before a time and adds nothing to it.
_LEAD: Final = rf"^(?:(?:{_one_of(_LEADING)}) )+"
_STRETCH: Final = rf"(?P<stretch>{_one_of(_STRETCHES)})[ -]{_OF}(?P<of>.+)"
_BETWEEN: Final = r"(?:entre|between) (?P<start>.+?) (?:et|and) (?P<end>.+)"
_FROM: Final = r"^(?:de |d'|du |from )+"
_TO: Final = r" (?:a|au|to|until) | ?[-/] ?"
_TWO_YEARS: Final = rf"{_YEAR}[/.-](?P<next>\d{{1,2}})"


# -- what bounds or qualifies a time ---------------------------------------------------------------


def _deadline(time: Time) -> str:
    """Return the EDTF of "by" a time: a day counts, but whether 2030 does "by 2030" is not said."""
    if time.first != time.last:
        raise validation_error("date-either", first=time.before, second=time.at_latest)
    return time.at_latest


_END: Final = rf"(?:la |the )?(?:fin|end) {_OF}"
_ABOUT: Final = "vers|environ|env|autour de|circa|ca|c|about|around|approximately|approx"
#: The first that matches counts.
_QUALIFIED: Final[tuple[tuple[str, Callable[[Time], str]], ...]] = (
    (rf"(?:avant|before|d'ici(?: a)?|by) {_END}(?P<time>.+)", lambda time: time.at_latest),
    (r"(?:au plus tard|no later than|not later than) (?P<time>.+)", lambda t: t.at_latest),
    (r"(?P<time>.+) (?:au plus tard|at the latest)", lambda time: time.at_latest),
    (r"(?:d'ici(?: a)?|by) (?P<time>.+)", _deadline),
    (r"(?:avant|before) (?P<time>.+)", lambda time: time.before),
    (r"(?:apres|after) (?P<time>.+)", lambda time: time.after),
    (r"(?P<time>.+?) ?(?:\?|\(\?\))", lambda time: time.marked("?")),
    (rf"(?:~ ?|(?:{_ABOUT}) )(?P<time>.+)", lambda time: time.marked("~")),
    (r"(?P<time>.+) (?:environ|env|approx)", lambda time: time.marked("~")),
)


def _between(text: str, language: str | None) -> Time | None:
    found = _match(_BETWEEN, text)
    ends = found and _ends(found["start"], found["end"], language)
    return ends[0].until(ends[1]) if ends else None


def _ends(start: str, end: str, language: str | None) -> tuple[Time, Time] | None:
    """Return two times, of which the first may lack what the second has: "mai" of "juin 2027"."""
    last = _time(end, language)
    words = end.split()
    for n in range(len(words), 0, -1) if last else ():
        first = _time(" ".join([start, *words[n:]]), language)
        if first and last and first.first <= last.last:
            return first, last
    return None


def _refuse_span(text: str, language: str | None) -> None:
    """Refuse what may be a period or some day within it, with the EDTF for each."""
    for found in re.finditer(_TO, text):
        start, end = re.sub(_FROM, "", text[: found.start()]), text[found.end() :]
        if ends := _ends(start, end, language):
            raise _span_error(*ends)


def _span_error(first: Time, last: Time) -> Exception:
    return validation_error(
        "date-span", interval=first.through(last), choice=first.until(last).edtf
    )


def _refuse_years(text: str) -> None:
    """Refuse ``2019/05`` and ``2019-20``, with what they probably mean."""
    found = _match(_TWO_YEARS, text)
    if not found:
        return
    year, following = int(found["year"]), int(found["next"])
    one, other = Time.year(year), Time.year(year + 1)
    month = Time.month(year, following)
    is_next = len(found["next"]) == len("20") and (year + 1) % 100 == following
    if is_next and one and other:
        if month:
            interval = f"{one.edtf}/{other.edtf}"
            raise validation_error("date-either", first=month.edtf, second=interval)
        raise _span_error(one, other)
    if month:
        raise validation_error("date-meant", meant=month.edtf)


# -- times -----------------------------------------------------------------------------------------


def _time(text: str, language: str | None) -> Time | None:
    """Return a time without anything that bounds or qualifies it."""
    text = re.sub(_LEAD, "", text)
    if found := _match(_STRETCH, text):
        of = _time(found["of"], language)
        return of.stretch(_STRETCHES[found["stretch"]]) if of else None
    for pattern, time in _FORMS:
        if found := _match(pattern, text):
            return time(found, language)
    return None


def _numbers(found: re.Match[str], language: str | None) -> Time | None:
    """Return the day that two numbers and a year mean, unless they can mean two."""
    is_day_first = language in _DAY_FIRST
    one, two, year = int(found["one"]), int(found["two"]), _year(found["year"])
    readings = [(two, one), (one, two)]
    possible = {
        (month, day)
        for month, day in readings
        if 1 <= month <= MONTHS_IN_YEAR and 1 <= day <= _LONGEST_MONTH
    }
    if is_day_first and possible and readings[0] not in possible:
        meant = Time.day(year, one, two)  # in French there is no such month
        raise validation_error("date-meant", meant=meant.edtf if meant else "")
    if len(possible) > 1 and not is_day_first:
        first, second = (Time.day(year, *reading) for reading in readings)
        if first and second:
            raise validation_error("date-either", first=first.edtf, second=second.edtf)
    chosen = readings[0] if is_day_first else next(iter(possible), None)
    return Time.day(year, *chosen) if possible and chosen else None


def _year(text: str) -> int:
    """Return a year; two digits stand for one of the hundred years from 1970 on."""
    year = int(text)
    return year if len(text) > len("27") else _CENTURY_FROM + (year - _CENTURY_FROM) % 100


def _named_day(found: re.Match[str], _: str | None) -> Time | None:
    return Time.day(_year(found["year"]), _MONTH_NUMBERS[found["month"]], int(found["day"]))


def _part_of_year(found: re.Match[str], _: str | None) -> Time | None:
    number = found["number"]
    ordinal = int(number) if number.isdigit() else _ORDINALS[number]
    return Time.part_of_year(_year(found["year"]), _PARTS[found["part"]], ordinal)


_Form = Callable[[re.Match[str], str | None], Time | None]

#: The forms of a time, as patterns of a plain text; the first that matches counts.
_FORMS: Final[tuple[tuple[str, _Form], ...]] = (
    (_YEAR, lambda found, _: Time.year(int(found["year"]))),
    (_DIGITS % "-/. " + _YEAR, _numbers),
    (_DIGITS % "/." + r"(?P<year>\d\d)", _numbers),
    (
        rf"{_YEAR}(?P<gap>[-/. ])(?P<one>\d{{1,2}})(?P=gap)(?P<two>\d{{1,2}})",
        lambda found, _: Time.day(int(found["year"]), int(found["one"]), int(found["two"])),
    ),
    (
        rf"(?P<month>\d{{1,2}})[-/.]{_YEAR}",
        lambda found, _: Time.month(int(found["year"]), int(found["month"])),
    ),
    (
        rf"{_MONTH}[ /-]{_OF}{_YEAR}",
        lambda found, _: Time.month(int(found["year"]), _MONTH_NUMBERS[found["month"]]),
    ),
    (rf"{_DAY}[ /-](?:of )?{_MONTH}[ /-]{_SHORT_YEAR}", _named_day),
    (rf"{_MONTH} {_DAY},? {_YEAR}", _named_day),
    (rf"{_PART}(?P<number>[1-4])[ /-]{_OF}{_SHORT_YEAR}", _part_of_year),
    (rf"(?P<number>[1-4]){_PART}[ /-]?{_SHORT_YEAR}", _part_of_year),
    (rf"{_YEAR}[ /-]?{_PART}(?P<number>[1-4])", _part_of_year),
    (rf"{_ORDINAL} {_PART_NAME} {_OF}{_YEAR}", _part_of_year),
)
