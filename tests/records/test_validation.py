import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import Dossier, DossierError
from coopgraph.records.validation import dossier_from
from tests.strategies import dossiers

SOURCE = {"id": "s", "title": "S"}
BODY = {"id": "anah", "name": "Agence nationale de l'habitat", "kind": "agency", "acronym": "ANAH"}
AGREEMENT = {"id": "a", "name": "A", "kind": "specific", "status": "envisaged"}
ACTIVITY = {"id": "v", "name": "V", "kind": "visit", "status": "planned"}


def data(**fields):
    return {
        "sources": [SOURCE],
        "institutions": [BODY],
        "agreements": [{**AGREEMENT, **fields}],
        "activities": [ACTIVITY],
    }


def problems(raw):
    with pytest.raises(DossierError) as caught:
        dossier_from(raw)
    return [(p.code, p.path, p.suggestion) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "framwork"}, ("unknown-word", "agreements[0].kind", "framework")),
        ({"kind": "Convention-cadre"}, ("unknown-word", "agreements[0].kind", "framework")),
        ({"kind": "xyz"}, ("unknown-word-known", "agreements[0].kind", None)),
        ({"partys": []}, ("unknown-field", "agreements[0].partys", "parties")),
        ({"xyz": 1}, ("unknown-field-known", "agreements[0].xyz", None)),
        ({"name": ""}, ("text-empty", "agreements[0].name", None)),
        ({"parties": [""]}, ("text-empty", "agreements[0].parties[0]", None)),
        ({"name": 3}, ("text-type", "agreements[0].name", None)),
        ({"dates": {"sgned": 2019}}, ("unknown-word", "agreements[0].dates.sgned", "signed")),
        ({"expected": {"signed": "2020-13"}}, ("date-no-month", "agreements[0].expected.signed", None)),
        ({"parties": ["ahah"]}, ("unknown-id", "agreements[0].parties[0]", "anah")),
        ({"parties": ["agence-nationale-habitat"]}, ("unknown-id", "agreements[0].parties[0]", "anah")),
        ({"parties": ["v"]}, ("wrong-kind", "agreements[0].parties[0]", None)),
        ({"parties": ["anah", "anah"]}, ("repeated-link", "agreements[0].parties[1]", None)),
        ({"parties": "anah"}, ("wrong-type-list", "agreements[0].parties", None)),
        ({"requires": ["anah"]}, ("wrong-kind", "agreements[0].requires[0]", None)),
        ({"requires": [{"any_of": ["v", "w"]}]}, ("unknown-id", "agreements[0].requires[0].any_of[1]", None)),
        ({"requires": [{"any_of": ["v"], "at_least": 2}]}, ("at-least-too-many", "agreements[0].requires[0]", None)),
        ({"requires": [{"any_of": ["v"], "at_least": "x"}]}, ("wrong-type-number", "agreements[0].requires[0].at_least", None)),
        ({"requires": [{}]}, ("missing-field", "agreements[0].requires[0]", None)),
        ({"quorum": 2}, ("quorum-too-large", "agreements[0].quorum", None)),
        ({"dates": {"signed": 2019}}, ("status-contradicts-dates", "agreements[0].status", None)),
        ({"status": None}, ("missing-status", "agreements[0].status", None)),
        ({"provisions": [{"id": "a", "name": "P"}]}, ("duplicate-id", "agreements[0].provisions[0].id", None)),
        ({"evidence": [{"source": "t"}]}, ("unknown-source", "agreements[0].evidence[0].source", None)),
        ({"evidence": [{"source": "s", "span": [1]}]}, ("too-few", "agreements[0].evidence[0].span", None)),
        ({"evidence": [{"source": "s", "quote": "x" * 401}]}, ("too-long", "agreements[0].evidence[0].quote", None)),
        ({"id": "A b"}, ("bad-id", "agreements[0].id", "a-b")),
        ({"cites": ["v"], "supersedes": ["anah"]}, ("wrong-kind", "agreements[0].supersedes[0]", None)),
    ],
)  # fmt: skip
def test_one_problem_is_one_line(fields, expected):
    """Each kind of mistake is reported once, at its place, with what was probably meant."""
    assert problems(data(**fields)) == [expected]


def test_problems_in_one_record_do_not_hide_others():
    """A misspelt kind hides neither the wrong links of its record nor those of others to it."""
    raw = data(kind="framwork", parties=["nobody", "anah"], requires=["a", "nothing"])
    raw["activities"] = [{**ACTIVITY, "requires": ["a"], "participants": [{"role": "host"}]}]
    assert [code for code, _, _ in problems(raw)] == [
        "unknown-word",
        "missing-field",
        "unknown-id",
        "unknown-id",
    ]


def test_records_that_cannot_be_read_at_all_are_one_problem_each():
    raw = {"agreements": ["text", None, 3, AGREEMENT], "institutions": {"id": "a"}, "sources": 4}
    assert [code for code, _, _ in problems(raw)] == [
        "wrong-type-list",
        "wrong-type-list",
        "wrong-type-mapping",
        "wrong-type-mapping",
        "wrong-type-mapping",
    ]


@pytest.mark.parametrize("raw", [None, [], "text", 3, {}, {"rows": []}])
def test_what_is_no_dossier_is_called_so(raw):
    assert problems(raw) == [("not-a-dossier", "", None)]


def test_no_institution_succeeds_itself():
    raw = {"institutions": [{"id": "a", "name": "A", "kind": "agency", "succeeds": ["a"]}]}
    assert problems(raw) == [("link-to-itself", "institutions[0].succeeds[0]", None)]


def test_a_wrong_date_of_a_membership_is_named_with_its_place():
    bodies = [
        {"id": "a", "name": "A", "kind": "agency", "member_of": [{"to": "b", "dates": {"fron": "2001"}}]},
        {"id": "b", "name": "B", "kind": "federation"},
        {"id": "c", "name": "C", "kind": "agency", "part_of": {"to": "a", "dates": {"until": "soon"}}},
    ]  # fmt: skip
    found = [(place, suggestion) for _, place, suggestion in problems({"institutions": bodies})]
    assert found == [
        ("institutions[0].member_of[0].dates.fron", "from"),
        ("institutions[2].part_of.dates.until", None),
    ]


def test_institutions_cannot_be_part_of_themselves():
    bodies = [
        {"id": "a", "name": "A", "kind": "agency", "part_of": "b"},
        {"id": "b", "name": "B", "kind": "agency", "part_of": "c"},
        {"id": "c", "name": "C", "kind": "agency", "part_of": "b"},
    ]
    assert problems({"institutions": bodies}) == [
        ("part-of-itself", "institutions[1].part_of", None)
    ]


def test_messages_are_in_both_languages():
    with pytest.raises(DossierError) as caught:
        dossier_from(data(kind="framwork"))
    assert "did you mean 'framework'?" in caught.value.describe("en")
    assert "vouliez-vous dire « framework » ?" in caught.value.describe("fr")
    assert str(caught.value) == caught.value.describe("en")


def test_python_users_get_all_links_checked_too():
    with pytest.raises(ValueError, match="unknown id 'b'"):
        Dossier.model_validate({"agreements": [{**AGREEMENT, "parties": ["b"]}]})


@given(dossiers(conditions=True))
def test_sound_data_makes_a_dossier(raw):
    """What the generator of the other tests makes is sound."""
    dossier = dossier_from(raw)
    assert len(list(dossier.items())) == len({item.id for item in dossier.items()})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(dossiers(conditions=True), st.data())
def test_damaged_data_never_surprises(raw, draw):
    """Whatever stands in place of a value, the answer is a dossier or a list of problems."""
    here, steps = raw, draw.draw(st.integers(1, 6))
    for step in range(steps):
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            break
        key = draw.draw(st.sampled_from(keys))
        if step == steps - 1 or not isinstance(here[key], dict | list):
            here[key] = draw.draw(JSON)
            break
        here = here[key]
    try:
        dossier_from(raw)
    except DossierError as error:
        assert error.problems
        assert all(problem.message("fr") for problem in error.problems)


@pytest.mark.parametrize(
    ("section", "written", "meant"),
    [
        ("institutions", "nom", "name"),
        ("institutions", "nature", "kind"),
        ("institutions", "type", "kind"),
        ("institutions", "sigle", "acronym"),
        ("institutions", "alias", "aliases"),
        ("institutions", "pays", "country"),
        ("institutions", "parent", "part_of"),
        ("institutions", "membre_de", "member_of"),
        ("institutions", "preuves", "evidence"),
        ("sources", "titre", "title"),
        ("agreements", "statut", "status"),
        ("agreements", "signed", "dates"),
        ("agreements", "volets", "provisions"),
        ("agreements", "échéance", "expires"),
        ("agreements", "thèmes", "topics"),
        ("agreements", "requiert", "requires"),
        ("agreements", "after", "requires"),
        ("agreements", "depends_on", "requires"),
        ("activities", "lieux", "places"),
        ("activities", "quand", "when"),
    ],
)
def test_a_field_in_french_or_in_other_words_leads_to_the_one_that_is_meant(
    section, written, meant
):
    raw = data()
    raw[section] = [{**raw[section][0], written: "x"}]
    assert ("unknown-field", f"{section}[0].{written}", meant) in problems(raw)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("accords", "agreements"), ("activités", "activities"), ("langue", "language")],
)
def test_a_section_in_french_leads_to_the_one_that_is_meant(written, meant):
    assert ("unknown-field", written, meant) in problems({**data(), written: []})


@pytest.mark.parametrize(("written", "meant"), [("ou", "any_of"), ("au_plus_tard", "by")])
def test_a_requirement_in_french_leads_to_the_field_that_is_meant(written, meant):
    found = problems(data(requires=[{written: ["v"]}]))
    assert ("unknown-field", f"agreements[0].requires[0].{written}", meant) in found


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"requires": [{"any_of": []}]}, "requires[0].any_of: at least one entry is expected"),
        ({"quorum": 1.5}, "quorum: expected a whole number, not '1.5'"),
        ({"quorum": 0}, "quorum: expected a whole number, not '0'"),
        ({"quorum": float("inf")}, "quorum: expected a whole number, not 'inf'"),
        ({"quorum": 10**80}, f"quorum: expected a whole number, not '1{'0' * 58}…'"),
        ({"parties": [3]}, "parties[0]: expected text, not '3'"),
        ({"kind": "xyz" * 20}, f"kind: unknown word '{'xyz' * 20}'"),
        ({"kind": "xyz" * 21}, f"kind: unknown word '{'xyz' * 19}xy…'"),
        ({"dates": {1: 2019}}, "unknown word '1'"),
        ({"evidence": [{"source": "t"}]}, "evidence[0].source: unknown source 't'"),
        ({"parties": ["anah", "anah"]}, "parties[1]: 'anah' is already named here (party_to)"),
        ({"provisions": [{"id": "a", "name": "P"}]}, "the id 'a' is already taken by agreements[0]"),
    ],
)  # fmt: skip
def test_the_message_says_what_was_written_and_what_is_expected(fields, message):
    with pytest.raises(DossierError) as caught:
        dossier_from(data(**fields))
    assert message in str(caught.value)


@pytest.mark.parametrize("section", ["agreements", "activities"])
@pytest.mark.parametrize("field", ["id", "name", "kind", "status"])
def test_a_missing_field_is_one_problem(section, field):
    """What stands in for it, so that the rest can be checked, is no further problem."""
    raw = data()
    raw[section] = [{k: v for k, v in raw[section][0].items() if k != field}]
    code = "missing-status" if (section, field) == ("agreements", "status") else "missing-field"
    assert problems(raw) == [(code, f"{section}[0]", None)]


def test_what_stands_in_for_a_missing_id_keeps_the_rest_of_the_record_checked():
    raw = data(
        provisions=[{"name": "P", "requires": ["nothing"]}, {"id": "p", "requires": ["zzz"]}]
    )
    assert [(code, path) for code, path, _ in problems(raw)] == [
        ("missing-field", "agreements[0].provisions[0]"),
        ("missing-field", "agreements[0].provisions[1]"),
        ("unknown-id", "agreements[0].provisions[0].requires[0]"),
        ("unknown-id", "agreements[0].provisions[1].requires[0]"),
    ]


def test_several_wrong_entries_of_a_list_are_each_named_by_their_own_number():
    parties = [3, "anah", {"institution": "anah", "role": "host", "rle": 2}, 4]
    assert [(code, path) for code, path, _ in problems(data(parties=parties))] == [
        ("wrong-type-text", "agreements[0].parties[0]"),
        ("unknown-field", "agreements[0].parties[2].rle"),
        ("wrong-type-text", "agreements[0].parties[3]"),
    ]


def test_what_no_rule_of_ours_speaks_of_is_said_in_the_words_of_the_parser():
    (found,) = problems(data(quorum="\ud800"))
    assert found == ("other", "agreements[0].quorum", None)


def test_decisions_on_records_of_several_kinds_are_named_by_their_place():
    raw = data() | {"identities": [{"items": ["anah", "v"], "judgement": "same_as"}]}
    assert problems(raw) == [("identity-kinds", "identities[0].items", None)]


def test_a_record_without_status_is_checked_all_the_same():
    raw = data()
    raw["activities"] = [{"id": "v", "name": "V", "kind": "visit", "requires": ["nothing"]}]
    assert [(code, path) for code, path, _ in problems(raw)] == [
        ("missing-field", "activities[0]"),
        ("unknown-id", "activities[0].requires[0]"),
    ]


def test_links_to_a_provision_of_an_invalid_agreement_are_no_second_problem():
    provision = {"id": "p", "name": "P", "statis": "agreed"}
    one = {"id": "a", "name": "A", "kind": "treaty", "status": "signed", "provisions": [provision]}
    other = {"id": "b", "name": "B", "kind": "treaty", "status": "signed", "requires": ["p"]}
    with pytest.raises(DossierError) as error:
        dossier_from({"agreements": [one, other]})
    assert [problem.code for problem in error.value.problems] == ["unknown-field"]


def test_links_to_a_provision_whose_id_is_misspelt_are_no_second_problem():
    provision = {"id": "P 1", "name": "P"}
    one = {"id": "a", "name": "A", "kind": "treaty", "status": "signed", "provisions": [provision]}
    other = {"id": "b", "name": "B", "kind": "treaty", "status": "signed", "requires": ["P 1"]}
    with pytest.raises(DossierError) as error:
        dossier_from({"agreements": [one, other]})
    assert [problem.code for problem in error.value.problems] == ["bad-id"]
