"""What a record says, field by field: the fields are those of its model, whatever they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from coopgraph.records.base import ShortRecord
from coopgraph.records.dossier import SECTIONS, Dossier
from coopgraph.records.identities import Identity
from coopgraph.records.models import Evidence, Provision, Record
from coopgraph.records.ties import KINDS
from coopgraph.words.relations import Relation
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import Modality
from coopgraph.words.word import Held

__all__ = [
    "EVIDENCE",
    "ID",
    "RELATIONS",
    "WITHIN",
    "Facts",
    "Subject",
    "facts_of",
    "name_in",
    "subjects_of",
]

#: The fields that say where a claim comes from, and what a record is called.
EVIDENCE: Final = "evidence"
ID: Final = "id"

#: The relations by the field that states them.
RELATIONS: Final[Mapping[str, Relation]] = {relation.field: relation for relation in Relation}
#: The relations of a record to the one that contains it.
WITHIN: Final = tuple(relation for relation in Relation if relation.held is Held.WITHIN)

#: What facts are about: the section of a record and its id; the dossier itself has neither.
Subject = tuple[str, str]


@dataclass(slots=True)
class Facts:
    """What a record says.

    Attributes
    ----------
    values
        Its plain fields, by name: those of a mapping as ``dates.signed``, a text in several
        languages as ``name.fr``. Lists of names are sets, since their order says nothing.
    entries
        Its lists of smaller records, such as parties, by field.
    evidence
        Where a source says so.
    key
        What an entry is told by among the entries of its list, e.g. the institution of a party;
        ``None`` if nothing in particular.
    ends
        The ids of the items that an entry leads to, sorted.
    """

    values: dict[str, object] = field(default_factory=dict)
    entries: dict[str, list["Facts"]] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    key: object = None
    ends: tuple[str, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether it is a link that is only possible."""
        return self.values.get("modality") is Modality.POSSIBLE


def subjects_of(dossier: Dossier) -> dict[Subject, tuple[Record, str]]:
    """Every record with an id, and the id of the record that contains it, if any.

    The dossier itself is the subject without an id. Records without ids, such as decisions on
    identity, belong to it.
    """
    found: dict[Subject, tuple[Record, str]] = {("", ""): (dossier, "")}
    for section in _SECTIONS_WITH_IDS:
        for record in getattr(dossier, section):
            found[section, record.id] = record, ""
            for provision in getattr(record, "provisions", ()):
                found["provisions", provision.id] = provision, record.id
    return found


_SECTIONS_WITH_IDS: Final = tuple(
    section for section, model in SECTIONS.items() if ID in model.model_fields
)
#: The fields whose records are subjects of their own.
_APART: Final[Mapping[type[Record], frozenset[str]]] = {
    **dict.fromkeys(KINDS, frozenset(relation.field for relation in WITHIN)),
    Dossier: frozenset(_SECTIONS_WITH_IDS),
}


def facts_of(record: Record, container: str = "") -> Facts:
    """What a record says; ``container`` is the id of the record that contains it."""
    facts = Facts()
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name == EVIDENCE:
            facts.evidence = value
        elif name != ID and name not in _APART.get(type(record), ()):
            _add(facts, name, value)
    if isinstance(record, Identity):  # the first one gives its name to all
        facts.values["items.0"] = record.items[0]
    if isinstance(record, Provision) and container:
        facts.values |= dict.fromkeys(map(str, WITHIN), frozenset([container]))
    return facts


def _add(facts: Facts, name: str, value: object) -> None:
    match value:
        case None | ():
            return
        case Text():
            facts.values |= _parts(name, value.texts)
        case Mapping():
            facts.values |= _parts(name, value)
        case ShortRecord():
            facts.entries[name] = [_entry(name, value)]
        case Record():
            inner = facts_of(value)
            facts.values |= _parts(name, inner.values)
        case tuple() if isinstance(value[0], Record):
            facts.entries[name] = [_entry(name, one) for one in value]
        case tuple():
            facts.values[name] = frozenset(value)
        case _:
            facts.values[name] = value


def _parts(name: str, values: Mapping[str, object]) -> dict[str, object]:
    return {f"{name}.{part}" if part else name: value for part, value in values.items()}


def _entry(name: str, record: Record) -> Facts:
    """One record of a list: what it leads to is not among its values."""
    facts = facts_of(record)
    if isinstance(record, Identity):
        facts.ends = tuple(sorted(record.items))
    if isinstance(record, ShortRecord):
        main = getattr(record, record.main_field)
        if name in RELATIONS:
            facts.ends = tuple(sorted(main)) if isinstance(main, tuple) else (main,)
        if isinstance(main, str | Text):
            facts.key = main
        if isinstance(main, str) and name in RELATIONS:
            del facts.values[record.main_field]
    return facts


def name_in(facts: Facts, language: str) -> str:
    """The name or title of a record in a language, else in another one; empty if it has none."""
    fields = (
        f"{name}.{tag}" if tag else name
        for name in ("name", "title")
        for tag in (language, "", "en", "fr")
    )
    return next((str(facts.values[one]) for one in fields if one in facts.values), "")
