"""Dates that come before the date of an earlier stage."""

import pytest

from coopgraph.records.date_order import dates_out_of_order
from coopgraph.records.validation import dossier_from
from coopgraph.words.vocabulary import PartyStage


def agreement(**fields):
    raw = {"id": "a", "name": "A", "kind": "treaty", "status": "in_force", **fields}
    bodies = [{"id": "b", "name": "B", "kind": "state"}]
    return dossier_from({"institutions": bodies, "agreements": [raw]}).agreements[0]


def found(**fields):
    return [(place, problem.code) for place, problem in dates_out_of_order(agreement(**fields))]


def test_the_later_stage_is_named_with_its_place():
    dates = {"signed": "2020", "in_force": "2019"}
    assert found(dates=dates) == [(("dates", "in_force"), "dates-contradict")]


def test_so_is_that_of_a_party():
    parties = [{"institution": "b", "dates": {"signed": "2020", "withdrawn": "2019"}}]
    place = ("parties", 0, "dates", "withdrawn")
    assert found(parties=parties) == [(place, "dates-contradict")]


@pytest.mark.parametrize("stage", [stage for stage in PartyStage if stage != "withdrawn"])
def test_no_act_of_a_party_comes_after_its_withdrawal(stage):
    parties = [{"institution": "b", "dates": {stage.value: "2021", "withdrawn": "2019"}}]
    place = ("parties", 0, "dates", "withdrawn")
    assert found(parties=parties) == [(place, "dates-contradict")]


@pytest.mark.parametrize("stage", ["signed", "ratified", "in_force", "refused"])
def test_provisional_application_may_come_before_anything(stage):
    dates = {"provisional": "2018", stage: "2019", "withdrawn": "2020"}
    assert found(parties=[{"institution": "b", "dates": dates}]) == []


def test_dates_in_order_or_possibly_so_are_no_finding():
    assert found(dates={"signed": "2019", "in_force": "2019-05"}) == []
    assert found(dates={"signed": "2019"}) == []
