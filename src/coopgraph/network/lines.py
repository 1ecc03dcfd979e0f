"""Lines of successors: an element that stands in for an item or whoever inherits from it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from operator import attrgetter
from typing import Final

import networkx as nx

from coopgraph.network.conditions import Member, first_of
from coopgraph.network.draft import Draft, Link
from coopgraph.words.word import Need

__all__ = ["Lines"]

#: Where a line begins, the rank of the milestone, and the handovers left in a circle.
_Line = tuple[int, int, int]
#: Agreements that supersede one another in a circle are few; longer lines are cut off.
_MOST_HANDOVERS: Final = 50


class Lines:
    """Adds the stand-ins for lines of successors to a draft, as they are asked for.

    Parameters
    ----------
    draft
        The network so far.
    successors
        For each node the links to those that supersede it and inherit.
    """

    def __init__(self, draft: Draft, successors: Mapping[int, Sequence[Link]]) -> None:
        self.draft, self.successors = draft, successors
        self.elements: dict[_Line, int] = {}

    def stand_in(self, node: int, rank: int, *, inherited: bool = True) -> int:
        """The milestone of a node, or an element for "it or a successor that inherits"; and so on."""
        if not inherited or node not in self.successors:
            return first_of(node) + rank
        start = node, rank, self._handovers(node)
        stack = [start]
        while stack:
            one = stack.pop()
            if one not in self.elements:
                self.elements[one] = self.draft.element()
                self.draft.derived[self.elements[one]] = -1
                stack += [heir for heir, _ in self._heirs(one) if heir[0] in self.successors]
        return self.elements[start]

    def close(self) -> None:
        """Add the conditions of all stand-ins, once all have been asked for."""
        for line, either in self.elements.items():
            members = [Member(first_of(line[0]) + line[1])]
            for heir, switch in self._heirs(line):
                element = self.elements.get(heir, first_of(heir[0]) + heir[1])
                members.append(Member(element, 1, switch))
            self.draft.add(either, Need.EITHER, members)

    @cached_property
    def _circles(self) -> Mapping[int, AbstractSet[int]]:
        """The nodes that come to succeed themselves, each with all the others of its circle."""
        links = ((old, link.node) for old, new in self.successors.items() for link in new)
        circles = nx.strongly_connected_components(nx.DiGraph(links))
        return {node: circle for circle in circles for node in circle}

    def _handovers(self, node: int) -> int:
        """How often a line can be handed on within the circle of a node: to each of it, or to none."""
        return min(len(self._circles[node]) - 1, _MOST_HANDOVERS)

    def _heirs(self, line: _Line) -> Iterator[tuple[_Line, int]]:
        """The next in a line, each with the switch of its link.

        In a circle the line ends when all of it has been tried, so that no element rests on itself.
        """
        node, rank, left = line
        for heir in sorted(self.successors[node], key=attrgetter("node")):
            if heir.node not in self._circles[node]:
                yield (heir.node, rank, self._handovers(heir.node)), heir.switch
            elif left:
                yield (heir.node, rank, left - 1), heir.switch
