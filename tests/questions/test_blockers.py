import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph._base.budget import Budget
from coopgraph.network import dominators
from coopgraph.network.fixpoints import views_of
from coopgraph.network.snapshot import network_of
from coopgraph.records.validation import dossier_from
from tests.questions import oracle, worlds
from tests.questions.networks import agreements, given_many
from tests.questions.random_dossiers import certain_dossiers, dossiers_as_of
from tests.questions.test_what_if import graph_of
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
    stopped = cg.blockers(graph, "goal", max_size=4, budget=0.2, lang="en")
    none = cg.blockers(graph, "goal", max_size=1, lang="en")
    assert cg.what_if(graph, fails=[f"x0-{m}" for m in range(4)])["goal"].effect == "blocked"
    assert (len(stopped), stopped.complete, stopped.searched) == (0, False, 1)
    assert (len(none), none.complete, none.searched) == (0, True, 1)
    assert stopped.to_records() == [
        {"ids": None, "titles": None, "certainty": None, "by_refusing": None, "complete": False}
    ]
    assert none.to_records() == []
    assert "None was found: the search stopped at its limit" in stopped.to_markdown()
    assert "No single loss is enough" in none.to_markdown()


def test_that_nothing_of_a_size_blocks_is_said_once_it_is_proven():
    graph = layered(layers=1, width=3, needed=1)
    assert "never enough" in str(cg.blockers(graph, "goal", max_size=2, lang="en"))
    (cut,) = cg.blockers(graph, "goal", max_size=3)
    assert [item.id for item in cut.items] == ["x0-0", "x0-1", "x0-2"]


def test_what_is_reachable_although_a_support_falls():
    """`a` is signed and requires `b` or `c`; `y` requires `a`: without `b`, `c` can come instead."""
    graph = agreements(
        a=("signed", [{"any_of": ["b", "c"]}]),
        b=("signed", []),
        c=("envisaged", []),
        y=("envisaged", ["a"]),
    )
    assert {(row.items[0].id, row.certainty.value) for row in cg.single_points(graph, "y")} == {
        ("a", "certain")
    }
    pairs = {tuple(item.id for item in row.items) for row in cg.blockers(graph, "y")}
    assert pairs == {("a",), ("b", "c")}
    assert cg.unlock(graph, "y").plans


def test_who_has_acted_can_block_by_withdrawing_only():
    """Two of three have to ratify: one has, one has not yet, one refuses."""
    dates = [{"ratified": "2017"}, {}, {"refused": "2018"}]
    parties = [{"institution": f"b{n}", "dates": one} for n, one in enumerate(dates)]
    pact = {"id": "pact", "status": "signed", "parties": parties, "quorum": 1}
    pact["entry_into_force"] = [{"count": 2}]
    graph = graph_of(pact, institutions=["b0", "b1", "b2"])
    found = cg.single_points(graph, "pact", stage="in_force", lang="en")
    assert {(row.items[0].id, row.by_refusing) for row in found} == {("b0", False), ("b1", True)}
    assert [row["by_refusing"] for row in found.to_records()] == [False, True]
    assert found.table().columns[-1] == "Refusing is enough"
    assert [row[-1] for row in found.table().rows] == ["", "yes"]


@given_many
@given(dossiers_as_of())
def test_refusing_is_enough_exactly_where_it_puts_the_goal_out_of_reach(drawn):
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    bodies = {one["id"] for one in raw["institutions"]}
    for goal in (one["id"] for one in raw["agreements"]):
        found = cg.single_points(graph, goal, as_of=as_of)
        for row in found:
            body = row.items[0].id
            if body not in bodies:
                assert not row.by_refusing
                continue
            after = cg.apply(graph, cg.Change(refuses=body), as_of=as_of)
            both = cg.state(after, as_of=as_of)[goal].milestones
            outlook = both[found.target.milestone.value == "in_force"].outlook
            state = outlook.at_best if row.certainty.value == "certain" else outlook.at_worst
            assert row.by_refusing == (state in {"out_of_reach", "ended"}), (goal, body)


def test_what_is_achieved_does_not_rest_on_a_condition_that_was_never_met():
    graph = agreements(a=("signed", ["b"]), b=("envisaged", []), y=("envisaged", ["a"]))
    assert [row.items[0].id for row in cg.single_points(graph, "y")] == ["a"]


def test_an_institution_that_is_lost_withdraws_from_everything():
    """Two of three have to ratify, and two of three have to stay."""
    parties = [{"institution": f"b{n}", "dates": {"ratified": "2017"}} for n in range(3)]
    pact = {"id": "pact", "status": "in_force", "parties": parties, "quorum": 2}
    pact["entry_into_force"] = [{"count": 2}]
    goal = {"id": "goal", "requires": [{"any_of": ["pact"], "stage": "in_force"}]}
    graph = graph_of(pact, goal, institutions=["b0", "b1", "b2"])
    rows = {tuple(item.id for item in row.items) for row in cg.blockers(graph, "goal")}
    assert rows == {("pact",), ("b0", "b1"), ("b0", "b2"), ("b1", "b2")}


def test_whoever_weighs_nothing_is_never_missed():
    parties = [
        {"institution": "b0", "weights": {"w": 0}},
        {"institution": "b1", "weights": {"w": 5}},
    ]
    pact = {"id": "pact", "parties": parties, "quorum": {"share": 0.5, "weight": "w"}}
    graph = graph_of(pact, institutions=["b0", "b1"])
    assert [row.items[0].id for row in cg.single_points(graph, "pact")] == ["b1"]


def points(graph, goal, **options):
    found = cg.single_points(graph, goal, **options)
    return {(row.items[0].id, row.certainty.value) for row in found}


def test_of_unequal_weights_only_the_heavy_one_is_missed():
    weights = {"p": 5, "q": 1, "r": 1}
    parties = [{"institution": body, "weights": {"w": w}} for body, w in weights.items()]
    pact = {"id": "pact", "parties": parties, "quorum": {"share": 0.5, "weight": "w"}}
    assert points(graph_of(pact, institutions=["p", "q", "r"]), "pact") == {("p", "certain")}


def test_an_heir_that_only_possibly_stands_may_not_be_there_when_the_old_one_is_lost():
    heir = {"id": "heir", "status": "signed", "dates": {"signed": "2019?"}, "requires": ["dead"]}
    heir["supersedes"] = [{"to": "old", "inherits": True}]
    graph = graph_of(
        {"id": "old", "status": "signed"},
        heir,
        {"id": "dead", "status": "abandoned"},
        {"id": "y", "requires": ["old"]},
    )
    assert points(graph, "y", as_of="2019-06") == {("old", "possible")}


def test_the_last_of_a_line_of_heirs_is_lost_together_with_the_first():
    heir = {"id": "heir", "status": "abandoned", "supersedes": [{"to": "old", "inherits": True}]}
    last = {"id": "last", "status": "signed", "dates": {"signed": "2019?"}}
    last["supersedes"] = [{"to": "heir", "inherits": True}]
    y = {"id": "y", "status": "signed", "requires": ["old"]}
    graph = graph_of({"id": "old", "status": "signed"}, heir, last, y)
    rows = cg.blockers(graph, "y", stage="signed", as_of="2019-06")
    assert sets_of(rows) == {frozenset({"last", "old"})}
    assert [row.certainty for row in rows] == ["certain"]


def test_what_may_not_be_there_may_not_replace_what_is_lost():
    graph = graph_of(
        {"id": "y", "status": "signed", "requires": [{"any_of": ["a", "c"]}]},
        {"id": "c", "status": "signed"},
        {"id": "a", "status": "signed", "dates": {"signed": "2019?"}, "requires": ["dead"]},
        {"id": "dead", "status": "abandoned"},
    )
    assert points(graph, "y", stage="signed", as_of="2019-06") == {("c", "possible")}


def test_what_is_excluded_replaces_nothing():
    graph = graph_of(
        {"id": "goal", "requires": [{"any_of": ["z", "y"]}]},
        {"id": "z"},
        {"id": "y"},
        {"id": "x", "status": "signed", "excludes": ["y"]},
    )
    assert points(graph, "goal") == {("z", "certain")}


def test_whoever_may_have_acted_may_be_missed_beside_who_is_lost():
    """Of seven, five are needed: one and four surely stay, two possibly do."""
    parties = [
        {"institution": "p", "weights": {"w": 1}},
        {"institution": "s", "weights": {"w": 4}},
        {
            "institution": "q",
            "weights": {"w": 2},
            "dates": {"signed": "2019?", "refused": "2018"},
        },
    ]
    pact = {"id": "pact", "status": "signed", "parties": parties}
    pact["quorum"] = {"share": 0.7, "weight": "w"}
    graph = graph_of(pact, institutions=["p", "q", "s"])
    found = points(graph, "pact", stage="signed", as_of="2019-06")
    assert found == {("s", "certain"), ("p", "possible")}


def test_the_loss_of_what_excludes_an_item_opens_another_way():
    """`x` stands and excludes `y`; the goal requires either."""
    x = {"id": "x", "status": "signed", "excludes": ["y"]}
    goal = {"id": "goal", "requires": [{"any_of": ["x", "y"]}]}
    graph = graph_of(x, {"id": "y"}, goal)
    rows = {tuple(item.id for item in row.items) for row in cg.blockers(graph, "goal")}
    assert rows == {("x", "y")}


def test_what_is_completed_cannot_be_lost():
    graph = graph_of(
        {"id": "goal", "requires": ["study", "a"]},
        {"id": "a"},
        activities=[{"id": "study", "status": "completed"}],
    )
    assert [row.items[0].id for row in cg.single_points(graph, "goal")] == ["a"]


@given_many
@given(certain_dossiers, st.data())
def test_blockers_equal_the_definition(drawn, data):
    """Items and institutions together, up to two at a time."""
    raw, as_of = drawn
    world = oracle.the_world(raw, as_of)
    goal = data.draw(st.sampled_from(sorted(world.levels())))
    found = ask(cg.blockers, raw, goal, as_of)
    assert found.complete
    assert found.reachable == (world.levels()[goal] > worlds.OUT)
    assert {row.certainty for row in found} <= {"certain"}
    (world_of,) = worlds.completions(raw, as_of)
    assert sets_of(found) == oracle.cuts(world_of, goal, 2)
    points = ask(cg.single_points, raw, goal, as_of)
    assert sets_of(points) == {cut for cut in sets_of(found) if len(cut) == 1}


def ask(question, raw, goal, as_of, **options):
    graph = cg.build_graph(dossier_from(raw))
    stage = worlds.NAMES[worlds.World(raw, lambda _: False).kind[goal[0]]][goal[1]]
    return question(graph, goal[0], stage=stage, as_of=as_of, **options)


def sets_of(rows):
    return {frozenset(item.id for item in row.items) for row in rows}


@given_many
@given(dossiers_as_of(most=4), st.data())
def test_blockers_hold_in_every_completion(drawn, data):
    """What certainly blocks does in each; what blocks in one is, or holds, a possible blocker."""
    raw, as_of = drawn
    first = worlds.World(raw, lambda _: False)
    goal = data.draw(st.sampled_from(sorted(first.levels())))
    found = ask(cg.blockers, raw, goal, as_of)
    assert found.complete
    certain = sets_of(row for row in found if row.certainty == "certain")
    all_found = sets_of(found)
    graph = cg.build_graph(dossier_from(raw))
    network, node = network_of(graph, as_of), sorted(graph).index(goal[0])
    is_sure = views_of(network, network.facts)[1].reach[2 * node + goal[1]]
    for world_of in worlds.completions(raw, as_of):
        assert not any(oracle.survives(world_of, goal, cut) for cut in certain)
        if is_sure:
            assert all(
                any(cut <= one for cut in all_found) for one in oracle.cuts(world_of, goal, 2)
            )


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
@given(certain_dossiers)
def test_blockers_of_open_items_are_the_minimal_transversals_of_the_plans(drawn):
    """Of goals whose plans have no item of which only the second milestone is open."""
    raw, as_of = drawn
    raw = {
        **raw,
        "agreements": [{**a, "excludes": [], "supersedes": []} for a in raw["agreements"]],
    }
    raw["activities"] = [{**x, "excludes": []} for x in raw["activities"]]
    levels = oracle.the_world(raw, as_of).levels()
    started = {i for (i, rank), level in levels.items() if level == worlds.ACHIEVED}
    for goal, level in sorted(levels.items()):
        if worlds.OUT < level < worlds.ACHIEVED:
            plans = [set(plan.ids) - {goal[0]} for plan in ask(cg.unlock, raw, goal, as_of)]
            if not any(plan & started for plan in plans):
                assert_transversals(raw, as_of, goal, plans)


def assert_transversals(raw, as_of, goal, plans):
    others = sorted(set().union(*plans))
    transversals = oracle.minimal(
        [
            set(chosen)
            for size in range(1, len(others) + 1)
            for chosen in itertools.combinations(others, size)
            if all(plan & set(chosen) for plan in plans)
        ]
    )
    found = sets_of(ask(cg.blockers, raw, goal, as_of, max_size=max(len(others), 1)))
    assert {cut for cut in found if cut <= set(others)} == transversals


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


def test_a_search_without_time_does_not_say_that_there_is_nothing(graph):
    stopped = cg.blockers(graph, "anrur-afd-convention", budget=0, lang="en")
    assert not stopped.complete
    assert "Nothing was found before the search stopped" in str(stopped)


def test_what_the_pessimistic_search_finds_alone_is_asked_in_the_other_reading(monkeypatch):
    """The search in one reading has no time, the other has: certain is what blocks in both."""
    graph = agreements(
        goal=("envisaged", [{"any_of": ["a", "b"]}]), a=("envisaged", []), b=("envisaged", []),
        z=("envisaged", []),
    )  # fmt: skip
    graph.add_edge("goal", "z", relation="requires", modality="possible", requirement=9)
    full = cg.blockers(graph, "goal")
    monkeypatch.setattr(Budget, "share", lambda *_: Budget(0))
    stopped = cg.blockers(graph, "goal")
    assert full.complete
    assert not stopped.complete
    certain = {(frozenset(i.id for i in row.items), row.certainty) for row in stopped}
    assert certain == {(frozenset(i.id for i in row.items), row.certainty) for row in full}
