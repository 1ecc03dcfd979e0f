"""The index for large graphs gives the same answers as plain walks, and is never stale."""

import copy
import functools
import gc
import pickle

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph._base.gc_pause import gc_paused
from coopgraph.network import components, counts
from coopgraph.network.components import condensation
from coopgraph.network.links import index_of
from coopgraph.questions import exposure
from coopgraph.records.validation import dossier_from
from tests.strategies import dossiers


@pytest.fixture(params=["roaring", "blocks"])
def indexed(request, monkeypatch):
    """Every graph counts as large."""
    if request.param == "roaring":
        pytest.importorskip("pyroaring")
    monkeypatch.setattr(exposure, "is_small", lambda _: False)
    monkeypatch.setattr(counts, "_has_roaring", lambda: request.param == "roaring")
    monkeypatch.setattr(counts, "BLOCK", 3)


@pytest.fixture
def graph(example):
    """A graph that a test may change."""
    return cg.build_graph(example)


def plainly(ask, graph):
    """The answer of the plain walk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exposure, "is_small", lambda _: True)
        return ask(graph)


def knots(size, links):
    """A graph of institutions and agreements with any links among agreements."""
    graph = nx.MultiDiGraph(language="en")
    for n in range(size):
        graph.add_node(f"a{n}", record="agreement")
        graph.add_node(f"i{n}", record="institution")
        graph.add_edge(f"i{n}", f"a{n}", relation="party_to")
    for one, other, modality in links:
        graph.add_edge(f"a{one}", f"a{other}", relation="requires", modality=modality)
    return graph


LINKS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.sampled_from(["required", "possible"])),
    max_size=40,
)


@pytest.mark.usefixtures("indexed")
class TestTheIndexedWay:
    def test_exposure_is_that_of_the_walk(self):
        @given(dossiers())
        def holds(raw):
            graph = cg.build_graph(dossier_from(raw))
            assert cg.exposure(graph) == plainly(cg.exposure, graph)

        holds()

    def test_circles_within_circles_make_no_difference(self):
        @given(LINKS)
        def holds(links):
            graph = knots(9, links)
            assert cg.exposure(graph) == plainly(cg.exposure, graph)

        holds()

    def test_links_without_parallels_do_too(self):
        graph = nx.DiGraph(knots(4, [(0, 1, "required"), (1, 2, "possible"), (2, 1, "required")]))
        assert cg.exposure(graph) == plainly(cg.exposure, graph)

    @pytest.mark.parametrize("change", [{"modality": "possible"}, {"relation": "cites"}])
    def test_what_is_written_over_in_place_counts_at_once(self, graph, change):
        before = cg.exposure(graph)
        edge = "urban-renewal-component", "framework-convention", "provision_of"
        graph.edges[edge].update(change)
        assert cg.exposure(graph) == plainly(cg.exposure, graph) != before

    def test_links_that_come_and_go_count_at_once(self, graph):
        before = cg.exposure(graph)
        graph.add_edge("anah-convention", "framework-convention", "new", relation="implements")
        assert cg.exposure(graph) == plainly(cg.exposure, graph) != before
        graph.remove_edge("anah-convention", "framework-convention", "new")
        assert cg.exposure(graph) == before

    def test_a_view_follows_its_graph(self, graph):
        view = nx.subgraph_view(graph)
        before = cg.exposure(view)
        graph.remove_node("urban-renewal-component")
        assert cg.exposure(view) == plainly(cg.exposure, graph) != before

    def test_a_view_that_hides_links_is_asked_as_it_shows_itself(self):
        @given(LINKS)
        def holds(links):
            graph = knots(9, links)
            view = nx.subgraph_view(
                graph, filter_edge=lambda u, v, _: (int(u[1:]) + int(v[1:])) % 3
            )
            assert cg.exposure(view) == plainly(cg.exposure, view)
            shown, copied = cg.projection(view), cg.projection(view.copy())
            assert shown.institutions == copied.institutions
            assert (shown.certain != copied.certain).nnz == 0

        holds()

    def test_items_of_any_kind_can_be_asked_for(self, graph):
        asked = "urban-renewal-component", "anah"
        found = cg.exposure(graph, agreements=asked)
        assert found == plainly(lambda graph: cg.exposure(graph, agreements=asked), graph)
        assert [row.agreement.id for row in found] == list(asked)
        assert len(cg.exposure(graph, agreements="framework-convention")) == 1

    def test_the_index_goes_with_no_copy(self, graph):
        before = pickle.dumps(graph)
        exposures = cg.exposure(graph)
        assert "Index(" in repr(graph.__networkx_cache__)
        assert b"coopgraph" not in pickle.dumps(graph).replace(b'"coopgraph"', b"")[len(before) :]
        for other in (pickle.loads(pickle.dumps(graph)), copy.deepcopy(graph)):  # noqa: S301
            assert cg.exposure(other) == exposures

    @pytest.mark.parametrize("fault", [{"modality": "posible"}, {"alternatives": "two"}])
    def test_a_link_that_is_not_understood_stops_every_question(self, graph, fault):
        graph.edges["urban-renewal-component", "framework-convention", "provision_of"].update(fault)
        asks = [cg.exposure, lambda graph: cg.dependents(graph, "framework-convention")]
        if "modality" in fault:
            asks += [cg.ready, lambda graph: cg.what_if(graph, fails=["framework-convention"])]
        for ask in asks:
            for way in (ask, functools.partial(plainly, ask)):
                with pytest.raises(cg.GraphSchemaError, match="urban-renewal-component → framewo"):
                    way(graph)

    @pytest.mark.parametrize("fault", [{"relation": "requiers"}, {"relation": ["x"]}, None])
    def test_a_link_that_names_no_relation_stops_the_question(self, graph, fault):
        edge = graph.edges["urban-renewal-component", "framework-convention", "provision_of"]
        edge.update(fault) if fault else edge.pop("relation")
        with pytest.raises(cg.GraphSchemaError, match="urban-renewal-component → framework-conv"):
            cg.exposure(graph)

    def test_a_graph_without_links_or_agreements_has_an_answer(self):
        empty = nx.MultiDiGraph(language="en")
        assert len(cg.exposure(empty)) == 0
        empty.add_node("a", record="agreement")
        assert cg.exposure(empty) == plainly(cg.exposure, empty)


@given(LINKS)
def test_components_are_in_topological_order(links):
    """Also if scipy numbers them in another order."""
    graph = index_of(knots(9, links))
    parts = condensation(graph.dependents, graph.depends_on, len(graph.nodes))
    assert (parts.dependents > parts.depends_on).all()
    place = components._topological(parts.dependents, parts.depends_on, parts.count)
    assert (place[parts.dependents] > place[parts.depends_on]).all()
    assert sorted(place) == list(range(parts.count))


def test_components_are_reordered_if_scipy_numbers_them_otherwise(monkeypatch):
    graph = knots(9, [(n, n + 1, "required") for n in range(8)] + [(5, 3, "required")])
    first = cg.exposure(graph)
    from scipy.sparse import csgraph

    real = csgraph.connected_components

    def backwards(*args, **named):
        count, labels = real(*args, **named)
        return count, count - 1 - labels

    monkeypatch.setattr(csgraph, "connected_components", backwards)
    monkeypatch.setattr(exposure, "is_small", lambda _: False)
    assert cg.exposure(graph) == first


@given(dossiers())
def test_the_projection_counts_what_cooperation_lists(raw):
    graph = cg.build_graph(dossier_from(raw))
    shared = cg.projection(graph)
    assert list(shared.institutions) == sorted(shared.institutions)
    cells = {
        (one, other): (int(shared.certain[n, m]), int(shared.possible[n, m]))
        for n, one in enumerate(shared.institutions)
        for m, other in enumerate(shared.institutions)
    }
    assert all(cells[one, other] == cells[other, one] for one, other in cells)
    listed = {
        (p.one.id, p.other.id): (len(p.certain), len(p.possible)) for p in cg.cooperation(graph)
    }
    assert {pair: n for pair, n in cells.items() if any(n) and pair[0] < pair[1]} == listed
    network, expected = shared.to_graph(), cg.cooperation(graph).to_graph()
    assert nx.utils.edges_equal(network.edges(data="weight"), expected.edges(data="weight"))


def test_the_projection_notices_a_changed_modality(graph):
    assert cg.projection(graph).certain.nnz == 4
    graph.edges["afd", "anrur-afd-convention", "party_to:party"]["modality"] = "possible"
    assert cg.projection(graph).certain.nnz == 2


def test_the_index_is_kept_until_the_graph_changes(graph):
    kept = index_of(graph)
    graph.nodes["afd"]["title"] = "another"
    assert index_of(graph) is kept
    graph.add_node("new", record="agreement")
    assert index_of(graph) is not kept


def test_small_graphs_need_no_numpy(graph):
    cg.exposure(graph)
    cg.cooperation(graph)
    assert "coopgraph" not in graph.__networkx_cache__


def test_garbage_collection_resumes_after_an_error():
    seen = []
    with pytest.raises(ZeroDivisionError), gc_paused():
        seen.append(1 / gc.isenabled())
    assert gc.isenabled()
    assert not seen  # it was off meanwhile


def test_garbage_collection_stays_off_if_it_was_off():
    gc.disable()
    try:
        with gc_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
