"""Names in a sentence of a page."""

from collections.abc import Iterable

from babel.lists import format_list

from coopgraph.answers.answer import few

__all__ = ["listed"]


def listed(names: Iterable[str], lang: str) -> str:
    """Names in a sentence, "A, B and C": all, or the first ones and how many more.

    Examples
    --------
    >>> listed(["A", "B", "C"], "fr"), listed("ABCDEFGH", "en")
    ('A, B et C', 'A, B, C, D, E, F and 2 more')
    """
    names = list(names)
    text = few(names, lang)
    if text != ", ".join(names):
        return text
    return str(format_list(names, locale="fr" if lang == "fr" else "en_GB"))
