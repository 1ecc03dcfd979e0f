"""Compare the layout of the dependency map with Graphviz: crossings, length of lines, area, time.

Run it with ``python benchmarks/crossings.py``; it needs ``dot``. Crossings are counted on the drawn
curves, in the same way for both layouts: curves are cut into short straight pieces, and pairs of
pieces of different lines that cross are counted. Look at the ratios; below 1 is better than dot. The
graphs are the bundled dossier, random ones, and treaties where their table is present.
"""

import csv
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np

import coopgraph as cg
from coopgraph.plot.geometry.layers import Layers, Link, layer_layout

TABLES = Path(__file__).parents[2] / "shared" / "data" / "manyenviron"
RELATIONS = {"Amends": "amends", "Enabled by": "implements"}
SIZE = (168.0, 46.0)  # of a box, in points
PIECES = 16  # of one bend
MOST = 310  # items

Points = np.ndarray


def made_up(items: int, seed: int) -> list[Link]:
    """Agreements that require earlier ones, and institutions that are party to a few."""
    rng = random.Random(seed)
    links = set()
    for n in range(items):
        if n and n < items * 0.6:
            links |= {
                (f"a{n}", f"a{rng.randrange(max(0, n - 15), n)}")
                for _ in range(rng.choice([0, 1, 1, 2]))
            }
        elif n:
            parties = rng.randint(1, 3)
            links |= {(f"b{n}", f"a{rng.randrange(int(items * 0.6))}") for _ in range(parties)}
    return sorted(links)


def treaties() -> dict[str, list[Link]]:
    """The largest component of the treaties, and components with 300 treaties together."""
    table = TABLES / "references_ECOLEX_REF.csv"
    if not table.exists():
        return {}
    graph: nx.DiGraph[str] = nx.DiGraph()
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["RefType"] in RELATIONS and row["treatyID1"] != row["treatyID2"]:
                graph.add_edge(row["treatyID1"], row["treatyID2"])
    parts = sorted(nx.weakly_connected_components(graph), key=lambda p: (-len(p), min(p)))
    most: set[str] = set()
    for part in parts:
        if len(most) + len(part) <= MOST:
            most |= part
    return {
        "treaties, largest part": sorted(graph.subgraph(parts[0]).edges),
        "treaties, 300": sorted(graph.subgraph(most).edges),
    }


def bundled() -> list[Link]:
    """The links of the bundled dossier that carry reliance."""
    graph = cg.build_graph(cg.example())
    carrying = {"party_to", "takes_part_in", "provision_of", "requires", "implements", "amends"}
    return sorted({(u, v) for u, v, kind in graph.edges(data="relation") if kind in carrying})


def bezier(
    a: Sequence[float], b: Sequence[float], c: Sequence[float], d: Sequence[float]
) -> Points:
    """Points on a cubic Bézier curve."""
    t = np.linspace(0, 1, PIECES + 1)[:, None]
    corners = [np.asarray(p, float) for p in (a, b, c, d)]
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return sum(w * p for w, p in zip(weights, corners, strict=True))


def ours(plan: Layers) -> list[Points]:
    """Our curves, as the canvas draws them."""
    curves = []
    for route in plan.routes.values():
        bends = []
        for a, b in pairwise(route.points):
            bend = (b.x - a.x) / 2
            bends.append(bezier(a, (a.x + bend, a.y), (b.x - bend, b.y), b))
        curves.append(np.vstack(bends))
    return curves


def dots(links: Iterable[Link]) -> tuple[list[Points], float, float]:
    """Graphviz's curves, the area of its drawing, and the seconds that it took."""
    links = list(links)
    names = {item: f"n{n}" for n, item in enumerate(sorted({i for link in links for i in link}))}
    width, height = SIZE
    lines = "\n".join(f"{names[a]} -> {names[b]};" for a, b in links)
    text = (
        f"digraph {{ rankdir=RL; ranksep={64 / 72}; nodesep={12 / 72};"
        f'node [shape=box, fixedsize=true, width={width / 72}, height={height / 72}, label=""];'
        f"{lines} }}"
    )
    start = time.perf_counter()
    done = subprocess.run(
        ["dot", "-Tjson"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - start
    drawing = json.loads(done.stdout)
    curves = []
    for edge in drawing.get("edges", ()):
        words = [word for word in edge["pos"].split() if word[0] not in "es"]
        points = [tuple(map(float, word.split(","))) for word in words]
        bends = [bezier(*points[n : n + 4]) for n in range(0, len(points) - 3, 3)]
        curves.append(np.vstack(bends))
    left, bottom, right, top = map(float, drawing["bb"].split(","))
    return curves, (right - left) * (top - bottom), seconds


def crossings(curves: Sequence[Points]) -> int:
    """Count the pairs of pieces of different lines that cross."""
    starts = np.vstack([curve[:-1] for curve in curves])
    ends = np.vstack([curve[1:] for curve in curves])
    line = np.repeat(np.arange(len(curves)), [len(curve) - 1 for curve in curves])
    found = 0
    for n in range(len(starts)):
        others = line > line[n]
        if not others.any():
            break
        a, b, c, d = starts[n], ends[n], starts[others], ends[others]
        sides = side(a, b, c) * side(a, b, d), side(c, d, a) * side(c, d, b)
        found += int(((sides[0] < 0) & (sides[1] < 0)).sum())
    return found


def side(a: Points, b: Points, c: Points) -> Points:
    """The side of the line through ``a`` and ``b`` on which ``c`` is, as a sign."""
    return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )


def length(curves: Sequence[Points]) -> float:
    """The total length of all lines, in points."""
    return float(sum(np.linalg.norm(np.diff(curve, axis=0), axis=1).sum() for curve in curves))


def main() -> None:
    """Print a row for each graph."""
    if not shutil.which("dot"):
        print("dot is not installed: nothing to compare with")
        sys.exit(0)
    graphs = {
        "bundled dossier": bundled(),
        "made-up, 60": made_up(60, 1),
        "made-up, 60 again": made_up(60, 2),
        "made-up, 150": made_up(150, 1),
        **treaties(),
    }
    head = ("items", "lines", "ours", "dot", "crossings", "length", "area", "time")
    print(f"{'':24}" + "".join(f"{word:>10}" for word in head))
    for name, links in graphs.items():
        items = sorted({item for link in links for item in link})
        start = time.perf_counter()
        plan = layer_layout(dict.fromkeys(items, SIZE), links)
        seconds = time.perf_counter() - start
        curves = ours(plan)
        theirs, their_area, their_seconds = dots(links)
        area = np.ptp(np.vstack(curves)[:, 0]) * np.ptp(np.vstack(curves)[:, 1])
        one, other = crossings(curves), crossings(theirs)
        print(
            f"{name:24}{len(items):10}{len(links):10}{one:10}{other:10}"
            f"{(one + 1) / (other + 1):10.2f}{length(curves) / length(theirs):10.2f}"
            f"{area / their_area:10.2f}{seconds / their_seconds:10.2f}"
        )


if __name__ == "__main__":
    main()
