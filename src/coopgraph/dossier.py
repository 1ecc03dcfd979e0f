"""A dossier: all records of one cooperation, and the ties between them.

The ties are read from the records in one place, here; the check that they lead somewhere and the
graph both go by them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from pydantic import ConfigDict, Field, model_validator

from coopgraph.dates import EDTFDate
from coopgraph.errors import Loc, Problem, close_matches, invalid
from coopgraph.model import (
    Activity,
    Agreement,
    Evidence,
    Institution,
    Link,
    Provision,
    Record,
    Requirement,
    Source,
)
from coopgraph.text import Text, fold
from coopgraph.vocabulary import Modality, RecordKind, Relation, Role

__all__ = [
    "SECTIONS",
    "Dossier",
    "ItemRecord",
    "Tie",
    "evidence_in",
    "filed_items",
    "json_schema",
    "problems_between",
]

ItemRecord = Institution | Agreement | Provision | Activity

#: The lists of a dossier and the records in them.
SECTIONS: Final[Mapping[str, type[Record]]] = {
    "sources": Source,
    "institutions": Institution,
    "agreements": Agreement,
    "activities": Activity,
}

_KINDS: Final[Mapping[type[Record], RecordKind]] = {
    Institution: RecordKind.INSTITUTION,
    Agreement: RecordKind.AGREEMENT,
    Provision: RecordKind.PROVISION,
    Activity: RecordKind.ACTIVITY,
}


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


class Dossier(Record):
    """The records of one cooperation, sound and complete: every id is unique and leads somewhere.

    Raises
    ------
    pydantic.ValidationError
        When a record or a link is wrong. :func:`coopgraph.read` reports the same with places in
        the file, as a :class:`coopgraph.DossierError`.

    Examples
    --------
    >>> from coopgraph import Dossier
    >>> dossier = Dossier.model_validate(
    ...     {
    ...         "institutions": [{"id": "afd", "name": "AFD", "kind": "development_bank"}],
    ...         "agreements": [
    ...             {
    ...                 "id": "loan",
    ...                 "name": "Loan",
    ...                 "kind": "specific",
    ...                 "status": "signed",
    ...                 "parties": ["afd"],
    ...             },
    ...         ],
    ...     }
    ... )
    >>> [(tie.dependent, str(tie.relation), tie.depends_on) for tie in dossier.ties()]
    [('afd', 'party_to', 'loan')]
    """

    title: Text | None = None
    language: str | None = Field(default=None, pattern="^[a-z]{2,3}$")
    """The language in which its answers are given unless another is asked for."""
    note: Text | None = None
    sources: tuple[Source, ...] = ()
    institutions: tuple[Institution, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    activities: tuple[Activity, ...] = ()

    model_config = ConfigDict(title="coopgraph dossier")

    @model_validator(mode="after")
    def _is_whole(self) -> "Dossier":
        problems = list(problems_between(filed_items(self), self.sources))
        if problems:
            texts = "\n".join(str(problem) for problem in problems)
            raise invalid("not-whole", texts=texts, problems=problems)
        return self

    def items(self) -> Iterator[ItemRecord]:
        """Institutions, agreements each followed by its provisions, then activities."""
        return (item for _, item in filed_items(self))

    def ties(self) -> Iterator[Tie]:
        """Every relation that the records state, in their order."""
        for place, item in filed_items(self):
            yield from _ties_of(place, item)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a dossier, by which editors check and complete.

    It names its draft: without that, editors leave tuples such as spans unchecked.

    Examples
    --------
    >>> json_schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Dossier.model_json_schema(),
    }


Filed = tuple[Loc, ItemRecord]


def filed_items(dossier: Dossier) -> list[Filed]:
    """Every item with its place in the dossier."""
    filed: list[Filed] = [
        (("institutions", n), institution) for n, institution in enumerate(dossier.institutions)
    ]
    for n, agreement in enumerate(dossier.agreements):
        filed += filed_agreement(("agreements", n), agreement)
    filed += [(("activities", n), activity) for n, activity in enumerate(dossier.activities)]
    return filed


def filed_agreement(place: Loc, agreement: Agreement) -> list[Filed]:
    """An agreement and its provisions, each with its place."""
    provisions: list[Filed] = [
        ((*place, "provisions", n), provision) for n, provision in enumerate(agreement.provisions)
    ]
    return [(place, agreement), *provisions]


def _ties_of(place: Loc, item: ItemRecord) -> Iterator[Tie]:
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


def problems_between(
    filed: Iterable[Filed], sources: Iterable[Source], unsound: Mapping[str, Loc] | None = None
) -> Iterator[Problem]:
    """What is wrong between records that are sound each for itself.

    Parameters
    ----------
    filed
        The items with their places.
    sources
        The sources that evidence may name.
    unsound
        Ids, with places, of records that are wrong in themselves: links to them are no problem.
    """
    filed = list(filed)
    first: dict[str, Loc] = dict(unsound or {})
    named = [(("sources", n), source.id) for n, source in enumerate(sources)]
    source_ids = {source_id for _, source_id in named}
    for place, record_id in [*named, *((place, item.id) for place, item in filed)]:
        if first.get(record_id, place) != place:
            values = {"id": record_id, "first": _path(first[record_id])}
            yield Problem("duplicate-id", (*place, "id"), values, related=first[record_id])
        else:
            first[record_id] = place
    kinds: dict[str, RecordKind] = {}
    for _, item in filed:
        kinds.setdefault(item.id, _KINDS[type(item)])
    sound = [item for _, item in filed if item.id not in (unsound or {})]
    names = lru_cache(lambda: _names_of(sound))  # many names, needed for suggestions alone
    for place, item in filed:
        yield from _wrong_ties(place, item, kinds, names, first)
        yield from _repeated_roles(place, item)
        for where, evidence in evidence_in(item, place):
            if evidence.source not in source_ids and evidence.source not in (unsound or {}):
                values = {"id": evidence.source}
                close = close_matches(evidence.source, source_ids, 1)
                suggestion = close[0] if close else None
                yield Problem("unknown-source", (*where, "source"), values, suggestion)
    yield from _circular_wholes(filed)


def _path(place: Loc) -> str:
    return Problem("", place).path


def _wrong_ties(
    place: Loc,
    item: ItemRecord,
    kinds: Mapping[str, RecordKind],
    names: Callable[[], Mapping[RecordKind, Mapping[str, str]]],
    known: Mapping[str, Loc],
) -> Iterator[Problem]:
    for tie in _ties_of(place, item):
        if tie.relation is Relation.PROVISION_OF:  # given by where the provision stands
            continue
        # One end is the record itself; the other is the id that stands at the tie's place.
        inward = tie.relation in {Relation.PARTY_TO, Relation.TAKES_PART_IN}
        other = tie.dependent if inward else tie.depends_on
        allowed = tie.relation.dependents if inward else tie.relation.prerequisites
        if other in kinds:
            if kinds[other] not in allowed:
                values = {"id": other, "is": kinds[other], "relation": tie.relation}
                yield Problem("wrong-kind", tie.place, values)
        elif other not in known:
            candidates = {name: i for kind in sorted(allowed) for name, i in names()[kind].items()}
            close = close_matches(fold(other.replace("-", " ")), candidates, 1)
            suggestion = candidates[close[0]] if close else None
            yield Problem("unknown-id", tie.place, {"id": other}, suggestion)


def _names_of(items: Iterable[ItemRecord]) -> dict[RecordKind, dict[str, str]]:
    """By kind of item, the id behind everything that an item may be called, folded."""
    names: dict[RecordKind, dict[str, str]] = {kind: {} for kind in RecordKind}
    for item in items:
        called = [item.id.replace("-", " "), *item.name.texts.values()]
        if isinstance(item, Institution):
            called += [item.acronym or "", *(alias.text for alias in item.aliases)]
        for name in called:
            names[_KINDS[type(item)]].setdefault(fold(name), item.id)
    return names


def _repeated_roles(place: Loc, item: ItemRecord) -> Iterator[Problem]:
    """An institution named twice in the same role, or an item linked twice in the same way."""
    seen: set[tuple[Any, ...]] = set()
    for tie in _ties_of(place, item):
        key = (tie.relation, tie.dependent, tie.depends_on, tie.role, tie.requirement)
        if key in seen and tie.relation is not Relation.PROVISION_OF:
            inward = tie.role is not None
            other = tie.dependent if inward else tie.depends_on
            yield Problem("repeated-link", tie.place, {"id": other, "relation": tie.relation})
        seen.add(key)


def evidence_in(value: object, place: Loc) -> Iterator[tuple[Loc, Evidence]]:
    """Every piece of evidence below a record, its provisions excepted (they are items)."""
    if isinstance(value, Evidence):
        yield place, value
    elif isinstance(value, Record):
        for name, inner in value:
            # Most values are words, texts and empty lists: not worth a look inside.
            if isinstance(inner, Record | tuple) and inner and name != "provisions":
                yield from evidence_in(inner, (*place, name))
    elif isinstance(value, tuple):
        for n, entry in enumerate(value):
            yield from evidence_in(entry, (*place, n))


def _circular_wholes(filed: Iterable[Filed]) -> Iterator[Problem]:
    """Institutions that would be part of themselves."""
    wholes = {
        item.id: item.part_of.to
        for _, item in filed
        if isinstance(item, Institution) and item.part_of
    }
    for place, item in filed:
        above = wholes.get(item.id)
        passed = set()
        while above and above not in passed and above != item.id:
            passed.add(above)
            above = wholes.get(above)
        if above == item.id and item.id == min(passed | {item.id}):  # each circle once
            yield Problem("part-of-itself", (*place, "part_of"), {"id": item.id})
