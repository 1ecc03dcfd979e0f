"""Attribute values as scalars and text that every format can hold."""

import json
import math
import re
from datetime import date
from enum import Enum
from typing import Any, Final

from coopgraph.graph.schema import SEPARATOR, Attribute
from coopgraph.words.dates import EDTFDate

__all__ = ["Scalar", "as_text", "clean_text", "encode_json", "to_scalar", "word_bool"]

Scalar = str | int | float | bool

_LARGEST: Final = 2**53  # programs that read JSON round larger integers
_UNREADABLE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)


def clean_text(text: str) -> str:
    r"""Normalise line ends and replace characters that would make a file unreadable.

    Examples
    --------
    >>> clean_text("a\x00b")
    'a\ufffdb'
    """
    return _UNREADABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def to_scalar(value: Any) -> tuple[Scalar | None, bool]:
    """Convert a value to a scalar, ``None`` if it is empty; and tell whether it was one already.

    Examples
    --------
    >>> to_scalar(2), to_scalar(["a", "b"]), to_scalar(float("nan"))
    ((2, True), ('a | b', False), (None, True))
    """
    if type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0:
        value = value.item()
    if isinstance(value, Enum):
        return to_scalar(value.value)
    if isinstance(value, bool):
        return value, True
    if value is None or isinstance(value, str):
        return str(value) if value else None, True
    if isinstance(value, int | float):
        return _number(value)
    return _to_text(value) or None, False


def _number(value: float) -> tuple[Scalar | None, bool]:
    if isinstance(value, int):
        return (int(value), True) if abs(value) <= _LARGEST else (str(int(value)), False)
    if math.isnan(value):
        return None, True
    return (float(value), True) if math.isfinite(value) else (str(value), False)


def _to_text(value: Any) -> str:
    if isinstance(value, EDTFDate | date):
        return value.text if isinstance(value, EDTFDate) else value.isoformat()
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple) and all(isinstance(entry, str | int) for entry in value):
        return SEPARATOR.join(str(entry) for entry in value)
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value)


def word_bool(value: Scalar) -> Scalar:
    """The value, with a boolean as the word ``true`` or ``false``."""
    return str(value).lower() if isinstance(value, bool) else value


def as_text(value: Scalar, attribute: Attribute | None = None) -> str:
    """The value as text; a number in the place of a text with a form gets that form.

    Examples
    --------
    >>> from coopgraph.graph.schema import NODE_ATTRIBUTES
    >>> as_text(2), as_text(2, NODE_ATTRIBUTES["quorum"])
    ('2', '[{"count":2}]')
    """
    if attribute and attribute.form and type(value) is int:
        return attribute.form.of_number(value)
    return str(word_bool(value))


def encode_json(value: Any) -> bytes:
    """Encode a value as JSON that every reader accepts: UTF-8, not escaped, without NaN."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
