"""What can be wrong with a table of relations, and with the engine that is asked of it."""

from collections.abc import Mapping
from typing import Final

RELATIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "unknown-engine": {
        "fr": "« {engine} » n’est pas un moteur connu ; moteurs : {known}",
        "en": "'{engine}' is no known engine; the engines are {known}",
    },
    "engine-address": {
        "fr": "{engine} : adresse incomprise ; forme attendue : {form}",
        "en": "{engine}: the address is not understood; it looks like {form}",
    },
    "engine-failed": {"fr": "{engine} : {reason}", "en": "{engine}: {reason}"},
    "engine-nowhere": {
        "fr": "{engine} : indiquer quoi lire, un fichier (--relations) ou une base (--url)",
        "en": "{engine}: say what to read, a file (--relations) or a database (--url)",
    },
    "engine-other-file": {
        "fr": "{engine} ne lit pas les fichiers {suffix}, qui vont avec {other} ; il lit {known}",
        "en": "{engine} does not read {suffix} files, which are for {other}; it reads {known}",
    },
    "engine-two-places": {
        "fr": "{file} est déjà une base de données : pas d’autre adresse (--url) avec elle",
        "en": "{file} is a database itself: no other address (--url) goes with it",
    },
    "no-java": {
        "fr": "spark demande Java 17 ou plus récent : apt-get install openjdk-17-jre-headless",
        "en": "spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless",
    },
    "relation-column-missing": {
        "fr": "la colonne « {attribute} » manque ; colonnes présentes : {known}",
        "en": "the column '{attribute}' is missing; the columns are {known}",
    },
    "relation-end-missing": {
        "fr": "lignes sans dependent ou sans depends_on : {count}",
        "en": "rows without a dependent or a depends_on: {count}",
    },
    "relation-end-type": {
        "fr": "les identifiants sont tous du texte, ou tous des nombres entiers, non {types} ; "
        "les convertir en texte",
        "en": "ids are text everywhere or whole numbers everywhere, not {types}; "
        "turn them into text",
    },
    "relation-no-reliance": {
        "fr": "« {value} » n’est pas une dépendance ; retirer ces lignes",
        "en": "'{value}' carries no reliance; leave such rows out",
    },
    "relation-word-missing": {
        "fr": "lignes où « {attribute} » est vide : {count} ; mots possibles : {known}",
        "en": "rows where '{attribute}' is empty: {count}; the words here are {known}",
    },
    "unknown-item-no-rows": {
        "fr": "rien ne porte le nom « {reference} » : la table des relations n’a pas de lignes",
        "en": "nothing is called '{reference}': the table of relations has no rows",
    },
}
