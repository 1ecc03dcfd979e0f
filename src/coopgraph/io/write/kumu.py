"""Kumu's JSON format, the blueprint: elements and connections.

After https://docs.kumu.io/guides/import/blueprints: elements with the same label are told apart by
``id``, all further fields are kept, and ``tags`` is a list.
"""

from typing import Any, Final

from coopgraph.graph.schema import SEPARATOR
from coopgraph.io.write.flat import STATE, FlatGraph
from coopgraph.io.write.values import encode_json

__all__ = ["dump", "reserved"]

_RESERVED: Final = frozenset({"description", "direction", "from", "id", "image", "label", "tags",
                              "to", "type", *STATE})  # fmt: skip


def reserved(where: str, name: str) -> bool:
    """Whether Kumu reads the field itself; it ignores case."""
    return where != "graph" and name.lower() in _RESERVED


def dump(flat: FlatGraph) -> tuple[bytes]:
    """Items as elements with kind and topics as type and tags; links as connections."""
    ids = {node.id for node in flat.nodes}
    elements: list[dict[str, Any]] = []
    for node in flat.nodes:
        topics = str(node.attributes.get("topics", ""))
        tags = {"tags": topics.split(SEPARATOR)} if topics else {}
        shown = {"id": node.id, "label": node.label, "type": node.kind, **node.state, **tags}
        elements.append({**shown, **node.attributes})
    connections = [
        {
            "id": edge.id + "~" * (edge.id in ids),  # ids are shared by elements and connections
            "from": edge.dependent,
            "to": edge.depends_on,
            "type": edge.label,
            "direction": "directed",
            **edge.attributes,
        }
        for edge in flat.edges
    ]
    return (encode_json({"elements": elements, "connections": connections}),)
