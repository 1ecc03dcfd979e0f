"""Random dossiers: cycles, self-loops, alternatives and possible links included."""

from functools import cache

from hypothesis import strategies as st

from coopgraph.words.vocabulary import (
    ActivityKind,
    ActivityStatus,
    AgreementKind,
    AgreementStatus,
    InstitutionKind,
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


EVIDENCE = st.just([]) | st.fixed_dictionaries(
    {"source": st.just("s"), "reading": st.sampled_from([reading.value for reading in Reading])},
    optional={"span": st.tuples(st.just(1), st.integers(2, 9)).map(list)},
).map(lambda entry: [entry])
ALIASES = st.lists(st.fixed_dictionaries({"text": TEXTS, "evidence": EVIDENCE}), max_size=1)
IDENTIFIERS = st.sampled_from([{}, {"a.b": "=1", "org-id": "007"}])


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


def unique_by(values, key):
    return list({key(value): value for value in values}.values())


@st.composite
def dossiers(draw, size=SIZE):
    """The plain data of a valid dossier."""
    institutions = [f"i{n}" for n in range(draw(number(1, size)))]
    agreements = [f"a{n}" for n in range(draw(number(1, size)))]
    provisions = {a: [f"{a}-p"] if draw(BOOLEANS) else [] for a in agreements}
    activities = [f"x{n}" for n in range(draw(number(0, size)))]
    items = [*agreements, *activities, *(p for ps in provisions.values() for p in ps)]

    def requirements():
        found = []
        for _ in range(draw(number(0, 2))):
            any_of = draw(several_of(*items, least=1, most=3))
            found.append(
                {
                    "any_of": any_of,
                    "at_least": draw(number(1, len(any_of))),
                    "modality": draw(MODALITIES),
                    "evidence": draw(EVIDENCE),
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

    def quorum(parties):
        bodies = {p["institution"] for p in parties if p["role"] not in ABSTAINING}
        return draw(number(1, len(bodies))) if bodies and draw(BOOLEANS) else None

    def links(targets):
        chosen = draw(several_of(*targets, most=2))
        return [{"to": target, "modality": draw(MODALITIES)} for target in chosen]

    return {
        "title": draw(NAMES),
        "language": draw(one_of("fr", "en")),
        "sources": [{"id": "s", "title": draw(NAMES)}],
        "institutions": [
            {
                "id": i,
                "name": draw(NAMES),
                "kind": draw(one_of(*InstitutionKind)).value,
                "country": draw(one_of(None, "MA", "FR")),
                "member_of": [link for link in links(institutions) if link["to"] != i],
                "aliases": draw(ALIASES),
                "identifiers": draw(IDENTIFIERS),
            }
            for i in institutions
        ],
        "agreements": [
            {
                "id": a,
                "name": draw(NAMES),
                "kind": draw(one_of(*AgreementKind)).value,
                "status": draw(one_of(*AgreementStatus)).value,
                "expected": {"signed": draw(one_of(*DATES))},
                "parties": (parties := parts(PARTY_ROLES)),
                "quorum": quorum(parties),
                "provisions": [
                    {
                        "id": p,
                        "name": draw(NAMES),
                        "status": draw(one_of(*ProvisionStatus)).value,
                        "requires": requirements(),
                    }
                    for p in provisions[a]
                ],
                "requires": requirements(),
                "implements": links(agreements),
                "amends": links(agreements),
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
                "requires": requirements(),
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
