"""Regular expressions of mapping files, run with limits on time and size."""

import math
import re
import time
from collections.abc import Callable
from typing import Final

import regex

from coopgraph._base.errors import validation_error
from coopgraph.messages.escaping import shorten

__all__ = ["LimitError", "Patterns", "check_replacement"]

#: Characters of an expression, and of a replacement.
_MAX_EXPRESSION: Final = 500
#: The product of counted repetitions, which the engine unrolls.
_MAX_REPETITIONS: Final = 10_000
#: Processor seconds for one cell, and for all cells of a mapping together.
_CELL_SECONDS: Final = 2.0
_TOTAL_SECONDS: Final = 60.0
#: Characters of a cell after a replacement, and those added to all cells together.
_MAX_CELL: Final = 100_000
_TOTAL_ADDED: Final = 100_000_000

_SHOWN: Final = 40
_COUNTED: Final = re.compile(r"\{\s*(\d*)\s*(?:,\s*(\d*)\s*)?\}")


class LimitError(Exception):
    """A limit was exceeded; code and values are those of a problem."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def check_replacement(expression: str, replacement: str = "") -> None:
    """Validate an expression and its replacement: syntax, groups that exist, size.

    Raises
    ------
    PydanticCustomError
        With the reason, for use in validators.
    """
    longest = max(expression, replacement, key=len)
    if len(longest) > _MAX_EXPRESSION:
        raise validation_error(
            "long-pattern", value=shorten(longest, _SHOWN), limit=_MAX_EXPRESSION
        )
    counts = (max(1, *(int(count or 0) for count in pair)) for pair in _COUNTED.findall(expression))
    if math.prod(counts) > _MAX_REPETITIONS:
        raise validation_error(
            "counted-pattern", value=shorten(expression, _SHOWN), limit=_MAX_REPETITIONS
        )
    try:
        regex.sub(expression, replacement, "")
        re.sub(expression, replacement, "")  # the other engine accepts groups that do not exist
    except (regex.error, re.error, IndexError, RecursionError) as error:
        raise validation_error(
            "bad-pattern", value=shorten(expression, _SHOWN), reason=str(error)
        ) from None


class Patterns:
    """Runs the expressions of one mapping, with one time limit for all of them."""

    def __init__(self) -> None:
        self._left = _TOTAL_SECONDS
        self._added = 0

    def extract(self, expression: str, value: str) -> str:
        """Return the first group of the first match, or the whole match; empty if there is none."""

        def search(seconds: float) -> str:
            found = regex.search(expression, value, timeout=seconds)
            return (found[1] if found.re.groups else found[0]) or "" if found else ""

        return self._timed(search, expression, value)

    def replace(self, expression: str, replacement: str, value: str) -> str:
        """Replace every match of an expression in a value."""
        size = len(value)

        def expand(found: "regex.Match[str]") -> str:
            nonlocal size
            text: str = found.expand(replacement)
            size += len(text) - len(found[0])
            if size > _MAX_CELL:  # raised at once: the next matches may be as long
                raise _exceeded("long-cell", expression, value, _MAX_CELL)
            return text

        made = self._timed(
            lambda seconds: regex.sub(expression, expand, value, timeout=seconds), expression, value
        )
        self._added += max(0, len(made) - len(value))
        if self._added > _TOTAL_ADDED:
            raise _exceeded("long-cells", expression, value, _TOTAL_ADDED)
        return made

    def _timed(self, run: Callable[[float], str], expression: str, value: str) -> str:
        start = time.process_time()  # as the engine counts
        try:
            return run(max(min(_CELL_SECONDS, self._left), 0.001))
        except TimeoutError:
            code = "slow-pattern" if self._left > _CELL_SECONDS else "slow-patterns"
            raise _exceeded(code, expression, value, round(_TOTAL_SECONDS)) from None
        finally:
            self._left -= time.process_time() - start


def _exceeded(code: str, expression: str, value: str, limit: int) -> LimitError:
    shown = {"value": shorten(expression, _SHOWN), "cell": shorten(value, _SHOWN)}
    return LimitError(code, **shown, limit=limit)
