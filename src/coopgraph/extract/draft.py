"""Make a starter dossier from what a text mentions. Guesses are marked as inferred."""

import bisect
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count, pairwise
from typing import Any, Final, TypeVar

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
from coopgraph.words.mentions import Hedge
from coopgraph.words.relations import Relation
from coopgraph.words.text import Text, fold
from coopgraph.words.vocabulary import AgreementKind, AgreementStatus, Modality, Reading

__all__ = ["draft"]

_Extract = TypeVar("_Extract", bound=Extract)

_MAX_ID_LENGTH: Final = 60
_MAX_NAMED: Final = 4  # institutions in the name of an agreement

#: The default values of fields that link to other records, which the draft does not contain.
_WITHOUT_LINKS: Final = {
    relation.field: Institution.model_fields[relation.field].default
    for relation in Relation
    if relation.field in Institution.model_fields
}


def draft(
    known: Dossier | Graph, found: Mentions, *, source: str = "report", title: str | None = None
) -> Dossier:
    """Make a starter dossier from what :func:`coopgraph.mentions` found in a text.

    It contains the text as its source, the institutions mentioned, and an agreement for each
    phrase that names one near institutions. Evidence points to the place in the text. What the
    text does not state explicitly is marked as inferred, with a note that says what was guessed:

    - that an institution is party to an agreement, because it is named between the phrase and the
      next such phrase, or before the first one; as possible, never as required;
    - that an agreement is ``envisaged``, or in ``negotiation`` if the words near it say so; never
      that it is signed or in force;
    - which institution is meant by a shared or inflected name.

    Parameters
    ----------
    known
        The dossier or graph that was passed to :func:`coopgraph.mentions`. Names, kinds and
        countries of institutions come from it.
    found
        What that function returned.
    source
        The id of the text among the sources.
    title
        The title of the text; its id by default.

    Raises
    ------
    DossierError
        When an institution in a graph built elsewhere is not valid.

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
class _Candidate:
    """A phrase that names an agreement, with the mentions and hedges that belong to it."""

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
        self._id_of = {item: self._new_id(item) for item in items}  # node ids may be any text
        self._source = self._new_id(source)
        self._records = (
            {record.id: record for record in known.institutions}
            if isinstance(known, Dossier)
            else self._records_of(graph_of(known))
        )

    def _records_of(self, graph: Graph) -> dict[str, Institution]:
        """The mentioned institutions as records, from the nodes of a graph."""
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
        """The records of the institutions, with the first place of each spelling as evidence."""
        first: dict[str, dict[str, Mention]] = {item: {} for item in self._id_of}
        for mention in self._found:
            for item in mention.items:
                first[item.id].setdefault(fold(mention.text), mention)
        for body, ways in first.items():
            record = self._records[body]
            # Evidence and links of the known dossier refer to records that the draft lacks.
            changes = {
                "aliases": tuple(Alias(text=alias.text) for alias in record.aliases),
                **_WITHOUT_LINKS,
                "note": None,
                "evidence": tuple(self._evidence(m, self._naming_note(m)) for m in ways.values()),
            }
            yield record.model_copy(update=changes)

    def _naming_note(self, mention: Mention) -> Text | None:
        """Why it is only a guess which institution a mention means; ``None`` if it is certain."""
        if len(mention.items) > 1:
            return self._shared("draft-shared", mention)
        return _both("draft-inflected", name=mention.name) if mention.inflected else None

    def _shared(self, code: str, mention: Mention) -> Text:
        others = ", ".join(self._id_of[item.id] for item in mention.items)
        return _both(code, written=_plain(mention.text), items=others)

    def _evidence(self, place: Extract, note: Text | None, *spans: tuple[int, int]) -> Evidence:
        """Evidence from the first to the last of the spans; it is inferred if there is a note."""
        code = "draft-line" if place.page is None else "draft-page-line"
        starts, ends = zip(*(spans or [place.span]), strict=True)
        return Evidence(
            source=self._source,
            locator=_both(code, line=place.line, page=place.page),
            span=(min(starts), max(ends)),
            reading=Reading.INFERRED if note else Reading.STATED,
            note=note,
        )

    def _agreements(self) -> Iterator[Agreement]:
        """One agreement for each phrase and set of institutions; repetitions mean the same one."""
        places: dict[tuple[str, tuple[str, ...]], list[_Candidate]] = {}
        for sentence in self._found.sentences:
            for candidate in _candidates_in(sentence):
                if candidate.items:
                    key = fold(candidate.phrase.text), tuple(sorted(candidate.items))
                    places.setdefault(key, []).append(candidate)
        return map(self._agreement, places.values())

    def _agreement(self, places: list[_Candidate]) -> Agreement:
        first = places[0]
        hedges = [hedge for named in places for hedge in named.hedges]
        written = _plain(first.phrase.text)
        short = list(dict.fromkeys(item.short for m in first.mentions for item in m.items))
        listed = [*short[:_MAX_NAMED], *(["…"] if len(short) > _MAX_NAMED else [])]
        negotiated = any(map(_is_negotiation, hedges))
        said = ", ".join(dict.fromkeys(_plain(hedge.text) for hedge in hedges)) or "–"
        note = _both("draft-agreement", hedges=said)
        return Agreement(
            id=self._new_id(f"{written} {' '.join(self._id_of[item] for item in first.items)}"),
            name=Text(f"{written[0].upper()}{written[1:]} ({', '.join(listed)})"),
            kind=first.phrase.kind,
            status=AgreementStatus.NEGOTIATION if negotiated else AgreementStatus.ENVISAGED,
            parties=tuple(self._party(item, places) for item in first.items),
            evidence=tuple(self._evidence(named.phrase, note) for named in places),
        )

    def _party(self, item: str, places: Iterable[_Candidate]) -> Party:
        evidence = []
        for named in places:
            mention = next(m for m in named.mentions if any(one.id == item for one in m.items))
            shared = len(mention.items) > 1
            note = self._shared("draft-party-shared", mention) if shared else _both("draft-party")
            evidence.append(self._evidence(mention, note, named.phrase.span, mention.span))
        return Party(
            institution=self._id_of[item], modality=Modality.POSSIBLE, evidence=tuple(evidence)
        )

    def _new_id(self, text: str) -> str:
        """An id that is not used in the draft yet."""
        base = slug_of(text)[:_MAX_ID_LENGTH].strip("-") or "item"
        numbered = (f"{base}-{number}" for number in count(2))
        fresh = next(one for one in chain([base], numbered) if one not in self._ids)
        self._ids.add(fresh)
        return fresh


def _candidates_in(sentence: Sentence) -> Iterator[_Candidate]:
    """The phrases of a sentence, each with what follows up to the next phrase.

    What precedes the first phrase belongs to it too.
    """
    starts = [0, *(phrase.span[0] for phrase in sentence.agreements[1:]), sentence.span[1]]
    mentions = _split(sentence.mentions, starts)
    hedges = _split(sentence.hedges, starts)
    return map(_Candidate, sentence.agreements, mentions, hedges)


def _split(extracts: tuple[_Extract, ...], starts: Iterable[int]) -> Iterator[tuple[_Extract, ...]]:
    """Group extracts by the starts they follow, each group up to the next start."""
    cuts = (bisect.bisect_left(extracts, start, key=_start) for start in starts)
    return (extracts[first:last] for first, last in pairwise(cuts))


def _start(extract: Extract) -> int:
    return extract.span[0]


def _is_negotiation(hedge: Phrase[Hedge]) -> bool:
    said = " ".join(Words(hedge.text).folded)
    return hedge.kind is Hedge.STAGE and NEGOTIATION.fullmatch(said) is not None


def _institution_of(slug: str, node: Attributes) -> dict[str, Any]:
    """The institution that a node represents, as plain data."""
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
    """The text on one line, without invisible characters."""
    seen = (c if c.isprintable() else "" if unicodedata.category(c) == "Cf" else " " for c in text)
    return " ".join("".join(seen).split())


def _both(code: str, **values: object) -> Text:
    return Text({language: say(code, language, **values) for language in LANGUAGES})
