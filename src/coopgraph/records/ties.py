"""The ties between items that records state, for validation and for the graph."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from coopgraph._base.errors import Loc
from coopgraph.records.models import (
    Activity,
    Agreement,
    Evidence,
    Institution,
    Link,
    Membership,
    Participant,
    Party,
    Provision,
    Record,
    Requirement,
    Succession,
)
from coopgraph.records.numbers import plain_number
from coopgraph.words.dates import EDTFDate
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import Modality, RecordKind, Role
from coopgraph.words.word import Held

__all__ = ["KINDS", "Filed", "ItemRecord", "Tie", "ties_of"]

ItemRecord = Institution | Agreement | Provision | Activity

#: The kind of item of each class.
KINDS: Final[Mapping[type[Record], RecordKind]] = {
    Institution: RecordKind.INSTITUTION,
    Agreement: RecordKind.AGREEMENT,
    Provision: RecordKind.PROVISION,
    Activity: RecordKind.ACTIVITY,
}

#: The value of an attribute of the graph.
Value = str | float | bool

_NO_DETAILS: Final[Mapping[str, Value]] = MappingProxyType({})

#: An item with its place in the dossier.
Filed = tuple[Loc, ItemRecord]


class Tie(NamedTuple):
    """One relation between two items, from the dependent to what it depends on.

    Attributes
    ----------
    dependent, relation, depends_on
        The id of the dependent, the relation, and the id of what it depends on.
    place
        Its place in the dossier; the last part is the field with the id of the other item.
    modality, evidence, role
        As in the record.
    details
        What else it says, by attribute of the graph, e.g. ``date_signed``, ``by`` or ``weights``.
    requirement
        Index of the requirement in its item, if the relation is ``requires``.
    at_least, alternatives
        How many alternatives the requirement needs, and how many it has.
    """

    dependent: str
    relation: Relation
    depends_on: str
    place: Loc
    modality: Modality = Modality.REQUIRED
    evidence: tuple[Evidence, ...] = ()
    role: Role | None = None
    details: Mapping[str, Value] = _NO_DETAILS
    requirement: int | None = None
    at_least: int = 1
    alternatives: int = 1


def ties_of(place: Loc, item: ItemRecord) -> list[Tie]:
    """Return every tie that one record states, in the order of the relations."""
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
            dict(_details_of_part(part)),
        )
        for n, part in enumerate(parts)
    ]


def _details_of_part(part: Party | Participant) -> Iterator[tuple[str, Value]]:
    if isinstance(part, Participant):
        if part.when:
            yield "when", part.when.text
        return
    yield from _dated(part.dates)
    if part.weights:
        weights = {name: plain_number(number) for name, number in sorted(part.weights.items())}
        yield "weights", _json(weights)
    if part.amount:
        yield "amount", plain_number(part.amount.value)
        yield "currency", part.amount.currency


def _dated(dates: Mapping[Any, EDTFDate]) -> Iterator[tuple[str, Value]]:
    for stage, date in dates.items():
        yield f"date_{stage}", date.text


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _details_of_requirement(requirement: Requirement) -> Iterator[tuple[str, Value]]:
    for name in ("stage", "before"):
        if stage := getattr(requirement, name):
            yield name, stage.value
    if requirement.by:
        yield "by", requirement.by.text


def _details_of_link(link: Link) -> Iterator[tuple[str, Value]]:
    if isinstance(link, Succession):
        if link.ends is not None:
            yield "ends", link.ends
        if link.inherits:
            yield "inherits", True
    elif isinstance(link, Membership):
        yield from _dated(link.dates)


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
            details=dict(_details_of_requirement(requirement)),
            requirement=n,
            at_least=requirement.at_least,
            alternatives=len(requirement.any_of),
        )
        for n, requirement in enumerate(requirements)
        for m, alternative in enumerate(requirement.any_of)
    ]


def _links(relation: Relation, item: str, links: Link | Sequence[Link], place: Loc) -> list[Tie]:
    listed = (
        [((), links)] if isinstance(links, Link) else [((n,), li) for n, li in enumerate(links)]
    )
    return [
        Tie(
            item,
            relation,
            link.to,
            (*place, *number, "to"),
            link.modality,
            link.evidence,
            details=dict(_details_of_link(link)),
        )
        for number, link in listed
    ]


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
