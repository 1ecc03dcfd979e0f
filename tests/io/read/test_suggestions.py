"""Suggestions: what is offered as meant, and what is only listed as close."""

import pytest

import coopgraph as cg
from coopgraph.records.validation import dossier_from

BODIES = [
    {"id": item, "name": name, "kind": "ministry"}
    for item, name in [
        ("mef-ma", "Ministère de l’économie et des finances du Maroc"),
        ("ministry-housing-sn", "Ministry of Housing of Senegal"),
        ("ministry-housing-sl", "Ministry of Housing of Sierra Leone"),
        ("anah", "Agence nationale de l’habitat"),
    ]
]
FUNDS = [
    {"id": item, "name": item.title(), "kind": "framework", "status": "envisaged"}
    for item in ("fund-2005", "old-fund", "new-port")
]


def problem(**fields):
    agreement = {"id": "a", "name": "A", "kind": "specific", "status": "envisaged", **fields}
    with pytest.raises(cg.DossierError) as caught:
        dossier_from({"institutions": BODIES, "agreements": [*FUNDS, agreement]})
    [found] = caught.value.problems
    return found


def test_an_id_that_alone_is_as_close_is_suggested():
    found = problem(parties=["anahh"])
    assert (found.suggestion, found.choices) == ("anah", ())


def test_a_name_or_acronym_instead_of_the_id_is_suggested():
    assert problem(parties=["agence nationale de l'habitat"]).suggestion == "anah"


def test_two_institutions_as_close_are_listed():
    """Taking up either would name another ministry."""
    found = problem(parties=["ministry-housing-s"])
    assert found.suggestion is None
    assert set(found.choices) == {"ministry-housing-sn", "ministry-housing-sl"}
    assert "similar ids: ministry-housing-sl, ministry-housing-sn" in found.message("en")
    assert "identifiants proches : ministry-housing-sl" in found.message("fr")
    assert "did you mean" not in found.message("en")


def test_the_other_alternative_is_not_suggested():
    found = problem(requires=[{"any_of": ["old-fund", "odd-fund"]}])
    assert (found.suggestion, found.choices) == (None, ("old-fund",))


def test_what_is_suggested_for_one_requirement_may_stand_in_another():
    found = problem(requires=[{"any_of": ["old-fund"]}, {"any_of": ["olld-fund", "new-port"]}])
    assert found.suggestion == "old-fund"


def test_an_id_with_another_number_is_not_suggested():
    found = problem(requires=["fund-2006"])
    assert (found.suggestion, found.choices) == (None, ("fund-2005",))


def test_closed_words_are_suggested():
    assert problem(status="envisagd").suggestion == "envisaged"


def test_a_question_lists_what_comes_close_unless_one_alone_does():
    graph = cg.build_graph(dossier_from({"institutions": BODIES, "agreements": FUNDS}))
    with pytest.raises(cg.UnknownItemError, match="did you mean: anah") as caught:
        cg.dependents(graph, "anahh")
    assert caught.value.suggestions == ("anah",)
    with pytest.raises(cg.UnknownItemError, match="similar ids: ministry") as caught:
        cg.dependents(graph, "ministry-housing-s")
    assert len(caught.value.suggestions) == 2
    with pytest.raises(cg.UnknownItemError, match="similar ids: old-fund"):
        cg.dependents(graph, "fund")
