"""Tables of relations to files and back, into an engine."""

import contextlib
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
def test_a_file_has_a_row_for_each_link_that_carries_reliance(tmp_path, graph, name):
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
def test_a_table_in_a_database_is_queried_in_place(tmp_path, engine, library):
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


@pytest.mark.parametrize("name", ["links.sqlite", "links.duckdb"])
def test_a_database_can_be_named_as_a_file(tmp_path, graph, name):
    """By its suffix; and an address by its beginning."""
    cg.write(graph, tmp_path / "links.sqlite")
    cg.write(graph, tmp_path / "links.parquet")
    with duckdb.connect(tmp_path / "links.duckdb") as connection:
        connection.execute(f"CREATE TABLE relation AS FROM '{tmp_path / 'links.parquet'}'")
    for place in ({"path": tmp_path / name}, {"url": str(tmp_path / name)}):
        with cg.read_relations(**place) as table:
            assert len(cg.dependents(table, "framework-convention")) == 8


def test_what_was_opened_is_closed(tmp_path, graph):
    cg.write(graph, tmp_path / "links.sqlite")
    with cg.read_relations(tmp_path / "links.sqlite") as table:
        assert len(cg.dependents(table, "framework-convention")) == 8
    with pytest.raises(cg.EngineError, match=r"sqlite: .*closed"):
        table.run("SELECT 1")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_all_invalid_rows_are_listed(tmp_path, engine):
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


def test_a_missing_column_is_named_along_with_those_present(tmp_path):
    """In whatever case of letters they are written; of a database too."""
    path = parquet(tmp_path / "links.parquet", "SELECT 1 AS a, 2 AS dependson")
    with pytest.raises(cg.GraphSchemaError) as caught:
        cg.read_relations(path)
    assert [p.values["attribute"] for p in caught.value.problems] == ["dependent", "depends_on"]
    lines = str(caught.value).splitlines()
    assert lines[1].startswith(f"{path}: the column 'dependent' is missing; the columns are a, dep")
    assert lines[2].endswith("did you mean 'dependson'?")
    parquet(path, "SELECT 2 AS Dependent, 1 AS DEPENDS_ON")
    with cg.read_relations(path) as table:
        assert cg.dependents(table, 1).ids == (2,)
    with sqlite3.connect(tmp_path / "links.sqlite") as connection:
        connection.execute("CREATE TABLE relation (dependent, depends_on, kind)")
    connection.close()
    with pytest.raises(
        cg.GraphSchemaError, match=r"links\.sqlite: the column 'modality' is missing"
    ):
        cg.read_relations(tmp_path / "links.sqlite")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_an_empty_modality_does_not_default_to_required(tmp_path, engine):
    query = f"{LINK}, 'required' AS modality UNION ALL {LINK}, NULL"
    path = parquet(tmp_path / "links.parquet", query)
    with pytest.raises(cg.GraphSchemaError, match="rows where 'modality' is empty: 1;"):
        cg.read_relations(path, engine=engine)


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_blank_ends_are_refused(tmp_path, engine):
    """Pandas and Excel write empty cells like that."""
    rows = "SELECT 'bank' AS dependent, '' AS depends_on UNION ALL SELECT ' ', 'frame'"
    path = parquet(tmp_path / "links.parquet", rows)
    with pytest.raises(cg.GraphSchemaError, match="without a dependent or a depends_on: 2"):
        cg.read_relations(path, engine=engine)


def test_a_misspelt_column_does_not_default_to_required(tmp_path):
    path = parquet(tmp_path / "links.parquet", f"{LINK}, 'possible' AS modalities")
    with pytest.raises(cg.GraphSchemaError, match=r"'modality' is missing.*'modalities'\?"):
        cg.read_relations(path)


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
@pytest.mark.parametrize(
    ("ends", "types"), [("2.0::DOUBLE AS dependent, 1.0::DOUBLE", "float"),
                        ("'deal' AS dependent, 1", "int, str")],
)  # fmt: skip
def test_ids_that_are_neither_text_nor_integers_are_refused(tmp_path, engine, ends, types):
    path = parquet(tmp_path / "links.parquet", f"SELECT {ends} AS depends_on")
    with pytest.raises(cg.GraphSchemaError, match=f"not {types}; turn them into text"):
        cg.read_relations(path, engine=engine)


def test_an_sqlite_column_of_text_and_numbers_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "links.db") as connection:
        connection.execute("CREATE TABLE relation (dependent, depends_on, kind, modality)")
        rows = [(one, 1, "requires", "required") for one in (2, "two", 3)]
        connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", rows)
    connection.close()
    with pytest.raises(cg.GraphSchemaError, match="not int, str"):
        cg.read_relations(tmp_path / "links.db")


def test_engines_files_and_addresses_that_do_not_fit_are_refused(tmp_path, graph):
    path, none = tmp_path / "links.sqlite", tmp_path / "none.db"
    cg.write(graph, path)
    (tmp_path / "links.csv").write_text("dependent,depends_on")
    for arguments, said in (
        ({"path": path, "engine": "oracle"}, "'oracle' is not a known engine"),
        ({"path": path, "engine": "duckdb"}, r"duckdb does not read \.sqlite files, .* for sqlite"),
        ({"path": path, "engine": "postgresql"}, r"for sqlite; it reads \.parquet$"),
        ({"path": path, "url": str(path)}, "is a database itself"),
        ({"path": tmp_path / "links.csv"}, r"'\.csv' is not a known format.*\.parquet"),
        ({"url": "spark://me:s3cret@host:1"}, "invalid address; it looks like spark://host:7077"),
        ({"engine": "sqlite"}, "sqlite: say what to read"),
        ({"engine": "duckdb", "url": "md://x"}, "invalid address.*links.duckdb"),
    ):
        with pytest.raises(cg.FormatError, match=said):
            cg.read_relations(**arguments)
    for arguments in ({"path": tmp_path / "none.parquet"}, {"engine": "sqlite", "url": str(none)},
                      {"engine": "duckdb", "url": str(none)}):  # fmt: skip
        with pytest.raises(FileNotFoundError):
            cg.read_relations(**arguments)


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_error_messages_of_engines_are_passed_on(tmp_path, engine):
    """An invalid file, a database without the table, a table that is dropped in the middle."""
    (tmp_path / "links.parquet").write_bytes(b"no parquet")
    with pytest.raises(cg.EngineError, match=f"{engine}: .*"):
        cg.read_relations(tmp_path / "links.parquet", engine=engine)
    library = {"duckdb": duckdb, "sqlite": sqlite3}[engine]
    with contextlib.closing(library.connect(str(tmp_path / f"links.{engine}"))):
        pass
    with pytest.raises(cg.EngineError, match=f"^{engine}: .*relation"):
        cg.read_relations(tmp_path / f"links.{engine}", engine=engine)
    path = parquet(tmp_path / "links.parquet", LINK)
    with cg.read_relations(path, engine=engine) as table:
        table.run("DROP TABLE relation")
        with pytest.raises(cg.EngineError, match=f"^{engine}: .*relation"):
            cg.dependents(table, "frame")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:s3cret@127.0.0.1:1/name",
        "postgresql://me:s3:cr@t@127.0.0.1:1/name",
        "postgresql://127.0.0.1:1/name?user=me&password=s3cret",
        "postgres:s3cret@127.0.0.1/name",
        "host=127.0.0.1 port=1 password=s3cret",
        "host=127.0.0.1 port=1 password=s3cret cret user=me",
        "spark://me:s3cret@127.0.0.1:1",
        "mysql://me:s3cret@127.0.0.1/name",
    ],
)
@pytest.mark.parametrize("engine", ["duckdb", "sqlite", "postgresql", "spark", None])
def test_no_message_reveals_a_password(url, engine):
    """For any engine, with any address."""
    if engine == "spark" and "@" not in url:
        pytest.skip("it would be started")
    with pytest.raises((cg.CoopGraphError, OSError)) as caught:
        cg.read_relations(engine=engine, url=url)
    said = f"{caught.value} {getattr(caught.value, 'filename', '')}"
    assert not any(part in said for part in ("s3", "cret", "cr@t"))


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
