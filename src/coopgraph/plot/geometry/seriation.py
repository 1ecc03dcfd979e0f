"""Order the rows and columns of a table so that similar ones are next to each other.

Rows are sorted by the mean position of their cells, then columns in the same way, and so on until
nothing changes. This is called reciprocal averaging (Hill, 1973). Parts of the table that have
neither rows nor columns in common come one after the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import networkx as nx

__all__ = ["seriate"]

_ROUNDS: Final = 40

Node = tuple[str, str]  # "row" or "column", and its id


def seriate(
    rows: Iterable[str], columns: Iterable[str], cells: Mapping[tuple[str, str], float]
) -> tuple[list[str], list[str]]:
    """Order rows and columns so that similar ones are next to each other.

    Parameters
    ----------
    rows, columns
        The ids of the rows and of the columns.
    cells
        The weight of each cell (row, column) that is not empty.

    Returns
    -------
    rows, columns
        The largest part comes first, empty rows and columns last. The result does not depend on
        the order of the input.

    Examples
    --------
    >>> cells = {("a", "x"): 1.0, ("b", "y"): 1.0, ("c", "x"): 1.0}
    >>> seriate("abc", "xy", cells)
    (['a', 'c', 'b'], ['x', 'y'])
    """
    table: nx.Graph[Node] = nx.Graph()
    table.add_nodes_from([("row", row) for row in sorted(rows)])
    table.add_nodes_from([("column", column) for column in sorted(columns)])
    for (row, column), weight in sorted(cells.items()):
        table.add_edge(("row", row), ("column", column), weight=weight)
    down: list[Node] = []
    across: list[Node] = []
    # Empty rows and columns are parts with one node, so they come last.
    for part in sorted(nx.connected_components(table), key=lambda part: (-len(part), sorted(part))):
        part_down, part_across = _averaged(table, part)
        down += part_down
        across += part_across
    return [row for _, row in down], [column for _, column in across]


def _averaged(table: "nx.Graph[Node]", part: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    down = sorted(node for node in part if node[0] == "row")
    across = [node for node in part if node[0] == "column"]
    # Start with the fullest column, so that similar columns gather at one end.
    across.sort(key=lambda column: (-table.degree(column), column))
    for _ in range(_ROUNDS):
        before = across, down
        down = _by_mean(table, down, across)
        across = _by_mean(table, across, down)
        if (across, down) == before:
            break
    return down, across


def _by_mean(table: "nx.Graph[Node]", order: Sequence[Node], others: Sequence[Node]) -> list[Node]:
    """Sort rows by the mean position of their cells, or columns in the same way."""
    place = {other: n for n, other in enumerate(others)}

    def mean(node: Node) -> float:
        cells = [(place[other], cell["weight"]) for other, cell in table[node].items()]
        total = sum(weight for _, weight in cells)
        return sum(n * weight for n, weight in cells) / total if total else 0.0

    return sorted(order, key=lambda node: (round(mean(node), 9), node))
