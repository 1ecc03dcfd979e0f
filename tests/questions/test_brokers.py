import itertools
import random
from collections import Counter

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph._base.budget import Budget
from coopgraph.questions.brokers import _betweenness
from coopgraph.records.validation import dossier_from


def parties(**agreements):
    bodies = sorted({body for members in agreements.values() for body in members})
    return cg.build_graph(
        dossier_from(
            {
                "institutions": [
                    {"id": b, "name": b, "kind": "agency", "country": {"m": "MA", "f": "FR", "s": "SN"}[b[0]]}
                    for b in bodies
                ],
                "agreements": [
                    {"id": a, "name": a, "kind": "other", "status": "signed", "parties": members}
                    for a, members in agreements.items()
                ],
            }
        )
    )  # fmt: skip


def test_roles_of_brokers_by_country():
    """Gould and Fernandez: each open triple counts in both directions."""
    graph = parties(a=["m1", "m2"], b=["m2", "f1"], c=["f1", "s1"], d=["m2", "m3"])
    rows = {row.institution.id: row for row in cg.brokers(graph)}
    assert dict(rows["m2"].roles) == {
        "coordinator": 2, "itinerant": 0, "gatekeeper": 2, "representative": 2, "liaison": 0,
    }  # fmt: skip
    assert rows["f1"].roles["liaison"] == 2
    assert sum(rows["s1"].roles.values()) == 0
    assert cg.brokers(graph).rows[0].institution.id == "m2"


def test_itinerants_stand_between_two_of_another_country():
    graph = parties(a=["m1", "f1"], b=["f1", "m2"])
    assert {r.institution.id: r.roles["itinerant"] for r in cg.brokers(graph)} == {
        "f1": 2, "m1": 0, "m2": 0,
    }  # fmt: skip


def random_parties(seed, bodies=12, agreements=10):
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    names = [f"{country}{n}" for n, country in enumerate(rng.choices("mfs", k=bodies))]
    return parties(**{f"a{n}": rng.sample(names, rng.randint(2, 4)) for n in range(agreements)})


@pytest.mark.parametrize("seed", range(20))
def test_brokers_equal_the_definitions(seed):
    graph = random_parties(seed)
    network = cg.cooperation(graph).to_graph()
    country = {body: graph.nodes[body]["country"] for body in network}
    expected = {body: Counter() for body in network}
    for first, broker, last in itertools.permutations(network, 3):
        is_open = not network.has_edge(first, last)
        if is_open and network.has_edge(first, broker) and network.has_edge(broker, last):
            a, b, c = (country[body] for body in (first, broker, last))
            same = (a == b, b == c, a == c)
            expected[broker][ROLES.get(same, "liaison")] += 1
    answer = cg.brokers(graph)
    assert answer.complete
    assert answer.starts == len(network)
    for row in answer:
        assert +Counter(row.roles) == expected[row.institution.id]
    betweenness = {row.institution.id: row.betweenness for row in answer}
    assert betweenness == pytest.approx(nx.betweenness_centrality(network))


ROLES = {
    (True, True, True): "coordinator",
    (False, False, True): "itinerant",
    (False, True, False): "gatekeeper",
    (True, False, False): "representative",
}


def test_brokers_are_estimated_when_the_time_is_over(spent_after):
    graph = random_parties(1, bodies=60, agreements=80)
    full = cg.brokers(graph, budget=None)
    spent_after(500)
    answer = cg.brokers(graph)
    assert not answer.complete
    assert 0 < answer.starts <= len(full)
    assert "estimate" in str(answer)
    assert {row.institution.id for row in answer} < {row.institution.id for row in full}
    assert not any(record["complete"] for record in answer.to_records())


def test_cooperation_without_time_says_so():
    graph = parties(a=["m1", "m2", "m3", "m4"], b=["m1", "f1"])
    assert cg.cooperation(graph, budget=None).complete
    nothing = cg.cooperation(graph, budget=0)
    assert not nothing.complete
    assert nothing.to_records()[0]["complete"] is False
    assert "not all counted" in str(nothing)
    assert "No agreement is shared" not in str(nothing)
    with pytest.raises(ValueError, match="budget is -1"):
        cg.cooperation(graph, budget=-1)


def test_an_estimate_is_a_share_too():
    """From one end of a star the centre lies on all paths, and from itself on none."""
    graph = parties(**{f"a{n}": ["m0", f"f{n}"] for n in range(1, 40)})
    for looks in range(1, 40):
        with pytest.MonkeyPatch.context() as patch:
            counted = itertools.count()
            spent = property(lambda _, c=counted, most=looks: next(c) >= most)
            network = nx.star_graph(20)
            patch.setattr(Budget, "is_spent", spent)
            central, starts = _betweenness(network, Budget())
            assert starts == min(looks + 1, 21)
            assert central[0] == pytest.approx(1)
            assert max(central.values()) <= 1 + 1e-9
    assert max(row.betweenness for row in cg.brokers(graph)) == pytest.approx(1)


def test_agreements_with_few_parties_come_first(spent_after):
    graph = parties(a=["m1", "m2", "m3", "m4"], b=["f1", "f2"])
    spent_after(1)
    (pair,) = cg.cooperation(graph)
    assert [item.id for item in pair.certain] == ["b"]
