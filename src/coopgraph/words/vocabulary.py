"""The closed vocabularies of a dossier, with English labels.

Each word is one line: its spelling in files and its English label, marked for translators. ``N_``
asks them for a label, ``noun`` for its gender too, ``adjective`` for its feminine form too. To add
a kind, add a line here and nowhere else; until it is translated, its label is English.

Where the words come from:

- kinds of institution: W3C ORG and the IATI OrganisationType code list, and what reports name;
- ``part_of`` and ``member_of``: ``org:subOrganizationOf`` and ``org:memberOf`` of W3C ORG;
  ``founded`` and ``dissolved``: ``foundingDate`` and ``dissolutionDate`` of schema.org;
- kinds of agreement: the types of the IEA database and of PA-X; ``framework`` and ``specific``
  after OCDS (framework, first and second stage);
- stages of an agreement: Vienna Convention on the Law of Treaties, articles 9 (adoption), 11 to
  17 (consent), 24 (entry into force), 54 (termination), 57 (suspension), *by analogy*: most
  conventions here are not treaties between states; ``envisaged`` and ``negotiation`` precede it;
- roles: Vienna Convention articles 2 and 76 (party, signatory, depositary), IATI OrganisationRole
  (funding, accountable, extending, implementing), and what reports say of meetings and visits;
- ``component_of`` and ``related_to``: IATI RelatedActivityType (parent and child; sibling,
  co-funded and third party);
- judgements on identity: ``owl:sameAs`` and ``owl:differentFrom``, and the unsure of record linkage;
- status of an activity: the IATI ActivityStatus code list, with pipeline called planned;
- ``amends``, ``cites``, ``supersedes``: ECOLEX and ELI; ``requires``: the dependency of iStar 2.0;
- milestones, the stage that a requirement asks for and what it comes before: conditions precedent
  and subsequent of contract law, and Vienna Convention articles 14, 24 and 25;
- required and possible: the strength of a link in Debian's Depends and Suggests;
- stated and inferred: asserted and inferred, after PROV and common practice in text annotation.
"""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message, adjective, noun
from coopgraph.words.word import (
    Gender,
    Halt,
    Milestone,
    StagedKind,
    Status,
    Word,
)

__all__ = [
    "KINDS",
    "MILESTONES",
    "STATUSES",
    "ActivityKind",
    "ActivityStatus",
    "AgreementKind",
    "AgreementStatus",
    "Certainty",
    "Event",
    "Gender",
    "InstitutionKind",
    "InstitutionStage",
    "Judgement",
    "MembershipStage",
    "Milestone",
    "Modality",
    "Occurrence",
    "Outcome",
    "PartyStage",
    "ProvisionStatus",
    "Reading",
    "RecordKind",
    "Renewal",
    "Role",
    "RoleFamily",
    "Settlement",
    "Severity",
    "State",
    "ThresholdUse",
    "Word",
    "default_stage",
]


class RecordKind(Word):
    """The four kinds of item."""

    INSTITUTION = "institution", noun("institution")
    AGREEMENT = "agreement", noun("agreement")
    PROVISION = "provision", noun("provision")
    ACTIVITY = "activity", noun("activity")


class InstitutionKind(Word):
    """What an institution is."""

    MINISTRY = "ministry", noun("ministry")
    DIRECTORATE = "directorate", noun("directorate")
    AGENCY = "agency", noun("agency")
    GOVERNMENT = "government", noun("government body")
    FEDERATION = "federation", noun("federation")
    DEVELOPMENT_BANK = "development_bank", noun("development bank")
    LOCAL_AUTHORITY = "local_authority", noun("local authority")
    SCHOOL = "school", noun("school")
    COMMISSION = "commission", noun("commission")
    COMPANY = "company", noun("company")
    ASSOCIATION = "association", noun("association")
    STATE = "state", noun("state")
    INTERNATIONAL_ORGANIZATION = "international_organization", noun("international organization")
    OTHER = "other", noun("other institution")


class InstitutionStage(Word):
    """The beginning and the end of an institution; also the fields with their dates."""

    FOUNDED = "founded", N_("foundation")
    DISSOLVED = "dissolved", N_("dissolution")


class MembershipStage(Word):
    """The beginning and the end of a membership, or of being part of an institution."""

    FROM = "from", N_("beginning")
    UNTIL = "until", N_("end")


_M = Milestone


class AgreementKind(StagedKind):
    """What an agreement is, and the milestone of it that a requirement means by default."""

    FRAMEWORK = "framework", noun("framework agreement"), _M.SIGNED
    SPECIFIC = "specific", noun("specific agreement"), _M.SIGNED
    PROTOCOL = "protocol", noun("protocol"), _M.SIGNED
    AMENDMENT = "amendment", noun("amendment"), _M.SIGNED
    MEMORANDUM = "memorandum", noun("memorandum of understanding"), _M.SIGNED
    TREATY = "treaty", noun("treaty"), _M.SIGNED
    EXCHANGE_OF_NOTES = "exchange_of_notes", noun("exchange of notes"), _M.SIGNED
    DECLARATION = "declaration", noun("declaration"), _M.SIGNED
    RESOLUTION = "resolution", noun("resolution"), _M.SIGNED
    PLAN_OF_ACTION = "plan_of_action", noun("plan of action"), _M.SIGNED
    OTHER = "other", noun("other agreement"), _M.SIGNED


class AgreementStatus(Status):
    """The stage of an agreement, in the usual order."""

    ENVISAGED = "envisaged", adjective("envisaged")
    NEGOTIATION = "negotiation", adjective("in preparation")
    SIGNED = "signed", adjective("signed"), (_M.SIGNED,)
    IN_FORCE = "in_force", adjective("in force"), (_M.SIGNED, _M.IN_FORCE)
    SUSPENDED = (
        "suspended",
        adjective("suspended"),
        (_M.SIGNED,),
        Halt.SUSPENDED,
        (_M.SIGNED, _M.IN_FORCE),
    )
    TERMINATED = (
        "terminated",
        adjective("terminated"),
        (),
        Halt.ENDED,
        (_M.SIGNED, _M.IN_FORCE),
    )
    ABANDONED = "abandoned", adjective("abandoned"), (), Halt.ENDED


class PartyStage(Word):
    """An act of one party to an agreement."""

    SIGNED = "signed", N_("signature")
    RATIFIED = "ratified", N_("ratification")
    PROVISIONAL = "provisional", N_("provisional application")
    IN_FORCE = "in_force", N_("entry into force")
    REFUSED = "refused", N_("refusal")
    WITHDRAWN = "withdrawn", N_("withdrawal")


class ProvisionStatus(Status):
    """The status of a provision of an agreement."""

    PROPOSED = "proposed", adjective("proposed")
    AGREED = "agreed", adjective("agreed"), (_M.AGREED,)
    SUSPENDED = "suspended", adjective("suspended"), (_M.AGREED,), Halt.SUSPENDED
    DROPPED = "dropped", adjective("dropped"), (), Halt.ENDED


class Renewal(Word):
    """What becomes of an agreement whose term expires."""

    TACIT = "tacit", N_("tacit renewal")


class ThresholdUse(Word):
    """What an agreement needs a threshold of its parties for; also the field that holds it."""

    QUORUM = "quorum", N_("quorum")
    ENTRY_INTO_FORCE = "entry_into_force", N_("entry into force")


class ActivityKind(StagedKind):
    """What an activity is, and the milestone of it that a requirement means by default."""

    VISIT = "visit", noun("visit"), _M.COMPLETED
    MEETING = "meeting", noun("meeting"), _M.COMPLETED
    STUDY = "study", noun("study"), _M.COMPLETED
    STRATEGY = "strategy", noun("strategy"), _M.COMPLETED
    PROGRAMME = "programme", noun("programme"), _M.ONGOING
    PROJECT = "project", noun("project"), _M.ONGOING
    TRAINING = "training", noun("training"), _M.COMPLETED
    SUPPORT = "support", noun("support"), _M.ONGOING
    COOPERATION = "cooperation", noun("cooperation"), _M.ONGOING
    OTHER = "other", noun("other activity"), _M.COMPLETED


class ActivityStatus(Status):
    """The status of an activity."""

    PLANNED = "planned", adjective("planned")
    ONGOING = "ongoing", adjective("ongoing"), (_M.ONGOING,)
    COMPLETED = "completed", adjective("completed"), (_M.ONGOING, _M.COMPLETED)
    SUSPENDED = "suspended", adjective("suspended"), (), Halt.SUSPENDED
    CANCELLED = "cancelled", adjective("cancelled"), (), Halt.ENDED


#: The subkinds and the statuses of each kind of record.
KINDS: Final[Mapping[RecordKind, type[Word]]] = {
    RecordKind.INSTITUTION: InstitutionKind,
    RecordKind.AGREEMENT: AgreementKind,
    RecordKind.ACTIVITY: ActivityKind,
}
STATUSES: Final[Mapping[RecordKind, type[Status]]] = {
    RecordKind.AGREEMENT: AgreementStatus,
    RecordKind.PROVISION: ProvisionStatus,
    RecordKind.ACTIVITY: ActivityStatus,
}
#: The two milestones of each kind of record, the first one first.
MILESTONES: Final[Mapping[RecordKind, tuple[Milestone, Milestone]]] = {
    RecordKind.AGREEMENT: (_M.SIGNED, _M.IN_FORCE),
    RecordKind.PROVISION: (_M.AGREED, _M.IN_FORCE),
    RecordKind.ACTIVITY: (_M.ONGOING, _M.COMPLETED),
}


def default_stage(record: RecordKind, kind: str | None = None) -> Milestone:
    """Return the milestone that a requirement of an item means if it names none.

    Without a kind, or with an unknown one, it is that of ``other``.

    Examples
    --------
    >>> str(default_stage(RecordKind.ACTIVITY, "visit")), str(default_stage(RecordKind.PROVISION))
    ('completed', 'agreed')

    Raises
    ------
    KeyError
        When an institution is asked for, which has no milestones.
    """
    stages = _DEFAULT_STAGES.get(record, {})
    return stages.get(kind) or stages.get("other") or MILESTONES[record][0]


#: The default stage of each kind, by kind of record.
_DEFAULT_STAGES: Final[Mapping[RecordKind, Mapping[str | None, Milestone]]] = {
    record: {
        kind.value: kind.stage for kind in kinds if isinstance(kind, StagedKind) and kind.stage
    }
    for record, kinds in KINDS.items()
}


class RoleFamily(Word):
    """A group of roles that pictures show alike."""

    COMMITS = "commits", N_("party, signatory or funder")
    LEADS = "leads", N_("proposes, organizes, hosts or leads")
    JOINS = "joins", N_("takes part or is invited")


class Role(Word):
    """The role of an institution in an agreement or an activity.

    Depositaries, proposers, invited bodies and observers neither consent nor count as parties.
    """

    family: RoleFamily
    consents: bool

    def __init__(
        self,
        value: str,
        label: Message = Message(""),  # noqa: B008 - an immutable tuple
        family: RoleFamily = RoleFamily.JOINS,
        consents: bool = True,  # noqa: FBT001, FBT002 - a column of the table below
    ) -> None:
        """Add the label, the family, and whether an institution in this role consents."""
        super().__init__(value, label)
        self.family, self.consents = family, consents

    PARTY = "party", N_("party"), RoleFamily.COMMITS
    SIGNATORY = "signatory", N_("signatory"), RoleFamily.COMMITS
    DEPOSITARY = "depositary", N_("depositary"), RoleFamily.LEADS, False
    FUNDER = "funder", N_("funder"), RoleFamily.COMMITS
    IMPLEMENTER = "implementer", N_("implementer"), RoleFamily.LEADS
    ACCOUNTABLE = "accountable", N_("accountable"), RoleFamily.LEADS
    EXTENDING = "extending", N_("extending"), RoleFamily.LEADS
    COORDINATOR = "coordinator", N_("coordinates"), RoleFamily.LEADS
    ORGANIZER = "organizer", N_("organizes"), RoleFamily.LEADS
    HOST = "host", N_("hosts"), RoleFamily.LEADS
    PROPOSER = "proposer", N_("proposes"), RoleFamily.LEADS, False
    PARTICIPANT = "participant", N_("takes part"), RoleFamily.JOINS
    INVITED = "invited", N_("invited"), RoleFamily.JOINS, False
    OBSERVER = "observer", N_("observer"), RoleFamily.JOINS, False


class Modality(Word):
    """Whether a link is required or only possible."""

    REQUIRED = "required", adjective("required")
    POSSIBLE = "possible", N_("possible")


class Reading(Word):
    """Whether the source states a claim or a reader infers it."""

    STATED = "stated", N_("stated")
    INFERRED = "inferred", N_("inferred")


class Certainty(Word):
    """Whether an answer holds in any case, or only if what is possible happens."""

    CERTAIN = "certain", N_("certain")
    POSSIBLE = "possible", adjective("possible")


class Event(Word):
    """What a record dates beside the stages of items and the acts of parties."""

    TAKES_PLACE = "takes_place", N_("takes place")
    EXPIRES = "expires", N_("expiry")
    DEADLINE = "deadline", N_("deadline")


class Occurrence(Word):
    """Whether what is dated has happened, is expected, or is a date that was set."""

    HAPPENED = "happened", N_("happened")
    EXPECTED = "expected", N_("expected")
    DUE = "due", N_("date set")


class State(Word):
    """How far a milestone has come, from the worst to the best."""

    ENDED = "ended", N_("ended")
    OUT_OF_REACH = "out_of_reach", N_("out of reach")
    REACHABLE = "reachable", N_("within reach")
    READY = "ready", N_("can come next")
    ACHIEVED = "achieved", N_("achieved")


class Settlement(Word):
    """What a change that was applied leaves of a milestone, an act or an end."""

    CERTAIN = "certain", N_("certain")
    POSSIBLE = "possible", adjective("possible")
    LOST = "lost", N_("lost")


class Severity(Word):
    """The severity of a finding."""

    ERROR = "error", N_("error")
    WARNING = "warning", N_("warning")
    NOTE = "note", N_("note")


class Judgement(Word):
    """A decision by a person whether records are about the same thing."""

    SAME_AS = "same_as", N_("the same")
    NOT_SAME_AS = "not_same_as", N_("not the same")
    UNSURE = "unsure", N_("unsure")


class Outcome(Word):
    """The outcome for a row or record of a file that is salvaged."""

    REJECTED = "rejected", N_("rejected")
    REPAIRED = "repaired", N_("repaired")
    MERGED = "merged", N_("merged")
    UNREAD = "unread", N_("not read")
