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
