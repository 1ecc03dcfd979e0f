"""The records of a cooperation: institutions, agreements, activities, sources and decisions.

Records are frozen and refuse unknown fields. Every claim can carry evidence. Links to other
records are ids, which ``references`` checks once all records are read.
"""

from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema

from coopgraph._base.errors import validation_error
from coopgraph.records.base import Record, ShortRecord
from coopgraph.records.numbers import Amount, Count, Flag, Number, Offset
from coopgraph.records.thresholds import AMOUNT, THRESHOLDS, Thresholds, threshold_problems
from coopgraph.words.codes import Country, Reference, Slug
from coopgraph.words.dates import EDTFDate
from coopgraph.words.text import ShortText, Text
from coopgraph.words.vocabulary import (
    ActivityKind,
    ActivityStatus,
    AgreementKind,
    AgreementStatus,
    InstitutionKind,
    MembershipStage,
    Milestone,
    Modality,
    PartyStage,
    ProvisionStatus,
    Reading,
    Renewal,
    Role,
)

__all__ = [
    "Activity",
    "Agreement",
    "Alias",
    "Evidence",
    "EvidenceList",
    "Institution",
    "Link",
    "Membership",
    "Participant",
    "Party",
    "Place",
    "Provision",
    "Record",
    "Requirement",
    "Source",
    "Succession",
    "Topic",
]

Quote = Annotated[str, Field(max_length=400), AfterValidator(lambda value: str(Text(value)))]


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


class Succession(Link):
    """A link to what a record supersedes."""

    ends: Flag | None = None
    """Whether the other ends once this is in force; left out, it possibly does."""
    inherits: Flag = False
    """Whether this, or what supersedes it in turn, serves for the other where that is relied on."""


class Membership(Link):
    """A link to an institution that another belongs to, for all of its time or for some of it."""

    dates: dict[MembershipStage, EDTFDate] = Field(default_factory=dict)
    """From when, and until when."""


class Requirement(ShortRecord):
    """What must hold first: one item, or some of several alternatives."""

    main_field = "any_of"
    any_of: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """Ids of the alternatives; a single one is simply required."""
    at_least: Count = 1
    """How many of the alternatives must hold."""
    stage: Milestone | None = None
    """The stage that they must have reached; the default depends on what each is."""
    before: Milestone | None = None
    """The stage of the item itself before which they must have done so; its first by default."""
    by: EDTFDate | None = None
    """The date by which they must have done so."""
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
    weights: dict[ShortText, Number] = Field(default_factory=dict)
    """What thresholds count, by name, e.g. {emissions: 17.4}."""
    amount: Amount | None = None
    """What it contributes."""
    evidence: EvidenceList = ()

    @model_validator(mode="after")
    def _has_one_amount(self) -> "Party":
        if AMOUNT in self.weights:
            raise validation_error("weight-reserved")
        return self


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
    founded: EDTFDate | None = None
    """When it came into being."""
    dissolved: EDTFDate | None = None
    """When it ceased to be; it gives no further act."""
    part_of: Membership | None = None
    """The institution it belongs to."""
    member_of: tuple[Membership, ...] = ()
    """The federations it has joined."""
    succeeds: tuple[Link, ...] = ()
    """The institutions whose place it has taken."""
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
    quorum: Thresholds = ()
    """How many parties it needs to stand; by default every required one."""
    entry_into_force: Thresholds = ()
    """How many parties must ratify it before it enters into force."""
    expires: EDTFDate | None = None
    """When its term ends."""
    renewal: Renewal | None = None
    """What becomes of it then."""
    notice: Text | None = None
    """The notice that a party gives to leave it."""
    amount: Amount | None = None
    """What it is worth."""
    provisions: tuple[Provision, ...] = ()
    requires: tuple[Requirement, ...] = ()
    implements: tuple[Link, ...] = ()
    amends: tuple[Link, ...] = ()
    supersedes: tuple[Succession, ...] = ()
    excludes: tuple[Link, ...] = ()
    """Agreements and activities that cannot stand beside it; one side states it."""
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
        problems = [
            problem
            for field in THRESHOLDS
            for problem in threshold_problems(field, getattr(self, field), self.parties)
        ]
        if problems:
            texts = "\n".join(map(str, problems))
            raise validation_error("not-whole", texts=texts, problems=problems)
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
    excludes: tuple[Link, ...] = ()
    """Agreements and activities that cannot stand beside it; one side states it."""
    follows: tuple[Link, ...] = ()
    component_of: tuple[Link, ...] = ()
    """The larger activities that it is a component of."""
    related_to: tuple[Link, ...] = ()
    """Activities beside it, e.g. of the same programme."""
    topics: tuple[Topic, ...] = ()
    identifiers: dict[ShortText, ShortText] = Field(default_factory=dict)
    evidence: EvidenceList = ()
    note: Text | None = None
