"""Count how many nodes reach each component of a graph, for all components at once.

One pass over the strongly connected components, from dependents to what they depend on: a component
is reached by its own members and by whatever reaches its dependents. Sets are roaring bitmaps
(Chambi, Lemire, Kaser and Godin, 2016) if the extra ``fast`` is installed; otherwise bits of
integers, in blocks to limit memory.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from coopgraph._base.gc_pause import gc_paused
from coopgraph.network.components import Condensation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

__all__ = ["count_reaching"]

#: The number of bits processed in one pass.
BLOCK: Final = 2**13


def count_reaching(
    parts: Condensation, sorts: Sequence["Numbers"], *, fast: bool | None = None
) -> Any:
    """Count the nodes of each sort that reach each component, including its own members.

    Parameters
    ----------
    parts
        The components.
    sorts
        The numbers of the nodes of each sort.
    fast
        Whether to use roaring bitmaps; by default if they are installed.

    Returns
    -------
    numpy.ndarray
        One row for each sort, one column for each component.
    """
    if fast is None:
        fast = _has_roaring()
    plan = _plan(parts, sorts)
    with gc_paused():
        return _by_roaring(plan) if fast else _by_blocks(plan)


def _has_roaring() -> bool:
    from importlib.util import find_spec

    return find_spec("pyroaring") is not None


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """The sets to propagate, and the order of doing so.

    Attributes
    ----------
    counts
        The members of each component by sort: the final count if no other component reaches it.
    order
        The components that need a set, dependents before what they depend on. A single node
        without dependents needs none: its bit starts at what it depends on.
    seeds, bits
        The component at which each bit starts, and the bit.
    ends
        The end of the bits of each sort.
    dependents, depends_on
        The links between the components in ``order``.
    """

    counts: Any
    order: list[int]
    seeds: "Numbers"
    bits: "Numbers"
    ends: tuple[int, ...]
    dependents: "Numbers"
    depends_on: "Numbers"


def _plan(parts: Condensation, sorts: Sequence["Numbers"]) -> _Plan:
    import numpy as np

    near = _depth_first(parts)  # neighbours in the graph get close bits, so that sets have few gaps
    homes = [parts.component[members] for members in sorts]
    homes = [home[np.argsort(near[home], kind="stable")] for home in homes]
    home = np.concatenate(homes)
    passes_on = np.bincount(parts.component, minlength=parts.count) > 1
    passes_on[parts.depends_on] = True
    bit_of = np.full(parts.count, -1, np.int64)
    bit_of[home] = np.arange(len(home))
    inner = passes_on[parts.dependents]
    starting = ~inner & (bit_of[parts.dependents] >= 0)
    own = passes_on[home]
    return _Plan(
        counts=np.array([np.bincount(one, minlength=parts.count) for one in homes]),
        order=np.flatnonzero(passes_on)[::-1].tolist(),
        seeds=np.concatenate([home[own], parts.depends_on[starting]]),
        bits=np.concatenate([np.flatnonzero(own), bit_of[parts.dependents[starting]]]),
        ends=tuple(np.cumsum([len(one) for one in homes]).tolist()),
        dependents=parts.dependents[inner],
        depends_on=parts.depends_on[inner],
    )


def _depth_first(parts: Condensation) -> "Numbers":
    """Number the components in depth-first order, towards their dependents."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    ends = parts.depends_on, parts.dependents
    shape = (parts.count, parts.count)
    links = csr_array((np.ones(len(ends[0]), np.int8), ends), shape=shape)
    order: Numbers = connected_components(links, connection="strong")[1]
    return order


def _by_roaring(plan: _Plan) -> Any:
    import numpy as np
    from pyroaring import BitMap

    size = plan.counts.shape[1]
    own, bits = _grouped(plan.seeds, plan.bits, size)
    # Bits count from one, so that rank(end) is the number of bits before it. Bitmaps are created
    # fastest from an array.
    bits = array("I", (bits + 1).astype("u4").tobytes())
    first, dependents = _grouped(plan.depends_on, plan.dependents, size)
    users: list[int] = dependents.tolist()
    waiting = np.bincount(plan.dependents, minlength=size).tolist()
    rows: list[Any] = [None] * size
    found: list[int] = []
    for component in plan.order:
        row = BitMap(bits[own[component] : own[component + 1]])
        for one in users[first[component] : first[component + 1]]:
            row |= rows[one]
            waiting[one] -= 1
            if not waiting[one]:  # no longer needed
                rows[one] = None
        found += [row.rank(end) for end in plan.ends]
        if waiting[component]:
            rows[component] = row
    # Ranks are cumulative over the sorts.
    totals = np.array(found, np.int64).reshape(-1, len(plan.ends))
    plan.counts[:, plan.order] = np.diff(totals, axis=1, prepend=0).T
    return plan.counts


def _by_blocks(plan: _Plan) -> Any:
    import numpy as np

    size = plan.counts.shape[1]
    starts, depends_on = _grouped(plan.dependents, plan.depends_on, size)
    listed: list[int] = depends_on.tolist()
    heads = {one: listed[starts[one] : starts[one + 1]] for one in plan.order}
    counts = plan.counts
    counts[:, plan.order] = 0
    by_bit = np.argsort(plan.bits, kind="stable")
    seeds, bits = plan.seeds[by_bit], plan.bits[by_bit]
    for sort, (first, end) in enumerate(pairwise((0, *plan.ends))):
        found = dict.fromkeys(plan.order, 0)
        for start in range(first, end, BLOCK):
            stop = min(start + BLOCK, end)
            here = slice(*np.searchsorted(bits, (start, stop)))
            _pass_on(seeds[here].tolist(), (bits[here] - start).tolist(), plan.order, heads, found)
        counts[sort, plan.order] = list(found.values())
    return counts


def _pass_on(
    seeds: list[int],
    bits: list[int],
    order: list[int],
    heads: Mapping[int, list[int]],
    found: dict[int, int],
) -> None:
    """Add the number of bits of one block that reach each component to ``found``."""
    rows = dict.fromkeys(order, 0)
    for component, bit in zip(seeds, bits, strict=True):
        rows[component] |= 1 << bit
    for component, onwards in heads.items():
        row = rows.pop(component)  # frees its memory
        if row:
            found[component] += row.bit_count()
            for head in onwards:
                rows[head] |= row


def _grouped(keys: "Numbers", values: "Numbers", size: int) -> tuple[list[int], Any]:
    """Group values by key: the start of each group, and the values in order of key."""
    import numpy as np

    starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=size))])
    return starts.tolist(), values[np.argsort(keys, kind="stable")]
