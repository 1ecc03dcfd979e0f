"""What the answers about goals show: in records by their ids, in tables by their titles."""

import pytest

import coopgraph as cg
from tests.questions.test_what_if import graph_of


@pytest.fixture(scope="module")
def goals():
    """A goal that waits for a pact of three, one that has ended below, and a circle."""
    return graph_of(
        {"id": "pact", "quorum": 2, "parties": ["p", "q", "r"], "expected": {"signed": "2027"}},
        {
            "id": "goal",
            "name": {"en": "Goal", "fr": "But"},
            "requires": ["pact", "x"],
            "parties": ["p", {"institution": "q", "modality": "possible"}],
        },
        {"id": "x", "name": {"en": "Study", "fr": "Étude"}},
        {"id": "dead", "name": {"en": "Old pact", "fr": "Ancien pacte"}, "status": "abandoned"},
        {"id": "late", "name": {"en": "Late", "fr": "Tard"}, "requires": ["dead"]},
        {"id": "c", "requires": ["d"]},
        {"id": "d", "name": {"en": "Deed", "fr": "Acte"}, "requires": ["c"]},
        institutions=["p", "q", "r"],
    )


def shown(answer, line):
    """One line of a table, by the headings."""
    table = answer.table()
    return dict(zip(table.columns, table.rows[line], strict=True))


def test_a_plan_shows_who_concludes_what_and_when(goals):
    plans = cg.unlock(goals, "goal", lang="en")
    first, _, last = plans.to_records()
    enough = [{"needed": 2, "among": ["p", "q", "r"]}]
    for name, value in {"plan": 1, "step": 1, "id": "pact", "title": "pact"}.items():
        assert first[name] == value
    assert (first["must_act"], first["enough"], first["may_join"]) == ([], enough, [])
    assert (first["earliest"], first["after"], first["complete"]) == ("2027", [], True)
    assert (last["step"], last["id"], last["title"], last["milestone"]) == (
        3,
        "goal",
        "Goal",
        "signed",
    )
    assert (last["must_act"], last["enough"], last["may_join"]) == (["p"], [], ["q"])
    assert (last["earliest"], last["after"], last["evidence"]) == ("[2027..]", ["pact", "x"], [])
    assert plans.table().title == "What must be concluded for: Goal (signed)"
    assert shown(plans, 0)["Must act"] == "p, q, r (at least 2) — still lacking: 2 parties (0 of 2)"
    assert shown(plans, 2) == {
        "Plan": 1,
        "Step": 3,
        "Conclude": "Goal",
        "Milestone": "signed",
        "Must act": "p",
        "May join": "q",
        "When": "2027 or later",
        "Where it says so": "",
    }
    assert plans.table().remarks == []


def test_what_can_come_next_shows_who_acts_and_when(goals):
    ready = cg.ready(goals, lang="en")
    first, second = ready.to_records()
    assert (first["id"], first["certainty"], first["earliest"]) == ("pact", "certain", "2027")
    assert (second["id"], second["title"], second["earliest"]) == ("x", "Study", None)
    assert ready.table().title == "What can come next"
    assert shown(ready, 0) == {
        "Conclude": "pact",
        "Milestone": "signed",
        "Certainty": "certain",
        "Must act": "p, q, r (at least 2) — still lacking: 2 parties (0 of 2)",
        "Earliest": "2027",
    }


def test_a_roadmap_shows_stages_and_stars_the_longest_chain(goals):
    plan = cg.roadmap(goals, lang="en")
    lines = [(one["stage"], one["id"], one["critical"]) for one in plan.to_records()]
    assert lines == [(1, "pact", True), (1, "x", False), (2, "goal", True)]
    assert plan.to_records()[2]["after"] == ["pact", "x"]
    assert plan.table().title == "What to conclude in which order"
    assert shown(plan, 1)["Conclude"] == "Study"
    assert shown(plan, 2) == {
        "Stage": 2,
        "Conclude": "Goal *",
        "Milestone": "signed",
        "Must act": "p",
        "May join": "q",
        "When": "2027 or later",
        "Where it says so": "",
    }
    assert plan.table().remarks == [
        "* the longest chain: each waits for the one before it",
        "Out of reach: c (signed), Deed (signed), Late (signed)",
    ]
    done = cg.roadmap(graph_of({"id": "a", "status": "in_force"}), lang="en")
    assert done.table().title == "There is nothing to conclude."


def test_blockers_show_what_is_lost_together(goals):
    blockers = cg.blockers(goals, "goal", lang="en")
    lines = [(one["ids"], one["titles"], one["certainty"]) for one in blockers.to_records()]
    assert lines == [
        (["p"], ["p"], "certain"),
        (["pact"], ["pact"], "certain"),
        (["x"], ["Study"], "certain"),
        (["q", "r"], ["q", "r"], "certain"),
        (["q"], ["q"], "possible"),
    ]
    assert blockers.table().title == "Whose loss puts this out of reach: Goal (signed)"
    assert shown(blockers, 3) == {
        "Loss of": "q + r",
        "Certainty": "certain",
        "Refusing is enough": "yes",
    }
    assert (blockers.max_size, blockers.searched, blockers.reachable) == (2, 2, True)
    assert blockers.table().remarks == []
    assert cg.blockers(goals, "late", lang="en").table().remarks == [
        "Out of reach, as far as recorded."
    ]


def test_deadlocks_show_who_waits_for_whom(goals):
    circles = cg.deadlocks(goals, lang="en")
    assert circles.to_records() == [
        {"ids": ["c", "d"], "titles": ["c", "Deed"], "certainty": "certain"}
    ]
    assert circles.table().title == "What is waiting for each other"
    assert shown(circles, 0) == {"Circle": "c ⇄ Deed", "Certainty": "certain"}


def test_why_not_shows_each_step_and_the_nearest_change(goals):
    answer = cg.why_not(goals, "late", lang="en")
    first, second = answer.to_records()
    assert (first["id"], first["title"], first["milestone"]) == ("late", "Late", "signed")
    assert (first["need"], first["lacking"], first["complete"]) == ("requirement", ["dead"], True)
    assert (first["possible"], first["needed"], first["evidence"]) == (None, None, [])
    assert (second["id"], second["need"], second["lacking"]) == ("dead", "ended", [])
    assert answer.table().title == "Why this cannot be reached: Late (signed)"
    because = "Late (signed) requires Old pact, which cannot come"
    assert shown(answer, 0) == {
        "Who or what": "Late",
        "Milestone": "signed",
        "Because": because,
        "Where it says so": "",
    }
    proof, change = answer.table().remarks
    ended = "Old pact (signed) has ended or was given up"
    assert proof == f"Late (signed) cannot be reached, because {because}, and because {ended}."
    assert change == "The nearest change that would open it: Old pact is taken up again."


def test_what_cannot_be_reached_shows_its_obstacles(goals):
    remarks = {goal: cg.unlock(goals, goal, lang="en").table().remarks for goal in ("late", "c")}
    assert remarks == {
        "late": ["Out of reach, as far as recorded.", "Ended or given up: Old pact"],
        "c": ["Out of reach, as far as recorded.", "Waiting for each other: c, Deed"],
    }


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph, lang: cg.unlock(graph, "goal", lang=lang),
        lambda graph, lang: cg.unlock(graph, "late", lang=lang),
        lambda graph, lang: cg.unlock(graph, "c", lang=lang),
        lambda graph, lang: cg.unlock(graph, "goal", budget=0, limit=1, lang=lang),
        lambda graph, lang: cg.blockers(graph, "goal", lang=lang),
        lambda graph, lang: cg.blockers(graph, "goal", budget=0, lang=lang),
        lambda graph, lang: cg.blockers(graph, "late", lang=lang),
        lambda graph, lang: cg.why_not(graph, "goal", lang=lang),
        lambda graph, lang: cg.why_not(graph, "late", lang=lang),
        lambda graph, lang: cg.why_not(graph, "c", budget=0, lang=lang),
        lambda graph, lang: cg.roadmap(graph, lang=lang),
        lambda graph, lang: cg.unlock(graph, "p", lang=lang),
        lambda graph, lang: cg.blockers(graph, "p", lang=lang),
        lambda graph, lang: cg.why_not(graph, "p", lang=lang),
        lambda graph, lang: cg.deadlocks(graph, lang=lang),
        lambda graph, lang: cg.ready(graph, lang=lang),
    ],
)
def test_all_that_is_said_is_said_in_the_language_asked_for(goals, ask):
    answers = [ask(goals, lang) for lang in ("en", "fr")]
    english, french = (answer.table() for answer in answers)
    assert english.title != french.title
    assert len(english.remarks) == len(french.remarks)
    assert not set(english.remarks) & set(french.remarks)
    assert [len(row) for row in english.rows] == [len(row) for row in french.rows]
    said = answers[1].to_markdown()
    english_words = ("Goal", "Study", "Old pact", "Late", "Deed", "signed")
    assert not [word for word in english_words if word in said]


REFUSED = ["p", {"institution": "q", "dates": {"refused": "2001"}}]


@pytest.fixture(scope="module")
def obstructed():
    """One goal for each kind of obstacle."""
    return graph_of(
        {"id": "pact", "parties": REFUSED},
        {"id": "two", "quorum": 2, "parties": REFUSED},
        {"id": "one", "requires": ["other"]},
        {"id": "other", "requires": ["one"]},
        {"id": "late", "requires": [{"any_of": ["b", "c"], "by": "2019"}]},
        {"id": "b"},
        {"id": "c"},
        {"id": "barred", "excludes": ["stands"]},
        {"id": "stands", "status": "signed"},
        institutions=["p", "q"],
    )


@pytest.mark.parametrize(
    ("goal", "because", "opening", "obstacle"),
    [
        (
            "pact",
            "pact (signed) needs an act of q, who will not give it",
            "q acts after all (pact)",
            "No longer acts: q",
        ),
        (
            "two",
            "two (signed) needs 100.0% of its parties, and without q at most 50.0% can act",
            "q acts after all (two)",
            "Too few parties or alternatives: two",
        ),
        (
            "one",
            "one (signed) requires other, which cannot come",
            "one no longer requires other",
            "Waiting for each other: one, other",
        ),
        (
            "late",
            "late (signed) required b or c by a date that has passed",
            "the deadline for b or c is extended (late)",
            "A deadline has passed: late",
        ),
        (
            "barred",
            "barred (signed) cannot stand beside stands, which stands",
            "barred may stand beside stands",
            "Excluded, since only one of them can stand: barred, stands",
        ),
    ],
)
def test_each_obstacle_is_said_with_what_would_open_the_way(
    obstructed, goal, because, opening, obstacle
):
    answer = cg.why_not(obstructed, goal, as_of="2020", lang="en")
    assert shown(answer, 0)["Because"] == because
    proof, change, _ = answer.table().remarks
    assert proof.startswith(f"{goal} (signed) cannot be reached, because {because}")
    assert change == f"The nearest change that would open it: {opening}."
    assert cg.unlock(obstructed, goal, as_of="2020", lang="en").table().remarks == [
        "Out of reach, as far as recorded.",
        obstacle,
        "As of 2020.",
    ]


def test_the_shares_of_a_threshold_are_numbers_in_the_records(obstructed):
    (record,) = cg.why_not(obstructed, "two").to_records()
    assert (record["possible"], record["needed"], record["lacking"]) == (0.5, 1.0, ["q"])


def test_the_goal_is_named_whether_it_can_be_reached_or_not(goals):
    for goal in ("goal", "late", "c", "p"):
        answers = [ask(goals, goal) for ask in (cg.unlock, cg.blockers, cg.why_not)]
        assert [answer.goal.id for answer in answers] == [goal] * 3
        assert all(answer.complete for answer in answers)


def test_that_nothing_is_to_do_is_certain():
    plans = cg.unlock(graph_of({"id": "a", "status": "in_force"}), "a", lang="en")
    assert (plans.achieved, plans.complete, len(plans)) == (True, True, 0)
    assert plans.table().remarks == ["It is achieved: there is nothing to do."]


@pytest.mark.parametrize(
    "question", [cg.unlock, cg.blockers, cg.single_points, cg.why_not, cg.roadmap]
)
@pytest.mark.parametrize("goal", ["pact", "p"])
def test_the_date_of_the_answer_is_that_asked_for_or_that_of_the_graph(obstructed, question, goal):
    assert question(obstructed, goal).as_of == ""
    assert question(obstructed, goal, as_of="mars 2020", lang="fr").as_of == "2020-03"
    dated = obstructed.copy()
    dated.graph["as_of"] = "2019"
    assert question(dated, goal).as_of == "2019"


@pytest.mark.parametrize("question", [cg.ready, cg.deadlocks, cg.roadmap])
def test_the_date_of_an_answer_about_everything_is_that_asked_for(obstructed, question):
    assert question(obstructed, as_of="2020").as_of == "2020"


def test_where_there_is_nothing_the_title_says_so():
    done = graph_of({"id": "a", "status": "in_force"})
    titles = [ask(done, lang="en").table().title for ask in (cg.ready, cg.deadlocks, cg.roadmap)]
    assert titles == [
        "Nothing can come next.",
        "Nothing is waiting for each other.",
        "There is nothing to conclude.",
    ]
