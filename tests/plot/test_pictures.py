import itertools
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyBboxPatch, PathPatch

import coopgraph as cg
from coopgraph.plot import DEFAULT_STYLE
from coopgraph.plot.text_layout import TextLine, text_block, text_width
from coopgraph.records.validation import dossier_from
from coopgraph.words.vocabulary import RoleFamily


def impact_map(graph, **options):
    bodies = [item for item, record in graph.nodes(data="record") if record == "institution"]
    things = [item for item in graph if item not in bodies]
    lang = options.get("lang")
    impact = cg.what_if(graph, fails=sorted(things)[-1:], withdraws=sorted(bodies)[:1], lang=lang)
    return cg.plot.impact_map(graph, impact, **options)


def roadmap_chart(graph, **options):
    return cg.plot.roadmap_chart(graph, cg.roadmap(graph, lang=options.get("lang")), **options)


def ego_map(graph, **options):
    return cg.plot.ego_map(graph, min(graph), steps=2, **options)


MAPS = [cg.plot.cooperation_map, cg.plot.dependency_map]
PICTURES = [*MAPS, impact_map, cg.plot.agreement_matrix, roadmap_chart, ego_map]


@pytest.fixture(params=PICTURES, ids=lambda draw: draw.__name__)
def picture(request):
    return request.param


@pytest.fixture(params=MAPS, ids=lambda draw: draw.__name__)
def a_map(request):
    return request.param


def with_gid(ax, prefix):
    artists = [*ax.patches, *ax.texts, *ax.lines]
    return {
        str(artist.get_gid()).removeprefix(prefix): artist
        for artist in artists
        if str(artist.get_gid()).startswith(prefix)
    }


def boxes(ax):
    return {gid: a for gid, a in with_gid(ax, "box-").items() if not gid.startswith("legend")}


def lines_of(ax):
    return {gid: a for gid, a in with_gid(ax, "line-").items() if not gid.startswith("legend")}


def legend(ax):
    return [a.get_text() for gid, a in with_gid(ax, "legend-").items() if hasattr(a, "get_text")]


def is_dashed(artist):
    return artist.get_linestyle() not in {"solid", "-"}


def words_in(ax, item):
    return [t for t in ax.texts if re.fullmatch(rf"text\d+-{re.escape(item)}", str(t.get_gid()))]


def item_of_text(text):
    found = re.fullmatch(r"text\d+-(.*)", str(text.get_gid()))
    return found[1] if found else None


def test_every_item_has_a_box_and_every_relation_a_line(graph):
    """The cooperation map draws all of the graph, each relation once."""
    ax = cg.plot.cooperation_map(graph)
    assert set(boxes(ax)) == set(graph)
    drawn = [gid.split(".") for gid in lines_of(ax)]
    links = [(one, other, key) for one, other, keys in drawn for key in keys.split("+")]
    assert sorted(links) == sorted(graph.edges(keys=True))


def test_lines_whose_ends_run_together_have_names_of_their_own():
    """Hyphens are part of ids: a to b-c is another line than a-b to c."""
    ids = ["a", "b-c", "a-b", "c"]
    raw = [{"id": i, "name": i, "kind": "other", "status": "envisaged"} for i in ids]
    raw[0]["requires"], raw[2]["requires"] = ["b-c"], ["c"]
    graph = cg.build_graph(dossier_from({"agreements": raw}))
    for draw in (cg.plot.cooperation_map, cg.plot.dependency_map):
        ends = {tuple(gid.split(".")[:2]) for gid in lines_of(draw(graph))}
        assert ends == {("a", "b-c"), ("a-b", "c")}


def test_roles_that_would_look_alike_share_a_line_that_names_them(graph):
    """Two like lines between the same two boxes would leave the reader to guess."""
    ax = cg.plot.cooperation_map(graph, lang="en")
    alike = "cget.exchange-visit.takes_part_in:host+takes_part_in:proposer"
    assert alike in lines_of(ax)
    assert with_gid(ax, "label-")[alike].get_text() == "hosts, proposes"


def test_every_line_that_the_legend_leaves_open_has_words(graph):
    """Lines that are no participation say which relation they are, also beside the column."""
    ax = cg.plot.cooperation_map(graph, lang="en")
    said = {gid: text.get_text() for gid, text in with_gid(ax, "label-").items()}
    relations = {"provision_of", "requires", "part_of", "follows"}
    others = [g for g in lines_of(ax) if g.rpartition(".")[2].partition(":")[0] in relations]
    assert len(others) == 9
    assert all(said[gid] for gid in others)
    turned = [t for t in ax.texts if t.get_rotation() == 90]
    assert {text.get_text() for text in turned} == {"would require"}


def test_the_dependency_map_draws_what_carries_reliance(graph):
    ax = cg.plot.dependency_map(graph)
    lines = lines_of(ax)
    assert "exchange-visit.anrur-anru-cooperation" not in lines  # it only follows it
    assert "urban-renewal-component.framework-convention" in lines
    assert set(boxes(ax)) == set(graph)


def test_dashes_say_what_is_open_and_what_is_only_possible(graph):
    ax = cg.plot.cooperation_map(graph)
    drawn = boxes(ax)
    assert is_dashed(drawn["framework-convention"])
    assert not is_dashed(drawn["exchange-visit"])
    assert not is_dashed(drawn["afd"])
    lines = with_gid(ax, "line-")
    assert is_dashed(lines["anah.anrur-afd-convention.party_to:party"])
    assert not is_dashed(lines["afd.anrur-afd-convention.party_to:party"])
    lines = with_gid(cg.plot.dependency_map(graph), "line-")
    assert is_dashed(lines["anah.anrur-afd-convention"])


def test_every_line_has_an_arrowhead_where_it_ends(graph):
    for draw in (cg.plot.cooperation_map, cg.plot.dependency_map):
        ax = draw(graph)
        heads = set(with_gid(ax, "head-"))
        assert heads == set(with_gid(ax, "line-"))


def pixel_box(artist, ax):
    return artist.get_window_extent(ax.figure.canvas.get_renderer())


@pytest.fixture(
    scope="module",
    params=itertools.product(PICTURES, ["fr", "en"]),
    ids=lambda case: f"{case[0].__name__}-{case[1]}",
)
def shown(request, graph):
    """Every picture in both languages, drawn on its canvas once for all tests that only measure."""
    draw, lang = request.param
    ax = draw(graph, lang=lang)
    ax.figure.canvas.draw()
    return ax


def test_no_text_leaves_its_box_and_no_boxes_overlap(shown):
    """Measured on the drawn figure, as the eye sees it."""
    ax = shown
    drawn = {gid: pixel_box(artist, ax) for gid, artist in boxes(ax).items()}
    extents = list(drawn.items())
    for n, (gid, one) in enumerate(extents):
        for other_gid, other in extents[n + 1 :]:
            assert not one.overlaps(other), (gid, other_gid)
    seen = 0
    for text in ax.texts:
        gid = item_of_text(text)
        if gid in drawn:
            box, words = drawn[gid], pixel_box(text, ax)
            assert box.x0 <= words.x0 <= words.x1 <= box.x1, text.get_text()
            assert box.y0 <= words.y0 <= words.y1 <= box.y1, text.get_text()
            seen += 1
    assert seen > len(drawn) or not drawn


def test_nothing_leaves_the_figure(shown):
    ax = shown
    width, height = ax.figure.canvas.get_width_height()
    for artist in [*ax.texts, *ax.patches]:
        box = pixel_box(artist, ax)
        assert box.x0 >= -1
        assert box.x1 <= width + 1
        assert box.y0 >= -1
        assert box.y1 <= height + 1


def test_words_are_in_the_language_asked_for(graph):
    texts = {text.get_text() for text in cg.plot.cooperation_map(graph, lang="en").texts}
    assert {"Morocco", "France", "Agreements", "in preparation"} <= texts
    texts = {text.get_text() for text in cg.plot.cooperation_map(graph).texts}
    assert {
        "Maroc",
        "Conventions",
        "en préparation",
        "envisagée",
        "achevée · 4–6 nov. 2019 · France",
    } <= texts


def test_the_legend_lists_exactly_what_is_drawn(graph):
    everything = legend(cg.plot.cooperation_map(graph, lang="en"))
    assert everything == [
        "party, funder",
        "implementer, coordinates, organizes, hosts, proposes",
        "takes part",
        "would be a provision of, would require",
        "follows, is part of",
        "only possible",
        "institution",
        "agreement",
        "provision",
        "activity",
        "achieved",
        "not achieved yet",
    ]
    raw = {
        "institutions": [{"id": "b", "name": "B", "kind": "agency"}],
        "agreements": [
            {"id": "a", "name": "A", "kind": "treaty", "status": "signed", "parties": ["b"]}
        ],
    }
    little = cg.build_graph(dossier_from(raw))
    boxes_and_outline = ["institution", "agreement", "achieved"]
    assert legend(cg.plot.cooperation_map(little)) == ["party", *boxes_and_outline]
    assert legend(cg.plot.dependency_map(little)) == ["depends on", *boxes_and_outline]


def a_choice_and_an_end():
    return cg.build_graph(
        dossier_from(
            {
                "agreements": [
                    {"id": "a", "name": "A", "kind": "other", "status": "envisaged",
                     "requires": [{"any_of": ["b", "c"]}, {"any_of": ["d"], "modality": "possible"}]},
                    {"id": "b", "name": "B", "kind": "other", "status": "terminated"},
                    {"id": "c", "name": "C", "kind": "other", "status": "signed"},
                    {"id": "d", "name": "D", "kind": "other", "status": "envisaged"},
                ]
            }
        )
    )  # fmt: skip


def test_alternatives_and_what_is_over_are_drawn_as_such(a_map):
    """One of several is dotted, only possible dashed; what has ended is grey, not hoped for."""
    ax = a_map(a_choice_and_an_end(), lang="en")
    lines = [
        (gid.partition(":")[0], artist.get_linestyle())
        for gid, artist in with_gid(ax, "line-").items()
        if gid.startswith("a.")
    ]
    patterns = {gid.split(".")[1]: style[1] for gid, style in lines}
    assert patterns["b"] == patterns["c"] != patterns["d"]
    drawn = boxes(ax)
    grey = to_rgba(DEFAULT_STYLE.relation.colour)
    assert {gid for gid, box in drawn.items() if box.get_edgecolor() == grey} == {"b"}
    assert not is_dashed(drawn["b"])
    assert {"achieved", "not achieved yet", "ended or given up"} <= {*legend(ax)}
    assert any("one of several" in entry for entry in legend(ax))


def test_places_do_not_depend_on_the_language(graph):
    """Two versions of one map can be laid side by side."""
    lefts = [
        {
            gid: box.get_x() > 0
            for gid, box in boxes(cg.plot.cooperation_map(graph, lang=lang)).items()
            if graph.nodes[gid]["record"] == "institution"
        }
        for lang in ("fr", "en")
    ]
    assert lefts[0] == lefts[1]


def test_a_long_title_wraps(graph):
    title = "Qui dépend de quelle convention, et depuis quand, " * 6
    ax = cg.plot.cooperation_map(graph, title=title.strip())
    ax.figure.canvas.draw()
    lines = list(with_gid(ax, "title-").values())
    assert len(lines) > 1
    width = ax.figure.canvas.get_width_height()[0]
    assert all(pixel_box(line, ax).x1 <= width for line in lines)


def test_a_highlighted_answer_stands_out(graph):
    reach = cg.dependents(graph, "framework-convention", lang="en")
    ax = cg.plot.dependency_map(graph, highlight=reach, lang="en")
    drawn = boxes(ax)
    faded = to_rgba(DEFAULT_STYLE.dimmed_line)
    dimmed = {gid for gid, box in drawn.items() if box.get_edgecolor() == faded}
    assert dimmed == set(graph) - {*reach.ids, "framework-convention"}
    hatched = {gid for gid, box in drawn.items() if box.get_hatch()}
    assert hatched == {row.item.id for row in reach.possible}
    widest = max(drawn, key=lambda gid: drawn[gid].get_linewidth())
    assert widest == "framework-convention"
    lines = with_gid(ax, "line-")
    assert lines["anah.anrur-afd-convention"].get_edgecolor() != faded
    assert lines["anah.anah-convention"].get_edgecolor() == faded
    assert {"what the question is about", "answer: certain", "answer: possible"} <= {*legend(ax)}
    assert reach.table().title in {text.get_text() for text in ax.texts}


def test_axes_of_ones_own_are_drawn_in_and_scaled_to(picture, graph):
    figure, axes = plt.subplots(1, 2, figsize=(20, 11))
    assert picture(graph, ax=axes[1]) is axes[1]
    assert not axes[0].patches
    assert len(plt.get_fignums()) == 1
    figure.canvas.draw()
    drawn = {gid: pixel_box(artist, axes[1]) for gid, artist in boxes(axes[1]).items()}
    for text in axes[1].texts:
        gid = item_of_text(text)
        if gid in drawn:
            assert pixel_box(text, axes[1]).width <= drawn[gid].width


def test_unknown_options_are_refused(picture, graph):
    with pytest.raises(TypeError):
        picture(graph, nod_size=3)


def test_a_style_is_a_value(graph):
    style = cg.plot.Style(box_width=240.0, ink="#ff0000")
    drawn = boxes(cg.plot.dependency_map(graph, style=style))
    assert {box.get_edgecolor()[:3] for box in drawn.values()} == {(1.0, 0.0, 0.0)}
    with pytest.raises(AttributeError):
        DEFAULT_STYLE.ink = "#000000"


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_and_lines_can_be_told_from_what_is_behind_them():
    """WCAG 2.2: text at least 4.5 to 1, lines at least 3 to 1; shapes differ as well as colours."""
    style = DEFAULT_STYLE
    marks = [style.subject, style.reached, style.lost, style.blocked, style.gained]
    behind = [style.paper, style.sample, *style.fills.values(), *(mark.fill for mark in marks)]
    for paper in behind:
        assert contrast(style.ink, paper) >= 4.5
    assert contrast(style.dimmed_ink, style.paper) >= 4.5
    for paper in [style.paper, *style.fills.values()]:
        assert contrast(style.faint_ink, paper) >= 4.5
    looks = [*style.roles.values(), style.reliance, style.relation, style.circle]
    assert all(contrast(look.colour, style.paper) >= 3 for look in looks)
    feet = {style.roles[family].foot for family in RoleFamily}
    assert len(feet) == len(RoleFamily)


# -- files ------------------------------------------------------------------------------------------


def test_the_same_picture_gives_the_same_bytes(capsys):
    """Here and with another hash seed; SVG shows all that is drawn, PNG and PDF the fonts."""
    code = """
import hashlib, coopgraph as cg
graph = cg.build_graph(cg.example())
impact = cg.what_if(graph, fails=["framework-convention"], withdraws=["AFD"])
for n, ax in enumerate((
    cg.plot.cooperation_map(graph),
    cg.plot.dependency_map(cg.grouped(graph, limit=12)),
    cg.plot.impact_map(graph, impact),
    cg.plot.agreement_matrix(graph),
    cg.plot.roadmap_chart(graph, cg.roadmap(graph)),
    cg.plot.ego_map(graph, "afd", steps=2),
)):
    for form in ("svg", "png", "pdf")[: 1 if n else 3]:
        print(hashlib.sha256(cg.plot.image(ax, form, dpi=40)).hexdigest())
"""
    environment = {**os.environ, "PYTHONHASHSEED": "1", "MPLBACKEND": "Agg"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True
    )
    exec(code, {})  # noqa: S102
    here = capsys.readouterr().out
    assert here == elsewhere.stdout
    assert len(here.split()) == 8


def test_svg_ids_are_unique(picture, graph):
    svg = cg.plot.image(picture(graph), "svg").decode()
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))


def test_svg_keeps_text_as_text(graph):
    svg = cg.plot.image(cg.plot.cooperation_map(graph), "svg").decode()
    root = ET.fromstring(svg)  # noqa: S314 - our own
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"ANRUR", "Volet rénovation urbaine"} <= texts
    assert "<dc:date>" not in svg


def test_pdf_embeds_its_fonts(graph):
    pdf = cg.plot.image(cg.plot.dependency_map(graph), "pdf")
    assert b"/FontFile2" in pdf
    assert b"/CIDFontType2" in pdf
    assert not re.search(rb"/Subtype ?/Type3", pdf)


def test_names_are_data_never_markup():
    raw = {
        "institutions": [{"id": "b", "name": "$x^2$ <script>alert(1)</script> & _b_", "kind": "agency"}],
        "agreements": [
            {"id": "a", "name": r"\frac{1}{2}", "kind": "treaty", "status": "signed", "parties": ["b"]}
        ],
    }  # fmt: skip
    graph = cg.build_graph(dossier_from(raw))
    ax = cg.plot.cooperation_map(graph, title="")
    svg = cg.plot.image(ax, "svg").decode()
    assert "<script" not in svg
    assert "$x^2$" in svg
    assert r"\frac{1}{2}" in svg


ARABIC = "الوكالة الوطنية للتجديد الحضري"  # a test string, not anybody's name


def test_arabic_is_shaped_and_wrapped():
    """Letters join, so that the word is narrower than its letters one by one."""
    fonts = DEFAULT_STYLE.fonts
    apart = sum(text_width(letter, 10, fonts) for letter in ARABIC)
    assert 0 < text_width(ARABIC, 10, fonts) < apart
    wrapped = text_block([TextLine(ARABIC, 10)], DEFAULT_STYLE, 90)
    assert len(wrapped.lines) > 1
    assert " ".join(line.text for line in wrapped.lines) == ARABIC


def test_arabic_names_are_drawn():
    raw = {"institutions": [{"id": "b", "name": {"ar": ARABIC, "fr": "B"}, "kind": "agency", "country": "MA"}]}  # fmt: skip
    ax = cg.plot.cooperation_map(cg.build_graph(dossier_from(raw)), lang="ar")
    texts = " ".join(text.get_text() for text in ax.texts)
    assert "المغرب" in texts
    assert set(ARABIC.split()) <= set(texts.split())
    assert cg.plot.image(ax)[:4] == b"\x89PNG"


# -- lettering --------------------------------------------------------------------------------------


def test_words_wrap_evenly_and_boxes_grow():
    text = "Ministère de l’Aménagement du territoire, de l’Urbanisme et de l’Habitat"
    narrow = text_block([TextLine(text, 9)], DEFAULT_STYLE, 120)
    wide = text_block([TextLine(text, 9)], DEFAULT_STYLE, 400)
    assert len(narrow.lines) > len(wide.lines)
    assert narrow.height > wide.height
    assert " ".join(line.text for line in narrow.lines) == text
    widths = [text_width(line.text, 9, DEFAULT_STYLE.fonts) for line in narrow.lines]
    assert max(widths) <= 120


def test_a_word_longer_than_its_line_is_cut_not_clipped():
    long = "x" * 200
    lines = text_block([TextLine(long, 9)], DEFAULT_STYLE).lines
    assert "".join(line.text for line in lines) == long
    assert all(
        text_width(line.text, 9, DEFAULT_STYLE.fonts) <= DEFAULT_STYLE.box_width for line in lines
    )


def test_lines_that_may_not_grow_end_in_an_ellipsis():
    lines = text_block([TextLine("word " * 60, 9, most=2)], DEFAULT_STYLE).lines
    assert len(lines) == 2
    assert lines[-1].text.endswith("…")
    assert text_width(lines[-1].text, 9, DEFAULT_STYLE.fonts) <= DEFAULT_STYLE.box_width


# -- graphs of any kind -------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [nx.MultiDiGraph, nx.DiGraph])
def test_an_empty_graph_is_an_empty_picture(picture, make):
    if picture in {ego_map, impact_map}:
        pytest.skip("there is nothing to be in its middle, or to change")
    assert not boxes(picture(make()))


def test_foreign_graphs_with_the_least_attributes_are_drawn(picture):
    graph = nx.DiGraph()
    graph.add_node("a", record="agreement")
    graph.add_node("b", record="institution")
    graph.add_edge("b", "a", relation="party_to")
    ax = picture(graph)
    drawn = {cg.plot.agreement_matrix: set(), roadmap_chart: {"a"}}
    assert set(boxes(ax)) == drawn.get(picture, {"a", "b"})
    if picture is cg.plot.agreement_matrix:
        assert set(with_gid(ax, "cell-")) == {"b.a"}
    assert all(isinstance(box, FancyBboxPatch) for box in boxes(ax).values())
    assert all(isinstance(line, PathPatch) for line in with_gid(ax, "line-").values())
