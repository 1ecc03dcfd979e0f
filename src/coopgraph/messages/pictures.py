"""What pictures say around the data."""

from collections.abc import Mapping
from typing import Final

PICTURES: Final[Mapping[str, Mapping[str, str]]] = {
    "heading-agreements": {"fr": "Conventions", "en": "Agreements"},
    "heading-activities": {"fr": "Activités", "en": "Activities"},
    "no-country": {"fr": "International, autres", "en": "International, other"},
    "legend-possible": {"fr": "seulement possible", "en": "only possible"},
    "legend-alternative": {"fr": "l’un de plusieurs", "en": "one of several"},
    "legend-over": {"fr": "terminé ou abandonné", "en": "ended or given up"},
    "legend-achieved": {"fr": "acquis", "en": "achieved"},
    "legend-open": {"fr": "pas encore acquis", "en": "not achieved yet"},
    "legend-depends-binding": {"fr": "dépend de", "en": "depends on"},
    "legend-depends-alternative": {
        "fr": "dépend de l’un de plusieurs",
        "en": "depends on one of several",
    },
    "legend-depends-possible": {"fr": "dépend peut-être de", "en": "may depend on"},
    "legend-dimmed": {"fr": "hors de la réponse", "en": "not in the answer"},
    "legend-subject": {"fr": "objet de la question", "en": "what the question is about"},
    "legend-answer-certain": {"fr": "réponse : certain", "en": "answer: certain"},
    "legend-answer-possible": {"fr": "réponse : possible", "en": "answer: possible"},
    "legend-reason": {"fr": "raison", "en": "reason"},
    "legend-circle": {"fr": "ferme un cercle", "en": "closes a circle"},
    "legend-supposed": {"fr": "supposé", "en": "supposed"},
    "legend-untouched": {"fr": "inchangé", "en": "unchanged"},
    "legend-counted": {"fr": "{meaning} ({count})", "en": "{meaning} ({count})"},
    "mark-fails": {"fr": "supposé : n’aboutit pas", "en": "supposed: fails"},
    "mark-withdraws": {"fr": "supposé : se retire", "en": "supposed: withdraws"},
    "mark-signs": {"fr": "supposé : conclu", "en": "supposed: concluded"},
    "mark-lost-certain": {"fr": "tombe", "en": "lost"},
    "mark-lost-possible": {"fr": "tombe peut-être", "en": "possibly lost"},
    "mark-blocked-certain": {"fr": "hors d’atteinte", "en": "out of reach"},
    "mark-blocked-possible": {"fr": "peut-être hors d’atteinte", "en": "possibly out of reach"},
    "mark-gained-certain": {"fr": "vient à portée", "en": "within reach"},
    "mark-gained-possible": {"fr": "vient peut-être à portée", "en": "possibly within reach"},
    "no-consequences-note": {
        "fr": "Rien d’autre ne change, d’après ce qui est consigné.",
        "en": "Nothing else changes, as far as recorded.",
    },
    "note-arrows": {
        "fr": "Chaque flèche va de ce qui dépend à ce dont cela dépend.",
        "en": "Each arrow goes from what relies to what it relies on.",
    },
    "note-layers": {
        "fr": "Chaque flèche va de ce qui dépend, à droite, à ce dont cela dépend, à gauche.",
        "en": "Each arrow goes from what relies, on the right, to what it relies on, on the left.",
    },
    "note-ego": {
        "fr": "Pas suivis : {steps} ; « + n » : autant de liens non montrés.",
        "en": "Steps followed: {steps}; “+ n”: so many links not shown.",
    },
    "title-ego": {"fr": "Autour de : {subject}", "en": "Around: {subject}"},
    "more-links": {"fr": "+ {count}", "en": "+ {count}"},
    "title-matrix": {
        "fr": "Qui relève de quelle convention",
        "en": "Who relies on which agreement",
    },
    "note-matrix": {
        "fr": "Institutions et conventions voisines ont des liens semblables ; à droite et en bas, "
        "combien de parties en tout.",
        "en": "Institutions and agreements next to each other have similar ties; on the right and "
        "below, how many are parties in all.",
    },
    "matrix-direct-certain": {"fr": "partie", "en": "party"},
    "matrix-direct-possible": {"fr": "partie possible", "en": "possible party"},
    "matrix-through-certain": {"fr": "par d’autres", "en": "through others"},
    "matrix-through-possible": {"fr": "peut-être par d’autres", "en": "possibly through others"},
    "title-roadmap-to": {
        "fr": "Dans quel ordre conclure, pour : {goals}",
        "en": "What to conclude in which order, for: {goals}",
    },
    "note-roadmap": {
        "fr": "Chaque flèche mène à ce qu’il faut conclure avant. À droite, quand : les jours sûrs "
        "en plein, les jours possibles en pâle.",
        "en": "Each arrow leads to what must be concluded before. On the right, when: sure days "
        "full, possible days pale.",
    },
    "note-roadmap-undated": {
        "fr": "Chaque flèche mène à ce qu’il faut conclure avant.",
        "en": "Each arrow leads to what must be concluded before.",
    },
    "roadmap-stage": {"fr": "Étape {stage}", "en": "Stage {stage}"},
    "roadmap-may": {"fr": "peut-être {names}", "en": "possibly {names}"},
    "roadmap-when": {"fr": "Quand", "en": "When"},
    "roadmap-who": {"fr": "Qui doit agir", "en": "Who must act"},
    "roadmap-undated": {"fr": "sans date", "en": "no date"},
    "legend-critical": {
        "fr": "chaîne la plus longue, dans l’ordre",
        "en": "longest chain, in order",
    },
    "legend-after": {"fr": "vient après", "en": "comes after"},
    "legend-surely": {"fr": "jours sûrs", "en": "sure days"},
    "legend-maybe": {"fr": "jours possibles", "en": "possible days"},
    "legend-doubtful": {"fr": "date approximative ou incertaine", "en": "approximate or uncertain"},
    "legend-open-end": {"fr": "sans fin ou début connus", "en": "no known end or start"},
    "missing-glyphs": {
        "fr": "La police n’a pas de glyphe pour « {letters} » : des carrés en tiennent lieu. "
        'Nommez une police qui convient : style=Style(fonts=("Noto Sans CJK JP", "DejaVu Sans")) en Python.',
        "en": "The font has no glyphs for “{letters}”, which show as boxes. Name a font that has "
        'them: style=Style(fonts=("Noto Sans CJK JP", "DejaVu Sans")) in Python.',
    },
    "note-grouped": {
        "fr": "« n × » : n éléments semblables dans une case ; un trait tireté peut n’en concerner "
        "que certains.",
        "en": "“n ×”: n like items in one box; a dashed line may concern some of them only.",
    },
    "picture-too-long": {
        "fr": "Illisible : l’image aurait {centimetres} cm de long (au plus {most}). Dessinez la "
        "vue groupée : --grouped (en Python : coopgraph.grouped(graph)) ; ou les alentours d’un "
        "élément : draw ego-map --of ÉLÉMENT.",
        "en": "Unreadable: the picture would be {centimetres} cm long (at most {most}). Draw the "
        "grouped view: --grouped (in Python: coopgraph.grouped(graph)); or the surroundings of one "
        "item: draw ego-map --of ITEM.",
    },
    "group": {"fr": "{count} × {kind}", "en": "{count} × {kind}"},
    "for-example": {"fr": "p. ex. {names}", "en": "e.g. {names}"},
    "picture-too-large": {
        "fr": "Illisible : {boxes} cases et {lines} traits (au plus {most_boxes} et {most_lines}). "
        "Dessinez la vue groupée : --grouped (en Python : coopgraph.grouped(graph)) ; ou les "
        "alentours d’un élément : draw ego-map --of ÉLÉMENT.",
        "en": "Unreadable: {boxes} boxes and {lines} lines (at most {most_boxes} and {most_lines}). "
        "Draw the grouped view: --grouped (in Python: coopgraph.grouped(graph)); or the "
        "surroundings of one item: draw ego-map --of ITEM.",
    },
    "picture-too-tangled": {
        "fr": "Illisible : {lines} traits se croisent {crossings} fois. Dessinez la vue groupée : "
        "--grouped (en Python : coopgraph.grouped(graph)) ; ou les alentours d’un élément : "
        "draw ego-map --of ÉLÉMENT.",
        "en": "Unreadable: {lines} lines cross {crossings} times. Draw the grouped view: --grouped "
        "(in Python: coopgraph.grouped(graph)); or the surroundings of one item: "
        "draw ego-map --of ITEM.",
    },
    "table-too-large": {
        "fr": "Illisible : {rows} lignes sur {columns} colonnes (au plus {most}). Dessinez la vue "
        "groupée : --grouped (en Python : coopgraph.grouped(graph)).",
        "en": "Unreadable: {rows} rows by {columns} columns (at most {most}). Draw the grouped "
        "view: --grouped (in Python: coopgraph.grouped(graph)).",
    },
    "image-too-large": {
        "fr": "L’image .png aurait trop de points à {dpi} par pouce : prenez --dpi {most} au plus, "
        "ou un .svg ou .pdf.",
        "en": "The .png image would have too many dots at {dpi} per inch: take --dpi {most} at "
        "most, or an .svg or .pdf.",
    },
}
