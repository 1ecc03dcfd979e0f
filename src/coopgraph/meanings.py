"""What links say, looked up rather than worked out: there are few kinds among millions of links.

The attributes are read anew every time; only what a combination of them means is kept, for the
length of one question.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from coopgraph.errors import GraphSchemaError
from coopgraph.schema import Attributes, is_binding, relation_of

__all__ = ["BINDING", "CARRYING", "RELIANCE", "Meanings", "reliance_of"]

#: The attributes that decide on reliance.
RELIANCE: Final = ("relation", "modality", "at_least", "alternatives")

#: What :func:`reliance_of` says of a link that carries reliance, and of one that binds.
CARRYING: Final = 1
BINDING: Final = 2


def reliance_of(link: Attributes) -> int:
    """0 where a link carries no reliance, 2 where it binds, else 1."""
    if not relation_of("", "", link).carries_reliance:
        return 0
    return BINDING if is_binding(link) else CARRYING


class Meanings(dict[tuple[Any, ...], int]):
    """A number for each combination of values of some attributes.

    Parameters
    ----------
    meaning
        What a link with such attributes says.
    names
        The attributes that it looks at.
    """

    def __init__(self, meaning: Callable[[Attributes], int], names: Sequence[str]) -> None:
        self._meaning, self._names = meaning, names

    def __missing__(self, key: tuple[Any, ...]) -> int:
        pairs = zip(self._names, key, strict=True)
        try:
            self[key] = self._meaning({name: value for name, value in pairs if value is not None})
        except GraphSchemaError:
            raise KeyError(key) from None
        return self[key]

    def of(self, dependent: str, depends_on: str, link: Attributes) -> int:
        """What the link between two items says.

        Raises
        ------
        GraphSchemaError
            When it names no known relation, with the names of the two.
        """
        try:
            return self[tuple(map(link.get, self._names))]
        except (KeyError, TypeError):
            relation_of(dependent, depends_on, link)
            return self._meaning(link)
