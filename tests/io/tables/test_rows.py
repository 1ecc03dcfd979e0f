"""Rows of tables, ours and those of others: what is one with what, and where each value stands."""

import gzip

import pytest

import coopgraph as cg
from coopgraph.io.read import csv
from coopgraph.io.salvage import Tally
from tests.io.read.test_slips import said_of
from tests.io.tables.test_tables import folder_of, workbook

BODIES = "id,name,kind\na,A,agency\nb,B,agency\nc,C,agency\n"


def mapped(folder, text, **tables):
    """The folder with these tables, and a mapping of them."""
    folder_of(folder, **tables)
    path = folder / "mapping.yaml"
    path.write_text(text, "utf-8")
    return path


def salvaged(folder, text, **tables):
    return cg.salvage(folder, mapping=mapped(folder, text, **tables), lang="en")


def said(folder, text, **tables):
    return said_of(folder, mapping=mapped(folder, text, **tables))


# -- our own tables --------------------------------------------------------------------------------


def test_links_to_different_items_are_different_links(tmp_path):
    links = "item,relation,to\na,member_of,b\na,member_of,c\na,member_of,c\n"
    saved = cg.salvage(folder_of(tmp_path, institutions=BODIES, links=links))
    assert [link.to for link in saved.dossier.institutions[0].member_of] == ["b", "c"]
    assert [(c.outcome.value, c.problem.line) for c in saved] == [("merged", 4)]


def test_a_link_that_is_given_twice_takes_nothing_of_its_row_for_a_field(tmp_path):
    links = "item,relation,to,modality\na,member_of,b,\na,member_of,b,possible\n"
    saved = cg.salvage(folder_of(tmp_path, institutions=BODIES, links=links))
    (link,) = saved.dossier.institutions[0].member_of
    assert (link.to, link.modality) == ("b", "possible")
    assert [c.outcome.value for c in saved] == ["merged"]


def test_a_wrong_date_of_a_membership_is_named_by_its_cell(tmp_path):
    links = "item,relation,to,date_from,date_until\na,member_of,b,2001,soon\n"
    (line,) = said_of(folder_of(tmp_path, institutions=BODIES, links=links))
    assert line.startswith("links.csv:2:5: ")


def test_only_memberships_have_dates(tmp_path):
    links = "item,relation,to,date_from\na,succeeds,b,2001\n"
    (line,) = said_of(folder_of(tmp_path, institutions=BODIES, links=links))
    assert line.startswith("links.csv:2:4: ")


def test_a_weight_with_the_name_of_a_column_is_added_as_any_other(tmp_path):
    agreements = "id,name,kind,status\nt,T,treaty,signed\n"
    weights = "weights.gdp,weights.agreement"
    parties = f"agreement,institution,{weights}\nt,a,1,\nt,a,,2\n"
    tables = {"institutions": BODIES, "agreements": agreements, "parties": parties}
    (party,) = cg.salvage(folder_of(tmp_path, **tables)).dossier.agreements[0].parties
    assert party.weights == {"gdp": 1, "agreement": 2}


def test_a_relation_that_can_be_given_once_is_named_by_its_cell(tmp_path):
    links = "item,relation,to\na,part_of,b\na,part_of,c\n"
    (line,) = said_of(folder_of(tmp_path, institutions=BODIES, links=links))
    assert line.startswith("links.csv:3:2: ")
    assert "part_of" in line
    assert "'a'" in line


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("zzzz", "institutions.csv:1:4: zzzz: unknown column 'zzzz'; the columns are id, name"),
        ("acronymm", "institutions.csv:1:4: acronymm: unknown column 'acronymm'; did you mean"),
        ("kind_fr", "institutions.csv:1:4: kind_fr: unknown column"),
        ("kind.x", "institutions.csv:1:4: kind.x: unknown column"),
        ("identifiers", "institutions.csv:1:4: identifiers: unknown column"),
    ],
)
def test_a_title_that_means_nothing_is_named(tmp_path, title, line):
    table = f"id,name,kind,{title}\na,A,agency,x\n"
    found = said_of(folder_of(tmp_path, institutions=table))
    assert any(one.startswith(line) for one in found), found


def test_an_unknown_reference_comes_with_the_one_that_is_meant(tmp_path):
    folder_of(
        tmp_path,
        sources="id,title\ns,S\n",
        evidence="reference,source\nreport-1,s\n",
        institutions="id,name,kind,evidence\na,A,agency,reprot-1\nb,B,agency,report-1\n",
    )
    (line,) = said_of(tmp_path)
    assert line.startswith("institutions.csv:2:4: evidence: ")
    assert line.endswith("did you mean 'report-1'?")


def test_parts_of_a_rejected_record_are_named_by_their_own_rows(tmp_path):
    folder_of(
        tmp_path,
        institutions=BODIES,
        agreements="id,name,kind,status\nx,X,nonsense,signed\n",
        parties="agreement,institution\nx,a\n",
    )
    found = [(c.table, c.problem.line, c.problem.code) for c in cg.salvage(tmp_path)]
    assert found == [
        ("agreements.csv", 2, "unknown-word-known"),
        ("parties.csv", 2, "owner-rejected-cell"),
    ]


def test_dates_of_a_party_out_of_order_are_kept_and_found_by_check(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(
        "institutions: [{id: a, name: A, kind: agency}]\n"
        "agreements:\n- id: x\n  name: X\n  kind: treaty\n  status: signed\n  parties:\n"
        "  - {institution: a, dates: {ratified: 2000, withdrawn: 1990}}\n"
    )
    saved = cg.salvage(path)
    assert not len(saved)
    assert list(saved.dossier.agreements[0].parties[0].dates) == ["ratified", "withdrawn"]
    assert "dates-contradict" in {finding.code for finding in cg.check(saved.dossier)}


# -- tables of others ------------------------------------------------------------------------------

ONE = "tables:\n- file: t.csv\n  records: institutions\n"
START = """
language: en
records:
  sources: [{id: registry, title: R}]
  institutions: [{id: un, name: UN, kind: international_organization}, {name: nameless}]
"""


def test_a_mapping_may_make_a_column_or_name_none_at_all(tmp_path):
    links = "tables:\n- file: t.csv\n  records: topics\n  columns: {name: Name}\n"
    assert "the column 'item' is missing" in "\n".join(said(tmp_path, links, t="Name\nx\n"))
    assert "at least one" in "\n".join(said(tmp_path, f"{ONE}  columns: {{}}\n", t="Name\nx\n"))


def test_records_of_a_mapping_are_accounted_for_and_can_be_linked_to(tmp_path):
    text = START + (
        "tables:\n- file: t.csv\n  records: links\n"
        "  columns: {item: {constant: un}, relation: {constant: member_of}, to: To}\n"
        "- file: b.csv\n  records: institutions\n"
        "  columns: {id: Id, name: Id, kind: {constant: agency}}\n"
    )
    saved = salvaged(tmp_path, text, t="To\nx\n", b="Id\nx\n")
    assert [(t.table, t.rows, t.records, t.rejected) for t in saved.tallies] == [
        ("sources", 1, 1, 0),
        ("institutions", 2, 1, 1),
        ("b.csv → institutions", 1, 1, 0),
        ("t.csv → links", 1, 1, 0),
    ]
    united, other = saved.dossier.institutions
    assert [link.to for link in united.member_of] == [other.id] == ["x"]


def test_a_table_of_which_no_row_is_asked_for_has_its_account_too(tmp_path):
    text = f"{ONE}  only_with: acronym\n  columns: {{id: Id, name: Id, acronym: A, kind: {{constant: agency}}}}\n"
    saved = salvaged(tmp_path, START + text, t="Id,A\nx,\ny,\n")
    assert saved.tallies[-1] == Tally("t.csv → institutions", 0, 0, 0, 0, 0, passed_over=2)
    assert "t.csv → institutions: 2 more rows" in str(saved)


def test_what_another_row_adds_is_named_by_that_row(tmp_path):
    text = (
        "tables:\n- file: t.csv\n  records: institutions\n  merge: true\n"
        "  columns: {id: Id, name: Id, country: C, kind: {constant: agency}}\n"
    )
    (line,) = said(tmp_path, text, t="Id,C\nx,\nx,Nowhere\n")
    assert line.startswith("t.csv:3:2: ")


def test_evidence_that_a_second_row_adds_is_kept(tmp_path):
    saved = cg.salvage(
        folder_of(
            tmp_path,
            sources="id,title\ns,S\n",
            institutions="id,name,kind,evidence\na,A,agency,\na,A,agency,s\n",
        )
    )
    (body,) = saved.dossier.institutions
    assert [entry.source for entry in body.evidence] == ["s"]


def test_a_text_that_is_given_twice_is_named_by_the_second_cell(tmp_path):
    table = "id,name,name_fr,kind\na,A,B,agency\n"
    (line,) = said_of(folder_of(tmp_path, institutions=table))
    assert line.startswith("institutions.csv:2:3: ")


def test_cells_with_several_ids_make_one_requirement(tmp_path):
    text = (
        "tables:\n- file: t.csv\n  records: agreements\n"
        "  columns: {id: Id, name: Id, kind: {constant: treaty}, status: {constant: signed}}\n"
        "- file: t.csv\n  records: requirements\n  only_with: any_of\n"
        "  columns: {item: Id, any_of: {column: Needs, split: '|'}}\n"
    )
    saved = salvaged(tmp_path, text, t="Id,Needs\nA 1,B 2|C 3\nB 2,\nC 3,\n")
    (requirement,) = saved.dossier.agreements[0].requires
    assert requirement.any_of == ("b-2", "c-3")


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ("{idd: Id, kind: {constant: agency}}", "have no column 'idd'; their columns are id, name"),
        ("{idd: Id, kind: {constant: agency}}", "; did you mean 'id'?"),
        ("{id: Idd, kind: {constant: agency}}", "did you mean 'Id'?"),
        ("{id: Id, kind: {constant: agency}}\n  only_with: name", "mapping.yaml:5:14: "),
        ("{id: {column: Id, pattern: '('}}", "mapping.yaml:4:"),
        ("{id: Twice}", "mapping.yaml:4:"),
    ],
)
def test_a_slip_in_a_mapping_comes_with_what_is_meant(tmp_path, columns, line):
    found = said(tmp_path, f"{ONE}  columns: {columns}\n", t="Id,Twice,Twice\nx,1,2\n")
    assert any(line in one for one in found), found


def test_a_worksheet_that_is_not_there_is_told_with_those_that_are(tmp_path):
    workbook(tmp_path / "t.xlsx", first=[["Id"], ["x"]], second=[["Id"], ["y"]])
    text = (
        "tables:\n- file: t.xlsx\n  worksheet: third\n  records: institutions\n"
        "  columns: {id: Id, name: Id, kind: {constant: agency}}\n"
    )
    (line,) = said(tmp_path, text)
    assert line.startswith("t.xlsx: ")
    assert "third" in line
    assert "first, second" in line


def test_a_table_that_unpacks_to_too_much_is_refused_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(csv, "LIMIT_MB", 1)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"Id\n" + b"x\n" * 600_000))
    text = "tables:\n- file: t.csv.gz\n  records: institutions\n  columns: {id: Id}\n"
    (line,) = said(tmp_path, text)
    assert line.startswith("t.csv.gz: > 1 MB is too much to be read as CSV (limit: 1 MB)")


def test_a_foreign_id_that_is_taken_by_a_record_of_the_mapping_is_numbered(tmp_path):
    text = (
        "records: {institutions: [{id: a, name: Ours, kind: agency}]}\n"
        "tables:\n- file: t.csv\n  records: institutions\n"
        "  columns: {id: Id, name: Id, kind: {constant: state}}\n"
    )
    saved = salvaged(tmp_path, text, t="Id\nA\n")
    assert [body.id for body in saved.dossier.institutions] == ["a", "a-2"]


def test_a_kind_of_table_that_resembles_none_is_refused_with_the_known_ones(tmp_path):
    text = "tables:\n- file: t.csv\n  records: zzzz\n  columns: {id: Id}\n"
    (line,) = said(tmp_path, text, t="Id\nA\n")
    assert "zzzz" in line
    assert "institutions" in line


def test_a_table_outside_the_folder_is_named_at_its_line_of_the_mapping(tmp_path):
    text = "tables:\n- file: ../t.csv\n  records: institutions\n  columns: {id: Id}\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "t.csv").write_text("Id\nA\n")
    (line,) = said(tmp_path / "in", text)
    assert line.startswith("mapping.yaml:2:")
