"""Order the rows of a layered layout so that few lines cross.

Each row is sorted by the mean position of its neighbours in the row before, in alternating
directions, and neighbours are swapped while that saves crossings (Sugiyama, Tagawa and Toda, 1981;
Gansner and others, 1993). The best order found is kept. The amount of work is limited.
"""

import random
import sys
from collections.abc import Sequence
from typing import Final

from coopgraph.plot.geometry.layout import count_crossings, exchange_gain

__all__ = ["order_rows"]

_STARTS: Final = 12
_PATIENCE: Final = 6  # sweeps without improvement before starting again
_WORK: Final = 400_000  # links visited in all sweeps
_EXCHANGES: Final = 8  # passes over the rows after each sweep

Order = list[list[int]]


def order_rows(
    rows: Sequence[Sequence[int]], links: Sequence[tuple[int, int]]
) -> tuple[Order, int]:
    """Return the rows, ordered so that few lines cross, and the number of crossings.

    Parameters
    ----------
    rows
        The places in each row, as numbers, in an initial order; rows from left to right.
    links
        Pairs of places in neighbouring rows, the place on the left first.

    Examples
    --------
    >>> order_rows([[0, 1], [2, 3]], [(0, 3), (1, 2)])
    ([[1, 0], [2, 3]], 0)
    """
    search = _Search(rows, links)
    budget = _WORK // (len(links) + 1)  # sweeps, in all starts
    for start in range(_STARTS):
        if start:
            search.restart(_shuffled(rows, start))
        search.exchange()
        search.measure()
        least, useless = sys.maxsize, 0
        while search.fewest and budget > 0 and useless < _PATIENCE:
            budget -= 1
            search.sweep((useless + start) % 2)
            search.exchange()
            crossings = search.measure()
            useless = 0 if crossings < least else useless + 1
            least = min(least, crossings)
    return search.best, search.fewest


def _shuffled(rows: Sequence[Sequence[int]], seed: int) -> Order:
    """The rows in a different initial order, which may lead to a better result."""
    rng = random.Random(seed)  # noqa: S311 - the same every time
    return [rng.sample(row, len(row)) for row in rows]


class _Search:
    """The current order of all rows, and the best one so far."""

    def __init__(self, rows: Sequence[Sequence[int]], links: Sequence[tuple[int, int]]) -> None:
        count = sum(len(row) for row in rows)
        self.tied: tuple[list[list[int]], list[list[int]]] = (
            [[] for _ in range(count)],
            [[] for _ in range(count)],
        )
        for left, right in links:
            self.tied[1][left].append(right)
            self.tied[0][right].append(left)
        self.at = [0] * count
        self.best: Order = []
        self.fewest = -1
        self.restart(rows)

    def restart(self, rows: Sequence[Sequence[int]]) -> None:
        """Start again from these rows."""
        self.rows = [list(row) for row in rows]
        for row in self.rows:
            self._number(row)

    def _number(self, row: list[int]) -> None:
        for n, place in enumerate(row):
            self.at[place] = n

    def measure(self) -> int:
        """Count the crossings, and keep the order if it is the best so far."""
        crossings = sum(
            count_crossings((self.at[a], self.at[b]) for a in row for b in self.tied[1][a])
            for row in self.rows
        )
        if self.fewest < 0 or crossings < self.fewest:
            self.best, self.fewest = [list(row) for row in self.rows], crossings
        return crossings

    def sweep(self, side: int) -> None:
        """Sort each row by its neighbours on the left (0) or on the right (1)."""
        numbers = range(1, len(self.rows)) if side == 0 else range(len(self.rows) - 2, -1, -1)
        for n in numbers:
            row, tied = self.rows[n], self.tied[side]
            wide = len(self.rows[n - 1 if side == 0 else n + 1])
            # A place without links keeps its relative position in the row.
            wanted = {
                place: sum(self.at[one] for one in tied[place]) / len(tied[place])
                if tied[place]
                else here / len(row) * wide
                for here, place in enumerate(row)
            }
            row.sort(key=wanted.__getitem__)
            self._number(row)

    def exchange(self) -> None:
        """Swap neighbours in a row while that saves crossings."""
        for _ in range(_EXCHANGES):
            saved = sum(self._exchange_in(row) for row in self.rows)
            if not saved:
                return

    def _exchange_in(self, row: list[int]) -> int:
        ends = {
            place: [sorted(self.at[one] for one in side[place]) for side in self.tied]
            for place in row
        }
        saved = 0
        for n in range(len(row) - 1):
            upper, lower = row[n], row[n + 1]
            gain = sum(map(exchange_gain, ends[upper], ends[lower]))
            if gain > 0:
                row[n], row[n + 1] = lower, upper
                saved += gain
        self._number(row)
        return saved
