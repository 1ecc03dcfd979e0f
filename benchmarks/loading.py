"""From a file to the graph: the stages of coopgraph, and other libraries with the same links.

    python benchmarks/loading.py              # about 1,000 and 100,000 links: a minute or two
    python benchmarks/loading.py 1000000      # needs about 4 GB and five minutes

The file is a random dossier with names in two languages, dates, alternatives and evidence (see
``cooperations.dossier``). Everything runs in turn in one process; the figures are medians, in
microseconds of processor time per link of the graph. The other libraries only make the links, from
rows prepared beforehand: they check no record and keep no attributes of nodes. Libraries that are
not installed (dependency group ``bench``; pandas) are left out.
"""

import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkx as nx
from cooperations import dossier
from pydantic import TypeAdapter

import coopgraph as cg
from coopgraph._base.gc_pause import gc_paused
from coopgraph.io.read.json import JsonFile
from coopgraph.io.read.text import ParsedText
from coopgraph.records.dossier import Dossier, filed_records
from coopgraph.records.references import problems_between
from coopgraph.records.validation import dossier_from

LINKS_OF_A_RECORD = 2.8


def stages(path: Path) -> dict[str, Callable[[], object]]:
    """The stages of coopgraph, each from the result of the one before, and all together."""
    data = path.read_bytes()
    read = ParsedText(data, JsonFile, path).data
    sound = dossier_from(read)
    return {
        "coopgraph: from the file to the graph": lambda: cg.build_graph(cg.read(path)),
        "- bytes of the file": path.read_bytes,
        "- values of the text, no key twice": lambda: ParsedText(data, JsonFile, path),
        "- records, each and together": lambda: dossier_from(read),
        "-   of which between records": lambda: between(sound),
        "- graph of the records": lambda: cg.build_graph(sound),
    }


def between(sound: Dossier) -> None:
    with gc_paused():
        assert not list(problems_between(filed_records(sound)))


def peers(path: Path, graph: Any) -> dict[str, Callable[[], object]]:
    """Other libraries with the same bytes or the same links."""
    data = path.read_bytes()
    rows = [(u, v, key, dict(link)) for u, v, key, link in graph.edges(keys=True, data=True)]
    nodes = list(graph)
    number = {node: n for n, node in enumerate(nodes)}
    pairs = [(number[u], number[v]) for u, v, *_ in rows]
    links = [link for *_, link in rows]
    calls: dict[str, Callable[[], object]] = {
        "json.loads": lambda: json.loads(data),
        "pydantic: our records from the bytes": lambda: from_bytes(data),
        "networkx: MultiDiGraph.add_edges_from": lambda: made(rows, nodes),
        "networkx: the same, garbage collector paused": lambda: quietly(rows, nodes),
    }
    assert nx.utils.graphs_equal(made(rows, graph.nodes(data=True)), bare(graph))
    if find_spec("pandas"):
        import pandas as pd

        frame = pd.DataFrame([{"u": u, "v": v, "key": key, **link} for u, v, key, link in rows])
        calls["pandas: nx.from_pandas_edgelist"] = lambda: nx.from_pandas_edgelist(
            frame, "u", "v", edge_attr=True, create_using=nx.MultiDiGraph, edge_key="key"
        )
    if find_spec("rustworkx"):
        calls["rustworkx: add_edges_from"] = lambda: rustworkx_graph(pairs, links, nodes)
    if find_spec("igraph"):
        calls["igraph: add_edges"] = lambda: igraph_graph(pairs, links, nodes)
    return calls


def from_bytes(data: bytes) -> Dossier:
    """In one step, which silently accepts duplicate keys."""
    with gc_paused():
        return TypeAdapter(Dossier).validate_json(data)


def made(rows: list[Any], nodes: Any) -> Any:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(rows)
    return graph


def quietly(rows: list[Any], nodes: Any) -> Any:
    with gc_paused():
        return made(rows, nodes)


def bare(graph: Any) -> Any:
    """The graph without its graph attributes."""
    graph = graph.copy()
    graph.graph.clear()
    return graph


def rustworkx_graph(pairs: list[tuple[int, int]], links: list[Any], nodes: list[str]) -> Any:
    import rustworkx

    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from([(u, v, link) for (u, v), link in zip(pairs, links, strict=True)])
    return graph


def igraph_graph(pairs: list[tuple[int, int]], links: list[Any], nodes: list[str]) -> Any:
    import igraph

    graph = igraph.Graph(n=len(nodes), directed=True)
    graph.add_edges(pairs, attributes={"link": links})
    return graph


def timed(calls: dict[str, Callable[[], object]], links: int, runs: int) -> dict[str, float]:
    """Microseconds per link: the median of several runs in turn."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(runs):
        for name, call in calls.items():
            gc.collect()
            start = time.process_time()
            kept = call()
            times[name].append(time.process_time() - start)
            del kept
    return {name: statistics.median(found) / links * 1e6 for name, found in times.items()}


def main() -> None:
    """Load dossiers of each number of links, and print the table."""
    sizes = [int(float(size)) for size in sys.argv[1:]] or [1_000, 100_000]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "dossier.json")
            raw = dossier(round(size / LINKS_OF_A_RECORD))
            path.write_text(json.dumps(raw, ensure_ascii=False, indent=2), encoding="utf-8")
            graph = cg.build_graph(cg.read(path))
            links, megabytes = graph.number_of_edges(), path.stat().st_size / 1e6
            print(f"{links:,} links of {len(graph):,} records, {megabytes:.1f} MB")
            runs = 15 if size < 10_000 else 5 if size < 500_000 else 3
            found = timed({**stages(path), **peers(path, graph)}, links, runs)
        floor = found["networkx: the same, garbage collector paused"]
        print(f"  {'':44} {'µs per link':>11} {'of the floor':>13}")
        for name, cost in found.items():
            print(f"  {name:44} {cost:11.2f} {cost / floor:12.2f}×")
    print("The floor is networkx making the links alone, with the garbage collector paused.")


if __name__ == "__main__":
    main()
