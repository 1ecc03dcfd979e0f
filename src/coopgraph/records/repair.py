"""The sound part of data: records without what is wrong in them, or between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from pydantic import ValidationError

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph._base.progress import watched
from coopgraph.records.dossier import SECTIONS, Dossier
from coopgraph.records.integrity import contradictions, problems_between
from coopgraph.records.models import Agreement, Identity, Record, Source
from coopgraph.records.ties import Filed, filed_agreement
from coopgraph.records.validation import is_dossier, problems_of

__all__ = ["sound_part"]

_ROUNDS: Final = 60  # each takes out at least one wrong value, or it is the last


def sound_part(data: Any) -> tuple[Dossier, list[tuple[Loc, Problem]]]:
    """The dossier that is left of data once all that is wrong is taken out, and what was.

    A value that is wrong is left out where its record can do without it, else the record goes with
    it: nothing is made up, and no requirement is left with fewer alternatives than it had.

    Returns
    -------
    tuple
        The dossier; and the places that were taken out, each with why.

    Raises
    ------
    DossierError
        When the data is no dossier at all.
    """
    if not is_dossier(data):
        raise DossierError([Problem("not-a-dossier")])
    salvager = _Salvager(data)
    return salvager.dossier(), salvager.removed


_GONE: Final = object()


class _Salvager:
    """Takes out of the data, round by round, what is wrong, until nothing is."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._head = {k: v for k, v in data.items() if k not in SECTIONS}
        self.removed: list[tuple[Loc, Problem]] = []
        self._sections: dict[str, list[Any]] = {}
        self._records: dict[str, list[Record | None]] = {}
        for section in SECTIONS:
            entries = data.get(section)
            entries = [] if entries is None else entries
            if not isinstance(entries, list):
                self.removed.append(((section,), Problem("wrong-type-list", (section,))))
                entries = []
            self._sections[section] = list(entries)
            self._records[section] = [None] * len(entries)
        self._stale = {(s, n) for s, entries in self._sections.items() for n in range(len(entries))}

    def dossier(self) -> Dossier:
        head = self._sound_head()
        for _ in range(_ROUNDS):
            self._read_stale()
            problems = list(self._problems_between())
            if not problems:
                break
            for problem in problems:
                self._take_out(problem.place, problem)
        kept = {
            section: [record for record in records if record is not None]
            for section, records in self._records.items()
        }
        return Dossier.model_validate({**head, **kept})

    def _sound_head(self) -> dict[str, Any]:
        head = {key: value for key, value in self._head.items() if isinstance(key, str)}
        for key in self._head.keys() - head.keys():
            problem = Problem("field-not-text", values={"value": key})
            self.removed.append(((str(key),), problem))
        for problem in problems_of(Dossier, head):
            if problem.place and problem.place[0] in head:
                del head[problem.place[0]]
            self.removed.append((problem.place, problem))
        return head

    def _read_stale(self) -> None:
        """Read the records of which something was taken out since."""
        for section, n in watched(self._all_stale(), "progress-records", len(self._stale)):
            entry = self._sections[section][n]
            self._records[section][n] = None
            if entry is _GONE:
                continue
            try:
                record = SECTIONS[section].model_validate(_kept(entry))
            except (ValidationError, RecursionError):
                for problem in problems_of(SECTIONS[section], _kept(entry)):
                    place = (section, n, *_original(entry, problem.place))
                    self._take_out(place, problem)
                self._stale.add((section, n))
                continue
            wrong = [(place, p) for place, p in contradictions(record)]
            for place, problem in wrong:
                self._take_out((section, n, *_original(entry, place)), problem)
            if wrong:
                self._stale.add((section, n))
            else:
                self._records[section][n] = record

    def _all_stale(self) -> Iterator[tuple[str, int]]:
        while self._stale:  # what is taken out on the way makes others stale again
            batch = sorted(self._stale)
            self._stale.clear()
            yield from batch

    def _problems_between(self) -> Iterator[Problem]:
        """What is wrong between the records, at the places of the data as it was given."""
        numbers: dict[str, list[int]] = {}
        filed: list[Filed] = []
        for section, records in self._records.items():
            numbers[section] = [n for n, record in enumerate(records) if record is not None]
            for n, record in enumerate(self._kept(section)):
                if isinstance(record, Agreement):
                    filed += filed_agreement((section, n), record)
                elif not isinstance(record, Source | Identity):
                    filed.append(((section, n), record))  # type: ignore[arg-type]
        sources: Any = self._kept("sources")
        identities: Any = self._kept("identities")
        for problem in problems_between(filed, sources, identities):
            section, n = str(problem.place[0]), int(problem.place[1])
            number = numbers[section][n]
            rest = _original(self._sections[section][number], problem.place[2:])
            yield _moved(problem, (section, number, *rest), numbers)

    def _kept(self, section: str) -> list[Record]:
        return [record for record in self._records[section] if record is not None]

    def _take_out(self, place: Loc, problem: Problem) -> None:
        """Take out what stands at a place, or what cannot be without it."""
        section, n = str(place[0]), int(place[1])
        entry = self._sections[section][n]
        problem = replace(problem, place=place)
        if entry is _GONE:  # with another value of the same record
            return
        rest = _removable(entry, place[2:], problem)
        if not _has(entry, rest):
            return
        if not rest and problem.code == "duplicate-id" and problem.related:
            first = self._sections[str(problem.related[0])][int(problem.related[1])]
            same = first == entry and problem.related[0] == section
            problem = replace(problem, code="record-repeated") if same else problem
        self._sections[section][n] = _without(entry, rest) if rest else _GONE
        self._stale.add((section, n))
        self.removed.append(((section, n, *rest), problem))


def _moved(problem: Problem, place: Loc, numbers: Mapping[str, Sequence[int]]) -> Problem:
    related = problem.related
    if related:
        related = (related[0], numbers[str(related[0])][int(related[1])], *related[2:])
    return replace(problem, place=place, related=related)


def _removable(entry: Any, rest: Loc, problem: Problem) -> Loc:
    """The part of the way to a wrong value that can be taken out without saying anything new."""
    if problem.code == "duplicate-id":
        return rest[:-1]
    if "any_of" in rest and "requires" in rest:  # fewer alternatives would be another requirement
        return rest[: rest.index("any_of")]
    if rest and _defaults_otherwise(rest, problem):
        return rest[:-1]
    if "items" in rest:  # fewer records would be another decision
        return ()
    if problem.code.startswith("missing"):
        rest = rest[:-1]
    while rest and not _has(entry, rest):
        rest = rest[:-1]
    return rest


#: Fields that, left out, would say something else than what was meant.
_TELLING: Final = {"modality", "at_least", "reading", "role", "status"}


def _defaults_otherwise(rest: Loc, problem: Problem) -> bool:
    """Whether leaving out the value alone would put another, by default, in its place."""
    meant = problem.suggestion if problem.at_key else rest[-1]
    return meant in _TELLING and not problem.code.startswith("missing")


def _has(entry: Any, place: Loc) -> bool:
    for part in place:
        in_mapping = isinstance(entry, Mapping) and part in entry
        in_list = isinstance(entry, list) and isinstance(part, int) and part < len(entry)
        if not (in_mapping or in_list):
            return False
        entry = entry[part]
    return entry is not _GONE


def _without(entry: Any, place: Loc) -> Any:
    """A copy of an entry with a place marked as gone; numbers of lists stay as they are."""
    head, rest = place[0], place[1:]
    if isinstance(entry, list):
        changed = list(entry)
        changed[int(head)] = _without(entry[int(head)], rest) if rest else _GONE
        return changed
    if rest:
        return {**entry, head: _without(entry[head], rest)}
    return {key: value for key, value in entry.items() if key != head}


def _kept(entry: Any) -> Any:
    """An entry without what is gone."""
    if isinstance(entry, Mapping):
        return {key: _kept(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_kept(value) for value in entry if value is not _GONE]
    return entry


def _original(entry: Any, place: Loc) -> Loc:
    """The place in an entry as given, by the place among what is left of it."""
    way: list[str | int] = []
    for part in place:
        if isinstance(entry, list) and isinstance(part, int):
            left = [n for n, value in enumerate(entry) if value is not _GONE]
            if part >= len(left):
                break
            way.append(left[part])
            entry = entry[left[part]]
        elif isinstance(entry, Mapping) and part in entry:
            way.append(part)
            entry = entry[part]
        elif isinstance(part, str):
            way.append(part)
            entry = None
        else:
            break
    return tuple(way)
