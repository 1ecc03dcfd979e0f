"""Node-link JSON, for D3, networkx and programs of one's own."""

from typing import Final

import networkx as nx

from coopgraph.io.write.flat import Flat
from coopgraph.io.write.jsonfile import encoded

__all__ = ["dump", "reserved"]

_RESERVED: Final = {"node": {"id"}, "edge": {"key", "source", "target"}, "graph": set[str]()}


def reserved(where: str, name: str) -> bool:
    """The names that networkx's writer would silently overwrite."""
    return name in _RESERVED[where]


def dump(flat: Flat) -> tuple[bytes]:
    """All nodes, edges and attributes, as :func:`networkx.node_link_data` arranges them."""
    return (encoded(nx.node_link_data(flat.networkx(), edges="edges")),)
