"""Circles of items that wait for one another."""

from dataclasses import dataclass

import networkx as nx

from coopgraph.answers.answer import CERTAINTY, Answer, Column, each, joined, language_for
from coopgraph.answers.order import by_certainty, items_of
from coopgraph.graph.items import Item
from coopgraph.graph.schema import Graph
from coopgraph.network.old_conditions import ConditionGraph, readings
from coopgraph.words.vocabulary import Certainty

__all__ = ["Deadlock", "Deadlocks", "circles_in", "deadlocks"]


@dataclass(frozen=True, slots=True)
class Deadlock:
    """Items that wait for one another, so that none can come first."""

    items: tuple[Item, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True, repr=False)
class Deadlocks(Answer[Deadlock]):
    """All circles of open items none of which can start: certain before possible, by ids."""

    titles = "title-deadlocks", "no-deadlocks"
    columns = (
        Column("ids", each("items"), "circle", joined("items", "full", " ⇄ ")),
        Column("titles", each("items", "title")),
        CERTAINTY,
    )

    rows: tuple[Deadlock, ...]


def deadlocks(graph: Graph, *, lang: str | None = None) -> Deadlocks:
    """Circles of open items that need one another and none of which can be reached.

    A circle is ``certain`` if required links alone close it. Parameters and errors are those of
    :func:`ready`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.deadlocks(cg.build_graph(cg.example())))
    0
    """
    lang = language_for(graph, lang)
    rows = (
        Deadlock(items_of(graph, circle, lang), certainty)
        for circle, certainty in by_certainty(*map(_stuck_circles, readings(graph)))
    )
    return Deadlocks(tuple(rows), lang=lang)


def _stuck_circles(reading: ConditionGraph) -> list[tuple[str, ...]]:
    stuck = reading.open_items - set(reading.attainable(reading.standing))
    needs: nx.DiGraph[str] = nx.DiGraph()
    needs.add_edges_from(
        (item, one)
        for item in stuck
        for condition in reading.conditions[item]
        for one in condition.among
        if one in stuck
    )
    return circles_in(needs)


def circles_in(needs: "nx.DiGraph[str]") -> list[tuple[str, ...]]:
    """The sets of items that need one another, an item that needs itself included; all sorted."""
    components = nx.strongly_connected_components(needs)
    circles = (tuple(sorted(component)) for component in components)
    return sorted(c for c in circles if len(c) > 1 or needs.has_edge(c[0], c[0]))
