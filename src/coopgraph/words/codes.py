"""Ids of records, and country codes and names."""

import itertools
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Annotated

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import AfterValidator, Field

from coopgraph._base.errors import validation_error
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
    "slug_of",
    "unique_slugs",
]


def slug_of(text: str) -> str:
    """Return the id that is closest to a text."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def unique_slugs(
    theirs: Iterable[tuple[str, str]], taken: Collection[str] = ()
) -> dict[tuple[str, str], str]:
    """Return a unique id for each foreign id, given with its kind; numbers distinguish equal ones.

    The result does not depend on the order of the foreign ids.

    Examples
    --------
    >>> unique_slugs([("treaty", "A_1"), ("treaty", "A.1"), ("state", "FRA")])
    {('state', 'FRA'): 'fra', ('treaty', 'A.1'): 'a-1', ('treaty', 'A_1'): 'a-1-2'}
    """
    slugs: dict[tuple[str, str], str] = {}
    used = set(taken)
    for kind, written in sorted(set(theirs)):
        stem = slug_of(written) or slug_of(kind) or "item"
        numbered = itertools.chain([stem], (f"{stem}-{n}" for n in itertools.count(2)))
        slugs[kind, written] = next(slug for slug in numbered if slug not in used)
        used.add(slugs[kind, written])
    return slugs


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise validation_error("bad-id", value=value, suggestion=slug_of(value))
    return value


def _country(value: str) -> str:
    if value in _country_names():
        return value
    raise validation_error("bad-country", value=value, suggestion=_country_meant(value) or "")


def _country_meant(written: str) -> str | None:
    """Return the code of the country that another code or a name probably means."""
    alias = _aliases("[A-Z]{2}").get(written)
    forms = (written, written.upper())
    found = (country_code(form, scheme) for form in forms for scheme in CountryScheme)
    return alias or next(filter(None, found), None)


class CountryScheme(Word):
    """A scheme by which tables identify countries."""

    ALPHA2 = "alpha2", N_("two-letter code")
    ALPHA3 = "alpha3", N_("three-letter code")
    NUMERIC = "numeric", N_("three-digit code")
    NAME = "name", N_("name")


#: Codes of former states that are now part of another, and of Metropolitan France.
_NO_STATES_NOW = {"DD", "DDR", "278", "YD", "YMD", "720", "FX", "FXX", "249"}
#: Two-letter codes of ISO 3166 that are not those of countries.
_UNIONS = {"EU", "UN"}


@lru_cache(maxsize=4096)
def country_code(written: str, scheme: CountryScheme) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country given in a scheme, or none if unknown.

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
        case CountryScheme.NUMERIC:  # spreadsheets drop leading zeros
            found = _aliases("[0-9]{3}").get(written.zfill(3))
        case CountryScheme.NAME:
            wanted = fold(written)
            names = _country_names().items()
            found = next((code for code, called in names if wanted in called), None)
    return None if found in _UNIONS else found


@lru_cache
def _aliases(form: str) -> dict[str, str]:
    """Map each other code of a form to its two-letter code, where that is unambiguous."""
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
    """Map each ISO 3166-1 alpha-2 code to the folded names of its country."""
    not_iso = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "XA", "XB", "ZZ"}
    territories = {tag: Locale.parse(tag).territories for tag in ("en", "fr", "ar")}
    codes = {code for code in map(str, territories["en"]) if re.fullmatch("[A-Z]{2}", code)}
    return {
        code: frozenset(fold(names[code]) for names in territories.values() if code in names)
        for code in sorted(codes - not_iso)
    }


@lru_cache(maxsize=4096)
def country_name(code: str, lang: str) -> str:
    """Return the name of a country by its ISO 3166 code; other text is returned unchanged."""
    try:
        names = Locale.parse(lang).territories
    except (UnknownLocaleError, ValueError):  # a language without names in Unicode CLDR
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
#: The id of another record, whose existence is checked in ``records.references``.
Reference = Annotated[str, Field(min_length=1, description="Id of a record of the dossier.")]
Country = Annotated[
    str,
    AfterValidator(_country),
    Field(description="ISO 3166-1 alpha-2, e.g. FR.", json_schema_extra={"pattern": "^[A-Z]{2}$"}),
]
