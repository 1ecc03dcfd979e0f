import pytest

import coopgraph as cg
from coopgraph.records.validation import dossier_from


def one(**fields):
    record = {"id": "a", "name": "A", "kind": "treaty", **fields}
    return cg.build_graph(dossier_from({"agreements": [record]}))


def status_at(graph, when, item="a"):
    attributes = cg.at(graph, when).nodes[item]
    return (
        attributes["status"], attributes["status_certainty"], attributes.get("status_possible"),
    )  # fmt: skip


DATED = {"negotiation": "2010", "signed": "2015-03", "in_force": "2016-01-01", "terminated": "202X"}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2009", ("envisaged", "certain", None)),
        ("2010-06", ("envisaged", "certain", "negotiation")),
        ("2012", ("negotiation", "certain", None)),
        ("2015-03-15", ("negotiation", "certain", "signed")),
        ("2015-04", ("signed", "certain", None)),
        ("2016-01-01", ("in_force", "certain", None)),
        ("2025", ("in_force", "certain", "terminated")),
        ("2030", ("terminated", "certain", None)),
    ],
)
def test_the_status_follows_the_dated_stages(when, expected):
    """What a partial date leaves open is possible, never certain."""
    assert status_at(one(dates=DATED), when) == expected


def test_without_dates_the_recorded_status_is_possible():
    assert status_at(one(status="signed"), "2010") == ("signed", "possible", None)


def test_a_hope_is_possible_from_its_first_day_on():
    graph = one(status="envisaged", expected={"signed": "[2020..]"})
    assert status_at(graph, "2019") == ("envisaged", "possible", None)
    assert status_at(graph, "2021") == ("envisaged", "possible", "signed")


def test_the_report_before_during_and_after_the_visit(graph):
    assert status_at(graph, "2018", "exchange-visit")[:2] == ("planned", "certain")
    assert status_at(graph, "2019-11-05", "exchange-visit")[:2] == ("ongoing", "certain")
    assert status_at(graph, "2019-12", "exchange-visit")[:2] == ("completed", "certain")
    assert status_at(graph, "2020-06", "anrur-anru-cooperation")[:2] == ("ongoing", "certain")
    assert status_at(graph, "2021", "anah-convention")[2] == "negotiation"


def test_the_graph_as_of_a_date_can_be_asked_everything(graph):
    then = cg.at(graph, "2018")
    cg.check_graph(then)
    assert then.graph["as_of"] == "2018"
    assert graph.nodes["exchange-visit"]["status"] == "completed"  # the original is untouched
    assert cg.dependents(then, "framework-convention").ids
    assert not cg.what_if(then, withdraws=["anru"]).lost  # the cooperation began in 2019
    with pytest.raises(ValueError, match="not a date"):
        cg.at(graph, "soon")


def changed(**changes):
    raw = cg.example().model_dump(mode="json", exclude_defaults=True)
    for record in [*raw["agreements"], *raw["activities"]]:
        record.update(changes.get(record["id"].replace("-", "_"), {}))
    return raw


def test_compare_says_what_was_signed_dropped_put_off_and_added():
    raw = changed(
        framework_convention={"status": "signed"},
        afd_support={"status": "cancelled"},
        anah_convention={"expected": {"negotiation": "[2027..]"}},
        anrur_afd_convention={"status": "negotiation"},
    )
    raw["institutions"].append({"id": "new", "name": "New", "kind": "agency"})
    raw["activities"] = [a for a in raw["activities"] if a["id"] != "majal-fnau-meeting"]
    comparison = cg.compare(cg.example(), dossier_from(raw), lang="en")
    assert [(row.kind.value, row.item.id) for row in comparison] == [
        ("concluded", "framework-convention"),
        ("dropped", "afd-support"),
        ("moved", "anrur-afd-convention"),
        ("slipped", "anah-convention"),
        ("added", "new"),
        ("removed", "majal-fnau-meeting"),
    ]
    assert "postponed" in str(comparison)
    back = cg.compare(dossier_from(raw), cg.build_graph(cg.example()))
    assert {row.kind.value for row in back} >= {"moved", "brought-forward", "added", "removed"}


def test_nothing_changed(example):
    assert "Rien n’a changé" in str(cg.compare(example, example))
