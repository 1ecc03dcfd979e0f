"""Circles of items that wait for one another."""

from dataclasses import dataclass

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import CERTAINTY, Answer, Column, each, joined, language_for
from coopgraph.answers.milestones import Names
from coopgraph.answers.order import by_certainty, items_of
from coopgraph.graph.items import Item
from coopgraph.graph.schema import Graph
from coopgraph.network.circles import circles_among, stuck_in
from coopgraph.network.fixpoints import View, views_of
from coopgraph.network.snapshot import network_of, text_as_of
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


@gc_paused()
def deadlocks(graph: Graph, *, as_of: object = None, lang: str | None = None) -> Deadlocks:
    """Circles of items whose milestones wait for one another, so that none can come first.

    They could all be reached if they came at once. A circle is ``certain`` if both readings of
    :func:`coopgraph.state` have it. What an agreement itself contains, such as a provision that it
    requires, can be agreed with it, and is no circle. Parameters and errors are those of
    :func:`ready`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.deadlocks(cg.build_graph(cg.example())))
    0
    """
    lang = language_for(graph, lang)
    network = network_of(graph, as_of)
    names = Names(graph, network, lang)
    optimistic, pessimistic = (
        set(circles_in(names, view, stuck_in(view))) for view in views_of(network, network.facts)
    )
    rows = (
        Deadlock(items_of(graph, circle, lang), certainty)
        for circle, certainty in by_certainty(optimistic & pessimistic, optimistic | pessimistic)
    )
    return Deadlocks(tuple(rows), lang=lang, as_of=text_as_of(graph, as_of))


def circles_in(names: Names, view: View, stuck: frozenset[int]) -> list[tuple[str, ...]]:
    """The ids of the items that wait for one another among some stuck elements, each sorted.

    A component that could be agreed with its agreement counts as itself.
    """
    circles = (
        tuple(sorted({names.id_of(element) for element in circle if names.is_named(element)}))
        for circle in circles_among(view, stuck)
    )
    return sorted(set(filter(None, circles)))
