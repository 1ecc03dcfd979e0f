"""Names in scripts that no font has: drawn all the same, and told of once, in our words."""

import os
import subprocess
import sys

import networkx as nx
import pytest

import coopgraph as cg


@pytest.fixture
def graph():
    graph = nx.MultiDiGraph(language="en", title="協力")
    graph.add_node("a", record="agreement", title="協力協定")
    graph.add_node("b", record="institution", title="中国银行")
    graph.add_edge("b", "a", relation="party_to")
    return graph


PICTURES = [
    cg.plot.cooperation_map,
    cg.plot.dependency_map,
    cg.plot.agreement_matrix,
    lambda graph: cg.plot.ego_map(graph, "a"),
    lambda graph: cg.plot.roadmap_chart(graph, cg.roadmap(graph)),
    lambda graph: cg.plot.impact_map(graph, cg.what_if(graph, fails="a")),
]


@pytest.mark.parametrize("draw", PICTURES)
def test_a_picture_tells_once_of_letters_that_the_font_lacks(draw, graph, caplog):
    """Warnings are errors in these tests: none comes from matplotlib."""
    ax = draw(graph)
    for form in ("png", "svg", "pdf"):
        assert cg.plot.image(ax, form)
    told = [record.getMessage() for record in caplog.records if record.name == "coopgraph"]
    assert len(told) == 1
    assert told[0].startswith("The font has no glyphs for “")


@pytest.mark.parametrize("title", ["Convention-cadre à Bālī …", "اتفاقية", "Соглашение\u202f»"])
def test_nothing_is_said_of_letters_that_it_has(title, graph, caplog):
    graph.graph["title"] = title
    nx.set_node_attributes(graph, title, "title")
    cg.plot.cooperation_map(graph)
    assert not caplog.records


def test_the_command_draws_it_where_warnings_are_errors(tmp_path):
    dossier = """
language: fr
institutions: [{id: b, name: 中国银行, kind: development_bank}]
agreements: [{id: a, name: 協力協定, kind: framework, status: signed, parties: [b]}]
"""
    (tmp_path / "cjk.yaml").write_text(dossier, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "coopgraph", "draw", "cooperation-map", "-i", "cjk.yaml",
         "-o", "cjk.png", "-o", "cjk.svg"],
        capture_output=True, check=True, cwd=tmp_path, encoding="utf-8",
        env={**os.environ, "PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (tmp_path / "cjk.png").stat().st_size > 1_000
    assert done.stderr.count("\n") == 1
    assert "La police n’a pas de glyphe pour «" in done.stderr
