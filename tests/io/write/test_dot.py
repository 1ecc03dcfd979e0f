"""DOT, read back by Graphviz."""

import json
import shutil
import subprocess

import pytest
from hypothesis import given, settings

import coopgraph as cg
from coopgraph.messages.escaping import escape_controls
from coopgraph.records.validation import dossier_from
from tests.io.write.nasty import meant, nasty_graph
from tests.strategies import dossiers

pytestmark = pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz (dot) is not installed")

#: What Graphviz or our drawing adds.
DRAWN = {"label", "shape", "style", "edge_id", "name", "pos", "width", "height", "lp", "head",
         "tail"}  # fmt: skip


def parsed(path):
    """What Graphviz makes of the file, and whether it warned."""
    done = subprocess.run(["dot", "-Tdot_json", path], capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    return json.loads(done.stdout)


def own(data):
    """The attributes without Graphviz's, with one backslash for two."""
    kept = {name: value for name, value in data.items() if name[0] != "_" and name not in DRAWN}
    return {
        name.removeprefix("data_"): meant(name, value.replace("\\\\", "\\"))
        for name, value in kept.items()
        if value != ""
    }


def read_dot(path):
    data = parsed(path)
    ids = {node["_gvid"]: node["name"].replace("\\\\", "\\") for node in data["objects"]}
    nodes = {ids[node["_gvid"]]: own(node) for node in data["objects"]}
    edges = [
        (ids[edge["tail"]], ids[edge["head"]], sorted(own(edge).items()))
        for edge in data.get("edges", [])
    ]
    return nodes, sorted(edges, key=repr)


def texts(graph):
    def text(name, value):
        return str(value).lower() if isinstance(value, bool) else meant(name, str(value))

    nodes = {i: {n: text(n, v) for n, v in data.items()} for i, data in graph.nodes(data=True)}
    edges = [
        (a, b, sorted((n, text(n, v)) for n, v in data.items()))
        for a, b, data in graph.edges(data=True)
    ]
    return nodes, sorted(edges, key=repr)


def test_the_bundled_graph_comes_back_node_by_node_and_edge_by_edge(tmp_path, graph):
    written = cg.write(graph, tmp_path / "net.dot")
    assert read_dot(tmp_path / "net.dot") == texts(graph)
    assert [loss.code for loss in written] == ["loss-type"]
    whole = parsed(tmp_path / "net.dot")
    assert whole["sources"].replace("\\\\", "\\") == graph.graph["sources"]


@settings(max_examples=15)
@given(raw=dossiers(conditions=True))
def test_every_dossier_comes_back_as_its_graph(tmp_path_factory, raw):
    graph = cg.build_graph(dossier_from(raw))
    path = tmp_path_factory.mktemp("trip") / "net.gv"
    cg.write(graph, path)
    assert read_dot(path) == texts(graph)


def test_nasty_texts_come_back_and_are_drawn_as_they_are(tmp_path):
    """Quotes, backslashes, keywords, HTML entities and Graphviz's own escapes stay letters.

    What is not seen is spelled.
    """
    graph = nasty_graph()
    path = tmp_path / "net.dot"
    cg.write(graph, path)
    assert read_dot(path) == texts(graph)
    done = subprocess.run(
        ["dot", "-Tjson", path], capture_output=True, check=True, text=True, timeout=60
    )
    drawn = {}
    for node in json.loads(done.stdout)["objects"]:
        words = [op["text"] for op in node["_ldraw_"] if op["op"] == "T"]
        drawn[node["name"].replace("\\\\", "\\")] = "".join(words)
    for item, data in graph.nodes(data=True):
        acronym = data.get("acronym")
        named = acronym and acronym not in data["title"]
        full = f"{data['title']} ({acronym})" if named else data["title"]
        assert "".join(drawn[item].split()) == "".join(escape_controls(full).split())


def test_an_attribute_that_graphviz_would_draw_by_is_renamed_and_listed(tmp_path, graph):
    extra = graph.copy()
    extra.nodes["afd"]["shape"] = "star"
    written = cg.write(extra, tmp_path / "net.dot")
    (afd,) = [node for node in parsed(tmp_path / "net.dot")["objects"] if node["name"] == "afd"]
    assert (afd["shape"], afd["data_shape"]) == ("box", "star")
    assert ("loss-renamed", "shape → data_shape", ("afd",)) in [
        (loss.code, loss.about, loss.places) for loss in written
    ]


def test_line_styles_show_what_is_possible_and_what_is_not_achieved(tmp_path, graph):
    cg.write(graph, tmp_path / "net.dot")
    data = parsed(tmp_path / "net.dot")
    styles = {edge["modality"]: edge["style"] for edge in data["edges"] if "modality" in edge}
    assert styles == {"required": "solid", "possible": "dashed"}
    boxes = {node["name"]: node["style"] for node in data["objects"]}
    assert boxes["framework-convention"] == "rounded,dashed"
    assert boxes["strategic-study"] == "solid"
