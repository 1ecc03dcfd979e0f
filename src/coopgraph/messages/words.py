"""Dates in words, and what is wrong with a date, a text or a code."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import C_, N_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "or": N_("or"),
    # -- dates -------------------------------------------------------------------------------------
    "date-from": N_("from {date}"),
    "date-until": N_("until {date}"),
    "date-or-later": N_("{date} or later"),
    "date-or-earlier": N_("{date} or earlier"),
    "date-between": N_("between {start} and {end}"),
    "date-from-semester": N_("from the {date}"),
    "date-from-quadrimester": C_("quadrimester", "from {date}"),
    "date-until-semester": N_("until the {date}"),
    "date-until-quadrimester": C_("quadrimester", "until {date}"),
    "date-~-semester": N_("about the {date}"),
    "date-~-quadrimester": C_("quadrimester", "about {date}"),
    "date-range-~": N_("roughly {date}"),
    "date-range-%": N_("roughly {date} (uncertain)"),
    "date-?": N_("{date} (uncertain)"),
    "date-~": N_("about {date}"),
    "date-%": N_("about {date} (uncertain)"),
    "date-quadrimester-1": N_("first four months of {year}"),
    "date-quadrimester-2": N_("May to August {year}"),
    "date-quadrimester-3": N_("last four months of {year}"),
    "date-semester-1": N_("first half of {year}"),
    "date-semester-2": N_("second half of {year}"),
    # -- why a text is no date ---------------------------------------------------------------------
    "date-either": N_("it can mean {first} or {second}; write the one that is meant"),
    "date-form": N_(
        "not a date, such as 2019, May 2019, 30/06/2019, Q1 2027, end of 2028, or one in EDTF: "
        "2019-11-04, 2020/.. or [2020..]"
    ),
    "date-meant": N_("for that date write {meant}"),
    "date-no-day": N_("that month has {days} days"),
    "date-no-month": N_("there is no month {month}"),
    "date-order": N_("it ends before it begins"),
    "date-placeholder": N_("{year} often stands for 'no date': leave it out, or write '..'"),
    "date-season": N_("seasons are not supported; for two years write {meant}"),
    "date-slashes": N_("an interval has one '/'"),
    "date-span": N_("for the whole time write {interval}; for some day in it, {choice}"),
    "date-type": N_("a date is text, a year or a day, not {type}"),
    "date-unbounded": N_("an interval needs a date at one end at least"),
    "date-unspecified": N_("a known month or day of an unspecified year or month is not supported"),
    # -- texts and codes ---------------------------------------------------------------------------
    "text-control": N_("the text holds an invisible control character"),
    "text-empty": N_("the text is empty"),
    "text-language": N_("'{value}' is not a language code such as fr, en or ar"),
    "text-type": N_("expected a text, or one text per language such as {{fr: …, en: …}}"),
    "bad-country": N_("'{value}' is not a two-letter ISO 3166 country code"),
    "bad-id": N_("'{value}' is not an id (small letters without accents, digits, hyphens)"),
}
