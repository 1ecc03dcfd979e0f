"""The legend of a picture."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from coopgraph.graph.meaning import Strength
from coopgraph.graph.schema import Attributes, relation_of
from coopgraph.graph.state import Standing, record_of
from coopgraph.plot.captions import OUTLINES, PATTERNS, Stroke, family_of
from coopgraph.plot.context import Context
from coopgraph.plot.geometry.layout import Point
from coopgraph.plot.marks import Mark, Marks
from coopgraph.plot.shapes import SHAPES, BoxLook, Outline
from coopgraph.plot.style import LineLook, Style
from coopgraph.plot.text_layout import text_width
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import RecordKind, Role, RoleFamily

__all__ = [
    "SAMPLE",
    "Entry",
    "Legend",
    "item_entries",
    "mark_entries",
    "strength_entries",
    "tie_entries",
]

SAMPLE: Final = 30.0
_ENTRY_GAP: Final = 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A legend entry: a sample of a line, a box or a sign, and what it means."""

    label: str
    line: LineLook | None = None
    pattern: Outline = "solid"
    box: BoxLook | None = None
    height: float = 11.0
    sign: str = ""


class Legend:
    """Legend entries, arranged in rows as wide as the picture."""

    def __init__(self, entries: Collection[Entry], width: float, style: Style) -> None:
        self.text_size, self.row = style.small_size + 1, style.small_size * 2.3
        self.places: list[tuple[Entry, Point]] = []
        x, y = 0.0, 0.0
        for entry in entries:
            room = SAMPLE + 6 + text_width(entry.label, self.text_size, style.fonts)
            if x and x + room > width:
                x, y = 0.0, y + self.row
            self.places.append((entry, Point(x, y)))
            x += room + _ENTRY_GAP
        self.height = y + self.row if entries else 0.0


def tie_entries(ties: Iterable[tuple[str, str, Attributes]], context: Context) -> list[Entry]:
    """One entry for each look of the given lines, naming the roles and relations that have it."""
    style, lang = context.style, context.lang
    ties = list(ties)
    related = [(relation_of(*tie), tie[2]) for tie in ties]
    entries = []
    for family in RoleFamily:
        parts = [edge for r, edge in related if r.involves and family_of(edge) is family]
        named = [role.label(lang) for role in Role if role in {e.get("role") for e in parts}]
        if parts:
            entries.append(Entry(", ".join(named) or family.label(lang), style.roles[family]))
    others = _named(ties, context)
    for look, carries in ((style.reliance, True), (style.relation, False)):
        named = [others[r] for r in Relation if r in others and r.carries_reliance is carries]
        if named:
            entries.append(Entry(", ".join(named), look))
    return entries


def _named(ties: Iterable[tuple[str, str, Attributes]], context: Context) -> dict[Relation, str]:
    """The words for the relations of some ties: in the conditional if all of them are proposed."""
    words: dict[Relation, str] = {}
    for tie in ties:
        relation, plain = relation_of(*tie), relation_of(*tie).label(context.lang)
        said = relation.words(*tie[:2], context.proposed, context.lang)
        if not relation.involves and words.get(relation) != plain:
            words[relation] = said
    return words


def strength_entries(
    strokes: Iterable[Stroke], context: Context, code: str = "legend", *, binding: bool = False
) -> list[Entry]:
    """Entries for the strengths of the given lines; with ``binding``, also for binding lines."""
    looks: dict[Strength, LineLook] = {}
    for stroke in strokes:
        looks.setdefault(stroke.strength, stroke.look)
    return [
        Entry(context.say(f"{code}-{strength}"), looks[strength], pattern=PATTERNS[strength])
        for strength in Strength
        if strength in looks and (binding or strength is not Strength.BINDING)
    ]


def mark_entries(marks: Marks, drawn: Collection[str], context: Context) -> list[Entry]:
    """Entries for the marks of the items that are drawn."""
    found: dict[str, list[Mark]] = {}
    for item, mark in marks.of.items():
        if item in drawn:
            found.setdefault(mark.meaning, []).append(mark)
    entries = []
    for meaning, alike in found.items():
        counted = context.say("legend-counted", meaning=meaning, count=len(alike))
        look = replace(alike[0].box_look(context.style), weight=1.6)
        label = counted if marks.counted else meaning
        entries.append(Entry(label, box=look, sign=alike[0].look.sign))
    if any(marks.dimmed(item) for item in drawn):
        look = BoxLook(context.style.paper, dimmed=True)
        entries.append(Entry(context.say(marks.rest), box=look))
    return entries


def item_entries(
    items: Iterable[str], fills: Mapping[RecordKind, str], context: Context
) -> list[Entry]:
    """Entries for the kinds of record of the given items, then for the outlines of their boxes."""
    graph, style = context.graph, context.style
    records = {item: record_of(graph, item) for item in items}
    concluded = (item for item in records if records[item] is not RecordKind.INSTITUTION)
    standings = {context.standings[item] for item in concluded}
    entries = [
        Entry(record.label(context.lang), box=BoxLook(fills[record], shape=SHAPES[record]))
        for record in RecordKind
        if record in records.values()
    ]
    for standing in Standing:
        if standing in standings:
            look = BoxLook(style.sample, outline=OUTLINES[standing])
            entries.append(Entry(context.say(f"legend-{standing}"), box=look))
    return entries
