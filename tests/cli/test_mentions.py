"""The command that reads reports, as a person runs it."""

import functools
import json

import docx
import pytest

import coopgraph as cg

REPORT = "Une convention spécifique entre l’AFD et l’ANRUR pourrait être signée, avec l’AHNA.\n"


@pytest.fixture
def read(run, tmp_path):
    """Have the command read a report; its status, output and error output."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return functools.partial(run, "mentions")


def test_a_report_is_read_for_the_bundled_institutions(read):
    status, out, err = read("report.txt", "--lang", "en")
    assert (status, err) == (0, "")
    assert out.startswith("2 mentions of known institutions (different ones: 2)")
    assert "is 'AHNA' (1 ×) National Housing Agency (ANAH)?" in " ".join(out.split())
    assert "pourrait (possibility)" in out
    assert "--text-out" not in out


def test_records_are_printed_and_nothing_else(read):
    records = json.loads(read("report.txt", "--format", "json", "--draft", "d.yaml")[1])["records"]
    assert [record["finding"] for record in records] == [
        "mention",
        "mention",
        "suggestion",
        "sentence",
    ]
    assert read("report.txt", "--format", "csv")[1].startswith("finding,line,column")


def test_a_draft_is_written_and_can_be_read(read, tmp_path):
    status, out, _ = read("report.txt", "--draft", "draft.yaml")
    assert status == 0
    assert out.endswith("Écrit : draft.yaml\n")
    starter = cg.read(tmp_path / "draft.yaml")
    assert [body.id for body in starter.institutions] == ["afd", "anrur"]
    assert starter.sources[0].title.plain == "report.txt"
    assert read("report.txt", "--draft", "draft.yaml")[0] == 3
    assert read("report.txt", "--draft", "draft.yaml", "--force")[0] == 0


def test_another_dossier_may_be_looked_for(read, tmp_path):
    own = "institutions: [{id: a, name: Une convention, kind: other}]\n"
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    records = json.loads(read("report.txt", "-i", "own.yaml", "-f", "json", "--no-suggest")[1])[
        "records"
    ]
    assert records[0]["items"] == ["a"]


def test_the_text_of_a_word_document_is_kept_for_its_spans(read, tmp_path):
    document = docx.Document()
    document.add_paragraph("Avec l’AFD")
    document.add_paragraph("et l’ANAH.")
    document.save(tmp_path / "report.docx")
    assert "--text-out" in read("report.docx")[1]
    status, out, _ = read("report.docx", "--text-out", "text.txt", "--draft", "d.yaml", "-l", "en")
    assert status == 0
    assert "--text-out" not in out
    text = (tmp_path / "text.txt").read_bytes().decode()
    starter = cg.read(tmp_path / "d.yaml")
    spans = {body.id: text[slice(*body.evidence[0].span)] for body in starter.institutions}
    assert spans == {"afd": "AFD", "anah": "ANAH"}
    again = json.loads(read("text.txt", "-f", "json")[1])["records"]
    assert [record["text"] for record in again] == ["AFD", "ANAH"]


def test_pages_of_a_pdf_without_text_are_named(read, tmp_path):
    from tests.extract.test_documents import pdf

    (tmp_path / "report.pdf").write_bytes(pdf("L’AFD", "", "L’ANAH"))
    assert "Page without text (a picture?): 2" in read("report.pdf", "-l", "en")[1]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["absent.txt"], 3, "absent.txt: there is no such file"),
        (["report.odt"], 2, ".txt .md .docx .pdf"),
        (["empty.txt", "-l", "fr"], 3, "ne contient aucun texte"),
        (["western.txt"], 3, "save the file as UTF-8"),
        (["broken.pdf"], 3, "cannot be read"),
        (["report.txt", "--draft", "d.json"], 2, ".yaml .yml"),
        (["report.txt", "--text-out", "t.docx"], 2, ".txt .md"),
        (["report.txt", "--text-out", "report.txt"], 3, "already exists"),
        (["report.txt", "--draft", "no/d.yaml"], 3, "no such file or folder"),
        (
            ["report.txt", "--draft", "d.yaml", "--text-out", "no/t.txt"],
            3,
            "no such file or folder",
        ),
        (["report.txt", "-i", "absent.yaml"], 3, "absent.yaml"),
        (["report.txt", "-i", "bad.yaml"], 1, "expected a list"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_have_a_status_and_a_message(read, tmp_path, words, status, said):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "western.txt").write_bytes("l'été".encode("cp1252"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-")
    (tmp_path / "bad.yaml").write_text("institutions: 3\n", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    code, out, err = read(*words)
    assert (code, out) == (status, "")
    assert said in err
    assert "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == before
