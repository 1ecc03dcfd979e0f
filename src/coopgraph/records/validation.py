"""From plain data to a dossier, or to every problem that stands in the way.

A single pass of pydantic stops short of the whole truth: links between records can only be
checked where the records are sound, and one misspelt kind would hide them all. So where the first
pass fails, each record is read by itself, what is wrong in it is noted and left out, and the
rest is checked against the rest.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph._base.gc_pause import uncollected
from coopgraph.messages.catalogue import MESSAGES
from coopgraph.messages.escaping import shorten
from coopgraph.records.base import Record, types_in
from coopgraph.records.dossier import SECTIONS, Dossier
from coopgraph.records.integrity import problems_between
from coopgraph.records.models import Activity, Agreement, Identity, Institution, Source
from coopgraph.records.ties import Filed, filed_agreement
from coopgraph.words.codes import slug_of
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import Word

__all__ = ["dossier_from", "is_dossier", "problems_of"]

#: What stands in for a field that an item cannot be without, so that the rest can be checked.
_STAND_INS: Final[Mapping[str, str]] = {"name": "?", "title": "?", "kind": "other"}
_STATUSES: Final[Mapping[str, str]] = {"agreements": "envisaged", "activities": "planned"}

#: Closed words and fields are few: a suggestion that is less alike would be a wild guess.
_ALIKE: Final = 0.75

#: Codes that leaving out a wrong value can bring about by itself.
_AFTERMATH: Final = {"missing", "too_short", "at-least-too-many", "quorum-too-large", "place-empty"}

#: What people write for a field, where spelling would not lead to it.
_FIELDS_MEANT: Final[Mapping[str, str]] = {
    "accords": "agreements",
    "activites": "activities",
    "alias": "aliases",
    "after": "requires",
    "conventions": "agreements",
    "depends_on": "requires",
    "langue": "language",
    "lieux": "places",
    "membre_de": "member_of",
    "nature": "kind",
    "nom": "name",
    "ou": "any_of",
    "parent": "part_of",
    "pays": "country",
    "preuves": "evidence",
    "quand": "when",
    "requiert": "requires",
    "sigle": "acronym",
    "signed": "dates",
    "statut": "status",
    "themes": "topics",
    "titre": "title",
    "type": "kind",
    "volets": "provisions",
}

#: By these a file shows that it means to be a dossier.
_TOP_LEVEL: Final = {
    *Dossier.model_fields,
    *(word for word, field in _FIELDS_MEANT.items() if field in Dossier.model_fields),
}

#: The field that is to blame where only the record as a whole is impossible.
_BLAMED: Final = {"status-contradicts-dates": "status", "quorum-too-large": "quorum"}

_CODES: Final[Mapping[str, str]] = {
    "missing": "missing-field",
    "string_type": "wrong-type-text",
    "int_type": "wrong-type-number",
    "int_parsing": "wrong-type-number",
    "int_from_float": "wrong-type-number",
    "greater_than_equal": "wrong-type-number",
    "tuple_type": "wrong-type-list",
    "dict_type": "wrong-type-mapping",
    "model_type": "wrong-type-mapping",
    "model_attributes_type": "wrong-type-mapping",
    "string_pattern_mismatch": "wrong-pattern",
    "string_too_long": "too-long",
    "string_too_short": "text-empty",
    "too_short": "too-short",
    "too_long": "too-many",
    "less_than_equal": "wrong-type-number",
    "finite_number": "wrong-type-number",
    "int_parsing_size": "wrong-type-number",
    "invalid_key": "field-not-text",
}


def dossier_from(data: Any) -> Dossier:
    """The dossier that plain data describes.

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
    if not is_dossier(data):
        raise DossierError([Problem("not-a-dossier")])
    language = data.get("language")
    try:
        with uncollected():
            return Dossier.model_validate(data)
    except ValidationError:
        problems = _distinct_problems(data)
    except RecursionError:
        problems = [Problem("too-deep")]
    raise DossierError(problems, language if isinstance(language, str) else "en")


def is_dossier(data: Any) -> bool:
    """Whether data means to be a dossier."""
    return isinstance(data, Mapping) and bool(set(data) & _TOP_LEVEL)


def problems_of(model: type[Record], entry: Any) -> list[Problem]:
    """All that is wrong with an entry as a record, each at its place in the entry."""
    try:
        model.model_validate(entry)
    except ValidationError as error:
        details = [_blaming(detail) for detail in error.errors(include_url=False)]
        return [_problem(detail, model, ()) for detail in details]
    except RecursionError:
        return [Problem("too-deep")]
    return []


def _distinct_problems(data: Mapping[str, Any]) -> list[Problem]:
    """All problems, at the places that the data really has, each once."""
    try:
        found = [replace(p, place=_written(p.place, data)) for p in _all_problems(data)]
    except RecursionError:
        return [Problem("too-deep")]
    return list({(p.code, p.place, p.message()): p for p in found}.values())


def _all_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _read(Dossier, (), {k: v for k, v in data.items() if k not in SECTIONS})[1]
    filed: list[Filed] = []
    sources: list[Source] = []
    identities: list[Identity] = []
    unsound: dict[str, Loc] = {}
    for section, model in SECTIONS.items():
        entries = data.get(section)
        entries = () if entries is None else entries
        if not isinstance(entries, Sequence) or isinstance(entries, str):
            yield Problem("wrong-type-list", (section,))
            continue
        for n, entry in enumerate(entries):
            place: Loc = (section, n)
            record, problems = _read(model, place, entry)
            yield from problems
            if problems:
                unsound |= _ids_not_kept(record, place, entry)
            match record:
                case Source():
                    sources.append(record)
                case Identity():
                    identities.append(record)
                case Agreement():
                    filed += filed_agreement(place, record)
                case Institution() | Activity():
                    filed.append((place, record))
    yield from problems_between(filed, sources, identities, unsound)


def _ids_not_kept(record: Record | None, place: Loc, entry: Any) -> dict[str, Loc]:
    """The ids that an entry gave to itself and its provisions but its sound part lacks."""
    given = _with_provisions(entry)
    kept = {getattr(record, "id", None)}
    kept |= {provision.id for provision in getattr(record, "provisions", ())}
    ids = {str(part["id"]) for part in given if isinstance(part, Mapping) and "id" in part}
    ids |= {slug_of(written) for written in ids}  # others may link to what it will be
    stand_ins = {item for item in kept if item and item not in ids}
    return dict.fromkeys(sorted((ids - kept) | stand_ins), place)


def _with_provisions(entry: Any) -> list[Any]:
    provisions = entry.get("provisions") if isinstance(entry, Mapping) else None
    return [entry, *provisions] if isinstance(provisions, list) else [entry]


def _read(model: type[Record], place: Loc, entry: Any) -> tuple[Record | None, list[Problem]]:
    """What is sound of an entry as a record, where anything is, and what is wrong with it."""
    problems: list[Problem] = []
    sound = entry
    for attempt in range(8):  # each round removes at least one wrong value or gives up
        try:
            return model.model_validate(sound), problems
        except ValidationError as error:
            details = [_blaming(detail) for detail in error.errors(include_url=False)]
        sound = sound if attempt else _copied(entry)
        news = [detail for detail in details if not attempt or detail["type"] not in _AFTERMATH]
        problems += [_problem(detail, model, place) for detail in news]
        # From the last to the first, so that the numbers of list entries stay right.
        for detail in sorted(details, key=lambda detail: _order(detail["loc"]), reverse=True):
            if not _left_out(sound, detail, place):
                return None, problems
    return None, problems


def _blaming(detail: ErrorDetails) -> ErrorDetails:
    blamed = _BLAMED.get(detail["type"])
    return {**detail, "loc": (*detail["loc"], blamed)} if blamed else detail


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(entry) for key, entry in value.items()}
    return [_copied(entry) for entry in value] if isinstance(value, list) else value


def _order(loc: Loc) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, part) for part in loc]


def _left_out(sound: Any, detail: ErrorDetails, place: Loc) -> bool:
    """Take the wrong value out of the data, or put a stand-in where one is missing."""
    loc = _loc(detail)
    parents = [sound]
    for part in loc:
        try:
            parents.append(parents[-1][part])
        except (KeyError, IndexError, TypeError):
            break
    missing = detail["type"] == "missing"
    if missing and len(parents) == len(loc) and isinstance(parents[-1], dict):
        name = str(loc[-1])
        stand_in = {**_STAND_INS, "id": _stand_in_id(place, loc)}.get(name)
        if name == "status" and len(loc) == 1:
            stand_in = _STATUSES.get(str(place[0]))
        if stand_in and (len(loc) == 1 or loc[0] == "provisions"):
            parents[-1][name] = stand_in
            return True
    # The nearest thing that really stands in the data goes; nothing left means no record.
    depth = len(parents) - 1
    if depth == 0 or not isinstance(parents[depth - 1], dict | list):
        return False
    del parents[depth - 1][loc[depth - 1]]
    return True


def _loc(detail: ErrorDetails) -> Loc:
    """The place of an error; pydantic ends it with a mark where the name of a field is wrong."""
    loc = detail["loc"]
    return loc[:-1] if loc[-1:] == ("[key]",) and detail["type"] != "extra_forbidden" else loc


def _stand_in_id(place: Loc, loc: Loc) -> str:
    return "-".join(str(part) for part in ("stand-in", *place, *loc[:-1]))


def _problem(detail: ErrorDetails, model: type[Record], place: Loc) -> Problem:
    """One error of pydantic in our words."""
    loc = _loc(detail)
    where = (*place, *loc)
    kind = detail["type"]
    if kind == "missing" and isinstance(loc[-1], int):
        return Problem("too-few", where)
    if kind == "missing":
        field = str(detail["loc"][-1])
        code = "missing-status" if field == "status" and model is Agreement else "missing-field"
        return Problem(code, where, {"field": field})
    if kind == "extra_forbidden":
        field, known = str(loc[-1]), _fields_at(model, loc[:-1])
        meant = _FIELDS_MEANT.get(fold(field))
        close = [meant] if meant in known else close_matches(field, known, 1, _ALIKE)
        values = {"field": field, "known": ", ".join(known)}
        code = "unknown-field" if close else "unknown-field-known"
        return Problem(code, where, values, close[0] if close else None, at_key=True)
    if kind == "enum":
        return _unknown_word(detail, _words_at(model, detail["loc"]), where)
    context = dict(detail.get("ctx", {}))
    suggestion = context.pop("suggestion", None) or None
    code = _CODES.get(kind, kind)
    if code not in MESSAGES:  # a kind of error that no field of ours should raise
        return Problem("other", where, {"text": detail["msg"]})
    return Problem(code, where, {"value": shorten(str(detail["input"])), **context}, suggestion)


def _unknown_word(detail: ErrorDetails, words: list[Word], where: Loc) -> Problem:
    written = shorten(str(detail["input"]))
    # People write the label, in either language, or misspell the word itself.
    meant = {
        fold(name): word for word in words for name in (*word.labels, word, word.replace("_", " "))
    }
    # A part will do where it is a part of one only: "banque" for "banque de développement".
    parts = [name for name in meant if fold(written) in re.split(r"\W+", name)]
    named = parts[:1] if len({meant[name] for name in parts}) == 1 else []
    close = close_matches(fold(written), meant, 1, _ALIKE) or named
    values = {"value": written, "known": ", ".join(words)}
    at_key = "[key]" in detail["loc"]
    if close:
        return Problem("unknown-word", where, values, meant[close[0]].value, at_key=at_key)
    return Problem("unknown-word-known", where, values, at_key=at_key)


def _written(place: Loc, data: Any) -> Loc:
    """The part of a place that the data really has: short forms spare a level or two."""
    for depth, part in enumerate(place):
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return place[:depth]
        if not isinstance(data, Mapping | list):
            return place[: depth + 1]
    return place


def _types_at(model: type[BaseModel], loc: Iterable[str | int]) -> list[type]:
    """The classes that the annotation of a field admits."""
    types: list[type] = [model]
    for name in loc:
        if isinstance(name, str) and name != "[key]":
            models = [t for t in types if issubclass(t, BaseModel) and name in t.model_fields]
            types = [c for m in models for c in types_in(m.model_fields[name].annotation)] or types
    return types


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    models = [t for t in _types_at(model, loc) if issubclass(t, BaseModel)]
    return sorted({field for m in models for field in m.model_fields})


def _words_at(model: type[BaseModel], loc: Iterable[str | int]) -> list[Word]:
    return [w for t in _types_at(model, loc) if issubclass(t, Word) for w in t]
