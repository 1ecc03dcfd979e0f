"""The table of relations, for engines: Parquet, or a database of SQLite.

``relation(dependent, depends_on, kind, modality)``, a row for each link that carries reliance; what
its words mean stands with :class:`coopgraph.sql.table.RelationGraph`.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from coopgraph._base.errors import MissingExtraError
from coopgraph._base.opening import opened
from coopgraph.io.write.flat import Flat, FlatEdge, FlatNode
from coopgraph.io.write.losses import Loss, losses_of
from coopgraph.sql.table import MODALITIES

__all__ = ["dump_parquet", "dump_sqlite", "lost", "reserved"]

_COLUMNS: Final = ("dependent", "depends_on", "kind", "modality")
_HELD: Final = ("relation", "modality")


def reserved(_where: str, _name: str) -> bool:
    """No name: no attribute is written under its own."""
    return False


def lost(flat: Flat) -> list[Loss]:
    """All but who relies on what, how, and how firmly: the rest is in the dossier."""
    linked = {end for edge in _reliance(flat) for end in (edge.dependent, edge.depends_on)}
    alone = [
        ("loss-node", node.record.label(flat.lang), node.id)
        for node in flat.nodes
        if node.id not in linked
    ]
    links = [
        ("loss-relation", edge.label, edge.place)
        for edge in flat.edges
        if not edge.relation.carries_reliance
    ]
    parts: list[FlatNode | FlatEdge] = [*flat.nodes, *_reliance(flat)]
    attributes = [
        ("loss-attribute", name, part.place)
        for part in parts
        for name in part.attributes
        if name not in _HELD
    ]
    whole = [Loss("loss-whole", tuple(flat.attributes))] if flat.attributes else []
    return [*whole, *losses_of([*alone, *links, *attributes])]


def dump_parquet(flat: Flat) -> tuple[bytes]:
    """One Parquet file, compressed.

    Raises
    ------
    MissingExtraError
        When DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("not-installed", package="duckdb", extra="duckdb") from None
    rows = list(zip(*_rows(flat), strict=True)) or [()] * len(_COLUMNS)
    lists = ", ".join(f"unnest(?::VARCHAR[]) AS {name}" for name in _COLUMNS)
    with duckdb.connect() as connection, tempfile.TemporaryDirectory() as folder:
        connection.execute("SET threads = 1")  # rows in one order, so the same bytes
        connection.execute(f"CREATE TABLE relation AS SELECT {lists}", [list(row) for row in rows])
        path = Path(folder, "relation.parquet")
        connection.execute(f"COPY relation TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        with opened(path) as file:
            return (file.read(),)


def dump_sqlite(flat: Flat) -> tuple[bytes]:
    """A database of SQLite, with an index for either direction."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        columns = ", ".join(f"{name} TEXT NOT NULL" for name in _COLUMNS)
        connection.execute(f"CREATE TABLE relation ({columns})")
        connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", _rows(flat))
        for column in _COLUMNS[:2]:
            connection.execute(f"CREATE INDEX relation_by_{column} ON relation ({column})")
        connection.commit()
        return (connection.serialize(),)


def _rows(flat: Flat) -> Iterator[tuple[str, str, str, str]]:
    for edge in _reliance(flat):
        kind, modality = edge.relation.value, MODALITIES[edge.strength]
        yield edge.dependent, edge.depends_on, kind, modality


def _reliance(flat: Flat) -> Iterator[FlatEdge]:
    return (edge for edge in flat.edges if edge.relation.carries_reliance)
