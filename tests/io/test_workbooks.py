"""The workbook that people fill in: its guide, its titles, its lists; and how cells are read."""

import datetime as dt

import openpyxl
import pytest

import coopgraph as cg
from coopgraph.io.tables.sheets import SHEETS, Holds
from tests.io.read.test_slips import said_of
from tests.io.tables.test_tables import workbook

TITLES = ["id", "name", "kind"]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "visite.xlsx"
    cg.write(cg.example(), path)
    return openpyxl.load_workbook(path)


def test_the_guide_explains_each_column_with_the_words_it_takes(book):
    guide = book.worksheets[0]
    rows = [tuple(cell or "" for cell in row) for row in guide.iter_rows(values_only=True)]
    assert guide.title == "mode d’emploi"
    assert rows[1][0].endswith("coopgraph check dossier.xlsx")
    assert rows[3] == ("feuille", "colonne", "à remplir", "ce qu’elle contient", "mots possibles")
    named = {row[1]: row for row in reversed(rows) if row[1]}  # the first of each
    assert named["modalité"][4] == "requis, possible"
    assert named["nom"][2] == "oui"
    assert not named["remarque"][2]
    assert not named["date : signé"][4]
    assert named["date : signé"][3].startswith("Quand cette étape a été atteinte")
    assert sum(bool(row[1]) for row in rows[4:]) == sum(len(s.columns) for s in SHEETS.values())
    assert (guide["A1"].font.bold, guide["A1"].font.size) == (True, 14)
    assert (guide["B4"].font.bold, guide["B4"].font.size) == (True, 11)
    assert not guide["B6"].font.bold
    assert guide["D6"].alignment.wrap_text


def test_the_sheets_stand_in_the_order_in_which_people_fill_them_in(book):
    assert book.sheetnames[1:4] == ["sources", "institutions", "conventions"]
    assert book.sheetnames[-3:] == ["preuves", "identités", "dossier"]
    assert all(sheet.freeze_panes == "B2" for sheet in book.worksheets[1:])


def test_titles_are_bold_and_those_that_must_be_filled_in_are_shaded(book):
    parties = book["parties"]
    heads = {cell.value: cell for cell in parties[1]}
    assert all(head.font.bold and head.alignment.wrap_text for head in heads.values())
    needed = heads["convention"].fill.fgColor.rgb
    assert needed == heads["institution"].fill.fgColor.rgb
    assert needed != heads["rôle"].fill.fgColor.rgb
    assert heads["rôle"].comment.text == "Un mot de la liste."


def test_cells_are_texts_that_wrap_in_columns_that_fit(book):
    sheet = book["conventions"]
    cell = sheet["B2"]
    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert (cell.alignment.vertical, cell.alignment.wrap_text) == ("top", True)
    widths = {letter: column.width for letter, column in sheet.column_dimensions.items()}
    assert widths["B"] == 2 + max(len(row[0].value) for row in sheet["B1:B12"] if row[0].value)
    assert min(widths.values()) == 10
    assert max(book["sources"].column_dimensions[c].width for c in "ABCD") <= 60
    assert sheet.column_dimensions["F"].number_format == "@"


def test_lists_agree_in_gender_and_warn_only_of_words(book):
    rules = {r.formula1: r for r in book["conventions"].data_validations.dataValidation}
    (status,) = (rule for words, rule in rules.items() if "signée,en vigueur" in words)
    assert status.showErrorMessage
    assert status.error == "Ce mot n’est pas dans la liste."
    assert str(status.sqref) == "E2:E2000"
    parties = book["parties"].data_validations.dataValidation
    (ids,) = (rule for rule in parties if rule.formula1 == "'institutions'!$A$2:$A$2000")
    assert not ids.showErrorMessage
    assert "proposé,convenu,suspendu,écarté" in {
        rule.formula1.strip('"') for rule in book["volets"].data_validations.dataValidation
    }


def test_ids_that_may_be_of_several_tables_offer_no_list(book):
    letters = {str(rule.sqref)[0] for rule in book["conditions"].data_validations.dataValidation}
    assert letters == {"D", "E", "G"}  # stage, before and modality


def test_a_column_is_required_that_names_the_owner():
    for name, owner in (("parties", "agreement"), ("participants", "activity"), ("links", "item")):
        column = next(c for c in SHEETS[name].columns if c.name == owner)
        assert column.required
        assert column.holds is Holds.ID


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        (dt.date(2019, 5, 1), "mmm yyyy", "2019-05"),
        (dt.date(2019, 5, 1), "yyyy", "2019"),
        (dt.datetime(2019, 5, 1, 10, 30), "dd/mm/yyyy hh:mm", "2019-05-01"),  # noqa: DTZ001
        (dt.datetime(2019, 5, 1, 10, 30), "hh:mm", "2019-05-01"),  # noqa: DTZ001
        (dt.date(2019, 5, 1), "jj/mm/aaaa", "2019-05-01"),
        (dt.date(2019, 5, 1), 'yyyy" day"', "2019"),
        (2019, "General", "2019"),
        (2019.0, "0", "2019"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_far_as_it_is_shown(tmp_path, value, number_format, read):
    path = tmp_path / "a.xlsx"
    book = workbook(path, agreements=[[*TITLES, "date_signed"], ["a", "A", "treaty", value]])
    book["agreements"]["D2"].number_format = number_format
    book.save(path)
    assert cg.read(path).agreements[0].dates["signed"].text == read


@pytest.mark.parametrize(
    ("written", "number_format", "name"),
    [(12, "General", "12"), (12.0, "General", "12"), (12, "0000", "0012"), (1.5, "General", "1.5")],
)
def test_a_number_in_a_column_of_texts_is_the_text_that_is_shown(
    tmp_path, written, number_format, name
):
    path = tmp_path / "a.xlsx"
    book = workbook(path, institutions=[TITLES, ["a", written, "agency"]])
    book["institutions"]["B2"].number_format = number_format
    book.save(path)
    assert str(cg.read(path).institutions[0].name) == name


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([TITLES, ["a", "#REF!", "agency"]], "a.xlsx:institutions!B2: "),
        ([TITLES, ["a", "=1+1", "agency"]], "a.xlsx:institutions!B2: a formula without a value"),
        ([TITLES, ["a", True, "agency"]], "a.xlsx:institutions!B2: name: expected a text"),
        ([TITLES, ["a", "A", "agency", "x"]], "a.xlsx:institutions!D2: a filled cell"),
        ([[*TITLES, "note", "note"], ["a", "A", "agency"]], "a.xlsx:institutions!E1: "),
        ([["", "id"], ["", "a"]], "a.xlsx:institutions!1: the column 'kind' is missing"),
    ],
)
def test_what_is_wrong_in_a_worksheet_is_named_by_its_cell(tmp_path, rows, line):
    path = tmp_path / "a.xlsx"
    book = workbook(path, institutions=rows)
    if rows[-1][1] == "#REF!":
        book["institutions"]["B2"].data_type = "e"
        book.save(path)
    assert any(found.startswith(line) for found in said_of(path)), said_of(path)


def test_a_worksheet_that_stands_twice_is_told(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(path, agreements=[TITLES], conventions=[TITLES])
    assert said_of(path) == [
        "a.xlsx:conventions!1: the same table stands in agreements as well"
    ] or said_of(path)[0].startswith("a.xlsx:conventions!1: ")


def test_asides_and_the_guide_are_not_read(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(
        path,
        **{"# mine": [["x"]], "How to use": [["x"]]},
        institutions=[TITLES, ["a", "A", "agency"]],
    )
    book = openpyxl.load_workbook(path)
    book["How to use"].title = "mode d’emploi"
    book.save(path)
    assert [i.id for i in cg.read(path).institutions] == ["a"]
