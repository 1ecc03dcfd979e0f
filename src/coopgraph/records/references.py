"""Problems between records that are valid by themselves: ids, links and circular structures."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from coopgraph._base.errors import Loc, Problem
from coopgraph._base.fuzzy import Guess, Known, guess, guess_among
from coopgraph.records.evidence import evidence_in
from coopgraph.records.identities import Identity, identity_problems, same_as
from coopgraph.records.models import Institution, Provision, Record, Source
from coopgraph.records.ties import KINDS, Filed, ItemRecord, Tie, ties_of
from coopgraph.words.relations import Relation
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import MILESTONES, RecordKind
from coopgraph.words.word import Held

__all__ = ["problems_between"]

_NONE: Final[Mapping[str, Loc]] = MappingProxyType({})


def problems_between(
    filed: Iterable[tuple[Loc, Record]], invalid: Mapping[str, Loc] = _NONE
) -> Iterator[Problem]:
    """Yield the problems between records that are valid by themselves.

    Parameters
    ----------
    filed
        Sources, items and identities, each with its place, in the order of the dossier.
    invalid
        Ids of records that are invalid by themselves, with their places: links to them are not
        reported again.
    """
    filed = list(filed)
    yield from _duplicate_ids(filed, invalid)
    items: list[Filed] = [(place, item) for place, item in filed if isinstance(item, ItemRecord)]
    identities = [(place, one) for place, one in filed if isinstance(one, Identity)]
    sources = {source.id for _, source in filed if isinstance(source, Source)}
    kinds: dict[str, RecordKind] = {}
    for _, item in items:
        kinds.setdefault(item.id, KINDS[type(item)])
    suggestions = _Suggestions([item for _, item in items if item.id not in invalid], sources)
    for place, item in items:
        ties = ties_of(place, item)
        yield from _wrong_ties(ties, kinds, suggestions, invalid)
        yield from _repeated_ties(ties)
        yield from _wrong_stages(place, item, kinds)
        for where, evidence in evidence_in(item, place):
            if evidence.source not in sources and evidence.source not in invalid:
                values = {"id": evidence.source}
                meant = suggestions.source(evidence.source)
                yield Problem("unknown-source", (*where, "source"), values, *meant)
    stands_for = same_as(identity for _, identity in identities)
    yield from _circular_part_of(items, stands_for)
    yield from _ties_to_itself(items, stands_for)
    for place, identity in identities:
        for m, named in enumerate(identity.items):
            if named not in kinds and named not in invalid:
                meant = suggestions.item(named, RecordKind, identity.items)
                yield Problem("unknown-id", (*place, "items", m), {"id": named}, *meant)
    yield from identity_problems(identities, kinds, stands_for)


def _duplicate_ids(
    filed: Iterable[tuple[Loc, Record]], invalid: Mapping[str, Loc]
) -> Iterator[Problem]:
    first = dict(invalid)
    for place, record in filed:
        if isinstance(record, Identity):
            continue
        record_id = str(record.id)  # type: ignore[attr-defined]
        earlier = first.setdefault(record_id, place)
        # The problem of an invalid id was reported at its own record.
        is_own = record_id in invalid and place[: len(earlier)] == earlier
        if is_own:
            first[record_id] = place
        elif earlier != place:
            values = {"id": record_id, "first": Problem("", earlier).path}
            yield Problem("duplicate-id", (*place, "id"), values, related=earlier)


def _other_end(tie: Tie) -> str:
    """Return the id at the place of a tie; the other end is the record that states it."""
    return tie.dependent if tie.relation.is_stated_by_prerequisite else tie.depends_on


def _wrong_ties(
    ties: Sequence[Tie],
    kinds: Mapping[str, RecordKind],
    suggestions: "_Suggestions",
    invalid: Mapping[str, Loc],
) -> Iterator[Problem]:
    for tie in ties:
        relation = tie.relation
        allowed = (
            relation.dependents if relation.is_stated_by_prerequisite else relation.prerequisites
        )
        other = _other_end(tie)
        kind = kinds.get(other)
        if relation in _NEVER_ITSELF and tie.dependent == tie.depends_on:
            yield Problem("link-to-itself", tie.place, {"id": other, "relation": relation})
        if kind in allowed or relation.held is Held.WITHIN:  # whose place determines the kind
            continue
        if kind:
            values = {"id": other, "is": kind, "relation": relation}
            yield Problem("wrong-kind", tie.place, values)
        elif other not in invalid:
            # Ids that are already listed next to it, such as the other alternatives.
            beside = {
                end
                for one in ties
                if (one.relation, one.requirement) == (relation, tie.requirement)
                for end in (one.dependent, one.depends_on)
            }
            meant = suggestions.item(other, allowed, beside)
            yield Problem("unknown-id", tie.place, {"id": other}, *meant)


#: Relations that nothing has to itself; that no institution is part of itself is found in circles.
_NEVER_ITSELF: Final = {*filter(attrgetter("ending"), Relation), Relation.SUCCEEDS}


def _wrong_stages(
    place: Loc, item: ItemRecord, kinds: Mapping[str, RecordKind]
) -> Iterator[Problem]:
    """Yield stages of requirements that an alternative, or the item itself, does not have."""
    for n, requirement in enumerate(getattr(item, "requires", ())):
        where = (*place, "requires", n)
        for alternative in requirement.any_of if requirement.stage else ():
            known = MILESTONES.get(kinds.get(alternative, RecordKind.INSTITUTION), ())
            if known and requirement.stage not in known:
                values = {
                    "id": alternative,
                    "is": kinds[alternative],
                    "stage": requirement.stage.value,
                    "known": ", ".join(known),
                }
                yield Problem("wrong-stage", (*where, "stage"), values)
                break
        # A provision comes into force by itself.
        own = MILESTONES[KINDS[type(item)]][: 1 if type(item) is Provision else None]
        if requirement.before and requirement.before not in own:
            values = {"before": requirement.before.value, "known": ", ".join(own)}
            yield Problem("wrong-before", (*where, "before"), values)


#: What distinguishes the ties that one record states.
_TIE_KEY: Final = attrgetter("relation", "dependent", "depends_on", "role", "requirement")


def _repeated_ties(ties: Sequence[Tie]) -> Iterator[Problem]:
    """Yield institutions named twice in one role, and items linked twice in one way."""
    if len(ties) < 2 or len(set(map(_TIE_KEY, ties))) == len(ties):  # noqa: PLR2004 - a pair
        return
    seen = set()
    for tie in ties:
        key = _TIE_KEY(tie)
        if key in seen and tie.relation.held is not Held.WITHIN:
            values = {"id": _other_end(tie), "relation": tie.relation}
            yield Problem("repeated-link", tie.place, values)
        seen.add(key)


def _ties_to_itself(items: Iterable[Filed], stands_for: Mapping[str, str]) -> Iterator[Problem]:
    """Yield ties between records that are decided to be the same."""
    for place, item in items if stands_for else ():
        for tie in ties_of(place, item):
            ends = [stands_for.get(end, end) for end in (tie.dependent, tie.depends_on)]
            if ends[0] == ends[1] and tie.dependent != tie.depends_on:
                values = {"id": tie.depends_on, "relation": tie.relation}
                yield Problem("leans-on-itself", tie.place, values)


def _circular_part_of(items: Iterable[Filed], stands_for: Mapping[str, str]) -> Iterator[Problem]:
    """Yield each cycle of institutions that are part of one another, once, at its first id."""
    parents = {
        stands_for.get(item.id, item.id): (
            stands_for.get(item.part_of.to, item.part_of.to),
            (*place, "part_of"),
        )
        for place, item in items
        if type(item) is Institution and item.part_of
    }
    visited: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        here = start
        while here in parents and here not in visited:
            visited.add(here)
            path[here] = None
            here = parents[here][0]
        if here in path:
            ids = list(path)
            first = min(ids[ids.index(here) :])
            yield Problem("part-of-itself", parents[first][1], {"id": first})


class _Suggestions:
    """The ids that an unknown id may be a misspelling of; indexed at the first unknown id."""

    def __init__(self, items: Sequence[ItemRecord], sources: Collection[str]) -> None:
        self._items, self._sources = items, sources

    def source(self, written: str) -> Guess:
        """Return the sources that come close."""
        return guess_among(written, self._known_sources)

    def item(self, written: str, kinds: Iterable[RecordKind], beside: Collection[str]) -> Guess:
        """Return the items of some kinds that come close, by id, name, acronym or alias."""
        wanted = fold(written.replace("-", " "))
        found: dict[str, float] = {}
        for kind in sorted(kinds):
            ids, known = self._known_items[kind]
            close = known.likenesses(wanted, _COMPARED)
            # In reverse, so that the likeness of the closest name of each id wins.
            found |= {ids[name]: close[name] for name in reversed(close)}
        return guess(wanted, found, beside)

    @cached_property
    def _known_sources(self) -> Known:
        return Known(self._sources)

    @cached_property
    def _known_items(self) -> dict[RecordKind, tuple[dict[str, str], Known]]:
        ids: dict[RecordKind, dict[str, str]] = {kind: {} for kind in RecordKind}
        for item in self._items:
            names = [item.id.replace("-", " "), *item.name.texts.values()]
            if isinstance(item, Institution):
                names += [item.acronym or "", *(alias.text for alias in item.aliases)]
            for name in names:
                ids[KINDS[type(item)]].setdefault(fold(name), item.id)
        return {kind: (names, Known(names)) for kind, names in ids.items()}


#: How many close names are compared; several may belong to one item.
_COMPARED: Final = 8
