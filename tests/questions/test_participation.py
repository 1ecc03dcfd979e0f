import coopgraph as cg
from coopgraph.records.validation import dossier_from


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
