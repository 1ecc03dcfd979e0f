"""Large graphs with like items put together."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.strategies import dossiers


def star(count):
    agreements = [{"id": "hub", "name": "Hub", "kind": "treaty", "status": "in_force"}]
    agreements += [
        {
            "id": f"a{n}",
            "name": f"A {n}",
            "kind": "protocol",
            "status": "signed",
            "requires": ["hub"],
        }
        for n in range(count)
    ]
    return cg.build_graph(dossier_from({"agreements": agreements}))


def members(graph):
    return sorted(
        member
        for item, joined in graph.nodes(data="members")
        for member in (joined.split(" | ") if joined else [item])
    )


def test_items_with_the_same_ties_are_one_and_nothing_else_is_lost():
    small = cg.grouped(star(60), lang="en")
    assert sorted(small) == ["a0+59", "hub"]
    assert small.nodes["a0+59"]["title"] == "60 × protocol"
    assert small.nodes["a0+59"]["examples"] == "A 0, A 1"
    assert list(small.edges(data="modality")) == [("a0+59", "hub", "required")]
    assert cg.exposure(small)["hub"].agreements == 1


def test_a_graph_that_fits_comes_back_as_it_is(graph):
    same = cg.grouped(graph)
    assert nx.utils.graphs_equal(same, graph)
    assert same is not graph


def test_what_most_rely_on_keeps_its_name(graph):
    small = cg.grouped(graph, limit=15)
    assert "exchange-visit" in small
    assert 12 <= len(small) <= 15


def test_a_tie_of_some_members_is_only_possible():
    raw = {
        "institutions": [{"id": f"b{n}", "name": "B", "kind": "agency"} for n in range(9)],
        "agreements": [
            {"id": f"a{n}", "name": "A", "kind": "treaty", "status": "signed", "parties": [f"b{n}"]}
            for n in range(9)
        ],
    }
    small = cg.grouped(cg.build_graph(dossier_from(raw)), limit=2)
    assert {data["modality"] for _, _, data in small.edges(data=True)} == {"required"}
    raw["agreements"][0]["parties"] = []
    small = cg.grouped(cg.build_graph(dossier_from(raw)), limit=2)
    assert {data["modality"] for _, _, data in small.edges(data=True)} == {"possible"}


@given(dossiers(conditions=True), st.integers(4, 12))
def test_every_item_is_in_one_group_and_the_result_is_a_graph_like_any(raw, limit):
    graph = cg.build_graph(dossier_from(raw))
    small = cg.grouped(graph, limit=limit)
    cg.check_graph(small)
    assert len(small) <= max(limit, 4)
    assert members(small) == sorted(graph)
    where = {m: item for item in small for m in members(small.subgraph([item]))}
    for u, v, data in graph.edges(data=True):
        if where[u] != where[v] or u == v:
            found = small.get_edge_data(where[u], where[v]).values()
            assert data["relation"] in {edge["relation"] for edge in found}


@pytest.mark.parametrize("limit", [1, 4])
def test_there_are_never_fewer_groups_than_kinds_of_record(graph, limit):
    assert len(cg.grouped(graph, limit=limit)) == 4
