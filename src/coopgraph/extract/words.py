"""Split a text into words, folded for comparison, with their places in the text."""

import bisect
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from coopgraph.words.text import fold

__all__ = ["Gap", "Place", "Places", "Words"]

_HYPHENS: Final = "-‐‑‒–—−"
_APOSTROPHES: Final = "'’‘ʼ`´′"
_COMMAS: Final = ",،"
_NEW_LINES: Final = "\n\x85\u2028\u2029"


class _Classes(dict[int, str]):
    """The class of each character, as one letter. The mapping is filled when characters occur."""

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
    # The ¹ of a footnote does not belong to the word before it.
    raised = unicodedata.decomposition(char).startswith(("<super>", "<sub>"))
    return "w" if not raised and any(map(str.isalnum, fold(char))) else "."


_WORD: Final = re.compile("w[wm]*")
_EMPTY_LINE: Final = re.compile(r"\n *\n")
_BULLET: Final = re.compile(r"[\n\x85\u2028\u2029]\s*[-‐–—•*·‣▪◦●■#>|]")
_FULL_STOPS: Final = frozenset(".!?…؟")


@dataclass(frozen=True, slots=True)
class Gap:
    """The characters between two words.

    Attributes
    ----------
    join
        ``""`` if a name can continue after it: spaces, one line break, an apostrophe, a hyphen.
        Other characters are kept, and a name must contain them too. ``None`` if no name can
        continue: at an empty line or a list item.
    comma
        Whether it contains a comma.
    broken
        Whether it is a hyphen at the end of a line, so that both words may be parts of one.
    ends
        Whether a sentence may end here: at a full stop or similar.
    line
        Whether it contains a line break.
    """

    join: str | None
    comma: bool = False
    broken: bool = False
    ends: bool = False
    line: bool = False


def _gap_of(gap: str, classes: str) -> Gap:
    line = "\n" in classes
    # A full stop before the last space of a gap is not followed by a letter.
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

    A word is a run of letters and digits with their accents; between words are gaps.

    Attributes
    ----------
    text
        The original text.
    starts, ends
        Offset of the first character of each word, and of the one after its last.
    folded
        Each word without case and accents (:func:`coopgraph.words.text.fold`).
    gaps
        ``gaps[n]`` follows word ``n``. After the last word, no name can continue.

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
        """Mark a line break as hyphenation if the word before it ends with a soft hyphen."""
        divided = gap.line and gap.join == "" and self.text[self.ends[-1] - 1] == "\xad"
        return Gap(gap.join, gap.comma, broken=True, line=True) if divided else gap

    def __len__(self) -> int:
        return len(self.starts)

    def raw(self, first: int, last: int) -> str:
        """The original text from the first word to the last, including both."""
        return self.text[self.starts[first] : self.ends[last]]


Place = tuple[tuple[int, int], int, int, int | None, str]  # the fields of an Extract


class Places:
    """The places of words in a text: span, line, column and page.

    Lines, columns and pages are counted from 1; form feeds separate pages.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._lines = [0, *(found.end() for found in re.finditer("\n", words.text))]
        self._pages = [0, *(found.end() for found in re.finditer("\f", words.text))]

    def of(self, start: int, end: int) -> Place:
        """The place of the characters from ``start`` up to ``end``."""
        line = bisect.bisect_right(self._lines, start)
        column = start - self._lines[line - 1] + 1
        page = bisect.bisect_right(self._pages, start) if len(self._pages) > 1 else None
        return (start, end), line, column, page, self._words.text[start:end]

    def of_words(self, first: int, last: int) -> Place:
        """The place from the first word to the last, including both."""
        return self.of(self._words.starts[first], self._words.ends[last])
