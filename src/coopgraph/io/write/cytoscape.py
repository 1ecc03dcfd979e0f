"""Cytoscape JSON, for Cytoscape and cytoscape.js."""

from typing import Final

import networkx as nx

from coopgraph.io.write.flat import Flat
from coopgraph.io.write.jsonfile import encoded

__all__ = ["dump", "reserved"]

_RESERVED: Final = {
    "node": {"SUID", "id", "name", "parent", "selected", "shared name", "value"},
    "edge": {"SUID", "id", "interaction", "key", "name", "selected", "shared interaction",
             "shared name", "source", "target"},
    "graph": {"SUID", "name", "selected", "shared name"},
}  # fmt: skip


def reserved(where: str, name: str) -> bool:
    """The names that Cytoscape or networkx fills itself."""
    return name in _RESERVED[where]


def dump(flat: Flat) -> tuple[bytes]:
    """All attributes; ``name`` is what Cytoscape shows, ``interaction`` the relation in words.

    networkx lists the attributes of the graph as pairs; Cytoscape, and its own manual, has an
    object there, which networkx reads too.
    """
    data = nx.cytoscape_data(flat.networkx())
    data["data"] = {"name": flat.title, **flat.attributes}
    for element, node in zip(data["elements"]["nodes"], flat.nodes, strict=True):
        element["data"]["name"] = node.label
    edges = {edge.id: edge for edge in flat.edges}
    for element in data["elements"]["edges"]:
        edge = edges[element["data"]["key"]]
        element["data"] |= {"id": edge.id, "interaction": edge.label}
    return (encoded(data),)
