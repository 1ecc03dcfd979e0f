"""What tables of others, and mappings that others wrote, cannot do: exhaust the machine, or mislead."""

import re
import time
from pathlib import Path

import pytest

import coopgraph as cg
from coopgraph.io.mapping import patterns, translation
from coopgraph.words.codes import CountryScheme, country_code


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def mapped(folder, mapping, **tables):
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    path = folder / "mapping.yaml"
    path.write_text(mapping)
    return path


def refused(folder, path):
    with pytest.raises(cg.DossierError) as caught:
        cg.read(folder, mapping=path)
    for language in ("en", "fr"):
        assert not re.search(r"\{[a-z_]+\}", caught.value.describe(language))
    return [(Path(p.file or "").name, p.line, p.code) for p in caught.value.problems]


# -- budgets --------------------------------------------------------------------------------------

ONE_RULE = """
tables:
  - file: t.csv
    records: agreements
    columns:
      id: Ref
      kind: {constant: treaty}
      status: {constant: signed}
      name: RULE
"""


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("{column: Ref, pattern: 'a{1000000000}'}", "counted-pattern"),
        ("{column: Ref, pattern: '((a{1000}){1,1000})x'}", "counted-pattern"),
        ("{column: Ref, replace: [['a{ , 1000000000 }', '']]}", "counted-pattern"),
        (f"{{column: Ref, pattern: '{'a|' * 400}a'}}", "long-pattern"),
        (f"{{column: Ref, replace: [[a, '{'a' * 600}']]}}", "long-pattern"),
    ],
)
def test_a_pattern_too_large_to_compile_is_refused_with_its_line(folder, rule, code):
    path = mapped(folder, ONE_RULE.replace("RULE", rule), t="Ref\naaaa\n")
    start = time.process_time()
    assert refused(folder, path) == [("mapping.yaml", 9, code)]
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "replace",
    [
        "[" + ", ".join(["['(.+)', '\\1\\1']"] * 40) + "]",
        r"[['(?=(.*))a', '\1\1\1\1']]",
    ],
)
def test_a_cell_does_not_grow_without_end(folder, replace):
    rule = f"{{column: Ref, replace: {replace}}}"
    path = mapped(folder, ONE_RULE.replace("RULE", rule), t=f"Ref\n{'a' * 2000}\n")
    assert refused(folder, path) == [("mapping.yaml", 9, "long-cell")]


def test_all_cells_together_do_not_grow_without_end(folder, monkeypatch):
    monkeypatch.setattr(patterns, "_TOTAL_ADDED", 5_000)
    rows = "".join(f"{n}\n" for n in range(1_000))
    rule = "{column: Ref, replace: [['$', 'more than it was']]}"
    path = mapped(folder, ONE_RULE.replace("RULE", rule), t=f"Ref\n{rows}")
    assert refused(folder, path) == [("mapping.yaml", 9, "long-cells")]


def test_an_expression_that_never_ends_is_stopped(folder, monkeypatch):
    monkeypatch.setattr(patterns, "_CELL_SECONDS", 0.2)
    rule = '{column: Ref, pattern: "^(a|a)+$"}'
    path = mapped(folder, ONE_RULE.replace("RULE", rule), t="Ref\n" + "a" * 40 + "!\n")
    assert refused(folder, path) == [("mapping.yaml", 9, "slow-pattern")]


def test_expressions_that_are_slow_on_every_row_are_stopped_together(folder, monkeypatch):
    monkeypatch.setattr(patterns, "_CELL_SECONDS", 1.0)
    monkeypatch.setattr(patterns, "_TOTAL_SECONDS", 1.0)
    rows = "".join(f"{'a' * 20}{n}!\n" for n in range(10_000))
    rule = '{column: Ref, replace: [["^(a|a)+$", ""]]}'
    path = mapped(folder, ONE_RULE.replace("RULE", rule), t=f"Ref\n{rows}")
    assert refused(folder, path) == [("mapping.yaml", 9, "slow-patterns")]


def test_what_is_replaced_is_as_the_engine_itself_would():
    """Groups, those that found nothing, and empty matches."""
    run = patterns.Patterns().replace
    for pattern, put, value in [
        (r"(\d\d)\.(\d\d)\.(\d{4})", r"\3-\2-\1", "01.02.1999 and 03.04.2000"),
        ("(a)|b", r"[\1]", "ab"),
        ("x*", "-", "abxd"),
        (r"(?P<day>\d+)", r"<\g<day>>", "1 2"),
        ("^|$", r"\n", "a"),
    ]:
        assert run(pattern, put, value) == re.sub(pattern, put, value)


SPLIT = """
tables:
  - file: t.csv
    records: parties
    columns:
      agreement: {column: A, split: ","}
      institution: {column: B, split: ","}
"""


def test_columns_that_are_split_do_not_multiply_without_end(folder):
    cells = ",".join(map(str, range(50)))
    path = mapped(folder, SPLIT, t=f'A;B\n"{cells}";"{cells}"\n')
    assert refused(folder, path) == [("mapping.yaml", 7, "many-records-of-a-row")]


def test_all_records_of_a_mapping_have_a_limit(folder, monkeypatch):
    monkeypatch.setattr(translation, "_RECORDS_IN_ALL", 100)
    rows = "\n".join('"1,2,3,4,5,6";x' for _ in range(20))
    path = mapped(folder, SPLIT, t=f"A;B\n{rows}\n")
    assert refused(folder, path) == [("mapping.yaml", 3, "many-records")]


# -- ids that several tables hold -----------------------------------------------------------------

NUMBERED = """
tables:
  - file: accords.csv
    records: agreements
    columns: {id: No, name: Name, kind: {constant: treaty}, status: {constant: signed}}
  - file: projects.csv
    records: activities
    columns: {id: No, name: Name, kind: {constant: project}, status: {constant: planned}}
  - file: projects.csv
    records: requirements
    only_with: any_of
    columns:
      item: {column: No, table: activities}
      any_of: Needs
"""
ACCORDS = "No,Name\n1,Water framework\n"
PROJECTS = "No,Name,Needs\n1,River survey,\n2,River loan,1\n3,Port,7\n"


def test_an_id_that_two_tables_hold_is_ambiguous(folder):
    """`1` is a framework and a survey; the loan needs the survey."""
    path = mapped(folder, NUMBERED, accords=ACCORDS, projects=PROJECTS)
    assert refused(folder, path) == [
        ("projects.csv", 3, "ambiguous-id"),
        ("projects.csv", 4, "unknown-id"),
    ]
    saved = cg.salvage(folder, mapping=path)
    assert not any(activity.requires for activity in saved.dossier.activities)
    tally = next(t for t in saved.tallies if t.table == "projects.csv → requirements")
    assert (tally.rows, tally.records, tally.rejected) == (2, 0, 2)


def test_a_rule_says_which_table_is_meant(folder):
    text = NUMBERED.replace("any_of: Needs", "any_of: {column: Needs, table: activities}")
    path = mapped(folder, text, accords=ACCORDS, projects=PROJECTS.replace(",7", ","))
    survey, loan, _ = cg.read(folder, mapping=path).activities
    assert [r.any_of for r in loan.requires] == [(survey.id,)]


def test_an_id_is_not_looked_for_beyond_the_table_named(folder):
    text = NUMBERED.replace("any_of: Needs", "any_of: {column: Needs, table: agreements}")
    path = mapped(folder, text, accords=ACCORDS, projects=PROJECTS.replace(",7", ",2"))
    assert refused(folder, path) == [("projects.csv", 4, "unknown-id")]


def test_a_table_whose_ids_the_column_cannot_name_is_refused(folder):
    text = NUMBERED.replace("any_of: Needs", "any_of: {column: Needs, table: institutions}")
    path = mapped(folder, text, accords=ACCORDS, projects=PROJECTS)
    assert refused(folder, path) == [("mapping.yaml", 14, "wrong-table-named")]


# -- countries ------------------------------------------------------------------------------------

STATES = """
tables:
  - file: t.csv
    records: institutions
    columns:
      id: State
      name_en: {column: State, convert: country_name, scheme: alpha3}
      country: {column: State, convert: country, scheme: alpha3, otherwise: ""}
      kind: {constant: other}
"""


def test_a_code_of_another_scheme_is_no_country(folder):
    """`EC`, the European Community among three-letter codes, is not Ecuador."""
    path = mapped(folder, STATES, t="State\nECU\nEC\nSUN\n")
    saved = cg.salvage(folder, mapping=path)
    assert [(str(i.name), i.country) for i in saved.dossier.institutions] == [
        ("Ecuador", "EC"),
        ("EC", None),
        ("SUN", None),
    ]
    assert saved.unconverted == {
        f"t.csv → institutions, {target}: {code}": 1
        for code in ("EC", "SUN")
        for target in ("name_en", "country")
    }
    assert "EC: 1 time, not a country" in str(saved)


def test_what_is_no_country_is_wrong_unless_the_mapping_says_what_it_means(folder):
    path = mapped(folder, STATES.replace(', otherwise: ""', ""), t="State\nECU\nEC\nEC\n")
    found = refused(folder, path)
    assert ("t.csv", 3, "not-a-country") in found
    assert [code for *_, code in found].count("not-a-country") == 1
    assert cg.salvage(folder, mapping=path).dossier.institutions[1].country is None


def test_words_come_before_countries(folder):
    words = "words: {EC: '', Kosovo: XK}, "
    text = STATES.replace("convert: country, ", f"{words}convert: country, ")
    path = mapped(folder, text, t="State\nEC\nKosovo\n")
    dossier = cg.read(folder, mapping=path)
    assert [i.country for i in dossier.institutions] == [None, "XK"]


def test_a_scheme_of_countries_must_be_declared(folder):
    path = mapped(folder, STATES.replace(", scheme: alpha3", ""), t="State\nECU\n")
    assert refused(folder, path) == [
        ("mapping.yaml", 7, "scheme-missing"),
        ("mapping.yaml", 8, "scheme-missing"),
    ]


@pytest.mark.parametrize(
    ("written", "scheme", "code"),
    [
        ("EC", "alpha2", "EC"),
        ("EU", "alpha2", None),
        ("MAR", "alpha2", None),
        ("MAR", "alpha3", "MA"),
        ("DDR", "alpha3", None),
        ("YUG", "alpha3", None),
        ("4", "numeric", "AF"),
        ("250", "numeric", "FR"),
        ("278", "numeric", None),
        ("Côte d'Ivoire", "name", "CI"),
        ("CI", "name", None),
    ],
)
def test_a_country_is_looked_up_in_its_scheme_alone(written, scheme, code):
    assert country_code(written, CountryScheme(scheme)) == code


def test_no_summary_says_that_all_is_there_after_a_rejection(folder, run):
    """The file holds all that was written; of what was read, a row is missing."""
    mapped(folder, NUMBERED, accords=ACCORDS, projects=PROJECTS)
    said = ["convert", ".", "out.json", "--mapping", "mapping.yaml", "--salvage", "-l", "en"]
    status, out, _ = run(*said)
    assert status == 0
    assert "Of the rows or records read, 2 are not in it" in out
    assert "lost" not in out
