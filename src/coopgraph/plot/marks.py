"""How a picture marks the items that an answer names: by fill, outline and words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coopgraph.answers.reach import Reach
from coopgraph.plot.context import Context
from coopgraph.plot.geometry.ranks import Link
from coopgraph.plot.shapes import BoxLook
from coopgraph.plot.style import MarkLook, Style
from coopgraph.questions.what_if import Effect, Impact
from coopgraph.words.vocabulary import Certainty

__all__ = ["Mark", "Marks", "impact_marks", "reach_marks", "subject_mark"]

_SUBJECT_WEIGHT, _NAMED_WEIGHT = 2.6, 1.8


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer says about one item.

    Attributes
    ----------
    meaning
        Text for the legend.
    look
        Fill, stripes and outline.
    certainty
        Striped where only possible.
    words
        Text in the box itself; may be empty.
    weight
        Width of the outline.
    """

    meaning: str
    look: MarkLook
    certainty: Certainty = Certainty.CERTAIN
    words: str = ""
    weight: float = _NAMED_WEIGHT

    def box_look(self, style: Style) -> BoxLook:
        """The look of a box with this mark."""
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
        Marks by item.
    reasons
        Links that prove the answer.
    rest
        Code of the message that describes all other items, which are dimmed; if empty, nothing
        is dimmed.
    counted
        Whether the legend says how many items it names.
    """

    of: Mapping[str, Mark] = field(default_factory=dict)
    reasons: frozenset[Link] = frozenset()
    rest: str = ""
    counted: bool = False

    def words(self, item: str) -> str:
        """What the answer says about an item, in its box."""
        return self.of[item].words if item in self.of else ""

    def dimmed(self, *items: str) -> bool:
        """Whether the answer leaves out one of these items."""
        return bool(self.rest) and not all(item in self.of for item in items)

    def is_reason(self, link: Link) -> bool:
        """Whether a link proves the answer, in either direction."""
        return link in self.reasons or link[::-1] in self.reasons


def subject_mark(context: Context, words: str = "", meaning: str = "legend-subject") -> Mark:
    """The mark of what a question is about."""
    return Mark(context.say(meaning), context.style.subject, words=words, weight=_SUBJECT_WEIGHT)


def reach_marks(reach: Reach | None, context: Context) -> Marks:
    """Mark the subject of a question of reach, and all items that the answer names."""
    if reach is None:
        return Marks()
    marks = {reach.subject.id: subject_mark(context)}
    for certainty in Certainty:
        meaning = context.say(f"legend-answer-{certainty}")
        named = (row.item.id for row in reach if row.certainty is certainty)
        marks |= dict.fromkeys(named, Mark(meaning, context.style.reached, certainty))
    return Marks(marks, rest="legend-dimmed")


def impact_marks(impact: Impact, context: Context) -> Marks:
    """Mark the items that a change names, and its consequences, which the boxes also put in words.

    An item with several consequences has the mark of the first: bad news before good.
    """
    marks: dict[str, Mark] = {}
    for item, mark in (*_supposed(impact, context), *_consequences(impact, context)):
        marks.setdefault(item, mark)
    reasons = {(link.item.id, link.missing.id) for row in impact for link in row.because}
    return Marks(marks, frozenset(reasons), rest="legend-untouched", counted=True)


def _supposed(impact: Impact, context: Context) -> Iterator[tuple[str, Mark]]:
    for kind, items in impact.change.items():
        mark = subject_mark(context, context.say(f"mark-{kind}"), "legend-supposed")
        yield from ((item.id, mark) for item in items)


def _consequences(impact: Impact, context: Context) -> Iterator[tuple[str, Mark]]:
    for row in impact:
        look = _look(row.effect, context.style)
        words = context.say(f"mark-{row.effect}-{row.certainty}")
        yield row.item.id, Mark(words, look, row.certainty, f"{look.sign} {words}")


def _look(effect: Effect, style: Style) -> MarkLook:
    """One look for what is lost, for other bad news, and for good news."""
    if effect.is_good:
        return style.gained
    return style.lost if effect is Effect.LOST else style.blocked
