import pytest
from hypothesis import given

import coopgraph as cg
from coopgraph.questions.why_not import why_not
from coopgraph.records.validation import dossier_from
from tests.questions.networks import agreements, given_many
from tests.questions.random_dossiers import dossiers_as_of
from tests.questions.test_what_if import graph_of


def steps(answer):
    return [(row.target.item.id, row.need, [one.id for one in row.lacking]) for row in answer]


def test_nothing_forbids_what_can_be_reached(graph):
    answer = why_not(graph, "anrur-afd-convention", lang="en")
    assert not answer.rows
    assert str(answer).startswith("Nothing recorded puts it out of reach")


def test_a_proof_leads_from_the_goal_to_what_has_ended(graph):
    after = cg.apply(graph, cg.Change(fails=["framework-convention"]))
    answer = why_not(after, "anrur-afd-convention", lang="en")
    assert answer.certainty == "certain"
    assert steps(answer) == [
        ("anrur-afd-convention", "requirement", ["urban-renewal-component"]),
        ("urban-renewal-component", "whole", ["framework-convention"]),
        ("framework-convention", "ended", []),
    ]
    assert all(row.evidence for row in answer.rows[:2])
    assert [(one.kind, one.item.id) for one in answer.nearest] == [
        ("revive", "framework-convention")
    ]
    assert "cannot be reached, because" in answer.sentence()
    assert answer.sentence().count("and because") == 2


def test_a_circle_is_a_proof_and_one_requirement_less_opens_it():
    answer = why_not(graph_of({"id": "a", "requires": ["b"]}, {"id": "b", "requires": ["a"]}), "a")
    assert steps(answer) == [("a", "requirement", ["b"]), ("b", "requirement", ["a"])]
    assert [one.kind for one in answer.nearest] == ["drop"]


def test_a_threshold_names_the_largest_share_still_possible():
    graph = graph_of(
        {
            "id": "t",
            "status": "signed",
            "entry_into_force": [{"count": 2}, {"share": 0.55, "weight": "w"}],
            "parties": [
                {"institution": "p", "weights": {"w": 44}, "dates": {"ratified": "2003"}},
                {"institution": "q", "weights": {"w": 20}, "dates": {"refused": "2001"}},
                {"institution": "r", "weights": {"w": 36}, "dates": {"refused": "2001"}},
                {"institution": "s", "weights": {"w": 0}},
            ],
        },
        institutions=["p", "q", "r", "s"],
    )
    answer = why_not(graph, "t", stage="in_force", lang="en")
    ((target, need, lacking),) = steps(answer)
    assert (target, need) == ("t", "entry")
    assert set(lacking) <= {"q", "r"}
    assert answer[0].possible == pytest.approx(0.44)
    assert answer[0].needed == pytest.approx(0.55)
    assert "at most 44.0%" in str(answer)
    assert [one.kind for one in answer.nearest] == ["act"]


def test_a_possible_requirement_forbids_only_possibly():
    graph = graph_of(
        {"id": "a", "requires": [{"any_of": "b", "modality": "possible"}]},
        {"id": "b", "status": "abandoned"},
    )
    answer = why_not(graph, "a", lang="en")
    assert answer.certainty == "possible"
    assert answer.sentence().startswith("Possibly, a (signed) cannot be reached")


def test_a_missed_deadline_and_an_exclusion_are_named():
    late = graph_of({"id": "a", "requires": [{"any_of": "b", "by": "2020"}]}, {"id": "b"})
    answer = why_not(late, "a", as_of="2021")
    assert steps(answer) == [("a", "late", ["b"])]
    assert answer.nearest[0].kind == "extend"
    barred = graph_of({"id": "a", "excludes": ["b"]}, {"id": "b", "status": "signed"})
    answer = why_not(barred, "a")
    assert steps(answer) == [("a", "excluded", ["b"])]
    assert answer.nearest[0].kind == "allow"


def test_items_that_cannot_both_stand_are_named_where_no_way_does_without_both():
    """`unlock` says "out of reach" of the same graph."""
    both = {"id": "goal", "requires": ["x", "y"]}
    answer = why_not(graph_of(both, {"id": "x", "excludes": ["y"]}, {"id": "y"}), "goal", lang="en")
    (pair,) = answer.opposed
    assert ([one.id for one in pair.items], pair.certainty.value) == (["x", "y"], "certain")
    assert (len(answer), answer.complete) == (0, True)
    assert str(answer).startswith("Why this cannot be reached: goal (signed)")
    assert "x and y would both be needed" in str(answer)
    either = {"id": "goal", "requires": [{"any_of": ["x", "y"]}]}
    answer = why_not(
        graph_of(either, {"id": "x", "excludes": ["y"]}, {"id": "y"}), "goal", lang="en"
    )
    assert not answer.opposed
    assert str(answer).startswith("Nothing recorded puts it out of reach")


def test_of_very_many_pairs_that_cannot_both_stand_all_are_named():
    """The last one would matter only if the others did not."""
    pairs = [{"id": f"x{n}", "excludes": [f"y{n}"]} for n in range(21)]
    others = [{"id": f"y{n}"} for n in range(21)]
    needs = [one["id"] for one in (*pairs[:-1], *others[:-1])]
    goal = {"id": "goal", "requires": [*needs, {"any_of": ["x20", "y20"]}]}
    answer = why_not(graph_of(goal, *pairs, *others), "goal")
    assert len(answer.opposed) == 21
    assert answer.complete
    goal["requires"] = ["x0", "y0", {"any_of": ["x20", "y20"]}]
    fewer = why_not(graph_of(goal, *pairs, *others), "goal")
    assert [[one.id for one in pair.items] for pair in fewer.opposed] == [["x0", "y0"]]


def test_a_way_that_may_need_what_excludes_each_other_is_possibly_closed():
    perhaps = {"id": "goal", "requires": ["x", {"any_of": ["y"], "modality": "possible"}]}
    graph = graph_of(perhaps, {"id": "x", "excludes": ["y"]}, {"id": "y"})
    answer = why_not(graph, "goal", lang="en")
    assert [pair.certainty.value for pair in answer.opposed] == ["possible"]
    assert "Possibly no way leads there" in str(answer)


def test_what_ends_what_the_goal_needs_is_named_with_it():
    new = {"id": "new", "supersedes": [{"to": "old", "ends": True}]}
    needs = [{"any_of": ["new"], "stage": "in_force"}, "old"]
    graph = graph_of(new, {"id": "old", "status": "in_force"}, {"id": "goal", "requires": needs})
    (pair,) = why_not(graph, "goal").opposed
    assert [one.id for one in pair.items] == ["new", "old"]


def test_an_institution_has_nothing_to_reach(graph):
    assert not why_not(graph, "afd").rows


@given_many
@given(dossiers_as_of())
def test_why_not_agrees_with_the_state(drawn):
    """There is a proof exactly where the state is out of reach or ended, as certain as it."""
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    for row in cg.state(graph, as_of=as_of):
        stuck = [s in {"out_of_reach", "ended"} for s in (row.state, row.at_worst)]
        answer = why_not(graph, row.item.id, stage=row.milestone.value, as_of=as_of)
        assert bool(answer.rows) == any(stuck)
        if answer.rows:
            assert answer.rows[0].target.item == row.item
            assert (answer.certainty == "certain") == all(stuck)
            # A component that is agreed in the same act has conditions of that act, and its own.
            assert len({(s.target, s.need, s.lacking) for s in answer}) == len(answer)
            assert answer.to_markdown()
            assert answer.to_csv()


@given_many
@given(dossiers_as_of())
def test_why_not_agrees_with_unlock(drawn):
    """Something certainly forbids a goal exactly where there is no plan."""
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    for row in cg.state(graph, as_of=as_of):
        asked = {"stage": row.milestone.value, "as_of": as_of}
        plans = cg.unlock(graph, row.item.id, **asked)
        answer = why_not(graph, row.item.id, **asked)
        if plans.complete and not plans.perhaps_achieved:
            said = [answer, *answer.opposed] if answer.rows else answer.opposed
            forbidden = any(one.certainty == "certain" for one in said)
            assert forbidden == (not plans.plans and not plans.achieved)


def test_a_search_for_pairs_that_stopped_does_not_say_that_nothing_forbids_it():
    """`x` and `x2` each exclude `y`: whichever comes, the goal lacks the other requirement."""
    raw = {
        "goal": ("envisaged", [{"any_of": ["x", "x2"]}, "y"]),
        **dict.fromkeys(("x", "x2", "y"), ("envisaged", [])),
    }
    graph = agreements(**raw)
    for one in ("x", "x2"):
        graph.add_edge(one, "y", relation="excludes", modality="required")
    answer = why_not(graph, "goal", lang="en")
    assert answer.complete
    assert len(answer.opposed) == 2
    stopped = why_not(graph, "goal", budget=0, lang="en")
    assert not stopped.complete
    assert "Nothing recorded" not in str(stopped)
    assert "before the search stopped" in str(stopped)


@pytest.mark.parametrize("question", [why_not, cg.unlock, cg.blockers, cg.single_points])
@pytest.mark.parametrize("goal", ["afd", "anrur-afd-convention"])
def test_a_negative_budget_is_refused_for_every_goal(graph, question, goal):
    with pytest.raises(ValueError, match="budget is -1"):
        question(graph, goal, budget=-1)
