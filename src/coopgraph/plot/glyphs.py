"""Find characters that are in none of the fonts, and log them once for each picture.

matplotlib draws an empty box for each. They are logged to ``coopgraph``, which Python writes to
standard error by default. Python warnings can be turned into errors, so they are not used: a
picture with a few empty boxes is better than none.
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

__all__ = ["ignore_glyph_warnings", "log_missing_glyphs", "missing_glyphs"]

_LOG: Final = logging.getLogger("coopgraph")
_SHOWN: Final = 8  # enough to recognise the script


@contextlib.contextmanager
def ignore_glyph_warnings() -> Iterator[None]:
    """Suppress matplotlib's own warnings, one for each missing character."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ ", UserWarning)
        yield


def missing_glyphs(text: str, fonts: tuple[str, ...]) -> str:
    """The characters of a text that are in none of the fonts, without repetition."""
    if text.isascii():
        return ""
    drawn = (c for c in dict.fromkeys(text) if unicodedata.category(c)[0] not in "CMZ")
    return "".join(c for c in drawn if ord(c) not in _characters_in(fonts))


@lru_cache(maxsize=16)
def _characters_in(fonts: tuple[str, ...]) -> frozenset[int]:
    files = {str(findfont(FontProperties(family=[font]))) for font in fonts}
    return frozenset(code for file in files for code in get_font(file).get_charmap())


def log_missing_glyphs(characters: str, lang: str) -> None:
    """Log which characters will be drawn as empty boxes, and how to avoid that."""
    shown = characters[:_SHOWN] + ("…" if len(characters) > _SHOWN else "")
    _LOG.warning(say("missing-glyphs", lang, letters=shown))
