"""Random dossiers with all that milestones can depend on, and random changes of them.

They are small, so that every completion of what is uncertain can be tried (`worlds.py`).
"""

import random

from hypothesis import strategies as st

from tests.questions import worlds

DATES = ["2018", "2019", "2019-06", "2020", "2021", "2020?"]
PERIODS = ["2019/2021", "2019-05/2019-09", "2018/..", "2021-02/2021-03"]
AS_OF = [None, None, "2019", "2019-07", "2021"]
POSSIBLE = 0.2

#: The most uncertain matters of a dossier: 2 ** 9 completions.
MOST_UNCERTAIN = 9


def raw_dossier(rng, *, dates=True, possible=POSSIBLE):
    """The plain data of a random dossier.

    Without ``dates`` acts are dated, but all in one year; ``possible`` is the share of links that
    are only possible.
    """
    return _Dossier(rng, dates, possible).raw


class _Dossier:
    def __init__(self, rng, dates, possible):
        self.rng, self.dates, self.possible = rng, dates, possible
        bodies, agreements = (
            [f"{letter}{n}" for n in range(rng.randint(1, 3))] for letter in ("b", "a")
        )
        activities = [f"x{n}" for n in range(rng.randint(0, 2))]
        self.bodies, self.agreements, self.activities = bodies, agreements, activities
        self.provisions = {
            a: [f"{a}-p{n}" for n in range(rng.choice([0, 0, 1, 1, 2]))] for a in agreements
        }
        self.kind = (
            dict.fromkeys(agreements, "agreement")
            | dict.fromkeys(activities, "activity")
            | dict.fromkeys((p for ps in self.provisions.values() for p in ps), "provision")
        )
        self.raw = {
            "institutions": [{"id": b, "name": b, "kind": "agency"} for b in bodies],
            "agreements": [self.agreement(a) for a in agreements],
            "activities": [self.activity(x) for x in activities],
        }

    def modality(self):
        return "possible" if self.rng.random() < self.possible else "required"

    def links(self, others, share, **more):
        if self.rng.random() >= share:
            return []
        return [{"to": self.rng.choice(others), "modality": self.modality(), **more}]

    def requirements(self, kind):
        return [self.requirement(kind) for _ in range(self.rng.choice([0, 0, 1, 1, 2]))]

    def requirement(self, kind):
        rng, items = self.rng, sorted(self.kind)
        any_of = rng.sample(items, min(len(items), rng.choice([1, 1, 2, 3])))
        one = {
            "any_of": any_of,
            "at_least": rng.randint(1, len(any_of)),
            "modality": self.modality(),
        }
        stages = set.intersection(*(set(worlds.NAMES[self.kind[i]]) for i in any_of))
        if stages and rng.random() < 0.4:
            one["stage"] = rng.choice(sorted(stages))
        if kind != "provision" and rng.random() < 0.25:
            one["before"] = worlds.NAMES[kind][1]
        if self.dates and rng.random() < 0.2:
            one["by"] = rng.choice(DATES)
        return one

    def participants(self):
        found = {}
        for _ in range(self.rng.randint(0, 3)):
            body, role = (
                self.rng.choice(self.bodies),
                self.rng.choice(["participant", "host", "invited"]),
            )
            found[body, role] = {"institution": body, "role": role, "modality": self.modality()}
        return list(found.values())

    def parties(self):
        rng, found = self.rng, {}
        for _ in range(rng.randint(0, 3)):
            body, role = (
                rng.choice(self.bodies),
                rng.choice(["party", "party", "funder", "observer"]),
            )
            party = {"institution": body, "role": role, "modality": self.modality()}
            if rng.random() < 0.35:
                acts = ["signed", "ratified", "provisional", "in_force", "refused", "withdrawn"]
                party["dates"] = {
                    act: rng.choice(DATES) if self.dates else "2019"
                    for act in rng.sample(acts, rng.randint(1, 2))
                }
            if rng.random() < 0.5:
                party["weights"] = {"w": rng.choice([1, 2, 5.5, 17.4, 0])}
            found[body, role] = party
        return list(found.values())

    def thresholds(self, parties):
        """Thresholds on the consenting parties; none without any."""
        consenting = [p for p in parties if p["role"] not in worlds.ABSTAINING]
        if not consenting:
            return []
        return [self.threshold(consenting) for _ in range(self.rng.choice([1, 1, 2]))]

    def threshold(self, parties):
        rng = self.rng
        bodies = sorted({p["institution"] for p in parties})
        kind = rng.choice(["count", "share", "all", "weight"])
        if kind == "all":
            one = {"all": True}
        elif kind == "count":
            one = {"count": rng.randint(1, len(bodies))}
        else:
            one = {"share": rng.choice([0.3, 0.5, 0.55, 1])}
        if rng.random() < 0.2:
            bodies = one["among"] = rng.sample(bodies, rng.randint(1, len(bodies)))
            if kind == "count":
                one["count"] = min(one["count"], len(bodies))
        weighted = any("weights" in p for p in parties if p["institution"] in bodies)
        return one | ({"weight": "w"} if kind == "weight" and weighted else {})

    def agreement(self, a):
        rng, parties = self.rng, self.parties()
        others = [one for one in self.agreements if one != a]
        statuses = ["envisaged", "negotiation", "signed", "signed", "in_force"]
        statuses += ["suspended", "terminated", "abandoned"]
        found = {
            "id": a,
            "name": a,
            "kind": "treaty",
            "status": rng.choice(statuses),
            "parties": parties,
            "requires": self.requirements("agreement"),
            "provisions": [self.provision(p) for p in self.provisions[a]],
        }
        if self.dates and (dates := self.stages(found["status"])):
            found["dates"] = dates
        if rng.random() < 0.3 and (entry := self.thresholds(parties)):
            found["entry_into_force"] = entry
        if rng.random() < 0.3 and (quorum := self.thresholds(parties)):
            found["quorum"] = _shortest(quorum) if rng.random() < 0.5 else quorum
        if others:
            found["implements"] = self.links(others, 0.4)
            found["excludes"] = self.links(others, 0.25)
            more = {"inherits": rng.choice([True, False]), "ends": rng.choice([True, False, None])}
            more = {name: value for name, value in more.items() if value is not None}
            found["supersedes"] = self.links(others, 0.35, **more)
        return found

    def stages(self, status):
        """Dates of some of the stages that an agreement of a status can have had."""
        had = ["signed", "in_force", "suspended", "terminated"]
        before = {"abandoned": ["abandoned"]}.get(status)
        if before is None:
            before = had[: had.index(status) + 1] if status in had else []
        return {one: self.rng.choice(DATES) for one in before if self.rng.random() < 0.4}

    def provision(self, p):
        statuses = ["proposed", "proposed", "agreed", "agreed", "suspended", "dropped"]
        status, requires = self.rng.choice(statuses), self.requirements("provision")
        return {"id": p, "name": p, "status": status, "requires": requires}

    def activity(self, x):
        rng = self.rng
        statuses = [
            "planned",
            "planned",
            "ongoing",
            "ongoing",
            "completed",
            "suspended",
            "cancelled",
        ]
        found = {
            "id": x,
            "name": x,
            "kind": rng.choice(["visit", "study", "programme", "support", "other"]),
            "status": rng.choice(statuses),
            "participants": self.participants(),
            "requires": self.requirements("activity"),
        }
        others = [one for one in self.activities if one != x]
        if others:
            found["excludes"] = self.links(others, 0.2)
        if self.dates and rng.random() < 0.5:
            found["when"] = rng.choice([*DATES, *PERIODS])
        return found


def _shortest(thresholds):
    """Thresholds in their shortest notation: one alone, and a mere count as a number."""
    if len(thresholds) > 1:
        return thresholds
    (one,) = thresholds
    return one["count"] if set(one) == {"count"} else one


def random_change(rng, raw):
    """A random change of a dossier, as lists of ids and of pairs; ``None`` if it contradicts itself."""
    world = worlds.World(raw, lambda _: False)
    change = {kind: [] for kind in (*worlds.NAMING, "withdraws", "refuses", "ratifies")}
    pairs = [(body, i) for i in world.items for body in world.parties[i]]
    used = set()
    kinds = [*change, "fails", "signs", "withdraws"]
    for _ in range(rng.choice([1, 1, 2, 3])):
        kind = rng.choice(kinds)
        if kind in {"withdraws", "refuses", "ratifies"}:
            _name_pair(rng, change, kind, pairs, used, world)
        else:
            _name_item(rng, change, kind, used, world)
    return None if _contradicts(change, world) else change


def _name_item(rng, change, kind, used, world):
    wanted = {"signs": "agreement", "enters_into_force": "agreement"}
    wanted |= {"starts": "activity", "completes": "activity"}
    gone = world.ended | used | (world.lasting if kind == "fails" else set())
    candidates = [
        i for i in world.items if i not in gone and wanted.get(kind, world.kind[i]) == world.kind[i]
    ]
    if not candidates:
        return
    item = rng.choice(candidates)
    used.add(item)
    change[kind].append(item)
    parts = [
        p for p, whole in world.parent.items() if whole == item and p not in world.ended | used
    ]
    if parts and kind in {"signs", "enters_into_force"} and rng.random() < 0.3:
        part = rng.choice(parts)
        used.add(part)
        change["signs"].append(part)


def _name_pair(rng, change, kind, pairs, used, world):
    if not pairs:
        return
    pair = rng.choice(pairs)
    if pair not in used and (kind != "ratifies" or world.kind[pair[1]] == "agreement"):
        used.add(pair)
        change[kind].append(pair)


def _contradicts(change, world):
    """Whether it reaches two items of which one excludes or ends the other."""
    reached = {i for kind in worlds.NAMING if kind != "fails" for i in change[kind]}
    return any(
        link["to"] in reached
        for i in reached
        for field in ("excludes", "supersedes")
        for link in worlds.full(world.items[i].get(field, ()))
    )


@st.composite
def dossiers_as_of(draw, *, possible=POSSIBLE, dates=None, most=MOST_UNCERTAIN):
    """A dossier and a date, or ``None``, with few enough uncertain matters to try them all."""
    rng = random.Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311
    dated = rng.random() < 0.5 if dates is None else dates
    while True:
        raw = raw_dossier(rng, dates=dated, possible=possible)
        as_of = rng.choice(AS_OF) if dated else None
        if len(worlds.uncertain(raw, as_of)) <= most:
            return raw, as_of


#: Dossiers in which nothing is uncertain: both readings are the one completion.
certain_dossiers = dossiers_as_of(possible=0, most=0)


@st.composite
def dossiers_with_change(draw, **options):
    """A dossier, a date or ``None``, and a change, with few enough uncertain matters."""
    rng = random.Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311
    while True:
        raw, as_of = draw(dossiers_as_of(**options))
        change = random_change(rng, raw)
        if change and len(worlds.uncertain(raw, as_of, change)) <= MOST_UNCERTAIN:
            return raw, as_of, change
