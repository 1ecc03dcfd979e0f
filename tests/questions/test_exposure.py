from hypothesis import given

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.questions.networks import reached
from tests.strategies import dossiers


def test_exposure_of_every_agreement(any_graph):
    rows = [
        (
            row.agreement.id,
            row.institutions,
            row.institutions_possible,
            row.agreements,
            row.agreements_possible,
        )
        for row in cg.exposure(any_graph)
    ]
    assert rows == [
        ("framework-convention", 4, 2, 1, 0),
        ("anrur-afd-convention", 2, 2, 0, 0),
        ("anah-convention", 1, 0, 0, 0),
    ]


@given(dossiers())
def test_exposure_counts_what_dependents_lists(raw):
    graph = cg.build_graph(dossier_from(raw))
    records = graph.nodes(data="record")
    for row in cg.exposure(graph):
        found = reached(cg.dependents(graph, row.agreement.id))
        count = {
            (kind, certainty): sum(
                records[i] == kind and c == certainty for i, (_, c) in found.items()
            )
            for kind in ("institution", "agreement")
            for certainty in ("certain", "possible")
        }
        assert count == {
            ("institution", "certain"): row.institutions,
            ("institution", "possible"): row.institutions_possible,
            ("agreement", "certain"): row.agreements,
            ("agreement", "possible"): row.agreements_possible,
        }


def test_membership_is_no_reliance_and_members_are_listed_apart():
    raw = {
        "institutions": [
            {"id": "f", "name": "F", "kind": "federation"},
            {"id": "m", "name": "M", "kind": "agency", "member_of": ["f"]},
            {"id": "g", "name": "G", "kind": "federation"},
        ]
    }
    found = cg.exposure(cg.build_graph(dossier_from(raw)), agreements=["f", "g"], lang="en")
    assert [row.institutions + row.institutions_possible for row in found] == [0, 0]
    assert [[one.id for one in part.members] for part in found.members] == [["m"], []]
    assert "listed here: M." in str(found)
    assert "none is recorded" in str(found)
