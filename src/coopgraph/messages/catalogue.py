"""Sentences in the reader's language: by code from the tables beside this file, through gettext.

The English sentence stands in the code, its translations in ``locale/<language>/LC_MESSAGES``:
``coopgraph.po`` is for translators, ``coopgraph.mo`` is compiled from it by ``make messages``.
The closed words of the data (kinds, statuses, roles …) are in :mod:`coopgraph.words.vocabulary`.
"""

import gettext
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from coopgraph.messages.answers import ANSWERS
from coopgraph.messages.brief import BRIEF
from coopgraph.messages.escaping import escape_controls
from coopgraph.messages.exports import EXPORTS
from coopgraph.messages.findings import FINDINGS
from coopgraph.messages.marks import Message
from coopgraph.messages.page import PAGE
from coopgraph.messages.pictures import PICTURES
from coopgraph.messages.problems import PROBLEMS
from coopgraph.messages.reasoning import REASONING
from coopgraph.messages.relations import RELATIONS
from coopgraph.messages.reports import REPORTS
from coopgraph.messages.sheets import SHEETS
from coopgraph.messages.tables import TABLES

__all__ = ["LANGUAGES", "MESSAGES", "say", "translated"]

#: Every message by its code.
MESSAGES: Final[Mapping[str, Message]] = {
    **ANSWERS,
    **BRIEF,
    **EXPORTS,
    **FINDINGS,
    **PAGE,
    **PICTURES,
    **PROBLEMS,
    **REASONING,
    **RELATIONS,
    **REPORTS,
    **SHEETS,
    **TABLES,
}

#: The languages that every sentence is available in; names in a dossier may be in any.
LANGUAGES: Final = ("fr", "en")

_LOCALE: Final = Path(__file__).with_name("locale")


def say(code: str, language: str = "en", /, **values: object) -> str:
    """The message in a language; English where there is no translation.

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
    """
    filled = {name: _escaped(value) for name, value in values.items()}
    return translated(MESSAGES[code], language, values.get("count")).format(**filled)


def _escaped(value: object) -> object:
    return value if isinstance(value, int | float) else escape_controls(str(value), keep="")


def translated(message: Message, language: str, count: object = None) -> str:
    """The sentence in a language, its braces unfilled.

    Examples
    --------
    >>> translated(Message("or"), "fr")
    'ou'
    """
    texts = _catalogue(language)
    one, many, context = message
    number = count if isinstance(count, int) else 1
    if many and context:
        return texts.npgettext(context, one, many, number)
    if many:
        return texts.ngettext(one, many, number)
    return texts.pgettext(context, one) if context else texts.gettext(one)


@lru_cache(maxsize=64)
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("coopgraph", _LOCALE, [language.partition("-")[0]], fallback=True)
