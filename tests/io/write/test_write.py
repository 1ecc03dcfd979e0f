"""How `write` and `coopgraph convert` choose formats, write files and report losses."""

import re

import networkx as nx
import pytest
from hypothesis import given, settings

import coopgraph as cg
from coopgraph.io.write.dossier_losses import dossier_losses
from coopgraph.io.write.flat import flatten
from coopgraph.io.write.formats import EXPORTS
from coopgraph.records import models as model
from coopgraph.records.models import Evidence, Record, Source
from coopgraph.records.validation import dossier_from
from tests.strategies import dossiers

#: The losses by which an item or a tie is gone as a whole.
WHOLLY = {"loss-node", "loss-relation"}

# -- what a graph does not hold of a dossier --------------------------------------------------------

FULL = {
    "title": {"fr": "Titre", "en": "Title"},
    "as_of": "2024",
    "note": "Note.",
    "sources": [{"id": "s", "title": "S", "author": "A", "date": "2019", "note": "N"}],
    "institutions": [
        {"id": "whole", "name": "Whole", "kind": "state"},
        {
            "id": "body",
            "name": {"fr": "Corps", "en": "Body"},
            "kind": "agency",
            "acronym": "B",
            "aliases": [{"text": "Bodi", "evidence": [{"source": "s"}]}, "A | B"],
            "country": "FR",
            "founded": "1990",
            "dissolved": "[2020..]",
            "part_of": {
                "to": "whole",
                "modality": "possible",
                "dates": {"from": "1990", "until": "2001-05"},
                "evidence": [{"source": "s"}],
            },
            "member_of": ["whole"],
            "succeeds": [{"to": "whole", "modality": "possible", "evidence": [{"source": "s"}]}],
            "identifiers": {"org-id": "FR-1"},
            "evidence": [{"source": "s", "locator": "p. 1", "span": [1, 2], "quote": "q"}],
            "note": "Note.",
        },
    ],
    "agreements": [
        {
            "id": "deal",
            "name": "Deal",
            "kind": "treaty",
            "status": "in_force",
            "dates": {"signed": "2019?"},
            "expected": {"suspended": "2030"},
            "parties": [
                {
                    "institution": "body",
                    "role": "funder",
                    "modality": "possible",
                    "dates": {"signed": "2019", "refused": "2020"},
                    "weights": {"emissions": 17.4},
                    "amount": {"value": 2.5, "currency": "EUR"},
                    "evidence": [{"source": "s"}],
                },
                "whole",
            ],
            "quorum": [1, {"share": 0.55, "weight": "emissions", "among": ["body"]}],
            "entry_into_force": {"all": True},
            "expires": "2030",
            "renewal": "tacit",
            "notice": {"en": "six months", "fr": "six mois"},
            "amount": {"value": 5, "currency": "EUR"},
            "provisions": [
                {
                    "id": "part",
                    "name": "Part",
                    "status": "agreed",
                    "requires": [{"any_of": ["visit", "other"], "at_least": 2}],
                    "evidence": [{"source": "s"}],
                    "note": "Note.",
                }
            ],
            "requires": [
                {
                    "any_of": ["other"],
                    "modality": "possible",
                    "stage": "in_force",
                    "before": "in_force",
                    "by": "2026",
                    "evidence": [{"source": "s"}],
                }
            ],
            "implements": ["other"],
            "amends": ["other"],
            "supersedes": [
                {
                    "to": "other",
                    "modality": "possible",
                    "ends": False,
                    "inherits": True,
                    "evidence": [{"source": "s"}],
                }
            ],
            "excludes": ["programme"],
            "cites": [{"to": "other", "evidence": [{"source": "s"}]}],
            "topics": [
                {"name": {"en": "housing", "fr": "logement"}, "evidence": [{"source": "s"}]},
                "a | b",
            ],
            "identifiers": {"uri": "x"},
            "evidence": [{"source": "s", "reading": "inferred", "note": "N"}],
            "note": "Note.",
        },
        {"id": "other", "name": "Other", "kind": "treaty", "status": "signed"},
    ],
    "activities": [
        {
            "id": "visit",
            "name": "Visit",
            "kind": "visit",
            "status": "completed",
            "when": "2019-11",
            "places": [
                {
                    "name": {"en": "Tangier, port", "fr": "Tanger"},
                    "country": "MA",
                    "modality": "possible",
                    "evidence": [{"source": "s"}],
                },
                {"country": "FR"},
            ],
            "participants": [
                {
                    "institution": "body",
                    "role": "host",
                    "modality": "possible",
                    "when": "2019-11-04",
                    "evidence": [{"source": "s"}],
                }
            ],
            "requires": ["other"],
            "excludes": ["other"],
            "follows": ["deal"],
            "component_of": ["programme"],
            "related_to": ["programme"],
            "topics": ["housing"],
            "identifiers": {"iati": "y"},
            "evidence": [{"source": "s"}],
            "note": "Note.",
        },
        {"id": "programme", "name": "Programme", "kind": "programme", "status": "ongoing"},
    ],
    "identities": [
        {
            "items": ["deal", "other"],
            "judgement": "unsure",
            "evidence": [{"source": "s"}],
            "note": "Note.",
        },
    ],
}


def optional_places(value, place=()):
    """Every place of the data with something that can be left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*place, key)
            yield from optional_places(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield (*place, number)
            yield from optional_places(inner, (*place, number))


def without(value, place):
    key, *rest = place
    if isinstance(value, dict):
        if rest:
            return {**value, key: without(value[key], rest)}
        return {k: v for k, v in value.items() if k != key}
    if rest:
        return [without(v, rest) if n == key else v for n, v in enumerate(value)]
    return [v for n, v in enumerate(value) if n != key]


def content(graph):
    nodes = sorted((item, sorted(data.items())) for item, data in graph.nodes(data=True))
    edges = sorted(
        (*ends, sorted(data.items(), key=str)) for *ends, data in graph.edges(keys=True, data=True)
    )
    return nodes, edges, sorted(graph.graph.items())


def count(dossier):
    return sum(len(loss.places) for loss in dossier_losses(dossier))


def test_everything_in_a_dossier_is_in_its_graph_or_among_the_losses():
    """Leave out any one thing: the graph changes, or one loss less is listed."""
    dossier = dossier_from(FULL)
    whole, lost = content(cg.build_graph(dossier)), count(dossier)
    tried, silent = 0, []
    for place in optional_places(FULL):
        try:
            less = dossier_from(without(FULL, place))
        except cg.DossierError:
            continue  # it could not be left out
        if less == dossier:
            continue  # it was the default
        tried += 1
        if content(cg.build_graph(less)) == whole and count(less) == lost:
            silent.append(place)
    assert tried > 100
    assert silent == []


def set_fields(record):
    """Every field of every kind of record that says something here, with those inside."""
    for name in record.model_fields_set:
        yield type(record), name
        value = getattr(record, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record):
                yield from set_fields(inner)


def test_the_dossier_above_fills_every_field():
    """A field that someone adds to the records must be added above, and in the graph or a loss."""
    said = set(set_fields(dossier_from(FULL)))
    kinds = {kind for kind, _ in said}
    # What the graph keeps as it is written, as JSON, it keeps whole.
    as_json = {Source, Evidence}
    missing = {(kind.__name__, name) for kind in kinds - as_json for name in kind.model_fields} - {
        (kind.__name__, name) for kind, name in said
    }
    assert missing == {("Dossier", "language")}  # the graph has one in any case
    assert {model.Institution, model.Agreement, model.Activity, model.Place} < kinds


def test_losses_name_their_places():
    places = {loss.code: loss.places for loss in dossier_losses(dossier_from(FULL))}
    assert places["loss-note"] == (
        "note",
        "identities[0].note",
        "institutions[1].note",
        "agreements[0].note",
        "agreements[0].provisions[0].note",
        "activities[0].note",
    )
    assert places["loss-identifier"] == (
        "institutions[1].identifiers.org-id",
        "agreements[0].identifiers.uri",
        "activities[0].identifiers.iati",
    )
    assert places["loss-language"] == (
        "agreements[0].notice.fr",
        "agreements[0].topics[0].name.fr",
        "activities[0].places[0].name.fr",
    )
    assert places["loss-run-together"] == (
        "institutions[1].aliases[1]",
        "agreements[0].topics[1]",
        "activities[0].places[0]",
    )
    assert len(places["loss-evidence"]) == 4


@settings(max_examples=25)
@given(raw=dossiers(size=3, conditions=True))
def test_the_lossless_formats_of_a_plain_dossier_lose_nothing(tmp_path_factory, raw):
    folder = tmp_path_factory.mktemp("trip")
    for name in ("aliases", "identifiers", "notice", "topics", "places"):
        for section in ("institutions", "agreements", "activities"):
            raw[section] = [{k: v for k, v in r.items() if k != name} for r in raw[section]]
    dossier = dossier_from({**raw, "identities": []})
    for suffix in (".yaml", ".json", ".graphml", ".cyjs", ".node-link.json"):
        assert len(cg.write(dossier, folder / f"a{suffix}")) == 0


def test_a_dossier_and_its_graph_make_the_same_files(tmp_path, example, graph):
    for form in EXPORTS:
        one = cg.write(example, tmp_path / f"one{form.suffixes[0]}").files
        other = cg.write(graph, tmp_path / f"other{form.suffixes[0]}").files
        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def test_losses_of_dossier_and_format_come_together(tmp_path):
    written = cg.write(dossier_from(FULL), tmp_path / "net.kumu.json")
    codes = [loss.code for loss in written]
    assert codes.index("loss-note") < codes.index("loss-whole")
    assert len({(loss.code, loss.about) for loss in written}) == len(written)


def parts_of(graph):
    """Every thing that can be taken out of a graph: its name, its value, how to take it."""
    places = [("the whole", graph.graph), *graph.nodes(data=True)]
    places += [(f"{a} → {b}", data) for a, b, data in graph.edges(data=True)]
    for place, data in places:
        for name in sorted(set(data) - {"record", "relation"}):
            yield place, name, data


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_everything_in_a_graph_is_in_the_file_or_among_the_losses(form):
    """Take out any one attribute, tie or item: the file changes, or one loss less is listed."""

    def outcome():
        flat = flatten(graph, "fr").renamed(form.reserved)
        losses = [*flat.losses, *form.lost(flat)]
        gone = {p for one in losses if one.code in WHOLLY for p in one.places}
        return form.dump(flat), sum(len(loss.places) for loss in losses), gone

    graph = cg.build_graph(dossier_from(FULL))
    for _, data in graph.nodes(data=True):
        data["weight"] = 0.5
    before = outcome()
    silent = []
    for place, name, data in [*parts_of(graph)]:
        value = data.pop(name)
        said_elsewhere = name.startswith("title") and value in str(before[0])
        if outcome()[:2] == before[:2] and place not in before[2] and not said_elsewhere:
            silent.append((place, name, value))
        data[name] = value
    # What is required says so by default.
    assert [one for one in silent if one[1:] != ("modality", "required")] == []
    for ends in [*graph.edges(keys=True)]:
        data = graph.edges[ends]
        graph.remove_edge(*ends)
        assert outcome()[:2] != before[:2], ends
        graph.add_edge(*ends, **data)


# -- names of formats and files ---------------------------------------------------------------------


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_every_format_has_a_name_and_suffixes_of_its_own_and_is_documented(form):
    documented = [line.split() for line in cg.write.__doc__.splitlines()]
    (line,) = [words for words in documented if words[: len(form.suffixes)] == [*form.suffixes]]
    assert line[len(form.suffixes)] == form.name
    others = [end for one in EXPORTS if one is not form for end in one.suffixes]
    assert not set(form.suffixes) & set(others)


@pytest.mark.parametrize(
    ("name", "form", "files"),
    [
        ("net.GraphML", None, ["net.GraphML"]),
        ("net.v2.kumu.json", None, ["net.v2.kumu.json"]),
        ("net.json", "kumu", ["net.json"]),
        ("net", "gexf", ["net"]),
        ("net.csv", None, ["net.nodes.csv", "net.edges.csv"]),
        ("net.nodes.csv", None, ["net.nodes.csv", "net.edges.csv"]),
        ("net", "csv", ["net.nodes.csv", "net.edges.csv"]),
        ("net.neo4j.csv", None, ["net.neo4j.nodes.csv", "net.neo4j.relationships.csv"]),
        ("net.csv", "neo4j", ["net.neo4j.nodes.csv", "net.neo4j.relationships.csv"]),
        ("net.txt", "yaml", ["net.txt"]),
    ],
)
def test_the_format_follows_from_suffix_or_name(tmp_path, example, name, form, files):
    written = cg.write(example, tmp_path / name, format=form)
    assert [path.name for path in written.files] == files
    assert sorted(files) == sorted(path.name for path in tmp_path.iterdir())


def test_plain_json_is_a_dossier(tmp_path, example):
    assert cg.write(example, tmp_path / "net.json").format == "json"
    assert cg.read(tmp_path / "net.json") == example


@pytest.mark.parametrize("name", ["net.yaml", "net.json", "net.yml"])
def test_a_graph_is_no_dossier_and_the_error_says_what_to_do(tmp_path, graph, name):
    with pytest.raises(cg.FormatError) as caught:
        cg.write(graph, tmp_path / name)
    assert "write the dossier it was built from" in str(caught.value)
    assert ".graphml" in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_unknown_suffixes_and_names_are_refused_with_those_known(tmp_path, example, graph):
    with pytest.raises(cg.FormatError, match=r"'\.doc' is not a known format.*\.yaml.*\.graphml"):
        cg.write(example, tmp_path / "net.doc")
    with pytest.raises(cg.FormatError, match=r"'\.duckdb' is not a known format.*\.graphml"):
        cg.write(graph, tmp_path / "net.duckdb")
    with pytest.raises(cg.FormatError, match="a graph is not written as tables"):
        cg.write(graph, tmp_path / "net")
    with pytest.raises(cg.FormatError, match=r"'gephi' is not a known format.*gexf"):
        cg.write(graph, tmp_path / "net.gexf", format="gephi")
    with pytest.raises(TypeError, match="expected a graph, not dict"):
        cg.write({}, tmp_path / "net.gexf")
    with pytest.raises(TypeError, match="a Dossier or a networkx graph, not dict"):
        cg.write({}, tmp_path / "net.yaml")


def test_a_graph_without_the_schema_leaves_no_file(tmp_path):
    graph = nx.DiGraph()
    graph.add_edge("a", "b")
    with pytest.raises(cg.GraphSchemaError):
        cg.write(graph, tmp_path / "net.csv")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_an_empty_dossier_is_written_in_every_format(tmp_path, form):
    written = cg.write(cg.Dossier(), tmp_path / f"net{form.suffixes[0]}")
    assert all(path.read_bytes() for path in written.files)


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_a_folder_that_is_missing_leaves_nothing(tmp_path, graph, form):
    with pytest.raises(FileNotFoundError):
        cg.write(graph, tmp_path / "no" / f"net{form.suffixes[0]}")
    assert not list(tmp_path.iterdir())


# -- the answer -------------------------------------------------------------------------------------


def test_the_answer_is_a_frozen_table_in_both_languages(tmp_path, example):
    fr = cg.write(example, tmp_path / "net.gexf")
    assert str(fr).startswith(f"Écrit : {tmp_path / 'net.gexf'}")
    assert "attributs du graphe" in str(fr)
    en = cg.write(example, tmp_path / "net.gexf", lang="en")
    assert "attributes of the graph" in str(en)
    assert en.to_records()[-1] == {
        "loss": "loss-whole",
        "about": "",
        "count": 4,
        "places": ["title", "title_fr", "language", "sources"],
    }
    assert "<table>" in en._repr_html_()
    with pytest.raises(AttributeError):
        en.files = ()
    assert "Everything was written." in str(cg.write(example, tmp_path / "a.yaml", lang="en"))
    assert cg.write(example, tmp_path / "a.yaml")


def test_long_places_are_shortened_in_the_table_only(tmp_path):
    graph = nx.DiGraph()
    graph.add_node("x" * 500, record="agreement", extra=["a"])
    written = cg.write(graph, tmp_path / "net.graphml")
    assert len(max(re.findall("x+", str(written.table().rows)), key=len)) < 100
    assert written.to_records()[0]["places"] == ["x" * 500]
