"""The tables that a dossier is written as: one per kind of record, derived from the model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from coopgraph._base.errors import Loc
from coopgraph.messages.catalogue import LANGUAGES, say
from coopgraph.records.base import types_in
from coopgraph.records.dossier import Dossier
from coopgraph.records.models import (
    Activity,
    Agreement,
    Alias,
    Evidence,
    Identity,
    Institution,
    Link,
    Participant,
    Party,
    Place,
    Provision,
    Record,
    Requirement,
    Source,
    Topic,
)
from coopgraph.words.dates import EDTFDate
from coopgraph.words.text import Text, fold
from coopgraph.words.vocabulary import Gender, Relation, Word
from coopgraph.words.word import Held

__all__ = ["LIST_SEPARATOR", "SHEETS", "Column", "Holds", "Sheet"]

#: Between several values in one cell.
LIST_SEPARATOR: Final = ";"


class Holds(Enum):
    """What the cells of a column hold."""

    TEXT = auto()  # for readers, in one language or, in columns of their own, in several
    PLAIN = auto()
    ID = auto()
    WORD = auto()
    DATE = auto()
    NUMBER = auto()
    IDS = auto()
    EVIDENCE = auto()  # references of rows in the table of evidence
    CODES = auto()  # codes by scheme, each scheme in a column of its own


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes
    ----------
    name
        Its title for programs.
    path
        Where its value goes in the record.
    holds
        What its cells hold.
    words
        The closed words it takes, if it does.
    required
        Whether a record cannot be without it.
    names
        The tables whose ids its cells name, if they do.
    """

    name: str
    path: Loc
    holds: Holds
    words: tuple[Word, ...] = ()
    required: bool = False
    names: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """Its title for readers."""
        if self.is_stage:
            return say(f"cell-{self.path[0]}", lang, stage=self.words[0].label(lang))
        return say(f"cell-{self.name}", lang)

    def meaning(self, lang: str) -> str:
        """What it says."""
        name = self.path[0] if self.is_stage else self.name
        return say(f"cell-{name}-meaning", lang)

    @property
    def is_stage(self) -> bool:
        """Whether it holds the date of one stage."""
        return self.holds is Holds.DATE and bool(self.words)

    def word(self, written: str) -> str:
        """The closed word meant by a label in either language; else what is written."""
        return _meant(self.words).get(fold(written), written)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a dossier.

    Attributes
    ----------
    name
        Its title for programs, and the name of its CSV file.
    model
        The kind of record in its rows.
    owners
        The tables whose records these are parts of; none if they stand for themselves.
    owner
        The title of the column that names the owner.
    columns
        Its columns, that of the owner included.
    """

    name: str
    model: type[Record]
    owners: tuple[str, ...]
    owner: str
    columns: tuple[Column, ...]

    def title(self, lang: str) -> str:
        """Its title for readers."""
        return say(f"sheet-{self.name}", lang)

    @property
    def gender(self) -> Gender:
        """The gender that French words in its cells agree with."""
        feminine = {"agreements", "activities"}
        return Gender.FEMININE if self.name in feminine else Gender.MASCULINE

    def column(self, name: str) -> Column | None:
        """The column of a name."""
        return next((column for column in self.columns if column.name == name), None)

    def is_called(self, title: str) -> bool:
        """Whether a worksheet or file of that title is this table."""
        return fold(title) in {self.name, *(fold(self.title(lang)) for lang in LANGUAGES)}


@lru_cache
def _meant(words: tuple[Word, ...]) -> Mapping[str, str]:
    labels = {
        fold(label): word.value
        for word in words
        for label in (*word.labels, word.replace("_", " "))
    }
    return {**labels, **{word.value: word.value for word in words}}


#: The relations that the table of links names, each a field of links.
LINKS: Final = tuple(relation for relation in Relation if relation.held is Held.LINK)

_ITEMS: Final[Mapping[str, type[Record]]] = {
    "institutions": Institution,
    "agreements": Agreement,
    "provisions": Provision,
    "activities": Activity,
}


def _with_fields(*fields: str) -> tuple[str, ...]:
    """The tables of items whose records have one of some fields."""
    return tuple(name for name, model in _ITEMS.items() if set(fields) & set(model.model_fields))


#: The tables whose ids a field names.
_NAMED: Final[Mapping[tuple[type[Record], str], tuple[str, ...]]] = {
    (Party, "institution"): ("institutions",),
    (Participant, "institution"): ("institutions",),
    (Evidence, "source"): ("sources",),
    (Link, "to"): tuple(_ITEMS),
    (Requirement, "any_of"): tuple(_ITEMS)[1:],
    (Identity, "items"): tuple(_ITEMS),
}


def _columns(model: type[Record]) -> Iterator[Column]:
    """The columns for the fields of a record, without those that have a table of their own."""
    for name, field in model.model_fields.items():
        types = list(types_in(field.annotation))
        words = tuple(word for kind in types if issubclass(kind, Word) for word in kind)
        required = field.is_required() and (model, name) != (Agreement, "status")
        named = _NAMED.get((model, name), ())
        if name == "evidence":
            yield Column(name, (name,), Holds.EVIDENCE)
        elif any(issubclass(kind, Record) for kind in types):
            continue
        elif words and EDTFDate in types:
            stem = name.removesuffix("s") if name == "dates" else name
            for word in words:
                yield Column(f"{stem}_{word}", (name, word.value), Holds.DATE, (word,))
        elif name == "span":
            yield Column("span_from", (name, 0), Holds.NUMBER)
            yield Column("span_to", (name, 1), Holds.NUMBER)
        elif name == "identifiers":
            yield Column(name, (name,), Holds.CODES)
        elif name in {"any_of", "items"}:
            yield Column(name, (name,), Holds.IDS, required=True, names=named)
        else:
            holds = _holds(name, types, named=bool(named))
            yield Column(name, (name,), holds, words, required, named)


def _holds(name: str, types: list[type], *, named: bool) -> Holds:
    if name == "id" or named:
        return Holds.ID
    for kind, holds in (
        (Text, Holds.TEXT),
        (Word, Holds.WORD),
        (EDTFDate, Holds.DATE),
        (int, Holds.NUMBER),
    ):
        if any(issubclass(found, kind) for found in types):
            return holds
    return Holds.PLAIN


def _sheet(name: str, model: type[Record], *owners: str) -> Sheet:
    columns = list(_columns(model))
    owner = {0: "", 1: owners[0].removesuffix("s") if owners else ""}.get(len(owners), "item")
    owner = "activity" if owner == "activitie" else owner
    before = [Column(owner, (), Holds.ID, required=True, names=owners)] if owners else []
    if model is Link:
        before.append(Column("relation", (), Holds.WORD, LINKS, required=True))
    if model is Evidence:
        before.append(Column("reference", (), Holds.PLAIN, required=True))
    # What is rarely filled in stands to the right.
    last = [c for c in columns if c.name in {"evidence", "note"}]
    return Sheet(
        name, model, owners, owner, (*before, *(c for c in columns if c not in last), *last)
    )


#: The tables by their names, those that others belong to before those others.
SHEETS: Final[Mapping[str, Sheet]] = {
    sheet.name: sheet
    for sheet in (
        _sheet("dossier", Dossier),
        _sheet("evidence", Evidence),
        _sheet("sources", Source),
        _sheet("institutions", Institution),
        _sheet("agreements", Agreement),
        _sheet("provisions", Provision, "agreements"),
        _sheet("activities", Activity),
        _sheet("parties", Party, "agreements"),
        _sheet("participants", Participant, "activities"),
        _sheet("requirements", Requirement, *_with_fields("requires")),
        _sheet("links", Link, *_with_fields(*(relation.field for relation in LINKS))),
        _sheet("aliases", Alias, "institutions"),
        _sheet("topics", Topic, "agreements", "activities"),
        _sheet("places", Place, "activities"),
        _sheet("identities", Identity),
    )
}
