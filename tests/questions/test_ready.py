import pytest
from hypothesis import given

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.questions import oracle, worlds
from tests.questions.networks import agreements, given_many
from tests.questions.random_dossiers import certain_dossiers, dossiers_as_of
from tests.questions.test_what_if import graph_of

RANKS = {"signed": 0, "agreed": 0, "ongoing": 0, "in_force": 1, "completed": 1}


def milestone_of(step):
    return step.item.id, RANKS[step.milestone]


def circles(graph, **options):
    return {tuple(i.id for i in row.items): row.certainty.value for row in cg.deadlocks(graph, **options)}  # fmt: skip


def five_parties(**more):
    return [{"institution": f"b{n}", **more} for n in range(5)]


BODIES = [f"b{n}" for n in range(5)]


# -- what can come next ----------------------------------------------------------------------------


def test_a_signed_loan_with_an_open_condition_precedent_does_not_make_its_contract_ready():
    loan = {"id": "loan", "status": "signed"}
    loan["requires"] = [{"any_of": ["permit"], "before": "in_force"}]
    contract = {"id": "contract", "requires": [{"any_of": ["loan"], "stage": "in_force"}]}
    graph = graph_of(loan, contract, {"id": "permit"})
    assert cg.ready(graph).ids == ("permit",)
    signed = graph_of(loan, contract, {"id": "permit", "status": "signed"})
    assert [milestone_of(row.step) for row in cg.ready(signed)] == [("loan", 1)]


def test_of_a_quorum_so_many_have_to_act_and_who_acted_is_not_asked_again():
    """Two of five are needed, and one ratified long ago."""
    graph = graph_of(
        {"id": "pact", "quorum": 2, "parties": five_parties()}, institutions=BODIES
    )  # fmt: skip
    step = cg.ready(graph)["pact"].step
    assert not step.must_act
    assert [(group.needed, [b.id for b in group.among]) for group in step.enough] == [(2, BODIES)]
    assert cg.ready(graph).to_records()[0]["enough"] == [{"needed": 2, "among": BODIES}]
    assert "(at least 2)" in cg.ready(graph, lang="en").to_markdown()
    parties = five_parties()
    parties[0]["dates"] = {"ratified": "2017"}
    started = graph_of({"id": "pact", "quorum": 2, "parties": parties}, institutions=BODIES)
    (group,) = cg.ready(started)["pact"].step.enough
    assert (group.needed, [b.id for b in group.among]) == (1, BODIES[1:])
    parties[1]["dates"] = {"signed": "2018"}
    enough = graph_of({"id": "pact", "quorum": 2, "parties": parties}, institutions=BODIES)
    step = cg.ready(enough)["pact"].step
    assert (step.must_act, step.enough) == ((), ())
    assert [b.id for b in step.may_join] == BODIES[2:]


def test_whoever_is_needed_for_a_threshold_must_act():
    """Without the largest emitter the others do not reach the share."""
    weights = [60, 10, 10, 10, 10]
    parties = [
        {**party, "weights": {"w": w}} for party, w in zip(five_parties(), weights, strict=True)
    ]
    pact = {"id": "pact", "status": "signed", "parties": parties}
    pact["entry_into_force"] = [{"share": 0.75, "weight": "w"}, {"count": 3, "among": BODIES[:3]}]
    (row,) = cg.ready(graph_of(pact, institutions=BODIES))
    assert row.step.milestone == "in_force"
    assert [b.id for b in row.step.must_act] == ["b0", "b1", "b2"]
    assert not row.step.enough
    assert [b.id for b in row.step.may_join] == ["b3", "b4"]


def test_only_a_possible_party_may_join_and_one_that_refused_does_neither():
    parties = [
        {"institution": "b0"},
        {"institution": "b1", "modality": "possible"},
        {"institution": "b2", "modality": "possible", "dates": {"refused": "2019"}},
        {"institution": "b3", "role": "observer"},
    ]
    graph = graph_of({"id": "pact", "parties": parties}, institutions=BODIES)
    step = cg.ready(graph)["pact"].step
    assert [b.id for b in step.must_act] == ["b0"]
    assert [b.id for b in step.may_join] == ["b1"]


@pytest.mark.parametrize(
    ("record", "ready"),
    [
        ({"status": "signed"}, []),
        ({"status": "signed", "requires": [{"any_of": ["done"], "before": "in_force"}]}, [1]),
        ({"status": "suspended"}, [1]),
        ({"status": "envisaged"}, [0]),
        ({"status": "abandoned"}, []),
    ],
)
def test_a_second_milestone_is_listed_if_something_recorded_is_waited_for(record, ready):
    graph = graph_of({"id": "a", **record}, {"id": "done", "status": "in_force"})
    assert [milestone_of(row.step) for row in cg.ready(graph)] == [("a", rank) for rank in ready]


def test_a_study_under_way_can_be_completed_and_a_programme_just_goes_on():
    graph = graph_of(
        activities=[
            {"id": "study", "status": "ongoing"},
            {"id": "programme", "kind": "programme", "status": "ongoing"},
        ]
    )
    assert [milestone_of(row.step) for row in cg.ready(graph)] == [("study", 1)]


@pytest.mark.parametrize(
    ("expected", "earliest"),
    [
        ({"signed": "[2020..]"}, "[2020..]"),
        ({"signed": "2020"}, "2020"),
        ({"negotiation": "2027-03"}, "[2027-03..]"),
        ({"negotiation": "2027-01/2027-06"}, "[2027-01..]"),
        ({"negotiation": "2020?"}, "[2020..]"),
        ({"negotiation": "202X"}, "[2020..]"),
        ({"in_force": "2027"}, None),
        ({"signed": "[..2027]"}, None),
        ({}, None),
    ],
)
def test_the_earliest_date_is_the_one_of_the_source(expected, earliest):
    graph = graph_of({"id": "a", "expected": expected})
    assert cg.ready(graph).to_records()[0]["earliest"] == earliest


@given_many
@given(certain_dossiers)
def test_ready_equals_the_definition(drawn):
    raw, as_of = drawn
    world = oracle.the_world(raw, as_of)
    rows = cg.ready(cg.build_graph(dossier_from(raw)), as_of=as_of)
    assert {row.certainty for row in rows} <= {"certain"}
    assert [milestone_of(row.step) for row in rows] == sorted(
        milestone for milestone in world.levels() if oracle.is_ready(world, *milestone)
    )
    for row in rows:
        assert not row.step.after
        _asks_only_who_can_act(world, row.step)


def _asks_only_who_can_act(world, step):
    """Enough of those asked, and of nobody else, makes it free; each one that must act is needed."""
    item, rank = milestone_of(step)
    stands = world.holds()
    asked = [*step.must_act, *(body for group in step.enough for body in group.among)]
    acts = {(body.id, item, rank) for body in asked}
    assert acts <= world.open
    assert {(body.id, item, rank) for body in step.may_join} <= world.open - acts
    conditions = [test for kind, test, _ in world.conditions(item, rank) if kind == "act"]
    assert all(test(stands | acts) for test in conditions)
    everybody = stands | world.open
    for body in step.must_act:
        assert not all(test(everybody - {(body.id, item, rank)}) for test in conditions)


@given_many
@given(dossiers_as_of())
def test_what_is_certainly_ready_is_ready_or_further_in_every_completion(drawn):
    raw, as_of = drawn
    rows = cg.ready(cg.build_graph(dossier_from(raw)), as_of=as_of)
    surely = {milestone_of(row.step) for row in rows if row.certainty == "certain"}
    for world_of in worlds.completions(raw, as_of):
        levels = world_of().levels()
        assert all(levels[milestone] in {worlds.READY, worlds.FREE} for milestone in surely)


# -- what is waiting for each other ----------------------------------------------------------------


def test_a_condition_that_is_met_closes_no_circle():
    """`x` requires dead `d`, and (`b`, which is signed, or `y`); `y` requires `x`."""
    graph = agreements(
        b=("signed", []),
        d=("abandoned", []),
        x=("envisaged", ["d", {"any_of": ["b", "y"]}]),
        y=("envisaged", ["x"]),
    )
    assert not cg.deadlocks(graph)


def test_who_waits_for_each_other_beside_something_dead_is_no_deadlock():
    """Even together they could not come."""
    graph = agreements(
        d=("abandoned", []), x=("envisaged", ["d", "y"]), y=("envisaged", ["x"])
    )  # fmt: skip
    assert not cg.deadlocks(graph)
    assert circles(agreements(x=("envisaged", ["y"]), y=("envisaged", ["x"]))) == {("x", "y"): "certain"}  # fmt: skip


def test_an_agreement_that_requires_its_own_provision_waits_for_nobody():
    graph = graph_of(
        {"id": "a", "requires": ["a-p"], "provisions": [{"id": "a-p", "name": "p"}]}
    )  # fmt: skip
    assert not cg.deadlocks(graph)
    assert cg.ready(graph).ids == ("a",)


def test_a_circle_through_both_milestones_of_an_item_names_it_once():
    a = {"id": "a", "requires": [{"any_of": ["b"], "stage": "in_force"}]}
    b = {"id": "b", "requires": [{"any_of": ["a"], "before": "in_force"}]}
    assert circles(graph_of(a, b)) == {("a", "b"): "certain"}
    itself = {"id": "a", "requires": [{"any_of": ["a"], "stage": "in_force"}]}
    assert circles(graph_of(itself)) == {("a",): "certain"}


def test_a_circle_that_only_a_possible_link_closes_is_possible():
    graph = agreements(
        x=("envisaged", [{"any_of": ["y"], "modality": "possible"}]), y=("envisaged", ["x"])
    )
    assert circles(graph) == {("x", "y"): "possible"}


def _parts_wait_for_each_other(world):
    """Whether a provision requires one of the same agreement, or itself."""
    return any(
        world.parent.get(one) == whole
        for part, whole in world.parent.items()
        for _, alternatives, *_ in world.wanted[part]
        for one, _ in alternatives
    )


@given_many
@given(certain_dossiers)
def test_deadlocks_are_among_what_is_stuck(drawn):
    raw, as_of = drawn
    world = oracle.the_world(raw, as_of)
    stuck = {i for i, _ in oracle.stuck(world)}
    found = circles(cg.build_graph(dossier_from(raw)), as_of=as_of)
    assert set(found.values()) <= {"certain"}
    assert not stuck or found
    if _parts_wait_for_each_other(world):  # in one act, for which the oracle has no milestone
        return
    assert bool(found) == bool(stuck)
    named = [i for circle in found for i in circle]
    assert set(named) <= stuck | world.parent.keys()
