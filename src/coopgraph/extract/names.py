"""Find known names in a text.

A name matches a run of words, regardless of case, accents and line breaks, of hyphenation, and of
which apostrophe, hyphen or space separates its words. Each word may have a plural
*s*. Acronyms must be in capitals.

All names form one prefix tree, which is followed from each word of the text, so the time needed
is proportional to the length of the text. Of overlapping matches the longest counts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from coopgraph.extract.words import Words
from coopgraph.graph.schema import SEPARATOR, Graph
from coopgraph.words.mentions import Naming
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import RecordKind

__all__ = ["Match", "Name", "Names", "is_acronym", "longest_matches", "names_in"]

_SHORT: Final = 5  # acronyms up to this length must be entirely in capitals
_ACRONYM: Final = re.compile(r"[^\W\d_][^\W_]+")
_DOTTED: Final = re.compile(r"[^\W\d_]{2,8}")

_ARABIC_ARTICLE: Final = "ال"
_ARABIC_PARTICLES: Final = frozenset("وفبك")  # and, then, with, like: prefixed to the next word


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name of one institution."""

    written: str
    item: str
    naming: Naming

    @property
    def keeps_capitals(self) -> bool:
        """Whether it is an acronym, because of its field or because it is in capitals."""
        return self.naming is Naming.ACRONYM or is_acronym(self.written)


def is_acronym(written: str) -> bool:
    """Whether a word has at least two letters, all of them capitals."""
    if not written.isupper() or not _ACRONYM.fullmatch(written):
        return False
    return sum(map(str.isupper, written)) > 1


@dataclass(frozen=True, slots=True)
class Match:
    """A match: its words and characters in the text, and the names that it may be.

    Attributes
    ----------
    first, last
        Its first and last word, counted from 0.
    start, end
        Its first character and the one after its last.
    names
        The names that match, sorted; of more than one item if they share the name.
    inflected
        Whether the text adds a plural *s*, or merges an Arabic article with a preposition.
    """

    first: int
    last: int
    start: int
    end: int
    names: tuple[Name, ...]
    inflected: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the institutions that have these names, sorted."""
        return tuple(sorted({name.item for name in self.names}))


def names_in(graph: Graph) -> list[Name]:
    """All names of the institutions in a graph: names, acronyms and aliases, sorted."""
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
    """A node of the prefix tree: the words that may come next, and the names that end here."""

    to: dict[tuple[str, str], "_Branch"] = field(default_factory=dict)
    names: list[tuple[Name, bool]] = field(default_factory=list)  # whether commas are optional


class Names:
    """A prefix tree of names, to search texts with."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._root = _Branch()
        for name in sorted(names):
            words = Words(name.written)
            steps = [("", word) for word in words.folded]
            for n, gap in enumerate(words.gaps[:-1], start=1):
                steps[n] = (gap.join or "", words.folded[n])
            commas = any(gap.comma for gap in words.gaps)
            self._insert(steps, name, commas=commas)
            if name.keeps_capitals and len(steps) == 1 and _DOTTED.fullmatch(name.written):
                letters = words.folded[0]
                self._insert([(".", c) if n else ("", c) for n, c in enumerate(letters)], name)

    def _insert(self, steps: list[tuple[str, str]], name: Name, *, commas: bool = False) -> None:
        branch = self._root
        for step in steps:
            branch = branch.to.setdefault(step, _Branch())
        if steps:
            branch.names.append((name, commas))

    def candidates(self, words: Words) -> Iterator[Match]:
        """All matches, including overlapping ones, in the order of the text."""
        begins = {word for _, word in self._root.to}
        for n, word in enumerate(words.folded):
            # Most words are not the first of a name, so skip them quickly.
            if word in begins or word[:-1] in begins or words.gaps[n].broken:
                yield from self._from(words, n, words.starts[n], word)
            elif word[1:3] == _ARABIC_ARTICLE and word[0] in _ARABIC_PARTICLES:
                yield from self._from(words, n, _second_letter(words, n), word[1:])
            elif word[:2] == "لل":  # "for" and the article, which loses its first letter
                article = _ARABIC_ARTICLE + word[2:]
                yield from self._from(words, n, words.starts[n], article, inflected=True)

    def _from(
        self, words: Words, first: int, start: int, head: str, *, inflected: bool = False
    ) -> Iterator[Match]:
        """The matches that begin at a word, read as ``head``."""
        ends: dict[int, list[tuple[bool, Name]]] = {}
        pending = [(self._root, "", first, False, inflected)]
        while pending:
            branch, join, n, comma, changed = pending.pop()
            for last, word in _readings(words, n, head if n == first else words.folded[n]):
                for form, plural in ((word, False), (word.removesuffix("s"), True)):
                    to = branch.to.get((join, form))
                    if not to or (plural and form == word):
                        continue
                    named = [name for name, optional in to.names if optional or not comma]
                    ends.setdefault(last, []).extend((changed or plural, name) for name in named)
                    gap = words.gaps[last]
                    if to.to and gap.join is not None:
                        step = (to, gap.join, last + 1, comma or gap.comma, changed or plural)
                        pending.append(step)
        for last, matches in sorted(ends.items()):
            end = words.ends[last]
            raw = words.text[start:end]
            kept = [(how, name) for how, name in matches if _keeps_case(name, raw)]
            if kept:
                # The exact form takes precedence over the inflected one.
                least = min(how for how, _ in kept)
                names = tuple(sorted({name for how, name in kept if how == least}))
                yield Match(first, last, start, end, names, least)


def _readings(words: Words, n: int, word: str) -> Iterator[tuple[int, str]]:
    """A word, and also joined with the next word if it may be hyphenated at the end of a line."""
    yield n, word
    if words.gaps[n].broken:
        yield n + 1, word + words.folded[n + 1]


def _second_letter(words: Words, n: int) -> int:
    start = words.starts[n] + 1
    while not words.text[start].isalnum() or words.text[start] == "ـ":  # vowel signs and elongation
        start += 1
    return start


def _letters(text: str) -> str:
    """The letters and digits of a text without accents, in their own case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())


def _keeps_case(name: Name, raw: str) -> bool:
    """Whether an acronym is in capitals, apart from a lowercase plural *s* at its end."""
    if not name.keeps_capitals:
        return True
    written, found = _letters(name.written), _letters(raw)
    if fold(found) != fold(written):
        if not found.endswith("s") or fold(found[:-1]) != fold(written):
            return False  # "ERUS" is not the plural of "ERU"
        found = found[:-1]
    checked = written if len(written) <= _SHORT else written[0]
    return all(f.isupper() or not w.isupper() for w, f in zip(checked, found, strict=False))


def longest_matches(candidates: Iterable[Match], words: Words) -> list[Match]:
    """The matches to keep: of overlapping ones the longest, else the first; in text order."""
    taken = bytearray(len(words))
    kept = []
    for match in sorted(candidates, key=lambda match: (match.start - match.end, match.start)):
        if not any(taken[match.first : match.last + 1]):
            taken[match.first : match.last + 1] = b"\x01" * (match.last + 1 - match.first)
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)
