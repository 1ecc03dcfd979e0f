"""Regular expressions that others wrote, run within bounds that they cannot leave."""

import math
import re
import time
from collections.abc import Callable
from typing import Final

import regex

from coopgraph._base.errors import invalid

__all__ = ["OverBudgetError", "Patterns", "check_replacement"]

#: Characters of an expression, and of what replaces what it finds.
_LONGEST_EXPRESSION: Final = 500
#: What counted repetitions, one inside another, may come to: the engine unfolds them.
_MOST_REPETITIONS: Final = 10_000
#: Seconds of the processor for one cell, and for all cells of a mapping together.
_PATIENCE: Final = 2.0
_PATIENCE_IN_ALL: Final = 60.0
#: Characters of a cell after a replacement, and those that replacements add to all cells.
_LONGEST_CELL: Final = 100_000
_ADDED_IN_ALL: Final = 100_000_000

_SHOWN: Final = 40
_COUNTED: Final = re.compile(r"\{\s*(\d*)\s*(?:,\s*(\d*)\s*)?\}")


class OverBudgetError(Exception):
    """A budget that is spent; its code and values make a problem."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def check_replacement(expression: str, replacement: str = "") -> None:
    """Refuse what is no expression, or names groups that are not there, or is too large to try.

    Raises
    ------
    PydanticCustomError
        With the reason, for use in validators.
    """
    longest = max(expression, replacement, key=len)
    if len(longest) > _LONGEST_EXPRESSION:
        raise invalid("long-pattern", value=_shown(longest), limit=_LONGEST_EXPRESSION)
    counts = (max(1, *(int(count or 0) for count in pair)) for pair in _COUNTED.findall(expression))
    if math.prod(counts) > _MOST_REPETITIONS:
        raise invalid("counted-pattern", value=_shown(expression), limit=_MOST_REPETITIONS)
    try:
        regex.sub(expression, replacement, "")
        re.sub(expression, replacement, "")  # names groups that are not there
    except (regex.error, re.error, IndexError, RecursionError) as error:
        raise invalid("bad-pattern", value=_shown(expression), reason=str(error)) from None


class Patterns:
    """Runs the expressions of a mapping, all of them on one budget of time."""

    def __init__(self) -> None:
        self._left = _PATIENCE_IN_ALL
        self._added = 0

    def kept(self, expression: str, value: str) -> str:
        """What the first group of an expression finds, or all it finds; nothing where it fails."""

        def search(seconds: float) -> str:
            found = regex.search(expression, value, timeout=seconds)
            return (found[1] if found.re.groups else found[0]) or "" if found else ""

        return self._timed(search, expression, value)

    def replaced(self, expression: str, replacement: str, value: str) -> str:
        """The value with everything that an expression finds replaced."""
        size = len(value)

        def put(found: "regex.Match[str]") -> str:
            nonlocal size
            text: str = found.expand(replacement)
            size += len(text) - len(found[0])
            if size > _LONGEST_CELL:  # told at once: the next matches may be as long
                raise OverBudgetError(
                    "long-cell", value=_shown(expression), cell=_shown(value), limit=_LONGEST_CELL
                )
            return text

        made = self._timed(
            lambda seconds: regex.sub(expression, put, value, timeout=seconds), expression, value
        )
        self._added += max(0, len(made) - len(value))
        if self._added > _ADDED_IN_ALL:
            raise OverBudgetError("long-cells", value=_shown(expression), limit=_ADDED_IN_ALL)
        return made

    def _timed(self, run: Callable[[float], str], expression: str, value: str) -> str:
        start = time.process_time()  # as the engine counts
        try:
            return run(max(min(_PATIENCE, self._left), 0.001))
        except TimeoutError:
            code = "slow-pattern" if self._left > _PATIENCE else "slow-patterns"
            raise OverBudgetError(
                code, value=_shown(expression), cell=_shown(value), limit=round(_PATIENCE_IN_ALL)
            ) from None
        finally:
            self._left -= time.process_time() - start


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
