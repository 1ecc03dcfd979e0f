"""The engines that walk over a table of relations: which one fits, and how each is opened.

Rows go from a file to the engine in bulk. Only SQLite takes them from Python, a block at a time.
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
from coopgraph._base.opening import checked, checked_database, opened
from coopgraph.sql.databases import open_duckdb, open_sqlite, within
from coopgraph.sql.table import COLUMNS, reason_of
from coopgraph.words.vocabulary import Relation

__all__ = ["ENGINES", "connected", "engine_for", "lacking"]

_INDEXED: Final = COLUMNS[:2]
#: What a file that lacks a column says: every link is required, and merely that.
_DEFAULTS: Final = {"kind": Relation.REQUIRES.value, "modality": "required"}

_PARQUET: Final = (".parquet", ".pq")
#: Files that are databases, with their engine.
_DATABASES: Final = {
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}
#: How addresses begin, with their engine.
_ADDRESSES: Final = {
    "postgresql://": "postgresql",
    "postgres://": "postgresql",
    "spark://": "spark",
    "sc://": "spark",
    "local[": "spark",
}
#: How addresses look.
_FORMS: Final = {
    "sqlite": "links.sqlite",
    "duckdb": "links.duckdb",
    "postgresql": "postgresql://host/name",
    "spark": "spark://host:7077",
}
#: What PostgreSQL calls the types of ids; those that are not understood are told apart later.
_TYPES: Final = {int: "bigint", float: "double precision"}
_PASSWORD: Final = re.compile(
    r"(?://[^:/@]*|^[^:/]*):(.*)@|(?:password|token)\s*=\s*('[^']*'|[^&;\s]*)"
)
_SERVER: Final = re.compile("://|@|=")
_BLOCK: Final = 50_000
_BYTES: Final = 1 << 20
_PATIENCE: Final = 15  # seconds, for a server to answer


def engine_for(file: Path | None, url: str | None) -> str:
    """The engine that fits an address, or else a file."""
    for begin, engine in _ADDRESSES.items():
        if url and url.startswith(begin):
            return engine
    return _DATABASES.get(Path(url or file or "").suffix.lower(), "duckdb")


class _Parquet(NamedTuple):
    """The files of a table, and the folder that they lie in, links followed."""

    folder: Path
    files: list[Path]
    #: What was named: a file, or a folder.
    place: Path


def connected(
    engine: str,
    file: Path | None,
    url: str | None,
    stack: contextlib.ExitStack,
    seconds: float | None,
) -> Any:
    """A connection to an engine in which a table ``relation`` can be asked for.

    What is to be undone at the end is put on the stack; loading a file takes so many seconds at
    most.

    Raises
    ------
    CoopGraphError
        As :func:`coopgraph.read_relations` does.
    """
    if engine not in ENGINES:
        raise FormatError("unknown-engine", engine=engine, known=" ".join(ENGINES))
    if file and not file.is_dir():
        _fits(engine, file, url)
        if file.suffix.lower() in _DATABASES:
            file, url = None, str(file)
    in_file = engine in _DATABASES.values()
    if url and (("@" in url and engine == "spark") or (in_file and _names_a_server(url))):
        raise FormatError("engine-address", engine=engine, form=_FORMS[engine])
    if not file and not url and engine != "postgresql":  # which finds its own place
        raise FormatError("engine-nowhere", engine=engine)
    parquet = _parquet(file) if file else None
    place = str(checked_database(Path(url))) if url and in_file else url
    try:
        return ENGINES[engine](parquet, place, stack, seconds)
    except CoopGraphError:
        raise
    except Exception as error:  # noqa: BLE001 - each engine has a tree of its own
        said = reason_of(error)
        reason = _hidden(said, url or "")
        cause = error if reason == said else None  # a traceback would show it after all
        raise EngineError("engine-failed", engine=engine, reason=reason) from cause


def _parquet(place: Path) -> _Parquet:
    """The files of a table; links out of its folder are refused, and links to folders at all."""
    if not place.is_dir():
        file = checked(place)
        return _Parquet(file.parent, [file], place)
    found = sorted(path.relative_to(place) for path in place.rglob("*") if _is_part(path))
    if not found:
        none = str(place / "*.parquet")
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), none)
    return _Parquet(place.resolve(), [checked(path, folder=place) for path in found], place)


def _is_part(path: Path) -> bool:
    """Whether it is read; a link to a folder is, so that it is refused and not passed over."""
    return path.is_symlink() if path.is_dir() else path.suffix.lower() == _PARQUET[0]


def _fits(engine: str, file: Path, url: str | None) -> None:
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


def _names_a_server(url: str) -> bool:
    """Whether what should be a file is an address, which may hold a password to be kept quiet."""
    return not Path(url).exists() and bool(_SERVER.search(url))


def _hidden(text: str, url: str) -> str:
    """A text without the passwords of an address."""
    for found in _PASSWORD.finditer(url):
        if secret := (found[1] or found[2] or "").strip("'"):
            text = text.replace(secret, "***")
    return text


def lacking(columns: Iterable[str], wanted: Iterable[str]) -> list[Problem]:
    """The columns that are not there, with those that were probably meant."""
    there = {name.lower(): name for name in columns}
    values = {"known": ", ".join(there.values())}
    problems = []
    for name in wanted:
        if name not in there:
            close = [there[one] for one in close_matches(name, there.keys() - set(COLUMNS), 1)]
            held = {"attribute": name, **values}
            suggestion = close[0] if close else None
            problems.append(Problem("relation-column-missing", values=held, suggestion=suggestion))
    return problems


def _selection(columns: list[str]) -> list[str]:
    """What to select of a file so that all four columns are there.

    Raises
    ------
    GraphSchemaError
        When one of the two ends is not, or another column seems to be meant for one that is not.
    """
    problems = lacking(columns, _INDEXED)
    # What a column is taken to say that is merely misspelt would make the possible certain.
    problems += [one for one in lacking(columns, _DEFAULTS) if one.suggestion]
    if problems:
        raise GraphSchemaError(problems)
    there = {name.lower() for name in columns}
    return [name if name in there else f"'{_DEFAULTS[name]}' AS {name}" for name in COLUMNS]


# -- one after another -----------------------------------------------------------------------------


def _duckdb(
    parquet: _Parquet | None, url: str | None, stack: contextlib.ExitStack, seconds: float | None
) -> Any:
    connection = _reading(parquet, url, stack)
    if parquet:
        query, parameters = _rows_of(connection, parquet)
        with within(connection, "duckdb", seconds):
            connection.execute(f"CREATE TEMP TABLE relation AS {query}", parameters)
    return connection


def _reading(
    parquet: _Parquet | None, url: str | None, stack: contextlib.ExitStack, *folders: Path
) -> Any:
    """A connection of DuckDB that can read some files, and write to some folders."""
    # What does not fit in memory goes here, and not beside the files of whoever asks.
    spill = stack.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
    readable = list(map(str, folders))
    if parquet:  # as it is called, and as it is asked for
        readable += [str(parquet.folder), glob.escape(str(parquet.folder))]
    return stack.enter_context(open_duckdb(Path(url) if url else None, spill, readable))


def _rows_of(connection: Any, parquet: _Parquet) -> tuple[str, list[Any]]:
    """The query for the rows of files in DuckDB, and its parameters."""
    parameters = [[glob.escape(str(file)) for file in parquet.files]]
    head = connection.execute("SELECT * FROM read_parquet(?) LIMIT 0", parameters)
    columns = [column[0] for column in head.description]
    selection = ", ".join(_selection(columns))
    return f"SELECT {selection} FROM read_parquet(?)", parameters  # noqa: S608


def _sqlite(
    parquet: _Parquet | None, url: str | None, stack: contextlib.ExitStack, seconds: float | None
) -> Any:
    connection = open_sqlite(Path(url) if url else None)
    stack.callback(connection.close)
    if parquet:
        connection.execute("CREATE TEMP TABLE relation (dependent, depends_on, kind, modality)")
        with contextlib.ExitStack() as reading:
            source = _reading(parquet, None, reading)
            with within(source, "duckdb", seconds):
                rows = source.execute(*_rows_of(source, parquet))
                while block := rows.fetchmany(_BLOCK):
                    connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", block)
        _index(connection)
    return connection


def _postgresql(
    parquet: _Parquet | None, url: str | None, stack: contextlib.ExitStack, seconds: float | None
) -> Any:
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise MissingExtraError("not-installed", package="psycopg", extra="postgresql") from None
    try:
        place: dict[str, Any] = {"connect_timeout": _PATIENCE, **conninfo_to_dict(url or "")}
    except psycopg.ProgrammingError:  # it would cite the part of the address that holds a password
        form = _FORMS["postgresql"]
        raise FormatError("engine-address", engine="postgresql", form=form) from None
    connection = stack.enter_context(psycopg.connect(autocommit=True, **place))
    if parquet:
        with contextlib.ExitStack() as reading:
            folder = reading.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
            rows = Path(folder, "relation.csv")
            source = _reading(parquet, None, reading, Path(folder))
            query, parameters = _rows_of(source, parquet)
            first = source.execute(f"{query} LIMIT 1", parameters).fetchone() or ("", "")
            types = [_TYPES.get(type(one), "text") for one in first[:2]]
            ends = f"dependent {types[0]}, depends_on {types[1]}"
            connection.execute(f"CREATE TEMP TABLE relation ({ends}, kind text, modality text)")
            with within(source, "duckdb", seconds):
                target = f"'{rows}' (FORMAT csv, HEADER false)"
                source.execute(f"COPY ({query}) TO {target}", parameters)
            copy = "COPY relation FROM STDIN (FORMAT csv)"
            with connection.cursor().copy(copy) as sink, opened(rows) as blocks:
                while block := blocks.read(_BYTES):
                    sink.write(block)
        _index(connection)
        connection.execute("ANALYZE relation")
    return connection


def _index(connection: Any) -> None:
    for column in _INDEXED:
        connection.execute(f"CREATE INDEX relation_by_{column} ON relation ({column})")


def _spark(
    parquet: _Parquet | None,
    url: str | None,
    stack: contextlib.ExitStack,
    seconds: float | None,  # noqa: ARG001 - a cluster knows when to stop
) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtraError("not-installed", package="pyspark", extra="spark") from None
    with warnings.catch_warnings(action="ignore"):  # about other libraries, of no use here
        session = _session(SparkSession, url or "local[*]", stack)
        if parquet:
            rows = session.read.parquet(str(parquet.place.resolve()))
            rows.selectExpr(*_selection(rows.columns)).createOrReplaceTempView("relation")
    return session


def _session(sessions: Any, url: str, stack: contextlib.ExitStack) -> Any:
    builder = sessions.builder.appName("coopgraph")
    if url.startswith("sc://"):
        session = builder.remote(url).create()
    elif active := sessions.getActiveSession():
        return active.newSession()  # with tables of its own; the cluster stays whose it is
    else:
        session = builder.master(url).config(map=_settings(url, stack)).getOrCreate()
    stack.callback(session.stop)
    return session


def _settings(url: str, stack: contextlib.ExitStack) -> dict[str, Any]:
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise EngineError("no-java")
    # The working tables of a walk; every worker must see this folder.
    tables = stack.enter_context(tempfile.TemporaryDirectory(prefix="coopgraph-"))
    settings: dict[str, Any] = {
        "spark.sql.warehouse.dir": tables,
        # As many tasks as the data need: most levels of a walk are small.
        "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if not url.startswith("local"):
        return {**settings, "spark.log.level": "ERROR"}
    quiet = Path(tables, "log4j2.properties")
    quiet.write_text(_QUIET, "utf-8")
    return {
        **settings,
        "spark.driver.host": "127.0.0.1",  # nobody else has business with it
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "8",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet.as_uri()}",
    }


#: What Spark says of itself is none of the answer.
_QUIET: Final = """\
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
rootLogger.level = error
rootLogger.appenderRef.console.ref = console
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = error
"""


_Engine = Callable[[_Parquet | None, str | None, contextlib.ExitStack, float | None], Any]

#: How each engine is opened: the files to load or none, the place of the engine or none, what is to
#: be undone at the end, and the seconds that loading may take.
ENGINES: Final[Mapping[str, _Engine]] = {
    "sqlite": _sqlite,
    "duckdb": _duckdb,
    "postgresql": _postgresql,
    "spark": _spark,
}
