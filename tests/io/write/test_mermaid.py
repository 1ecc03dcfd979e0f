"""Mermaid, read back by Mermaid's own parser under node.

The packages are those of ``package.json`` beside this file, installed by
``npm install --no-package-lock --prefix tests/io/write``, or those in the ``node_modules``
that COOPGRAPH_NODE_MODULES names.
"""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

import coopgraph as cg
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.io.write import mermaid
from coopgraph.messages.escaping import escape_controls
from coopgraph.records.validation import dossier_from
from tests.io.write.nasty import nasty_graph
from tests.strategies import dossiers

HERE = Path(__file__).parent
MODULES = Path(os.environ.get("COOPGRAPH_NODE_MODULES") or HERE / "node_modules")


class Reader:
    """Mermaid's parser in a process of its own, which stays for all texts."""

    def __init__(self):
        self._process = subprocess.Popen(
            ["node", HERE / "mermaid_reader.mjs", MODULES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stdout.readline() == "ready\n"

    def __call__(self, text):
        self._process.stdin.write(json.dumps(text) + "\n")
        self._process.stdin.flush()
        read = json.loads(self._process.stdout.readline())
        assert "error" not in read, read["error"]
        assert read["type"] == "flowchart-v2"
        return read

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def reader():
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    for package in ("mermaid", "jsdom"):
        if not (MODULES / package).is_dir():
            pytest.skip(f"the npm package {package} is not in {MODULES}")
    reader = Reader()
    yield reader
    reader.close()


def shown(text):
    """A label as Mermaid shows it: its placeholders are entities, its entities are letters."""
    coded = text.replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";")
    broken = re.sub(r"<br\s*/?>", "\n", coded)
    return html.unescape(broken)


def expected(graph, lang):
    from coopgraph.graph.items import item_of

    nodes = sorted(escape_controls(item_of(graph, item, lang).full.strip()) for item in graph)
    edges = sorted(
        (
            escape_controls(item_of(graph, a, lang).full.strip()),
            escape_controls(item_of(graph, b, lang).full.strip()),
            "dotted" if meaning_of(data).strength is Strength.POSSIBLE else "normal",
        )
        for a, b, data in graph.edges(data=True)
    )
    return nodes, edges


def read_back(reader, path):
    read = reader(path.read_text(encoding="utf-8"))
    titles = {node["id"]: shown(node["text"]).strip() for node in read["nodes"]}
    assert len(titles) == len(read["nodes"])
    edges = [(titles[edge["start"]], titles[edge["end"]], edge["stroke"]) for edge in read["edges"]]
    return sorted(titles.values()), sorted(edges)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_bundled_graph_comes_back_box_by_box_and_arrow_by_arrow(reader, tmp_path, graph, lang):
    cg.write(graph, tmp_path / "net.mmd", lang=lang)
    assert read_back(reader, tmp_path / "net.mmd") == expected(graph, lang)


def test_shapes_lines_and_words_say_what_things_are(reader, tmp_path, graph):
    cg.write(graph, tmp_path / "net.mmd", lang="en")
    read = reader((tmp_path / "net.mmd").read_text(encoding="utf-8"))
    nodes = {node["id"]: (node["shape"], node["classes"]) for node in read["nodes"]}
    assert nodes["n_afd"] == ("square", [])
    assert nodes["n_framework_convention"] == ("stadium", ["open"])
    assert nodes["n_urban_renewal_component"] == ("subroutine", ["open"])
    assert nodes["n_strategic_study"] == ("hexagon", [])
    words = {edge["text"] for edge in read["edges"]}
    assert {"would be party to", "would be a provision of", "would require", "follows"} <= words
    assert {edge["type"] for edge in read["edges"]} == {"arrow_point"}


@settings(max_examples=25)
@given(raw=dossiers(conditions=True))
def test_every_dossier_comes_back_as_its_graph(reader, tmp_path_factory, raw):
    graph = cg.build_graph(dossier_from(raw))
    path = tmp_path_factory.mktemp("trip") / "net.mermaid"
    cg.write(graph, path)
    assert read_back(reader, path) == expected(graph, raw["language"])


def test_nasty_texts_stay_texts(reader, tmp_path):
    """No name ends a label, starts a comment or a directive, or becomes Markdown or HTML."""
    graph = nasty_graph()
    cg.write(graph, tmp_path / "net.mmd")
    assert read_back(reader, tmp_path / "net.mmd") == expected(graph, "en")


def test_each_nasty_text_alone_makes_a_valid_diagram(reader, tmp_path):
    import networkx as nx

    from tests.io.write.nasty import NASTY

    for text in NASTY:
        graph = nx.DiGraph(title=text)
        graph.add_node(text, record="agreement", title=text)
        graph.add_node("other", record="agreement", title="other")
        graph.add_edge(text, "other", relation="requires")
        cg.write(graph, tmp_path / "net.mmd")
        assert read_back(reader, tmp_path / "net.mmd") == expected(graph, "en")


# -- without a parser -------------------------------------------------------------------------------


def test_a_label_consists_of_letters_and_entities(tmp_path):
    """Nothing else that a parser of Mermaid might react to."""
    cg.write(nasty_graph(), tmp_path / "net.mmd")
    for line in (tmp_path / "net.mmd").read_text(encoding="utf-8").splitlines()[4:]:
        for label in re.findall('"([^"]*)"', line):
            bare = re.sub(r"#\d+;|<br/>", "é", label)
            assert not set(bare) & set('"#<>&`*_~|{}[]\\$%:;=@^')
            assert not re.match(r"\s*([-+*]|\d+[.)])", bare)


def test_diagrams_too_large_for_mermaid_are_reported(tmp_path):
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_node("deal", record="agreement", title="Deal")
    for number in range(mermaid.MAX_EDGES + 1):
        graph.add_node(f"b{number}", record="institution")
        graph.add_edge(f"b{number}", "deal", relation="party_to")
    written = cg.write(graph, tmp_path / "net.mmd")
    assert "loss-mermaid-size" in {loss.code for loss in written}
    assert "maxEdges" in str(written)
