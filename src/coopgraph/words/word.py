"""The base class of closed vocabularies, and the columns of the tables in ``vocabulary``."""

from enum import StrEnum
from typing import NamedTuple, Self

__all__ = ["Gender", "Halt", "Held", "Milestone", "Need", "Status", "Term", "Word"]


class Gender(StrEnum):
    """The grammatical gender of a French noun, with which its adjectives agree."""

    MASCULINE = "m"
    FEMININE = "f"


class Word(StrEnum):
    """A word of a closed vocabulary, with its labels; its value is how files spell it.

    A subclass with more columns takes them in an ``__init__`` of its own.
    """

    french: str
    english: str
    gender: Gender

    def __new__(cls, value: str, *_columns: object) -> Self:
        """Create the word from its spelling."""
        word = str.__new__(cls, value)
        word._value_ = value
        return word

    def __init__(self, _: str, french: str = "", english: str = "", gender: str = "m") -> None:
        """Add the labels and the grammatical gender of the French one."""
        self.french, self.english, self.gender = french, english, Gender(gender)

    def label(self, language: str = "en", gender: Gender = Gender.MASCULINE) -> str:
        """Return the label in a language; a French adjective agrees with ``gender``.

        Examples
        --------
        >>> from coopgraph.words.vocabulary import AgreementStatus
        >>> AgreementStatus.SIGNED.label("fr", Gender.FEMININE)
        'signée'
        """
        if language != "fr":
            return self.english
        masculine, _, feminine = self.french.partition("|")
        return feminine if feminine and gender is Gender.FEMININE else masculine


class Milestone(StrEnum):
    """A milestone of an item, the first of each kind of record first."""

    SIGNED = "signed"
    AGREED = "agreed"
    ONGOING = "ongoing"
    IN_FORCE = "in_force"
    COMPLETED = "completed"


class Halt(StrEnum):
    """Why an item is stopped, whatever milestones it has reached."""

    SUSPENDED = "suspended"
    ENDED = "ended"


class Status(Word):
    """A status: the milestones it implies, and whether it stops the item."""

    reached: tuple[Milestone, ...]
    halt: Halt | None

    def __init__(
        self,
        value: str,
        french: str = "",
        english: str = "",
        reached: tuple[Milestone, ...] = (),
        halt: Halt | None = None,
    ) -> None:
        """Add the labels, the milestones and the halt."""
        super().__init__(value, french, english)
        self.reached, self.halt = reached, halt


class Need(StrEnum):
    """A kind of condition.

    - ``consent``: an institution consents to what it is a party to or takes part in;
    - ``quorum``: a number of parties consent, instead of all of them;
    - ``whole``: what the item is based on has reached the same milestone;
    - ``requirement``: a number of alternatives are met.
    """

    CONSENT = "consent"
    QUORUM = "quorum"
    WHOLE = "whole"
    REQUIREMENT = "requirement"


class Held(StrEnum):
    """Where and how the records state a relation.

    - ``link``: as links, in a field of the dependent record;
    - ``requirement``: as requirements, which may have alternatives, in a field of the dependent
      record;
    - ``part``: as parties or participants with a role, in a field of the record depended on;
    - ``within``: as whole records, nested in the record depended on, without which they achieve
      nothing.
    """

    LINK = "link"
    REQUIREMENT = "requirement"
    PART = "part"
    WITHIN = "within"


class Term(NamedTuple):
    """An RDF term.

    Attributes
    ----------
    name
        The term with its prefix.
    legal
        The term between two agreements, if it is a different one.
    once_achieved
        Whether it is true only once the item that has the relation is achieved.
    """

    name: str
    legal: str = ""
    once_achieved: bool = False
