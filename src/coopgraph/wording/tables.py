"""What can be wrong with tables, with a mapping of them, and with what is saved of them."""

from collections.abc import Mapping
from typing import Final

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "record-repeated": {"fr": "répète la fiche « {id} »", "en": "repeats the record '{id}'"},
    "record-repeated-line": {
        "fr": "répète la fiche « {id} », ligne {line}",
        "en": "repeats the record '{id}', in line {line}",
    },
    "record-repeated-cell": {
        "fr": "répète la fiche « {id} », en {cell}",
        "en": "repeats the record '{id}', in {cell}",
    },
    "owner-rejected": {
        "fr": "ce dont elle fait partie est rejeté",
        "en": "what it is part of is rejected",
    },
    "owner-rejected-line": {
        "fr": "ce dont elle fait partie, ligne {line}, est rejeté",
        "en": "what it is part of, in line {line}, is rejected",
    },
    "owner-rejected-cell": {
        "fr": "ce dont elle fait partie, en {cell}, est rejeté",
        "en": "what it is part of, in {cell}, is rejected",
    },
    "dates-contradict": {
        "fr": "« {second} » ({later}) précède « {first} » ({earlier})",
        "en": "'{second}' ({later}) comes before '{first}' ({earlier})",
    },
    "unknown-title": {
        "fr": "la table n’a pas de colonne « {field} » ; ses colonnes : {known}",
        "en": "the table has no column '{field}'; its columns are {known}",
    },
    "unknown-target": {
        "fr": "ces fiches n’ont pas de colonne « {field} » ; leurs colonnes : {known}",
        "en": "these records have no column '{field}'; their columns are {known}",
    },
    "slow-pattern": {
        "fr": "l’expression « {value} » n’en finit pas sur « {cell} » ; l’écrire plus simplement",
        "en": "the expression '{value}' does not come to an end on '{cell}'; write it more simply",
    },
    "bad-pattern": {
        "fr": "« {value} » n’est pas une expression régulière ({reason})",
        "en": "'{value}' is no regular expression ({reason})",
    },
    "rule-empty": {
        "fr": "donner soit une colonne, soit une constante",
        "en": "give either a column or a constant",
    },
    "file-outside": {
        "fr": "« {file} » est hors du dossier des tables",
        "en": "'{file}' lies outside the folder of the tables",
    },
    "not-gzip": {
        "fr": "le fichier compressé est illisible ({reason})",
        "en": "the packed file cannot be read ({reason})",
    },
    "xml-entities": {
        "fr": "un DTD, par lequel un fichier pourrait en lire d’autres ou enfler sans fin",
        "en": "a DTD, by which a file could read others or swell without end",
    },
    "not-iati": {
        "fr": "ce n’est pas un fichier d’activités IATI (racine « {root} »)",
        "en": "not an IATI activity file (its root is '{root}')",
    },
    "nameless": {
        "fr": "une organisation sans nom ni référence",
        "en": "an organisation without name or reference",
    },
    "unknown-column": {
        "fr": "colonne inconnue « {field} »",
        "en": "unknown column '{field}'",
    },
    "unknown-column-known": {
        "fr": "colonne inconnue « {field} » ; colonnes : {known} ; un titre qui commence par # "
        "n’est pas lu",
        "en": "unknown column '{field}'; the columns are {known}; a title that begins with # is "
        "not read",
    },
    "unknown-table": {
        "fr": "table inconnue « {name} »",
        "en": "unknown table '{name}'",
    },
    "unknown-table-known": {
        "fr": "table inconnue « {name} » ; tables : {known} ; un nom qui commence par # n’est pas "
        "lu",
        "en": "unknown table '{name}'; the tables are {known}; a name that begins with # is not "
        "read",
    },
    "no-tables": {
        "fr": "aucune table de dossier ici ; il faut au moins : {known}",
        "en": "no table of a dossier here; there should be some of: {known}",
    },
    "unknown-worksheet": {
        "fr": "le classeur n’a pas de feuille « {name} » ; il a : {known}",
        "en": "the workbook has no sheet '{name}'; it has {known}",
    },
    "repeated-table": {
        "fr": "cette table est déjà donnée par {file}",
        "en": "that table is already given by {file}",
    },
    "repeated-column": {
        "fr": "la colonne « {field} » est donnée deux fois",
        "en": "the column '{field}' is given twice",
    },
    "missing-column": {
        "fr": "la colonne « {field} » manque",
        "en": "the column '{field}' is missing",
    },
    "too-many-cells": {
        "fr": "{count} cellules pour {columns} titres ; un texte qui contient le séparateur se met "
        "entre guillemets droits",
        "en": "{count} cells for {columns} titles; a text that holds the separator goes in double "
        "quotes",
    },
    "csv-syntax": {
        "fr": "ces guillemets ne se referment pas comme il faut",
        "en": "these quotes are not closed as they should be",
    },
    "csv-not-text": {
        "fr": "ce n’est pas un fichier texte",
        "en": "not a text file",
    },
    "csv-long-cell": {
        "fr": "une cellule dépasse {limit} caractères ; un guillemet n’est peut-être jamais refermé",
        "en": "a cell of more than {limit} characters; perhaps a quote that is never closed",
    },
    "untitled-cell": {
        "fr": "une cellule remplie dans une colonne sans titre",
        "en": "a cell that is filled in, in a column without a title",
    },
    "formula-without-value": {
        "fr": "une formule sans valeur ; ouvrir et enregistrer le classeur dans un tableur",
        "en": "a formula without a value; open and save the workbook in a spreadsheet program",
    },
    "cell-error": {
        "fr": "la cellule montre l’erreur {value}",
        "en": "the cell shows the error {value}",
    },
    "not-a-workbook": {
        "fr": "ce n’est pas un classeur .xlsx lisible ({reason})",
        "en": "not a readable .xlsx workbook ({reason})",
    },
    "workbook-locked": {
        "fr": "le classeur est protégé par un mot de passe ou au vieux format .xls ; l’enregistrer "
        "en .xlsx sans mot de passe",
        "en": "the workbook is locked by a password or in the old .xls format; save it as .xlsx "
        "without a password",
    },
    "text-too-long": {
        "fr": "un texte dépasse ce qu’une cellule {format} peut contenir ({limit} caractères) ; "
        "écrire en YAML ou JSON",
        "en": "a text is longer than a cell of {format} can hold ({limit} characters); "
        "write YAML or JSON",
    },
    "one-row": {
        "fr": "le dossier tient sur une ligne ; celle-ci est de trop",
        "en": "the dossier takes one row; this one is too many",
    },
    "unused-evidence": {
        "fr": "rien ne renvoie à la preuve « {id} »",
        "en": "nothing refers to the evidence '{id}'",
    },
    "text-twice": {
        "fr": "« {field} » est donné en texte simple et par langue ; garder l’un des deux",
        "en": "'{field}' is given as plain text and by language; keep one of them",
    },
    "duplicate-reference": {
        "fr": "le repère « {id} » est déjà pris",
        "en": "the reference '{id}' is already taken",
    },
    "unknown-reference": {
        "fr": "aucune preuve n’a le repère « {id} »",
        "en": "no evidence has the reference '{id}'",
    },
    "wrong-relation": {
        "fr": "« {id} » ne peut avoir le lien « {field} »",
        "en": "'{id}' cannot have the link '{field}'",
    },
    "repeated-single": {
        "fr": "« {id} » a déjà un lien « {field} » ; il n’en faut qu’un",
        "en": "'{id}' has a link '{field}' already; there can be one",
    },
    "row-repeated": {
        "fr": "répète {row}",
        "en": "repeats {row}",
    },
}
