"""A graph keeps its compiled network as long as nothing in it changes."""

import copy
import gc
import pickle
import weakref

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.network.snapshot import network_of


@pytest.fixture
def graph():
    return cg.build_graph(cg.example())


def test_the_network_of_an_unchanged_graph_is_compiled_once(graph):
    assert network_of(graph) is network_of(graph)
    assert network_of(graph, "2020") is network_of(graph, "2020")
    assert network_of(graph, "2020") is not network_of(graph, "2021")


CHANGES = {
    "an attribute of a node": lambda g: g.nodes["framework-convention"].update(status="signed"),
    "one that is taken away": lambda g: g.nodes["exchange-visit"].pop("status"),
    "an attribute of a link": lambda g: next(
        d for _, _, d in g.edges(data=True) if d["relation"] == "requires"
    ).update(modality="possible"),
    "a new link": lambda g: g.add_edge("afd", "framework-convention", relation="party_to"),
    "a lost link": lambda g: g.remove_edge(*next(iter(g.edges))),
    "a lost node": lambda g: g.remove_node("framework-convention"),
    "attributes in bulk": lambda g: nx.set_node_attributes(
        g, {"framework-convention": "signed"}, "status"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_in_place_is_noticed(graph, change):
    before = network_of(graph)
    cg.state(graph)
    change(graph)
    assert network_of(graph) is not before
    assert cg.state(graph).to_records() == cg.state(nx.MultiDiGraph(graph)).to_records()


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, nx.MultiDiGraph, nx.MultiDiGraph.copy]
)
def test_a_copy_compiles_its_own(graph, copied):
    before = network_of(graph)
    other = copied(graph)
    if copied is not copy.copy:  # which shares everything
        other.nodes["framework-convention"]["status"] = "signed"
        assert network_of(graph) is before
    assert cg.state(other).to_records() == cg.state(nx.MultiDiGraph(other)).to_records()


def test_a_pickled_graph_holds_no_network(graph):
    size = len(pickle.dumps(graph))
    network_of(graph)
    assert len(pickle.dumps(graph)) < size + 200
    again = pickle.loads(pickle.dumps(graph))  # noqa: S301 - our own
    assert cg.state(again).to_records() == cg.state(graph).to_records()


def test_a_view_follows_its_graph(graph):
    view = nx.subgraph_view(graph)
    cg.state(view)
    graph.nodes["framework-convention"]["status"] = "signed"
    assert cg.state(view).to_records() == cg.state(graph).to_records()


def test_few_dates_are_kept(graph):
    first = weakref.ref(network_of(graph, "1990"))
    for year in range(1991, 2030):
        network_of(graph, str(year))
    gc.collect()
    assert first() is None


def test_another_date_of_a_graph_is_another_network(graph):
    graph.graph["as_of"] = "2019"
    before = network_of(graph)
    graph.graph["as_of"] = "2020"
    assert network_of(graph) is not before


def test_the_order_of_links_does_not_matter(graph):
    turned = nx.MultiDiGraph()
    turned.graph.update(graph.graph)
    turned.add_nodes_from(reversed([*graph.nodes(data=True)]))
    turned.add_edges_from(reversed([*graph.edges(keys=True, data=True)]))
    assert network_of(turned) == network_of(graph)


def test_the_order_of_several_requirements_of_the_same_item_does_not_matter():
    def graph(*numbers):
        drawn = nx.MultiDiGraph()
        drawn.add_nodes_from("ab", record="agreement", status="envisaged")
        for number in numbers:
            stage = ("signed", "in_force")[number]
            drawn.add_edge("a", "b", relation="requires", requirement=number, stage=stage)
        return drawn

    assert network_of(graph(0, 1)) == network_of(graph(1, 0))
