"""Find the sentences of a text that speak of agreements, and the hedges in them."""

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from coopgraph.extract.answer import Kind, Mention, Phrase, Sentence
from coopgraph.extract.phrases import AGREEMENTS, COMMON_WORDS, HEDGES, NOT_AT_END
from coopgraph.extract.words import Places, Words

__all__ = ["language_of_text", "sentences_in"]

_MIN_SHARE: Final = 0.02  # of a text's words must be common ones of its language
_MAX_NUMBER_LENGTH: Final = 3  # digits before an entry of a numbered list


def language_of_text(words: Sequence[str], default: str | None = None) -> str | None:
    """``fr`` or ``en``, judging by the common words in a folded text, or else the default."""
    counts = {tag: sum(word in common for word in words) for tag, common in COMMON_WORDS.items()}
    most = max(counts.values())
    first, *others = [tag for tag, count in counts.items() if count == most]
    unsure = others or most < max(1, len(words) * _MIN_SHARE)
    return default if unsure else first


def sentences_in(
    words: Words, places: Places, language: str | None, mentions: Sequence[Mention]
) -> Iterator[Sentence]:
    """The sentences that speak of agreements, in order, with the mentions in each.

    Each is read in the language of its common words, or else in that of the text.
    """
    starts = [mention.span[0] for mention in mentions]
    for first, last in _sentences(words):
        folded = words.folded[first : last + 1]
        tongue = language_of_text(folded, language)
        if tongue is None:
            continue
        agreements = tuple(_phrases(folded, first, places, AGREEMENTS[tongue]))
        if agreements:
            place = places.of_words(first, last)
            start, end = place[0]
            near = mentions[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]
            inside = tuple(mention for mention in near if mention.span[1] <= end)
            hedges = tuple(_phrases(folded, first, places, HEDGES[tongue]))
            yield Sentence(*place, tongue, agreements, hedges, inside)


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
    if gap.line and following.isdigit():  # an entry of a numbered list
        number = len(words.folded[n + 1]) <= _MAX_NUMBER_LENGTH
        return number and words.text.startswith((".", ")"), words.ends[n + 1])
    word = words.folded[n]
    abbreviated = word in NOT_AT_END or (len(word) == 1 and word.isalpha())
    return gap.ends and not abbreviated and not following.islower()


@functools.cache
def _pattern(alternatives: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    groups = [f"(?P<p{n}>{'|'.join(patterns)})" for n, patterns in enumerate(alternatives)]
    return re.compile(rf"\b(?:{'|'.join(groups)})\b")


def _phrases(
    folded: Sequence[str], offset: int, places: Places, patterns: Mapping[Kind, Sequence[str]]
) -> Iterator[Phrase[Kind]]:
    """The phrases in the words of a sentence that begins at word ``offset``, in order."""
    kinds = list(patterns)
    starts = [0, *itertools.accumulate(len(word) + 1 for word in folded)]
    for found in _pattern(tuple(map(tuple, patterns.values()))).finditer(" ".join(folded)):
        first = bisect.bisect_right(starts, found.start()) - 1
        last = bisect.bisect_left(starts, found.end()) - 1
        kind = kinds[int((found.lastgroup or "p0")[1:])]
        yield Phrase(*places.of_words(offset + first, offset + last), kind)
