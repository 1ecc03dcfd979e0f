"""Where known names stand in a text.

A name is found as a run of words: without regard to case and accents, to which apostrophe, hyphen
or space stands between its words, to a line break or a word divided at the end of a line. A plural
*s* may be added to any of its words. What is written in capitals as an acronym keeps them.

All names are walked through at once, as branches of one tree, from every word of the text; the
time is that of the text's length. Of finds that overlap the longest stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from coopgraph.extract.words import Words
from coopgraph.graph.schema import SEPARATOR, Graph
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import Naming, RecordKind

__all__ = ["Find", "Name", "Names", "finds", "is_acronym", "names_in"]

_SHORT: Final = 5  # up to so many letters, an acronym could be any word if its case were let go
_ACRONYM: Final = re.compile(r"[^\W\d_][^\W_]+")
_DOTTED: Final = re.compile(r"[^\W\d_]{2,8}")

_ARABIC_ARTICLE: Final = "ال"
_ARABIC_PARTICLES: Final = frozenset("وفبك")  # and, then, with, like: written onto the next word


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One way to call one institution."""

    written: str
    item: str
    naming: Naming

    @property
    def keeps_capitals(self) -> bool:
        """Whether it is an acronym, by its place or by its form."""
        return self.naming is Naming.ACRONYM or is_acronym(self.written)


def is_acronym(written: str) -> bool:
    """Whether a word is written in capitals alone, two at least."""
    if not written.isupper() or not _ACRONYM.fullmatch(written):
        return False
    return sum(map(str.isupper, written)) > 1


@dataclass(frozen=True, slots=True)
class Find:
    """A name found: its words and characters in the text, and the names that it may be.

    Attributes
    ----------
    first, last
        Its first and last word, counted from 0.
    start, end
        Its first character and the one after its last.
    names
        The names that stand there, sorted; of several items where they share it.
    inflected
        Whether it stands there with a plural *s*, or an Arabic article run into a preposition.
    """

    first: int
    last: int
    start: int
    end: int
    names: tuple[Name, ...]
    inflected: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the institutions that are called so."""
        return tuple(sorted({name.item for name in self.names}))


def names_in(graph: Graph) -> list[Name]:
    """Everything that the institutions of a graph are called: names in all languages, acronyms,
    aliases; sorted.
    """  # noqa: D205
    found = set()
    for item, attributes in graph.nodes(data=True):
        if attributes.get("record") != RecordKind.INSTITUTION:
            continue
        for key, value in attributes.items():
            if key == "title" or key.startswith("title_"):
                found.add(Name(str(value), item, Naming.NAME))
        if attributes.get("acronym"):
            found.add(Name(str(attributes["acronym"]), item, Naming.ACRONYM))
        aliases = str(attributes.get("aliases") or "").split(SEPARATOR)
        found |= {Name(alias, item, Naming.ALIAS) for alias in aliases if alias.strip()}
    return sorted(found)


@dataclass(slots=True)
class _Branch:
    """Where a run of words has led: the words that may come next, and the names that end here."""

    to: dict[tuple[str, str], "_Branch"] = field(default_factory=dict)
    names: list[tuple[Name, bool]] = field(default_factory=list)  # with: may it lack its commas?


class Names:
    """Names ready to be looked for."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._root = _Branch()
        for name in sorted(names):
            words = Words(name.written)
            steps = [("", word) for word in words.folded]
            for n, gap in enumerate(words.gaps[:-1], start=1):
                steps[n] = (gap.join or "", words.folded[n])
            commas = any(gap.comma for gap in words.gaps)
            self._grow(steps, name, commas=commas)
            if name.keeps_capitals and len(steps) == 1 and _DOTTED.fullmatch(name.written):
                letters = words.folded[0]
                self._grow([(".", c) if n else ("", c) for n, c in enumerate(letters)], name)

    def _grow(self, steps: list[tuple[str, str]], name: Name, *, commas: bool = False) -> None:
        branch = self._root
        for step in steps:
            branch = branch.to.setdefault(step, _Branch())
        if steps:
            branch.names.append((name, commas))

    def candidates(self, words: Words) -> Iterator[Find]:
        """Every name at every place, overlapping ones too, in the order of the text."""
        begins = {word for _, word in self._root.to}
        for n, word in enumerate(words.folded):
            # Most words begin no name: they are passed by as quickly as can be.
            if word in begins or word[:-1] in begins or words.gaps[n].broken:
                yield from self._from(words, n, words.starts[n], word)
            elif word[1:3] == _ARABIC_ARTICLE and word[0] in _ARABIC_PARTICLES:
                yield from self._from(words, n, _second_letter(words, n), word[1:])
            elif word[:2] == "لل":  # "for" and the article, which loses its first letter
                article = _ARABIC_ARTICLE + word[2:]
                yield from self._from(words, n, words.starts[n], article, inflected=True)

    def _from(
        self, words: Words, first: int, start: int, head: str, *, inflected: bool = False
    ) -> Iterator[Find]:
        """The names that begin at a word, of which ``head`` is what counts."""
        ends: dict[int, list[tuple[bool, Name]]] = {}
        ways = [(self._root, "", first, False, inflected)]
        while ways:
            branch, join, n, comma, changed = ways.pop()
            for last, word in _readings(words, n, head if n == first else words.folded[n]):
                for form, plural in ((word, False), (word.removesuffix("s"), True)):
                    to = branch.to.get((join, form))
                    if not to or (plural and form == word):
                        continue
                    named = [name for name, may_lack in to.names if may_lack or not comma]
                    ends.setdefault(last, []).extend((changed or plural, name) for name in named)
                    gap = words.gaps[last]
                    if to.to and gap.join is not None:
                        way = (to, gap.join, last + 1, comma or gap.comma, changed or plural)
                        ways.append(way)
        for last, named_here in sorted(ends.items()):
            end = words.ends[last]
            raw = words.text[start:end]
            kept = [(how, name) for how, name in named_here if _keeps_case(name, raw)]
            if kept:
                least = min(how for how, _ in kept)  # as it is known goes before inflected
                names = tuple(sorted({name for how, name in kept if how == least}))
                yield Find(first, last, start, end, names, least)


def _readings(words: Words, n: int, word: str) -> Iterator[tuple[int, str]]:
    """A word, and what it makes with the next if it may be divided at the end of a line."""
    yield n, word
    if words.gaps[n].broken:
        yield n + 1, word + words.folded[n + 1]


def _second_letter(words: Words, n: int) -> int:
    start = words.starts[n] + 1
    while not words.text[start].isalnum() or words.text[start] == "ـ":  # vowel signs and strokes
        start += 1
    return start


def _letters(text: str) -> str:
    """Its letters and digits without accents, in their own case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())


def _keeps_case(name: Name, raw: str) -> bool:
    """Whether the capitals of an acronym stand; its plural has a small *s*, at its end alone."""
    if not name.keeps_capitals:
        return True
    written, found = _letters(name.written), _letters(raw)
    if fold(found) != fold(written):
        if not found.endswith("s") or fold(found[:-1]) != fold(written):
            return False  # "ERUS" is no plural of "ERU"
        found = found[:-1]
    checked = written if len(written) <= _SHORT else written[0]
    return all(f.isupper() or not w.isupper() for w, f in zip(checked, found, strict=False))


def finds(candidates: Iterable[Find], words: Words) -> list[Find]:
    """The finds that stand: the longest first, of equally long ones the first, without overlap."""
    taken = bytearray(len(words))
    standing = []
    for find in sorted(candidates, key=lambda find: (find.start - find.end, find.start)):
        if not any(taken[find.first : find.last + 1]):
            taken[find.first : find.last + 1] = b"\x01" * (find.last + 1 - find.first)
            standing.append(find)
    return sorted(standing, key=lambda find: find.start)
