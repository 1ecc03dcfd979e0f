"""The base class of closed vocabularies, and the columns of the tables in ``vocabulary``."""

from enum import StrEnum
from typing import NamedTuple, Self

from coopgraph.messages.catalogue import WORD_LANGUAGES, in_context, translated
from coopgraph.messages.marks import Message, adjective

__all__ = [
    "Ending",
    "Gender",
    "Halt",
    "Held",
    "Milestone",
    "Need",
    "StagedKind",
    "Status",
    "Term",
    "Word",
]


class Gender(StrEnum):
    """The grammatical gender of a noun, with which adjectives agree."""

    MASCULINE = "m"
    FEMININE = "f"


class Word(StrEnum):
    """A word of a closed vocabulary, with its labels; its value is how files spell it.

    A subclass with more columns takes them in an ``__init__`` of its own.
    """

    english: str

    def __new__(cls, value: str, *_columns: object) -> Self:
        """Create the word from its spelling."""
        word = str.__new__(cls, value)
        word._value_ = value
        return word

    def __init__(self, _: str, label: Message = Message("")) -> None:  # noqa: B008 - immutable
        """Add the English label."""
        self.english = label.one

    def label(self, language: str = "en", gender: Gender = Gender.MASCULINE) -> str:
        """Return the label in a language; an adjective agrees with ``gender``.

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


class Milestone(Word):
    """A milestone of an item, the first of each kind of record first."""

    SIGNED = "signed", adjective("signed")
    AGREED = "agreed", adjective("agreed")
    ONGOING = "ongoing", adjective("ongoing")
    IN_FORCE = "in_force", adjective("in force")
    COMPLETED = "completed", adjective("completed")


class Halt(StrEnum):
    """Why an item is stopped, whatever milestones it has reached."""

    SUSPENDED = "suspended"
    ENDED = "ended"


class Status(Word):
    """A status: the milestones it implies, and whether it stops the item.

    Of a status that stops it, ``passed`` are the milestones that it may have reached before.
    """

    reached: tuple[Milestone, ...]
    halt: Halt | None
    passed: tuple[Milestone, ...]

    def __init__(
        self,
        value: str,
        label: Message = Message(""),  # noqa: B008 - immutable
        reached: tuple[Milestone, ...] = (),
        halt: Halt | None = None,
        passed: tuple[Milestone, ...] = (),
    ) -> None:
        """Add the label, the milestones and the halt."""
        super().__init__(value, label)
        self.reached, self.halt, self.passed = reached, halt, passed


class StagedKind(Word):
    """A kind of item, and the milestone of it that a requirement means by default.

    Without one, it is that of the kind ``other``.
    """

    stage: Milestone | None

    def __init__(
        self,
        value: str,
        label: Message = Message(""),  # noqa: B008 - immutable
        stage: Milestone | None = None,
    ) -> None:
        """Add the label and the milestone."""
        super().__init__(value, label)
        self.stage = stage


class Need(StrEnum):
    """A kind of condition.

    - ``first``: the item has reached its first milestone, before its second;
    - ``consent``: an institution consents to what it is a party to or takes part in;
    - ``quorum``: enough parties consent, instead of all of them;
    - ``entry``: enough parties have ratified, or all of them;
    - ``whole``: what the item is based on has reached the same milestone;
    - ``requirement``: a number of alternatives are met;
    - ``either``: an item or one that takes its place, such as its successor, is there.
    """

    FIRST = "first"
    CONSENT = "consent"
    QUORUM = "quorum"
    ENTRY = "entry"
    WHOLE = "whole"
    REQUIREMENT = "requirement"
    EITHER = "either"


class Ending(StrEnum):
    """How a relation can end an item.

    - ``either``: either item stands, never both; one that comes to stand ends the other;
    - ``successor``: the dependent ends what it supersedes, once it is in force.
    """

    EITHER = "either"
    SUCCESSOR = "successor"


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
