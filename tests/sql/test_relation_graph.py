"""A table of relations answers what the graph answers that it was made from."""

import contextlib

import networkx as nx
import pytest
from hypothesis import given, settings

import coopgraph as cg
from coopgraph.io.write.flat import flatten
from coopgraph.io.write.relation_table import table_rows
from coopgraph.records.validation import dossier_from
from coopgraph.sql.relation_graph import RelationGraph
from tests.sql.conftest import table_of
from tests.strategies import dossiers

CHAIN = [
    ("bank", "deal", "party_to", "possible"),
    ("deal", "frame", "implements", "required"),
    ("frame", "deal", "requires", "alternative"),
    ("frame", "frame", "requires", "required"),
]


@contextlib.contextmanager
def as_table(graph):
    with contextlib.closing(table_of(table_rows(flatten(graph, "en")))) as connection:
        yield RelationGraph(connection)


def told(reach):
    return {(row.item.id, row.steps, row.certainty) for row in reach}


@settings(max_examples=40)
@given(raw=dossiers())
def test_dependents_and_prerequisites_equal_those_of_the_graph(raw):
    """Ids, steps and certainty: alternatives do not bind, and what is possible is not certain."""
    graph = cg.build_graph(dossier_from(raw))
    with as_table(graph) as table:
        for item in graph:
            for ask in (cg.dependents, cg.prerequisites):
                in_graph = ask(graph, item)
                if item in table:
                    assert told(ask(table, item)) == told(in_graph)
                    assert told(ask(table, item, max_steps=2)) == told(
                        ask(graph, item, max_steps=2)
                    )
                else:
                    assert not len(in_graph)


@settings(max_examples=40)
@given(raw=dossiers())
def test_exposures_equal_those_of_the_graph(raw):
    """Counted in memory, and by the engine if there are too many links for that."""
    graph = cg.build_graph(dossier_from(raw))
    with as_table(graph) as table, pytest.MonkeyPatch.context() as patch:
        rows = cg.exposure(table)
        patch.setattr("coopgraph.sql.questions.LINKS_IN_MEMORY", 0)
        assert cg.exposure(table) == rows
    for row in rows:
        reach = cg.dependents(graph, row.item.id)
        bodies = [one for one in reach if one.item.record == "institution"]
        assert row.dependents == len(reach.certain)
        assert row.dependents_possible == len(reach.possible)
        assert row.institutions == sum(one in reach.certain for one in bodies)
        assert row.institutions_possible == sum(one in reach.possible for one in bodies)


# Older networkx warns that one of these will no longer give an iterator.
@pytest.mark.filterwarnings("ignore::FutureWarning")
@settings(max_examples=40)
@given(raw=dossiers(size=3))
def test_networkx_functions_answer_the_same_for_table_and_graph(raw):
    graph = cg.build_graph(dossier_from(raw))
    with as_table(graph) as table:
        links = nx.MultiDiGraph([row[:2] for row in table_rows(flatten(graph, "en"))])
        for item in links:
            for reached in (nx.ancestors, nx.descendants):
                assert reached(table, item) == reached(links, item)
            for steps in (
                nx.single_source_shortest_path_length,
                nx.single_target_shortest_path_length,
            ):
                assert steps(table, item) == dict(steps(links, item))
            for other in links:
                assert nx.has_path(table, item, other) == nx.has_path(links, item, other)


def test_answers_come_by_steps_then_certain_first_then_by_id(table):
    links = [(name, "x", "requires", word) for name, word in
             [("b", "required"), ("a", "possible"), ("c", "required")]]  # fmt: skip
    answer = cg.dependents(table([*links, ("A", "b", "requires", "required")]), "x")
    assert answer.ids == ("b", "c", "a", "A")
    assert [row.path for row in answer] == [()] * 4


def test_a_table_of_answers_has_ids_steps_and_certainty(table):
    answer = cg.dependents(table(CHAIN), "frame", lang="fr")
    assert answer.table().columns == ["Qui ou quoi", "Pas", "Certitude"]
    assert answer.table().rows == [("deal", 1, "certain"), ("bank", 2, "possible")]
    assert answer.to_records()[0]["path"] == []
    assert "Nothing depends on: bank" in str(cg.dependents(table(CHAIN), "bank"))


def test_exposures_are_rows_by_id_in_every_form(table):
    answer = cg.exposure(table(CHAIN), agreements=["frame", "deal"], lang="en")
    assert [row.item.id for row in answer] == ["frame", "deal"]
    assert answer["frame"].dependents == 1
    assert "Depend on it" in str(answer)
    assert answer.to_csv().splitlines()[1] == "frame,1,1,0,1"
    assert len(answer) == 2
    with pytest.raises(KeyError):
        answer["bank"]
    assert "Aucune" in str(cg.exposure(table([]), lang="fr"))


def test_ids_may_be_integers(table):
    graph = table([(2, 1, "requires", "required"), (3, 2, "requires", "possible")])
    assert cg.dependents(graph, 1).ids == cg.dependents(graph, "1").ids == (2, 3)
    assert "2" in str(cg.dependents(graph, 1))
    assert nx.descendants(graph, 3) == {1, 2}
    for unknown in ("01", "x", "1 OR 1 = 1", 7):
        with pytest.raises(cg.UnknownItemError):
            cg.dependents(graph, unknown)


def test_the_number_of_items_in_a_question_is_unlimited(table):
    """More than fit into one statement."""
    graph = table([(f"b{n}", f"a{n:04}", "party_to", "required") for n in range(2500)])
    answer = cg.exposure(graph)
    assert [row.item.id for row in answer] == [f"a{n:04}" for n in range(2500)]
    assert {(row.dependents, row.institutions) for row in answer} == {(1, 1)}
    assert cg.exposure(graph, agreements=[row.item.id for row in answer]) == answer


def test_an_id_that_is_in_no_row_is_unknown(table):
    graph = table(CHAIN)
    assert "deal" in graph
    assert "nobody" not in graph
    with pytest.raises(cg.UnknownItemError, match="nobody"):
        cg.prerequisites(graph, "nobody")
    with pytest.raises(cg.UnknownItemError, match="nobody"):
        cg.exposure(graph, agreements=["frame", "nobody"])
    with pytest.raises(cg.UnknownItemError):
        cg.dependents(table([]), "frame")
    with pytest.raises(nx.NetworkXError, match="nobody is not in the digraph"):
        nx.ancestors(graph, "nobody")
    with pytest.raises(nx.NodeNotFound):
        nx.has_path(graph, "nobody", "deal")


def test_similar_ids_are_suggested(table):
    """Ids that begin alike and are about as long, whatever the case of letters."""
    graph = table(
        [("ANAH", "l'étude", "party_to", "required"), ("anru", "etude", "party_to", "required")]
    )
    for asked, meant in [("anah", ("ANAH",)), ("anrus", ("anru",)), ("l'etude", ("l'étude",))]:
        with pytest.raises(cg.UnknownItemError) as caught:
            cg.dependents(graph, asked)
        assert caught.value.suggestions[:1] == meant
    with pytest.raises(cg.UnknownItemError, match="the table of relations has no rows"):
        cg.dependents(table([]), "frame")
    for unknown in (1, "frame"):
        with pytest.raises(cg.UnknownItemError, match=rf"nothing is called '{unknown}'$"):
            cg.dependents(table([(2, 3, "requires", "required")]), unknown)


def test_questions_that_a_table_cannot_answer_say_so(table):
    graph = table(CHAIN)
    with pytest.raises(ValueError, match="nothing to widen to"):
        cg.dependents(graph, "frame", widen=["part_of"])
    with pytest.raises(AttributeError, match="other questions need a graph in memory"):
        cg.cooperation(graph)
    with pytest.raises(NotImplementedError):
        nx.pagerank(graph)
    with pytest.raises(NotImplementedError):
        nx.ancestors(nx.DiGraph([(1, 2)]), 2, backend="coopgraph")


def test_working_tables_are_dropped(table):
    """After an answer, and after an error in the middle."""
    graph = table(CHAIN)
    cg.dependents(graph, "frame")
    cg.exposure(graph)
    with pytest.raises(ZeroDivisionError), graph.working("SELECT 1 AS one"):
        raise ZeroDivisionError
    names = "SELECT name FROM sqlite_master UNION ALL SELECT name FROM sqlite_temp_master"
    assert graph.run(names) == [("relation",)]


def test_a_function_that_runs_statements_is_enough(table):
    """For other engines, and with any name of the table."""
    connection = table(CHAIN).connection
    connection.execute("ALTER TABLE relation RENAME TO ties")
    statements = []

    def run(statement):
        statements.append(statement)
        return connection.execute(statement).fetchall()

    graph = RelationGraph(run, "ties", create="CREATE TABLE {name} AS")
    assert cg.dependents(graph, "frame").ids == ("deal", "bank")
    assert [row.dependents for row in cg.exposure(graph)] == [1, 0]
    assert any(text.startswith("CREATE TABLE coopgraph_") for text in statements)
    assert "ties" in repr(graph)


def test_a_file_is_no_connection(tmp_path):
    with pytest.raises(TypeError, match=r"for files use cg\.read_relations"):
        cg.RelationGraph(str(tmp_path / "links.parquet"))
