"""What it means to conclude an item, or to lose it."""

import pytest
from hypothesis import given

import coopgraph as cg
from coopgraph.answers.milestones import Names
from coopgraph.network.snapshot import network_of
from coopgraph.questions.change import concluding, failing
from coopgraph.questions.what_if import impact_of
from coopgraph.records.validation import dossier_from
from tests.questions.networks import given_many
from tests.questions.random_dossiers import dossiers_as_of
from tests.questions.test_what_if import graph_of


def names_of(graph):
    return Names(graph, network_of(graph), "en")


def named(change):
    return change and {
        kind: value
        for kind in ("signs", "enters_into_force", "starts", "completes")
        if (value := getattr(change, kind))
    }


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("envisaged", {"signs": ("a",)}),
        ("signed", {"enters_into_force": ("a",)}),
        ("suspended", {"enters_into_force": ("a",)}),
        ("in_force", None),
        ("terminated", None),
        ("abandoned", None),
    ],
)
def test_an_agreement_is_signed_then_enters_into_force(status, expected):
    assert named(concluding(names_of(graph_of({"id": "a", "status": status})), "a")) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("planned", {"starts": ("x",)}),
        ("suspended", {"starts": ("x",)}),
        ("ongoing", {"completes": ("x",)}),
        ("completed", None),
        ("cancelled", None),
    ],
)
def test_an_activity_starts_then_is_completed(status, expected):
    graph = graph_of(activities=[{"id": "x", "status": status}])
    assert named(concluding(names_of(graph), "x")) == expected


@pytest.mark.parametrize(
    ("agreement", "provision", "expected"),
    [
        ("envisaged", "proposed", {"signs": ("p", "a")}),
        ("envisaged", "agreed", {"signs": ("p", "a")}),
        ("signed", "proposed", {"signs": ("p",)}),
        ("signed", "agreed", None),
        ("signed", "dropped", None),
        ("terminated", "proposed", None),
    ],
)
def test_a_provision_is_agreed_together_with_its_agreement(agreement, provision, expected):
    provisions = [{"id": "p", "name": "P", "status": provision}]
    graph = graph_of({"id": "a", "status": agreement, "provisions": provisions})
    assert named(concluding(names_of(graph), "p")) == expected


def test_what_is_completed_or_has_ended_cannot_fail():
    graph = graph_of(
        {"id": "old", "status": "terminated"},
        {"id": "a", "status": "signed"},
        activities=[{"id": "x", "status": "completed"}],
        institutions=["body"],
    )
    names = names_of(graph)
    assert failing(names, "old") is failing(names, "x") is None
    assert failing(names, "a") == cg.Change(fails="a")
    assert failing(names, "body") == cg.Change(withdraws="body")
    assert concluding(names, "body") is None


@given_many
@given(dossiers_as_of())
def test_every_item_can_be_supposed_to_fail_or_be_concluded_without_an_error(drawn):
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    names = Names(graph, network_of(graph, as_of), "en")
    states = {row.item.id: row for row in cg.state(graph, as_of=as_of)}
    for item in graph:
        for change in (failing(names, item), concluding(names, item)):
            if change:
                impact_of(names, change, exhaustive=False)
        if concluding(names, item) and item in states:
            assert str(states[item].at_worst) != "achieved"
