"""The commands that query, as a person runs them."""

import csv
import inspect
import io
import json
from datetime import datetime

import pytest

import coopgraph as cg
from coopgraph.io.read.example import example_text


def test_dependents_of_the_bundled_dossier_is_a_table(run):
    status, out, err = run("dependents", "framework-convention", "--lang", "en")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("Who depends on: Framework convention")
    assert lines[-1] == "Certain: 6; possible: 2"
    assert sum("possible" in line for line in lines) == 3


def test_answers_speak_french_where_the_dossier_does(run, monkeypatch):
    assert run("exposure")[1].startswith("Combien dépendent")
    assert run("exposure", "-l", "en")[1].startswith("How many")
    monkeypatch.setenv("COOPGRAPH_LANG", "en")
    assert run("exposure")[1].startswith("How many")


@pytest.mark.parametrize(
    "words",
    [
        ["dependents", "framework-convention"],
        ["prerequisites", "anrur-afd-convention"],
        ["explain", "ANAH", "framework-convention"],
        ["exposure"],
        ["show"],
        ["show", "AFD"],
        ["what-if", "--fails", "framework-convention"],
        ["what-if", "--withdraws", "AFD", "--signs", "framework-convention"],
        ["what-if", "--completes", "strategic-study"],
        ["what-if", "--refuses", "framework-convention=MATNUHPV,mctrct"],
        ["state"],
        ["unlock", "anrur-afd-convention"],
        ["when", "anrur-afd-convention"],
        ["single-points", "anrur-afd-convention"],
        ["blockers", "anrur-afd-convention", "--max-size", "1"],
        ["ready"],
        ["roadmap"],
        ["roadmap", "afd-support"],
        ["at", "2019-11-05"],
        ["cooperation"],
        ["brokers"],
        ["check"],
    ],
    ids=" ".join,
)
def test_every_answer_comes_in_every_format(run, words):
    """The same rows as a table, JSON, CSV and Markdown."""
    rows = json.loads(run(*words, "--format", "json")[1])["records"]
    assert rows
    assert len(list(csv.DictReader(io.StringIO(run(*words, "-f", "csv")[1])))) == len(rows)
    markdown = run(*words, "-f", "markdown")[1].splitlines()
    assert sum(line.startswith("| ") for line in markdown) == len(rows) + 2
    assert len(run(*words)[1].splitlines()) >= len(rows) + 3


def test_an_answer_that_is_incomplete_says_so_in_every_format_and_by_its_status(run, tmp_path):
    """Thirty layers need three of six each, so the search for blockers stops at its limit."""
    below, items = [], []
    for n in range(31):
        requires = [{"any_of": below, "at_least": 3}] if below else []
        below = [f"x{n}-{m}" for m in range(6)]
        items += [
            {"id": i, "name": i, "kind": "other", "status": "envisaged", "requires": requires}
            for i in below
        ]
    path = tmp_path / "layers.json"
    path.write_text(json.dumps({"agreements": items}))
    asked = ("blockers", "x30-0", "--in", str(path), "--lang", "en", "--max-size")
    said = {
        "table": "None was found: the search stopped",
        "markdown": "None was found: the search stopped",
        "csv": ",,,False",
        "json": '"complete": false',
    }
    for form, words in said.items():
        status, out, _ = run(*asked, "4", "-f", form)
        assert (status, words in " ".join(out.split())) == (4, True)
    status, out, _ = run(*asked, "1", "-f", "json", "--as-of", "2019")
    assert (status, json.loads(out)) == (0, {"complete": True, "as_of": "2019", "records": []})
    assert "4 the answer is incomplete" in " ".join(run("--help")[1].split())


@pytest.mark.parametrize(
    "words",
    [
        ["unlock", "goal"],
        ["roadmap", "goal"],
        ["brief", "goal"],
        ["brief", "body"],
        ["draw", "roadmap-chart", "--goal", "goal", "-o", "map.svg"],
    ],
    ids=" ".join,
)
def test_whatever_rests_on_an_incomplete_search_says_so(run, tmp_path, words):
    """Each of twelve steps has two alternatives: 4,096 minimal plans."""
    pairs = [[f"x{n}", f"y{n}"] for n in range(12)]
    items = [{"id": i, "name": i, "kind": "other", "status": "envisaged"} for p in pairs for i in p]
    requires = [{"any_of": pair} for pair in pairs]
    goal = {"id": "goal", "name": "Goal", "kind": "other", "status": "envisaged"}
    items.append({**goal, "requires": requires, "parties": ["body"]})
    bodies = [{"id": "body", "name": "Body", "kind": "ministry", "country": "FR"}]
    path = tmp_path / "steps.json"
    path.write_text(json.dumps({"institutions": bodies, "agreements": items}))
    status, out, _ = run(*words, "--in", str(path), "--lang", "en")
    picture = tmp_path / "map.svg"
    text = picture.read_text("utf-8") if picture.exists() else out
    assert (status, "search stopped at its limit" in " ".join(text.split())) == (4, True)


def test_options_of_reach(run):
    near = run("dependents", "framework-convention", "--max-steps", "1", "-f", "json")[1]
    assert len(json.loads(near)["records"]) == 3
    wide = run("dependents", "framework-convention", "--widen", "part_of", "-f", "json")[1]
    assert "direction-habitat" in wide


def test_another_dossier_is_read(run, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(example_text("starter.fr.yaml"), encoding="utf-8")
    rows = json.loads(run("dependents", "volet-donnees", "--in", str(path), "-f", "json")[1])[
        "records"
    ]
    assert {row["id"]: row["certainty"] for row in rows} == {
        "pret-riviere": "certain",
        "agence-nord": "certain",
        "banque-sud": "certain",
        "ministere-sud": "possible",
    }


#: What each question needs beside the date; those not named need nothing.
SUBJECTS = {
    "what-if": ["--fails", "framework-convention"],
    "unlock": ["anrur-afd-convention"],
    "when": ["anrur-afd-convention"],
    "why-not": ["anrur-afd-convention"],
    "blockers": ["anrur-afd-convention"],
    "single-points": ["anrur-afd-convention"],
}
#: The public functions with a date of the state: questions with a command of their own.
DATED = sorted(
    name.replace("_", "-")
    for name in cg.__all__
    if inspect.isfunction(getattr(cg, name))
    and "as_of" in inspect.signature(getattr(cg, name)).parameters
    and name != "apply"  # which returns a graph
)


@pytest.mark.parametrize("words", [[name, *SUBJECTS.get(name, ())] for name in DATED], ids=" ".join)
def test_answers_about_the_state_say_as_of_when(run, words):
    assert "As of 20 Nov 2019." in run(*words, "--as-of", "2019-11-20", "-l", "en")[1]
    assert "Situation au 20 nov. 2019." in run(*words, "--as-of", "2019-11-20", "-l", "fr")[1]
    assert "Situation en 2019." in run(*words, "--as-of", "2019", "-l", "fr")[1]
    assert json.loads(run(*words, "--as-of", "2019", "-f", "json")[1])["as_of"] == "2019"


@pytest.mark.parametrize(
    ("written", "edtf", "english"),
    [
        ("30/06/27", "2027-06-30", "As of 30 Jun 2027."),
        ("2/3/2026", "2026-03-02", "As of 2 Mar 2026."),
        ("janvier 2026", "2026-01", "As of January 2026."),
        ("T1 2027", "2027-33", "As of: Q1 2027."),
        ("mi-2027", "[2027-05..2027-08]", "As of: between May 2027 and August 2027."),
        ("vers 2027", "2027~", "As of: about 2027."),
    ],
)
def test_a_date_is_given_as_people_write_it(run, written, edtf, english):
    assert json.loads(run("state", "--as-of", written, "-f", "json")[1])["as_of"] == edtf
    assert english in run("state", "--as-of", written, "-l", "en")[1]
    assert run("at", written)[0] == run("check", "--as-of", written)[0] == 0


def test_the_date_of_a_state_is_worded_in_french(run):
    assert "Situation : T1 2027." in run("state", "--as-of", "Q1 2027", "-l", "fr")[1]
    assert "Situation en janvier 2026." in run("state", "--as-of", "01/2026", "-l", "fr")[1]


def test_the_date_is_the_dossiers_own_else_today(run, tmp_path, monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2031, 5, 4, 12, tzinfo=tz)

    monkeypatch.setattr("coopgraph.cli.command.datetime", Clock)
    assert json.loads(run("ready", "-f", "json")[1])["as_of"] == "2031-05-04"
    text = example_text("anru-visit-2019.yaml")
    (tmp_path / "own.yaml").write_text(f"as_of: 2019-11-20\n{text}", encoding="utf-8")
    assert json.loads(run("ready", "-i", "own.yaml", "-f", "json")[1])["as_of"] == "2019-11-20"
    given = run("ready", "-i", "own.yaml", "--as-of", "2020", "-f", "json")[1]
    assert json.loads(given)["as_of"] == "2020"


def test_what_is_dated_later_is_not_yet_there(run, tmp_path):
    (tmp_path / "d.yaml").write_text(
        "agreements:\n- {id: a, name: A, kind: treaty, status: signed, dates: {signed: 2020}}\n",
        encoding="utf-8",
    )

    def state(*words):
        records = json.loads(run("state", "-i", "d.yaml", "-f", "json", *words)[1])["records"]
        return [(row["milestone"], row["state"]) for row in records]

    assert state("--as-of", "2019") == [("signed", "ready")]
    assert state() == [("in_force", "ready")]


def test_a_deadline_that_has_passed_is_missed_for_losses_too(run, tmp_path):
    """What no act brings back is out of reach already: no loss puts it there."""
    (tmp_path / "d.yaml").write_text(
        "agreements:\n"
        "- {id: a, name: A, kind: treaty, status: envisaged}\n"
        "- {id: b, name: B, kind: treaty, status: envisaged,"
        " requires: [{any_of: [a], by: '2020'}]}\n",
        encoding="utf-8",
    )

    def losses(question, *words):
        return json.loads(run(question, "b", "-i", "d.yaml", "-f", "json", *words)[1])["records"]

    for question in ("single-points", "blockers"):
        assert [row["ids"] for row in losses(question, "--as-of", "2019")] == [["a"]]
        assert losses(question) == losses(question, "--as-of", "2021") == []


def test_a_withdrawal_can_be_from_one_agreement_alone(run):
    everywhere = run("what-if", "--withdraws", "AFD", "-f", "json")[1]
    one = run("what-if", "--withdraws", "anrur-afd-convention=AFD", "-f", "json")[1]
    assert {row["id"] for row in json.loads(one)["records"]} == {"anrur-afd-convention"}
    assert {row["id"] for row in json.loads(everywhere)["records"]} > {"anrur-afd-convention"}


def test_the_stage_of_a_goal_is_named(run):
    asked = "unlock", "anrur-afd-convention", "--lang", "en", "--stage"
    assert "(in force)" in run(*asked, "in_force")[1].splitlines()[0]
    status, out, err = run(*asked, "ongoing")
    assert (status, out) == (2, "")
    assert "unknown word 'ongoing'; the words here are signed, in_force" in err
