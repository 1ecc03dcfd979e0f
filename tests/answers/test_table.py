import sys

import pytest

import coopgraph as cg
from coopgraph.answers.table import Table, csv_of

NASTY = Table("<b>t</b>", ["a|b", "n"], [["<script>", 1], ["x|y*z\u0301", 20]], ["r & s"])


def test_html_is_escaped():
    html = NASTY.html()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "r &amp; s" in html


def test_markdown_is_escaped():
    lines = NASTY.markdown().splitlines()
    assert lines[2] == r"| a\|b | n |"
    assert lines[3] == "| --- | ---: |"
    assert lines[4] == r"| \<script> | 1 |"


def test_text_keeps_to_the_width_and_loses_nothing():
    table = Table("t", ["id", "text"], [["a-very-long-identifier-in-one-word", "word " * 20]])
    text = table.text(40)
    assert max(len(line) for line in text.splitlines()) <= 40
    assert "…" not in text
    assert text.count("word") == 20 + 1


def test_text_is_not_read_as_markup():
    assert "[bold]x[/bold]" in Table("t", ["c"], [["[bold]x[/bold]"]]).text()


def test_formulas_in_csv_are_harmless():
    rows = csv_of([{"a": "=1+1", "b": ["@x", "y"], "c": -3}], ["a", "b", "c"]).splitlines()
    assert rows == ["a,b,c", "'=1+1,'@x | y,-3"]
    assert csv_of([], ["a", "b"]) == "a,b\n"


def test_a_missing_extra_says_how_to_install_it(graph, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(
        cg.MissingExtraError, match=r"pip install 'coopgraph-conventions\[frames\]'"
    ):
        cg.exposure(graph).to_frame()
