import itertools

import networkx as nx
from hypothesis import given

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.questions.oracle import ABSTAINING
from tests.strategies import dossiers


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


def test_shared_agreements_of_the_report(graph):
    shared = {(p.one.id, p.other.id) for p in cg.cooperation(graph) if p.certain}
    assert shared == {("matnuhpv", "mctrct"), ("afd", "anrur")}
    possible = {(p.one.id, p.other.id) for p in cg.cooperation(graph) if p.possible}
    joiners, all_four = {"anah", "anru"}, ["afd", "anah", "anru", "anrur"]
    pairs = itertools.combinations(all_four, 2)
    assert possible == {pair for pair in pairs if joiners & set(pair)}


@given(dossiers())
def test_cooperation_equals_looking_at_every_pair(raw):
    dossier = dossier_from(raw)
    graph = cg.build_graph(dossier)
    expected = {}
    for agreement in dossier.agreements:
        parties = [p for p in agreement.parties if p.role not in ABSTAINING]
        required = {p.institution for p in parties if p.modality == "required"}
        everybody = {p.institution for p in parties}
        for pair in itertools.combinations(sorted(everybody), 2):
            counts = expected.setdefault(pair, [0, 0])
            counts[not set(pair) <= required] += 1
    found = cg.cooperation(graph)
    assert {(p.one.id, p.other.id): [len(p.certain), len(p.possible)] for p in found} == expected
    assert [p.weight for p in found] == sorted((p.weight for p in found), reverse=True)
    network = found.to_graph()
    assert all(network[a][b]["weight"] == sum(counts) for (a, b), counts in expected.items())
    central = nx.betweenness_centrality(network)
    assert {row.institution.id: row.betweenness for row in cg.brokers(graph)} == central
    assert len(cg.participation(graph)) == len(
        {(p.institution, a.id) for a in dossier.agreements for p in a.parties}
    )


def test_tables_of_structure(graph):
    assert "●" in str(cg.participation(graph))
    empty = cg.build_graph(dossier_from({"institutions": []}))
    assert "No agreement is shared" in str(cg.cooperation(empty, lang="en"))
    assert "No agreement is shared" in str(cg.brokers(empty, lang="en"))


def test_participation_is_a_matrix_of_institutions_by_agreements(graph):
    matrix = cg.participation(graph).to_matrix()
    assert matrix.shape == (6, 3)
    assert matrix.loc["anah", "anrur-afd-convention"] == "possible"
    assert matrix.loc["afd", "anrur-afd-convention"] == "required"
    assert matrix.loc["afd", "framework-convention"] == ""
