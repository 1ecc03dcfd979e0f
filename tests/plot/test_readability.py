"""Pictures for all eyes and at all sizes: colour-blindness, greyscale, limits, metadata, scripts."""

import csv
import itertools
import random
import re
import time

import networkx as nx
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb

import coopgraph as cg
from coopgraph.plot import DEFAULT_STYLE
from coopgraph.plot.shapes import SHAPES
from coopgraph.records.validation import dossier_from
from tests.conftest import SHARED
from tests.plot.test_pictures import boxes, legend, lines_of, with_gid

# Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(colour, matrix):
    """CIE Lab of a colour as someone sees it."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.asarray(matrix) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.maximum(to_xyz @ seen / [0.9505, 1, 1.089], 1e-9))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def differences(colours, matrix):
    seen = {name: lab(colour, matrix) for name, colour in colours.items()}
    return {
        (a, b): float(np.linalg.norm(seen[a] - seen[b]))
        for a, b in itertools.combinations(colours, 2)
    }


@pytest.mark.parametrize("kind", BLINDNESS)
def test_lines_and_marks_are_told_apart_with_any_colour_blindness(kind):
    """At least 10 in CIE Lab, several times what the eye just notices."""
    style = DEFAULT_STYLE
    lines = {family: look.colour for family, look in style.roles.items()}
    lines |= {"reliance": style.reliance.colour, "relation": style.relation.colour}
    marks = {n: getattr(style, n).fill for n in ("subject", "lost", "blocked", "gained")}
    for colours in (lines, marks):
        close = {p: d for p, d in differences(colours, BLINDNESS[kind]).items() if d < 10}
        assert not close


def test_kinds_of_record_differ_in_shape_and_effects_in_sign():
    paths = [tuple(map(tuple, shape(0, 0, 100, 40, 1).vertices)) for shape in SHAPES.values()]
    assert len(set(paths)) == len(SHAPES)
    style = DEFAULT_STYLE
    assert len({style.lost.sign, style.blocked.sign, style.gained.sign}) == 3


def test_no_picture_is_kept_open_and_it_shows_itself_in_a_notebook(graph):
    ax = cg.plot.dependency_map(graph)
    assert not plt.get_fignums()
    shown, size = ax._repr_mimebundle_()
    assert shown["image/png"][:4] == b"\x89PNG"
    assert "<svg" in shown["image/svg+xml"]
    assert size["image/png"]["width"] > 0


def test_files_carry_the_title_of_the_picture(graph):
    ax = cg.plot.cooperation_map(graph, title="Qui relève de quoi – été")
    assert "<title>Qui relève de quoi – été</title>" in cg.plot.image(ax, "svg").decode()
    assert b"/Title" in cg.plot.image(ax, "pdf")
    assert "été".encode() in cg.plot.image(ax, "png", dpi=36) or b"\xe9t\xe9" in cg.plot.image(
        ax, "png", dpi=36
    )


def test_the_direction_of_arrows_is_stated(graph):
    for draw in (cg.plot.cooperation_map, cg.plot.dependency_map):
        texts = " ".join(text.get_text() for text in draw(graph, lang="en").texts)
        assert "Each arrow goes from what depends" in texts


def a_circle():
    raw = [
        {"id": i, "name": i.upper(), "kind": "other", "status": "envisaged", "requires": [j]}
        for i, j in ("ab", "bc", "ca")
    ]
    return cg.build_graph(dossier_from({"agreements": raw}))


def test_a_link_that_closes_a_circle_is_marked():
    ax = cg.plot.dependency_map(a_circle(), lang="en")
    marked = set(with_gid(ax, "circle-"))
    assert len(marked) == 1
    rightwards = {
        gid
        for gid, line in lines_of(ax).items()
        if line.get_path().vertices[0][0] < line.get_path().vertices[-1][0]
    }
    assert marked == rightwards
    assert "closes a circle" in legend(ax)


def test_the_cooperation_map_brings_out_an_answer(graph):
    reach = cg.dependents(graph, "framework-convention", lang="en")
    ax = cg.plot.cooperation_map(graph, highlight=reach, lang="en")
    faded = cg.plot.DEFAULT_STYLE.dimmed_line
    dimmed = {i for i, box in boxes(ax).items() if to_rgb(box.get_edgecolor()) == to_rgb(faded)}
    assert dimmed == set(graph) - {*reach.ids, "framework-convention"}


def test_lines_between_bodies_run_beside_the_lanes():
    bodies = [
        {"id": f"b{n}", "name": f"B {n}", "kind": "agency", "country": "MA"} for n in range(4)
    ]
    for body in bodies[:3]:
        body["part_of"] = "b3"
    graph = cg.build_graph(dossier_from({"institutions": bodies}))
    ax = cg.plot.cooperation_map(graph, lang="en")
    (lane,) = with_gid(ax, "area-").values()
    left, right = lane.get_x(), lane.get_x() + lane.get_width()
    outside = [
        line
        for line in lines_of(ax).values()
        if max(abs(x - (left + right) / 2) for x, _ in line.get_path().vertices)
        > lane.get_width() / 2
    ]
    turned = [text for text in ax.texts if text.get_rotation() == 90]
    assert len(outside) == len(turned) >= 1


ARABIC = ["الوكالة الوطنية للتجديد الحضري", "اتفاقية التعاون", "زيارة تبادل"]


def test_an_arabic_dossier_is_drawn_in_every_picture():
    raw = {
        "title": {"ar": "التعاون"},
        "institutions": [{"id": "b", "name": {"ar": ARABIC[0]}, "kind": "agency", "country": "MA"}],
        "agreements": [
            {"id": "a", "name": {"ar": ARABIC[1]}, "kind": "treaty", "status": "envisaged", "parties": ["b"]}
        ],
        "activities": [
            {"id": "x", "name": {"ar": ARABIC[2]}, "kind": "visit", "status": "planned", "requires": ["a"],
             "participants": [{"institution": "b", "role": "host"}]}
        ],
    }  # fmt: skip
    graph = cg.build_graph(dossier_from(raw))
    pictures = [
        cg.plot.cooperation_map(graph, lang="ar"),
        cg.plot.dependency_map(graph, lang="ar"),
        cg.plot.impact_map(graph, cg.what_if(graph, fails=["a"], lang="ar")),
        cg.plot.agreement_matrix(graph, lang="ar"),
        cg.plot.roadmap_chart(graph, cg.roadmap(graph, lang="ar")),
        cg.plot.ego_map(graph, "a", lang="ar"),
    ]
    for ax in pictures:
        words = " ".join(text.get_text() for text in ax.texts).split()
        assert set(ARABIC[1].split()) <= set(words)
        assert cg.plot.image(ax, dpi=40)[:4] == b"\x89PNG"


# -- size ---------------------------------------------------------------------------------------------


def made_up(bodies, things, seed=3):
    """A cooperation of some size, with choices, circles left out."""
    rng = random.Random(seed)  # noqa: S311
    institutions = [
        {"id": f"b{n}", "name": f"Agency for Regions {n}", "kind": "agency", "country": rng.choice(["MA", "FR", "SN"])}
        for n in range(bodies)
    ]  # fmt: skip
    agreements = [
        {
            "id": f"a{n}",
            "name": f"Specific convention {n} on urban renewal",
            "kind": "specific",
            "status": rng.choice(["signed", "envisaged"]),
            "parties": rng.sample([b["id"] for b in institutions], 2),
            "requires": [f"a{rng.randrange(n)}"] if n and rng.random() < 0.7 else [],
        }
        for n in range(things)
    ]
    return cg.build_graph(dossier_from({"institutions": institutions, "agreements": agreements}))


def test_a_dossier_of_sixty_items_is_drawn():
    sixty = made_up(20, 40)
    for draw in (cg.plot.cooperation_map, cg.plot.dependency_map, cg.plot.agreement_matrix):
        assert draw(sixty) is not None
    cg.plot.roadmap_chart(sixty, cg.roadmap(sixty))


@pytest.mark.parametrize("draw", [cg.plot.cooperation_map, cg.plot.dependency_map])
def test_what_nobody_can_read_is_refused_at_once_and_offered_in_groups(draw):
    large = made_up(60, 400)
    start = time.process_time()
    with pytest.raises(cg.PictureTooLargeError, match=r"grouped\(graph\)"):
        draw(large)
    assert time.process_time() - start < 5
    ax = draw(cg.grouped(large), lang="en")
    assert len(boxes(ax)) <= 40
    assert any("n similar items" in text.get_text() for text in ax.texts)


def test_limits_are_values():
    with pytest.raises(cg.PictureTooLargeError, match="at most 5 and"):
        cg.plot.dependency_map(made_up(4, 8), limits=cg.plot.Limits(boxes=5))
    with pytest.raises(cg.PictureTooLargeError, match="cross"):
        cg.plot.dependency_map(made_up(9, 30), limits=cg.plot.Limits(crossings=0))
    with pytest.raises(cg.PictureTooLargeError, match="long"):
        cg.plot.dependency_map(made_up(4, 8), limits=cg.plot.Limits(side=100))
    with pytest.raises(cg.PictureTooLargeError, match="columns"):
        cg.plot.agreement_matrix(made_up(4, 8), limits=cg.plot.Limits(rows=5))


def test_a_thousand_parties_take_seconds_where_someone_insists():
    bodies = [
        {"id": f"b{n}", "name": f"B{n}", "kind": "state", "country": "FR"} for n in range(1000)
    ]
    raw = {
        "institutions": bodies,
        "agreements": [
            {"id": "a", "name": "A", "kind": "treaty", "status": "signed", "parties": [b["id"] for b in bodies]}
        ],
    }  # fmt: skip
    graph = cg.build_graph(dossier_from(raw))
    start = time.process_time()
    with pytest.raises(cg.PictureTooLargeError):
        cg.plot.cooperation_map(graph)
    assert time.process_time() - start < 5
    assert len(boxes(cg.plot.cooperation_map(cg.grouped(graph)))) == 2


def test_three_hundred_treaties_are_grouped_into_a_picture():
    """Real references between environmental agreements."""
    table = SHARED / "data" / "manyenviron" / "references_ECOLEX_REF.csv"
    if not table.exists():
        pytest.skip("the treaties are not here")
    treaties = nx.MultiDiGraph(language="en")
    with table.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["RefType"] in {"Amends", "Enabled by"}:
                relation = {"Amends": "amends", "Enabled by": "implements"}[row["RefType"]]
                for item in (row["treatyID1"], row["treatyID2"]):
                    treaties.add_node(
                        item, record="agreement", title=item, status="signed", kind="treaty"
                    )
                treaties.add_edge(row["treatyID1"], row["treatyID2"], relation, relation=relation)
    with pytest.raises(cg.PictureTooLargeError):
        cg.plot.dependency_map(treaties)
    small = cg.grouped(treaties)
    ax = cg.plot.dependency_map(small)
    assert 20 <= len(boxes(ax)) <= 40
    assert re.search(r"\d+ × treaty", " ".join(text.get_text() for text in ax.texts))
