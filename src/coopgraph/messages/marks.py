"""Marks that make a text translatable: Babel extracts what they are called with."""

from typing import NamedTuple

__all__ = ["CP_", "C_", "N_", "P_", "Message", "adjective", "noun"]


class Message(NamedTuple):
    """An English text, the key of its translations.

    Attributes
    ----------
    one
        The text; ``{braces}`` are filled in when it is said.
    many
        Its plural, where it has one: the value called ``count`` chooses between them.
    context
        What tells it from the same English with another translation, or nothing.
    """

    one: str
    many: str = ""
    context: str = ""


def N_(text: str) -> Message:  # noqa: N802 - gettext's customary name for a deferred message
    """Mark a text."""
    return Message(text)


def P_(one: str, many: str) -> Message:  # noqa: N802
    """Mark a text that depends on a number."""
    return Message(one, many)


def C_(context: str, text: str) -> Message:  # noqa: N802
    """Mark a text whose translation depends on where it stands."""
    return Message(text, context=context)


def CP_(context: str, one: str, many: str) -> Message:  # noqa: N802
    """Mark a text whose translation depends on a number and on where it stands."""
    return Message(one, many, context)


def noun(text: str) -> Message:
    """Mark a noun; translators also give its gender, ``m`` or ``f``."""
    return Message(text)


def adjective(text: str) -> Message:
    """Mark an adjective; translators also give its feminine form."""
    return Message(text)
