import networkx as nx
import pytest
from hypothesis import given

import coopgraph as cg
from coopgraph.graph.state import standing_of
from coopgraph.network.snapshot import snapshot
from coopgraph.questions.state import proposed_in, standings_of, state, state_words
from coopgraph.records.validation import dossier_from
from tests.questions import worlds
from tests.questions.networks import given_many
from tests.questions.random_dossiers import dossiers_as_of
from tests.questions.test_what_if import graph_of
from tests.words.written import FORMS

NAMES = {
    worlds.GONE: "ended",
    worlds.OUT: "out_of_reach",
    worlds.REACHABLE: "reachable",
    worlds.READY: "ready",
    worlds.FREE: "ready",
    worlds.ACHIEVED: "achieved",
}
ORDER = list(dict.fromkeys(NAMES.values()))


@given_many
@given(dossiers_as_of())
def test_the_state_holds_in_every_completion(drawn):
    raw, as_of = drawn
    states = state(cg.build_graph(dossier_from(raw)), as_of=as_of)
    found = [world_of().levels() for world_of in worlds.completions(raw, as_of)]
    for row in states:
        for rank, one in enumerate(row.milestones):
            levels = [ORDER.index(NAMES[levels[row.item.id, rank]]) for levels in found]
            worst, best = ORDER.index(one.outlook.at_worst), ORDER.index(one.outlook.at_best)
            assert worst <= min(levels)
            assert max(levels) <= best
            if one.outlook.certainty == "certain":
                assert worst == min(levels) == max(levels) == best


def test_where_items_exclude_each_other_within_reach_is_an_upper_bound_and_the_answer_says_so():
    both = {"id": "goal", "requires": ["x", "y"]}
    graph = graph_of(both, {"id": "x", "excludes": ["y"]}, {"id": "y"})
    said = "each can come, but not all of them together"
    answers = [state(graph, lang="en"), cg.roadmap(graph, lang="en")]
    assert all(answer.opposed and said in str(answer) for answer in answers)
    impact = cg.what_if(
        graph_of(both, {"id": "x", "excludes": ["y"], "requires": ["z"]}, {"id": "y"}, {"id": "z"}),
        signs=["z"],
        lang="en",
    )
    assert said in str(impact)
    settled = cg.apply(graph, cg.Change(signs=["x"]))
    assert not state(settled).opposed
    assert said not in str(state(settled, lang="en"))
    assert not state(graph_of(both, {"id": "x"}, {"id": "y"})).opposed


def test_what_has_ended_already_opposes_nothing():
    new = {"id": "new", "supersedes": [{"to": "old", "ends": True}]}
    assert state(graph_of(new, {"id": "old", "status": "in_force"})).opposed
    assert not state(graph_of(new, {"id": "old", "status": "terminated"})).opposed


def test_who_has_still_to_ratify():
    """A trade agreement that applies provisionally for some, and that all have to ratify."""
    graph = graph_of(
        {
            "id": "trade",
            "status": "signed",
            "entry_into_force": {"all": True},
            "parties": [
                {"institution": "ca", "dates": {"signed": "2016", "ratified": "2017"}},
                {
                    "institution": "fr",
                    "dates": {"signed": "2016", "provisional": "2017-09-21"},
                },
                {"institution": "de", "dates": {"signed": "2016", "ratified": "2023"}},
            ],
        },
        institutions=["ca", "fr", "de"],
    )
    row = state(graph)["trade"]
    assert (row.milestone, row.state, row.certainty) == ("in_force", "ready", "certain")
    assert [one.id for one in row.awaits] == ["fr"]
    before = state(graph, as_of="2020")["trade"]
    assert [one.id for one in before.awaits] == ["de", "fr"]


def test_a_signed_loan_with_an_open_condition_precedent_does_not_make_its_contract_ready():
    graph = graph_of(
        {
            "id": "loan",
            "status": "signed",
            "requires": [{"any_of": "permit", "before": "in_force"}],
        },
        {"id": "permit"},
        {"id": "contract", "requires": [{"any_of": "loan", "stage": "in_force"}]},
    )
    states = state(graph)
    assert states["loan"].state == "reachable"
    assert states["contract"].state == "reachable"
    assert states["permit"].state == "ready"


def test_an_agreement_that_requires_its_own_component_can_be_signed():
    graph = graph_of(
        {"id": "a", "requires": ["c"], "provisions": [{"id": "c", "name": "c", "requires": ["b"]}]},
        {"id": "b"},
    )
    assert state(graph)["a"].state == "reachable"
    done = graph_of(
        {"id": "a", "requires": ["c"], "provisions": [{"id": "c", "name": "c", "requires": ["b"]}]},
        {"id": "b", "status": "signed"},
    )
    assert state(done)["a"].state == "ready"


def test_an_agreement_that_requires_a_dropped_component_is_out_of_reach():
    parts = [{"id": "c", "name": "c", "status": "dropped"}]
    assert (
        state(graph_of({"id": "a", "requires": ["c"], "provisions": parts}))["a"].state
        == "out_of_reach"
    )


def test_what_a_component_possibly_requires_binds_only_possibly():
    part = {"id": "c", "name": "c", "requires": [{"any_of": "b", "modality": "possible"}]}
    row = state(graph_of({"id": "a", "requires": ["c"], "provisions": [part]}, {"id": "b"}))["a"]
    assert (row.state, row.at_worst) == ("ready", "reachable")


def test_what_is_suspended_does_not_wait_again_for_what_it_needed_once():
    needs = [{"any_of": "permit", "before": "in_force"}]
    row = state(
        graph_of({"id": "a", "status": "suspended", "requires": needs}, {"id": "permit"}),
    )["a"]
    assert (row.milestone, row.state, row.after) == ("in_force", "ready", ())


def test_what_is_suspended_is_signed_and_not_in_force():
    graph = graph_of({"id": "a", "status": "suspended"}, {"id": "y", "requires": ["a"]})
    states = state(graph)
    assert (states["a"].milestone, states["a"].state) == ("in_force", "ready")
    assert states["y"].state == "ready"


def test_an_activity_that_is_suspended_has_reached_nothing():
    graph = graph_of(activities=[{"id": "x", "status": "suspended"}])
    assert (state(graph)["x"].milestone, state(graph)["x"].state) == ("ongoing", "ready")


def test_the_default_stage_depends_on_the_kind():
    graph = graph_of(
        {"id": "after-study", "requires": ["study"]},
        {"id": "after-programme", "requires": ["programme"]},
        activities=[
            {"id": "study", "status": "ongoing"},
            {"id": "programme", "kind": "programme", "status": "ongoing"},
        ],
    )
    states = state(graph)
    assert states["after-study"].state == "reachable"
    assert states["after-programme"].state == "ready"


def test_shares_are_exact():
    def graph(share):
        return graph_of(
            {
                "id": "t",
                "status": "signed",
                "entry_into_force": {"share": share, "weight": "w"},
                "parties": [
                    {"institution": "p", "weights": {"w": 17.4}, "dates": {"ratified": "2001"}},
                    {"institution": "q", "weights": {"w": 36.1}, "dates": {"refused": "2001"}},
                ],
            },
            institutions=["p", "q"],
        )

    assert state(graph(0.325))["t"].state == "ready"
    assert state(graph(0.326))["t"].state == "out_of_reach"


def test_a_share_is_of_the_weight_that_is_named():
    """An amount is one; a party without the weight has none of it."""

    def graph(weight, share):
        one = {"institution": "p", "weights": {"w": 3}, "amount": {"value": 60, "currency": "EUR"}}
        other = {"institution": "q", "amount": {"value": 40, "currency": "EUR"}}
        return graph_of(
            {
                "id": "t",
                "status": "signed",
                "entry_into_force": {"share": share, "weight": weight},
                "parties": [
                    one | {"dates": {"ratified": 2001}},
                    other | {"dates": {"refused": 2001}},
                ],
            },
            institutions=["p", "q"],
        )

    assert state(graph("amount", 0.6))["t"].state == "ready"
    assert state(graph("amount", 0.61))["t"].state == "out_of_reach"
    assert state(graph("w", 1))["t"].state == "ready"


@pytest.mark.parametrize("signed", ["old", "heir", "other", "heir-of-heir", "heir-of-other"])
def test_every_successor_down_every_line_stands_in_for_what_it_inherits_from(signed):
    lines = {"heir": "old", "other": "old", "heir-of-heir": "heir", "heir-of-other": "other"}
    agreements = [
        {"id": new, "supersedes": [{"to": old, "inherits": True}]} for new, old in lines.items()
    ]
    agreements += [{"id": "old"}, {"id": "y", "requires": ["old"]}]
    assert state(graph_of(*agreements))["y"].state == "reachable"
    for one in agreements:
        one["status"] = "signed" if one["id"] == signed else "envisaged"
    assert state(graph_of(*agreements))["y"].state == "ready"


def test_a_missed_deadline_puts_out_of_reach():
    graph = graph_of({"id": "a", "requires": [{"any_of": "b", "by": "2026"}]}, {"id": "b"})
    assert state(graph)["a"].state == "reachable"
    assert state(graph, as_of="2027")["a"].state == "out_of_reach"
    unsure = state(graph, as_of="2026?")["a"]
    assert (unsure.state, unsure.at_worst) == ("reachable", "out_of_reach")


def test_as_of_a_date_later_acts_and_stages_are_not_yet_there():
    graph = graph_of(
        {
            "id": "t",
            "status": "in_force",
            "dates": {"signed": "1997-12-11", "in_force": "2005-02-16"},
            "parties": [{"institution": "p", "dates": {"signed": "1998", "ratified": "2002"}}],
        },
        institutions=["p"],
    )
    assert state(graph)["t"].state == "achieved"
    assert state(graph, as_of="2004")["t"].milestone == "in_force"
    assert state(graph, as_of="1990")["t"].milestone == "signed"
    assert state(graph, as_of="1997-12")["t"].certainty == "possible"


def test_nothing_reads_the_clock():
    graph = cg.build_graph(cg.example())
    assert state(graph).as_of == ""
    graph.graph["as_of"] = "2019-11"
    assert state(graph).as_of == "2019-11"
    assert state(graph, as_of="2020").as_of == "2020"


def test_a_snapshot_does_not_change_with_its_graph():
    graph = cg.build_graph(cg.example())
    taken = snapshot(graph)
    before = state(graph)
    graph.nodes["framework-convention"]["status"] = "in_force"
    assert state(taken) == before
    assert state(graph) != before
    assert snapshot(taken) is taken
    assert state(snapshot(cg.example())) == before
    with pytest.raises(Exception, match="Frozen"):
        taken.add_edge("a", "b")
    copy = taken.copy()
    copy.add_node("new")
    assert "new" not in taken


def test_an_item_without_a_status_has_reached_nothing():
    graph = nx.DiGraph()
    graph.add_node("a", record="agreement")
    row = state(graph)["a"]
    assert (row.milestone, row.state, row.certainty) == ("signed", "ready", "certain")


def test_a_graph_without_parallel_links_has_the_same_state():
    graph = cg.build_graph(cg.example())
    assert state(nx.DiGraph(graph)) == state(graph)


def test_the_remark_on_states_is_in_the_language_of_the_answer():
    graph = cg.build_graph(cg.example())
    assert "nothing recorded stands in the way" in str(state(graph, lang="en"))
    assert "il n’y manque que les actes indiqués" in str(state(graph, lang="fr"))


def test_awaits_names_those_who_have_not_acted():
    graph = graph_of(
        {
            "id": "a",
            "parties": [{"institution": "p", "dates": {"signed": "2020"}}, "q", "r"],
            "quorum": 2,
        },
        institutions=["p", "q", "r"],
    )
    assert [one.id for one in state(graph)["a"].awaits] == ["q", "r"]


def test_the_meeting_waits_for_its_participants(graph):
    row = state(graph)["majal-fnau-meeting"]
    assert (row.milestone, row.state) == ("ongoing", "ready")
    assert {"majal", "fnau"} <= {one.id for one in row.awaits}


@given_many
@given(dossiers_as_of())
def test_without_a_date_the_recorded_standing_is_that_of_the_state(drawn):
    raw, _ = drawn
    graph = cg.build_graph(dossier_from(raw))
    assert standings_of(graph) == {item: standing_of(graph, item) for item in graph}


@given_many
@given(dossiers_as_of())
def test_the_rest_of_a_graph_does_not_bear_on_what_is_proposed(drawn):
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    if as_of:
        graph.graph["as_of"] = as_of
    proposed = {item for item, standing in standings_of(graph).items() if standing == "open"}
    for one in (graph, snapshot(graph)):
        assert {item for item in graph if proposed_in(one, [item])} == proposed


def test_what_has_to_come_first_is_what_can_come():
    """Of alternatives those that can; a successor that inherits is one of them."""
    graph = graph_of(
        {"id": "x"},
        {"id": "dead", "status": "abandoned"},
        {"id": "new", "supersedes": [{"to": "old", "inherits": True}]},
        {"id": "old"},
        {"id": "either", "requires": [{"any_of": ["dead", "x"]}]},
        {"id": "heir", "requires": ["old"]},
    )
    after = {row.item.id: [one.id for one in row.after] for row in state(graph)}
    assert after["either"] == ["x"]
    assert after["heir"] == ["new", "old"]


def test_a_state_in_words_names_the_milestone_and_both_readings():
    graph = graph_of(
        {"id": "x"},
        {"id": "y", "requires": [{"any_of": "x", "modality": "possible"}]},
        institutions=[],
    )
    words = {row.item.id: state_words(row, "en") for row in state(graph)}
    assert words == {
        "x": "signed: can come next",
        "y": "signed: can come next, or else within reach",
    }
    french = {row.item.id: state_words(row, "fr") for row in state(graph, lang="fr")}
    assert french["y"].endswith("peut venir maintenant, ou sinon à portée")


def test_the_table_of_states_shows_what_is_possible_otherwise_and_what_comes_first():
    graph = graph_of(
        {"id": "y", "parties": ["p"], "requires": [{"any_of": "x", "modality": "possible"}]},
        {"id": "x"},
        {"id": "z", "requires": ["x"]},
        institutions=["p"],
    )
    states = state(graph, lang="en")
    assert states.to_records()[1] == {
        "id": "y",
        "title": "y",
        "milestone": "signed",
        "state": "ready",
        "certainty": "possible",
        "at_worst": "reachable",
        "awaits": ["p"],
        "after": [],
    }
    assert states.to_records()[2]["after"] == ["x"]
    table = states.table()
    assert dict(zip(table.columns, table.rows[1], strict=True)) == {
        "Who or what": "y",
        "Milestone": "signed",
        "State now": "can come next",
        "Certainty": "possible",
        "Or else": "within reach",
        "Awaits": "p",
        "Comes after": "",
    }
    assert table.rows[2][-1] == "x"


@pytest.mark.parametrize(("written", "edtf"), FORMS.items())
def test_a_date_is_asked_about_as_people_write_it(written, edtf):
    """The date of the state and those in a graph of one's own; every question gives the same."""
    dossier = dossier_from(
        {
            "institutions": [{"id": "i", "name": "I", "kind": "ministry"}],
            "agreements": [
                {
                    "id": "a",
                    "name": "A",
                    "kind": "treaty",
                    "dates": {"signed": "2027-02-15"},
                    "parties": ["i"],
                },
            ],
        }
    )
    graph = cg.build_graph(dossier)
    assert state(graph, as_of=written) == state(graph, as_of=edtf)
    assert cg.at(graph, written).graph["as_of"] == edtf
    change = cg.Change(enters_into_force=["a"])
    assert cg.apply(graph, change, as_of=written).graph["as_of"] == edtf
    dated, plain = graph.copy(), graph.copy()
    dated.nodes["a"]["date_signed"], plain.nodes["a"]["date_signed"] = written, edtf
    assert state(dated, as_of="2027-02") == state(plain, as_of="2027-02")
    dated.graph["as_of"], plain.graph["as_of"] = written, edtf
    assert state(dated) == state(plain)


def test_the_day_comes_first_in_a_graph_in_french():
    graph = cg.build_graph(cg.example())
    assert state(graph, as_of="2/3/2026").as_of == "2026-03-02"
    assert cg.at(graph, "2/3/2026").graph["as_of"] == "2026-03-02"
    graph.graph["language"] = "en"
    for ask in (lambda: state(graph, as_of="2/3/2026"), lambda: cg.at(graph, "2/3/2026")):
        with pytest.raises(ValueError, match="2026-03-02 or 2026-02-03"):
            ask()
