"""The commands that make pages."""

import pytest

import coopgraph as cg


def test_explore_writes_a_page(run, tmp_path):
    status, out, err = run("explore", "--lang", "en", "--as-of", "2019-11-20")
    assert (status, out, err) == (0, "Written: explore.html\n", "")
    page = (tmp_path / "explore.html").read_text(encoding="utf-8")
    graph = cg.build_graph(cg.example())
    graph.graph["as_of"] = "2019-11-20"
    assert page == cg.explore(graph, lang="en").html


def test_pages_do_not_say_that_what_is_dated_later_has_come(run, tmp_path):
    """By default they are as of today."""
    (tmp_path / "d.yaml").write_text(
        "agreements:\n- {id: a, name: A, kind: treaty, status: signed, dates: {signed: 9000}}\n",
        encoding="utf-8",
    )
    assert "signed: can come next" in run("brief", "a", "-i", "d.yaml", "-l", "en")[1]
    later = run("brief", "a", "-i", "d.yaml", "-l", "en", "--as-of", "9001")[1]
    assert "in force: can come next" in later
    run("explore", "-i", "d.yaml")
    assert "signed: can come next" in (tmp_path / "explore.html").read_text(encoding="utf-8")


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
