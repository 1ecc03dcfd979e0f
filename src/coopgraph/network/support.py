"""What keeps a goal within reach: a set of nodes of which none may be lost."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from coopgraph.network.change import Named, edit_of
from coopgraph.network.conditions import Condition, Network
from coopgraph.network.falling import Settled, settled, with_losses_sure
from coopgraph.network.fixpoints import OPTIMISTIC, Mode, View

__all__ = ["Support"]

#: How the goal rests on an element: it may not fall, or must stand or come.
_STAYS, _COMES = 0, 1

_Place = tuple[int, int]


class Support:
    """The losses that a network survives, in the optimistic or the pessimistic reading.

    Parameters
    ----------
    network
        The network: best only what the goal can depend on.
    goal
        A milestone.
    reading
        0 for the optimistic reading, 1 for the pessimistic.
    """

    def __init__(self, network: Network, goal: int, reading: int) -> None:
        self.network, self.goal, self.reading = network, goal, reading

    @cached_property
    def pairs(self) -> Mapping[int, list[tuple[int, int]]]:
        """The items on which each institution acts."""
        pairs: dict[int, list[tuple[int, int]]] = {}
        for body, item, _ in self.network.acts.values():
            pairs.setdefault(body, []).append((body, item))
        return pairs

    def after(self, gone: Collection[int]) -> Settled:
        """The reading before and after some nodes are lost together.

        An institution withdraws from everything, an item ends.
        """
        withdraws = frozenset(pair for node in gone for pair in self.pairs.get(node, ()))
        fails = frozenset(node for node in gone if node not in self.pairs)
        edit = edit_of(self.network, Named(fails=fails, withdraws=withdraws))
        return settled(self.network, self.network.facts, edit)[self.reading]

    def survives_refusal(self, bodies: Collection[int]) -> bool:
        """Whether the goal holds or can be reached if institutions give no act that is still open.

        What they gave stands.
        """
        refuses = frozenset(pair for body in bodies for pair in self.pairs.get(body, ()))
        edit = edit_of(self.network, Named(refuses=refuses))
        return self._is_kept(settled(self.network, self.network.facts, edit)[self.reading].after)

    def _is_kept(self, after: View) -> bool:
        return bool(after.holds[self.goal] or after.reach[self.goal])

    def of(self, gone: Collection[int]) -> frozenset[int] | None:
        """A set of nodes that keeps the goal within reach as long as none of it is lost too.

        ``None`` if the goal cannot be reached any more. What is completed cannot be lost, and the
        goal is not part of what it rests on.
        """
        outcome = self.after(gone)
        if not self._is_kept(outcome.after):
            return None
        return _Proof(outcome).nodes(self.goal)


class _Proof:
    """Collects what a goal rests on, from the goal down."""

    def __init__(self, outcome: Settled) -> None:
        self.before, self.after = outcome.before, outcome.after
        self.network = outcome.after.network
        self.is_pessimistic = self.after.completion.mode is Mode.PESSIMISTIC
        self.may = _may_stand(outcome) if self.is_pessimistic else self.after.holds

    def nodes(self, goal: int) -> frozenset[int]:
        """The nodes on which the goal rests, itself left out."""
        start = goal, _COMES
        used, stack = {start}, [start]
        while stack:
            new = set(self._basis(*stack.pop())) - used
            used |= new
            stack += sorted(new)
        lasting = self.after.lasting
        nodes = {self._node_of(element) for element, _ in used if element not in lasting}
        return frozenset(nodes - {-1, goal // 2})

    def _node_of(self, element: int) -> int:
        act = self.network.acts.get(element)
        return act[0] if act else self.network.node_of(element)

    def _basis(self, element: int, how: int) -> Iterator[_Place]:
        """What an element rests on at once."""
        if element in self.network.acts or element in self.after.lasting:
            return
        if how == _STAYS:
            yield from self._staying(element)
        elif not self.after.holds[element]:
            yield from self._coming(element)
        elif element in self.network.derived:
            for condition in self.after.binding(element):
                yield from self._chosen(condition, self.after.holds, _COMES)
        else:
            yield from self._staying(element)

    def _coming(self, element: int) -> Iterator[_Place]:
        """What has to stand or come for an element that can come."""
        rounds = self.after.rounds
        for condition in self.after.binding(element):
            if self.after.is_late(condition):
                yield from self._chosen(condition, self.after.acting, _COMES)
            else:
                yield from self._chosen(condition, self.after.reach, _COMES, rounds[element])

    def _staying(self, element: int) -> Iterator[_Place]:
        """What has to stay for an element that stands, and may not fall."""
        network = self.network
        within = network.within(element)
        if within is not None:
            yield within, _STAYS
        for number in network.of[element]:
            condition = network.conditions[number]
            if self.after.completion.binds(condition.switch) and (
                condition.stays or element in network.derived
            ):
                yield from self._kept(element, condition)

    def _kept(self, element: int, condition: Condition) -> Iterator[_Place]:
        """The members of a condition that keep it from failing."""
        if not self.is_pessimistic:
            opposite = self.before.opposite
            if element in self.network.derived or opposite.meets(condition, opposite.holds):
                yield from self._chosen(condition, self.after.holds, _STAYS)
            return
        # What is achieved although a condition was never met does not rest on it.
        there = [m for m in condition.members if self.may[m.element]]
        sure = self.may if element in self.network.derived else self.after.holds
        enough = list(self._chosen(condition, sure, _STAYS))
        if enough or condition.bound <= 0:
            yield from enough
        elif self.before.opposite.meets(condition, self.before.opposite.holds):
            yield from ((m.element, _STAYS) for m in there)

    def _chosen(
        self, condition: Condition, there: bytearray, how: int, before: int | None = None
    ) -> Iterator[_Place]:
        """Enough of the members that count and are there, those that can be reached first; or none.

        Of those that only can come, the ones before a round.
        """
        rounds, counts = self.after.rounds, self.after.completion.counts
        ranked = [
            (rounds.get(m.element, 0), -m.weight, m.element)
            for m in condition.members
            if there[m.element] and counts(m.switch)
        ]
        chosen, lack = [], condition.bound
        for rank, weight, element in sorted(ranked):
            if lack <= 0 or (before is not None and rank >= before):
                break
            chosen.append((element, how))
            lack += weight
        if lack <= 0:
            yield from chosen


def _may_stand(outcome: Settled) -> bytearray:
    """What possibly stands after a change, in the pessimistic reading."""
    before, after = outcome.before.facts, outcome.after
    facts = with_losses_sure(before, after.facts)
    standing = View(after.network, facts, OPTIMISTIC, outcome.fallen).holds
    for element in outcome.fallen:
        standing[element] = 0
    return standing
