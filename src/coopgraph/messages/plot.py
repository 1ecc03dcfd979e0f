"""What pictures say around the data."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import C_, N_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "heading-agreements": N_("Agreements"),
    "heading-activities": N_("Activities"),
    "no-country": N_("International, other"),
    "legend-possible": N_("only possible"),
    "legend-alternative": N_("one of several"),
    "legend-over": N_("ended or given up"),
    "legend-achieved": N_("achieved"),
    "legend-open": N_("not achieved yet"),
    "legend-depends-binding": N_("depends on"),
    "legend-depends-alternative": N_("depends on one of several"),
    "legend-depends-possible": N_("may depend on"),
    "legend-dimmed": N_("not in the answer"),
    "legend-subject": N_("what the question is about"),
    "legend-answer-certain": N_("answer: certain"),
    "legend-answer-possible": N_("answer: possible"),
    "legend-reason": N_("reason"),
    "legend-circle": N_("closes a circle"),
    "legend-supposed": N_("supposed"),
    "legend-untouched": N_("unchanged"),
    "legend-counted": N_("{meaning} ({count})"),
    "mark-fails": N_("supposed: fails"),
    "mark-withdraws": N_("supposed: withdraws"),
    "mark-refuses": N_("supposed: refuses"),
    "mark-signs": N_("supposed: concluded"),
    "mark-ratifies": N_("supposed: ratifies"),
    "mark-enters_into_force": N_("supposed: enters into force"),
    "mark-starts": N_("supposed: starts"),
    "mark-completes": N_("supposed: completed"),
    "mark-of": N_("{effect} ({milestone})"),
    "mark-lost-certain": C_("mark", "lost"),
    "mark-lost-possible": N_("possibly lost"),
    "mark-blocked-certain": N_("out of reach"),
    "mark-blocked-possible": N_("possibly out of reach"),
    "mark-delayed-certain": N_("has to wait"),
    "mark-delayed-possible": N_("may have to wait"),
    "mark-held-certain": N_("waits for an act"),
    "mark-held-possible": N_("may wait for an act"),
    "mark-achieved-certain": N_("comes with it"),
    "mark-achieved-possible": N_("may come with it"),
    "mark-freed-certain": N_("nothing left to wait for"),
    "mark-freed-possible": N_("maybe nothing left to wait for"),
    "mark-gained-certain": N_("can come next"),
    "mark-gained-possible": N_("may come next"),
    "mark-unblocked-certain": C_("mark", "within reach again"),
    "mark-unblocked-possible": N_("possibly within reach again"),
    "no-consequences-note": N_("Nothing else changes, as far as recorded."),
    "note-arrows": N_("Each arrow goes from what depends to what it depends on."),
    "note-layers": N_(
        "Each arrow goes from what depends, on the right, to what it depends on, on the left."
    ),
    "note-ego": N_("Steps followed: {steps}; “+ n”: n more links, not shown."),
    "title-ego": N_("Around: {subject}"),
    "more-links": N_("+ {count}"),
    "title-matrix": N_("Who depends on which agreement"),
    "note-matrix": N_(
        "Neighbouring institutions and agreements have similar ties; totals of parties on the right and below."
    ),
    "matrix-direct-certain": N_("party"),
    "matrix-direct-possible": N_("possible party"),
    "matrix-through-certain": N_("through others"),
    "matrix-through-possible": N_("possibly through others"),
    "title-roadmap-to": N_("What to conclude in which order, for: {goals}"),
    "note-roadmap": N_(
        "Each arrow leads to what must be concluded first. On the right, when: certain days solid, possible days pale."
    ),
    "note-roadmap-undated": N_("Each arrow leads to what must be concluded first."),
    "roadmap-stage": N_("Stage {stage}"),
    "roadmap-may": N_("possibly {names}"),
    "roadmap-when": N_("When"),
    "roadmap-who": N_("Who must act"),
    "roadmap-undated": N_("no date"),
    "legend-critical": N_("longest chain, in order"),
    "legend-after": N_("comes after"),
    "legend-certain-days": N_("certain days"),
    "legend-possible-days": N_("possible days"),
    "legend-uncertain-days": N_("approximate or uncertain"),
    "legend-open-end": N_("no known end or start"),
    "missing-glyphs": N_(
        'The font has no glyphs for “{letters}”, which appear as boxes. Name a font that has them, in Python: style=Style(fonts=("Noto Sans CJK JP", "DejaVu Sans")).'
    ),
    "note-grouped": N_(
        "“n ×”: n similar items in one box; a dashed line may concern only some of them."
    ),
    "picture-too-long": N_(
        "Unreadable: the picture would be {centimetres} cm long (at most {most}). Draw the "
        "grouped view: --grouped (in Python: coopgraph.grouped(graph)); or the surroundings of one "
        "item: draw ego-map --of ITEM."
    ),
    "for-example": N_("e.g. {names}"),
    "picture-too-large": N_(
        "Unreadable: {boxes} boxes and {lines} lines (at most {most_boxes} and {most_lines}). "
        "Draw the grouped view: --grouped (in Python: coopgraph.grouped(graph)); or the "
        "surroundings of one item: draw ego-map --of ITEM."
    ),
    "picture-too-tangled": N_(
        "Unreadable: {lines} lines cross {crossings} times. Draw the grouped view: --grouped "
        "(in Python: coopgraph.grouped(graph)); or the surroundings of one item: "
        "draw ego-map --of ITEM."
    ),
    "table-too-large": N_(
        "Unreadable: {rows} rows by {columns} columns (at most {most}). Draw the grouped view: --grouped (in Python: coopgraph.grouped(graph))."
    ),
    "image-too-large": N_(
        "The .png image would have too many pixels at {dpi} per inch: use at most --dpi {most}, or .svg or .pdf."
    ),
}
