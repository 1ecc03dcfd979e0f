"""Tables of relations to files and back, into an engine."""

import sqlite3

import pytest

import coopgraph as cg

duckdb = pytest.importorskip("duckdb")


def parquet(path, query):
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


LINK = "SELECT 'deal' AS dependent, 'frame' AS depends_on, 'requires' AS kind"


@pytest.mark.parametrize("name", ["links.parquet", "links.sqlite"])
def test_a_file_holds_a_row_for_each_link_that_carries_reliance(tmp_path, graph, name):
    """With how firmly it holds; all else is among the losses."""
    written = cg.write(graph, tmp_path / name, lang="en")
    with cg.read_relations(tmp_path / name) as table:
        rows = table.run("SELECT dependent, depends_on, kind, modality FROM relation")
    words = {modality for *_, modality in rows}
    assert words == {"required", "possible"}
    reliance = [r for *_, r in graph.edges(data="relation") if r not in {"part_of", "follows"}]
    assert sorted(kind for *_, kind, _ in rows) == sorted(reliance)
    losses = {loss.describe() for loss in written}
    assert {"links: is part of", "links: follows", "attribute: title_fr"} <= losses


@pytest.mark.parametrize("name", ["links.parquet", "links.sqlite"])
def test_the_same_graph_makes_the_same_bytes(tmp_path, example, name):
    files = []
    for records in (example, example.model_copy(update={"agreements": example.agreements[::-1]})):
        cg.write(records, tmp_path / name)
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]


def test_a_folder_of_parquet_files_is_one_table(tmp_path):
    parquet(tmp_path / "one.parquet", LINK)
    parquet(tmp_path / "two.parquet", LINK.replace("deal", "bank"))
    with cg.read_relations(tmp_path) as table:
        assert cg.dependents(table, "frame").ids == ("bank", "deal")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_without_kind_and_modality_every_link_is_required(tmp_path, engine):
    path = parquet(tmp_path / "links.parquet", "SELECT 2 AS dependent, 1 AS depends_on")
    with cg.read_relations(path, engine=engine) as table:
        (row,) = cg.dependents(table, 1)
    assert (row.item.id, row.certainty) == (2, "certain")


@pytest.mark.parametrize(("engine", "library"), [("sqlite", sqlite3), ("duckdb", duckdb)])
def test_a_table_in_a_database_is_asked_where_it_is(tmp_path, engine, library):
    url = tmp_path / "links.db"
    with library.connect(str(url)) as connection:
        connection.execute(f"CREATE TABLE relation AS {LINK}, 'possible' AS modality")
        connection.commit()
    connection.close()
    with cg.read_relations(engine=engine, url=str(url)) as table:
        assert cg.dependents(table, "frame").ids == ("deal",)
    # A file that is loaded beside it leaves the database as it was.
    path = parquet(tmp_path / "links.parquet", LINK.replace("deal", "bank"))
    before = url.read_bytes()
    with cg.read_relations(path, engine=engine, url=str(url)) as table:
        assert cg.dependents(table, "frame").ids == ("bank",)
    assert url.read_bytes() == before


def test_what_was_opened_is_closed(tmp_path, graph):
    cg.write(graph, tmp_path / "links.sqlite")
    with cg.read_relations(tmp_path / "links.sqlite") as table:
        assert len(cg.dependents(table, "framework-convention")) == 8
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        table.run("SELECT 1")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_rows_that_are_not_understood_are_all_listed(tmp_path, engine):
    """Words that are misspelt, links that carry no reliance, ends that are missing."""
    rows = [f"{LINK}, '{word}' AS modality" for word in ("Required", "maybe", "required")]
    rows.append(f"{LINK.replace('requires', 'cites')}, 'required'")
    rows.append("SELECT NULL, 'frame', 'depends', 'required'")
    path = parquet(tmp_path / "links.parquet", " UNION ALL ".join(rows))
    with pytest.raises(cg.GraphSchemaError) as caught:
        cg.read_relations(path, engine=engine)
    first, *others = caught.value.problems
    assert (first.code, first.values["count"]) == ("relation-end-missing", 1)
    assert [one.values["value"] for one in others] == ["cites", "depends", "Required", "maybe"]
    assert "did you mean 'required'?" in str(caught.value)
    assert "'cites' n’est pas" not in caught.value.describe("fr")
    assert "« cites » n’est pas une dépendance" in caught.value.describe("fr")


def test_a_table_without_the_two_ends_is_refused(tmp_path):
    path = parquet(tmp_path / "links.parquet", "SELECT 1 AS a, 2 AS b")
    with pytest.raises(cg.GraphSchemaError) as caught:
        cg.read_relations(path)
    assert [p.values["attribute"] for p in caught.value.problems] == ["dependent", "depends_on"]


def test_engines_and_files_that_do_not_fit_are_refused(tmp_path, graph):
    cg.write(graph, tmp_path / "links.sqlite")
    with pytest.raises(cg.FormatError, match="is no known engine"):
        cg.read_relations(tmp_path / "links.sqlite", engine="oracle")
    with pytest.raises(cg.FormatError, match=r"'\.sqlite' is no known format.*\.parquet"):
        cg.read_relations(tmp_path / "links.sqlite", engine="duckdb")
    with pytest.raises(FileNotFoundError):
        cg.read_relations(tmp_path / "none.parquet")
    with pytest.raises(FileNotFoundError):
        cg.read_relations(engine="sqlite", url=str(tmp_path / "none.db"))


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_what_an_engine_says_is_passed_on(tmp_path, engine):
    """A file that is none, a database without the table."""
    (tmp_path / "links.parquet").write_bytes(b"no parquet")
    with pytest.raises(cg.EngineError, match=f"{engine}: .*"):
        cg.read_relations(tmp_path / "links.parquet", engine=engine)
    with pytest.raises(cg.EngineError, match="relation"):
        cg.read_relations(engine=engine)


@pytest.mark.parametrize(
    ("engine", "package", "extra"),
    [("duckdb", "duckdb", "duckdb"), ("postgresql", "psycopg", "postgresql"),
     ("spark", "pyspark.sql", "spark")],
)  # fmt: skip
def test_an_engine_that_is_not_installed_says_how_to_install_it(
    tmp_path, monkeypatch, engine, package, extra
):
    path = parquet(tmp_path / "links.parquet", LINK)
    monkeypatch.setitem(__import__("sys").modules, package, None)
    with pytest.raises(cg.MissingExtraError, match=rf"coopgraph-conventions\[{extra}\]"):
        cg.read_relations(path, engine=engine)
