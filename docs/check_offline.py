"""Fail if opening a built page would fetch anything from another site."""

import re
import sys
from pathlib import Path

_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=["']?(?:https?:)?//[^\s"'>]*
      | <link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|icon|modulepreload))[^>]*
        \bhref=["']?(?:https?:)?//[^\s"'>]*
      | url\(\s*["']?(?:https?:)?//[^)]*
      | @import\s+["'](?:https?:)?//[^"']*""",
    re.VERBOSE | re.IGNORECASE,
)

root = Path(sys.argv[1])
found = [
    f"{path.relative_to(root)}: {match[0][:120]}"
    for path in sorted(root.rglob("*"))
    if path.suffix in {".html", ".css"}
    for match in _FETCHED.finditer(path.read_text("utf-8"))
]
sys.exit("\n".join(["fetched from other sites:", *found]) if found else 0)
