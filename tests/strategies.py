"""Random dossiers: cycles, self-loops, alternatives and possible links included."""

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

DATES = ["2019", "2019-05", "2019-11-04/2019-11-06", "2020/..", "[2020..]", "2020?", "201X"]
PARTY_ROLES = [Role.PARTY.value, Role.FUNDER.value, Role.DEPOSITARY.value, Role.OBSERVER.value]
ABSTAINING = {Role.DEPOSITARY.value, Role.OBSERVER.value}
MODALITIES = st.sampled_from(["required", "possible"])
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12),
    st.sampled_from(["=1+1", "'=x", "@a", "a; b", "e1", '"', "a,b", "1,5"]),
    st.sampled_from(["École", "NO", "2019", "yes", "null", "~", "a: b", "- x", "#", "المغرب", "'"]),
)
NAMES = st.one_of(
    TEXTS, st.dictionaries(st.sampled_from(["fr", "en", "ar"]), TEXTS, min_size=1, max_size=3)
)


def few(strategy, size=3):
    return st.lists(strategy, max_size=size)


def unique_by(values, key):
    return list({key(value): value for value in values}.values())


@st.composite
def dossiers(draw, size=4):
    """The plain data of a sound dossier."""
    institutions = [f"i{n}" for n in range(draw(st.integers(1, size)))]
    agreements = [f"a{n}" for n in range(draw(st.integers(1, size)))]
    provisions = {a: [f"{a}-p"] if draw(st.booleans()) else [] for a in agreements}
    activities = [f"x{n}" for n in range(draw(st.integers(0, size)))]
    items = [*agreements, *activities, *(p for ps in provisions.values() for p in ps)]

    def evidence():
        entry = {"source": "s", "reading": draw(st.sampled_from(list(Reading))).value}
        if draw(st.booleans()):
            entry["span"] = [1, draw(st.integers(2, 9))]
        return draw(st.sampled_from([[], [entry]]))

    def requirements():
        found = []
        for _ in range(draw(st.integers(0, 2))):
            any_of = draw(st.lists(st.sampled_from(items), min_size=1, max_size=3, unique=True))
            found.append(
                {
                    "any_of": any_of,
                    "at_least": draw(st.integers(1, len(any_of))),
                    "modality": draw(MODALITIES),
                    "evidence": evidence(),
                }
            )
        return found

    def parts(role_names):
        found = [
            {
                "institution": draw(st.sampled_from(institutions)),
                "role": draw(st.sampled_from(role_names)),
                "modality": draw(MODALITIES),
                "evidence": evidence(),
            }
            for _ in range(draw(st.integers(0, 3)))
        ]
        return unique_by(found, lambda part: (part["institution"], part["role"]))

    def quorum(parties):
        bodies = {p["institution"] for p in parties if p["role"] not in ABSTAINING}
        return draw(st.none() | st.integers(1, len(bodies))) if bodies else None

    def links(targets):
        chosen = draw(st.lists(st.sampled_from(targets), max_size=2, unique=True))
        return [{"to": target, "modality": draw(MODALITIES)} for target in chosen]

    return {
        "title": draw(NAMES),
        "language": draw(st.sampled_from(["fr", "en"])),
        "sources": [{"id": "s", "title": draw(NAMES)}],
        "institutions": [
            {
                "id": i,
                "name": draw(NAMES),
                "kind": draw(st.sampled_from(list(InstitutionKind))).value,
                "country": draw(st.sampled_from([None, "MA", "FR"])),
                "member_of": [link for link in links(institutions) if link["to"] != i],
                "aliases": [{"text": text, "evidence": evidence()} for text in draw(few(TEXTS, 1))],
                "identifiers": draw(st.sampled_from([{}, {"a.b": "=1", "org-id": "007"}])),
            }
            for i in institutions
        ],
        "agreements": [
            {
                "id": a,
                "name": draw(NAMES),
                "kind": draw(st.sampled_from(list(AgreementKind))).value,
                "status": draw(st.sampled_from(list(AgreementStatus))).value,
                "expected": {"signed": draw(st.sampled_from(DATES))},
                "parties": (parties := parts(PARTY_ROLES)),
                "quorum": quorum(parties),
                "provisions": [
                    {
                        "id": p,
                        "name": draw(NAMES),
                        "status": draw(st.sampled_from(list(ProvisionStatus))).value,
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
                "kind": draw(st.sampled_from(list(ActivityKind))).value,
                "status": draw(st.sampled_from(list(ActivityStatus))).value,
                "when": draw(st.sampled_from(DATES)),
                "participants": parts([Role.HOST.value, Role.PARTICIPANT.value]),
                "requires": requirements(),
                "follows": links([*agreements, *activities]),
                "component_of": links(activities),
                "related_to": links(activities),
                "topics": [{"name": draw(NAMES), "evidence": evidence()}],
                "places": [{"name": draw(NAMES), "modality": draw(MODALITIES)}],
            }
            for x in activities
        ],
        "identities": [
            {"items": institutions[:2], "judgement": word}
            for word in draw(st.sampled_from([[], ["unsure"], ["not_same_as"]]))
            if len(institutions) > 1
        ],
    }
