"""Time and peak memory of the engines on tables of relations, compared with budgets.

Every answer is compared with a breadth-first search by scipy before its time counts. The tables are
written first, and each measurement runs in a new process, whose peak memory is recorded.

    python benchmarks/engines.py            the budgets; fails if one is exceeded
    python benchmarks/engines.py --more     all installed engines, registries, rings
"""

import contextlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import registries
from registries import Array, Relations
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the servers that the tests start

from tests.sql.engines.servers import MissingPartError, postgresql

import coopgraph as cg
from coopgraph.answers.reach import Direction
from coopgraph.sql.engines import ENGINES
from coopgraph.sql.relation_graph import RelationGraph

MILLION = 1_000_000
Measured = dict[str, Any]


def walked(arrays: Relations, root: int, *, required: bool) -> Array:
    """All dependents of an item, by scipy."""
    dependent, depends_on, sure = arrays
    kept = sure if required else slice(None)
    ends = depends_on[kept], dependent[kept]
    items = 1 + max(dependent.max(), depends_on.max())
    links = coo_array((np.ones(len(ends[0]), np.int8), ends), shape=(items, items)).tocsr()
    found = breadth_first_order(links, root, return_predecessors=False)
    return np.sort(found[found != root])


def popular(arrays: Relations, count: int) -> list[int]:
    """The items with the most direct dependents."""
    relied_on = np.bincount(arrays[1])
    return np.argsort(-relied_on, kind="stable")[:count].tolist()


# -- run in a process of their own --------------------------------------------------------------


def opened(path: Path, engine: str, memory: str | None, url: str | None) -> RelationGraph:
    """Open the relations in an engine."""
    if engine == "duckdb" and memory:
        import duckdb

        connection = duckdb.connect(config={"memory_limit": memory, "threads": 2})
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"CREATE TABLE relation AS FROM '{path}'")
        return RelationGraph(connection)
    return cg.read_relations(path, engine=engine, url=url)


def one(
    path: Path, root: int, engine: str, memory: str | None = None, url: str | None = None
) -> Measured:
    """Load the table, search the dependents of one item, and fetch their ids."""
    began = time.perf_counter()
    graph = opened(path, engine, memory, url)
    loaded, busy = time.perf_counter(), time.process_time()
    with graph.walk([root], Direction.DEPENDENTS) as reached:
        asked, cpu = time.perf_counter(), time.process_time() - busy
        (found,) = graph.columns(f"SELECT node FROM {reached} WHERE depth > 0", 1)
    with graph.walk([root], Direction.DEPENDENTS, required=True) as reached:
        (sure,) = graph.columns(f"SELECT node FROM {reached} WHERE depth > 0", 1)
    peak = peak_of_process()
    graph.close()
    return {
        "load": loaded - began,
        "seconds": asked - loaded,
        "cpu": cpu,
        "peak": peak,
        "found": np.sort(found),
        "sure": np.sort(sure),
    }


def whole_answer(path: Path, root: int) -> Measured:
    """The public question: the table of dependents, certain and possible, in Python."""
    with cg.read_relations(path) as graph:
        began, busy = time.perf_counter(), time.process_time()
        answer = cg.dependents(graph, root)
        return {
            "seconds": time.perf_counter() - began,
            "cpu": time.process_time() - busy,
            "peak": peak_of_process(),
            "found": len(answer),
        }


def counts(path: Path, roots: list[int]) -> Measured:
    """Count the dependents of many items."""
    with cg.read_relations(path) as graph:
        began, busy = time.perf_counter(), time.process_time()
        answer = cg.exposure(graph, agreements=roots)
        seconds, cpu = time.perf_counter() - began, time.process_time() - busy
        totals = {
            row.item.id: (row.dependents + row.dependents_possible, row.dependents)
            for row in answer
        }
    return {"seconds": seconds, "cpu": cpu, "peak": peak_of_process(), "found": totals}


def peak_of_process() -> float:
    """Peak memory of this process, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# -- the measurements ------------------------------------------------------------------------------


def apart(function: Callable[..., Measured], *arguments: object) -> Measured:
    """Run a measurement in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def report(
    name: str, measured: Measured, *, budget: tuple[float, float | None] | None = None
) -> bool:
    """Print one line; return whether the budget, in seconds and megabytes, is kept."""
    seconds, peak = measured["seconds"], measured["peak"]
    held = budget is None or (seconds <= budget[0] and peak <= (budget[1] or peak))
    goal = f"budget {budget[0]} s{f', {budget[1]} MB' if budget[1] else ''}" if budget else ""
    load = f"load {measured['load']:.2f} s" if "load" in measured else ""
    print(
        f"{name:<58} {seconds:7.2f} s {measured['cpu']:7.2f} s of processors {peak:6.0f} MB  "
        f"{load:<14} {goal} {'' if held else 'MISSED'}"
    )
    return held


def same(measured: Measured, arrays: Relations, root: int) -> None:
    """Check the answer against scipy's."""
    for name, required in (("found", False), ("sure", True)):
        assert np.array_equal(measured[name], walked(arrays, root, required=required)), name


def budgets(folder: Path) -> bool:
    """Measure what has a budget; return whether all budgets are kept."""
    held = []
    million = registries.relations(MILLION, dense=True)
    path = folder / "dense-1e6.parquet"
    registries.write(path, million)
    (root,) = popular(million, 1)
    measured = apart(one, path, root, "duckdb")
    same(measured, million, root)
    print(f"dense 1e6: {len(measured['found']):,} rely on {root}")
    held.append(report("DuckDB, dense 1e6, one walk", measured, budget=(1, None)))
    report("  the same as cg.dependents, certain and possible", apart(whole_answer, path, root))

    roots = popular(million, 1000)
    measured = apart(counts, path, roots)
    for some in roots[::250]:
        totals = [len(walked(million, some, required=required)) for required in (False, True)]
        assert measured["found"][some] == tuple(totals)
    held.append(report("cg.exposure of 1,000, dense 1e6", measured, budget=(10, 500)))

    many = registries.relations(10 * MILLION, dense=True)
    path = folder / "dense-1e7.parquet"
    registries.write(path, many)
    (root,) = popular(many, 1)
    measured = apart(one, path, root, "duckdb", "500MB")
    same(measured, many, root)
    print(f"dense 1e7: {len(measured['found']):,} rely on {root}")
    held.append(report("DuckDB limited to 500 MB, dense 1e7, one walk", measured, budget=(5, None)))
    return all(held)


def more(folder: Path) -> None:
    """Measure every engine that is available."""
    cases = {
        "sparse 1e6": registries.relations(MILLION, dense=False),
        "dense 1e6": registries.relations(MILLION, dense=True),
        "ring of 2,000": registries.ring(2000),
    }
    with contextlib.ExitStack() as stack:
        urls: dict[str, str | None] = dict.fromkeys(ENGINES)
        try:
            urls["postgresql"] = stack.enter_context(postgresql())
        except MissingPartError as error:
            print(error)
            del urls["postgresql"]
        for name, arrays in cases.items():
            path = folder / f"{name}.parquet"
            registries.write(path, arrays)
            (root,) = popular(arrays, 1)
            for engine, url in urls.items():
                if engine == "spark" and "ring" in name:
                    continue  # Spark would run two thousand jobs
                measured = apart(one, path, root, engine, None, url)
                same(measured, arrays, root)
                report(f"{engine}, {name} ({len(measured['found']):,} found)", measured)


def main() -> None:
    """Measure what the arguments ask for."""
    with tempfile.TemporaryDirectory() as folder:
        if "--more" in sys.argv:
            more(Path(folder))
        elif not budgets(Path(folder)):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
