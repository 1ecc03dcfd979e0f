"""What a report mentions: the real one, counted by hand, and two made-up ones."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import time

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.messages.catalogue import say
from coopgraph.records.validation import dossier_from
from tests.extract.conftest import KNOWN

#: Every mention in the report, counted by reading it: line, column, institution, as written.
#: A name and the acronym in brackets after it are two.
BY_HAND = [
    (3, 38, "anru", "Agence Nationale pour la Rénovation Urbaine"),
    (3, 83, "anru", "ANRU"),
    (7, 39, "anrur", "ANRUR"),
    (7, 73, "anru", "Agence Nationale de la Rénovation Urbaine"),
    (7, 174, "cget", "Commissariat Général à l'Egalité des Territoires"),
    (7, 271, "anrur", "ANRUR"),
    (7, 283, "anru", "ANRU"),
    (7, 368, "anrur", "ANRUR"),
    (7, 383, "direction-habitat", "Direction de l'Habitat"),
    (7, 409, "matnuhpv", "MATNUHPV"),
    (9, 14, "anru", "ANRU"),
    (9, 59, "cget", "Commissariat Général des Egalités des Territoires"),
    (9, 115, "anah", "Agence Nationale de l'Amélioration de l'Habitat"),
    (9, 169, "ecole-renovation-urbaine", "Ecole de la Rénovation Urbaine"),
    (9, 219, "plaine-commune", "plaine commune"),
    (14, 55, "anru", "ANRU"),
    (24, 48, "mctrct", "Ministère de la cohésion des Territoires et des Relations avec les Collectivités Territoriales"),
    (24, 149, "matnuhpv", "Ministère de l'Aménagement du Territoire, de l'Urbanisme, de l'Habitat et de la politique de la ville"),
    (24, 382, "anrur", "ANRUR"),
    (24, 391, "afd", "AFD"),
    (24, 415, "anru", "ANRU"),
    (24, 444, "anah", "AHAAH"),
    (25, 5, "anrur", "ANRUR"),
    (25, 55, "majal", "Majal"),
    (27, 1, "fnau", "fédération nationale des agences d'urbanisme"),
    (29, 39, "afd", "AFD"),
    (29, 83, "anrur", "ANRUR"),
    (29, 203, "anrur", "ANRUR"),
    (30, 42, "anah", "ANAH"),
]  # fmt: skip

VALLEY = dossier_from(KNOWN)

VARIANTS = {
    (7, "Agence Nationale de la Rénovation Urbaine"): "anru",
    (9, "Commissariat Général des Egalités des Territoires"): "cget",
    (24, "AHAAH"): "anah",
}


def listed(found):
    return [(m.line, m.column, "/".join(i.id for i in m.items), m.text) for m in found]


# -- the real report --------------------------------------------------------------------------------


def test_all_29_mentions_of_the_report_are_found_and_no_other(example, report):
    assert len(BY_HAND) == 29
    found = cg.mentions(example, report.decode())
    assert listed(found) == BY_HAND
    assert found.sha256 == example.sources[0].sha256
    assert [acronym.text for acronym in found.acronyms] == ["SI", "SIG"]
    assert found.suggestions == ()


def test_without_aliases_the_variants_are_put_to_a_person(example, report):
    """Nothing is a mention by likeness: 25 are found, and three of the other four suggested."""
    bodies = tuple(body.model_copy(update={"aliases": ()}) for body in example.institutions)
    bare = example.model_copy(update={"institutions": bodies})
    found = cg.mentions(bare, report.decode())
    written = {text for _, text in VARIANTS} | {"Agence Nationale de l'Amélioration de l'Habitat"}
    assert listed(found) == [mention for mention in BY_HAND if mention[3] not in written]
    suggested = {(s.places[0].line, s.places[0].text): s.items[0].id for s in found.suggestions}
    assert suggested == VARIANTS


def test_the_sentences_of_the_report_that_speak_of_conventions(example, report):
    found = cg.mentions(example, report.decode())
    hedges = {s.line: [hedge.text for hedge in s.hedges] for s in found.sentences}
    assert hedges == {
        24: ["signature", "en cours de préparation", "doit", "pour permettre", "pouvant",
             "peut-être", "à terme"],
        30: ["pourrait", "possible", "à partir de 2020"],
    }  # fmt: skip
    kinds = [phrase.kind.value for s in found.sentences for phrase in s.agreements]
    assert kinds == ["framework", "specific", "specific"]


# -- made-up reports --------------------------------------------------------------------------------


def test_a_french_report(valley, french):
    found = cg.mentions(valley, french)
    assert [(line, items, text) for line, _, items, text in listed(found)] == [
        (3, "adl", "Agence des digues du Lor"),
        (3, "adl", "ADL"),
        (3, "rivers", "Ministère des Rivières"),
        (4, "fund", "Caisse d’équipe-\nment rural"),
        (5, "council/fund", "CER"),
        (5, "school", "école des\nBarrages de Sère"),
        (6, "rivers", "MRV"),
        (9, "rivers", "Ministère des Rivières"),
        (9, "fund", "Caisse d’équipement rural"),
        (11, "adl", "ADL"),
        (11, "council/fund", "CER"),
        (13, "adl", "Agences des digues du Lor"),
    ]
    assert [m.line for m in found if m.inflected] == [13]
    suggested = [(p.text, s.name) for s in found.suggestions for p in s.places]
    assert suggested == [
        ("ADLL", "ADL"),
        ("caisse d’équipement rurale", "Caisse d'équipement rural"),
    ]
    assert [acronym.text for acronym in found.acronyms] == ["PNRL"]
    assert [
        ([p.text for p in s.agreements], [h.text for h in s.hedges]) for s in found.sentences
    ] == [
        (["accord-cadre"], ["en cours de\n  négociation", "doit", "signé", "avant fin 2025"]),
        (
            ["convention de financement"],
            ["pourrait", "à partir de 2026", "sous réserve de", "soit à Lor soit à Sère"],
        ),
        (["traité de"], ["en vigueur"]),
    ]


def test_an_english_report(valley, english):
    found = cg.mentions(valley, english, lang="en")
    assert [(line, items, text) for line, _, items, text in listed(found)] == [
        (3, "adl", "Lor Dyke Agency"),
        (3, "rivers", "Ministry of Rivers"),
        (4, "fund", "Rural\nEquipment Fund"),
        (7, "council/fund", "CER"),
        (7, "adl", "ADL"),
    ]
    assert [(s.places[0].text, s.name) for s in found.suggestions] == [
        ("Rural Equipement Fund", "Rural Equipment Fund")
    ]
    assert found.acronyms == ()  # the title is in capitals throughout
    (sentence,) = found.sentences
    assert [phrase.kind.value for phrase in sentence.agreements] == ["framework", "memorandum"]
    assert [(hedge.text, hedge.kind.value) for hedge in sentence.hedges] == [
        ("might", "possible"),
        ("sign", "stage"),
        ("possibly", "possible"),
        ("in Lor or in Sere", "alternative"),
        ("subject to", "condition"),
        ("ratification", "stage"),
        ("by 2026", "time"),
    ]


@pytest.mark.parametrize(
    ("text", "agreements", "hedges"),
    [
        ("Ils sont d’accord pour la visite de la ville.", [], []),
        ("En accord avec la ville, le protocole d’accord sera prêt.", ["protocole d’accord"], []),
        ("The fair was held in May 2019, and the treaty may follow.", ["treaty"], ["in May 2019", "may"]),
        ("In agreement with the town, they left for the convention of May 2020.", ["convention"], []),
        ("L’avenant no. 3 à la convention, dont M. Dupont a parlé, est à l’étude.",
         ["avenant", "convention"], []),
        ("Cf. art. 3 du traité international : il peut être dénoncé.", ["traité international"], ["peut être"]),
        ("L’échange de lettres de l’an dernier n’a pas été signé.", ["échange de lettres"], ["signé"]),
        ("يمكن توقيع اتفاقية في المغرب", [], []),
    ],
)  # fmt: skip
def test_what_speaks_of_agreements_and_what_does_not(valley, text, agreements, hedges):
    sentences = cg.mentions(valley, text).sentences
    assert [p.text for s in sentences for p in s.agreements] == agreements
    assert [h.text for s in sentences for h in s.hedges] == hedges


def test_sentences_end_where_they_end(valley):
    text = (
        "La convention A est signée. La convention B, cf. art. 2 de M. Petit, est prête !\n"
        "1. La convention C suit\n2. La convention D\n\nLa convention E"
    )
    found = cg.mentions(valley, text)
    assert [s.text for s in found.sentences] == [
        "La convention A est signée",
        "La convention B, cf. art. 2 de M. Petit, est prête",
        "La convention C suit",
        "La convention D",
        "La convention E",
    ]


def test_a_text_in_another_language_says_that_sentences_were_not_read(valley):
    found = cg.mentions(valley, "الاتفاقية ADL قيد الإعداد في المغرب")
    assert found.language is None
    assert [m.text for m in found] == ["ADL"]
    assert say("language-not-read", "fr") in " ".join(str(found).split())


# -- what is put to a person ------------------------------------------------------------------------


def bodies(*names, **acronyms):
    raw = [{"id": f"n{n}", "name": name, "kind": "other"} for n, name in enumerate(names)]
    raw += [
        {"id": item, "name": f"Le corps {item}", "acronym": acronym, "kind": "other"}
        for item, acronym in acronyms.items()
    ]
    return dossier_from({"institutions": raw})


def suggested(dossier, text):
    found = cg.mentions(dossier, text)
    return {
        (s.places[0].text, tuple(i.id for i in s.items), len(s.places)) for s in found.suggestions
    }


def test_acronyms_close_to_known_ones_are_suggested_once_each():
    known = bodies(anah="ANAH", anru="ANRU")
    assert suggested(known, "l’AHAAH et l’AHAAH, l’Anru, XYZ") == {
        ("AHAAH", ("anah",), 2),
        ("Anru", ("anru",), 1),
    }
    assert suggested(bodies(a="ABCD", b="ABCE"), "l’ABCF") == {("ABCF", ("a", "b"), 1)}


def test_names_with_a_slip_are_suggested():
    known = bodies("Direction de l’Habitat", "Plaine Commune", "Majalis")
    text = (
        "la direction de l'habitta, Plaine Comune et Majallis ; la Direction de l’Achat ; majallis"
    )
    assert suggested(known, text) == {
        ("direction de l'habitta", ("n0",), 1),
        ("Plaine Comune", ("n1",), 1),
        ("Majallis", ("n2",), 1),
    }


def test_a_longer_name_with_a_slip_is_suggested_over_the_shorter_one_in_it():
    known = bodies("Agence de rénovation", "Agence de rénovation des bâtiments fragiles")
    text = "L’agence de rénovation des batimants fragiles. L’agence de rénovation."
    found = cg.mentions(known, text)
    assert [m.items[0].id for m in found] == ["n0", "n0"]
    assert [s.items[0].id for s in found.suggestions] == ["n1"]


def test_a_slip_does_not_cross_sentences_or_items():
    known = bodies("Agence urbaine nouvelle")
    assert suggested(known, "L’agence urbaine\n- nouvele. Une agence. Urbaine nouvele.") == set()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Le PNUE et les PMEs au XXI siècle, chapitre IV", ["PNUE", "PME"]),
        ("INTRODUCTION\nLE PNUE ET LES PME\nRIEN", ["RIEN"]),
        ("ONCF\n\nA B 2019 COP21 H2020", ["ONCF", "COP21"]),
        ("(CEDEAO), « UEMOA »", ["CEDEAO", "UEMOA"]),
    ],
)
def test_unknown_acronyms(text, unknown):
    found = cg.mentions(bodies("x y"), text)
    assert [acronym.text for acronym in found.acronyms] == unknown


def test_suggestions_can_be_left_out(valley, french):
    found = cg.mentions(valley, french, suggest=False)
    assert found.suggestions is None
    assert [acronym.text for acronym in found.acronyms] == ["ADLL", "PNRL"]
    assert say("no-suggestions-asked", "fr") in str(found)


def test_without_rapidfuzz_the_error_says_what_to_install_and_how_to_go_without():
    code = """
import sys
sys.modules["rapidfuzz"] = None
import coopgraph as cg
assert len(cg.mentions(cg.example(), "l'AFD", suggest=False)) == 1
try:
    cg.mentions(cg.example(), "l'AFD")
except cg.MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "[text]" in done.stdout
    assert "--no-suggest" in done.stdout


# -- the answer -------------------------------------------------------------------------------------


def test_records_hold_everything_and_every_form_shows_it(valley, french):
    found = cg.mentions(valley, french)
    records = found.to_records()
    assert all(tuple(record) == found.fields for record in records)
    assert all(french[r["start"] : r["end"]] == r["text"] for r in records)
    lines = french.split("\n")
    assert all(
        lines[r["line"] - 1][r["column"] - 1 :].startswith(r["text"].split("\n")[0])
        for r in records
    )
    counts = {
        kind: sum(r["finding"] == kind for r in records)
        for kind in ("mention", "suggestion", "acronym", "sentence")
    }
    assert counts == {"mention": 12, "suggestion": 2, "acronym": 1, "sentence": 3}
    assert json.loads(json.dumps(records)) == records
    rows = list(csv.DictReader(io.StringIO(found.to_csv())))
    assert [row["finding"] for row in rows] == [record["finding"] for record in records]
    for text in (str(found), found.to_markdown(), found._repr_html_()):
        for shown in ("ADLL", "PNRL", "Conseil des eaux régionales (CER) ou Caisse", "accordé"):
            assert shown in " ".join(text.split())
    assert len(found.to_frame()) == len(records)
    assert found.sha256 == hashlib.sha256(french.encode()).hexdigest()


def test_no_mention_says_so(valley):
    assert "Aucune institution connue" in str(cg.mentions(valley, ""))
    assert "No known institution" in str(cg.mentions(cg.build_graph(valley), "x", lang="en"))


def test_pages_are_those_between_form_feeds(valley):
    found = cg.mentions(valley, "ADL\n\fADL\fl’Agence des digues\n\fdu Lor")
    assert [(m.page, m.line, m.text) for m in found] == [
        (1, 1, "ADL"), (2, 2, "ADL"), (3, 2, "Agence des digues\n\fdu Lor"),
    ]  # fmt: skip


def test_a_graph_of_ones_own_answers_too_and_one_without_the_schema_is_refused():
    graph = nx.DiGraph()
    graph.add_node("ADL/1", record="institution", title="Agence du Lor", acronym="ADL")
    assert [m.items[0].id for m in cg.mentions(graph, "l’ADL")] == ["ADL/1"]
    graph.add_node("x")
    with pytest.raises(cg.GraphSchemaError):
        cg.mentions(graph, "l’ADL")


def test_the_order_of_records_does_not_matter(valley, french):
    turned = valley.model_copy(update={"institutions": valley.institutions[::-1]})
    assert cg.mentions(turned, french) == cg.mentions(valley, french)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    found = cg.mentions(VALLEY, f"{text} ADL {text} la convention {text}")
    assert str(found)
    cg.draft(VALLEY, found)


def test_a_text_of_many_reports_takes_time_in_proportion(valley, french):
    """Half a second on a quiet machine; `benchmarks/reports.py` times ten times as much."""
    times = 500_000 // len(french)
    started = time.perf_counter()
    found = cg.mentions(valley, french * times)
    assert len(found) == 12 * times
    assert time.perf_counter() - started < 60


def test_many_names_alike_take_seconds():
    names = [f"Agence nationale de la région numéro{n}" for n in range(400)]
    words = "agence nationale de la region nummero"
    text = " ".join(f"{words}{n % 700}, l’agence." for n in range(4_000))
    started = time.perf_counter()
    found = cg.mentions(bodies(*names), text)
    assert len(found.suggestions) > 390
    assert time.perf_counter() - started < 60
