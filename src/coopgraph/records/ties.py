"""The ties that records state: read from them in one place, for the checks and for the graph."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from coopgraph._base.errors import Loc
from coopgraph.records.models import (
    Activity,
    Agreement,
    Evidence,
    Institution,
    Link,
    Participant,
    Party,
    Provision,
    Record,
    Requirement,
)
from coopgraph.words.dates import EDTFDate
from coopgraph.words.vocabulary import Modality, PartyStage, RecordKind, Relation, Role
from coopgraph.words.word import Held

__all__ = ["KINDS", "Filed", "ItemRecord", "Tie", "ties_of"]

ItemRecord = Institution | Agreement | Provision | Activity

#: The kind of record that each class makes.
KINDS: Final[Mapping[type[Record], RecordKind]] = {
    Institution: RecordKind.INSTITUTION,
    Agreement: RecordKind.AGREEMENT,
    Provision: RecordKind.PROVISION,
    Activity: RecordKind.ACTIVITY,
}

_UNDATED: Final[Mapping[str, EDTFDate]] = MappingProxyType({})

#: An item with its place in the dossier.
Filed = tuple[Loc, ItemRecord]


class Tie(NamedTuple):
    """One relation between two items, from what relies to what is relied on.

    Attributes
    ----------
    dependent, relation, depends_on
        Who relies, how, on whom (ids).
    place
        Where the dossier says so; the last part names the field with the other item's id.
    modality, evidence, role
        As in the records.
    dates
        By attribute of the graph, e.g. ``when`` or ``date_signed``.
    requirement
        Number of the requirement in its item, from 0, where the relation is ``requires``.
    at_least, alternatives
        How many of how many alternatives that requirement needs.
    """

    dependent: str
    relation: Relation
    depends_on: str
    place: Loc
    modality: Modality = Modality.REQUIRED
    evidence: tuple[Evidence, ...] = ()
    role: Role | None = None
    dates: Mapping[str, EDTFDate] = _UNDATED
    requirement: int | None = None
    at_least: int = 1
    alternatives: int = 1


def ties_of(place: Loc, item: ItemRecord) -> list[Tie]:
    """Every tie that one record states, in the order of the relations."""
    ties: list[Tie] = []
    for relation, stated in _STATED[type(item)]:
        if value := getattr(item, relation.field):
            ties += stated(relation, item.id, value, (*place, relation.field))
    return ties


def _parts(
    relation: Relation, item: str, parts: Sequence[Party | Participant], place: Loc
) -> list[Tie]:
    return [
        Tie(
            part.institution,
            relation,
            item,
            (*place, n, "institution"),
            part.modality,
            part.evidence,
            part.role,
            _dates(part),
        )
        for n, part in enumerate(parts)
    ]


def _dates(part: Party | Participant) -> Mapping[str, EDTFDate]:
    if type(part) is Participant:
        return {"when": part.when} if part.when else _UNDATED
    dates: Mapping[PartyStage, EDTFDate] = part.dates  # type: ignore[union-attr]
    return {_DATED[stage]: date for stage, date in dates.items()} if dates else _UNDATED


def _within(relation: Relation, item: str, records: Sequence[Provision], place: Loc) -> list[Tie]:
    return [
        Tie(record.id, relation, item, (*place, n), evidence=record.evidence)
        for n, record in enumerate(records)
    ]


def _requirements(
    relation: Relation, item: str, requirements: Sequence[Requirement], place: Loc
) -> list[Tie]:
    return [
        Tie(
            item,
            relation,
            alternative,
            (*place, n, "any_of", m),
            requirement.modality,
            requirement.evidence,
            None,
            _UNDATED,
            n,
            requirement.at_least,
            len(requirement.any_of),
        )
        for n, requirement in enumerate(requirements)
        for m, alternative in enumerate(requirement.any_of)
    ]


def _links(relation: Relation, item: str, links: Link | Sequence[Link], place: Loc) -> list[Tie]:
    if isinstance(links, Link):  # there can be one only
        return [_link(relation, item, links, place)]
    return [_link(relation, item, link, (*place, n)) for n, link in enumerate(links)]


def _link(relation: Relation, item: str, link: Link, place: Loc) -> Tie:
    return Tie(item, relation, link.to, (*place, "to"), link.modality, link.evidence)


_DATED: Final = {stage: f"date_{stage}" for stage in PartyStage}

_READERS: Final[Mapping[Held, Callable[[Relation, str, Any, Loc], list[Tie]]]] = {
    Held.PART: _parts,
    Held.WITHIN: _within,
    Held.REQUIREMENT: _requirements,
    Held.LINK: _links,
}

#: The relations that each class states, and how they are read from it.
_STATED: Final = {
    model: [
        (relation, _READERS[relation.held])
        for relation in Relation
        if relation.field in model.model_fields
    ]
    for model in KINDS
}
