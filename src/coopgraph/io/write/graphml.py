"""GraphML, for yEd, Gephi, igraph, NetworkX and most other programs."""

import io

import networkx as nx

from coopgraph.io.write.flat import STATE, FlatGraph
from coopgraph.io.write.names import reserved_names

__all__ = ["dump", "reserved"]

#: What other programs show as the name, and what networkx reads as default values.
reserved = reserved_names({"label", *STATE}, {"label"}, graph={"node_default", "edge_default"})


def dump(flat: FlatGraph) -> tuple[bytes]:
    """The graph with all attributes, typed, and labels for programs that show them.

    It uses networkx's writer for Python's own XML library rather than the one for lxml, so that
    the bytes do not depend on what is installed.
    """
    stream = io.BytesIO()
    nx.write_graphml_xml(flat.networkx(labels=True), stream, prettyprint=True)
    return (stream.getvalue() + b"\n",)
