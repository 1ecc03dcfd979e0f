"""Pictures read back as SVG."""

import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from matplotlib import pyplot as plt

import coopgraph as cg
from coopgraph.plot import DEFAULT_STYLE
from coopgraph.plot.page_svg import css_colours, page_svg

PICTURES = ["cooperation_map", "dependency_map"]


@pytest.fixture(params=PICTURES)
def drawn(request, graph):
    return getattr(cg.plot, request.param)(graph)


def parts(svg, kind):
    return [g for g in svg.iter("g") if g.get("class") == kind]


def test_it_has_the_boxes_the_lines_and_the_words_of_the_picture(drawn, graph):
    texts = [t.get_text() for t in drawn.texts if str(t.get_gid()).startswith("text")]
    lines = {str(p.get_gid())[5:] for p in drawn.patches if str(p.get_gid()).startswith("line-")}
    picture = page_svg(drawn, DEFAULT_STYLE, str)
    svg = ET.fromstring(picture.svg)  # noqa: S314 - our own
    assert {g.get("data-item") for g in parts(svg, "item")} == set(graph)
    legend = {line for line in lines if line.startswith("legend-")}
    assert {g.get("data-links") for g in parts(svg, "link")} == lines - legend
    written = [t.text for g in parts(svg, "item") for t in g.iter("text")]
    assert sorted(written) == sorted(texts)


def test_the_legend_comes_beside_it_entry_by_entry(drawn):
    labels = [t.get_text() for t in drawn.texts if re.match(r"legend-\d+$", str(t.get_gid()))]
    picture = page_svg(drawn, DEFAULT_STYLE, str)
    assert [label for _, label in picture.legend] == labels
    assert all(len(ET.fromstring(sample)) > 0 for sample, _ in picture.legend)  # noqa: S314
    assert not set(labels) & set(re.findall(r"<text[^>]*>([^<]*)", picture.svg))


def test_everything_lies_within_the_view(drawn):
    svg = ET.fromstring(page_svg(drawn, DEFAULT_STYLE, str).svg)  # noqa: S314
    left, top, width, height = map(float, svg.get("viewBox").split())
    for path in svg.iter("path"):
        if path.get("class") in {"box", "area"}:
            x, y = map(float, re.match(r"M(\S+?) (\S+?)[A-Z]", path.get("d")).groups())
            assert left <= x <= left + width
            assert top <= y <= top + height


def test_colours_are_named_for_what_they_mean(drawn):
    """So that a page can show the picture in the dark: no colour is written out."""
    svg = page_svg(drawn, DEFAULT_STYLE, str).svg
    assert not re.search(r'"#[0-9a-f]{6}"', svg)
    used = set(re.findall(r"var\(--([\w-]+)\)", svg))
    assert used <= set(css_colours(DEFAULT_STYLE))


def test_an_item_named_like_an_entry_of_the_legend_stays():
    graph = nx.MultiDiGraph()
    graph.add_node("legend-0", record="agreement", title="Pact", status="signed")
    graph.add_node("a", record="institution", title="A")
    graph.add_edge("a", "legend-0", relation="party_to")
    svg = ET.fromstring(  # noqa: S314
        page_svg(cg.plot.cooperation_map(graph), DEFAULT_STYLE, str).svg
    )
    for group in parts(svg, "item"):
        assert [p.get("class") for p in group.iter("path")] == ["box"]


def test_the_figure_is_closed(drawn):
    page_svg(drawn, DEFAULT_STYLE, str)
    assert plt.get_fignums() == []


def test_labels_along_a_vertical_line_are_turned_as_in_the_picture(graph):
    drawn = cg.plot.cooperation_map(graph)
    turned = {str(t.get_gid()): t.get_rotation() for t in drawn.texts if t.get_rotation()}
    svg = ET.fromstring(page_svg(drawn, DEFAULT_STYLE, str).svg)  # noqa: S314 - our own
    found = [t.get("transform") for t in svg.iter("text") if t.get("transform")]
    assert turned
    assert len(found) == len(turned)
    assert all(re.fullmatch(r"rotate\(-90 \S+ \S+\)", transform) for transform in found)
