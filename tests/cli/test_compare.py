"""The command that compares."""

import json

import pytest

import coopgraph as cg

NEW = """
language: fr
agreements:
  - {id: a, name: Accord, kind: treaty, status: signed}
  - {id: b, name: Protocole, kind: protocol, status: envisaged, requires: [a]}
"""
OLD = NEW.replace("signed", "envisaged")


@pytest.fixture
def files(tmp_path):
    paths = []
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        paths.append(str(tmp_path / f"{name}.yaml"))
    return paths


def test_it_says_what_changed_in_the_language_of_the_reader(run, files):
    status, out, _ = run("compare", *files)
    assert status == 0
    assert "Ce qui a changé" in out
    assert "envisagé → signé" in out
    status, out, _ = run("compare", *files, "-l", "en", "-f", "json")
    records = json.loads(out)["records"]
    assert [(row["id"], row["change"]) for row in records] == [
        ("a", "concluded"), ("a", "gained"), ("b", "gained"), ("a", "changed"),
    ]  # fmt: skip


def test_memos_are_written_once_asked_twice(run, files, tmp_path):
    status, out, _ = run("compare", *files, "-o", "memo.md", "-o", "memo.html")
    assert status == 0
    assert "Ce qui a changé" not in out
    assert (tmp_path / "memo.md").read_text("utf-8").startswith("# Ce qui a changé")
    assert "<!doctype html>" in (tmp_path / "memo.html").read_text("utf-8")
    status, _, error = run("compare", *files, "-o", "memo.md")
    assert status != 0
    assert "--force" in error
    assert run("compare", *files, "-o", "memo.md", "--force")[0] == 0
    assert run("compare", *files, "-o", "memo.txt")[0] == 2


def test_one_dossier_at_two_dates(run, tmp_path):
    cg.write(cg.example("kyoto"), tmp_path / "kyoto.yaml")
    path = str(tmp_path / "kyoto.yaml")
    status, out, _ = run("compare", path, "--at", "1996", "--at", "1998", "-l", "en")
    assert status == 0
    assert "What has changed: 1996 → 1998" in out
    for wrong in (["--at", "1996"], [], [path, "--at", "1996", "--at", "1998"]):
        status, _, error = run("compare", path, *wrong)
        assert (status, "--at twice" in error) == (2, True)
    status, _, error = run("compare", path, "--at", "1996", "--at", "soon")
    assert (status, "not a date" in error) == (2, True)
