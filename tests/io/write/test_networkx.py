"""GraphML, GEXF, Cytoscape JSON, node-link JSON and CSV, read back by networkx and pandas."""

import json
import re

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

import coopgraph as cg
from coopgraph.io.write.flat import STATE
from coopgraph.messages.escaping import unescape_formula
from coopgraph.records.validation import dossier_from
from tests.io.write.nasty import UNREADABLE, meant, nasty_graph, plain
from tests.strategies import dossiers


def dropped(data, names):
    return {name: value for name, value in data.items() if name not in names}


def without(graph, node_names, edge_names):
    """The graph without what the format adds, and without ``data_`` before what it reserves."""
    for _, data in graph.nodes(data=True):
        kept = {n.removeprefix("data_"): v for n, v in dropped(data, node_names).items()}
        data.clear()
        data.update(kept)
    for *_, data in graph.edges(data=True):
        kept = {n.removeprefix("data_"): v for n, v in dropped(data, edge_names).items()}
        data.clear()
        data.update(kept)
    return graph


def read_graphml(path):
    graph = nx.read_graphml(path, force_multigraph=True)
    assert all(data["label"] for _, data in graph.nodes(data=True))
    assert all(data["label"] for *_, data in graph.edges(data=True))
    return without(graph, {"label", *STATE}, {"label"})


def read_gexf(path):
    graph = nx.read_gexf(path)
    assert all(data["label"] for _, data in graph.nodes(data=True))
    return without(graph, {"label", *STATE}, {"label", "id"})


def read_cytoscape(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    graph = nx.cytoscape_graph(data)
    for item, node in graph.nodes(data=True):
        assert node["id"] == item
        assert node["name"]
    ids = [edge["data"]["id"] for edge in data["elements"]["edges"]]
    assert len(set(ids) | set(graph)) == len(ids) + len(graph)
    return without(
        graph, {"id", "value", "name", *STATE}, {"id", "source", "target", "key", "interaction"}
    )


def read_node_link(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    return without(nx.node_link_graph(data, edges="edges"), set(), set())


READERS = {
    ".graphml": read_graphml,
    ".gexf": read_gexf,
    ".cyjs": read_cytoscape,
    ".node-link.json": read_node_link,
}


@pytest.mark.parametrize("suffix", READERS)
def test_the_bundled_graph_comes_back_node_by_node_and_edge_by_edge(tmp_path, graph, suffix):
    path = tmp_path / f"net{suffix}"
    cg.write(graph, path)
    back = READERS[suffix](path)
    assert plain(back) == plain(graph)
    if suffix != ".gexf":
        assert dropped(back.graph, {"name", "node_default", "edge_default"}) == graph.graph


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=12)
@given(raw=dossiers(conditions=True))
def test_every_dossier_comes_back_as_its_graph(tmp_path_factory, suffix, raw):
    graph = cg.build_graph(dossier_from(raw))
    path = tmp_path_factory.mktemp("trip") / f"net{suffix}"
    cg.write(graph, path)
    assert plain(READERS[suffix](path)) == plain(graph)


@pytest.mark.parametrize("suffix", READERS)
def test_nasty_texts_ids_and_types_come_back(tmp_path, suffix):
    graph = nasty_graph()
    path = tmp_path / f"net{suffix}"
    cg.write(graph, path)
    assert plain(READERS[suffix](path)) == plain(graph)


@pytest.mark.parametrize("suffix", READERS)
def test_unreadable_characters_are_replaced_and_listed(tmp_path, suffix):
    graph = nx.MultiDiGraph()
    for number, text in enumerate(UNREADABLE):
        graph.add_node(f"n{number}", record="institution", title=text)
    path = tmp_path / f"net{suffix}"
    written = cg.write(graph, path)
    back = READERS[suffix](path)
    titles = [back.nodes[f"n{number}"]["title"] for number in range(len(UNREADABLE))]
    assert titles == list(UNREADABLE.values())
    (loss,) = [loss for loss in written if loss.code == "loss-character"]
    assert (loss.about, loss.places) == ("title", ("n0", "n1", "n2", "n3", "n4"))


def test_a_gexf_file_has_no_date_and_no_version(tmp_path, graph):
    """Networkx writes both, so that the bytes would change every day."""
    cg.write(graph, tmp_path / "net.gexf")
    text = (tmp_path / "net.gexf").read_text(encoding="utf-8")
    assert "lastmodified" not in text
    assert "NetworkX" not in text
    assert "Visite de l’ANRUR" in text


def test_edges_of_graphml_have_ids_of_their_own(tmp_path, graph):
    """Networkx alone would give every ``party_to`` the same id, and Gephi would merge them."""
    cg.write(graph, tmp_path / "net.graphml")
    text = (tmp_path / "net.graphml").read_text(encoding="utf-8")
    ids = re.findall(r"<edge [^>]*id=\"([^\"]*)\"", text)
    assert len(set(ids)) == len(ids) == graph.number_of_edges()
    assert "afd.party_to:party.anrur-afd-convention" in ids


# -- lists of nodes and edges -----------------------------------------------------------------------


def table(path):
    """The rows of a CSV file as pandas reads them, all text, empty cells left out."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.columns = [unescape_formula(name) for name in frame.columns]
    rows = frame.to_dict("records")
    return [
        {
            n: as_text(meant(n.partition(":")[0], unescape_formula(cell)))
            for n, cell in row.items()
            if cell != ""
        }
        for row in rows
    ]


def as_text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def texts(graph):
    """The same graph with all values as text."""
    nodes, edges = plain(graph)
    return (
        {item: {n: as_text(v) for n, v in data.items()} for item, data in nodes.items()},
        sorted([(a, b, [(n, as_text(v)) for n, v in data]) for a, b, data in edges], key=repr),
    )


def read_lists(path):
    nodes = {row.pop("id"): row for row in table(path.with_suffix(".nodes.csv"))}
    rows = table(path.with_suffix(".edges.csv"))
    assert len({row.pop("id") for row in rows}) == len(rows)
    edges = [(row.pop("source"), row.pop("target"), sorted(row.items())) for row in rows]
    return nodes, sorted(edges, key=repr)


def read_neo4j(path):
    """What Neo4j's importer would make: names without their types."""
    nodes = {}
    for row in table(path.with_suffix(".neo4j.nodes.csv")):
        assert row.pop(":LABEL") == row["record"].title()
        item = row.pop("id:ID")
        nodes[item] = unnamed(row)
    edges = []
    for row in table(path.with_suffix(".neo4j.relationships.csv")):
        assert row.pop(":TYPE") == row["relation"].upper()
        assert row.pop("id")
        ends = row.pop(":START_ID"), row.pop(":END_ID")
        edges.append((*ends, sorted(unnamed(row).items())))
    return nodes, sorted(edges, key=repr)


def unnamed(row):
    kinds = ":(long|double|boolean)$"
    names = {name: re.sub(kinds, "", name) for name in row}
    assert not any(":" in name for name in names.values())
    return {names[name].removeprefix("data_"): value for name, value in row.items()}


LISTS = {"csv": read_lists, "neo4j": read_neo4j}


@pytest.mark.parametrize("form", LISTS)
@settings(max_examples=12)
@given(raw=dossiers(conditions=True))
def test_lists_hold_every_node_and_edge(tmp_path_factory, form, raw):
    graph = cg.build_graph(dossier_from(raw))
    path = tmp_path_factory.mktemp("trip") / "net.csv"
    cg.write(graph, path, format=form)
    assert LISTS[form](path) == texts(graph)


@pytest.mark.parametrize("form", LISTS)
def test_lists_hold_nasty_texts(tmp_path, form):
    graph = nasty_graph()
    cg.write(graph, tmp_path / "net.csv", format=form)
    nodes, edges = texts(graph)
    if form == "neo4j":  # a colon would begin a type there
        for data in nodes.values():
            if "odd name: <x>" in data:
                data["odd name_ <x>"] = data.pop("odd name: <x>")
    assert LISTS[form](tmp_path / "net.csv") == (nodes, edges)


@pytest.mark.parametrize("form", LISTS)
def test_formulas_are_escaped_and_listed(tmp_path, form):
    graph = nasty_graph()
    written = cg.write(graph, tmp_path / "net.csv", format=form)
    for path in written.files:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        cells = [*frame.columns, *frame.to_numpy().ravel()]
        numbers = {str(number - 3) for number in range(3)}
        begins = re.compile("[=+\\-@\t\r\n＝＋－＠]")
        assert {cell for cell in cells if begins.match(cell)} <= numbers
    listed = {loss.about for loss in written if loss.code == "loss-formula"}
    assert {"id", "title", "acronym", "evidence"} <= listed


def test_pandas_and_networkx_make_the_graph_from_the_lists(tmp_path, graph):
    cg.write(graph, tmp_path / "net.csv")
    edges = pd.read_csv(tmp_path / "net.edges.csv")
    back = nx.from_pandas_edgelist(
        edges, "source", "target", edge_attr=True, edge_key="id", create_using=nx.MultiDiGraph
    )
    assert set(back.edges()) == set(graph.edges())
    assert back.number_of_edges() == graph.number_of_edges()


def test_neo4j_headers_name_ids_labels_and_types(tmp_path, graph):
    cg.write(graph, tmp_path / "net.neo4j.csv")
    first = [
        (tmp_path / f"net.neo4j.{part}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        for part in ("nodes", "relationships")
    ]
    assert first[0][:3] == ["id:ID", ":LABEL", "record"]
    assert first[1][:4] == [":START_ID", ":END_ID", ":TYPE", "id"]
    assert "at_least:long" in first[1]


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".cyjs"])
def test_programs_that_draw_get_the_state_of_what_comes_next(tmp_path, graph, suffix):
    path = tmp_path / f"net{suffix}"
    cg.write(graph, path)
    if suffix == ".cyjs":
        back = nx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
    else:
        back = nx.read_graphml(path) if suffix == ".graphml" else nx.read_gexf(path)
    states = {row.item.id: (str(row.state), str(row.certainty)) for row in cg.state(graph)}
    held = {item: tuple(data.get(name) for name in STATE) for item, data in back.nodes(data=True)}
    assert {item: state for item, state in held.items() if any(state)} == states
