"""A table of relations in an engine, asked as a graph is."""

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

__all__ = ["COLUMNS", "MODALITIES", "Id", "RelationGraph", "in_parts", "reason_of"]

#: The columns of the table.
COLUMNS: Final = ("dependent", "depends_on", "kind", "modality")

#: How firmly a link holds, in the words of the table.
MODALITIES: Final = {
    Strength.BINDING: "required",
    Strength.ALTERNATIVE: "alternative",
    Strength.POSSIBLE: "possible",
}

#: An id as the table holds it: text, or a whole number.
Id = Any

_IDS_AT_ONCE: Final = 1000  # statements may not be of any length
_LOOKED_AT: Final = 10_000  # ids that a misspelt one is compared with
_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]*")
_ENGINES: Final = {"psycopg": "postgresql", "pyspark": "spark", "sqlite3": "sqlite"}
_TEMPORARY: Final = "CREATE TEMP TABLE {name} AS"
_STORED: Final = "CREATE TABLE {name} USING parquet AS"
_KNOWN: Final = """\
SELECT dependent AS id FROM {table} WHERE dependent IN ({ids})
UNION SELECT depends_on FROM {table} WHERE depends_on IN ({ids})"""
_ALIKE: Final = """\
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

    ``cg.dependents``, ``cg.prerequisites`` and ``cg.exposure`` take it as they take a graph, and so
    do ``networkx.ancestors`` and ``networkx.descendants``: the engine walks, row by row on disk if
    need be, and Python sees the answer alone.

    Each row is a link that carries reliance, from what relies (``dependent``) to what is relied on
    (``depends_on``). Both are text, or both whole numbers. ``kind`` is the relation, in the words of
    :class:`coopgraph.words.vocabulary.Relation`. ``modality`` says how firmly the link holds:

    ``required``
        It is required, and nothing can take its place.
    ``alternative``
        It is required, but others could take its place.
    ``possible``
        It is only possible.

    What required rows alone lead to is certain, the rest possible, as in a graph.

    Parameters
    ----------
    connection
        A connection of sqlite3, DuckDB or psycopg, a session of Spark (classic or Connect), or any
        function that runs a statement and returns its rows. It stays yours: nothing is committed
        or closed, and the tables that a question needs are gone when it is answered.
    table
        The name of the table, or of a view.
    create
        How the engine begins to make a working table, with ``{name}`` for its name. Spark has no
        temporary tables and gets Parquet, which outlives a lost worker.
    limited
        Makes a context in which each statement runs, such as one that interrupts it in time.
    closing
        What :meth:`close` does.

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

    #: By this networkx finds the functions in :mod:`coopgraph.sql.backend`.
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
            msg = (
                f"a connection is asked, not {type(connection).__name__}; files: cg.read_relations"
            )
            raise TypeError(msg)
        #: What was given, or the connection of ``coopgraph.read_relations``.
        self.connection = connection
        self.table = table
        is_spark = hasattr(connection, "sql") and not hasattr(connection, "execute")
        self._create = create or (_STORED if is_spark else _TEMPORARY)
        self._limited = limited
        self._closing = closing

    def close(self) -> None:
        """Let go of what was opened for it; a connection that was given stays open."""
        self._closing()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    if not TYPE_CHECKING:  # else it would seem to have all that a graph has

        def __getattr__(self, name: str) -> NoReturn:
            # What questions about a graph in memory would read of it.
            msg = (
                f"a table of relations has no {name!r}: it answers cg.dependents, cg.prerequisites and "
                "cg.exposure; other questions take a graph in memory"
            )
            raise AttributeError(msg)

    def __repr__(self) -> str:
        return f"RelationGraph({type(self.connection).__name__}, {self.table!r})"

    def __contains__(self, item: object) -> bool:
        return bool(self.known([item]))

    @staticmethod
    def is_directed() -> bool:
        """Yes: a link goes from what relies to what is relied on."""
        return True

    @staticmethod
    def is_multigraph() -> bool:
        """Yes: the same two items may be linked several times."""
        return True

    def run(self, statement: str) -> list[Any]:
        """The rows of a statement of SQL; none where it has none.

        Raises
        ------
        EngineError
            When the engine does not do what it is asked.
        """
        with self._reported():
            result = self._result(statement)
            if hasattr(result, "collect"):  # Spark
                return list(result.collect())
            if hasattr(result, "fetchall"):  # a cursor
                return list(result.fetchall()) if result.description else []
            return list(result or ())

    def columns(self, statement: str, count: int) -> "list[np.ndarray[Any, Any]]":
        """The columns of a statement that are whole numbers, as one array each."""
        import numpy as np

        with self._reported():
            result = self._result(statement)
            # Spark first: over Connect its answers seem to have whatever name one asks for.
            if hasattr(result, "toLocalIterator"):
                result = result.toLocalIterator()
            elif hasattr(result, "fetchnumpy"):  # DuckDB
                return [np.asarray(column) for column in result.fetchnumpy().values()]
            flat = np.fromiter(itertools.chain.from_iterable(result), np.int64)
        return list(flat.reshape(-1, count).T)

    def names(self) -> list[str]:
        """The names of the table's columns; of no engine that is a mere function."""
        with self._reported():
            answer = self._result(f"SELECT * FROM {self.table} LIMIT 0")  # noqa: S608
            if hasattr(answer, "collect"):  # Spark
                return list(answer.columns)
            return [column[0] for column in answer.description]

    def _result(self, statement: str) -> Any:
        for name in ("execute", "sql"):  # of a database; of Spark
            if hasattr(self.connection, name):
                return getattr(self.connection, name)(statement)
        return self.connection(statement)

    @contextlib.contextmanager
    def _reported(self) -> Iterator[None]:
        """What an engine raises, as an error of ours: each has a tree of exceptions of its own."""
        try:
            with self._limited():
                yield
        except EngineError:
            raise
        except Exception as error:
            if inspect.isroutine(self.connection):  # a function is its author's, errors included
                raise
            library = type(self.connection).__module__.partition(".")[0].removeprefix("_")
            values = {"engine": _ENGINES.get(library, library), "reason": reason_of(error)}
            raise EngineError("engine-failed", **values) from error

    # -- items -------------------------------------------------------------------------------------

    def id_of(self, subject: object) -> Id:
        """The id as the table holds it.

        Raises
        ------
        UnknownItemError
            When no row names it.
        """
        known = self.known([subject])
        if not known:
            raise self._unknown(str(subject))
        return known[0]

    def ids_of(self, subjects: Iterable[object]) -> list[Id]:
        """The ids as the table holds them, sorted, each once.

        Raises
        ------
        UnknownItemError
            At the first that no row names.
        """
        wanted = list(subjects)
        known = sorted(self.known(wanted))
        missing = {str(subject) for subject in wanted} - {str(one) for one in known}
        if missing:
            raise self._unknown(min(missing))
        return known

    def relied_on(self) -> list[Id]:
        """All that something relies on, sorted."""
        rows = self.run(f"SELECT DISTINCT depends_on FROM {self.table}")  # noqa: S608
        return sorted(row[0] for row in rows)

    def known(self, subjects: Collection[object]) -> list[Id]:
        """Those of some ids that a row names, as the table holds them, in any order."""
        known: set[Id] = set()
        for part in in_parts(subjects):
            if ids := self.literals(part):
                known |= {row[0] for row in self.run(_KNOWN.format(table=self.table, ids=ids))}
        return list(known)

    def _unknown(self, subject: str) -> UnknownItemError:
        alike: dict[str, str] = {}
        literal = self.literals([subject[:1].lower()])
        if literal.startswith("'"):  # not a number, of which none is likely to be meant
            values = {"first": literal, "least": len(subject) - 3, "most": len(subject) + 3}
            rows = self.run(_ALIKE.format(table=self.table, count=_LOOKED_AT, **values))
            alike = {row[0].lower(): row[0] for row in rows}
        meant = guess_among(subject.lower(), Known(alike))
        close = [meant.suggestion] if meant.suggestion else meant.choices
        error = UnknownItemError(subject, [alike[one] for one in close])
        if not self.run(f"SELECT 1 FROM {self.table} LIMIT 1"):  # noqa: S608
            error.code = "unknown-item-no-rows"
        return error

    def literals(self, subjects: Collection[object]) -> str:
        """The ids as SQL writes them, in the type of the table; those of another type drop out."""
        first = self.run(f"SELECT dependent FROM {self.table} LIMIT 1")  # noqa: S608
        if not first:
            return ""
        if isinstance(first[0][0], int):
            texts = [str(subject) for subject in subjects]
            return ", ".join(str(int(text)) for text in texts if _WHOLE.fullmatch(text))
        backslash = "\\\\" if self._escapes else "\\"
        texts = [str(subject).replace("\\", backslash) for subject in subjects]
        return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)

    @functools.cached_property
    def _escapes(self) -> bool:
        """Whether a backslash in a text escapes: engines differ, and this one is asked."""
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
        """The name of a table ``(root, node, depth)`` of all that is reached, for as long as needed.

        ``roots`` are ids as :meth:`id_of` gives them.
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
        """The name of a table that holds the answer of a query, for as long as needed."""
        name = f"coopgraph_{uuid.uuid4().hex}"
        self.run(f"{self._create.format(name=name)} {query}")
        try:
            yield name
        except BaseException:
            with contextlib.suppress(Exception):  # what went wrong may have taken the engine along
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
        """The least number of links to each item reached, the root itself left out."""
        with self.walk([root], direction, required=required, max_steps=max_steps) as reached:
            return dict(self.run(f"SELECT node, depth FROM {reached} WHERE depth > 0"))  # noqa: S608

    def all_required(self) -> bool:
        """Whether no link is an alternative or only possible."""
        others = (
            f"SELECT 1 FROM {self.table} WHERE modality <> 'required' OR modality IS NULL LIMIT 1"  # noqa: S608
        )
        return not self.run(others)

    # -- the whole as numbers ----------------------------------------------------------------------

    @contextlib.contextmanager
    def numbered(self) -> Iterator[str]:
        """The name of a table ``(id, number)`` of all items, numbered from 0 in order of id."""
        with self.working(_NUMBERED.format(table=self.table)) as items:
            yield items

    def links(self, items: str) -> "list[np.ndarray[Any, Any]]":
        """Every link as two numbers of :meth:`numbered` items and 1 where it is required, else 0."""
        return self.columns(_LINKS.format(table=self.table, items=items), 3)


def in_parts(ids: Iterable[Id]) -> Iterator[list[Id]]:
    """Ids, no more at a time than a statement takes."""
    rest = iter(ids)
    while part := list(itertools.islice(rest, _IDS_AT_ONCE)):
        yield part


def reason_of(error: Exception) -> str:
    """What an engine says went wrong, without the pages that some add."""
    return str(error).strip().partition("\n")[0] or type(error).__name__
