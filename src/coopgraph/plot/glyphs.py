"""Letters that no font has: matplotlib draws boxes for them, and we say so once.

It goes to the log ``coopgraph``, which Python writes on the error output unless told otherwise.
It is no Python warning, since those stop the program where warnings count as errors, and a picture
with some boxes in it is better than none.
"""

import contextlib
import logging
import unicodedata
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from matplotlib.font_manager import FontProperties, findfont, get_font

from coopgraph.messages.catalogue import say

__all__ = ["lacking", "matplotlib_silent_on_glyphs", "tell_of"]

_LOG: Final = logging.getLogger("coopgraph")
_NAMED: Final = 8  # enough letters to see which script it is


@contextlib.contextmanager
def matplotlib_silent_on_glyphs() -> Iterator[None]:
    """Without matplotlib's warning for each letter that no font has."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ ", UserWarning)
        yield


def lacking(text: str, fonts: tuple[str, ...]) -> str:
    """The letters of a text that none of the fonts has, each once."""
    if text.isascii():
        return ""
    found = dict.fromkeys(text)
    drawn = (letter for letter in found if unicodedata.category(letter)[0] not in "CMZ")
    return "".join(letter for letter in drawn if ord(letter) not in _letters(fonts))


@lru_cache(maxsize=16)
def _letters(fonts: tuple[str, ...]) -> frozenset[int]:
    files = {str(findfont(FontProperties(family=[font]))) for font in fonts}
    return frozenset(letter for file in files for letter in get_font(file).get_charmap())


def tell_of(letters: str, lang: str) -> None:
    """Say that letters will show as boxes, and what helps."""
    named = "".join(letters[:_NAMED]) + ("…" if len(letters) > _NAMED else "")
    _LOG.warning(say("missing-glyphs", lang, letters=named))
