import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from tests.questions.networks import both, given_many, gone_from, small


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_answers_can_be_pasted_into_a_memo(graph, lang):
    answers = [
        cg.what_if(graph, fails=["framework-convention"], lang=lang),
        cg.unlock(graph, "anrur-afd-convention", lang=lang),
        cg.blockers(graph, "anrur-afd-convention", lang=lang),
        cg.ready(graph, lang=lang),
        cg.deadlocks(graph, lang=lang),
        cg.roadmap(graph, lang=lang),
    ]
    assert str(answers[0]).startswith("Si « Convention-cadre" if lang == "fr" else "If “Framework")
    for answer in answers:
        assert answer.to_markdown()
        assert list(answer.to_frame().columns) == list(answer.fields)
        assert all(tuple(record) == answer.fields for record in answer.to_records())


@given_many
@given(small, st.randoms(use_true_random=False), st.data())
def test_reasoning_does_not_depend_on_the_order_of_records(raw, rng, data):
    graph, oracle, _ = both(raw)
    other = nx.MultiDiGraph(**graph.graph)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    rng.shuffle(nodes)
    rng.shuffle(edges)
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    goal = data.draw(st.sampled_from(sorted(oracle.items)))
    gone = sorted(gone_from(data, graph))
    assert cg.what_if(graph, fails=gone) == cg.what_if(other, fails=gone)
    for ask in (cg.unlock, cg.blockers):
        assert ask(graph, goal) == ask(other, goal)
    for ask in (cg.ready, cg.deadlocks, cg.roadmap):
        assert ask(graph) == ask(other)
