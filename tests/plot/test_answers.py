"""Pictures of answers: impact, roadmap, matrix and surroundings, read back from their artists."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba

import coopgraph as cg
from coopgraph.messages.catalogue import say
from coopgraph.network.certainty import Effect
from coopgraph.plot import DEFAULT_STYLE
from coopgraph.plot.geometry.seriation import seriate
from coopgraph.records.validation import dossier_from
from coopgraph.words.vocabulary import Certainty
from tests.plot.test_pictures import boxes, is_dashed, legend, lines_of, with_gid, words_in


def said(ax, item):
    return " | ".join(text.get_text() for text in words_in(ax, item))


# -- impact ------------------------------------------------------------------------------------------


@pytest.fixture
def impact(graph):
    return cg.what_if(graph, fails=["framework-convention"], withdraws=["AFD"], lang="en")


def test_each_consequence_says_what_it_is_in_its_box_and_by_more_than_colour(graph, impact):
    ax = cg.plot.impact_map(graph, impact)
    drawn = boxes(ax)
    assert said(ax, "framework-convention").endswith("supposed: fails")
    assert said(ax, "afd").endswith("supposed: withdraws")
    assert said(ax, "afd-support").endswith("⊘ out of reach (ongoing)")
    assert said(ax, "anrur-strategy").endswith("⊘ possibly out of reach (ongoing)")
    striped = {item for item, box in drawn.items() if box.get_hatch()}
    assert striped == {row.item.id for row in impact if row.certainty == "possible"}
    grey = to_rgba(DEFAULT_STYLE.dimmed_line)
    untouched = {item for item, box in drawn.items() if box.get_edgecolor() == grey}
    assert untouched == set(graph) - {row.item.id for row in impact} - {
        "framework-convention",
        "afd",
    }
    assert {"supposed (2)", "out of reach (4)", "possibly out of reach (1)", "unchanged"} <= {
        *legend(ax)
    }


def test_the_reasons_are_heavy(graph, impact):
    ax = cg.plot.impact_map(graph, impact)
    width = {gid: line.get_linewidth() for gid, line in lines_of(ax).items()}
    reasons = {frozenset((link.item.id, link.missing.id)) for row in impact for link in row.because}
    heavy = {gid for gid in width if width[gid] > min(width.values()) * 1.5}
    assert heavy == {f"{u}.{v}" for u, v in graph.edges() if frozenset((u, v)) in reasons}


def test_what_does_not_change_can_be_left_out(graph, impact):
    ax = cg.plot.impact_map(graph, impact, untouched=False)
    assert set(boxes(ax)) == {"framework-convention", "afd", *(row.item.id for row in impact)}
    assert "unchanged" not in legend(ax)


def test_gains_and_losses_are_told_apart(graph):
    gained = cg.what_if(graph, signs=["framework-convention"], lang="en")
    ax = cg.plot.impact_map(graph, gained)
    assert said(ax, "urban-renewal-component").endswith("✚ may come with it (agreed)")
    raw = {
        "agreements": [
            {"id": "a", "name": "A", "kind": "treaty", "status": "signed", "requires": ["b"]},
            {"id": "b", "name": "B", "kind": "treaty", "status": "signed"},
        ]
    }
    signed = cg.build_graph(dossier_from(raw))
    ax = cg.plot.impact_map(signed, cg.what_if(signed, fails=["b"], lang="en"))
    assert said(ax, "a").endswith("✕ lost (signed)")


def test_a_box_says_the_first_of_several_consequences_once(graph):
    gained = cg.what_if(graph, signs=["framework-convention"], lang="en")
    rows = [row for row in gained if row.item.id == "urban-renewal-component"]
    assert [str(row.effect) for row in rows] == ["achieved", "freed"]
    ax = cg.plot.impact_map(graph, gained)
    assert "may come with it (1)" in legend(ax)
    assert not any("nothing left" in entry for entry in legend(ax))


def test_a_box_says_which_milestone_is_affected():
    """What is signed already can still wait for nothing more to enter into force."""
    raw = {
        "institutions": [{"id": "x", "name": "X", "kind": "ministry", "country": "FR"}],
        "agreements": [
            {"id": "a", "name": "A", "kind": "treaty", "status": "signed", "parties": ["x"]},
            {"id": "c", "name": "C", "kind": "treaty", "status": "signed", "parties": ["x"],
             "implements": ["a"]},
        ],
    }  # fmt: skip
    graph = cg.build_graph(dossier_from(raw))
    impact = cg.what_if(graph, enters_into_force="a", lang="en")
    words = said(cg.plot.impact_map(graph, impact), "c")
    assert words.replace(" | wait", " wait").endswith("✚ nothing left to wait for (in force)")
    assert "nothing left to wait for (1)" in legend(cg.plot.impact_map(graph, impact))


def test_every_effect_has_words_and_a_look_of_its_family():
    """What is lost, other bad news, good news: three looks, each effect in its own words."""
    looks = {}
    said = set()
    for effect in Effect:
        looks.setdefault(effect.family, []).append(str(effect))
        said |= {say(f"mark-{effect}-{certainty}") for certainty in Certainty}
    assert looks == {
        Effect.LOST: ["lost"],
        Effect.BLOCKED: ["blocked", "delayed", "held"],
        Effect.GAINED: ["achieved", "freed", "gained", "unblocked"],
    }
    assert len(said) == 2 * len(Effect)


@pytest.mark.parametrize(
    ("change", "item", "words"),
    [
        ({"completes": "strategic-study"}, "strategic-study", "supposed: completed"),
        ({"starts": "anrur-strategy"}, "anrur-strategy", "supposed: starts"),
        ({"refuses": "mctrct"}, "mctrct", "supposed: refuses"),
        ({"refuses": "mctrct"}, "framework-convention", "⊘ out of reach (signed)"),
        ({"enters_into_force": "framework-convention"}, "framework-convention", "into force"),
        ({"ratifies": {"framework-convention": "mctrct"}}, "mctrct", "supposed: ratifies"),
        ({"completes": "strategic-study"}, "study-restitution", "✚ can come next (ongoing)"),
    ],
)
def test_every_kind_of_change_is_marked(graph, change, item, words):
    ax = cg.plot.impact_map(graph, cg.what_if(graph, **change, lang="en"))
    assert said(ax, item).endswith(words)


def test_a_replacement_is_drawn_without_false_losses():
    """A project that requires either of two agreements: one fails, the other is signed."""
    raw = {
        "agreements": [
            {"id": "old", "name": "Old", "kind": "treaty", "status": "signed"},
            {"id": "new", "name": "New", "kind": "treaty", "status": "envisaged"},
            {"id": "project", "name": "P", "kind": "treaty", "status": "signed",
             "requires": [{"any_of": ["old", "new"]}]},
        ]
    }  # fmt: skip
    either = cg.build_graph(dossier_from(raw))
    ax = cg.plot.impact_map(either, cg.what_if(either, fails="old", signs="new", lang="en"))
    assert {"supposed (2)", "unchanged"} <= {*legend(ax)}
    assert any("Nothing else changes" in text.get_text() for text in ax.texts)


def test_an_impact_as_of_a_date_says_so(graph):
    impact = cg.what_if(graph, fails="framework-convention", as_of="2019-11-20", lang="en")
    ax = cg.plot.impact_map(graph, impact)
    assert any("As of 20 Nov 2019." in text.get_text() for text in ax.texts)


def test_states_in_an_impact_are_as_of_its_date():
    """Also if the graph itself has none: by then the agreement is not signed yet."""
    raw = {
        "agreements": [
            {"id": "a", "name": "A", "kind": "treaty", "status": "signed", "dates": {"signed": 2020},
             "requires": ["b"]},
            {"id": "b", "name": "B", "kind": "treaty", "status": "signed", "dates": {"signed": 2018}},
        ]
    }  # fmt: skip
    graph = cg.build_graph(dossier_from(raw))
    ax = cg.plot.impact_map(graph, cg.what_if(graph, fails="b", as_of="2019", lang="en"))
    assert is_dashed(boxes(ax)["a"])
    assert "as_of" not in graph.graph


def test_an_impact_names_the_conditions_that_what_it_supposes_does_not_meet(graph):
    impact = cg.what_if(graph, enters_into_force="anrur-afd-convention", lang="en")
    ax = cg.plot.impact_map(graph, impact)
    text = " ".join(line.get_text() for line in ax.texts)
    assert "As supposed, although a condition is not met" in text


def test_nothing_else_changes_is_said(graph):
    ax = cg.plot.impact_map(graph, cg.what_if(graph, withdraws=["CGET"], lang="en"))
    assert any("Nothing else changes" in text.get_text() for text in ax.texts)


# -- matrix ------------------------------------------------------------------------------------------


def test_the_matrix_tells_parties_from_those_who_rely_through_others(graph):
    cells = with_gid(cg.plot.agreement_matrix(graph), "cell-")
    full = {gid for gid, cell in cells.items() if cell.get_facecolor() != to_rgba("white")}
    corners = {gid: len(cell.get_path().vertices) for gid, cell in cells.items()}
    square = {gid for gid in cells if corners[gid] == corners["afd.anrur-afd-convention"]}
    assert square == {
        f"{u}.{v}" for u, v, kind in graph.edges(data="relation") if kind == "party_to"
    }
    assert "anru.anrur-afd-convention" in square - full
    assert "afd.framework-convention" in full - square
    assert "anah.framework-convention" in set(cells) - full - square


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_blocks_stand_together_however_the_table_came(sizes, rng):
    """A table of full blocks comes out as blocks along the diagonal."""
    blocks = [
        ([f"r{n}-{k}" for k in range(size)], [f"c{n}-{k}" for k in range(size)])
        for n, size in enumerate(sizes)
    ]
    cells = [(r, c) for rows, columns in blocks for r in rows for c in columns]
    rng.shuffle(cells)
    rows, columns = seriate({r for r, _ in cells}, {c for _, c in cells}, dict.fromkeys(cells, 1))
    for names, order in ((0, rows), (1, columns)):
        seen = [name[1] for name in order]
        assert [n for k, n in enumerate(seen) if k == 0 or seen[k - 1] != n] == list(
            dict.fromkeys(seen)
        ), names
    assert list(dict.fromkeys(r[1] for r in rows)) == list(dict.fromkeys(c[1] for c in columns))


# -- roadmap -----------------------------------------------------------------------------------------


@pytest.fixture
def dated():
    """One activity for each way in which a date can be known; a programme has only one step."""
    when = {
        "day": "2024-05-06",
        "year": "2024",
        "span": "2024-03/2024-06",
        "open": "2024-09/..",
        "later": "[2024-10..]",
        "about": "2024~",
        "none": None,
    }
    activities = [
        {"id": i, "name": i, "kind": "programme", "status": "planned", **({"when": w} if w else {})}
        for i, w in when.items()
    ]
    return cg.build_graph(dossier_from({"activities": activities}))


def test_a_forecast_that_is_over_is_not_called_undated(dated):
    ax = cg.plot.roadmap_chart(dated, cg.roadmap(dated, as_of="2024-08", lang="en"))
    when = {gid.removesuffix("-0"): t.get_text() for gid, t in with_gid(ax, "when-").items()}
    assert when["day"] == "–"
    assert when["none"] == "no date"
    assert any("Expected by now and not reached" in text.get_text() for text in ax.texts)


def test_dates_are_drawn_as_surely_as_they_are_known(dated):
    ax = cg.plot.roadmap_chart(dated, cg.roadmap(dated, lang="en"))
    assert set(with_gid(ax, "certain-")) == {"day", "span", "open"}
    assert set(with_gid(ax, "possible-")) == {"year", "span", "open", "later", "about"}
    assert set(with_gid(ax, "open-")) == {"open", "later"}
    pale = with_gid(ax, "possible-")
    assert {i for i, bar in pale.items() if bar.get_linestyle() not in {"-", "solid"}} == {"about"}
    when = {gid.removesuffix("-0"): t.get_text() for gid, t in with_gid(ax, "when-").items()}
    assert when["none"] == "no date"
    assert when["later"].startswith("October")
    inside, outside = with_gid(ax, "certain-")["span"], pale["span"]
    assert outside.get_x() < inside.get_x()
    assert inside.get_x() + inside.get_width() < outside.get_x() + outside.get_width()
    assert {
        "certain days",
        "possible days",
        "approximate or uncertain",
        "no known end or start",
    } <= {*legend(ax)}


def test_the_chain_is_numbered_and_heavy_and_all_who_act_are_named(graph):
    plan = cg.roadmap(graph, ["anrur-afd-convention"], lang="en")
    ax = cg.plot.roadmap_chart(graph, plan)
    numbers = {gid: text.get_text() for gid, text in with_gid(ax, "number-").items()}
    assert numbers == {item: str(n) for n, item in enumerate(plan.chain, start=1)}
    who = {gid: text.get_text() for gid, text in with_gid(ax, "who-").items()}
    assert who["anrur-afd-convention-0"] == "AFD, ANRUR"
    assert who["anrur-afd-convention-1"].startswith("possibly ANAH")
    tops = [boxes(ax)[item].get_y() for item in plan.chain]
    assert tops == sorted(tops)
    assert "certain days" not in legend(ax)


def test_a_chart_in_another_language_than_its_roadmap_says_milestones_in_its_own(graph):
    plan = cg.roadmap(graph, ["anrur-afd-convention"], lang="en")
    ax = cg.plot.roadmap_chart(graph, plan, lang="fr")
    assert said(ax, "anrur-afd-convention").endswith("→ signée")
    assert any("chaîne la plus longue" in entry for entry in legend(ax))


def test_what_cannot_be_reached_is_said():
    raw = {
        "agreements": [
            {"id": "a", "name": "A", "kind": "other", "status": "envisaged", "requires": ["b"]},
            {"id": "b", "name": "B", "kind": "other", "status": "envisaged", "requires": ["a"]},
        ]
    }
    graph = cg.build_graph(dossier_from(raw))
    ax = cg.plot.roadmap_chart(graph, cg.roadmap(graph, lang="en"))
    assert any("Out of reach: A (signed), B (signed)" in text.get_text() for text in ax.texts)


# -- surroundings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_the_surroundings_are_what_so_many_steps_lead_to(graph, steps):
    ax = cg.plot.ego_map(graph, "AFD", steps=steps, lang="en")
    near = nx.single_source_shortest_path_length(graph.to_undirected(), "afd", cutoff=steps)
    assert set(boxes(ax)) == set(near)
    followed = {(u, v) for u, v in graph.edges() if min(near.get(u, 9), near.get(v, 9)) < steps}
    assert set(lines_of(ax)) == {f"{u}.{v}" for u, v in followed}


def test_every_line_around_an_item_says_what_it_is_and_what_is_left_out_is_counted(graph):
    ax = cg.plot.ego_map(graph, "AFD", lang="en")
    words = {gid: text.get_text() for gid, text in with_gid(ax, "label-").items()}
    assert words["afd.afd-support"] == "funder"
    assert set(words) == set(lines_of(ax))
    others = set(graph["anrur-afd-convention"]) | set(graph.predecessors("anrur-afd-convention"))
    assert said(ax, "anrur-afd-convention").endswith(f"+ {len(others) - 1}")


@pytest.fixture
def undecided():
    """A provision that is agreed, of an agreement that is not signed; an activity requires it."""
    raw = {
        "agreements": [
            {"id": "a", "name": "A", "kind": "treaty", "status": "envisaged",
             "provisions": [{"id": "p", "name": "P", "status": "agreed"}]},
        ],
        "activities": [
            {"id": "work", "name": "Work", "kind": "study", "status": "planned", "requires": ["p"]}
        ],
    }  # fmt: skip
    return cg.build_graph(dossier_from(raw))


@pytest.mark.parametrize(
    "draw",
    [
        cg.plot.cooperation_map,
        cg.plot.dependency_map,
        lambda graph, **options: cg.plot.ego_map(graph, "work", **options),
    ],
)
def test_what_is_not_drawn_counts_as_much(undecided, draw):
    """The provision is open because its agreement is, which is not in the picture."""
    ax = draw(undecided, items=["work", "p"])
    assert set(boxes(ax)) == {"work", "p"}
    assert is_dashed(boxes(ax)["p"])


def test_a_box_counts_the_links_to_what_was_left_out(undecided):
    ax = cg.plot.ego_map(undecided, "p", items="work", lang="en")
    assert set(boxes(ax)) == {"work", "p"}
    assert said(ax, "p").endswith("+ 1")


def test_nobody_is_alone_in_the_middle_by_mistake(graph):
    with pytest.raises(cg.UnknownItemError):
        cg.plot.ego_map(graph, "nobody")
