import itertools

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.network import dominators
from coopgraph.records.validation import dossier_from
from tests.questions.networks import agreements, both, given_many, small
from tests.questions.oracle import minimal
from tests.strategies import dossiers


def test_the_single_points_of_the_specific_convention(graph):
    points = {
        (row.items[0].id, row.certainty.value)
        for row in cg.single_points(graph, "anrur-afd-convention")
    }
    certain = {
        "framework-convention",
        "urban-renewal-component",
        "matnuhpv",
        "mctrct",
        "anrur",
        "afd",
    }
    assert points == {*((i, "certain") for i in certain), ("anru", "possible"), ("anah", "possible")}  # fmt: skip


def layered(layers, width, needed):
    """Each layer needs some of the one below it."""
    raw, below = {}, []
    for n in range(layers):
        needs = [{"any_of": below, "at_least": needed}] if below else []
        below = [f"x{n}-{m}" for m in range(width)]
        raw |= dict.fromkeys(below, ("envisaged", needs))
    return agreements(**raw, goal=("envisaged", [{"any_of": below, "at_least": needed}]))


def test_not_found_within_the_limit_is_not_that_there_is_none():
    """Of six in each of thirty layers three are needed: losing four of a layer is enough."""
    graph = layered(layers=30, width=6, needed=3)
    stopped = cg.blockers(graph, "goal", max_size=4, lang="en")
    none = cg.blockers(graph, "goal", max_size=1, lang="en")
    assert cg.what_if(graph, fails=[f"x0-{m}" for m in range(4)])["goal"].effect == "blocked"
    assert (len(stopped), stopped.complete, stopped.searched) == (0, False, 1)
    assert (len(none), none.complete, none.searched) == (0, True, 1)
    assert stopped.to_records() == [
        {"ids": None, "titles": None, "certainty": None, "complete": False}
    ]
    assert none.to_records() == []
    assert "None was found: the search stopped at its limit" in stopped.to_markdown()
    assert "No single loss is enough" in none.to_markdown()


def test_that_nothing_of_a_size_blocks_is_said_once_it_is_proven():
    graph = layered(layers=1, width=3, needed=1)
    assert "never enough" in str(cg.blockers(graph, "goal", max_size=2, lang="en"))
    (cut,) = cg.blockers(graph, "goal", max_size=3)
    assert [item.id for item in cut.items] == ["x0-0", "x0-1", "x0-2"]


@given_many
@given(small, st.data())
def test_blockers_equal_the_definitions(raw, data):
    """Items and institutions together, up to two at a time, in both readings."""
    graph, lenient, strict = both(raw)
    goal = data.draw(st.sampled_from(sorted(lenient.items)))
    found = cg.blockers(graph, goal, max_size=2)
    assert found.complete
    assert found.reachable == lenient.reaches(goal)
    everything = set(lenient.items) | lenient.bodies
    certain = lenient.cuts(goal, 2, everything)
    possible = strict.cuts(goal, 2, everything) - certain
    rows = {(frozenset(i.id for i in row.items), row.certainty.value) for row in found}
    assert rows == {*((c, "certain") for c in certain), *((c, "possible") for c in possible)}
    single = {c for c in certain if len(c) == 1}
    points = cg.single_points(graph, goal)
    assert {
        frozenset(i.id for i in row.items) for row in points if row.certainty == "certain"
    } == single


@given(dossiers(), st.data())
def test_single_points_are_the_same_in_blocks_of_any_size(raw, data):
    graph = cg.build_graph(dossier_from(raw))
    goal = data.draw(st.sampled_from(sorted(graph)))
    found = cg.single_points(graph, goal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominators, "BLOCK", data.draw(st.integers(1, 3)))
        assert cg.single_points(graph, goal) == found


def test_all_that_a_long_chain_stands_on_is_a_single_point_of_its_end():
    graph = nx.DiGraph()
    nx.add_path(graph, range(2_000, -1, -1), relation="requires")
    graph = nx.relabel_nodes(graph, str)
    nx.set_node_attributes(graph, "agreement", "record")
    graph.add_edge("body", "0", relation="party_to")
    graph.nodes["body"]["record"] = "institution"
    assert len(cg.single_points(graph, "2000")) == 2_001


@given_many
@given(small, st.data())
def test_blockers_of_open_items_are_the_minimal_transversals_of_the_plans(raw, data):
    graph, oracle, _ = both(raw)
    goal = data.draw(st.sampled_from(sorted(oracle.open or oracle.items)))
    assume(oracle.reaches(goal) and goal in oracle.open)
    plans = [set(plan.ids) - {goal} for plan in cg.unlock(graph, goal)]
    others = sorted(oracle.open - {goal})
    transversals = minimal(
        [
            set(chosen)
            for size in range(len(others) + 1)
            for chosen in itertools.combinations(others, size)
            if all(plan & set(chosen) for plan in plans)
        ]
    )
    found = cg.blockers(graph, goal, max_size=len(others))
    sets = {frozenset(i.id for i in row.items) for row in found if row.certainty == "certain"}
    assert {cut for cut in sets if cut <= oracle.open} == transversals - {frozenset()}


@given(dossiers(), st.data())
def test_only_what_a_goal_rests_on_is_read_for_its_blockers(raw, data):
    """Anything else may be added to a dossier: what a goal stands or falls with stays the same."""
    graph = cg.build_graph(dossier_from(raw))
    goal = data.draw(st.sampled_from(sorted(graph)))
    before = cg.blockers(graph, goal), cg.single_points(graph, goal)
    graph.add_node("stranger", record="agreement", status="signed")
    graph.add_edge("stranger", goal, "requires:0", relation="requires", modality="required")
    graph.add_node("other-stranger", record="agreement", status="envisaged")
    assert (cg.blockers(graph, goal), cg.single_points(graph, goal)) == before
