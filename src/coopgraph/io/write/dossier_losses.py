"""What a graph does not hold of the dossier it is built from."""

from collections.abc import Iterator

from coopgraph._base.errors import Loc, Problem
from coopgraph.graph.schema import SEPARATOR
from coopgraph.io.write.losses import Loss, group_losses
from coopgraph.records.dossier import Dossier, filed_items
from coopgraph.records.identities import Identity
from coopgraph.records.models import (
    Activity,
    Agreement,
    Alias,
    Institution,
    Place,
    Topic,
)
from coopgraph.records.ties import ItemRecord
from coopgraph.words.text import Text

__all__ = ["dossier_losses"]

_Found = Iterator[tuple[str, Loc]]


def dossier_losses(dossier: Dossier) -> tuple[Loss, ...]:
    """Everything in a dossier that its graph does not hold, each with its place.

    The order of records is not included: it has no meaning.

    Examples
    --------
    >>> from coopgraph import Dossier
    >>> body = {"id": "afd", "name": "AFD", "kind": "agency", "note": "To be checked."}
    >>> [(loss.code, loss.places) for loss in dossier_losses(Dossier(institutions=[body]))]
    [('loss-note', ('institutions[0].note',))]
    """
    language = dossier.language or "en"
    found = [*_in_note((), dossier)]
    for n, identity in enumerate(dossier.identities):
        place: Loc = ("identities", n)
        found += [("loss-identity", (*place, "items", m)) for m in range(len(identity.items))]
        found += [*_in_evidence(place, identity), *_in_note(place, identity)]
    for place, item in filed_items(dossier):
        found += _in_item(place, item, language)
    return group_losses((code, "", Problem("", place).path) for code, place in found)


def _in_note(place: Loc, record: Dossier | Identity | ItemRecord) -> _Found:
    if record.note:
        yield "loss-note", (*place, "note")


def _in_evidence(place: Loc, record: Identity | Alias | Topic | Place) -> _Found:
    if record.evidence:
        yield "loss-evidence", (*place, "evidence")


def _in_item(place: Loc, item: ItemRecord, language: str) -> _Found:
    yield from _in_note(place, item)
    if isinstance(item, Institution | Agreement | Activity):
        for scheme in item.identifiers:
            yield "loss-identifier", (*place, "identifiers", scheme)
    if isinstance(item, Agreement) and item.notice:
        yield from _in_text((*place, "notice"), item.notice, language)
    for field in ("aliases", "topics", "places"):
        for n, entry in enumerate(getattr(item, field, ())):
            yield from _in_entry((*place, field, n), entry, language)


def _in_entry(place: Loc, entry: Alias | Topic | Place, language: str) -> _Found:
    """The losses of one entry of a list that the graph holds as a single text."""
    yield from _in_evidence(place, entry)
    name = None if isinstance(entry, Alias) else entry.name
    kept = entry.text if isinstance(entry, Alias) else name.in_language(language) if name else ""
    if name:
        yield from _in_text((*place, "name"), name, language)
    is_ambiguous = isinstance(entry, Place) and (", " in kept or kept.endswith("?"))
    if SEPARATOR in kept or is_ambiguous:
        yield "loss-run-together", place


def _in_text(place: Loc, text: Text, language: str) -> _Found:
    """The wordings of a text that the graph does not hold: it has one language."""
    kept = text.in_language(language)
    for tag, wording in text.texts.items():
        if tag and wording != kept:
            yield "loss-language", (*place, tag)
