"""What the formats that are JSON have in common."""

import json
from typing import Any

__all__ = ["encoded"]


def encoded(value: Any) -> bytes:
    """The value as JSON that every reader takes: letters as they are, no NaN."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
