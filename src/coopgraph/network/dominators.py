"""The single points of failure of a goal: the dominators of a node in an AND/OR graph.

For each element this computes the set of nodes whose loss alone keeps it from holding. A loss
spreads through a condition if it affects so many members that too few are left: the sets are united
over the parts of a conjunction and intersected over alternatives. As for the dominators of a flow
graph (Allen and Cocke, 1972), the sets are refined until they no longer change. They are bits of
integers, in blocks; each pass is linear.

An institution that is lost withdraws from everything; an item that is lost ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from coopgraph.network.conditions import SURE, Condition, first_of
from coopgraph.network.falling import can_sum
from coopgraph.network.fixpoints import Mode, View

__all__ = ["dominators"]

#: The number of candidates in one pass; a set is then a kilobyte.
BLOCK: Final = 2**13

_Losses = dict[int, int]  # for each element the losses that it does not survive, as bits


def dominators(view: View, goal: int, candidates: Iterable[int]) -> frozenset[int]:
    """The nodes whose loss alone keeps a goal from holding and from being reached.

    Parameters
    ----------
    view
        A reading of a network in which the goal holds or can come to hold.
    goal
        A milestone.
    candidates
        Items and institutions that may be lost.
    """
    listed = sorted(candidates)
    found: set[int] = set()
    for start in range(0, len(listed), BLOCK):
        block = {node: 1 << bit for bit, node in enumerate(listed[start : start + BLOCK])}
        lost = _Block(view, block).losses[goal]
        found |= {node for node, bit in block.items() if lost & bit}
    return frozenset(found)


class _Block:
    """The losses of a block of candidates, each by itself."""

    def __init__(self, view: View, bits: Mapping[int, int]) -> None:
        self.view, self.network, self.bits = view, view.network, bits
        self.every = (1 << len(bits)) - 1
        self.falls = self._falling(view)
        self.barred = self._barred(self._falling(view.opposite))
        self.stands = self._standing()
        self.losses = self._unreached()

    def _own(self, element: int) -> int:
        """The loss by which an element goes itself: of its item, or of the institution that acts."""
        act = self.network.acts.get(element)
        return self.bits.get(act[0] if act else self.network.node_of(element), 0)

    # -- what falls: grown from below --------------------------------------------------------------

    def _falling(self, view: View) -> _Losses:
        """For everything that stands, the losses with which it falls."""
        network = self.network
        may = view.opposite if view.completion.mode is Mode.PESSIMISTIC else view
        losses = {e: self._own(e) for e, stands in enumerate(may.holds) if stands}
        stack = [element for element, lost in losses.items() if lost]
        while stack:
            lost = stack.pop()
            for number, _ in network.used_by[lost]:
                condition = network.conditions[number]
                of = condition.of
                if of not in losses or not view.completion.binds(condition.switch):
                    continue
                spread = losses[of] | self._failing(view, condition, losses, lost)
                if spread != losses[of]:
                    losses[of] = spread
                    stack.append(of)
        return losses

    def _failing(self, view: View, condition: Condition, losses: _Losses, lost: int) -> int:
        """The losses with which a condition fails, so that what it is of falls.

        The same as in :func:`coopgraph.network.falling.settled`, for all losses at once.
        """
        of = condition.of
        if of in self.network.derived:
            return self._unmet(view, condition, losses) & self._touched(condition, losses)
        if not condition.stays:
            return 0
        if self.network.within(of) == lost:
            return losses[lost]
        if of in view.lasting:
            return 0
        if view.completion.mode is Mode.PESSIMISTIC:
            return self._may_fail(view, condition, losses)
        was_met = view.opposite.meets(condition, view.opposite.holds)
        return self._unmet(view, condition, losses) if was_met else 0

    def _unmet(self, view: View, condition: Condition, losses: _Losses) -> int:
        """The losses with which the members that count no longer meet a condition."""
        counts = view.completion.counts
        parts = [
            (losses[m.element], m.weight)
            for m in condition.members
            if m.element in losses and counts(m.switch)
        ]
        return self._short(parts, condition.bound)

    def _touched(self, condition: Condition, losses: _Losses) -> int:
        """The losses with which some member of a condition falls."""
        union = 0
        for member in condition.members:
            union |= losses.get(member.element, 0)
        return union

    def _may_fail(self, view: View, condition: Condition, losses: _Losses) -> int:
        """The losses with which some completion meets a condition before, and fails to after."""
        there = [m for m in condition.members if m.element in losses]
        if sum(m.weight for m in there) < condition.bound:
            return 0
        sure = [m for m in there if m.switch == SURE and view.holds[m.element]]
        touched = self._touched(condition, losses)
        if len({m.weight for m in there}) == 1:
            left = [(losses[m.element], m.weight) for m in sure]
            return touched & self._short(left, condition.bound)
        failing = 0
        unsure = [m for m in there if m not in sure]
        for bit in _single(touched):
            has = sum(m.weight for m in sure if not losses[m.element] & bit)
            either = [m.weight for m in unsure if not losses[m.element] & bit]
            had = sum(m.weight for m in there) - sum(either)
            least, most = max(condition.bound - had, 0), condition.bound - has
            if least < most and can_sum(either, least, most):
                failing |= bit
        return failing

    # -- what cannot be reached: refined from above ------------------------------------------------

    def _barred(self, opposite: _Losses) -> _Losses:
        """For the nodes that something excludes, the losses after which it still does."""
        barred: _Losses = {}
        stands = self.view.opposite.holds
        for node, other, switch in self.network.exclusions:
            if self.view.completion.binds(switch):
                for one, by in ((node, other), (other, node)):
                    if stands[first_of(by)]:
                        still = self.every & ~opposite[first_of(by)]
                        barred[one] = barred.get(one, 0) | still
        return barred

    def _standing(self) -> _Losses:
        """The losses with which what stands no longer does, derived elements included."""
        losses = {e: self.falls[e] for e, stands in enumerate(self.view.holds) if stands}
        derived = [e for e in self.network.derived if e in losses]
        self._refine(losses, derived, dict.fromkeys(derived, self.every), losses, {})
        return losses

    def _unreached(self) -> _Losses:
        """The losses with which each element neither holds nor can come to hold.

        At the start nothing comes under any loss, so that circles do not support themselves.
        """
        view, network = self.view, self.network
        acts = {act: self._own(act) for act in view.open_acts}
        losses = self.stands | {act: lost for act, lost in acts.items() if act not in self.stands}
        open_ones = [
            e
            for e in (*network.milestones, *network.derived)
            if network.node_of(e) not in view.ended
        ]
        first = [e for e in open_ones if e in self.stands]
        later = sorted(
            (e for e in open_ones if e not in self.stands),
            key=lambda e: view.rounds.get(e, network.size),
        )
        bases = {e: self.stands.get(e, self.every) for e in open_ones}
        losses |= dict.fromkeys(later, self.every)
        self._refine(losses, [*first, *later], bases, self.stands, self.barred)
        return losses

    def _refine(
        self,
        losses: _Losses,
        order: Sequence[int],
        bases: Mapping[int, int],
        stands: _Losses,
        barred: Mapping[int, int],
    ) -> None:
        """Take away, pass by pass, the losses after which an element can come."""
        losses |= {element: bases[element] for element in order}
        changed = True
        while changed:
            changed = False
            for element in order:
                if not losses[element]:
                    continue
                left = self._own(element) | barred.get(self.network.node_of(element), 0)
                for condition in self.view.binding(element):
                    there = stands if self.view.is_late(condition) else losses
                    left |= self._unmet(self.view, condition, there)
                left &= bases[element]
                if left != losses[element]:
                    losses[element] = left
                    changed = True

    def _short(self, parts: Sequence[tuple[int, int]], bound: int) -> int:
        """The losses with which the weights that are left do not reach a bound."""
        spare = sum(weight for _, weight in parts) - bound
        if spare < 0:
            return self.every
        losable = [(lost, weight) for lost, weight in parts if lost and weight]
        weights = {weight for _, weight in losable}
        if not weights:
            return 0
        if len(weights) == 1:
            return _shared([lost for lost, _ in losable], spare // weights.pop() + 1)
        return sum(
            bit
            for bit in _single(_shared([lost for lost, _ in losable], 1))
            if sum(weight for lost, weight in losable if lost & bit) > spare
        )


def _single(bits: int) -> Iterable[int]:
    """The bits of an integer, one by one."""
    while bits:
        lowest = bits & -bits
        yield lowest
        bits ^= lowest


def _shared(sets: list[int], times: int) -> int:
    """The bits that are in at least ``times`` of the sets."""
    if times > len(sets):
        return 0
    if times == 1:
        union = 0
        for one in sets:
            union |= one
        return union
    reached = [0] * times  # the bits in at least one of the sets so far, in two …
    for one in sets:
        for n in range(times - 1, 0, -1):
            reached[n] |= reached[n - 1] & one
        reached[0] |= one
    return reached[-1]
