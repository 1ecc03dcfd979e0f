"""Workbooks and folders of CSV tables, as spreadsheets write them."""

import datetime as dt
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings

import coopgraph as cg
from coopgraph.io.read import xlsx
from coopgraph.io.tables.sheets import SHEETS
from coopgraph.io.tables.titles import shown_title
from coopgraph.messages.catalogue import LANGUAGES
from coopgraph.records.validation import dossier_from
from coopgraph.words.text import fold
from tests.strategies import dossiers

INSTITUTIONS = "id;name;kind;country\nafd;Agence française;development_bank;FR\n"


def folder_of(path, **tables):
    for name, content in tables.items():
        data = content if isinstance(content, bytes) else content.encode()
        (path / f"{name}.csv").write_bytes(data)
    return path


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(path)
    return book


def problems(path):
    with pytest.raises(cg.DossierError) as caught:
        cg.read(path)
    return [str(problem).replace(str(path), "") for problem in caught.value.problems]


@settings(max_examples=15)
@given(dossiers(size=3, conditions=True))
def test_every_dossier_comes_back_equal_from_a_workbook(tmp_path_factory, raw):
    dossier = dossier_from(raw)
    path = tmp_path_factory.mktemp("trip") / "dossier.xlsx"
    cg.write(dossier, path)
    assert cg.read(path) == dossier


def test_titles_are_told_apart_in_every_language():
    """A title in one language never names another column of the same table in the other."""
    for sheet in SHEETS.values():
        meant = {}
        for column in sheet.columns:
            for name in {column.name, *(column.title(lang) for lang in LANGUAGES)}:
                assert meant.setdefault(fold(name), column.name) == column.name
            for word in () if column.is_stage else column.words:
                for lang in LANGUAGES:
                    assert column.word(word.label(lang, sheet.gender)) == word.value
    assert shown_title("name_fr", SHEETS["parties"].columns[0], "fr")


# -- CSV as people have it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        INSTITUTIONS.encode(),
        INSTITUTIONS.encode("utf-8-sig"),
        INSTITUTIONS.encode("cp1252"),
        INSTITUTIONS.encode("utf-16"),
        INSTITUTIONS.replace(";", ",").encode(),
        INSTITUTIONS.replace(";", "\t").encode(),
        ("sep=;\r\n" + INSTITUTIONS.replace("\n", "\r\n")).encode("cp1252"),
        INSTITUTIONS.replace("afd", "\xa0afd\u202f").encode(),
        INSTITUTIONS.replace("name", "Nom").replace("kind", "nature").encode("cp1252"),
        INSTITUTIONS.replace("development_bank", "Banque de développement").encode("cp1252"),
    ],
)
def test_csv_is_read_as_excel_writes_it(tmp_path, data):
    """French or English, whatever the encoding, separator and spaces: no option is needed."""
    dossier = cg.read(folder_of(tmp_path, institutions=data))
    afd = dossier.institutions[0]
    assert (afd.id, str(afd.name), afd.kind) == ("afd", "Agence française", "development_bank")


def test_numbers_with_decimal_commas_and_hard_spaces_are_numbers(tmp_path):
    rows = "id;name;kind;status;quorum\na;A;treaty;signed;2,0\n"
    parties = "agreement;institution\na;afd\na;anru\n"
    bodies = "id;name;kind\nafd;AFD;agency\nanru;ANRU;agency\n"
    folder_of(tmp_path, agreements=rows, parties=parties, institutions=bodies)
    assert [threshold.count for threshold in cg.read(tmp_path).agreements[0].quorum] == [2]


def test_every_problem_of_a_folder_names_file_line_and_column(tmp_path):
    folder_of(
        tmp_path,
        institutions="id;name;kind;contry\nafd;AFD;bnk;FR\n;X;agency;\n",
        parties='agreement;institution\n"a";afd\nb;afdd\n',
        agreements="id;name;kind;status\na;A;treaty;signed\na;B;treaty;signed\n",
        people="id\n1\n",
    )
    assert problems(tmp_path) == [
        "/people.csv: unknown table 'people'; the tables are " + ", ".join(SHEETS) + "; a name that"
        " begins with # is not read",
    ]
    (tmp_path / "people.csv").rename(tmp_path / "#people.csv")
    known = "agency, government"
    found = problems(tmp_path)
    assert [p.partition(": ")[0] for p in found] == [
        "/agreements.csv:3:1",
        "/institutions.csv:1:4",
        "/institutions.csv:2:3",
        "/institutions.csv:3:1",
        "/parties.csv:3:1",
    ]
    assert "did you mean 'country'?" in found[1]
    assert known in found[2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"id;name\n\0\0", "csv-not-text"),
        (b'id;name;kind\n"afd;AFD;agency\n', "csv-syntax"),
        ("id;name;kind\né;è;agency\n".encode() + b"\xe9;x;agency\n", "wrong-encoding"),
        (b"id;name;kind\nafd;AFD;agency;9\n", "too-many-cells"),
        (b"id;name;kind;name\nafd;AFD;agency;A\n", "repeated-column"),
        (b"id;name\nafd;AFD\n", "missing-column"),
        (b"id;name;name_fr;kind\nafd;AFD;AFD;agency\n", "text-twice"),
    ],
)
def test_csv_that_is_none_is_refused(tmp_path, data, code):
    with pytest.raises(cg.DossierError) as caught:
        cg.read(folder_of(tmp_path, institutions=data))
    assert code in {problem.code for problem in caught.value.problems}


def test_columns_and_tables_set_aside_are_not_read(tmp_path):
    folder_of(tmp_path, institutions="id,name,kind,# who\nafd,AFD,agency,me\n")
    assert len(cg.read(tmp_path).institutions) == 1


def test_formulas_do_not_run_and_come_back_as_they_were(tmp_path):
    name = "=HYPERLINK(1)"
    body = {"id": "a", "name": name, "kind": "agency", "acronym": "'=x", "note": "-1"}
    dossier = cg.Dossier.model_validate({"institutions": [body]})
    for target in (tmp_path / "tables", tmp_path / "a.xlsx"):
        cg.write(dossier, target)
        assert cg.read(target) == dossier
    cells = (tmp_path / "tables" / "institutions.csv").read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in cells
    assert not {cell[:1] for cell in cells.replace("\n", ",").split(",")} & set("=+-@")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["institutions"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


# -- workbooks ------------------------------------------------------------------------------------


def test_a_month_stays_a_month(tmp_path):
    """Excel turns "May 2019" into a day; the way it is shown says what was meant."""
    path = tmp_path / "a.xlsx"
    titles = ["id", "name", "kind", "status", "date_signed"]
    shown = [
        ("mmm yyyy", "2019-05"),
        ("yyyy", "2019"),
        ("dd/mm/yyyy", "2019-05-01"),
        ("@", "2019-05"),
    ]
    rows = [[f"a{n}", "A", "treaty", "signed", dt.date(2019, 5, 1)] for n in range(3)]
    book = workbook(path, agreements=[titles, *rows, ["a3", "A", "treaty", "signed", "2019-05"]])
    for n, (number_format, _) in enumerate(shown):
        book["agreements"].cell(n + 2, 5).number_format = number_format
    book["agreements"].cell(6, 1, "a4")
    for n, value in enumerate(["A", "treaty", "signed", 2019], start=2):
        book["agreements"].cell(6, n, value)
    book.save(path)
    dates = [str(a.dates["signed"]) for a in cg.read(path).agreements]
    assert dates == [*(text for _, text in shown), "2019"]


def test_every_problem_of_a_workbook_names_sheet_and_cell(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(
        path,
        institutions=[["id", "name", "kind"], ["afd", "AFD", "bank"], ["x", "X", "=1+1"]],
        conventions=[["id", "nom", "nature", "état"], ["a", "A", "traité", "signd"]],
        parties=[["agreement", "institution"], ["a", "af"]],
    )
    assert [p.split(";")[0] for p in problems(path)] == [
        ":institutions!C3: a formula without a value"
    ]
    workbook(
        path,
        institutions=[["id", "name", "kind"], ["afd", "AFD", "bnk"]],
        conventions=[["id", "nom", "nature", "état"], ["a", "A", "traité", "signd"]],
        parties=[["agreement", "institution"], ["a", "af"]],
    )
    found = problems(path)
    assert [problem.split(": ")[0] for problem in found] == [
        ":institutions!C2",
        ":conventions!D2",
        ":parties!B2",
    ] or sorted(p.split(": ")[0] for p in found) == sorted(
        [":institutions!C2", ":conventions!D2", ":parties!B2"]
    )
    assert any("did you mean 'afd'?" in problem for problem in found)


def test_the_workbook_offers_words_and_explains_itself(tmp_path):
    path = tmp_path / "a.xlsx"
    cg.write(cg.example(), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "mode d’emploi"
    lists = {
        rule.formula1: str(rule.sqref) for rule in book["parties"].data_validations.dataValidation
    }
    assert any("requis,possible" in formula for formula in lists)
    assert "'conventions'!$A$2:$A$2000" in lists
    assert book["conventions"]["A1"].comment.text


def test_a_workbook_has_the_same_bytes_every_time(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        cg.write(cg.example(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 not really", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook-locked"),
        (b"id,name\n", "not-a-workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, content, code):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(cg.DossierError) as caught:
        cg.read(path)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_workbook_that_would_swell_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "LIMIT_MB", 1)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 11_000_000)
    with pytest.raises(cg.DossierError) as caught:
        cg.read(path)
    assert [problem.code for problem in caught.value.problems] == ["too-large"]


def test_a_cell_far_out_costs_nothing(tmp_path):
    """A stray cell in the last row and column of a sheet is a problem, not a hang."""
    path = tmp_path / "a.xlsx"
    book = workbook(path, institutions=[["id", "name", "kind"], ["afd", "AFD", "agency"]])
    book["institutions"]["XFD1048576"] = "x"
    book.save(path)
    assert problems(path) == [":institutions!XFD1048576: a filled cell in a column without a title"]


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    """When the disk is full while a table is written, all older tables are untouched."""
    folder = tmp_path / "tables"
    cg.write(cg.example(), folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    import os

    real, calls = os.fsync, []

    def full(handle):
        calls.append(handle)
        if len(calls) == 5:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        cg.write(cg.Dossier(institutions=()), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_a_cell_cannot_hold_is_refused_not_cut(tmp_path):
    long = {"id": "a", "name": "A", "kind": "agency", "note": "x" * 140_000}
    dossier = cg.Dossier.model_validate({"institutions": [long]})
    for target in (tmp_path / "a.xlsx", tmp_path / "tables"):
        with pytest.raises(cg.FormatError, match="longer than a cell"):
            cg.write(dossier, target)
    cg.write(dossier, tmp_path / "a.yaml")


def test_rows_that_say_one_thing_twice_are_told(tmp_path):
    """A second row for the dossier, evidence that nobody names, a provision of two agreements."""
    folder_of(
        tmp_path,
        dossier="title,language\nOne,en\nTwo,fr\n",
        sources="id,title\ns,S\n",
        evidence="reference,source\ne1,s\ne2,s\n",
        agreements="id,name,kind,status,evidence\na,A,treaty,signed,e1\nb,B,treaty,signed,\n",
        provisions="agreement,id,name\na,p,Same\nb,p,Same\n",
    )
    with pytest.raises(cg.DossierError) as caught:
        cg.read(tmp_path)
    found = {(p.code, p.line) for p in caught.value.problems}
    assert found == {("one-row", 3), ("unused-evidence", 3), ("duplicate-id-cell", 3)}
    saved = cg.salvage(tmp_path)
    assert sorted(c.outcome.value for c in saved) == ["rejected"] * 3
    assert str(saved.dossier.title) == "One"


def test_evidence_of_rows_that_are_one_comes_together(tmp_path):
    folder_of(
        tmp_path,
        sources="id,title\ns1,S\ns2,S\n",
        agreements="id,name,kind,status,evidence\na,A,treaty,signed,s1\na,A,treaty,signed,s2\n",
    )
    agreement = cg.salvage(tmp_path).dossier.agreements[0]
    assert [entry.source for entry in agreement.evidence] == ["s1", "s2"]


def test_one_bad_cell_does_not_keep_a_workbook_from_being_salvaged(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(
        path,
        institutions=[["id", "name", "kind"], ["afd", "AFD", "agency"], ["x", "=1+1", "agency"]],
        Feuil1=[["note"], ["mine"]],
    )
    saved = cg.salvage(path)
    assert [i.id for i in saved.dossier.institutions] == ["afd"]
    assert {c.problem.code for c in saved if c.outcome == "unread"} == {
        "formula-without-value",
        "unknown-table-known",
    }


def test_french_capitals_before_quotes_are_no_broken_utf8(tmp_path):
    text = "id;name;kind\ncafe;CAFÉ «É’» noté à l’été;agency\n"
    dossier = cg.read(folder_of(tmp_path, institutions=text.encode("cp1252")))
    assert str(dossier.institutions[0].name) == "CAFÉ «É’» noté à l’été"
