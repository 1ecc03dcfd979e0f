"""A starter dossier from what a text mentions: what it says, and guesses that say they are."""

import bisect
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from coopgraph.extract.answer import Extract, Mention, Mentions, Phrase, Sentence
from coopgraph.extract.phrases import NEGOTIATION
from coopgraph.extract.words import Words
from coopgraph.graph.build import graph_of
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph
from coopgraph.messages.catalogue import LANGUAGES, say
from coopgraph.records.dossier import Dossier
from coopgraph.records.models import Agreement, Alias, Evidence, Institution, Party, Source
from coopgraph.records.validation import dossier_from
from coopgraph.words.codes import slug_of
from coopgraph.words.text import Text, fold
from coopgraph.words.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Hedge,
    Modality,
    Reading,
    Relation,
)

__all__ = ["draft"]

_LONGEST_ID: Final = 60
_NAMED: Final = 4  # so many institutions stand in the name of an agreement

#: What an institution is left with whose ties lead to records that are not there.
_WITHOUT_TIES: Final = {
    relation.field: Institution.model_fields[relation.field].default
    for relation in Relation
    if relation.field in Institution.model_fields
}


def draft(
    known: Dossier | Graph, found: Mentions, *, source: str = "report", title: str | None = None
) -> Dossier:
    """A starter dossier from what :func:`coopgraph.mentions` found in a text.

    It holds the text as its source, the institutions that are mentioned, and an agreement for each
    phrase that names one next to institutions. Evidence points to the place in the text. Whatever
    the text does not say in so many words is marked as inferred and its note says what was
    guessed:

    - that an institution is party to an agreement, because it is named with it, after the phrase
      up to the next such phrase, or before the first one; as possible, never as required;
    - that an agreement is ``envisaged``, or in ``negotiation`` where the words next to it say so.
      It is never guessed that one is signed or in force;
    - who is meant by a name that several institutions share, or by an inflected one.

    Parameters
    ----------
    known
        The dossier or graph in which the mentions were found: it lends the names, kinds and
        countries of institutions.
    found
        What was found.
    source
        The id of the text among the sources.
    title
        The title of the text; its id by default.

    Raises
    ------
    DossierError
        When a graph that is no dossier's says something impossible of an institution.

    Examples
    --------
    >>> import coopgraph as cg
    >>> text = "Une convention spécifique entre l'AFD et l'ANRUR pourrait être signée."
    >>> found = cg.mentions(cg.example(), text)
    >>> starter = cg.draft(cg.example(), found)
    >>> [institution.id for institution in starter.institutions]
    ['afd', 'anrur']
    >>> agreement = starter.agreements[0]
    >>> agreement.id, agreement.kind.value, agreement.status.value
    ('convention-specifique-afd-anrur', 'specific', 'envisaged')
    >>> party = agreement.parties[0]
    >>> party.institution, party.modality.value, party.evidence[0].reading.value
    ('afd', 'possible', 'inferred')
    """
    return _Draft(known, found, source, title).dossier()


@dataclass(frozen=True, slots=True)
class _Named:
    """A phrase that names an agreement, with what stands next to it."""

    phrase: Phrase[AgreementKind]
    mentions: tuple[Mention, ...]
    hedges: tuple[Phrase[Hedge], ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The institutions, by their first mention."""
        return tuple(dict.fromkeys(item.id for m in self.mentions for item in m.items))


class _Draft:
    def __init__(
        self, known: Dossier | Graph, found: Mentions, source: str, title: str | None
    ) -> None:
        self._found = found
        self._title = _plain(title or "") or source
        self._ids: set[str] = set()
        items = sorted({item.id for mention in found for item in mention.items})
        self._id_of = {item: self._fresh(item) for item in items}  # ids of a graph may be any text
        self._source = self._fresh(source)
        self._records = (
            {record.id: record for record in known.institutions}
            if isinstance(known, Dossier)
            else self._records_of(graph_of(known))
        )

    def _records_of(self, graph: Graph) -> dict[str, Institution]:
        """What the nodes of a graph say of the institutions that are mentioned."""
        raw = [_institution_of(slug, graph.nodes[item]) for item, slug in self._id_of.items()]
        records = dossier_from({"institutions": raw}).institutions
        return dict(zip(self._id_of, records, strict=True))

    def dossier(self) -> Dossier:
        found = self._found
        source = Source(
            id=self._source,
            title=Text(self._title),
            language=found.language,
            sha256=found.sha256,
        )
        return Dossier(
            title=_both("draft-title", title=self._title),
            language=found.lang if found.lang in LANGUAGES else found.language,
            sources=(source,),
            institutions=tuple(self._institutions()),
            agreements=tuple(self._agreements()),
        )

    def _institutions(self) -> Iterator[Institution]:
        """Each as known, with the first place of each way in which it is written."""
        first: dict[str, dict[str, Mention]] = {item: {} for item in self._id_of}
        for mention in self._found:
            for item in mention.items:
                first[item.id].setdefault(fold(mention.text), mention)
        for body, ways in first.items():
            record = self._records[body]
            # Evidence and ties of the known dossier lead to records that the draft lacks.
            changes = {
                "aliases": tuple(Alias(text=alias.text) for alias in record.aliases),
                **_WITHOUT_TIES,
                "note": None,
                "evidence": tuple(self._of_mention(mention) for mention in ways.values()),
            }
            yield record.model_copy(update=changes)

    def _of_mention(self, mention: Mention) -> Evidence:
        if len(mention.items) > 1:
            others = ", ".join(self._id_of[item.id] for item in mention.items)
            note = _both("draft-shared", written=_plain(mention.text), items=others)
        elif mention.inflected:
            note = _both("draft-inflected", name=mention.name)
        else:
            return self._evidence(mention, mention.span)
        return self._evidence(mention, mention.span, note)

    def _evidence(
        self, place: Extract, span: tuple[int, int], note: Text | None = None
    ) -> Evidence:
        values = {"line": place.line, "page": place.page}
        code = "draft-line" if place.page is None else "draft-page-line"
        reading = Reading.INFERRED if note else Reading.STATED
        locator = _both(code, **values)
        return Evidence(source=self._source, locator=locator, span=span, reading=reading, note=note)

    def _agreements(self) -> Iterator[Agreement]:
        """One for each phrase that stands with institutions; the same phrase with the same ones
        is one agreement, named again.
        """  # noqa: D205
        places: dict[tuple[str, tuple[str, ...]], list[_Named]] = {}
        for sentence in self._found.sentences:
            for named in _named_in(sentence):
                if named.items:
                    key = fold(named.phrase.text), tuple(sorted(named.items))
                    places.setdefault(key, []).append(named)
        for again in places.values():
            yield self._agreement(again)

    def _agreement(self, places: list[_Named]) -> Agreement:
        first = places[0]
        hedges = [hedge for named in places for hedge in named.hedges]
        written = _plain(first.phrase.text)
        short = list(dict.fromkeys(item.short for m in first.mentions for item in m.items))
        shown = [*short[:_NAMED], *(["…"] if len(short) > _NAMED else [])]
        stage = any(map(_is_negotiation, hedges))
        said = ", ".join(dict.fromkeys(_plain(hedge.text) for hedge in hedges)) or "–"
        note = _both("draft-agreement", hedges=said)
        return Agreement(
            id=self._fresh(f"{written} {' '.join(self._id_of[item] for item in first.items)}"),
            name=Text(f"{written[0].upper()}{written[1:]} ({', '.join(shown)})"),
            kind=first.phrase.kind,
            status=AgreementStatus.NEGOTIATION if stage else AgreementStatus.ENVISAGED,
            parties=tuple(self._party(item, places) for item in first.items),
            evidence=tuple(
                self._evidence(named.phrase, named.phrase.span, note) for named in places
            ),
        )

    def _party(self, item: str, places: Iterable[_Named]) -> Party:
        evidence = []
        for named in places:
            mention = next(m for m in named.mentions if any(one.id == item for one in m.items))
            spans = (named.phrase.span, mention.span)
            span = min(start for start, _ in spans), max(end for _, end in spans)
            evidence.append(self._evidence(mention, span, self._why_party(mention)))
        return Party(
            institution=self._id_of[item], modality=Modality.POSSIBLE, evidence=tuple(evidence)
        )

    def _why_party(self, mention: Mention) -> Text:
        if len(mention.items) > 1:
            others = ", ".join(self._id_of[item.id] for item in mention.items)
            return _both("draft-party-shared", written=_plain(mention.text), items=others)
        return _both("draft-party")

    def _fresh(self, text: str) -> str:
        """An id that is not taken yet."""
        base = slug_of(text)[:_LONGEST_ID].strip("-") or "item"
        fresh, number = base, 1
        while fresh in self._ids:
            number += 1
            fresh = f"{base}-{number}"
        self._ids.add(fresh)
        return fresh


def _named_in(sentence: Sentence) -> Iterator[_Named]:
    """The phrases of a sentence, each with what stands from it to the next; the first with what
    stands before it too.
    """  # noqa: D205
    phrases = sentence.agreements
    begins = [phrase.span[0] for phrase in phrases[1:]]
    mentions: list[list[Mention]] = [[] for _ in phrases]
    hedges: list[list[Phrase[Hedge]]] = [[] for _ in phrases]
    for mention in sentence.mentions:
        mentions[bisect.bisect_right(begins, mention.span[0])].append(mention)
    for hedge in sentence.hedges:
        hedges[bisect.bisect_right(begins, hedge.span[0])].append(hedge)
    for phrase, named, held in zip(phrases, mentions, hedges, strict=True):
        yield _Named(phrase, tuple(named), tuple(held))


def _is_negotiation(hedge: Phrase[Hedge]) -> bool:
    said = " ".join(Words(hedge.text).folded)
    return hedge.kind is Hedge.STAGE and NEGOTIATION.fullmatch(said) is not None


def _institution_of(slug: str, node: Attributes) -> dict[str, Any]:
    """The institution that a node of a graph stands for, as plain data."""
    names = {key[6:]: str(value) for key, value in node.items() if key.startswith("title_")}
    aliases = [alias for alias in str(node.get("aliases") or "").split(SEPARATOR) if alias]
    return {
        "id": slug,
        "name": names or str(node.get("title") or slug),
        "kind": node.get("kind") or "other",
        "acronym": node.get("acronym"),
        "aliases": aliases,
        "country": node.get("country"),
    }


def _plain(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    seen = (c if c.isprintable() else "" if unicodedata.category(c) == "Cf" else " " for c in text)
    return " ".join("".join(seen).split())


def _both(code: str, **values: object) -> Text:
    return Text({language: say(code, language, **values) for language in LANGUAGES})
