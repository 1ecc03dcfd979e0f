"""A table of relations in a file or a database, opened in an engine.

Rows go from the file to the engine in bulk. Only SQLite takes them from Python, a block at a time.
"""

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from coopgraph.errors import EngineError, FormatError, GraphSchemaError, MissingExtraError, Problem
from coopgraph.formats.disk import size_of
from coopgraph.formats.exports.relation import MODALITIES
from coopgraph.likeness import close_matches
from coopgraph.relations import RelationGraph
from coopgraph.vocabulary import Relation

__all__ = ["ENGINES", "read_relations"]

_PARQUET: Final = (".parquet", ".pq")
_SQLITE: Final = (".sqlite", ".sqlite3", ".db")
_BLOCK: Final = 50_000
_BYTES: Final = 1 << 20
#: What a table that lacks a column says: every link is required, and merely that.
_DEFAULTS: Final = {"kind": Relation.REQUIRES.value, "modality": "required"}
_INDEXED: Final = ("dependent", "depends_on")


def read_relations(
    path: str | Path | None = None, *, engine: str | None = None, url: str | None = None
) -> RelationGraph:
    """The relations of a file, or of a database that holds them, ready to be asked.

    Parameters
    ----------
    path
        A ``.parquet`` file, a folder of such files, or a ``.sqlite`` database, as
        :func:`coopgraph.write` makes them, with the columns that
        :class:`coopgraph.RelationGraph` describes. Without ``kind`` all links are ``requires``,
        without ``modality`` all are ``required``. Without a path the engine's own table
        ``relation`` is asked.
    engine
        ``sqlite``, ``duckdb``, ``postgresql`` or ``spark``: by default the one that fits the file,
        DuckDB for Parquet.
    url
        Where the engine is: the file of a database of SQLite or DuckDB (in memory by default), of
        PostgreSQL a connection string such as ``postgresql://host/name`` (what its environment
        variables say by default), of Spark ``spark://host:port``, ``sc://host`` (Connect) or
        ``local[*]``, the default. A file is loaded into a temporary table: the database is left
        as it was.

    Returns
    -------
    RelationGraph
        Close it when done, or use it in a ``with`` block.

    Raises
    ------
    GraphSchemaError
        When a column is missing, an end is empty, or a word of ``kind`` or ``modality`` is not
        understood.
    FormatError
        When the engine or the suffix is not known, or the one does not read the other.
    MissingExtraError
        When the engine is not installed.
    EngineError
        When the engine cannot be reached, or does not do what it is asked.
    OSError
        When there is no such file.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "links.sqlite")
    >>> written = cg.write(cg.build_graph(cg.example()), path)
    >>> with cg.read_relations(path) as graph:
    ...     len(cg.dependents(graph, "framework-convention"))
    8
    """
    file = None if path is None else Path(path)
    if file is not None:
        size_of(file)
    engine = engine or ("duckdb" if file is None or not _is_sqlite(file) else "sqlite")
    if engine not in ENGINES:
        raise FormatError("unknown-engine", engine=engine, known=" ".join(ENGINES))
    if file is not None and not _fits(file, engine):
        known = f"{_PARQUET[0]} {_SQLITE[0]} (sqlite)"
        raise FormatError("unknown-format", suffix=file.suffix, known=known)
    with contextlib.ExitStack() as stack, _reported(engine):
        connection = ENGINES[engine](file, url, stack)
        _check(RelationGraph(connection))
        # All went well: what was opened is for the graph to close.
        return RelationGraph(connection, closing=stack.pop_all().close)


def _is_sqlite(file: Path) -> bool:
    return file.suffix.lower() in _SQLITE


def _fits(file: Path, engine: str) -> bool:
    if _is_sqlite(file):
        return engine == "sqlite"
    return file.is_dir() or file.suffix.lower() in _PARQUET


@contextlib.contextmanager
def _reported(engine: str) -> Iterator[None]:
    """What an engine raises, in its own words; each has a tree of exceptions of its own."""
    try:
        yield
    except (GraphSchemaError, MissingExtraError, FileNotFoundError):
        raise
    except Exception as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise EngineError("engine-failed", engine=engine, reason=reason) from error


# -- what is wrong with the rows ------------------------------------------------------------------


def _check(graph: RelationGraph) -> None:
    problems = []
    empty = f"SELECT count(*) FROM {graph.table} WHERE dependent IS NULL OR depends_on IS NULL"  # noqa: S608
    (count,) = graph.run(empty)[0]
    if count:
        problems.append(Problem("relation-end-missing", ("relation",), {"count": count}))
    found = graph.run(f"SELECT DISTINCT kind, modality FROM {graph.table}")  # noqa: S608
    reliance = [word.value for word in Relation if word.carries_reliance]
    for attribute, words, known in (
        ("kind", {row[0] for row in found}, reliance),
        ("modality", {row[1] for row in found}, list(MODALITIES.values())),
    ):
        problems += [
            _of_word(attribute, word, known) for word in sorted(map(str, words - set(known)))
        ]
    if problems:
        raise GraphSchemaError(problems)


def _of_word(attribute: str, word: str, known: list[str]) -> Problem:
    if attribute == "kind" and word in set(Relation):
        return Problem("relation-no-reliance", ("relation",), {"value": word})
    values = {"attribute": attribute, "value": word, "known": ", ".join(known)}
    close = close_matches(word, known, 1)
    code = "unknown-attribute-word" if close else "unknown-attribute-word-known"
    return Problem(code, ("relation",), values, close[0] if close else None)


def _selection(columns: list[str]) -> list[str]:
    """What to select so that all four columns are there."""
    missing = [name for name in _INDEXED if name not in columns]
    if missing:
        problems = [Problem("missing-attribute", ("relation",), {"attribute": n}) for n in missing]
        raise GraphSchemaError(problems)
    words = [
        f"coalesce({name}, '{default}') AS {name}" if name in columns else f"'{default}' AS {name}"
        for name, default in _DEFAULTS.items()
    ]
    return [*_INDEXED, *words]


# -- the engines -----------------------------------------------------------------------------------


def _duckdb(file: Path | None, url: str | None, stack: contextlib.ExitStack) -> Any:
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("not-installed", package="duckdb", extra="duckdb") from None
    # What does not fit in memory goes here, and not beside the files of whoever asks.
    spill = stack.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
    connection = stack.enter_context(duckdb.connect(url or ":memory:", read_only=bool(url)))
    connection.execute("SET temp_directory = ?", [spill])
    connection.execute("SET enable_progress_bar = false")  # it would be printed into the answer
    if file:
        query, parameters = _of_parquet(connection, file)
        connection.execute(f"CREATE TEMP TABLE relation AS {query}", parameters)
    return connection


def _of_parquet(connection: Any, file: Path) -> tuple[str, list[str]]:
    """The query for the rows of a file in DuckDB, and its parameters."""
    parameters = [str(file / "**" / "*.parquet" if file.is_dir() else file)]
    head = connection.execute("SELECT * FROM read_parquet(?) LIMIT 0", parameters)
    columns = [column[0] for column in head.description]
    selection = ", ".join(_selection(columns))
    return f"SELECT {selection} FROM read_parquet(?)", parameters  # noqa: S608


def _sqlite(file: Path | None, url: str | None, stack: contextlib.ExitStack) -> Any:
    import sqlite3

    if file and _is_sqlite(file):
        url, file = f"{file.resolve().as_uri()}?mode=ro", None
    elif url and not url.startswith("file:"):
        size_of(Path(url))
        url = f"{Path(url).resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(url or ":memory:", uri=True)
    stack.callback(connection.close)
    if file:
        connection.execute("CREATE TEMP TABLE relation (dependent, depends_on, kind, modality)")
        with contextlib.ExitStack() as reading:
            source = _duckdb(None, None, reading)
            rows = source.execute(*_of_parquet(source, file))
            while block := rows.fetchmany(_BLOCK):
                connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", block)
        _index(connection)
    return connection


def _postgresql(file: Path | None, url: str | None, stack: contextlib.ExitStack) -> Any:
    try:
        import psycopg
    except ImportError:
        raise MissingExtraError("not-installed", package="psycopg", extra="postgresql") from None
    connection = stack.enter_context(psycopg.connect(url or "", autocommit=True))
    if file:
        with contextlib.ExitStack() as reading:
            folder = reading.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
            source = _duckdb(file, None, reading)
            whole = isinstance((source.execute("FROM relation LIMIT 1").fetchone() or [""])[0], int)
            end = "bigint" if whole else "text"
            ends = f"dependent {end}, depends_on {end}"
            connection.execute(f"CREATE TEMP TABLE relation ({ends}, kind text, modality text)")
            rows = Path(folder, "relation.csv")
            source.execute(f"COPY relation TO '{rows}' (FORMAT csv, HEADER false)")
            copy = "COPY relation FROM STDIN (FORMAT csv)"
            with connection.cursor().copy(copy) as sink, rows.open("rb") as blocks:
                while block := blocks.read(_BYTES):
                    sink.write(block)
        _index(connection)
        connection.execute("ANALYZE relation")
    return connection


def _index(connection: Any) -> None:
    for column in _INDEXED:
        connection.execute(f"CREATE INDEX relation_by_{column} ON relation ({column})")


def _spark(file: Path | None, url: str | None, stack: contextlib.ExitStack) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtraError("not-installed", package="pyspark", extra="spark") from None
    url = url or "local[*]"
    builder = SparkSession.builder.appName("coopgraph")
    if url.startswith("sc://"):
        session = builder.remote(url).getOrCreate()
    else:
        # The working tables of a walk; every worker must see this folder.
        tables = stack.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
        settings: dict[str, Any] = {
            "spark.sql.warehouse.dir": tables,
            "spark.sql.shuffle.partitions": "8",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
        }
        if url.startswith("local"):  # nobody else has business with it
            settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        session = builder.master(url).config(map=settings).getOrCreate()
    stack.callback(session.stop)
    if file:
        rows = session.read.parquet(str(file.resolve()))
        rows.selectExpr(*_selection(rows.columns)).createOrReplaceTempView("relation")
    return session


#: How each engine is opened: the file to load or none, the place of the engine or none, and what
#: is to be undone at the end.
ENGINES: Final[Mapping[str, Callable[[Path | None, str | None, contextlib.ExitStack], Any]]] = {
    "sqlite": _sqlite,
    "duckdb": _duckdb,
    "postgresql": _postgresql,
    "spark": _spark,
}
