"""Texts in the reader's language, by code, through gettext.

The English text stands in the code: sentences in the tables beside this file, one for each room of
the package; the closed words of the data (kinds, statuses, roles …) in
:mod:`coopgraph.words.vocabulary`. Translations stand in ``locale/<language>/LC_MESSAGES``:
``coopgraph.po`` is for translators, ``coopgraph.mo`` is compiled from it by ``make messages``.
"""

import gettext
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from coopgraph.messages import (
    answers,
    base,
    cli,
    extract,
    graph,
    io,
    page,
    plot,
    questions,
    records,
    sheets,
    sql,
    words,
)
from coopgraph.messages.escaping import escape_controls
from coopgraph.messages.marks import Message

__all__ = ["LANGUAGES", "MESSAGES", "WORD_LANGUAGES", "in_context", "say", "translated"]

_ROOMS: Final = (
    base, words, records, graph, answers, sql, questions, extract, io, sheets, plot, page, cli,
)  # fmt: skip

#: Every message by its code.
MESSAGES: Final[Mapping[str, Message]] = {
    code: message for room in _ROOMS for code, message in room.MESSAGES.items()
}

#: The languages that every text is available in; names in a dossier may be in any.
LANGUAGES: Final = ("fr", "en")
#: The languages that closed words have labels in.
WORD_LANGUAGES: Final = (*LANGUAGES, "ar")

_LOCALE: Final = Path(__file__).with_name("locale")


def say(code: str, language: str = "en", /, **values: object) -> str:
    """The message in a language; English where it has no translation, or a damaged one.

    Parameters
    ----------
    code
        A key of ``MESSAGES``.
    language
        A language tag, e.g. ``fr`` or ``en``.
    **values
        What fills the braces of the message; ``count`` also chooses its singular or plural. Values
        often come from a file or an argument: what a terminal would obey is escaped, line ends
        included, so that no value can pass for a message.

    Examples
    --------
    >>> say("date-or-later", "fr", date="2020")
    '2020 ou après'
    >>> say("dossier-problems", count=1), say("dossier-problems", "fr", count=2)
    ('1 problem', '2 problèmes')
    """
    filled = {name: _escaped(value) for name, value in values.items()}
    message, count = MESSAGES[code], values.get("count")
    try:
        return translated(message, language, count).format(**filled)
    except (LookupError, ValueError):  # braces that the translator got wrong
        return translated(message, "en", count).format(**filled)


def _escaped(value: object) -> object:
    return value if isinstance(value, int | float) else escape_controls(str(value), keep="")


def translated(message: Message, language: str, count: object = None) -> str:
    """The text in a language, its braces unfilled.

    Examples
    --------
    >>> translated(Message("or"), "fr")
    'ou'
    """
    texts = _catalogue(language)
    one, many, context = message
    number = int(count) if isinstance(count, int | str) and str(count).isdecimal() else 1
    if many and context:
        return texts.npgettext(context, one, many, number)
    if many:
        return texts.ngettext(one, many, number)
    return texts.pgettext(context, one) if context else texts.gettext(one)


def in_context(context: str, text: str, language: str) -> str:
    """The translation of a text in a context, such as ``gender``; empty where there is none."""
    found = _catalogue(language).pgettext(context, text)
    return "" if found == text else found


@lru_cache(maxsize=64)
def _catalogue(language: str) -> gettext.NullTranslations:
    """The translations into a language: none where it is unknown or its file is damaged."""
    try:
        return gettext.translation("coopgraph", _LOCALE, [language.partition("-")[0]])
    except Exception:  # noqa: BLE001 - of a damaged file gettext raises what it happens to meet
        return gettext.NullTranslations()
