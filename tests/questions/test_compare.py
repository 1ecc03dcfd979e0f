import pytest

import coopgraph as cg
from coopgraph.answers.values import field_words
from coopgraph.messages.catalogue import MESSAGES
from coopgraph.questions.differences import Dates, differences, move_of
from coopgraph.questions.facts import facts_of
from coopgraph.records.dossier import SECTIONS, Dossier
from coopgraph.records.models import Activity, Participant, Party, Place, Provision, Requirement
from coopgraph.records.thresholds import Threshold
from coopgraph.records.validation import dossier_from
from coopgraph.words.relations import Relation
from coopgraph.words.text import Text


def changed(**changes):
    raw = cg.example().model_dump(mode="json", exclude_defaults=True)
    for record in [*raw["agreements"], *raw["activities"]]:
        record.update(changes.get(record["id"].replace("-", "_"), {}))
    return raw


def test_compare_says_what_was_signed_dropped_put_off_and_added():
    raw = changed(
        framework_convention={"status": "signed"},
        afd_support={"status": "cancelled"},
        anah_convention={"expected": {"negotiation": "[2027..]"}},
        anrur_afd_convention={"status": "negotiation"},
    )
    raw["institutions"].append({"id": "new", "name": "New", "kind": "agency"})
    raw["activities"] = [a for a in raw["activities"] if a["id"] != "majal-fnau-meeting"]
    comparison = cg.compare(cg.example(), dossier_from(raw), lang="en")
    assert [(row.kind.value, row.item.id, row.field) for row in comparison.told] == [
        ("concluded", "framework-convention", ""),
        ("dropped", "afd-support", ""),
        ("gained", "framework-convention", ""),
        ("gained", "urban-renewal-component", ""),
        ("slipped", "anah-convention", "expected.negotiation"),
        ("changed", "anrur-afd-convention", "status"),
        ("added", "new", ""),
        ("removed", "majal-fnau-meeting", ""),
    ]
    assert "postponed (possible)" in comparison.to_markdown()
    assert "in preparation → signed" in comparison.to_markdown()
    back = cg.compare(dossier_from(raw), cg.build_graph(cg.example()))
    assert {row.kind.value for row in back} >= {"lost", "brought-forward", "added", "removed"}


def test_nothing_changed(example):
    assert "Rien n’a changé" in str(cg.compare(example, example))


def agreement(status, **more):
    return {"agreements": [{"id": "a", "name": "A", "kind": "treaty", "status": status, **more}]}


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        ("envisaged", "signed", {("signed", "concluded"), ("in_force", "gained")}),
        ("signed", "in_force", {("in_force", "concluded")}),
        ("envisaged", "negotiation", set()),
        ("in_force", "suspended", {("in_force", "lost")}),
        ("suspended", "in_force", {("in_force", "concluded")}),
        ("in_force", "terminated", {("signed", "dropped"), ("in_force", "dropped")}),
        ("terminated", "abandoned", set()),
        ("abandoned", "envisaged", {("signed", "resumed"), ("in_force", "resumed")}),
        ("signed", "signed", set()),
    ],
)
def test_what_a_new_status_entails(before, after, news):
    old, new = (dossier_from(agreement(status)) for status in (before, after))
    answer = cg.compare(old, new)
    assert {(row.milestone.value, row.kind.value) for row in answer.entailed} == news
    fields = [(row.field, row.before, row.after) for row in answer.recorded]
    assert fields == ([("status", before, after)] if before != after else [])
    assert len(answer.told) <= max(1, len(news))  # each news once


def test_an_agreed_provision_is_concluded_once_its_agreement_is_signed():
    """Whoever agrees on a provision of an agreement that is only envisaged concludes nothing."""
    provision = {"id": "p", "name": "P", "status": "proposed"}
    agreed = {"provisions": [{**provision, "status": "agreed"}]}
    proposed, envisaged, signed = (
        dossier_from(raw)
        for raw in (
            agreement("envisaged", provisions=[provision]),
            agreement("envisaged", **agreed),
            agreement("signed", **agreed),
        )
    )
    found = [(row.item.id, row.field) for row in cg.compare(proposed, envisaged).recorded]
    assert found == [("p", "status")]
    found = {(row.item.id, row.kind.value) for row in cg.compare(envisaged, signed).entailed}
    assert found == {("a", "concluded"), ("p", "concluded"), ("a", "gained")}


# -- every field and link (T4) -----------------------------------------------------------------------

BODIES = [{"id": one, "name": one.upper(), "kind": "ministry"} for one in ("b", "c", "d")]


def whole(**more):
    """A dossier with an agreement that has much to change."""
    parts = {
        "parties": ["b", {"institution": "c", "modality": "possible"}],
        "requires": [{"any_of": ["x", "y"]}],
        "expected": {"signed": "2020"},
        "dates": {"negotiation": "2018"},
        **more,
    }
    raw = agreement("negotiation", **parts)
    raw["agreements"] += [
        {"id": one, "name": one, "kind": "treaty", "status": "envisaged"} for one in ("x", "y")
    ]
    sources = [{"id": "s", "title": "S"}]
    return dossier_from({**raw, "institutions": BODIES, "sources": sources})


@pytest.mark.parametrize(
    ("more", "rows"),
    [
        ({"requires": []}, [("removed", "requires", "certain")]),
        ({"requires": ["x", "y"]}, [("changed", "requires.any_of", "certain"), ("added", "requires", "certain")]),
        ({"requires": [{"any_of": ["y", "x"]}]}, []),
        ({"requires": [{"any_of": ["x", "y"], "at_least": 2}]}, [("changed", "requires.at_least", "certain")]),
        ({"requires": [{"any_of": ["x", "y"], "by": "2021"}]}, [("added", "requires.by", "certain")]),
        ({"parties": ["b"]}, [("removed", "parties", "possible")]),
        ({"parties": ["b", "c"]}, [("changed", "parties.modality", "certain")]),
        ({"parties": ["c", "b", "d"]}, [("changed", "parties.modality", "certain"), ("added", "parties", "certain")]),
        ({"quorum": 1}, [("added", "quorum", "certain")]),
        ({"name": "B"}, [("changed", "name", "certain")]),
        ({"expected": {"signed": "2020-06"}}, [("more-precise", "expected.signed", "certain")]),
        ({"expected": {"signed": "2021"}}, [("slipped", "expected.signed", "certain")]),
        ({"expected": {"signed": "2020-06/2021"}}, [("slipped", "expected.signed", "possible")]),
        ({"expected": {"signed": "2019?"}}, [("brought-forward", "expected.signed", "possible")]),
        ({"dates": {"negotiation": "2017"}}, [("contradicted", "dates.negotiation", "certain")]),
        ({"dates": {"negotiation": "2018-05"}}, [("more-precise", "dates.negotiation", "certain")]),
        ({"identifiers": {"org-id": "1"}}, [("added", "identifiers.org-id", "certain")]),
        ({"note": "n"}, [("added", "note", "certain")]),
        ({"evidence": [{"source": "s"}]}, [("added", "evidence", "certain")]),
    ],
)  # fmt: skip
def test_a_changed_field_is_named(more, rows):
    answer = cg.compare(whole(), whole(**more))
    found = [(row.kind.value, row.field, row.certainty.value) for row in answer.recorded]
    assert sorted(found) == sorted(rows)


@pytest.mark.parametrize(
    ("was", "now", "ahead", "behind"),
    [
        ("2020", "2020-06", "more-precise", "more-precise"),
        ("2020-06", "2020", "less-precise", "less-precise"),
        ("2020?", "2020", "more-precise", "more-precise"),
        ("2020", "2021", "slipped", "contradicted"),
        ("2021", "2020-05-01", "brought-forward", "contradicted"),
        ("2020-01/2020-06", "2020-03/2020-08", "slipped", "changed"),
        ("2019/2021", "2019/2022", "changed", "changed"),
        ("2019/2021", "2020", "changed", "changed"),
        ("2020/..", "2020-05/..", "slipped", "more-precise"),
        ("[2020..]", "[2021..]", "slipped", "more-precise"),
        ("[2020..]", "[2021..2022]", "more-precise", "more-precise"),
        ("2020", "[2021..]", "slipped", "contradicted"),
        ("[..2020]", "[..2019]", "brought-forward", "more-precise"),
        ("[2019,2021]", "2021", "more-precise", "more-precise"),
    ],
)
def test_what_became_of_a_date(was, now, ahead, behind):
    dates = cg.EDTFDate(was), cg.EDTFDate(now)
    assert move_of(*dates, is_fact=False)[0].value == ahead
    assert move_of(*dates, is_fact=True)[0].value == behind


def activity(status, when, **more):
    one = {"id": "x", "name": "X", "kind": "visit", "status": status, "when": when}
    return dossier_from({"activities": [one], **more})


def test_what_has_not_happened_yet_cannot_be_contradicted():
    kinds = {
        (was, now): cg.compare(activity(was, "2020"), activity(now, "2021")).recorded[0].kind.value
        for was in ("planned", "completed")
        for now in ("planned", "completed")
    }
    assert kinds.pop(("completed", "completed")) == "contradicted"
    assert set(kinds.values()) == {"slipped"}
    as_of = {"as_of": "2019"}
    later = cg.compare(
        activity("completed", "2020", **as_of), activity("completed", "2021", **as_of)
    )
    assert [row.kind.value for row in later.recorded] == ["slipped"]


def test_a_clause_that_moves_to_another_agreement_is_the_same_clause():
    clause = {"provisions": [{"id": "p", "name": "P", "status": "proposed"}]}
    old, new = agreement("envisaged", **clause), agreement("envisaged")
    for raw, more in ((old, {}), (new, clause)):
        raw["agreements"].append(
            {"id": "b", "name": "B", "kind": "treaty", "status": "envisaged", **more}
        )
    old, new = dossier_from(old), dossier_from(new)
    for sides in ((old, new), (cg.build_graph(old), cg.build_graph(new))):
        (row,) = cg.compare(*sides).recorded
        assert (row.item.id, row.field, {one.id for one in row.after}) == (
            "p",
            "provision_of",
            {"b"},
        )


def test_evidence_of_both_sides():
    def cited(where, **party):
        evidence = [{"source": "s", "locator": where}]
        party = {"institution": "b", "evidence": evidence, **party}
        return whole(parties=[party])

    answer = cg.compare(cited("page 1"), cited("page 2", role="funder"))
    row = next(row for row in answer if row.field == "parties.role")
    assert [entry.locator.plain for entry in row.evidence_before] == ["page 1"]
    assert [entry.locator.plain for entry in row.evidence_after] == ["page 2"]
    assert "page 1 → page 2" in answer.to_markdown()
    records = {record["field"]: record for record in answer.to_records()}
    assert records["parties.role"]["evidence_after"] == ["s, page 2"]


def test_one_graph_at_two_dates():
    kyoto = cg.build_graph(cg.example("kyoto"))
    answer = cg.compare(kyoto, at=("1997", 2006), lang="en")
    assert answer.dates == ("1997", "2006")
    assert "1997 → 2006" in str(answer)
    news = {(row.milestone.value, row.kind.value) for row in answer.entailed}
    assert ("in_force", "concluded") in news
    assert not cg.compare(kyoto, at=("1997", "1997")).changes
    assert "as_of" not in {row.field for row in answer}
    for wrong in ({}, {"new": kyoto, "at": ("1997", "1998")}):
        with pytest.raises(TypeError, match="two dates"):
            cg.compare(kyoto, **wrong)
    with pytest.raises(ValueError, match="date"):
        cg.compare(kyoto, at=("1997", "soon"))


def test_attributes_that_users_added_to_a_graph_are_compared(graph):
    other = graph.copy()
    other.nodes["afd"]["budget"] = 5
    other.edges["afd", "afd-support", "takes_part_in:funder"]["share"] = "half"
    rows = [(row.item.id, row.field, row.after) for row in cg.compare(graph, other)]
    assert sorted(rows) == [("afd", "budget", 5), ("afd-support", "participants.share", "half")]


def test_a_field_that_a_record_gains_is_compared_and_named():
    class Visit(Activity):
        guide: Text | None = None
        booked: dict[str, cg.EDTFDate]
        stops: tuple[Place, ...] = ()

    common = {"id": "x", "name": "X", "kind": "visit", "status": "planned"}
    old = Visit(**common, booked={"bus": "2020"}, stops=[{"country": "FR"}])
    new = Visit(**common, booked={"bus": "2021"}, stops=[{"country": "MA"}], guide="Zoé")
    found = differences(facts_of(old), facts_of(new), Dates())
    assert [(one.field, one.kind.value) for one in found] == [
        ("booked.bus", "contradicted"),
        ("guide", "added"),
        ("stops.country", "changed"),
    ]
    assert field_words("booked.bus", cg.Item("x", "X"), "fr") == ["booked", "bus"]


def test_every_field_of_a_record_has_a_name_for_readers():
    known = {"sources", "institutions", "agreements", "provisions", "activities"}
    for model in (
        Dossier,
        *SECTIONS.values(),
        Provision,
        Party,
        Participant,
        Requirement,
        Threshold,
    ):
        for name in set(model.model_fields) - known - {"id"}:
            for lang in ("en", "fr"):
                first = field_words(name, cg.Item("a", "A"), lang)[0]
                labelled = any(
                    f"{table}-{name}" in MESSAGES for table in ("cell", "sheet", "field")
                )
                assert labelled or first in {one.label(lang) for one in Relation}, name
