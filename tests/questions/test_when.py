"""When goals come: dates and deadlines, by example and by the definition."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.answers.milestones import Names
from coopgraph.network.days import NEVER
from coopgraph.network.fixpoints import views_of
from coopgraph.network.snapshot import date_as_of, network_of
from coopgraph.questions.forecast import Forecast
from coopgraph.records.validation import dossier_from
from tests.questions import dates_oracle, oracle, worlds
from tests.questions.networks import given_many
from tests.questions.random_dossiers import DATES, certain_dossiers, dossiers_as_of
from tests.questions.test_what_if import graph_of


def signed(text):
    return {"signed": text}


def dates(answer):
    return tuple(when and when.text for when in (answer.earliest, answer.latest))


def chain(answer, bound):
    return [(row.target.item.id, row.basis.value) for row in answer if row.bound.value == bound]


def test_its_own_date_is_a_forecast():
    answer = cg.when(graph_of({"id": "a", "expected": signed("2027-03")}), "a", lang="en")
    assert dates(answer) == ("2027-03", "2027-03")
    assert chain(answer, "earliest") == chain(answer, "latest") == [("a", "expected")]
    assert "forecasts" in str(answer)


def test_what_comes_last_decides_and_is_named_with_the_evidence():
    source = {"source": "s", "locator": "page 3"}
    graph = cg.build_graph(
        dossier_from(
            {
                "sources": [{"id": "s", "title": "S"}],
                "agreements": [
                    {"id": i, "name": i, "kind": "treaty", "status": "envisaged", **more}
                    for i, more in {
                        "goal": {
                            "expected": signed("2026"),
                            "requires": ["b", {"any_of": ["c"], "evidence": [source]}],
                        },
                        "b": {"expected": signed("2027")},
                        "c": {"requires": ["d"], "expected": signed("2027-05")},
                        "d": {"expected": signed("[2028-02..2028-06]")},
                    }.items()
                ],
            }
        )
    )
    answer = cg.when(graph, "goal")
    assert dates(answer) == ("[2028-02..]", "[..2028-06]")
    ways = [("goal", "waits"), ("c", "waits"), ("d", "expected")]
    assert chain(answer, "earliest") == chain(answer, "latest") == ways
    assert "page 3" in answer.to_markdown()
    assert answer.to_records()[0]["needs"] == ["c"]


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ({"any_of": ["b", "c", "d"]}, ("[2026..]", "[..2026]")),
        ({"any_of": ["b", "c", "d"], "at_least": 2}, ("[2027..]", "[..2027]")),
        ({"any_of": ["b", "undated"]}, (None, "[..2026]")),
        ({"any_of": ["b", "undated"], "at_least": 2}, ("[2026..]", None)),
    ],
)
def test_of_alternatives_the_first_that_are_enough_decide(requirement, expected):
    """They decide because the goal itself may come earlier."""
    graph = graph_of(
        {"id": "b", "expected": signed("2026")},
        {"id": "c", "expected": signed("2027")},
        {"id": "d", "expected": signed("2028")},
        {"id": "undated"},
        {"id": "goal", "requires": [requirement], "expected": signed("[..2025]")},
    )
    assert dates(cg.when(graph, "goal")) == expected


def test_what_has_no_date_leaves_the_latest_date_open():
    graph = graph_of({"id": "goal", "expected": signed("2026"), "requires": ["b"]}, {"id": "b"})
    answer = cg.when(graph, "goal", lang="en")
    assert dates(answer) == ("2026", None)
    assert chain(answer, "latest") == [("goal", "waits"), ("b", "undated")]
    assert "Latest: open" in str(answer)


def test_what_is_expected_for_a_later_stage_bounds_the_earlier_one():
    graph = graph_of({"id": "a", "expected": {"negotiation": "2026", "in_force": "2028"}})
    assert dates(cg.when(graph, "a")) == ("[2026..]", "[..2028]")
    assert dates(cg.when(graph, "a", stage="in_force")) == ("2028", "2028")


def test_an_activity_begins_and_ends_with_its_time():
    study = {"id": "study", "name": "S", "kind": "study", "when": "2026-01/2026-03"}
    then = {
        "id": "then",
        "name": "T",
        "kind": "treaty",
        "status": "envisaged",
        "requires": ["study"],
    }
    graph = cg.build_graph(
        dossier_from({"agreements": [then], "activities": [study | {"status": "planned"}]})
    )
    assert dates(cg.when(graph, "then")) == ("[2026-03..]", None)


def test_what_is_possible_counts_for_the_latest_date_only():
    possible = {"any_of": ["b"], "modality": "possible"}
    graph = graph_of(
        {"id": "goal", "expected": signed("2026"), "requires": [possible]},
        {"id": "b", "expected": signed("2027")},
    )
    assert dates(cg.when(graph, "goal")) == ("2026", "[..2027]")


def test_the_date_of_the_state_is_a_bound_and_ends_forecasts():
    graph = graph_of({"id": "a", "expected": signed("2020")})
    answer = cg.when(graph, "a", as_of="2024-05-01", lang="en")
    assert dates(answer) == ("[2024-05-01..]", None)
    assert chain(answer, "earliest") == [("a", "state")]
    row = cg.roadmap(graph, as_of="2024-05-01", lang="en")
    (step,) = row[0]
    assert (step.is_overdue, step.expected.text, step.earliest) == (True, "2020", None)
    assert "Expected by now and not reached: a (signed): 2020" in row.to_markdown()
    assert not cg.roadmap(graph, as_of="2020-05-01")[0][0].is_overdue
    assert not cg.roadmap(graph)[0][0].is_overdue


def test_a_deadline_that_comes_too_early_is_never_kept():
    graph = graph_of(
        {"id": "goal", "requires": [{"any_of": ["b"], "by": "2026"}]},
        {"id": "b", "expected": signed("2027")},
    )
    answer = cg.when(graph, "goal", lang="en")
    assert dates(answer) == (None, None)
    assert chain(answer, "earliest") == [("goal", "deadline")]
    (deadline,) = answer.deadlines
    assert (deadline.target.item.id, deadline.by.text) == ("goal", "2026")
    assert deadline.keeping == "missed"
    assert answer.to_records()[-1]["bound"] == "deadline"
    assert "Never" in str(answer)
    plan = cg.unlock(graph, "goal", lang="en")
    assert plan[0].steps[0].deadline == deadline
    assert "2026 (cannot be kept)" in plan.to_markdown()


@pytest.mark.parametrize(
    ("expected", "keeping"),
    [
        ({"expected": signed("2025")}, "kept"),
        ({"expected": signed("[2025..2027]")}, "at_risk"),
        ({"expected": signed("2026")}, "at_risk"),
        ({}, "open"),
    ],
)
def test_deadlines_are_kept_or_at_risk_as_far_as_dates_say(expected, keeping):
    graph = graph_of({"id": "goal", "requires": [{"any_of": ["b"], "by": "2026-06"}]}, {"id": "b", **expected})  # fmt: skip
    (deadline,) = cg.when(graph, "goal").deadlines
    assert deadline.keeping == keeping


def test_an_alternative_in_time_keeps_the_deadline_for_the_others():
    needs = [{"any_of": ["b", "c"], "by": "2026"}]
    graph = graph_of(
        {"id": "goal", "requires": needs},
        {"id": "b", "expected": signed("2025")},
        {"id": "c", "expected": signed("2029")},
    )
    steps = {step.key: step for stage in cg.roadmap(graph) for step in stage}
    assert steps["c"].deadline.keeping == steps["b"].deadline.keeping == "kept"
    plans = {plan.ids[0]: plan.steps[0].deadline.keeping for plan in cg.unlock(graph, "goal")}
    assert plans == {"b": "kept", "c": "missed"}


def test_what_was_reached_has_its_recorded_date():
    graph = graph_of({"id": "a", "status": "in_force", "dates": {"in_force": "2019-05"}})
    answer = cg.when(graph, "a", lang="en")
    assert answer.achieved
    assert dates(answer) == ("2019-05", "2019-05")
    assert "achieved" in str(answer)
    nothing = cg.when(graph_of({"id": "a"}, institutions=["b"]), "b")
    assert (nothing.achieved, nothing.target, len(nothing)) == (True, None, 0)


def test_a_date_that_contradicts_the_order_is_named_in_the_roadmap():
    graph = graph_of(
        {"id": "protocol", "expected": signed("2026-01"), "requires": ["frame"]},
        {"id": "frame", "requires": ["loan"]},
        {"id": "loan", "expected": signed("2027")},
    )
    plan = cg.roadmap(graph, lang="en")
    steps = {step.key: step for stage in plan for step in stage}
    assert steps["protocol"].held_up_by.item.id == "loan"
    assert str(steps["protocol"].earliest) == "[2027..]"
    assert steps["frame"].held_up_by is None
    records = {record["id"]: record for record in plan.to_records()}
    assert records["protocol"]["held_up_by"] == "loan"
    assert records["protocol"]["expected"] == "2026-01"
    assert "protocol (signed) is expected (January 2026) before" in plan.to_markdown()


def test_an_overdue_forecast_of_what_is_uncertain_is_not_called_overdue():
    graph = graph_of({"id": "a", "expected": signed("2020?")})
    assert not cg.roadmap(graph, as_of="2024")[0][0].is_overdue


# -- by the definition ---------------------------------------------------------------------------


@st.composite
def with_expected(draw, dossiers):
    """Dossiers with expected dates; provisions require nothing by a deadline."""
    raw, as_of = draw(dossiers)
    rng = random.Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311
    for agreement in raw["agreements"]:
        stages = ["negotiation", "signed", "in_force"]
        chosen = rng.sample(stages, rng.choice([0, 1, 1, 2]))
        agreement["expected"] = {
            stage: rng.choice([*DATES, "2022", "[2019..]", "[..2020]", "2019-02/2020-03"])
            for stage in chosen
        }
        for provision in agreement["provisions"]:
            for requirement in provision["requires"]:
                requirement.pop("by", None)
        for requirement in agreement["requires"]:
            if rng.random() < 0.3:
                requirement["by"] = rng.choice(DATES)
    return raw, as_of


@st.composite
def schedules(draw):
    """Open agreements that rest on one another, most of them dated, with many deadlines."""
    rng = random.Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311
    ids = [f"a{n}" for n in range(rng.randint(2, 6))]

    def requirement(others):
        any_of = rng.sample(others, min(len(others), rng.choice([1, 1, 2, 3])))
        one = {"any_of": any_of, "at_least": rng.randint(1, len(any_of))}
        one |= {"before": "in_force"} if rng.random() < 0.3 else {}
        one |= {"stage": "in_force"} if rng.random() < 0.3 else {}
        return one | ({"by": rng.choice(DAYS)} if rng.random() < 0.5 else {})

    def agreement(n, i):
        others = ids[:n] if rng.random() < 0.8 else ids  # else there are circles
        count = rng.choice([0, 1, 1, 2]) if others else 0
        stages = [one for one in ("signed", "in_force") if rng.random() < 0.7]
        return {
            "id": i,
            "name": i,
            "kind": "treaty",
            "status": rng.choice(["envisaged"] * 5 + ["signed", "in_force", "abandoned"]),
            "expected": {stage: rng.choice(DAYS) for stage in stages},
            "requires": [requirement(others) for _ in range(count)],
        }

    raw = {"agreements": [agreement(n, i) for n, i in enumerate(ids)]}
    return raw, rng.choice([None, None, "2019", "2020-03"])


#: Dates that lie close together, so that they meet.
DAYS = [
    "2019",
    "2020",
    "2020-02",
    "2020-03",
    "[2020-02..2020-05]",
    "[2020..]",
    "[..2020-03]",
    "2021",
]


def forecast_of(raw, as_of):
    graph = cg.build_graph(dossier_from(raw))
    network = network_of(graph, as_of)
    names = Names(graph, network, "en", date_as_of(graph, as_of))
    return names, Forecast(names, views_of(network, network.facts)[0])


def days(names, arrivals, i, rank):
    return arrivals.arrival(2 * names.number[i] + rank).day


@given_many
@given(with_expected(certain_dossiers) | schedules())
def test_dates_equal_the_definition(drawn):
    raw, as_of = drawn
    assume(len(worlds.uncertain(raw, as_of)) == 0)  # a deadline may make it uncertain
    world = oracle.the_world(raw, as_of)
    names, forecast = forecast_of(raw, as_of)
    first, last = (dates_oracle.arrivals(world, as_of, bound) for bound in (0, 1))
    for milestone in world.levels():
        found = [days(names, one, *milestone) for one in (forecast.early, forecast.late)]
        assert found == [one.get(milestone, NEVER) for one in (first, last)]


@given_many
@given(with_expected(dossiers_as_of()))
def test_dates_bound_every_completion(drawn):
    raw, as_of = drawn
    names, forecast = forecast_of(raw, as_of)
    for world_of in worlds.completions(raw, as_of):
        world = world_of()
        first, last = (dates_oracle.arrivals(world, as_of, bound) for bound in (0, 1))
        for milestone in world.levels():
            assert days(names, forecast.early, *milestone) <= first.get(milestone, NEVER)
            late = days(names, forecast.late, *milestone)
            assert late >= last.get(milestone, NEVER)


def test_dates_of_a_graph_are_read_in_its_language():
    graph = graph_of({"id": "a", "requires": [{"any_of": ["b"], "by": "2030"}]}, {"id": "b"})
    graph.graph["language"] = "fr"
    graph.nodes["a"]["expected_signed"] = "2/3/2026"
    assert cg.when(graph, "a").earliest.text == "2026-03-02"
