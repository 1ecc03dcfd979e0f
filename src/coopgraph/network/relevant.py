"""The part of a network on which a milestone can depend."""

from collections.abc import Iterator
from dataclasses import replace

from coopgraph.network.conditions import Facts, Network, first_of

__all__ = ["below"]


def below(network: Network, milestone: int) -> Network:
    """The network of what a milestone can depend on, with the same numbers.

    These are the milestone, the members of its conditions, the members of theirs, and so on, and
    whatever excludes one of them.
    """
    kept = _elements(network, milestone)
    nodes = {network.node_of(element) for element in kept}
    facts = network.facts
    return replace(
        network,
        conditions=tuple(c for c in network.conditions if c.of in kept),
        facts=Facts(
            {element: s for element, s in facts.holds.items() if element in kept},
            {act: s for act, s in facts.open.items() if act in kept},
            {node: s for node, s in facts.ended.items() if node in nodes},
            facts.lasting,
        ),
        milestones=tuple(one for one in network.milestones if one in kept),
        acts={act: key for act, key in network.acts.items() if act in kept},
        derived={element: node for element, node in network.derived.items() if element in kept},
        exclusions=tuple(e for e in network.exclusions if {e.node, e.other} <= nodes),
        successions=tuple(s for s in network.successions if {s.node, s.superseded} <= nodes),
    )


def _elements(network: Network, milestone: int) -> set[int]:
    excluders: dict[int, list[int]] = {}
    for node, other, _ in network.exclusions:
        excluders.setdefault(node, []).append(other)
        excluders.setdefault(other, []).append(node)

    def basis(element: int) -> Iterator[int]:
        for number in network.of[element]:
            yield from (member.element for member in network.conditions[number].members)
        yield from map(first_of, excluders.get(network.node_of(element), ()))

    kept, stack = {milestone}, [milestone]
    while stack:
        new = set(basis(stack.pop())) - kept
        kept |= new
        stack += new
    return kept
