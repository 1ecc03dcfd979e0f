"""Names in a sentence of a page."""

from collections.abc import Iterable
from typing import Final

from babel.lists import format_list

from coopgraph.messages.catalogue import say

__all__ = ["listed"]

_NAMES: Final = 6  # names in a sentence


def listed(names: Iterable[str], lang: str) -> str:
    """Names in a sentence, "A, B and C": all, or the first ones and how many more.

    Examples
    --------
    >>> listed(["A", "B", "C"], "fr"), listed("ABCDEFGH", "en")
    ('A, B et C', 'A, B, C, D, E, F and 2 more')
    """
    names = list(names)
    more = len(names) - _NAMES
    if more > 1:
        return say("brief-and-more", lang, items=", ".join(names[:_NAMES]), count=more)
    return str(format_list(names, locale="fr" if lang == "fr" else "en_GB"))
