"""Who depends on which agreement, asked of a table of relations."""

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from coopgraph._base.gc_pause import uncollected
from coopgraph.answers.answer import Answer, Column
from coopgraph.answers.reach import Direction, Reach, Reached
from coopgraph.graph.items import Item
from coopgraph.sql.table import Id, RelationGraph, in_parts
from coopgraph.sql.tally import tally
from coopgraph.words.vocabulary import Certainty, RecordKind, Relation

__all__ = ["RelationExposure", "RelationExposures", "exposure", "reach"]

#: Links that memory holds as numbers; beyond, the engine counts, at the price of every pair.
LINKS_IN_MEMORY: Final = 30_000_000
_ROOTS_AT_ONCE: Final = 100
#: The relations that only institutions have: who has one is an institution.
_BY_INSTITUTIONS: Final = tuple(
    str(relation)
    for relation in Relation
    if relation.carries_reliance and relation.dependents == {RecordKind.INSTITUTION}
)


def reach(
    graph: RelationGraph,
    subject: object,
    direction: Direction,
    max_steps: int | None = None,
    widen: Collection[str] = (),
    lang: str | None = None,
) -> Reach:
    """All that rely on an item, or all that it relies on; rows without names and paths.

    Raises
    ------
    UnknownItemError
        When no row names the subject.
    ValueError
        When ``widen`` names a relation.
    """
    if widen:
        msg = "a table of relations holds the links that carry reliance and no others to widen to"
        raise ValueError(msg)
    root = graph.id_of(subject)
    with contextlib.ExitStack() as walks:
        reached = walks.enter_context(graph.walk([root], direction, max_steps=max_steps))
        certain = reached
        if not graph.all_required():
            sure = graph.walk([root], direction, required=True, max_steps=max_steps)
            certain = walks.enter_context(sure)
        rows = graph.run(_REACHED.format(reached=reached, certain=certain))
    found = tuple(_answers(sorted(rows), direction))
    return Reach(_item(root), direction, found, lang=lang or "en")


_REACHED: Final = """\
SELECT coalesce(certain.depth, reached.depth) AS steps,
  CASE WHEN certain.depth IS NULL THEN 1 ELSE 0 END AS possible,
  reached.node AS item
FROM {reached} reached LEFT JOIN {certain} certain ON certain.node = reached.node
WHERE reached.depth > 0"""


def _answers(rows: list[tuple[int, int, Id]], direction: Direction) -> list[Reached]:
    certainty = (Certainty.CERTAIN, Certainty.POSSIBLE)
    with uncollected():
        return [
            Reached(_item(one), steps, certainty[maybe], direction) for steps, maybe, one in rows
        ]


def _item(item: Id) -> Item:
    return Item(item, str(item))


@dataclass(frozen=True, slots=True)
class RelationExposure:
    """How much rests on one item.

    Attributes
    ----------
    item
        The item.
    dependents
        How many rely on it for certain, directly or through others.
    dependents_possible
        How many more do so possibly.
    institutions, institutions_possible
        How many of them are institutions: parties and participants are.
    """

    item: Item
    dependents: int
    dependents_possible: int
    institutions: int
    institutions_possible: int


@dataclass(frozen=True, slots=True, repr=False)
class RelationExposures(Answer[RelationExposure]):
    """What rests on each item of a table of relations; the most relied on first, then by id.

    Sorted by what is certain, then by what is possible. A table does not say which of the items
    that are no institutions are agreements, so they are counted together.
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
        """The row of an id, which may be a number."""
        for row in self.exposures:
            if row.item.id == key:
                return row
        raise KeyError(key)


def exposure(
    graph: RelationGraph, agreements: Collection[object] | None = None, lang: str | None = None
) -> RelationExposures:
    """How many rely on each of some items, or on each that is relied on.

    Raises
    ------
    UnknownItemError
        When no row names one of them.
    """
    roots = graph.relied_on() if agreements is None else graph.ids_of(agreements)
    (count,) = graph.run(f"SELECT count(*) FROM {graph.table}")[0]  # noqa: S608
    counted = _in_memory(graph, roots) if count <= LINKS_IN_MEMORY else _in_engine(graph, roots)
    rows = [
        RelationExposure(_item(root), sure, every - sure, bodies, every_body - bodies)
        for root, (every, every_body, sure, bodies) in zip(roots, counted, strict=True)
    ]
    rows.sort(key=lambda row: (-row.dependents, -row.dependents_possible, row.item.id))
    return RelationExposures(tuple(rows), lang=lang or "en")


_Counts = Iterator[tuple[int, ...]]  # all, institutions among them; the same for certain


def _in_memory(graph: RelationGraph, roots: list[Id]) -> _Counts:
    import numpy as np

    with graph.numbered() as items:
        dependent, depends_on, required = graph.links(items)
        numbers = {
            item: number
            for part in in_parts(roots)
            for item, number in graph.run(_of_roots(graph, items, part))
        }
        (bodies,) = graph.columns(_numbers_of_institutions(graph, items), 1)
        (count,) = graph.run(f"SELECT count(*) FROM {items}")[0]  # noqa: S608
    everyone = np.ones(count, dtype=bool)
    institutions = np.zeros(count, dtype=bool)
    institutions[bodies] = True
    members, places = [everyone, institutions], [numbers[root] for root in roots]
    sure = required.astype(bool)
    every = tally(dependent, depends_on, places, members)
    same = sure.all()
    certain = every if same else tally(dependent[sure], depends_on[sure], places, members)
    return zip(*every.tolist(), *certain.tolist(), strict=True)


def _of_roots(graph: RelationGraph, items: str, roots: list[Id]) -> str:
    return f"SELECT id, number FROM {items} WHERE id IN ({graph.literals(roots)})"  # noqa: S608


def _numbers_of_institutions(graph: RelationGraph, items: str) -> str:
    return (
        f"SELECT number FROM {items} WHERE id IN "  # noqa: S608
        f"(SELECT dependent FROM {graph.table} WHERE {_has_kind_of_institutions()})"
    )


def _has_kind_of_institutions() -> str:
    return f"kind IN ({', '.join(map(repr, _BY_INSTITUTIONS))})"


def _in_engine(graph: RelationGraph, roots: list[Id]) -> _Counts:
    for start in range(0, len(roots), _ROOTS_AT_ONCE):
        part, columns = roots[start : start + _ROOTS_AT_ONCE], []
        for required in (False, True):
            with graph.walk(part, Direction.DEPENDENTS, required=required) as reached:
                for condition in ("", _among_institutions(graph)):
                    counts = dict(graph.run(_COUNT.format(reached=reached, condition=condition)))
                    columns.append([counts.get(root, 0) for root in part])
        yield from zip(*columns, strict=True)


_COUNT = "SELECT root, count(*) FROM {reached} WHERE depth > 0{condition} GROUP BY root"


def _among_institutions(graph: RelationGraph) -> str:
    of_kind = _has_kind_of_institutions()
    return f" AND node IN (SELECT dependent FROM {graph.table} WHERE {of_kind})"  # noqa: S608
