import itertools

from hypothesis import assume, given
from hypothesis import strategies as st

import coopgraph as cg
from tests.questions.networks import agreements, both, given_many, gone_from, small


def facts(rows):
    return {(row.item.id, row.certainty.value) for row in rows}


def test_without_the_framework_convention(graph):
    impact = cg.what_if(graph, fails=["framework-convention"])
    assert facts(impact.blocked) == {
        ("urban-renewal-component", "certain"),
        ("anrur-afd-convention", "certain"),
    }
    assert not impact.lost
    assert [link.missing.id for link in impact["anrur-afd-convention"].because] == [
        "urban-renewal-component",
        "framework-convention",
    ]
    assert all(link.evidence for row in impact for link in row.because)


def test_without_afd(graph):
    blocked = facts(cg.what_if(graph, withdraws=["AFD"]).blocked)
    assert {("anrur-afd-convention", "certain"), ("afd-support", "certain")} <= blocked


def test_without_anru(graph):
    impact = cg.what_if(graph, withdraws=["anru"])
    assert facts(impact.lost) == {("anrur-anru-cooperation", "certain")}
    assert facts(impact.blocked) == {("anrur-afd-convention", "possible")}


def test_the_completed_visit_never_falls(graph):
    everybody = [i for i, record in graph.nodes(data="record") if record == "institution"]
    impact = cg.what_if(graph, withdraws=everybody, fails=["exchange-visit"])
    assert "exchange-visit" not in {row.item.id for row in impact}


def test_signing_brings_the_next_step_within_reach(graph):
    impact = cg.what_if(graph, signs=["framework-convention"])
    assert facts(impact.gained) == {("urban-renewal-component", "certain")}


def test_signed_agreements_that_support_each_other_stand_until_something_goes():
    graph = agreements(a=("signed", ["b"]), b=("signed", ["a", "c"]), c=("signed", []))
    assert not cg.what_if(graph, fails=[]).consequences
    assert facts(cg.what_if(graph, fails=["c"]).lost) == {("a", "certain"), ("b", "certain")}


@given_many
@given(small, st.data())
def test_what_if_equals_the_definitions(raw, data):
    """Lost and blocked, in both readings, on networks that are signed, proposed, or both."""
    graph, lenient, strict = both(raw)
    gone = gone_from(data, graph)
    impact = cg.what_if(graph, fails=sorted(gone))
    lost, maybe_lost = lenient.lost(gone), strict.lost(gone)
    assert facts(impact.lost) == {
        *((i, "certain") for i in lost), *((i, "possible") for i in maybe_lost - lost),
    }  # fmt: skip
    blocked, maybe = lenient.blocked(gone), strict.blocked(gone)
    assert facts(impact.blocked) == {
        *((i, "certain") for i in blocked), *((i, "possible") for i in maybe - blocked - lost),
    }  # fmt: skip


@given_many
@given(small, st.data())
def test_every_chain_of_reasons_ends_in_what_was_supposed(raw, data):
    graph, *_ = both(raw)
    gone = gone_from(data, graph)
    for row in cg.what_if(graph, fails=sorted(gone)):
        assert row.because[0].item == row.item
        assert row.because[-1].missing.id in gone
        for one, other in itertools.pairwise(row.because):
            assert one.missing == other.item
        assert len({link.item.id for link in row.because}) == len(row.because)


@given_many
@given(small, st.data())
def test_what_if_signed_equals_the_definitions(raw, data):
    """Gained is what can be concluded at once, or at all, and could not before."""
    graph, lenient, strict = both(raw)
    assume(lenient.open)
    signed = {data.draw(st.sampled_from(sorted(lenient.open)))}

    def near(oracle, stands):
        left = oracle.open - stands
        once = {i for i in left if i in oracle.attainable(stands, {i})}
        return once, oracle.attainable(stands, left)

    before = lenient.achieved | lenient.bodies
    once, ever = near(lenient, before)
    once_after, ever_after = near(lenient, before | signed)
    gained = (once_after - once) | (ever_after - ever)
    _, surely = near(strict, before | signed)
    assert facts(cg.what_if(graph, signs=sorted(signed)).gained) == {
        (i, "certain" if i in surely else "possible") for i in gained
    }
