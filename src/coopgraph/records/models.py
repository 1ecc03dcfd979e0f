"""The records of a cooperation: institutions, agreements, activities, sources and decisions.

Records are frozen and refuse unknown fields. Every claim can carry evidence. Links to other
records are ids, which ``references`` checks once all records are read.
"""

from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema

from coopgraph._base.errors import validation_error
from coopgraph.records.base import LARGEST_INTEGER, Record, ShortRecord
from coopgraph.words.codes import Country, Reference, Slug
from coopgraph.words.dates import EDTFDate
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import (
    ActivityKind,
    ActivityStatus,
    AgreementKind,
    AgreementStatus,
    InstitutionKind,
    Judgement,
    Modality,
    PartyStage,
    ProvisionStatus,
    Reading,
    Role,
)

__all__ = [
    "Activity",
    "Agreement",
    "Alias",
    "Evidence",
    "Identity",
    "Institution",
    "Link",
    "Participant",
    "Party",
    "Place",
    "Provision",
    "Record",
    "Requirement",
    "Source",
    "Topic",
]


ShortText = Annotated[str, AfterValidator(lambda value: str(Text(value)))]

Quote = Annotated[str, Field(max_length=400), AfterValidator(lambda value: str(Text(value)))]


def _no_boolean(value: Any) -> Any:
    if isinstance(value, bool):  # which Python treats as 0 or 1
        raise validation_error("wrong-type-number", value=str(value).lower())
    return value


Offset = Annotated[int, Field(ge=0, le=LARGEST_INTEGER), BeforeValidator(_no_boolean)]
Count = Annotated[int, Field(ge=1, le=LARGEST_INTEGER), BeforeValidator(_no_boolean)]


class Evidence(Record):
    """Where a claim comes from."""

    source: Reference
    """Id of the source."""
    locator: Text | None = None
    """The place in the source for a reader, e.g. "recommendation 1"."""
    span: tuple[Offset, Offset] | None = None
    """First character and the one after the last, counted from 0 in the source's text."""
    quote: Quote | None = None
    """A short passage, where its rights allow it."""
    reading: Reading = Reading.STATED
    """Whether the source says it or a reader concludes it."""
    note: Text | None = None
    """Why it is read so."""

    @model_validator(mode="after")
    def _span_holds_something(self) -> "Evidence":
        if self.span and self.span[0] >= self.span[1]:
            raise validation_error("span-empty", span=str(list(self.span)))
        return self


EvidenceList = Annotated[
    tuple[Evidence, ...], Field(description="Where the claim is made; one entry or several.")
]


class Source(Record):
    """A document that claims are taken from."""

    id: Slug
    title: Text
    author: Text | None = None
    date: EDTFDate | None = None
    language: str | None = Field(default=None, pattern="^[a-z]{2,3}$")
    url: ShortText | None = None
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    """Fingerprint of the text (UTF-8) that character spans refer to."""
    note: Text | None = None


class Alias(ShortRecord):
    """Another way in which an institution is written."""

    main_field = "text"
    text: ShortText
    evidence: EvidenceList = ()


class Topic(ShortRecord):
    """A theme."""

    main_field = "name"
    name: Text
    evidence: EvidenceList = ()

    @classmethod
    def _full_form(cls, value: Any) -> Any:
        """Return the full form of a name, which may be plain or in several languages."""
        is_name = isinstance(value, dict) and value and not set(value) & set(cls.model_fields)
        is_name = is_name and all(isinstance(tag, str) and len(tag) <= 3 for tag in value)  # noqa: PLR2004
        return super()._full_form({"name": value} if is_name else value)


class Place(Record):
    """Where an activity takes place; several possible ones are alternatives."""

    name: Text | None = None
    country: Country | None = None
    modality: Modality = Modality.REQUIRED
    evidence: EvidenceList = ()

    @model_validator(mode="after")
    def _is_somewhere(self) -> "Place":
        if not self.name and not self.country:
            raise validation_error("place-empty")
        return self


class Link(ShortRecord):
    """A link to another record."""

    main_field = "to"
    to: Reference
    modality: Modality = Modality.REQUIRED
    evidence: EvidenceList = ()


class Requirement(ShortRecord):
    """What must hold first: one item, or some of several alternatives."""

    main_field = "any_of"
    any_of: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """Ids of the alternatives; a single one is simply required."""
    at_least: Count = 1
    """How many of the alternatives must hold."""
    modality: Modality = Modality.REQUIRED
    evidence: EvidenceList = ()

    @classmethod
    def _full_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"any_of": [value]}
        if isinstance(value, dict) and isinstance(value.get("any_of"), str):
            value = {**value, "any_of": [value["any_of"]]}
        return super()._full_form(value)

    @model_serializer(mode="wrap")
    def _short_form(self, handler: SerializerFunctionWrapHandler) -> Any:
        data = handler(self)
        return data["any_of"][0] if set(data) == {"any_of"} and len(self.any_of) == 1 else data

    @model_validator(mode="after")
    def _can_be_met(self) -> "Requirement":
        count = len(self.any_of)
        if len(set(self.any_of)) < count:
            repeated = min(item for item in self.any_of if self.any_of.count(item) > 1)
            raise validation_error("alternative-repeated", id=repeated)
        if self.at_least > count:
            raise validation_error("at-least-too-many", at_least=self.at_least, count=count)
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        full = handler.resolve_ref_schema(handler(core))
        several = full["properties"]["any_of"]
        several["anyOf"] = [{"type": several.pop("type")}, several["items"]]
        return {"anyOf": [several["items"], full]}


class Party(ShortRecord):
    """An institution's part in an agreement."""

    main_field = "institution"
    institution: Reference
    role: Role = Role.PARTY
    modality: Modality = Modality.REQUIRED
    dates: dict[PartyStage, EDTFDate] = Field(default_factory=dict)
    evidence: EvidenceList = ()


class Participant(ShortRecord):
    """An institution's part in an activity."""

    main_field = "institution"
    institution: Reference
    role: Role = Role.PARTICIPANT
    modality: Modality = Modality.REQUIRED
    when: EDTFDate | None = None
    evidence: EvidenceList = ()


class Institution(Record):
    """A body that can be party to an agreement or take part in an activity."""

    id: Slug
    name: Text
    kind: InstitutionKind
    acronym: ShortText | None = None
    aliases: tuple[Alias, ...] = ()
    country: Country | None = None
    part_of: Link | None = None
    """The institution it belongs to."""
    member_of: tuple[Link, ...] = ()
    """The federations it has joined."""
    identifiers: dict[ShortText, ShortText] = Field(default_factory=dict)
    """Codes by scheme, e.g. {org-id: FR-RCS-…}."""
    evidence: EvidenceList = ()
    note: Text | None = None


class Provision(Record):
    """A component or clause of an agreement."""

    id: Slug
    name: Text
    status: ProvisionStatus = ProvisionStatus.PROPOSED
    requires: tuple[Requirement, ...] = ()
    evidence: EvidenceList = ()
    note: Text | None = None


class Agreement(Record):
    """A convention, treaty or other agreement, signed or only proposed."""

    id: Slug
    name: Text
    kind: AgreementKind
    status: AgreementStatus
    """The stage it has reached; left out, it is the last of the dated stages."""
    dates: dict[AgreementStatus, EDTFDate] = Field(default_factory=dict)
    """When it reached each stage."""
    expected: dict[AgreementStatus, EDTFDate] = Field(default_factory=dict)
    """When it is hoped to reach a stage; implies no status."""
    parties: tuple[Party, ...] = ()
    quorum: Count | None = None
    """How many parties it needs to stand; by default every required one."""
    provisions: tuple[Provision, ...] = ()
    requires: tuple[Requirement, ...] = ()
    implements: tuple[Link, ...] = ()
    amends: tuple[Link, ...] = ()
    supersedes: tuple[Link, ...] = ()
    cites: tuple[Link, ...] = ()
    topics: tuple[Topic, ...] = ()
    identifiers: dict[ShortText, ShortText] = Field(default_factory=dict)
    evidence: EvidenceList = ()
    note: Text | None = None

    model_config = ConfigDict(json_schema_extra=lambda schema: schema["required"].remove("status"))

    @classmethod
    def _full_form(cls, value: Any) -> Any:
        """Return the value with the last dated stage as its status, if that is left out."""
        if isinstance(value, dict) and value.get("status") is None:
            dates = value.get("dates")
            dated = [s for s in AgreementStatus if isinstance(dates, dict) and s in dates]
            value = {**value, "status": dated[-1]} if dated else value
        return super()._full_form(value)

    @model_validator(mode="after")
    def _is_possible(self) -> "Agreement":
        later = [stage for stage in self.dates if _contradicts(self.status, stage)]
        if later:
            raise validation_error(
                "status-contradicts-dates", status=self.status.value, stage=later[-1].value
            )
        parties = {party.institution for party in self.parties if party.role.consents}
        if self.quorum and self.quorum > len(parties):
            raise validation_error("quorum-too-large", quorum=self.quorum, count=len(parties))
        return self


@cache
def _contradicts(status: AgreementStatus, stage: AgreementStatus) -> bool:
    """Whether an agreement of this status cannot have reached that stage."""
    order = list(AgreementStatus)
    match status:
        case AgreementStatus.ABANDONED:  # given up before it was signed
            signed, abandoned = (order.index(s) for s in (AgreementStatus.SIGNED, status))
            return signed <= order.index(stage) < abandoned
        case AgreementStatus.IN_FORCE:  # a suspension may have been lifted since
            return order.index(stage) > order.index(AgreementStatus.SUSPENDED)
        case _:
            return order.index(stage) > order.index(status)


class Activity(Record):
    """A visit, a meeting, a study, a programme: what institutions do together."""

    id: Slug
    name: Text
    kind: ActivityKind
    status: ActivityStatus
    when: EDTFDate | None = None
    places: tuple[Place, ...] = ()
    participants: tuple[Participant, ...] = ()
    requires: tuple[Requirement, ...] = ()
    follows: tuple[Link, ...] = ()
    component_of: tuple[Link, ...] = ()
    """The larger activities that it is a component of."""
    related_to: tuple[Link, ...] = ()
    """Activities beside it, e.g. of the same programme."""
    topics: tuple[Topic, ...] = ()
    identifiers: dict[ShortText, ShortText] = Field(default_factory=dict)
    evidence: EvidenceList = ()
    note: Text | None = None


class Identity(Record):
    """A decision whether records are about the same thing; nothing is merged without one."""

    items: Annotated[tuple[Reference, ...], Field(min_length=2)]
    """Ids of the records; of those that are the same, the first gives its name to all."""
    judgement: Judgement
    evidence: EvidenceList = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _names_each_once(self) -> "Identity":
        repeated = sorted({item for item in self.items if self.items.count(item) > 1})
        if repeated:
            raise validation_error("identity-repeated", id=repeated[0])
        return self
