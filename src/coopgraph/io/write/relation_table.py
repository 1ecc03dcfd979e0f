"""The relation table that SQL engines read, as Parquet or as an SQLite database.

``relation(dependent, depends_on, kind, modality)`` has a row for each link that carries reliance;
:class:`coopgraph.sql.relation_graph.RelationGraph` explains its words.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from coopgraph._base.errors import MissingExtraError
from coopgraph._base.opening import open_regular
from coopgraph.io.write.flat import FlatEdge, FlatGraph, FlatNode
from coopgraph.io.write.losses import Loss, group_losses
from coopgraph.sql.relation_graph import COLUMNS, MODALITIES

__all__ = ["dump_parquet", "dump_sqlite", "lost", "table_rows"]

_WRITTEN: Final = ("relation", "modality")


def lost(flat: FlatGraph) -> list[Loss]:
    """Everything but who relies on what, by which relation, and how firmly."""
    reliance = list(_reliance_edges(flat))
    linked = {end for edge in reliance for end in (edge.dependent, edge.depends_on)}
    unlinked = [
        ("loss-node", node.record.label(flat.lang), node.id)
        for node in flat.nodes
        if node.id not in linked
    ]
    links = [
        ("loss-relation", edge.label, edge.place)
        for edge in flat.edges
        if not edge.relation.carries_reliance
    ]
    parts: list[FlatNode | FlatEdge] = [*flat.nodes, *reliance]
    attributes = [
        ("loss-attribute", name, part.place)
        for part in parts
        for name in part.attributes
        if name not in _WRITTEN
    ]
    return [*flat.attribute_losses(), *group_losses([*unlinked, *links, *attributes])]


def dump_parquet(flat: FlatGraph) -> tuple[bytes]:
    """One Parquet file, compressed.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("not-installed", package="duckdb", extra="duckdb") from None
    columns = list(zip(*table_rows(flat), strict=True)) or [()] * len(COLUMNS)
    lists = ", ".join(f"unnest(?::VARCHAR[]) AS {name}" for name in COLUMNS)
    with duckdb.connect() as connection, tempfile.TemporaryDirectory() as folder:
        connection.execute("SET threads = 1")  # keeps the order of rows, and so the bytes
        connection.execute(f"CREATE TABLE relation AS SELECT {lists}", list(map(list, columns)))
        path = Path(folder, "relation.parquet")
        connection.execute(f"COPY relation TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        with open_regular(path) as file:
            return (file.read(),)


def dump_sqlite(flat: FlatGraph) -> tuple[bytes]:
    """An SQLite database with an index on either end."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        columns = ", ".join(f"{name} TEXT NOT NULL" for name in COLUMNS)
        connection.execute(f"CREATE TABLE relation ({columns})")
        connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", table_rows(flat))
        for column in COLUMNS[:2]:
            connection.execute(f"CREATE INDEX relation_by_{column} ON relation ({column})")
        connection.commit()
        return (connection.serialize(),)


def table_rows(flat: FlatGraph) -> Iterator[tuple[str, str, str, str]]:
    """The rows of the table, in the order of its columns."""
    for edge in _reliance_edges(flat):
        kind, modality = edge.relation.value, MODALITIES[edge.strength]
        yield edge.dependent, edge.depends_on, kind, modality


def _reliance_edges(flat: FlatGraph) -> Iterator[FlatEdge]:
    return (edge for edge in flat.edges if edge.relation.carries_reliance)
