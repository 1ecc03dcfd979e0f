"""Counting down what conditions lack, as one element comes after another: a least fixpoint."""

from collections.abc import Callable

from coopgraph.network.conditions import Condition
from coopgraph.network.fixpoints import View

__all__ = ["Countdown"]


class Countdown:
    """Counts how much the conditions of some elements lack, and who is freed by what comes.

    Linear in the conditions, however often it is asked.

    Parameters
    ----------
    view
        A reading of a network.
    there
        What is there at the start.

    Attributes
    ----------
    lacking
        What each condition lacks, by its number.
    unmet
        How many conditions of each element are unmet.
    """

    def __init__(self, view: View, there: bytearray) -> None:
        self.view, self.there = view, there
        self.lacking: dict[int, int] = {}
        self.unmet: dict[int, int] = {}

    def expect(self, element: int, matters: Callable[[Condition], bool] | None = None) -> None:
        """Count what the conditions of an element lack: all that bind, or those that matter."""
        network, binds = self.view.network, self.view.completion.binds
        self.unmet[element] = 0
        for number in network.of[element]:
            condition = network.conditions[number]
            if not condition.enters or not binds(condition.switch):
                continue
            lack = condition.bound - self.view.sum(condition, self.there)
            if lack > 0 and (matters is None or matters(condition)):
                self.lacking[number] = lack
                self.unmet[element] += 1

    def freed_by(self, element: int) -> list[int]:
        """The elements of which the last unmet condition is met now that an element has come."""
        return [condition.of for condition in self.freeing(element)]

    def freeing(
        self, element: int, is_open: Callable[[Condition], bool] | None = None
    ) -> list[Condition]:
        """The last unmet conditions of elements that are met now that an element has come.

        Those that are no longer open, because a deadline has passed, stay unmet.
        """
        freeing = []
        conditions = self.view.network.conditions
        for number, member in self.view.network.used_by[element]:
            lack = self.lacking.get(number, 0)
            if lack > 0 and self.view.completion.counts(member.switch):
                condition = conditions[number]
                if is_open and not is_open(condition):
                    continue
                self.lacking[number] = lack - member.weight
                if lack <= member.weight:
                    self.unmet[condition.of] -= 1
                    if not self.unmet[condition.of]:
                        freeing.append(condition)
        return freeing
