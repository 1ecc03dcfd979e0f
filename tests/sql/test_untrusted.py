"""Databases and Parquet files from unknown sources: no code in them is run."""

import contextlib
import os
import sqlite3
import time

import pytest

import coopgraph as cg
from coopgraph.sql.untrusted import open_duckdb, open_sqlite

duckdb = pytest.importorskip("duckdb")

COLUMNS = "dependent VARCHAR, depends_on VARCHAR, kind VARCHAR, modality VARCHAR"
ROW = "'deal', 'frame', 'requires', 'required'"
LINK = "SELECT 'deal' AS dependent, 'frame' AS depends_on, 'requires' AS kind"
VIEW = f"CREATE VIEW relation AS {LINK}, 'required' AS modality"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def made(path, *statements):
    library = sqlite3 if path.suffix == ".sqlite" else duckdb
    with contextlib.closing(library.connect(str(path))) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def table(*columns):
    return f"CREATE TABLE relation ({', '.join([COLUMNS, *columns])})"


def refused(path):
    with pytest.raises(cg.GraphSchemaError) as caught:
        cg.read_relations(path)
    for problem in caught.value.problems:
        assert problem.file == str(path)
    return [(problem.code, problem.values["name"]) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "source",
    [
        "read_text('{secret}')",
        "read_csv('{secret}')",
        "glob('{folder}/*')",
        "read_blob('{secret}')",
    ],
)
def test_a_view_of_duckdb_does_not_read_the_disk(tmp_path, source):
    (tmp_path / "secret").write_text("password\n")
    source = source.format(secret=tmp_path / "secret", folder=tmp_path)
    view = (
        f"CREATE VIEW relation AS {LINK}, (SELECT columns FROM {source} AS t(columns)) AS modality"
    )
    whole = f"CREATE VIEW relation AS SELECT * FROM {source}"
    for number, statement in enumerate((view, whole)):
        path = tmp_path / f"{number}.duckdb"
        with contextlib.suppress(duckdb.Error):  # a view is looked over when it is made
            made(path, statement)
            assert refused(path) == [("database-view", "relation")]


@pytest.mark.parametrize("suffix", [".duckdb", ".sqlite"])
def test_even_a_harmless_view_is_refused(tmp_path, suffix):
    assert refused(made(tmp_path / f"a{suffix}", VIEW)) == [("database-view", "relation")]


def test_a_recursive_sqlite_view_is_not_queried(tmp_path):
    view = VIEW.replace("'required' AS modality", f"({ENDLESS}) AS modality")
    begun = time.monotonic()
    assert refused(made(tmp_path / "a.sqlite", view)) == [("database-view", "relation")]
    assert time.monotonic() - begun < 10


def test_duckdb_macros_cannot_replace_functions(tmp_path):
    """Nor those that list the macros."""
    statements = (
        table(),
        f"INSERT INTO relation VALUES ({ROW})",
        "CREATE MACRO count(x) AS 0",
        "CREATE MACRO duckdb_functions() AS TABLE SELECT true AS internal, '' AS function_name",
        "CREATE MACRO duckdb_views() AS TABLE SELECT true AS internal, '' AS view_name",
    )
    assert refused(made(tmp_path / "a.duckdb", *statements)) == [
        ("database-macro", "count"),
        ("database-macro", "duckdb_functions"),
        ("database-macro", "duckdb_views"),
    ]


@pytest.mark.parametrize("suffix", [".duckdb", ".sqlite"])
def test_generated_columns_are_refused(tmp_path, suffix):
    path = made(
        tmp_path / f"a{suffix}",
        table("plain DECIMAL(10,2) DEFAULT 1", "extra VARCHAR GENERATED ALWAYS AS (kind || '!')"),
    )
    assert refused(path) == [("database-generated", "extra")]


@pytest.mark.parametrize(
    "column",
    [
        "extra ENUM('a', 'b') GENERATED ALWAYS AS ('a')",
        "extra STRUCT(x INTEGER, y VARCHAR) GENERATED ALWAYS AS ({'x': 1, 'y': kind})",
        "extra DECIMAL(10, 2) GENERATED ALWAYS AS (length(kind))",
    ],
)
def test_generated_columns_of_any_type_are_refused(tmp_path, column):
    assert refused(made(tmp_path / "a.duckdb", table(column))) == [("database-generated", "extra")]


def test_triggers_and_virtual_tables_of_sqlite_are_refused(tmp_path):
    trigger = "CREATE TRIGGER after_all AFTER INSERT ON relation BEGIN SELECT 1; END"
    path = made(tmp_path / "a.sqlite", table(), trigger)
    assert refused(path) == [("database-trigger", "after_all")]
    virtual = "CREATE VIRTUAL TABLE relation USING fts5(dependent, depends_on, kind, modality)"
    with contextlib.suppress(sqlite3.OperationalError):  # built without it
        path = made(tmp_path / "b.sqlite", virtual)
        assert refused(path) == [("database-virtual", "relation")]


def test_errors_name_what_is_refused_in_both_languages(tmp_path):
    for statement, en, fr in (
        ("CREATE MACRO trim(x) AS x", "the macro 'trim'", "la macro « trim »"),
        (VIEW, "'relation' is a view", "« relation » est une vue"),
    ):
        path = made(tmp_path / f"{len(en)}.duckdb", statement)
        with pytest.raises(cg.GraphSchemaError) as caught:
            cg.read_relations(path)
        assert en in str(caught.value)
        assert fr in caught.value.describe("fr")


def test_other_tables_and_views_of_a_database_are_ignored(tmp_path):
    """Views beside the table are common, and are not queried."""
    for suffix in (".duckdb", ".sqlite"):
        beside = "CREATE VIEW other AS SELECT dependent FROM relation"
        insert = f"INSERT INTO relation VALUES ({ROW})"
        path = made(tmp_path / f"a{suffix}", table(), insert, beside)
        with cg.read_relations(path) as relations:
            assert cg.dependents(relations, "frame").ids == ("deal",)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM glob('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT getenv('HOME')",
        "ATTACH '{file}.db' AS other",
        "COPY relation TO '{file}.csv'",
        "INSTALL httpfs",
        "LOAD '{file}'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET threads = 1",
        "SELECT * FROM rows_of_python",
    ],
)
@pytest.mark.parametrize("name", ["a.duckdb", "a.parquet"])
def test_a_duckdb_connection_has_no_other_access(tmp_path, tmp_path_factory, name, statement):
    rows_of_python = duckdb.sql("SELECT 1")  # which a statement could find by its name
    assert rows_of_python.fetchall()
    file = tmp_path_factory.mktemp("elsewhere") / "secret"
    file.write_text("password\n")
    made(tmp_path / "a.duckdb", table(), f"INSERT INTO relation VALUES ({ROW})")
    duckdb.execute(f"COPY ({LINK}) TO '{tmp_path / 'a.parquet'}'")
    with cg.read_relations(tmp_path / name) as relations:
        assert cg.dependents(relations, "frame").ids == ("deal",)
        with pytest.raises(cg.EngineError):
            relations.run(statement.format(file=file))
    assert os.listdir(file.parent) == ["secret"]  # noqa: PTH208 - the names


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH '{file}' AS other",
        "SELECT * FROM other",
        "PRAGMA trusted_schema = ON",
        "INSERT INTO relation SELECT * FROM relation",
        "CREATE TABLE new (a)",
        "VACUUM INTO '{file}'",
        "SELECT load_extension('{file}')",
        ENDLESS,
    ],
)
def test_an_sqlite_connection_reads_only_its_table(tmp_path, statement):
    other = "CREATE TABLE other AS SELECT 1"
    path = made(tmp_path / "a.sqlite", table(), f"INSERT INTO relation VALUES ({ROW})", other)
    with cg.read_relations(path) as relations:
        assert cg.dependents(relations, "frame").ids == ("deal",)
        with pytest.raises(cg.EngineError):
            relations.run(statement.format(file=tmp_path / "new"))
    assert [one.name for one in tmp_path.iterdir()] == ["a.sqlite"]


@pytest.mark.parametrize("suffix", [".duckdb", ".sqlite"])
def test_a_slow_statement_is_interrupted(tmp_path, suffix):
    """Even for a stored table a query may take too long."""
    path = made(tmp_path / f"a{suffix}", table(), f"INSERT INTO relation VALUES ({ROW})")
    joined = ", ".join(f"(SELECT 1 AS x UNION ALL SELECT 2) t{n}" for n in range(40))
    with cg.read_relations(path, timeout=0.3) as relations:
        begun = time.monotonic()
        with pytest.raises(cg.EngineError, match=r"stopped after 0\.3 s"):
            relations.run(f"SELECT count(*), max(t0.x + t39.x) FROM {joined}")
        assert time.monotonic() - begun < 20
        assert cg.dependents(relations, "frame").ids == ("deal",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["a.sqlite-journal", "a.sqlite-wal", "a.duckdb.wal"])
def test_a_pipe_beside_a_database_is_refused(tmp_path, name):
    """The engine would open it and wait."""
    database = tmp_path / name.replace("-", ".").rsplit(".", 1)[0]
    made(database, table())
    os.mkfifo(tmp_path / name)
    with pytest.raises(OSError, match=name):
        cg.read_relations(database)
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to("/dev/zero")
    with pytest.raises(cg.DossierError, match="lies outside"):
        cg.read_relations(database)


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_loading_a_file_that_expands_is_interrupted(tmp_path, engine):
    """A column with one value takes little space in a file, however many rows it has."""
    path = tmp_path / "a.parquet"
    duckdb.execute(
        "COPY (SELECT 1 AS dependent, 1 AS depends_on, 'requires' AS kind FROM range(20_000_000)) "
        f"TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )
    assert path.stat().st_size < 1_000_000
    with pytest.raises(cg.EngineError, match=r"stopped after 0\.01 s"):
        cg.read_relations(path, engine=engine, timeout=0.01)


def test_parquet_files_are_read_whatever_their_names(tmp_path):
    """And only those inside of the folder, links followed."""
    for name in ("a[1]", "b*", "c?d"):
        (tmp_path / name).mkdir()
        duckdb.execute(f"COPY ({LINK.replace('deal', name)}) TO '{tmp_path / 'new.parquet'}'")
        (tmp_path / "new.parquet").rename(tmp_path / name / f"{name}.parquet")
    with cg.read_relations(tmp_path) as relations:
        assert set(cg.dependents(relations, "frame").ids) == {"a[1]", "b*", "c?d"}
    with cg.read_relations(tmp_path / "b*" / "b*.parquet") as relations:
        assert cg.dependents(relations, "frame").ids == ("b*",)
    (tmp_path / "a[1]" / "link.parquet").symlink_to(tmp_path / "b*" / "b*.parquet")
    with pytest.raises(cg.DossierError, match="lies outside the folder"):
        cg.read_relations(tmp_path / "a[1]")
    (tmp_path / "c?d" / "part.parquet").mkdir()  # as Spark names a folder of files
    (tmp_path / "c?d" / "c?d.parquet").rename(tmp_path / "c?d" / "part.parquet" / "1.parquet")
    with cg.read_relations(tmp_path / "c?d") as relations:
        assert cg.dependents(relations, "frame").ids == ("c?d",)
    (tmp_path / "c?d" / "folder").symlink_to(tmp_path / "b*")
    with pytest.raises(cg.DossierError, match="lies outside the folder"):
        cg.read_relations(tmp_path / "c?d")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(FileNotFoundError):
        cg.read_relations(empty)


def test_connections_of_callers_are_not_restricted(tmp_path):
    """They may query views and whatever else their owner allows."""
    for path in (tmp_path / "a.duckdb", tmp_path / "a.sqlite"):
        library = sqlite3 if path.suffix == ".sqlite" else duckdb
        with contextlib.closing(library.connect(str(made(path, VIEW)))) as connection:
            assert cg.dependents(cg.RelationGraph(connection), "frame").ids == ("deal",)
            connection.execute(f"ATTACH '{tmp_path / f'other{path.suffix}'}' AS other")


def test_a_refused_database_is_closed(tmp_path):
    """A connection that refuses its file holds no lock on it."""
    path = made(tmp_path / "a.duckdb", VIEW)
    with pytest.raises(cg.GraphSchemaError):
        open_duckdb(path, str(tmp_path))
    made(path, "DROP VIEW relation", table())
    with contextlib.closing(open_duckdb(path, str(tmp_path))) as connection:
        assert connection.execute("SELECT * FROM relation").fetchall() == []
    path = made(tmp_path / "a.sqlite", VIEW)
    with pytest.raises(cg.GraphSchemaError):
        open_sqlite(path)
    made(path, "DROP VIEW relation", table())
