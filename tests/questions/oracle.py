"""The definitions, tried out on every subset: slow, simple, and written apart from the library.

It reads the records of a dossier, not its graph.
"""

import itertools

from coopgraph.records.models import Activity, Agreement, Provision

SIGNED = {"signed", "in_force"}
UNDER_WAY = {"ongoing", "completed"}
ABSTAINING = {"depositary", "observer", "invited", "proposer"}
DEAD = {"terminated", "abandoned", "cancelled", "dropped"}


class Oracle:
    """One reading of a dossier."""

    def __init__(self, dossier, *, strict):
        self.strict = strict
        self.bodies = {body.id for body in dossier.institutions}
        self.items = {item.id: item for item in dossier.items() if item.id not in self.bodies}
        self.parent = {p.id: a for a in dossier.agreements for p in a.provisions}
        self.achieved = {i for i in self.items if self.is_achieved(i)}
        self.dead = {i for i, item in self.items.items() if item.status in DEAD}
        self.open = set(self.items) - self.achieved - self.dead
        self.facts = {i for i, item in self.items.items() if item.status == "completed"}

    def is_achieved(self, i):
        match self.items[i]:
            case Agreement(status=status):
                return status in SIGNED
            case Activity(status=status):
                return status in UNDER_WAY
            case Provision(status=status):
                return status == "agreed" and self.parent[i].status in SIGNED

    def binds(self, part):
        return self.strict or part.modality == "required"

    def conditions(self, i):
        """All conditions of an item, as a set of which so many must hold."""
        item = self.items[i]
        parts = getattr(item, "parties", ()) or getattr(item, "participants", ())
        parts = [part for part in parts if part.role not in ABSTAINING]
        if getattr(item, "quorum", None):
            yield {part.institution for part in parts}, item.quorum[0].count
        else:
            for part in parts:
                if self.binds(part):
                    yield {part.institution}, 1
        if i in self.parent:
            yield {self.parent[i].id}, 1
        for link in (*getattr(item, "implements", ()), *getattr(item, "amends", ())):
            if self.binds(link):
                yield {link.to}, 1
        for requirement in item.requires:
            if self.binds(requirement):
                yield set(requirement.any_of), requirement.at_least

    def attainable(self, stands, among):
        """Open items that can be concluded one after another on what stands."""
        holds = set(stands)
        while True:
            new = {
                i
                for i in among - holds
                if all(len(needs & holds) >= count for needs, count in self.conditions(i))
            }
            if not new:
                return holds - set(stands)
            holds |= new

    def stands_after(self, gone):
        """What is achieved and still stands, and who still consents."""
        before = self.achieved | self.bodies
        stands = before - (gone - self.facts)
        while True:
            falling = {
                i
                for i in stands & self.achieved - self.facts
                for needs, count in self.conditions(i)
                if len(needs & before) >= count > len(needs & stands)
            }
            if not falling:
                return stands
            stands -= falling

    def reaches(self, goal, gone=frozenset()):
        if goal in gone:
            return False
        stands = self.stands_after(set(gone))
        return goal in stands or goal in self.attainable(stands, self.open - set(gone))

    def plans(self, goal):
        """All minimal sets of open items by which the goal comes to hold."""
        before = self.achieved | self.bodies
        if goal in before:
            return {frozenset()}
        good = [
            set(chosen)
            for size in range(len(self.open) + 1)
            for chosen in itertools.combinations(sorted(self.open), size)
            if goal in self.attainable(before, set(chosen))
        ]
        return minimal(good)

    def cuts(self, goal, max_size, among):
        if not self.reaches(goal):
            return set()
        bad = [
            set(gone)
            for size in range(max_size + 1)
            for gone in itertools.combinations(sorted(among - {goal} - self.facts), size)
            if not self.reaches(goal, gone)
        ]
        return minimal(bad)

    def lost(self, gone):
        return self.achieved - self.stands_after(gone) - gone

    def blocked(self, gone, signed=frozenset()):
        before = self.attainable(self.achieved | self.bodies, self.open)
        stands = self.stands_after(gone) | signed
        return before - self.attainable(stands, self.open - gone - signed) - gone - signed

    def ready(self):
        before = self.achieved | self.bodies
        return {i for i in self.open if i in self.attainable(before, {i})}

    def circles(self):
        """Sets of stuck items each of which needs, through stuck ones, each other of them."""
        stuck = self.open - self.attainable(self.achieved | self.bodies, self.open)
        needs = {
            i: {n for group, _ in self.conditions(i) for n in group if n in stuck} for i in stuck
        }
        while True:
            wider = {i: n | {far for one in n for far in needs[one]} for i, n in needs.items()}
            if wider == needs:
                break
            needs = wider
        return {
            frozenset(j for j in stuck if j in needs[i] and i in needs[j])
            for i in stuck
            if i in needs[i]
        }


def minimal(sets):
    return {frozenset(s) for s in sets if not any(other < s for other in sets)}
