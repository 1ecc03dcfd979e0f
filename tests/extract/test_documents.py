"""The text of reports: what is read, and what is refused with a reason."""

import contextlib
import io
import logging
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.backends.backend_pdf import PdfPages

import coopgraph as cg
from coopgraph.extract.documents import _text_runs

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def refused(tmp_path):
    """What is said of a file that cannot be read."""

    def refused(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(cg.DocumentError) as error:
            cg.read_report(path)
        assert str(path) in str(error.value)
        assert error.value.describe("fr") != str(error.value)
        return error.value.code

    return refused


# -- plain text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é\r\nà\n".encode(), "é\r\nà\n"),
        ("\ufeffé".encode(), "é"),
        ("é".encode("utf-16"), "é"),
        ("\ufeffé".encode("utf-16-be"), "é"),
    ],
)
def test_plain_text_is_read_as_it_is(tmp_path, data, text):
    for name in ("a.txt", "a.md", "A.TXT"):
        (tmp_path / name).write_bytes(data)
        assert cg.read_report(tmp_path / name) == text


def test_text_that_is_none_is_refused(refused):
    assert refused("a.txt", b"") == "document-empty"
    assert refused("a.txt", " \n\ufeff".encode()) == "document-empty"
    assert refused("a.txt", "L'été\n".encode("cp1252")) == "document-encoding"
    assert refused("a.txt", b"\xff\xfea") == "document-encoding"
    assert refused("a.txt", b"PK\x03\x04\x00\x00") == "document-not-text"


def test_the_place_of_a_wrong_byte_is_said(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a\nb\xe9")
    with pytest.raises(cg.DocumentError, match="line 2, byte 0xe9"):
        cg.read_report(tmp_path / "a.txt")


def test_text_beyond_the_limit_is_refused(refused):
    assert refused("a.txt", b"a" * 41_000_000) == "document-too-large"


def test_other_suffixes_and_missing_files(tmp_path):
    with pytest.raises(cg.FormatError, match=r"\.txt \.md \.docx \.pdf"):
        cg.read_report(tmp_path / "a.odt")
    with pytest.raises(FileNotFoundError):
        cg.read_report(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(IsADirectoryError):
        cg.read_report(tmp_path / "b.txt")


# -- Word -------------------------------------------------------------------------------------------


def word(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_document_is_read_in_its_order(tmp_path):
    """Headings, paragraphs, tables, insertions, text boxes and breaks; deletions are not."""
    document = docx.Document()
    document.add_heading("Compte rendu")
    paragraph = document.add_paragraph("L’ANR")
    paragraph.add_run("U et").bold = True
    paragraph.add_run("\tla\nville")
    paragraph._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>, insérée</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>non</w:delText></w:r></w:del>"))
    box = f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    paragraph._p.append(parse_xml(box))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "AFD", "ANAH"
    document.add_paragraph("Fin")
    path = tmp_path / "a.docx"
    path.write_bytes(word(document))
    expected = ["Compte rendu", "L’ANRU et\tla\nville, insérée", "Encadré", "AFD", "ANAH", "Fin"]
    assert cg.read_report(path) == "\n\n".join(expected)
    found = cg.mentions(cg.example(), cg.read_report(path))
    assert [m.items[0].id for m in found] == ["anru", "afd", "anah"]


def rezipped(data, **parts):
    """The archive with parts replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info, parts.pop(info.filename, old.read(info)))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def test_footnotes_are_read_after_the_text(tmp_path):
    document = docx.Document()
    document.add_paragraph("Texte")
    data = word(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rel = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    override = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    note = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>Voir l’AFD.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    parts = {
        "word/_rels/document.xml.rels": rels.replace("</Relationships>", rel),
        "[Content_Types].xml": types.replace("</Types>", override),
        "word/footnotes.xml": note,
    }
    (tmp_path / "a.docx").write_bytes(rezipped(data, **parts))
    assert cg.read_report(tmp_path / "a.docx") == "Texte\n\nVoir l’AFD."


def test_a_word_document_that_unpacks_without_end_is_refused_before_it_is_unpacked(refused):
    bomb = rezipped(word(docx.Document()), **{"word/document.xml": b" " * 41_000_000})
    assert len(bomb) < 200_000
    assert refused("a.docx", bomb) == "document-too-large"
    picture = rezipped(word(docx.Document()), **{"word/media/a.png": b"\0" * 301_000_000})
    assert refused("a.docx", picture) == "document-too-large"


def test_entities_of_a_word_document_do_not_expand(tmp_path):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    body = f"{entities}<w:document {W}><w:body><w:p><w:r><w:t>L’AFD &a;&b;</w:t></w:r></w:p></w:body></w:document>"
    (tmp_path / "a.docx").write_bytes(
        rezipped(word(docx.Document()), **{"word/document.xml": body})
    )
    try:
        text = cg.read_report(tmp_path / "a.docx")
    except cg.DocumentError:
        return
    assert text.strip() == "L’AFD"


def test_damaged_locked_and_empty_word_documents_are_refused(refused):
    data = word(docx.Document())
    assert refused("a.docx", data) == "document-empty"
    assert refused("a.docx", b"") == "document-damaged"
    assert refused("a.docx", b"no zip") == "document-damaged"
    assert refused("a.docx", data[: len(data) // 2]) == "document-damaged"
    assert refused("a.docx", rezipped(data, **{"word/document.xml": b"<a"})) == "document-damaged"
    old = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    assert refused("a.docx", old) == "document-damaged"
    assert refused("a.docx", old + "EncryptedPackage".encode("utf-16-le")) == "document-locked"


# -- PDF --------------------------------------------------------------------------------------------


def pdf(*pages):
    """A PDF with a line of text on each page, or a blank page."""
    stream = io.BytesIO()
    with plt.rc_context({"pdf.fonttype": 42}), PdfPages(stream) as book:
        for page in pages:
            figure = plt.figure(figsize=(6, 2))
            figure.text(0.1, 0.5, page)
            book.savefig(figure)
    return stream.getvalue()


def locked(data, user, owner=None):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner, algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_pdf_is_read_page_by_page(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Visite à l’ANRU", "", "et à l’AFD"))
    text = cg.read_report(path)
    assert [page.strip() for page in text.split("\f")] == ["Visite à l’ANRU", "", "et à l’AFD"]
    found = cg.mentions(cg.example(), text)
    assert [(m.page, m.text) for m in found] == [(1, "ANRU"), (3, "AFD")]


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(locked(pdf("L’ANRU"), "", "owner"))
    assert cg.read_report(path).strip() == "L’ANRU"


def test_locked_scanned_and_damaged_pdfs_are_refused(refused, caplog):
    data = pdf("L’ANRU")
    assert refused("a.pdf", locked(data, "secret")) == "document-locked"
    assert refused("a.pdf", pdf("", "")) == "document-scanned"
    assert refused("a.pdf", b"") == "document-damaged"
    assert refused("a.pdf", b"no pdf") == "document-damaged"
    assert refused("a.pdf", b"%PDF-1.7\n" + b"x" * 500) == "document-damaged"
    assert not caplog.records
    assert not logging.getLogger("pypdf").level


SOUND = {"pdf": pdf("L’ANRU"), "docx": word(docx.Document()), "txt": "L’ANRU".encode()}


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(SOUND)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=6),
    st.floats(0.3, 1),
)
def test_a_damaged_file_is_read_or_refused_and_never_crashes(suffix, changes, kept):
    data = bytearray(SOUND[suffix])
    for place, change in changes:
        at = int(place * len(data))
        data[at : at + len(change)] = change
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a.{suffix}")
        path.write_bytes(data[: int(len(data) * kept)])
        with contextlib.suppress(cg.DocumentError):
            assert cg.read_report(path).encode()


@pytest.mark.parametrize(("module", "package"), [("docx", "python-docx"), ("pypdf", "pypdf")])
def test_a_missing_package_is_named(tmp_path, module, package):
    path = tmp_path / f"a.{'docx' if module == 'docx' else 'pdf'}"
    path.write_bytes(b"x")
    code = f"""
import sys
sys.modules[{module!r}] = None
import coopgraph as cg
try:
    cg.read_report({str(path)!r})
except cg.MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == f"{package} is not installed: pip install 'coopgraph-conventions[text]'\n"


def test_an_error_without_words_is_named_by_its_kind(tmp_path, monkeypatch):
    def fail(_stream):
        raise KeyError

    path = tmp_path / "a.docx"
    path.write_bytes(word(docx.Document()))
    monkeypatch.setattr(docx, "Document", fail)
    with pytest.raises(cg.DocumentError, match="KeyError"):
        cg.read_report(path)


def test_halves_of_characters_in_a_pdf_become_marks_of_what_is_missing(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("x"))
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda _page: "a\ud800b\0")
    assert cg.read_report(path) == "a\ufffdb\ufffd"


def test_tab_stops_of_a_paragraph_are_no_tabs_in_it(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Texte")
    paragraph.paragraph_format.tab_stops.add_tab_stop(914400)
    (tmp_path / "a.docx").write_bytes(word(document))
    assert cg.read_report(tmp_path / "a.docx") == "Texte"


@pytest.mark.parametrize(("name", "package"), [("a.docx", "python-docx"), ("a.pdf", "pypdf")])
def test_a_parser_that_is_not_installed_is_named_with_its_extra(
    tmp_path, monkeypatch, name, package
):
    (tmp_path / name).write_bytes(b"PK\x03\x04" if name.endswith("docx") else b"%PDF-1.4")
    monkeypatch.setitem(sys.modules, package.removeprefix("python-"), None)
    with pytest.raises(cg.MissingExtraError) as error:
        cg.read_report(tmp_path / name)
    assert error.value.values["package"] == package
    assert error.value.values["extra"] == "text"


def test_the_format_of_a_run_holds_no_text():
    run = f"<w:p {W}><w:r><w:rPr><w:t>no</w:t></w:rPr><w:t>yes</w:t></w:r></w:p>"
    assert list(_text_runs(parse_xml(run))) == ["yes"]
