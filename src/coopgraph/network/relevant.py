"""The part of a network on which a milestone can depend."""

from collections.abc import Iterator

from coopgraph.network.conditions import Network, first_of

__all__ = ["below"]


def below(network: Network, milestone: int) -> Network:
    """The network of what a milestone can depend on, with the same numbers.

    These are the milestone, the members of its conditions, the members of theirs, and so on, and
    whatever excludes one of them.
    """
    kept, stack = {milestone}, [milestone]
    while stack:
        new = set(_basis(network, stack.pop())) - kept
        kept |= new
        stack += new
    return network.scoped(kept)


def _basis(network: Network, element: int) -> Iterator[int]:
    """What an element depends on at once."""
    for number in network.of[element]:
        yield from (member.element for member in network.conditions[number].members)
    for other, _ in network.excluded_by.get(network.node_of(element), ()):
        yield first_of(other)
