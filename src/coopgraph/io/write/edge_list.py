"""A list of nodes and a list of edges as two CSV files: for pandas, spreadsheets and Neo4j.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, in both variants
(see :func:`coopgraph.messages.escaping.escape_formula`); the answer of ``write`` lists those
cells. The apostrophe can be removed without ambiguity: a cell that already had one there gets
a second.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Final

from coopgraph.io.write.flat import FlatEdge, FlatGraph, FlatNode
from coopgraph.io.write.losses import Loss, group_losses
from coopgraph.io.write.names import reserved_names
from coopgraph.io.write.values import Scalar, word_bool
from coopgraph.messages.escaping import escape_formula

__all__ = ["dump", "dump_neo4j", "lost", "lost_neo4j", "reserved", "reserved_neo4j"]

_NEO4J_TYPES: Final = {str: "", int: ":long", float: ":double", bool: ":boolean"}
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
    nodes = [[n.id] for n in flat.nodes]
    edges = [[e.id, e.dependent, e.depends_on] for e in flat.edges]
    header = ["id", "source", "target"]
    return _csv(flat, flat.nodes, ["id"], nodes), _csv(flat, flat.edges, header, edges)


def dump_neo4j(flat: FlatGraph) -> tuple[bytes, bytes]:
    """The same with the headers of ``neo4j-admin database import``.

    The label of a node is its kind of record (``Institution``), the type of a relationship its
    relation (``PARTY_TO``). Import with
    ``--nodes=….neo4j.nodes.csv --relationships=….neo4j.relationships.csv``, and with
    ``--multiline-fields=true`` if a text has line breaks. See
    https://neo4j.com/docs/operations-manual/current/import/.
    """
    nodes = [[n.id, n.record.value.title()] for n in flat.nodes]
    edges = [[e.dependent, e.depends_on, e.relation.value.upper(), e.id] for e in flat.edges]
    header = [":START_ID", ":END_ID", ":TYPE", "id"]
    return (
        _csv(flat, flat.nodes, ["id:ID", ":LABEL"], nodes, _NEO4J_TYPES),
        _csv(flat, flat.edges, header, edges, _NEO4J_TYPES),
    )


def _csv(
    flat: FlatGraph,
    parts: Sequence[FlatNode | FlatEdge],
    header: list[str],
    rows: list[list[str]],
    types: Mapping[type, str] | None = None,
) -> bytes:
    """A CSV file of the given columns, then those of the attributes of the parts."""
    columns = flat.columns(parts)
    names = [f"{name}{types[kind] if types else ''}" for name, kind in columns.items()]
    table: list[list[Scalar]] = [[*header, *names]]
    for row, part in zip(rows, parts, strict=True):
        table.append([*row, *(word_bool(part.attributes.get(name, "")) for name in columns)])
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([escape_formula(cell) for cell in row] for row in table)
    return stream.getvalue().encode()
