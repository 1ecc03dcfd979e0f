"""How many of each sort reach every part of a graph, all parts at once.

One pass from what relies to what is relied on, over the strongly connected components: what reaches
a component is what reaches those that rely on it, and its own members. Sets are roaring bitmaps
(Chambi, Lemire, Kaser and Godin, 2016) where the extra ``fast`` is installed; else bits of Python's
integers, in blocks, so that what is at hand stays small.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from coopgraph._base.gc_pause import uncollected
from coopgraph.network.components import Condensed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

__all__ = ["reaching"]

#: How many bits of an integer are looked at in one pass.
BLOCK: Final = 2**13


def reaching(parts: Condensed, sorts: Sequence["Numbers"], *, fast: bool | None = None) -> Any:
    """How many nodes of each sort reach each component, its own members counted in.

    Parameters
    ----------
    parts
        The components.
    sorts
        The numbers of the nodes of each sort.
    fast
        Whether to use roaring bitmaps; by default where they are installed.

    Returns
    -------
    numpy.ndarray
        A row for each sort, a column for each component.
    """
    if fast is None:
        fast = _roaring_is_here()
    plan = _plan(parts, sorts)
    with uncollected():
        return _by_roaring(plan) if fast else _by_blocks(plan)


def _roaring_is_here() -> bool:
    from importlib.util import find_spec

    return find_spec("pyroaring") is not None


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What is to be passed on, and in which order.

    Attributes
    ----------
    counts
        For each sort and component its own members: the answer for components that pass nothing on.
    order
        The components that need a set of their own, what relies before what it relies on. A single
        node on which nothing relies needs none: its bit starts where it relies on something.
    seeds, bits
        Which bit starts at which component.
    ends
        Where the bits of each sort end.
    dependents, depends_on
        The links between components in ``order``.
    """

    counts: Any
    order: list[int]
    seeds: "Numbers"
    bits: "Numbers"
    ends: tuple[int, ...]
    dependents: "Numbers"
    depends_on: "Numbers"


def _plan(parts: Condensed, sorts: Sequence["Numbers"]) -> _Plan:
    import numpy as np

    near = _walked(parts)  # what is near in the graph is near in a set: sets have few gaps
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


def _walked(parts: Condensed) -> "Numbers":
    """A number for each component in the order of a walk, depth first, to what relies on it."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    ends = parts.depends_on, parts.dependents
    shape = (parts.count, parts.count)
    links = csr_array((np.ones(len(ends[0]), np.int8), ends), shape=shape)
    order: Numbers = connected_components(links, connection="strong")[1]
    return order


def _by_roaring(plan: _Plan) -> Any:
    from pyroaring import BitMap

    size = plan.counts.shape[1]
    own, bits = _grouped(plan.seeds, plan.bits, size)
    # Counted from one, so that the rank of where a sort ends is how many there are up to there; and
    # in an array, which is what bitmaps are made from fastest.
    bits = array("I", (bits + 1).astype("u4").tobytes())
    first, dependents = _grouped(plan.depends_on, plan.dependents, size)
    users: list[int] = dependents.tolist()
    waiting = _degrees(plan.dependents, size)
    rows: list[Any] = [None] * size
    found: list[int] = []
    for component in plan.order:
        row = BitMap(bits[own[component] : own[component + 1]])
        for one in users[first[component] : first[component + 1]]:
            row |= rows[one]
            waiting[one] -= 1
            if not waiting[one]:  # nobody needs it any more
                rows[one] = None
        found += [row.rank(end) for end in plan.ends]
        if waiting[component]:
            rows[component] = row
    return _filled(plan, found)


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
    """Add to ``found`` how many of a block's bits reach each component."""
    rows = dict.fromkeys(order, 0)
    for component, bit in zip(seeds, bits, strict=True):
        rows[component] |= 1 << bit
    for component, onwards in heads.items():
        row = rows.pop(component)  # what is done with is let go at once
        if row:
            found[component] += row.bit_count()
            for head in onwards:
                rows[head] |= row


def _grouped(keys: "Numbers", values: "Numbers", size: int) -> tuple[list[int], Any]:
    """The values ordered by key, and where those of each key start."""
    import numpy as np

    starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=size))])
    return starts.tolist(), values[np.argsort(keys, kind="stable")]


def _degrees(keys: "Numbers", size: int) -> list[int]:
    import numpy as np

    degrees: list[int] = np.bincount(keys, minlength=size).tolist()
    return degrees


def _filled(plan: _Plan, found: list[int]) -> Any:
    """The counts, with those of the components in order: found are running totals over sorts."""
    import numpy as np

    totals = np.array(found, np.int64).reshape(-1, len(plan.ends))
    plan.counts[:, plan.order] = np.diff(totals, axis=1, prepend=0).T
    return plan.counts
