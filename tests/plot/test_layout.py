import itertools
import math
import os
import subprocess
import sys
from datetime import date

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.plot.geometry.column import Tie
from coopgraph.plot.geometry.lanes import lane_layout
from coopgraph.plot.geometry.layers import layer_layout
from coopgraph.plot.geometry.layout import Box, count_crossings, place_near
from coopgraph.plot.geometry.ordering import order_rows
from coopgraph.plot.geometry.ranks import rank_items
from coopgraph.plot.geometry.schedule import schedule_layout
from coopgraph.plot.geometry.time_scale import time_scale
from coopgraph.records.validation import dossier_from
from coopgraph.words.relations import Relation
from tests.strategies import dossiers

ITEMS = [f"n{n}" for n in range(9)]
sizes = st.fixed_dictionaries(
    {item: st.tuples(st.floats(40, 200), st.floats(20, 80)) for item in ITEMS}
)
links = st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)), max_size=22)


@given(
    st.lists(st.floats(-100, 100), min_size=1, max_size=6),
    st.data(),
)
def test_boxes_stand_as_near_as_their_order_allows(wanted, data):
    """No other arrangement in the same order, tried at random, is nearer."""
    heights = [data.draw(st.floats(1, 20)) for _ in wanted]
    gaps = [data.draw(st.floats(0, 10)) for _ in wanted[1:]]
    placed = place_near(wanted, heights, gaps)

    def room(n):
        return heights[n] / 2 + gaps[n] + heights[n + 1] / 2

    for n, (one, other) in enumerate(itertools.pairwise(placed)):
        assert other - one >= room(n) - 1e-6

    def cost(places):
        return sum((place - want) ** 2 for place, want in zip(places, wanted, strict=True))

    other = [data.draw(st.floats(-150, 150))]
    for n in range(len(wanted) - 1):
        other.append(other[-1] + room(n) + data.draw(st.floats(0, 40)))
    assert cost(placed) <= cost(other) + 1e-6


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=9))
def test_crossings_are_counted_pair_by_pair(ends):
    crossing = [
        (a, b) for a, b in itertools.combinations(ends, 2) if (a[0] - b[0]) * (a[1] - b[1]) < 0
    ]
    assert count_crossings(ends) == len(crossing)


def sampled(route):
    """Points along a route as it is drawn."""
    for a, b in itertools.pairwise(route.points):
        for n in range(41):
            t = n / 40
            if route.curved:  # the Bézier curve with level tangents that the canvas draws
                bend = (b.x - a.x) / 2
                xs = (a.x, a.x + bend, b.x - bend, b.x)
                ys = (a.y, a.y, b.y, b.y)
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                yield (
                    math.fsum(w * x for w, x in zip(weights, xs, strict=True)),
                    math.fsum(w * y for w, y in zip(weights, ys, strict=True)),
                )
            else:
                yield a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t


def overlap(one, other):
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def assert_clear(boxes, routes):
    """No two boxes overlap, and no line runs over a box, its own ones included."""
    for one, other in itertools.combinations(boxes.values(), 2):
        assert not overlap(one, other)
    for route in routes.values():
        for x, y in sampled(route):
            for box in boxes.values():
                inside = Box(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1)
                assert not (inside.left < x < inside.right and inside.top < y < inside.bottom)


def assert_tied(boxes, routes, ends):
    """Each line starts at the edge of what relies and ends at that of what is relied on."""
    for tie, route in routes.items():
        for item, point in zip(ends(tie), (route.points[0], route.points[-1]), strict=True):
            box = boxes[item]
            on_side = min(abs(point.x - box.left), abs(point.x - box.right)) < 1e-6
            on_top = min(abs(point.y - box.top), abs(point.y - box.bottom)) < 1e-6
            assert on_side or on_top
            assert box.left - 1e-6 <= point.x <= box.right + 1e-6
            assert box.top - 1e-6 <= point.y <= box.bottom + 1e-6


@given(sizes, links)
def test_layers_are_clear_whatever_relies_on_what(sizes, links):
    """With cycles, self-loops and links over many layers."""
    plan = layer_layout(sizes, links)
    assert set(plan.boxes) == set(sizes)
    assert set(plan.routes) == set(links)
    assert_clear(plan.boxes, plan.routes)
    assert_tied(plan.boxes, plan.routes, lambda link: link)


@given(sizes, links, st.randoms(use_true_random=False))
def test_layers_do_not_depend_on_order(sizes, links, rng):
    other, mixed = list(links), list(sizes.items())
    rng.shuffle(other)
    rng.shuffle(mixed)
    assert layer_layout(sizes, links) == layer_layout(dict(mixed), other)


def test_what_is_relied_on_stands_to_the_left():
    sizes = dict.fromkeys("abcd", (60.0, 30.0))
    plan = layer_layout(sizes, [("b", "a"), ("c", "b"), ("d", "a"), ("c", "a")])
    lefts = {item: box.left for item, box in plan.boxes.items()}
    assert lefts["a"] < lefts["b"] == lefts["d"] < lefts["c"]
    assert plan.crossings == 0


@st.composite
def lanes(draw):
    bodies = [f"i{n}" for n in range(draw(st.integers(0, 6)))]
    things = [f"t{n}" for n in range(draw(st.integers(1, 6)))]
    groups = {}
    for body in bodies:
        groups.setdefault(draw(st.sampled_from("MFS")), []).append(body)
    cut = draw(st.integers(0, len(things)))
    sections = {"A": things[:cut], "B": things[cut:]}
    pairs = [
        *itertools.product(bodies, things),
        *itertools.product(things, things),
        *((a, b) for a, b in itertools.product(bodies, bodies) if a != b),
    ]
    ties = draw(
        st.lists(
            st.builds(
                lambda pair, key: Tie(*pair, key), st.sampled_from(pairs), st.sampled_from("xy")
            ),
            max_size=16,
        )
    )
    sizes = {i: (draw(st.floats(60, 180)), draw(st.floats(24, 70))) for i in [*bodies, *things]}
    return sizes, groups, sections, ties


@given(lanes())
def test_lanes_are_clear_whatever_is_tied_to_what(case):
    """Every relation is drawn once, between its two items, over no box."""
    sizes, groups, sections, ties = case
    plan = lane_layout(sizes, groups, sections, ties)
    assert set(plan.boxes) == set(sizes)
    assert set(plan.routes) == set(ties)
    assert_clear(plan.boxes, plan.routes)
    assert_tied(plan.boxes, plan.routes, lambda tie: tie.ends)
    for frame in plan.lanes:
        for body in groups[frame.label]:
            box = plan.boxes[body]
            assert frame.box.left <= box.left <= box.right <= frame.box.right
            assert frame.box.top <= box.top <= box.bottom <= frame.box.bottom
    for one, other in itertools.combinations(plan.lanes, 2):
        assert not overlap(one.box, other.box)


@given(lanes())
def test_parallel_lines_in_the_middle_do_not_lie_on_each_other(case):
    plan = lane_layout(*case)
    ends = [tie.ends for tie in plan.routes]
    starts = [
        (round(route.points[0].x, 3), round(route.points[0].y, 3))
        for tie, route in plan.routes.items()
        if ends.count(tie.ends) == 1
        and tie.dependent.startswith("t")
        and tie.ends[0] != tie.ends[1]
    ]
    assert len(starts) == len(set(starts))


def test_positions_are_computed_without_matplotlib_and_whatever_the_hash_seed():
    """Run with two seeds, in processes of their own."""
    code = """
import sys, types
# The package of pictures imports matplotlib for its figures; its geometry does not need it.
import coopgraph
package = types.ModuleType("coopgraph.plot")
package.__path__ = [coopgraph.__path__[0] + "/plot"]
sys.modules["coopgraph.plot"] = package
from coopgraph.plot.geometry.layers import layer_layout
from coopgraph.plot.geometry.lanes import lane_layout
from coopgraph.plot.geometry.column import Tie
graph = coopgraph.build_graph(coopgraph.example())
sizes = {item: (120.0, 40.0) for item in graph}
ties = [Tie(u, v, k) for u, v, k in graph.edges(keys=True)]
bodies = [i for i, r in graph.nodes(data="record") if r == "institution"]
others = [i for i in graph if i not in bodies]
print(layer_layout(sizes, [t.ends for t in ties]))
print(lane_layout(sizes, {"A": bodies[::2], "B": bodies[1::2]}, {"C": others}, ties))
assert "matplotlib" not in sys.modules
"""
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 1000


@pytest.mark.parametrize("count", [1, 40])
def test_long_chains_and_wide_layers_are_laid_out(count):
    sizes = {f"n{n}": (80.0, 30.0) for n in range(120)}
    links = [(f"n{n + count}", f"n{n}") for n in range(120 - count)]
    plan = layer_layout(sizes, links)
    assert_clear(plan.boxes, plan.routes)


acyclic = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda ends: ends[0] > ends[1]),
    max_size=9,
)


@given(acyclic)
def test_ranks_make_the_lines_as_short_as_they_can_be(pairs):
    """Against every way of ranking a few items."""
    links = sorted({(f"n{a}", f"n{b}") for a, b in pairs})
    items = sorted({item for link in links for item in link})
    rank, turned = rank_items(items, links)
    assert not turned
    assert all(rank[a] > rank[b] for a, b in links)
    best = min(
        (
            sum(place[a] - place[b] for a, b in links)
            for ranks in itertools.product(range(min(len(items), 4)), repeat=len(items))
            if all((place := dict(zip(items, ranks, strict=True)))[a] > place[b] for a, b in links)
        ),
        default=None,
    )
    if best is not None:
        assert sum(rank[a] - rank[b] for a, b in links) <= best


@given(links)
def test_only_links_on_circles_are_turned_round(links):
    proper = sorted({(a, b) for a, b in links if a != b})
    rank, turned = rank_items(ITEMS, proper)
    network = nx.DiGraph(proper)
    for a, b in proper:
        assert (rank[a] > rank[b]) != ((a, b) in turned)
        if (a, b) in turned:
            assert nx.has_path(network, b, a)


@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=3),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=9),
)
def test_rows_are_ordered_with_as_few_crossings_as_any_order_has(sizes, wanted):
    """Against every order of small rows; what is found is seldom, and never much, worse."""
    numbers = itertools.count()
    rows = [[next(numbers) for _ in range(size)] for size in sizes]
    row_of = {place: n for n, row in enumerate(rows) for place in row}
    ties = sorted((a, b) for a, b in wanted if a in row_of and row_of.get(b) == row_of[a] + 1)

    def crossings(order):
        at = {place: n for row in order for n, place in enumerate(row)}
        return sum(
            count_crossings((at[a], at[b]) for a, b in ties if row_of[a] == n)
            for n in range(len(rows))
        )

    order, fewest = order_rows(rows, ties)
    assert [sorted(row) for row in order] == rows
    assert fewest == crossings(order)
    if math.prod(math.factorial(size) for size in sizes) <= 600:
        best = min(
            crossings(choice)
            for choice in itertools.product(*(itertools.permutations(row) for row in rows))
        )
        assert fewest <= best + 1


@given(dossiers())
def test_the_layers_of_any_dossier_are_clear(raw):
    """No box on another, no line under a box that it does not touch; circles included."""
    graph = cg.build_graph(dossier_from(raw))
    plan = layer_layout(dict.fromkeys(graph, (120.0, 40.0)), list(graph.edges()))
    assert_clear(plan.boxes, plan.routes)


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=4),
    st.data(),
)
def test_steps_of_a_roadmap_stand_below_each_other_and_lines_beside_them(counts, data):
    numbers = itertools.count()
    stages = [[f"s{next(numbers)}" for _ in range(count)] for count in counts]
    after = {}
    for n, stage in enumerate(stages):
        earlier = [step for one in stages[:n] for step in one]
        for step in stage:
            after[step] = (
                data.draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3))
                if earlier
                else []
            )
    sizes = {step: (150.0, data.draw(st.floats(24, 90))) for stage in stages for step in stage}
    plan = schedule_layout(stages, sizes, after)
    assert_clear(plan.boxes, plan.routes)
    assert_tied(plan.boxes, plan.routes, lambda link: link)
    for stage, frame in zip(stages, plan.stages, strict=True):
        for step in stage:
            assert frame.box.top <= plan.boxes[step].top
            assert plan.boxes[step].bottom <= frame.box.bottom


@given(st.lists(st.dates(), min_size=1, max_size=5))
@example([date.max])
@example([date.min])
def test_a_scale_holds_all_its_days_in_order(days):
    scale = time_scale(days, 10.0, 300.0)
    places = [scale.at(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(10.0 <= place <= 310.0 for place in places)
    assert 1 <= len(scale.ticks) <= 14


def test_crossings_do_not_grow_in_the_bundled_dossier(graph):
    """Graphviz draws the same with 29 crossings (``benchmarks/crossings.py``)."""
    links = [
        (u, v) for u, v, kind in graph.edges(data="relation") if Relation(kind).carries_reliance
    ]
    assert layer_layout(dict.fromkeys(graph, (168.0, 46.0)), links).crossings <= 22
