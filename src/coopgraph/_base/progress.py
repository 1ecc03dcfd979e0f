"""Progress of long computations, shown on request."""

import contextlib
import sys
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Final, TextIO, TypeVar

from coopgraph.messages.catalogue import say

__all__ = ["progress", "tracked"]

_Item = TypeVar("_Item")

_EVERY: Final = 0.2  # seconds between two updates, which a person can still read
_AFTER: Final = 1.0  # seconds before the first one

#: Where to write, and in which language; ``None`` if progress is not shown.
_LISTENER: ContextVar[tuple[TextIO, str] | None] = ContextVar("coopgraph-progress", default=None)


@contextlib.contextmanager
def progress(file: TextIO | None = None, *, lang: str = "en") -> Iterator[None]:
    """Show the progress of long computations inside the ``with`` block.

    One line, overwritten in place, appears after a second and is cleared at the end.

    Parameters
    ----------
    file
        Where to write; by default standard error, in a notebook standard output.
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


def tracked(items: Iterable[_Item], code: str, total: int | None = None) -> Iterable[_Item]:
    """The items, reporting progress while they are iterated over, if it is shown.

    Parameters
    ----------
    items
        What to iterate over.
    code
        The code of the message, with braces for ``done`` and ``total``.
    total
        The number of items, if known.
    """
    listener = _LISTENER.get()
    return items if listener is None else _reported(items, code, total, *listener)


def _reported(
    items: Iterable[_Item], code: str, total: int | None, stream: TextIO, lang: str
) -> Iterator[_Item]:
    began = written = time.monotonic()
    longest = 0
    try:
        for done, item in enumerate(items):
            now = time.monotonic()
            if now - began > _AFTER and now - written > _EVERY:
                written = now
                known = "…" if total is None else f"{total:,}"
                line = say(code, lang, done=f"{done:,}", total=known)
                longest = max(longest, len(line))
                stream.write(f"\r{line:<{longest}}")
                stream.flush()
            yield item
    finally:
        if longest:
            stream.write(f"\r{'':<{longest}}\r")
            stream.flush()
