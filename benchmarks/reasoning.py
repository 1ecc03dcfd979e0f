"""Time of the reasoning, as ratios to one search by networkx in the same graph.

Run it with ``make bench``. Look at the ratios rather than the seconds.
"""

import random
import statistics
import time
from collections.abc import Callable
from functools import partial

import networkx as nx

import coopgraph as cg

SIGNED = 0.45  # the share of agreements that are signed already


def cooperation(items: int, seed: int = 1) -> cg.Dossier:
    """Agreements in layers, each requiring up to three earlier ones, some of them alternatives."""
    rng = random.Random(seed)
    bodies = [f"body-{n}" for n in range(items // 5)]
    agreements = []
    for n in range(items):
        earlier = [f"item-{m}" for m in range(max(0, n - 60), n)]
        requires = [
            {"any_of": rng.sample(earlier, min(len(earlier), rng.choice([1, 1, 2, 3])))}
            for _ in range(rng.randint(0, 2))
            if earlier
        ]
        agreements.append(
            {
                "id": f"item-{n}",
                "name": f"Item {n}",
                "kind": "specific",
                "status": "signed" if rng.random() < SIGNED else "envisaged",
                "parties": rng.sample(bodies, 2),
                "requires": requires,
            }
        )
    institutions = [{"id": b, "name": b, "kind": "agency"} for b in bodies]
    return cg.Dossier.model_validate({"institutions": institutions, "agreements": agreements})


def median(call: Callable[[], object], runs: int = 5) -> float:
    """The median time of a call, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print a table for each size."""
    for items in (100, 1000):
        graph = cg.build_graph(cooperation(items))
        goal = max(
            (f"item-{n}" for n in range(items - 40, items)),
            key=lambda item: len(cg.unlock(graph, item)),
        )
        walk = median(partial(nx.ancestors, graph, "item-0"))
        plans = cg.unlock(graph, goal)
        cuts = cg.blockers(graph, goal, max_size=2)
        print(
            f"\n{items} items, {graph.number_of_edges()} links; goal {goal}: "
            f"{len(plans)} plans (all: {plans.complete}), {len(cuts)} blockers (all: {cuts.complete})"
        )
        print(f"{'':16}{'seconds':>9}{'x one walk':>12}")
        calls = {
            "what_if": partial(cg.what_if, graph, fails=["item-0"]),
            "unlock": partial(cg.unlock, graph, goal),
            "single_points": partial(cg.single_points, graph, goal),
            "blockers": partial(cg.blockers, graph, goal, max_size=2),
            "ready": partial(cg.ready, graph),
            "roadmap": partial(cg.roadmap, graph),
        }
        for name, call in calls.items():
            seconds = median(call, runs=3)
            print(f"{name:16}{seconds:9.3f}{seconds / walk:12.0f}")


if __name__ == "__main__":
    main()
