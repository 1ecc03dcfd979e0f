"""Validation: from plain data to a dossier, with every problem on the way.

One pass of pydantic would not find every problem: links between records can be checked only once
the records themselves are valid, and one misspelt kind would hide them all. So each record is
validated by itself, what is wrong is reported and left out, and the rest is checked against the
rest. :func:`dossier_from` then raises the problems; :func:`valid_part` keeps what is valid.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from pydantic import ValidationError

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph._base.gc_pause import gc_paused
from coopgraph._base.progress import tracked
from coopgraph.records.base import Record
from coopgraph.records.dossier import SECTIONS, Dossier, language_of, with_provisions
from coopgraph.records.pydantic_errors import FIELD_SYNONYMS, problems_of, validate_record
from coopgraph.records.references import problems_between
from coopgraph.records.thresholds import AMOUNT, THRESHOLDS
from coopgraph.words.codes import slug_of
from coopgraph.words.dates import dates_in

__all__ = ["dossier_from", "problems_of", "valid_part"]

#: What stands in for a missing field while an item is checked, so that the rest of it can be.
_STAND_INS: Final[Mapping[str, str]] = {"name": "?", "title": "?", "kind": "other"}
_STATUSES: Final[Mapping[str, str]] = {"agreements": "envisaged", "activities": "planned"}

#: Codes that leaving out a value can cause by itself.
_CAUSED: Final = {
    "missing-field",
    "missing-status",
    "too-few",
    "too-short",
    "among-no-party",
    "at-least-too-many",
    "threshold-one-of",
    "unknown-weight",
    "weight-without-share",
    *THRESHOLDS.values(),
    "place-empty",
}

#: Fields whose default would say something else than the value that is left out.
_TELLING: Final = {
    "modality",
    "at_least",
    "stage",
    "before",
    "by",
    "inherits",
    "reading",
    "role",
    "status",
}

#: Data with none of these fields is not meant to be a dossier.
_TOP_LEVEL: Final = {
    *Dossier.model_fields,
    *(word for word, field in FIELD_SYNONYMS.items() if field in Dossier.model_fields),
}


def dossier_from(data: Any) -> Dossier:
    """Return the dossier that plain data describes.

    Parameters
    ----------
    data
        Mappings, lists and scalars, as YAML and JSON give them.

    Raises
    ------
    DossierError
        With every problem, in the order of the sections.

    Examples
    --------
    >>> dossier_from({"agreements": [{"id": "a", "name": "A", "kind": "framwork"}]})
    Traceback (most recent call last):
        ...
    coopgraph._base.errors.DossierError: 2 problems
    agreements[0].kind: unknown word 'framwork'; did you mean 'framework'?
    agreements[0]: 'status' is missing: give it, or the date of a stage
    """
    if dossier := _valid(data):
        return dossier
    found = _Validation(data, repair=False).run()
    problems = {(p.code, p.place, p.message()): p for _, p in found}  # each once
    raise DossierError(problems.values(), language_of(data) or "en")


def valid_part(data: Any) -> tuple[Dossier, list[tuple[Loc, Problem]]]:
    """Return the valid part of plain data, and what was left out of it.

    Data that :func:`dossier_from` accepts is never changed. A wrong value is left out if its record
    is valid without it, else the whole record is: no default takes its place, no requirement keeps
    fewer alternatives than it had, and an agreement with a wrong threshold, or a wrong weight that
    a threshold counts, is left out.

    Returns
    -------
    tuple
        The dossier, and the places that were left out, each with the reason.

    Raises
    ------
    DossierError
        When the data is not meant to be a dossier at all.
    """
    if dossier := _valid(data):
        return dossier, []
    validation = _Validation(data, repair=True)
    found = validation.run()
    return validation.dossier(), found


def _valid(data: Any) -> Dossier | None:
    """Return the dossier that data describes, or none where any of it is invalid."""
    if not isinstance(data, Mapping) or _TOP_LEVEL.isdisjoint(data):
        raise DossierError([Problem("not-a-dossier")])
    try:
        with gc_paused():
            return Dossier.model_validate(data)
    except (ValidationError, RecursionError):
        return None


class _Validation:
    """Validates the records of a dossier one by one, then together, leaving out what is wrong.

    To check, it leaves out as little as possible, to find every problem in one run. To repair, it
    also leaves out what would say something else without the wrong value, and goes on until the
    rest is valid. Places are those in the data as given, whatever was left out before them.

    Parameters
    ----------
    data
        The dossier as plain data; its own fields are the entry at the place ``()``.
    repair
        Whether to repair.
    """

    def __init__(self, data: Mapping[Any, Any], *, repair: bool) -> None:
        self._repair = repair
        self._language = language_of(data)
        self._found: list[tuple[Loc, Problem]] = []
        self._left_out: set[Loc] = set()
        self._stand_ins: dict[Loc, dict[str, str]] = {}
        self._changed: set[Loc] = set()
        self._records: dict[Loc, Record | None] = {}
        self._entries: dict[Loc, Any] = {(): {k: v for k, v in data.items() if k not in SECTIONS}}
        for section in SECTIONS:
            entries = data.get(section)
            if isinstance(entries, list | tuple):
                self._entries |= {(section, n): entry for n, entry in enumerate(entries)}
            elif entries is not None:
                self._found.append(((section,), Problem("wrong-type-list", (section,))))

    def run(self) -> list[tuple[Loc, Problem]]:
        """Validate all records; return each place that was left out with the reason."""
        try:
            with dates_in(self._language):
                self._validate()
        except RecursionError:
            raise DossierError([Problem("too-deep")]) from None
        return self._found

    def _validate(self) -> None:
        stale = list(self._entries)
        while stale:
            for place in tracked(stale, "progress-records", len(stale)):
                self._validate_record(place)
            between = list(self._problems_between())
            for problem in between:
                self._leave_out(problem.place[:2], problem.place[2:], problem)
            stale = sorted({p.place[:2] for p in between}) if self._repair else []

    def dossier(self) -> Dossier:
        """Return the records that are left."""
        kept: dict[str, list[Record]] = {section: [] for section in SECTIONS}
        for place, record in self._valid_records():
            kept[str(place[0])].append(record)
        return Dossier.model_validate({**self._rest_of(()), **kept})

    def _valid_records(self) -> Iterator[tuple[Loc, Record]]:
        for place in self._entries:
            if place and (record := self._records[place]):
                yield place, record

    def _validate_record(self, place: Loc) -> None:
        model = SECTIONS[str(place[0])] if place else Dossier
        self._records[place] = None
        again = False
        while not self._is_left_out(place):
            self._records[place], problems = validate_record(model, self._rest_of(place))
            if not problems:
                break
            for problem, rest in [(p, self._as_given(place, p.place)) for p in problems]:
                is_news = self._repair or not (again and problem.code in _CAUSED)
                self._leave_out(place, rest, problem, report=is_news)
            again = True

    def _problems_between(self) -> Iterator[Problem]:
        filed = [
            one for place, record in self._valid_records() for one in with_provisions(place, record)
        ]
        for problem in problems_between(filed, {} if self._repair else self._invalid_ids()):
            place = self._as_given(problem.place[:2], problem.place[2:])
            problem = replace(problem, place=(*problem.place[:2], *place))  # noqa: PLW2901
            if first := problem.related:
                rest = self._as_given(first[:2], first[2:])
                code = "record-repeated" if self._is_repeated(problem, first) else problem.code
                problem = replace(problem, code=code, related=(*first[:2], *rest))  # noqa: PLW2901
            yield problem

    def _is_repeated(self, problem: Problem, first: Loc) -> bool:
        """Return whether a whole record, not only its id, repeats another of its section."""
        record, rest = problem.place[:2], problem.place[2:]
        is_record = self._repair and rest == ("id",) and record[0] == first[0]
        return is_record and self._rest_of(record) == self._rest_of(first[:2])

    def _invalid_ids(self) -> dict[str, Loc]:
        """Return the ids that invalid records gave but do not keep, and those that stand in."""
        invalid: dict[str, Loc] = {}
        for place in dict.fromkeys(place[:2] for place, _ in self._found):
            if place and place in self._entries:
                given, record = self._entries[place], self._records[place]
                provisions = given.get("provisions") if isinstance(given, Mapping) else None
                parts = [given, *(provisions if isinstance(provisions, list) else ())]
                ids = {str(p["id"]) for p in parts if isinstance(p, Mapping) and "id" in p}
                ids |= {slug_of(written) for written in ids}  # others may link to the corrected id
                filed = with_provisions(place, record) if record else []
                kept = {str(one.id) for _, one in filed if hasattr(one, "id")}
                invalid |= dict.fromkeys(sorted(ids ^ kept), place)
        return invalid

    def _leave_out(self, place: Loc, rest: Loc, problem: Problem, *, report: bool = True) -> None:
        """Leave out a wrong value, or what has to go with it, unless that is done already."""
        problem = replace(problem, place=(*place, *rest))
        if not self._is_left_out(problem.place) and not self._stand_in(place, rest, problem):
            if self._repair:
                rest = _unusable(self._entries[place], place, rest, problem)
            if not (place or rest):
                raise DossierError([problem])
            self._left_out.add(_key((*place, *rest)))
            self._changed.add(place)
        if report:
            self._found.append(((*place, *rest), problem))

    def _stand_in(self, place: Loc, rest: Loc, problem: Problem) -> bool:
        """Put in a stand-in for a missing field of an item, if checking needs one."""
        is_item = not rest or (rest[0] == "provisions" and len(rest) == len(("provisions", 0)))
        if self._repair or not is_item or not problem.code.startswith("missing"):
            return False
        stand_ins = {**_STAND_INS, "id": "-".join(map(str, ("stand-in", *place, *rest)))}
        if not rest:
            stand_ins["status"] = _STATUSES.get(str(place[0]), "")
        field = str(problem.values["field"])
        if not stand_ins.get(field):
            return False
        self._stand_ins.setdefault(_key((*place, *rest)), {})[field] = stand_ins[field]
        self._changed.add(place)
        return True

    def _is_left_out(self, place: Loc) -> bool:
        key = _key(place)
        return any(key[:n] in self._left_out for n in range(1, len(key) + 1))

    def _rest_of(self, place: Loc) -> Any:
        """Return an entry without what was left out, and with what stands in."""
        entry = self._entries[place]
        return self._without(entry, _key(place)) if place in self._changed else entry

    def _without(self, value: Any, key: Loc) -> Any:
        if isinstance(value, Mapping):
            parts = self._kept(value.items(), key)
            kept = {k: self._without(v, inner) for k, v, inner in parts}
            return {**kept, **self._stand_ins.get(key, {})}
        if isinstance(value, list | tuple):
            parts = self._kept(enumerate(value), key)
            return [self._without(entry, inner) for _, entry, inner in parts]
        return value

    def _kept(self, entries: Iterable[tuple[Any, Any]], key: Loc) -> Iterator[tuple[Any, Any, Loc]]:
        """Yield the parts that are left of a mapping or list: key or number, value, key of both."""
        for part, value in entries:
            inner = (*key, str(part))
            if inner not in self._left_out:
                yield part, value, inner

    def _as_given(self, place: Loc, rest: Loc) -> Loc:
        """Return the place in an entry as given, as far as it has it, of a place in what is left.

        Short forms lack the last parts of a place, and so do fields that are missing.
        """
        value, found = self._entries[place], list[str | int]()
        for part in rest:
            key = _key((*place, *found))
            if part == 0 and not isinstance(value, list | tuple):
                continue  # a single value, which needs no list
            if isinstance(value, Mapping):
                parts = self._kept(value.items(), key)
                left = [(part, v) for k, v, _ in parts if str(k) == str(part)]
            elif isinstance(value, list | tuple) and isinstance(part, int):
                left = [(n, v) for n, v, _ in self._kept(enumerate(value), key)][part : part + 1]
            else:
                left = []
            if not left:
                break
            found.append(left[0][0])
            value = left[0][1]
        return tuple(found)


def _key(place: Loc) -> Loc:
    """Return a place with all parts as text, as pydantic gives keys that are not text."""
    return tuple(map(str, place))


def _unusable(entry: Any, place: Loc, rest: Loc, problem: Problem) -> Loc:
    """Return the part of an entry that would say something else without a wrong value in it."""
    meant = (*rest[:-1], problem.suggestion or "") if problem.at_key else rest
    if place[:1] == ("identities",) and rest[:1] == ("items",):
        return ()  # fewer records would be another decision
    if place[:1] == ("agreements",) and _is_of_threshold(meant, entry):
        return ()  # without it, other parties would do, or none would be awaited
    if "requires" in rest and "any_of" in rest:
        return rest[: rest.index("any_of")]  # fewer alternatives would be another requirement
    field = "".join(map(str, meant[-1:]))
    is_missing = problem.code.startswith("missing") and field == problem.values["field"]
    if problem.code == "duplicate-id" or field in _TELLING or is_missing:
        return rest[:-1]
    return rest


def _is_of_threshold(place: Loc, agreement: Mapping[str, Any]) -> bool:
    """Return whether a place in an agreement is in a threshold or holds a weight that one counts."""
    match place:
        case (str(field), *_) if field in THRESHOLDS:
            return True
        case ("parties", _, "amount", *_):
            return AMOUNT in _weights_counted(agreement)
        case ("parties", _, "weights"):
            return bool(_weights_counted(agreement))
        case ("parties", _, "weights", name, *_):
            return name in _weights_counted(agreement)
    return False


def _weights_counted(agreement: Mapping[str, Any]) -> set[str]:
    """Return what the shares among the thresholds of an agreement are of."""
    given = (agreement.get(field) for field in THRESHOLDS)
    thresholds = chain.from_iterable(v if isinstance(v, list | tuple) else [v] for v in given)
    return {
        str(one["weight"]) for one in thresholds if isinstance(one, Mapping) and "weight" in one
    }
