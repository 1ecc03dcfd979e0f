import itertools

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from coopgraph.words.relations import Relation
from tests.questions.networks import reached
from tests.strategies import dossiers

DEPENDENTS = {
    "urban-renewal-component": (1, "certain"),
    "matnuhpv": (1, "certain"),
    "mctrct": (1, "certain"),
    "anrur-afd-convention": (2, "certain"),
    "anrur": (3, "certain"),
    "afd": (3, "certain"),
    "anru": (3, "possible"),
    "anah": (3, "possible"),
}


def test_who_depends_on_the_framework_convention(any_graph):
    """The main question of the report has this answer, however the graph came to be."""
    reach = cg.dependents(any_graph, "framework-convention")
    assert reached(reach) == DEPENDENTS
    assert str(reach) == str(cg.dependents(cg.build_graph(cg.example()), "framework-convention"))


def test_what_the_specific_convention_needs(any_graph):
    assert reached(cg.prerequisites(any_graph, "anrur-afd-convention")) == {
        "urban-renewal-component": (1, "certain"),
        "framework-convention": (2, "certain"),
    }


def test_why_anah_depends_on_the_framework_convention(any_graph):
    why = cg.explain(any_graph, "ANAH", "framework-convention", lang="en")
    assert [link.depends_on.id for link in why] == [
        "anrur-afd-convention",
        "urban-renewal-component",
        "framework-convention",
    ]
    assert why.certainty == "possible"
    for link in why:
        places = {entry.locator.in_language("en") for entry in link.evidence}
        assert places == {"recommendation 1"}


def test_the_anah_convention_depends_on_nothing_stated(any_graph):
    reach = cg.prerequisites(any_graph, "anah-convention")
    assert len(reach) == 0
    assert not reach
    assert "as far as recorded" in str(cg.prerequisites(any_graph, "anah-convention", lang="en"))


def test_nothing_depends_the_other_way_round(graph):
    why = cg.explain(graph, "framework-convention", "ANAH")
    assert why.certainty is None
    assert len(why) == 0


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("afd", "afd"),
        ("AFD", "afd"),
        ("AHAAH", "anah"),
        ("agence nationale de l'habitat", "anah"),
        ("Ecole de la renovation urbaine", "ecole-renovation-urbaine"),
        ("Housing Directorate", "direction-habitat"),
        ("volet rénovation urbaine", "urban-renewal-component"),
    ],
)
def test_ids_acronyms_aliases_and_names_resolve(graph, reference, found):
    assert cg.describe(graph, reference).item.id == found


def test_unknown_names_come_with_close_ones(graph):
    with pytest.raises(cg.UnknownItemError, match=r"did you mean: anah") as caught:
        cg.dependents(graph, "ANAHH")
    assert caught.value.suggestions[0] == "anah"
    with pytest.raises(LookupError, match="nothing is called 'xyzzy'"):
        cg.prerequisites(graph, "xyzzy")


def test_names_of_several_items_are_ambiguous():
    bodies = [{"id": i, "name": "N", "kind": "agency", "acronym": "ANR"} for i in ("one", "two")]
    graph = cg.build_graph(dossier_from({"institutions": bodies}))
    with pytest.raises(cg.AmbiguousItemError, match="one, two"):
        cg.dependents(graph, "ANR")


def test_max_steps_stops_early(graph):
    near = cg.dependents(graph, "framework-convention", max_steps=1)
    assert reached(near) == {i: f for i, f in DEPENDENTS.items() if f[0] == 1}


def test_widening_follows_membership_as_possible(graph):
    """That a directorate relies on what its ministry relies on is the asker's idea."""
    reach = cg.dependents(graph, "framework-convention", widen=["part_of"])
    assert reached(reach) == DEPENDENTS | {"direction-habitat": (2, "possible")}
    why = cg.explain(graph, "direction-habitat", "framework-convention", widen=["part_of"])
    assert [link.binding for link in why] == [False, True]
    with pytest.raises(cg.UnknownWordError, match="partof"):
        cg.dependents(graph, "framework-convention", widen=["partof"])


CARRYING = {relation.value for relation in Relation if relation.carries_reliance}


def binds(data):
    return data["modality"] == "required" and data.get("at_least", 1) >= data.get("alternatives", 1)


def brute_force(graph, subject):
    """Reach by trying all sequences of links, as the definitions put it."""
    answers = {}
    for certain in (False, True):
        links = {
            (u, v)
            for u, v, data in graph.edges(data=True)
            if data["relation"] in CARRYING and (binds(data) or not certain)
        }
        known = {subject: 0}
        for steps in itertools.count(1):
            new = {u for u, v in links if known.get(v) == steps - 1 and u not in known}
            if not new:
                break
            known |= dict.fromkeys(new, steps)
        del known[subject]
        certainty = "certain" if certain else "possible"
        answers |= {item: (steps, certainty) for item, steps in known.items()}
    return answers


@given(dossiers(), st.data())
def test_reach_equals_brute_force(raw, data):
    """On random dossiers with cycles, self-loops and alternatives, in both directions."""
    graph = cg.build_graph(dossier_from(raw))
    subject = data.draw(st.sampled_from(sorted(graph)))
    assert reached(cg.dependents(graph, subject)) == brute_force(graph, subject)
    assert reached(cg.prerequisites(graph, subject)) == brute_force(graph.reverse(), subject)


@given(dossiers(), st.data())
def test_every_path_proves_its_row(raw, data):
    """Links follow one another, exist in the graph, and bind all along where it says certain."""
    graph = cg.build_graph(dossier_from(raw))
    subject = data.draw(st.sampled_from(sorted(graph)))
    for reach in (cg.dependents(graph, subject), cg.prerequisites(graph, subject)):
        for row in reach:
            assert len(row.path) == row.steps
            ends = (row.item.id, subject)
            start, goal = ends if reach.direction == "dependents" else ends[::-1]
            assert row.path[0].dependent.id == start
            assert row.path[-1].depends_on.id == goal
            for one, other in itertools.pairwise(row.path):
                assert one.depends_on.id == other.dependent.id
            for link in row.path:
                parallel = graph[link.dependent.id][link.depends_on.id].values()
                assert link.relation in {d["relation"] for d in parallel}
            assert all(link.binding for link in row.path) == (row.certainty == "certain")


@given(dossiers(), st.data())
def test_a_further_link_never_removes_a_dependent(raw, data):
    """Nor makes a certain one less certain."""
    graph = cg.build_graph(dossier_from(raw))
    items = sorted(i for i, record in graph.nodes(data="record") if record != "institution")
    subject = data.draw(st.sampled_from(items))
    before = reached(cg.dependents(graph, subject))
    ends = data.draw(st.tuples(st.sampled_from(items), st.sampled_from(items)))
    modality = data.draw(st.sampled_from(["required", "possible"]))
    graph.add_edge(*ends, "new", relation="requires", modality=modality)
    after = reached(cg.dependents(graph, subject))
    for item, (_, certainty) in before.items():
        assert item in after
        assert certainty != "certain" or after[item][1] == "certain"


@given(dossiers(), st.randoms(use_true_random=False), st.data())
def test_answers_do_not_depend_on_the_order_of_records(raw, rng, data):
    graph = cg.build_graph(dossier_from(raw))
    other = nx.MultiDiGraph(**graph.graph)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    rng.shuffle(nodes)
    rng.shuffle(edges)
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    subject = data.draw(st.sampled_from(sorted(graph)))
    for ask in (cg.dependents, cg.prerequisites, cg.describe):
        assert ask(graph, subject) == ask(other, subject)
    assert cg.exposure(graph) == cg.exposure(other)
    assert cg.overview(graph) == cg.overview(other)


def test_a_long_chain_has_a_long_answer():
    """Each of many thousands of links further, with proofs that share what they have in common."""
    graph = nx.MultiDiGraph(language="en")
    for n in range(20_000):
        graph.add_node(f"a{n:05}", record="agreement")
        graph.add_edge(f"a{n + 1:05}", f"a{n:05}", relation="requires")
    reach = cg.dependents(graph, "a00000")
    assert [row.steps for row in reach] == list(range(1, 20_001))
    assert len(reach.reached[-1].path) == 20_000
    assert reach["a00002"] == cg.dependents(graph, "a00000", max_steps=2)["a00002"]
    assert cg.explain(graph, "a00002", "a00000").path == reach["a00002"].path


@given(
    st.lists(
        st.tuples(*[st.integers(0, 6)] * 2, st.sampled_from(["required", "possible"])), max_size=20
    )
)
@example([(2, 1, "required"), (1, 0, "required"), (2, 0, "possible")])
def test_an_explanation_is_the_row_of_what_it_explains(links):
    """Also where the proof takes more steps than some way that is only possible."""
    graph = nx.MultiDiGraph(language="en")
    graph.add_nodes_from((f"a{n}" for n in range(7)), record="agreement")
    for one, other, modality in links:
        graph.add_edge(f"a{one}", f"a{other}", relation="requires", modality=modality)
    rows = {row.item.id: row for row in cg.dependents(graph, "a0")}
    for item in set(graph) - {"a0"}:
        why, row = cg.explain(graph, item, "a0"), rows.get(item)
        assert (why.certainty, why.path) == ((row.certainty, row.path) if row else (None, ()))
