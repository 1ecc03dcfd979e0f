"""What can be wrong between records that are sound each for itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from coopgraph.errors import Loc, Problem
from coopgraph.likeness import Known, likeness
from coopgraph.model import Evidence, Institution, Record, Source
from coopgraph.text import fold
from coopgraph.ties import KINDS, Filed, ItemRecord, ties_of
from coopgraph.vocabulary import RecordKind, Relation

__all__ = ["evidence_in", "problems_between"]


def problems_between(
    filed: Iterable[Filed], sources: Iterable[Source], unsound: Mapping[str, Loc] | None = None
) -> Iterator[Problem]:
    """What is wrong between records that are sound each for itself.

    Parameters
    ----------
    filed
        The items with their places.
    sources
        The sources that evidence may name.
    unsound
        Ids, with places, of records that are wrong in themselves: links to them are no problem.
    """
    filed = list(filed)
    first: dict[str, Loc] = dict(unsound or {})
    named = [(("sources", n), source.id) for n, source in enumerate(sources)]
    source_ids = {source_id for _, source_id in named}
    for place, record_id in [*named, *((place, item.id) for place, item in filed)]:
        earlier = first.get(record_id, place)
        # What stands in for a wrong id was noted at the record that it belongs to.
        stands_in = record_id in (unsound or {}) and place[: len(earlier)] == earlier
        if earlier != place and not stands_in:
            values = {"id": record_id, "first": _path(first[record_id])}
            yield Problem("duplicate-id", (*place, "id"), values, related=first[record_id])
        else:
            first[record_id] = place
    kinds: dict[str, RecordKind] = {}
    for _, item in filed:
        kinds.setdefault(item.id, KINDS[type(item)])
    sound = [item for _, item in filed if item.id not in (unsound or {})]
    names = lru_cache(lambda: _names_of(sound))  # many names, needed for suggestions alone
    sources_known = lru_cache(lambda: Known(source_ids))
    for place, item in filed:
        yield from _wrong_ties(place, item, kinds, names, unsound or {})
        yield from _repeated_roles(place, item)
        for where, evidence in evidence_in(item, place):
            if evidence.source not in source_ids and evidence.source not in (unsound or {}):
                values = {"id": evidence.source}
                close = sources_known().close(evidence.source, 1)
                suggestion = close[0] if close else None
                yield Problem("unknown-source", (*where, "source"), values, suggestion)
    yield from _circular_wholes(filed)


def _path(place: Loc) -> str:
    return Problem("", place).path


def _wrong_ties(
    place: Loc,
    item: ItemRecord,
    kinds: Mapping[str, RecordKind],
    names: "Callable[[], Mapping[RecordKind, _Names]]",
    known: Mapping[str, Loc],
) -> Iterator[Problem]:
    for tie in ties_of(place, item):
        if tie.relation is Relation.PROVISION_OF:  # given by where the provision stands
            continue
        # One end is the record itself; the other is the id that stands at the tie's place.
        inward = tie.relation in {Relation.PARTY_TO, Relation.TAKES_PART_IN}
        other = tie.dependent if inward else tie.depends_on
        allowed = tie.relation.dependents if inward else tie.relation.prerequisites
        if other in kinds:
            if kinds[other] not in allowed:
                values = {"id": other, "is": kinds[other], "relation": tie.relation}
                yield Problem("wrong-kind", tie.place, values)
        elif other not in known:
            wanted = fold(other.replace("-", " "))
            close = [found for kind in sorted(allowed) for found in names()[kind].close(wanted)]
            suggestion = max(close)[1] if close else None
            yield Problem("unknown-id", tie.place, {"id": other}, suggestion)


class _Names:
    """Everything that items of one kind may be called, folded, with the id behind it."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids, self._known = ids, Known(ids)

    def close(self, wanted: str) -> list[tuple[float, str]]:
        """The likeness and the id of the name that comes closest, if any does."""
        return [(likeness(wanted, n), self._ids[n]) for n in self._known.close(wanted, 1)]


def _names_of(items: Iterable[ItemRecord]) -> dict[RecordKind, _Names]:
    names: dict[RecordKind, dict[str, str]] = {kind: {} for kind in RecordKind}
    for item in items:
        called = [item.id.replace("-", " "), *item.name.texts.values()]
        if isinstance(item, Institution):
            called += [item.acronym or "", *(alias.text for alias in item.aliases)]
        for name in called:
            names[KINDS[type(item)]].setdefault(fold(name), item.id)
    return {kind: _Names(ids) for kind, ids in names.items()}


def _repeated_roles(place: Loc, item: ItemRecord) -> Iterator[Problem]:
    """An institution named twice in the same role, or an item linked twice in the same way."""
    seen: set[tuple[Any, ...]] = set()
    for tie in ties_of(place, item):
        key = (tie.relation, tie.dependent, tie.depends_on, tie.role, tie.requirement)
        if key in seen and tie.relation is not Relation.PROVISION_OF:
            inward = tie.role is not None
            other = tie.dependent if inward else tie.depends_on
            yield Problem("repeated-link", tie.place, {"id": other, "relation": tie.relation})
        seen.add(key)


def evidence_in(value: object, place: Loc) -> Iterator[tuple[Loc, Evidence]]:
    """Every piece of evidence below a record, its provisions excepted (they are items)."""
    if isinstance(value, Evidence):
        yield place, value
    elif isinstance(value, Record):
        for name, inner in value:
            # Most values are words, texts and empty lists: not worth a look inside.
            if isinstance(inner, Record | tuple) and inner and name != "provisions":
                yield from evidence_in(inner, (*place, name))
    elif isinstance(value, tuple):
        for n, entry in enumerate(value):
            yield from evidence_in(entry, (*place, n))


def _circular_wholes(filed: Iterable[Filed]) -> Iterator[Problem]:
    """Institutions that would be part of themselves; each circle once, at its first id."""
    wholes = {
        item.id: (item.part_of.to, (*place, "part_of"))
        for place, item in filed
        if isinstance(item, Institution) and item.part_of
    }
    passed: set[str] = set()
    for start in wholes:
        way: dict[str, None] = {}
        here = start
        while here in wholes and here not in passed:
            passed.add(here)
            way[here] = None
            here = wholes[here][0]
        if here in way:  # the way has come back to itself
            ids = list(way)
            first = min(ids[ids.index(here) :])
            yield Problem("part-of-itself", wholes[first][1], {"id": first})
