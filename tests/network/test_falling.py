"""How the rest settles after a change."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.network.conditions import Facts
from coopgraph.network.falling import Edit, can_sum, edited, settled
from coopgraph.network.snapshot import network_of
from coopgraph.records.validation import dossier_from


def test_what_possibly_ended_before_a_change_is_no_loss_by_it():
    ended = {"status": "terminated", "dates": {"signed": "2010", "terminated": "2020?"}}
    signed = {"status": "signed", "dates": {"signed": "2012"}, "requires": ["old"]}
    raw = [{"id": i, "name": i, "kind": "other", **more} for i, more in {"old": ended, "new": signed}.items()]  # fmt: skip
    network = network_of(cg.build_graph(dossier_from({"agreements": raw})), "2020-05")
    for one in settled(network, network.facts, Edit(switches=network.switches)):
        assert not one.fallen
        assert one.after.holds == one.before.holds


@given(st.lists(st.integers(0, 6), max_size=6), st.integers(0, 20), st.integers(1, 20))
def test_some_weights_add_up_to_what_is_asked_if_some_choice_of_them_does(weights, least, width):
    choices = itertools.product((0, 1), repeat=len(weights))
    sums = [sum(itertools.compress(weights, chosen)) for chosen in choices]
    assert can_sum(weights, least, least + width) == any(0 <= one - least < width for one in sums)


def test_what_is_there_for_either_of_two_possible_reasons_keeps_both():
    facts = Facts(holds={0: 1, 5: 2}, pending={}, ended={3: 4})
    edit = Edit(reaches={0: 7, 1: 8}, gives={5: 9}, withdraws=frozenset({5}), ends={3: (6,)})
    after = edited(facts, edit)
    assert (after.holds, after.more_holds) == ({0: 1, 1: 8}, ((0, 7),))
    assert (after.ended, after.more_ended) == ({3: 4}, ((3, 6),))
