"""Find the institutions and agreements that a text mentions, for a person to review."""

import hashlib
from collections.abc import Iterable, Mapping

from coopgraph.extract.answer import Acronym, Extract, Mention, Mentions, Suggestion
from coopgraph.extract.guesses import Span, guesses, unknown_acronyms
from coopgraph.extract.names import Match, Names, longest_matches, names_in
from coopgraph.extract.sentences import language_of_text, sentences_in
from coopgraph.extract.words import Places, Words
from coopgraph.graph.build import build_graph
from coopgraph.graph.check import check_graph
from coopgraph.graph.items import Item, item_of, language_of
from coopgraph.graph.schema import Graph
from coopgraph.records.dossier import Dossier

__all__ = ["mentions"]


def mentions(
    known: Dossier | Graph, text: str, *, suggest: bool = True, lang: str | None = None
) -> Mentions:
    """Find where a text mentions known institutions, and what it says about agreements.

    Names in all languages, acronyms and aliases are found regardless of case, accents, apostrophes,
    hyphens and line breaks, and with a plural *s*; acronyms must be in capitals (from six letters
    on, only the first). Of overlapping matches the longest counts. Similar words never count as
    mentions: possible misspellings and unknown acronyms are listed separately. Sentences are read
    in French and English.

    Parameters
    ----------
    known
        The dossier, or its graph, whose institutions to look for.
    text
        The text, as :func:`coopgraph.read_report` returns it. Spans count its characters.
    suggest
        Whether to look for misspellings, which needs rapidfuzz.
    lang
        Language of the answer; that of the dossier by default.

    Raises
    ------
    GraphSchemaError
        When a graph does not carry the schema.
    MissingExtraError
        When ``suggest`` is true and rapidfuzz is not installed.

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
    lang = lang or language_of(graph)
    names = names_in(graph)
    items = {name.item: item_of(graph, name.item, lang) for name in names}
    words = Words(text)
    places = Places(words)
    found = longest_matches(Names(names).candidates(words), words)
    mentioned = tuple(_mention(match, places, items) for match in found)
    acronyms = unknown_acronyms(words, found)
    guessed = guesses(words, names, found, acronyms) if suggest else []
    explained = {span for guess in guessed for span in guess.words}
    language = language_of_text(words.folded)

    def extracts(spans: Iterable[Span]) -> tuple[Extract, ...]:
        return tuple(Extract(*places.of_words(*span)) for span in spans)

    suggestions = tuple(
        Suggestion(
            extracts(guess.words),
            tuple(items[item] for item in sorted({name.item for name in guess.names})),
            guess.names[0].written,
            guess.likeness,
        )
        for guess in guessed
    )
    return Mentions(
        mentioned,
        suggestions if suggest else None,
        tuple(
            Acronym(written, extracts(spans))
            for written, spans in acronyms.items()
            if not explained.issuperset(spans)
        ),
        tuple(sentences_in(words, places, language, mentioned)),
        language,
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        lang=lang,
    )


def _mention(match: Match, places: Places, items: Mapping[str, Item]) -> Mention:
    name = match.names[0]
    meant = tuple(items[item] for item in match.items)
    place = places.of(match.start, match.end)
    return Mention(*place, meant, name.written, name.naming, match.inflected)
