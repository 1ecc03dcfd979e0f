"""What links say, looked up rather than worked out: there are few kinds among millions of links.

The attributes are read anew every time; only what a combination of them means is kept, for the
length of one question.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from coopgraph.errors import GraphSchemaError
from coopgraph.schema import Attributes, is_binding, relation_of, strength_of

__all__ = ["BINDING", "CARRYING", "Meanings", "reliance_of"]

#: What :func:`reliance_of` says of a link that carries reliance, and of one that binds.
CARRYING: Final = 1
BINDING: Final = 2


def reliance_of(link: Attributes) -> int:
    """0 where a link carries no reliance, 2 where it binds, else 1."""
    if not relation_of("", "", link).carries_reliance:
        return 0
    return BINDING if is_binding(link) else CARRYING


#: The attributes of a link that decide what it means.
_DECISIVE: Final = ("relation", "modality", "at_least", "alternatives")


class Meanings(dict[tuple[Any, ...], int]):
    """A number for each combination of the attributes that decide.

    Parameters
    ----------
    meaning
        What a link with such attributes says.
    """

    def __init__(self, meaning: Callable[[Attributes], int]) -> None:
        self._meaning = meaning

    def __missing__(self, key: tuple[Any, ...]) -> int:
        pairs = zip(_DECISIVE, key, strict=True)
        try:
            self[key] = self._meaning({name: value for name, value in pairs if value is not None})
        except GraphSchemaError:
            raise KeyError(key) from None
        return self[key]

    def each(self, links: Iterable[Attributes]) -> list[int]:
        """What each of some links says.

        Raises
        ------
        KeyError, TypeError
            When one is not understood; :meth:`of` tells which.
        """
        # Spelt out: of all ways to look up four attributes of a million links the fastest.
        return [
            self[
                link.get("relation"),
                link.get("modality"),
                link.get("at_least"),
                link.get("alternatives"),
            ]
            for link in links
        ]

    def of(self, dependent: str, depends_on: str, link: Attributes) -> int:
        """What the link between two items says.

        Raises
        ------
        GraphSchemaError
            When what it says is not understood, with the names of the two.
        """
        try:
            return self.each((link,))[0]
        except (KeyError, TypeError):
            relation_of(dependent, depends_on, link)  # names the two, where that is the fault
            strength_of(link, dependent, depends_on)
            return self._meaning(link)
