"""Fuzzy matching: known words and ids that a misspelt one may stand for."""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

__all__ = ["Guess", "Known", "close_matches", "guess", "guess_among", "similarity"]

_CLOSE: Final = 0.6  # the similarity from which difflib itself calls two words close
_COMPARED: Final = 24  # of many known words, compare those that share most pairs of letters
_MISSPELT: Final = 0.75  # less similar ids are hardly misspellings of each other
_LISTED: Final = 3


class Guess(NamedTuple):
    """What a wrong id may stand for.

    A suggestion accepted without thought must not change the facts. So an id is suggested only if
    it is the only similar one; otherwise similar ids are listed as choices.
    """

    suggestion: str | None = None
    choices: tuple[str, ...] = ()


def guess(
    written: str, likenesses: Mapping[str, float], beside: Collection[str] = frozenset()
) -> Guess:
    """What a wrong id may stand for, by the similarity of each known id.

    Ids in ``beside``, such as the other alternatives of a requirement, are not suggested.

    Examples
    --------
    >>> guess("anahh", {"anah": 0.89, "anam": 0.67})
    Guess(suggestion='anah', choices=())
    >>> guess("fund-b", {"fund-a": 0.83, "fund-c": 0.83})
    Guess(suggestion=None, choices=('fund-a', 'fund-c'))
    """
    close = sorted(likenesses, key=lambda known: (-likenesses[known], known))
    same = [known for known in close if likenesses[known] == 1]
    similar = same or [known for known in close if likenesses[known] >= _MISSPELT]
    # Ids with different numbers name different things: a treaty of 2005 and one of 2006.
    numbers_agree = same or all(_numbers(known) == _numbers(written) for known in similar)
    if len(similar) == 1 and numbers_agree and similar[0] not in beside:
        return Guess(similar[0])
    return Guess(None, tuple(close[:_LISTED]))


def guess_among(written: str, known: "Known") -> Guess:
    """What a wrong id may stand for among known ones."""
    return guess(written, known.likenesses(written, _LISTED))


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


class Known:
    """Known words, indexed by their pairs of letters for many look-ups.

    Examples
    --------
    >>> Known(["school", "state", "agency"]).close("scool")
    ['school']
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._by_pair: dict[str, list[str]] = {}
        for word in self._words:
            for pair in _pairs(word):
                self._by_pair.setdefault(pair, []).append(word)

    def close(self, word: str, count: int = 3, least: float = _CLOSE) -> list[str]:
        """The most similar words, best first: at most ``count``, of at least a similarity.

        ``least`` is from 0 to 1.
        """
        return list(self.likenesses(word, count, least))

    def likenesses(self, word: str, count: int = 3, least: float = _CLOSE) -> dict[str, float]:
        """The same words, each with its similarity."""
        shared = Counter(known for pair in _pairs(word) for known in self._by_pair.get(pair, ()))
        compared = sorted(shared, key=lambda known: (-shared[known], known))[:_COMPARED]
        ratios = {known: similarity(word, known) for known in compared}
        close = sorted(ratios, key=lambda known: (-ratios[known], known))[:count]
        return {known: ratios[known] for known in close if ratios[known] >= least}


def close_matches(
    word: str, known: Iterable[str], count: int = 3, least: float = _CLOSE
) -> list[str]:
    """The known words most similar to one, as :meth:`Known.close` gives them."""
    return Known(known).close(word, count, least)


def similarity(one: str, other: str) -> float:
    """The similarity of two texts, from 0 to 1; 0 below a threshold.

    difflib's ratio depends on the direction: it misses "ahah" for "anah" in one but not in the
    other. The higher of the two counts.
    """
    return max(_ratio(one, other), _ratio(one[::-1], other[::-1]))


def _ratio(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, other, one)
    if matcher.real_quick_ratio() < _CLOSE or matcher.quick_ratio() < _CLOSE:
        return 0.0
    return matcher.ratio()


def _pairs(word: str) -> set[str]:
    """The pairs of neighbouring letters of a word, with its two ends marked."""
    marked = f"^{word}$"
    return {marked[n : n + 2] for n in range(len(marked) - 1)}
