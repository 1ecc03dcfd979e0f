"""The event log."""

from datetime import date

import networkx as nx
import pytest
from hypothesis import given

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.strategies import dossiers

BODIES = [
    {
        "id": "b",
        "name": "B",
        "kind": "agency",
        "founded": "1990",
        "dissolved": "2015?",
        "member_of": [{"to": "f", "modality": "possible", "dates": {"from": "1995", "until": "2001"}}],
    },
    {"id": "f", "name": "F", "kind": "federation"},
]  # fmt: skip
PARTY = {"institution": "b", "dates": {"signed": "2000-02", "withdrawn": "2010"}}
TREATY = {
    "id": "t",
    "name": "T",
    "kind": "treaty",
    "status": "suspended",
    "dates": {"signed": "2000", "in_force": "[..2003]"},
    "expected": {"signed": "1999", "terminated": "2020"},
    "expires": "2012",
    "renewal": "tacit",
    "parties": [PARTY],
    "requires": [{"any_of": ["v", "w"], "by": "2001-06"}],
}
VISITS = [
    {
        "id": "v",
        "name": "V",
        "kind": "visit",
        "status": "completed",
        "when": "2001-03",
        "participants": [{"institution": "f", "when": "2001-03-05"}],
    },
    {"id": "w", "name": "W", "kind": "visit", "status": "planned", "when": "2002"},
    {"id": "x", "name": "X", "kind": "visit", "status": "cancelled", "when": "2003"},
]


def log_of(item=None, **options):
    raw = {"institutions": BODIES, "agreements": [TREATY], "activities": VISITS}
    return cg.history(cg.build_graph(dossier_from(raw)), item, lang="en", **options)


def told(log):
    return [
        (
            event.date and event.date.text,
            event.item.id,
            event.event.value,
            event.institution and event.institution.id,
            event.occurrence.value,
            event.certainty.value,
        )
        for event in log
    ]


def test_everything_that_is_dated_is_told_in_order():
    """By the first day that it may be; the status that is not dated comes last."""
    assert told(log_of()) == [
        ("[..2003]", "t", "in_force", None, "happened", "certain"),
        ("1990", "b", "founded", None, "happened", "certain"),
        ("1995", "b", "from", "f", "happened", "possible"),
        ("2000", "t", "signed", None, "happened", "certain"),
        ("2000-02", "t", "signed", "b", "happened", "certain"),
        ("2001", "b", "until", "f", "happened", "possible"),
        ("2001-03", "v", "takes_place", None, "happened", "certain"),
        ("2001-03-05", "v", "takes_place", "f", "happened", "certain"),
        ("2001-06", "t", "deadline", None, "due", "certain"),
        ("2002", "w", "takes_place", None, "expected", "possible"),
        ("2010", "t", "withdrawn", "b", "happened", "certain"),
        ("2012", "t", "expires", None, "due", "possible"),
        ("2015?", "b", "dissolved", None, "happened", "certain"),
        ("2020", "t", "terminated", None, "expected", "possible"),
        (None, "t", "suspended", None, "happened", "certain"),
        (None, "x", "cancelled", None, "happened", "certain"),
    ]


def test_what_comes_after_the_date_is_expected():
    found = {(row[0], row[2]): row[4:] for row in told(log_of(as_of="2001-03-03"))}
    assert found["2000", "signed"] == ("happened", "certain")
    assert found["2001-03", "takes_place"] == ("happened", "possible")
    assert found["2010", "withdrawn"] == ("expected", "possible")
    assert found["2012", "expires"] == ("due", "possible")


def test_of_one_item_it_has_the_events_in_which_it_acts():
    assert {row[1:4] for row in told(log_of("b"))} == {
        ("b", "founded", None), ("b", "dissolved", None), ("b", "from", "f"), ("b", "until", "f"),
        ("t", "signed", "b"), ("t", "withdrawn", "b"),
    }  # fmt: skip
    assert {row[2] for row in told(log_of("w"))} == {"takes_place", "deadline"}
    with pytest.raises(cg.UnknownItemError):
        log_of("nobody")


def test_the_table_says_what_a_deadline_and_a_membership_are_about():
    log = log_of()
    events = [row[2] for row in log.table().rows]
    assert "deadline: V or W" in events
    assert "beginning (is a member of)" in events
    assert {"date", "item", "event"} <= {"item", *log.fields}
    assert log.to_records()[8]["required"] == ["v", "w"]


def test_nothing_dated_is_told_as_such():
    log = cg.history(nx.DiGraph())
    assert not log
    assert str(log).startswith("Nothing is dated.")


def test_evidence_is_cited():
    (visit,) = (row for row in cg.history(cg.build_graph(cg.example())) if row.item.id == "exchange-visit")  # fmt: skip
    assert visit.evidence[0].source == "visit-report-2019"


@given(dossiers(conditions=True))
def test_every_recorded_date_is_in_it_whatever_the_order_of_records(raw):
    graph = cg.build_graph(dossier_from(raw))
    log = cg.history(graph)
    firsts = [event.date.earliest or date.min for event in log if event.date]
    assert firsts == sorted(firsts)
    assert all(event.date for event in tuple(log)[: len(firsts)])
    dates = {event.date.text for event in log if event.date}
    for _, attributes in graph.nodes(data=True):
        assert {
            attributes[n] for n in ("founded", "dissolved", "expires") if n in attributes
        } <= dates
    for *_, attributes in graph.edges(data=True):
        named = {name for name in attributes if name.startswith("date_") or name == "by"}
        assert {attributes[name] for name in named} <= dates
    other = nx.MultiDiGraph(**graph.graph)
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert cg.history(other).to_records() == log.to_records()
