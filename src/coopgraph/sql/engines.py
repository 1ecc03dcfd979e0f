"""The engines for relation tables: which one to use, and how to open it.

Engines load rows from files in bulk. Only for SQLite are the rows passed through Python, in blocks.
"""

import contextlib
import errno
import glob
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from coopgraph._base.errors import (
    CoopGraphError,
    EngineError,
    FormatError,
    GraphSchemaError,
    MissingExtraError,
    Problem,
)
from coopgraph._base.fuzzy import close_matches
from coopgraph._base.opening import checked_database_path, checked_path, open_regular
from coopgraph.sql.relation_graph import COLUMNS, error_line
from coopgraph.sql.untrusted import open_duckdb, open_sqlite, time_limit
from coopgraph.words.relations import Relation

__all__ = ["ENGINES", "connect", "engine_for", "missing_columns"]

_ENDS: Final = COLUMNS[:2]
#: The default values of missing columns: every link is a plain, required one.
_DEFAULTS: Final = {"kind": Relation.REQUIRES.value, "modality": "required"}

_PARQUET: Final = (".parquet", ".pq")
#: The engine of each suffix of a database file.
_DATABASES: Final = {
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}
#: The engine of each kind of address, by its first characters.
_ADDRESSES: Final = {
    "postgresql://": "postgresql",
    "postgres://": "postgresql",
    "spark://": "spark",
    "sc://": "spark",
    "local[": "spark",
}
#: An example of an address for each engine.
_EXAMPLES: Final = {
    "sqlite": "links.sqlite",
    "duckdb": "links.duckdb",
    "postgresql": "postgresql://host/name",
    "spark": "spark://host:7077",
}
#: The PostgreSQL types that ids may have; other types are reported later.
_TYPES: Final = {int: "bigint", float: "double precision"}
_PASSWORD: Final = re.compile(
    r"(?://[^:/@]*|^[^:/]*):(.*)@|(?:password|token)\s*=\s*('[^']*'|[^&;\s]*)"
)
_SERVER: Final = re.compile("://|@|=")
_ROWS_AT_ONCE: Final = 50_000
_BYTES_AT_ONCE: Final = 1 << 20
_CONNECT_TIMEOUT: Final = 15  # seconds


class _Parquet(NamedTuple):
    """The files of a table, their folder, and the path that the caller gave."""

    folder: Path
    files: list[Path]
    path: Path


class _Request(NamedTuple):
    """What to open: the Parquet files to load and the address of the engine, if there are any.

    The stack collects what is to be closed at the end; ``timeout`` limits the loading, in seconds.
    """

    parquet: _Parquet | None
    address: str | None
    stack: contextlib.ExitStack
    timeout: float | None


def engine_for(file: Path | None, url: str | None) -> str:
    """The engine for an address, or for a file if there is no address."""
    for start, engine in _ADDRESSES.items():
        if url and url.startswith(start):
            return engine
    return _DATABASES.get(Path(url or file or "").suffix.lower(), "duckdb")


def connect(
    engine: str,
    file: Path | None,
    url: str | None,
    stack: contextlib.ExitStack,
    timeout: float | None,
) -> Any:
    """Connect to an engine in which a table ``relation`` can be queried.

    What has to be closed at the end is put on the stack; ``timeout`` limits the seconds that
    loading a file may take.

    Raises
    ------
    CoopGraphError
        As in :func:`coopgraph.read_relations`.
    """
    if engine not in ENGINES:
        raise FormatError("unknown-engine", engine=engine, known=" ".join(ENGINES))
    if file and not file.is_dir():
        _check_suffix(engine, file, url)
        if file.suffix.lower() in _DATABASES:
            file, url = None, str(file)
    is_embedded = engine in _DATABASES.values()
    if url and (("@" in url and engine == "spark") or (is_embedded and _is_server(url))):
        raise FormatError("engine-address", engine=engine, form=_EXAMPLES[engine])
    if not file and not url and engine != "postgresql":  # PostgreSQL has a default address
        raise FormatError("engine-nowhere", engine=engine)
    parquet = _find_parquet(file) if file else None
    address = str(checked_database_path(Path(url))) if url and is_embedded else url
    try:
        return ENGINES[engine](_Request(parquet, address, stack, timeout))
    except CoopGraphError:
        raise
    except Exception as error:  # noqa: BLE001 - each engine has its own hierarchy
        message = error_line(error)
        reason = _without_passwords(message, url or "")
        cause = error if reason == message else None  # a traceback would reveal the password
        raise EngineError("engine-failed", engine=engine, reason=reason) from cause


def _find_parquet(path: Path) -> _Parquet:
    """Find the files of a table. Links that leave its folder, and links to folders, are refused."""
    if not path.is_dir():
        file = checked_path(path)
        return _Parquet(file.parent, [file], path)
    found = sorted(part.relative_to(path) for part in path.rglob("*") if _is_part(part))
    if not found:
        pattern = str(path / "*.parquet")
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), pattern)
    return _Parquet(path.resolve(), [checked_path(part, folder=path) for part in found], path)


def _is_part(path: Path) -> bool:
    """Whether a path belongs to the table. Links to folders do, so that they are refused."""
    return path.is_symlink() if path.is_dir() else path.suffix.lower() == _PARQUET[0]


def _check_suffix(engine: str, file: Path, url: str | None) -> None:
    suffix, known = file.suffix.lower(), [_PARQUET[0]]
    owner = _DATABASES.get(suffix)
    if not owner and suffix not in _PARQUET:
        known += [".sqlite", ".duckdb"]
        raise FormatError("unknown-format", suffix=file.suffix, known=" ".join(known))
    if owner and owner != engine:
        known += [one for one in _DATABASES if _DATABASES[one] == engine][:1]
        values = {"engine": engine, "suffix": suffix, "other": owner, "known": " ".join(known)}
        raise FormatError("engine-other-file", **values)
    if owner and url:
        raise FormatError("engine-two-places", file=file)


def _is_server(url: str) -> bool:
    """Whether this is the address of a server and not a file; it may contain a password."""
    return not Path(url).exists() and bool(_SERVER.search(url))


def _without_passwords(text: str, url: str) -> str:
    """Mask the passwords of an address in a text."""
    for found in _PASSWORD.finditer(url):
        if secret := (found[1] or found[2] or "").strip("'"):
            text = text.replace(secret, "***")
    return text


def missing_columns(columns: Iterable[str], wanted: Iterable[str]) -> list[Problem]:
    """A problem for each missing column, suggesting the column that was probably meant."""
    present = {name.lower(): name for name in columns}
    known = ", ".join(present.values())
    problems = []
    for name in wanted:
        if name not in present:
            close = close_matches(name, present.keys() - set(COLUMNS), 1)
            values = {"attribute": name, "known": known}
            suggestion = present[close[0]] if close else None
            problems.append(
                Problem("relation-column-missing", values=values, suggestion=suggestion)
            )
    return problems


def _selection(columns: list[str]) -> list[str]:
    """The expressions that select the four columns from a file.

    Raises
    ------
    GraphSchemaError
        If a column with an end is missing, or the name of another column seems misspelt.
    """
    problems = missing_columns(columns, _ENDS)
    # If a misspelt column got the default, links that are only possible would become certain.
    problems += [one for one in missing_columns(columns, _DEFAULTS) if one.suggestion]
    if problems:
        raise GraphSchemaError(problems)
    present = {name.lower() for name in columns}
    return [name if name in present else f"'{_DEFAULTS[name]}' AS {name}" for name in COLUMNS]


# -- one function per engine ----------------------------------------------------------------------


def _open_duckdb(request: _Request) -> Any:
    connection = _duckdb_reader(request.stack, request.parquet, request.address)
    if request.parquet:
        query, parameters = _rows_query(connection, request.parquet)
        with time_limit(connection, "duckdb", request.timeout):
            connection.execute(f"CREATE TEMP TABLE relation AS {query}", parameters)
    return connection


def _duckdb_reader(
    stack: contextlib.ExitStack, parquet: _Parquet | None, database: str | None, *folders: str
) -> Any:
    """A DuckDB connection that can read the files of a table and use the given folders."""
    # Data that does not fit in memory is written here, not next to the user's files.
    spill = stack.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
    usable = [*folders]
    if parquet:  # both the folder itself and the pattern used in queries
        usable += [str(parquet.folder), glob.escape(str(parquet.folder))]
    return stack.enter_context(open_duckdb(Path(database) if database else None, spill, usable))


def _rows_query(connection: Any, parquet: _Parquet) -> tuple[str, list[Any]]:
    """The DuckDB query that returns the rows of files, and its parameters."""
    parameters = [[glob.escape(str(file)) for file in parquet.files]]
    head = connection.execute("SELECT * FROM read_parquet(?) LIMIT 0", parameters)
    selection = ", ".join(_selection([column[0] for column in head.description]))
    return f"SELECT {selection} FROM read_parquet(?)", parameters  # noqa: S608


def _open_sqlite(request: _Request) -> Any:
    connection = open_sqlite(Path(request.address) if request.address else None)
    request.stack.callback(connection.close)
    if request.parquet:
        connection.execute(f"CREATE TEMP TABLE relation ({', '.join(COLUMNS)})")
        with contextlib.ExitStack() as stack:
            source = _duckdb_reader(stack, request.parquet, None)
            with time_limit(source, "duckdb", request.timeout):
                rows = source.execute(*_rows_query(source, request.parquet))
                while block := rows.fetchmany(_ROWS_AT_ONCE):
                    connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", block)
        _create_indexes(connection)
    return connection


def _open_postgresql(request: _Request) -> Any:
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise MissingExtraError("not-installed", package="psycopg", extra="postgresql") from None
    try:
        parts = conninfo_to_dict(request.address or "")
    except psycopg.ProgrammingError:  # its message quotes the address, with the password
        form = _EXAMPLES["postgresql"]
        raise FormatError("engine-address", engine="postgresql", form=form) from None
    settings: dict[str, Any] = {"connect_timeout": _CONNECT_TIMEOUT, "autocommit": True, **parts}
    connection = request.stack.enter_context(psycopg.connect(**settings))
    if request.parquet:
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
            rows = Path(folder, "relation.csv")
            source = _duckdb_reader(stack, request.parquet, None, folder)
            query, parameters = _rows_query(source, request.parquet)
            first = source.execute(f"{query} LIMIT 1", parameters).fetchone() or ("", "")
            types = [_TYPES.get(type(one), "text") for one in first[:2]]
            ends = f"dependent {types[0]}, depends_on {types[1]}"
            connection.execute(f"CREATE TEMP TABLE relation ({ends}, kind text, modality text)")
            with time_limit(source, "duckdb", request.timeout):
                target = f"'{rows}' (FORMAT csv, HEADER false)"
                source.execute(f"COPY ({query}) TO {target}", parameters)
            copy = "COPY relation FROM STDIN (FORMAT csv)"
            with connection.cursor().copy(copy) as sink, open_regular(rows) as blocks:
                while block := blocks.read(_BYTES_AT_ONCE):
                    sink.write(block)
        _create_indexes(connection)
        connection.execute("ANALYZE relation")
    return connection


def _create_indexes(connection: Any) -> None:
    for column in _ENDS:
        connection.execute(f"CREATE INDEX relation_by_{column} ON relation ({column})")


def _open_spark(request: _Request) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtraError("not-installed", package="pyspark", extra="spark") from None
    with warnings.catch_warnings(action="ignore"):  # they are about other libraries
        session = _spark_session(SparkSession, request.address or "local[*]", request.stack)
        if request.parquet:
            rows = session.read.parquet(str(request.parquet.path.resolve()))
            rows.selectExpr(*_selection(rows.columns)).createOrReplaceTempView("relation")
    return session


def _spark_session(sessions: Any, address: str, stack: contextlib.ExitStack) -> Any:
    builder = sessions.builder.appName("coopgraph")
    if address.startswith("sc://"):
        session = builder.remote(address).create()
    elif active := sessions.getActiveSession():
        return active.newSession()  # it has its own tables and leaves the cluster to its owner
    else:
        settings = _spark_settings(address, stack)
        session = builder.master(address).config(map=settings).getOrCreate()
    stack.callback(session.stop)
    return session


def _spark_settings(address: str, stack: contextlib.ExitStack) -> dict[str, Any]:
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise EngineError("no-java")
    # For the temporary tables of a walk; every worker must have access to this folder.
    tables = stack.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
    settings: dict[str, Any] = {
        "spark.sql.warehouse.dir": tables,
        # The number of tasks adapts to the data, since most levels of a walk are small.
        "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if not address.startswith("local"):
        return {**settings, "spark.log.level": "ERROR"}
    quiet = Path(tables, "log4j2.properties")
    quiet.write_text(_LOG_SETTINGS, "utf-8")
    return {
        **settings,
        "spark.driver.host": "127.0.0.1",  # cannot be reached from other machines
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "8",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet.as_uri()}",
    }


#: Only errors are logged.
_LOG_SETTINGS: Final = """\
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
rootLogger.level = error
rootLogger.appenderRef.console.ref = console
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = error
"""


#: The function that opens each engine.
ENGINES: Final[Mapping[str, Callable[[_Request], Any]]] = {
    "sqlite": _open_sqlite,
    "duckdb": _open_duckdb,
    "postgresql": _open_postgresql,
    "spark": _open_spark,
}
