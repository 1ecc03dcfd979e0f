"""Count the dependents of given items at once, storing sets as the bits of integers.

In a dense network a table of pairs would have hundreds of millions of rows. One bit for each root,
at each strongly connected component, contains the same information.

:mod:`coopgraph.network.counts` has a bit for each item that is counted, and is made for the counts
of all components; here there is a bit for each root, so that a few roots in millions of links take
one pass.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from coopgraph.network.components import condensation

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

__all__ = ["count_dependents"]

_ROOTS_AT_ONCE: Final = 1024
_LINKS_AT_ONCE: Final = 500_000  # converted to Python integers at a time, which need more memory
_SETS_AT_ONCE: Final = 2048


def count_dependents(
    dependent: "Numbers",
    depends_on: "Numbers",
    roots: "Sequence[int] | Numbers",
    members: "Sequence[Numbers]",
) -> "Numbers":
    """Count the items that rely on each root, directly or through others, without the root itself.

    Parameters
    ----------
    dependent, depends_on
        The two ends of each link; items are numbered from 0.
    roots
        The items whose dependents are counted.
    members
        Sets of items, each as a boolean for every item. Each set is counted separately.

    Returns
    -------
    numpy.ndarray
        One row for each set, one column for each root.

    Examples
    --------
    >>> import numpy as np
    >>> dependent, depends_on = np.array([1, 2, 0]), np.array([0, 1, 1])
    >>> count_dependents(dependent, depends_on, [0, 2], [np.ones(3, bool)])
    array([[2, 0]])
    """
    import numpy as np

    roots = np.asarray(roots, np.int64)
    if not len(roots):
        return np.zeros((len(members), 0), np.int64)
    parts = condensation(dependent, depends_on, len(members[0]))
    # Topological order: a component comes after all those it relies on.
    order = np.argsort(parts.dependents, kind="stable")
    above, below, labels = parts.dependents[order], parts.depends_on[order], parts.component
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
    """The counts for one block of roots, given as components."""
    import numpy as np

    held = [0] * len(weights[0])  # for each component, the roots it relies on, as bits
    for bit, root in enumerate(roots.tolist()):
        held[root] |= 1 << bit
    for one, other in _pairs(above, below):
        if held[other]:
            held[one] |= held[other]
    # Many components rely on the same roots, so unpack each set of roots only once.
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
