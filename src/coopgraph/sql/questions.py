"""The questions that can be asked about a relation table: reach and exposure."""

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import Answer, Column
from coopgraph.answers.reach import Direction, Reach, Reached
from coopgraph.graph.items import Item
from coopgraph.sql.dependent_counts import count_dependents
from coopgraph.sql.relation_graph import Id, RelationGraph, batched
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import Certainty, RecordKind

__all__ = ["RelationExposure", "RelationExposures", "exposure", "reach"]

#: With more links than this, the engine lists all pairs instead of counting them in memory.
LINKS_IN_MEMORY: Final = 30_000_000
_ROOTS_AT_ONCE: Final = 100
#: An SQL condition that is true for relations that only institutions can have.
_BY_INSTITUTION: Final = "kind IN ({})".format(
    ", ".join(
        repr(str(relation))
        for relation in Relation
        if relation.carries_reliance and relation.dependents == {RecordKind.INSTITUTION}
    )
)


def reach(
    graph: RelationGraph,
    subject: object,
    direction: Direction,
    max_steps: int | None = None,
    widen: Collection[str] = (),
    lang: str | None = None,
) -> Reach:
    """Everything that relies on an item, or that it relies on. Rows have no names and no paths.

    Raises
    ------
    UnknownItemError
        If the subject occurs in no row.
    ValueError
        If ``widen`` names a relation.
    """
    if widen:
        msg = "a relation table only has links that carry reliance, so there is nothing to widen to"
        raise ValueError(msg)
    root = graph.id_of(subject)
    with contextlib.ExitStack() as walks:
        reached = walks.enter_context(graph.walk([root], direction, max_steps=max_steps))
        certain = reached
        if not graph.all_required():
            walk = graph.walk([root], direction, required=True, max_steps=max_steps)
            certain = walks.enter_context(walk)
        rows = graph.run(_REACHED.format(reached=reached, certain=certain))
    with gc_paused():
        found = tuple(
            Reached(_item(item), steps, _CERTAINTIES[possible], direction)
            for steps, possible, item in sorted(rows)
        )
    return Reach(_item(root), direction, found, lang=lang or "en")


_REACHED: Final = """\
SELECT coalesce(certain.depth, reached.depth) AS steps,
  CASE WHEN certain.depth IS NULL THEN 1 ELSE 0 END AS possible,
  reached.node AS item
FROM {reached} reached LEFT JOIN {certain} certain ON certain.node = reached.node
WHERE reached.depth > 0"""
#: The meaning of the column ``possible``, 0 or 1.
_CERTAINTIES: Final = (Certainty.CERTAIN, Certainty.POSSIBLE)


def _item(item: Id) -> Item:
    return Item(item, str(item))


@dataclass(frozen=True, slots=True)
class RelationExposure:
    """How many items rely on one item.

    Attributes
    ----------
    item
        The item.
    dependents
        The number that certainly rely on it, directly or through others.
    dependents_possible
        The number of others that possibly do.
    institutions, institutions_possible
        The number of these that are institutions (parties or participants).
    """

    item: Item
    dependents: int
    dependents_possible: int
    institutions: int
    institutions_possible: int


@dataclass(frozen=True, slots=True, repr=False)
class RelationExposures(Answer[RelationExposure]):
    """The exposure of items in a relation table, those with the most dependents first.

    They are sorted by the number of certain dependents, then of possible ones, then by id. The
    table does not distinguish agreements, provisions and activities, so they are counted together.
    """

    holds = "exposures"
    titles = "title-relation-exposure", "no-exposure"
    columns = (
        Column("id", "item.id", "who"),
        Column("dependents", "dependents", "dependents"),
        Column("dependents_possible", "dependents_possible", "dependents-possible"),
        Column("institutions", "institutions", "of-them-institutions"),
        Column("institutions_possible", "institutions_possible", "institutions-possible"),
    )

    exposures: tuple[RelationExposure, ...]

    def __getitem__(self, key: Id) -> RelationExposure:
        """The row for an id, which may be a number."""
        for row in self.exposures:
            if row.item.id == key:
                return row
        raise KeyError(key)


def exposure(
    graph: RelationGraph, agreements: Collection[object] | None = None, lang: str | None = None
) -> RelationExposures:
    """Count the items that rely on each of the given items; by default, on each item.

    Raises
    ------
    UnknownItemError
        If one of them occurs in no row.
    """
    roots = graph.relied_on() if agreements is None else graph.ids_of(agreements)
    (count,) = graph.run(f"SELECT count(*) FROM {graph.table}")[0]  # noqa: S608
    counted = _in_memory(graph, roots) if count <= LINKS_IN_MEMORY else _in_engine(graph, roots)
    rows = [
        RelationExposure(_item(root), certain, every - certain, bodies, every_body - bodies)
        for root, (every, every_body, certain, bodies) in zip(roots, counted, strict=True)
    ]
    rows.sort(key=lambda row: (-row.dependents, -row.dependents_possible, row.item.id))
    return RelationExposures(tuple(rows), lang=lang or "en")


#: For each root: all dependents, and the institutions among them; then the certain ones.
_Counts = Iterator[tuple[int, ...]]


def _in_memory(graph: RelationGraph, roots: list[Id]) -> _Counts:
    import numpy as np

    with graph.numbered() as items:
        dependent, depends_on, required = graph.links(items)
        numbers: dict[Id, int] = {}
        for part in batched(roots):
            condition = f"id IN ({graph.literals(part)})"
            numbers |= graph.run(f"SELECT id, number FROM {items} WHERE {condition}")  # noqa: S608
        condition = f"id IN ({_institutions(graph)})"
        (bodies,) = graph.columns(f"SELECT number FROM {items} WHERE {condition}", 1)  # noqa: S608
        (count,) = graph.run(f"SELECT count(*) FROM {items}")[0]  # noqa: S608
    institutions = np.zeros(count, dtype=bool)
    institutions[bodies] = True
    members = [np.ones(count, dtype=bool), institutions]
    places = [numbers[root] for root in roots]
    binding = required.astype(bool)
    every = certain = count_dependents(dependent, depends_on, places, members)
    if not binding.all():
        certain = count_dependents(dependent[binding], depends_on[binding], places, members)
    return zip(*every.tolist(), *certain.tolist(), strict=True)


def _institutions(graph: RelationGraph) -> str:
    """The query that returns the ids of all institutions."""
    return f"SELECT dependent FROM {graph.table} WHERE {_BY_INSTITUTION}"  # noqa: S608


def _in_engine(graph: RelationGraph, roots: list[Id]) -> _Counts:
    for start in range(0, len(roots), _ROOTS_AT_ONCE):
        part, columns = roots[start : start + _ROOTS_AT_ONCE], []
        for required in (False, True):
            with graph.walk(part, Direction.DEPENDENTS, required=required) as reached:
                for condition in ("", f" AND node IN ({_institutions(graph)})"):
                    counts = dict(graph.run(_COUNT.format(reached=reached, condition=condition)))
                    columns.append([counts.get(root, 0) for root in part])
        yield from zip(*columns, strict=True)


_COUNT = "SELECT root, count(*) FROM {reached} WHERE depth > 0{condition} GROUP BY root"
