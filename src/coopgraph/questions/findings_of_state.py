"""The findings that the state of a dossier implies: each is a question to the network."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple

import networkx as nx

from coopgraph._base.errors import Loc
from coopgraph.answers.milestones import Names
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import Standing
from coopgraph.network.conditions import SURE, Condition, first_of
from coopgraph.network.countdown import Countdown
from coopgraph.network.fixpoints import ACTS, View, views_of
from coopgraph.network.snapshot import network_of
from coopgraph.questions.forecast import Forecast
from coopgraph.questions.state import standings_in
from coopgraph.words.dates import EDTFDate
from coopgraph.words.word import Need

__all__ = ["STATE_FINDINGS", "Found", "State"]


class Found(NamedTuple):
    """What a kind of finding found: items, their place, and the values of the message."""

    items: Sequence[str]
    place: Loc = ()
    values: Mapping[str, Any] = {}


class State:
    """The state of a graph at best: what is said to be wrong is wrong however things turn out."""

    def __init__(self, graph: Graph, as_of: EDTFDate | None) -> None:
        self.graph = graph
        self.network = network_of(graph, as_of)
        self.names = Names(graph, self.network, "en", as_of)
        self.views = views_of(self.network, self.network.facts)

    @property
    def best(self) -> View:
        """The optimistic view."""
        return self.views[0]

    @property
    def worst(self) -> View:
        """The pessimistic view."""
        return self.views[1]

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Whether each item is achieved, open or over."""
        return standings_in(self.names, self.views)

    @cached_property
    def ended(self) -> frozenset[int]:
        """The nodes that have certainly ended."""
        return self.best.ended

    def unmet(self) -> Iterator[tuple[int, Condition]]:
        """The milestones that certainly stand, each with a condition that is certainly unmet."""
        for milestone in self.network.milestones:
            if self.worst.holds[milestone]:
                for condition in self.best.binding(milestone):
                    if not self.best.meets(condition, self.best.holds):
                        yield milestone, condition

    def bases(self, condition: Condition) -> list[str]:
        """The items that a condition waits for, other than institutions."""
        found = (
            self.names.id_of(element)
            for element in self.names.members_of(condition)
            if not self.best.holds[element]
        )
        return list(dict.fromkeys(found))


def _signed_without(state: State) -> Iterator[Found]:
    """What stands although something that it requires does not."""
    for milestone, condition in state.unmet():
        if condition.need in {Need.REQUIREMENT, Need.WHOLE} and not condition.late:
            bases = state.bases(condition)
            if bases and not all(state.names.number[one] in state.ended for one in bases):
                yield Found([state.names.id_of(milestone), *bases])


def _never_enough(state: State) -> Iterator[Found]:
    """A quorum or threshold that can no longer be met."""
    for milestone in state.network.milestones:
        if state.best.holds[milestone] or milestone // 2 in state.ended:
            continue
        for condition in state.best.binding(milestone):
            if condition.need in ACTS and not state.best.meets(condition, state.best.acting):
                yield Found([state.names.id_of(milestone)])
                break


def _circles_of_support(state: State) -> Iterator[Found]:
    """Items that stand, each because of another: none of them can have come first."""
    names, left = state.names, _unfounded(state)
    supports: nx.DiGraph[int] = nx.DiGraph()
    for element, conditions in left.items():
        for condition in conditions:
            members = [member.element for member in condition.members]
            supports.add_edges_from((element, one) for one in members if one in left)
    for circle in nx.strongly_connected_components(supports):
        if len(circle) > 1 or supports.has_edge(*circle, *circle):
            items = {names.id_of(element) for element in circle if names.is_named(element)}
            if items:
                yield Found(sorted(items))


def _unfounded(state: State) -> dict[int, list[Condition]]:
    """What stands and cannot have come, one after another, each with the conditions in the way.

    What comes of itself, and what stands in for others, has to have come too. A condition that is
    not met today is a finding of its own.
    """
    best, network = state.best, state.network
    elements = dict.fromkeys(chain(network.milestones, network.derived))
    standing = [e for e in elements if best.holds[e] and e not in network.facts.lasting]
    founded = bytearray(best.holds)
    for element in standing:
        founded[element] = 0
    left = Countdown(best, founded)
    for element in standing:
        left.expect(element, lambda condition: best.meets(condition, best.holds))
    stack = [element for element in standing if not left.unmet[element]]
    for element in stack:  # grows on the way
        stack += left.freed_by(element)
    return {
        element: [network.conditions[n] for n in network.of[element] if left.lacking.get(n, 0) > 0]
        for element in standing
        if left.unmet[element]
    }


def _violated_exclusions(state: State) -> Iterator[Found]:
    """Two items that exclude each other and both stand."""
    for node, other, switch in state.network.exclusions:
        stand = state.worst.holds[first_of(node)] and state.worst.holds[first_of(other)]
        if switch == SURE and stand:
            yield Found(sorted([state.names.ids[node], state.names.ids[other]]))


def _missed_deadlines(state: State) -> Iterator[Found]:
    """Requirements whose deadline has passed, and which were not met by then."""
    for number in state.network.late:
        condition = state.network.conditions[number]
        if condition.late != SURE or not condition.enters or condition.switch != SURE:
            continue
        if not state.best.meets(condition, state.best.holds):
            yield Found([state.names.id_of(condition.of), *state.bases(condition)])


def _expected_too_early(state: State) -> Iterator[Found]:
    """What is expected before something that it requires can come."""
    forecast = Forecast(state.names, state.best)
    for milestone in state.best.rounds:
        if milestone >= 2 * state.network.nodes:
            continue
        base = forecast.held_up_by(milestone)
        if base is not None and base // 2 != milestone // 2:
            values = {"date": forecast.dated(milestone).own, "later": forecast.dated(base).first}
            yield Found([state.names.id_of(milestone), state.names.id_of(base)], (), values)


#: Each kind of finding that the state implies, by its code.
STATE_FINDINGS: Final[Mapping[str, Callable[[State], Iterator[Found]]]] = {
    "signed-without": _signed_without,
    "never-enough": _never_enough,
    "circle-of-support": _circles_of_support,
    "excluded": _violated_exclusions,
    "deadline-missed": _missed_deadlines,
    "expected-too-early": _expected_too_early,
}
