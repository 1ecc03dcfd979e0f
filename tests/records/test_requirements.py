"""Stages, deadlines, exclusion and succession, as records state them."""

import pytest

import coopgraph as cg
from coopgraph.records.validation import dossier_from


def data(requires, *, excludes=(), supersedes=()):
    return {
        "agreements": [
            {
                "id": "loan",
                "name": "Loan",
                "kind": "specific",
                "status": "envisaged",
                "requires": requires,
                "excludes": excludes,
                "supersedes": supersedes,
                "provisions": [{"id": "part", "name": "Part", "requires": []}],
            },
            {"id": "frame", "name": "Frame", "kind": "framework", "status": "signed"},
        ],
        "activities": [{"id": "visit", "name": "Visit", "kind": "visit", "status": "planned"}],
    }


def problems(entry):
    with pytest.raises(cg.DossierError) as caught:
        dossier_from(entry)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_a_requirement_may_name_stages_and_a_deadline():
    raw = {"any_of": ["visit"], "stage": "completed", "before": "in_force", "by": "2021"}
    dossier = dossier_from(data([raw, "frame"]))
    assert dossier.model_dump(mode="json", exclude_defaults=True)["agreements"][0]["requires"] == [
        raw,
        "frame",
    ]


@pytest.mark.parametrize(
    ("requirement", "code", "field"),
    [
        ({"any_of": "visit", "stage": "signed"}, "wrong-stage", "stage"),
        ({"any_of": ["frame", "visit", "part"], "stage": "signed"}, "wrong-stage", "stage"),
        ({"any_of": "part", "stage": "completed"}, "wrong-stage", "stage"),
        ({"any_of": "visit", "stage": "envisaged"}, "unknown-word-known", "stage"),
        ({"any_of": "visit", "before": "completed"}, "wrong-before", "before"),
        ({"any_of": "visit", "by": "soon"}, "date-form", "by"),
    ],
)
def test_a_stage_is_one_that_every_alternative_has(requirement, code, field):
    assert problems(data([requirement])) == [(code, f"agreements[0].requires[0].{field}")]


@pytest.mark.parametrize("stage", ["agreed", "in_force"])
def test_agreements_and_provisions_share_one_stage(stage):
    requirement = {"any_of": ["frame", "part"], "stage": stage}
    if stage == "in_force":
        assert dossier_from(data([requirement]))
    else:
        assert problems(data([requirement]))


def test_nothing_comes_before_the_entry_into_force_of_a_provision():
    raw = data([])
    for before in ("agreed", "in_force"):
        raw["agreements"][0]["provisions"][0]["requires"] = [{"any_of": "frame", "before": before}]
        place = "agreements[0].provisions[0].requires[0].before"
        if before == "agreed":
            assert dossier_from(raw)
        else:
            assert problems(raw) == [("wrong-before", place)]


def test_a_problem_names_the_stages_that_there_are():
    with pytest.raises(cg.DossierError) as caught:
        dossier_from(data([{"any_of": "visit", "stage": "signed"}]))
    assert "whose stages are ongoing, completed, not 'signed'" in str(caught.value)


def test_a_saved_dossier_keeps_no_requirement_without_its_stage(tmp_path):
    path = tmp_path / "d.yaml"
    path.write_text(
        "agreements:\n"
        "  - id: loan\n    name: Loan\n    kind: specific\n    status: envisaged\n"
        "    requires:\n      - {any_of: loan, stage: completed}\n      - loan\n"
    )
    saved = cg.salvage(path)
    assert [r.stage for r in saved.dossier.agreements[0].requires] == [None]
    assert [(issue.problem.code, issue.problem.line) for issue in saved] == [("wrong-stage", 7)]


def test_exclusion_leads_to_agreements_and_activities_but_not_to_itself():
    assert dossier_from(data([], excludes=["frame", "visit"]))
    assert problems(data([], excludes=["part"])) == [("wrong-kind", "agreements[0].excludes[0]")]
    assert problems(data([], excludes=["loan"])) == [
        ("link-to-itself", "agreements[0].excludes[0]")
    ]


def test_nothing_supersedes_itself():
    """It would end once it is in force."""
    assert dossier_from(data([], supersedes=["frame", "visit"]))
    for link, place in (("loan", ""), ({"to": "loan", "ends": False}, ".to")):
        assert problems(data([], supersedes=[link])) == [
            ("link-to-itself", f"agreements[0].supersedes[0]{place}")
        ]


@pytest.mark.parametrize("ends", [True, False])
def test_what_supersedes_may_end_the_other_and_serve_for_it(ends):
    raw = {"to": "frame", "ends": ends, "inherits": True}
    dossier = dossier_from(data([], supersedes=[raw]))
    assert dossier.model_dump(mode="json", exclude_defaults=True)["agreements"][0][
        "supersedes"
    ] == [raw]
    assert problems(data([], supersedes=[{"to": "frame", "ends": "yes"}])) == [
        ("wrong-type-flag", "agreements[0].supersedes[0].ends")
    ]
