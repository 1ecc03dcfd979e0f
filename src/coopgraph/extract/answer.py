"""What was found in a text: mentions, suggestions to confirm, and sentences about agreements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar

from coopgraph.answers.answer import Answer, Column
from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import say
from coopgraph.words.mentions import Hedge, Naming
from coopgraph.words.vocabulary import AgreementKind

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

_SHOWN: Final = 400  # characters of a sentence shown in a table; records contain all of it

Kind = TypeVar("Kind", AgreementKind, Hedge)


@dataclass(frozen=True, slots=True)
class Extract:
    """A place in the text.

    Attributes
    ----------
    span
        The offsets of the first character and of the one after the last, counted from 0.
    line, column
        Where it begins, counted from 1; columns count characters.
    page
        The page, counted from 1, if form feeds separate the text into pages; else ``None``.
    text
        The characters of the span.
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
        The institution, or several, sorted by id, that share the name.
    name
        The known name that matched.
    naming
        Whether this is the institution's name, acronym or alias.
    inflected
        Whether the text adds a plural *s*, or merges an Arabic article with a preposition.
    """

    items: tuple[Item, ...]
    name: str
    naming: Naming
    inflected: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that may be a misspelt known name, for a person to confirm.

    Attributes
    ----------
    places
        Every place with this spelling.
    items
        The institutions that may be meant, sorted by id.
    name
        The closest known name.
    likeness
        Similarity from 0 to 1 (normalized indel similarity): twice the number of letters that both
        have in the same order, divided by the number of letters of both. For names, only the longer
        words are compared.
    """

    places: tuple[Extract, ...]
    items: tuple[Item, ...]
    name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Acronym:
    """A word in capitals that is neither a known name nor similar to one, and its places."""

    text: str
    places: tuple[Extract, ...]


@dataclass(frozen=True, slots=True)
class Phrase(Extract, Generic[Kind]):
    """Words that name an agreement or qualify a statement, and of which kind."""

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
        The words that qualify what it says, in order.
    mentions
        The institutions named in it, in order.
    """

    language: str
    agreements: tuple[Phrase[AgreementKind], ...]
    hedges: tuple[Phrase[Hedge], ...]
    mentions: tuple[Mention, ...]


class _Line(NamedTuple):
    """A row of the records.

    ``values`` are the cells of columns that only some rows have. ``in_full`` says whether the table
    shows full names, which it does the first time that an institution is mentioned.
    """

    finding: str
    place: Extract
    items: Sequence[Item] = ()
    values: Mapping[str, Any] = {}
    in_full: bool = True


def _value(name: str) -> Column:
    return Column(name, lambda line, _: line.values.get(name))


def _names(items: Sequence[Item], lang: str, name: str = "full") -> str:
    return f" {say('or', lang)} ".join(getattr(item, name) for item in items)


def _who(line: _Line, mentions: "Mentions") -> str:
    return _names(line.items, mentions.lang, "full" if line.in_full else "short")


def _how(line: _Line, mentions: "Mentions") -> str:
    how = Naming(line.values["naming"]).label(mentions.lang)
    return say("inflected", mentions.lang, naming=how) if line.values["inflected"] else how


@dataclass(frozen=True, slots=True, repr=False)
class Mentions(Answer[Mention]):
    """What a text mentions. All lists are in text order. The answer is a sequence of its mentions.

    Attributes
    ----------
    mentions
        Places where known institutions are named.
    suggestions
        Possible misspellings of known names; ``None`` if they were not requested.
    acronyms
        Words in capitals that are not names of known institutions.
    sentences
        Sentences that speak of agreements.
    language
        ``fr`` or ``en``; ``None`` for other languages, in which no sentences are read.
    sha256
        SHA-256 digest of the text in UTF-8, which spans refer to.
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
        _value("name"),
        Column("naming", lambda line, _: line.values.get("naming"), "naming", _how),
        *map(_value, ("inflected", "likeness", "agreements", "hedges")),
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
        for suggestion in self.suggestions or ():
            values = {
                "line": suggestion.places[0].line,
                "count": len(suggestion.places),
                "written": _on_one_line(suggestion.places[0].text),
                "who": _names(suggestion.items, self.lang),
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
        if self.language is None and not self.sentences:
            yield say("language-not-read", self.lang)
            return
        yield say("sentences-count", self.lang, count=len(self.sentences))
        for sentence in self.sentences:
            text = _on_one_line(sentence.text)
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            values = {"line": sentence.line, "text": shown}
            yield say("sentence", self.lang, **values)
            said = (f"{_on_one_line(h.text)} ({h.kind.label(self.lang)})" for h in sentence.hedges)
            if sentence.hedges:
                yield say("hedges", self.lang, hedges=", ".join(dict.fromkeys(said)))

    def _shown_lines(self) -> list[_Line]:
        first: dict[tuple[Item, ...], Mention] = {}
        return [
            _Line(
                "mention",
                mention,
                mention.items,
                {
                    "name": mention.name,
                    "naming": mention.naming.value,
                    "inflected": mention.inflected,
                },
                first.setdefault(mention.items, mention) is mention,
            )
            for mention in self.mentions
        ]

    def _lines(self) -> list[_Line]:
        lines = self._shown_lines()
        for one in self.suggestions or ():
            values: dict[str, Any] = {"name": one.name, "likeness": round(one.likeness, 3)}
            lines += [_Line("suggestion", place, one.items, values) for place in one.places]
        for acronym in self.acronyms:
            lines += [_Line("acronym", place) for place in acronym.places]
        for sentence in self.sentences:
            named = [item for mention in sentence.mentions for item in mention.items]
            values = {
                "agreements": _phrases(sentence.agreements),
                "hedges": _phrases(sentence.hedges),
            }
            lines.append(_Line("sentence", sentence, named, values))
        return lines


def _phrases(phrases: Sequence[Phrase[Any]]) -> list[str]:
    return [f"{phrase.kind}: {_on_one_line(phrase.text)}" for phrase in phrases]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
