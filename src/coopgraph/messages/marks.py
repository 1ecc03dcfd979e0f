"""Marks that make a sentence translatable: Babel extracts what stands in them."""

from typing import NamedTuple

__all__ = ["C_", "N_", "P_", "Message"]


class Message(NamedTuple):
    """An English sentence, the key of its translations.

    Attributes
    ----------
    one
        The sentence; ``{braces}`` are filled in when it is said.
    many
        Its plural, where it has one: the value called ``count`` decides between them.
    context
        What tells it from the same English with another translation, or nothing.
    """

    one: str
    many: str = ""
    context: str = ""


def N_(text: str) -> Message:  # noqa: N802 - gettext's customary name for a deferred message
    """Mark a sentence."""
    return Message(text)


def P_(one: str, many: str) -> Message:  # noqa: N802
    """Mark a sentence that depends on a number."""
    return Message(one, many)


def C_(context: str, text: str) -> Message:  # noqa: N802
    """Mark a sentence whose translation depends on where it stands."""
    return Message(text, context=context)
