"""The command as a person runs it: in a process of its own where that matters, else in this one."""

import csv
import io
import json
import os
import re
import subprocess
import sys

import jsonschema
import pytest

import coopgraph as cg
from coopgraph.io.files import example_text

# -- answers ----------------------------------------------------------------------------------------


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
        ["unlock", "anrur-afd-convention"],
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
    """Of six in each of thirty layers three are needed; the search for what blocks it stops."""
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
    status, out, _ = run(*asked, "1", "-f", "json")
    assert (status, json.loads(out)) == (0, {"complete": True, "records": []})
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
def test_whatever_rests_on_a_search_that_stopped_says_so(run, tmp_path, words):
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


def test_a_dossier_of_ones_own_is_read(run, tmp_path):
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


# -- files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_starter_dossier_validates(run, tmp_path, lang):
    """`new` makes a dossier that `check` finds sound, and the schema beside it."""
    assert run("new", "dossier.yaml", "--lang", lang)[0] == 0
    status, out, _ = run("check", "--in", "dossier.yaml", "--lang", lang)
    assert status == 0
    assert ("Lu : dossier.yaml" if lang == "fr" else "Read: dossier.yaml") in out
    schema = json.loads((tmp_path / "coopgraph.schema.json").read_text(encoding="utf-8"))
    data = cg.read(tmp_path / "dossier.yaml").model_dump(mode="json", exclude_defaults=True)
    jsonschema.validate(data, schema)


def test_existing_files_are_kept_unless_forced(run, tmp_path):
    (tmp_path / "dossier.yaml").write_text("mine", encoding="utf-8")
    status, _, err = run("new")
    assert status == 3
    assert "--force replaces it" in err
    assert (tmp_path / "dossier.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "coopgraph.schema.json").exists()
    assert run("new", "--force")[0] == 0


@pytest.mark.parametrize(
    ("words", "existing"),
    [
        (["new", "d.yaml"], ["d.yaml", "coopgraph.schema.json"]),
        (["new", "d.xlsx"], ["d.xlsx"]),
        (["convert", "in.json", "d.yaml"], ["d.yaml"]),
        (["convert", "in.json", "net.csv"], ["net.nodes.csv", "net.edges.csv"]),
        (["convert", "in.json", "d", "-f", "tables"], ["d/parties.csv", "d/sources.csv"]),
        (["convert", "in.json", "d.yaml", "--salvage", "--rejects", "r.csv"], ["r.csv"]),
        (["draw", "roadmap-chart", "-o", "a.svg", "-o", "b.svg"], ["a.svg", "b.svg"]),
        (["explore"], ["explore.html"]),
        (["brief", "AFD", "-o", "b.md"], ["b.svg"]),
        (["brief", "AFD", "-o", "b.md", "-o", "b.html"], ["b.md", "b.svg", "b.html"]),
        (["mentions", "r.txt", "--draft", "d.yaml", "--text-out", "t.txt"], ["d.yaml", "t.txt"]),
    ],
)
def test_every_existing_file_is_named_and_kept_unless_forced(
    run, tmp_path, words, existing, example
):
    """Side files too, and before anything is written."""
    cg.write(example, tmp_path / "in.json")
    (tmp_path / "r.txt").write_text("The AFD.", encoding="utf-8")
    for name in existing:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    status, out, err = run(*words, "-l", "en")
    assert (status, out) == (3, "")
    verb = "already exists; --force replaces it" if len(existing) == 1 else "already exist;"
    assert verb in err
    assert {name for name in existing if name in err} == set(existing)
    assert sorted(tmp_path.rglob("*")) == before
    assert {(tmp_path / name).read_text(encoding="utf-8") for name in existing} == {"mine"}
    assert run(*words, "--force", "-l", "en")[0] == 0
    assert "mine" not in {(tmp_path / name).read_bytes().decode("latin1") for name in existing}


def test_a_schema_that_is_there_already_does_not_hinder_a_second_dossier(run, tmp_path):
    assert run("new", "a.yaml")[0] == 0
    assert run("new", "b.yaml")[0] == 0
    assert (tmp_path / "b.yaml").exists()


def test_one_name_for_two_outputs_is_refused(run, tmp_path):
    status, _, err = run("brief", "AFD", "-o", "b.md", "-o", "b.markdown", "-l", "en")
    assert status == 3
    assert "b.svg: two outputs have this name" in err
    assert not list(tmp_path.iterdir())


def test_convert_there_and_back(run, tmp_path, example):
    cg.write(example, tmp_path / "a.yaml")
    assert run("convert", "a.yaml", "b.json")[0] == 0
    assert run("convert", "b.json", "c.yaml")[0] == 0
    assert cg.read(tmp_path / "c.yaml") == example
    assert run("convert", "a.yaml", "b.json")[0] == 3
    assert run("convert", "a.yaml", "b.json", "--force")[0] == 0


def test_convert_writes_for_other_programs_and_lists_what_they_do_not_hold(run, tmp_path, example):
    cg.write(example, tmp_path / "a.yaml")
    code, out, err = run("convert", "a.yaml", "net.gexf", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith("Written: net.gexf\n")
    assert "attributes of the graph" in out
    assert "agreements[2].note" in out
    code, out, _ = run("convert", "a.yaml", "net.json", "--format", "kumu")
    assert code == 0
    assert out.startswith("Écrit : net.json\n")
    assert '"elements"' in (tmp_path / "net.json").read_text(encoding="utf-8")


def test_convert_replaces_no_list_unasked(run, tmp_path, example):
    cg.write(example, tmp_path / "a.yaml")
    (tmp_path / "net.edges.csv").write_text("mine", encoding="utf-8")
    code, out, err = run("convert", "a.yaml", "net.csv")
    assert (code, out) == (3, "")
    assert "net.edges.csv" in err
    assert not (tmp_path / "net.nodes.csv").exists()
    assert run("convert", "a.yaml", "net.csv", "--force")[0] == 0
    assert (tmp_path / "net.nodes.csv").exists()


def test_convert_names_the_formats_that_it_knows(run, tmp_path, example):
    cg.write(example, tmp_path / "a.yaml")
    code, out, err = run("convert", "a.yaml", "b.gexf", "--format", "gephi", "--lang", "en")
    assert (code, out) == (2, "")
    assert "'gephi' is not a known format" in err
    assert "gexf" in err


def test_draw_writes_every_format_asked_for(run, tmp_path):
    words = ["draw", "cooperation-map", "-o", "a.png", "-o", "a.svg", "-o", "a.pdf", "-l", "en"]
    status, out, _ = run(*words)
    assert status == 0
    assert out.splitlines() == ["Written: a.png", "Written: a.svg", "Written: a.pdf"]
    starts = [(tmp_path / f"a.{form}").read_bytes()[:5] for form in ("png", "svg", "pdf")]
    assert starts == [b"\x89PNG\r", b"<?xml", b"%PDF-"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["impact-map", "--fails", "framework-convention", "--withdraws", "AFD"], "If “Framework"),
        (["impact-map", "--signs", "framework-convention", "--affected"], "If “Framework"),
        (["agreement-matrix"], "Who depends on which agreement"),
        (["roadmap-chart", "--goal", "anrur-afd-convention"], "What to conclude"),
        (["ego-map", "--of", "AFD", "--steps", "2"], "Around: French Development"),
        (["cooperation-map", "--grouped"], "ANRUR"),
        (["cooperation-map", "--highlight", "framework-convention"], "Who depends on"),
    ],
)
def test_draw_makes_every_picture(run, tmp_path, words, title):
    """With the options that say what it is about; its title is also the file's."""
    status, out, err = run("draw", *words, "-o", "a.svg", "-l", "en")
    assert (status, out.strip(), err) == (0, "Written: a.svg", "")
    found = re.search("<title>([^<]*)</title>", (tmp_path / "a.svg").read_text(encoding="utf-8"))
    assert title in found[1]


def test_draw_refuses_what_nobody_can_read_and_says_how_to_get_a_readable_picture(run, tmp_path):
    agreements = [
        {"id": f"a{n}", "name": f"A {n}", "kind": "treaty", "status": "signed", "requires": ["a0"]}
        for n in range(1, 200)
    ]
    agreements.append({"id": "a0", "name": "A 0", "kind": "treaty", "status": "signed"})
    (tmp_path / "big.json").write_text(json.dumps({"agreements": agreements}), encoding="utf-8")
    status, out, err = run("draw", "dependency-map", "-i", "big.json", "-l", "en")
    assert (status, out) == (2, "")
    assert err.startswith("Unreadable: 200 boxes and 199 lines")
    assert "--grouped" in err
    assert not (tmp_path / "dependency-map.png").exists()
    status, _, _ = run("draw", "dependency-map", "-i", "big.json", "--grouped", "-o", "a.svg")
    assert status == 0
    assert "199 × treaty" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    status, _, err = run("draw", "dependency-map", "-i", "big.json", "--no-limits", "--dpi", "600")
    assert status == 2
    assert "--dpi" in err


def test_draw_highlights_who_depends_on_an_item(run, tmp_path):
    words = ["draw", "dependency-map", "--highlight", "framework-convention", "-o", "a.svg"]
    assert run(*words)[0] == 0
    assert "Qui dépend de" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_the_schema_is_printed(run):
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema")[1]))


# -- what goes wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["dependents", "ANAHH"], 2, "vouliez-vous dire : anah"),
        (["dependents", "ANAHH", "-l", "en"], 2, "did you mean: anah"),
        (["dependents", "port", "-l", "en"], 2, "nothing is called 'port'"),
        (["dependents", "convention", "-l", "en"], 2, "anah-convention"),
        (["show", "bad.yaml", "-l", "en"], 2, "'bad.yaml' is a file: --in bad.yaml"),
        (["check", "bad.yaml"], 1, "expected a list"),
        (["new", "no/dossier.yaml"], 3, "no: there is no such file or folder"),
        (["show", "-i", "missing.yaml"], 3, "missing.yaml: there is no such file or folder"),
        (["show", "-i", "missing.toml"], 2, "'.toml' is not a known format"),
        (["show", "-i", "bad.yaml"], 1, "bad.yaml:1:17: institutions: expected a list"),
        (["check", "-i", "bad.yaml", "-l", "fr"], 1, "une liste est attendue"),
        (["draw", "cooperation-map", "-o", "a.gif"], 2, "'.gif' is not a known image format"),
        (["draw", "cooperation-map", "-o", "no/a.png"], 3, "no: there is no such file or folder"),
        (["draw", "ego-map", "--of", "afd", "--highlight", "afd"], 2, "goes with"),
        (["draw", "cooperation-map", "--fails", "afd"], 2, "goes with impact-map"),
        (["draw", "impact-map"], 2, "--fails, --withdraws or --signs"),
        (["draw", "ego-map"], 2, "--of"),
        (["draw", "spiral"], 2, "spiral"),
        (["dependents"], 2, "ITEM"),
        (["what-if"], 2, "--fails, --withdraws or --signs"),
        (["at", "soon"], 2, "not a date in EDTF"),
        (["check", "--as-of", "9999"], 2, "stands for"),
        (["dependents", "afd", "--widen", "partof"], 2, "part_of"),
        (["dependents", "afd", "--max-steps", "0"], 2, "--max-steps"),
        (["dependants", "afd"], 2, "dependents"),
        (["new", "dossier.txt"], 2, "'.txt' is not a known format"),
        (["convert", "bad.yaml", "good.json"], 1, "expected a list"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_have_a_status_and_a_message(run, tmp_path, words, status, said):
    """Wrong dossiers are 1, misunderstandings 2, file trouble 3; nothing is half-written."""
    (tmp_path / "bad.yaml").write_text("institutions:   3\n", encoding="utf-8")
    code, out, err = run(*words)
    assert code == status
    assert out == ""
    assert " ".join(said.split()) in " ".join(err.split())
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.yaml"]


def test_a_folder_that_cannot_be_written_is_file_trouble(run, tmp_path):
    (tmp_path / "folder.png").mkdir()
    code, _, err = run("draw", "dependency-map", "-o", "folder.png")
    assert code == 3
    assert "cannot be read or written" in err


def test_an_error_of_our_own_shows_no_traceback(run, monkeypatch):
    def broken():
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(cg, "example", broken)
    code, _, err = run("show")
    assert code == 70
    assert err.splitlines() == [
        "internal error of coopgraph (ZeroDivisionError: oh); COOPGRAPH_DEBUG=1 shows its details"
    ]
    monkeypatch.setenv("COOPGRAPH_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("show")


def test_help_names_every_command(run):
    out = run("--help")[1]
    for name in ("show", "dependents", "prerequisites", "explain", "exposure", "check", "draw",
                 "convert", "schema", "new", "what-if", "unlock", "single-points", "blockers",
                 "ready", "deadlocks", "roadmap", "at", "compare", "cooperation",
                 "participation", "brokers", "mentions"):  # fmt: skip
        assert f" {name} " in out
        assert run(name, "--help")[0] == 0
    assert "Exit status" in out
    assert run("--version")[1] == f"coopgraph {cg.__version__}\n"


# -- a process of its own ---------------------------------------------------------------------------


def command(*words, encoding="utf-8", **options):
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "coopgraph", *words],
        env=env,
        capture_output=True,
        check=False,
        **options,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_output_survives_a_terminal_that_lacks_letters(encoding):
    """Rules and arrows get plain stand-ins there, letters a question mark; nothing crashes."""
    done = command("dependents", "framework-convention", encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert ("─" in text) == (encoding == "utf-8")
    assert "----" in text or encoding == "utf-8"
    assert ("dépend" in text) == (encoding != "ascii")


def test_arabic_survives_a_western_terminal(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("institutions: [{id: a, name: المغرب, kind: state}]\n", encoding="utf-8")
    done = command("show", "-i", str(path), encoding="cp1252")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_who_has_seen_enough_does_not_upset_it():
    pipe = f"{sys.executable} -m coopgraph show | head -1"
    done = subprocess.run(pipe, shell=True, capture_output=True, check=True)
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("words", ["show", "schema"])
def test_output_to_a_full_disk_is_file_trouble(words):
    done = subprocess.run(
        f"{sys.executable} -m coopgraph {words} > /dev/full",
        shell=True,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 3
    assert "stdout" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_anywhere_to_answer_it_ends_quietly():
    pipe = f"{sys.executable} -m coopgraph show >&-"
    done = subprocess.run(pipe, shell=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (3, b"")


# -- pages ------------------------------------------------------------------------------------------


def test_explore_writes_a_page(run, tmp_path):
    status, out, err = run("explore", "--lang", "en")
    assert (status, out, err) == (0, "Written: explore.html\n", "")
    page = (tmp_path / "explore.html").read_text(encoding="utf-8")
    assert page == cg.explore(cg.build_graph(cg.example()), lang="en").html


def test_brief_prints_or_writes(run, tmp_path):
    status, out, _ = run("brief", "AFD", "--lang", "en")
    assert status == 0
    assert out.startswith("French Development Agency (AFD)\n")
    assert run("brief", "AFD", "-o", "afd.md", "-o", "afd.html")[0] == 0
    assert {path.name for path in tmp_path.iterdir()} == {"afd.md", "afd.svg", "afd.html"}


@pytest.mark.parametrize(
    "words", [["explore", "-o", "page.pdf"], ["brief", "AFD", "-o", "a.md", "-o", "page.pdf"]]
)
def test_a_page_of_another_format_is_refused_before_anything_is_written(run, tmp_path, words):
    status, _, err = run(*words, "--lang", "en")
    assert status == 2
    assert "'.pdf' is not a known format; the formats are .html" in err
    assert list(tmp_path.iterdir()) == []
