"""The order of rows and columns in which the blocks of a table show.

Rows are sorted by the mean place of their cells, columns likewise, to and fro, until nothing
moves: reciprocal averaging (Hill, 1973). Parts of the table that share neither rows nor columns
come one after the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import networkx as nx

__all__ = ["spread_out"]

_ROUNDS: Final = 40


def spread_out(
    rows: Iterable[str], columns: Iterable[str], cells: Mapping[tuple[str, str], float]
) -> tuple[list[str], list[str]]:
    """Rows and columns in an order that puts similar ones side by side.

    Parameters
    ----------
    rows, columns
        Their ids.
    cells
        How much a cell (row, column) weighs; those not named are empty.

    Returns
    -------
    rows, columns
        The largest part first; empty rows and columns come last. The same for the same cells in
        any order.

    Examples
    --------
    >>> cells = {("a", "x"): 1.0, ("b", "y"): 1.0, ("c", "x"): 1.0}
    >>> spread_out("abc", "xy", cells)
    (['a', 'c', 'b'], ['x', 'y'])
    """
    table: nx.Graph[tuple[str, str]] = nx.Graph()
    table.add_nodes_from([("row", row) for row in sorted(rows)])
    table.add_nodes_from([("column", column) for column in sorted(columns)])
    for (row, column), weight in sorted(cells.items()):
        table.add_edge(("row", row), ("column", column), weight=weight)
    parts = sorted(nx.connected_components(table), key=_size)
    tall: list[str] = []
    wide: list[str] = []
    for part in parts:
        here = sorted(item for kind, item in part if kind == "row")
        across = sorted(item for kind, item in part if kind == "column")
        one, other = _averaged(here, across, cells)
        tall += one
        wide += other
    return tall, wide


def _size(part: set[tuple[str, str]]) -> tuple[int, list[tuple[str, str]]]:
    # One on its own is an empty row or column, which comes last.
    return -len(part), sorted(part)


def _averaged(
    rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], float]
) -> tuple[list[str], list[str]]:
    by_row: dict[str, list[tuple[str, float]]] = {row: [] for row in rows}
    by_column: dict[str, list[tuple[str, float]]] = {column: [] for column in columns}
    for (row, column), weight in sorted(cells.items()):
        if row in by_row:
            by_row[row].append((column, weight))
            by_column[column].append((row, weight))
    # The fullest column to begin with: what goes with it gathers at one end.
    across = sorted(columns, key=lambda c: (-len(by_column[c]), c))
    down = list(rows)
    for _ in range(_ROUNDS):
        before = across, down
        down = _by_mean(down, by_row, across)
        across = _by_mean(across, by_column, down)
        if (across, down) == before:
            break
    return down, across


def _by_mean(
    order: Sequence[str], cells: Mapping[str, Sequence[tuple[str, float]]], others: Sequence[str]
) -> list[str]:
    place = {other: n for n, other in enumerate(others)}

    def mean(item: str) -> float:
        total = sum(weight for _, weight in cells[item])
        return sum(place[o] * weight for o, weight in cells[item]) / total if total else 0.0

    return sorted(order, key=lambda item: (round(mean(item), 9), item))
