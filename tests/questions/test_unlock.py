import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.network import plans as network_plans
from coopgraph.network.fixpoints import views_of
from coopgraph.network.snapshot import network_of
from coopgraph.records.validation import dossier_from
from tests.questions import oracle, worlds
from tests.questions.networks import agreements, given_many
from tests.questions.random_dossiers import certain_dossiers, dossiers_as_of
from tests.questions.test_ready import milestone_of
from tests.questions.test_what_if import graph_of

#: More open milestones have too many subsets to try them all.
MOST_STEPS = 9


def obstacles(plans):
    return {(o.kind.value, tuple(i.id for i in o.items)) for o in plans.obstacles}


def as_sets(plans):
    return {frozenset(map(milestone_of, plan.steps)) for plan in plans}


def test_the_plan_for_the_specific_convention(graph):
    plans = cg.unlock(graph, "anrur-afd-convention")
    assert plans.complete
    (plan,) = plans
    acts = [
        (s.item.id, s.milestone, [b.id for b in s.must_act], [b.id for b in s.may_join], s.after)
        for s in plan.steps
    ]
    assert acts == [
        ("framework-convention", "signed", ["matnuhpv", "mctrct"], [], ()),
        ("urban-renewal-component", "agreed", [], [], ("framework-convention",)),
        ("anrur-afd-convention", "signed", ["afd", "anrur"], ["anah", "anru"], ("urban-renewal-component",)),
    ]  # fmt: skip
    assert plan.pessimistic_adds == ()
    assert all(step.evidence for step in plan.steps)


def test_the_stage_to_reach_can_be_named(graph):
    (plan,) = cg.unlock(graph, "anrur-afd-convention", stage="in_force")
    assert [step.key for step in plan.steps][-2:] == [
        "anrur-afd-convention",
        "anrur-afd-convention:in_force",
    ]
    assert plan.steps[-1].after == ("anrur-afd-convention",)
    assert "in force" in cg.unlock(graph, "anrur-afd-convention", stage="in_force", lang="en").table().title  # fmt: skip
    for ask in (cg.unlock, cg.blockers, cg.single_points):
        with pytest.raises(ValueError, match="signed, in_force"):
            ask(graph, "anrur-afd-convention", stage="completed")


def test_the_next_milestone_is_the_default():
    graph = agreements(a=("envisaged", []), b=("signed", []), c=("in_force", []))
    found = {goal: cg.unlock(graph, goal).target.milestone.value for goal in "abc"}
    assert found == {"a": "signed", "b": "in_force", "c": "in_force"}


def test_what_comes_of_itself_is_no_step():
    """A provision is in force with its agreement."""
    graph = graph_of(
        {"id": "a", "status": "signed", "provisions": [{"id": "p", "name": "p", "status": "agreed"}]},
        {"id": "b", "requires": [{"any_of": ["p"], "stage": "in_force"}]},
    )  # fmt: skip
    (plan,) = cg.unlock(graph, "b")
    assert [step.key for step in plan.steps] == ["a:in_force", "b"]
    assert plan.steps[1].after == ("a:in_force",)


def test_a_deadline_that_has_passed_is_an_obstacle():
    graph = graph_of({"id": "a", "requires": [{"any_of": ["b"], "by": "2019"}]}, {"id": "b"})
    assert cg.unlock(graph, "a", as_of="2018").plans
    late = cg.unlock(graph, "a", as_of="2020", lang="en")
    assert obstacles(late) == {("late", ("a",))}
    assert "deadline" in str(late)


def test_an_unreachable_goal_says_why():
    graph = agreements(
        a=("envisaged", ["b", "d"]),
        b=("envisaged", ["c"]),
        c=("envisaged", ["b"]),
        d=("abandoned", []),
    )
    plans = cg.unlock(graph, "a", lang="en")
    assert not plans.plans
    assert obstacles(plans) == {("dead", ("d",)), ("deadlock", ("b", "c"))}
    assert "Out of reach" in str(plans)
    assert not cg.single_points(graph, "a").reachable
    assert [tuple(i.id for i in row.items) for row in cg.deadlocks(graph)] == [("b", "c")]
    assert [one.item.id for one in cg.roadmap(graph).unreachable] == ["a", "b", "c"]


def test_a_component_that_waits_for_itself_is_an_obstacle_to_what_needs_it():
    graph = graph_of(
        {
            "id": "whole",
            "requires": [{"any_of": ["part"], "before": "in_force"}],
            "provisions": [{"id": "part", "name": "part", "requires": ["part"]}],
        }
    )
    assert obstacles(cg.unlock(graph, "whole", stage="in_force")) == {("deadlock", ("part",))}


def test_who_no_longer_acts_is_an_obstacle():
    refused = {"institution": "b0", "dates": {"refused": "2019"}}
    joins = {"institution": "b1"}
    graph = graph_of(
        {"id": "a", "parties": [refused, joins]},
        {"id": "b", "quorum": 2, "parties": [refused, joins]},
        institutions=["b0", "b1"],
    )
    assert obstacles(cg.unlock(graph, "a")) == {("refused", ("b0",))}
    assert obstacles(cg.unlock(graph, "b")) == {("too-few", ("b",))}
    assert "No longer acts: b0" in str(cg.unlock(graph, "a", lang="en"))


def test_two_items_that_exclude_each_other_are_in_no_plan_together():
    either = {"id": "x", "excludes": ["y"]}
    both = {"id": "goal", "requires": ["x", "y"]}
    plans = cg.unlock(graph_of(either, {"id": "y"}, both), "goal")
    assert not plans.plans
    assert obstacles(plans) == {("conflict", ("x", "y"))}
    one = {"id": "goal", "requires": [{"any_of": ["x", "y"]}]}
    assert as_sets(cg.unlock(graph_of(either, {"id": "y"}, one), "goal")) == {
        frozenset({("x", 0), ("goal", 0)}),
        frozenset({("y", 0), ("goal", 0)}),
    }
    stands = graph_of(either, {"id": "y", "status": "signed"}, both)
    assert obstacles(cg.unlock(stands, "goal")) == {("excluded", ("x", "y"))}


def test_only_a_pair_that_leaves_no_plan_is_an_obstacle():
    """Where either of `u` and `v` is enough, they may exclude each other."""
    pairs = [
        {"id": "x", "excludes": ["y"]},
        {"id": "y"},
        {"id": "u", "excludes": ["v"]},
        {"id": "v"},
    ]
    needs = ["x", "y", {"any_of": ["u", "v"]}]
    plans = cg.unlock(graph_of({"id": "goal", "requires": needs}, *pairs), "goal")
    assert obstacles(plans) == {("conflict", ("x", "y"))}
    needs = ["x", "y", "u", "v"]
    plans = cg.unlock(graph_of({"id": "goal", "requires": needs}, *pairs), "goal")
    assert obstacles(plans) == {("conflict", ("x", "y")), ("conflict", ("u", "v"))}


def test_items_that_can_each_come_by_the_other_have_all_their_plans():
    graph = agreements(
        a=("envisaged", [{"any_of": ["b", "x"]}]),
        b=("envisaged", [{"any_of": ["a", "y"]}]),
        x=("envisaged", []),
        y=("envisaged", []),
    )
    plans = cg.unlock(graph, "a")
    assert plans.complete
    assert {frozenset(plan.ids) for plan in plans} == {frozenset("ax"), frozenset("aby")}


def test_what_a_plan_ends_it_cannot_rest_on():
    new = {"id": "new", "supersedes": [{"to": "old", "ends": True}]}
    old = {"id": "old", "status": "in_force"}
    needs = [{"any_of": ["new"], "stage": "in_force"}, "old"]
    assert not cg.unlock(graph_of(new, old, {"id": "goal", "requires": needs}), "goal").plans
    new["supersedes"][0]["inherits"] = True
    inherited = graph_of(new, old, {"id": "goal", "requires": needs})
    assert as_sets(cg.unlock(inherited, "goal")) == {
        frozenset({("new", 0), ("new", 1), ("goal", 0)})
    }


def test_where_more_is_ended_than_can_be_tried_no_plan_rests_on_what_it_ends():
    news = [{"id": f"new{n}", "supersedes": [{"to": f"old{n}", "ends": True}]} for n in range(7)]
    olds = [{"id": f"old{n}", "status": "in_force"} for n in range(7)]
    needs = [{"any_of": new["id"], "stage": "in_force"} for new in news]
    goal = {"id": "goal", "requires": [*needs, {"any_of": ["old6", "z"]}]}
    plans = cg.unlock(graph_of(goal, {"id": "z"}, *news, *olds), "goal")
    assert not plans.complete
    assert all("z" in plan.ids for plan in plans)


def test_an_achieved_goal_needs_nothing():
    plans = cg.unlock(agreements(a=("in_force", [])), "a", lang="en")
    assert plans.achieved
    assert not plans.plans
    assert "nothing to do" in str(plans)


def test_an_institution_needs_nothing(graph):
    plans = cg.unlock(graph, "afd")
    assert (plans.achieved, plans.target, len(plans)) == (True, None, 0)


def test_what_is_possibly_achieved_is_planned_for_the_case_that_it_is_not():
    graph = graph_of({"id": "a", "status": "signed", "dates": {"signed": "2019?"}})
    plans = cg.unlock(graph, "a", as_of="2019-06", lang="en")
    assert (plans.achieved, plans.perhaps_achieved) == (False, True)
    assert as_sets(plans) == {frozenset({("a", 0)})}
    assert "possibly achieved" in str(plans)


def test_the_pessimistic_reading_may_need_more_or_never_succeed():
    possible = {"any_of": ["x"], "modality": "possible"}
    more = cg.unlock(graph_of({"id": "a", "requires": [possible]}, {"id": "x"}), "a", lang="en")
    (plan,) = more
    assert [(one.item.id, one.milestone.value) for one in plan.pessimistic_adds] == [
        ("x", "signed")
    ]
    assert "it also needs: x (signed)" in str(more)
    dead = {"id": "x", "status": "abandoned"}
    never = cg.unlock(graph_of({"id": "a", "requires": [possible]}, dead), "a", lang="en")
    assert never[0].pessimistic_adds is None
    assert "does not succeed" in str(never)


def test_a_search_that_stops_at_its_limit_says_so(spent_after):
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
    spent_after(60)
    cut_short = cg.blockers(graph, "goal", max_size=2, lang="en")
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


@pytest.mark.parametrize(
    ("requires", "earliest"),
    [
        ([{"any_of": ["b", "c"]}], "[2027-03..]"),
        (["b", "c"], "[2028..]"),
        ([{"any_of": ["b", "c", "undated"]}], "2026"),
    ],
)
def test_a_step_comes_no_earlier_than_enough_of_what_it_needs(requires, earliest):
    graph = graph_of(
        {"id": "a", "requires": requires, "expected": {"signed": "2026"}},
        {"id": "b", "expected": {"signed": "2027-03"}},
        {"id": "c", "expected": {"signed": "2028"}},
        {"id": "undated"},
    )
    steps = {step.key: step for stage in cg.roadmap(graph) for step in stage}
    assert str(steps["a"].earliest) == earliest


def test_the_date_of_a_second_milestone_is_its_own():
    graph = graph_of({"id": "a", "expected": {"signed": "2027", "in_force": "2028"}})
    (plan,) = cg.unlock(graph, "a", stage="in_force")
    assert [str(step.earliest) for step in plan.steps] == ["2027", "2028"]


@pytest.mark.parametrize(
    ("expected", "earliest"),
    [("2030", "2030"), ("2027-06", "2027-06"), ("2027-05", "[2027-06..]")],
)
def test_a_step_comes_when_it_is_expected_if_that_is_later(expected, earliest):
    graph = graph_of(
        {"id": "a", "requires": ["b"], "expected": {"signed": expected}},
        {"id": "b", "expected": {"signed": "2027-06"}},
    )
    assert str(cg.unlock(graph, "a")[0].steps[-1].earliest) == earliest


def test_a_threshold_says_how_much_it_lacks_in_the_unit_of_its_weight():
    weights = {"b0": 10.5, "b1": 20.25, "b2": 5}
    parties = [
        {"institution": b, "weights": {"gdp": w}, **({"dates": {"ratified": "2019"}} if b == "b0" else {})}
        for b, w in weights.items()
    ]  # fmt: skip
    entry = [{"share": 0.75, "weight": "gdp"}, {"count": 2, "among": ["b0", "b2"]}]
    graph = graph_of(
        {"id": "a", "status": "signed", "parties": parties, "entry_into_force": entry},
        institutions=sorted(weights),
    )
    (step,) = cg.unlock(graph, "a")[0].steps
    weighed, counted = step.lacking
    # 75 % of 35.75 is 26.8125; weights have at most two decimals.
    assert (float(weighed.given), float(weighed.total)) == (10.5, 35.75)
    assert 26.8125 <= float(weighed.needed) <= 27
    assert (counted.given, counted.needed, counted.lacking) == (1, 2, 1)
    assert [body.id for body in counted.among] == ["b2"]
    assert [body.id for body in weighed.among] == ["b1", "b2"]
    text = cg.unlock(graph, "a", lang="fr").to_markdown()
    assert "1 partie (1 sur 2)" in text
    assert "il manque encore" in text


@given_many
@given(certain_dossiers)
def test_what_a_threshold_lacks_is_what_open_acts_can_add(drawn):
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    for stage in cg.roadmap(graph, as_of=as_of):
        for step in stage:
            for one in step.lacking:
                assert 0 <= one.given < one.needed
                assert 0 < one.lacking <= one.total - one.given
                assert one.among
                acting = {*step.must_act, *(body for group in step.enough for body in group.among)}
                assert acting.intersection(one.among)


@given_many
@given(certain_dossiers, st.data())
def test_unlock_equals_the_definition(drawn, data):
    raw, as_of = drawn
    world = oracle.the_world(raw, as_of)
    assume(len(oracle.open_milestones(world)) <= MOST_STEPS)
    graph = cg.build_graph(dossier_from(raw))
    goal = data.draw(st.sampled_from(sorted(world.levels())))
    stage = worlds.NAMES[world.kind[goal[0]]][goal[1]]
    plans = cg.unlock(graph, goal[0], stage=stage, as_of=as_of)
    assert plans.achieved == (world.levels()[goal] == worlds.ACHIEVED)
    assert not plans.perhaps_achieved
    if plans.achieved:
        assert not plans.plans
        return
    expected = oracle.plans(world, goal)
    found = as_sets(plans)
    assert found == expected if plans.complete else found <= expected
    assert bool(plans.obstacles) == (not plans.plans)
    for plan in plans:
        assert plan.pessimistic_adds == ()
        _can_be_taken_in_order(world, plan)


def _can_be_taken_in_order(world, plan):
    """Each step rests on what stands and on the steps before it."""
    done, keys = set(), set()
    for step in plan.steps:
        done.add(milestone_of(step))
        assert milestone_of(step) in oracle.closure(world, done)
        assert set(step.after) <= keys
        keys.add(step.key)


@given_many
@given(dossiers_as_of(), st.data())
def test_the_plans_bound_what_every_completion_needs(drawn, data):
    """The pessimistic plans work in each completion; the optimistic ones are part of all that do."""
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    network = network_of(graph, as_of)
    number = {item: n for n, item in enumerate(sorted(graph))}
    found = [world_of() for world_of in worlds.completions(raw, as_of)]
    goal = data.draw(st.sampled_from(sorted(found[0].levels())))
    milestone = 2 * number[goal[0]] + goal[1]
    named = {2 * number[i] + rank: (i, rank) for i, rank in found[0].levels()}
    (optimistic, complete), (pessimistic, _) = (
        network_plans.minimal_plans(view, milestone) for view in views_of(network, network.facts)
    )
    for world in found:
        for plan in pessimistic:
            assert goal in oracle.closure(world, {named[one] for one in plan})
        if complete and len(oracle.open_milestones(world)) <= MOST_STEPS:
            for plan in oracle.plans(world, goal):
                assert any({named[one] for one in least} <= plan for least in optimistic)


def test_plans_are_named_by_what_they_are_made_of():
    """An item with both milestones in a plan is there twice."""
    graph = graph_of({"id": "a", "requires": []}, {"id": "b", "requires": [{"any_of": ["a"], "stage": "in_force"}]})  # fmt: skip
    assert cg.unlock(graph, "b")[0].ids == ("a", "a", "b")


def test_where_there_is_nothing_to_choose_everything_is_the_only_plan(spent_after):
    """Whatever the budget, since there is nothing to search."""
    raw = {f"a{n}": ("envisaged", [f"a{n - 1}"] if n else []) for n in range(300)}
    spent_after(0)
    plans = cg.unlock(agreements(**raw), "a299")
    assert plans.complete
    assert [len(plan.ids) for plan in plans] == [300]


def test_a_search_that_is_stopped_gives_a_plan_that_works(spent_after):
    raw = {"goal": ("envisaged", [{"any_of": [f"x{n}", f"y{n}"]} for n in range(8)])}
    raw |= {f"{side}{n}": ("envisaged", []) for n in range(8) for side in "xy"}
    graph = agreements(**raw)
    spent_after(3)
    plans = cg.unlock(graph, "goal", lang="en")
    assert not plans.complete
    assert "there may be more plans, and smaller ones" in str(plans)
    for plan in plans:
        after = cg.apply(graph, cg.Change(signs=[one for one in plan.ids if one != "goal"]))
        assert cg.state(after)["goal"].state == "ready"
