"""What a change means for a network: what it names, and what comes or goes with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coopgraph.network.conditions import SURE, Network, first_of, second_of
from coopgraph.network.falling import Edit
from coopgraph.words.word import Need

__all__ = ["Named", "edit_of"]

#: An institution and an item.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Named:
    """What a change names, as numbers.

    Attributes
    ----------
    fails
        The nodes that end.
    first, second
        The nodes that reach their first, or also their second milestone.
    withdraws, refuses, ratifies
        Institutions with the items to which this applies.
    """

    fails: frozenset[int] = frozenset()
    first: frozenset[int] = frozenset()
    second: frozenset[int] = frozenset()
    withdraws: frozenset[Pair] = frozenset()
    refuses: frozenset[Pair] = frozenset()
    ratifies: frozenset[Pair] = frozenset()


def edit_of(network: Network, named: Named) -> Edit:
    """The edit that a change makes to the facts.

    An agreement is signed with its provisions that are recorded as agreed, and by its parties;
    proposed provisions are agreed with it only possibly, unless its signature requires them. What a
    named item excludes ends; what it supersedes ends once it is in force.
    """
    maker = _Maker(network, named)
    return Edit(
        maker.reaches,
        maker.gives,
        frozenset(maker.acts(named.withdraws)),
        frozenset(maker.acts(named.refuses)),
        maker.ends(),
        maker.switches,
        named.fails | named.first | named.second,
    )


class _Maker:
    """Collects what comes with a change."""

    def __init__(self, network: Network, named: Named) -> None:
        self.network, self.named = network, named
        self.switches = network.switches
        self.reaches: dict[int, int] = {}
        self.gives: dict[int, int] = dict.fromkeys(self.acts(named.ratifies), SURE)
        self.parts: dict[int, list[int]] = {}
        for part, whole in network.wholes.items():
            self.parts.setdefault(whole, []).append(part)
        for node in sorted(named.first | named.second):
            self.reaches[first_of(node)] = SURE
        for node in sorted(named.second):
            self.reaches[second_of(node)] = SURE
        for node in sorted(named.first | named.second):
            if network.facts.holds.get(first_of(node)) != SURE:
                self._conclude(node)

    def acts(self, pairs: Iterable[Pair]) -> Iterator[int]:
        """The acts of some institutions for some items."""
        for body, item in pairs:
            for rank in (0, 1):
                act = self.network.act_of.get((body, item, rank))
                if act is not None:
                    yield act

    def _conclude(self, node: int) -> None:
        """Its parties consent, and its provisions are agreed with it."""
        network = self.network
        for act, switch in network.facts.pending.items():
            _, item, rank = network.acts[act]
            if item == node and not rank:
                self.gives.setdefault(act, switch)
        required = self._required_parts(node)
        for part in self.parts.get(node, ()):
            milestone = first_of(part)
            if network.facts.ended.get(part) == SURE or part in self.named.fails:
                continue
            if network.facts.holds.get(milestone) == SURE or milestone in self.reaches:
                continue
            if part in required:
                self.reaches[milestone] = SURE
            else:
                self.reaches[milestone] = self.switches
                self.switches += 1

    def _required_parts(self, node: int) -> set[int]:
        """The provisions without which an agreement cannot be signed."""
        network = self.network
        return {
            network.derived[member.element]
            for number in network.of[first_of(node)]
            for condition in [network.conditions[number]]
            if condition.need is Need.REQUIREMENT and condition.switch == SURE
            if len(condition.members) == condition.bound
            for member in condition.members
            if member.element >= 2 * network.nodes and member.element in network.derived
        }

    def ends(self) -> dict[int, tuple[int, ...]]:
        """What ends: what fails, what is excluded, and what is superseded by what is in force."""
        network, named = self.network, self.named
        ends: dict[int, tuple[int, ...]] = dict.fromkeys(named.fails, (SURE,))
        for node, other, switch in network.exclusions:
            for one, by in ((node, other), (other, node)):
                if by in named.first | named.second:
                    ends[one] = (*ends.get(one, ()), switch)
        for node, superseded, switch in network.successions:
            if node in named.second and network.facts.holds.get(second_of(node)) != SURE:
                ends[superseded] = (*ends.get(superseded, ()), switch)
        return ends
