from hypothesis import given

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.questions import oracle
from tests.questions.networks import agreements, given_many
from tests.questions.random_dossiers import certain_dossiers
from tests.questions.test_ready import milestone_of
from tests.questions.test_what_if import graph_of


def test_the_roadmap_of_the_report(graph):
    plan = cg.roadmap(graph, ["anrur-afd-convention"])
    assert [[step.item.id for step in stage] for stage in plan] == [
        ["framework-convention"], ["urban-renewal-component"], ["anrur-afd-convention"],
    ]  # fmt: skip
    assert plan.chain == ("framework-convention", "urban-renewal-component", "anrur-afd-convention")
    everything = cg.roadmap(graph)
    dated = {s.item.id: str(s.earliest) for stage in everything for s in stage if s.earliest}
    assert dated == {"anah-convention": "[2020..]"}


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


def test_a_trivial_second_milestone_is_a_row_only_where_another_can_rest_on_it():
    graph = agreements(
        a=("signed", []),
        b=("signed", []),
        c=("envisaged", [{"any_of": ["b"], "stage": "in_force"}]),
    )
    assert [[step.key for step in stage] for stage in cg.roadmap(graph)] == [["b:in_force"], ["c"]]
    assert [[step.key for step in stage] for stage in cg.roadmap(graph, ["a"])] == [["a:in_force"]]


def test_a_step_that_waits_through_a_provision_follows_at_once():
    """The provision is in force with its agreement, and takes no stage of its own."""
    graph = graph_of(
        {"id": "a", "provisions": [{"id": "p", "name": "p", "status": "agreed"}]},
        {"id": "b", "requires": [{"any_of": ["p"], "stage": "in_force"}]},
    )
    plan = cg.roadmap(graph)
    assert [[step.key for step in stage] for stage in plan] == [["a"], ["a:in_force"], ["b"]]
    assert plan.chain == ("a", "a:in_force", "b")
    assert "b (signed)" not in plan.to_markdown()


def test_a_step_follows_only_what_comes_in_an_earlier_stage():
    """`m` comes in the same stage as `e`, which does not have to wait for it."""
    graph = agreements(
        a=("envisaged", []),
        m=("envisaged", ["a"]),
        e=("envisaged", [{"any_of": ["a", "m"]}]),
    )
    after = {step.key: step.after for stage in cg.roadmap(graph) for step in stage}
    assert after == {"a": (), "m": ("a",), "e": ("a",)}


def test_what_cannot_be_reached_is_named_with_its_milestone():
    graph = graph_of(
        {"id": "a", "requires": [{"any_of": ["dead"], "before": "in_force"}]},
        {"id": "dead", "status": "abandoned"},
    )
    plan = cg.roadmap(graph, lang="en")
    assert [step.key for stage in plan for step in stage] == ["a"]
    assert [(one.item.id, one.milestone.value) for one in plan.unreachable] == [("a", "in_force")]
    assert "Out of reach: a (in force)" in plan.to_markdown()


def test_a_goal_that_needs_what_excludes_each_other_is_out_of_reach():
    graph = graph_of(
        {"id": "goal", "requires": ["x", "y"]}, {"id": "x", "excludes": ["y"]}, {"id": "y"}
    )
    plan = cg.roadmap(graph, ["goal"], lang="en")
    assert not plan.stages
    assert plan.complete
    assert [one.item.id for one in plan.unreachable] == ["goal"]
    assert "nothing to conclude" not in plan.to_markdown()
    assert "Out of reach: goal (signed)" in plan.to_markdown()


@given_many
@given(certain_dossiers)
def test_the_roadmap_reaches_all_that_can_be_reached(drawn):
    raw, as_of = drawn
    world = oracle.the_world(raw, as_of)
    plan = cg.roadmap(cg.build_graph(dossier_from(raw)), as_of=as_of)
    done = set()
    for stage in plan:
        ready = {milestone_of(step) for step in stage}
        assert all(one in oracle.closure(world, done | {one}) for one in ready)
        done |= ready
    wanted = {m for m in world.levels() if oracle.is_awaited(world, *m) and m[0] not in world.ended}
    wanted -= oracle.automatic(world)
    reachable = oracle.open_milestones(world)
    assert wanted & reachable <= done <= reachable
    missed = wanted - reachable - world.holds()
    assert {one.item.id for one in plan.unreachable} == {i for i, _ in missed}
    assert len(plan.chain) == len(plan.stages)


def test_a_suspension_to_come_makes_no_row():
    graph = graph_of(
        {"id": "gone", "status": "terminated", "dates": {"terminated": "2018"}},
        {
            "id": "a",
            "status": "suspended",
            "implements": ["gone"],
            "dates": {"signed": "2019", "in_force": "2020", "suspended": "2021"},
        },
    )
    assert cg.roadmap(graph, as_of="2019-07").unreachable == ()
    assert [one.item.id for one in cg.roadmap(graph, as_of="2022").unreachable] == ["a"]
