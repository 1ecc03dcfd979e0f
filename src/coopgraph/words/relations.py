"""The table of relations: what they join, what they mean, and where records state them.

To add a relation, add a line here and a field in the records, and nowhere else. The sources of the
relations are listed in :mod:`coopgraph.words.vocabulary`.
"""

from collections.abc import Container

from coopgraph.messages.catalogue import translated
from coopgraph.messages.marks import N_, Message
from coopgraph.words.vocabulary import RecordKind
from coopgraph.words.word import Ending, Held, Need, Term, Word

__all__ = ["Relation"]

_I, _A, _P, _X = RecordKind


class Relation(Word):
    """A relation between two items: the kinds at its ends, and what it means.

    Every relation points from the dependent to the prerequisite. It carries reliance if it makes a
    condition: for the prerequisite if an institution has to consent, else for the dependent. The
    second label is for what is only proposed.
    """

    proposed: Message
    dependents: frozenset[RecordKind]
    prerequisites: frozenset[RecordKind]
    need: Need | None
    carries_reliance: bool
    term: Term | None
    held: Held
    field: str
    ending: Ending | None

    def __init__(  # noqa: PLR0913, PLR0917 - the columns of the table below
        self,
        value: str,
        label: Message = Message(""),  # noqa: B008 - an immutable tuple
        proposed: Message = Message(""),  # noqa: B008
        dependents: tuple[RecordKind, ...] = (),
        prerequisites: tuple[RecordKind, ...] = (),
        need: Need | None = None,
        term: Term | None = None,
        held: Held = Held.LINK,
        field: str = "",
        ending: Ending | None = None,
    ) -> None:
        """Add the labels, the kinds at both ends, the meaning and the field that states it."""
        super().__init__(value, label)
        self.proposed = proposed
        self.dependents, self.prerequisites = frozenset(dependents), frozenset(prerequisites)
        self.need, self.carries_reliance = need, need is not None
        self.term, self.held, self.field = term, held, field or value
        self.ending = ending

    def words(
        self, dependent: str, prerequisite: str, proposed: Container[str], language: str
    ) -> str:
        """Return the label, in the conditional if the item that has the relation is proposed.

        That is the agreement or the activity that an institution has a part in, else the dependent.

        Examples
        --------
        >>> Relation.PARTY_TO.words("ministry", "treaty", {"treaty"}, "en")
        'would be party to'
        """
        if self.proposed.one and self.is_proposed(dependent, prerequisite, proposed):
            return translated(self.proposed, language)
        return self.label(language)

    def is_proposed(self, dependent: str, prerequisite: str, proposed: Container[str]) -> bool:
        """Whether the item that has the relation is proposed."""
        return (prerequisite if self.involves else dependent) in proposed

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
    PARTY_TO = "party_to", N_("is party to"), N_("would be party to"), (_I,), (_A,), Need.CONSENT, None, Held.PART, "parties"
    TAKES_PART_IN = "takes_part_in", N_("takes part in"), N_("would take part in"), (_I,), (_X,), Need.CONSENT, None, Held.PART, "participants"
    PROVISION_OF = "provision_of", N_("is a provision of"), N_("would be a provision of"), (_P,), (_A,), Need.WHOLE, Term("eli:is_part_of"), Held.WITHIN, "provisions"
    REQUIRES = "requires", N_("requires"), N_("would require"), (_A, _P, _X), (_A, _P, _X), Need.REQUIREMENT, Term("dcterms:requires"), Held.REQUIREMENT
    IMPLEMENTS = "implements", N_("implements"), N_("would implement"), (_A,), (_A,), Need.WHOLE, Term("eli:based_on")
    AMENDS = "amends", N_("amends"), N_("would amend"), (_A,), (_A,), Need.WHOLE, Term("eli:amends", once_achieved=True)
    SUPERSEDES = "supersedes", N_("supersedes"), N_("would supersede"), (_A, _X), (_A, _X), None, Term("dcterms:replaces", once_achieved=True), Held.LINK, "", Ending.SUCCESSOR
    EXCLUDES = "excludes", N_("excludes"), N_("would exclude"), (_A, _X), (_A, _X), None, None, Held.LINK, "", Ending.EITHER
    CITES = "cites", N_("cites"), N_("would cite"), (_A, _X), (_A, _X), None, Term("dcterms:references", legal="eli:cites")
    FOLLOWS = "follows", N_("follows"), N_("would follow"), (_A, _X), (_A, _X), None, Term("dcterms:relation")
    COMPONENT_OF = "component_of", N_("is a component of"), N_("would be a component of"), (_X,), (_X,)
    RELATED_TO = "related_to", N_("is related to"), N_("would be related to"), (_X,), (_X,)
    PART_OF = "part_of", N_("is part of"), Message(""), (_I,), (_I,), None, Term("org:subOrganizationOf")
    MEMBER_OF = "member_of", N_("is a member of"), Message(""), (_I,), (_I,), None, Term("org:memberOf")
    SUCCEEDS = "succeeds", N_("succeeds"), Message(""), (_I,), (_I,), None, Term("dcterms:replaces")
    # fmt: on
