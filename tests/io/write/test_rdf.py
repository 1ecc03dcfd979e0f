"""Turtle and JSON-LD, read back by rdflib."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from rdflib import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

import coopgraph as cg
from coopgraph.records.models import Evidence
from coopgraph.records.validation import dossier_from
from coopgraph.words.dates import EDTFDate
from tests.io.write.nasty import meant, nasty_graph, plain
from tests.strategies import dossiers

BASE = "urn:x-coopgraph:"
ITEM, TERM, SOURCE = (Namespace(f"{BASE}{part}:") for part in ("item", "term", "source"))
ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
# rdflib's own reader of JSON-LD uses a class that rdflib calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
FORMATS = {".ttl": "turtle", ".jsonld": "json-ld"}


def triples_of(path):
    return Graph().parse(path, format=FORMATS[path.suffix])


def local(iri, prefix):
    assert str(iri).startswith(BASE + prefix), iri
    return unquote(str(iri).removeprefix(f"{BASE}{prefix}:"))


def value_of(triples, one):
    if isinstance(one, Literal):
        value = one.toPython() if one.datatype and "edtf" not in str(one.datatype) else str(one)
        return float(value) if isinstance(value, Decimal) else value
    return str(triples.value(one, SKOS.notation))


def text_of(literals):
    return {one.language or "": str(one) for one in literals}


def evidence_of(triples, subject):
    """The evidence as the dossier wrote it, from passages and selectors."""
    found = []
    for passage in sorted(triples.objects(subject, TERM.evidence)):
        if isinstance(passage, Literal):
            return str(passage)
        entry = {"source": local(triples.value(passage, OA.hasSource), "source")}
        entry["reading"] = value_of(triples, triples.value(passage, TERM.reading))
        for name, term in (("locator", TERM.locator), ("note", RDFS.comment)):
            texts = text_of(triples.objects(passage, term))
            if texts:
                entry[name] = texts.get("", texts)
        for selector in triples.objects(passage, OA.hasSelector):
            if quote := triples.value(selector, OA.exact):
                entry["quote"] = str(quote)
            else:
                ends = (triples.value(selector, end) for end in (OA.start, OA.end))
                entry["span"] = [end.toPython() for end in ends]
        found.append(Evidence.model_validate(entry))
    return found


def attributes_of(triples, subject):
    found = {}
    for predicate, one in triples.predicate_objects(subject):
        if predicate == RDFS.label:
            found["title"] = str(one)
        elif predicate in {SKOS.prefLabel, DCTERMS.title}:
            found[f"title_{one.language}"] = str(one)
        elif predicate == TERM.evidence:
            found["evidence"] = evidence_of(triples, subject)
        elif predicate.startswith(TERM) and not one.startswith(ITEM):  # else it is a plain triple
            name = local(predicate, "term")
            found[name] = meant(name, value_of(triples, one))
    return found


def read_back(triples):
    nodes = {
        str(name): attributes_of(triples, item)
        for item, name in triples.subject_objects(DCTERMS.identifier)
    }
    edges = []
    for tie in triples.subjects(RDF.type, RDF.Statement):
        ends = (local(triples.value(tie, end), "item") for end in (RDF.subject, RDF.object))
        edges.append((*ends, sorted(attributes_of(triples, tie).items())))
    return nodes, sorted(edges, key=repr)


def expected(graph):
    """Nodes and edges, evidence as records where it is that."""
    nodes, edges = plain(graph)

    def parsed(name, value):
        if name != "evidence":
            return value
        try:
            return [Evidence.model_validate(entry) for entry in json.loads(value)]
        except (ValueError, TypeError):
            return value

    nodes = {i: {n: parsed(n, v) for n, v in data.items()} for i, data in nodes.items()}
    edges = [(a, b, [(n, parsed(n, v)) for n, v in data]) for a, b, data in edges]
    return nodes, sorted(edges, key=repr)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_bundled_graph_comes_back_node_by_node_and_link_by_link(tmp_path, graph, suffix):
    written = cg.write(graph, tmp_path / f"net{suffix}")
    assert len(written) == 0
    assert read_back(triples_of(tmp_path / f"net{suffix}")) == expected(graph)


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=10)
@given(raw=dossiers(size=3, conditions=True))
def test_every_dossier_comes_back_as_its_graph(tmp_path_factory, suffix, raw):
    graph = cg.build_graph(dossier_from(raw))
    path = tmp_path_factory.mktemp("trip") / f"net{suffix}"
    cg.write(graph, path)
    assert read_back(triples_of(path)) == expected(graph)


@pytest.mark.parametrize("suffix", FORMATS)
def test_nasty_texts_come_back(tmp_path, suffix):
    graph = nasty_graph()
    cg.write(graph, tmp_path / f"net{suffix}")
    assert read_back(triples_of(tmp_path / f"net{suffix}")) == expected(graph)


def test_turtle_and_json_ld_say_the_same(tmp_path, graph):
    for suffix in FORMATS:
        cg.write(graph, tmp_path / f"net{suffix}")
    one, other = (triples_of(tmp_path / f"net{suffix}") for suffix in FORMATS)
    assert isomorphic(one, other)
    assert not any(isinstance(part, BNode) for triple in one for part in triple)


@pytest.fixture(scope="module")
def triples(tmp_path_factory):
    path = tmp_path_factory.mktemp("rdf") / "net.ttl"
    cg.write(cg.example(), path)
    return triples_of(path)


def test_institutions_are_organizations_with_their_names(triples):
    afd = ITEM.afd
    assert (afd, RDF.type, ORG.Organization) in triples
    assert Literal("French Development Agency", lang="en") in set(
        triples.objects(afd, SKOS.prefLabel)
    )
    assert (afd, SKOS.altLabel, Literal("AFD")) in triples
    assert (ITEM["direction-habitat"], ORG.subOrganizationOf, ITEM.matnuhpv) in triples


def test_plain_triples_assert_nothing_that_is_only_possible(triples, graph):
    """A query of plain triples finds required ties without alternatives, and those alone."""
    for dependent, depends_on, data in graph.edges(data=True):
        plain_one = (ITEM[dependent], TERM[data["relation"]], ITEM[depends_on])
        firm = data["modality"] == "required" and data.get("alternatives", 1) == data.get(
            "at_least", 1
        )
        others = [d for *_, d in graph.edges(dependent, data=True) if d is not data]
        assert (plain_one in triples) == firm or others


def test_prov_describes_the_past_only(triples, graph):
    concluded = set(triples.objects(None, PROV.agent))
    assert concluded
    for item in [
        *triples.subjects(PROV.wasAttributedTo),
        *triples.subjects(RDF.type, PROV.Activity),
    ]:
        status = graph.nodes[local(item, "item")]["status"]
        assert status in {"signed", "in_force", "ongoing", "completed"}
    assert (ITEM["exchange-visit"], PROV.wasAssociatedWith, ITEM.anru) in triples
    assert (ITEM["majal-fnau-meeting"], PROV.wasAssociatedWith, None) not in triples


@pytest.mark.parametrize(
    ("acts", "concluded"),
    [
        ({}, True),
        ({"signed": "2019"}, True),
        ({"refused": "2020"}, False),
        ({"withdrawn": "2020"}, False),
        ({"signed": "2019", "refused": "2020"}, True),
        ({"ratified": "2019", "withdrawn": "2020"}, True),
        ({"in_force": "2019", "withdrawn": "2020"}, True),
    ],
)
def test_who_refused_a_treaty_did_not_conclude_it(tmp_path, acts, concluded):
    raw = {
        "institutions": [{"id": "a", "name": "A", "kind": "state"}],
        "agreements": [
            {
                "id": "t",
                "name": "T",
                "kind": "treaty",
                "status": "signed",
                "parties": [{"institution": "a", "dates": acts}],
            }
        ],
    }
    path = tmp_path / "treaty.ttl"
    cg.write(dossier_from(raw), path)
    triples = triples_of(path)
    assert ((ITEM.t, PROV.wasAttributedTo, ITEM.a) in triples) is concluded
    assert ((None, PROV.agent, ITEM.a) in triples) is concluded
    assert (ITEM.a, TERM.party_to, ITEM.t) in triples


def test_agreements_are_legal_resources_and_provisions_their_parts(triples):
    whole = ITEM["framework-convention"]
    assert (whole, RDF.type, ELI.LegalResource) in triples
    assert (whole, ELI.in_force, ELI["InForce-notInForce"]) in triples
    assert (ITEM["urban-renewal-component"], ELI.is_part_of, whole) in triples


@pytest.mark.parametrize(("status", "amends"), [("envisaged", False), ("signed", True)])
def test_an_agreement_amends_once_it_is_signed(tmp_path, status, amends):
    old = {"id": "old", "name": "Old", "kind": "treaty", "status": "signed"}
    new = {"id": "new", "name": "New", "kind": "amendment", "status": status, "amends": ["old"]}
    cg.write(dossier_from({"agreements": [old, new]}), tmp_path / "net.ttl")
    triples = triples_of(tmp_path / "net.ttl")
    assert ((ITEM.new, ELI.amends, ITEM.old) in triples) == amends
    assert (ITEM.new, TERM.amends, ITEM.old) in triples


def test_passages_are_selected_as_web_annotation_does(triples):
    (passage,) = triples.objects(ITEM.afd, TERM.evidence)
    assert (passage, OA.hasSource, SOURCE["visit-report-2019"]) in triples
    selector = triples.value(passage, OA.hasSelector)
    assert (selector, RDF.type, OA.TextPositionSelector) in triples
    assert (
        triples.value(selector, OA.start).toPython(),
        triples.value(selector, OA.end).toPython(),
    ) == (1924, 1958)


def test_exact_dates_are_xsd_dates_and_others_edtf(tmp_path):
    raw = {
        "agreements": [
            {"id": "a", "name": "A", "kind": "treaty", "dates": {"signed": "2019-11-04"}},
            {"id": "b", "name": "B", "kind": "treaty", "dates": {"signed": "2019-11"}},
        ]
    }
    cg.write(dossier_from(raw), tmp_path / "net.ttl")
    triples = triples_of(tmp_path / "net.ttl")
    assert triples.value(ITEM.a, ELI.date_document).toPython() == EDTFDate("2019-11-04").earliest
    assert triples.value(ITEM.b, ELI.date_document) is None
    kept = triples.value(ITEM.b, TERM.date_signed)
    assert (str(kept), kept.datatype) == (
        "2019-11",
        URIRef("http://id.loc.gov/datatypes/edtf/EDTF"),
    )


def test_dates_in_a_graph_of_ones_own_become_edtf(tmp_path):
    raw = {"agreements": [{"id": i, "name": i, "kind": "treaty", "status": "signed"} for i in "ab"]}
    graph = cg.build_graph(dossier_from(raw))
    graph.nodes["a"]["date_signed"] = "30/06/2027"
    graph.nodes["b"]["date_signed"] = "T1 2027"
    cg.write(graph, tmp_path / "net.ttl")
    triples = triples_of(tmp_path / "net.ttl")
    assert str(triples.value(ITEM.a, ELI.date_document)) == "2027-06-30"
    assert str(triples.value(ITEM.b, TERM.date_signed)) == "2027-33"


def test_an_invalid_address_is_text_and_not_a_link(tmp_path):
    raw = {"sources": [{"id": "s", "title": "S", "url": 'http://a> <b> "x'},
                       {"id": "t", "title": "T", "url": "https://example.org/a?b=c"}],
           "institutions": []}  # fmt: skip
    cg.write(dossier_from(raw), tmp_path / "net.ttl")
    triples = triples_of(tmp_path / "net.ttl")
    assert str(triples.value(SOURCE.s, TERM.url)) == 'http://a> <b> "x'
    assert triples.value(SOURCE.s, RDFS.seeAlso) is None
    assert triples.value(SOURCE.t, RDFS.seeAlso) == URIRef("https://example.org/a?b=c")


def test_without_rdflib_the_message_says_how_to_install_it(tmp_path, monkeypatch, graph):
    monkeypatch.setitem(sys.modules, "rdflib", None)
    with pytest.raises(cg.MissingExtraError, match=r"coopgraph-conventions\[rdf\]"):
        cg.write(graph, tmp_path / "net.ttl")
    assert not list(tmp_path.iterdir())


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path):
    """Nor does it in any other format."""
    code = """
import sys, pathlib, coopgraph as cg
from coopgraph.io.write.formats import EXPORTS
for form in EXPORTS:
    cg.write(cg.example(), pathlib.Path(sys.argv[1], "net" + form.suffixes[0]))
"""
    running = []
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        env = {**os.environ, "PYTHONHASHSEED": seed}
        words = [sys.executable, "-c", code, str(tmp_path / seed)]
        running.append(subprocess.Popen(words, env=env))
    assert [process.wait() for process in running] == [0, 0]
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / s).iterdir()} for s in ("1", "2"))
    assert one == other
    assert len(one) == 16


def test_what_is_over_is_no_plain_triple(tmp_path):
    """A membership that has ended is a statement with its dates; a dissolution has its day."""
    bodies = [
        {"id": "a", "name": "A", "kind": "agency", "founded": "1990-05-01", "dissolved": "2001"},
        {"id": "b", "name": "B", "kind": "federation", "succeeds": ["a"]},
        {"id": "c", "name": "C", "kind": "federation"},
    ]
    bodies[0]["member_of"] = [{"to": "b", "dates": {"until": "2000"}}, "c"]
    cg.write(dossier_from({"institutions": bodies}), tmp_path / "a.ttl")
    triples = triples_of(tmp_path / "a.ttl")
    assert list(triples.objects(ITEM.a, ORG.memberOf)) == [ITEM.c]
    assert list(triples.objects(ITEM.b, DCTERMS.replaces)) == [ITEM.a]
    schema = Namespace("https://schema.org/")
    assert str(triples.value(ITEM.a, schema.foundingDate)) == "1990-05-01"
    assert triples.value(ITEM.a, schema.dissolutionDate) is None
    assert str(triples.value(ITEM.a, TERM.dissolved)) == "2001"
