"""How a picture marks the items in an answer: by the fill, outline and text of their boxes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coopgraph.answers.impact import Impact
from coopgraph.answers.reach import Reach
from coopgraph.network.certainty import Effect
from coopgraph.plot.context import Context
from coopgraph.plot.geometry.ranks import Link
from coopgraph.plot.shapes import BoxLook
from coopgraph.plot.style import MarkLook, Style
from coopgraph.words.vocabulary import Certainty

__all__ = ["Mark", "Marks", "impact_marks", "reach_marks", "subject_mark"]

_SUBJECT_WEIGHT, _NAMED_WEIGHT = 2.6, 1.8


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer says about one item.

    Attributes
    ----------
    meaning
        The text of the legend entry.
    look
        The colours of the box.
    certainty
        If it is only possible, the box has stripes.
    words
        Text in the box; may be empty.
    weight
        The width of the outline.
    """

    meaning: str
    look: MarkLook
    certainty: Certainty = Certainty.CERTAIN
    words: str = ""
    weight: float = _NAMED_WEIGHT

    def box_look(self, style: Style) -> BoxLook:
        """The look of a box that has this mark."""
        striped = self.certainty is Certainty.POSSIBLE
        return BoxLook(
            style.paper if striped else self.look.fill,
            edge=self.look.ink,
            stripe=self.look.stripe if striped else None,
            weight=self.weight,
        )


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of all items in an answer.

    Attributes
    ----------
    of
        The mark of each item.
    reasons
        The links that prove the answer.
    rest
        The code of the message for all other items, which are dimmed. If it is empty, nothing is
        dimmed.
    counted
        Whether the legend gives the number of items.
    """

    of: Mapping[str, Mark] = field(default_factory=dict)
    reasons: frozenset[Link] = frozenset()
    rest: str = ""
    counted: bool = False

    def words(self, item: str) -> str:
        """The text in an item's box that says what the answer says about it."""
        return self.of[item].words if item in self.of else ""

    def dimmed(self, *items: str) -> bool:
        """Whether to dim these items, because the answer does not contain all of them."""
        return bool(self.rest) and not all(item in self.of for item in items)

    def is_reason(self, link: Link) -> bool:
        """Whether a link between the two items, in either direction, proves the answer."""
        return link in self.reasons or link[::-1] in self.reasons


def subject_mark(context: Context, words: str = "", meaning: str = "legend-subject") -> Mark:
    """The mark of the subject of a question."""
    return Mark(context.say(meaning), context.style.subject, words=words, weight=_SUBJECT_WEIGHT)


def reach_marks(reach: Reach | None, context: Context) -> Marks:
    """The marks for an answer on who depends on what: its subject and the items in it."""
    if reach is None:
        return Marks()
    marks = {reach.subject.id: subject_mark(context)}
    for certainty in Certainty:
        meaning = context.say(f"legend-answer-{certainty}")
        named = (row.item.id for row in reach if row.certainty is certainty)
        marks |= dict.fromkeys(named, Mark(meaning, context.style.reached, certainty))
    return Marks(marks, rest="legend-dimmed")


def impact_marks(impact: Impact, context: Context) -> Marks:
    """The marks for a change: the items it names, and its consequences, also in words.

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
    style = context.style
    looks = {Effect.LOST: style.lost, Effect.BLOCKED: style.blocked, Effect.GAINED: style.gained}
    for row in impact:
        look = looks[row.effect.family]
        meaning = context.say(f"mark-{row.effect}-{row.certainty}")
        milestone = context.milestone(row.item.id, row.milestone)
        words = context.say("mark-of", effect=meaning, milestone=milestone)
        yield row.item.id, Mark(meaning, look, row.certainty, f"{look.sign} {words}")
