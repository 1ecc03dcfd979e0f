"""Every question takes a snapshot where it takes a graph."""

import pytest

import coopgraph as cg

CHANGE = cg.Change(fails=["framework-convention"])

QUESTIONS = {
    "apply": lambda g: cg.state(cg.apply(g, CHANGE)),
    "at": lambda g: cg.state(cg.at(g, "2019-06")),
    "blockers": lambda g: cg.blockers(g, "anrur-afd-convention"),
    "brief": lambda g: str(cg.brief(g, "afd")),
    "brokers": cg.brokers,
    "check_graph": cg.check_graph,
    "compare": lambda g: cg.compare(cg.apply(g, CHANGE), g),
    "cooperation": cg.cooperation,
    "deadlocks": cg.deadlocks,
    "dependents": lambda g: cg.dependents(g, "framework-convention"),
    "describe": lambda g: cg.describe(g, "afd"),
    "explain": lambda g: cg.explain(g, "anah", "framework-convention"),
    "explore": lambda g: cg.explore(g).html,
    "exposure": cg.exposure,
    "grouped": lambda g: cg.overview(cg.grouped(g, limit=12)),
    "history": cg.history,
    "overview": cg.overview,
    "participation": cg.participation,
    "prerequisites": lambda g: cg.prerequisites(g, "afd"),
    "projection": lambda g: cg.projection(g).institutions,
    "ready": cg.ready,
    "roadmap": cg.roadmap,
    "single_points": lambda g: cg.single_points(g, "anrur-afd-convention"),
    "state": cg.state,
    "when": lambda g: cg.when(g, "anrur-afd-convention"),
    "unlock": lambda g: cg.unlock(g, "anrur-afd-convention"),
    "why_not": lambda g: cg.why_not(
        cg.apply(g, cg.Change(fails="framework-convention")), "anrur-afd-convention"
    ),
    "what_if": lambda g: cg.what_if(g, CHANGE),
}
#: Public functions that are not about a graph.
OTHERS = {
    "build_graph", "check", "draft", "example", "memo", "mentions", "plot", "progress", "read",
    "read_relations", "read_report", "salvage", "snapshot", "write",
}  # fmt: skip


@pytest.fixture(scope="module")
def snap():
    return cg.snapshot(cg.example())


def test_every_question_is_asked_below():
    functions = {name for name in cg.__all__ if name[0].islower()}
    assert functions == {*QUESTIONS, *OTHERS}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_answers_the_same_about_a_snapshot(graph, snap, name):
    ask = QUESTIONS[name]
    assert ask(snap) == ask(graph)


@pytest.mark.parametrize("suffix", [".cyjs", ".graphml", ".dot", ".mmd", ".kumu.json"])
def test_a_snapshot_is_exported_like_its_graph(graph, snap, tmp_path, suffix):
    cg.write(graph, tmp_path / f"graph{suffix}")
    cg.write(snap, tmp_path / f"snap{suffix}")
    assert (tmp_path / f"snap{suffix}").read_bytes() == (tmp_path / f"graph{suffix}").read_bytes()


def test_a_snapshot_is_drawn_like_its_graph(graph, snap):
    pictures = [
        cg.plot.cooperation_map,
        cg.plot.dependency_map,
        cg.plot.agreement_matrix,
        lambda g: cg.plot.ego_map(g, "afd"),
        lambda g: cg.plot.impact_map(g, cg.what_if(g, CHANGE)),
        lambda g: cg.plot.roadmap_chart(g, cg.roadmap(g)),
    ]
    for draw in pictures:
        said = [[text.get_text() for text in draw(one).texts] for one in (snap, graph)]
        assert said[0] == said[1]
