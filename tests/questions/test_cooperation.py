import itertools

import networkx as nx
from hypothesis import given

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.questions.worlds import ABSTAINING
from tests.strategies import dossiers


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
