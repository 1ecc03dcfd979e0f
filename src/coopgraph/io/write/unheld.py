"""What a graph does not hold of the dossier that it is built from."""

from collections.abc import Iterator

from coopgraph._base.errors import Loc, Problem
from coopgraph.graph.schema import SEPARATOR
from coopgraph.io.write.losses import Loss, losses_of
from coopgraph.records.dossier import Dossier, filed_items
from coopgraph.records.models import Activity, Agreement, Institution, Place, Topic
from coopgraph.records.ties import ItemRecord
from coopgraph.words.text import Text

__all__ = ["unheld"]

_Found = Iterator[tuple[str, Loc]]


def unheld(dossier: Dossier) -> tuple[Loss, ...]:
    """Everything that a dossier says and its graph does not, each with its place.

    The order of records is not among it: it says nothing.

    Examples
    --------
    >>> from coopgraph import Dossier
    >>> body = {"id": "afd", "name": "AFD", "kind": "agency", "note": "To be checked."}
    >>> [(loss.code, loss.places) for loss in unheld(Dossier(institutions=[body]))]
    [('loss-note', ('institutions[0].note',))]
    """
    found = [*_of_dossier(dossier)]
    language = dossier.language or "en"
    for place, item in filed_items(dossier):
        found += _of_item(place, item, language)
    return losses_of((code, "", Problem("", place).path) for code, place in found)


def _of_dossier(dossier: Dossier) -> _Found:
    if dossier.note:
        yield "loss-note", ("note",)
    for n, identity in enumerate(dossier.identities):
        place: Loc = ("identities", n)
        for m in range(len(identity.items)):
            yield "loss-identity", (*place, "items", m)
        if identity.evidence:
            yield "loss-evidence", (*place, "evidence")
        if identity.note:
            yield "loss-note", (*place, "note")


def _of_item(place: Loc, item: ItemRecord, language: str) -> _Found:
    if item.note:
        yield "loss-note", (*place, "note")
    if isinstance(item, Institution | Agreement | Activity):
        for scheme in item.identifiers:
            yield "loss-identifier", (*place, "identifiers", scheme)
    match item:
        case Institution():
            yield from _of_aliases(place, item)
        case Agreement():
            yield from _of_topics(place, item.topics, language)
        case Activity():
            yield from _of_topics(place, item.topics, language)
            for n, where in enumerate(item.places):
                yield from _of_place((*place, "places", n), where, language)


def _of_aliases(place: Loc, item: Institution) -> _Found:
    for n, alias in enumerate(item.aliases):
        at = (*place, "aliases", n)
        if alias.evidence:
            yield "loss-evidence", (*at, "evidence")
        if SEPARATOR in alias.text:
            yield "loss-run-together", at


def _of_topics(place: Loc, topics: tuple[Topic, ...], language: str) -> _Found:
    for n, topic in enumerate(topics):
        at = (*place, "topics", n)
        yield from _of_text((*at, "name"), topic.name, language)
        if SEPARATOR in topic.name.in_language(language):
            yield "loss-run-together", at
        if topic.evidence:
            yield "loss-evidence", (*at, "evidence")


def _of_place(at: Loc, where: Place, language: str) -> _Found:
    if where.evidence:
        yield "loss-evidence", (*at, "evidence")
    if where.name:
        yield from _of_text((*at, "name"), where.name, language)
        written = where.name.in_language(language)
        if SEPARATOR in written or ", " in written or written.endswith("?"):
            yield "loss-run-together", at


def _of_text(at: Loc, text: Text, language: str) -> _Found:
    """The languages of a text that the graph, which has one text there, does not hold."""
    kept = text.in_language(language)
    for tag, said in text.texts.items():
        if tag and said != kept:
            yield "loss-language", (*at, tag)
