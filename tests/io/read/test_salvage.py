"""Reading what is sound, and accounting for the rest."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.io.salvage import Tally
from coopgraph.records.validation import dossier_from, valid_part
from tests.strategies import dossiers

DRAFT = """
institutions:
  - {id: afd, name: AFD, kind: development_bank, country: Frankreich}
  - {id: anru, name: ANRU, kind: agncy}
  - {id: anah, name: ANAH, kind: agency}
  - {id: anah, name: ANAH, kind: agency}
  - {id: anah, name: Another, kind: agency}
agreements:
  - id: loan
    name: Loan
    kind: specific
    dates: {signed: 2020, terminated: 2019}
    parties: [afd, anru, anah]
    requires:
      - {any_of: [loan-2, nothing]}
      - loan-2
  - {id: loan-2, name: Second, kind: specific, dates: {signed: 2021-06-31}}
"""


def saved_draft(tmp_path, text=DRAFT):
    path = tmp_path / "draft.yaml"
    path.write_text(text)
    return cg.salvage(path)


def test_what_is_sound_is_kept_and_the_rest_named_with_line_and_reason(tmp_path):
    saved = saved_draft(tmp_path)
    assert [i.id for i in saved.dossier.institutions] == ["afd", "anah"]
    found = [(c.outcome.value, c.problem.line, c.problem.code) for c in saved]
    assert found == [
        ("repaired", 3, "bad-country"),
        ("rejected", 4, "unknown-word"),
        ("merged", 6, "record-repeated-line"),
        ("rejected", 7, "duplicate-id-line"),
        ("repaired", 13, "unknown-id"),
        ("repaired", 15, "unknown-id"),
        ("repaired", 15, "unknown-id"),
        ("repaired", 16, "unknown-id"),
        ("rejected", 17, "date-no-day"),
    ]


def test_a_requirement_is_never_left_with_fewer_alternatives(tmp_path):
    """One of two would become the only one: the requirement goes, and is reported."""
    text = DRAFT.replace("dates: {signed: 2021-06-31}", "status: envisaged")
    saved = saved_draft(tmp_path, text)
    requirements = [r.any_of for r in saved.dossier.agreements[0].requires]
    assert requirements == [("loan-2",)]


@pytest.mark.parametrize(
    ("wrong", "kept"),
    [
        ("parties: [{institution: anah, modality: posible}]", "parties"),
        ("parties: [{institution: anah, modalty: possible}]", "parties"),
        ("parties: [{institution: anah, role: depositry}]", "parties"),
        ("requires: [{any_of: [b], modality: maybe}]", "requires"),
        ("requires: [{any_of: [b, c], at_least: two}]", "requires"),
        ("requires: [{any_of: [b], by: 2026-02-30}]", "requires"),
        ("evidence: [{source: s, reading: infered}]", "evidence"),
        ("provisions: [{id: p, name: P, status: adoptedd}]", "provisions"),
    ],
)
def test_no_default_takes_the_place_of_a_wrong_value(tmp_path, wrong, kept):
    """A party that is perhaps possible is no required party: it goes, and is named."""
    others = "".join(f"  - {{id: {i}, name: X, kind: treaty, status: signed}}\n" for i in "bc")
    text = (
        "sources: [{id: s, title: S}]\ninstitutions: [{id: anah, name: ANAH, kind: agency}]\n"
        f"agreements:\n{others}  - {{id: a, name: A, kind: treaty, status: signed, {wrong}}}\n"
    )
    saved = saved_draft(tmp_path, text)
    assert [c.outcome.value for c in saved] == ["repaired"]
    assert getattr(saved.dossier.agreements[2], kept) == ()


def test_the_accounts_add_up(tmp_path):
    for tally in saved_draft(tmp_path).tallies:
        assert tally.rows == tally.records + tally.merged + tally.rejected
        assert tally.repaired <= tally.records


def test_a_sound_file_loses_nothing(tmp_path, example):
    for name in ("a.yaml", "a.json", "a.xlsx", "tables"):
        cg.write(example, tmp_path / name)
        saved = cg.salvage(tmp_path / name)
        assert saved.dossier == example
        assert not len(saved)


@settings(max_examples=60)
@given(dossiers(conditions=True), st.integers(0, 2**32))
def test_whatever_is_broken_the_rest_is_a_sound_dossier(raw, seed):
    """Break random values: what is left validates, and everything taken out is named."""
    chance = random.Random(seed)  # noqa: S311
    broken = _broken(raw, chance)
    dossier, removed = valid_part(broken)
    again = dossier_from(dossier.model_dump(mode="json", exclude_defaults=True) or {"note": "x"})
    kept = {item.id for item in again.items()}
    gone = {place[:2] for place, _ in removed}
    for section in ("institutions", "agreements", "activities"):
        for n, entry in enumerate(broken.get(section, [])):
            whole = isinstance(entry, dict) and str(entry.get("id")) in kept
            assert whole or (section, n) in gone


@settings(max_examples=100)
@given(dossiers(conditions=True), st.integers(0, 2**32), st.booleans())
def test_what_read_accepts_salvage_never_changes(raw, seed, damaged):
    """Whether or not values are damaged: what is a dossier as it is loses nothing."""
    data = _broken(raw, random.Random(seed)) if damaged else raw  # noqa: S311
    _put_dates_out_of_order(data)
    try:
        accepted = dossier_from(data)
    except cg.DossierError as error:
        assert error.problems
        assert valid_part(data)[1]
    else:
        assert valid_part(data) == (accepted, [])


def _put_dates_out_of_order(data):
    """Provisional application: in force before it is signed, and a party that left before."""
    for agreement in data.get("agreements", []):
        if isinstance(agreement, dict) and agreement.get("status") == "terminated":
            agreement["dates"] = {"signed": 2020, "in_force": 2018}
            for party in agreement.get("parties") or []:
                if isinstance(party, dict):
                    party["dates"] = {"signed": 2001, "withdrawn": 2000}


def _broken(data, chance):
    """The data with a value here and there replaced by nonsense, or left out."""
    sections = {k: v for k, v in data.items() if isinstance(v, list)}
    broken = {k: [_broken_value(entry, chance) for entry in v] for k, v in sections.items()}
    return {**data, **broken}


def _broken_value(value, chance):
    if chance.random() < 0.02:
        return chance.choice([None, 7, "nonsense", [], {}, ["x"], {"y": 1}])
    if isinstance(value, dict):
        return {k: _broken_value(v, chance) for k, v in value.items() if chance.random() > 0.01}
    if isinstance(value, list):
        return [_broken_value(entry, chance) for entry in value]
    return value


def test_it_speaks_both_languages(tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text(DRAFT)
    assert "rejeté" in str(cg.salvage(path, lang="fr"))
    assert "rejected × 1" in str(cg.salvage(path, lang="en"))
    assert cg.salvage(path).to_records()[0]["message"]


def test_what_was_not_kept_is_written_with_the_columns_that_it_names(tmp_path):
    saved = saved_draft(tmp_path)
    records = saved.to_records()
    assert {tuple(record) for record in records} == {tuple(saved.fields)}
    assert records[0] | {"where": ""} == {
        "outcome": "repaired",
        "table": "institutions",
        "where": "",
        "field": "institutions[0].country",
        "code": "bad-country",
        "message": saved.issues[0].problem.message(saved.lang),
    }
    assert "draft.yaml:3:" in records[0]["where"]


def test_everything_that_is_wrong_with_a_rejected_row_is_said(tmp_path):
    text = "agreements:\n- {id: a, kind: wrong, name: 3, status: signed}\n"
    (found,) = saved_draft(tmp_path, text).to_records()
    assert "text" in found["message"]
    assert "wrong" in found["message"]


def test_sorts_are_shown_by_their_gravity_with_an_example_each(tmp_path):
    text = str(cg.salvage(saved_draft(tmp_path) and tmp_path / "draft.yaml", lang="en"))
    places = [text.index(f"{word} × {n} ({t})") for word, n, t in (
        ("rejected", 1, "institutions"), ("repaired", 4, "agreements"), ("merged", 1, "institutions")
    )]  # fmt: skip
    assert len(set(places)) == 3
    assert "draft.yaml:4:" in text


def test_a_key_that_is_no_text_goes_and_is_named():
    dossier, removed = valid_part(
        {3: "x", "institutions": [{"id": "a", "name": "A", "kind": "agency"}]}
    )
    assert [i.id for i in dossier.institutions] == ["a"]
    assert [(place, p.message("en")) for place, p in removed] == [
        ((3,), "a field name is text, not '3'")
    ]


def test_an_account_can_be_made_without_what_only_mappings_count(example):
    saved = cg.Salvage(example, (), ())
    assert not len(saved)
    assert not saved.sentinels
    assert not Tally("table", 1, 1, 0, 0, 0).passed_over


def test_places_of_lists_stay_those_of_the_file_when_entries_before_them_go(tmp_path):
    text = (
        "institutions: [{id: a, name: A, kind: agency}]\n"
        "agreements:\n- id: x\n  name: X\n  kind: treaty\n  status: signed\n"
        "  parties:\n  - 3\n  - a\n  - {institution: a, rle: host}\n  - nobody\n  - 4\n"
    )
    saved = saved_draft(tmp_path, text)
    assert [(c.problem.line, c.problem.code) for c in saved] == [
        (8, "wrong-type-text"),
        (10, "unknown-field"),
        (12, "wrong-type-text"),
        (11, "unknown-id"),
    ]
    assert [party.institution for party in saved.dossier.agreements[0].parties] == ["a"]


def test_the_sorts_are_told_in_the_language_of_the_answer(tmp_path):
    saved_draft(tmp_path)
    text = " ".join(str(cg.salvage(tmp_path / "draft.yaml", lang="fr")).split())
    assert "rejetée × 1 (institutions), par exemple" in text


def test_two_mistakes_in_one_party_do_not_cost_the_others(tmp_path):
    text = (
        "institutions:\n- {id: a, name: A, kind: agency}\n- {id: b, name: B, kind: agency}\n"
        "agreements:\n- id: x\n  name: X\n  kind: treaty\n  status: signed\n"
        "  parties:\n  - a\n  - {institution: b, role: hst, xyz: 1}\n"
    )
    saved = saved_draft(tmp_path, text)
    assert [party.institution for party in saved.dossier.agreements[0].parties] == ["a"]
    assert [(c.problem.line, c.problem.code) for c in saved] == [
        (11, "unknown-word"),
        (11, "unknown-field-known"),
    ]


def test_a_field_of_a_record_whose_name_is_no_text_costs_the_record_nothing_else():
    body = {"id": "a", "name": "A", "kind": "agency", 3: "x"}
    dossier, removed = valid_part({"institutions": [body]})
    assert [i.id for i in dossier.institutions] == ["a"]
    assert [place for place, _ in removed] == [("institutions", 0, 3)]


def test_a_field_of_the_dossier_itself_that_is_left_out_is_an_issue_of_the_dossier(tmp_path):
    text = "titel: X\ninstitutions:\n- {id: a, name: A, kind: agency}\n"
    (issue,) = saved_draft(tmp_path, text)
    assert (issue.outcome.value, issue.table) == ("repaired", "dossier")
    assert (issue.problem.code, issue.problem.line) == ("unknown-field", 1)


def test_a_dossier_without_a_language_is_told_of_in_english(tmp_path):
    assert saved_draft(tmp_path).lang == "en"


def test_a_report_by_itself_has_counted_nothing():
    report = cg.Salvage(dossier_from({"institutions": []}), (), ())
    assert (dict(report.sentinels), dict(report.unconverted)) == ({}, {})


def test_the_same_record_in_another_section_is_no_repetition(tmp_path):
    text = (
        "institutions:\n- {id: a, name: A, kind: other}\n"
        "agreements:\n- {id: a, name: A, kind: other, status: signed}\n"
        "- {id: b, name: B, kind: other, status: signed, parties: [a, a]}\n"
    )
    assert {c.problem.code for c in saved_draft(tmp_path, text)} == {
        "duplicate-id-line",
        "repeated-link",
    }
