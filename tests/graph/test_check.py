"""Bad graphs get one clear error, the same from every question."""

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.graph import check as contract

GOAL = "anrur-afd-convention"
_SOUND = cg.build_graph(cg.example())
_FOUND = cg.mentions(_SOUND, "AFD")
_IMPACT = cg.what_if(_SOUND, fails=GOAL)
_PLAN = cg.roadmap(_SOUND, GOAL)

QUESTIONS = {
    "agreement_matrix": cg.plot.agreement_matrix,
    "at": lambda graph: cg.at(graph, "2020"),
    "blockers": lambda graph: cg.blockers(graph, GOAL),
    "brief": lambda graph: cg.brief(graph, GOAL),
    "brokers": cg.brokers,
    "check_graph": cg.check_graph,
    "compare": lambda graph: cg.compare(graph, graph),
    "cooperation": cg.cooperation,
    "cooperation_map": cg.plot.cooperation_map,
    "deadlocks": cg.deadlocks,
    "dependency_map": cg.plot.dependency_map,
    "dependents": lambda graph: cg.dependents(graph, "anah"),
    "describe": lambda graph: cg.describe(graph, "anah"),
    "draft": lambda graph: cg.draft(graph, _FOUND),
    "history": cg.history,
    "ego_map": lambda graph: cg.plot.ego_map(graph, "anah"),
    "explain": lambda graph: cg.explain(graph, "anah", GOAL),
    "explore": cg.explore,
    "exposure": cg.exposure,
    "grouped": cg.grouped,
    "impact_map": lambda graph: cg.plot.impact_map(graph, _IMPACT),
    "mentions": lambda graph: cg.mentions(graph, "AFD"),
    "overview": cg.overview,
    "participation": cg.participation,
    "prerequisites": lambda graph: cg.prerequisites(graph, "anah"),
    "projection": cg.projection,
    "ready": cg.ready,
    "roadmap": cg.roadmap,
    "roadmap_chart": lambda graph: cg.plot.roadmap_chart(graph, _PLAN),
    "single_points": lambda graph: cg.single_points(graph, GOAL),
    "unlock": lambda graph: cg.unlock(graph, GOAL),
    "when": lambda graph: cg.when(graph, GOAL),
    "what_if": lambda graph: cg.what_if(graph, fails=GOAL),
    "write": lambda graph: cg.write(graph, "never-written.dot"),
}


@pytest.fixture(params=QUESTIONS.values(), ids=QUESTIONS)
def ask(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return request.param


NAN = float("nan")
FAULTS = [
    ({"quorum": -5}, "'quorum' is a whole number from 1 to 9007199254740992, not -5"),
    ({"quorum": 0}, "'quorum' is a whole number from 1 to 9007199254740992, not 0"),
    ({"quorum": 10**5000}, "'quorum' is a whole number from 1 to 9007199254740992, not …"),
    ({"quorum": "two"}, "'quorum' is of type int, not two"),
    ({"quorum": NAN}, "'quorum' is of type int, not nan"),
    ({"quorum": True}, "'quorum' is of type int, not True"),
    ({"quorum": '[{"count":0}]'}, """'quorum' has the form [{"count":55}], not '[{"count":0}]'"""),
    ({"quorum": "[" * 10**5}, "'quorum' has the form"),
    ({"entry_into_force": "55"}, "'entry_into_force' has the form"),
    ({"entry_into_force": 55}, "'entry_into_force' is of type str, not 55"),
    ({"renewal": "silent"}, "'renewal': unknown word 'silent'; the words here are tacit"),
    ({"expires": "soon"}, "'expires' has the form 2019-05, not 'soon'"),
    ({"amount": -0.5}, "'amount' is a number from 0 to 9007199254740992, not -0.5"),
    ({"amount": NAN}, "'amount' is a number from 0 to 9007199254740992, not nan"),
    ({"amount": "5"}, "'amount' is of type float, not 5"),
    ({"status": "nonsense"}, "'status': unknown word 'nonsense'; the words here are envisaged"),
    ({"status": ["signed"]}, "'status' is of type str, not ['signed']"),
    ({"status": "x" * 10**6}, f"'status': unknown word '{'x' * 60}…'"),
    ({"record": "agrement"}, "'record': unknown word 'agrement'"),
    ({"title": NAN}, "'title' is of type str, not nan"),
    ({"title_ar": 3}, "'title_ar' is of type str, not 3"),
]
LINK_FAULTS = [
    ({"relation": "needs"}, "'relation': unknown word 'needs'"),
    ({"modality": NAN}, "'modality' is of type str, not nan"),
    ({"stage": "envisaged"}, "'stage': unknown word 'envisaged'"),
    ({"before": 1}, "'before' is of type str, not 1"),
    ({"by": "soon"}, "'by' has the form 2019-05, not 'soon'"),
    ({"ends": 1}, "'ends' is of type bool, not 1"),
    ({"inherits": "yes"}, "'inherits' is of type bool, not yes"),
    ({"weights": '{"emissions":-1}'}, """'weights' has the form {"emissions":17.4}, not"""),
    ({"weights": "{"}, "'weights' has the form"),
    ({"at_least": -1}, "'at_least' is a whole number from 1 to 9007199254740992, not -1"),
    ({"evidence": NAN}, "'evidence' is of type str, not nan"),
]
LINK = "urban-renewal-component", "framework-convention", "provision_of"


def refused(ask, graph):
    with pytest.raises(cg.GraphSchemaError) as caught:
        ask(graph)
    assert len(caught.value.problems) == 1
    assert len(str(caught.value)) < 400
    return str(caught.value)


def test_what_is_wrong_with_an_item_stops_every_question(ask):
    for fault, message in FAULTS:
        graph = cg.build_graph(cg.example())
        graph.nodes["framework-convention"].update(fault)
        assert f"framework-convention: {message}" in refused(ask, graph)


def test_what_is_wrong_with_a_link_stops_every_question(ask):
    for fault, message in LINK_FAULTS:
        graph = cg.build_graph(cg.example())
        graph.edges[LINK].update(fault)
        assert f"{LINK[0]} → {LINK[1]}: {message}" in refused(ask, graph)


def test_a_date_of_the_state_is_a_date(ask):
    graph = cg.build_graph(cg.example())
    graph.graph["as_of"] = "soon"
    assert "'as_of' has the form 2019-05, not 'soon'" in refused(ask, graph)


def test_a_graph_without_direction_is_refused(ask):
    assert "the graph is not directed" in refused(ask, nx.Graph(_SOUND))


def test_ids_are_texts(ask):
    graph = cg.build_graph(cg.example())
    graph.add_node(10**5000, record="institution")
    assert "nodes are text, not int" in refused(ask, graph)


@pytest.mark.parametrize("thing", [42, "dossier.yaml", None, {}], ids=str)
def test_what_is_no_graph_is_refused(ask, thing):
    with pytest.raises(TypeError, match=r"expected a graph, not .*cg\.build_graph\(dossier\)"):
        ask(thing)


def test_an_id_of_thousands_of_digits_is_an_id(ask):
    graph = cg.build_graph(cg.example())
    graph.add_node("7" * 5_000, record="institution", title="Bank")
    if ask is not QUESTIONS["write"]:
        assert ask(graph) is None or ask(graph) is not None


@pytest.mark.parametrize(
    "question", sorted(set(QUESTIONS) - {"compare", "draft", "mentions", "write"})
)
def test_a_dossier_is_no_graph(question, example):
    with pytest.raises(TypeError, match=r"not Dossier; build one first: cg\.build_graph"):
        QUESTIONS[question](example)


def test_other_attributes_and_what_says_nothing_are_no_problem():
    graph = cg.build_graph(cg.example())
    graph.nodes["afd"].update(weight=0.5, status=None, title=None)
    graph.edges[LINK].update(weight=NAN, modality=None)
    assert len(cg.exposure(graph)) == 3
    assert cg.dependents(graph, "framework-convention")["urban-renewal-component"]


def test_in_a_large_graph_links_are_looked_at_where_they_are_read(monkeypatch):
    monkeypatch.setattr(contract, "_SMALL", 3)
    graph = cg.build_graph(cg.example())
    graph.edges[LINK]["modality"] = NAN
    assert len(cg.overview(graph)) == 25
    for question in ("exposure", "ready", "what_if", "unlock"):
        assert "'modality' is of type str, not nan" in refused(QUESTIONS[question], graph)
    graph.nodes["framework-convention"]["status"] = "nonsense"
    with pytest.raises(cg.GraphSchemaError, match="framework-convention: 'status'"):
        cg.overview(graph)


# -- names ------------------------------------------------------------------------------------------


def test_a_text_where_several_ids_are_expected_is_one_id(graph):
    one = "framework-convention"
    for name, thing in (("fails", one), ("withdraws", "afd"), ("signs", one)):
        assert cg.what_if(graph, **{name: thing}) == cg.what_if(graph, **{name: [thing]})
    assert cg.roadmap(graph, GOAL) == cg.roadmap(graph, [GOAL])
    assert cg.exposure(graph, agreements=one) == cg.exposure(graph, agreements=[one])
    widened = cg.dependents(graph, "matnuhpv", widen="part_of")
    assert widened == cg.dependents(graph, "matnuhpv", widen=["part_of"])
    assert widened.ids


@pytest.mark.parametrize("thing", [42, [42], None, [["afd"]]], ids=str)
def test_what_is_no_name_is_refused(graph, thing):
    asks = (
        lambda: cg.what_if(graph, fails=thing),
        lambda: cg.what_if(graph, signs=thing),
        lambda: cg.dependents(graph, "afd", widen=thing),
        lambda: cg.dependents(graph, thing),
        lambda: cg.unlock(graph, thing),
    )
    for ask in asks:
        with pytest.raises(TypeError, match="ids, acronyms or names are expected, such as 'afd'"):
            ask()


def test_a_dossier_shows_in_a_line(example):
    shown = repr(example)
    assert len(shown) <= 115
    assert "12 institutions, 3 agreements, 9 activities" in shown
    assert str(example) == f"{example}" == shown
