"""A table of relations in a file or a database, opened in an engine and looked over."""

import contextlib
import functools
from pathlib import Path
from typing import Final

from coopgraph._base.errors import GraphSchemaError, Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph._base.opening import checked
from coopgraph.sql.databases import INTERRUPTIBLE, within
from coopgraph.sql.engines import connected, engine_for, lacking
from coopgraph.sql.table import COLUMNS, MODALITIES, RelationGraph
from coopgraph.words.vocabulary import Relation

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
    """The relations of a file, or of a database that holds them, ready to be asked.

    Parameters
    ----------
    path
        A ``.parquet`` file or a folder of such files, or a ``.sqlite`` or ``.duckdb`` database
        that has a table ``relation``, with the columns that :class:`coopgraph.RelationGraph`
        describes; :func:`coopgraph.write` makes them. In a ``.parquet`` file without ``kind`` all
        links are ``requires``, without ``modality`` all are ``required``. Without a path the table
        ``relation`` of the engine at ``url`` is asked.
    engine
        ``sqlite``, ``duckdb``, ``postgresql`` or ``spark``: by default the one that fits the
        address or else the file, DuckDB for Parquet.
    url
        Where the engine is: the file of a database of SQLite or DuckDB (in memory by default), of
        PostgreSQL a connection string such as ``postgresql://host/name`` (what its environment
        variables say by default), of Spark ``spark://host:port``, ``sc://host`` (Connect) or
        ``local[*]``, the default. A file is loaded into a temporary table: the database is left
        as it was. A password in it is in no message of ours.
    timeout
        Seconds that loading the file, and then every single statement, may take in SQLite and
        DuckDB; without limit where it is ``None``. PostgreSQL and Spark have limits of their own.

    Returns
    -------
    RelationGraph
        Close it when done, or use it in a ``with`` block.

    Raises
    ------
    GraphSchemaError
        When a column is missing, an end is empty or neither text nor a whole number, or a word of
        ``kind`` or ``modality`` is empty or not understood; or when ``relation`` is a view or has
        generated columns or triggers, or the database holds macros: nothing in a file is run.
    FormatError
        When the engine or the suffix is not known, the one does not read the other, or it is not
        said what to read.
    MissingExtraError
        When the engine is not installed.
    EngineError
        When the engine cannot be reached, does not do what it is asked, or takes too long.
    OSError
        When there is no such file, or it is a pipe or a device.

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
        checked(file)
    engine = engine or engine_for(file, url)
    with contextlib.ExitStack() as stack:
        try:
            connection = connected(engine, file, url, stack, timeout)
            seconds = timeout if engine in INTERRUPTIBLE else None
            limited = functools.partial(within, connection, engine, seconds)
            _check(RelationGraph(connection, limited=limited))
        except GraphSchemaError as error:
            name = str(file or "relation")
            raise GraphSchemaError(one.at(name, None, None) for one in error.problems) from None
        # All went well: what was opened is for the graph to close.
        return RelationGraph(connection, limited=limited, closing=stack.pop_all().close)


# -- what is wrong with the rows ------------------------------------------------------------------

#: Of all rows at once; the least and the greatest id tell their types, also where they are mixed.
_HELD: Final = """\
SELECT count(*),
  sum(CASE WHEN dependent IS NULL OR depends_on IS NULL THEN 1 ELSE 0 END),
  count(kind), count(modality),
  min(dependent), max(dependent), min(depends_on), max(depends_on)
FROM {table}"""

#: Rows with an end of nothing but blanks, which would join what has nothing to do with each other.
_BLANK: Final = """\
SELECT count(*) FROM {table}
WHERE dependent IS NOT NULL AND depends_on IS NOT NULL
AND (trim(dependent) = '' OR trim(depends_on) = '')"""


def _check(graph: RelationGraph) -> None:
    if problems := lacking(graph.names(), COLUMNS):
        raise GraphSchemaError(problems)
    rows, endless, kinds, modalities, *ids = graph.run(_HELD.format(table=graph.table))[0]
    found = graph.run(f"SELECT DISTINCT kind, modality FROM {graph.table}")  # noqa: S608
    types = {type(one) for one in ids if one is not None}
    endless = (endless or 0) + (
        graph.run(_BLANK.format(table=graph.table))[0][0] if types == {str} else 0
    )
    problems = [Problem("relation-end-missing", values={"count": endless})] if endless else []
    problems += _of_types(types)
    for number, (attribute, known) in enumerate(_WORDS.items()):
        if empty := rows - (kinds, modalities)[number]:
            values = {"attribute": attribute, "count": empty, "known": ", ".join(known)}
            problems.append(Problem("relation-word-missing", values=values))
        words = {str(row[number]) for row in found if row[number] is not None} - set(known)
        problems += [_of_word(attribute, word, known) for word in sorted(words)]
    if problems:
        raise GraphSchemaError(problems)


def _of_types(types: set[type]) -> list[Problem]:
    if types in ({str}, {int}, set()):
        return []
    names = ", ".join(sorted(one.__name__ for one in types))
    return [Problem("relation-end-type", values={"types": names})]


def _of_word(attribute: str, word: str, known: list[str]) -> Problem:
    if attribute == "kind" and word in set(Relation):
        return Problem("relation-no-reliance", values={"value": word})
    values = {"attribute": attribute, "value": word, "known": ", ".join(known)}
    close = close_matches(word, known, 1)
    code = "unknown-attribute-word" if close else "unknown-attribute-word-known"
    return Problem(code, values=values, suggestion=close[0] if close else None)
