"""The order in which milestones can be reached, what comes of itself at once included."""

from collections.abc import Collection, Sequence

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
    """Counts down what the conditions of each element lack."""

    def __init__(self, view: View, among: Collection[int] | None) -> None:
        self.view, self.network = view, view.network
        self.found: dict[int, int] = {}
        self.lacking: dict[int, int] = {}
        self.unmet: dict[int, int] = {}
        self.automatic = automatic_in(view)
        for element in view.rounds:
            if among is None or element in among or element in self.automatic:
                self.unmet[element] = self._count(element)
        free = [element for element, unmet in self.unmet.items() if not unmet]
        layer = self._reach([element for element in free if element in self.automatic], 0)
        layer += [element for element in free if element not in self.automatic]
        number = 0
        while layer:
            number += 1
            layer = self._reach(layer, number)

    def _count(self, element: int) -> int:
        """How many conditions of an element are still unmet; note what each lacks."""
        count = 0
        for number in self.network.of[element]:
            condition = self.network.conditions[number]
            if condition.enters and self.view.completion.binds(condition.switch):
                lack = condition.bound - self.view.sum(condition, self.view.acting)
                if lack > 0:
                    self.lacking[number] = lack
                    count += 1
        return count

    def _reach(self, layer: Sequence[int], number: int) -> list[int]:
        """Reach the elements of a round, and what comes of itself; return those of the next."""
        reached, following = list(layer), list[int]()
        for element in reached:  # grows on the way
            self.found[element] = number
            for freed in self._freed(element):
                (reached if freed in self.automatic else following).append(freed)
        return following

    def _freed(self, element: int) -> list[int]:
        """The elements of which the last unmet condition is met now."""
        freed = []
        for number, member in self.network.used_by[element]:
            lack = self.lacking.get(number, 0)
            if lack > 0 and self.view.completion.counts(member.switch):
                self.lacking[number] = lack - member.weight
                if lack <= member.weight:
                    of = self.network.conditions[number].of
                    self.unmet[of] -= 1
                    if not self.unmet[of]:
                        freed.append(of)
        return freed
