"""The errors of pydantic as problems: in plain words, with what was probably meant."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coopgraph._base.errors import Loc, Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph.messages.catalogue import MESSAGES
from coopgraph.messages.escaping import shorten
from coopgraph.records.base import types_in
from coopgraph.records.models import Agreement
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import Word

_Model = TypeVar("_Model", bound=BaseModel)

__all__ = ["FIELD_SYNONYMS", "problems_of", "validate_record"]

#: Fields and closed words are few: a suggestion that is less similar would be a wild guess.
_SIMILAR: Final = 0.75

#: What people write for a field, where a comparison of the spelling would not find it.
FIELD_SYNONYMS: Final[Mapping[str, str]] = {
    "accords": "agreements",
    "activites": "activities",
    "alias": "aliases",
    "after": "requires",
    "au_plus_tard": "by",
    "conventions": "agreements",
    "depends_on": "requires",
    "devise": "currency",
    "dissoute": "dissolved",
    "echeance": "expires",
    "fondee": "founded",
    "langue": "language",
    "montant": "amount",
    "lieux": "places",
    "membre_de": "member_of",
    "nature": "kind",
    "nom": "name",
    "ou": "any_of",
    "parent": "part_of",
    "pays": "country",
    "poids": "weights",
    "preavis": "notice",
    "preuves": "evidence",
    "quand": "when",
    "requiert": "requires",
    "sigle": "acronym",
    "signed": "dates",
    "statut": "status",
    "succede_a": "succeeds",
    "themes": "topics",
    "titre": "title",
    "type": "kind",
    "volets": "provisions",
}

#: The field to blame where a whole record is invalid, by the type of the error.
_BLAMED: Final = {
    "status-contradicts-dates": "status",
    "weight-reserved": "weights",
    "weight-without-share": "weight",
}

#: Our code for a type of error of pydantic; the types of our own errors are codes already.
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


def validate_record(model: type[_Model], entry: Any) -> tuple[_Model | None, list[Problem]]:
    """Return an entry as a record, or every problem with it, each at its place in the entry."""
    try:
        return model.model_validate(entry), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [problem for detail in details for problem in _problems(detail, model)]
    except RecursionError:
        return None, [Problem("too-deep")]


def problems_of(model: type[BaseModel], entry: Any) -> list[Problem]:
    """Return every problem with an entry as a record, each at its place in the entry."""
    return validate_record(model, entry)[1]


def _problems(detail: ErrorDetails, model: type[BaseModel]) -> list[Problem]:
    """Translate one error of pydantic, which may hold several problems of ours."""
    ours = detail.get("ctx", {}).get("problems")
    if ours:
        return [replace(problem, place=(*detail["loc"], *problem.place)) for problem in ours]
    return [_problem(detail, model)]


def _problem(detail: ErrorDetails, model: type[BaseModel]) -> Problem:
    """Translate one error of pydantic."""
    kind = detail["type"]
    place = detail["loc"]
    at_key = place[-1:] == ("[key]",)  # pydantic's mark for the key of a mapping
    if at_key and kind != "extra_forbidden":
        place = place[:-1]
    place += (_BLAMED[kind],) if kind in _BLAMED else ()
    match kind:
        case "missing" if isinstance(place[-1], int):
            return Problem("too-few", place)
        case "missing":
            is_status = model is Agreement and place[-1] == "status"
            code = "missing-status" if is_status else "missing-field"
            return Problem(code, place, {"field": str(place[-1])})
        case "extra_forbidden":
            return _unknown_field(str(place[-1]), _fields_at(model, place[:-1]), place)
        case "enum":
            written = shorten(str(detail["input"]))
            return _unknown_word(written, _words_at(model, detail["loc"]), place, at_key=at_key)
    context = dict(detail.get("ctx", {}))
    suggestion = context.pop("suggestion", None) or None
    code = _CODES.get(kind, kind)
    if code not in MESSAGES:  # a type of error that our fields should not raise
        return Problem("other", place, {"text": detail["msg"]})
    return Problem(code, place, {"value": shorten(str(detail["input"])), **context}, suggestion)


def _unknown_field(field: str, known: list[str], place: Loc) -> Problem:
    meant = FIELD_SYNONYMS.get(fold(field))
    close = [meant] if meant in known else close_matches(field, known, 1, _SIMILAR)
    values = {"field": field, "known": ", ".join(known)}
    code = "unknown-field" if close else "unknown-field-known"
    return Problem(code, place, values, close[0] if close else None, at_key=True)


def _unknown_word(written: str, words: list[Word], place: Loc, *, at_key: bool) -> Problem:
    # People write the label, in either language, or misspell the word itself.
    meant = {
        fold(name): word for word in words for name in (*word.labels, word, word.replace("_", " "))
    }
    # A part of a label will do if it is part of one only: "banque" for "banque de développement".
    parts = [name for name in meant if fold(written) in re.split(r"\W+", name)]
    named = parts[:1] if len({meant[name] for name in parts}) == 1 else []
    close = close_matches(fold(written), meant, 1, _SIMILAR) or named
    values = {"value": written, "known": ", ".join(words)}
    code = "unknown-word" if close else "unknown-word-known"
    return Problem(code, place, values, meant[close[0]].value if close else None, at_key=at_key)


def _types_at(model: type[BaseModel], loc: Iterable[str | int]) -> list[type]:
    """Return the classes that the field at a place admits."""
    types: list[type] = [model]
    for name in loc:
        if isinstance(name, str) and name != "[key]":
            models = [t for t in types if issubclass(t, BaseModel) and name in t.model_fields]
            types = [c for m in models for c in types_in(m.model_fields[name].annotation)] or types
    return types


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    models = [t for t in _types_at(model, loc) if issubclass(t, BaseModel)]
    return sorted({field for m in models for field in m.model_fields})


def _words_at(model: type[BaseModel], loc: Loc) -> list[Word]:
    return [w for t in _types_at(model, loc) if issubclass(t, Word) for w in t]
