"""A list of nodes and a list of edges, two CSV files: for pandas and spreadsheets, or for Neo4j.

A cell that a spreadsheet would run as a formula gets an apostrophe before it, in both flavours
(see :func:`coopgraph.messages.escaping.escape_formula`); the answer of ``write`` lists those cells. The
apostrophe can be taken off again without doubt: a cell of the same kind that had one from the start
gets a second one.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from coopgraph.io.write.flat import Flat, FlatEdge, FlatNode
from coopgraph.io.write.losses import Loss, losses_of
from coopgraph.io.write.scalars import Scalar
from coopgraph.messages.escaping import escape_formula

__all__ = ["dump", "dump_neo4j", "lost", "lost_neo4j", "reserved", "reserved_neo4j"]

_NODE: Final = ("id",)
_EDGE: Final = ("id", "source", "target")
_TYPES: Final[Mapping[type, str]] = {str: "", int: ":long", float: ":double", bool: ":boolean"}


def reserved(where: str, name: str) -> bool:
    """The names of the columns that say which node or edge a line is about."""
    return name in {"node": _NODE, "edge": _EDGE, "graph": ()}[where]


def reserved_neo4j(where: str, name: str) -> bool:
    """``id``, and names with a colon, after which Neo4j looks for a type."""
    return where != "graph" and (name == "id" or ":" in name)


def lost(flat: Flat) -> list[Loss]:
    """The attributes of the whole and the types of numbers; what the apostrophe changes."""
    typed = [
        (where, name)
        for where, parts in (("nodes", flat.nodes), ("edges", flat.edges))
        for name, kind in flat.columns(parts).items()
        if kind is not str
    ]
    types = losses_of(("loss-type", "", f"{where}: {name}") for where, name in typed)
    return [*lost_neo4j(flat), *types]


def lost_neo4j(flat: Flat) -> list[Loss]:
    """The attributes of the whole; what the apostrophe changes."""
    losses = [Loss("loss-whole", tuple(flat.attributes))] if flat.attributes else []
    changed = [
        ("loss-formula", name, part.place)
        for part in flat.parts
        for name, value in [("id", part.id), *part.attributes.items()]
        if isinstance(value, str) and escape_formula(value) != value
    ]
    return [*losses, *losses_of(changed)]


def dump(flat: Flat) -> tuple[bytes, bytes]:
    """``id`` and attributes of nodes; ``id``, ``source``, ``target`` and attributes of edges."""
    columns = [list(flat.columns(parts)) for parts in (flat.nodes, flat.edges)]
    return (
        _csv([*_NODE, *columns[0]], [[n.id, *_cells(n, columns[0])] for n in flat.nodes]),
        _csv(
            [*_EDGE, *columns[1]],
            [[e.id, e.dependent, e.depends_on, *_cells(e, columns[1])] for e in flat.edges],
        ),
    )


def dump_neo4j(flat: Flat) -> tuple[bytes, bytes]:
    """The same with the headers of ``neo4j-admin database import``.

    A node is labelled by its kind of record (``Institution``), a relationship typed by its
    relation (``PARTY_TO``). Import with
    ``--nodes=….neo4j.nodes.csv --relationships=….neo4j.relationships.csv``, and with
    ``--multiline-fields=true`` where a text has line breaks. See
    https://neo4j.com/docs/operations-manual/current/import/.
    """
    on_nodes, on_edges = flat.columns(flat.nodes), flat.columns(flat.edges)
    nodes = [[n.id, n.record.value.title(), *_cells(n, on_nodes)] for n in flat.nodes]
    edges = [
        [e.dependent, e.depends_on, e.relation.value.upper(), e.id, *_cells(e, on_edges)]
        for e in flat.edges
    ]
    return (
        _csv(["id:ID", ":LABEL", *_typed(on_nodes)], nodes),
        _csv([":START_ID", ":END_ID", ":TYPE", "id", *_typed(on_edges)], edges),
    )


def _typed(columns: Mapping[str, type]) -> list[str]:
    return [f"{name}{_TYPES[kind]}" for name, kind in columns.items()]


def _cells(part: FlatNode | FlatEdge, columns: Iterable[str]) -> list[Scalar]:
    values = [part.attributes.get(name, "") for name in columns]
    return [str(value).lower() if isinstance(value, bool) else value for value in values]


def _csv(header: Sequence[str], rows: Iterable[Sequence[Scalar]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([escape_formula(name) for name in header])
    writer.writerows([[escape_formula(cell) for cell in row] for row in rows])
    return stream.getvalue().encode()
