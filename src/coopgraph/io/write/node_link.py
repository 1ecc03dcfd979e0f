"""Node-link JSON, for D3, networkx and your own programs."""

import networkx as nx

from coopgraph.io.write.flat import FlatGraph
from coopgraph.io.write.names import reserved_names
from coopgraph.io.write.values import encode_json

__all__ = ["dump", "reserved"]

#: The names that networkx's writer would silently overwrite.
reserved = reserved_names(node={"id"}, edge={"key", "source", "target"})


def dump(flat: FlatGraph) -> tuple[bytes]:
    """All nodes, edges and attributes, in the layout of :func:`networkx.node_link_data`."""
    return (encode_json(nx.node_link_data(flat.networkx(), edges="edges")),)
