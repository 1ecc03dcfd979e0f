"""The ties that records state: read from them in one place, for the checks and for the graph."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from coopgraph.dates import EDTFDate
from coopgraph.errors import Loc
from coopgraph.model import (
    Activity,
    Agreement,
    Evidence,
    Institution,
    Link,
    Provision,
    Record,
)
from coopgraph.vocabulary import Modality, PartyStage, RecordKind, Relation, Role

__all__ = ["KINDS", "Filed", "ItemRecord", "Tie", "filed_agreement", "ties_of"]

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


def filed_agreement(place: Loc, agreement: Agreement) -> list[Filed]:
    """An agreement and its provisions, each with its place."""
    provisions: list[Filed] = [
        ((*place, "provisions", n), provision) for n, provision in enumerate(agreement.provisions)
    ]
    return [(place, agreement), *provisions]


def ties_of(place: Loc, item: ItemRecord) -> list[Tie]:
    """Every tie that one record states, in its order."""
    return _TIES[type(item)](place, item)


def _of_institution(place: Loc, item: Institution) -> list[Tie]:
    whole = item.part_of
    ties = [_link(item.id, Relation.PART_OF, whole, (*place, "part_of", "to"))] if whole else []
    return [*ties, *_links(item, place)]


def _of_agreement(place: Loc, item: Agreement) -> list[Tie]:
    ties = [
        Tie(
            party.institution,
            _PARTY_TO,
            item.id,
            (*place, "parties", n, "institution"),
            party.modality,
            party.evidence,
            party.role,
            {_DATED[stage]: date for stage, date in party.dates.items()}
            if party.dates
            else _UNDATED,
        )
        for n, party in enumerate(item.parties)
    ]
    for n, provision in enumerate(item.provisions):
        where = (*place, "provisions", n)
        ties.append(
            Tie(provision.id, _PROVISION_OF, item.id, where, evidence=provision.evidence),
        )
    return [*ties, *_requirements(item, place), *_links(item, place)]


def _of_activity(place: Loc, item: Activity) -> list[Tie]:
    ties = [
        Tie(
            participant.institution,
            _TAKES_PART_IN,
            item.id,
            (*place, "participants", n, "institution"),
            participant.modality,
            participant.evidence,
            participant.role,
            {"when": participant.when} if participant.when else _UNDATED,
        )
        for n, participant in enumerate(item.participants)
    ]
    return [*ties, *_requirements(item, place), *_links(item, place)]


def _requirements(item: Agreement | Provision | Activity, place: Loc) -> list[Tie]:
    return [
        Tie(
            item.id,
            _REQUIRES,
            alternative,
            (*place, "requires", n, "any_of", m),
            requirement.modality,
            requirement.evidence,
            None,
            _UNDATED,
            n,
            requirement.at_least,
            len(requirement.any_of),
        )
        for n, requirement in enumerate(item.requires)
        for m, alternative in enumerate(requirement.any_of)
    ]


def _links(item: Institution | Agreement | Activity, place: Loc) -> list[Tie]:
    return [
        _link(item.id, relation, link, (*place, field, n, "to"))
        for field, relation in _LINKS[type(item)]
        for n, link in enumerate(getattr(item, field))
    ]


def _link(dependent: str, relation: Relation, link: Link, place: Loc) -> Tie:
    return Tie(dependent, relation, link.to, place, link.modality, link.evidence)


# Asked for a million times: a name of the module is found in a fifth of the time of Enum's members,
# and a class in far less than ``isinstance`` of pydantic's.
_PARTY_TO, _TAKES_PART_IN = Relation.PARTY_TO, Relation.TAKES_PART_IN
_PROVISION_OF, _REQUIRES = Relation.PROVISION_OF, Relation.REQUIRES
_DATED: Final = {stage: f"date_{stage}" for stage in PartyStage}

#: The lists of links of each class, in the order of their ties.
_LINKS: Final[Mapping[type[Record], Sequence[tuple[str, Relation]]]] = {
    Institution: [("member_of", Relation.MEMBER_OF)],
    Agreement: [
        ("implements", Relation.IMPLEMENTS),
        ("amends", Relation.AMENDS),
        ("supersedes", Relation.SUPERSEDES),
        ("cites", Relation.CITES),
    ],
    Activity: [
        ("follows", Relation.FOLLOWS),
        ("component_of", Relation.COMPONENT_OF),
        ("related_to", Relation.RELATED_TO),
    ],
}

_TIES: Final[Mapping[type[Record], Callable[[Loc, Any], list[Tie]]]] = {
    Institution: _of_institution,
    Agreement: _of_agreement,
    Provision: lambda place, item: _requirements(item, place),
    Activity: _of_activity,
}
