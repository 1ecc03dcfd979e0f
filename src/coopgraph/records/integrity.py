"""What can be wrong between records that are sound each for itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from operator import attrgetter
from typing import Any, Final

from coopgraph._base.errors import Loc, Problem
from coopgraph._base.fuzzy import Guess, Known, guess, guess_among
from coopgraph.records.base import Record, types_in
from coopgraph.records.models import Agreement, Evidence, Identity, Institution, Source
from coopgraph.records.ties import KINDS, Filed, ItemRecord, Tie, ties_of
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import AgreementStatus, Judgement, PartyStage, RecordKind, Word
from coopgraph.words.word import Held

__all__ = ["contradictions", "evidence_in", "problems_between", "same_as"]


def problems_between(
    filed: Iterable[Filed],
    sources: Iterable[Source],
    identities: Iterable[Identity] = (),
    unsound: Mapping[str, Loc] | None = None,
) -> Iterator[Problem]:
    """What is wrong between records that are sound each for itself.

    Parameters
    ----------
    filed
        The items with their places.
    sources
        The sources that evidence may name.
    identities
        The decisions on identity.
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
        ties = ties_of(place, item)
        yield from _wrong_ties(ties, kinds, names, unsound or {})
        yield from _repeated_roles(ties)
        for where, evidence in evidence_in(item, place):
            if evidence.source not in source_ids and evidence.source not in (unsound or {}):
                values = {"id": evidence.source}
                meant = guess_among(evidence.source, sources_known())
                yield Problem("unknown-source", (*where, "source"), values, *meant)
    identities = list(identities)
    stands_for = same_as(identities)
    yield from _circular_wholes(filed, stands_for)
    yield from _leaning_on_itself(filed, stands_for)
    yield from _wrong_identities(identities, kinds, names, unsound or {})


def _path(place: Loc) -> str:
    return Problem("", place).path


def _wrong_ties(
    ties: Sequence[Tie],
    kinds: Mapping[str, RecordKind],
    names: "Callable[[], Mapping[RecordKind, _Names]]",
    known: Mapping[str, Loc],
) -> Iterator[Problem]:
    for tie in ties:
        relation = tie.relation
        # One end is the record itself; the other is the id that stands at the tie's place.
        inward = relation.is_stated_by_prerequisite
        other = tie.dependent if inward else tie.depends_on
        allowed = relation.dependents if inward else relation.prerequisites
        kind = kinds.get(other)
        if kind in allowed or relation.held is Held.WITHIN:  # which is given by its place
            continue
        if kind:
            values = {"id": other, "is": kind, "relation": relation}
            yield Problem("wrong-kind", tie.place, values)
        elif other not in known:
            # What stands beside it, such as another alternative, is not what it should have been.
            beside = {
                end
                for one in ties
                if (one.relation, one.requirement) == (relation, tie.requirement)
                for end in (one.dependent, one.depends_on)
            }
            meant = _meant(other, [names()[kind] for kind in sorted(allowed)], beside)
            yield Problem("unknown-id", tie.place, {"id": other}, *meant)


def _meant(written: str, names: "Iterable[_Names]", beside: Collection[str] = ()) -> Guess:
    """What a wrong id may stand for, by all that items are called."""
    wanted = fold(written.replace("-", " "))
    close = {item: ratio for some in names for item, ratio in some.close(wanted).items()}
    return guess(wanted, close, beside)


class _Names:
    """Everything that items of one kind may be called, folded, with the id behind it."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids, self._known = ids, Known(ids)

    def close(self, wanted: str) -> dict[str, float]:
        """The ids whose names come close, with the likeness of the closest of those."""
        found: dict[str, float] = {}
        for name, alike in self._known.likenesses(wanted, _LOOKED_AT).items():
            found.setdefault(self._ids[name], alike)
        return found


_LOOKED_AT: Final = 8  # names, of which several may be of one item


def _names_of(items: Iterable[ItemRecord]) -> dict[RecordKind, _Names]:
    names: dict[RecordKind, dict[str, str]] = {kind: {} for kind in RecordKind}
    for item in items:
        called = [item.id.replace("-", " "), *item.name.texts.values()]
        if isinstance(item, Institution):
            called += [item.acronym or "", *(alias.text for alias in item.aliases)]
        for name in called:
            names[KINDS[type(item)]].setdefault(fold(name), item.id)
    return {kind: _Names(ids) for kind, ids in names.items()}


#: What tells a tie of a record from its others.
_SAME: Final = attrgetter("relation", "dependent", "depends_on", "role", "requirement")


def _repeated_roles(ties: Sequence[Tie]) -> Iterator[Problem]:
    """An institution named twice in the same role, or an item linked twice in the same way."""
    seen: set[tuple[Any, ...]] = set()
    repeated = len(ties) > 1 and len(set(map(_SAME, ties))) < len(ties)
    for tie in ties if repeated else ():
        key = _SAME(tie)
        if key in seen and tie.relation.held is not Held.WITHIN:
            inward = tie.relation.is_stated_by_prerequisite
            other = tie.dependent if inward else tie.depends_on
            yield Problem("repeated-link", tie.place, {"id": other, "relation": tie.relation})
        seen.add(key)


#: Stages of which the first never comes after the second.
_STAGES_IN_ORDER: Final = tuple(
    combinations(
        (
            AgreementStatus.NEGOTIATION,
            AgreementStatus.SIGNED,
            AgreementStatus.IN_FORCE,
            AgreementStatus.TERMINATED,
        ),
        2,
    )
)
#: Likewise of one party; it may sign after it has ratified, as accession shows.
_PARTY_STAGES_IN_ORDER: Final = tuple(
    (stage, PartyStage.WITHDRAWN) for stage in PartyStage if stage is not PartyStage.WITHDRAWN
)


def contradictions(record: Record) -> Iterator[tuple[Loc, Problem]]:
    """Dates of a record that cannot all be true, each at the place of the later stage."""
    if not isinstance(record, Agreement):
        return
    yield from _out_of_order(record.dates, _STAGES_IN_ORDER, ("dates",))
    for n, party in enumerate(record.parties):
        yield from _out_of_order(party.dates, _PARTY_STAGES_IN_ORDER, ("parties", n, "dates"))


def _out_of_order(
    dates: Mapping[Any, EDTFDate], in_order: Sequence[tuple[Word, Word]], place: Loc
) -> Iterator[tuple[Loc, Problem]]:
    blamed: set[Word] = set()
    for first, second in in_order if len(dates) > 1 else ():
        if first in dates and second in dates and second not in blamed:
            earlier, later = dates[first], dates[second]
            if earlier.after(later) is Truth.CERTAIN:
                blamed.add(second)
                values = {"first": first, "second": second, "earlier": earlier, "later": later}
                where = (*place, second.value)
                yield where, Problem("dates-contradict", where, values)


def same_as(identities: Iterable[Identity]) -> dict[str, str]:
    """The id that stands for each record that is decided to be the same as another."""
    stands_for: dict[str, str] = {}
    for identity in identities:
        if identity.judgement is Judgement.SAME_AS:
            ids = [stands_for.get(item, item) for item in identity.items]
            for item, named in stands_for.items():
                if named in ids:
                    stands_for[item] = ids[0]
            stands_for |= {item: ids[0] for item in (*ids, *identity.items) if item != ids[0]}
    return stands_for


def _wrong_identities(
    identities: Sequence[Identity],
    kinds: Mapping[str, RecordKind],
    names: "Callable[[], Mapping[RecordKind, _Names]]",
    known: Mapping[str, Loc],
) -> Iterator[Problem]:
    """Decisions on records that are not there, of several kinds, or against other decisions."""
    stands_for = same_as(identities)
    for n, identity in enumerate(identities):
        for m, item in enumerate(identity.items):
            if item not in kinds and item not in known:
                place = ("identities", n, "items", m)
                meant = _meant(item, names().values(), identity.items)
                yield Problem("unknown-id", place, {"id": item}, *meant)
        if len({kinds[item] for item in identity.items if item in kinds}) > 1:
            yield Problem("identity-kinds", ("identities", n, "items"))
        elif identity.judgement is not Judgement.SAME_AS:
            one = [stands_for.get(item, item) for item in identity.items]
            if len(set(one)) < len(one):
                values = {"id": next(item for item in one if one.count(item) > 1)}
                yield Problem("identity-contradiction", ("identities", n, "items"), values)


def evidence_in(value: Any, place: Loc) -> Iterator[tuple[Loc, Evidence]]:
    """Every piece of evidence below a record, its provisions excepted (they are items)."""
    kind: Any = type(value)
    if kind is Evidence:
        yield place, value
    elif kind is tuple:
        kinds: Iterable[Any] = map(type, value)
        for n, (entry, part) in enumerate(zip(value, kinds, strict=True)):
            # Most parts hold nothing but evidence, and most of them none.
            if _holding_evidence(part) != ("evidence",) or entry.evidence:
                yield from evidence_in(entry, (*place, n))
    else:
        for name in _holding_evidence(kind):
            if inner := getattr(value, name):
                yield from evidence_in(inner, (*place, name))


@cache
def _holding_evidence(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record in which evidence can stand, at any depth."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if name != "provisions"
        for t in types_in(field.annotation)
        if issubclass(t, Record) and (t is Evidence or _holding_evidence(t))
    )


def _leaning_on_itself(filed: Iterable[Filed], stands_for: Mapping[str, str]) -> Iterator[Problem]:
    """Ties between records that are decided to be the same: one thing cannot rely on itself."""
    for place, item in filed if stands_for else ():
        for tie in ties_of(place, item):
            ends = [stands_for.get(end, end) for end in (tie.dependent, tie.depends_on)]
            if ends[0] == ends[1] and tie.dependent != tie.depends_on:
                values = {"id": tie.depends_on, "relation": tie.relation}
                yield Problem("leans-on-itself", tie.place, values)


def _circular_wholes(filed: Iterable[Filed], stands_for: Mapping[str, str]) -> Iterator[Problem]:
    """Institutions that would be part of themselves; each circle once, at its first id."""
    wholes = {
        stands_for.get(item.id, item.id): (
            stands_for.get(item.part_of.to, item.part_of.to),
            (*place, "part_of"),
        )
        for place, item in filed
        if type(item) is Institution and item.part_of
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
