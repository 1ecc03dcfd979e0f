"""What a closed word is, and what the columns of the tables in ``vocabulary`` hold."""

from enum import StrEnum
from typing import NamedTuple, Self

__all__ = ["Gender", "Halt", "Held", "Milestone", "Need", "Status", "Term", "Word"]


class Gender(StrEnum):
    """The grammatical gender of a French noun, with which its adjectives agree."""

    MASCULINE = "m"
    FEMININE = "f"


class Word(StrEnum):
    """A closed word: its spelling in files is its value."""

    french: str
    english: str
    gender: Gender

    def __new__(cls, value: str, french: str = "", english: str = "", gender: str = "m") -> Self:
        """Make the word with its labels."""
        return cls._spelt(value, french, english, gender)

    @classmethod
    def _spelt(cls, value: str, french: str, english: str, gender: str = "m") -> Self:
        # Enum hides __new__ from subclasses once the class is made; this is its body.
        word = str.__new__(cls, value)
        word._value_ = value
        word.french = french
        word.english = english
        word.gender = Gender(gender)
        return word

    def label(self, language: str = "en", gender: Gender = Gender.MASCULINE) -> str:
        """The word for a reader; a French adjective agrees with ``gender``.

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
    """What an item can have reached, the first of its kind of record first."""

    SIGNED = "signed"
    AGREED = "agreed"
    ONGOING = "ongoing"
    IN_FORCE = "in_force"
    COMPLETED = "completed"


class Halt(StrEnum):
    """What stops an item, whatever it has reached."""

    SUSPENDED = "suspended"
    ENDED = "ended"


class Status(Word):
    """How far an item has come: the milestones it has reached, and what stops it, if anything."""

    reached: tuple[Milestone, ...]
    halt: Halt | None

    def __new__(
        cls,
        value: str,
        french: str = "",
        english: str = "",
        reached: tuple[Milestone, ...] = (),
        halt: Halt | None = None,
    ) -> Self:
        """Make the word with its labels and what it says of an item."""
        word = cls._spelt(value, french, english)
        word.reached = reached
        word.halt = halt
        return word


class Need(StrEnum):
    """The kinds of condition.

    - ``consent``: an institution consents; a condition of what it has a part in;
    - ``quorum``: so many of the parties do, in place of the consent of all;
    - ``whole``: what the item is based on holds, at the milestone in question;
    - ``requirement``: so many of some alternatives hold.
    """

    CONSENT = "consent"
    QUORUM = "quorum"
    WHOLE = "whole"
    REQUIREMENT = "requirement"


class Held(StrEnum):
    """How records state a relation.

    - ``link``: links in a field of the record that relies;
    - ``requirement``: requirements, which may have alternatives, in a field of the record that
      relies;
    - ``part``: parts with a role, in a field of the record that is relied on;
    - ``within``: whole records in a field of the record that is relied on, without which they
      achieve nothing.
    """

    LINK = "link"
    REQUIREMENT = "requirement"
    PART = "part"
    WITHIN = "within"


class Term(NamedTuple):
    """A term of RDF.

    Attributes
    ----------
    name
        With its prefix.
    legal
        The term between two agreements, where it is another.
    once_achieved
        Whether it is true only once what has the relation is achieved.
    """

    name: str
    legal: str = ""
    once_achieved: bool = False
