from hypothesis import given

import coopgraph as cg
from tests.questions.networks import both, given_many, small


@given_many
@given(small)
def test_ready_and_deadlocks_equal_the_definitions(raw):
    graph, lenient, strict = both(raw)
    ready = {(row.step.item.id, row.certainty.value) for row in cg.ready(graph)}
    surely = strict.ready()
    assert ready == {(i, "certain" if i in surely else "possible") for i in lenient.ready()}
    circles = {(frozenset(i.id for i in r.items), r.certainty.value) for r in cg.deadlocks(graph)}
    certain, possible = lenient.circles(), strict.circles()
    assert circles == {*((c, "certain") for c in certain), *((c, "possible") for c in possible - certain)}  # fmt: skip
