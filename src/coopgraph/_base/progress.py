"""How far a long computation has come, for those who ask to see it."""

import contextlib
import sys
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Final, TextIO, TypeVar

from coopgraph.messages.catalogue import say

__all__ = ["progress", "watched"]

_Item = TypeVar("_Item")

_EVERY: Final = 0.2  # seconds between two lines: more often, nobody can read
_AFTER: Final = 1.0  # a computation that is done by then shows nothing

#: Where to tell, and in which language; ``None`` where nobody asked.
_LISTENER: ContextVar[tuple[TextIO, str] | None] = ContextVar("coopgraph-progress", default=None)


@contextlib.contextmanager
def progress(file: TextIO | None = None, *, lang: str = "en") -> Iterator[None]:
    """Show how far the long computations inside the ``with`` have come.

    One line that is written over itself, from the second second on; it is gone at the end.

    Parameters
    ----------
    file
        Where to write; by default the error stream, in a notebook the output.
    lang
        Language, French or English.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> with cg.progress():
    ...     plans = cg.unlock(graph, "anrur-afd-convention")
    """
    in_notebook = "ipykernel" in sys.modules
    stream = file or (sys.stdout if in_notebook else sys.stderr)
    token = _LISTENER.set((stream, lang))
    try:
        yield
    finally:
        _LISTENER.reset(token)


def watched(items: Iterable[_Item], code: str, total: int | None = None) -> Iterable[_Item]:
    """The items, telling on the way how many have been gone through, if anybody listens.

    Parameters
    ----------
    items
        What is gone through.
    code
        The message, with a brace for ``done`` and one for ``total``.
    total
        How many there are, where that is known.
    """
    listener = _LISTENER.get()
    return items if listener is None else _told(items, code, total, *listener)


def _told(
    items: Iterable[_Item], code: str, total: int | None, stream: TextIO, lang: str
) -> Iterator[_Item]:
    began = told = time.monotonic()
    longest = 0
    try:
        for done, item in enumerate(items):
            now = time.monotonic()
            if now - began > _AFTER and now - told > _EVERY:
                told = now
                of = f"{total:,}" if total is not None else "…"
                line = say(code, lang, done=f"{done:,}", total=of)
                longest = max(longest, len(line))
                stream.write(f"\r{line:<{longest}}")
                stream.flush()
            yield item
    finally:
        if longest:
            stream.write(f"\r{'':<{longest}}\r")
            stream.flush()
