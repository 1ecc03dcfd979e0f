"""HIF, the hypergraph interchange format: agreements and activities as sets of institutions.

After the standard of https://github.com/pszufe/HIF-standard (Coll et al., *Network Science* 2025,
https://doi.org/10.1017/nws.2025.10018), read by XGI, HyperNetX, HypergraphX and others.
"""

from typing import Any

from coopgraph.io.write.flat import Flat, FlatEdge
from coopgraph.io.write.jsonfile import encoded
from coopgraph.io.write.losses import Loss, losses_of
from coopgraph.words.vocabulary import RecordKind, Relation

__all__ = ["dump", "lost", "reserved"]


def reserved(_where: str, _name: str) -> bool:
    """No name: attributes are kept apart from what HIF itself says."""
    return False


def lost(flat: Flat) -> list[Loss]:
    """Provisions, and every relation but participation: a hyperedge joins institutions alone."""
    provisions = [n.id for n in flat.nodes if n.record is RecordKind.PROVISION]
    label = RecordKind.PROVISION.label(flat.lang)
    found = [("loss-node", label, place) for place in provisions]
    others = [edge for edge in flat.edges if not edge.relation.involves]
    ranks = list(Relation)
    others.sort(key=lambda edge: ranks.index(edge.relation))
    found += [("loss-relation", edge.label, edge.place) for edge in others]
    return list(losses_of(found))


def dump(flat: Flat) -> tuple[bytes]:
    """Nodes, hyperedges and incidences, each with its attributes under ``attrs``.

    An institution stands once in a hyperedge. Where several ties join the two (it signs and
    funds), the incidence lists all of them under ``ties``; readers such as XGI keep no attributes
    of incidences.
    """
    ties: dict[tuple[str, str], list[FlatEdge]] = {}
    for edge in flat.edges:
        if edge.relation.involves:
            ties.setdefault((edge.depends_on, edge.dependent), []).append(edge)
    incidences = [
        {"edge": edge, "node": node, "attrs": _attributes(several)}
        for (edge, node), several in sorted(ties.items())
    ]
    data = {
        "network-type": "undirected",
        "metadata": dict(flat.attributes),
        "incidences": incidences,
        "nodes": [
            {"node": node.id, "attrs": dict(node.attributes)}
            for node in flat.nodes
            if node.record is RecordKind.INSTITUTION
        ],
        "edges": [
            {"edge": node.id, "attrs": dict(node.attributes)}
            for node in flat.nodes
            if node.record in {RecordKind.AGREEMENT, RecordKind.ACTIVITY}
        ],
    }
    return (encoded(data),)


def _attributes(several: list[FlatEdge]) -> dict[str, Any]:
    if len(several) == 1:
        return dict(several[0].attributes)
    return {"ties": [dict(edge.attributes) for edge in several]}
