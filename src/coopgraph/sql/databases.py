"""Databases as data: a file of others is asked for its rows, and nothing in it is run.

A view, a macro or a generated column is a program that runs when a table is asked: it can read the
disk of whoever asks, give an answer that stands in no row, or never end. Files that hold such are
refused; the connections made here could do nothing for them either, and stop in good time.
"""

import contextlib
import re
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from coopgraph._base.errors import EngineError, GraphSchemaError, MissingExtraError, Problem

__all__ = ["INTERRUPTIBLE", "open_duckdb", "open_sqlite", "within"]

#: The engines that :func:`within` can interrupt.
INTERRUPTIBLE: Final = {"duckdb", "sqlite"}

_TABLE: Final = "relation"


@contextlib.contextmanager
def within(connection: Any, engine: str, seconds: float | None) -> Iterator[None]:
    """Interrupt a connection of SQLite or DuckDB that is still at work after some seconds.

    Raises
    ------
    EngineError
        When it was interrupted.
    """
    if seconds is None:
        yield
        return
    is_over = threading.Event()

    def _stop() -> None:
        is_over.set()
        with contextlib.suppress(Exception):  # it may be closed meanwhile
            connection.interrupt()

    timer = threading.Timer(seconds, _stop)
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


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise GraphSchemaError(problems)


def _of(kind: str, name: str) -> Problem:
    return Problem(f"database-{kind}", values={"name": name})


# -- DuckDB ----------------------------------------------------------------------------------------

_SETTINGS: Final = {
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_LOCKS: Final = (
    "SET python_enable_replacements = false",  # a name of no table would find a variable of Python
    "SET enable_progress_bar = false",  # it would be printed into the answer
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_GENERATED: Final = re.compile(
    r"""("(?:[^"]|"")+"|\w+)\ (?:[^,"]|,\d)+\ GENERATED\ ALWAYS\ AS""", re.VERBOSE
)


def open_duckdb(database: Path | None, spill: str, folders: Iterable[str] = ()) -> Any:
    """A connection of DuckDB that reads a database, or one in memory, and the files of folders.

    Parameters
    ----------
    database
        The file of the database; it is not written to.
    spill
        A folder for what does not fit in memory.
    folders
        Where files lie that may be read.

    Raises
    ------
    GraphSchemaError
        When the database holds macros, or its table is a view or computes columns.
    MissingExtraError
        When DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("not-installed", package="duckdb", extra="duckdb") from None
    settings: dict[str, Any] = {**_SETTINGS, "temp_directory": spill}
    connection = duckdb.connect(
        str(database or ":memory:"), read_only=bool(database), config=settings
    )
    try:
        connection.execute("SET allowed_directories = ?", [[spill, *folders]])
        for lock in _LOCKS:
            connection.execute(lock)
        if database:
            _refuse(list(_programs_of_duckdb(connection)))
    except BaseException:
        connection.close()
        raise
    return connection


def _programs_of_duckdb(connection: Any) -> Iterator[Problem]:
    """What runs when the table is asked; a macro may bear the name of any function, ``count`` too.

    Nothing but whole columns of the catalogue's own functions is asked for: all else could be one.
    """

    def _listed(what: str, columns: str) -> list[Any]:
        query = f"SELECT internal, {columns} FROM system.main.duckdb_{what}()"  # noqa: S608
        return [row[1:] for row in connection.execute(query).fetchall() if not row[0]]

    if macros := sorted(set(_listed("functions", "function_name"))):
        yield from (_of("macro", name) for (name,) in macros)
        return  # they may change what the catalogue says of all else
    for (name,) in _listed("views", "view_name"):
        if name.lower() == _TABLE:
            yield _of("view", name)
    for name, sql in _listed("tables", "table_name, sql"):
        if name.lower() == _TABLE:
            yield from (_of("generated", found.strip('"')) for found in _GENERATED.findall(sql))


# -- SQLite ----------------------------------------------------------------------------------------

#: What a statement may do besides anything with temporary tables.
_HARMLESS: Final = {
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_SAVEPOINT,
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_TRANSACTION,
}
_MADE_UP: Final = {2, 3}  # kinds of columns that are generated, by pragma table_xinfo


def open_sqlite(database: Path | None) -> sqlite3.Connection:
    """A connection of SQLite that reads one table of a database and fills temporary ones.

    Raises
    ------
    GraphSchemaError
        When the table is a view or a virtual table, has triggers or computes columns.
    """
    place = f"{database.as_uri()}?mode=ro" if database else ":memory:"
    connection = sqlite3.connect(place, uri=True)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        if sys.version_info >= (3, 12):
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # noqa: FBT003
        _refuse(list(_programs_of_sqlite(connection)))
        connection.set_authorizer(_authorized)
    except BaseException:
        connection.close()
        raise
    return connection


def _programs_of_sqlite(connection: sqlite3.Connection) -> Iterator[Problem]:
    query = "SELECT type, name, rootpage FROM main.sqlite_master WHERE lower(tbl_name) = ?"
    for kind, name, page in connection.execute(query, [_TABLE]).fetchall():
        if kind in {"trigger", "view"}:
            yield _of(kind, name)
        elif not page:  # it has no rows of its own
            yield _of("virtual", name)
    for _, name, *_, hidden in connection.execute(f"PRAGMA main.table_xinfo({_TABLE})"):
        if hidden in _MADE_UP:
            yield _of("generated", name)


def _authorized(
    action: int, first: str | None, column: str | None, database: str | None, _by: str | None
) -> int:
    # Where rows are merely counted no column is named, nor whose table it is.
    is_read = action == sqlite3.SQLITE_READ and (str(first).lower() == _TABLE or not column)
    is_temporary = database == "temp" and action != sqlite3.SQLITE_PRAGMA
    is_harmless = action in _HARMLESS or is_read or is_temporary
    return sqlite3.SQLITE_OK if is_harmless else sqlite3.SQLITE_DENY
