"""The time that a question may take."""

import time
from typing import Final

__all__ = ["BUDGET", "Budget"]

#: How many seconds a question may search by default.
BUDGET: Final = 10.0


class Budget:
    """A limit on the time of a search, which looks from time to time whether it is spent.

    Parameters
    ----------
    seconds
        How long the search may last from now on; ``None`` for as long as it takes.

    Raises
    ------
    ValueError
        If ``seconds`` is negative.

    Examples
    --------
    >>> Budget(0).is_spent, Budget(None).is_spent
    (True, False)
    """

    def __init__(self, seconds: float | None = BUDGET) -> None:
        if seconds is not None and not seconds >= 0:
            msg = f"budget is {seconds}: it has to be a number of seconds, or None for no limit"
            raise ValueError(msg)
        self._end = None if seconds is None else time.monotonic() + seconds

    @property
    def is_spent(self) -> bool:
        """Whether the time is over."""
        return self._end is not None and time.monotonic() >= self._end

    @property
    def left(self) -> float | None:
        """The seconds that are left; ``None`` if there is no limit."""
        return None if self._end is None else max(self._end - time.monotonic(), 0)

    def share(self, part: float) -> "Budget":
        """A budget of a part of the time that is left, from 0 to 1."""
        left = self.left
        return Budget(None if left is None else left * part)
