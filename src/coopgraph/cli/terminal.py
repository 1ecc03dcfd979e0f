"""Printing to the terminal, and exit statuses."""

import io
import sys
from enum import IntEnum
from typing import NoReturn, TextIO

from coopgraph.messages.escaping import escape_controls

_ASCII_FALLBACKS = str.maketrans(
    {"─": "-", "→": "->", "←": "<-", "–": "-", "’": "'", "…": "...", "\xa0": " ", "\u202f": " "}
)


class Status(IntEnum):
    """Exit statuses."""

    DOSSIER = 1
    USAGE = 2
    FILE = 3
    INCOMPLETE = 4
    INTERNAL = 70


class EscapedStream(io.TextIOBase):
    """A text stream that escapes terminal control sequences.

    Usage errors and warnings of libraries quote arguments and names that may contain them. It does
    not report itself as a terminal, so that libraries print no colours, which would be escaped too.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the underlying stream, which decides how boxes are drawn."""
        return self._stream.encoding

    def write(self, text: str) -> int:
        """Write escaped text."""
        self._stream.write(escape_controls(text))
        return len(text)

    def flush(self) -> None:
        """Flush the underlying stream."""
        self._stream.flush()


def tell(text: str) -> None:
    """Print text, escaped; in plain ASCII punctuation where the terminal has no other."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = text.translate(_ASCII_FALLBACKS)
    # Not typer.echo, which writes UTF-8 to a terminal that declares ASCII.
    print(escape_controls(text))  # noqa: T201


def fail(message: str, status: Status) -> NoReturn:
    """Exit with a message and a status."""
    print(message, file=sys.stderr)  # noqa: T201 - stderr is escaped
    raise SystemExit(status)
