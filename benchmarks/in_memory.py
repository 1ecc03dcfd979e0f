"""Whole networks in memory: coopgraph beside networkx, rustworkx, igraph and networkit.

    python benchmarks/in_memory.py              # 1,000 and 100,000 nodes: a few minutes
    python benchmarks/in_memory.py 1000000      # needs about 6 GB and half an hour

Every other library starts from graphs of its own, built beforehand and not timed: one of all links
that carry reliance, one of the binding ones. coopgraph starts from the networkx graph and reads its
current attributes; unless a line says so, its index is not built yet. *The same graph* means
networkx on the graph that coopgraph uses, through views that read the same attributes.

Answers are compared before anything is timed. Runs are interleaved in one process; the figures are
medians in seconds of processor time, which other processes disturb less than wall-clock time. ``~``
marks figures that are scaled up from a sample. Libraries that are not installed (dependency group
``bench``) are left out.
"""

import gc
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Any

import networkx as nx
from cooperations import SHAPES

import coopgraph as cg
from coopgraph.graph.meaning import BINDING, meaning_of, reliance_of
from coopgraph.graph.schema import relation_of
from coopgraph.network import counts
from coopgraph.network.links import index_of

HERE = Path(__file__).parent
TREATIES = HERE.parents[1] / "shared" / "data" / "manytreaties"
PEERS = [peer for peer in ("networkx", "rustworkx", "igraph", "networkit") if find_spec(peer)]
LARGE = 100_000
BUDGET = 1e8  # about how many nodes a sampled peer may visit in a run


class Peers:
    """The same links as a graph of every library: all that carry reliance, and the binding ones."""

    def __init__(self, graph: Any) -> None:
        self.graph = graph
        self.nodes = list(graph)
        self.number = {node: n for n, node in enumerate(self.nodes)}
        carrying, binding = index_of(graph).carrying()
        ends = index_of(graph)
        self.links = [
            list(zip(ends.dependents[m].tolist(), ends.depends_on[m].tolist(), strict=True))
            for m in (carrying, binding)
        ]
        self.kinds = [record for _, record in graph.nodes(data="record")]
        self.agreements = [n for n, kind in enumerate(self.kinds) if kind == "agreement"]
        self.of = {peer: [getattr(self, peer)(links) for links in self.links] for peer in PEERS}

    def networkx(self, links: list[tuple[int, int]]) -> Any:
        peer: nx.DiGraph[int] = nx.DiGraph()
        peer.add_nodes_from(range(len(self.nodes)))
        peer.add_edges_from(links)
        return peer

    def rustworkx(self, links: list[tuple[int, int]]) -> Any:
        import rustworkx

        peer = rustworkx.PyDiGraph(multigraph=False)
        peer.add_nodes_from(range(len(self.nodes)))
        peer.add_edges_from_no_data(links)
        return peer

    def igraph(self, links: list[tuple[int, int]]) -> Any:
        import igraph

        return igraph.Graph(n=len(self.nodes), edges=links, directed=True)

    def networkit(self, links: list[tuple[int, int]]) -> Any:
        import networkit

        networkit.setNumberOfThreads(1)
        peer = networkit.Graph(len(self.nodes), directed=True)
        for one, other in links:
            peer.addEdge(other, one)  # reversed, since networkit only searches forwards
        return peer

    def dependents(self, peer: str, number: int) -> list[set[int]]:
        """The dependents of a node: all of them, and the certain ones."""
        match peer:
            case "networkx":
                return [nx.ancestors(graph, number) for graph in self.of[peer]]
            case "rustworkx":
                import rustworkx

                return [rustworkx.ancestors(graph, number) for graph in self.of[peer]]
            case "igraph":
                found = [set(g.subcomponent(number, mode="in")) for g in self.of[peer]]
            case _:
                found = [_bfs(g, number) for g in self.of[peer]]
        return [one - {number} for one in found]

    def through_views(self, number: int) -> list[set[str]]:
        """The same with networkx alone, on the graph that coopgraph uses."""

        def carrying(one: str, other: str, key: str) -> bool:
            return relation_of(one, other, self.graph[one][other][key]).carries_reliance

        def binding(one: str, other: str, key: str) -> bool:
            return reliance_of(meaning_of(self.graph[one][other][key])) == BINDING

        views = (nx.subgraph_view(self.graph, filter_edge=keep) for keep in (carrying, binding))
        return [nx.ancestors(view, self.nodes[number]) for view in views]

    def totals(self, peer: str, sample: list[int]) -> list[list[int]]:
        """Numbers of dependents of each node in the sample: all of them, and the certain ones."""
        match peer:
            case "igraph":
                order = len(self.nodes)
                found = [g.neighborhood_size(sample, order=order, mode="in") for g in self.of[peer]]
                return [[n - 1 for n in one] for one in found]
            case "networkit":
                import networkit

                found = []
                for graph in self.of[peer]:
                    run = networkit.reachability.ReachableNodes(graph, exact=True)
                    run.run()
                    found.append([run.numberOfReachableNodes(n) - 1 for n in sample])
                return found
            case _:
                sets = [self.dependents(peer, n) for n in sample]
                return [[len(one[k]) for one in sets] for k in (0, 1)]


def _bfs(graph: Any, number: int) -> set[int]:
    import networkit

    run = networkit.distance.BFS(graph, number, storePaths=False)
    run.run()
    return {n for n, steps in enumerate(run.getDistances()) if steps < graph.numberOfNodes()}


class Table:
    """The medians of one size and shape, row by row."""

    def __init__(self, runs: int) -> None:
        self.runs, self.rows = runs, []

    def add(self, question: str, calls: dict[str, tuple[Callable[[], object], float]]) -> None:
        """Time the calls in turn; each comes with the factor that scales its sample up."""
        times: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(self.runs):
            for name, (call, _) in calls.items():
                gc.collect()
                start = time.process_time()
                call()
                times[name].append(time.process_time() - start)
        ours = statistics.median(times[next(iter(times))])
        for name, (_, scale) in calls.items():
            seconds = statistics.median(times[name]) * scale
            self.rows.append((question, name, seconds, seconds / ours, scale > 1))
            print(
                f"  {question:34} {name:30} {seconds:12.4f} s {seconds / ours:10.1f} ×", flush=True
            )


def ask(graph: Any, runs: int, *, reasoning: bool) -> Table:
    """Time all questions on one graph."""
    table = Table(runs)
    peers = Peers(graph)

    def anew(call: Callable[[], object]) -> Callable[[], object]:
        def run() -> object:
            graph.__networkx_cache__.clear()
            return call()

        return run

    table.add("index", {"coopgraph": (anew(lambda: index_of(graph)), 1)})
    sample = compared(graph, peers)
    calls = {"coopgraph, roaring bitmaps": (anew(lambda: exposed(graph, fast=True)), 1.0)}
    calls["coopgraph, integers"] = (anew(lambda: exposed(graph, fast=False)), 1.0)
    for peer in PEERS:
        part = peers.agreements if peer == "networkit" else sample
        scale = len(peers.agreements) / len(part)
        calls[peer] = (lambda peer=peer, part=part: peers.totals(peer, part), scale)
    table.add("exposure of all agreements", calls)
    hub = max(peers.agreements, key=lambda n: len(graph.pred[peers.nodes[n]]))
    middling = sorted(peers.agreements, key=lambda n: len(graph.pred[peers.nodes[n]]))
    middling = middling[len(middling) // 2 :][:20]
    for question, some in (("dependents of a hub", [hub]), ("dependents of 20 others", middling)):
        calls = {"coopgraph, with proofs": (anew(lambda s=some: ours(graph, peers, s)), 1.0)}
        views = lambda s=some: [peers.through_views(n) for n in s]  # noqa: E731
        calls["networkx, ids, the same graph"] = (views, 1.0)
        for peer in PEERS:
            calls[f"{peer}, ids, graphs built beforehand"] = (
                lambda peer=peer, s=some: [peers.dependents(peer, n) for n in s], 1.0)  # fmt: skip
        table.add(question, calls)
    project(graph, peers, table, anew)
    if reasoning:
        goal = peers.nodes[peers.agreements[len(peers.agreements) // 2]]
        for name, call in {
            "what_if": lambda: cg.what_if(graph, fails=[peers.nodes[hub]]),
            "ready": lambda: cg.ready(graph),
            "deadlocks": lambda: cg.deadlocks(graph),
            "single_points": lambda: cg.single_points(graph, goal),
        }.items():
            table.add(name, {"coopgraph": (call, 1)})
    return table


def ours(graph: Any, peers: Peers, some: Iterable[int]) -> list[cg.Reach]:
    return [cg.dependents(graph, peers.nodes[n]) for n in some]


def exposed(graph: Any, *, fast: bool) -> cg.Exposures:
    """Ask the public question, with one or the other kind of set."""
    here = counts._has_roaring
    counts._has_roaring = lambda: fast
    try:
        return cg.exposure(graph)
    finally:
        counts._has_roaring = here


def compared(graph: Any, peers: Peers) -> list[int]:
    """Choose agreements on which all libraries agree, few enough for all to finish in time."""
    rows = {row.agreement.id: row for row in exposed(graph, fast=True)}
    assert tuple(rows.values()) == exposed(graph, fast=False).exposures
    every = max(1, len(peers.agreements) // 40)
    few = peers.agreements[::every]
    totals = peers.totals(PEERS[0], few)
    for peer in PEERS[1:]:
        assert peers.totals(peer, few) == totals, peer
    for n in few:
        maybe, sure = peers.dependents(PEERS[0], n)
        row = rows[peers.nodes[n]]
        for kind, certain, possible in (
            ("institution", row.institutions, row.institutions_possible),
            ("agreement", row.agreements, row.agreements_possible),
        ):
            counted = [sum(peers.kinds[m] == kind for m in found) for found in (sure, maybe - sure)]
            assert counted == [certain, possible]
        reach = cg.dependents(graph, peers.nodes[n])
        assert {peers.number[i] for i in reach.ids} == maybe
        assert {peers.number[r.item.id] for r in reach.certain} == sure
    mean = max(1.0, statistics.fmean(totals[0]))
    size = int(min(len(peers.agreements), max(40, BUDGET / 100 / mean)))
    return peers.agreements[:: max(1, len(peers.agreements) // size)]


def project(graph: Any, peers: Peers, table: Table, anew: Any) -> None:
    """Time the projection: institutions by shared agreements."""
    bodies = [n for n, kind in enumerate(peers.kinds) if kind == "institution"]
    parties = {
        (peers.number[u], peers.number[v])
        for u, v, relation in graph.edges(data="relation")
        if relation == "party_to"
    }
    bipartite: nx.Graph[int] = nx.Graph()
    bipartite.add_nodes_from([*bodies, *peers.agreements])
    bipartite.add_edges_from(parties)
    expected = nx.bipartite.weighted_projected_graph(bipartite, bodies)
    weights = {
        tuple(sorted((peers.nodes[u], peers.nodes[v]))): w
        for u, v, w in expected.edges(data="weight")
    }
    found = cg.projection(graph).to_graph().edges(data="weight")
    assert {tuple(sorted(pair)): w for *pair, w in found} == weights
    projected = lambda: nx.bipartite.weighted_projected_graph(bipartite, bodies)  # noqa: E731
    matrix: dict[str, Any] = {
        "coopgraph": (lambda: cg.projection(graph), 1),
        "coopgraph, index rebuilt": (anew(lambda: cg.projection(graph)), 1),
        "networkx, as a graph": (projected, 1),
    }
    if "igraph" in PEERS:
        import igraph

        place = {n: k for k, n in enumerate([*bodies, *peers.agreements])}
        two = igraph.Graph(n=len(place), edges=[(place[u], place[v]) for u, v in parties])
        kinds = [n >= len(bodies) for n in range(len(place))]
        matrix["igraph"] = (lambda: two.bipartite_projection(types=kinds, which=0), 1)
    table.add("projection, as a matrix", matrix)
    table.add("projection, as a networkx graph", {
        "coopgraph": (lambda: cg.projection(graph).to_graph(), 1),
        "networkx": (projected, 1)})  # fmt: skip


def report(tables: dict[tuple[str, int], Table]) -> str:
    """Format all tables as Markdown, with growth exponents from each size to the next."""
    packages = ["coopgraph-conventions", "numpy", "scipy", "pyroaring", *PEERS]
    versions = ", ".join(f"{p} {version(p)}" for p in packages)
    lines = [
        "# Whole networks, in memory",
        "",
        (__doc__ or "").split("\n\n", 2)[2].strip(),
        "",
        f"Machine: {platform.machine()}, {_processor()}, Python {platform.python_version()}. {versions}.",
        "Look at the ratios, which vary by ±40 %. They refer to the first line of each question.",
        "coopgraph counts institutions and agreements separately, and certain and possible dependents",
        "separately; the others count all dependents together, once for each of their two graphs.",
        "*Growth* is the exponent with respect to the previous size: 1 is linear.",
    ]
    for (shape, size), table in tables.items():
        smaller = max((s for k, s in tables if k == shape and s < size), default=None)
        before = {row[:2]: row[2] for row in tables[shape, smaller].rows} if smaller else {}
        lines += ["", f"## {shape.capitalize()}, {size:,} nodes", ""]
        lines += ["| question | by | seconds | ratio | growth |", "|---|---|--:|--:|--:|"]
        for question, name, seconds, ratio, scaled in table.rows:
            then = before.get((question, name))
            growth = f"{log(seconds / then) / log(size / smaller):.2f}" if then and smaller else ""
            mark = "~" if scaled else ""
            lines.append(f"| {question} | {name} | {mark}{seconds:.4g} | {ratio:.1f} | {growth} |")
    return "\n".join(lines) + "\n"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    names = [line.split(":")[1].strip() for line in text.splitlines() if "model name" in line]
    return f"{len(names)} × {names[0]}" if names else platform.processor()


def networks(sizes: list[int]) -> Iterator[tuple[str, Any, bool]]:
    """Yield each network with its name and whether to time the reasoning too; large ones last."""
    for size in sizes:
        if size <= LARGE:
            yield "layered", SHAPES["layered"](size), True
    for shape in ("chain", "knot"):
        for size in sorted({min(size, 10_000) for size in sizes}):
            yield shape, SHAPES[shape](size), False
    if TREATIES.exists():
        mapping = HERE.parent / "docs/mappings/manytreaties.yaml"
        dossier = cg.salvage(TREATIES, mapping=mapping).dossier
        yield "the manytreaties tables", cg.build_graph(dossier), False
    for size in sizes:
        if size > LARGE:
            yield "layered", SHAPES["layered"](size), True


def main() -> None:
    """Time all networks, print the figures, and update RESULTS.md after each."""
    sizes = [int(float(size)) for size in sys.argv[1:]] or [1_000, 100_000]
    tables: dict[tuple[str, int], Table] = {}
    for shape, graph, reasoning in networks(sizes):
        size = len(graph)
        print(f"{shape}, {size:,} nodes", flush=True)
        runs = 7 if size < 10_000 else 3 if size < 500_000 else 1
        tables[shape, size] = ask(graph, runs, reasoning=reasoning)
        (HERE / "RESULTS.md").write_text(report(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
