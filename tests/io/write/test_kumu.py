"""Kumu's blueprint, held against what its guide says, since its importer is a web service."""

import json

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.io.write.flat import STATE
from tests.io.write.nasty import nasty_graph, plain

SHOWN = {"id", "label", "type", "tags", "from", "to", "direction", *STATE}


def read_kumu(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    assert set(data) == {"elements", "connections"}
    ids = [entry["id"] for part in data.values() for entry in part]
    assert len(set(ids)) == len(ids)
    graph = nx.MultiDiGraph()
    for element in data["elements"]:
        assert element["label"]
        graph.add_node(element["id"])
        graph.nodes[element["id"]].update({k: v for k, v in element.items() if k not in SHOWN})
    for connection in data["connections"]:
        assert connection["direction"] == "directed"
        assert {connection["from"], connection["to"]} <= set(graph)
        key = graph.add_edge(connection["from"], connection["to"])
        own = {k: v for k, v in connection.items() if k not in SHOWN}
        graph.edges[connection["from"], connection["to"], key].update(own)
    return graph


@pytest.mark.parametrize("make", [lambda: cg.build_graph(cg.example()), nasty_graph])
def test_elements_and_connections_hold_every_node_and_edge(tmp_path, make):
    cg.write(make(), tmp_path / "net.kumu.json")
    assert plain(read_kumu(tmp_path / "net.kumu.json")) == plain(make())


def test_an_element_shows_name_kind_and_themes(tmp_path, graph):
    cg.write(graph, tmp_path / "net.kumu.json", lang="en")
    data = json.loads((tmp_path / "net.kumu.json").read_text(encoding="utf-8"))
    elements = {element["id"]: element for element in data["elements"]}
    assert elements["afd"]["label"] == "French Development Agency (AFD)"
    assert elements["afd"]["type"] == "development bank"
    topics = graph.nodes["exchange-visit"]["topics"]
    assert elements["exchange-visit"]["tags"] == topics.split(" | ")


def test_an_id_that_is_also_an_edges_stands_for_one_thing(tmp_path):
    graph = nx.DiGraph()
    for item in ("a", "b", "a.requires.b"):
        graph.add_node(item, record="agreement")
    graph.add_edge("a", "b", relation="requires")
    cg.write(graph, tmp_path / "net.kumu.json")
    assert len(read_kumu(tmp_path / "net.kumu.json")) == 3
