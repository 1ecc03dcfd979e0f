import pytest
from hypothesis import given

import coopgraph as cg
from coopgraph.messages.questions import MESSAGES
from coopgraph.questions.findings import KINDS
from coopgraph.records.validation import dossier_from
from tests.strategies import dossiers


def codes(raw, **options):
    return {
        (f.code, tuple(item.id for item in f.items))
        for f in cg.check(dossier_from(raw), **options)
        if f.code not in {"no-evidence", "unnamed-counterpart"}
    }


BODY = {"id": "i", "name": "I", "kind": "agency"}
FEDERATION = {"id": "f", "name": "F", "kind": "federation"}


def agreement(i, **fields):
    return {"id": i, "name": f"Name of {i * 9}", "kind": "other", "status": "envisaged", **fields}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            {"agreements": [agreement("a", status="in_force", dates={"signed": 2019, "in_force": 2018})]},
            ("dates-contradict", ("a",)),
        ),
        (
            {"agreements": [agreement("a", expected={"in_force": "2027-01/2027-03"})]},
            ("act-over-time", ("a",)),
        ),
        (
            {"institutions": [{**BODY, "founded": "2010", "dissolved": "2009"}]},
            ("dates-contradict", ("i",)),
        ),
        (
            {"institutions": [{**BODY, "member_of": [{"to": "f", "dates": {"from": "2010", "until": "2009"}}]}, FEDERATION]},
            ("dates-contradict", ("i",)),
        ),
        (
            {"institutions": [{**BODY, "founded": "2010-01/2010-03"}]},
            ("act-over-time", ("i",)),
        ),
        (
            {"institutions": [{**BODY, "part_of": {"to": "f", "dates": {"until": "2010/2011"}}}, FEDERATION]},
            ("act-over-time", ("i",)),
        ),
        (
            {"agreements": [agreement("a", requires=["b"]), agreement("b", requires=["a"])]},
            ("circular", ("a", "b")),
        ),
        (
            {"agreements": [agreement("a", requires=["b"]), agreement("b", status="abandoned")]},
            ("dead-requirement", ("a", "b")),
        ),
        (
            {"agreements": [agreement("a", status="signed", requires=["b"]), agreement("b")]},
            ("signed-without", ("a", "b")),
        ),
        (
            {"agreements": [agreement("a", status="signed", implements=["b"]), agreement("b", status="terminated")]},
            ("dead-requirement", ("a", "b")),
        ),
        (
            {
                "institutions": [{"id": "i", "name": "I", "kind": "agency"}],
                "agreements": [
                    agreement("a", quorum=1, parties=[{"institution": "i", "dates": {"refused": "2020"}}])
                ],
            },
            ("never-enough", ("a",)),
        ),
        (
            {
                "agreements": [
                    agreement("a", status="signed", requires=["b"]),
                    agreement("b", status="signed", requires=["a"]),
                ]
            },
            ("circle-of-support", ("a", "b")),
        ),
        (
            {"agreements": [agreement("a", status="signed", excludes=["b"]), agreement("b", status="signed")]},
            ("excluded", ("a", "b")),
        ),
        (
            {
                "agreements": [
                    agreement("protocol", expected={"signed": "2026-01"}, requires=["loan"]),
                    agreement("loan", expected={"signed": "2027"}),
                ]
            },
            ("expected-too-early", ("protocol", "loan")),
        ),
        (
            {"agreements": [agreement("a", provisions=[{"id": "p", "name": "P"}])]},
            ("idle-provision", ("p",)),
        ),
        (
            {"institutions": [{"id": "x", "name": "X", "kind": "agency"}]},
            ("unmentioned", ("x",)),
        ),
        (
            {"institutions": [{"id": "x", "name": "X", "kind": "federation"}]},
            ("no-members", ("x",)),
        ),
        (
            {
                "institutions": [
                    {"id": "x", "name": "Agence nationale de l’habitat", "kind": "agency"},
                    {"id": "y", "name": "Agence Nationale de l'Habitat.", "kind": "agency"},
                ]
            },
            ("near-duplicate", ("x", "y")),
        ),
        (
            {
                "sources": [{"id": "s", "title": "S"}],
                "institutions": [
                    {"id": "x", "name": "X", "kind": "agency", "evidence": [{"source": "s", "reading": "inferred"}]}
                ],
            },
            ("inferred", ("x",)),
        ),
    ],
)  # fmt: skip
def test_each_finding_is_found(raw, expected):
    assert expected in codes(raw)


def succeeded(**old):
    """`y` requires `old`, whose place `new` inherits."""
    return [
        agreement("new", supersedes=[{"to": "old", "inherits": True}]),
        agreement("old", **old),
    ]


def test_what_an_heir_may_meet_is_named_too():
    needs = [{"any_of": "old", "by": "2019"}]
    raw = {"agreements": [*succeeded(), agreement("y", requires=needs)]}
    assert ("deadline-missed", ("y", "new", "old")) in {
        (code, (ids[0], *sorted(ids[1:]))) for code, ids in codes(raw, as_of="2020")
    }
    raw = {"agreements": [*succeeded(), agreement("y", status="signed", requires=["old"])]}
    assert "signed-without" in {code for code, _ in codes(raw)}


def test_support_through_an_heir_can_go_round_in_a_circle():
    new, old = succeeded(status="terminated")
    new |= {"status": "signed", "requires": ["y"]}
    raw = {"agreements": [new, old, agreement("y", status="signed", requires=["old"])]}
    assert ("circle-of-support", ("new", "y")) in codes(raw)


def test_an_heir_is_expected_too_early_only_if_all_that_can_come_are():
    def found(**heir):
        new, old = succeeded(expected={"signed": "2027"})
        y = agreement("y", requires=["old"], expected={"signed": "2026"})
        raw = {"agreements": [new | heir, old, y]}
        return {one for one in codes(raw) if one[0] == "expected-too-early"}

    assert found(expected={"signed": "2028"}) == {("expected-too-early", ("y", "old"))}
    assert found(status="abandoned") == {("expected-too-early", ("y", "old"))}
    assert not found()


def test_a_deadline_is_missed_only_certainly():
    raw = {
        "agreements": [
            agreement("late", requires=[{"any_of": "b", "by": "2019"}]),
            agreement("perhaps", requires=[{"any_of": "b", "by": "2020?"}]),
            agreement("met", requires=[{"any_of": "c", "by": "2019"}]),
            agreement("b"),
            agreement("c", status="signed"),
        ]
    }
    assert not {one for one in codes(raw) if one[0] == "deadline-missed"}
    missed = {ids for code, ids in codes(raw, as_of="2020-06") if code == "deadline-missed"}
    assert missed == {("late", "b")}


def test_an_alternative_that_is_expected_in_time_contradicts_nothing():
    raw = {
        "agreements": [
            agreement("a", expected={"signed": "2026"}, requires=[{"any_of": ["b", "c"]}]),
            agreement("b", expected={"signed": "2027"}),
            agreement("c"),
        ]
    }
    assert not {code for code, _ in codes(raw)} & {"expected-too-early"}


def test_circles_and_standings_are_those_of_the_date():
    """In 2015 `a` and `b` waited for each other, and `late` had not been signed."""
    raw = {
        "agreements": [
            agreement("a", status="signed", dates={"signed": "2018"}, requires=["b"]),
            agreement("b", requires=["a"]),
            agreement("ended", status="terminated", dates={"terminated": "2018"}),
            agreement("c", requires=["ended"]),
            agreement(
                "late", status="signed", dates={"signed": "2018"}, expected={"in_force": "2010"}
            ),
        ]
    }
    then, now = codes(raw, as_of="2015"), codes(raw, as_of="2020")
    assert ("circular", ("a", "b")) in then - now
    assert ("dead-requirement", ("c", "ended")) in now - then
    assert ("overdue", ("late",)) in then - now


def test_overdue_intentions_as_of_a_day():
    """Only what certainly lies before the day, and is still open."""
    raw = {
        "agreements": [
            agreement("late", expected={"signed": "2020-06"}),
            agreement("perhaps", expected={"signed": "[2020..]"}),
            agreement("done", status="signed", expected={"signed": "2020"}),
        ],
        "activities": [
            {"id": "visit", "name": "V", "kind": "visit", "status": "planned", "when": 2019}
        ],
    }
    found = codes(raw, as_of="2021")
    assert {ids for code, ids in found if code == "overdue"} == {("late",), ("visit",)}
    assert not [code for code, _ in codes(raw) if code == "overdue"]


def test_only_contradictions_make_a_dossier_wrong(example):
    assert not cg.check(example, as_of="2026").is_wrong
    raw = {
        "agreements": [agreement("a", status="in_force", dates={"signed": 2019, "in_force": 2018})]
    }
    findings = cg.check(dossier_from(raw), lang="en")
    assert findings.is_wrong
    first = findings.to_records()[0]
    assert (first["code"], first["severity"]) == ("dates-contradict", "error")
    assert first["place"] == "agreements[0].dates.in_force"
    assert first["remedy"] == "Check both dates."


@pytest.mark.parametrize(
    ("stage", "severity"), [("in_force", "warning"), ("signed", "error"), ("ratified", "error")]
)
def test_a_treaty_may_apply_to_a_party_out_of_order(stage, severity):
    """Law allows it, as provisional application and as effects that outlast a withdrawal."""
    party = {"institution": "b", "dates": {stage: 2020, "withdrawn": 2019}}
    raw = {
        "institutions": [{"id": "b", "name": "B", "kind": "state"}],
        "agreements": [agreement("a", status="in_force", parties=[party])],
    }
    findings = cg.check(dossier_from(raw))
    (found,) = [finding for finding in findings if finding.code == "dates-contradict"]
    assert (str(found.severity), findings.is_wrong) == (severity, severity == "error")


def test_names_too_many_to_compare_make_the_findings_incomplete(monkeypatch):
    """Up to a limit, names that begin alike are compared with one another; more are not."""
    for module in ("check", "findings"):
        monkeypatch.setattr(f"coopgraph.questions.{module}.COMPARED_AT_MOST", 40)
    items = [agreement(f"a{n}", name=f"Convention {n:x}{n * n}") for n in range(41)]
    enough = cg.check(dossier_from({"agreements": items[:40]}), lang="en")
    many = cg.check(dossier_from({"agreements": items}), lang="en")
    assert enough.complete
    assert not many.complete
    assert {record["complete"] for record in many.to_records()} == {False}
    assert "only identical names were looked for" in many.to_markdown()
    assert "only identical names" not in enough.to_markdown()


def test_the_report_names_no_counterpart_of_the_anah_convention(example):
    found = {(f.code, f.items[0].id) for f in cg.check(example)}
    assert ("unnamed-counterpart", "anah-convention") in found
    assert not [code for code, _ in found if code in {"no-evidence", "unmentioned", "circular"}]


def test_every_finding_has_a_message_and_a_remedy():
    kinds = {code.removeprefix("finding-") for code in MESSAGES if code.startswith("finding-")}
    assert kinds == {c.removeprefix("remedy-") for c in MESSAGES if c.startswith("remedy-")}
    assert kinds == {code for code, _, _ in KINDS}


@given(dossiers())
def test_every_dossier_can_be_looked_through(raw):
    """In an order that does not depend on that of the records, and in both languages."""
    dossier = dossier_from(raw)
    findings = cg.check(dossier, as_of="2021")
    ranks = [f.severity for f in findings]
    order = ["error", "warning", "note"]
    assert ranks == sorted(ranks, key=order.index)
    for lang in ("fr", "en"):
        assert all(f.message(lang) and f.remedy(lang) for f in findings)


def test_a_circle_of_records_is_at_no_place_and_a_lack_at_that_of_its_record():
    a, b = agreement("a", requires=["b"]), agreement("b", requires=["a"])
    lack = agreement("c", status="signed", requires=["b"])
    findings = cg.check(dossier_from({"agreements": [a, b, lack]}))
    places = {found.code: found.place for found in findings}
    assert places["circular"] == ()
    assert places["signed-without"] == ("agreements", 2)


def test_it_takes_a_dossier(graph):
    with pytest.raises(TypeError, match="expected a dossier"):
        cg.check(graph)


def test_a_period_stands_for_an_act_only_where_acts_are_dated():
    """A visit takes its days, a negotiation its months; a signature takes place on one day."""
    raw = {
        "institutions": [{"id": "i", "name": "I", "kind": "ministry"}],
        "agreements": [
            agreement(
                "a",
                status="in_force",
                dates={
                    "negotiation": "2018/2019",
                    "signed": "2019-01/2019-02",
                    "in_force": "2020/..",
                },
                parties=[{"institution": "i", "dates": {"ratified": "2019-33/2019-34"}}],
                requires=[{"any_of": "x", "by": "2020/2021"}],
            ),
        ],
        "activities": [
            {"id": "x", "name": "X", "kind": "visit", "status": "completed", "when": "2018/2019"}
        ],
    }
    found = [f for f in cg.check(dossier_from(raw), lang="en") if f.code == "act-over-time"]
    assert {(f.place[2:], dict(f.details)["choice"]) for f in found} == {
        (("dates", "signed"), "[2019-01..2019-02]"),
        (("parties", 0, "dates", "ratified"), "[2019-33..2019-34]"),
        (("requires", 0, "by"), "[2020..2021]"),
    }


def test_the_date_of_a_check_is_read_in_the_language_of_the_dossier():
    raw = {"agreements": [agreement("a", expected={"signed": "2026-02-20"})]}
    overdue = ("overdue", ("a",))
    assert overdue in codes(raw | {"language": "fr"}, as_of="2/3/2026")
    assert overdue not in codes(raw | {"language": "fr"}, as_of="3/2/2026")
    with pytest.raises(ValueError, match="it can mean"):
        codes(raw, as_of="2/3/2026")
