"""Find words that may be misspelt names, and unknown acronyms, for a person to confirm."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coopgraph._base.errors import MissingExtraError
from coopgraph.extract.names import Match, Name, is_acronym
from coopgraph.extract.phrases import COMMON_WORDS
from coopgraph.extract.words import Words

__all__ = ["Guess", "guesses", "unknown_acronyms"]

_MIN_LIKENESS: Final = 0.85  # of a whole name
_MIN_WORD_LIKENESS: Final = 0.7  # of its longer words: "Santé" does not match "Ville"
_MIN_ACRONYM_LIKENESS: Final = 0.65  # AHAAH and ANAH: two letters of nine differ
_SHORT_WORD: Final = 3  # articles and prepositions may differ, …
_PREPOSITIONS: Final = frozenset(("avec", "dans", "pour", "vers", "from", "with", "into"))  # … too
_MIN_LONE_WORD: Final = 5  # letters that a name of one word needs
_MAX_ACRONYM_LENGTH: Final = 10
_ALL_COMMON_WORDS: Final = frozenset().union(*COMMON_WORDS.values())
_ROMAN: Final = re.compile(r"X{0,3}(IX|IV|V?I{0,3})")

Span = tuple[int, int]  # first and last word


@dataclass(frozen=True, slots=True)
class Guess:
    """Words that may be a misspelt known name.

    Attributes
    ----------
    words
        The first and last word of each place with this spelling.
    names
        The closest names, all equally close.
    likeness
        From 0 to 1: the share of the letters of both that they have in common, in the same order.
    """

    words: tuple[Span, ...]
    names: tuple[Name, ...]
    likeness: float


def unknown_acronyms(words: Words, known: Sequence[Match]) -> dict[str, list[Span]]:
    """Words in capitals that are not known names, with their places.

    Roman numerals, and headings and sentences entirely in capitals, are left out.
    """
    taken = _words_of(known)
    in_capitals_only = _words_of_capital_lines(words)
    found: dict[str, list[Span]] = {}
    for n in range(len(words)):
        if n in taken or n in in_capitals_only:
            continue
        written = words.raw(n, n).removesuffix("s")  # "les PME", "les PMEs"
        capitals = is_acronym(written) and len(written) <= _MAX_ACRONYM_LENGTH
        if capitals and not _ROMAN.fullmatch(written):
            found.setdefault(written, []).append((n, n))
    return found


def _range(span: Span) -> range:
    return range(span[0], span[1] + 1)


def _words_of(matches: Iterable[Match]) -> set[int]:
    return {n for match in matches for n in range(match.first, match.last + 1)}


def _words_of_capital_lines(words: Words) -> set[int]:
    """The words of sentences and headings in capitals, but not of lists of acronyms."""
    in_capitals_only: set[int] = set()
    line: list[int] = []
    for n in range(len(words)):
        line.append(n)
        if words.gaps[n].line:
            raw = [words.raw(w, w) for w in line if len(words.folded[w]) > 1]
            in_capitals = all(word.isupper() for word in raw if not word.isdigit())
            spoken = any(
                len(word) > _MAX_ACRONYM_LENGTH or word.casefold() in _ALL_COMMON_WORDS
                for word in raw
            )
            if in_capitals and spoken:
                in_capitals_only.update(line)
            line = []
    return in_capitals_only


def guesses(
    words: Words, names: Sequence[Name], known: Sequence[Match], acronyms: dict[str, list[Span]]
) -> list[Guess]:
    """Words that are close to a known name, in the order of the text.

    Raises
    ------
    MissingExtraError
        When rapidfuzz is not installed.
    """
    try:
        import rapidfuzz  # noqa: F401 - fail before any work is done
    except ImportError:
        raise MissingExtraError("no-rapidfuzz", package="rapidfuzz", extra="text") from None
    short = [name for name in names if name.keeps_capitals]
    long = [name for name in names if not name.keeps_capitals]
    found = [*_close_acronyms(acronyms, short), *_other_case(words, short, known)]
    taken = {n for guess in found for span in guess.words for n in _range(span)}
    found += _close_names(words, long, known, taken)
    return sorted(found, key=lambda guess: (guess.words[0], guess.names))


def _similar(text: str, choices: Sequence[str], least: float) -> list[tuple[float, int]]:
    """The choices that are similar enough to a text, as pairs of likeness and index."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=least * 100, limit=None)
    return [(score / 100, n) for _, score, n in found]


def _close_acronyms(acronyms: dict[str, list[Span]], names: Sequence[Name]) -> Iterator[Guess]:
    choices = [name.written.upper() for name in names]
    for written, places in acronyms.items():
        if len(written) >= _SHORT_WORD:
            similar = _similar(written, choices, _MIN_ACRONYM_LIKENESS)
            most = max(similar, default=(0.0, 0))[0]
            closest = sorted({names[n] for likeness, n in similar if likeness == most})
            if closest:
                yield Guess(tuple(places), tuple(closest), most)


def _other_case(words: Words, names: Sequence[Name], known: Sequence[Match]) -> Iterator[Guess]:
    """Acronyms of which only the first letter is a capital, as in newspapers: "Anru"."""
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


Content = tuple[str, ...]  # the longer words of a name, which identify it


def _counts(word: str) -> bool:
    return len(word) > _SHORT_WORD and word not in _PREPOSITIONS


class _LongWords:
    """The longer words of a text, each with its index in the text."""

    def __init__(self, words: Words) -> None:
        self.numbers = [n for n, word in enumerate(words.folded) if _counts(word)]
        self.words = [words.folded[n] for n in self.numbers]
        breaks = [0]
        for gap in words.gaps:
            breaks.append(breaks[-1] + (gap.join != ""))
        #: The number of breaks before each word. Words with the same number have no break in
        #: between.
        self.breaks = [breaks[n] for n in self.numbers]
        self.at: dict[str, list[int]] = {}
        for n, word in enumerate(self.words):
            self.at.setdefault(word, []).append(n)


def _close_names(
    words: Words, names: Sequence[Name], known: Sequence[Match], taken: set[int]
) -> list[Guess]:
    by_content: dict[Content, list[Name]] = {}
    for name in names:
        content = tuple(filter(_counts, Words(name.written).folded))
        if content:
            by_content.setdefault(content, []).append(name)
    windows = _windows(_LongWords(words), by_content)
    windows |= _lone_words(words, by_content)
    items = {n: set(match.items) for match in known for n in range(match.first, match.last + 1)}
    found: list[tuple[float, Span, tuple[Name, ...]]] = []
    for (window, shape), places in sorted(windows.items()):
        free = [span for span in places if taken.isdisjoint(_range(span))]
        for likeness, content in _close_contents(window, shape) if free else ():
            meant = tuple(sorted(by_content[content]))
            ids = {name.item for name in meant}
            found += [(likeness, span, meant) for span in free if _is_new(span, ids, items)]
    return _best_guesses(found, words)


Shape = frozenset[Content]
Windows = dict[tuple[Content, Shape], list[Span]]


def _windows(text: _LongWords, contents: Iterable[Content]) -> Windows:
    """Runs of longer words, each with the names it may be a misspelling of.

    A run is a candidate if it has as many words as the name, and one of them at the same position.
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
    """Words with a capital letter, for names that consist of one word."""
    lone = frozenset(c for c in contents if len(c) == 1 and len(c[0]) >= _MIN_LONE_WORD)
    found: Windows = {}
    for n, word in enumerate(words.folded) if lone else ():
        if len(word) >= _MIN_LONE_WORD and words.text[words.starts[n]].isupper():
            found.setdefault(((word,), lone), []).append((n, n))
    return found


def _close_contents(window: Content, shape: Shape) -> list[tuple[float, Content]]:
    """The names that a run of words is closest to, if it is close enough."""
    from rapidfuzz import fuzz

    contents = sorted(shape)
    similar = [
        (likeness, contents[n])
        for likeness, n in _similar(" ".join(window), list(map(" ".join, contents)), _MIN_LIKENESS)
        if all(
            fuzz.ratio(one, other) >= _MIN_WORD_LIKENESS * 100
            for one, other in zip(window, contents[n], strict=True)
        )
    ]
    most = max((likeness for likeness, _ in similar), default=0.0)
    return [(likeness, content) for likeness, content in similar if likeness == most]


def _is_new(span: Span, ids: set[str], items: dict[int, set[str]]) -> bool:
    """Whether the span holds no known name, or only a shorter one, of another institution."""
    known = [items[n] for n in _range(span) if n in items]
    whole = len(known) == len(_range(span))
    cut = any(
        n in items and edge in items for n, edge in ((span[0] - 1, span[0]), (span[1] + 1, span[1]))
    )
    return not whole and not cut and all(ids.isdisjoint(there) for there in known)


def _best_guesses(found: list[tuple[float, Span, tuple[Name, ...]]], words: Words) -> list[Guess]:
    """The closest guess at each place, grouped by spelling."""
    taken: set[int] = set()
    places: dict[tuple[str, tuple[Name, ...], float], list[Span]] = {}
    chosen: dict[Span, tuple[float, set[Name]]] = {}
    for likeness, span, names in sorted(found, key=lambda f: (-f[0], f[1][0] - f[1][1], f[1])):
        if span in chosen and chosen[span][0] == likeness:
            chosen[span][1].update(names)
        elif taken.isdisjoint(_range(span)):
            taken.update(_range(span))
            chosen[span] = (likeness, set(names))
    for span, (likeness, meant) in sorted(chosen.items()):
        spelling = " ".join(words.folded[span[0] : span[1] + 1])
        places.setdefault((spelling, tuple(sorted(meant)), likeness), []).append(span)
    return [Guess(tuple(spans), names, like) for (_, names, like), spans in places.items()]
