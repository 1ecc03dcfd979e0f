"""What stands in a box, and what its shape and outline say."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from coopgraph.graph.items import item_of
from coopgraph.graph.meaning import Strength
from coopgraph.graph.schema import Attributes, Graph, relation_of
from coopgraph.graph.state import Standing, record_of, standing_of, state_of
from coopgraph.messages.catalogue import say
from coopgraph.plot.legend import Entry
from coopgraph.plot.lettering import Line
from coopgraph.plot.marks import Marks
from coopgraph.plot.shapes import SHAPES, BoxLook, Outline
from coopgraph.plot.style import LineLook, Style
from coopgraph.words.vocabulary import RecordKind, Relation, Role, RoleFamily

__all__ = [
    "MIN_WIDTH",
    "OUTLINES",
    "PATTERNS",
    "box_look",
    "caption",
    "family_of",
    "grouping_note",
    "line_look",
    "record_entries",
    "standing_entries",
    "tie_entries",
]

#: The least width of a picture: a narrow one would break its title and legend.
MIN_WIDTH: Final = 440.0

#: How boxes and lines show what stands, and how firmly a link holds.
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


def caption(graph: Graph, item: str, style: Style, lang: str, mark: str = "") -> list[Line]:
    """The lines in an item's box: its name, its full name or state, and what an answer says of it."""
    shown = item_of(graph, item, lang)
    lines = [Line(shown.short, style.text_size, bold=True)]
    below = state_of(graph, item, lang)
    if record_of(graph, item) is RecordKind.INSTITUTION:
        below = shown.title if shown.acronym and shown.acronym != shown.title else ""
    lines.append(Line(below, style.small_size, faint=True))
    examples = graph.nodes[item].get("examples")
    if examples:
        names = say("for-example", lang, names=examples)
        lines.append(Line(names, style.small_size, faint=True, most=3))
    return [*lines, Line(mark, style.small_size, bold=True)]


def box_look(
    graph: Graph, item: str, marks: Marks, fills: Mapping[RecordKind, str], style: Style
) -> BoxLook:
    """How an item's box is drawn: by its kind and standing, and by what an answer says of it."""
    record, mark = record_of(graph, item), marks.of.get(item)
    look = BoxLook(
        fills[record],
        outline=OUTLINES[standing_of(graph, item)],
        dimmed=marks.dimmed(item),
        shape=SHAPES[record],
    )
    if mark is None:
        return look
    drawn = mark.look_on(style)
    return replace(look, fill=drawn.fill, edge=drawn.edge, stripe=drawn.stripe, weight=drawn.weight)


def grouping_note(graph: Graph, lang: str) -> str:
    """What boxes that stand for several items mean, where there are any."""
    counts = [count for _, count in graph.nodes(data="count") if count]
    return say("note-grouped", lang) if counts else ""


def family_of(attributes: Attributes) -> RoleFamily:
    """What an institution's part in something comes to."""
    role = attributes.get("role")
    if role in set(Role):
        return Role(str(role)).family
    return RoleFamily.COMMITS if relation_of("", "", attributes).makes_party else RoleFamily.JOINS


def line_look(dependent: str, depends_on: str, attributes: Attributes, style: Style) -> LineLook:
    """The look of a relation: a role's family, reliance, or another relation."""
    relation = relation_of(dependent, depends_on, attributes)
    if relation.involves:
        return style.roles[family_of(attributes)]
    return style.reliance if relation.carries_reliance else style.relation


def tie_entries(
    ties: Iterable[tuple[Relation, Attributes]], style: Style, lang: str
) -> list[Entry]:
    """Legend entries for the looks that some ties have: the roles, then the relations, of each."""
    ties = list(ties)
    entries = []
    for family in RoleFamily:
        parts = [edge for r, edge in ties if r.involves and family_of(edge) is family]
        named = [role.label(lang) for role in Role if role in {e.get("role") for e in parts}]
        if parts:
            entries.append(Entry(", ".join(named) or family.label(lang), style.roles[family]))
    others = {relation for relation, _ in ties if not relation.involves}
    for look, carries in ((style.reliance, True), (style.relation, False)):
        named = [r.label(lang) for r in Relation if r in others and r.carries_reliance is carries]
        if named:
            entries.append(Entry(", ".join(named), look))
    return entries


def record_entries(
    graph: Graph, items: Iterable[str], fills: Mapping[RecordKind, str], lang: str
) -> list[Entry]:
    """Legend entries for the kinds of record that some items are."""
    found = {record_of(graph, item) for item in items}
    return [
        Entry(record.label(lang), box=BoxLook(fills[record], shape=SHAPES[record]))
        for record in RecordKind
        if record in found
    ]


def standing_entries(graph: Graph, items: Iterable[str], style: Style, lang: str) -> list[Entry]:
    """Legend entries for the outlines that some items have, institutions apart: those stand."""
    things = [item for item in items if record_of(graph, item) is not RecordKind.INSTITUTION]
    found = {standing_of(graph, item) for item in things}
    return [
        Entry(
            say(f"legend-{standing}", lang), box=BoxLook(style.sample, outline=OUTLINES[standing])
        )
        for standing in Standing
        if standing in found
    ]
