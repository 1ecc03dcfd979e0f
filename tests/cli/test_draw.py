"""The command that draws pictures."""

import json
import re

import pytest


def test_draw_writes_every_requested_format(run, tmp_path):
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
        (["impact-map", "--completes", "strategic-study", "--as-of", "2020"], "If “Strategic"),
        (["agreement-matrix"], "Who depends on which agreement"),
        (["roadmap-chart", "--goal", "anrur-afd-convention"], "What to conclude"),
        (["ego-map", "--of", "AFD", "--steps", "2"], "Around: French Development"),
        (["cooperation-map", "--grouped"], "ANRUR"),
        (["cooperation-map", "--highlight", "framework-convention"], "Who depends on"),
    ],
)
def test_draw_makes_every_picture(run, tmp_path, words, title):
    """With the options that name its subject; its title is also the title of the file."""
    status, out, err = run("draw", *words, "-o", "a.svg", "-l", "en")
    assert (status, out.strip(), err) == (0, "Written: a.svg", "")
    found = re.search("<title>([^<]*)</title>", (tmp_path / "a.svg").read_text(encoding="utf-8"))
    assert title in found[1]


@pytest.mark.parametrize(
    "words",
    [
        ["cooperation-map"],
        ["dependency-map"],
        ["impact-map", "--completes", "strategic-study"],
        ["agreement-matrix"],
        ["roadmap-chart"],
        ["ego-map", "--of", "AFD"],
    ],
    ids=" ".join,
)
def test_every_picture_is_as_of_a_date_and_says_so(run, tmp_path, words):
    assert run("draw", *words, "--as-of", "2020", "-o", "a.svg", "-l", "en")[0] == 0
    assert "As of 2020." in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_a_picture_does_not_draw_as_reached_what_is_dated_later(run, tmp_path):
    (tmp_path / "d.yaml").write_text(
        "agreements:\n"
        "- {id: a, name: A, kind: treaty, status: signed, dates: {signed: 2020}, requires: [b]}\n"
        "- {id: b, name: B, kind: treaty, status: signed, dates: {signed: 2018}}\n",
        encoding="utf-8",
    )

    def drawn(*words):
        run("draw", "dependency-map", "-i", "d.yaml", "-o", "a.svg", "--force", "-l", "en", *words)
        return (tmp_path / "a.svg").read_text(encoding="utf-8")

    assert "not achieved yet" in drawn("--as-of", "2019")
    assert "not achieved yet" not in drawn()


def test_an_impact_from_an_incomplete_search_says_so(run, tmp_path):
    """Fourteen possible links turn out in more ways than are tried."""
    links = [
        {"id": f"q{n}", "name": f"Q{n}", "kind": "treaty", "status": "signed",
         "requires": [{"any_of": [f"q{n + 1}"], "modality": "possible"}] if n < 14 else []}
        for n in range(15)
    ]  # fmt: skip
    (tmp_path / "d.json").write_text(json.dumps({"agreements": links}), encoding="utf-8")
    words = ["impact-map", "--fails", "q14", "-i", "d.json", "-o", "a.svg", "-l", "en"]
    assert run("draw", *words)[0] == 4
    text = " ".join(re.sub("<[^>]*>", " ", (tmp_path / "a.svg").read_text("utf-8")).split())
    assert "Not every way in which the possible can turn out was tried" in text


def test_draw_refuses_illegible_pictures_and_suggests_grouping(run, tmp_path):
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


def test_an_unwritable_target_is_a_file_error(run, tmp_path):
    (tmp_path / "folder.png").mkdir()
    code, _, err = run("draw", "dependency-map", "-o", "folder.png")
    assert code == 3
    assert "cannot be read or written" in err
