"""Fields and values of records as answers show them: for programs, and in words."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from coopgraph.answers.evidence import cited
from coopgraph.answers.milestones import Outlook
from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import MESSAGES, say
from coopgraph.records.models import Evidence
from coopgraph.records.numbers import plain_number
from coopgraph.words.codes import country_name
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate
from coopgraph.words.relations import Relation
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import AgreementStatus, Modality, PartyStage, Word
from coopgraph.words.word import Held

__all__ = ["Entry", "field_words", "is_wording", "plain_value", "value_words"]

_TEXT: Final = 90  # characters of a text that a table shows


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, such as a party: its fields and their values."""

    values: Mapping[str, object]


# -- fields -----------------------------------------------------------------------------------------


def field_words(field: str, item: Item, lang: str) -> list[str]:
    """The parts of the name of a field in words, in the terms of the sheets of a workbook.

    A part that has no label is shown as it is.

    Examples
    --------
    >>> (
    ...     field_words("dates.signed", Item("a", "A"), "en"),
    ...     field_words("parties.role", Item("a", "A"), "fr"),
    ... )
    (['date: signed'], ['parties', 'rôle'])
    """
    parts = field.split(".")
    is_part = any(one.field == parts[0] and one.held is Held.PART for one in Relation)
    return list(_parts_in_words(parts, _ACTS if is_part else _STAGES, item, lang))


#: Where the stages of dates are named: the acts of parties are nouns.
_STAGES: Final = (AgreementStatus, PartyStage)
_ACTS: Final = (PartyStage, AgreementStatus)


def _parts_in_words(
    parts: Sequence[str], stages: Sequence[type[Word]], item: Item, lang: str
) -> Iterator[str]:
    if not parts:
        return
    name, rest = parts[0], parts[1:]
    message = MESSAGES.get(f"cell-{name}")
    if rest and message and "{stage}" in message.one:
        known = (
            words(rest[0]).label(lang, item.gender) for words in stages if rest[0] in set(words)
        )
        yield say(f"cell-{name}", lang, stage=next(known, rest[0]))
        rest = rest[1:]
    else:
        yield _part_in_words(name, lang)
    yield from _parts_in_words(rest, stages, item, lang)


def _part_in_words(name: str, lang: str) -> str:
    relation = _RELATIONS.get(name)
    if relation:
        return relation.label(lang)
    codes = (f"{of}-{name}" for of in _LABELS)
    code = next((one for one in codes if one in MESSAGES and "{" not in MESSAGES[one].one), "")
    return say(code, lang) if code else name.replace("_", " ")


#: The relations by the field in the record that has them, or by their name.
_RELATIONS: Final = {relation.value: relation for relation in Relation} | {
    relation.field: relation for relation in Relation if not relation.is_stated_by_prerequisite
}
#: Where the labels of fields are, in order.
_LABELS: Final = ("sheet", "cell", "field")


# -- values -----------------------------------------------------------------------------------------


#: Texts that are codes, on which answers depend.
_CODES: Final = ("country", "currency")


def is_wording(field: str, value: object) -> bool:
    """Whether a value of a field is a text or evidence, on which no answer depends.

    Examples
    --------
    >>> is_wording("name", "Lyon"), is_wording("country", "FR")
    (True, False)
    """
    if isinstance(value, Entry):
        return all(is_wording(name, one) for name, one in value.values.items())
    if isinstance(value, tuple | frozenset):
        return all(isinstance(one, Evidence | str) for one in value)
    if isinstance(value, Word) or field.endswith(_CODES):
        return False
    return isinstance(value, Text | str)


#: By type of value, the first that fits: what programs get, which is JSON-safe.
_PLAIN: Final[Sequence[tuple[Any, Callable[[Any], Any]]]] = (
    (bool | int | float | None, lambda value: value),
    (Outlook, lambda value: value.at_best.value),
    (Entry, lambda value: {name: plain_value(one) for name, one in value.values.items()}),
    (Evidence, lambda value: value.model_dump(mode="json", exclude_defaults=True)),
    (Item, lambda value: value.id),
    (tuple | list, lambda value: list(map(plain_value, value))),
    (frozenset, lambda value: sorted(map(plain_value, value), key=str)),
    (Decimal, plain_number),
    (Text, lambda value: value.plain),
    (Enum, lambda value: value.value),
    (object, str),
)


def plain_value(value: object) -> Any:
    """A value as records of an answer have it: JSON-safe."""
    return next(plain for kind, plain in _PLAIN if isinstance(value, kind))(value)


def value_words(value: object, field: str, item: Item, lang: str) -> str:
    """A value of a field in words.

    Examples
    --------
    >>> value_words(EDTFDate("2027-33"), "expires", Item("a", "A"), "fr")
    'T1 2027'
    """
    if field.endswith("country"):
        return country_name(str(value or ""), lang)
    if isinstance(value, Entry):
        return _entry(value, field, item, lang)
    words = next(words for kind, words in _WORDS if isinstance(value, kind))
    return words(value, item, lang)


def _several(values: Any, item: Item, lang: str) -> str:
    if any(isinstance(value, Evidence) for value in values):
        return "; ".join(cited(values, lang))
    return ", ".join(sorted(value_words(one, "", item, lang) for one in values))


def _number(value: Decimal | float, _: Item, lang: str) -> str:
    text = str(plain_number(value) if isinstance(value, Decimal) else value)
    return text.replace(".", ",") if lang == "fr" else text


def _entry(entry: Entry, field: str, item: Item, lang: str) -> str:
    """The fields of an entry that say more than usual."""
    return ", ".join(
        _field_of_entry(f"{field}.{name}", value, item, lang)
        for name, value in sorted(entry.values.items(), key=_role_first)
        if name != "any_of" and not _is_usual(name, value)
    )


def _is_usual(name: str, value: object) -> bool:
    """Whether a value goes without saying; one of the alternatives of a requirement is enough."""
    return value is False or value is Modality.REQUIRED or (name, value) == ("at_least", 1)


def _role_first(field: tuple[str, object]) -> tuple[bool, str]:
    return field[0] != "role", field[0]


def _field_of_entry(field: str, value: object, item: Item, lang: str) -> str:
    words = value_words(value, field, item, lang)
    if not isinstance(value, EDTFDate | Decimal | int | float):
        return words
    label = " · ".join(field_words(field, item, lang)[1:])
    between = " " if ":" in label else f"{say('colon', lang)} "
    return label if value is True else f"{label}{between}{words}"


def _short(value: object, _: Item, lang: str) -> str:
    text = value.in_language(lang) if isinstance(value, Text) else str(value)
    return textwrap.shorten(text, _TEXT, placeholder=" …")


#: By type of value, the first that fits: how it is put in words for an item, in a language.
_WORDS: Final[Sequence[tuple[Any, Callable[[Any, Item, str], str]]]] = (
    (None.__class__, lambda *_: ""),
    (Outlook, lambda value, _, lang: value.label(lang)),
    (Word, lambda value, item, lang: value.label(lang, item.gender)),
    (EDTFDate, lambda value, _, lang: format_date(value, lang)),
    (bool, lambda value, _, lang: say("yes" if value else "no", lang)),
    (Item, lambda value, *_: value.short),
    (tuple | frozenset | list, _several),
    (Decimal | int | float, _number),
    (object, _short),
)
