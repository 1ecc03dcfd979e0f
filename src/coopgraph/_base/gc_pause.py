"""Collecting garbage, put off while very many objects are made that all stay.

Python looks through all objects anew each time their number has grown by a part; where millions are
made at once, nothing of which is garbage yet, that takes longer than making them.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off collecting garbage, and take it up again whatever happens, if it was on before.

    What was made meanwhile then counts as old: it is looked through with all that is old, rather
    than at once.

    Examples
    --------
    >>> import gc
    >>> with uncollected():
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
            if not gc.get_freeze_count():  # else it is not ours to thaw what others have frozen
                gc.freeze()  # all there is, out of every generation …
                gc.unfreeze()  # … and into the oldest, neither of which looks at a single object
            gc.enable()
