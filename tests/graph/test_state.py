"""Whether an item stands is decided once, by the table of statuses, and all ask it."""

import pytest

import coopgraph as cg
from coopgraph.graph.state import Standing, standing_of, state_of
from coopgraph.io.write.flat import flatten
from coopgraph.plot.captions import OUTLINES, box_look
from coopgraph.plot.context import Context
from coopgraph.plot.marks import Marks
from coopgraph.plot.style import DEFAULT_STYLE
from coopgraph.questions.state import standings_of
from coopgraph.records.validation import dossier_from
from coopgraph.words.vocabulary import STATUSES
from coopgraph.words.word import Halt

BODIES = [{"id": i, "name": i, "kind": "agency"} for i in ("here", "there", "keeper")]


def agreement(status, **more):
    return {"id": "a", "name": "A", "kind": "treaty", "status": status, **more}


def graph_of(one):
    return cg.build_graph(dossier_from({"institutions": BODIES, "agreements": [one]}))


def of_provision(status):
    provision = {"id": "p", "name": "P", "status": "agreed"}
    return graph_of(agreement(status, provisions=[provision]))


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("envisaged", "open"),
        ("negotiation", "open"),
        ("suspended", "achieved"),
        ("terminated", "open"),
        ("signed", "achieved"),
        ("in_force", "achieved"),
    ],
)
def test_an_agreed_provision_stands_where_its_agreement_does(status, standing):
    """Reasoning, pictures and files say the same of it."""
    graph = of_provision(status)
    assert standing_of(graph, "p") == standing
    assert standings_of(graph)["p"] == standing
    assert cg.unlock(graph, "p", stage="agreed").achieved is (standing == "achieved")
    context = Context.of(graph, None, "en", DEFAULT_STYLE, None)
    look = box_look(context, "p", Marks({}), DEFAULT_STYLE.fills)
    assert look.outline == OUTLINES[Standing(standing)]
    flat = {node.id: node.standing for node in flatten(graph, "en").nodes}
    assert flat["p"] == standing


def test_statuses_reach_milestones_one_after_the_other():
    """What has reached a later milestone has reached those before; what has ended stands nowhere."""
    for statuses in STATUSES.values():
        ways = sorted({status.reached for status in statuses}, key=len)
        assert all(ways[-1][: len(way)] == way for way in ways)
        assert not any(status.reached for status in statuses if status.halt is Halt.ENDED)


# -- who consents ---------------------------------------------------------------------------------


@pytest.fixture
def kept():
    """A treaty of two with a depositary."""
    keeper = {"institution": "keeper", "role": "depositary"}
    return agreement("signed", parties=["here", "there", keeper])


@pytest.mark.parametrize("role", ["depositary", "observer", "invited", "proposer"])
def test_who_only_looks_on_neither_consents_nor_counts(kept, role):
    kept["parties"][2]["role"] = role
    graph = graph_of(kept)
    assert not cg.what_if(graph, withdraws=["keeper"]).lost
    assert [(p.one.id, p.other.id) for p in cg.cooperation(graph).pairs] == [("here", "there")]
    assert cg.projection(graph).institutions == ("here", "there")
    with pytest.raises(cg.DossierError, match="quorum"):
        graph_of({**kept, "quorum": 3})
    alone = dossier_from(
        {"institutions": BODIES, "agreements": [{**kept, "parties": kept["parties"][1:]}]}
    )
    assert "unnamed-counterpart" in {finding.code for finding in cg.check(alone)}


def test_a_party_that_keeps_the_treaty_too_consents(kept):
    kept["parties"].append("keeper")
    assert cg.what_if(graph_of(kept), withdraws=["keeper"]).lost


def test_implementing_what_has_ended_is_a_finding():
    base = {**agreement("terminated"), "id": "b", "provisions": [{"id": "p", "name": "P"}]}
    found = cg.check(dossier_from({"agreements": [agreement("signed", implements=["b"]), base]}))
    ended = [f for f in found if f.code == "dead-requirement"]
    assert [[item.id for item in finding.items] for finding in ended] == [["a", "b"]]


def test_as_of_a_date_what_came_later_is_not_said():
    """A treaty that entered into force in 2005 was signed in 2004, and not yet in 1990."""
    graph = graph_of(
        agreement("in_force", dates={"signed": "1997-12-11", "in_force": "2005-02-16"})
    )
    assert state_of(graph, "a", "en") == "in force · 16 Feb 2005"
    for day, said in (
        ("2004", "signed · 11 Dec 1997"),
        ("1990", "envisaged"),
        ("2006", "in force · 16 Feb 2005"),
    ):
        graph.graph["as_of"] = day
        assert state_of(graph, "a", "en") == said


@pytest.mark.parametrize(
    ("status", "dates", "day", "said"),
    [
        (
            "in_force",
            {"signed": "2010", "in_force": "2019?"},
            "2019-06",
            "signed · possibly in force · 2010",
        ),
        ("negotiation", {"negotiation": "2021"}, "2020", "envisaged"),
        ("negotiation", {"negotiation": "2020?"}, "2020-06", "envisaged · possibly in preparation"),
        (
            "in_force",
            {"negotiation": "1980", "signed": "2001", "in_force": "2002"},
            "1990",
            "in preparation · 1980",
        ),
        (
            "terminated",
            {"signed": "2010", "terminated": "2019?"},
            "2019-06",
            "signed · possibly terminated · 2010",
        ),
    ],
)
def test_as_of_a_date_the_status_has_its_own_date_and_the_possible_later_one(
    status, dates, day, said
):
    graph = graph_of(agreement(status, dates=dates))
    graph.graph["as_of"] = day
    assert state_of(graph, "a", "en") == said
