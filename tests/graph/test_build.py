import json

import networkx as nx
import pytest
from hypothesis import given
from networkx.readwrite import json_graph

import coopgraph as cg
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from coopgraph.records.validation import dossier_from
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import RecordKind
from tests.strategies import dossiers


def documented(name, schema):
    family = name.partition("_")[0]
    return name in schema or any(known.startswith(f"{family}_") for known in schema)


@given(dossiers(conditions=True))
def test_every_graph_we_build_carries_the_schema(raw):
    """Attributes are flat, documented and of the types that the schema says."""
    graph = cg.build_graph(dossier_from(raw))
    cg.check_graph(graph)
    for _, attributes in graph.nodes(data=True):
        assert all(documented(name, NODE_ATTRIBUTES) for name in attributes)
    for _, _, attributes in graph.edges(data=True):
        assert all(documented(name, EDGE_ATTRIBUTES) for name in attributes)
    json.dumps(json_graph.node_link_data(graph, edges="links"), allow_nan=False)


@given(dossiers(conditions=True))
def test_every_tie_is_an_edge(raw):
    """Parallel relations stay apart: as many edges as ties."""
    dossier = dossier_from(raw)
    graph = cg.build_graph(dossier)
    assert graph.number_of_edges() == len(list(dossier.ties()))
    assert set(graph) == {item.id for item in dossier.items()}


@given(dossiers(conditions=True))
def test_it_is_the_graph_that_networkx_itself_would_put_together(raw):
    """Edge by edge, in the order of both ends and the key, with both directions alike."""
    graph = cg.build_graph(dossier_from(raw))
    again = nx.MultiDiGraph(**graph.graph)
    again.add_nodes_from(graph.nodes(data=True))
    for one, other, key, attributes in sorted(
        graph.edges(keys=True, data=True), key=lambda edge: edge[:3]
    ):
        again.add_edge(one, other, key, **attributes)
    assert nx.utils.graphs_equal(graph, again)
    for node in graph:
        assert list(graph.succ[node]) == list(again.succ[node])
        assert list(graph.pred[node]) == list(again.pred[node])
        for other in graph.pred[node]:
            assert dict(graph.pred[node][other]) == dict(graph.succ[other][node])
    # Nodes and edges can still be changed, each by itself.
    for number, (*_, attributes) in enumerate(graph.edges(data=True)):
        attributes["number"] = number
    numbers = [number for *_, number in graph.edges(data="number")]
    assert numbers == list(range(graph.number_of_edges()))
    back = {number for *_, number in graph.in_edges(data="number")}
    assert back == set(numbers)
    graph.add_edge(*list(graph)[:1] * 2, "new")
    graph.remove_nodes_from(list(graph))


def test_no_attribute_has_a_name_that_writers_overwrite():
    reserved = {"source", "target", "key", "id", "name", "label"}
    assert not reserved & {*NODE_ATTRIBUTES, *EDGE_ATTRIBUTES}


def test_it_is_a_plain_multidigraph_in_a_fixed_order(graph):
    assert type(graph) is nx.MultiDiGraph
    ranks = [list(RecordKind).index(record) for _, record in graph.nodes(data="record")]
    assert ranks == sorted(ranks)


def test_edges_point_from_what_relies_to_what_is_relied_on(graph):
    kinds = graph.nodes(data="record")
    for dependent, depends_on, name in graph.edges(data="relation"):
        relation = Relation(name)
        assert kinds[dependent] in relation.dependents
        assert kinds[depends_on] in relation.prerequisites


def test_two_roles_are_two_edges(graph):
    assert set(graph["cget"]["exchange-visit"]) == {
        "takes_part_in:host", "takes_part_in:proposer",
    }  # fmt: skip


def test_a_choice_of_alternatives_binds_to_none_of_them():
    raw = {
        "agreements": [
            {"id": "a", "name": "A", "kind": "other", "status": "envisaged",
             "requires": [{"any_of": ["b", "c"]}, {"any_of": ["b", "c"], "at_least": 2}]},
            {"id": "b", "name": "B", "kind": "other", "status": "envisaged"},
            {"id": "c", "name": "C", "kind": "other", "status": "envisaged"},
        ]
    }  # fmt: skip
    graph = cg.build_graph(dossier_from(raw))
    binding = {
        (v, data["requirement"]): meaning_of(data).strength is Strength.BINDING
        for _, v, data in graph.edges("a", data=True)
    }
    assert binding == {("b", 0): False, ("c", 0): False, ("b", 1): True, ("c", 1): True}


@pytest.mark.parametrize("writer", ["graphml", "gexf"])
def test_networkx_writers_take_it(tmp_path, graph, writer):
    path = tmp_path / f"graph.{writer}"
    getattr(nx, f"write_{writer}")(graph, path)
    back = getattr(nx, f"read_{writer}")(path)
    cg.check_graph(nx.relabel_nodes(back, str))
    assert cg.dependents(back, "framework-convention").ids == (
        cg.dependents(graph, "framework-convention").ids
    )


def test_what_conditions_mean_is_in_flat_attributes():
    bodies = [{"id": name, "name": name, "kind": "state"} for name in "ab"]
    parties = [
        {
            "institution": "a",
            "weights": {"gdp": 3, "emissions": 17.4},
            "amount": {"value": 2.5, "currency": "EUR"},
            "dates": {"provisional": "2019", "refused": "2020"},
        },
        "b",
    ]
    base = {"kind": "treaty", "status": "signed", "parties": parties}
    graph = cg.build_graph(
        dossier_from(
            {
                "as_of": "2024-05",
                "institutions": bodies,
                "agreements": [
                    {
                        **base,
                        "id": "new",
                        "name": "New",
                        "quorum": 2,
                        "entry_into_force": [1, {"share": 0.55, "weight": "emissions"}],
                        "expires": "2030",
                        "renewal": "tacit",
                        "notice": {"fr": "six mois", "en": "six months"},
                        "amount": {"value": 0, "currency": "EUR"},
                        "requires": [
                            {"any_of": "old", "stage": "in_force", "before": "in_force", "by": 2026}
                        ],
                        "supersedes": [{"to": "old", "ends": False, "inherits": True}],
                        "excludes": ["old"],
                    },
                    {**base, "id": "old", "name": "Old", "quorum": {"count": 1, "among": ["b"]}},
                ],
            }
        )
    )
    cg.check_graph(graph)
    assert graph.graph["as_of"] == "2024-05"
    assert {name: graph.nodes["new"][name] for name in list(graph.nodes["new"])[4:]} == {
        "quorum": 2,
        "entry_into_force": '[{"count":1},{"share":0.55,"weight":"emissions"}]',
        "expires": "2030",
        "renewal": "tacit",
        "notice": "six months",
        "amount": 0,
        "currency": "EUR",
    }
    assert graph.nodes["old"]["quorum"] == '[{"count":1,"among":["b"]}]'
    party = graph.edges["a", "new", "party_to:party"]
    assert party["weights"] == '{"emissions":17.4,"gdp":3}'
    assert (party["amount"], party["currency"]) == (2.5, "EUR")
    assert (party["date_provisional"], party["date_refused"]) == ("2019", "2020")
    required = graph.edges["new", "old", "requires:0"]
    stages = [required[name] for name in ("stage", "before", "by")]
    assert stages == ["in_force", "in_force", "2026"]
    superseded = graph.edges["new", "old", "supersedes"]
    assert (superseded["ends"], superseded["inherits"]) == (False, True)
    assert graph.has_edge("new", "old", "excludes")


# -- graphs that someone else built -----------------------------------------------------------------


def problems(graph):
    with pytest.raises(cg.GraphSchemaError) as caught:
        cg.check_graph(graph)
    return [(p.code, p.path) for p in caught.value.problems]


def foreign():
    graph = nx.DiGraph()
    graph.add_node("a", record="agreement")
    graph.add_node("b", record="agreement")
    graph.add_edge("a", "b", relation="requires")
    return graph


def test_the_mandatory_attributes_are_enough():
    graph = foreign()
    cg.check_graph(graph)
    assert cg.dependents(graph, "b").ids == ("a",)
    assert cg.dependents(graph, "b")["a"].certainty == "certain"


def test_all_that_a_foreign_graph_lacks_is_listed():
    graph = foreign()
    graph.add_node(3, record="agrement")
    graph.add_node("c", title=["x"], name="taken", quorum="2")
    graph.add_edge("c", "a", relation="partyto")
    graph.add_edge("b", "a", relation="party_to", source="here")
    graph.add_edge("a", "c", modality="required", at_least=True)
    assert problems(graph) == [
        ("node-not-text", "3"),
        ("unknown-attribute-word", "3"),
        ("missing-attribute", "c"),
        ("wrong-attribute-type", "c"),
        ("wrong-attribute-type", "c"),
        ("missing-attribute", "a → c"),
        ("wrong-attribute-type", "a → c"),
        ("wrong-ends", "b → a"),
        ("unknown-attribute-word", "c → a"),
    ]


def test_an_undirected_graph_cannot_say_who_relies():
    assert problems(nx.Graph()) == [("graph-undirected", "")]
    for ask in (lambda g: cg.dependents(g, "a"), cg.exposure):
        with pytest.raises(cg.GraphSchemaError, match="not directed"):
            ask(nx.Graph([("a", "b")]))


def test_a_link_without_relation_is_never_passed_over():
    """A query that meets such a link stops, instead of answering without it."""
    graph = foreign()
    graph.add_edge("b", "a")
    with pytest.raises(cg.GraphSchemaError, match="'relation' is missing"):
        cg.dependents(graph, "a")
    graph.add_edge("b", "a", relation="needs")
    with pytest.raises(cg.GraphSchemaError, match="unknown word 'needs'"):
        cg.dependents(graph, "a")


@pytest.mark.parametrize(
    "evidence", ["  ", "a\x07", "[" * 100_000, "[1]", "{}", '["x"]', "é" * 1000]
)
def test_foreign_evidence_never_upsets_an_answer(evidence):
    graph = foreign()
    graph.add_node("a", record="agreement", evidence=evidence)
    graph.add_edge("a", "b", relation="requires", evidence=evidence)
    cg.check_graph(graph)
    for ask in (cg.describe, cg.dependents, cg.prerequisites, cg.unlock, cg.when):
        assert str(ask(graph, "b"))
    assert str(cg.explain(graph, "a", "b"))


@pytest.mark.parametrize("relation", [["x"], {}, 3, None])
def test_relations_of_other_types_are_problems(relation):
    graph = foreign()
    graph.add_edge("b", "a", relation=relation)
    assert ("wrong-attribute-type", "b → a") in problems(graph)
    with pytest.raises(cg.GraphSchemaError):
        cg.dependents(graph, "a")


@pytest.mark.parametrize("language", ["ary", "ber", "xx", None, "en-GB"])
def test_languages_without_names_of_countries_are_answered_in_english(language):
    graph = foreign()
    graph.add_node("c", record="institution", country="MA")
    graph.graph["language"] = language
    assert "Morocco" in str(cg.overview(graph))
    assert cg.plot.cooperation_map(graph).texts


def test_parallel_links_with_alike_keys_are_both_drawn():
    graph = nx.MultiDiGraph()
    graph.add_nodes_from("ab", record="agreement")
    graph.add_edge("a", "b", 1, relation="cites")
    graph.add_edge("a", "b", "1", relation="requires")
    lines = [
        p for p in cg.plot.cooperation_map(graph).patches if str(p.get_gid()).startswith("line-a")
    ]
    assert len(lines) == 2


def test_nothing_is_called_by_an_empty_name(graph):
    with pytest.raises(cg.UnknownItemError):
        cg.dependents(graph, " ")


def test_other_things_than_graphs_and_dossiers_are_named(example):
    with pytest.raises(TypeError, match=r"cg\.read\(path\)"):
        cg.build_graph("mine.yaml")
    with pytest.raises(TypeError, match=r"cg\.build_graph\(dossier\)"):
        cg.exposure(example)


def test_the_times_of_institutions_and_memberships_are_attributes():
    link = {"to": "b", "dates": {"from": "1990", "until": "[..2001]"}}
    bodies = [
        {"id": "a", "name": "A", "kind": "agency", "founded": "1989", "member_of": [link]},
        {"id": "b", "name": "B", "kind": "federation", "dissolved": "2001?", "succeeds": ["a"]},
    ]
    graph = cg.build_graph(dossier_from({"institutions": bodies}))
    assert (graph.nodes["a"]["founded"], graph.nodes["b"]["dissolved"]) == ("1989", "2001?")
    membership = graph.edges["a", "b", "member_of"]
    assert (membership["date_from"], membership["date_until"]) == ("1990", "[..2001]")
    assert graph.edges["b", "a", "succeeds"]["modality"] == "required"
