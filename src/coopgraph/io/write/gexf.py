"""GEXF 1.2, the format of Gephi."""

import io
from typing import Any, Final
from xml.etree.ElementTree import SubElement

from networkx.readwrite.gexf import GEXFWriter

from coopgraph.io.write.flat import STATE, FlatGraph
from coopgraph.io.write.names import reserved_names

__all__ = ["dump", "reserved"]

#: The attributes to which networkx's writer gives GEXF's own meaning.
_MEANINGFUL: Final = {"end", "id", "key", "label", "networkx_key", "parents", "pid", "slices",
                      "spells", "start", "type", "viz", "weight"}  # fmt: skip
reserved = reserved_names({*_MEANINGFUL, *STATE}, _MEANINGFUL)


class _Writer(GEXFWriter):
    """Omits the column for edge keys, which repeat the ids of the edges."""

    def add_attributes(self, node_or_edge: Any, xml_obj: Any, data: Any, default: Any) -> Any:
        data.pop("key", None)
        return super().add_attributes(node_or_edge, xml_obj, data, default)  # type: ignore[no-untyped-call]


def dump(flat: FlatGraph) -> tuple[bytes]:
    """The nodes and edges with all attributes, typed; the title as the description.

    The date and the version of networkx, which its writer adds, are removed: the same graph gives
    the same bytes.
    """
    graph = flat.networkx(labels=True)
    graph.graph.clear()
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
    writer = _Writer(version="1.2draft")
    writer.add_graph(graph)
    del writer.graph_element.attrib["name"]  # not part of GEXF
    meta = writer.xml.find("meta")
    meta.attrib.clear()
    meta.find("creator").text = "coopgraph"
    if flat.title:
        SubElement(meta, "description").text = flat.title
    writer.prettyprint = True
    stream = io.BytesIO()
    writer.write(stream)
    return (stream.getvalue() + b"\n",)
