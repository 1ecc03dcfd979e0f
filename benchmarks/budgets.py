"""Questions about models that are hard on searches, each with the budget that it has unasked.

Chains of 100,000 agreements, an agreement of 50,000 parties, a dense circle of 2,000, a random
network of 2,000 that all depend on one another, and 30 layers of six, each of which needs three of
the six below. No question should take longer than some ten seconds; what it does not find by then,
it says. Run it with ``make bench``, or for some shapes: ``python benchmarks/budgets.py layers``.
"""

import random
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

import coopgraph as cg

Agreement = dict[str, Any]


def agreement(
    item: str, requires: Iterable[Any] = (), parties: Iterable[str] = ("b0",)
) -> Agreement:
    """An agreement that is only envisaged."""
    return {
        "id": item,
        "name": item,
        "kind": "specific",
        "status": "envisaged",
        "requires": list(requires),
        "parties": list(parties),
    }


def chain(size: int = 100_000) -> list[Agreement]:
    """Each requires the one before."""
    first = agreement("x0")
    return [first, *(agreement(f"x{n}", [f"x{n - 1}"]) for n in range(1, size))]


def parties(size: int = 50_000) -> list[Agreement]:
    """One has very many parties."""
    return [agreement("x0", parties=[f"b{n}" for n in range(size)]), agreement("x1", ["x0"])]


def circle(size: int = 2_000) -> list[Agreement]:
    """Each requires two of the next twenty."""
    return [
        agreement(
            f"x{n}", [{"any_of": [f"x{(n + k) % size}" for k in range(1, 21)], "at_least": 2}]
        )
        for n in range(size)
    ]


def knot(size: int = 2_000) -> list[Agreement]:
    """Each requires one of three, three times, anywhere."""
    rng = random.Random(1)
    return [
        agreement(
            f"x{n}", [{"any_of": [f"x{k}" for k in rng.sample(range(size), 3)]} for _ in "123"]
        )
        for n in range(size)
    ]


def layers(high: int = 30, wide: int = 6, needed: int = 3) -> list[Agreement]:
    """Each needs three of the six in the layer below it."""
    items = [agreement(f"x{k}", parties=[f"b{k}"]) for k in range(wide)]
    for first in range(wide, high * wide, wide):
        below = {"any_of": [f"x{k}" for k in range(first - wide, first)], "at_least": needed}
        items += [agreement(f"x{k}", [below], [f"b{k}"]) for k in range(first, first + wide)]
    last = {"any_of": [item["id"] for item in items[-wide:]], "at_least": needed}
    return [*items, agreement(f"x{high * wide}", [last])]


SHAPES: Final = {one.__name__: one for one in (layers, circle, knot, parties, chain)}


def graph_of(agreements: list[Agreement]) -> Any:
    """The graph of some agreements, with their parties."""
    bodies = dict.fromkeys(body for one in agreements for body in one["parties"])
    institutions = [{"id": body, "name": body, "kind": "agency"} for body in bodies]
    return cg.build_graph(
        cg.Dossier.model_validate({"institutions": institutions, "agreements": agreements})
    )


def questions(graph: Any, goal: str) -> dict[str, Callable[[], Any]]:
    """Every question that searches, or that has a row for each item."""
    without = cg.apply(graph, cg.Change(fails="x0"))
    return {
        "state": lambda: cg.state(graph),
        "ready": lambda: cg.ready(graph),
        "deadlocks": lambda: cg.deadlocks(graph),
        "roadmap": lambda: cg.roadmap(graph),
        "roadmap to the goal": lambda: cg.roadmap(graph, [goal]),
        "unlock": lambda: cg.unlock(graph, goal),
        "when": lambda: cg.when(graph, goal),
        "why_not": lambda: cg.why_not(graph, goal),
        "why_not without x0": lambda: cg.why_not(without, goal),
        "single_points": lambda: cg.single_points(graph, goal),
        "blockers": lambda: cg.blockers(graph, goal),
        "blockers up to 4": lambda: cg.blockers(graph, goal, max_size=4),
        "what_if x0 fails": lambda: cg.what_if(graph, fails="x0"),
        "what_if b0 withdraws": lambda: cg.what_if(graph, withdraws="b0"),
        "cooperation": lambda: cg.cooperation(graph),
        "brokers": lambda: cg.brokers(graph),
    }


def main() -> None:
    """Print a line for each question: its seconds, its rows, and whether it is complete."""
    for name in sys.argv[1:] or SHAPES:
        agreements = SHAPES[name]()
        graph = graph_of(agreements)
        print(f"\n{name}: {len(graph)} nodes, {graph.number_of_edges()} links")
        for question, ask in questions(graph, agreements[-1]["id"]).items():
            start = time.perf_counter()
            answer = ask()
            seconds = time.perf_counter() - start
            how = "complete" if answer.complete else "stopped"
            print(f"  {question:22}{seconds:7.1f} s {len(answer):8} rows  {how}", flush=True)


if __name__ == "__main__":
    main()
