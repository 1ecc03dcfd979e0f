"""Cytoscape JSON, for Cytoscape and cytoscape.js."""

import networkx as nx

from coopgraph.io.write.flat import STATE, FlatGraph
from coopgraph.io.write.names import reserved_names
from coopgraph.io.write.values import encode_json

__all__ = ["dump", "reserved"]

#: The names that Cytoscape or networkx uses itself.
reserved = reserved_names(
    node={"SUID", "id", "name", "parent", "selected", "shared name", "value", *STATE},
    edge={"SUID", "id", "interaction", "key", "name", "selected", "shared interaction",
          "shared name", "source", "target"},
    graph={"SUID", "name", "selected", "shared name"},
)  # fmt: skip


def dump(flat: FlatGraph) -> tuple[bytes]:
    """All attributes; Cytoscape shows ``name``, and ``interaction`` is the relation in words.

    networkx writes the attributes of the graph as pairs. Cytoscape, as its manual says, expects an
    object, which networkx reads too.
    """
    data = nx.cytoscape_data(flat.networkx())
    data["data"] = {"name": flat.title, **flat.attributes}
    for element, node in zip(data["elements"]["nodes"], flat.nodes, strict=True):
        element["data"] |= {"name": node.label, **node.state}
    labels = {edge.id: edge.label for edge in flat.edges}
    for element in data["elements"]["edges"]:
        key = element["data"]["key"]
        element["data"] |= {"id": key, "interaction": labels[key]}
    return (encode_json(data),)
