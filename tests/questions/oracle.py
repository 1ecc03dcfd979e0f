"""What questions about plans ask, tried out in one completion: slow, simple, apart from the library."""

import itertools

from tests.questions.worlds import FREE, GONE, OUT, READY, completions

NO_CHANGE = dict.fromkeys(
    (
        "fails",
        "signs",
        "enters_into_force",
        "starts",
        "completes",
        "withdraws",
        "refuses",
        "ratifies",
    ),
    (),
)


def the_world(raw, as_of=None):
    """The only completion of a dossier in which nothing is uncertain."""
    (world_of,) = completions(raw, as_of)
    return world_of()


def automatic(world):
    """The milestones that come of themselves: of provisions, with their agreement."""
    in_force = {(p, 1) for p in world.parent if not world.is_lifted(p)}
    agreed = {(p, 0) for p in world.parent if (p, 0) in world.reached}
    return in_force | agreed - world.holds()


def closure(world, among):
    """What stands, or comes to stand if some milestones may be reached one after another."""
    stands = world.holds()
    found = stands | world.open
    barred = world.barred(stands)
    may = {m for m in among | automatic(world) if m[0] not in world.ended | barred}
    while True:
        new = {
            m
            for m in may - found
            if all(
                test(stands if kind == "late" else found) for kind, test, _ in world.conditions(*m)
            )
        }
        if not new:
            return found
        found |= new


def open_milestones(world):
    """The milestones that can be steps: those within reach that do not come of themselves."""
    return {m for m, level in world.levels().items() if OUT < level <= FREE} - automatic(world)


def plans(world, goal):
    """All minimal sets of open milestones by which a goal comes to hold.

    No two items that exclude each other are in one of them, nor is anything without which it does
    not work ended by it.
    """
    steps = sorted(open_milestones(world))
    good = [
        set(chosen)
        for size in range(len(steps) + 1)
        for chosen in itertools.combinations(steps, size)
        if not _clashes(world, chosen) and _works(world, goal, chosen)
    ]
    return minimal(good)


def _clashes(world, plan):
    first = {i for i, rank in plan if not rank}
    return any({a, b} <= first for a, b in world.excludes)


def _works(world, goal, plan):
    """Whether the goal comes to hold, once what the plan ends has ended."""
    ended = {old for new, old in world.succeeds if (new, 1) in plan} - world.ended
    world.ended |= ended
    found = closure(world, set(plan))
    world.ended -= ended
    return goal in found


def is_ready(world, i, rank):
    return world.levels()[i, rank] in {READY, FREE} and is_awaited(world, i, rank)


def is_awaited(world, i, rank):
    """Whether it is a first milestone, or one for which something recorded is waited for."""
    if not rank:
        return True
    if (i, rank) in automatic(world):
        return False
    item = world.items[i]
    by_default = world.kind[i] == "activity" and world.stage(i, {}) == 1
    conditions = any(
        requirement.get("before") in {"in_force", "completed"}
        for requirement in item.get("requires", ())
        if isinstance(requirement, dict)
    )
    return by_default or world.is_lifted(i) or bool(item.get("entry_into_force")) or conditions


def survives(world_of, goal, gone):
    """Whether a goal still holds or can be reached once some items and institutions are lost."""
    world = world_of()
    fails = [i for i in world.items if i in gone]
    withdraws = [(b, i) for i in world.items for b in world.parties[i] if b in gone]
    world.change({**NO_CHANGE, "fails": fails, "withdraws": withdraws})
    return world.levels()[goal] > OUT


def cuts(world_of, goal, max_size):
    """The minimal sets of items and institutions whose loss puts a goal out of reach."""
    world = world_of()
    bodies = {body for i in world.items for body in world.parties[i]}
    losable = sorted({*world.items, *bodies} - world.lasting - {goal[0]})
    if not survives(world_of, goal, ()):
        return set()
    return minimal(
        [
            set(gone)
            for size in range(1, max_size + 1)
            for gone in itertools.combinations(losable, size)
            if not survives(world_of, goal, gone)
        ]
    )


def stuck(world):
    """The milestones that could be reached if all of them came at once, and cannot one by one."""
    stands, acting, reach = world.supports()
    barred = world.barred(stands)
    may = {
        m
        for m, level in world.levels().items()
        if level == OUT and m[0] not in barred and level != GONE
    }
    while True:
        left = {
            m
            for m in may
            if all(
                test(acting if kind == "late" else reach | may)
                for kind, test, _ in world.conditions(*m)
            )
        }
        if left == may:
            return may
        may = left


def minimal(sets):
    return {frozenset(s) for s in sets if not any(other < s for other in sets)}
