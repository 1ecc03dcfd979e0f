"""What pages are put together with: a template with holes, data that stay data, and their policy."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from coopgraph._base.opening import packaged
from coopgraph.messages.escaping import escape_controls

__all__ = ["filled", "inert", "policy"]

_HOLE: Final = re.compile(r"\{\{(\w+)\}\}")


def filled(template: str, parts: Mapping[str, str]) -> str:
    """A packaged template with its holes filled; what is filled in is not looked at again."""
    return _HOLE.sub(lambda hole: parts[hole[1]], packaged("page", template))


def inert(data: object) -> str:
    """JSON that holds nothing a browser could take for markup, and shows nothing out of order."""
    text = json.dumps(_escaped(data), ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _escaped(data: Any) -> Any:
    match data:
        case str():
            return escape_controls(data)
        case list() | tuple():
            return [_escaped(entry) for entry in data]
        case Mapping():
            return {_escaped(name): _escaped(entry) for name, entry in data.items()}
    return data


def policy(style: str, script: str = "") -> str:
    """A Content-Security-Policy: nothing is loaded, nothing runs but this style and this script."""
    runs = f"script-src {_fingerprint(script)}; " if script else ""
    return (
        f"default-src 'none'; img-src data:; style-src {_fingerprint(style)}; {runs}"
        "base-uri 'none'; form-action 'none'"
    )


def _fingerprint(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
