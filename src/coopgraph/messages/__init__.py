"""Every sentence that coopgraph says, in French and in English.

One entry, one message: its code, then its text in each language. ``{braces}`` are filled in by
the caller. The closed words of the data (kinds, statuses, roles …) are in ``vocabulary``.
"""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.answers import ANSWERS
from coopgraph.messages.brief import BRIEF
from coopgraph.messages.escaping import escape_controls
from coopgraph.messages.exports import EXPORTS
from coopgraph.messages.findings import FINDINGS
from coopgraph.messages.page import PAGE
from coopgraph.messages.pictures import PICTURES
from coopgraph.messages.problems import PROBLEMS
from coopgraph.messages.reasoning import REASONING
from coopgraph.messages.relations import RELATIONS
from coopgraph.messages.reports import REPORTS
from coopgraph.messages.sheets import SHEETS
from coopgraph.messages.tables import TABLES

__all__ = ["LANGUAGES", "WORDING", "say"]

#: Every message by its code.
WORDING: Final[Mapping[str, Mapping[str, str]]] = {
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

#: The languages that coopgraph itself speaks; names in a dossier may be in any.
LANGUAGES: Final = ("fr", "en")


def say(code: str, language: str = "en", /, **values: object) -> str:
    """The message in a language; English where that language is not spoken.

    Parameters
    ----------
    code
        A key of ``WORDING``.
    language
        A language tag, e.g. ``fr`` or ``en``.
    **values
        What the braces of the message stand for. It often comes from a file or an argument: what a
        terminal would obey is escaped, line ends included, so that no value can pass for a message.

    Examples
    --------
    >>> say("date-or-later", "fr", date="2020")
    '2020 ou après'
    """
    texts = WORDING[code]
    filled = {name: _filled_in(value) for name, value in values.items()}
    return texts.get(language, texts["en"]).format(**filled)


def _filled_in(value: object) -> object:
    return value if isinstance(value, int | float) else escape_controls(str(value), keep="")
