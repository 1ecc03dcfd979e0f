import jsonschema
import pytest
from pydantic import ValidationError

from coopgraph.records.dossier import json_schema
from coopgraph.records.models import (
    Activity,
    Agreement,
    Evidence,
    Institution,
    Party,
    Place,
    Requirement,
)
from coopgraph.records.validation import dossier_from


def agreement(**fields):
    return Agreement.model_validate({"id": "a", "name": "A", "kind": "specific", **fields})


def test_records_do_not_change_and_refuse_unknown_fields():
    body = Institution(id="afd", name="AFD", kind="development_bank")
    with pytest.raises(ValidationError, match="frozen"):
        body.id = "other"
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Institution.model_validate({"id": "a", "name": "A", "kind": "agency", "colour": "red"})


def test_bare_values_are_short_for_records():
    """An id stands for a party, a link, or a requirement of one item."""
    assert agreement(status="signed", parties=["afd"]).parties == (Party(institution="afd"),)
    assert Requirement.model_validate("b") == Requirement(any_of=("b",))
    assert Requirement.model_validate({"any_of": "b"}) == Requirement(any_of=("b",))


def test_a_field_left_empty_is_a_field_left_out():
    assert agreement(status="signed", requires=None).requires == ()


def test_dated_stages_give_the_status():
    assert agreement(dates={"signed": 2019, "envisaged": 2017}).status == "signed"


@pytest.mark.parametrize(
    ("status", "stage", "sound"),
    [
        ("envisaged", "signed", False),
        ("negotiation", "in_force", False),
        ("signed", "negotiation", True),
        ("in_force", "suspended", True),  # the suspension may have been lifted
        ("in_force", "terminated", False),
        ("suspended", "terminated", False),
        ("abandoned", "signed", False),
        ("abandoned", "negotiation", True),
        ("terminated", "in_force", True),
    ],
)
def test_a_status_must_fit_the_dated_stages(status, stage, sound):
    if sound:
        assert agreement(status=status, dates={stage: 2019}).status == status
    else:
        with pytest.raises(ValidationError, match=f"the stage '{stage}' has a date"):
            agreement(status=status, dates={stage: 2019})


def test_a_hoped_for_stage_implies_nothing():
    assert agreement(status="envisaged", expected={"signed": "[2020..]"}).status == "envisaged"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: agreement(), "status"),
        (lambda: agreement(status="signed", quorum=2, parties=["b"]), "the quorum is 2"),
        (lambda: Requirement(any_of=("b", "b")), "twice among the alternatives"),
        (lambda: Requirement(any_of=("b",), at_least=2), "at_least asks for 2"),
        (lambda: Requirement(any_of=()), "too_short"),
        (lambda: Evidence(source="s", span=(3, 3)), "ends before it begins"),
        (lambda: Place(), "a name or a country"),
        (lambda: Place(country="France"), "ISO 3166"),
        (lambda: Institution(id="AFD", name="x", kind="agency"), "is not an id"),
    ],
)
def test_impossible_records_say_why(make, reason):
    with pytest.raises(ValidationError, match=reason):
        make()


def test_countries_are_those_of_iso_3166():
    codes = {"MA", "FR", "EU", "XK"}
    assert {Place(country=code).country for code in codes} == codes
    for wrong in ("ZZ", "fr", "Maroc"):
        with pytest.raises(ValidationError, match="ISO 3166"):
            Place(country=wrong)


def test_activities_may_have_alternative_places():
    meeting = Activity.model_validate(
        {
            "id": "m",
            "name": "M",
            "kind": "meeting",
            "status": "planned",
            "places": [{"country": c, "modality": "possible"} for c in ("MA", "FR")],
        }
    )
    assert [place.country for place in meeting.places] == ["MA", "FR"]


# -- the JSON Schema, read as an editor reads it ------------------------------------------------


@pytest.fixture(scope="module")
def validator():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_takes_what_the_reader_takes(validator, example):
    assert not list(validator.iter_errors(example.model_dump(mode="json", exclude_defaults=True)))
    assert not list(validator.iter_errors(example.model_dump(mode="json", exclude_none=True)))


@pytest.mark.parametrize(
    "record",
    [
        {"id": "A", "name": "A", "kind": "specific", "status": "signed"},
        {"id": "a", "name": "A", "kind": "specfic", "status": "signed"},
        {"id": "a", "name": "A", "kind": "specific", "status": "signed", "colour": "red"},
        {"id": "a", "name": {"FR": "A"}, "kind": "specific", "status": "signed"},
        {
            "id": "a",
            "name": "A",
            "kind": "specific",
            "status": "signed",
            "evidence": [{"source": "s", "span": [1, 2, 3]}],
        },
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(validator, record):
    data = {"sources": [{"id": "s", "title": "S"}], "agreements": [record]}
    assert list(validator.iter_errors(data))
    with pytest.raises(ValueError, match="problem"):
        dossier_from(data)


def test_the_schema_takes_short_forms(validator):
    data = {
        "institutions": [{"id": "b", "name": "B", "kind": "agency", "aliases": ["BB"]}],
        "agreements": [
            {
                "id": "a",
                "name": "A",
                "kind": "specific",
                "dates": {"signed": 2019},
                "parties": ["b"],
                "requires": ["c", {"any_of": "c"}, {"any_of": ["c"]}],
            },
            {"id": "c", "name": "C", "kind": "framework", "status": "envisaged"},
        ],
    }
    assert not list(validator.iter_errors(data))
    assert dossier_from(data).agreements[0].status == "signed"
