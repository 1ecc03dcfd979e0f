"""What was found in a text: mentions, what is to be confirmed, and sentences on agreements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar

from coopgraph.answers.answer import Answer, Column
from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import say
from coopgraph.words.vocabulary import AgreementKind, Hedge, Naming

__all__ = [
    "Acronym",
    "Extract",
    "Kind",
    "Mention",
    "Mentions",
    "Phrase",
    "Sentence",
    "Suggestion",
]

_SHOWN: Final = 400  # as much of a sentence as a table shows; records have the whole

Kind = TypeVar("Kind", AgreementKind, Hedge)


@dataclass(frozen=True, slots=True)
class Extract:
    """A place in the text.

    Attributes
    ----------
    span
        First character and the one after the last, counted from 0.
    line, column
        Where it begins, counted from 1; columns count characters.
    page
        The page, counted from 1, where form feeds part the text into pages; else ``None``.
    text
        The characters of the span as they stand.
    """

    span: tuple[int, int]
    line: int
    column: int
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Mention(Extract):
    """A place where a known institution is named.

    Attributes
    ----------
    items
        Who it is; several, by id, where they share the name that stands there.
    name
        The name as known, by which it was recognised.
    naming
        What that name is to the institution: its name, acronym or alias.
    inflected
        Whether the text adds a plural *s* to it, or an Arabic article run into a preposition.
    """

    items: tuple[Item, ...]
    name: str
    naming: Naming
    inflected: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that may be a known name misspelt; a person decides.

    Attributes
    ----------
    places
        Everywhere it is written so.
    items
        Who may be meant, by id.
    name
        The known name that it is closest to.
    likeness
        How close, from 0 to 1: twice the letters that both have in the same order, by all letters
        of both (the normalized indel similarity); for names, of their longer words.
    """

    places: tuple[Extract, ...]
    items: tuple[Item, ...]
    name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Acronym:
    """A word in capitals that is neither a known name nor close to one, and its places."""

    text: str
    places: tuple[Extract, ...]


@dataclass(frozen=True, slots=True)
class Phrase(Extract, Generic[Kind]):
    """Words that name an agreement, or that hold back what is said; and which kind they tell."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Sentence(Extract):
    """A sentence that speaks of agreements.

    Attributes
    ----------
    language
        ``fr`` or ``en``.
    agreements
        The words that name agreements, in order.
    hedges
        The words by which it holds back or bounds what it says, in order.
    mentions
        The institutions named in it, in order.
    """

    language: str
    agreements: tuple[Phrase[AgreementKind], ...]
    hedges: tuple[Phrase[Hedge], ...]
    mentions: tuple[Mention, ...]


class _Found(NamedTuple):
    """A line of the records: where something was found, and what is said of it.

    ``in_full`` where an institution is met for the first time: long names again and again would
    drown the rest.
    """

    finding: str
    place: Extract
    items: Sequence[Item] = ()
    said: Mapping[str, Any] = {}
    in_full: bool = True


def _said(name: str) -> Column:
    return Column(name, lambda line, _: line.said.get(name))


def _called(items: Sequence[Item], lang: str, name: str = "full") -> str:
    """The names of those who may be meant."""
    return f" {say('or', lang)} ".join(getattr(item, name) for item in items)


def _who(line: _Found, mentions: "Mentions") -> str:
    return _called(line.items, mentions.lang, "full" if line.in_full else "short")


def _how(line: _Found, mentions: "Mentions") -> str:
    how: str = line.said["naming"].label(mentions.lang)
    return say("inflected", mentions.lang, naming=how) if line.said["inflected"] else how


@dataclass(frozen=True, slots=True, repr=False)
class Mentions(Answer[Mention]):
    """What a text mentions, each list in the order of the text. Acts as a sequence of mentions.

    Attributes
    ----------
    mentions
        Where known institutions are named.
    suggestions
        What may be a known name misspelt; ``None`` where it was not asked for.
    acronyms
        Words in capitals that no known institution carries.
    sentences
        Sentences that speak of agreements.
    language
        ``fr`` or ``en`` if the text is in one of them; in others no sentences are read.
    sha256
        Fingerprint of the text in UTF-8, which spans refer to.
    """

    holds = "mentions"
    columns = (
        Column("finding", "finding"),
        Column("line", "place.line", "line"),
        Column("column", "place.column"),
        Column("page", "place.page"),
        Column("start", lambda line, _: line.place.span[0]),
        Column("end", lambda line, _: line.place.span[1]),
        Column("text", "place.text", "written", lambda line, _: _on_one_line(line.place.text)),
        Column("items", lambda line, _: [*dict.fromkeys(i.id for i in line.items)], "who", _who),
        _said("name"),
        Column("naming", lambda line, _: _value(line.said.get("naming")), "naming", _how),
        *map(_said, ("inflected", "likeness", "agreements", "hedges")),
    )

    mentions: tuple[Mention, ...]
    suggestions: tuple[Suggestion, ...] | None
    acronyms: tuple[Acronym, ...]
    sentences: tuple[Sentence, ...]
    language: str | None
    sha256: str

    def _title(self) -> str:
        found = {item.id for mention in self.mentions for item in mention.items}
        values = {"count": len(self.mentions), "institutions": len(found)}
        return say("title-mentions" if self.mentions else "no-mentions", self.lang, **values)

    def _remarks(self) -> Iterator[str]:
        yield from self._to_confirm()
        yield from self._about_sentences()

    def _to_confirm(self) -> Iterator[str]:
        for suggestion in self.suggestions or ():
            values = {
                "line": suggestion.places[0].line,
                "count": len(suggestion.places),
                "written": _on_one_line(suggestion.places[0].text),
                "who": _called(suggestion.items, self.lang),
                "percent": round(100 * suggestion.likeness),
            }
            yield say("suggestion", self.lang, **values)
        if self.acronyms:
            listed = ", ".join(
                say("acronym-line", self.lang, acronym=acronym.text, line=acronym.places[0].line)
                for acronym in self.acronyms
            )
            yield say("unknown-acronyms", self.lang, acronyms=listed, count=len(self.acronyms))
        if self.suggestions is None:
            yield say("no-suggestions-asked", self.lang)

    def _about_sentences(self) -> Iterator[str]:
        if self.language is None and not self.sentences:
            yield say("language-not-read", self.lang)
            return
        yield say("sentences-count", self.lang, count=len(self.sentences))
        for sentence in self.sentences:
            text = _on_one_line(sentence.text)
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            values = {"line": sentence.line, "text": shown}
            yield say("sentence", self.lang, **values)
            if sentence.hedges:
                yield say("hedges", self.lang, hedges=self.hedged(sentence.hedges))

    def hedged(self, hedges: Iterable[Phrase[Hedge]]) -> str:
        """The words by which a sentence holds back, each once, with what they are to it."""
        said = (f"{_on_one_line(h.text)} ({h.kind.label(self.lang)})" for h in hedges)
        return ", ".join(dict.fromkeys(said))

    def _shown_lines(self) -> list[_Found]:
        met: set[tuple[Item, ...]] = set()
        lines = []
        for mention in self.mentions:
            values = {
                "name": mention.name,
                "naming": mention.naming,
                "inflected": mention.inflected,
            }
            in_full = mention.items not in met
            met.add(mention.items)
            lines.append(_Found("mention", mention, mention.items, values, in_full))
        return lines

    def _lines(self) -> list[_Found]:
        lines = self._shown_lines()
        for one in self.suggestions or ():
            values: dict[str, Any] = {"name": one.name, "likeness": round(one.likeness, 3)}
            lines += [_Found("suggestion", place, one.items, values) for place in one.places]
        for acronym in self.acronyms:
            lines += [_Found("acronym", place) for place in acronym.places]
        for sentence in self.sentences:
            named = [item for mention in sentence.mentions for item in mention.items]
            values = {"agreements": _phrases(sentence.agreements)}
            values["hedges"] = _phrases(sentence.hedges)
            lines.append(_Found("sentence", sentence, named, values))
        return lines


def _value(naming: Naming | None) -> str | None:
    return naming.value if naming else None


def _phrases(phrases: Iterable[Phrase[Any]]) -> list[str]:
    return [f"{phrase.kind}: {_on_one_line(phrase.text)}" for phrase in phrases]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
