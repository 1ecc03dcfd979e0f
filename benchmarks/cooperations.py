"""Random cooperation networks of any size: layered with hubs and cycles, a chain, or one component.

A fifth of the nodes are institutions, half are agreements, the others provisions and activities, with
about 2.66 links per node. Links lead to earlier layers, and more often to a few hubs; one item in a
thousand links back, which closes cycles. One link in ten is only possible, and one requirement in
eight has an alternative.
"""

import random
from typing import Any

import networkx as nx

__all__ = ["SHAPES", "chained", "knotted", "layered"]

LAYERS = 12
_KINDS = (("agreement", 50), ("institution", 20), ("provision", 15), ("activity", 15))


def layered(size: int, seed: int = 0) -> "nx.MultiDiGraph[str]":
    """Skewed degrees in twelve layers, with injected cycles."""
    rng = random.Random(seed)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(language="en")
    by_layer: list[list[str]] = [[] for _ in range(LAYERS)]
    parents: list[str] = []
    bodies = []
    names, weights = zip(*_KINDS, strict=True)
    for n, record in enumerate(rng.choices(names, weights, k=size)):
        node = f"{record}-{n}"
        graph.add_node(
            node, record=record, title=f"{record.capitalize()} {n}", **_state(rng, record)
        )
        if record == "institution":
            bodies.append(node)
        else:
            by_layer[n * LAYERS // size].append(node)
            if record == "agreement":
                parents.append(node)
    earlier: list[str] = []
    before: list[str] = []
    for layer in by_layer:
        for node in layer:
            _rely(graph, rng, node, earlier, before)
        earlier += layer
        before = layer
    items = [node for layer in by_layer for node in layer]
    joined = [node for node in items if not node.startswith("provision")]
    for body in bodies:
        for _ in range(1 + min(int(rng.paretovariate(1.2)), 60)):
            target = _skewed(rng, joined)
            relation = "takes_part_in" if target.startswith("activity") else "party_to"
            graph.add_edge(body, target, f"{relation}:party", relation=relation, role="party",
                           modality=_modality(rng))  # fmt: skip
    for _ in range(size // 1000):  # short cycles: an item and what it relies on
        one = rng.choice(items)
        others = list(graph.successors(one))
        if others:
            _require(graph, rng.choice(others), one, "required", 0, 1)
    return graph


def _state(rng: random.Random, record: str) -> dict[str, Any]:
    statuses = {
        "agreement": ("signed", "in_force", "envisaged", "negotiation"),
        "provision": ("agreed", "proposed"),
        "activity": ("ongoing", "planned"),
    }
    return {"status": rng.choice(statuses[record])} if record in statuses else {}


def _modality(rng: random.Random) -> str:
    return "possible" if rng.random() < 0.1 else "required"


def _skewed(rng: random.Random, nodes: list[str]) -> str:
    return nodes[int(len(nodes) * rng.random() ** 2)]


def _rely(graph: Any, rng: random.Random, node: str, earlier: list[str], before: list[str]) -> None:
    if not earlier:
        return
    for n in range(rng.choice((1, 2, 2, 3, 3))):
        alternatives = 2 if rng.random() < 0.125 else 1
        modality = _modality(rng)
        for _ in range(alternatives):
            target = _skewed(rng, earlier if rng.random() < 0.2 else before)
            _require(graph, node, target, modality, n, alternatives)


def _require(
    graph: Any, dependent: str, depends_on: str, modality: str, number: int, alternatives: int
) -> None:
    graph.add_edge(dependent, depends_on, f"requires:{number}", relation="requires",
                   modality=modality, requirement=number, at_least=1, alternatives=alternatives)  # fmt: skip


def chained(size: int, seed: int = 0) -> "nx.MultiDiGraph[str]":
    """One long chain of agreements, some of them with an institution as their party."""
    rng = random.Random(seed)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(language="en")
    for n in range(size):
        graph.add_node(
            f"agreement-{n}", record="agreement", title=f"Agreement {n}", status="envisaged"
        )
        if n:
            _require(graph, f"agreement-{n}", f"agreement-{n - 1}", "required", 0, 1)
        if rng.random() < 0.05:
            body = f"institution-{n}"
            graph.add_node(body, record="institution", title=f"Institution {n}")
            graph.add_edge(body, f"agreement-{n}", "party_to:party", relation="party_to",
                           role="party", modality="required")  # fmt: skip
    return graph


def knotted(size: int, seed: int = 0) -> "nx.MultiDiGraph[str]":
    """The layered network whose first items rely on its last: one giant component."""
    graph = layered(size, seed)
    rng = random.Random(seed + 1)
    items = [n for n, record in graph.nodes(data="record") if record != "institution"]
    for n in range(size // 50):
        _require(graph, items[n], rng.choice(items[-size // 4 :]), "required", 9, 1)
    return graph


SHAPES = {"layered": layered, "chain": chained, "knot": knotted}


def dossier(size: int, seed: int = 0) -> dict[str, Any]:
    """The layered network as a dossier in plain data, about 2.8 links per record.

    Every provision belongs to an agreement, and a third of the plain requirements between agreements
    become ``implements``. Half of the parties have a date, one record in ten has evidence, and one
    in three a name in two languages. Dates repeat often, as in registries.
    """
    graph = layered(size, seed)
    rng = random.Random(seed + 2)
    records = {node: _record(rng, node, graph.nodes[node]) for node in graph}
    needs: dict[tuple[str, int], dict[str, Any]] = {}
    for node, target, link in graph.edges(data=True):
        if link["relation"] == "requires":
            need = needs.setdefault((node, link["requirement"]), {"any_of": [], **_likely(link)})
            need["any_of"] += [] if target in need["any_of"] else [target]
        else:
            field = "parties" if link["relation"] == "party_to" else "participants"
            records[target].setdefault(field, []).append(_part(rng, node, link, field))
    for (node, _), need in needs.items():
        _need(rng, records[node], need)
    sections: dict[str, list[dict[str, Any]]] = {}
    for node, record in graph.nodes(data="record"):
        section = "activities" if record == "activity" else f"{record}s"
        sections.setdefault(section, []).append(records[node])
    for provision in sections.pop("provisions", []):
        parent = rng.choice(sections["agreements"])
        parent.setdefault("provisions", []).append(provision)
    return {"language": "en", "sources": [{"id": "register", "title": "A register"}], **sections}


def _need(rng: random.Random, record: dict[str, Any], need: dict[str, Any]) -> None:
    first, *others = need["any_of"]
    simple = not others and "modality" not in need
    both = record["id"].startswith("agreement") and first.startswith("agreement")
    if simple and both and rng.random() < 1 / 3 and record["id"] != first:
        known = record.setdefault("implements", [])
        known += [] if first in known else [first]
    else:
        record.setdefault("requires", []).append(first if simple else need)


def _record(rng: random.Random, node: str, attributes: dict[str, Any]) -> dict[str, Any]:
    kinds = {"institution": "agency", "agreement": "specific", "activity": "project"}
    title = attributes["title"]
    record = {"id": node, "name": title if rng.random() < 2 / 3 else {"en": title, "fr": title}}
    record |= {"kind": kinds[attributes["record"]]} if attributes["record"] in kinds else {}
    record |= {"status": attributes["status"]} if "status" in attributes else {}
    if record.get("status") == "signed":
        record["dates"] = {"signed": _day(rng)}
    if rng.random() < 0.1:
        record["evidence"] = [{"source": "register", "locator": f"entry {rng.randrange(10**6)}"}]
    return record


def _part(rng: random.Random, node: str, link: dict[str, Any], field: str) -> dict[str, Any]:
    part = {"institution": node, "role": link["role"], **_likely(link)}
    if field == "parties" and rng.random() < 1 / 2:
        part["dates"] = {"signed": _day(rng)}
    return part


def _likely(link: dict[str, Any]) -> dict[str, Any]:
    return {"modality": "possible"} if link["modality"] == "possible" else {}


def _day(rng: random.Random) -> str:
    return f"{rng.randrange(1950, 2020)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
