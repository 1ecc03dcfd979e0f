"""What leaves the program is inert: in a terminal, in a spreadsheet, in a page, in a picture."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.answers.table import Table, csv_of
from coopgraph.messages.catalogue import say
from coopgraph.messages.escaping import (
    escape_controls,
    escape_formula,
    escape_json,
    shorten,
    unescape_formula,
)
from coopgraph.records.validation import dossier_from

#: Sets the title of the window, rings, turns the direction, is not seen, moves to the line above.
NASTY = "\x1b]0;owned\x07\u202e\u2066\u200b\x9b1A\u2028\r"
SHOWN = r"\x1b]0;owned\x07\u202e\u2066\u200b\x9b1A\u2028\r"
#: What must not arrive anywhere, as a pattern.
RUNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069]")


# -- what a terminal may show -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Été à l’école — « nœud » 1 000\xa0€",
        "وزارة الإعمار \u200f(2020)\u200e المغرب",
        "می\u200cخواهم",  # Persian needs its non-joiner
        "ක්\u200dෂ",  # Sinhala its joiner
        "👩\u200d⚕️ 日本語 ελληνικά Кириллица",
    ],
)
def test_every_script_stays_as_it_is(text):
    assert escape_controls(text) == text


def test_what_a_terminal_would_obey_is_spelled():
    assert escape_controls(f"a{NASTY}b") == f"a{SHOWN}b"
    assert (
        escape_controls("pass\u200dword \U000e0041 \udc80") == r"pass\u200dword \U000e0041 \udc80"
    )
    assert escape_controls("a\n\tb") == "a\n\tb"
    assert escape_controls("a\n\tb", keep="") == r"a\n\tb"


@given(st.text())
def test_escaping_twice_changes_nothing_more_and_leaves_nothing_that_runs(text):
    once = escape_controls(text)
    assert escape_controls(once) == once
    assert not RUNS.search(once)
    assert "\n" not in escape_controls(text, keep="")


@given(st.text())
def test_escaped_json_holds_the_same(text):
    written = escape_json(json.dumps([text], ensure_ascii=False))
    assert json.loads(written) == [text]
    assert not RUNS.search(written)


def test_a_value_cannot_pass_for_a_message():
    assert say("written", file="a\n0 problems\x1b") == r"Written: a\n0 problems\x1b"


# -- problems ---------------------------------------------------------------------------------------


def problems_of(data):
    with pytest.raises(cg.DossierError) as caught:
        dossier_from(data)
    return caught.value


def test_a_quoted_value_is_cut_at_a_readable_length():
    long = "x" * 1_000_000
    body = {"id": "a", "name": "A", "kind": long, "country": long, "part_of": long, long: 1}
    agreement = {"id": long + "!", "name": "B", "kind": "framework", "quorum": long}
    found = problems_of({"institutions": [body], "agreements": [agreement]})
    assert len(found.problems) > 4
    assert max(map(len, str(found).splitlines())) < 1000
    assert "xxx…" in str(found)


def test_a_long_argument_is_cut_too(graph):
    with pytest.raises(cg.UnknownItemError) as caught:
        cg.dependents(graph, "x" * 1_000_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("count", [1, 99, 100, 101, 500])
def test_a_list_of_problems_shows_the_first_hundred_and_the_count(count):
    wrong = [{"id": f"a{n}", "name": "A", "kind": "agncy"} for n in range(count)]
    found = problems_of({"institutions": wrong})
    head, *lines = str(found).splitlines()
    assert len(found.problems) == count
    assert head.split()[0] == str(count)
    if count <= 100:
        assert len(lines) == count
    else:
        assert lines[100:] == [f"… the first 100 of {count}"]
        assert found.describe("fr").endswith(f"… les 100 premiers sur {count}")


def test_a_problem_is_one_line_whatever_the_file_holds():
    body = {"id": "a", "name": "A", "kind": f"x{NASTY}\n", f"k\n{NASTY}": 1}
    found = problems_of({"institutions": [body]})
    assert len(str(found).splitlines()) == 1 + len(found.problems)
    assert not RUNS.search(str(found))
    assert SHOWN in str(found)


# -- the command ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """Files with nasty names, ids, names and values."""
    wrong = {"institutions": [{"id": f"a{NASTY}", "name": "A", "kind": f"k{NASTY}"}]}
    (tmp_path / f"wrong{NASTY}.json").write_text(json.dumps(wrong), encoding="utf-8")
    named = {
        "language": "en",
        "institutions": [{"id": "a", "name": "evil\u202e\u200bname", "kind": "agency"}],
        "agreements": [
            {"id": "b", "name": "B", "kind": "framework", "status": "signed", "parties": ["a"]}
        ],
    }
    (tmp_path / "named.json").write_text(json.dumps(named), encoding="utf-8")
    return tmp_path


def in_a_terminal(folder, *words):
    """Everything that the command says in a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "coopgraph", *words]
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=env):
        os.close(theirs)
        said = b""
        while True:
            try:
                block = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not block:
                break
            said += block
    os.close(ours)
    return said.decode().replace("\r\n", "\n")  # what a terminal makes of a line end


COMMANDS = [
    (["check", f"wrong{NASTY}.json"], SHOWN),
    (["check", f"none{NASTY}.json"], SHOWN),
    (["dependents", f"x{NASTY}"], SHOWN),
    (["check", f"--{NASTY}"], r"\u202e"),
    ([f"x{NASTY}"], r"\u202e"),
    (["dependents", "AFD", "--engine", NASTY], r"\u202e"),
    (["new", f"new{NASTY}.yaml"], SHOWN),
    (["draw", "agreement-matrix", "-o", f"net{NASTY}.svg"], SHOWN),
    *[(["show", "-i", "named.json", "-f", form], r"\u202e") for form in ("table", "json", "csv")],
    (["show", "-i", "named.json", "-f", "markdown"], r"\\u202e"),
    (["brief", "a", "-i", "named.json"], r"\u202e"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "shown"), COMMANDS, ids=[" ".join(words[:1]) for words, _ in COMMANDS]
)
def test_nothing_that_runs_is_printed(run, words, shown):
    _, out, err = run(*words)
    assert not RUNS.search(out + err)
    assert shown in out + err


@pytest.mark.parametrize(("words", "shown"), [COMMANDS[n] for n in (0, 3, 4, 7, 8)])
def test_nothing_that_runs_arrives_at_a_terminal(folder, words, shown):
    said = in_a_terminal(folder, *words)
    assert not RUNS.search(said), said
    assert shown in said


def test_a_line_end_in_a_name_forges_no_message(run):
    _, _, err = run("check", "none\n0 problems.json")
    assert err.splitlines() == [r"none\n0 problems.json: there is no such file or folder"]


def test_warnings_of_libraries_are_escaped_on_the_error_stream(capsys):
    from coopgraph.cli.terminal import EscapedStream

    print("warning", NASTY, file=EscapedStream(sys.stderr))
    assert capsys.readouterr().err == f"warning {SHOWN}\n"


# -- spreadsheets -----------------------------------------------------------------------------------

CELLS = st.text(alphabet="=+-@＝＋－＠,;\t\"' \n\r|x", max_size=6)


@given(CELLS)
def test_a_marked_cell_comes_back_as_it_was(text):
    assert unescape_formula(escape_formula(text)) == text


@given(st.lists(st.tuples(CELLS, CELLS), max_size=3), st.sampled_from(",;\t|"))
def test_no_cell_of_an_answer_runs_whatever_separator_it_is_read_with(rows, separator):
    text = csv_of([{"a": a, "b": b} for a, b in rows], ["a", "b"])
    read = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    assert not [cell for row in read for cell in row if cell[:1] in set("=+-@＝＋－＠")]


@pytest.mark.parametrize(
    ("cell", "marked"),
    [
        ("=cmd|' /C calc'!A1", "'=cmd|' /C calc'!A1"),
        ("x;=cmd", "x;'=cmd"),
        ("x,＝cmd", "x,'＝cmd"),
        ("x\t@SUM(A1)", "x\t'@SUM(A1)"),
        ("a\n+33", "a\n'+33"),
        ('x;"=1"', 'x;\'"=1"'),
        ("\t=1", "'\t'=1"),
        ("a - b, c = d", "a - b, c = d"),
        ("l'Office; d'abord", "l'Office; d'abord"),
    ],
)
def test_what_a_spreadsheet_could_run_is_marked(cell, marked):
    assert escape_formula(cell) == marked


RISKY = ["=1", "x;=1", "x,@SUM(A1)", "＝1", "'=1", "a|-1", 'b;"=1"']


def risky_dossier():
    bodies = [
        {"id": f"i{n}", "name": name, "kind": "agency", "aliases": RISKY[:n]}
        for n, name in enumerate(RISKY)
    ]
    return dossier_from({"language": "en", "institutions": bodies})


@pytest.mark.parametrize("name", ["folder", "book.xlsx"])
def test_a_dossier_of_risky_texts_is_read_back_equal(tmp_path, name):
    dossier = risky_dossier()
    cg.write(dossier, tmp_path / name)
    assert cg.read(tmp_path / name) == dossier


def test_cells_of_a_folder_are_marked_for_every_separator(tmp_path):
    cg.write(risky_dossier(), tmp_path / "folder")
    text = (tmp_path / "folder" / "institutions.csv").read_text(encoding="utf-8-sig")
    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell[:1] in set("=+-@＝＋－＠")]


def test_cells_of_a_workbook_stay_texts_when_they_are_edited(tmp_path):
    from openpyxl import load_workbook

    cg.write(risky_dossier(), tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")["institutions"]
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row}
    for text in RISKY:
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix
    assert not cells["i0"].quotePrefix


# -- pages and pictures -----------------------------------------------------------------------------


@pytest.fixture
def foreign():
    """A graph that someone else built, with such characters in ids, titles and attributes."""
    graph = nx.MultiDiGraph(title=f"All{NASTY}\x00", language="en")
    bad = f"b{NASTY}\x00\x01"
    for item, record in ((bad, "institution"), ("c", "institution")):
        graph.add_node(
            item, record=record, title=f"Body {item}", kind="agency", acronym=f"X{NASTY}"
        )
    graph.add_node("d", record="agreement", title=f"Deed{NASTY}", kind="framework", status="signed")
    graph.add_edge(bad, "d", relation="party_to", evidence=f"page 3{NASTY}")
    graph.add_edge("c", "d", relation="party_to")
    return graph


def test_pages_show_it_escaped(foreign):
    brief = cg.brief(foreign, "d")
    answer = cg.dependents(foreign, "d")
    page = cg.explore(foreign).html
    for text in (
        str(answer),
        str(brief),
        brief.to_html(),
        brief.to_markdown("picture.svg"),
        answer.to_markdown(),
        answer._repr_html_(),
        page,
    ):
        assert not RUNS.search(text)
        assert "u202e" in text
    data = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert not re.search(r"(?<!\\)(\\\\)*\\u(00[0189]|20[026])", data[1])


@pytest.mark.parametrize("draw", ["cooperation_map", "dependency_map", "agreement_matrix"])
def test_an_svg_is_xml_and_shows_it_escaped(foreign, draw):
    svg = cg.plot.image(getattr(cg.plot, draw)(foreign), "svg").decode()
    assert not RUNS.search(svg)
    texts = "".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own file
    assert r"\u202e" in texts


def test_diagrams_show_it_escaped(tmp_path, foreign):
    for name in ("net.dot", "net.mmd"):
        cg.write(foreign, tmp_path / name)
    labels = re.findall(r'label="((?:[^"\\]|\\.)*)"', (tmp_path / "net.dot").read_text("utf-8"))
    assert any("u202e" in label for label in labels)
    assert not any(RUNS.search(label) for label in labels)
    assert not RUNS.search((tmp_path / "net.mmd").read_text("utf-8"))


def test_a_table_in_a_terminal_keeps_its_columns():
    table = Table(f"t{NASTY}", ["c\x1b"], [[f"x{NASTY}"]], [f"r{NASTY}"])
    assert not RUNS.search(table.text())
    assert not RUNS.search(table.markdown())
    assert not RUNS.search(table.html())


def test_shorten_keeps_what_fits():
    assert shorten("x" * 60) == "x" * 60
    assert shorten("x" * 61) == "x" * 59 + "…"
