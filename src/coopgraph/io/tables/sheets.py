"""The tables of a dossier: one for each kind of record, with columns derived from the models."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from coopgraph._base.errors import Loc, Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph.messages.catalogue import LANGUAGES, say
from coopgraph.messages.marks import N_
from coopgraph.records import models
from coopgraph.records.base import types_in
from coopgraph.records.dossier import Dossier
from coopgraph.records.identities import Identity
from coopgraph.records.models import Record
from coopgraph.records.numbers import Amount
from coopgraph.records.thresholds import Threshold
from coopgraph.words.dates import EDTFDate
from coopgraph.words.relations import Relation
from coopgraph.words.text import Text, fold
from coopgraph.words.vocabulary import Gender, ThresholdUse, Word
from coopgraph.words.word import Held

__all__ = [
    "LINKS",
    "LIST_SEPARATOR",
    "SHEETS",
    "Column",
    "Holds",
    "Sheet",
    "YesNo",
    "find_sheet",
]

#: Separates several values in one cell.
LIST_SEPARATOR: Final = ";"


class YesNo(Word):
    """The answers in a column that asks whether something is so."""

    YES = "yes", N_("yes")
    NO = "no", N_("no")


class Holds(Enum):
    """The type of the cells of a column."""

    TEXT = auto()  # for readers; in several languages, one column for each
    PLAIN = auto()
    ID = auto()
    WORD = auto()  # of the vocabulary
    DATE = auto()
    NUMBER = auto()
    IDS = auto()
    EVIDENCE = auto()  # references to rows of the evidence table
    FLAG = auto()  # yes or no
    CODES = auto()  # identifiers; one column for each scheme
    WEIGHTS = auto()  # numbers by name; one column for each name

    @property
    def has_parts(self) -> bool:
        """Whether it takes one column for each part, and none without one."""
        return self in {Holds.CODES, Holds.WEIGHTS}


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes
    ----------
    name
        Its field title, as programs write it.
    path
        The place of its value in the record; empty if the record does not keep it.
    holds
        The type of its cells.
    words
        The words of the vocabulary that it accepts, if it is restricted to some.
    required
        Whether every record needs it.
    names
        The tables whose ids its cells refer to, if any.
    """

    name: str
    path: Loc
    holds: Holds
    words: tuple[Word, ...] = ()
    required: bool = False
    names: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """Return the title for readers."""
        if self.is_stage:
            return say(f"cell-{self.path[0]}", lang, stage=self.words[0].label(lang))
        return say(f"cell-{self.name}", lang)

    def meaning(self, lang: str) -> str:
        """Explain the column in a sentence."""
        name = self.path[0] if self.is_stage else self.name
        return say(f"cell-{name}-meaning", lang)

    @property
    def is_stage(self) -> bool:
        """Whether it holds the date of one stage."""
        return self.holds is Holds.DATE and bool(self.words)

    def word(self, written: str) -> str:
        """Return the word with that label, in either language; else the text unchanged."""
        return _words_by_label(self.words).get(fold(written), written)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a dossier.

    Attributes
    ----------
    name
        Its name for programs, and of its CSV file.
    model
        The model of the records in its rows.
    owners
        The tables whose records own these; none for records that stand on their own.
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

    @property
    def field(self) -> str:
        """The field in which the owner keeps these records, unless ``chooser`` names it."""
        return "" if self.chooser else {"requirements": "requires"}.get(self.name, self.name)

    @property
    def chooser(self) -> Column | None:
        """The column whose words name the field in which the owner keeps a record; if any."""
        return next((c for c in self.columns if c.holds is Holds.WORD and not c.path), None)

    @property
    def placing(self) -> tuple[str, ...]:
        """The columns that only say where a record belongs; the record does not keep them."""
        return tuple(column.name for column in self.columns if not column.path)

    def title(self, lang: str) -> str:
        """Return the title for readers."""
        return say(f"sheet-{self.name}", lang)

    @property
    def gender(self) -> Gender:
        """The gender that French words in its cells agree with."""
        feminine = {"agreements", "activities"}
        return Gender.FEMININE if self.name in feminine else Gender.MASCULINE

    def is_called(self, title: str) -> bool:
        """Whether a worksheet or file of that title holds this table."""
        return fold(title) in {self.name, *(fold(self.title(lang)) for lang in LANGUAGES)}


@lru_cache
def _words_by_label(words: tuple[Word, ...]) -> Mapping[str, str]:
    labels = {
        fold(label): word.value
        for word in words
        for label in (*word.labels, word.replace("_", " "))
    }
    return {**labels, **{word.value: word.value for word in words}}


#: The relations of the links table, each a field of its owner.
LINKS: Final = tuple(relation for relation in Relation if relation.held is Held.LINK)

#: The tables whose records belong in one of several fields: the column that says which, its words.
_CHOOSERS: Final[Mapping[str, tuple[str, tuple[Word, ...]]]] = {
    "links": ("relation", LINKS),
    "thresholds": ("needed_for", tuple(ThresholdUse)),
}

_ITEMS: Final[Mapping[str, type[Record]]] = {
    "institutions": models.Institution,
    "agreements": models.Agreement,
    "provisions": models.Provision,
    "activities": models.Activity,
}


def _with_fields(*fields: str) -> tuple[str, ...]:
    """Return the tables of items whose records have one of some fields."""
    return tuple(name for name, model in _ITEMS.items() if set(fields) & set(model.model_fields))


def _link_models() -> tuple[type[Record], ...]:
    """Return the models of the links, that of all links first."""
    fields = {relation.field for relation in LINKS}
    found = (
        kind
        for model in _ITEMS.values()
        for name, field in model.model_fields.items()
        for kind in (types_in(field.annotation) if name in fields else ())
        if issubclass(kind, models.Link)
    )
    return tuple(dict.fromkeys((models.Link, *found)))


#: The tables whose ids a field refers to.
_REFERENCES: Final[Mapping[tuple[type[Record], str], tuple[str, ...]]] = {
    (models.Party, "institution"): ("institutions",),
    (models.Participant, "institution"): ("institutions",),
    (models.Evidence, "source"): ("sources",),
    (models.Link, "to"): tuple(_ITEMS),
    (Threshold, "among"): ("institutions",),
    (models.Requirement, "any_of"): tuple(_ITEMS)[1:],
    (Identity, "items"): tuple(_ITEMS),
}


def _columns(model: type[Record]) -> Iterator[Column]:
    """Yield the columns of a model; fields that are records have tables of their own."""
    for name, field in model.model_fields.items():
        types = list(types_in(field.annotation))
        words = tuple(word for kind in types if issubclass(kind, Word) for word in kind)
        required = field.is_required() and (model, name) != (models.Agreement, "status")
        named = next(
            (_REFERENCES[one, name] for one in model.__mro__ if (one, name) in _REFERENCES), ()
        )
        if words and EDTFDate in types:
            stem = name.removesuffix("s") if name == "dates" else name
            for word in words:
                yield Column(f"{stem}_{word}", (name, word.value), Holds.DATE, (word,))
        elif name == "span":
            yield Column("span_from", (name, 0), Holds.NUMBER)
            yield Column("span_to", (name, 1), Holds.NUMBER)
        elif Amount in types:
            yield Column(name, (name, "value"), Holds.NUMBER)
            yield Column("currency", (name, "currency"), Holds.PLAIN)
        elif holds := _holds(name, types, named=bool(named)):
            words = tuple(YesNo) if holds is Holds.FLAG else words
            yield Column(name, (name,), holds, words, required, named)


#: What fields hold, by name, where their type does not say it.
_HELD: Final[Mapping[str, Holds]] = {
    "id": Holds.ID,
    "evidence": Holds.EVIDENCE,
    "identifiers": Holds.CODES,
    "weights": Holds.WEIGHTS,
    "any_of": Holds.IDS,
    "among": Holds.IDS,
    "items": Holds.IDS,
}

#: What fields hold, by their type; the first that fits counts.
_HELD_BY_TYPE: Final[Sequence[tuple[type, Holds | None]]] = (
    (Threshold, Holds.NUMBER),  # a plain number; other thresholds have a table of their own
    (Record, None),
    (Text, Holds.TEXT),
    (Word, Holds.WORD),
    (EDTFDate, Holds.DATE),
    (bool, Holds.FLAG),
    (int, Holds.NUMBER),
    (Decimal, Holds.NUMBER),
)


def _holds(name: str, types: list[type], *, named: bool) -> Holds | None:
    """Return what the column of a field holds; ``None`` where the field has none."""
    if name in _HELD:
        return _HELD[name]
    if named:
        return Holds.ID
    fitting = (held for kind, held in _HELD_BY_TYPE if any(issubclass(t, kind) for t in types))
    return next(fitting, Holds.PLAIN)


def _sheet(name: str, model: type[Record], *owners: str) -> Sheet:
    variants = _link_models() if model is models.Link else (model,)
    columns = list({c.name: c for one in variants for c in _columns(one)}.values())
    singular = {"agreements": "agreement", "activities": "activity", "institutions": "institution"}
    owner = singular[owners[0]] if len(owners) == 1 else "item" if owners else ""
    first = [Column(owner, (), Holds.ID, required=True, names=owners)] if owners else []
    if name in _CHOOSERS:
        chooser, words = _CHOOSERS[name]
        first.append(Column(chooser, (), Holds.WORD, words, required=True))
    if model is models.Evidence:
        first.append(Column("reference", (), Holds.PLAIN, required=True))
    # Columns that are rarely filled in stand on the right.
    last = [c for c in columns if c.name in {"evidence", "note"}]
    columns = [*first, *(c for c in columns if c not in last), *last]
    return Sheet(name, model, owners, owner, tuple(columns))


#: The tables by name; owners stand before what they own.
SHEETS: Final[Mapping[str, Sheet]] = {
    sheet.name: sheet
    for sheet in (
        _sheet("dossier", Dossier),
        _sheet("evidence", models.Evidence),
        _sheet("sources", models.Source),
        _sheet("institutions", models.Institution),
        _sheet("agreements", models.Agreement),
        _sheet("provisions", models.Provision, "agreements"),
        _sheet("activities", models.Activity),
        _sheet("parties", models.Party, "agreements"),
        _sheet("thresholds", Threshold, "agreements"),
        _sheet("participants", models.Participant, "activities"),
        _sheet("requirements", models.Requirement, *_with_fields("requires")),
        _sheet("links", models.Link, *_with_fields(*(relation.field for relation in LINKS))),
        _sheet("aliases", models.Alias, "institutions"),
        _sheet("topics", models.Topic, "agreements", "activities"),
        _sheet("places", models.Place, "activities"),
        _sheet("identities", Identity),
    )
}


def find_sheet(name: str, seen: Mapping[str, object]) -> Sheet | Problem:
    """Return the sheet that a worksheet or file is named after, or why there is none.

    It must not be among those ``seen`` before, which map to their worksheet or file.
    """
    sheet = next((sheet for sheet in SHEETS.values() if sheet.is_called(name)), None)
    if sheet and sheet.name in seen:
        return Problem("repeated-table", values={"file": seen[sheet.name]})
    if sheet:
        return sheet
    titles = {fold(title): title for s in SHEETS.values() for title in (s.name, s.title("fr"))}
    close = close_matches(fold(name), titles, 1, 0.75)
    code = "unknown-table" if close else "unknown-table-known"
    values = {"name": name, "known": ", ".join(SHEETS)}
    return Problem(code, values=values, suggestion=titles[close[0]] if close else None)
