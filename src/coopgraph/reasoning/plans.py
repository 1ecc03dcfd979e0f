"""Every minimal set of open items that makes a goal hold."""

from collections.abc import Iterable
from typing import Final

from coopgraph.reasoning.conditions import Condition, Reading

__all__ = ["DEFAULT_LIMIT", "minimal_plans"]

#: How many alternatives are kept at each item unless another limit is given.
DEFAULT_LIMIT: Final = 200

Family = list[int]  # sets of items as bits of a number, none holding another


def minimal_plans(
    reading: Reading, goal: str, limit: int = DEFAULT_LIMIT
) -> tuple[list[frozenset[str]], bool]:
    """Every minimal set of open items whose conclusion makes the goal hold.

    The why-provenance of the goal: for each item the family of minimal sets that derive it, grown
    from what stands until nothing changes. Families are cut at ``limit`` sets, smallest kept.

    Returns
    -------
    plans, complete
        Sorted by size, then ids; and whether none was cut.
    """
    stands = reading.achieved | reading.institutions
    attainable = reading.attainable(stands)
    if goal in stands:
        return [frozenset()], True
    if goal not in attainable:
        return [], True
    relevant = _relevant(reading, goal, attainable)
    order = sorted(relevant, key=lambda item: (attainable[item], item))
    bit = {item: 1 << n for n, item in enumerate(order)}
    families: dict[str, Family] = {item: [] for item in order}
    complete = True
    changed = True
    while changed:
        changed = False
        for item in order:
            grown, whole = _derivations(reading, item, families, stands, limit)
            grown = [sets | bit[item] for sets in grown]
            merged, fits = _cut(_minimal([*families[item], *grown]), limit)
            complete = complete and whole and fits
            if merged != families[item]:
                changed = True
                families[item] = merged
        # Where families are cut, growing on may never end: each item has a derivation by now.
        if not complete and all(families.values()):
            break
    plans = {
        _shrunk(reading, goal, stands, {i for i in order if bit[i] & sets})
        for sets in families[goal]
    }
    return sorted(plans, key=lambda plan: (len(plan), sorted(plan))), complete


def _relevant(reading: Reading, goal: str, attainable: dict[str, int]) -> set[str]:
    """The attainable open items that the goal may rest on."""
    found, stack = {goal}, [goal]
    while stack:
        for condition in reading.conditions[stack.pop()]:
            new = {one for one in condition.among if one in attainable} - found
            found |= new
            stack += sorted(new)
    return found


def _derivations(
    reading: Reading, item: str, families: dict[str, Family], stands: frozenset[str], limit: int
) -> tuple[Family, bool]:
    """The minimal sets that meet all conditions of an item, as far as families go by now."""
    total, complete = [0], True
    for condition in reading.conditions[item]:
        met, whole = _meeting(condition, families, stands, limit)
        total, fits = _cut(_minimal(a | b for a in total for b in met), limit)
        complete = complete and whole and fits
        if not total:
            break
    return total, complete


def _meeting(
    condition: Condition, families: dict[str, Family], stands: frozenset[str], limit: int
) -> tuple[Family, bool]:
    """The minimal sets by which at least so many of the alternatives hold."""
    complete = True
    by_count: list[Family] = [[0], *([] for _ in range(condition.at_least))]
    for one in condition.among:
        family = [0] if one in stands else families.get(one, [])
        for count in range(condition.at_least, 0, -1):
            joined = (a | b for a in by_count[count - 1] for b in family)
            by_count[count], fits = _cut(_minimal([*by_count[count], *joined]), limit)
            complete = complete and fits
    return by_count[condition.at_least], complete


def _minimal(sets: Iterable[int]) -> Family:
    """The sets that hold no other, by size and value."""
    kept: Family = []
    for candidate in sorted(set(sets), key=lambda s: (s.bit_count(), s)):
        if not any(smaller & candidate == smaller for smaller in kept):
            kept.append(candidate)
    return kept


def _cut(family: Family, limit: int) -> tuple[Family, bool]:
    return family[:limit], len(family) <= limit


def _shrunk(reading: Reading, goal: str, stands: frozenset[str], plan: set[str]) -> frozenset[str]:
    """A plan without what it can spare: only where families were cut is there any."""
    for item in sorted(plan):
        fewer = frozenset(plan - {item})
        if goal in fewer and goal in reading.attainable(stands, fewer):
            plan = set(fewer)
    return frozenset(plan)
