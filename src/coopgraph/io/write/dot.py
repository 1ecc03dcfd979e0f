r"""DOT, the language of Graphviz.

Texts are in double quotes, with ``\"`` for a quote and ``\\`` for a backslash; in the values of
attributes Graphviz keeps both backslashes, as it does for its own. Labels are wrapped, and ``&`` is
written as ``&amp;`` in them, since Graphviz reads HTML entities there.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Final

from coopgraph.graph.meaning import Strength
from coopgraph.graph.schema import EDGE_ATTRIBUTES, GRAPH_ATTRIBUTES, NODE_ATTRIBUTES
from coopgraph.graph.state import Standing
from coopgraph.io.write.flat import FlatGraph, FlatNode
from coopgraph.io.write.values import Scalar, word_bool
from coopgraph.messages.escaping import escape_controls
from coopgraph.words.vocabulary import RecordKind

__all__ = ["dump", "reserved"]

_WIDTH: Final = 32
_SHAPES: Final[Mapping[RecordKind, str]] = {
    RecordKind.INSTITUTION: "box",
    RecordKind.AGREEMENT: "box",
    RecordKind.PROVISION: "component",
    RecordKind.ACTIVITY: "ellipse",
}
_LINES: Final[Mapping[Standing, str]] = {
    Standing.ACHIEVED: "solid",
    Standing.OPEN: "dashed",
    Standing.OVER: "dotted",
}
_STYLES: Final[Mapping[Strength, str]] = {
    Strength.BINDING: "solid",
    Strength.ALTERNATIVE: "solid",
    Strength.POSSIBLE: "dashed",
}
_PLAIN: Final = re.compile("[A-Za-z_][A-Za-z_0-9]*")
_KEYWORDS: Final = {"digraph", "edge", "graph", "node", "strict", "subgraph"}  # in any case
_FAMILIES: Final = ("title_", "date_", "expected_", "data_")


def reserved(where: str, name: str) -> bool:
    """Whether the name is not in the schema: Graphviz has some 170 of its own, and adds more."""
    if where == "graph":
        return name not in {"title", *GRAPH_ATTRIBUTES} and not name.startswith(("title_", "data_"))
    known = NODE_ATTRIBUTES if where == "node" else EDGE_ATTRIBUTES
    return name not in known and not name.startswith(_FAMILIES)


def dump(flat: FlatGraph) -> tuple[bytes]:
    """All items and links with labels, shapes and line styles, and with all attributes.

    The shape shows the kind of record; a dashed border what is not achieved yet, a dotted one what
    is over; a dashed arrow what is only possible.
    """
    title = {"label": _label(flat.title), "labelloc": "t"} if flat.title else {}
    graph = {"charset": "UTF-8", "rankdir": "LR", **title, **_data(flat.attributes)}
    lines = ["digraph {", f"  graph {_list(graph)};", *_nodes(flat), *_edges(flat), "}"]
    return ("\n".join(lines).encode() + b"\n",)


def _nodes(flat: FlatGraph) -> Iterator[str]:
    for node in flat.nodes:
        drawn = {"label": _label(node.label), **_style(node)}
        yield f"  {_quoted(_escaped(node.id))} {_list(drawn | _data(node.attributes))};"


def _style(node: FlatNode) -> dict[str, str]:
    line = _LINES[node.standing]
    rounded = node.record is RecordKind.AGREEMENT
    return {"shape": _SHAPES[node.record], "style": f"rounded,{line}" if rounded else line}


def _edges(flat: FlatGraph) -> Iterator[str]:
    for edge in flat.edges:
        ends = " -> ".join(_quoted(_escaped(end)) for end in (edge.dependent, edge.depends_on))
        drawn = {
            "label": _label(edge.full_label(flat.lang)),
            "style": _STYLES[edge.strength],
            "edge_id": _escaped(edge.id),
        }
        yield f"  {ends} {_list(drawn | _data(edge.attributes))};"


def _data(attributes: Mapping[str, Scalar]) -> dict[str, str]:
    return {_escaped(name): _escaped(str(word_bool(value))) for name, value in attributes.items()}


def _list(attributes: Mapping[str, str]) -> str:
    return f"[{', '.join(f'{_name(n)}={_quoted(value)}' for n, value in attributes.items())}]"


def _name(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name.lower() not in _KEYWORDS else _quoted(name)


def _label(text: str) -> str:
    lines = [
        part
        for line in escape_controls(text).split("\n")
        for part in textwrap.wrap(line, _WIDTH) or [""]
    ]
    return "\\n".join(_escaped(line.replace("&", "&amp;")) for line in lines)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def _quoted(escaped: str) -> str:
    escaped = escaped.replace('"', '\\"')
    return f'"{escaped}"'
