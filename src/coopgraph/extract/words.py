"""The words of a running text, folded for comparison, each with its place in the text as it is."""

import bisect
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from coopgraph.words.text import fold

__all__ = ["Gap", "Lines", "Words"]

_HYPHENS: Final = "-‐‑‒–—−"
_APOSTROPHES: Final = "'’‘ʼ`´′"
_COMMAS: Final = ",،"
_NEW_LINES: Final = "\n\x85\u2028\u2029"


class _Classes(dict[int, str]):
    """What each character is to a word, as one letter, learnt as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


def _class_of(char: str) -> str:
    for chars, found in ((_APOSTROPHES, "'"), (_HYPHENS, "-"), (_COMMAS, ","), (_NEW_LINES, "\n")):
        if char in chars:
            return found
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or char == "ـ":
        return "m"
    # The ¹ of a footnote is no part of the word it stands at.
    raised = unicodedata.decomposition(char).startswith(("<super>", "<sub>"))
    return "w" if not raised and any(map(str.isalnum, fold(char))) else "."


_WORD: Final = re.compile("w[wm]*")
_EMPTY_LINE: Final = re.compile(r"\n *\n")
_BULLET: Final = re.compile(r"[\n\x85\u2028\u2029]\s*[-‐–—•*·‣▪◦●■#>|]")
_FULL_STOPS: Final = frozenset(".!?…؟")


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two words.

    Attributes
    ----------
    join
        ``""`` where a name can run on: spaces, one line break, an apostrophe, a hyphen. Other
        signs as they are, which a name must then have too. ``None`` where none can run on: at an
        empty line or an item of a list.
    comma
        Whether it holds a comma.
    broken
        Whether it is a hyphen at the end of a line, so that the words may be halves of one.
    ends
        Whether a sentence may end here: at a full stop or the like.
    line
        Whether a new line begins in it.
    """

    join: str | None
    comma: bool = False
    broken: bool = False
    ends: bool = False
    line: bool = False


def _gap_of(gap: str, classes: str) -> Gap:
    line = "\n" in classes
    # Everything in a gap before its last space is followed by no letter.
    last_space = max(classes.rfind(" "), classes.rfind("\n"))
    ends = not _FULL_STOPS.isdisjoint(gap[: last_space + 1])
    if _EMPTY_LINE.search(classes) or _BULLET.search(gap):
        return Gap(None, comma="," in classes, ends=ends, line=line)
    signs = "".join(
        c if sort in ".m" else sort
        for c, sort in zip(gap, classes, strict=True)
        if sort not in ",m"
    )
    spaced = " ".join(signs.split()) if signs.strip() else ""
    lead, trail = signs[:1].isspace(), signs[-1:].isspace()
    exact = f"{' ' if lead else ''}{spaced}{' ' if trail else ''}" if spaced else ""
    broken = line and spaced == "-" and not lead
    soft = exact in {"", "'", "-", "' "} or broken
    return Gap("" if soft else exact, "," in classes, broken, ends, line)


@dataclass(slots=True)
class Words:
    r"""The words of a text in order.

    A word is a run of letters and digits with their accents; whatever is between is a gap.

    Attributes
    ----------
    text
        The text as it is.
    starts, ends
        First character of each word and the one after its last, counted from 0.
    folded
        Each word without case and accents (:func:`coopgraph.words.text.fold`).
    gaps
        ``gaps[n]`` stands after word ``n``; after the last word nothing runs on.

    Examples
    --------
    >>> words = Words("À l’Œuvre-\nclé, AFD")
    >>> words.folded
    ['a', 'l', 'oeuvre', 'cle', 'afd']
    >>> [gap.join for gap in words.gaps], words.gaps[2].broken
    (['', '', '', '', None], True)
    """

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def __post_init__(self) -> None:
        classes = self.text.translate(_Classes())
        known: dict[str, str] = {}
        gaps: dict[str, Gap] = {}
        for found in _WORD.finditer(classes):
            start, end = found.span()
            if self.ends:
                between = self.text[self.ends[-1] : start]
                if between not in gaps:
                    gaps[between] = _gap_of(between, classes[self.ends[-1] : start])
                self.gaps.append(self._soft_hyphened(gaps[between]))
            word = self.text[start:end]
            if word not in known:
                known[word] = fold(word)
            self.starts.append(start)
            self.ends.append(end)
            self.folded.append(known[word])
        if self.ends:
            self.gaps.append(Gap(None, ends=True, line=True))

    def _soft_hyphened(self, gap: Gap) -> Gap:
        """A line break after a soft hyphen, which is part of the word before, divides a word."""
        divided = gap.line and gap.join == "" and self.text[self.ends[-1] - 1] == "\xad"
        return Gap(gap.join, gap.comma, broken=True, line=True) if divided else gap

    def __len__(self) -> int:
        return len(self.starts)

    def raw(self, first: int, last: int) -> str:
        """The text from one word to another, both included."""
        return self.text[self.starts[first] : self.ends[last]]


class Lines:
    """Lines and columns of a text, counted from 1, and the pages that form feeds part."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._pages = [0, *(found.end() for found in re.finditer("\f", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def page(self, offset: int) -> int | None:
        """The page of a character; ``None`` where the text has no pages."""
        return bisect.bisect_right(self._pages, offset) if len(self._pages) > 1 else None
