"""What a link says: which relation it is, how firmly it holds, how many alternatives it needs.

Every question reads links here, and nowhere else. There are few kinds among millions of links, so
that what a combination of attributes means is looked up rather than worked out; the attributes
themselves are read anew every time.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, Generic, NamedTuple, TypeVar

from coopgraph._base.errors import GraphSchemaError
from coopgraph.graph.schema import (
    EDGE_ATTRIBUTES,
    Attributes,
    link_place,
    not_understood,
    relation_of,
)
from coopgraph.records.base import LARGEST
from coopgraph.words.vocabulary import Modality, Relation, Role

__all__ = ["BINDING", "CARRYING", "Meaning", "Meanings", "Strength", "meaning_of", "reliance_of"]


class Strength(StrEnum):
    """How firmly a link holds: it binds, others could take its place, or it is only possible."""

    BINDING = "binding"
    ALTERNATIVE = "alternative"
    POSSIBLE = "possible"


class Meaning(NamedTuple):
    """What a link says, apart from dates and evidence.

    Attributes
    ----------
    relation, strength
        Which relation it is, and how firmly it holds; the firmest where nothing is said.
    at_least, alternatives
        How many of how many alternatives must hold.
    consents
        Whether the institution at its end consents and counts, if there is one.
    """

    relation: Relation
    strength: Strength
    at_least: int
    alternatives: int
    consents: bool

    @property
    def is_required(self) -> bool:
        """Whether it is required rather than possible."""
        return self.strength is not Strength.POSSIBLE

    @property
    def has_alternatives(self) -> bool:
        """Whether others could take its place."""
        return self.at_least < self.alternatives


_ABSTAINING: Final = {role.value for role in Role if not role.consents}


def meaning_of(link: Attributes, dependent: str = "", depends_on: str = "") -> Meaning:
    """What a link says; the names of its ends are for the error.

    Raises
    ------
    GraphSchemaError
        When its relation or modality is none that is known, or one of its numbers is none.
    """
    relation = relation_of(dependent, depends_on, link)
    modality = link.get("modality") or Modality.REQUIRED
    if modality not in (Modality.REQUIRED, Modality.POSSIBLE):
        raise not_understood(link_place(dependent, depends_on), link, "modality")
    at_least, alternatives = (
        _number(link, name, dependent, depends_on) for name in ("at_least", "alternatives")
    )
    strength = Strength.ALTERNATIVE if at_least < alternatives else Strength.BINDING
    strength = Strength.POSSIBLE if modality == Modality.POSSIBLE else strength
    consents = str(link.get("role")) not in _ABSTAINING
    return Meaning(relation, strength, at_least, alternatives, consents)


def _number(link: Attributes, name: str, dependent: str, depends_on: str) -> int:
    """A number that a link carries; 1 where it carries none."""
    value = link.get(name)
    if value is None:
        return 1
    if type(value) is not int or not EDGE_ATTRIBUTES[name].least <= value <= LARGEST:
        raise not_understood(link_place(dependent, depends_on), link, name)
    return value


#: What :func:`reliance_of` says of a link that carries reliance, and of one that binds.
CARRYING: Final = 1
BINDING: Final = 2


def reliance_of(meaning: Meaning) -> int:
    """0 where a link carries no reliance, 2 where it binds, else 1."""
    if not meaning.relation.carries_reliance:
        return 0
    return BINDING if meaning.strength is Strength.BINDING else CARRYING


#: The attributes of a link that decide what it means.
_DECISIVE: Final = ("relation", "modality", "at_least", "alternatives", "role")

T = TypeVar("T")


class Meanings(dict[tuple[Any, ...], T], Generic[T]):
    """What each combination of the attributes that decide means to one question.

    Parameters
    ----------
    to_question
        What the question makes of what a link says.
    """

    def __init__(self, to_question: Callable[[Meaning], T]) -> None:
        self._to_question = to_question

    def __missing__(self, key: tuple[Any, ...]) -> T:
        try:
            self[key] = self._to_question(meaning_of(dict(zip(_DECISIVE, key, strict=True))))
        except GraphSchemaError:
            raise KeyError(key) from None
        return self[key]

    def each(self, links: Iterable[Attributes]) -> list[T]:
        """What each of some links means.

        Raises
        ------
        KeyError, TypeError
            When one is not understood; :meth:`of` tells which.
        """
        # Spelt out: of all ways to look up some attributes of a million links the fastest.
        return [
            self[
                link.get("relation"),
                link.get("modality"),
                link.get("at_least"),
                link.get("alternatives"),
                link.get("role"),
            ]
            for link in links
        ]

    def of(self, dependent: str, depends_on: str, link: Attributes) -> T:
        """What the link between two items means.

        Raises
        ------
        GraphSchemaError
            When what it says is not understood, with the names of the two.
        """
        try:
            return self[tuple(map(link.get, _DECISIVE))]
        except (KeyError, TypeError):
            return self._to_question(meaning_of(link, dependent, depends_on))
