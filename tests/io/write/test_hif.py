"""HIF, read back by XGI and held against the structure that the standard describes."""

import json

import jsonschema
import xgi
from hypothesis import given, settings

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.io.write.nasty import meant, nasty_graph
from tests.strategies import dossiers

PARTICIPATION = {"party_to", "takes_part_in"}


def record(key):
    """A record of the standard: an id or two, and attributes."""
    ids = {name: {"type": ["string", "integer"]} for name in key}
    return {
        "type": "object",
        "properties": {**ids, "attrs": {"type": "object"}},
        "required": list(key),
        "additionalProperties": False,
    }


STANDARD = {
    "type": "object",
    "properties": {
        "network-type": {"enum": ["undirected", "directed", "asc"]},
        "metadata": {"type": "object"},
        "incidences": {"type": "array", "items": record(("edge", "node"))},
        "nodes": {"type": "array", "items": record(("node",))},
        "edges": {"type": "array", "items": record(("edge",))},
    },
    "required": ["incidences"],
    "additionalProperties": False,
}


def expected(graph):
    nodes = {n: d for n, d in graph.nodes(data=True) if d["record"] == "institution"}
    sets = {n: d for n, d in graph.nodes(data=True) if d["record"] in {"agreement", "activity"}}
    members = {item: set() for item in sets}
    ties = {}
    for a, b, data in graph.edges(data=True):
        if data["relation"] in PARTICIPATION:
            members[b].add(a)
            ties.setdefault((b, a), []).append(data)
    return nodes, sets, members, ties


def all_meant(items):
    return {item: {n: meant(n, v) for n, v in data.items()} for item, data in items.items()}


def role(tie):
    return str(tie.get("role"))


def assert_comes_back(path, graph):
    """XGI reads the same institutions in the same agreements and activities, with attributes."""
    nodes, sets, members, ties = expected(graph)
    hypergraph = xgi.read_hif(path)
    assert {n: dict(hypergraph.nodes[n]) for n in hypergraph.nodes} == nodes
    found = {e: dict(hypergraph.edges[e]) for e in hypergraph.edges}
    assert all_meant(found) == all_meant(sets)
    assert {e: set(hypergraph.edges.members(e)) for e in hypergraph.edges} == members
    data = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(data, STANDARD)
    assert data["metadata"] == graph.graph
    written = {(i["edge"], i["node"]): i["attrs"] for i in data["incidences"]}
    assert len(written) == len(data["incidences"])
    assert written.keys() == ties.keys()
    for pair, several in ties.items():
        found = written[pair].get("ties", [written[pair]])
        assert sorted(found, key=role) == sorted(several, key=role)


def test_the_bundled_graph_comes_back_set_by_set(tmp_path, graph):
    written = cg.write(graph, tmp_path / "net.hif.json")
    assert_comes_back(tmp_path / "net.hif.json", graph)
    left = [data["relation"] for *_, data in graph.edges(data=True)]
    lost = sum(len(loss.places) for loss in written if loss.code == "loss-relation")
    assert lost == len([relation for relation in left if relation not in PARTICIPATION])
    (provisions,) = [loss.places for loss in written if loss.code == "loss-node"]
    assert provisions == ("urban-renewal-component",)


@settings(max_examples=12)
@given(raw=dossiers(conditions=True))
def test_every_dossier_comes_back_as_its_hypergraph(tmp_path_factory, raw):
    graph = cg.build_graph(dossier_from(raw))
    path = tmp_path_factory.mktemp("trip") / "net.hif.json"
    cg.write(graph, path)
    assert_comes_back(path, graph)


def test_nasty_texts_come_back(tmp_path):
    graph = nasty_graph()
    cg.write(graph, tmp_path / "net.hif.json")
    assert_comes_back(tmp_path / "net.hif.json", graph)
