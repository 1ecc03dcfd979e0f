"""Codes that stand for records and countries."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Annotated

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import AfterValidator, Field

from coopgraph._base.errors import invalid
from coopgraph.messages.marks import N_
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import Word

__all__ = [
    "Country",
    "CountryScheme",
    "Reference",
    "Slug",
    "country_code",
    "country_name",
    "numbered_slugs",
    "slug_of",
]


def slug_of(text: str) -> str:
    """The id that comes closest to a text."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def numbered_slugs(
    theirs: Iterable[tuple[str, str]], taken: Collection[str] = ()
) -> dict[tuple[str, str], str]:
    """An id of ours for each of theirs, given with its kind; alike ones are told apart by numbers.

    The order in which they are given does not matter.

    Examples
    --------
    >>> numbered_slugs([("treaty", "A_1"), ("treaty", "A.1"), ("state", "FRA")])
    {('state', 'FRA'): 'fra', ('treaty', 'A.1'): 'a-1', ('treaty', 'A_1'): 'a-1-2'}
    """
    slugs: dict[tuple[str, str], str] = {}
    used = set(taken)
    for kind, written in sorted(set(theirs)):
        slug = stem = slug_of(written) or slug_of(kind) or "item"
        number = 1
        while slug in used:
            number += 1
            slug = f"{stem}-{number}"
        used.add(slug)
        slugs[kind, written] = slug
    return slugs


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise invalid("bad-id", value=value, suggestion=slug_of(value))
    return value


def _country(value: str) -> str:
    if value in _country_names():
        return value
    raise invalid("bad-country", value=value, suggestion=_country_meant(value) or "")


def _country_meant(written: str) -> str | None:
    """The code of the country meant by another of its codes, or by its name."""
    alias = _aliases("[A-Z]{2}").get(written)
    forms = (written, written.upper())
    found = (country_code(form, scheme) for form in forms for scheme in CountryScheme)
    return alias or next(filter(None, found), None)


class CountryScheme(Word):
    """What tables name countries by."""

    ALPHA2 = "alpha2", N_("two-letter code")
    ALPHA3 = "alpha3", N_("three-letter code")
    NUMERIC = "numeric", N_("three-digit code")
    NAME = "name", N_("name")


#: Codes of states that have since become part of another, and of a part of France.
_NO_STATES_NOW = {"DD", "DDR", "278", "YD", "YMD", "720", "FX", "FXX", "249"}
#: What has a two-letter code in ISO 3166 but is no country.
_UNIONS = {"EU", "UN"}


@lru_cache(maxsize=4096)
def country_code(written: str, scheme: CountryScheme) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country that is given in a scheme; none if it is none of it.

    Examples
    --------
    >>> country_code("MAR", CountryScheme.ALPHA3), country_code("Maroc", CountryScheme.NAME)
    ('MA', 'MA')
    >>> country_code("EC", CountryScheme.ALPHA2), country_code("EC", CountryScheme.ALPHA3)
    ('EC', None)
    """
    match scheme:
        case CountryScheme.ALPHA2:
            found = written if written in _country_names() else None
        case CountryScheme.ALPHA3:
            found = _aliases("[A-Z]{3}").get(written)
        case CountryScheme.NUMERIC:  # spreadsheets drop the zeros that some begin with
            found = _aliases("[0-9]{3}").get(written.zfill(3))
        case CountryScheme.NAME:
            wanted = fold(written)
            names = _country_names().items()
            found = next((code for code, called in names if wanted in called), None)
    return None if found in _UNIONS else found


@lru_cache
def _aliases(form: str) -> dict[str, str]:
    """The two-letter code that each other code of a form stands for, if it stands for one alone."""
    return {
        str(alias): str(codes[0])
        for alias, codes in get_global("territory_aliases").items()
        if re.fullmatch(form, alias)
        and len(codes) == 1
        and codes[0] in _country_names()
        and alias not in _NO_STATES_NOW
    }


@lru_cache
def _country_names() -> dict[str, frozenset[str]]:
    """What people may call each country, folded, by its ISO 3166-1 alpha-2 code."""
    not_iso = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "XA", "XB", "ZZ"}
    territories = {tag: Locale.parse(tag).territories for tag in ("en", "fr", "ar")}
    codes = {code for code in map(str, territories["en"]) if re.fullmatch("[A-Z]{2}", code)}
    return {
        code: frozenset(fold(names[code]) for names in territories.values() if code in names)
        for code in sorted(codes - not_iso)
    }


@lru_cache(maxsize=4096)
def country_name(code: str, lang: str) -> str:
    """A country's name by its ISO 3166 code; what is no code stays as it is."""
    try:
        names = Locale.parse(lang).territories
    except (UnknownLocaleError, ValueError):  # a language of which Unicode has no names
        names = Locale.parse("en").territories
    return str(names.get(code, code))


Slug = Annotated[
    str,
    AfterValidator(_slug),
    Field(
        description="Small letters, digits and single hyphens, unique in the dossier.",
        json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    ),
]
#: The id of another record; that it exists is checked where the records meet.
Reference = Annotated[str, Field(min_length=1, description="Id of a record of the dossier.")]
Country = Annotated[
    str,
    AfterValidator(_country),
    Field(description="ISO 3166-1 alpha-2, e.g. FR.", json_schema_extra={"pattern": "^[A-Z]{2}$"}),
]
