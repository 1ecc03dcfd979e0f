"""Open and validate a relation table in a file or a database."""

import contextlib
import functools
from pathlib import Path
from typing import Final

from coopgraph._base.errors import GraphSchemaError, Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph._base.opening import checked_path
from coopgraph.sql.engines import connect, engine_for, missing_columns
from coopgraph.sql.relation_graph import COLUMNS, MODALITIES, RelationGraph
from coopgraph.sql.untrusted import INTERRUPTIBLE, time_limit
from coopgraph.words.relations import Relation

__all__ = ["read_relations"]

_WORDS: Final = {
    "kind": [word.value for word in Relation if word.carries_reliance],
    "modality": list(MODALITIES.values()),
}


def read_relations(
    path: str | Path | None = None,
    *,
    engine: str | None = None,
    url: str | None = None,
    timeout: float | None = 600,
) -> RelationGraph:
    """Open the relation table of a file or a database for queries.

    Parameters
    ----------
    path
        A ``.parquet`` file or a folder of such files, or a ``.sqlite`` or ``.duckdb`` database
        with a table ``relation``, whose columns are those of :class:`coopgraph.RelationGraph`;
        :func:`coopgraph.write` creates such files. If a ``.parquet`` file lacks ``kind``, all
        links are ``requires``; if it lacks ``modality``, all are ``required``. Without a path the
        table ``relation`` of the engine at ``url`` is used.
    engine
        ``sqlite``, ``duckdb``, ``postgresql`` or ``spark``. The default depends on the address, or
        else on the file; Parquet files are read by DuckDB.
    url
        Address of the engine: for SQLite and DuckDB a database file (default: in memory), for
        PostgreSQL a connection string such as ``postgresql://host/name`` (default: from its
        environment variables), for Spark ``spark://host:port``, ``sc://host`` (Connect) or
        ``local[*]``, the default. A file is loaded into a temporary table: the database is not
        changed. A password in the address is never shown in messages.
    timeout
        How many seconds loading the file, and then each statement, may take in SQLite and DuckDB;
        ``None`` for no limit. PostgreSQL and Spark have limits of their own.

    Returns
    -------
    RelationGraph
        The graph. Close it, or use it in a ``with`` block.

    Raises
    ------
    GraphSchemaError
        If a column is missing, an end is empty or neither text nor an integer, or a value of
        ``kind`` or ``modality`` is empty or unknown; or if ``relation`` is a view or has generated
        columns or triggers, or the database has macros: no code in a file is run.
    FormatError
        If the engine or the suffix is unknown, the engine cannot read the file, or neither a file
        nor an address is given.
    MissingExtraError
        If the engine is not installed.
    EngineError
        If the engine cannot be reached, fails, or takes too long.
    OSError
        If the file does not exist, or is a pipe or a device.

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
    if file is not None and not file.is_dir():
        checked_path(file)
    engine = engine or engine_for(file, url)
    with contextlib.ExitStack() as stack:
        try:
            connection = connect(engine, file, url, stack, timeout)
            seconds = timeout if engine in INTERRUPTIBLE else None
            limited = functools.partial(time_limit, connection, engine, seconds)
            _validate(RelationGraph(connection, limited=limited))
        except GraphSchemaError as error:
            name = str(file or "relation")
            raise GraphSchemaError(one.at(name, None, None) for one in error.problems) from None
        # From here on, closing the graph closes everything.
        return RelationGraph(connection, limited=limited, closing=stack.pop_all().close)


# -- validation of the rows -----------------------------------------------------------------------

#: Statistics on all rows. The smallest and greatest ids show whether their types are mixed.
_COUNTS: Final = """\
SELECT count(*),
  sum(CASE WHEN dependent IS NULL OR depends_on IS NULL THEN 1 ELSE 0 END),
  count(kind), count(modality),
  min(dependent), max(dependent), min(depends_on), max(depends_on)
FROM {table}"""

#: Finds rows with a blank end, which would link unrelated items.
_BLANK: Final = """\
SELECT count(*) FROM {table}
WHERE dependent IS NOT NULL AND depends_on IS NOT NULL
AND (trim(dependent) = '' OR trim(depends_on) = '')"""


def _validate(graph: RelationGraph) -> None:
    if problems := missing_columns(graph.names(), COLUMNS):
        raise GraphSchemaError(problems)
    rows, endless, kinds, modalities, *ids = graph.run(_COUNTS.format(table=graph.table))[0]
    found = graph.run(f"SELECT DISTINCT kind, modality FROM {graph.table}")  # noqa: S608
    types = {type(one) for one in ids if one is not None}
    endless = endless or 0
    if types == {str}:
        endless += graph.run(_BLANK.format(table=graph.table))[0][0]
    problems = [Problem("relation-end-missing", values={"count": endless})] if endless else []
    if types not in ({str}, {int}, set()):
        names = ", ".join(sorted(one.__name__ for one in types))
        problems.append(Problem("relation-end-type", values={"types": names}))
    for number, (attribute, known) in enumerate(_WORDS.items()):
        if empty := rows - (kinds, modalities)[number]:
            values = {"attribute": attribute, "count": empty, "known": ", ".join(known)}
            problems.append(Problem("relation-word-missing", values=values))
        words = {str(row[number]) for row in found if row[number] is not None} - set(known)
        problems += [_unknown_word(attribute, word, known) for word in sorted(words)]
    if problems:
        raise GraphSchemaError(problems)


def _unknown_word(attribute: str, word: str, known: list[str]) -> Problem:
    if attribute == "kind" and word in set(Relation):
        return Problem("relation-no-reliance", values={"value": word})
    values = {"attribute": attribute, "value": word, "known": ", ".join(known)}
    close = close_matches(word, known, 1)
    code = "unknown-attribute-word" if close else "unknown-attribute-word-known"
    return Problem(code, values=values, suggestion=close[0] if close else None)
