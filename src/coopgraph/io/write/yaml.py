"""Dossiers as YAML 1.2."""

import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from coopgraph._base.errors import Loc
from coopgraph.records.dossier import Dossier

__all__ = ["MODELINE", "dump"]

#: Points editors to the schema, for checks and completion while typing.
MODELINE: Final = "# yaml-language-server: $schema=coopgraph.schema.json\n"

_FLOW_WIDTH: Final = 76
_WIDTH: Final = 100


def dump(
    dossier: Dossier,
    heading: Iterable[str] = (),
    comments: Mapping[Loc, Iterable[str]] | None = None,
) -> str:
    """Return a dossier as YAML; defaults are left out, short values stand on one line.

    Parameters
    ----------
    dossier
        The dossier.
    heading
        Comment lines at the top.
    comments
        Comment lines before the record at a place, such as ``("agreements", 0)``.
    """
    writer = YAML(typ="rt", pure=True)
    writer.width = _WIDTH
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    data = _styled(dossier.model_dump(mode="json", exclude_defaults=True) or {"institutions": []})
    for (section, number), lines in (comments or {}).items():
        data[section].yaml_set_comment_before_after_key(number, "\n".join(lines), indent=2)
    writer.dump(data, stream)
    top = "".join(f"# {line}".rstrip() + "\n" for line in heading)
    return MODELINE + (f"#\n{top}\n" if top else "") + stream.getvalue()


def _styled(value: Any, depth: int = 0) -> Any:
    """Convert a value to ruamel's types, and mark short ones to stand on one line."""
    styled: CommentedMap | CommentedSeq
    if isinstance(value, dict):
        styled = CommentedMap({_styled(k): _styled(v, depth + 1) for k, v in value.items()})
    elif isinstance(value, list):
        styled = CommentedSeq([_styled(entry, depth + 1) for entry in value])
    elif isinstance(value, str) and value.startswith("?"):  # which ruamel leaves unquoted
        return SingleQuotedScalarString(value)
    else:
        return value
    if depth > 1 and len(str(value)) <= _FLOW_WIDTH:
        styled.fa.set_flow_style()
    return styled
