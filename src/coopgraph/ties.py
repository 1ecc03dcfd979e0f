"""The ties that records state: read from them in one place, for the checks and for the graph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

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
    Requirement,
)
from coopgraph.vocabulary import Modality, RecordKind, Relation, Role

__all__ = ["KINDS", "Filed", "ItemRecord", "Tie", "filed_agreement", "ties_of"]

ItemRecord = Institution | Agreement | Provision | Activity

#: The kind of record that each class makes.
KINDS: Final[Mapping[type[Record], RecordKind]] = {
    Institution: RecordKind.INSTITUTION,
    Agreement: RecordKind.AGREEMENT,
    Provision: RecordKind.PROVISION,
    Activity: RecordKind.ACTIVITY,
}


#: An item with its place in the dossier.
Filed = tuple[Loc, ItemRecord]


@dataclass(frozen=True, slots=True)
class Tie:
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
    dates: Mapping[str, EDTFDate] = field(default_factory=dict)
    requirement: int | None = None
    at_least: int = 1
    alternatives: int = 1


def filed_agreement(place: Loc, agreement: Agreement) -> list[Filed]:
    """An agreement and its provisions, each with its place."""
    provisions: list[Filed] = [
        ((*place, "provisions", n), provision) for n, provision in enumerate(agreement.provisions)
    ]
    return [(place, agreement), *provisions]


def ties_of(place: Loc, item: ItemRecord) -> Iterator[Tie]:
    """Every tie that one record states, in its order."""
    match item:
        case Institution():
            if item.part_of:
                yield _link(item.id, Relation.PART_OF, item.part_of, (*place, "part_of"))
            yield from _links(item.id, Relation.MEMBER_OF, item.member_of, place)
        case Agreement():
            for n, party in enumerate(item.parties):
                yield Tie(
                    dependent=party.institution,
                    relation=Relation.PARTY_TO,
                    depends_on=item.id,
                    place=(*place, "parties", n, "institution"),
                    modality=party.modality,
                    evidence=party.evidence,
                    role=party.role,
                    dates={f"date_{stage}": date for stage, date in party.dates.items()},
                )
            for n, provision in enumerate(item.provisions):
                yield Tie(
                    dependent=provision.id,
                    relation=Relation.PROVISION_OF,
                    depends_on=item.id,
                    place=(*place, "provisions", n),
                    evidence=provision.evidence,
                )
            yield from _requirements(item.id, item.requires, place)
            yield from _links(item.id, Relation.IMPLEMENTS, item.implements, place)
            yield from _links(item.id, Relation.AMENDS, item.amends, place)
            yield from _links(item.id, Relation.SUPERSEDES, item.supersedes, place)
            yield from _links(item.id, Relation.CITES, item.cites, place)
        case Provision():
            yield from _requirements(item.id, item.requires, place)
        case Activity():
            for n, participant in enumerate(item.participants):
                yield Tie(
                    dependent=participant.institution,
                    relation=Relation.TAKES_PART_IN,
                    depends_on=item.id,
                    place=(*place, "participants", n, "institution"),
                    modality=participant.modality,
                    evidence=participant.evidence,
                    role=participant.role,
                    dates={"when": participant.when} if participant.when else {},
                )
            yield from _requirements(item.id, item.requires, place)
            yield from _links(item.id, Relation.FOLLOWS, item.follows, place)
            yield from _links(item.id, Relation.COMPONENT_OF, item.component_of, place)
            yield from _links(item.id, Relation.RELATED_TO, item.related_to, place)


def _link(dependent: str, relation: Relation, link: Link, place: Loc) -> Tie:
    return Tie(dependent, relation, link.to, (*place, "to"), link.modality, link.evidence)


def _links(
    dependent: str, relation: Relation, links: tuple[Link, ...], place: Loc
) -> Iterator[Tie]:
    for n, link in enumerate(links):
        yield _link(dependent, relation, link, (*place, relation.value, n))


def _requirements(
    dependent: str, requirements: tuple[Requirement, ...], place: Loc
) -> Iterator[Tie]:
    for n, requirement in enumerate(requirements):
        for m, alternative in enumerate(requirement.any_of):
            yield Tie(
                dependent=dependent,
                relation=Relation.REQUIRES,
                depends_on=alternative,
                place=(*place, "requires", n, "any_of", m),
                modality=requirement.modality,
                evidence=requirement.evidence,
                requirement=n,
                at_least=requirement.at_least,
                alternatives=len(requirement.any_of),
            )
