"""The two readings bound the state of every milestone in every completion."""

from hypothesis import given

import coopgraph as cg
from coopgraph.network.fixpoints import views_of
from coopgraph.network.from_graph import network_of_graph
from coopgraph.records.validation import dossier_from
from coopgraph.words.dates import EDTFDate
from tests.questions import worlds
from tests.questions.networks import given_many
from tests.questions.random_dossiers import dossiers_as_of


@given_many
@given(dossiers_as_of())
def test_the_readings_bound_the_state_in_every_completion(drawn):
    raw, as_of = drawn
    graph = cg.build_graph(dossier_from(raw))
    network = network_of_graph(graph, EDTFDate(as_of) if as_of else None)
    optimistic, pessimistic = views_of(network, network.facts)
    number = {item: n for n, item in enumerate(sorted(graph))}
    found = [world_of().levels() for world_of in worlds.completions(raw, as_of)]
    for item, rank in found[0]:
        milestone = 2 * number[item] + rank
        levels = [one[item, rank] for one in found]
        assert pessimistic.level(milestone) <= min(levels)
        assert max(levels) <= optimistic.level(milestone)
        if len(found) == 1:
            assert pessimistic.level(milestone) == optimistic.level(milestone) == levels[0]
