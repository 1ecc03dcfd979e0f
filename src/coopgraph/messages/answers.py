"""What tables and pictures say around the data, and dates in words."""

from collections.abc import Mapping
from typing import Final

ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    # -- how far a long computation has come -------------------------------------------------------
    "progress-rows": {"fr": "{done} lignes sur {total} lues", "en": "{done} of {total} rows read"},
    "progress-records": {
        "fr": "{done} fiches sur {total} examinées",
        "en": "{done} of {total} records looked at",
    },
    "progress-combinations": {
        "fr": "{done} combinaisons sur {total} essayées",
        "en": "{done} of {total} combinations tried",
    },
    # -- what is too long to be shown whole --------------------------------------------------------
    "table-cut": {
        "fr": "Les {shown} premières lignes sur {count} ; toutes : to_csv(), to_markdown(), to_frame().",
        "en": "The first {shown} of {count} rows; all of them: to_csv(), to_markdown(), to_frame().",
    },
    # -- what was saved of a file ------------------------------------------------------------------
    "title-salvage": {
        "fr": "Ce qui a été lu, et ce qu’il en est advenu",
        "en": "What was read, and what became of it",
    },
    "column-table": {"fr": "table", "en": "table"},
    "column-rows": {"fr": "lignes lues", "en": "rows read"},
    "column-records": {"fr": "fiches", "en": "records"},
    "column-repaired": {"fr": "dont réparées", "en": "of them repaired"},
    "column-merged": {"fr": "fusionnées", "en": "merged"},
    "column-rejected": {"fr": "rejetées", "en": "rejected"},
    "salvage-passed-over": {
        "fr": "{table} : {count} autres lignes que la correspondance ne demande pas de lire",
        "en": "{table}: {count} more rows that the mapping does not ask to read",
    },
    "salvage-sentinels": {
        "fr": "{value} : {count} fois, lu comme « rien »",
        "en": "{value}: {count} times, read as 'none'",
    },
    "salvage-unconverted": {
        "fr": "{value} : {count} fois, n’est pas un pays du référentiel déclaré, non converti",
        "en": "{value}: {count} times, no country of the declared scheme, not converted",
    },
    "salvage-more": {
        "fr": "Un exemple de chaque sorte ; to_records() ou --rejects FICHIER les donne toutes.",
        "en": "One example of each sort; to_records() or --rejects FILE gives them all.",
    },
    "salvage-sort": {
        "fr": "{outcome} × {count} ({table}), par exemple {example}",
        "en": "{outcome} × {count} ({table}), e.g. {example}",
    },
    # -- small words -------------------------------------------------------------------------------
    "or": {"fr": "ou", "en": "or"},
    "possibly": {"fr": "peut-être {status}", "en": "possibly {status}"},
    "expected": {"fr": "prévision : {date}", "en": "expected: {date}"},
    "colon": {"fr": " :", "en": ":"},
    # -- dates -------------------------------------------------------------------------------------
    "date-from": {"fr": "à partir de {date}", "en": "from {date}"},
    "date-until": {"fr": "jusqu’à {date}", "en": "until {date}"},
    "date-or-later": {"fr": "{date} ou après", "en": "{date} or later"},
    "date-or-earlier": {"fr": "{date} ou avant", "en": "{date} or earlier"},
    "date-between": {"fr": "entre {start} et {end}", "en": "between {start} and {end}"},
    "date-?": {"fr": "{date} (incertain)", "en": "{date} (uncertain)"},
    "date-~": {"fr": "vers {date}", "en": "about {date}"},
    "date-%": {"fr": "vers {date} (incertain)", "en": "about {date} (uncertain)"},
    # -- answers -----------------------------------------------------------------------------------
    "title-dependents": {"fr": "Qui dépend de : {subject}", "en": "Who depends on: {subject}"},
    "title-prerequisites": {
        "fr": "De quoi dépend : {subject}",
        "en": "What it depends on: {subject}",
    },
    "title-exposure": {
        "fr": "Qui dépend de chaque convention, directement ou par d’autres",
        "en": "How many depend on each agreement, directly or through others",
    },
    "title-relation-exposure": {
        "fr": "Combien dépendent de chacun, directement ou par d’autres",
        "en": "How many depend on each, directly or through others",
    },
    "no-dependents": {
        "fr": "Rien ne dépend de : {subject} (d’après ce qui est consigné)",
        "en": "Nothing depends on: {subject} (as far as recorded)",
    },
    "no-prerequisites": {
        "fr": "Ne dépend de rien : {subject} (d’après ce qui est consigné)",
        "en": "Depends on nothing: {subject} (as far as recorded)",
    },
    "no-exposure": {"fr": "Aucune convention", "en": "No agreements"},
    "no-reliance": {
        "fr": "« {dependent} » ne dépend pas de « {prerequisite} », d’après ce qui est consigné.",
        "en": "{dependent} does not depend on {prerequisite}, as far as recorded.",
    },
    "reliance-certain": {
        "fr": "« {dependent} » dépend de « {prerequisite} » (certain)",
        "en": "{dependent} depends on {prerequisite} (certain)",
    },
    "reliance-possible": {
        "fr": "« {dependent} » dépend peut-être de « {prerequisite} » (possible)",
        "en": "{dependent} may depend on {prerequisite} (possible)",
    },
    "certain-possible": {
        "fr": "Certain : {certain} ; possible : {possible}",
        "en": "Certain: {certain}; possible: {possible}",
    },
    "directly": {"fr": "(directement)", "en": "(directly)"},
    "alternative": {"fr": "l’un de plusieurs", "en": "one of several"},
    "at-least": {"fr": "{items} (au moins {count})", "en": "{items} (at least {count})"},
    "no-evidence": {"fr": "(sans source)", "en": "(no source)"},
    "dossier-read": {"fr": "Lu : {file}. {counts}", "en": "Read: {file}. {counts}"},
    "written": {"fr": "Écrit : {file}", "en": "Written: {file}"},
    "overview": {"fr": "Ce que contient le dossier", "en": "What the dossier holds"},
    "overview-counts": {
        "fr": "Institutions : {institution} ; conventions : {agreement} ; volets : {provision} ; "
        "activités : {activity}",
        "en": "Institutions: {institution}; agreements: {agreement}; provisions: {provision}; "
        "activities: {activity}",
    },
    "fact-state": {"fr": "État", "en": "State"},
    "fact-country": {"fr": "Pays", "en": "Country"},
    "fact-aliases": {"fr": "S’écrit aussi", "en": "Also written"},
    "fact-topics": {"fr": "Thèmes", "en": "Themes"},
    "column-id": {"fr": "Identifiant", "en": "Id"},
    "column-state": {"fr": "État ou pays", "en": "State or country"},
    "column-about": {"fr": "Quoi", "en": "What"},
    "column-value": {"fr": "Consigné", "en": "Recorded"},
    "step": {"fr": "Étape", "en": "Step"},
    "column-who": {"fr": "Qui ou quoi", "en": "Who or what"},
    "column-kind": {"fr": "Nature", "en": "Kind"},
    "column-steps": {"fr": "Pas", "en": "Steps"},
    "column-certainty": {"fr": "Certitude", "en": "Certainty"},
    "column-through": {"fr": "Par", "en": "Through"},
    "column-evidence": {"fr": "Où c’est écrit", "en": "Where it says so"},
    "column-step": {"fr": "Étape", "en": "Step"},
    "column-link": {"fr": "Lien", "en": "Link"},
    "column-strength": {"fr": "Force", "en": "Strength"},
    "column-agreement": {"fr": "Convention", "en": "Agreement"},
    "column-dependents": {"fr": "En dépendent", "en": "Depend on it"},
    "column-dependents-possible": {"fr": "possibles", "en": "possibly"},
    "column-of-them-institutions": {"fr": "dont institutions", "en": "of them institutions"},
    "column-institutions": {"fr": "Institutions", "en": "Institutions"},
    "column-institutions-possible": {"fr": "possibles", "en": "possibly"},
    "column-agreements": {"fr": "Conventions", "en": "Agreements"},
    "column-agreements-possible": {"fr": "possibles", "en": "possibly"},
}
