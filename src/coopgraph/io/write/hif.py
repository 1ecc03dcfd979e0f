"""HIF, the Hypergraph Interchange Format: agreements and activities as sets of institutions.

After the standard of https://github.com/pszufe/HIF-standard (Coll et al., *Network Science* 2025,
https://doi.org/10.1017/nws.2025.10018), read by XGI, HyperNetX, HypergraphX and others.
"""

from typing import Any

from coopgraph.io.write.flat import FlatEdge, FlatGraph
from coopgraph.io.write.losses import Loss, group_losses
from coopgraph.io.write.values import encode_json
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import RecordKind

__all__ = ["dump", "lost"]


def lost(flat: FlatGraph) -> list[Loss]:
    """Provisions, and every relation but participation: a hyperedge only joins institutions."""
    label = RecordKind.PROVISION.label(flat.lang)
    provisions = [n.id for n in flat.nodes if n.record is RecordKind.PROVISION]
    order = list(Relation)
    others = [edge for edge in flat.edges if not edge.relation.involves]
    others.sort(key=lambda edge: order.index(edge.relation))
    found = [("loss-node", label, place) for place in provisions]
    found += [("loss-relation", edge.label, edge.place) for edge in others]
    return list(group_losses(found))


def dump(flat: FlatGraph) -> tuple[bytes]:
    """Nodes, hyperedges and incidences, each with its attributes under ``attrs``.

    An institution occurs once in a hyperedge. If several links join the two (it signs and funds),
    the incidence lists all of them under ``ties``; readers such as XGI drop the attributes of
    incidences.
    """
    links: dict[tuple[str, str], list[FlatEdge]] = {}
    for edge in flat.edges:
        if edge.relation.involves:
            links.setdefault((edge.depends_on, edge.dependent), []).append(edge)
    data = {
        "network-type": "undirected",
        "metadata": dict(flat.attributes),
        "incidences": [
            {"edge": edge, "node": node, "attrs": _attributes(parallel)}
            for (edge, node), parallel in sorted(links.items())
        ],
        "nodes": _listed(flat, "node", {RecordKind.INSTITUTION}),
        "edges": _listed(flat, "edge", {RecordKind.AGREEMENT, RecordKind.ACTIVITY}),
    }
    return (encode_json(data),)


def _listed(flat: FlatGraph, name: str, records: set[RecordKind]) -> list[dict[str, Any]]:
    nodes = (node for node in flat.nodes if node.record in records)
    return [{name: node.id, "attrs": dict(node.attributes)} for node in nodes]


def _attributes(parallel: list[FlatEdge]) -> dict[str, Any]:
    attributes = [dict(edge.attributes) for edge in parallel]
    return attributes[0] if len(attributes) == 1 else {"ties": attributes}
