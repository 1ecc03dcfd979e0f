"""A relation table in an SQL engine, queried like a graph."""

import contextlib
import functools
import inspect
import itertools
import re
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self

from coopgraph._base.errors import EngineError, UnknownItemError
from coopgraph._base.fuzzy import Known, guess_among
from coopgraph.answers.reach import Direction
from coopgraph.graph.meaning import Strength
from coopgraph.sql.closure import closure

if TYPE_CHECKING:
    import numpy as np

__all__ = ["COLUMNS", "MODALITIES", "Id", "RelationGraph", "batched", "error_line"]

#: The columns of the table.
COLUMNS: Final = ("dependent", "depends_on", "kind", "modality")

#: The values of ``modality``.
MODALITIES: Final = {
    Strength.BINDING: "required",
    Strength.ALTERNATIVE: "alternative",
    Strength.POSSIBLE: "possible",
}

#: An id in the table: text or an integer.
Id = Any

_IDS_AT_ONCE: Final = 1000  # because the length of statements is limited
_COMPARED: Final = 10_000  # ids to compare with one that may be misspelt
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]*")
_ENGINES: Final = {"psycopg": "postgresql", "pyspark": "spark", "sqlite3": "sqlite"}
_TEMPORARY: Final = "CREATE TEMP TABLE {name} AS"
_STORED: Final = "CREATE TABLE {name} USING parquet AS"
_KNOWN: Final = """\
SELECT dependent AS id FROM {table} WHERE dependent IN ({ids})
UNION SELECT depends_on FROM {table} WHERE depends_on IN ({ids})"""
_SIMILAR: Final = """\
SELECT DISTINCT id FROM (
  SELECT dependent AS id FROM {table} UNION ALL SELECT depends_on FROM {table}
) items
WHERE lower(substr(id, 1, 1)) = {first} AND length(id) BETWEEN {least} AND {most}
ORDER BY id LIMIT {count}"""
_NUMBERED: Final = """\
SELECT id, row_number() OVER (ORDER BY id) - 1 AS number
FROM (SELECT dependent AS id FROM {table} UNION SELECT depends_on FROM {table}) items"""
_LINKS: Final = """\
SELECT one.number AS dependent, other.number AS depends_on,
  CASE WHEN link.modality = 'required' THEN 1 ELSE 0 END AS required
FROM {table} link
JOIN {items} one ON one.id = link.dependent JOIN {items} other ON other.id = link.depends_on"""


class RelationGraph:
    """The links of a table ``relation(dependent, depends_on, kind, modality)`` in an engine.

    ``cg.dependents``, ``cg.prerequisites`` and ``cg.exposure`` accept it in place of a graph, and
    so do ``networkx.ancestors`` and ``networkx.descendants``. The engine walks the links, on disk
    if necessary, and Python only receives the answer.

    Each row is a link that carries reliance, from ``dependent`` to ``depends_on``. Ids are either
    all text or all integers. ``kind`` is the relation, a value of
    :class:`coopgraph.words.relations.Relation`. ``modality`` is one of:

    ``required``
        The link is required and has no alternative.
    ``alternative``
        The link is required, but has alternatives.
    ``possible``
        The link is only possible.

    As in a graph, whatever can be reached over required rows alone is certain, the rest is
    possible.

    Parameters
    ----------
    connection
        A connection of sqlite3, DuckDB or psycopg, a session of Spark (classic or Connect), or any
        function that runs a statement and returns its rows. Nothing is committed or closed, and
        temporary tables are dropped after each question.
    table
        The name of the table or view.
    create
        The start of the statement that creates a temporary table, with ``{name}`` for its name.
        Spark has no temporary tables, so it uses Parquet, which survives the loss of a worker.
    limited
        Returns a context manager for each statement, for example one with a timeout.
    closing
        The function that :meth:`close` calls.

    Examples
    --------
    >>> import coopgraph as cg, networkx as nx, sqlite3
    >>> connection = sqlite3.connect(":memory:")
    >>> links = [
    ...     ("bank", "deal", "party_to", "possible"),
    ...     ("deal", "frame", "implements", "required"),
    ... ]
    >>> _ = connection.execute("CREATE TABLE relation (dependent, depends_on, kind, modality)")
    >>> _ = connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", links)
    >>> graph = cg.RelationGraph(connection)
    >>> [(row.item.id, row.steps, str(row.certainty)) for row in cg.dependents(graph, "frame")]
    [('deal', 1, 'certain'), ('bank', 2, 'possible')]
    >>> sorted(nx.ancestors(graph, "frame"))
    ['bank', 'deal']
    """

    #: This makes networkx dispatch to :mod:`coopgraph.sql.backend`.
    __networkx_backend__ = "coopgraph"

    def __init__(
        self,
        connection: Any,
        table: str = "relation",
        *,
        create: str | None = None,
        limited: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext,
        closing: Callable[[], None] = lambda: None,
    ) -> None:
        if not any(hasattr(connection, name) for name in ("execute", "sql", "__call__")):
            kind = type(connection).__name__
            msg = f"a connection is expected, not {kind}; for files use cg.read_relations"
            raise TypeError(msg)
        #: The connection that was passed, or that ``coopgraph.read_relations`` opened.
        self.connection = connection
        self.table = table
        is_spark = hasattr(connection, "sql") and not hasattr(connection, "execute")
        self._create = create or (_STORED if is_spark else _TEMPORARY)
        self._limited = limited
        self._closing = closing

    def close(self) -> None:
        """Close what ``read_relations`` opened. A connection passed by the caller stays open."""
        self._closing()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    if not TYPE_CHECKING:  # or type checkers would believe that it has every attribute

        def __getattr__(self, name: str) -> NoReturn:
            # Questions that need a graph in memory end up here.
            msg = (
                f"a relation table has no {name!r}: it answers cg.dependents, cg.prerequisites and "
                "cg.exposure; other questions need a graph in memory"
            )
            raise AttributeError(msg)

    def __repr__(self) -> str:
        return f"RelationGraph({type(self.connection).__name__}, {self.table!r})"

    def __contains__(self, item: object) -> bool:
        return bool(self.known([item]))

    @staticmethod
    def is_directed() -> bool:
        """Return true: a link leads from the dependent item to what it depends on."""
        return True

    @staticmethod
    def is_multigraph() -> bool:
        """Return true: two items may have several links."""
        return True

    def run(self, statement: str) -> list[Any]:
        """Run an SQL statement and return its rows, if any.

        Raises
        ------
        EngineError
            If the engine fails.
        """
        with self._reported():
            result = self._result(statement)
            if hasattr(result, "collect"):  # Spark
                return list(result.collect())
            if hasattr(result, "fetchall"):  # a cursor
                return list(result.fetchall()) if result.description else []
            return list(result or ())

    def columns(self, statement: str, count: int) -> "list[np.ndarray[Any, Any]]":
        """Run a query for the given number of integer columns, and return an array for each."""
        import numpy as np

        with self._reported():
            result = self._result(statement)
            # Spark first: with Connect, its results seem to have any attribute.
            if hasattr(result, "toLocalIterator"):
                result = result.toLocalIterator()
            elif hasattr(result, "fetchnumpy"):  # DuckDB
                return [np.asarray(column) for column in result.fetchnumpy().values()]
            flat = np.fromiter(itertools.chain.from_iterable(result), np.int64)
        return list(flat.reshape(-1, count).T)

    def names(self) -> list[str]:
        """The names of the columns; this does not work if the connection is a function."""
        with self._reported():
            answer = self._result(f"SELECT * FROM {self.table} LIMIT 0")  # noqa: S608
            if hasattr(answer, "collect"):  # Spark
                return list(answer.columns)
            return [column[0] for column in answer.description]

    def _result(self, statement: str) -> Any:
        for name in ("execute", "sql"):  # databases; Spark
            if hasattr(self.connection, name):
                return getattr(self.connection, name)(statement)
        return self.connection(statement)

    @contextlib.contextmanager
    def _reported(self) -> Iterator[None]:
        """Convert the exceptions of an engine; each engine has its own classes."""
        try:
            with self._limited():
                yield
        except EngineError:
            raise
        except Exception as error:
            if inspect.isroutine(self.connection):  # the exceptions of a function are not converted
                raise
            library = type(self.connection).__module__.partition(".")[0].removeprefix("_")
            values = {"engine": _ENGINES.get(library, library), "reason": error_line(error)}
            raise EngineError("engine-failed", **values) from error

    # -- items -------------------------------------------------------------------------------------

    def id_of(self, subject: object) -> Id:
        """Return an id with the type it has in the table.

        Raises
        ------
        UnknownItemError
            If it occurs in no row.
        """
        return self.ids_of([subject])[0]

    def ids_of(self, subjects: Iterable[object]) -> list[Id]:
        """Return ids with the type they have in the table, sorted, without repetition.

        Raises
        ------
        UnknownItemError
            If one of them occurs in no row; the error names the first.
        """
        wanted = list(subjects)
        known = sorted(self.known(wanted))
        missing = {str(subject) for subject in wanted} - {str(one) for one in known}
        if missing:
            raise self._unknown(min(missing))
        return known

    def relied_on(self) -> list[Id]:
        """The ids of everything that some item relies on, sorted."""
        rows = self.run(f"SELECT DISTINCT depends_on FROM {self.table}")  # noqa: S608
        return sorted(row[0] for row in rows)

    def known(self, subjects: Collection[object]) -> list[Id]:
        """Those of the ids that occur in the table, with the type they have there, in any order."""
        known: set[Id] = set()
        for part in batched(subjects):
            if ids := self.literals(part):
                known |= {row[0] for row in self.run(_KNOWN.format(table=self.table, ids=ids))}
        return list(known)

    def _unknown(self, subject: str) -> UnknownItemError:
        similar: dict[str, str] = {}
        literal = self.literals([subject[:1].lower()])
        if literal.startswith("'"):  # no suggestions for numbers
            values = {"first": literal, "least": len(subject) - 3, "most": len(subject) + 3}
            rows = self.run(_SIMILAR.format(table=self.table, count=_COMPARED, **values))
            similar = {row[0].lower(): row[0] for row in rows}
        guess = guess_among(subject.lower(), Known(similar))
        close = [guess.suggestion] if guess.suggestion else guess.choices
        error = UnknownItemError(subject, [similar[one] for one in close])
        if not self.run(f"SELECT 1 FROM {self.table} LIMIT 1"):  # noqa: S608
            error.code = "unknown-item-no-rows"
        return error

    def literals(self, subjects: Collection[object]) -> str:
        """The ids as SQL literals of the table's type; those of another type are left out."""
        first = self.run(f"SELECT dependent FROM {self.table} LIMIT 1")  # noqa: S608
        if not first:
            return ""
        if isinstance(first[0][0], int):
            texts = [str(subject) for subject in subjects]
            return ", ".join(str(int(text)) for text in texts if _INTEGER.fullmatch(text))
        backslash = "\\\\" if self._escapes else "\\"
        texts = [str(subject).replace("\\", backslash) for subject in subjects]
        return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)

    @functools.cached_property
    def _escapes(self) -> bool:
        """Whether a backslash in an SQL string is an escape character."""
        return bool(self.run(r"SELECT '\\'")[0][0] == "\\")

    # -- walks -------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def walk(
        self,
        roots: Collection[Id],
        direction: Direction,
        *,
        required: bool = False,
        max_steps: int | None = None,
    ) -> Iterator[str]:
        """Walk from the roots, and yield the name of a temporary table ``(root, node, depth)``.

        ``roots`` are ids returned by :meth:`id_of`.
        """
        known = _KNOWN.format(table=self.table, ids=self.literals(roots))
        start = f"SELECT id AS root, id AS node, 0 AS depth FROM ({known}) roots"  # noqa: S608
        with self.working(start) as reached:
            closure(
                self.run,
                reached,
                relation=self.table,
                towards=direction,
                required=required,
                max_steps=max_steps,
            )
            yield reached

    @contextlib.contextmanager
    def working(self, query: str) -> Iterator[str]:
        """Store the rows of a query in a temporary table, and yield its name."""
        name = f"coopgraph_{uuid.uuid4().hex}"
        self.run(f"{self._create.format(name=name)} {query}")
        try:
            yield name
        except BaseException:
            with contextlib.suppress(Exception):  # the engine itself may have failed
                self.run(f"DROP TABLE {name}")
            raise
        self.run(f"DROP TABLE {name}")

    def steps_from(
        self,
        root: Id,
        direction: Direction,
        *,
        required: bool = False,
        max_steps: int | None = None,
    ) -> dict[Id, int]:
        """The smallest number of links to each item that is reached, without the root itself."""
        with self.walk([root], direction, required=required, max_steps=max_steps) as reached:
            return dict(self.run(f"SELECT node, depth FROM {reached} WHERE depth > 0"))  # noqa: S608

    def all_required(self) -> bool:
        """Whether all links are required."""
        condition = "modality <> 'required' OR modality IS NULL"
        return not self.run(f"SELECT 1 FROM {self.table} WHERE {condition} LIMIT 1")  # noqa: S608

    # -- all links as numbers ----------------------------------------------------------------------

    def numbered(self) -> contextlib.AbstractContextManager[str]:
        """Number all items from 0 by id, and yield the name of a table ``(id, number)``."""
        return self.working(_NUMBERED.format(table=self.table))

    def links(self, items: str) -> "list[np.ndarray[Any, Any]]":
        """Three arrays: the numbers of both ends of each link, and 1 if it is required, else 0."""
        return self.columns(_LINKS.format(table=self.table, items=items), 3)


def batched(ids: Iterable[Id]) -> Iterator[list[Id]]:
    """Split ids into lists short enough for one statement."""
    rest = iter(ids)
    while part := list(itertools.islice(rest, _IDS_AT_ONCE)):
        yield part


def error_line(error: Exception) -> str:
    """The first line of an engine's error message."""
    return str(error).strip().partition("\n")[0] or type(error).__name__
