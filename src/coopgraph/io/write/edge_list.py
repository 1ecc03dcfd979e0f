"""A list of nodes and a list of edges as two CSV files: for pandas, spreadsheets and Neo4j.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, in both variants
(see :func:`coopgraph.messages.escaping.escape_formula`); the answer of ``write`` lists those
cells. The apostrophe can be removed without ambiguity: a cell that already had one there gets
a second.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from coopgraph.io.write.flat import FlatEdge, FlatGraph, FlatNode, reserved_names
from coopgraph.io.write.losses import Loss, group_losses
from coopgraph.io.write.values import Scalar, word_bool
from coopgraph.messages.escaping import escape_formula

__all__ = ["dump", "dump_neo4j", "lost", "lost_neo4j", "reserved", "reserved_neo4j"]

_TYPES: Final[Mapping[type, str]] = {str: "", int: ":long", float: ":double", bool: ":boolean"}
#: The columns that identify the node or edge of a row.
reserved = reserved_names(node={"id"}, edge={"id", "source", "target"})


def reserved_neo4j(where: str, name: str) -> bool:
    """Whether it is ``id``, or has a colon, after which Neo4j expects a type."""
    return where != "graph" and (name == "id" or ":" in name)


def lost(flat: FlatGraph) -> list[Loss]:
    """The attributes of the graph, the types of numbers, and escaped formulas."""
    return [*lost_neo4j(flat), *flat.type_losses()]


def lost_neo4j(flat: FlatGraph) -> list[Loss]:
    """The attributes of the graph, and escaped formulas."""
    escaped = [
        ("loss-formula", name, part.place)
        for part in flat.parts
        for name, value in [("id", part.id), *part.attributes.items()]
        if isinstance(value, str) and escape_formula(value) != value
    ]
    return [*flat.attribute_losses(), *group_losses(escaped)]


def dump(flat: FlatGraph) -> tuple[bytes, bytes]:
    """``id`` and attributes of nodes; ``id``, ``source``, ``target`` and attributes of edges."""
    on_nodes, on_edges = flat.columns(flat.nodes), flat.columns(flat.edges)
    nodes = [[n.id, *_cells(n, on_nodes)] for n in flat.nodes]
    edges = [[e.id, e.dependent, e.depends_on, *_cells(e, on_edges)] for e in flat.edges]
    return _csv(["id", *on_nodes], nodes), _csv(["id", "source", "target", *on_edges], edges)


def dump_neo4j(flat: FlatGraph) -> tuple[bytes, bytes]:
    """The same with the headers of ``neo4j-admin database import``.

    The label of a node is its kind of record (``Institution``), the type of a relationship its
    relation (``PARTY_TO``). Import with
    ``--nodes=….neo4j.nodes.csv --relationships=….neo4j.relationships.csv``, and with
    ``--multiline-fields=true`` if a text has line breaks. See
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
    return [word_bool(part.attributes.get(name, "")) for name in columns]


def _csv(header: Sequence[str], rows: Iterable[Sequence[Scalar]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([[escape_formula(cell) for cell in row] for row in (header, *rows)])
    return stream.getvalue().encode()
