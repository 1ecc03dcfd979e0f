"""Random tables of relations: skewed popularity, cycles, 0.3 items per relation."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

Array = np.ndarray[Any, Any]
Relations = tuple[Array, Array, Array]

KINDS = "'requires', 'implements', 'party_to'"


def relations(count: int, *, dense: bool, seed: int = 2026) -> Relations:
    """Dependents, what they depend on, and which links are required, as three arrays.

    ``dense``: anything may rely on anything, so that most items are in one cycle. Otherwise like a
    registry: nine in ten links lead to an older item, more often to a popular one, and most items
    are institutions on which nothing relies.
    """
    chance = np.random.default_rng(seed)
    items = int(count * 0.3)
    if dense:
        dependent = chance.integers(0, items, count)
        depends_on = (items * chance.random(count) ** 1.5).astype(np.int64)
    else:
        agreements = items // 10
        dependent = chance.integers(agreements, items, count)
        among = chance.random(count) < 0.02
        dependent[among] = chance.integers(0, agreements, int(among.sum()))
        depends_on = (agreements * chance.random(count) ** 3).astype(np.int64)
        older = np.minimum(dependent, depends_on), np.maximum(dependent, depends_on)
        turned = among & (chance.random(count) < 0.9)
        dependent, depends_on = (
            np.where(turned, older[1], dependent),
            np.where(turned, older[0], depends_on),
        )
    return dependent, depends_on, chance.random(count) < 0.9


def ring(count: int) -> Relations:
    """A ring of that many links: the worst case for a search by levels."""
    dependent = np.arange(count)
    return dependent, (dependent + 1) % count, np.ones(count, bool)


def write(path: Path, arrays: Relations) -> None:
    """Write the relations as a Parquet file."""
    dependent, depends_on, required = arrays
    links = {"dependent": dependent, "depends_on": depends_on, "required": required.astype(np.int8)}
    assert links  # DuckDB finds the variable by its name
    with duckdb.connect() as connection:
        connection.execute(f"""COPY (
            SELECT dependent, depends_on, [{KINDS}][1 + dependent % 3] AS kind,
              CASE WHEN required = 1 THEN 'required' ELSE 'possible' END AS modality
            FROM links
          ) TO '{path}' (FORMAT parquet)""")
