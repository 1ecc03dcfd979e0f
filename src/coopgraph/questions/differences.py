"""How the facts about one record differ: which field, in which way, and how certainly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from coopgraph.answers.comparison import ChangeKind
from coopgraph.graph.recorded import happened
from coopgraph.questions.facts import EVIDENCE, Facts
from coopgraph.records.models import Evidence
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.edtf import FIRST, LAST
from coopgraph.words.word import Status

__all__ = ["Change", "Dates", "differences", "move_of"]

#: The fields of dates that lie ahead; the others say when something happened. That of an activity
#: is one or the other, as its status says.
_AHEAD: Final = frozenset({"expected", "expires", "by"})
_BY_STATUS: Final = "when"
#: What a document is about is no event.
_NO_EVENT: Final = "as_of"


class Change(NamedTuple):
    """One difference.

    Attributes
    ----------
    field
        The field, as in :class:`coopgraph.answers.comparison.Difference`.
    kind
        Added, removed or changed; or what became of a date.
    is_certain
        Whether it holds in any case: links and dates can be only possible.
    before, after
        The values; an entry that was added or removed is one whole value.
    ends
        The items that the entry leads to.
    evidence
        Where the source says so, before and after.
    """

    field: str
    kind: ChangeKind
    is_certain: bool
    before: object
    after: object
    ends: tuple[str, ...] = ()
    evidence: tuple[tuple[Evidence, ...], tuple[Evidence, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class Dates:
    """What decides whether the dates of a record say when something happened.

    Attributes
    ----------
    status
        The status of the record before and after.
    as_of
        The date of the state before and after, if there is one.
    """

    status: tuple[object, object] = (None, None)
    as_of: tuple[EDTFDate | None, EDTFDate | None] = (None, None)

    def tell(self, name: str, *dates: EDTFDate) -> bool:
        """Whether dates in a field tell, before and after, when something happened."""
        parts = name.split(".")
        if not _AHEAD.isdisjoint(parts):
            return False
        if parts[-1] == _BY_STATUS and not all(map(_has_begun, self.status)):
            return False
        pairs = zip(dates, self.as_of, strict=True)
        return all(happened(date.text, as_of) is not Truth.NO for date, as_of in pairs)


def _has_begun(status: object) -> bool:
    return isinstance(status, Status) and bool(status.reached)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a record facts are, and what holds there unless they say otherwise."""

    dates: Dates
    path: str = ""
    ends: tuple[str, ...] = ()
    evidence: tuple[tuple[Evidence, ...], tuple[Evidence, ...]] = ((), ())
    is_certain: bool = field(default=True)

    def name(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def within(self, name: str, old: Facts | None, new: Facts | None) -> "_Place":
        """The place of an entry in a list."""
        sides = (old, new)
        was, now = (
            () if side is None else side.evidence or whole
            for side, whole in zip(sides, self.evidence, strict=True)
        )
        ends = sorted({end for side in sides if side for end in side.ends})
        sure = any(side and not side.is_possible for side in sides)
        return _Place(
            self.dates, self.name(name), tuple(ends), (was, now), self.is_certain and sure
        )

    def change(
        self, path: str, kind: ChangeKind, before: object, after: object, *, certain: bool = True
    ) -> Change:
        sure = self.is_certain and certain
        return Change(path, kind, sure, before, after, self.ends, self.evidence)


def differences(old: Facts, new: Facts, dates: Dates) -> Iterator[Change]:
    """Every difference between two versions of one record, in the order of its fields.

    Entries of a list are told by what they lead to, else by what they have in common.
    """
    place = _Place(dates, evidence=(old.evidence, new.evidence))
    yield from _between(old, new, place)


def _between(old: Facts, new: Facts, place: _Place) -> Iterator[Change]:
    for name in dict.fromkeys([*old.values, *new.values]):
        was, now = old.values.get(name), new.values.get(name)
        if was != now:
            yield _of_value(place, place.name(name), was, now)
    for name in dict.fromkeys([*old.entries, *new.entries]):
        yield from _of_entries(place, name, old.entries.get(name, ()), new.entries.get(name, ()))
    if set(old.evidence) != set(new.evidence):
        kind = _presence(old.evidence or None, new.evidence or None)
        yield place.change(place.name(EVIDENCE), kind, old.evidence, new.evidence)


def _presence(before: object, after: object) -> ChangeKind:
    if before is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if after is None else ChangeKind.CHANGED


def _of_value(place: _Place, path: str, was: object, now: object) -> Change:
    if isinstance(was, EDTFDate) and isinstance(now, EDTFDate) and path != _NO_EVENT:
        kind, certain = move_of(was, now, is_fact=place.dates.tell(path, was, now))
        return place.change(path, kind, was, now, certain=certain)
    certain = not any(_is_uncertain(value) for value in (was, now))
    return place.change(path, _presence(was, now), was, now, certain=certain)


def _is_uncertain(value: object) -> bool:
    return isinstance(value, EDTFDate) and value.is_uncertain


# -- dates ------------------------------------------------------------------------------------------


def move_of(was: EDTFDate, now: EDTFDate, *, is_fact: bool) -> tuple[ChangeKind, bool]:
    """What became of a date, and whether that is certain.

    Parameters
    ----------
    was, now
        Two different dates of the same thing.
    is_fact
        Whether it has happened: then its date cannot move, and one of the two is wrong.

    Examples
    --------
    >>> year, june, later = map(EDTFDate, ("2020", "2020-06", "2021"))
    >>> move_of(year, june, is_fact=False), move_of(year, later, is_fact=False)
    ((<ChangeKind.MORE_PRECISE: 'more-precise'>, True), (<ChangeKind.SLIPPED: 'slipped'>, True))
    """
    unmarked = not (was.is_uncertain or now.is_uncertain)
    if is_fact and was.overlaps(now) is Truth.NO:
        return ChangeKind.CONTRADICTED, unmarked
    if not is_fact and (move := _moved(was, now)):
        return move
    if now.refines(was):
        return ChangeKind.MORE_PRECISE, True
    if was.refines(now):
        return ChangeKind.LESS_PRECISE, True
    return ChangeKind.CHANGED, unmarked


def _moved(was: EDTFDate, now: EDTFDate) -> tuple[ChangeKind, bool] | None:
    """Whether both ends moved in one direction; an end that was and stays open goes with the other."""
    ends = (
        (was.earliest or FIRST, now.earliest or FIRST),
        (was.latest or LAST, now.latest or LAST),
    )
    moving = [(old, new) for old, new in ends if not (old == new and old in {FIRST, LAST})]
    if all(old < new for old, new in moving):
        return ChangeKind.SLIPPED, _is_sure(was, now)
    if all(old > new for old, new in moving):
        return ChangeKind.BROUGHT_FORWARD, _is_sure(now, was)
    return None


def _is_sure(first: EDTFDate, then: EDTFDate) -> bool:
    """Whether a date is certainly earlier than another, or begins and ends on known earlier days."""
    exact = all(one.certain_days == (one.earliest, one.latest) for one in (first, then))
    return exact or first.before(then) is Truth.CERTAIN


# -- entries ----------------------------------------------------------------------------------------


def _of_entries(
    place: _Place, name: str, old: Sequence[Facts], new: Sequence[Facts]
) -> Iterator[Change]:
    for was, now in _paired(old, new):
        inside = place.within(name, was, now)
        if was is None or now is None:
            yield inside.change(inside.path, _presence(was, now), was, now)
        else:
            yield from _between(was, now, inside)


def _paired(
    old: Sequence[Facts], new: Sequence[Facts]
) -> Iterator[tuple[Facts | None, Facts | None]]:
    """The entries that changed, each with what it was before: the same one, or the most like it."""
    was, now = list(old), list(new)
    for entry in old:
        if entry in now:
            was.remove(entry)
            now.remove(entry)
    if not was or not now:
        yield from ((entry, None) for entry in was)
        yield from ((None, entry) for entry in now)
        return
    was.sort(key=_sort_key)
    now.sort(key=_sort_key)
    alike = [
        (-likeness, n, m)
        for n, one in enumerate(was)
        for m, other in enumerate(now)
        if (likeness := _likeness(one, other))
    ]
    before, after = dict(enumerate(was)), dict(enumerate(now))
    for _, n, m in sorted(alike):
        if n in before and m in after:
            yield before.pop(n), after.pop(m)
    yield from ((entry, None) for entry in before.values())
    yield from ((None, entry) for entry in after.values())


def _sort_key(entry: Facts) -> str:
    values = sorted((name, _text(value)) for name, value in entry.values.items())
    return repr((entry.ends, values))


def _text(value: object) -> str:
    return repr(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)


def _likeness(one: Facts, other: Facts) -> int:
    """How much two entries have in common; nothing, if they lead elsewhere or are called otherwise."""
    if one.key != other.key:
        return 0
    shared = len(set(one.ends) & set(other.ends))
    if (one.ends or other.ends) and not shared:
        return 0
    common = one.values.keys() & other.values.keys()
    return 1 + shared + sum(one.values[name] == other.values[name] for name in common)
