"""How many rely on each of many items: all the walks at once, as bits of whole numbers.

A table of pairs (who, on what) would hold hundreds of millions of rows where items are entangled;
one bit for each root, at each strongly connected component, says the same.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from coopgraph.network.components import condensed

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

__all__ = ["tally"]

_ROOTS_AT_ONCE: Final = 1024
_LINKS_AT_ONCE: Final = 500_000  # as Python numbers, which take room
_SETS_AT_ONCE: Final = 2048


def tally(
    dependent: "Numbers",
    depends_on: "Numbers",
    roots: "Sequence[int] | Numbers",
    members: "Sequence[Numbers]",
) -> "Numbers":
    """How many items rely on each root, directly or through others, the root itself left out.

    Parameters
    ----------
    dependent, depends_on
        The two ends of each link, as numbers of items from 0.
    roots
        The items asked about.
    members
        Sets of items, each as an array with true or false for each item. Counts are for each set.

    Returns
    -------
    numpy.ndarray
        A row for each set, a column for each root.

    Examples
    --------
    >>> import numpy as np
    >>> dependent, depends_on = np.array([1, 2, 0]), np.array([0, 1, 1])
    >>> tally(dependent, depends_on, [0, 2], [np.ones(3, bool)])
    array([[2, 0]])
    """
    import numpy as np

    roots = np.asarray(roots, np.int64)
    if not len(roots):
        return np.zeros((len(members), 0), np.int64)
    parts = condensed(dependent, depends_on, len(members[0]))
    # What is relied on comes first: when a component's turn comes, those below it are done.
    turn = np.argsort(parts.dependents, kind="stable")
    above, below, labels = parts.dependents[turn], parts.depends_on[turn], parts.component
    weights = [np.bincount(labels, weights=member) for member in members]
    blocks = [
        _block(above, below, labels[roots[start : start + _ROOTS_AT_ONCE]], weights)
        for start in range(0, len(roots), _ROOTS_AT_ONCE)
    ]
    itself = np.array([member[roots] for member in members], np.int64)
    return np.concatenate(blocks, axis=1) - itself


def _block(
    above: "Numbers", below: "Numbers", roots: "Numbers", weights: "list[Numbers]"
) -> "Numbers":
    """The counts for some roots, given as components: which of them each component relies on."""
    import numpy as np

    held = [0] * len(weights[0])
    for bit, root in enumerate(roots.tolist()):
        held[root] |= 1 << bit
    for one, other in _pairs(above, below):
        if held[other]:
            held[one] |= held[other]
    # Many components rely on the same roots: each set of roots is unpacked once.
    places: dict[int, int] = {}
    place = np.fromiter((places.setdefault(bits, len(places)) for bits in held), np.int64)
    weighed = np.array([np.bincount(place, weights=weight) for weight in weights])
    counts = np.zeros((len(weights), len(roots)))
    sets = list(places)
    width = (len(roots) + 7) // 8
    for start in range(0, len(sets), _SETS_AT_ONCE):
        part = sets[start : start + _SETS_AT_ONCE]
        packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in part), np.uint8)
        ones = np.unpackbits(packed.reshape(len(part), width), axis=1, bitorder="little")
        counts += weighed[:, start : start + len(part)] @ ones[:, : len(roots)].astype(float)
    return counts.astype(np.int64)


def _pairs(above: "Numbers", below: "Numbers") -> Iterator[tuple[int, int]]:
    for start in range(0, len(above), _LINKS_AT_ONCE):
        part = slice(start, start + _LINKS_AT_ONCE)
        yield from zip(above[part].tolist(), below[part].tolist(), strict=True)
