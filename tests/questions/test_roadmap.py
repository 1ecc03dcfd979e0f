from hypothesis import given

import coopgraph as cg
from tests.questions.networks import agreements, both, given_many, small


def test_the_roadmap_of_the_report(graph):
    plan = cg.roadmap(graph, ["anrur-afd-convention"])
    assert [[step.item.id for step in stage] for stage in plan] == [
        ["framework-convention"], ["urban-renewal-component"], ["anrur-afd-convention"],
    ]  # fmt: skip
    assert plan.chain == ("framework-convention", "urban-renewal-component", "anrur-afd-convention")
    everything = cg.roadmap(graph)
    dated = {s.item.id: str(s.earliest) for stage in everything for s in stage if s.earliest}
    assert dated == {"anah-convention": "2020-01-01"}


def test_a_roadmap_whose_search_stopped_says_that_there_may_be_a_shorter_way():
    raw = {f"{side}{n}": ("envisaged", []) for n in range(12) for side in "xy"}
    raw |= {"goal": ("envisaged", [{"any_of": [f"x{n}", f"y{n}"]} for n in range(12)])}
    graph = agreements(**raw)
    plan = cg.roadmap(graph, ["goal"], lang="en")
    assert not plan.complete
    assert {record["complete"] for record in plan.to_records()} == {False}
    assert "may be a shorter way" in plan.to_markdown()
    whole = cg.roadmap(graph, lang="en")
    assert whole.complete
    assert "shorter way" not in whole.to_markdown()


@given_many
@given(small)
def test_the_roadmap_reaches_all_that_can_be_reached(raw):
    graph, oracle, _ = both(raw)
    plan = cg.roadmap(graph)
    done = oracle.achieved | oracle.bodies
    for stage in plan:
        ids = {step.item.id for step in stage}
        assert all(i in oracle.attainable(done, {i}) for i in ids)
        done = done | ids
    assert done == oracle.achieved | oracle.bodies | oracle.attainable(
        oracle.achieved | oracle.bodies, oracle.open
    )
    assert {item.id for item in plan.unreachable} == oracle.open - done
    assert len(plan.chain) == len(plan.stages)
