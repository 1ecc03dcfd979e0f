"""GEXF 1.2, the format of Gephi."""

import io
from typing import Any, Final
from xml.etree.ElementTree import SubElement

from networkx.readwrite.gexf import GEXFWriter

from coopgraph.io.write.flat import Flat
from coopgraph.io.write.losses import Loss

__all__ = ["dump", "lost", "reserved"]

#: What networkx's writer takes out of the attributes and gives a meaning of GEXF's own.
_RESERVED: Final = frozenset(
    {"end", "id", "key", "label", "networkx_key", "parents", "pid", "slices", "spells", "start",
     "type", "viz", "weight"}
)  # fmt: skip


class _Writer(GEXFWriter):
    """Writes no column for the keys of edges, which their ids say already."""

    def add_attributes(self, node_or_edge: Any, xml_obj: Any, data: Any, default: Any) -> Any:
        data.pop("key", None)
        return super().add_attributes(node_or_edge, xml_obj, data, default)  # type: ignore[no-untyped-call]


def reserved(where: str, name: str) -> bool:
    """The names that have a meaning of their own in GEXF; of the graph's, none is written."""
    return where != "graph" and name in _RESERVED


def lost(flat: Flat) -> list[Loss]:
    """The attributes of the whole; only its title has a place."""
    return flat.unheld_whole


def dump(flat: Flat) -> tuple[bytes]:
    """The nodes and edges with all of their attributes, typed; the title as its description.

    networkx would write today's date and its own version, so that no two files were alike.
    """
    graph = flat.networkx(labels=True)
    graph.graph.clear()
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
    writer = _Writer(version="1.2draft")
    writer.add_graph(graph)
    del writer.graph_element.attrib["name"]  # which GEXF does not know
    meta = writer.xml.find("meta")
    meta.attrib.clear()
    meta.find("creator").text = "coopgraph"
    if flat.title:
        SubElement(meta, "description").text = flat.title
    writer.prettyprint = True
    stream = io.BytesIO()
    writer.write(stream)
    return (stream.getvalue() + b"\n",)
