"""The definitions of state and change, in every completion: slow, simple, apart from the library.

It reads the plain data of a dossier, not its graph. A *world* is one completion: every uncertain
matter is settled by a choice.
"""

import itertools
from fractions import Fraction

from coopgraph.words.dates import EDTFDate

ABSTAINING = {"depositary", "observer", "invited", "proposer"}
ENDED = {"terminated", "abandoned", "cancelled", "dropped"}
FIRST = {"signed", "in_force", "agreed", "ongoing", "completed"}
SECOND = {"in_force", "completed"}
STAGES = {"signed": 0, "agreed": 0, "ongoing": 0, "in_force": 1, "completed": 1}
LASTING_KINDS = {"programme", "project", "support", "cooperation"}
NAMES = {
    "agreement": ("signed", "in_force"),
    "provision": ("agreed", "in_force"),
    "activity": ("ongoing", "completed"),
}
ACHIEVED, FREE, READY, REACHABLE, OUT, GONE = 5, 4, 3, 2, 1, 0


ORDER = ["no", "maybe", "yes"]
OPPOSITE = {"no": "yes", "maybe": "maybe", "yes": "no"}
TRUTHS = {"certain": "yes", "possible": "maybe", "no": "no"}


def truth(text, as_of):
    """Whether what is dated has happened: "yes", "no" or "maybe"."""
    if not text or not as_of:
        return "yes"
    return {"certain": "no", "no": "yes"}.get(EDTFDate(text).after(EDTFDate(as_of)).value, "maybe")


class World:
    """The items of a dossier in one completion; ``choose`` settles each uncertain matter."""

    def __init__(self, raw, choose, as_of=None):  # noqa: C901 - field by field
        self.choose, self.as_of = choose, as_of
        self.items, self.kind, self.parent = {}, {}, {}
        for a in raw.get("agreements", ()):
            self.items[a["id"]], self.kind[a["id"]] = a, "agreement"
            for p in a.get("provisions", ()):
                self.items[p["id"]], self.kind[p["id"]] = p, "provision"
                self.parent[p["id"]] = a["id"]
        for x in raw.get("activities", ()):
            self.items[x["id"]], self.kind[x["id"]] = x, "activity"
        self.named = set()
        self.parties = {i: self._parties(i) for i in self.items}
        records = {i: self._record(i) for i in self.items}
        self.lifted = {i for i, (*_, is_suspended) in records.items() if is_suspended}
        self.ended = {
            i for i, (_, _, ended, _) in records.items() if self.settles(ended, "ended", i)
        }
        found = {(i, rank): record[rank] for i, record in records.items() for rank in (0, 1)}
        self.sure = {milestone for milestone, value in found.items() if value == "yes"}
        self.reached = {m for m, value in found.items() if self.settles(value, "reached", *m)}
        self.lasting = {
            i for i in self.items if self.status(i) == "completed" and (i, 1) in self.reached
        }
        self.ended -= self.lasting
        self.given, self.open = set(), set()
        for i, parties in self.parties.items():
            for body in parties:
                for rank in self.ranks(i):
                    given, can = self._act(i, body, rank)
                    if given:
                        self.given.add((body, i, rank))
                    elif can:
                        self.open.add((body, i, rank))
        self.excludes = [
            (i, link["to"])
            for i in self.items
            for n, link in enumerate(full(self.items[i].get("excludes", ())))
            if self.real(link, "excludes", i, n)
        ]
        self.heirs, self.succeeds = {}, []
        for i in self.items:
            for n, link in enumerate(full(self.items[i].get("supersedes", ()))):
                real = self.real(link, "supersedes", i, n)
                if link.get("inherits") and real:
                    self.heirs.setdefault(link["to"], set()).add(i)
                ends = link.get("ends")
                if (ends and real) or (ends is None and self.choose(("ends", i, n))):
                    self.succeeds.append((i, link["to"]))
        self.wanted = {i: self._requirements(i) for i in self.items}
        self.bases = {
            i: [
                link["to"]
                for field in ("implements", "amends")
                for n, link in enumerate(full(self.items[i].get(field, ())))
                if self.real(link, field, i, n)
            ]
            for i in self.items
        }

    def status(self, i):
        return self.items[i].get("status", "proposed")

    def settles(self, value, *key):
        """Whether it is so in this world."""
        return value == "yes" or (value == "maybe" and self.choose(key))

    def _record(self, i):
        """Whether the record says that both milestones stand, and that it has ended or is suspended."""
        status, kind = self.status(i), self.kind[i]
        base = [status in FIRST, status in SECOND]
        base[0] |= status == "suspended" and kind != "activity"
        plain = ["yes" if reached else "no" for reached in base]
        if kind == "activity":
            begun, over = self._lasts(self.items[i].get("when"))
            if status not in {"cancelled", "suspended"}:
                plain = [combine(plain[0], begun), combine(plain[1], over)]
            return (*plain, "yes" if status in ENDED else "no", False)
        dates = self.items[i].get("dates", {})
        halting = status in ENDED or status == "suspended"
        halted = truth(dates.get(status), self.as_of) if halting else "no"
        found = []
        for rank, stage in enumerate(NAMES[kind]):
            value = plain[rank]
            if value == "no" and halted != "yes" and status in {"suspended", "terminated"}:
                # Before it was halted it stood, if that is dated; else perhaps.
                over = status == "terminated" or halted == "no"
                value = "yes" if dates.get(stage) and over else "maybe"
            found.append(combine(value, truth(dates.get(stage), self.as_of)))
        found[1] = combine(*found)
        is_suspended = status == "suspended" and halted != "no"
        if status != "suspended" and "suspended" in dates:
            paused, may_have_stood = self._pause(dates, status)
            is_suspended = paused != "no" and found[0] != "no"
            if may_have_stood and paused != "yes" and found[1] == "no":
                found[1] = combine(found[0], "maybe")
            found[1] = combine(found[1], OPPOSITE[paused])
        return (*found, halted if status in ENDED else "no", is_suspended)

    def _pause(self, dates, status):
        """Whether a suspension that the status does not name lasts, and was in force before it.

        It is lifted by an entry into force after it; else some day, if the status is in force.
        """
        later = "no"
        if "in_force" in dates:
            later = TRUTHS[EDTFDate(dates["in_force"]).after(EDTFDate(dates["suspended"])).value]
        undated = "maybe" if status in SECOND else "no"
        dated = truth(dates.get("in_force"), self.as_of)
        if later == "yes":
            lifted = dated
        elif later == "no":
            lifted = undated
        else:
            lifted = dated if dated == undated else "maybe"
        return combine(truth(dates["suspended"], self.as_of), OPPOSITE[lifted]), later == "yes"

    def _lasts(self, text):
        """Whether what takes place at a time has begun, and whether it is over."""
        if not text or not self.as_of:
            return "yes", "yes"
        when, now = EDTFDate(text), EDTFDate(self.as_of)
        begun = truth(text, self.as_of)
        if when.overlaps(now).value == "certain":
            begun = "yes"
        days = when.certain_days
        if when.before(now).value == "certain" or (when.latest and when.latest <= now.earliest):
            return begun, "yes"
        still = days and (days[1] is None or days[1] > now.latest)
        return begun, "no" if still or when.after(now).value == "certain" else "maybe"

    def is_lifted(self, i):
        """Whether it is suspended after its first milestone."""
        return i in self.lifted

    def real(self, link, *key):
        return link.get("modality", "required") == "required" or self.choose(key)

    def ranks(self, i):
        return (0, 1) if self.items[i].get("entry_into_force") else (0,)

    def _parties(self, i):
        """The consenting bodies, with all their entries."""
        item = self.items[i]
        found = {}
        for part in full(item.get("parties", item.get("participants", ())), "institution"):
            if part.get("role") not in ABSTAINING:
                found.setdefault(part["institution"], []).append(part)
        return found

    def binds(self, i, body):
        required = any(p.get("modality", "required") == "required" for p in self.parties[i][body])
        return required or self.choose(("party", i, body))

    def _act(self, i, body, rank):
        dates = {}
        for part in self.parties[i][body]:
            for stage, text in part.get("dates", {}).items():
                dates[stage] = max(dates.get(stage, "no"), truth(text, self.as_of), key=ORDER.index)
        known = set(dates)
        giving = {"signed", "ratified", "in_force"} if rank == 0 else {"ratified", "in_force"}

        def some(stages):
            values = {dates[s] for s in stages & known}
            return "yes" if "yes" in values else "maybe" if "maybe" in values else "no"

        def choice(value, *key):
            return value == "yes" or (value == "maybe" and self.choose((*key, i, body, rank)))

        gave, withdrew = some(giving), some({"withdrawn"})
        closed = some({"withdrawn", "refused"})
        if not dates:
            lifted = self.is_lifted(i)
            stands = (i, 0 if lifted else rank) in self.reached
            return stands, True
        given = combine(gave, {"yes": "no", "no": "yes"}.get(withdrew, "maybe"))
        can = {"yes": "no", "no": "yes"}.get(closed, "maybe")
        is_given = choice(given, "given")
        return is_given, (choice(can, "open") if given != "yes" else False)

    def _requirements(self, i):
        found = []
        for n, requirement in enumerate(full(self.items[i].get("requires", ()), "any_of")):
            any_of = requirement["any_of"]
            any_of = [any_of] if isinstance(any_of, str) else any_of
            before = STAGES[requirement["before"]] if requirement.get("before") else 0
            alternatives = [(one, self.stage(one, requirement)) for one in any_of]
            late = False
            if requirement.get("by") and self.as_of:
                passed = EDTFDate(requirement["by"]).before(EDTFDate(self.as_of)).value
                late = passed == "certain" or (passed == "possible" and self.choose(("late", i, n)))
            if self.real(requirement, "requires", i, n):
                found.append((before, alternatives, requirement.get("at_least", 1), late))
        return found

    def stage(self, i, requirement):
        if requirement.get("stage"):
            return STAGES[requirement["stage"]]
        if self.kind[i] == "activity":
            return 0 if self.items[i]["kind"] in LASTING_KINDS else 1
        return 0

    # -- what holds ----------------------------------------------------------------------------

    def holds(self):
        """Every milestone and act that stands."""
        found = {m for m in self.reached if m[0] not in self.ended}
        found -= {(i, 1) for i in self.items if (i, 0) not in found}
        found -= {(p, r) for p, a in self.parent.items() for r in (0, 1) if (a, 0) not in found}
        found -= {(p, 1) for p in self.parent if not self.is_lifted(p)}
        found |= self.given
        return found | {
            (p, 1)
            for p, a in self.parent.items()
            if not self.is_lifted(p) and (p, 0) in found and (a, 1) in found
        }

    def there(self, i, rank, among):
        """Whether an item, or a successor that inherits, is among some milestones."""
        line, stack = {i}, [i]
        while stack:
            for heir in self.heirs.get(stack.pop(), ()):
                if heir not in line:
                    line.add(heir)
                    stack.append(heir)
        return any((one, rank) in among for one in line)

    def is_agreed_with(self, c, among, waiting=()):
        """Whether a component can be agreed in the same act as its agreement."""
        if c in self.ended or c in waiting:
            return False
        whole, further = self.parent[c], (*waiting, c)

        def is_met(alternatives, at_least, among):
            found = (
                one == whole or self.alternative(whole, 0, one, stage, among, further)
                for one, stage in alternatives
            )
            return sum(found) >= at_least

        return all(
            is_met(alternatives, at_least, self.holds() if late else among)
            for _, alternatives, at_least, late in self.wanted[c]
        )

    def alternative(self, i, rank, one, stage, among, waiting=(), *, settling=False):
        if self.parent.get(one) == i and stage <= rank:
            if settling:  # once its agreement is signed, it has to be there
                return (one, 0) in among
            return self.is_agreed_with(one, among, waiting)
        return self.there(one, stage, among)

    def conditions(self, i, rank, *, settling=False):  # noqa: C901 - as the definitions list them
        """Each condition: its kind, a test of a set of milestones and acts, and whether it stays.

        The kinds are "act", what the parties do themselves; "late"; and "other".
        """
        if rank:
            yield "within", (lambda s: (i, 0) in s), True
        if i in self.parent:
            a = self.parent[i]
            yield "within" if not rank else "other", (lambda s: (a, rank) in s), True
        for base in self.bases[i]:
            yield "other", (lambda s, base=base: self.there(base, rank, s)), True
        parties = self.parties[i]
        if not rank:
            quorum = thresholds(self.items[i].get("quorum"))
            for one in quorum:
                yield from self.threshold(i, one, 0, stays=True)
            if not quorum:
                entry = thresholds(self.items[i].get("entry_into_force"))
                stays = all(one.get("all") for one in entry)
                for body in parties:
                    if self.binds(i, body):
                        yield "act", (lambda s, body=body: (body, i, 0) in s), stays
        elif not self.is_lifted(i):
            for one in thresholds(self.items[i].get("entry_into_force")):
                yield from self.threshold(i, one, 1, stays=False)
        for before, alternatives, at_least, late in self.wanted[i]:
            if before == rank and not (rank and self.is_lifted(i)):

                def met(s, alternatives=alternatives, at_least=at_least):
                    found = [
                        self.alternative(i, rank, *one, s, settling=settling)
                        for one in alternatives
                    ]
                    return sum(found) >= at_least

                yield "late" if late else "other", met, not rank

    def threshold(self, i, one, rank, *, stays):
        bodies = [b for b in self.parties[i] if b in (one.get("among") or self.parties[i])]
        if one.get("all"):
            for body in bodies:
                if self.binds(i, body):
                    yield "act", (lambda s, body=body: (body, i, rank) in s), stays
            return

        def weight(body):
            if not one.get("weight"):
                return Fraction(1)
            stated = [part.get("weights", {}) for part in self.parties[i][body]]
            return max(Fraction(str(weights.get(one["weight"], 0))) for weights in stated)

        total = sum(map(weight, bodies))

        def met(s):
            acting = [b for b in bodies if (b, i, rank) in s and self.binds(i, b)]
            if "share" in one:
                return total > 0 and sum(map(weight, acting)) >= Fraction(str(one["share"])) * total
            return sum(map(weight, acting)) >= one["count"]

        yield "act", met, stays

    # -- what can be ---------------------------------------------------------------------------

    def barred(self, stands):
        pairs = [*self.excludes, *((b, a) for a, b in self.excludes)]
        return {i for i, by in pairs if (by, 0) in stands}

    def supports(self):
        """What stands, that with the acts that can be given, and that with all within reach."""
        stands = self.holds()
        barred = self.barred(stands)
        acting = stands | self.open
        reach = set(acting)
        while True:
            new = {
                (i, rank)
                for i in set(self.items) - self.ended - barred
                for rank in (0, 1)
                if (i, rank) not in reach
                and all(
                    test(stands if kind == "late" else reach)
                    for kind, test, _ in self.conditions(i, rank)
                )
            }
            if not new:
                return stands, acting, reach
            reach |= new

    def levels(self):
        """The level of every milestone."""
        stands, acting, reach = self.supports()
        found = {}
        for i in self.items:
            for rank in (0, 1):
                if (i, rank) in stands:
                    level = ACHIEVED
                elif i in self.ended:
                    level = GONE
                elif (i, rank) not in reach:
                    level = OUT
                else:
                    unmet = [
                        (kind, test)
                        for kind, test, _ in self.conditions(i, rank)
                        if not test(stands)
                    ]
                    if not unmet:
                        level = FREE
                    elif all(kind == "act" and test(acting) for kind, test in unmet):
                        level = READY
                    else:
                        level = REACHABLE
                found[i, rank] = level
        return found

    # -- change --------------------------------------------------------------------------------

    def change(self, change):  # noqa: C901 - step by step, as the definition
        """Make a change, and let the rest settle."""
        before = self.holds()
        take = {(b, i, r) for b, i in change["withdraws"] for r in (0, 1)}
        refuse = {(b, i, r) for b, i in change["refuses"] for r in (0, 1)}
        give = {(b, i, r) for b, i in change["ratifies"] for r in self.ranks(i)}
        first = set(change["signs"]) | set(change["starts"])
        second = set(change["enters_into_force"]) | set(change["completes"])
        for i in first | second:
            if (i, 0) not in self.sure:
                give |= {act for act in self.open if act[1] == i and act[2] == 0}
                for p, a in self.parent.items():
                    if a == i and p not in self.ended | set(change["fails"]):
                        if (p, 0) in self.sure or p in first:
                            continue
                        if p in self.required_parts(i) or self.choose(("agreed", p)):
                            self.reached.add((p, 0))
                            self.named.add((p, 0))
            self.reached.add((i, 0))
            self.named.add((i, 0))
        in_force = {i for i in second if (i, 1) not in self.sure}
        for i in second:
            self.reached.add((i, 1))
            self.named.add((i, 1))
        self.given = (self.given | give) - take
        self.open -= take | refuse | give
        gone = set(change["fails"])
        for i, other in [*self.excludes, *((b, a) for a, b in self.excludes)]:
            if i in first | second:
                gone.add(other)
        gone |= {old for new, old in self.succeeds if new in in_force}
        self.ended |= gone - self.lasting
        safe = self.named | {(i, r) for i in self.lasting for r in (0, 1)}
        while True:
            stands = self.holds()
            falling = {
                (i, rank)
                for i, rank in self.reached & stands
                if (i, rank) not in safe
                if any(
                    stays and test(before) and not test(stands)
                    for _, test, stays in self.conditions(i, rank, settling=True)
                )
            }
            if not falling:
                return
            self.reached -= falling

    def required_parts(self, i):
        raw = full(self.items[i].get("requires", ()), "any_of")
        found = set()
        for requirement in raw:
            any_of = requirement["any_of"]
            any_of = [any_of] if isinstance(any_of, str) else any_of
            is_needed = requirement.get("modality", "required") == "required"
            is_needed &= len(any_of) == requirement.get("at_least", 1)
            is_needed &= STAGES.get(requirement.get("before"), 0) == 0
            if is_needed:
                found |= {
                    one
                    for one in any_of
                    if self.parent.get(one) == i and self.stage(one, requirement) == 0
                }
        return found


def combine(one, other):
    if "no" in (one, other):
        return "no"
    return "maybe" if "maybe" in (one, other) else "yes"


def full(entries, main="to"):
    return [{main: e} if isinstance(e, str) else e for e in entries or ()]


def thresholds(value):
    if not value:
        return []
    listed = value if isinstance(value, list) else [value]
    return [{"count": one} if isinstance(one, int) else one for one in listed]


def uncertain(raw, as_of, change=None):
    """Every matter that a completion settles."""
    asked = set()

    def choose(key):
        asked.add(key)
        return False

    world = World(raw, choose, as_of)
    for i in world.items:
        for body in world.parties[i]:
            world.binds(i, body)
    if change is not None:
        for i in set(change["signs"]) | set(change["enters_into_force"]):
            for p, a in world.parent.items():
                if a == i:
                    asked.add(("agreed", p))
        world.change(change)
    return sorted(asked)


def completions(raw, as_of, change=None):
    """Every completion, as a function that makes its world anew."""
    keys = uncertain(raw, as_of, change)
    for chosen in itertools.product((False, True), repeat=len(keys)):
        settled = dict(zip(keys, chosen, strict=True))
        yield lambda settled=settled: World(raw, settled.__getitem__, as_of)


BAD = [("lost", ACHIEVED), ("blocked", REACHABLE), ("delayed", READY), ("held", FREE)]
GOOD = [("achieved", ACHIEVED), ("freed", FREE), ("gained", READY), ("unblocked", REACHABLE)]
LEVELS = dict(BAD + GOOD)


def effect(before, after):
    if after < before:
        if before == ACHIEVED:
            return "lost"
        lost = [(level, name) for name, level in BAD if after < level <= before]
        return min(lost)[1] if lost else None
    gained = [(level, name) for name, level in GOOD if before < level <= after]
    return max(gained)[1] if gained else None


def news(raw, change, as_of=None):
    """Every effect on a milestone that some completion shows, and whether it is certain."""
    found, afters = set(), {}
    for world_of in completions(raw, as_of, change):
        world = world_of()
        before = world.levels()
        world.change(change)
        after = world.levels()
        for milestone, level in after.items():
            afters.setdefault(milestone, set()).add(level)
            if one := effect(before[milestone], level):
                found.add((milestone, one))
    named = {i for key in NAMING for i in change[key]}
    rows = set()
    for milestone, one in found:
        if milestone[0] in named:
            continue
        if one in dict(GOOD):
            certain = min(afters[milestone]) >= LEVELS[one]
        else:
            certain = max(afters[milestone]) < LEVELS[one]
        rows.add((*milestone, one, "certain" if certain else "possible"))
    return rows


NAMING = ("fails", "signs", "enters_into_force", "starts", "completes")
