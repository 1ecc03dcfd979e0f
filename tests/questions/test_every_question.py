from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from coopgraph.words.dates import EDTFDate
from tests.questions.networks import given_many
from tests.questions.random_dossiers import dossiers_as_of


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_answers_can_be_pasted_into_a_memo(graph, lang):
    answers = [
        cg.what_if(graph, fails=["framework-convention"], lang=lang),
        cg.unlock(graph, "anrur-afd-convention", lang=lang),
        cg.when(graph, "anrur-afd-convention", lang=lang),
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


@pytest.mark.parametrize("as_of", ["2019-11", 2019, date(2019, 11, 1)])
def test_answers_about_a_state_have_its_date(graph, as_of):
    graph, goal, day = graph.copy(), "anrur-afd-convention", EDTFDate(as_of).text
    asked = {
        cg.what_if: {"fails": ["framework-convention"]},
        cg.unlock: {"goal": goal},
        cg.when: {"goal": goal},
        cg.why_not: {"goal": goal},
        cg.blockers: {"goal": goal},
        cg.single_points: {"goal": goal},
        cg.ready: {},
        cg.deadlocks: {},
        cg.roadmap: {},
        cg.state: {},
    }
    for ask, options in asked.items():
        assert ask(graph, **options, as_of=as_of).as_of == day
        assert ask(graph, **options).as_of == ""
    for ask in (cg.unlock, cg.when, cg.why_not, cg.blockers):
        assert ask(graph, "afd", as_of=as_of).as_of == day
    assert cg.check(cg.example(), as_of=as_of).as_of == day
    assert cg.apply(graph, cg.Change(fails=[goal]), as_of=as_of).graph["as_of"] == day
    graph.graph["as_of"] = day
    assert all(ask(graph, **options).as_of == day for ask, options in asked.items())


@given_many
@given(dossiers_as_of(), st.randoms(use_true_random=False))
def test_reasoning_does_not_depend_on_the_order_of_records(drawn, rng):
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    other = nx.MultiDiGraph(**graph.graph)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    rng.shuffle(nodes)
    rng.shuffle(edges)
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    items = sorted(item for item in graph if graph.nodes[item]["record"] != "institution")
    goal = rng.choice(items)
    gone = [i for i in sorted(graph) if graph.nodes[i].get("status") != "completed"][:2]
    assert cg.what_if(graph, fails=gone, as_of=as_of) == cg.what_if(other, fails=gone, as_of=as_of)
    for ask in (cg.unlock, cg.when, cg.blockers):
        assert ask(graph, goal, as_of=as_of) == ask(other, goal, as_of=as_of)
    for ask in (cg.ready, cg.deadlocks, cg.roadmap):
        assert ask(graph, as_of=as_of) == ask(other, as_of=as_of)
