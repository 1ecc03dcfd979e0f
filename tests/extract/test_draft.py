"""A starter dossier from a report: sound, pointing into the text, and open about its guesses."""

import time

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.io.write import draft as drafts
from coopgraph.records.evidence import evidence_in
from coopgraph.words.vocabulary import Modality, Reading


@pytest.fixture
def starter(valley, french):
    return cg.draft(valley, cg.mentions(valley, french), source="Compte rendu 2024.txt")


def all_evidence(dossier):
    records = (*dossier.institutions, *dossier.agreements)
    return [entry for record in records for _, entry in evidence_in(record, ())]


def test_every_piece_of_evidence_points_into_the_text_of_the_source(starter, french, valley):
    (source,) = starter.sources
    assert source.id == "compte-rendu-2024-txt"
    assert source.sha256 == cg.mentions(valley, french).sha256
    evidence = all_evidence(starter)
    assert len(evidence) >= 15
    for entry in evidence:
        assert entry.source == source.id
        start, end = entry.span
        assert french[start:end].strip() == french[start:end]
        line = french.count("\n", 0, end) + 1
        assert entry.locator.in_language("en").startswith("line ")
        assert int(entry.locator.in_language("en").removeprefix("line ")) <= line


def test_institutions_are_those_mentioned_with_a_place_for_each_way_of_writing(starter, french):
    written = {
        body.id: [french[slice(*entry.span)] for entry in body.evidence]
        for body in starter.institutions
    }
    assert written == {
        "adl": ["Agence des digues du Lor", "ADL", "Agences des digues du Lor"],
        "council": ["CER"],
        "fund": ["Caisse d’équipe-\nment rural", "CER", "Caisse d’équipement rural"],
        "rivers": ["Ministère des Rivières", "MRV"],
        "school": ["école des\nBarrages de Sère"],
    }
    (adl,) = (body for body in starter.institutions if body.id == "adl")
    assert (adl.country, adl.identifiers, adl.part_of) == ("FR", {"local": "17"}, None)


def test_what_is_guessed_is_inferred_and_says_why(starter):
    """Shared and inflected names, and everything about agreements; plain mentions are stated."""
    readings = {
        body.id: [entry.reading for entry in body.evidence] for body in starter.institutions
    }
    stated, inferred = Reading.STATED, Reading.INFERRED
    assert readings == {
        "adl": [stated, stated, inferred],
        "council": [inferred],
        "fund": [stated, inferred, stated],
        "rivers": [stated, stated],
        "school": [stated],
    }
    for entry in all_evidence(starter):
        assert (entry.note is not None) == (entry.reading is inferred)
    for agreement in starter.agreements:
        assert all(entry.reading is inferred for _, entry in evidence_in(agreement, ()))
        assert all(party.modality is Modality.POSSIBLE for party in agreement.parties)


def test_agreements_are_the_phrases_that_stand_with_institutions(starter):
    assert [
        (a.id, a.kind.value, a.status.value, [party.institution for party in a.parties])
        for a in starter.agreements
    ] == [
        ("accord-cadre-rivers-fund", "framework", "negotiation", ["rivers", "fund"]),
        (
            "convention-de-financement-adl-council-fund",
            "other",
            "envisaged",
            ["adl", "council", "fund"],
        ),
    ]


def test_no_agreement_is_guessed_to_be_signed_or_in_force(valley):
    text = "L’accord ADL est signé et en vigueur. La convention MRV n’est pas encore signée."
    starter = cg.draft(valley, cg.mentions(valley, text))
    assert [a.status.value for a in starter.agreements] == ["envisaged", "envisaged"]
    assert not any(a.dates for a in starter.agreements)


def test_an_agreement_named_twice_with_the_same_parties_is_one(valley):
    text = "La convention ADL et MRV. Un avis. La Convention MRV et ADL. La convention ADL."
    starter = cg.draft(valley, cg.mentions(valley, text))
    assert [len(a.evidence) for a in starter.agreements] == [2, 1]
    assert [a.id for a in starter.agreements] == ["convention-adl-rivers", "convention-adl"]


def test_a_written_draft_reads_back_and_tells_a_person_what_is_left(valley, french, tmp_path):
    found = cg.mentions(valley, french)
    starter = cg.draft(valley, found)
    text = drafts.dump(starter, found)
    path = tmp_path / "draft.yaml"
    path.write_text(text, encoding="utf-8")
    assert cg.read(path) == starter
    comments = " ".join(
        line.strip("# ") for line in text.splitlines() if line.strip().startswith("#")
    )
    for told in ("ADLL (ligne 12) : adl ?", "PNRL (ligne 14)", "sha256",
                 "Ligne 9 : Un accord-cadre entre le Ministère", "Ligne 14 : Le traité de 1920"):  # fmt: skip
        assert told in comments
    assert not cg.check(starter).is_wrong
    assert drafts.dump(starter, found) == text
    assert "To be checked" in drafts.dump(starter, cg.mentions(valley, french, lang="en"))


def test_hostile_text_makes_no_broken_draft(valley, tmp_path):
    text = "Convention\x00 cadre\u2028 : ADL # \ud800 é\x1b[0m « MRV » \ufeff- {x: *a}\n\nLa convention # x"
    found = cg.mentions(valley, text)
    starter = cg.draft(valley, found, source="", title="a\x00b")
    path = tmp_path / "draft.yaml"
    path.write_bytes(drafts.dump(starter, found).encode())
    assert cg.read(path) == starter
    assert starter.agreements


def test_a_draft_too_large_to_be_read_is_refused(valley, monkeypatch):
    found = cg.mentions(valley, "L’ADL et la convention MRV.")
    monkeypatch.setattr(drafts.yaml, "LIMIT_MB", 0.0005)
    with pytest.raises(cg.DocumentError, match="split the report"):
        drafts.dump(cg.draft(valley, found), found)


def test_a_sentence_without_end_is_drafted_in_time(valley):
    """Ten thousand phrases in one sentence: each mention goes to its own phrase."""
    found = cg.mentions(valley, "l’ADL la convention MRV " * 10_000)
    started = time.perf_counter()
    starter = cg.draft(valley, found)
    assert time.perf_counter() - started < 20
    assert [len(agreement.evidence) for agreement in starter.agreements] == [9_999, 1]


def test_a_draft_of_nothing_is_sound(valley, tmp_path):
    found = cg.mentions(valley, "Rien.")
    path = tmp_path / "draft.yaml"
    path.write_text(drafts.dump(cg.draft(valley, found), found), encoding="utf-8")
    assert cg.read(path).sources[0].id == "report"


def test_the_source_takes_no_id_of_an_institution(valley):
    starter = cg.draft(valley, cg.mentions(valley, "L’ADL."), source="adl")
    assert starter.sources[0].id == "adl-2"
    assert starter.institutions[0].evidence[0].source == "adl-2"


def test_a_graph_lends_what_it_has(valley, french):
    found = cg.mentions(valley, french)
    starter, other = cg.draft(valley, found), cg.draft(cg.build_graph(valley), found)
    bodies = [body.model_copy(update={"identifiers": {}}) for body in starter.institutions]
    assert list(other.institutions) == bodies
    assert other.agreements == starter.agreements


def test_ids_of_a_foreign_graph_become_slugs_and_its_errors_are_reported():
    graph = nx.DiGraph()
    graph.add_node("ADL/1", record="institution", title="Agence", acronym="ADL")
    graph.add_node("ADL 1", record="institution", title="Agences", acronym="ADL")
    found = cg.mentions(graph, "La convention ADL.")
    starter = cg.draft(graph, found)
    assert [body.id for body in starter.institutions] == ["adl-1", "adl-1-2"]
    assert [p.institution for p in starter.agreements[0].parties] == ["adl-1", "adl-1-2"]
    graph.nodes["ADL/1"]["country"] = "France"
    with pytest.raises(cg.DossierError, match="country"):
        cg.draft(graph, found)


def test_the_draft_of_the_real_report_finds_its_conventions(example, report):
    """The three that the bundled dossier codes, with the parties that the report names."""
    starter = cg.draft(example, cg.mentions(example, report.decode()))
    found = {
        (a.kind, a.status, frozenset(p.institution for p in a.parties)) for a in starter.agreements
    }
    coded = {
        (a.kind, a.status, frozenset(p.institution for p in a.parties)) for a in example.agreements
    }
    assert found == coded
