"""Open database files from unknown sources safely: read their rows, but run no code in them.

Views, macros and generated columns are programs that run when the table is queried. They could read
the user's files, return rows that are not stored, or run forever. Files that contain any are
refused. If one is missed, it has no access to other files, and is stopped after a timeout.
"""

import contextlib
import re
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from coopgraph._base.errors import EngineError, GraphSchemaError, MissingExtraError, Problem

__all__ = ["INTERRUPTIBLE", "open_duckdb", "open_sqlite", "time_limit"]

#: The engines that :func:`time_limit` can interrupt.
INTERRUPTIBLE: Final = {"duckdb", "sqlite"}

_TABLE: Final = "relation"


@contextlib.contextmanager
def time_limit(connection: Any, engine: str, seconds: float | None) -> Iterator[None]:
    """Interrupt SQLite or DuckDB if the ``with`` block takes more than the given seconds.

    Raises
    ------
    EngineError
        If the time was up.
    """
    if seconds is None:
        yield
        return
    is_over = threading.Event()

    def stop() -> None:
        is_over.set()
        with contextlib.suppress(Exception):  # it may have been closed
            connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception:
        if is_over.is_set():
            raise EngineError("engine-slow", engine=engine, seconds=f"{seconds:g}") from None
        raise
    finally:
        timer.cancel()


def _reject(problems: Iterable[tuple[str, str]]) -> None:
    """Raise an error that lists everything found, given as pairs of kind and name."""
    if found := [Problem(f"database-{kind}", values={"name": name}) for kind, name in problems]:
        raise GraphSchemaError(found)


# -- DuckDB ----------------------------------------------------------------------------------------

_SETTINGS: Final = {
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_LOCKS: Final = (
    "SET python_enable_replacements = false",  # or table names may mean Python variables
    "SET enable_progress_bar = false",  # it would be mixed with the printed answer
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_LITERAL: Final = re.compile(r"'(?:[^']|'')*'")


def open_duckdb(database: Path | None, spill: str, folders: Iterable[str] = ()) -> Any:
    """Open a DuckDB database read-only, or one in memory.

    Parameters
    ----------
    database
        The database file. It is opened read-only.
    spill
        The folder for data that does not fit in memory.
    folders
        Folders whose files may be read.

    Raises
    ------
    GraphSchemaError
        If the database has macros, or its table is a view or has generated columns.
    MissingExtraError
        If DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("not-installed", package="duckdb", extra="duckdb") from None
    settings: dict[str, Any] = {**_SETTINGS, "temp_directory": spill}
    place = str(database or ":memory:")
    connection = duckdb.connect(place, read_only=bool(database), config=settings)
    try:
        connection.execute("SET allowed_directories = ?", [[spill, *folders]])
        for lock in _LOCKS:
            connection.execute(lock)
        if database:
            _reject(_duckdb_code(connection))
    except BaseException:
        connection.close()
        raise
    return connection


def _duckdb_code(connection: Any) -> Iterator[tuple[str, str]]:
    """Everything that would run code when the table is queried.

    A macro can replace any function, even ``count``, so only functions of the catalogue are used.
    """

    def listed(what: str, columns: str) -> list[Any]:
        query = f"SELECT internal, {columns} FROM system.main.duckdb_{what}()"  # noqa: S608
        return [row[1:] for row in connection.execute(query).fetchall() if not row[0]]

    if macros := sorted(set(listed("functions", "function_name"))):
        yield from (("macro", name) for (name,) in macros)
        return  # macros can make the rest of the catalogue lie
    for (name,) in listed("views", "view_name"):
        if name.lower() == _TABLE:
            yield "view", name
    columns = [
        c for name, c in listed("columns", "table_name, column_name") if name.lower() == _TABLE
    ]
    for name, sql in listed("tables", "table_name, sql"):
        if name.lower() == _TABLE:
            yield from (("generated", column) for column in _generated(sql, columns))


def _generated(sql: str, columns: Sequence[str]) -> Iterator[str]:
    """The generated columns in a table definition: before each keyword, the column named last."""
    bare = _LITERAL.sub("''", sql)
    for found in re.finditer("GENERATED ALWAYS AS", bare):
        before = bare[: found.start()]
        yield max(columns, key=before.rfind)


# -- SQLite ----------------------------------------------------------------------------------------

#: Actions that are always allowed. On temporary tables, everything is.
_ALLOWED: Final = {
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_SAVEPOINT,
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_TRANSACTION,
}
_GENERATED_KINDS: Final = {2, 3}  # the value of ``hidden`` in pragma table_xinfo


def open_sqlite(database: Path | None) -> sqlite3.Connection:
    """Open an SQLite database that can only read its table and fill temporary tables.

    Raises
    ------
    GraphSchemaError
        If the table is a view or a virtual table, or has triggers or generated columns.
    """
    place = f"{database.as_uri()}?mode=ro" if database else ":memory:"
    connection = sqlite3.connect(place, uri=True)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        if sys.version_info >= (3, 12):
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # noqa: FBT003
        _reject(_sqlite_code(connection))
        connection.set_authorizer(_authorize)
    except BaseException:
        connection.close()
        raise
    return connection


def _sqlite_code(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    query = "SELECT type, name, rootpage FROM main.sqlite_master WHERE lower(tbl_name) = ?"
    for kind, name, page in connection.execute(query, [_TABLE]).fetchall():
        if kind in {"trigger", "view"}:
            yield kind, name
        elif not page:  # it stores no rows
            yield "virtual", name
    for _, name, *_, hidden in connection.execute(f"PRAGMA main.table_xinfo({_TABLE})"):
        if hidden in _GENERATED_KINDS:
            yield "generated", name


def _authorize(
    action: int, first: str | None, column: str | None, database: str | None, _by: str | None
) -> int:
    # If a query only counts rows, SQLite passes neither the column nor the table.
    is_read = action == sqlite3.SQLITE_READ and (str(first).lower() == _TABLE or not column)
    is_temporary = database == "temp" and action != sqlite3.SQLITE_PRAGMA
    is_allowed = action in _ALLOWED or is_read or is_temporary
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY
