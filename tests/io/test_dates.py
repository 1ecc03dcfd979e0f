"""Dates as people write them, in every form of file: read alike, kept as they were written."""

import csv
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from tests.io.tables.test_tables import workbook
from tests.words.written import FORMS, FRENCH_FORMS

LANGUAGES = {"fr": FORMS | FRENCH_FORMS, "en": FORMS}
HEAD = ["id", "name", "kind", "status", "when"]


def rows(written):
    return [[f"x{n}", "X", "visit", "planned", text] for n, text in enumerate(written)]


def data(language, written):
    activities = [dict(zip(HEAD, row, strict=True)) for row in rows(written)]
    return {"language": language, "as_of": "fin 2028", "activities": activities}


def by_hand(path, language, written):
    """A file as a person fills it in, in one of the forms that are read."""
    match path.suffix:
        case ".json":
            path.write_text(json.dumps(data(language, written)))
        case ".yaml":
            lines = [f"language: {language}", "as_of: fin 2028", "activities:"]
            for row in rows(written):
                fields = zip(HEAD, row, strict=True)
                lines.append("  -")
                lines += [f"    {field}: {value}" for field, value in fields]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        case ".xlsx":
            workbook(
                path,
                dossier=[["language", "as_of"], [language, "fin 2028"]],
                activities=[HEAD, *rows(written)],
            )
        case _:
            path.mkdir()
            tables = {
                "dossier": [["language", "as_of"], [language, "fin 2028"]],
                "activities": [HEAD, *rows(written)],
            }
            for name, table in tables.items():
                with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(table)
    return path


def dates_of(dossier):
    return [(activity.when.written, activity.when.text) for activity in dossier.activities]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["d.json", "d.yaml", "d.xlsx", "folder"])
def test_every_form_is_read_from_every_file_and_saved_as_it_was_written(tmp_path, name, language):
    forms = LANGUAGES[language]
    dossier = cg.read(by_hand(tmp_path / name, language, forms))
    assert dates_of(dossier) == list(forms.items())
    assert (dossier.as_of.text, dossier.as_of.written) == ("[2028-10..2028-12]", "fin 2028")
    for copy in ("copy.json", "copy.yaml", "copy.xlsx", "copy"):
        cg.write(dossier, tmp_path / copy)
        saved = cg.read(tmp_path / copy)
        assert saved == dossier
        assert dates_of(saved) == list(forms.items())
        assert saved.as_of.written == "fin 2028"


@pytest.mark.parametrize("name", ["d.json", "d.yaml", "d.xlsx", "folder"])
def test_a_date_with_two_readings_is_asked_at_its_place(tmp_path, name):
    path = by_hand(tmp_path / name, "en", ["2027", "2/3/2026"])
    with pytest.raises(cg.DossierError) as error:
        cg.read(path)
    (problem,) = error.value.problems
    assert problem.code == "date-either"
    assert (problem.line, problem.column) != (None, None) or problem.cell == "activities!E3"
    for language in ("en", "fr"):
        assert "2026-03-02" in problem.message(language)
        assert "2026-02-03" in problem.message(language)


def test_a_salvaged_dossier_guesses_no_date(tmp_path):
    saved = cg.salvage(by_hand(tmp_path / "d.xlsx", "en", ["T1 2027", "2/3/2026"]))
    assert [a.when and a.when.written for a in saved.dossier.activities] == ["T1 2027", None]
    assert [issue.problem.cell for issue in saved] == ["activities!E3"]
    french = cg.salvage(by_hand(tmp_path / "f.xlsx", "fr", ["2/3/2026", "soon"]))
    assert [a.when and a.when.text for a in french.dossier.activities] == ["2026-03-02", None]


MAPPING = """
language: LANGUAGE
tables:
  - file: t.csv
    records: activities
    columns:
      id: Ref
      name: Ref
      kind: {constant: visit}
      status: {constant: planned}
      when: Date
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_read_through_a_mapping(tmp_path, language):
    forms = LANGUAGES[language]
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Ref", "Date"], *([f"x{n}", w] for n, w in enumerate(forms))])
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING.replace("LANGUAGE", language))
    assert dates_of(cg.read(tmp_path, mapping=mapping)) == list(forms.items())


def test_a_mapping_in_english_asks_which_day_is_meant(tmp_path):
    (tmp_path / "t.csv").write_text("Ref,Date\na,2/3/2026\n", encoding="utf-8")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING.replace("LANGUAGE", "en"))
    with pytest.raises(cg.DossierError, match=r"t.csv:2.*2026-03-02 or 2026-02-03"):
        cg.read(tmp_path, mapping=mapping)


def test_excel_gives_its_own_dates_beside_those_that_people_write(tmp_path):
    path = tmp_path / "d.xlsx"
    book = workbook(path, activities=[HEAD, *rows(["mi-2027", date(2026, 3, 2)])])
    book["activities"]["E3"].number_format = "dd/mm/yyyy"
    book.save(path)
    assert dates_of(cg.read(path)) == [
        ("mi-2027", "[2027-05..2027-08]"),
        ("2026-03-02", "2026-03-02"),
    ]


@pytest.mark.parametrize("suffix", [".json", ".yaml", ".xlsx"])
def test_a_dossier_in_another_language_is_saved_with_dates_that_it_reads(tmp_path, suffix):
    """Its records keep their dates, whatever language the file names."""
    french = cg.Dossier.model_validate(data("fr", ["2/3/2026", "T1 2027"]))
    english = cg.Dossier(language="en", activities=french.activities)
    cg.write(english, tmp_path / f"d{suffix}")
    assert dates_of(cg.read(tmp_path / f"d{suffix}")) == [
        ("2026-03-02", "2026-03-02"),
        ("T1 2027", "2027-33"),
    ]


@given(st.sampled_from(sorted(FORMS)), st.sampled_from(["fr", "en"]))
def test_a_dossier_survives_json_with_its_dates(written, language):
    dossier = cg.Dossier.model_validate(data(language, [written]))
    again = cg.Dossier.model_validate_json(dossier.model_dump_json())
    assert again == dossier
    assert dates_of(again) == [(written, FORMS[written])]


def test_the_graph_has_the_edtf():
    dossier = cg.Dossier.model_validate(data("fr", FORMS | FRENCH_FORMS))
    graph = cg.build_graph(dossier)
    assert dict(graph.nodes(data="when")) == {a.id: a.when.text for a in dossier.activities}
    assert graph.graph["as_of"] == "[2028-10..2028-12]"
