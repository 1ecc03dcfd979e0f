"""What a text says of known institutions and of agreements, for a person to look through."""

import hashlib
from collections.abc import Iterable, Iterator

from coopgraph.extract.answer import (
    Acronym,
    Extract,
    Kind,
    Mention,
    Mentions,
    Phrase,
    Sentence,
    Suggestion,
)
from coopgraph.extract.guesses import guesses, unknown_acronyms
from coopgraph.extract.names import Find, Names, finds, names_in
from coopgraph.extract.sentences import Passage, Spoken, language_of_text, passages
from coopgraph.extract.words import Lines, Words
from coopgraph.graph.build import build_graph
from coopgraph.graph.check import check_graph
from coopgraph.graph.items import Item, item_of, language_of
from coopgraph.graph.schema import Graph
from coopgraph.records.dossier import Dossier

__all__ = ["mentions"]


def mentions(
    known: Dossier | Graph, text: str, *, suggest: bool = True, lang: str | None = None
) -> Mentions:
    """Where a text mentions known institutions, and what it says of agreements.

    Names in all languages, acronyms and aliases are found whatever their case and accents, with
    any apostrophe or hyphen, over a line break, and with a plural *s*; acronyms keep their
    capitals (of six letters or more, the first). Where finds overlap the longest stands. Nothing
    is taken for a mention by likeness: misspellings and unknown acronyms are listed apart.
    Sentences are read in French and English.

    Parameters
    ----------
    known
        The dossier, or its graph, whose institutions are looked for.
    text
        A text such as :func:`coopgraph.read_report` gives. Spans count its characters.
    suggest
        Whether to look for misspellings, which needs rapidfuzz.
    lang
        Language of the answer; that of the dossier by default.

    Raises
    ------
    GraphSchemaError
        When a graph does not carry the schema.
    MissingExtraError
        When misspellings are asked for and rapidfuzz is not installed.

    Examples
    --------
    >>> import coopgraph as cg
    >>> text = "L'AFD pourrait signer une convention avec l'ANRUR ou l'AHNA."
    >>> found = cg.mentions(cg.example(), text)
    >>> [(mention.text, mention.items[0].id, mention.span) for mention in found]
    [('AFD', 'afd', (2, 5)), ('ANRUR', 'anrur', (44, 49))]
    >>> [(place.text, s.name) for s in found.suggestions for place in s.places]
    [('AHNA', 'ANAH')]
    >>> [hedge.text for hedge in found.sentences[0].hedges]
    ['pourrait', 'signer']
    """
    if isinstance(known, Dossier):
        graph: Graph = build_graph(known)
    else:
        check_graph(known)
        graph = known
    return _Reading(graph, text, lang or language_of(graph)).answer(suggest=suggest)


class _Reading:
    """One text read for the institutions of one graph."""

    def __init__(self, graph: Graph, text: str, lang: str) -> None:
        self._graph, self._lang = graph, lang
        self._words, self._lines = Words(text), Lines(text)
        self._names = names_in(graph)
        self._items = {n.item: item_of(graph, n.item, lang) for n in self._names}
        self._finds = finds(Names(self._names).candidates(self._words), self._words)

    def answer(self, *, suggest: bool) -> Mentions:
        words = self._words
        language = language_of_text(words.folded)
        acronyms = unknown_acronyms(words, self._finds)
        guessed = guesses(words, self._names, self._finds, acronyms) if suggest else []
        explained = {span for guess in guessed for span in guess.words}
        return Mentions(
            tuple(self._mention(find) for find in self._finds),
            tuple(
                Suggestion(
                    tuple(self._extract(*span) for span in guess.words),
                    self._of({name.item for name in guess.names}),
                    guess.names[0].written,
                    guess.likeness,
                )
                for guess in guessed
            )
            if suggest
            else None,
            tuple(
                Acronym(written, tuple(self._extract(*span) for span in spans))
                for written, spans in acronyms.items()
                if not explained.issuperset(spans)
            ),
            tuple(self._sentences(language)),
            language,
            hashlib.sha256(words.text.encode("utf-8", "surrogatepass")).hexdigest(),
            lang=self._lang,
        )

    def _sentences(self, language: str | None) -> Iterator[Sentence]:
        ahead = 0
        for passage in passages(self._words, language):
            while ahead < len(self._finds) and self._finds[ahead].first < passage.first:
                ahead += 1
            here = ahead
            while here < len(self._finds) and self._finds[here].last <= passage.last:
                here += 1
            yield self._sentence(passage, self._finds[ahead:here])

    def _sentence(self, passage: Passage, named: Iterable[Find]) -> Sentence:
        return Sentence(
            *self._place(passage.first, passage.last),
            passage.language,
            tuple(map(self._phrase, passage.agreements)),
            tuple(map(self._phrase, passage.hedges)),
            tuple(map(self._mention, named)),
        )

    def _phrase(self, spoken: Spoken[Kind]) -> Phrase[Kind]:
        return Phrase(*self._place(spoken.first, spoken.last), spoken.kind)

    def _mention(self, find: Find) -> Mention:
        name = find.names[0]
        place = self._placed(find.start, find.end)
        return Mention(*place, self._of(find.items), name.written, name.naming, find.inflected)

    def _of(self, ids: Iterable[str]) -> tuple[Item, ...]:
        return tuple(self._items[item] for item in sorted(ids))

    def _extract(self, *span: int) -> Extract:
        return Extract(*self._place(*span))

    def _place(self, first: int, last: int) -> tuple[tuple[int, int], int, int, int | None, str]:
        return self._placed(self._words.starts[first], self._words.ends[last])

    def _placed(self, start: int, end: int) -> tuple[tuple[int, int], int, int, int | None, str]:
        line, column = self._lines.at(start)
        return (start, end), line, column, self._lines.page(start), self._words.text[start:end]
