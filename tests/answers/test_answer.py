import csv
import dataclasses
import io
import json
import types

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.answers.answer import COMPLETE, Answer, Column


@pytest.fixture
def answers(graph):
    return [
        cg.dependents(graph, "framework-convention", lang="en"),
        cg.prerequisites(graph, "anrur-afd-convention", lang="en"),
        cg.explain(graph, "ANAH", "framework-convention", lang="en"),
        cg.exposure(graph, lang="en"),
        cg.overview(graph, lang="en"),
        cg.describe(graph, "AFD", lang="en"),
    ]


def test_answers_do_not_change(answers):
    for answer in answers:
        with pytest.raises(dataclasses.FrozenInstanceError):
            answer.lang = "fr"


def test_answers_become_records_frames_csv_and_markdown(answers):
    """Each form has a row for each row of the answer, and the same columns."""
    for answer in answers:
        records = answer.to_records()
        assert json.loads(json.dumps(records)) == records
        frame = answer.to_frame()
        assert list(frame.columns) == list(records[0])
        assert len(frame) == len(records) == len(answer) == len(list(answer))
        rows = list(csv.DictReader(io.StringIO(answer.to_csv())))
        assert len(rows) == len(records)
        lines = answer.to_markdown().splitlines()
        assert sum(line.startswith("| ") for line in lines) == len(records) + 2
        assert "<table>" in answer._repr_html_()


def test_what_a_row_says(graph):
    row = cg.dependents(graph, "framework-convention", lang="en").to_records()[3]
    assert row == {
        "id": "anrur-afd-convention",
        "title": "Specific convention ANRUR–AFD",
        "record": "agreement",
        "kind": "specific agreement",
        "steps": 2,
        "certainty": "certain",
        "path": ["anrur-afd-convention", "urban-renewal-component", "framework-convention"],
        "evidence": ["visit-report-2019, recommendation 1"],
    }


def test_answers_speak_the_language_of_the_dossier_unless_told_otherwise(graph):
    assert str(cg.exposure(graph)).startswith("Combien dépendent")
    assert str(cg.exposure(graph, lang="en")).startswith("How many")


def test_reach_is_a_sequence_by_number_and_id(graph):
    reach = cg.dependents(graph, "framework-convention")
    assert reach[0].item.id == reach.ids[0] == "urban-renewal-component"
    assert reach["anah"].certainty == "possible"
    assert "anah" in reach
    assert "cget" not in reach
    assert len(reach.certain) + len(reach.possible) == len(reach)
    with pytest.raises(KeyError):
        reach["cget"]
    exposures = cg.exposure(graph)
    assert exposures["anah-convention"] == exposures[2]
    with pytest.raises(KeyError):
        exposures["cget"]


def test_an_inferred_reading_says_so(graph):
    text = str(cg.explain(graph, "ANAH", "framework-convention", lang="en"))
    assert "(inferred)" in text
    assert "AHAAH is read as ANAH" in text
    assert "(déduit)" in str(cg.explain(graph, "ANAH", "framework-convention", lang="fr"))


def test_evidence_of_a_foreign_graph_is_shown_as_it_is(graph):
    graph = graph.copy()
    graph.edges["mctrct", "framework-convention", "party_to:party"]["evidence"] = "page 3"
    assert "page 3" in str(cg.explain(graph, "mctrct", "framework-convention"))
    del graph.edges["mctrct", "framework-convention", "party_to:party"]["evidence"]
    assert "(no source)" in str(cg.explain(graph, "mctrct", "framework-convention", lang="en"))


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
class Harbours(Answer):
    """A made-up answer: what it declares is all that its forms need."""

    holds = "found"
    titles = "title-ready", "no-ready"
    columns = (
        Column("id", "id", "who", lambda row, answer: f"{row.name} ({answer.lang})"),
        Column("berths", lambda row, _: list(row.berths)),
        Column(None, lambda row, _: len(row.berths), "count"),
        COMPLETE,
    )

    found: tuple


DAKAR = types.SimpleNamespace(id="dakar", name="Port de Dakar", berths=("north", "south"))


def test_an_answer_is_what_its_columns_say():
    answer = Harbours((DAKAR,), lang="en")
    record = {"id": "dakar", "berths": ["north", "south"], "complete": True}
    assert answer.to_records() == [record]
    assert json.loads(answer.to_json()) == {"complete": True, "records": [record]}
    assert answer.to_csv() == "id,berths,complete\ndakar,north | south,True\n"
    assert answer.to_frame().to_dict("records") == [record | {"berths": "north | south"}]
    table = answer.table()
    assert (table.title, table.rows) == ("What can come next", [("Port de Dakar (en)", 2)])
    assert (len(answer), list(answer), answer[0], answer["dakar"]) == (1, [DAKAR], DAKAR, DAKAR)
    with pytest.raises(KeyError):
        answer["tanger"]


def test_nothing_found_and_nothing_there_are_different_in_every_form():
    none, stopped = Harbours(()), Harbours((), complete=False)
    assert none.complete
    assert none.to_records() == []
    assert stopped.to_records() == [{"id": None, "berths": None, "complete": False}]
    assert none.to_csv() == "id,berths,complete\n"
    assert stopped.to_csv() == "id,berths,complete\n,,False\n"
    assert json.loads(none.to_json()) == {"complete": True, "records": []}
    assert json.loads(stopped.to_json()) == {"complete": False, "records": []}
    assert none.to_frame()["complete"].all()
    assert not stopped.to_frame()["complete"].all()
    assert len(none) == len(stopped) == 0


def test_the_representation_of_every_answer_fits_a_line(answers):
    assert repr(answers[3]).endswith(f"rows={len(answers[3])}>")
    assert repr(Harbours((), complete=False)).endswith("rows=0 complete=False>")
    long = cg.Description(dataclasses.replace(answers[0].subject, title="long\x1b[1m " * 99), ())
    for answer in (*answers, long):
        assert len(repr(answer)) <= 100
        assert repr(answer).isprintable()
    for kind in Answer.__subclasses__():
        assert kind.__repr__ is Answer.__repr__


def test_a_very_long_answer_shows_its_first_rows_and_says_so():
    graph = nx.DiGraph([(f"body-{n:04}", "deal") for n in range(1_200)], language="en")
    nx.set_edge_attributes(graph, "party_to", "relation")
    reach = cg.dependents(graph, "deal")
    for shown in (str(reach), reach._repr_html_()):
        assert "body-0999" in shown
        assert "body-1000" not in shown
        assert "The first 1000 of 1200 rows" in shown
    assert len(reach.table().rows) == len(reach.to_csv().splitlines()) - 1 == 1_200
