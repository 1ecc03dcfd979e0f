import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.questions.networks import given_many
from tests.questions.random_dossiers import AS_OF, dossiers_as_of
from tests.strategies import DATES, dossiers


def one(**fields):
    record = {"id": "a", "name": "A", "kind": "treaty", **fields}
    return cg.build_graph(dossier_from({"agreements": [record]}))


def status_at(graph, when, item="a"):
    attributes = cg.at(graph, when).nodes[item]
    return (
        attributes["status"], attributes["status_certainty"], attributes.get("status_possible"),
    )  # fmt: skip


DATED = {"negotiation": "2010", "signed": "2015-03", "in_force": "2016-01-01", "terminated": "202X"}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2009", ("envisaged", "certain", None)),
        ("2010-06", ("envisaged", "certain", "negotiation")),
        ("2012", ("negotiation", "certain", None)),
        ("2015-03-15", ("negotiation", "certain", "signed")),
        ("2015-04", ("signed", "certain", None)),
        ("2016-01-01", ("in_force", "certain", None)),
        ("2025", ("in_force", "certain", "terminated")),
        ("2030", ("terminated", "certain", None)),
    ],
)
def test_the_status_follows_the_dated_stages(when, expected):
    """What a partial date leaves open is possible, never certain."""
    assert status_at(one(dates=DATED), when) == expected


def test_without_dates_the_recorded_status_is_possible():
    assert status_at(one(status="signed"), "2010") == ("signed", "possible", None)


def test_a_hope_is_possible_from_its_first_day_on():
    graph = one(status="envisaged", expected={"signed": "[2020..]"})
    assert status_at(graph, "2019") == ("envisaged", "possible", None)
    assert status_at(graph, "2021") == ("envisaged", "possible", "signed")


def test_the_report_before_during_and_after_the_visit(graph):
    assert status_at(graph, "2018", "exchange-visit")[:2] == ("planned", "certain")
    assert status_at(graph, "2019-11-05", "exchange-visit")[:2] == ("ongoing", "certain")
    assert status_at(graph, "2019-12", "exchange-visit")[:2] == ("completed", "certain")
    assert status_at(graph, "2020-06", "anrur-anru-cooperation")[:2] == ("ongoing", "certain")
    assert status_at(graph, "2021", "anah-convention")[2] == "negotiation"


def test_the_graph_as_of_a_date_can_be_asked_everything(graph):
    then = cg.at(graph, "2018")
    cg.check_graph(then)
    assert then.graph["as_of"] == "2018"
    assert graph.nodes["exchange-visit"]["status"] == "completed"  # the original is untouched
    assert cg.dependents(then, "framework-convention").ids
    assert not cg.what_if(then, withdraws=["anru"]).lost  # the cooperation began in 2019
    with pytest.raises(ValueError, match="not a date"):
        cg.at(graph, "soon")


# -- events ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "when", "expected"),
    [
        ({"in_force": "2000", "suspended": "2005"}, "2003", ("in_force", "certain", None)),
        ({"in_force": "2000", "suspended": "2005"}, "2020", ("suspended", "certain", "in_force")),
        ({"suspended": "2005", "in_force": "2010"}, "2007", ("suspended", "certain", None)),
        ({"suspended": "2005", "in_force": "2010"}, "2010-06", ("suspended", "certain", None)),
        ({"suspended": "2005", "in_force": "2010"}, "2020", ("in_force", "certain", None)),
    ],
)
def test_the_last_event_by_date_counts(dates, when, expected):
    """A suspension that was lifted does not count for ever."""
    assert status_at(one(status="in_force", dates=dates), when) == expected


@pytest.mark.parametrize(
    ("when", "in_force"),
    [("2004", "possible"), ("2007", "no"), ("2020", "certain")],
)
def test_the_state_knows_of_the_suspension_too(when, in_force):
    graph = one(
        status="in_force", dates={"signed": "2000", "suspended": "2005", "in_force": "2010"}
    )
    second = cg.state(graph, as_of=when)["a"].milestones[1].outlook
    stands = [level == "achieved" for level in (second.at_best, second.at_worst)]
    assert stands == {"possible": [True, False], "no": [False] * 2, "certain": [True] * 2}[in_force]


def test_a_suspension_lifted_on_an_unknown_day_leaves_it_open():
    graph = one(status="in_force", dates={"in_force": "2000", "suspended": "2005"})
    assert cg.state(graph, as_of="2004")["a"].certainty == "certain"
    second = cg.state(graph, as_of="2020")["a"].milestones[1].outlook
    assert (second.at_best == "achieved", second.at_worst == "achieved") == (True, False)


def test_what_is_only_possibly_signed_is_only_possibly_next():
    graph = one(status="signed", dates={"signed": "2015"})
    (step,) = cg.ready(cg.at(graph, "2015-06"))
    assert step.certainty == "possible"


@pytest.mark.parametrize(
    ("renewal", "when", "status", "possible"),
    [
        (None, "2009", "in_force", None),
        (None, "2010-06", "in_force", "terminated"),
        (None, "2011", "terminated", None),
        ("tacit", "2011", "in_force", None),
    ],
)
def test_a_term_ends_unless_it_is_renewed(renewal, when, status, possible):
    graph = one(dates={"in_force": "2000"}, expires="2010", renewal=renewal)
    assert status_at(graph, when) == (status, "certain", possible)
    ended = {"terminated": ["ended"] * 2}.get(status, ["achieved"] * 2)
    first = cg.state(graph, as_of=when)["a"].milestones[0].outlook
    assert possible or [first.at_best, first.at_worst] == ended


# -- who was there --------------------------------------------------------------------------------

BODIES = [
    {"id": "old", "name": "Old", "kind": "ministry", "dissolved": "2005-06-30"},
    {"id": "new", "name": "New", "kind": "ministry", "founded": "2005-07-01", "succeeds": ["old"]},
    {"id": "club", "name": "Club", "kind": "federation"},
    {
        "id": "port",
        "name": "Port",
        "kind": "agency",
        "member_of": [{"to": "club", "dates": {"from": "1990", "until": "2001"}}],
    },
]


def bodies_at(when, **fields):
    treaty = {"id": "t", "name": "T", "kind": "treaty", **fields}
    return cg.at(
        cg.build_graph(dossier_from({"institutions": BODIES, "agreements": [treaty]})), when
    )


@pytest.mark.parametrize(
    ("when", "there"),
    [
        ("2000", {"old", "club", "port"}),
        ("2005", {"old", "new", "club", "port"}),
        ("2006", {"new", "club", "port"}),
    ],
)
def test_institutions_are_there_from_foundation_to_dissolution(when, there):
    then = bodies_at(when, status="terminated")
    assert set(then) == there | {"t"}
    possible = {node for node, one in then.nodes(data="status_certainty") if one == "possible"}
    assert possible - {"t"} == ({"old", "new"} if when == "2005" else set())
    assert then.has_edge("new", "old") is (when == "2005")


@pytest.mark.parametrize(
    ("when", "modality"),
    [("1989", None), ("1990-05", "possible"), ("1995", "required"), ("2001-01", "possible"), ("2002", None)],
)  # fmt: skip
def test_memberships_are_there_from_beginning_to_end(when, modality):
    link = bodies_at(when, status="terminated").get_edge_data("port", "club", "member_of")
    assert (link and link["modality"]) == modality


PARTIES = [
    {"institution": "old", "dates": {"signed": "2000"}},
    {"institution": "port", "dates": {"ratified": "2002", "withdrawn": "2010"}},
    "club",
]


@pytest.mark.parametrize(
    ("when", "pairs"),
    [
        ("2001", {("club", "old")}),
        ("2003", {("club", "old"), ("club", "port"), ("old", "port")}),
        ("2008", {("club", "port")}),
        ("2011", set()),
    ],
)
def test_parties_are_there_from_their_first_act_to_their_withdrawal(when, pairs):
    then = bodies_at(when, status="signed", dates={"signed": "2000"}, parties=PARTIES)
    assert {(p.one.id, p.other.id) for p in cg.cooperation(then).pairs} == pairs
    assert {body for body, _ in then.in_edges("t")} == {one for p in pairs for one in p} | {"club"}


def test_who_still_has_to_ratify_stays_but_is_no_party_yet():
    """Thresholds count them; who shares the agreement is told by their acts."""
    then = bodies_at(
        "2001", status="signed", dates={"signed": "2000"}, parties=PARTIES, entry_into_force={"all": True}
    )  # fmt: skip
    assert then.has_edge("port", "t")
    assert {(p.one.id, p.other.id) for p in cg.cooperation(then).pairs} == {("club", "old")}


def test_a_dissolved_institution_gives_no_new_act():
    """It stays where something awaits its act, which then is out of reach."""
    then = bodies_at("2006", status="envisaged", parties=["old", "port"])
    assert "old" in then
    assert cg.state(then)["t"].state == "out_of_reach"
    assert (
        cg.state(bodies_at("2004", status="envisaged", parties=["old", "port"]))["t"].state
        == "ready"
    )


def states(graph, **options):
    return [
        (row.item.id, row.milestones[0].outlook, row.milestones[1].outlook)
        for row in cg.state(graph, **options)
    ]


@given_many
@given(dossiers_as_of(dates=True))
def test_the_states_are_those_as_of_the_date(drawn):
    raw, as_of = drawn
    graph, as_of = cg.build_graph(dossier_from(raw)), as_of or "2020"
    then = cg.at(graph, as_of)
    assert states(then) == states(graph, as_of=as_of)
    assert cg.ready(then).to_records() == cg.ready(graph, as_of=as_of).to_records()


@given(dossiers(conditions=True), st.sampled_from([*filter(None, AS_OF), *DATES]))
def test_so_they_are_with_institutions_and_terms_that_come_and_go(raw, day):
    graph = cg.build_graph(dossier_from(raw))
    then = cg.at(graph, day)
    cg.check_graph(then)
    assert states(then) == states(graph, as_of=day)
    again = cg.at(then, day)
    assert dict(again.nodes(data=True)) == dict(then.nodes(data=True))
    assert sorted(map(str, again.edges(data=True))) == sorted(map(str, then.edges(data=True)))


def test_dates_of_a_graph_are_read_in_its_language(tmp_path):
    """In a French graph "2/3/2026" is in March, wherever it stands."""
    graph = nx.MultiDiGraph(language="fr")
    graph.add_node("b", record="institution", kind="agency", founded="2/3/2020")
    graph.add_node("a", record="agreement", kind="treaty", status="signed", title="A")
    graph.nodes["a"].update(date_signed="2/3/2026", expires="4/5/2030")
    graph.add_node("c", record="agreement", kind="treaty", status="envisaged")
    graph.add_edge("b", "a", relation="party_to", date_signed="2/3/2026", date_withdrawn="1/4/2026")
    graph.add_node("d", record="agreement", kind="treaty", status="envisaged")
    graph.add_edge("c", "d", relation="requires", by="2/4/2026")
    cg.check_graph(graph)
    assert cg.state(graph, as_of="2026-02-20")["a"].standing == "open"
    assert cg.state(graph, as_of="2026-03-05")["a"].standing == "achieved"
    assert cg.state(graph, as_of="2030-05-05")["a"].state == "ended"
    assert cg.state(graph, as_of="2026-04-03")["c"].state == "out_of_reach"
    assert cg.at(graph, "2026-03-05").nodes["a"]["status"] == "signed"
    assert cg.at(graph, "2020-03-01").nodes["b"]["status_certainty"] == "possible"
    assert "status_certainty" not in cg.at(graph, "2020-03-05").nodes["b"]
    assert {event.date.text for event in cg.history(graph)} == {
        "2020-03-02", "2026-03-02", "2026-04-01", "2026-04-02", "2030-05-04",
    }  # fmt: skip
    assert cg.describe(graph, "a", lang="en").facts[2].value == "signed · 2 Mar 2026"
    assert len(cg.participation(cg.at(graph, "2026-03-05"))) == 1
    cg.write(graph, tmp_path / "a.ttl")
    assert '"2026-03-02"^^edtf:EDTF' in (tmp_path / "a.ttl").read_text("utf-8")
    graph.graph["language"] = "en"
    with pytest.raises(cg.GraphSchemaError, match="expires"):
        cg.check_graph(graph)
