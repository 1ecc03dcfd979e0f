"""The closed vocabularies of a dossier, with French and English labels.

Each word is one line: its spelling in files, its French label (after ``|`` the feminine form, if
it differs) and its English label. To add a kind, add a line here and nowhere else.

Where the words come from:

- kinds of institution: W3C ORG and the IATI OrganisationType code list, and what reports name;
- ``part_of`` and ``member_of``: ``org:subOrganizationOf`` and ``org:memberOf`` of W3C ORG;
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
- required and possible: the strength of a link in Debian's Depends and Suggests;
- hedges: possibility and obligation as grammars of modality have them (Palmer, *Mood and
  Modality*), and what reports add to them;
- stated and inferred: asserted and inferred, after PROV and common practice in text annotation.
"""

from collections.abc import Mapping
from typing import Final

from coopgraph.words.word import Gender, Halt, Held, Milestone, Need, Status, Term, Word

__all__ = [
    "KINDS",
    "STATUSES",
    "ActivityKind",
    "ActivityStatus",
    "AgreementKind",
    "AgreementStatus",
    "Certainty",
    "Gender",
    "Hedge",
    "InstitutionKind",
    "Judgement",
    "Modality",
    "Naming",
    "Outcome",
    "PartyStage",
    "ProvisionStatus",
    "Reading",
    "RecordKind",
    "Relation",
    "Role",
    "RoleFamily",
    "Severity",
    "Word",
]


class RecordKind(Word):
    """The four kinds of item."""

    INSTITUTION = "institution", "institution", "institution", "f"
    AGREEMENT = "agreement", "convention", "agreement", "f"
    PROVISION = "provision", "volet", "provision"
    ACTIVITY = "activity", "activité", "activity", "f"


class InstitutionKind(Word):
    """What an institution is."""

    MINISTRY = "ministry", "ministère", "ministry"
    DIRECTORATE = "directorate", "direction", "directorate", "f"
    AGENCY = "agency", "agence", "agency", "f"
    GOVERNMENT = "government", "administration publique", "government body", "f"
    FEDERATION = "federation", "fédération", "federation", "f"
    DEVELOPMENT_BANK = "development_bank", "banque de développement", "development bank", "f"
    LOCAL_AUTHORITY = "local_authority", "collectivité territoriale", "local authority", "f"
    SCHOOL = "school", "école", "school", "f"
    COMMISSION = "commission", "commissariat", "commission"
    COMPANY = "company", "entreprise", "company", "f"
    ASSOCIATION = "association", "association", "association", "f"
    STATE = "state", "État", "state"
    INTERNATIONAL_ORGANIZATION = (
        "international_organization",
        "organisation internationale",
        "international organization",
        "f",
    )
    OTHER = "other", "autre institution", "other institution", "f"


class AgreementKind(Word):
    """What an agreement is."""

    FRAMEWORK = "framework", "convention-cadre", "framework agreement", "f"
    SPECIFIC = "specific", "convention spécifique", "specific agreement", "f"
    PROTOCOL = "protocol", "protocole", "protocol"
    AMENDMENT = "amendment", "avenant", "amendment"
    MEMORANDUM = "memorandum", "protocole d’entente", "memorandum of understanding"
    TREATY = "treaty", "traité", "treaty"
    EXCHANGE_OF_NOTES = "exchange_of_notes", "échange de notes", "exchange of notes"
    DECLARATION = "declaration", "déclaration", "declaration", "f"
    RESOLUTION = "resolution", "résolution", "resolution", "f"
    PLAN_OF_ACTION = "plan_of_action", "plan d’action", "plan of action"
    OTHER = "other", "autre accord", "other agreement"


_M = Milestone


class AgreementStatus(Status):
    """The stage of an agreement, in the usual order."""

    ENVISAGED = "envisaged", "envisagé|envisagée", "envisaged"
    NEGOTIATION = "negotiation", "en préparation", "in preparation"
    SIGNED = "signed", "signé|signée", "signed", (_M.SIGNED,)
    IN_FORCE = "in_force", "en vigueur", "in force", (_M.SIGNED, _M.IN_FORCE)
    SUSPENDED = "suspended", "suspendu|suspendue", "suspended", (_M.SIGNED,), Halt.SUSPENDED
    TERMINATED = "terminated", "terminé|terminée", "terminated", (), Halt.ENDED
    ABANDONED = "abandoned", "abandonné|abandonnée", "abandoned", (), Halt.ENDED


class PartyStage(Word):
    """An act of one party to an agreement."""

    SIGNED = "signed", "signature", "signature", "f"
    RATIFIED = "ratified", "ratification", "ratification", "f"
    IN_FORCE = "in_force", "entrée en vigueur", "entry into force", "f"
    WITHDRAWN = "withdrawn", "retrait", "withdrawal"


class ProvisionStatus(Status):
    """The status of a provision of an agreement."""

    PROPOSED = "proposed", "proposé|proposée", "proposed"
    AGREED = "agreed", "convenu|convenue", "agreed", (_M.AGREED,)
    DROPPED = "dropped", "écarté|écartée", "dropped", (), Halt.ENDED


class ActivityKind(Word):
    """What an activity is."""

    VISIT = "visit", "visite", "visit", "f"
    MEETING = "meeting", "rencontre", "meeting", "f"
    STUDY = "study", "étude", "study", "f"
    STRATEGY = "strategy", "stratégie", "strategy", "f"
    PROGRAMME = "programme", "programme", "programme"
    PROJECT = "project", "projet", "project"
    TRAINING = "training", "formation", "training", "f"
    SUPPORT = "support", "appui", "support"
    COOPERATION = "cooperation", "coopération", "cooperation", "f"
    OTHER = "other", "autre activité", "other activity", "f"


class ActivityStatus(Status):
    """The status of an activity."""

    PLANNED = "planned", "prévu|prévue", "planned"
    ONGOING = "ongoing", "en cours", "ongoing", (_M.ONGOING,)
    COMPLETED = "completed", "achevé|achevée", "completed", (_M.ONGOING, _M.COMPLETED)
    SUSPENDED = "suspended", "suspendu|suspendue", "suspended", (), Halt.SUSPENDED
    CANCELLED = "cancelled", "annulé|annulée", "cancelled", (), Halt.ENDED


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


class RoleFamily(Word):
    """A group of roles that pictures show alike."""

    COMMITS = "commits", "partie, signataire ou bailleur", "party, signatory or funder"
    LEADS = (
        "leads",
        "propose, organise, accueille ou conduit",
        "proposes, organizes, hosts or leads",
    )
    JOINS = "joins", "participe ou est invité", "takes part or is invited"


class Role(Word):
    """The role of an institution in an agreement or an activity.

    Depositaries, proposers, invited bodies and observers neither consent nor count as parties.
    """

    family: RoleFamily
    consents: bool

    def __init__(
        self,
        value: str,
        french: str = "",
        english: str = "",
        family: RoleFamily = RoleFamily.JOINS,
        consents: bool = True,  # noqa: FBT001, FBT002 - a column of the table below
    ) -> None:
        """Add the labels, the family, and whether an institution in this role consents."""
        super().__init__(value, french, english)
        self.family, self.consents = family, consents

    PARTY = "party", "partie", "party", RoleFamily.COMMITS
    SIGNATORY = "signatory", "signataire", "signatory", RoleFamily.COMMITS
    DEPOSITARY = "depositary", "dépositaire", "depositary", RoleFamily.LEADS, False
    FUNDER = "funder", "bailleur", "funder", RoleFamily.COMMITS
    IMPLEMENTER = "implementer", "responsable de la mise en œuvre", "implementer", RoleFamily.LEADS
    ACCOUNTABLE = "accountable", "responsable", "accountable", RoleFamily.LEADS
    EXTENDING = "extending", "intermédiaire", "extending", RoleFamily.LEADS
    COORDINATOR = "coordinator", "coordonne", "coordinates", RoleFamily.LEADS
    ORGANIZER = "organizer", "organise", "organizes", RoleFamily.LEADS
    HOST = "host", "accueille", "hosts", RoleFamily.LEADS
    PROPOSER = "proposer", "propose", "proposes", RoleFamily.LEADS, False
    PARTICIPANT = "participant", "participe", "takes part", RoleFamily.JOINS
    INVITED = "invited", "invité", "invited", RoleFamily.JOINS, False
    OBSERVER = "observer", "observateur", "observer", RoleFamily.JOINS, False


class Modality(Word):
    """Whether a link is required or only possible."""

    REQUIRED = "required", "requis|requise", "required"
    POSSIBLE = "possible", "possible", "possible"


class Reading(Word):
    """Whether the source states a claim or a reader infers it."""

    STATED = "stated", "énoncé", "stated"
    INFERRED = "inferred", "déduit", "inferred"


class Naming(Word):
    """The form in which a text mentions an institution."""

    NAME = "name", "nom", "name"
    ACRONYM = "acronym", "sigle", "acronym"
    ALIAS = "alias", "autre graphie", "other spelling", "f"


class Hedge(Word):
    """How a sentence qualifies what it says about an agreement."""

    POSSIBLE = "possible", "possibilité", "possibility", "f"
    PROPOSED = "proposed", "proposition", "proposal", "f"
    BINDING = "binding", "obligation", "obligation", "f"
    CONDITION = "condition", "condition", "condition", "f"
    ALTERNATIVE = "alternative", "alternative", "alternative", "f"
    TIME = "time", "date ou terme", "date or term", "f"
    STAGE = "stage", "étape", "stage", "f"


class Certainty(Word):
    """Whether an answer holds in any case, or only if what is possible happens."""

    CERTAIN = "certain", "certain|certaine", "certain"
    POSSIBLE = "possible", "possible", "possible"


class Severity(Word):
    """The severity of a finding."""

    ERROR = "error", "erreur", "error", "f"
    WARNING = "warning", "alerte", "warning", "f"
    NOTE = "note", "remarque", "note", "f"


class Judgement(Word):
    """A decision by a person whether records are about the same thing."""

    SAME_AS = "same_as", "identiques", "the same"
    NOT_SAME_AS = "not_same_as", "distincts", "not the same"
    UNSURE = "unsure", "indécis", "unsure"


class Outcome(Word):
    """The outcome for a row or record of a file that is salvaged."""

    REJECTED = "rejected", "rejeté|rejetée", "rejected"
    REPAIRED = "repaired", "réparé|réparée", "repaired"
    MERGED = "merged", "fusionné|fusionnée", "merged"
    UNREAD = "unread", "non lu|non lue", "not read"


_I, _A, _P, _X = RecordKind


class Relation(Word):
    """A relation between two items: the kinds at its ends, and what it means.

    Every relation points from the dependent to the prerequisite. It carries reliance if it makes a
    condition: for the prerequisite if an institution has to consent, else for the dependent.
    """

    dependents: frozenset[RecordKind]
    prerequisites: frozenset[RecordKind]
    need: Need | None
    carries_reliance: bool
    term: Term | None
    held: Held
    field: str

    def __init__(
        self,
        value: str,
        french: str = "",
        english: str = "",
        dependents: tuple[RecordKind, ...] = (),
        prerequisites: tuple[RecordKind, ...] = (),
        need: Need | None = None,
        term: Term | None = None,
        held: Held = Held.LINK,
        field: str = "",
    ) -> None:
        """Add the labels, the kinds at both ends, the meaning and the field that states it."""
        super().__init__(value, french, english)
        self.dependents, self.prerequisites = frozenset(dependents), frozenset(prerequisites)
        self.need, self.carries_reliance = need, need is not None
        self.term, self.held, self.field = term, held, field or value

    @property
    def involves(self) -> bool:
        """Whether it makes an institution a party or participant of the prerequisite."""
        return self.need is Need.CONSENT

    @property
    def makes_party(self) -> bool:
        """Whether it makes an institution a party to an agreement."""
        return self.involves and RecordKind.AGREEMENT in self.prerequisites

    @property
    def is_stated_by_prerequisite(self) -> bool:
        """Whether the record of the prerequisite states it."""
        return self.held in {Held.PART, Held.WITHIN}

    # fmt: off
    PARTY_TO = "party_to", "est partie à", "is party to", (_I,), (_A,), Need.CONSENT, None, Held.PART, "parties"
    TAKES_PART_IN = "takes_part_in", "prend part à", "takes part in", (_I,), (_X,), Need.CONSENT, None, Held.PART, "participants"
    PROVISION_OF = "provision_of", "est un volet de", "is a provision of", (_P,), (_A,), Need.WHOLE, Term("eli:is_part_of"), Held.WITHIN, "provisions"
    REQUIRES = "requires", "requiert", "requires", (_A, _P, _X), (_A, _P, _X), Need.REQUIREMENT, Term("dcterms:requires"), Held.REQUIREMENT
    IMPLEMENTS = "implements", "met en œuvre", "implements", (_A,), (_A,), Need.WHOLE, Term("eli:based_on")
    AMENDS = "amends", "modifie", "amends", (_A,), (_A,), Need.WHOLE, Term("eli:amends", once_achieved=True)
    SUPERSEDES = "supersedes", "remplace", "supersedes", (_A, _X), (_A, _X), None, Term("dcterms:replaces", once_achieved=True)
    CITES = "cites", "cite", "cites", (_A, _X), (_A, _X), None, Term("dcterms:references", legal="eli:cites")
    FOLLOWS = "follows", "fait suite à", "follows", (_A, _X), (_A, _X), None, Term("dcterms:relation")
    COMPONENT_OF = "component_of", "est une composante de", "is a component of", (_X,), (_X,)
    RELATED_TO = "related_to", "est liée à", "is related to", (_X,), (_X,)
    PART_OF = "part_of", "fait partie de", "is part of", (_I,), (_I,), None, Term("org:subOrganizationOf")
    MEMBER_OF = "member_of", "est membre de", "is a member of", (_I,), (_I,), None, Term("org:memberOf")
    # fmt: on
