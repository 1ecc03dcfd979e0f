"""The evidence in a record, at any depth."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from coopgraph._base.errors import Loc
from coopgraph.records.base import Record, types_in
from coopgraph.records.models import Evidence

__all__ = ["evidence_in"]


def evidence_in(value: Any, place: Loc) -> Iterator[tuple[Loc, Evidence]]:
    """Yield every piece of evidence in a record with its place.

    Provisions are skipped, since they are items of their own.
    """
    kind: Any = type(value)
    if kind is Evidence:
        yield place, value
    elif kind is tuple:
        kinds: Iterable[Any] = map(type, value)
        for n, (entry, part) in enumerate(zip(value, kinds, strict=True)):
            # Fast path: most parts can hold evidence in one field only, and it is empty.
            if _fields_with_evidence(part) != ("evidence",) or entry.evidence:
                yield from evidence_in(entry, (*place, n))
    else:
        for name in _fields_with_evidence(kind):
            if inner := getattr(value, name):
                yield from evidence_in(inner, (*place, name))


@cache
def _fields_with_evidence(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that can contain evidence, at any depth."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if name != "provisions"
        for t in types_in(field.annotation)
        if issubclass(t, Record) and (t is Evidence or _fields_with_evidence(t))
    )
