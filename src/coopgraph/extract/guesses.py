"""What a text may mean by words that are no known name: misspellings and unknown acronyms.

Nothing here is taken for a mention; a person confirms.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coopgraph._base.errors import MissingExtraError
from coopgraph.extract.names import Find, Name, is_acronym
from coopgraph.extract.phrases import COMMON_WORDS
from coopgraph.extract.words import Words

__all__ = ["Guess", "guesses", "unknown_acronyms"]

_LEAST: Final = 0.85  # likeness of a name as a whole
_LEAST_WORD: Final = 0.7  # of each longer word in it, so that "Santé" is no slip for "Ville"
_LEAST_ACRONYM: Final = 0.65  # AHAAH and ANAH: two letters of nine
_SHORT_WORD: Final = 3  # articles and prepositions, which may differ, …
_PREPOSITIONS: Final = frozenset(("avec", "dans", "pour", "vers", "from", "with", "into"))  # … too
_LONE_WORD: Final = 5  # a name of one word needs that many letters to be recognised by likeness
_LONGEST_ACRONYM: Final = 10
_SMALL: Final = frozenset().union(*COMMON_WORDS.values())
_ROMAN: Final = re.compile(r"X{0,3}(IX|IV|V?I{0,3})")

Span = tuple[int, int]  # first and last word


@dataclass(frozen=True, slots=True)
class Guess:
    """Words that are close to a known name.

    Attributes
    ----------
    words
        First and last word of each place where it is written so.
    names
        The names that it comes closest to, all equally.
    likeness
        How close, from 0 to 1: the share of letters that stay, in order, of both.
    """

    words: tuple[Span, ...]
    names: tuple[Name, ...]
    likeness: float


def unknown_acronyms(words: Words, known: Sequence[Find]) -> dict[str, list[Span]]:
    """Words in capitals that are no known name, with their places.

    Left out are Roman numbers, and headings and sentences written in capitals altogether.
    """
    taken = _words_of(known)
    shouted = _shouted(words)
    found: dict[str, list[Span]] = {}
    for n in range(len(words)):
        if n in taken or n in shouted:
            continue
        written = words.raw(n, n).removesuffix("s")  # "les PME", "les PMEs"
        capitals = is_acronym(written) and len(written) <= _LONGEST_ACRONYM
        if capitals and not _ROMAN.fullmatch(written):
            found.setdefault(written, []).append((n, n))
    return found


def _words_of(finds: Iterable[Find]) -> set[int]:
    return {n for find in finds for n in range(find.first, find.last + 1)}


def _shouted(words: Words) -> set[int]:
    """The words of lines in capitals that are sentences or headings, not lists of acronyms."""
    shouted: set[int] = set()
    line: list[int] = []
    for n in range(len(words)):
        line.append(n)
        if words.gaps[n].line:
            raw = [words.raw(w, w) for w in line if len(words.folded[w]) > 1]
            in_capitals = all(word.isupper() for word in raw if not word.isdigit())
            spoken = any(len(word) > _LONGEST_ACRONYM or word.casefold() in _SMALL for word in raw)
            if in_capitals and spoken:
                shouted.update(line)
            line = []
    return shouted


def guesses(
    words: Words, names: Sequence[Name], known: Sequence[Find], acronyms: dict[str, list[Span]]
) -> list[Guess]:
    """What is close to a known name, in the order of the text.

    Raises
    ------
    MissingExtraError
        When rapidfuzz is not installed.
    """
    try:
        import rapidfuzz  # noqa: F401 - whether it is there is said before any work is done
    except ImportError:
        raise MissingExtraError("no-rapidfuzz", package="rapidfuzz", extra="text") from None
    short = [name for name in names if name.keeps_capitals]
    long = [name for name in names if not name.keeps_capitals]
    found = [*_close_acronyms(acronyms, short), *_other_case(words, short, known)]
    taken = {n for guess in found for span in guess.words for n in range(span[0], span[1] + 1)}
    found += _close_names(words, long, known, taken)
    return sorted(found, key=lambda guess: (guess.words[0], guess.names))


def _close_acronyms(acronyms: dict[str, list[Span]], names: Sequence[Name]) -> Iterator[Guess]:
    from rapidfuzz import fuzz, process

    choices = [name.written.upper() for name in names]
    for written, places in acronyms.items():
        if len(written) >= _SHORT_WORD:
            cutoff = _LEAST_ACRONYM * 100
            close = process.extract(
                written, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None
            )
            yield from _best(places, [(score / 100, names[n]) for _, score, n in close])


def _best(places: Iterable[Span], close: Sequence[tuple[float, Name]]) -> Iterator[Guess]:
    if close:
        most = max(likeness for likeness, _ in close)
        names = sorted({name for likeness, name in close if likeness == most})
        yield Guess(tuple(places), tuple(names), most)


def _other_case(words: Words, names: Sequence[Name], known: Sequence[Find]) -> Iterator[Guess]:
    """Acronyms that a text writes as names, as newspapers do: "Anru"."""
    taken = _words_of(known)
    by_word: dict[str, list[Name]] = {}
    for name in names:
        if len(name.written) > _SHORT_WORD:
            by_word.setdefault(Words(name.written).folded[0], []).append(name)
    places: dict[str, list[Span]] = {}
    for n, word in enumerate(words.folded):
        if word in by_word and n not in taken and words.raw(n, n).istitle():
            places.setdefault(word, []).append((n, n))
    for word, spans in places.items():
        yield Guess(tuple(spans), tuple(sorted(by_word[word])), 1.0)


Content = tuple[str, ...]  # the longer words of a name, by which it is recognised


def _counts(word: str) -> bool:
    return len(word) > _SHORT_WORD and word not in _PREPOSITIONS


class _Long:
    """The longer words of a text, each with its number in the text."""

    def __init__(self, words: Words) -> None:
        self.numbers = [n for n, word in enumerate(words.folded) if _counts(word)]
        self.words = [words.folded[n] for n in self.numbers]
        breaks = [0]
        for gap in words.gaps:
            breaks.append(breaks[-1] + (gap.join != ""))
        #: How many breaks stand before each: two run on from each other if it is the same number.
        self.breaks = [breaks[n] for n in self.numbers]
        self.at: dict[str, list[int]] = {}
        for n, word in enumerate(self.words):
            self.at.setdefault(word, []).append(n)


def _close_names(
    words: Words, names: Sequence[Name], known: Sequence[Find], taken: set[int]
) -> list[Guess]:
    by_content: dict[Content, list[Name]] = {}
    for name in names:
        content = tuple(filter(_counts, Words(name.written).folded))
        if content:
            by_content.setdefault(content, []).append(name)
    windows = _windows(_Long(words), by_content)
    windows |= _lone_words(words, by_content)
    items = {n: set(find.items) for find in known for n in range(find.first, find.last + 1)}
    found: list[tuple[float, Span, tuple[Name, ...]]] = []
    for (window, shape), places in sorted(windows.items()):
        free = [span for span in places if taken.isdisjoint(range(span[0], span[1] + 1))]
        for likeness, content in _closest(window, shape) if free else ():
            meant = tuple(sorted(by_content[content]))
            ids = {name.item for name in meant}
            found += [(likeness, span, meant) for span in free if _is_news(span, ids, items)]
    return _standing(found, words)


Shape = frozenset[Content]
Windows = dict[tuple[Content, Shape], list[Span]]


def _windows(text: _Long, contents: Iterable[Content]) -> Windows:
    """Runs of longer words with the contents that each may be a slip for.

    A run is looked at where one of its words stands in a name at the same place of as many.
    """
    shapes: dict[tuple[str, int, int], set[Content]] = {}
    for content in contents:
        for place, word in enumerate(content) if len(content) > 1 else ():
            shapes.setdefault((word, place, len(content)), set()).add(content)
    found: dict[tuple[Content, Shape], dict[Span, None]] = {}
    for (word, place, size), close in sorted(shapes.items()):
        shape = frozenset(close)
        for here in text.at.get(word, ()):
            first, last = here - place, here - place + size - 1
            if first >= 0 and last < len(text.words) and text.breaks[first] == text.breaks[last]:
                span = text.numbers[first], text.numbers[last]
                found.setdefault((tuple(text.words[first : last + 1]), shape), {})[span] = None
    return {key: list(spans) for key, spans in found.items()}


def _lone_words(words: Words, contents: Iterable[Content]) -> Windows:
    """Words with a capital, for names that are one word."""
    lone = frozenset(c for c in contents if len(c) == 1 and len(c[0]) >= _LONE_WORD)
    found: Windows = {}
    for n, word in enumerate(words.folded) if lone else ():
        if len(word) >= _LONE_WORD and words.text[words.starts[n]].isupper():
            found.setdefault(((word,), lone), []).append((n, n))
    return found


def _closest(window: Content, shape: Shape) -> list[tuple[float, Content]]:
    """The contents of a shape that a run of words comes closest to, if near enough."""
    from rapidfuzz import fuzz, process

    contents = sorted(shape)
    close = process.extract(
        " ".join(window),
        [" ".join(content) for content in contents],
        scorer=fuzz.ratio,
        score_cutoff=_LEAST * 100,
        limit=None,
    )
    like = [(score / 100, contents[n]) for _, score, n in close]
    like = [
        (likeness, content)
        for likeness, content in like
        if all(
            fuzz.ratio(one, other) >= _LEAST_WORD * 100
            for one, other in zip(window, content, strict=True)
        )
    ]
    most = max((likeness for likeness, _ in like), default=0.0)
    return [(likeness, content) for likeness, content in like if likeness == most]


def _is_news(span: Span, ids: set[str], items: dict[int, set[str]]) -> bool:
    """Whether nothing is known there, or only a part of it, and of something else."""
    known = [items[n] for n in range(span[0], span[1] + 1) if n in items]
    whole = len(known) == span[1] - span[0] + 1
    cut = any(
        n in items and edge in items for n, edge in ((span[0] - 1, span[0]), (span[1] + 1, span[1]))
    )
    return not whole and not cut and all(ids.isdisjoint(there) for there in known)


def _standing(found: list[tuple[float, Span, tuple[Name, ...]]], words: Words) -> list[Guess]:
    """The closest guess at each place, those of one spelling together."""
    taken: set[int] = set()
    places: dict[tuple[str, tuple[Name, ...], float], list[Span]] = {}
    chosen: dict[Span, tuple[float, set[Name]]] = {}
    for likeness, span, names in sorted(found, key=lambda f: (-f[0], f[1][0] - f[1][1], f[1])):
        if span in chosen and chosen[span][0] == likeness:
            chosen[span][1].update(names)
        elif taken.isdisjoint(range(span[0], span[1] + 1)):
            taken.update(range(span[0], span[1] + 1))
            chosen[span] = (likeness, set(names))
    for span, (likeness, meant) in sorted(chosen.items()):
        spelling = " ".join(words.folded[span[0] : span[1] + 1])
        places.setdefault((spelling, tuple(sorted(meant)), likeness), []).append(span)
    return [Guess(tuple(spans), names, like) for (_, names, like), spans in places.items()]
