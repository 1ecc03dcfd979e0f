"""The tables of the vocabulary fit one another."""

import pytest

from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import (
    KINDS,
    MILESTONES,
    STATUSES,
    AgreementStatus,
    Milestone,
    ProvisionStatus,
    RecordKind,
    default_stage,
)
from coopgraph.words.word import Gender


def test_every_milestone_is_reached_by_a_status_the_first_one_first():
    """Only a provision enters into force without a status of its own: with its agreement."""
    never = {RecordKind.PROVISION: {Milestone.IN_FORCE}}
    for record, milestones in MILESTONES.items():
        reached = [status.reached for status in STATUSES[record] if not status.halt]
        assert set().union(*map(set, reached)) == set(milestones) - never.get(record, set())
        assert all(milestones[0] in one for one in reached if one)


def test_a_requirement_means_that_visits_are_over_and_programmes_have_begun():
    stages = {kind: default_stage(RecordKind.ACTIVITY, kind) for kind in KINDS[RecordKind.ACTIVITY]}
    assert {str(kind) for kind, stage in stages.items() if stage is Milestone.ONGOING} == {
        "programme",
        "project",
        "support",
        "cooperation",
    }
    assert set(stages.values()) == {Milestone.ONGOING, Milestone.COMPLETED}


@pytest.mark.parametrize(
    ("record", "stage"),
    [("agreement", "signed"), ("provision", "agreed"), ("activity", "completed")],
)
def test_without_a_known_kind_the_stage_is_that_of_other(record, stage):
    assert default_stage(RecordKind(record)) == default_stage(RecordKind(record), "new") == stage


def test_a_relation_has_words_for_what_is_proposed_if_what_has_it_can_be():
    for relation in Relation:
        owners = relation.prerequisites if relation.involves else relation.dependents
        assert bool(relation.proposed.one) == bool(owners & set(STATUSES)), relation


def test_institutions_have_no_stage():
    with pytest.raises(KeyError):
        default_stage(RecordKind.INSTITUTION, "agency")


def test_what_is_suspended_keeps_its_first_milestone():
    assert AgreementStatus.SUSPENDED.reached == (Milestone.SIGNED,)
    assert ProvisionStatus.SUSPENDED.reached == (Milestone.AGREED,)
    order = list(ProvisionStatus)
    assert order.index(ProvisionStatus.SUSPENDED) < order.index(ProvisionStatus.DROPPED)


def test_milestones_have_labels_that_agree():
    assert Milestone.SIGNED.label("fr", Gender.FEMININE) == "signée"
    assert Milestone.IN_FORCE.label("fr") == "en vigueur"
