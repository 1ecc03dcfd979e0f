"""Dates as text in the language of the reader."""

from datetime import date

from babel.dates import format_interval, format_skeleton

from coopgraph.messages.catalogue import say
from coopgraph.words.dates import EDTFDate
from coopgraph.words.months import YEAR_PARTS, YearPart

__all__ = ["format_date", "month_or_year"]


def format_date(when: EDTFDate, language: str = "en") -> str:
    """Return a date as text for a reader, or as EDTF where there is no other form.

    Examples
    --------
    >>> format_date(EDTFDate("2019-11-04/2019-11-06"), "fr")
    '4–6 nov. 2019'
    >>> format_date(EDTFDate("[2020..]"))
    '2020 or later'
    >>> format_date(EDTFDate("2027-33"), "fr"), format_date(EDTFDate("2027-40"))
    ('T1 2027', 'first half of 2027')
    """
    text = when.text
    if text.startswith("["):
        parts = [part.strip() for part in text[1:-1].split(",")]
        words = [_choice_in_words(part, language) for part in parts]
        return f" {say('or', language)} ".join(words)
    if "/" not in text:
        return _single_in_words(text, language)
    left, right = text.split("/")
    if left == ".." or right == "..":
        key, given = ("date-until", right) if left == ".." else ("date-from", left)
        return _joined(key, given, language)
    return _range_in_words(left, right, language)


#: The marks of what is uncertain, approximate, or both.
_MARKS = ("?", "~", "%")


def month_or_year(day: date, unit: str, language: str = "en") -> str:
    """Return the month or the year of a day, for the ticks of an axis.

    Examples
    --------
    >>> month_or_year(date(2020, 2, 1), "month", "fr")
    'févr. 2020'
    """
    skeleton = "y" if unit == "year" else "yMMM"
    return str(format_skeleton(skeleton, day, locale=_locale(language)))


def _choice_in_words(part: str, language: str) -> str:
    left, dots, right = (piece.strip() for piece in part.partition(".."))
    if not dots:
        return _single_in_words(left, language)
    mark = left[-1:]
    if left and mark in _MARKS and right.endswith(mark):  # said once
        bare = _choice_in_words(f"{left[:-1]}..{right[:-1]}", language)
        return say("date-?" if mark == "?" else f"date-range-{mark}", language, date=bare)
    if left and right:
        start, end = (_single_in_words(side, language) for side in (left, right))
        return say("date-between", language, start=start, end=end)
    key, given = ("date-or-later", left) if left else ("date-or-earlier", right)
    return say(key, language, date=_single_in_words(given, language))


def _range_in_words(left: str, right: str, language: str) -> str:
    skeleton = _skeleton(left)
    if skeleton and skeleton == _skeleton(right):
        start, end = (_first_day(side) for side in (left, right))
        return str(format_interval(start, end, skeleton, locale=_locale(language)))
    ends = [_single_in_words(side, language) if side else "?" for side in (left, right)]
    return " – ".join(ends)


def _single_in_words(text: str, language: str) -> str:
    bare = text.rstrip("?~%")
    skeleton = _skeleton(bare)
    words = bare
    if part := _year_part(bare):
        words = _part_in_words(part, bare, language)
    elif skeleton:
        pattern = "yMMMM" if skeleton == "yMMM" else skeleton
        words = str(format_skeleton(pattern, _first_day(bare), locale=_locale(language)))
    mark = text[len(bare) :]
    if not mark:
        return words
    if mark == "~":
        return _joined("date-~", bare, language)
    return say(f"date-{mark}", language, date=words)


def _joined(key: str, given: str, language: str) -> str:
    """A date after a preposition, which some parts of a year need an article for."""
    part = _year_part(given)
    code = f"{key}-{part.kind}" if part and part.kind != "quarter" else key
    return say(code, language, date=_single_in_words(given, language))


def _year_part(text: str) -> YearPart | None:
    """Return the quarter, quadrimester or semester that a date is."""
    _, _, code = text.partition("-")
    return YEAR_PARTS.get(int(code)) if code.isdigit() else None


def _part_in_words(part: YearPart, text: str, language: str) -> str:
    if part.kind == "quarter":
        return str(format_skeleton("yQQQ", _first_day(text), locale=_locale(language)))
    return say(f"date-{part.kind}-{part.number}", language, year=text[:4])


def _skeleton(text: str) -> str | None:
    """Return the Unicode date skeleton for the precision of a date, if there is one."""
    if not text or not set(text) <= set("0123456789-") or _year_part(text):
        return None
    return {4: "y", 7: "yMMM", 10: "yMMMd"}.get(len(text))


def _locale(language: str) -> str:
    # Day before month, as elsewhere in the world: "4–6 Nov 2019".
    return "fr" if language == "fr" else "en_GB"  # words and months in one language


def _first_day(text: str) -> date:
    return EDTFDate(text).earliest or date.min
