"""What tests/test_made_up.py runs on a copy of the package that has words of its own.

There, an activity can be a ``fair``, which others need to have begun, an agreement can be ``funded_by`` another, an institution ``guarantees`` agreements, a
``mediator`` has a part in them, they can be ``provisional``, and an institution can be a ``court``.
"""

import json
import sqlite3
from importlib import import_module

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.graph.state import Standing, standing_of, state_of
from coopgraph.io.write.formats import EXPORTS
from coopgraph.records.dossier import json_schema
from coopgraph.records.validation import dossier_from
from coopgraph.words.vocabulary import RecordKind, default_stage


def agreement(item, status="envisaged", **more):
    return {"id": item, "name": item.title(), "kind": "specific", "status": status, **more}


RAW = {
    "language": "en",
    "sources": [{"id": "s", "title": "S"}],
    "institutions": [
        {"id": "court", "name": "Court", "kind": "court"},
        {"id": "city", "name": "City", "kind": "local_authority"},
        {"id": "bank", "name": "Bank", "kind": "development_bank", "guarantees": ["frame"]},
    ],
    "agreements": [
        agreement(
            "fund",
            "provisional",
            dates={"signed": "2020", "provisional": "2021-05"},
            parties=["city", {"institution": "court", "role": "mediator"}],
            quorum=2,
        ),
        agreement("bridge", "signed", funded_by=[{"to": "fund", "evidence": [{"source": "s"}]}]),
        agreement("canal", parties=["city"], funded_by=["fund"]),
        agreement("frame", expected={"provisional": "2030"}),
        agreement("tunnel", funded_by=["frame"]),
        agreement("egg", funded_by=["hen"]),
        agreement("hen", funded_by=["egg"]),
        agreement("lost", "terminated"),
        agreement("late", funded_by=["lost"]),
    ],
    "activities": [
        {"id": "expo", "name": "Expo", "kind": "fair", "status": "completed", "excludes": ["lost"]}
    ],
}


@pytest.fixture(scope="module")
def dossier():
    return dossier_from(RAW)


@pytest.fixture(scope="module")
def graph(dossier):
    return cg.build_graph(dossier)


# -- questions ------------------------------------------------------------------------------------


def test_reach_follows_it(graph):
    rows = {row.item.id: str(row.certainty) for row in cg.dependents(graph, "fund")}
    assert rows["bridge"] == rows["canal"] == "certain"
    assert {row.item.id for row in cg.prerequisites(graph, "tunnel")} == {"frame"}
    (link,) = cg.explain(graph, "bridge", "fund").path
    assert (link.relation, link.binding, link.evidence[0].source) == ("funded_by", True, "s")
    assert {row.item.id for row in cg.dependents(graph, "frame")} >= {"tunnel", "bank"}


@pytest.mark.parametrize("small", [True, False])
def test_exposure_counts_it_by_walks_and_over_the_index(graph, monkeypatch, small):
    module = import_module("coopgraph.questions.exposure")
    monkeypatch.setattr(module, "is_small", lambda _: small)
    fund, frame = (cg.exposure(graph)[item] for item in ("fund", "frame"))
    assert (fund.agreements, fund.institutions) == (2, 2)
    assert (frame.agreements, frame.institutions) == (1, 1)


def test_what_falls_and_what_opens_up(graph):
    impact = cg.what_if(graph, fails=["fund"])
    assert [(row.item.id, str(row.certainty)) for row in impact.lost] == [("bridge", "certain")]
    assert [row.item.id for row in impact.blocked] == ["canal"]
    assert impact["bridge"].because[0].evidence[0].source == "s"
    assert {row.item.id for row in cg.what_if(graph, withdraws=["court"]).lost} == {
        "bridge",
        "fund",
    }
    stuck = {row.item.id for row in cg.what_if(graph, withdraws=["bank"]).blocked}
    assert stuck == {"frame", "tunnel"}
    assert [row.item.id for row in cg.what_if(graph, signs=["frame"]).freed] == ["tunnel"]


def test_what_comes_first(graph):
    (plan,) = cg.unlock(graph, "tunnel")
    assert plan.ids == ("frame", "tunnel")
    assert [body.id for body in plan.steps[0].must_act] == ["bank"]
    assert str(plan.steps[0].earliest) == "2030"
    assert cg.roadmap(graph, ["tunnel"]).chain == ("frame", "tunnel")
    assert set(cg.ready(graph).ids) == {"canal", "frame"}
    points = {row.items[0].id for row in cg.single_points(graph, "tunnel")}
    assert points == {"frame", "bank"}
    assert {row.items[0].id for row in cg.blockers(graph, "tunnel")} == points
    (circle,) = cg.deadlocks(graph)
    assert [item.id for item in circle.items] == ["egg", "hen"]


def test_it_stands(graph):
    assert standing_of(graph, "fund") is Standing.ACHIEVED
    assert state_of(graph, "fund", "fr") == "appliquée à titre provisoire · mai 2021"
    assert cg.at(graph, "2022").nodes["fund"]["status"] == "provisional"
    assert cg.at(graph, "2021-01").nodes["fund"]["status"] == "signed"
    was = cg.build_graph(dossier_from({"agreements": [agreement("fund")]}))
    now = cg.build_graph(dossier_from({"agreements": [agreement("fund", "provisional")]}))
    assert [(row.kind, row.milestone) for row in cg.compare(was, now).entailed] == [
        ("concluded", "signed"),
        ("gained", "in_force"),
    ]


def test_what_changed_is_named(dossier):
    """Fields and links of made-up relations are compared, and roles are words."""
    raw = dossier.model_dump(mode="json", exclude_defaults=True)
    for record in (*raw["agreements"], *raw["institutions"]):
        record.pop("funded_by", None)
        record.pop("guarantees", None)
    less = dossier_from(raw)
    for sides in ((dossier, less), (cg.build_graph(dossier), cg.build_graph(less))):
        rows = cg.compare(*sides, lang="en").recorded
        assert {(row.kind, row.field, row.item.id) for row in rows} >= {
            ("removed", "funded_by", "canal"),
            ("removed", "guarantees", "bank"),
        }
        assert "is funded by: Fund" in str(cg.compare(*sides, lang="en"))


def test_who_has_the_role_is_a_party(graph):
    (shared,) = [pair for pair in cg.cooperation(graph).pairs if pair.one.id != "bank"]
    assert (shared.one.id, shared.other.id, shared.weight) == ("city", "court", 1)
    parts = {(p.institution.id, p.agreement.id): p.roles for p in cg.participation(graph)}
    assert [str(role) for role in parts["court", "fund"]] == ["mediator"]
    assert ("bank", "frame") in parts
    matrix = cg.projection(graph)
    city, court = (matrix.institutions.index(body) for body in ("city", "court"))
    assert matrix.certain[city, court] == 1
    assert cg.brokers(graph)


def test_the_rest_of_the_answers(dossier, graph):
    found = {(row.code, tuple(i.id for i in row.items)) for row in cg.check(dossier)}
    assert ("dead-requirement", ("late", "lost")) in found
    assert ("circular", ("egg", "hen")) in found
    facts = [(fact.about, fact.value) for fact in cg.describe(graph, "canal")]
    assert ("would be funded by", "Fund") in facts
    assert "mediator" in str([fact.value for fact in cg.describe(graph, "fund")])
    assert cg.describe(graph, "court").item.kind == "court"
    assert len(cg.overview(graph)) > 0
    relations = {kind for _, _, kind in cg.grouped(graph, limit=6).edges(data="relation")}
    assert "funded_by" in relations


def test_a_draft_takes_over_no_ties(dossier):
    found = cg.mentions(dossier, "The Bank and the City sign a framework agreement.")
    bodies = cg.draft(dossier, found).institutions
    assert {body.id: body.guarantees for body in bodies} == {"bank": (), "city": ()}


def test_a_kind_says_which_stage_is_required_of_it():
    assert default_stage(RecordKind.ACTIVITY, "fair") == "ongoing"
    later = agreement("deal", requires=[{"any_of": "expo", "stage": "completed"}])
    assert dossier_from({**RAW, "agreements": [*RAW["agreements"], later]})
    wrong = {**later, "requires": [{"any_of": "expo", "stage": "signed"}]}
    with pytest.raises(cg.DossierError, match="whose stages are ongoing, completed"):
        dossier_from({**RAW, "agreements": [*RAW["agreements"], wrong]})


# -- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["d.yaml", "d.json", "d.xlsx", "folder"])
def test_dossiers_come_back(dossier, tmp_path, name):
    kind = {"format": "tables"} if name == "folder" else {}
    cg.write(dossier, tmp_path / name, **kind)
    assert cg.read(tmp_path / name) == dossier
    salvage = cg.salvage(tmp_path / name)
    assert salvage.dossier == dossier
    assert not salvage.issues


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_every_export_holds_it_or_says_that_it_does_not(dossier, tmp_path, form):
    written = cg.write(dossier, tmp_path / f"g{form.suffixes[0]}", format=form.name)
    words = {"funded_by", "guarantees", "mediator", "provisional", "court"}
    if form.name in {"parquet", "sqlite"}:
        with cg.read_relations(written.files[0]) as links:
            kinds = {row[0] for row in links.run("SELECT kind FROM relation")}
            assert {"funded_by", "guarantees"} <= kinds
            below = {row.item.id for row in cg.dependents(links, "fund")}
            assert below == {"bridge", "canal", "city", "court"}
            bodies = {row.item.id: row.institutions for row in cg.exposure(links)}
            assert bodies["frame"] == 1
        return
    text = "".join(file.read_text("utf-8-sig") for file in written.files)
    lost = " ".join(f"{loss.code} {loss.about}" for loss in written.losses)
    if form.name == "hif":
        words -= {"funded_by"}
        assert "is funded by" in lost
    if form.name == "mermaid":  # it has words for people
        words = {"is funded by", "would be funded by", "would guarantee", "mediator", "Court"}
    assert {word for word in words if word not in text} == set()


def test_graphs_come_back(dossier, graph, tmp_path):
    cg.write(dossier, tmp_path / "g.graphml")
    again = nx.read_graphml(tmp_path / "g.graphml")
    cg.check_graph(again)
    assert cg.unlock(again, "tunnel")[0].ids == cg.unlock(graph, "tunnel")[0].ids
    import rdflib

    cg.write(dossier, tmp_path / "g.ttl")
    triples = rdflib.Graph().parse(tmp_path / "g.ttl")
    term = rdflib.URIRef("http://purl.org/dc/terms/relation")
    ends = {str(end).rpartition(":")[2] for end in triples.objects(None, term)}
    assert ends == {"fund", "frame", "hen", "egg", "lost"}


def test_a_table_of_someone_else_may_use_it():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE relation (dependent, depends_on, kind, modality)")
    connection.execute("INSERT INTO relation VALUES ('a', 'b', 'funded_by', 'required')")
    assert len(cg.dependents(cg.RelationGraph(connection), "b")) == 1


# -- pictures and pages ---------------------------------------------------------------------------


def names_in(ax, kind):
    found = [str(part.get_gid()) for part in (*ax.patches, *ax.texts)]
    return {gid.removeprefix(kind) for gid in found if gid.startswith(kind)}


def words_in(ax):
    return " ".join(text.get_text() for text in ax.texts)


def test_pictures_draw_it(graph):
    impact, plan = cg.what_if(graph, fails=["fund"]), cg.roadmap(graph, ["tunnel"])
    ax = cg.plot.cooperation_map(graph)
    assert {"canal.fund.funded_by", "bank.frame.guarantees"} <= names_in(ax, "line-")
    for word in ("is funded by", "mediator", "provisionally applied"):
        assert word in words_in(ax)
    assert {"canal.fund", "bank.frame"} <= names_in(cg.plot.dependency_map(graph), "line-")
    assert {"bridge.fund", "canal.fund"} <= names_in(cg.plot.impact_map(graph, impact), "line-")
    assert "is funded by" in words_in(cg.plot.ego_map(graph, "fund"))
    assert {"court.fund", "bank.frame"} <= names_in(cg.plot.agreement_matrix(graph), "cell-")
    assert "tunnel.frame" in names_in(cg.plot.roadmap_chart(graph, plan), "line-")


def test_pages_show_it(graph):
    html = cg.explore(graph).html
    for word in ("funded_by", "is funded by", "mediator", "provisional"):
        assert word in html
    assert "Bridge is funded by Fund" in cg.brief(graph, "bridge").to_html()


# -- the schema -----------------------------------------------------------------------------------


def test_the_schemas_know_it(graph):
    cg.check_graph(graph)
    text = json.dumps(json_schema())
    for word in ("funded_by", "guarantees", "mediator", "provisional", "court"):
        assert f'"{word}"' in text
    wrong = nx.DiGraph()
    wrong.add_nodes_from("ab", record="activity")
    wrong.add_edge("a", "b", relation="funded_by")
    with pytest.raises(cg.GraphSchemaError, match="does not go from"):
        cg.check_graph(wrong)
    misspelt = {**RAW["agreements"][1], "status": "provisonal"}
    with pytest.raises(cg.DossierError, match="did you mean 'provisional'"):
        dossier_from({"agreements": [misspelt]})


def test_the_command_answers_with_it(dossier, tmp_path, run):
    cg.write(dossier, tmp_path / "d.yaml")
    status, out, _ = run("dependents", "fund", "-i", str(tmp_path / "d.yaml"), "-f", "json")
    assert status == 0
    assert {row["id"] for row in json.loads(out)["records"]} == {"bridge", "canal", "city", "court"}
