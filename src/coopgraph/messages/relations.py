"""What can be wrong with a table of relations, and with the engine that is asked of it."""

from collections.abc import Mapping
from typing import Final

RELATIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "database-generated": {
        "fr": "la colonne « {name} » est calculée ; l’enregistrer comme une colonne ordinaire",
        "en": "the column '{name}' is generated; store it as an ordinary column",
    },
    "database-macro": {
        "fr": "la base contient la macro « {name} », qui pourrait en changer le sens ; la supprimer",
        "en": "the database holds the macro '{name}', which could change its meaning; drop it",
    },
    "database-trigger": {
        "fr": "la table a un déclencheur, « {name} » ; le supprimer",
        "en": "the table has a trigger, '{name}'; drop it",
    },
    "database-view": {
        "fr": "« {name} » est une vue : un programme, qui n’est pas exécuté ; en faire une table "
        "(CREATE TABLE … AS SELECT …)",
        "en": "'{name}' is a view: a program, which is not run; make it a table (CREATE TABLE … AS "
        "SELECT …)",
    },
    "database-virtual": {
        "fr": "« {name} » est une table virtuelle, sans lignes à elle ; en faire une table ordinaire",
        "en": "'{name}' is a virtual table, without rows of its own; make it an ordinary table",
    },
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
    "engine-slow": {
        "fr": "{engine} : arrêté au bout de {seconds} s ; en Python, read_relations(…, timeout=…) "
        "laisse plus de temps",
        "en": "{engine}: stopped after {seconds} s; in Python, read_relations(…, timeout=…) allows "
        "more",
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
