"""How an answer shows in a picture: what it names stands out, in fill, outline and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from coopgraph.answers.reach import Reach
from coopgraph.messages.catalogue import say
from coopgraph.plot.geometry.ranks import Link
from coopgraph.plot.legend import Entry
from coopgraph.plot.shapes import BoxLook
from coopgraph.plot.style import MarkLook, Style
from coopgraph.questions.what_if import Effect, Impact
from coopgraph.words.vocabulary import Certainty

__all__ = ["Mark", "Marks", "effects_of", "subject_of", "what_is_reached"]

_SUBJECT_WEIGHT, _NAMED_WEIGHT = 2.6, 1.8


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer says of one item.

    Attributes
    ----------
    meaning
        For the legend.
    look
        Fill, stripes and outline.
    certainty
        Striped where only possible.
    words
        Said in the box itself; may be empty.
    weight
        Of the outline.
    """

    meaning: str
    look: MarkLook
    certainty: Certainty = Certainty.CERTAIN
    words: str = ""
    weight: float = _NAMED_WEIGHT

    def look_on(self, style: Style) -> BoxLook:
        """How a box is drawn that has this mark."""
        striped = self.certainty is Certainty.POSSIBLE
        return BoxLook(
            style.paper if striped else self.look.fill,
            edge=self.look.ink,
            stripe=self.look.stripe if striped else None,
            weight=self.weight,
        )


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of all items that an answer names.

    Attributes
    ----------
    of
        By item.
    reasons
        Links that prove the answer.
    rest
        The message that says what all else, which is dimmed, is; nothing is dimmed without one.
    counted
        Whether the legend says how many items it names.
    """

    of: Mapping[str, Mark] = field(default_factory=dict)
    reasons: frozenset[Link] = frozenset()
    rest: str = ""
    counted: bool = False

    def words(self, item: str) -> str:
        """What the answer says of an item, in its box."""
        return self.of[item].words if item in self.of else ""

    def dimmed(self, *items: str) -> bool:
        """Whether these are not all named by the answer."""
        return bool(self.rest) and not all(item in self.of for item in items)

    def is_reason(self, link: Link) -> bool:
        """Whether a link proves the answer, in either direction."""
        return link in self.reasons or link[::-1] in self.reasons

    def entries(self, drawn: Iterable[str], style: Style, lang: str) -> list[Entry]:
        """An entry of the legend for each way of marking that occurs among the items drawn."""
        drawn = list(drawn)
        found = dict.fromkeys(self.of[item].meaning for item in self.of if item in drawn)
        entries = []
        for meaning in found:
            marks = [self.of[i] for i in self.of if i in drawn and self.of[i].meaning == meaning]
            said = say("legend-counted", lang, meaning=meaning, count=len(marks))
            look = replace(marks[0].look_on(style), weight=1.6)
            label = said if self.counted else meaning
            entries.append(Entry(label, box=look, sign=marks[0].look.sign))
        if any(self.dimmed(item) for item in drawn):
            entries.append(Entry(say(self.rest, lang), box=BoxLook(style.paper, dimmed=True)))
        return entries


def subject_of(item: str, style: Style, lang: str) -> Marks:
    """One item stands out; nothing is dimmed."""
    return Marks({item: _subject(style, lang)})


def _subject(style: Style, lang: str) -> Mark:
    return Mark(say("legend-subject", lang), style.subject, weight=_SUBJECT_WEIGHT)


def what_is_reached(reach: Reach | None, style: Style, lang: str) -> Marks:
    """The subject of a question of reach, and all that the answer names."""
    if reach is None:
        return Marks()
    marks = {reach.subject.id: _subject(style, lang)}
    for certainty in Certainty:
        meaning = say(f"legend-answer-{certainty}", lang)
        named = (row.item.id for row in reach if row.certainty is certainty)
        marks |= {item: Mark(meaning, style.reached, certainty) for item in named}
    return Marks(marks, rest="legend-dimmed")


def effects_of(impact: Impact, style: Style, lang: str) -> Marks:
    """What was supposed, and all that it brings about, said in words too."""
    marks: dict[str, Mark] = {}
    for name, items in (
        ("fails", impact.failing),
        ("withdraws", impact.withdrawing),
        ("signs", impact.signing),
    ):
        words = say(f"mark-{name}", lang)
        meaning = say("legend-supposed", lang)
        for item in items:
            marks[item.id] = Mark(meaning, style.subject, words=words, weight=_SUBJECT_WEIGHT)
    looks = {Effect.LOST: style.lost, Effect.BLOCKED: style.blocked, Effect.GAINED: style.gained}
    for row in impact:
        words = say(f"mark-{row.effect}-{row.certainty}", lang)
        said = f"{looks[row.effect].sign} {words}"
        marks[row.item.id] = Mark(words, looks[row.effect], row.certainty, said)
    reasons = {(link.item.id, link.missing.id) for row in impact for link in row.because}
    return Marks(marks, frozenset(reasons), rest="legend-untouched", counted=True)
