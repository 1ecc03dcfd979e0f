"""What a misspelt word comes closest to."""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

__all__ = ["Guess", "Known", "close_matches", "guess", "guess_among", "likeness"]

_CLOSE: Final = 0.6  # the likeness from which difflib itself calls two words close
_LOOKED_AT: Final = 24  # of many known words, those that share most pairs of letters


_ALIKE: Final = 0.75  # less alike than that, an id is hardly a misspelling of another
_LISTED: Final = 3


class Guess(NamedTuple):
    """What a wrong id may stand for.

    Whoever takes up a suggestion without thought must not change the facts by it. So an id is
    suggested only if it alone is as close; otherwise those that come close are listed.
    """

    suggestion: str | None = None
    choices: tuple[str, ...] = ()


def guess(
    written: str, likenesses: Mapping[str, float], beside: Collection[str] = frozenset()
) -> Guess:
    """What a wrong id may stand for, by the likeness of each id that comes close.

    An id that stands beside it already, such as the other alternative, is not suggested.

    Examples
    --------
    >>> guess("anahh", {"anah": 0.89, "anam": 0.67})
    Guess(suggestion='anah', choices=())
    >>> guess("fund-b", {"fund-a": 0.83, "fund-c": 0.83})
    Guess(suggestion=None, choices=('fund-a', 'fund-c'))
    """
    close = sorted(likenesses, key=lambda known: (-likenesses[known], known))
    same = [known for known in close if likenesses[known] == 1]
    alike = same or [known for known in close if likenesses[known] >= _ALIKE]
    # Ids that differ in a number are of different things: a treaty of 2005 and one of 2006.
    numbers_agree = same or all(_numbers(known) == _numbers(written) for known in alike)
    if len(alike) == 1 and numbers_agree and alike[0] not in beside:
        return Guess(alike[0])
    return Guess(None, tuple(close[:_LISTED]))


def guess_among(written: str, known: "Known") -> Guess:
    """What a wrong id may stand for among known ones."""
    return guess(written, known.likenesses(written, _LISTED))


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


class Known:
    """Words that others may be misspellings of, ready to be asked often.

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
        """The words that one comes closest to, best first, at most ``count``.

        Words that are less alike than ``least``, from 0 to 1, are left out.
        """
        return list(self.likenesses(word, count, least))

    def likenesses(self, word: str, count: int = 3, least: float = _CLOSE) -> dict[str, float]:
        """The same words, each with its likeness."""
        shared = Counter(known for pair in _pairs(word) for known in self._by_pair.get(pair, ()))
        looked_at = sorted(shared, key=lambda known: (-shared[known], known))[:_LOOKED_AT]
        ratios = {known: likeness(word, known) for known in looked_at}
        close = sorted(ratios, key=lambda known: (-ratios[known], known))[:count]
        return {known: ratios[known] for known in close if ratios[known] >= least}


def close_matches(
    word: str, known: Iterable[str], count: int = 3, least: float = _CLOSE
) -> list[str]:
    """The known words that a misspelt one comes closest to, as :meth:`Known.close` gives them."""
    return Known(known).close(word, count, least)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; 0 where they are not close.

    difflib pairs the first longest runs it meets, and so misses "ahah" for "anah" in one
    direction but not in the other; both are tried.
    """
    return max(_ratio(one, other), _ratio(one[::-1], other[::-1]))


def _ratio(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, other, one)
    if matcher.real_quick_ratio() < _CLOSE or matcher.quick_ratio() < _CLOSE:
        return 0.0
    return matcher.ratio()


def _pairs(word: str) -> set[str]:
    """The pairs of neighbouring letters of a word, its two ends marked."""
    marked = f"^{word}$"
    return {marked[n : n + 2] for n in range(len(marked) - 1)}
