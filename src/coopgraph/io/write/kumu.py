"""Kumu's JSON, which Kumu calls a blueprint: elements and connections.

After https://docs.kumu.io/guides/import/blueprints: elements that bear the same label are told
apart by ``id``; any further field is kept; ``tags`` is a list.
"""

from typing import Any, Final

from coopgraph.graph.schema import SEPARATOR
from coopgraph.io.write.flat import Flat
from coopgraph.io.write.jsonfile import encoded
from coopgraph.io.write.losses import Loss

__all__ = ["dump", "lost", "reserved"]

_RESERVED: Final = frozenset({"description", "direction", "from", "id", "image", "label", "tags",
                              "to", "type"})  # fmt: skip


def reserved(where: str, name: str) -> bool:
    """The fields that Kumu itself reads, in small letters or large ones."""
    return where != "graph" and name.lower() in _RESERVED


def lost(flat: Flat) -> list[Loss]:
    """The attributes of the whole: a blueprint has no place for them."""
    return [Loss("loss-whole", tuple(flat.attributes))] if flat.attributes else []


def dump(flat: Flat) -> tuple[bytes]:
    """Every item with its kind as type and its themes as tags; every tie with its relation."""
    ids = {node.id for node in flat.nodes}
    elements: list[dict[str, Any]] = []
    for node in flat.nodes:
        topics = str(node.attributes.get("topics", ""))
        tags = {"tags": topics.split(SEPARATOR)} if topics else {}
        shown = {"id": node.id, "label": node.label, "type": node.kind, **tags}
        elements.append({**shown, **node.attributes})
    connections = [
        {
            "id": edge.id + "~" * (edge.id in ids),  # one id stands for one thing in Kumu
            "from": edge.dependent,
            "to": edge.depends_on,
            "type": edge.label,
            "direction": "directed",
            **edge.attributes,
        }
        for edge in flat.edges
    ]
    return (encoded({"elements": elements, "connections": connections}),)
