"""Random single edits of a dossier: a record, a field of its model, and another valid value."""

import types
from decimal import Decimal
from enum import Enum
from typing import Annotated, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from coopgraph.records.dossier import SECTIONS, Dossier
from coopgraph.records.models import Provision
from coopgraph.records.validation import dossier_from
from coopgraph.words.dates import EDTFDate
from coopgraph.words.text import Text

DATES = ["2018", "2019-05", "2019-05-04", "2019/2020", "2020?", "[2020..]", "2020/..", "2027-33"]
TEXTS = ["fr", "ar", "MA", "FR", "EUR", "MAD", "w", "0" * 64, "amount", "six mois", "{x}"]


class Edit(NamedTuple):
    """The dossier after an edit, the id of the record, and the field; none, if it came or went."""

    dossier: Dossier
    record: str
    field: str


def plain(value):
    """A record in its full form, which can be edited."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    return value


def says(value, field=""):
    """The same whatever the order of lists is; that of the items of a decision counts."""
    if isinstance(value, dict):
        return {name: says(one, name) for name, one in value.items() if one not in (None, [], {})}
    if isinstance(value, list):
        found = [says(one) for one in value]
        found = (
            [one for n, one in enumerate(found) if one not in found[:n]]
            if field == "evidence"
            else found
        )
        first = found[:1] if field == "items" else []
        return [*first, *sorted(found, key=repr)]
    return value


def edit(rng, dossier):
    """A random edit that leaves the dossier valid and is no mere change of order."""
    ids = [item.id for item in dossier.items()]
    while True:
        raw = plain(dossier)
        record, field = _edited(rng, raw, ids)
        try:
            new = dossier_from(raw)
        except ValueError:
            continue
        if says(plain(new)) != says(plain(dossier)):
            return Edit(new, record, field)


def _edited(rng, raw, ids):
    records = [(raw, Dossier, "")]
    for section, model in SECTIONS.items():
        for record in raw[section]:
            if "id" in record:
                records.append((record, model, record["id"]))
            records += [(one, Provision, one["id"]) for one in record.get("provisions", ())]
    record, model, name = rng.choice([*records[1:], records[0]])
    field = rng.choice([one for one in model.model_fields if one != "id"])
    element = _element(model.model_fields[field].annotation)
    if element is not None and "id" in element.model_fields:
        return _added_or_removed(rng, record, field, element, ids)
    change(rng, record, model, field, ids)
    return name, field


def _added_or_removed(rng, record, field, element, ids):
    if record[field] and rng.random() < 0.5:
        gone = record[field].pop(rng.randrange(len(record[field])))
        return gone["id"], ""
    record[field].append({**some(rng, element, ids), "id": "new"})
    return "new", ""


def change(rng, record, model, field, ids):
    """Give a field of a record another value, or change a part of it."""
    annotation = model.model_fields[field].annotation
    element, value = _element(annotation), record[field]
    if element is not None and value and rng.random() < 0.6:
        part = rng.choice(value) if isinstance(value, list) else value
        inner = rng.choice([one for one in element.model_fields if one != "id"])
        change(rng, part, element, inner, ids)
    elif isinstance(value, list) and value and rng.random() < 0.5:
        value.pop(rng.randrange(len(value)))
    elif isinstance(value, list):
        value += some(rng, annotation, ids)
    elif isinstance(value, dict) and element is None and value and rng.random() < 0.5:
        del value[rng.choice(sorted(value))]
    elif isinstance(value, dict) and element is None:
        value.update(some(rng, annotation, ids))
    else:
        record[field] = None if rng.random() < 0.2 else some(rng, annotation, ids)


def _element(annotation):
    """The model of the records that a field holds, if it holds any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_element, get_args(annotation))), None)


def some(rng, annotation, ids):
    """A value of a type; it need not be valid."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return some(rng, arguments[0], ids)
    if origin in {Union, types.UnionType}:
        chosen = [one for one in arguments if one is not type(None)]
        return some(rng, rng.choice(chosen), ids)
    if origin is tuple and arguments[-1] is ...:
        return [some(rng, arguments[0], ids)]
    if origin is tuple:
        return [some(rng, one, ids) for one in arguments]
    if origin is dict:
        return {some(rng, arguments[0], ids): some(rng, arguments[1], ids)}
    return _of_class(rng, annotation, ids)


def _of_class(rng, kind, ids):
    if issubclass(kind, BaseModel):
        return {
            name: some(rng, one.annotation, ids)
            for name, one in kind.model_fields.items()
            if one.is_required() or rng.random() < 0.3
        }
    if issubclass(kind, Enum):
        return rng.choice([one.value for one in kind])
    if issubclass(kind, EDTFDate):
        return EDTFDate(rng.choice(DATES))
    if issubclass(kind, Text):
        return rng.choice(["Un nom", {"fr": "Nom", "en": "Name"}, {"ar": "اسم"}])
    values = {
        bool: [True, False],
        int: [1, 2, 3, 9],
        Decimal: [0.5, 1, 17.4],
        str: [*ids, *ids, "s", *TEXTS],
    }
    return rng.choice(values[kind])
