import pytest

import coopgraph as cg
from coopgraph.records.validation import dossier_from


def changed(**changes):
    raw = cg.example().model_dump(mode="json", exclude_defaults=True)
    for record in [*raw["agreements"], *raw["activities"]]:
        record.update(changes.get(record["id"].replace("-", "_"), {}))
    return raw


def test_compare_says_what_was_signed_dropped_put_off_and_added():
    raw = changed(
        framework_convention={"status": "signed"},
        afd_support={"status": "cancelled"},
        anah_convention={"expected": {"negotiation": "[2027..]"}},
        anrur_afd_convention={"status": "negotiation"},
    )
    raw["institutions"].append({"id": "new", "name": "New", "kind": "agency"})
    raw["activities"] = [a for a in raw["activities"] if a["id"] != "majal-fnau-meeting"]
    comparison = cg.compare(cg.example(), dossier_from(raw), lang="en")
    assert [(row.kind.value, row.item.id) for row in comparison] == [
        ("concluded", "framework-convention"),
        ("dropped", "afd-support"),
        ("moved", "anrur-afd-convention"),
        ("slipped", "anah-convention"),
        ("added", "new"),
        ("removed", "majal-fnau-meeting"),
    ]
    assert "postponed" in str(comparison)
    back = cg.compare(dossier_from(raw), cg.build_graph(cg.example()))
    assert {row.kind.value for row in back} >= {"moved", "brought-forward", "added", "removed"}


def test_nothing_changed(example):
    assert "Rien n’a changé" in str(cg.compare(example, example))


def agreement(status, **more):
    return {"agreements": [{"id": "a", "name": "A", "kind": "treaty", "status": status, **more}]}


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("envisaged", "signed", ["concluded"]),
        ("signed", "in_force", ["concluded"]),
        ("envisaged", "negotiation", ["moved"]),
        ("in_force", "suspended", ["moved"]),
        ("suspended", "in_force", ["concluded"]),
        ("in_force", "terminated", ["dropped"]),
        ("terminated", "abandoned", ["moved"]),
        ("signed", "signed", []),
    ],
)
def test_what_is_concluded_reaches_a_milestone(before, after, kinds):
    old, new = (dossier_from(agreement(status)) for status in (before, after))
    assert [row.kind.value for row in cg.compare(old, new)] == kinds


def test_an_agreed_provision_is_concluded_once_its_agreement_is_signed():
    """Whoever agrees on a provision of an agreement that is only envisaged concludes nothing."""
    provision = {"id": "p", "name": "P", "status": "proposed"}
    agreed = {"provisions": [{**provision, "status": "agreed"}]}
    proposed, envisaged, signed = (
        dossier_from(raw)
        for raw in (
            agreement("envisaged", provisions=[provision]),
            agreement("envisaged", **agreed),
            agreement("signed", **agreed),
        )
    )
    found = [(row.item.id, row.kind.value) for row in cg.compare(proposed, envisaged)]
    assert found == [("p", "moved")]
    found = [(row.item.id, row.kind.value) for row in cg.compare(envisaged, signed)]
    assert found == [("a", "concluded"), ("p", "concluded")]
