"""A network that is being put together."""

from collections.abc import Iterable
from typing import NamedTuple

from coopgraph.graph.meaning import Meaning
from coopgraph.graph.schema import Attributes
from coopgraph.network.conditions import SURE, Condition, Member
from coopgraph.words.dates import Truth
from coopgraph.words.word import Need

__all__ = ["Draft", "Link"]


class Link(NamedTuple):
    """A link: the node at its other end, its attributes, their meaning, and its switch."""

    node: int
    attributes: Attributes
    meaning: Meaning
    switch: int = SURE


class Draft:
    """The elements, facts and conditions of a network so far, as in its classes.

    Parameters
    ----------
    nodes
        The number of nodes, whose milestones are the first elements.
    """

    def __init__(self, nodes: int) -> None:
        self.size = 2 * nodes
        self.switches = 0
        self.conditions: list[Condition] = []
        self.holds: dict[int, int] = {}
        self.pending: dict[int, int] = {}
        self.ended: dict[int, int] = {}
        self.acts: dict[int, tuple[int, int, int]] = {}
        self.derived: dict[int, int] = {}

    def element(self) -> int:
        """A new element."""
        self.size += 1
        return self.size - 1

    def switch(self, truth: Truth = Truth.POSSIBLE) -> int:
        """The switch of what is true to some degree: a new one if it is only possible."""
        if truth is Truth.CERTAIN:
            return SURE
        self.switches += 1
        return self.switches - 1

    def add(
        self,
        of: int,
        need: Need,
        members: Iterable[Member],
        bound: int = 1,
        switch: int = SURE,
        *,
        stays: bool = True,
    ) -> None:
        """Add a condition of an element."""
        self.conditions.append(Condition(of, need, tuple(members), bound, switch, stays=stays))
