"""Tables of others, read through a mapping."""

import csv
import gzip
import itertools
import re
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest

import coopgraph as cg
from coopgraph.words.codes import country_name
from coopgraph.words.text import fold
from tests.conftest import SHARED, THOROUGH

MAPPINGS = Path(__file__).parents[3] / "docs" / "mappings"

TREATIES = """treaty,title,type,signed,until,states
A.1,First,A,1972-06-12,9999-12-31,FRA|MAR
A_1,Second,P,12.06.1972,1999,FRA
B:A.1,Amendment,E,1980,,
"""

MAPPING = r"""
language: en
empty: ["", NA]
sentinels: ["9999-12-31"]
records:
  sources: [{id: registry, title: The registry}]
tables:
  - file: treaties.csv
    records: agreements
    source: registry
    columns:
      id: {column: treaty, pattern: '^[^:]+'}
      name_en: title
      identifiers.registry: treaty
      kind: {column: type, words: {A: treaty, P: protocol}, otherwise: other}
      date_signed: {column: signed, replace: [['^(\d\d)\.(\d\d)\.(\d{4})$', '\3-\2-\1']]}
      date_terminated: until
  - file: treaties.csv
    records: institutions
    merge: true
    only_with: id
    columns:
      id: {column: states, split: "|"}
      name_en: {column: states, convert: country_name, scheme: alpha3, split: "|"}
      kind: {constant: state}
  - file: treaties.csv
    records: links
    only_with: to
    columns:
      item: {column: treaty, pattern: '^[^:]+'}
      relation: {constant: amends}
      to: {column: treaty, pattern: ':(.+)$'}
"""

STATES = MAPPING.replace(
    """      id: {column: states, split: "|"}
      name_en: {column: states, convert: country_name, scheme: alpha3, split: "|"}
      kind: {constant: state}
""",
    """      id: state
      name_en: {column: state, convert: country_name, scheme: alpha3}
      name_fr: {column: state, convert: country_name, scheme: alpha3}
      country: {column: state, convert: country, scheme: alpha3, otherwise: ""}
      kind: {constant: state}
  - file: treaties.csv
    records: parties
    only_with: institution
    columns:
      agreement: {column: treaty, pattern: '^[^:]+'}
      institution: {column: states, split: "|"}
""",
).replace(
    """  - file: treaties.csv
    records: institutions""",
    """  - file: states.csv.gz
    records: institutions""",
)


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "treaties.csv").write_text(TREATIES)
    (tmp_path / "states.csv.gz").write_bytes(gzip.compress(b"state\nFRA\nMAR\nFRA\nSUN\n"))
    (tmp_path / "mapping.yaml").write_text(STATES)
    return tmp_path


def mapped(folder, text):
    path = folder / "mapping.yaml"
    path.write_text(text)
    return path


def refused(folder, text):
    with pytest.raises(cg.DossierError) as caught:
        cg.read(folder, mapping=mapped(folder, text))
    return [(Path(p.file or "").name, p.line, p.code) for p in caught.value.problems]


def test_a_mapping_reads_tables_that_nobody_here_wrote(tables):
    """Ids become slugs of their own, values are translated, sentinels are no dates."""
    dossier = cg.read(tables, mapping=mapped(tables, STATES))
    first, second, third = dossier.agreements
    assert [a.id for a in dossier.agreements] == ["a-1", "a-1-2", "b"]
    assert (first.kind, second.kind, third.kind) == ("treaty", "protocol", "other")
    assert second.dates["signed"].text == "1972-06-12"
    assert "terminated" not in first.dates
    assert [party.institution for party in first.parties] == ["fra", "mar"]
    assert [link.to for link in third.amends] == ["a-1"]
    assert [(str(i.name), i.country) for i in dossier.institutions] == [
        ("France", "FR"),
        ("Morocco", "MA"),
        ("SUN", None),
    ]
    assert str(first.evidence[0].locator) == "treaties.csv:2"


def test_what_the_tables_say_wrongly_is_named_by_their_own_cells(tables):
    (tables / "treaties.csv").write_text(TREATIES.replace("12.06.1972", "31.06.1972"))
    assert refused(tables, STATES) == [("treaties.csv", 3, "date-no-day")]
    saved = cg.salvage(tables, mapping=tables / "mapping.yaml")
    assert [(c.outcome.value, c.problem.line, c.problem.column) for c in saved][:2] == [
        ("merged", 4, None),
        ("repaired", 3, 4),
    ]
    assert saved.sentinels == {
        "treaties.csv → agreements, date_terminated: 9999-12-31": 1,
    }
    passed = {tally.table: tally.passed_over for tally in saved.tallies}
    assert passed["treaties.csv → links"] == 2


def test_a_wrong_mapping_is_refused_with_its_lines(tables):
    wrong = (
        STATES.replace("name_en: title", "name_en: titel")
        .replace("records: parties", "records: partys")
        .replace("date_signed:", "date_sined:")
    )
    assert refused(tables, wrong) == [("mapping.yaml", 29, "unknown-table-known")]
    wrong = wrong.replace("partys", "parties").replace("file: states.csv.gz", "file: state.csv")
    assert {code for _, _, code in refused(tables, wrong)} == {
        "unknown-target",
        "unknown-title",
        "file-missing",
    }
    unread = STATES.replace("'\\3-\\2-\\1'", "'\\9'")
    assert refused(tables, unread)[0][2] == "bad-pattern"
    assert refused(tables, STATES.replace("'^[^:]+'", "'^[^:+'"))[0][2] == "bad-pattern"
    assert refused(tables, STATES.replace("{constant: state}", "{}"))[0][2] == "rule-empty"


def test_cells_that_are_split_the_same_way_go_in_step(tables):
    """One institution for each name in a cell, under its own name."""
    (tables / "treaties.csv").write_text("Ref;Org\nP1;Aa, Bb\nP2;Cc\n")
    text = """
tables:
  - file: treaties.csv
    records: institutions
    columns:
      id: {column: Org, split: ","}
      name: {column: Org, split: ","}
      kind: {constant: agency}
"""
    dossier = cg.read(tables, mapping=mapped(tables, text))
    assert [(i.id, str(i.name)) for i in dossier.institutions] == [
        ("aa", "Aa"),
        ("bb", "Bb"),
        ("cc", "Cc"),
    ]


def test_records_that_cite_no_evidence_are_read_from_a_source_too(tables):
    """Thresholds and sources have no evidence of their own."""
    (tables / "thresholds.csv").write_text("treaty,least\nA.1,2\n")
    (tables / "papers.csv").write_text("id,title\npaper,A paper\n")
    more = """  - file: thresholds.csv
    records: thresholds
    source: registry
    columns:
      agreement: {column: treaty, pattern: '^[^:]+'}
      needed_for: {constant: entry_into_force}
      count: least
  - file: papers.csv
    records: sources
    source: registry
    columns: {id: id, title_en: title}
"""
    dossier = cg.read(tables, mapping=mapped(tables, STATES + more))
    assert [threshold.count for threshold in dossier.agreements[0].entry_into_force] == [2]
    assert [source.id for source in dossier.sources] == ["registry", "paper"]


def test_an_id_of_ours_is_no_id_of_theirs(tables):
    """`p-1-2` is made for `p-1`; a row that writes it names nobody."""
    (tables / "treaties.csv").write_text("Ref,To\nP-1,\np-1,\nQ,p-1-2\n")
    text = """
tables:
  - file: treaties.csv
    records: agreements
    columns: {id: Ref, name: Ref, kind: {constant: treaty}, status: {constant: signed}}
  - file: treaties.csv
    records: links
    only_with: to
    columns: {item: Ref, relation: {constant: cites}, to: To}
"""
    assert refused(tables, text) == [("treaties.csv", 4, "unknown-id")]


@pytest.mark.parametrize("file", ["../outside.csv", "/etc/passwd", "link.csv"])
def test_a_mapping_reads_nothing_outside_its_folder(tables, tmp_path_factory, file):
    outside = tmp_path_factory.mktemp("outside") / "outside.csv"
    outside.write_text(TREATIES)
    (tables / "link.csv").symlink_to(outside)
    found = refused(tables, STATES.replace("file: treaties.csv", f"file: {file}"))
    assert {code for _, _, code in found} == {"file-outside"}


def test_a_name_that_is_too_long_for_a_file_is_that_of_none(tables):
    found = refused(tables, STATES.replace("file: treaties.csv", f"file: {'x' * 300}.csv"))
    assert {code for _, _, code in found} == {"file-missing"}


def test_a_mapping_reads_worksheets(tables):
    book = openpyxl.Workbook()
    for line in TREATIES.splitlines():
        book.worksheets[0].append(line.split(","))
    book.worksheets[0].title = "list"
    book.save(tables / "treaties.xlsx")
    text = STATES.replace("file: treaties.csv", "file: treaties.xlsx\n    worksheet: list")
    plain = cg.read(tables, mapping=mapped(tables, STATES))
    sheet = cg.read(tables, mapping=mapped(tables, text))
    assert sheet.institutions == plain.institutions
    assert [a.parties for a in sheet.agreements] == [a.parties for a in plain.agreements]
    assert str(sheet.agreements[0].evidence[0].locator) == "treaties.xlsx!list!2"


def test_a_packed_file_that_is_none_is_refused(tables):
    (tables / "states.csv.gz").write_bytes(b"state\nFRA\n")
    assert refused(tables, STATES) == [("states.csv.gz", None, "not-gzip")]


# -- the treaties that researchers have -----------------------------------------------------------


whole = pytest.mark.skipif(not THOROUGH, reason="whole tables are read where nobody waits")


def tables_of(name):
    folder = SHARED / "data" / name
    if not folder.exists():
        pytest.skip("the treaty tables are not here")
    return folder


@lru_cache
def salvaged(name):
    return sound_part(tables_of(name), name)


def sound_part(folder, name):
    """The sound part of a set of tables, by its mapping; every row accounted for."""
    saved = cg.salvage(folder, mapping=MAPPINGS / f"{name}.yaml")
    for tally in saved.tallies:
        assert tally.rows == tally.records + tally.merged + tally.rejected
    counted = Counter((c.outcome.value, c.table) for c in saved)
    for tally in saved.tallies:
        assert counted["rejected", tally.table] == tally.rejected
        assert counted["merged", tally.table] == tally.merged
    return saved


@pytest.mark.parametrize("name", ["manyenviron", "manytreaties"])
def test_the_first_rows_of_treaty_tables_are_accounted_for_and_make_a_graph(tmp_path, name):
    for table in tables_of(name).glob("*.csv*"):
        opened = gzip.open if table.suffix == ".gz" else open
        with opened(table, "rb") as whole, opened(tmp_path / table.name, "wb") as part:
            part.writelines(itertools.islice(whole, 1_000))
    saved = sound_part(tmp_path, name)
    outcomes = {outcome.outcome.value for outcome in saved}
    assert outcomes >= {"rejected", "merged"}
    assert len(saved.dossier.agreements) > 500
    assert cg.check_graph(cg.build_graph(saved.dossier)) is None


@whole
def test_every_row_of_the_ggo_treaties_is_accounted_for():
    """Duplicates, impossible days, orphans and sentinels are all told."""
    saved = salvaged("manytreaties")
    tallies = {tally.table: tally for tally in saved.tallies}
    parties = "parties_GGO.csv.gz → parties"
    assert tallies[parties].rows == 98_320
    assert tallies["agreements_GGO.csv → agreements"].rows == 4_532
    codes = Counter((c.table, c.problem.code) for c in saved)
    assert codes[parties, "unknown-id"] == 6_084  # parties to treaties that are not in the table
    assert codes[parties, "row-repeated"] >= 1_001  # equal rows, and rows that only add to others
    impossible = [c.problem for c in saved if c.problem.code == "date-no-day"]
    impossible += [p for c in saved for p in c.others if p.code == "date-no-day"]
    assert "1972-06-31?" in {str(p.values["value"]) for p in impossible}
    assert sum(saved.sentinels.values()) > 46_000
    assert cg.check_graph(cg.build_graph(saved.dossier)) is None


@whole
def test_the_environmental_treaties_become_one_graph():
    saved = salvaged("manyenviron")
    graph = cg.build_graph(saved.dossier)
    reach = cg.dependents(graph, "marpol-1973a")
    agreements = [row.item.id for row in reach if row.item.record.value == "agreement"]
    assert len(agreements) > 80
    assert len(saved.dossier.agreements) > 4_800


#: What titles of treaties call states, where Unicode's name of today is another.
CALLED = {
    "BA": "bosnia and herzegovina",
    "BF": "upper volta",
    "CD": "democratic republic of congo",
    "CG": "congo",
    "CI": "cote divoire",
    "CZ": "czechoslovak",
    "GB": "great britain|united kingdom|british|uk",
    "GR": "greek|hellenic",
    "HK": "hong kong",
    "KR": "korea",
    "MK": "macedonia",
    "MM": "burma|myanmar",
    "PL": "polish",
    "PS": "palestin",
    "RW": "ruanda",
    "ST": "sao tome and principe",
    "SZ": "swaziland",
    "TR": "turkey|turkish",
    "TT": "trinidad and tobago",
    "VN": "viet nam",
}

#: Codes of the tables that are no country today, or that nothing in the tables explains.
WITHOUT_COUNTRY = {
    *("ANT", "AUH", "CSK", "DDR", "DZG", "GDR", "HSG", "PRU", "SCG", "YAR", "YMD", "YUG"),
    *("ALG", "BZL", "EAT", "EAZ", "LES", "SAR", "UNK", "YPR"),
    *("EC", "EFTA", "EUE", "EUU"),
}


@whole
@pytest.mark.parametrize("name", ["manyenviron", "manytreaties"])
def test_every_state_has_the_country_that_titles_of_its_treaties_name(name):
    """Treaties between two states, `ESP-GBR_1351A`, name them in their titles."""
    saved = salvaged(name)
    countries = {i.identifiers["stateID"]: i.country for i in saved.dossier.institutions}
    without = {code for code, country in countries.items() if country is None}
    assert {code for code in without if re.fullmatch("[A-Z]{2,4}", code)} <= WITHOUT_COUNTRY
    assert not {code for code in WITHOUT_COUNTRY if countries.get(code)}
    titles = defaultdict(set)
    [table] = (SHARED / "data" / name).glob("*_*GGO*.csv.gz")
    with gzip.open(table, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            between = re.match(r"([A-Z]{3})-([A-Z]{3})[\[_]", row["treatyID"])
            if between and row["stateID"] in between.groups():
                titles[row["stateID"]].add(fold(row["Title"]))
    checked = 0
    for code, of_two in titles.items():
        if country := countries.get(code):
            called = f"{re.escape(fold(country_name(country, 'en')))}|{CALLED.get(country, '$^')}"
            naming = [title for title in of_two if re.search(called, title)]
            assert 2 * len(naming) >= len(of_two), (code, country, sorted(of_two)[:3])
            checked += 1
    assert checked > 100


@whole
@pytest.mark.parametrize("name", ["manyenviron", "manytreaties"])
def test_unions_are_no_states_and_states_no_unions(name):
    by_code = {i.identifiers["stateID"]: i for i in salvaged(name).dossier.institutions}
    for code in by_code.keys() & {"EC", "EUE", "EUU", "EFTA", "IO-IAEA"}:
        assert by_code[code].kind == "international_organization"
        assert by_code[code].country is None
    assert (by_code["ECU"].country, by_code["NAM"].country) == ("EC", "NA")
    assert {by_code[code].kind.value for code in ("ECU", "NAM", "ROM", "CSK")} == {"state"}
    assert by_code["HKG"].kind == "other"


@whole
def test_what_is_no_country_is_counted():
    counts = salvaged("manytreaties").unconverted
    assert counts["parties_GGO.csv.gz → institutions, country: EC"] == 23
