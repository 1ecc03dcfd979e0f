"""The text in the boxes, and the look of boxes and lines according to what they represent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from coopgraph.graph.items import item_of
from coopgraph.graph.meaning import Strength
from coopgraph.graph.schema import Attributes, relation_of
from coopgraph.graph.state import Standing, record_of, state_of
from coopgraph.plot.context import Context
from coopgraph.plot.marks import Marks
from coopgraph.plot.shapes import SHAPES, BoxLook, Outline
from coopgraph.plot.style import LineLook, Style
from coopgraph.plot.text_layout import TextBlock, TextLine, text_block
from coopgraph.words.vocabulary import RecordKind, Role, RoleFamily

__all__ = [
    "OUTLINES",
    "PATTERNS",
    "Stroke",
    "box_look",
    "caption",
    "family_of",
    "line_look",
    "strongest",
]

#: Box outlines by standing, and line patterns by the strength of a link.
OUTLINES: Final[Mapping[Standing, Outline]] = {
    Standing.ACHIEVED: "solid",
    Standing.OPEN: "dashed",
    Standing.OVER: "grey",
}
PATTERNS: Final[Mapping[Strength, Outline]] = {
    Strength.BINDING: "solid",
    Strength.ALTERNATIVE: "dotted",
    Strength.POSSIBLE: "dashed",
}


def strongest(strengths: Iterable[Strength]) -> Strength:
    """The strongest of some links: binding before alternative before possible."""
    return min(strengths, key=list(Strength).index)


@dataclass(frozen=True, slots=True)
class Stroke:
    """The look of a line, its label, and the relations that it represents."""

    look: LineLook
    strength: Strength
    words: str = ""
    edges: tuple[Attributes, ...] = ()

    @property
    def pattern(self) -> Outline:
        """Whether the line is solid, dotted or dashed, depending on its strength."""
        return PATTERNS[self.strength]


def caption(item: str, context: Context, mark: str = "") -> TextBlock:
    """The text in an item's box: its names or status, and what an answer says about it."""
    graph, style = context.graph, context.style
    shown = item_of(graph, item, context.lang)
    below = state_of(graph, item, context.lang)
    if record_of(graph, item) is RecordKind.INSTITUTION:
        below = shown.title if shown.acronym and shown.acronym != shown.title else ""
    examples = graph.nodes[item].get("examples")
    names = context.say("for-example", names=examples) if examples else ""
    lines = [
        TextLine(shown.short, style.text_size, bold=True),
        TextLine(below, style.small_size, faint=True),
        TextLine(names, style.small_size, faint=True, most=3),
        TextLine(mark, style.small_size, bold=True),
    ]
    return text_block(lines, style)


def box_look(context: Context, item: str, marks: Marks, fills: Mapping[RecordKind, str]) -> BoxLook:
    """The look of an item's box, given its kind, its standing and what an answer says about it."""
    record, mark = record_of(context.graph, item), marks.of.get(item)
    look = mark.box_look(context.style) if mark else None
    look = look or BoxLook(fills[record], dimmed=marks.dimmed(item))
    return replace(look, outline=OUTLINES[context.standings[item]], shape=SHAPES[record])


def family_of(attributes: Attributes) -> RoleFamily:
    """The family of an institution's role; by default that of a party or participant."""
    role = attributes.get("role")
    if role in set(Role):
        return Role(str(role)).family
    return RoleFamily.COMMITS if relation_of("", "", attributes).makes_party else RoleFamily.JOINS


def line_look(dependent: str, depends_on: str, attributes: Attributes, style: Style) -> LineLook:
    """The look of a line: that of the role's family, of reliance, or of other relations."""
    relation = relation_of(dependent, depends_on, attributes)
    if relation.involves:
        return style.roles[family_of(attributes)]
    return style.reliance if relation.carries_reliance else style.relation
