"""Thresholds, numbers and amounts: written back as they were, refused with their place."""

from decimal import Decimal

import jsonschema
import pytest

import coopgraph as cg
from coopgraph.records.dossier import Dossier, json_schema
from coopgraph.records.validation import dossier_from, valid_part

PARTIES = [
    {"institution": "a", "weights": {"emissions": 17.4}},
    {"institution": "b", "amount": {"value": 5, "currency": "EUR"}},
    {"institution": "c", "role": "observer", "weights": {"gdp": 3}},
]


def data(**fields):
    treaty = {"id": "t", "name": "T", "kind": "treaty", "status": "envisaged", "parties": PARTIES}
    bodies = [{"id": name, "name": name, "kind": "state"} for name in "abc"]
    return {"institutions": bodies, "agreements": [{**treaty, **fields}]}


def treaty(**fields):
    return dossier_from(data(**fields)).agreements[0]


def problems(**fields):
    with pytest.raises(cg.DossierError) as caught:
        dossier_from(data(**fields))
    return [
        (problem.code, problem.path.removeprefix("agreements[0].").removeprefix("agreements[0]"))
        for problem in caught.value.problems
    ]


@pytest.mark.parametrize("field", ["quorum", "entry_into_force"])
@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (2, 2),
        ({"count": 2}, 2),
        ([2], 2),
        ({"share": 0.55, "weight": "emissions"}, {"share": 0.55, "weight": "emissions"}),
        ({"share": 1.0}, {"share": 1}),
        ({"share": 0.5, "weight": "amount"}, {"share": 0.5, "weight": "amount"}),
        ({"all": True, "among": ["b", "a"]}, {"all": True, "among": ["b", "a"]}),
        ([{"share": 0.55}, 1], [{"share": 0.55}, 1]),
    ],
)
def test_one_threshold_or_several_come_back(field, written, stored):
    dossier = dossier_from(data(**{field: written}))
    plain = dossier.model_dump(mode="json", exclude_defaults=True)
    assert plain["agreements"][0][field] == stored
    assert Dossier.model_validate(plain) == dossier
    assert Dossier.model_validate(dossier.model_dump(mode="json")) == dossier
    jsonschema.Draft202012Validator(json_schema()).validate(data(**{field: written}))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"quorum": 3}, [("quorum-too-large", "quorum")]),
        ({"quorum": {"count": 3}}, [("quorum-too-large", "quorum.count")]),
        ({"quorum": {"count": 2, "among": ["a"]}}, [("quorum-too-large", "quorum.count")]),
        ({"entry_into_force": [1, 3]}, [("entry-too-large", "entry_into_force[1]")]),
        ({"quorum": {"all": True, "among": ["c"]}}, [("among-no-party", "quorum.among[0]")]),
        (
            {"quorum": {"share": 0.5, "weight": "emision"}, "entry_into_force": 9},
            [("unknown-weight", "quorum.weight"), ("entry-too-large", "entry_into_force")],
        ),
        ({"quorum": {"count": 2, "among": ["a", "c"]}}, [("among-no-party", "quorum.among[1]")]),
        (
            {"quorum": {"share": 0.5, "weight": "emissions", "among": ["aa"]}},
            [("among-no-party", "quorum.among[0]")],
        ),
        ({"quorum": {"share": 1, "weight": "gdp"}}, [("unknown-weight", "quorum.weight")]),
        ({"quorum": {}}, [("threshold-one-of", "quorum")]),
        ({"quorum": {"all": False}}, [("threshold-one-of", "quorum")]),
        ({"quorum": {"count": 1, "share": 0.5}}, [("threshold-one-of", "quorum")]),
        ({"quorum": {"count": 1, "weight": "gdp"}}, [("weight-without-share", "quorum.weight")]),
        ({"quorum": {"all": True, "among": ["a", "a"]}}, [("among-repeated", "quorum")]),
        ({"quorum": {"share": 55}}, [("share-out-of-range", "quorum.share")]),
        ({"quorum": {"share": "55 %"}}, [("wrong-type-decimal", "quorum.share")]),
        ({"quorum": {"all": "yes"}}, [("wrong-type-flag", "quorum.all")]),
        ({"quorum": True}, [("wrong-type-number", "quorum")]),
        ({"quorum": 1.5}, [("wrong-type-number", "quorum")]),
        ({"quorum": [1, {"weigth": "x", "all": True}]}, [("unknown-field", "quorum[1].weigth")]),
    ],
)
def test_a_wrong_threshold_is_refused_at_its_place(fields, expected):
    assert problems(**fields) == expected


def test_every_wrong_threshold_is_listed():
    wrong = {"quorum": [7, {"share": 0.5, "weight": "gdp"}], "entry_into_force": 9}
    assert [code for code, _ in problems(**wrong)] == [
        "quorum-too-large",
        "unknown-weight",
        "entry-too-large",
    ]


def test_amounts_in_two_currencies_make_no_share():
    parties = [
        {"institution": name, "amount": {"value": 1, "currency": currency}}
        for name, currency in (("a", "EUR"), ("b", "MAD"))
    ]
    found = problems(parties=parties, quorum={"share": 0.5, "weight": "amount"})
    assert found == [("weight-currencies", "quorum.weight")]


def salvaged(**fields):
    """Whether the agreement is kept, and the places that were left out."""
    saved, removed = valid_part(data(**fields))
    return bool(saved.agreements), [place[2:] for place, _ in removed]


@pytest.mark.parametrize("field", ["quorum", "entry_into_force"])
@pytest.mark.parametrize(
    "wrong",
    [
        [2, {"share": 0.5, "weight": "gdp"}],
        {"share": 0.5, "weight": "emisions"},
        "two",
        7,
        {"all": True, "among": ["c"]},
        [{"share": 0.5, "weight": ["gdp"]}],
    ],
)
def test_an_agreement_with_a_wrong_condition_is_left_out_whole(field, wrong):
    """Without the condition it would await nobody, or stand with fewer."""
    assert salvaged(**{field: wrong}) == (False, [()])


def test_an_agreement_with_a_misspelt_condition_is_left_out_whole():
    assert salvaged(quorom=2) == (False, [()])
    assert salvaged(entry_in_force=2) == (False, [()])


HALF_OF_EMISSIONS = {"share": 0.5, "weight": "emissions"}
HALF_OF_AMOUNTS = {"share": 0.5, "weight": "amount"}


@pytest.mark.parametrize("field", ["quorum", "entry_into_force"])
@pytest.mark.parametrize(
    ("threshold", "wrong"),
    [
        (HALF_OF_EMISSIONS, {"weights": {"emissions": "much"}}),
        (HALF_OF_EMISSIONS, {"weights": "much"}),
        (HALF_OF_EMISSIONS, {"weihgts": {"emissions": 3}}),
        ([1, HALF_OF_EMISSIONS], {"weights": {"emissions": -1}}),
        (HALF_OF_AMOUNTS, {"amount": {"value": "much", "currency": "EUR"}}),
        (HALF_OF_AMOUNTS, {"amount": 5}),
        (HALF_OF_AMOUNTS, {"montant": {"value": 5, "currency": "EUR"}}),
    ],
)
def test_a_wrong_weight_leaves_out_an_agreement_that_counts_it(field, threshold, wrong):
    """With another total, the share would be that of other parties."""
    parties = [*PARTIES[:2], {"institution": "c", **wrong}]
    assert salvaged(**{field: threshold, "parties": parties}) == (False, [()])


@pytest.mark.parametrize(
    ("quorum", "wrong", "place"),
    [
        (1, {"weights": {"gdp": "much"}}, ("weights", "gdp")),
        (HALF_OF_EMISSIONS, {"weights": {"gdp": "much"}}, ("weights", "gdp")),
        (HALF_OF_EMISSIONS, {"amount": 5}, ("amount",)),
    ],
)
def test_a_wrong_weight_that_no_threshold_counts_is_left_out_alone(quorum, wrong, place):
    parties = [*PARTIES[:2], {"institution": "c", **wrong}]
    assert salvaged(quorum=quorum, parties=parties) == (True, [("parties", 2, *place)])


def test_a_quorum_is_no_condition_of_an_activity():
    raw = {"activities": [{"id": "v", "name": "V", "kind": "visit", "status": "planned"}]}
    raw["activities"][0]["quorum"] = 2
    assert valid_part(raw)[1][0][0] == ("activities", 0, "quorum")
    assert valid_part(raw)[0].activities


# -- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "stored"),
    [(17.40, "17.4"), (0, "0"), (-0.0, "0"), (1e3, "1000"), (0.1, "0.1"), (1e-15, "1E-15")],
)
def test_numbers_are_the_decimals_that_are_written(written, stored):
    weights = treaty(parties=[{"institution": "a", "weights": {"w": written}}]).parties[0].weights
    assert weights["w"] == Decimal(stored)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (-1, "decimal-out-of-range"),
        (float("inf"), "decimal-out-of-range"),
        (float("nan"), "decimal-out-of-range"),
        (2**53 + 1, "decimal-out-of-range"),
        (0.30000000000000004, "decimal-too-long"),
        (1e-16, "decimal-too-long"),
        (True, "wrong-type-decimal"),
        ("17.4", "wrong-type-decimal"),
        (None, "wrong-type-decimal"),
    ],
)
def test_other_numbers_are_refused(written, code):
    parties = [{"institution": "a", "weights": {"w": written}}]
    assert problems(parties=parties) == [(code, "parties[0].weights.w")]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ({"value": 5}, [("missing-field", "amount")]),
        ({"value": 5, "currency": "euro"}, [("wrong-pattern", "amount.currency")]),
        (5, [("wrong-type-mapping", "amount")]),
    ],
)
def test_an_amount_has_a_value_and_a_currency(amount, expected):
    assert problems(amount=amount) == expected
    assert treaty(amount={"value": 2.50, "currency": "MAD"}).amount.value == Decimal("2.5")


def test_a_weight_is_not_called_amount():
    parties = [{"institution": "a", "weights": {"amount": 3}}]
    assert problems(parties=parties) == [("weight-reserved", "parties[0].weights")]
