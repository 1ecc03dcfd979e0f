"""What was found in a text: mentions, what is to be confirmed, and sentences on agreements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, TypeVar

from coopgraph.answer import Answer
from coopgraph.items import Item
from coopgraph.tables import Table
from coopgraph.vocabulary import AgreementKind, Hedge, Naming
from coopgraph.wording import say

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


@dataclass(frozen=True, slots=True)
class Mentions(Answer):
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

    fields: ClassVar[tuple[str, ...]] = (
        "finding", "line", "column", "page", "start", "end", "text", "items", "name", "naming",
        "inflected", "likeness", "agreements", "hedges",
    )  # fmt: skip

    mentions: tuple[Mention, ...]
    suggestions: tuple[Suggestion, ...] | None
    acronyms: tuple[Acronym, ...]
    sentences: tuple[Sentence, ...]
    language: str | None
    sha256: str
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.mentions)

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.mentions)

    def table(self) -> Table:
        ids = {item.id for mention in self.mentions for item in mention.items}
        values = {"count": len(self.mentions), "institutions": len(ids)}
        title = say("title-mentions" if self.mentions else "no-mentions", self.lang, **values)
        columns = [
            say(f"column-{name}", self.lang) for name in ("line", "written", "who", "naming")
        ]
        rows: list[tuple[int | str, ...]] = []
        met: set[tuple[Item, ...]] = set()
        for mention in self.mentions:
            # In full where it is first met: long names again and again would drown the rest.
            who = self._who(mention.items, short=mention.items in met)
            met.add(mention.items)
            rows.append((mention.line, _on_one_line(mention.text), who, self._how(mention)))
        return Table(title, columns, rows, [*self._to_confirm(), *self._about_sentences()])

    def _who(self, items: Sequence[Item], *, short: bool = False) -> str:
        called = [item.short if short else item.full for item in items]
        return f" {say('or', self.lang)} ".join(called)

    def _how(self, mention: Mention) -> str:
        how = mention.naming.label(self.lang)
        return say("inflected", self.lang, naming=how) if mention.inflected else how

    def _to_confirm(self) -> Iterator[str]:
        for suggestion in self.suggestions or ():
            values = {
                "line": suggestion.places[0].line,
                "count": len(suggestion.places),
                "written": _on_one_line(suggestion.places[0].text),
                "who": self._who(suggestion.items),
                "percent": round(100 * suggestion.likeness),
            }
            yield say("suggestion", self.lang, **values)
        if self.acronyms:
            listed = ", ".join(
                say("acronym-line", self.lang, acronym=acronym.text, line=acronym.places[0].line)
                for acronym in self.acronyms
            )
            yield say("unknown-acronyms", self.lang, acronyms=listed)
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

    def to_records(self) -> list[dict[str, Any]]:
        records = [
            self._record(
                "mention",
                mention,
                items=[item.id for item in mention.items],
                name=mention.name,
                naming=mention.naming.value,
                inflected=mention.inflected,
            )
            for mention in self.mentions
        ]
        for suggestion in self.suggestions or ():
            ids = [item.id for item in suggestion.items]
            values = {
                "items": ids,
                "name": suggestion.name,
                "likeness": round(suggestion.likeness, 3),
            }
            records += [self._record("suggestion", place, **values) for place in suggestion.places]
        for acronym in self.acronyms:
            records += [self._record("acronym", place) for place in acronym.places]
        for sentence in self.sentences:
            named = dict.fromkeys(item.id for m in sentence.mentions for item in m.items)
            agreements = [
                f"{phrase.kind}: {_on_one_line(phrase.text)}" for phrase in sentence.agreements
            ]
            hedges = [f"{phrase.kind}: {_on_one_line(phrase.text)}" for phrase in sentence.hedges]
            values = {"items": list(named), "agreements": agreements, "hedges": hedges}
            records.append(self._record("sentence", sentence, **values))
        return records

    def _record(self, finding: str, place: Extract, **values: Any) -> dict[str, Any]:
        start, end = place.span
        known = {
            "finding": finding, "line": place.line, "column": place.column, "page": place.page,
            "start": start, "end": end, "text": place.text, "items": [], **values,
        }  # fmt: skip
        return {name: known.get(name) for name in self.fields}


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
