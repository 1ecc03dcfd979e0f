"""Sentences of a text that speak of agreements, with the words by which they hold back."""

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from coopgraph.extract.phrases import AGREEMENTS, COMMON_WORDS, HEDGES, NOT_AT_END
from coopgraph.extract.words import Words
from coopgraph.words.vocabulary import AgreementKind, Hedge, Word

__all__ = ["Passage", "Spoken", "language_of_text", "passages"]

_LEAST_SHARE: Final = 0.02  # of small words, in a text of a language
_LONGEST_NUMBER: Final = 3  # of an item in a numbered list

Kind = TypeVar("Kind", AgreementKind, Hedge)


@dataclass(frozen=True, slots=True)
class Spoken(Generic[Kind]):
    """Words that name an agreement or hold back: the first, the last, and what they are."""

    first: int
    last: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that speaks of agreements: its first and last word, and what it speaks of."""

    first: int
    last: int
    language: str
    agreements: tuple[Spoken[AgreementKind], ...]
    hedges: tuple[Spoken[Hedge], ...]


def language_of_text(words: Sequence[str], default: str | None = None) -> str | None:
    """``fr`` or ``en`` by the small words of a text, folded; the default where it shows neither."""
    counts = {tag: sum(word in common for word in words) for tag, common in COMMON_WORDS.items()}
    most = max(counts.values())
    first, *others = [tag for tag, count in counts.items() if count == most]
    unsure = others or most < max(1, len(words) * _LEAST_SHARE)
    return default if unsure else first


def passages(words: Words, language: str | None) -> Iterator[Passage]:
    """The sentences that speak of agreements, in order.

    Each is read in the language that its own small words show, else in that of the text.
    """
    for first, last in _sentences(words):
        here = words.folded[first : last + 1]
        tongue = language_of_text(here, language)
        if tongue is None:
            continue
        agreements = tuple(_spoken(here, first, "agreements", tongue, AgreementKind))
        if agreements:
            hedges = tuple(_spoken(here, first, "hedges", tongue, Hedge))
            yield Passage(first, last, tongue, agreements, hedges)


def _sentences(words: Words) -> Iterator[tuple[int, int]]:
    first = 0
    for n in range(len(words)):
        if _ends_after(words, n):
            yield first, n
            first = n + 1


def _ends_after(words: Words, n: int) -> bool:
    gap = words.gaps[n]
    if gap.join is None:
        return True
    following = words.text[words.starts[n + 1]]
    if gap.line and following.isdigit():  # an item of a numbered list
        number = len(words.folded[n + 1]) <= _LONGEST_NUMBER
        return number and words.text.startswith((".", ")"), words.ends[n + 1])
    word = words.folded[n]
    shortened = word in NOT_AT_END or (len(word) == 1 and word.isalpha())
    return gap.ends and not shortened and not following.islower()


@functools.cache
def _pattern(what: str, language: str) -> re.Pattern[str]:
    table = {"agreements": AGREEMENTS, "hedges": HEDGES}[what]
    parts = [f"(?P<p{n}>{pattern})" for n, (_, pattern) in enumerate(table[language])]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def _spoken(
    folded: Sequence[str], offset: int, what: str, language: str, kinds: type[Kind]
) -> Iterator[Spoken[Kind]]:
    table: dict[str, tuple[tuple[Word, str], ...]] = {
        "agreements": AGREEMENTS[language],
        "hedges": HEDGES[language],
    }
    begins = [0, *itertools.accumulate(len(word) + 1 for word in folded)]
    for found in _pattern(what, language).finditer(" ".join(folded)):
        first = bisect.bisect_right(begins, found.start()) - 1
        last = bisect.bisect_left(begins, found.end()) - 1
        number = int((found.lastgroup or "p0")[1:])
        yield Spoken(offset + first, offset + last, kinds(table[what][number][0]))
