"""How the rest settles after a change."""

import coopgraph as cg
from coopgraph.network.falling import Edit, settled
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
