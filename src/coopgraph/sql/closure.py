"""Compute the transitive closure of a relation table by repeating one portable SQL statement.

The table ``relation(dependent, depends_on, kind, modality)`` has a row for each link that carries
reliance. A walk is a table ``reached(root, node, depth)``; a step adds the next level, and the walk
ends when a level adds nothing. Recursive queries are not used: they differ between engines, fail in
cycles or at limits, and need far more memory.

- Cycles, loops and repeated rows do no harm: because of ``EXCEPT``, no root gets a node twice.
- ``depth`` is the smallest number of links, because levels are added in order.
- Running a step again adds no rows, so an interrupted walk continues where it stopped.

An engine only needs a function that runs a statement and returns its rows.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

__all__ = ["Run", "closure"]

#: Runs an SQL statement and returns its rows, if any.
Run = Callable[[str], Sequence[Sequence[Any]]]

_STEP: Final = """\
INSERT INTO {reached}
SELECT root, node, {depth} FROM (
  SELECT latest.root AS root, link.{to} AS node
  FROM {reached} latest JOIN {relation} link ON link.{of} = latest.node
  WHERE latest.depth = {depth} - 1{condition}
  EXCEPT
  SELECT root, node FROM {reached}
) step"""
_DEEPEST: Final = "SELECT max(depth) FROM {reached}"
_LEVEL: Final = "SELECT count(*) FROM {reached} WHERE depth = {depth}"
_REQUIRED: Final = " AND link.modality = 'required'"


def closure(
    run: Run,
    reached: str,
    *,
    relation: str = "relation",
    towards: str = "dependents",
    required: bool = False,
    max_steps: int | None = None,
) -> int:
    """Walk from the roots until a level adds nothing new.

    Parameters
    ----------
    run
        Runs a statement and returns its rows.
    reached
        Name of the table of the walk, ``(root, node, depth)``. To begin with, it contains each root
        as its own node at depth 0, or the rows of an interrupted walk.
    relation
        Name of the relation table.
    towards
        ``dependents`` or ``prerequisites``.
    required
        Whether to follow only required links; whatever they reach is certain.
    max_steps
        Maximum number of links to follow.

    Returns
    -------
    int
        The depth of the deepest level.

    Examples
    --------
    >>> import sqlite3
    >>> run = sqlite3.connect(":memory:").execute
    >>> links = (
    ...     "('bank', 'deal', 'party_to', 'required'), ('deal', 'frame', 'implements', 'required')"
    ... )
    >>> for statement in (
    ...     f"CREATE TABLE relation (dependent, depends_on, kind, modality)",
    ...     f"INSERT INTO relation VALUES {links}",
    ...     "CREATE TABLE reached AS SELECT 'frame' AS root, 'frame' AS node, 0 AS depth",
    ... ):
    ...     _ = run(statement)
    >>> closure(lambda statement: run(statement).fetchall(), "reached")
    2
    >>> run("SELECT node, depth FROM reached ORDER BY depth").fetchall()
    [('frame', 0), ('deal', 1), ('bank', 2)]
    """
    of, to = ("depends_on", "dependent") if towards == "dependents" else ("dependent", "depends_on")
    names = {"reached": reached, "relation": relation, "of": of, "to": to}
    condition = _REQUIRED if required else ""
    # If a walk was interrupted, its last level may be incomplete, so repeat it.
    depth = max((run(_DEEPEST.format(reached=reached))[0][0] or 0) - 1, 0)
    while max_steps is None or depth < max_steps:
        run(_STEP.format(**names, depth=depth + 1, condition=condition))
        if not run(_LEVEL.format(reached=reached, depth=depth + 1))[0][0]:
            break
        depth += 1
    return depth
