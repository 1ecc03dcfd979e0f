"""Milestones, acts and states as answers show them: the words for the numbers of a network."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from coopgraph.answers.order import items_of
from coopgraph.graph.items import Item, evidence_of, item_of, link_attributes
from coopgraph.graph.schema import Graph, dates_of
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.network.awaited import awaited_acts
from coopgraph.network.conditions import Condition, Network
from coopgraph.network.fixpoints import ACTS, Level, View
from coopgraph.network.from_graph import ids_of
from coopgraph.network.stand_ins import expanded
from coopgraph.records.models import Evidence
from coopgraph.words.dates import EDTFDate, parsed
from coopgraph.words.vocabulary import MILESTONES, Certainty, Milestone, State

__all__ = ["Names", "Outlook", "outlook_of"]

_STATES: Final = {
    Level.ENDED: State.ENDED,
    Level.OUT_OF_REACH: State.OUT_OF_REACH,
    Level.REACHABLE: State.REACHABLE,
    Level.READY: State.READY,
    Level.FREE: State.READY,
    Level.ACHIEVED: State.ACHIEVED,
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """The state of a milestone in both readings.

    Attributes
    ----------
    at_best, at_worst
        Its state in the optimistic and in the pessimistic reading.
    """

    at_best: State
    at_worst: State

    @property
    def certainty(self) -> Certainty:
        """Certain where both readings agree."""
        return Certainty.CERTAIN if self.at_best is self.at_worst else Certainty.POSSIBLE

    def label(self, lang: str) -> str:
        """The state in words; both, where the readings disagree."""
        best = self.at_best.label(lang)
        if self.at_best is self.at_worst:
            return best
        return say("or-else", lang, best=best, worst=self.at_worst.label(lang))


def outlook_of(views: tuple[View, View], milestone: int) -> Outlook:
    """The state of a milestone in the optimistic and the pessimistic view."""
    best, worst = (_STATES[view.level(milestone)] for view in views)
    return Outlook(best, worst)


@dataclass(frozen=True)
class Names:
    """The items and words that the numbers of a network stand for.

    Attributes
    ----------
    graph, network, lang
        The graph that was compiled, its network, and the language of items.
    as_of
        The date of the state, where the answer needs it.
    """

    graph: Graph
    network: Network
    lang: str
    as_of: EDTFDate | None = None
    _items: dict[str, Item] = field(default_factory=dict, repr=False)
    _evidence: dict[tuple[str, str], tuple[Evidence, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def ids(self) -> list[str]:
        """The id of each node."""
        return ids_of(self.graph)

    @cached_property
    def number(self) -> dict[str, int]:
        """The node of each id."""
        return {item: n for n, item in enumerate(self.ids)}

    def id_of(self, element: int) -> str:
        """The item of a milestone, or the institution of an act."""
        if element in self.network.acts:
            return self.ids[self.network.acts[element][0]]
        return self.ids[self.network.node_of(element)]

    def order(self, milestone: int) -> tuple[str, int]:
        """The order of milestones in answers: by id, then the first one of an item."""
        return self.id_of(milestone), milestone % 2

    def is_named(self, element: int) -> bool:
        """Whether an element is of an item, and not only a stand-in for several."""
        return element in self.network.acts or self.network.node_of(element) >= 0

    def in_place_of(self, elements: Iterable[int]) -> tuple[int, ...]:
        """Elements of items, in order: a stand-in gives way to all that it stands for."""
        return expanded(elements, self._behind)

    def members_of(self, condition: Condition) -> tuple[int, ...]:
        """The elements of items that count towards a condition, in order."""
        return self.in_place_of(member.element for member in condition.members)

    def _behind(self, element: int) -> Iterable[int] | None:
        if self.is_named(element):
            return None
        conditions = (self.network.conditions[number] for number in self.network.of[element])
        return [member.element for condition in conditions for member in condition.members]

    def item_of(self, element: int) -> Item:
        """The same as answers show it."""
        return self.named(self.id_of(element))

    def named(self, item: str) -> Item:
        """An item as answers show it."""
        if item not in self._items:
            self._items[item] = item_of(self.graph, item, self.lang)
        return self._items[item]

    def evidence_between(self, item: str, other: str) -> tuple[Evidence, ...]:
        """Where the source says that an item needs another: on the link, or on the provision."""
        if (item, other) not in self._evidence:
            edges = [link_attributes(self.graph, item, edge) for edge in self._edges(item, other)]
            edges += self._edges(other, item)
            entries = (entry for edge in edges for entry in evidence_of(edge))
            self._evidence[item, other] = tuple(dict.fromkeys(entries))
        return self._evidence[item, other]

    def deadlines_between(self, item: str, other: str) -> list[EDTFDate]:
        """The dates by which an item requires another."""
        edges = (link_attributes(self.graph, item, edge) for edge in self._edges(item, other))
        with dates_of(self.graph):
            return [by for edge in edges if (by := parsed(edge.get("by")))]

    def _edges(self, one: str, other: str) -> list[dict[str, Any]]:
        data = self.graph.succ[one].get(other)
        if data is None:
            return []
        return (
            [data[key] for key in sorted(data, key=str)] if self.graph.is_multigraph() else [data]
        )

    def milestone_of(self, element: int) -> Milestone:
        """Which milestone of its item a milestone is."""
        return MILESTONES[record_of(self.graph, self.id_of(element))][element % 2]

    def institutions_of(self, acts: Iterable[int]) -> tuple[Item, ...]:
        """The institutions of some acts, each once, by id."""
        return items_of(self.graph, {self.id_of(act) for act in acts}, self.lang)

    def awaited(self, view: View, milestone: int) -> tuple[Item, ...]:
        """The institutions whose open acts a milestone waits for, by id."""
        must, groups = awaited_acts(view, milestone)
        return self.institutions_of(must.union(*(acts for _, acts in groups)))

    def awaited_first(self, view: View, milestone: int) -> tuple[Item, ...]:
        """The other items that have to come before a milestone can, by id.

        Of alternatives, they are those that can come.
        """
        lacking = {
            self.id_of(element)
            for condition in view.binding(milestone)
            if condition.need not in ACTS and not view.meets(condition, view.holds)
            for element in self.members_of(condition)
            if view.reach[element] and not view.holds[element]
        }
        return items_of(self.graph, lacking - {self.id_of(milestone)}, self.lang)
