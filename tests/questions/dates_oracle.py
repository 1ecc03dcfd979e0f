"""When milestones come, day by day, in one completion: slow, simple, apart from the library."""

from coopgraph.network.days import ALWAYS, NEVER
from coopgraph.words.dates import EDTFDate
from tests.questions import oracle, worlds

STAGES = ["envisaged", "negotiation", "signed", "in_force"]


def bounds(first, last):
    """Two days as numbers; an open one is before, or after, all others."""
    return first.toordinal() if first else ALWAYS, last.toordinal() if last else NEVER


def days_of(text):
    when = EDTFDate(text)
    return bounds(when.earliest, when.latest)


def recorded_days(world, i, rank):
    """The days on which a milestone that is not reached may come, by its record alone."""
    item = world.items[i]
    if world.kind[i] == "activity":
        if "when" not in item:
            return ALWAYS, NEVER
        left, _, right = item["when"].partition("/")
        left, right = (
            days_of(left),
            days_of(right or left) if right != ".." else None,
        )
        if right is None:
            right = (left[0], NEVER)
        return right if rank else left
    name = worlds.NAMES[world.kind[i]][rank]
    if world._record(i)[rank] != "no" and item.get("dates", {}).get(name):
        return days_of(item["dates"][name])
    expected = item.get("expected", {})
    if name in expected:
        return days_of(expected[name])
    place = STAGES.index(name) if name in STAGES else 0
    before = [days_of(expected[s])[0] for s in STAGES[:place] if s in expected]
    after = [days_of(expected[s])[1] for s in STAGES[place + 1 :] if s in expected]
    return before[-1] if before else ALWAYS, after[0] if after else NEVER


def own_days(world, as_of):
    """The first and the last day of each milestone, whatever it needs."""
    found = {}
    now = days_of(as_of)[0] if as_of else ALWAYS
    for milestone in world.levels():
        first, last = recorded_days(world, *milestone)
        last = NEVER if last < max(first, now) else last
        found[milestone] = max(first, now), last
    return found | dict.fromkeys(oracle.automatic(world), (ALWAYS, ALWAYS))


def conditions(world, i, rank):
    """The conditions of a milestone, each with its deadline or ``None``."""
    found = list(world.conditions(i, rank))
    wanted = [
        one.get("by")
        for n, one in enumerate(worlds.full(world.items[i].get("requires", ()), "any_of"))
        if (worlds.STAGES[one["before"]] if one.get("before") else 0) == rank
        if world.real(one, "requires", i, n)
    ]
    wanted = [] if rank and world.is_lifted(i) else wanted
    real = found[len(found) - len(wanted) :] if wanted else []
    deadlines = [None] * (len(found) - len(real)) + wanted
    return [(*one[:2], by) for one, by in zip(found, deadlines, strict=True)]


def arrivals(world, as_of, bound):
    """The day on which each milestone comes if all come as early (0) or as late (1) as they may."""
    days = {milestone: both[bound] for milestone, both in own_days(world, as_of).items()}
    stands = world.holds()
    barred = world.barred(stands)
    there = {}

    def by_then(day):
        return there[max(one for one in there if one <= day)]

    found = dict.fromkeys(stands, ALWAYS)
    for day in sorted({ALWAYS, *days.values()}):
        before = set(there[max(there)]) if there else stands | world.open
        there[day] = before

        def met(kind, test, by, day=day):
            if kind == "late":
                return test(stands)
            deadline = days_of(by)[1 - bound] if by else NEVER
            return test(there[day] if day <= deadline else by_then(deadline))

        while True:
            new = {
                m
                for m in days
                if m not in there[day] and m[0] not in world.ended | barred and days[m] <= day
                if all(met(*one) for one in conditions(world, *m))
            }
            if not new:
                break
            there[day] |= new
            found |= dict.fromkeys(new, day)
    return found
