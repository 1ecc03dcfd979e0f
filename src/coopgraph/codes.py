"""Codes that stand for records and countries."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Annotated

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import AfterValidator, Field

from coopgraph.errors import invalid
from coopgraph.text import fold

__all__ = [
    "Country",
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
    raise invalid("bad-country", value=value, suggestion=country_code(value) or "")


#: Three-letter codes of states that have since become part of another.
_STATES_THAT_WERE = {"DDR", "YMD"}


@lru_cache(maxsize=4096)
def country_code(written: str) -> str | None:
    """The ISO 3166-1 alpha-2 code meant by a code of two or three letters, or a country's name.

    Examples
    --------
    >>> country_code("MAR"), country_code("Maroc"), country_code("Yugoslavia")
    ('MA', 'MA', None)
    """
    aliases = get_global("territory_aliases").get(written, ())
    if len(aliases) == 1 and written not in _STATES_THAT_WERE:
        return str(aliases[0])
    wanted = fold(written)
    return next((code for code, names in _country_names().items() if wanted in names), None)


@lru_cache
def _country_names() -> dict[str, frozenset[str]]:
    """What people may call each country, folded, by its ISO 3166-1 alpha-2 code."""
    not_iso = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "XA", "XB", "ZZ"}
    territories = {tag: Locale.parse(tag).territories for tag in ("en", "fr", "ar")}
    codes = {code for code in map(str, territories["en"]) if re.fullmatch("[A-Z]{2}", code)}
    return {
        code: frozenset(fold(names.get(code, code)) for names in territories.values())
        | {code.lower()}
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
