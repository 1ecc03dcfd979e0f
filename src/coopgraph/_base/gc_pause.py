"""Pause the garbage collector while building many long-lived objects.

Python scans all objects again each time their number has grown by some share; while millions are
built, none of which is garbage yet, scanning takes longer than building.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["gc_paused"]

#: How many new objects are worth moving. Fewer are scanned in less time than it takes to count what
#: is frozen, which grows with its number.
_MANY: Final = 5_000


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the garbage collector, and resume it if it was on, also after an error.

    If many objects were built meanwhile, they move to the oldest generation, which is scanned
    rarely.

    Examples
    --------
    >>> import gc
    >>> with gc_paused():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():  # others keep theirs frozen
                gc.freeze()  # takes all objects out of every generation …
                gc.unfreeze()  # … and puts them into the oldest, without scanning any
            gc.enable()
