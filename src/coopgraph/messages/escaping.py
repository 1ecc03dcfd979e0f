r"""What may leave the program: text that no terminal, page or spreadsheet can run.

Names, ids and arguments come from others. One function decides what a terminal may show, one what
a spreadsheet may be given; whoever prints or writes asks them. Both may be applied twice or, for
spreadsheets, taken back.
"""

import html
import json
import re
from collections.abc import Callable
from typing import Final

__all__ = [
    "escape_controls",
    "escape_formula",
    "escape_html",
    "escape_json",
    "shorten",
    "unescape_formula",
]

#: Letters and signs of the scripts beyond Latin, Greek and Cyrillic, and emoji: beside them a
#: joiner is spelling.
_BEYOND: Final = (
    r"[\u0590-\u061b\u061d-\u180d\u180f-\u1fff\u2100-\ud7ff\uf900-\ufefe\U00010000-\U000dffff]"
)
_RIGHT_TO_LEFT: Final = re.compile(r"[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

#: What moves the cursor, sets colours or titles, breaks a line, turns the direction of what
#: follows, or is not seen at all; lone halves of characters too, which no encoding writes.
_CONTROL: Final = (
    r"[\x00-\x1f\x7f-\x9f\u180e\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    r"\ufffe\uffff\U000e0000-\U000e007f]"
    rf"|(?<!{_BEYOND})[\u200c\u200d](?!{_BEYOND})"
)
#: Marks of direction are spelling too, in a text that holds letters written from right to left.
_AMONG_THEM: Final = re.compile(_CONTROL)
_ELSEWHERE: Final = re.compile(rf"{_CONTROL}|[\u061c\u200e\u200f]")

_LENGTH: Final = 60


def escape_controls(text: str, *, keep: str = "\n\t") -> str:
    r"""The text with what a terminal would obey, or not show, written as Python writes it.

    Parameters
    ----------
    text
        Any text; what is escaped already stays as it is.
    keep
        Characters that may stay: by default line ends and tabs, ``""`` for one line.

    Examples
    --------
    >>> escape_controls("a\x1b[31mb\u202e"), escape_controls("المغرب")
    ('a\\x1b[31mb\\u202e', 'المغرب')
    """
    if text.isprintable():
        return text
    return _substituted(text, keep, lambda found: found.encode("unicode_escape").decode())


def _substituted(text: str, keep: str, spelled: Callable[[str], str]) -> str:
    pattern = _AMONG_THEM if _RIGHT_TO_LEFT.search(text) else _ELSEWHERE
    return pattern.sub(lambda at: at[0] if at[0] in keep else spelled(at[0]), text)


def escape_html(text: str) -> str:
    """The text inside HTML, without what would be markup or what a terminal would obey."""
    return html.escape(escape_controls(text))


def escape_json(text: str) -> str:
    r"""A JSON document that holds the same and shows nothing that a terminal would obey.

    Examples
    --------
    >>> escape_json('["a\u202e"]')
    '["a\\u202e"]'
    """
    return _substituted(text, "\n\t", lambda found: json.dumps(found)[1:-1])


def shorten(text: str, limit: int = _LENGTH) -> str:
    """The text, or as much of it as a line can quote.

    Examples
    --------
    >>> shorten("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


#: A place where a spreadsheet would find a formula: where the cell begins, and where one would
#: begin if the file were read with another separator. Quotes may stand before the sign.
_FORMULA: Final = (
    r"""(?:^{mark}(?=["']*[\t\r\n])|(?:^|(?<=[,;|\t\r\n])){mark}(?=["']*[=+\-@＝＋－＠]))"""
)
_BARE: Final = re.compile(_FORMULA.format(mark=""))
_MARKED: Final = re.compile(_FORMULA.format(mark="'"))
#: What tells in a tenth of the time that most cells hold no such place.
_SEPARATOR: Final = re.compile(r"[,;|\t\r\n]")
_BEGINNINGS: Final = frozenset("\"'=+-@＝＋－＠")


def escape_formula(value: object) -> object:
    """The value, with an apostrophe wherever a spreadsheet would begin to read a formula.

    Commas, semicolons, bars, tabs and line ends count as separators, whichever the file has, and
    the wide signs of East Asia count as signs. :func:`unescape_formula` takes it back: what has
    apostrophes of its own there gets one more.

    Examples
    --------
    >>> escape_formula("=cmd()"), escape_formula("'=cmd()"), escape_formula("x;=1")
    ("'=cmd()", "''=cmd()", "x;'=1")
    >>> escape_formula("'t Hooft"), escape_formula(-1)
    ("'t Hooft", -1)
    """
    if not isinstance(value, str) or not (value[:1] in _BEGINNINGS or _SEPARATOR.search(value)):
        return value
    return _BARE.sub("'", value)


def unescape_formula(text: str) -> str:
    """The text that :func:`escape_formula` was given."""
    return _MARKED.sub("", text) if "'" in text else text
