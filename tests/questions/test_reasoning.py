import itertools
import os

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.network import dominators
from coopgraph.network.conditions import readings
from coopgraph.network.plans import minimal_plans
from coopgraph.records.validation import dossier_from
from tests.questions.oracle import Oracle, minimal
from tests.strategies import dossiers

small = dossiers(size=3)

# The definitions are worth a long look where there is time for one.
given_many = settings(max_examples=1000 if os.environ.get("CI", "quick") != "quick" else 100)


def both(raw):
    dossier = dossier_from(raw)
    oracles = Oracle(dossier, strict=False), Oracle(dossier, strict=True)
    return cg.build_graph(dossier), *oracles


def facts(rows):
    return {(row.item.id, row.certainty.value) for row in rows}


# -- the 2019 report --------------------------------------------------------------------------------


def test_without_the_framework_convention(graph):
    impact = cg.what_if(graph, fails=["framework-convention"])
    assert facts(impact.blocked) == {
        ("urban-renewal-component", "certain"),
        ("anrur-afd-convention", "certain"),
    }
    assert not impact.lost
    assert [link.missing.id for link in impact["anrur-afd-convention"].because] == [
        "urban-renewal-component",
        "framework-convention",
    ]
    assert all(link.evidence for row in impact for link in row.because)


def test_without_afd(graph):
    blocked = facts(cg.what_if(graph, withdraws=["AFD"]).blocked)
    assert {("anrur-afd-convention", "certain"), ("afd-support", "certain")} <= blocked


def test_without_anru(graph):
    impact = cg.what_if(graph, withdraws=["anru"])
    assert facts(impact.lost) == {("anrur-anru-cooperation", "certain")}
    assert facts(impact.blocked) == {("anrur-afd-convention", "possible")}


def test_the_completed_visit_never_falls(graph):
    everybody = [i for i, record in graph.nodes(data="record") if record == "institution"]
    impact = cg.what_if(graph, withdraws=everybody, fails=["exchange-visit"])
    assert "exchange-visit" not in {row.item.id for row in impact}


def test_the_plan_for_the_specific_convention(graph):
    plans = cg.unlock(graph, "anrur-afd-convention")
    assert plans.complete
    (plan,) = plans
    acts = [
        (s.item.id, [b.id for b in s.must_act], [b.id for b in s.may_join], s.after)
        for s in plan.steps
    ]
    assert acts == [
        ("framework-convention", ["matnuhpv", "mctrct"], [], ()),
        ("urban-renewal-component", [], [], ("framework-convention",)),
        ("anrur-afd-convention", ["afd", "anrur"], ["anah", "anru"], ("urban-renewal-component",)),
    ]
    assert plan.strict_adds == ()
    assert all(step.evidence for step in plan.steps)


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


def test_signing_brings_the_next_step_within_reach(graph):
    impact = cg.what_if(graph, signs=["framework-convention"])
    assert facts(impact.gained) == {("urban-renewal-component", "certain")}


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


def test_the_roadmap_of_the_report(graph):
    plan = cg.roadmap(graph, ["anrur-afd-convention"])
    assert [[step.item.id for step in stage] for stage in plan] == [
        ["framework-convention"], ["urban-renewal-component"], ["anrur-afd-convention"],
    ]  # fmt: skip
    assert plan.chain == ("framework-convention", "urban-renewal-component", "anrur-afd-convention")
    everything = cg.roadmap(graph)
    dated = {s.item.id: str(s.earliest) for stage in everything for s in stage if s.earliest}
    assert dated == {"anah-convention": "2020-01-01"}


# -- why not ------------------------------------------------------------------------------------------


def agreements(**requires):
    return cg.build_graph(
        dossier_from(
            {
                "agreements": [
                    {"id": i, "name": i, "kind": "other", "status": status, "requires": needs}
                    for i, (status, needs) in requires.items()
                ]
            }
        )
    )


def test_an_unreachable_goal_says_why():
    graph = agreements(
        a=("envisaged", ["b", "d"]),
        b=("envisaged", ["c"]),
        c=("envisaged", ["b"]),
        d=("abandoned", []),
    )
    plans = cg.unlock(graph, "a", lang="en")
    assert not plans.plans
    found = {(o.kind.value, tuple(i.id for i in o.items)) for o in plans.obstacles}
    assert found == {("dead", ("d",)), ("deadlock", ("b", "c"))}
    assert "Out of reach" in str(plans)
    assert not cg.single_points(graph, "a").reachable
    assert [tuple(i.id for i in row.items) for row in cg.deadlocks(graph)] == [("b", "c")]
    assert [i.id for i in cg.roadmap(graph).unreachable] == ["a", "b", "c"]


def test_an_achieved_goal_needs_nothing():
    plans = cg.unlock(agreements(a=("signed", [])), "a", lang="en")
    assert plans.achieved
    assert not plans.plans
    assert "nothing to do" in str(plans)


def test_signed_agreements_that_support_each_other_stand_until_something_goes():
    graph = agreements(a=("signed", ["b"]), b=("signed", ["a", "c"]), c=("signed", []))
    assert not cg.what_if(graph, fails=[]).consequences
    assert facts(cg.what_if(graph, fails=["c"]).lost) == {("a", "certain"), ("b", "certain")}


def test_a_search_that_stops_at_its_limit_says_so():
    """Each of twelve steps has two alternatives: 4,096 minimal plans."""
    raw = {"goal": ("envisaged", [{"any_of": [f"x{n}", f"y{n}"]} for n in range(12)])}
    raw |= {f"{side}{n}": ("envisaged", []) for n in range(12) for side in "xy"}
    graph = agreements(**raw)
    plans = cg.unlock(graph, "goal", limit=50, lang="en")
    assert not plans.complete
    assert 1 <= len(plans) <= 50
    assert "may be more" in str(plans)
    for plan in plans:
        assert len(plan.ids) == 13
    cuts = cg.blockers(graph, "goal", max_size=2)
    assert cuts.complete
    assert {tuple(i.id for i in row.items) for row in cuts} == {
        (f"x{n}", f"y{n}") for n in range(12)
    }
    cut_short = cg.blockers(graph, "goal", max_size=2, limit=30, lang="en")
    assert not cut_short.complete
    assert 0 < len(cut_short) < len(cuts)
    assert {record["complete"] for record in cut_short.to_records()} == {False}
    assert {record["complete"] for record in cuts.to_records()} == {True}
    assert "may be more" in cut_short.to_markdown()
    assert "may be more" not in cuts.to_markdown()


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


def test_a_plan_that_no_search_may_keep_is_refused_rather_than_called_impossible(graph):
    with pytest.raises(ValueError, match="limit is 0"):
        cg.unlock(graph, "anrur-afd-convention", limit=0)


def test_a_roadmap_whose_search_stopped_says_that_there_may_be_a_shorter_way():
    raw = {f"{side}{n}": ("envisaged", []) for n in range(12) for side in "xy"}
    raw |= {"goal": ("envisaged", [{"any_of": [f"x{n}", f"y{n}"]} for n in range(12)])}
    graph = agreements(**raw)
    plan = cg.roadmap(graph, ["goal"], lang="en")
    assert not plan.complete
    assert {record["complete"] for record in plan.to_records()} == {False}
    assert "may be a shorter way" in plan.to_markdown()
    whole = cg.roadmap(graph, lang="en")
    assert whole.complete
    assert "shorter way" not in whole.to_markdown()


def test_a_plan_is_incomplete_where_the_search_for_what_it_adds_stopped():
    """What is only possible has the alternatives."""
    graph = agreements(goal=("envisaged", ["x"]), x=("envisaged", []))
    for n in range(8):
        for side in "ab":
            graph.add_node(f"{side}{n}", record="agreement", status="envisaged")
            graph.add_edge(
                "goal", f"{side}{n}", relation="requires", modality="possible", requirement=n + 1,
                alternatives=2, at_least=1,
            )  # fmt: skip
    assert len(cg.unlock(graph, "goal", limit=50)) == 1
    assert not cg.unlock(graph, "goal", limit=50).complete
    assert cg.unlock(graph, "goal", limit=300).complete


# -- against the definitions, tried out on every subset ---------------------------------------------


def gone_from(data, graph):
    things = sorted(graph)
    return set(data.draw(st.lists(st.sampled_from(things), max_size=2, unique=True)))


@given_many
@given(small, st.data())
def test_what_if_equals_the_definitions(raw, data):
    """Lost and blocked, in both readings, on networks that are signed, proposed, or both."""
    graph, lenient, strict = both(raw)
    gone = gone_from(data, graph)
    impact = cg.what_if(graph, fails=sorted(gone))
    lost, maybe_lost = lenient.lost(gone), strict.lost(gone)
    assert facts(impact.lost) == {
        *((i, "certain") for i in lost), *((i, "possible") for i in maybe_lost - lost),
    }  # fmt: skip
    blocked, maybe = lenient.blocked(gone), strict.blocked(gone)
    assert facts(impact.blocked) == {
        *((i, "certain") for i in blocked), *((i, "possible") for i in maybe - blocked - lost),
    }  # fmt: skip


@given_many
@given(small, st.data())
def test_every_chain_of_reasons_ends_in_what_was_supposed(raw, data):
    graph, *_ = both(raw)
    gone = gone_from(data, graph)
    for row in cg.what_if(graph, fails=sorted(gone)):
        assert row.because[0].item == row.item
        assert row.because[-1].missing.id in gone
        for one, other in itertools.pairwise(row.because):
            assert one.missing == other.item
        assert len({link.item.id for link in row.because}) == len(row.because)


@given_many
@given(small, st.data())
def test_what_if_signed_equals_the_definitions(raw, data):
    """Gained is what can be concluded at once, or at all, and could not before."""
    graph, lenient, strict = both(raw)
    assume(lenient.open)
    signed = {data.draw(st.sampled_from(sorted(lenient.open)))}

    def near(oracle, stands):
        left = oracle.open - stands
        once = {i for i in left if i in oracle.attainable(stands, {i})}
        return once, oracle.attainable(stands, left)

    before = lenient.achieved | lenient.bodies
    once, ever = near(lenient, before)
    once_after, ever_after = near(lenient, before | signed)
    gained = (once_after - once) | (ever_after - ever)
    _, surely = near(strict, before | signed)
    assert facts(cg.what_if(graph, signs=sorted(signed)).gained) == {
        (i, "certain" if i in surely else "possible") for i in gained
    }


@given_many
@given(small, st.data())
def test_unlock_equals_the_definitions(raw, data):
    graph, *oracles = both(raw)
    goal = data.draw(st.sampled_from(sorted(oracles[0].items)))
    for reading, oracle in zip(readings(graph), oracles, strict=True):
        found, complete = minimal_plans(reading, goal)
        assert complete
        assert set(found) == oracle.plans(goal)
    plans = cg.unlock(graph, goal)
    assert {frozenset(plan.ids) for plan in plans} == oracles[0].plans(goal) - {frozenset()}
    assert bool(plans.obstacles) == (not oracles[0].reaches(goal))
    for plan in plans:  # each step rests on what stands and on the steps before it
        done = oracles[0].achieved | oracles[0].bodies
        for step in plan.steps:
            assert step.item.id in oracles[0].attainable(done, {step.item.id})
            assert set(step.after) <= done
            done = done | {step.item.id}


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


@given_many
@given(small)
def test_ready_and_deadlocks_equal_the_definitions(raw):
    graph, lenient, strict = both(raw)
    ready = {(row.step.item.id, row.certainty.value) for row in cg.ready(graph)}
    surely = strict.ready()
    assert ready == {(i, "certain" if i in surely else "possible") for i in lenient.ready()}
    circles = {(frozenset(i.id for i in r.items), r.certainty.value) for r in cg.deadlocks(graph)}
    certain, possible = lenient.circles(), strict.circles()
    assert circles == {*((c, "certain") for c in certain), *((c, "possible") for c in possible - certain)}  # fmt: skip


@given_many
@given(small)
def test_the_roadmap_reaches_all_that_can_be_reached(raw):
    graph, oracle, _ = both(raw)
    plan = cg.roadmap(graph)
    done = oracle.achieved | oracle.bodies
    for stage in plan:
        ids = {step.item.id for step in stage}
        assert all(i in oracle.attainable(done, {i}) for i in ids)
        done = done | ids
    assert done == oracle.achieved | oracle.bodies | oracle.attainable(
        oracle.achieved | oracle.bodies, oracle.open
    )
    assert {item.id for item in plan.unreachable} == oracle.open - done
    assert len(plan.chain) == len(plan.stages)


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
