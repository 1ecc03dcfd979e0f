"""The meaning of a link: its relation, its strength and its alternatives.

Every question reads links here, and nowhere else. Millions of links have few combinations of
attributes, so the meaning of each combination is cached; the attributes are read again every time.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, Generic, NamedTuple, TypeVar

from coopgraph._base.errors import GraphSchemaError
from coopgraph.graph.schema import (
    EDGE_ATTRIBUTES,
    Attributes,
    edge_place,
    invalid_value,
    relation_of,
)
from coopgraph.records.base import LARGEST_INTEGER
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import Modality, Role

__all__ = [
    "BINDING",
    "CARRYING",
    "Meaning",
    "MeaningCache",
    "Strength",
    "meaning_of",
    "reliance_of",
]


class Strength(StrEnum):
    """How strong a link is: binding, one of several alternatives, or only possible."""

    BINDING = "binding"
    ALTERNATIVE = "alternative"
    POSSIBLE = "possible"


class Meaning(NamedTuple):
    """The meaning of a link, apart from dates and evidence.

    Attributes
    ----------
    relation, strength
        Its relation, and how strong it is; by default it binds.
    at_least, alternatives
        How many of how many alternatives must hold.
    consents
        Whether the institution at its end, if there is one, consents and counts.
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
        """Whether other links could replace it."""
        return self.at_least < self.alternatives


_NON_CONSENTING: Final = {role.value for role in Role if not role.consents}


def meaning_of(link: Attributes, dependent: str = "", depends_on: str = "") -> Meaning:
    """The meaning of a link; the names of its ends are for the error.

    Raises
    ------
    GraphSchemaError
        When its relation or modality is unknown, or a number is invalid.
    """
    relation = relation_of(dependent, depends_on, link)
    modality = link.get("modality") or Modality.REQUIRED
    if modality not in (Modality.REQUIRED, Modality.POSSIBLE):
        raise invalid_value(edge_place(dependent, depends_on), link, "modality")
    at_least, alternatives = (
        _number(link, name, dependent, depends_on) for name in ("at_least", "alternatives")
    )
    strength = Strength.ALTERNATIVE if at_least < alternatives else Strength.BINDING
    strength = Strength.POSSIBLE if modality == Modality.POSSIBLE else strength
    consents = str(link.get("role")) not in _NON_CONSENTING
    return Meaning(relation, strength, at_least, alternatives, consents)


def _number(link: Attributes, name: str, dependent: str, depends_on: str) -> int:
    """A numeric attribute of a link; 1 by default."""
    value = link.get(name)
    if value is None:
        return 1
    if type(value) is not int or not EDGE_ATTRIBUTES[name].least <= value <= LARGEST_INTEGER:
        raise invalid_value(edge_place(dependent, depends_on), link, name)
    return value


#: The values of :func:`reliance_of`, apart from 0: a link that carries reliance, and one that binds.
CARRYING: Final = 1
BINDING: Final = 2


def reliance_of(meaning: Meaning) -> int:
    """0 if a link carries no reliance, 2 if it binds, else 1."""
    if not meaning.relation.carries_reliance:
        return 0
    return BINDING if meaning.strength is Strength.BINDING else CARRYING


#: The attributes of a link that determine its meaning.
_DECISIVE: Final = ("relation", "modality", "at_least", "alternatives", "role")

T = TypeVar("T")


class MeaningCache(dict[tuple[Any, ...], T], Generic[T]):
    """A cache of what one question derives from the meaning of links.

    Parameters
    ----------
    derive
        What the question derives from a meaning.
    """

    def __init__(self, derive: Callable[[Meaning], T]) -> None:
        self._derive = derive

    def __missing__(self, key: tuple[Any, ...]) -> T:
        try:
            self[key] = self._derive(meaning_of(dict(zip(_DECISIVE, key, strict=True))))
        except GraphSchemaError:
            raise KeyError(key) from None
        return self[key]

    def each(self, links: Iterable[Attributes]) -> list[T]:
        """The derived values of some links.

        Raises
        ------
        KeyError, TypeError
            When one is invalid; :meth:`of` says which.
        """
        # Written out, which is the fastest way to look up attributes of a million links.
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
        """The derived value of the link between two items.

        Raises
        ------
        GraphSchemaError
            When it is invalid, with the names of the two.
        """
        try:
            return self[tuple(map(link.get, _DECISIVE))]
        except (KeyError, TypeError):
            return self._derive(meaning_of(link, dependent, depends_on))
