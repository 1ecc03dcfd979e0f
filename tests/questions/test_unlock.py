import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.network.old_conditions import readings
from coopgraph.network.plans import minimal_plans
from tests.questions.networks import agreements, both, given_many, small


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


def test_a_plan_that_no_search_may_keep_is_refused_rather_than_called_impossible(graph):
    with pytest.raises(ValueError, match="limit is 0"):
        cg.unlock(graph, "anrur-afd-convention", limit=0)


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
