"""Errors, exit statuses, existing files and help, for all commands."""

from dataclasses import fields

import pytest

import coopgraph as cg
from coopgraph.cli import app


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
    """Side files too, before anything is written."""
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


def test_one_name_for_two_outputs_is_refused(run, tmp_path):
    status, _, err = run("brief", "AFD", "-o", "b.md", "-o", "b.markdown", "-l", "en")
    assert status == 3
    assert "b.svg: two outputs have this name" in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["dependents", "ANAHH"], 2, "vouliez-vous dire : anah"),
        (["dependents", "ANAHH", "-l", "en"], 2, "did you mean: anah"),
        (["dependents", "port", "-l", "en"], 2, "nothing is called 'port'"),
        (["dependents", "", "-l", "en"], 2, "nothing is called ''"),
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
        (["draw", "impact-map"], 2, "--completes"),
        (["draw", "ego-map"], 2, "--of"),
        (["draw", "spiral"], 2, "spiral"),
        (["dependents"], 2, "ITEM"),
        (["what-if"], 2, "--completes"),
        (["what-if", "--ratifies", "afd"], 2, "--ratifies takes AGREEMENT=BODY"),
        (
            ["what-if", "--refuses", "afd", "--refuses", "framework-convention=mctrct"],
            2,
            "not both",
        ),
        (["what-if", "--fails", "exchange-visit", "-l", "en"], 2, "which nothing undoes"),
        (["what-if", "--fails", "exchange-visit"], 2, "rien ne le défait"),
        (["draw", "impact-map", "--fails", "exchange-visit"], 2, "rien ne le défait"),
        (["what-if", "--signs", "urban-renewal-component"], 2, "ne peut aboutir sans"),
        (
            ["draw", "ego-map", "--of", "afd", "--enters-into-force", "afd"],
            2,
            "--enters-into-force",
        ),
        (["state", "--as-of", "soon", "-l", "en"], 2, "not a date"),
        (["at", "soon", "-l", "en"], 2, "not a date"),
        (["at", "soon"], 2, "pas une date, comme 2019, mai 2019"),
        (["at", "d'ici 2030", "-l", "fr"], 2, "se lit [..2029] ou [..2030]"),
        (["state", "--as-of", "d'ici 2030", "-l", "en"], 2, "[..2029] or [..2030]"),
        (["check", "--as-of", "9999", "-l", "en"], 2, "stands for"),
        (["dependents", "afd", "--widen", "partof"], 2, "part_of"),
        (["dependents", "afd", "--max-steps", "0"], 2, "--max-steps"),
        (["dependants", "afd"], 2, "dependents"),
        (["new", "dossier.txt"], 2, "'.txt' is not a known format"),
        (["convert", "bad.yaml", "good.json"], 1, "expected a list"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_have_a_status_and_a_message(run, tmp_path, words, status, said):
    """Invalid dossiers are 1, usage errors 2, file errors 3; nothing is half-written."""
    (tmp_path / "bad.yaml").write_text("institutions:   3\n", encoding="utf-8")
    code, out, err = run(*words)
    assert code == status
    assert out == ""
    assert " ".join(said.split()) in " ".join(err.split())
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.yaml"]


def test_an_internal_error_shows_no_traceback(run, monkeypatch):
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
    names = [one.name or one.callback.__name__ for one in app.registered_commands]
    assert {"why-not", "explore", "brief", "what-if", "convert"} <= set(names)
    for name in names:
        assert f" {name} " in out
        assert run(name, "--help")[0] == 0
    assert "Exit status" in out
    assert run("--version")[1] == f"coopgraph {cg.__version__}\n"


@pytest.mark.parametrize("command", ["what-if", "draw"])
def test_every_kind_of_change_is_an_option(run, command):
    out = run(command, "--help")[1]
    for kind in fields(cg.Change):
        assert f"--{kind.name.replace('_', '-')} " in out
