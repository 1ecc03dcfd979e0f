"""Build HTML pages: templates, embedded JSON, and the Content-Security-Policy."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from coopgraph._base.opening import read_packaged
from coopgraph.messages.catalogue import LANGUAGES
from coopgraph.messages.escaping import escape_controls, escape_html

__all__ = ["embedded_json", "rendered"]

_PLACEHOLDER: Final = re.compile(r"\{\{(\w+)\}\}")


def rendered(
    template: str, *, lang: str, title: str, style: str, script: str = "", **parts: str
) -> str:
    """A packaged template with its placeholders replaced; ``parts`` are inserted as they are."""
    parts |= {
        "language": lang if lang in LANGUAGES else "en",
        "title": escape_html(title),
        "policy": _policy(style, script),
        "style": style,
        "script": script,
    }
    return _PLACEHOLDER.sub(lambda found: parts[found[1]], read_packaged("page", template))


def embedded_json(data: object) -> str:
    """JSON for a script element: control characters, ``<``, ``>`` and ``&`` are escaped."""
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


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows only this style and this script, and loads nothing."""
    scripts = f"script-src {_hash_source(script)}; " if script else ""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash_source(style)}; {scripts}"
        "base-uri 'none'; form-action 'none'"
    )


def _hash_source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
