"""Random dossiers: cycles, self-loops, alternatives and possible links included."""

import copy
from functools import cache

from hypothesis import strategies as st

from coopgraph.words.vocabulary import (
    ActivityKind,
    ActivityStatus,
    AgreementKind,
    AgreementStatus,
    InstitutionKind,
    PartyStage,
    ProvisionStatus,
    Reading,
    Role,
)
from tests.conftest import THOROUGH

#: How many records of each kind a dossier has at most.
SIZE = 4 if THOROUGH else 3

DATES = ["2019", "2019-05", "2019-11-04/2019-11-06", "2020/..", "[2020..]", "2020?", "201X"]
PARTY_ROLES = [Role.PARTY.value, Role.FUNDER.value, Role.DEPOSITARY.value, Role.OBSERVER.value]
ABSTAINING = {Role.DEPOSITARY.value, Role.OBSERVER.value}
MODALITIES = st.sampled_from(["required", "possible"])
BOOLEANS = st.booleans()
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12),
    st.sampled_from(["=1+1", "'=x", "@a", "a; b", "e1", '"', "a,b", "1,5"]),
    st.sampled_from(["École", "NO", "2019", "yes", "null", "~", "a: b", "- x", "#", "المغرب", "'"]),
)
NAMES = st.one_of(
    TEXTS, st.dictionaries(st.sampled_from(["fr", "en", "ar"]), TEXTS, min_size=1, max_size=3)
)
NOTICES = st.none() | NAMES


EVIDENCE = st.just([]) | st.fixed_dictionaries(
    {"source": st.just("s"), "reading": st.sampled_from([reading.value for reading in Reading])},
    optional={"span": st.tuples(st.just(1), st.integers(2, 9)).map(list)},
).map(lambda entry: [entry])
ALIASES = st.lists(st.fixed_dictionaries({"text": TEXTS, "evidence": EVIDENCE}), max_size=1)
IDENTIFIERS = st.sampled_from([{}, {"a.b": "=1", "org-id": "007"}])


NUMBERS = st.one_of(
    st.sampled_from([0, 1, 17.4, 0.1, 1e-15, 1e14, 12345.6789012345]),
    st.integers(0, 999_999).map(lambda n: n / 1000),
)
AMOUNTS = st.none() | st.fixed_dictionaries({"value": NUMBERS, "currency": st.just("EUR")})
WEIGHTS = st.dictionaries(
    st.sampled_from(["emissions", "a.b", "Émissions de CO₂"]), NUMBERS, max_size=2
)
SHARES = st.sampled_from([0.55, 1, 0.5, 2 / 3]).map(lambda share: round(share, 12))
FLAGS = st.sampled_from([None, True, False])
SUCCESSIONS = st.fixed_dictionaries({"ends": FLAGS, "inherits": BOOLEANS})
PARTY_DATES = st.dictionaries(
    st.sampled_from([s.value for s in PartyStage]), st.sampled_from(DATES), max_size=2
)
SHARES_OF_PARTIES = st.fixed_dictionaries(
    {"weights": WEIGHTS, "amount": AMOUNTS, "dates": PARTY_DATES}
)
NOTHING = st.just({})
LIFETIMES = st.fixed_dictionaries(
    {name: st.none() | st.sampled_from(DATES) for name in ("founded", "dissolved")}
)
MEMBERSHIP_DATES = st.dictionaries(st.sampled_from(["from", "until"]), st.sampled_from(DATES))
STAGES = {"a": ["signed", "in_force"], "p": ["agreed", "in_force"], "x": ["ongoing", "completed"]}


def letter_of(item):
    """The kind of an item of a random dossier."""
    return "p" if item.endswith("-p") else item[0]


@st.composite
def thresholds(draw, parties):
    """Up to two thresholds that the parties can meet, in one of the ways to write them."""
    parties = [party for party in parties if party["role"] not in ABSTAINING]
    bodies = sorted({party["institution"] for party in parties})
    found = []
    for _ in range(draw(number(0, 2)) if bodies else 0):
        among = draw(several_of(*bodies, most=2))
        counted = [p for p in parties if not among or p["institution"] in among]
        weights = sorted({name for party in counted for name in party["weights"]})
        weights += ["amount"] if any(party["amount"] for party in counted) else []
        most = len({party["institution"] for party in counted})
        threshold = draw(
            st.fixed_dictionaries({"count": number(1, most)})
            | st.fixed_dictionaries({"share": SHARES}, optional={"weight": one_of(None, *weights)})
            | st.just({"all": True})
        )
        found.append({**threshold, "among": among} if among else threshold)
    return found[0] if len(found) == 1 and draw(BOOLEANS) else found


def plain_quorums(parties):
    """None, or a number of the parties that consent."""
    bodies = {p["institution"] for p in parties if p["role"] not in ABSTAINING}
    counts = [None, *range(1, len(bodies) + 1)]
    return st.fixed_dictionaries({"quorum": one_of(*counts)})


def all_terms(parties):
    """What an agreement says of its entry into force, its end and its worth."""
    return st.fixed_dictionaries(
        {
            "quorum": thresholds(parties),
            "entry_into_force": thresholds(parties),
            "expires": one_of(None, *DATES),
            "renewal": one_of(None, "tacit"),
            "notice": NOTICES,
            "amount": AMOUNTS,
        }
    )


def stages(owner, any_of):
    """What a requirement says of stages and time."""
    common = set.intersection(*(set(STAGES[letter_of(item)]) for item in any_of))
    own = STAGES[owner][: 1 if owner == "p" else 2]
    return st.fixed_dictionaries(
        {
            "stage": one_of(None, *sorted(common)),
            "before": one_of(None, *own),
            "by": one_of(None, *DATES),
        }
    )


@st.composite
def lives(draw, n, institutions):
    """When an institution was there, and what it belonged to and succeeds.

    It is part of an earlier one, so that there is no circle.
    """
    others = [one for one in institutions if one != f"i{n}"]
    earlier = institutions[:n]
    part_of = draw(st.none() | memberships(*earlier)) if earlier else None
    members = draw(st.lists(memberships(*others), max_size=2)) if others else []
    return {
        **draw(LIFETIMES),
        "part_of": part_of,
        "member_of": unique_by(members, lambda link: link["to"]),
        "succeeds": draw(several_of(*others, most=2)) if others else [],
    }


# Making a strategy takes longer than drawing from it, so each is made once.
@cache
def number(least, most):
    return st.integers(least, most)


@cache
def one_of(*values):
    return st.sampled_from(values)


@cache
def several_of(*values, least=0, most):
    return st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True)


@cache
def memberships(*targets):
    return st.fixed_dictionaries(
        {"to": one_of(*targets), "modality": MODALITIES, "dates": MEMBERSHIP_DATES}
    )


def unique_by(values, key):
    return list({key(value): value for value in values}.values())


def dossiers(size=SIZE, *, conditions=False):
    """The plain data of a valid dossier; with all kinds of ``conditions``, or plain ones alone.

    A copy of its own, since some tests damage it.
    """
    return _dossiers(size, conditions).map(copy.deepcopy)


@st.composite
def _dossiers(draw, size, conditions):
    institutions = [f"i{n}" for n in range(draw(number(1, size)))]
    agreements = [f"a{n}" for n in range(draw(number(1, size)))]
    provisions = {a: [f"{a}-p"] if draw(BOOLEANS) else [] for a in agreements}
    activities = [f"x{n}" for n in range(draw(number(0, size)))]
    items = [*agreements, *activities, *(p for ps in provisions.values() for p in ps)]

    def requirements(owner):
        found = []
        for _ in range(draw(number(0, 2))):
            any_of = draw(several_of(*items, least=1, most=3))
            found.append(
                {
                    "any_of": any_of,
                    "at_least": draw(number(1, len(any_of))),
                    "modality": draw(MODALITIES),
                    "evidence": draw(EVIDENCE),
                    **draw(stages(owner, any_of) if conditions else NOTHING),
                }
            )
        return found

    def parts(role_names):
        found = [
            {
                "institution": draw(one_of(*institutions)),
                "role": draw(one_of(*role_names)),
                "modality": draw(MODALITIES),
                "evidence": draw(EVIDENCE),
            }
            for _ in range(draw(number(0, 3)))
        ]
        return unique_by(found, lambda part: (part["institution"], part["role"]))

    def parties():
        more = SHARES_OF_PARTIES if conditions else NOTHING
        return [{**part, **draw(more)} for part in parts(PARTY_ROLES)]

    def terms(parties):
        return draw(all_terms(parties) if conditions else plain_quorums(parties))

    def links(targets):
        chosen = draw(several_of(*targets, most=2))
        return [{"to": target, "modality": draw(MODALITIES)} for target in chosen]

    def links_from(item, targets):
        others = [one for one in targets if one != item]
        return links(others) if others else []

    def exclusions(item):
        return links_from(item, [*agreements, *activities]) if conditions else []

    def successions(item):
        more = SUCCESSIONS if conditions else NOTHING
        return [{**link, **draw(more)} for link in links_from(item, agreements)]

    return {
        "title": draw(NAMES),
        "language": draw(one_of("fr", "en")),
        "as_of": draw(one_of(None, *DATES)),
        "sources": [{"id": "s", "title": draw(NAMES)}],
        "institutions": [
            {
                "id": i,
                "name": draw(NAMES),
                "kind": draw(one_of(*InstitutionKind)).value,
                "country": draw(one_of(None, "MA", "FR")),
                "member_of": links_from(i, institutions),
                "aliases": draw(ALIASES),
                "identifiers": draw(IDENTIFIERS),
                **draw(lives(n, institutions) if conditions else NOTHING),
            }
            for n, i in enumerate(institutions)
        ],
        "agreements": [
            {
                "id": a,
                "name": draw(NAMES),
                "kind": draw(one_of(*AgreementKind)).value,
                "status": draw(one_of(*AgreementStatus)).value,
                "expected": {"signed": draw(one_of(*DATES))},
                "parties": (members := parties()),
                **terms(members),
                "provisions": [
                    {
                        "id": p,
                        "name": draw(NAMES),
                        "status": draw(one_of(*ProvisionStatus)).value,
                        "requires": requirements("p"),
                    }
                    for p in provisions[a]
                ],
                "requires": requirements("a"),
                "implements": links(agreements),
                "amends": links(agreements),
                "supersedes": successions(a),
                "excludes": exclusions(a),
                "cites": links(agreements),
            }
            for a in agreements
        ],
        "activities": [
            {
                "id": x,
                "name": draw(NAMES),
                "kind": draw(one_of(*ActivityKind)).value,
                "status": draw(one_of(*ActivityStatus)).value,
                "when": draw(one_of(*DATES)),
                "participants": parts([Role.HOST.value, Role.PARTICIPANT.value]),
                "requires": requirements("x"),
                "excludes": exclusions(x),
                "follows": links([*agreements, *activities]),
                "component_of": links(activities),
                "related_to": links(activities),
                "topics": [{"name": draw(NAMES), "evidence": draw(EVIDENCE)}],
                "places": [{"name": draw(NAMES), "modality": draw(MODALITIES)}],
            }
            for x in activities
        ],
        "identities": [
            {"items": institutions[:2], "judgement": word}
            for word in draw(one_of((), ("unsure",), ("not_same_as",)))
            if len(institutions) > 1
        ],
    }
