import coopgraph as cg
from coopgraph.records.validation import dossier_from


def parties(**agreements):
    bodies = sorted({body for members in agreements.values() for body in members})
    return cg.build_graph(
        dossier_from(
            {
                "institutions": [
                    {"id": b, "name": b, "kind": "agency", "country": {"m": "MA", "f": "FR", "s": "SN"}[b[0]]}
                    for b in bodies
                ],
                "agreements": [
                    {"id": a, "name": a, "kind": "other", "status": "signed", "parties": members}
                    for a, members in agreements.items()
                ],
            }
        )
    )  # fmt: skip


def test_roles_of_brokers_by_country():
    """Gould and Fernandez: each open triple counts in both directions."""
    graph = parties(a=["m1", "m2"], b=["m2", "f1"], c=["f1", "s1"], d=["m2", "m3"])
    rows = {row.institution.id: row for row in cg.brokers(graph)}
    assert dict(rows["m2"].roles) == {
        "coordinator": 2, "itinerant": 0, "gatekeeper": 2, "representative": 2, "liaison": 0,
    }  # fmt: skip
    assert rows["f1"].roles["liaison"] == 2
    assert sum(rows["s1"].roles.values()) == 0
    assert cg.brokers(graph).rows[0].institution.id == "m2"


def test_itinerants_stand_between_two_of_another_country():
    graph = parties(a=["m1", "f1"], b=["f1", "m2"])
    assert {r.institution.id: r.roles["itinerant"] for r in cg.brokers(graph)} == {
        "f1": 2, "m1": 0, "m2": 0,
    }  # fmt: skip
