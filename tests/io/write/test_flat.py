"""The one step before every writer."""

import datetime as dt
import enum
import random
import time

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.io.write.flat import flatten
from coopgraph.records.validation import dossier_from
from tests.strategies import dossiers


class Colour(enum.Enum):
    RED = "red"


def node(**attributes):
    """A graph of one institution, and its attributes once flat, with the losses' codes."""
    graph = nx.MultiDiGraph()
    graph.add_node("a", record="institution")
    graph.nodes["a"].update(attributes)
    flat = flatten(graph, "en")
    losses = {(loss.code, loss.about) for loss in flat.losses}
    return {n: v for n, v in flat.nodes[0].attributes.items() if n != "record"}, losses


@pytest.mark.parametrize(
    ("value", "flat"),
    [
        ("text", "text"),
        (3, 3),
        (0.5, 0.5),
        (True, True),
        (False, False),
        (0, 0),
        (np.int64(3), 3),
        (np.float64(0.5), 0.5),
        (np.bool_(0), False),
        (Colour.RED, "red"),
    ],
    ids=repr,
)
def test_scalars_stay_what_they_are(value, flat):
    attributes, losses = node(x=value)
    assert (attributes, type(attributes["x"]), losses) == ({"x": flat}, type(flat), set())


@pytest.mark.parametrize(
    ("value", "flat"),
    [
        (["a", 1], "a | 1"),
        pytest.param({"b", "a"}, "a | b", id="set"),
        ({"b": [1]}, '{"b": [1]}'),
        (dt.date(2019, 11, 4), "2019-11-04"),
        (cg.EDTFDate("2020?"), "2020?"),
        (float("inf"), "inf"),
        (2**53 + 1, "9007199254740993"),
        (np.array([1, 2]), "[1 2]"),
    ],
    ids=repr,
)
def test_other_values_become_text_and_are_listed(value, flat):
    assert node(x=value) == ({"x": flat}, {("loss-retyped", "x")})


@pytest.mark.parametrize("value", [None, "", float("nan"), np.float64("nan"), [], set()], ids=repr)
def test_empty_values_are_left_out_and_listed(value):
    assert node(x=value) == ({}, {("loss-empty", "x")})


@pytest.mark.parametrize(
    ("values", "flat", "listed"),
    [
        ((1, 2), (1, 2), ()),
        ((1, 0.5), (1.0, 0.5), ()),
        ((1, "a"), ("1", "a"), ("a",)),
        ((True, "a"), ("true", "a"), ("a",)),
        ((True, 2), ("true", "2"), ("a", "b")),
    ],
)
def test_an_attribute_has_one_type_everywhere(values, flat, listed):
    graph = nx.MultiDiGraph()
    for item, value in zip("ab", values, strict=True):
        graph.add_node(item, record="institution", x=value)
    found = flatten(graph, "en")
    assert tuple(one.attributes["x"] for one in found.nodes) == flat
    assert len({type(one.attributes["x"]) for one in found.nodes}) == 1
    assert tuple(place for loss in found.losses for place in loss.places) == listed


def test_names_stay_distinct_once_they_are_clean_text():
    attributes, _ = node(**{"a\x00": 1, "a\x01": 2})
    assert attributes == {"a\ufffd": 1, "a\ufffd~": 2}
    graph = nx.DiGraph()
    graph.add_node("a", record="institution")
    graph.nodes["a"][5] = "five"
    assert flatten(graph, "en").nodes[0].attributes["5"] == "five"


def test_ids_stay_distinct_once_they_are_clean_text():
    graph = nx.DiGraph()
    for item in ("a\ufffd", "a\x00", "a\x01", "b"):
        graph.add_node(item, record="agreement")
    graph.add_edge("a\x01", "b", relation="requires")
    flat = flatten(graph, "en")
    assert {one.id for one in flat.nodes} == {"a\ufffd", "a\ufffd~2", "a\ufffd~3", "b"}
    assert [(edge.dependent, edge.depends_on) for edge in flat.edges] == [("a\ufffd~3", "b")]


@pytest.mark.parametrize("name", ["incoming_graph_data", "node_for_adding", "key", "self", "label"])
def test_attributes_may_be_named_like_arguments_of_networkx(name):
    graph = nx.MultiDiGraph()
    graph.add_node("a", record="agreement")
    graph.add_edge("a", "a", relation="cites")
    for data in (graph.graph, graph.nodes["a"], next(iter(graph.edges(data=True)))[2]):
        data[name] = "x"
    back = flatten(graph, "en").networkx()
    assert back.graph[name] == back.nodes["a"][name] == "x"


# -- edges ------------------------------------------------------------------------------------------


def test_an_edge_is_named_by_its_ends_and_its_key(graph):
    ids = {edge.id for edge in flatten(graph, "en").edges}
    assert len(ids) == graph.number_of_edges()
    assert "urban-renewal-component.provision_of.framework-convention" in ids


@settings(max_examples=30)
@given(dossiers(size=3, conditions=True), st.data())
def test_the_id_of_an_edge_depends_on_that_edge_alone(raw, data):
    graph = cg.build_graph(dossier_from(raw))
    less = graph.copy()
    gone = data.draw(st.sampled_from(sorted(graph))) if len(graph) > 1 else None
    if gone:
        less.remove_node(gone)
    ids = {edge.id: edge.attributes for edge in flatten(graph, "en").edges}
    for edge in flatten(less, "en").edges:
        assert ids[edge.id] == edge.attributes


@given(st.lists(st.text("a.%", min_size=1, max_size=3), min_size=2, max_size=5, unique=True))
def test_no_two_edges_share_an_id_whatever_the_ids_of_their_ends(items):
    graph = nx.MultiDiGraph()
    for item in items:
        graph.add_node(item, record="agreement")
    for one in items:
        for other in items:
            for key in ("requires", "requires.", "x"):
                graph.add_edge(one, other, key, relation="requires")
    flat = flatten(graph, "en")
    assert len({edge.id for edge in flat.edges}) == graph.number_of_edges()


@pytest.mark.parametrize("kind", [nx.DiGraph, nx.MultiDiGraph])
def test_the_order_and_numbering_of_edges_do_not_matter(kind):
    """Numbered parallel edges are told apart by their attributes."""
    nodes = [("a", "institution"), ("b", "institution"), ("c", "agreement")]
    edges = [("a", "c", {"role": r}) for r in ("party", "funder", "host")] + [("b", "c", {})]
    found = []
    for seed in range(5):
        order = random.Random(seed)  # noqa: S311 - any order will do
        order.shuffle(nodes)
        if kind is nx.MultiDiGraph:
            order.shuffle(edges)
        graph = kind()
        for item, record in nodes:
            graph.add_node(item, record=record)
        for one, other, data in edges:
            graph.add_edge(one, other, relation="party_to", **data)
        found.append(flatten(graph, "en"))
    assert all(flat == found[0] for flat in found)


# -- the whole --------------------------------------------------------------------------------------


def test_a_graph_of_a_dossier_is_flat_already(graph):
    flat = flatten(graph, "fr")
    assert flat.losses == ()
    assert flat.attributes == graph.graph
    assert {one.id: dict(one.attributes) for one in flat.nodes} == dict(graph.nodes(data=True))


def test_the_attributes_of_a_graph_come_in_the_order_of_its_schema():
    given = {"x": "1", "sources": "[]", "as_of": "2020", "title_fr": "G", "language": "fr"}
    flat = flatten(nx.MultiDiGraph(**given), "fr")
    assert list(flat.attributes) == ["title_fr", "language", "as_of", "sources", "x"]


def test_labels_are_in_the_language_asked_for(graph):
    for lang, said in (("fr", "serait un volet de"), ("en", "would be a provision of")):
        assert said in {edge.label for edge in flatten(graph, lang).edges}


def test_a_graph_without_the_schema_is_refused_with_all_that_it_lacks():
    graph = nx.DiGraph()
    graph.add_edge("a", "b")
    with pytest.raises(cg.GraphSchemaError) as caught:
        flatten(graph, "en")
    assert len(caught.value.problems) == 3


def treaties(size):
    """A collection of treaties with ten parties each."""
    graph = nx.MultiDiGraph()
    for number in range(size):
        graph.add_node(f"a{number}", record="agreement", title=f"Treaty {number}", kind="treaty")
    for number in range(200):
        graph.add_node(f"s{number}", record="institution", title=f"State {number}", kind="state")
    for number in range(10 * size):
        graph.add_edge(f"s{number % 200}", f"a{number % size}", relation="party_to", role="party")
    return graph


def test_the_time_grows_no_faster_than_the_graph():
    """Eight times the treaties take about eight times as long, not sixty-four."""
    times = []
    for size in (100, 800):
        graph = treaties(size)
        start = time.process_time()
        assert len(flatten(graph, "en").edges) == graph.number_of_edges()
        times.append(time.process_time() - start)
    assert times[1] / times[0] < 30
