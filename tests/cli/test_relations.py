"""The command over a table of relations."""

import contextlib
import json
import sqlite3

import pytest

import coopgraph as cg

pytest.importorskip("duckdb")


@pytest.fixture(autouse=True)
def _relations(tmp_path, graph):
    """The command runs beside files of relations, of which some are not sound."""
    for name in ("links.parquet", "links.sqlite"):
        cg.write(graph, tmp_path / name)
    (tmp_path / "bad.parquet").write_bytes(b"PAR1")
    with contextlib.closing(sqlite3.connect(tmp_path / "wrong.sqlite")) as connection:
        connection.execute("CREATE TABLE relation (dependent, dependson, kind, modality)")


@pytest.mark.parametrize(
    "where",
    [
        ["--relations", "links.parquet"],
        ["--relations", "links.sqlite"],
        ["--relations", "links.parquet", "--engine", "sqlite"],
        ["--url", "links.sqlite", "--engine", "sqlite"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("verb", ["dependents", "prerequisites"])
def test_relations_answer_as_the_dossier_does(run, where, verb):
    """The same ids, steps and certainties, in any engine."""
    words = (verb, "anrur-afd-convention", "-f", "json")
    answers = []
    for place in ([], where):
        status, out, err = run(*words, *place)
        assert (status, err) == (0, "")
        answers.append({(r["id"], r["steps"], r["certainty"]) for r in json.loads(out)["records"]})
    assert answers[0] == answers[1] != set()


def test_exposure_of_some(run):
    where = ("--relations", "links.parquet", "--of", "framework-convention", "-f", "csv")
    assert run("exposure", *where)[1].splitlines()[1:] == ["framework-convention,6,2,4,2"]
    rows = json.loads(run("exposure", "--of", "AFD-support", "-f", "json")[1])["records"]
    assert [row["id"] for row in rows] == ["afd-support"]  # an activity, asked for by name
    rows = json.loads(run("exposure", "--of", "framework-convention", "-f", "json")[1])["records"]
    assert [row["id"] for row in rows] == ["framework-convention"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["nobody", "--relations", "links.parquet"], 2, "nothing is called 'nobody'"),
        (["x", "--relations", "none.parquet"], 3, "there is no such file"),
        (["AFD", "--relations", "links.parquet"], 2, "did you mean: afd?"),
        (["x", "--relations", "links.parquet", "--engine", "duckdb", "--url", "none.db"], 3,
         "none.db: there is no such file"),
        (["x", "--relations", "bad.parquet"], 3, "duckdb: "),
        (["x", "--relations", "wrong.sqlite"], 1, "'depends_on' is missing"),
        (["x", "--engine", "sqlite"], 2, "say what to read"),
        (["x", "--relations", "links.parquet", "--in", "a.yaml"], 2, "not about both"),
        (["x", "--relations", "links.parquet", "--widen", "part_of"], 2, "--widen is for dossiers"),
        (["x", "--relations", "links.parquet", "--engine", "oracle"], 2, "oracle"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(run, words, status, said):
    ended, out, err = run("dependents", *words, "--lang", "en")
    assert (ended, out) == (status, "")
    assert said in " ".join(err.replace("│", " ").split())
