"""The order in which milestones can be reached, what comes of itself at once included."""

from collections.abc import Collection, Sequence

from coopgraph.network.countdown import Countdown
from coopgraph.network.fixpoints import View

__all__ = ["automatic_in", "rounds_in"]


def automatic_in(view: View) -> frozenset[int]:
    """The elements that come of themselves, in a reading, once their conditions are met.

    Besides what always does, these are the provisions that are recorded as agreed and wait only for
    their agreement.
    """
    network, facts = view.network, view.facts
    waiting = (
        element
        for element, switch in facts.holds.items()
        if element // 2 in network.wholes and element % 2 == 0 and element < 2 * network.nodes
        if view.completion.counts(switch) and not view.holds[element] and element not in view.fallen
    )
    return frozenset(network.derived).union(waiting)


def rounds_in(view: View, among: Collection[int] | None = None) -> dict[int, int]:
    """The elements that can come to hold, each with the first round in which it can, in order.

    Open acts count as given. What comes of itself takes no round of its own: it comes in the one that
    meets its conditions, or in round 0. Linear in the conditions.

    Parameters
    ----------
    view
        A reading of a network.
    among
        The milestones that may be reached, besides the automatic ones; by default all.
    """
    return _Rounds(view, among).found


class _Rounds:
    """Reaches round after round what the one before it frees."""

    def __init__(self, view: View, among: Collection[int] | None) -> None:
        self.found: dict[int, int] = {}
        self.left = Countdown(view, view.acting)
        self.automatic = automatic_in(view)
        for element in view.rounds:
            if among is None or element in among or element in self.automatic:
                self.left.expect(element)
        free = [element for element, unmet in self.left.unmet.items() if not unmet]
        layer = self._reach([element for element in free if element in self.automatic], 0)
        layer += [element for element in free if element not in self.automatic]
        number = 0
        while layer:
            number += 1
            layer = self._reach(layer, number)

    def _reach(self, layer: Sequence[int], number: int) -> list[int]:
        """Reach the elements of a round, and what comes of itself; return those of the next."""
        reached, following = list(layer), list[int]()
        for element in reached:  # grows on the way
            self.found[element] = number
            for freed in self.left.freed_by(element):
                (reached if freed in self.automatic else following).append(freed)
        return following
