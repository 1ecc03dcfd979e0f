"""How Babel extracts the texts to be translated: ``make messages`` and the tests call it."""

from collections.abc import Collection, Iterator
from typing import IO, Any, Final

from babel.messages.extract import extract_python

__all__ = ["extract"]

#: What translators also give of a noun and of an adjective, by the context of that entry.
_ALSO: Final = {"noun": "gender", "adjective": "feminine"}


def extract(
    file: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """The texts that a file marks, as Babel expects them of an extraction method."""
    extracted: Iterator[Any] = extract_python(file, keywords, comment_tags, options)
    for line, mark, text, comments in extracted:
        yield line, mark, text, comments
        if mark in _ALSO:
            yield line, "C_", (_ALSO[mark], text), comments
