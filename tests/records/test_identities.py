"""Decisions on identity: what is the same is one node; nothing is merged without a decision."""

import pytest

import coopgraph as cg
from coopgraph.records.validation import dossier_from

DATA = {
    "language": "en",
    "institutions": [
        {"id": "afd", "name": "AFD", "kind": "development_bank"},
        {"id": "agence", "name": "Agence française de développement", "kind": "development_bank"},
        {"id": "caisse", "name": "Caisse centrale", "kind": "development_bank", "country": "FR"},
        {"id": "anru", "name": "ANRU", "kind": "agency"},
    ],
    "agreements": [
        {
            "id": "framework",
            "name": "Framework",
            "kind": "framework",
            "status": "negotiation",
            "parties": ["afd", "anru"],
        },
        {
            "id": "cadre",
            "name": "Convention-cadre",
            "kind": "framework",
            "status": "envisaged",
            "parties": [{"institution": "agence", "modality": "possible"}, "caisse"],
            "requires": ["study"],
        },
        {
            "id": "loan",
            "name": "Loan",
            "kind": "specific",
            "status": "envisaged",
            "requires": ["cadre"],
            "parties": ["agence", "anru"],
        },
    ],
    "activities": [{"id": "study", "name": "Study", "kind": "study", "status": "planned"}],
}


def same(*items):
    return {"items": list(items), "judgement": "same_as"}


def graph_with(*identities):
    return cg.build_graph(dossier_from({**DATA, "identities": list(identities)}))


def codes_with(*identities):
    with pytest.raises(cg.DossierError) as caught:
        graph_with(*identities)
    return [problem.code for problem in caught.value.problems]


def test_without_a_decision_nothing_is_merged():
    assert {"afd", "agence", "caisse"} <= set(graph_with())


def test_what_is_the_same_is_one_node_that_answers_to_all_its_names():
    graph = graph_with(same("afd", "agence"), same("agence", "caisse"))
    assert "agence" not in graph
    assert "caisse" not in graph
    for name in ("agence", "Agence française de développement", "caisse centrale"):
        assert cg.describe(graph, name).item.id == "afd"
    assert graph.nodes["afd"]["country"] == "FR"
    assert cg.check_graph(graph) is None


def test_its_ties_come_together_and_the_strongest_counts():
    """AFD is required party of the one and possible party of the other: together, required."""
    graph = graph_with(same("framework", "cadre"), same("afd", "agence"))
    assert graph.edges["afd", "framework", "party_to:party"]["modality"] == "required"
    reach = {row.item.id for row in cg.dependents(graph, "framework")}
    assert reach == {"afd", "anru", "caisse", "loan"}
    needs = {row.item.id for row in cg.prerequisites(graph, "loan")}
    assert needs == {"framework", "study"}


def test_the_first_one_named_gives_its_status_and_the_difference_is_found():
    dossier = dossier_from({**DATA, "identities": [same("framework", "cadre")]})
    assert cg.build_graph(dossier).nodes["framework"]["status"] == "negotiation"
    codes = {finding.code for finding in cg.check(dossier)}
    assert "identity-differs" in codes


def test_a_decision_settles_what_looks_alike():
    alike = {
        "institutions": [
            {"id": "one", "name": "Agence urbaine de Rabat", "kind": "agency"},
            {"id": "two", "name": "Agence urbaine de Rabat", "kind": "agency"},
        ]
    }
    found = {}
    for judgement in ("same_as", "not_same_as", "unsure"):
        decision = [{"items": ["one", "two"], "judgement": judgement}]
        dossier = dossier_from({**alike, "identities": decision})
        found[judgement] = {finding.code for finding in cg.check(dossier)}
    undecided = {finding.code for finding in cg.check(dossier_from(alike))}
    assert "near-duplicate" in undecided
    assert not any("near-duplicate" in codes for codes in found.values())
    assert "identity-unsure" in found["unsure"]


@pytest.mark.parametrize("at_least", [1, 2])
def test_alternatives_that_are_the_same_are_one(at_least):
    """One of x and y, or both, where x is y: x is required, in every answer."""
    data = {
        "language": "en",
        "agreements": [
            {"id": i, "name": i, "kind": "treaty", "status": "envisaged"} for i in ("x", "y")
        ],
        "activities": [
            {
                "id": "visit",
                "name": "V",
                "kind": "visit",
                "status": "planned",
                "requires": [{"any_of": ["x", "y"], "at_least": at_least}],
            }
        ],
        "identities": [same("x", "y")],
    }
    graph = cg.build_graph(dossier_from(data))
    assert cg.dependents(graph, "x").to_records()[0]["certainty"] == "certain"
    assert len(cg.unlock(graph, "visit")) == 1


def test_one_thing_cannot_rely_on_itself():
    data = {**DATA, "agreements": [*DATA["agreements"]]}
    data["identities"] = [same("cadre", "loan")]
    with pytest.raises(cg.DossierError) as caught:
        dossier_from(data)
    assert [problem.code for problem in caught.value.problems] == ["leans-on-itself"]


@pytest.mark.parametrize(
    ("identities", "code"),
    [
        ([same("caisse", "loan")], "identity-kinds"),
        ([same("afd", "afd")], "identity-repeated"),
        ([same("afd", "afdd")], "unknown-id"),
        (
            [
                same("afd", "agence"),
                same("agence", "caisse"),
                {"items": ["afd", "caisse"], "judgement": "not_same_as"},
            ],
            "identity-contradiction",
        ),
    ],
)
def test_impossible_decisions_are_refused(identities, code):
    assert codes_with(*identities) == [code]


def test_decisions_do_not_depend_on_their_order():
    one = graph_with(same("afd", "agence"), same("afd", "caisse"))
    other = graph_with(same("afd", "caisse"), same("afd", "agence"))
    assert set(one) == set(other)
    assert sorted(one.edges(keys=True)) == sorted(other.edges(keys=True))
