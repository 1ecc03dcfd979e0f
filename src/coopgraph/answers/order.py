"""The order of rows: items by id or kind of record, the certain before the possible."""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from coopgraph.graph.items import Item, item_of
from coopgraph.graph.schema import Graph
from coopgraph.words.vocabulary import Certainty, RecordKind

__all__ = ["by_certainty", "items_of", "record_rank"]

T = TypeVar("T")

_RECORDS: tuple[RecordKind | None, ...] = (*RecordKind, None)


def items_of(graph: Graph, ids: Iterable[str], lang: str) -> tuple[Item, ...]:
    """Items as answers show them, sorted by id."""
    return tuple(item_of(graph, item, lang) for item in sorted(ids))


def by_certainty(
    certain: Collection[T], possible: Collection[T], key: Any = None
) -> list[tuple[T, Certainty]]:
    """All that is certain, then what is only possible, each sorted by ``key``.

    What is in both collections is certain.
    """
    only_possible = set(possible).difference(certain)
    return [(one, Certainty.CERTAIN) for one in sorted(certain, key=key)] + [
        (one, Certainty.POSSIBLE) for one in sorted(only_possible, key=key)
    ]


def record_rank(item: Item) -> int:
    """The place of an item's kind of record in the vocabulary; items without one come last."""
    return _RECORDS.index(item.record)
