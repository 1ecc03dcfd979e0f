"""One value of an attribute as a scalar that every format takes."""

import json
import math
import re
from datetime import date
from enum import Enum
from typing import Any, Final

from coopgraph.graph.schema import SEPARATOR
from coopgraph.words.dates import EDTFDate

__all__ = ["Scalar", "readable", "scalar_of"]

Scalar = str | int | float | bool

_LARGEST: Final = 2**53  # beyond it programs that read JSON round
_UNREADABLE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)


def readable(text: str) -> str:
    r"""The text without what makes files that no reader opens.

    Examples
    --------
    >>> readable("a\x00b")
    'a\ufffdb'
    """
    return _UNREADABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def scalar_of(value: Any) -> tuple[Scalar | None, bool]:
    """The value as a scalar, ``None`` where it says nothing; and whether it was one before.

    Examples
    --------
    >>> scalar_of(2), scalar_of(["a", "b"]), scalar_of(float("nan"))
    ((2, True), ('a | b', False), (None, True))
    """
    if type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0:
        value = value.item()
    if isinstance(value, Enum):
        return scalar_of(value.value)
    if isinstance(value, bool):
        return value, True
    if value is None or isinstance(value, str):
        return str(value) if value else None, True
    if isinstance(value, int | float):
        return _number(value)
    return _text(value) or None, False


def _number(value: Any) -> tuple[Scalar | None, bool]:
    if isinstance(value, float):
        if math.isnan(value):
            return None, True
        return (float(value), True) if math.isfinite(value) else (str(value), False)
    return (int(value), True) if abs(value) <= _LARGEST else (str(int(value)), False)


def _text(value: Any) -> str:
    if isinstance(value, EDTFDate | date):
        return value.text if isinstance(value, EDTFDate) else value.isoformat()
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple) and all(isinstance(entry, str | int) for entry in value):
        return SEPARATOR.join(str(entry) for entry in value)
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value)
