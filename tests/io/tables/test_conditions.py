"""Thresholds, stages, weights and terms in workbooks and CSV tables, as planners write them."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import coopgraph as cg
from coopgraph.records.validation import dossier_from

BODIES = "id;nom;nature\na;A;État\nb;B;État\n"
AGREEMENTS = "id;nom;nature;état;quorum\nt;T;traité;signée;\n"


def folder_of(path, **tables):
    for name, content in tables.items():
        (path / f"{name}.csv").write_bytes(content.encode())
    return path


def problems(path, lang="en"):
    with pytest.raises(cg.DossierError) as caught:
        cg.read(path)
    return [
        f"{Path(p.file).name}:{p.line}:{p.column or '-'}: {p.message(lang)}"
        for p in caught.value.problems
    ]


def test_french_tables_say_it_all(tmp_path):
    folder_of(
        tmp_path,
        institutions=BODIES,
        agreements=(
            "id;nom;nature;état;entrée en vigueur;échéance;reconduction;préavis (fr);montant;devise\n"
            "t;T;traité;signée;1;2030;Tacite reconduction;six mois;1 000,5;EUR\n"
            "u;U;traité;envisagée;;;;;;\n"
        ),
        parties=(
            "convention;institution;poids.émissions;montant;devise;date : refus\n"
            "t;a;17,4;5;EUR;2020\n"
            "t;b;;;;\n"
        ),
        seuils=(
            "convention;nécessaire pour;nombre;part;poids;toutes;parmi\n"
            "t;quorum;;55 %;émissions;;\n"
            't;Quorum;1;;;non;"a;b"\n'
            "t;entrée en vigueur;;;;oui;a\n"
        ),
        conditions="élément;il faut;étape;avant;au plus tard\nu;t;en vigueur;signé;2026-05\n",
        liens="élément;lien;vers;y met fin;en tient lieu\nu;remplace;t;VRAI;oui\nu;exclut;t;;\n",
    )
    dossier = cg.read(tmp_path)
    plain = dossier.model_dump(mode="json", exclude_defaults=True)
    treaty, later = plain["agreements"]
    assert treaty["parties"] == [
        {
            "institution": "a",
            "dates": {"refused": "2020"},
            "weights": {"émissions": 17.4},
            "amount": {"value": 5, "currency": "EUR"},
        },
        "b",
    ]
    assert treaty["quorum"] == [
        {"share": 0.55, "weight": "émissions"},
        {"count": 1, "among": ["a", "b"]},
    ]
    assert treaty["entry_into_force"] == [1, {"all": True, "among": ["a"]}]
    assert (treaty["expires"], treaty["renewal"], treaty["notice"], treaty["amount"]) == (
        "2030",
        "tacit",
        {"fr": "six mois"},
        {"value": 1000.5, "currency": "EUR"},
    )
    assert later["requires"] == [
        {"any_of": ["t"], "stage": "in_force", "before": "signed", "by": "2026-05"}
    ]
    assert later["supersedes"] == [{"to": "t", "ends": True, "inherits": True}]
    assert later["excludes"] == ["t"]


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (
            {"thresholds": "agreement;needed_for;count\nt;quorum;3\n"},
            "thresholds.csv:2:3: the quorum is 3, there are 2 parties",
        ),
        (
            {"thresholds": "agreement;needed_for;count\nt;quorom;1\n"},
            "thresholds.csv:2:2: a threshold is for entry_into_force, quorum, not 'quorom'",
        ),
        (
            {"thresholds": "agreement;needed_for;share\nt;quorum;55\n"},
            "thresholds.csv:2:3: a share is above 0 and at most 1, such as 0.55",
        ),
        (
            {"thresholds": "agreement;needed_for;count;share\nt;quorum;;\n"},
            "thresholds.csv:2:-: a threshold has one of 'count', 'share' and 'all'",
        ),
        (
            {"thresholds": "agreement;needed_for;share;weight\nt;quorum;1;gdp\n"},
            "thresholds.csv:2:4: none of these parties has the weight 'gdp'",
        ),
        (
            {"thresholds": "agreement;needed_for;all\nt;quorum;perhaps\n"},
            "thresholds.csv:2:3: expected true or false (in tables: yes or no), not 'perhaps'",
        ),
        (
            {"thresholds": "agreement;needed_for;all;among\nt;quorum;yes;c\n"},
            "thresholds.csv:2:4: 'c' is not a party that consents",
        ),
        (
            {"agreements": "id;name;kind;status;quorum\nt;T;treaty;signed;9\n"},
            "agreements.csv:2:5: the quorum is 9, there are 2 parties",
        ),
        (
            {"agreements": "id;name;kind;status;amount;currency\nt;T;treaty;signed;9;euros\n"},
            "agreements.csv:2:6: 'euros' does not have the expected form (^[A-Z]{3}$)",
        ),
        (
            {"agreements": "id;name;kind;status;amount;currency\nt;T;treaty;signed;;EUR\n"},
            "agreements.csv:2:5: 'amount' is missing",
        ),
        (
            {"agreements": "id;name;kind;status;currency\nt;T;treaty;signed;EUR\n"},
            "agreements.csv:2:5: 'amount' is missing",
        ),
        (
            {"agreements": "id;name;kind;status;amount;currency\nt;T;treaty;signed;9;\n"},
            "agreements.csv:2:6: 'currency' is missing",
        ),
        (
            {"parties": "agreement;institution;currency\nt;a;EUR\nt;b;\n"},
            "parties.csv:2:3: 'amount' is missing",
        ),
        (
            {"parties": "agreement;institution;weights.gdp\nt;a;much\nt;b;1\n"},
            "parties.csv:2:3: expected a number, not 'much'",
        ),
        (
            {"requirements": "item;any_of;stage\nt;t;completed\n"},
            "requirements.csv:2:3: 't' is of kind 'agreement', whose stages are signed, in_force, not 'completed'",
        ),
        (
            {"links": "item;relation;to;ends\nt;cites;t;yes\n"},
            "links.csv:2:4: unknown field 'ends'; the fields here are evidence, modality, to",
        ),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, tables, expected):
    folder_of(
        tmp_path,
        institutions=BODIES,
        **{
            "agreements": AGREEMENTS,
            "parties": "agreement;institution\nt;a\nt;b\n",
            **tables,
        },
    )
    assert problems(tmp_path) == [expected]


def test_a_wrong_cell_is_named_in_french(tmp_path):
    folder_of(
        tmp_path,
        institutions=BODIES,
        agreements=AGREEMENTS,
        parties="agreement;institution\nt;a\n",
        thresholds="agreement;needed_for;count\nt;entry_into_force;2\n",
    )
    assert problems(tmp_path, "fr") == [
        "thresholds.csv:2:3: le seuil de l’entrée en vigueur est de 2, il y a 1 partie"
    ]


@pytest.mark.parametrize(
    ("written", "thousands", "decimal"),
    [
        ("1,000", "1000", "1.0"),
        ("12,500", "12500", "12.5"),
        ("999,999", "999999", "999.999"),
        ("55,125 %", "55125%", "55.125%"),
    ],
)
@pytest.mark.parametrize(
    ("name", "rows", "place"),
    [
        ("agreements", "id;name;kind;status;amount;currency\nt;T;treaty;signed;{};EUR\n", "2:5"),
        ("agreements", "id;name;kind;status;quorum\nt;T;treaty;signed;{}\n", "2:5"),
        ("parties", "agreement;institution;weights.gdp\nt;a;{}\n", "2:3"),
        ("thresholds", "agreement;needed_for;share\nt;quorum;{}\n", "2:3"),
    ],
)
def test_what_may_be_two_numbers_is_refused(
    tmp_path, name, rows, place, written, thousands, decimal
):
    tables = {"agreements": AGREEMENTS, name: rows.format(written)}
    folder_of(tmp_path, institutions=BODIES, **tables)
    (problem,) = problems(tmp_path)
    assert problem == (
        f"{name}.csv:{place}: '{written}' may be two numbers: write {thousands} if the comma"
        f" separates thousands, {decimal} if it is a decimal comma"
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12500", "12500"),
        ("12 500", "12500"),
        ("12.500", "12.5"),
        ("12,5", "12.5"),
        ("1 000,125", "1000.125"),
        ("1234,567", "1234.567"),
        ("0,125", "0.125"),
    ],
)
def test_a_comma_that_can_only_be_a_decimal_comma_is_one(tmp_path, written, number):
    folder_of(
        tmp_path,
        institutions=BODIES,
        agreements=AGREEMENTS,
        parties=f"agreement;institution;weights.gdp\nt;a;{written}\n",
    )
    assert cg.read(tmp_path).agreements[0].parties[0].weights == {"gdp": Decimal(number)}


def test_what_may_be_two_numbers_is_saved_as_neither(tmp_path):
    folder_of(
        tmp_path,
        institutions=BODIES,
        agreements=AGREEMENTS,
        parties="agreement;institution;weights.gdp\nt;a;1,000\nt;b;5\n",
    )
    found = cg.salvage(tmp_path)
    assert [party.weights for party in found.dossier.agreements[0].parties] == [{}, {"gdp": 5}]
    assert [issue.problem.code for issue in found.issues] == ["two-numbers"]


def test_a_percentage_of_excel_is_a_share_and_arithmetic_leaves_no_digits(tmp_path):
    raw = {
        "institutions": [{"id": "a", "name": "A", "kind": "state"}],
        "agreements": [
            {
                "id": "t",
                "name": "T",
                "kind": "treaty",
                "status": "signed",
                "parties": [{"institution": "a", "weights": {"w": 1}}],
                "quorum": {"share": 0.5, "weight": "w"},
            }
        ],
    }
    path = tmp_path / "d.xlsx"
    cg.write(dossier_from(raw), path)
    book = openpyxl.load_workbook(path)
    (share,) = [cell for row in book["thresholds"].iter_rows() for cell in row if cell.value == 0.5]
    share.value, share.number_format = 0.55, "0%"
    titles = [cell.value for cell in book["parties"][1]]
    book["parties"].cell(2, titles.index("weights.w") + 1).value = 0.1 + 0.2
    book.save(path)
    treaty = cg.read(path).agreements[0]
    assert treaty.quorum[0].share == Decimal("0.55")
    assert treaty.parties[0].weights == {"w": Decimal("0.3")}


def test_workbooks_offer_stages_and_yes_or_no_as_lists(tmp_path, example):
    path = tmp_path / "d.xlsx"
    cg.write(example, path)
    book = openpyxl.load_workbook(path)
    offered = {
        (sheet.title, sheet[f"{str(rule.sqref).partition('2')[0]}1"].value): rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
    }
    stages = '"signé,convenu,en cours,en vigueur,achevé"'
    assert offered["conditions", "étape"] == offered["conditions", "avant"] == stages
    assert offered["liens", "y met fin"] == offered["liens", "en tient lieu"] == '"oui,non"'
    assert offered["seuils", "nécessaire pour"] == '"quorum,entrée en vigueur"'
    assert offered["seuils", "toutes"] == '"oui,non"'
    assert offered["conventions", "reconduction"] == '"tacite reconduction"'
