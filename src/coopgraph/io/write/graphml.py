"""GraphML, for yEd, Gephi, igraph, NetworkX and most others."""

import io

import networkx as nx

from coopgraph.io.write.flat import Flat

__all__ = ["dump", "reserved"]


def reserved(where: str, name: str) -> bool:
    """What other programs show as a name, and what networkx takes for the values of all."""
    return name in ({"node_default", "edge_default"} if where == "graph" else {"label"})


def dump(flat: Flat) -> tuple[bytes]:
    """The graph with all of its attributes, typed; labels for programs that show them.

    The writer of Python's own XML is used, not lxml's: the bytes do not depend on what is
    installed.
    """
    stream = io.BytesIO()
    nx.write_graphml_xml(flat.networkx(labels=True), stream, prettyprint=True)
    return (stream.getvalue() + b"\n",)
