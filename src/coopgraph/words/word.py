"""What a closed word is, and what the columns of the tables in ``vocabulary`` hold."""

from enum import StrEnum
from typing import NamedTuple, Self

from coopgraph.messages.catalogue import WORD_LANGUAGES, in_context, translated
from coopgraph.messages.marks import Message

__all__ = ["Gender", "Halt", "Held", "Milestone", "Need", "Status", "Term", "Word"]


class Gender(StrEnum):
    """The grammatical gender of a noun, with which adjectives agree."""

    MASCULINE = "m"
    FEMININE = "f"


class Word(StrEnum):
    """A closed word: its spelling in files is its value."""

    english: str

    def __new__(cls, value: str, label: Message = Message("")) -> Self:  # noqa: B008 - immutable
        """Make the word with its English label."""
        return cls._spelt(value, label)

    @classmethod
    def _spelt(cls, value: str, label: Message) -> Self:
        # Enum hides __new__ from subclasses once the class is made; this is its body.
        word = str.__new__(cls, value)
        word._value_ = value
        word.english = label.one
        return word

    def label(self, language: str = "en", gender: Gender = Gender.MASCULINE) -> str:
        """The word for a reader, in a language; an adjective agrees with ``gender``.

        Examples
        --------
        >>> from coopgraph.words.vocabulary import AgreementStatus
        >>> AgreementStatus.SIGNED.label("fr", Gender.FEMININE)
        'signée'
        """
        feminine = gender is Gender.FEMININE and in_context("feminine", self.english, language)
        return feminine or translated(Message(self.english), language)

    def gender(self, language: str) -> Gender:
        """The grammatical gender of a noun in a language; masculine where it has none.

        Examples
        --------
        >>> from coopgraph.words.vocabulary import AgreementKind
        >>> str(AgreementKind.DECLARATION.gender("fr"))
        'f'
        """
        is_feminine = in_context("gender", self.english, language) == Gender.FEMININE.value
        return Gender.FEMININE if is_feminine else Gender.MASCULINE

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in every language and gender, by which people may write the word."""
        return tuple(
            self.label(language, gender) for language in WORD_LANGUAGES for gender in Gender
        )


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
        label: Message = Message(""),  # noqa: B008 - immutable
        reached: tuple[Milestone, ...] = (),
        halt: Halt | None = None,
    ) -> Self:
        """Make the word with its label and what it says of an item."""
        word = cls._spelt(value, label)
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
