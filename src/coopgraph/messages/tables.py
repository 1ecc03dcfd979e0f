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
    "slow-patterns": {
        "fr": "les expressions de cette correspondance ont pris plus de {limit} s, la dernière "
        "étant « {value} » ; les écrire plus simplement",
        "en": "the expressions of this mapping have taken more than {limit} s, the last one being "
        "'{value}'; write them more simply",
    },
    "long-pattern": {
        "fr": "« {value} » a plus de {limit} caractères, trop pour une expression",
        "en": "'{value}' has more than {limit} characters, too many for an expression",
    },
    "counted-pattern": {
        "fr": "les répétitions de « {value} » se multiplient au-delà de {limit}",
        "en": "the repetitions of '{value}' multiply to more than {limit}",
    },
    "long-cell": {
        "fr": "remplacer « {value} » ferait de « {cell} » un texte de plus de {limit} caractères",
        "en": "replacing '{value}' would make '{cell}' a text of more than {limit} characters",
    },
    "long-cells": {
        "fr": "remplacer « {value} » et d’autres ajoute plus de {limit} caractères à l’ensemble",
        "en": "replacing '{value}' and others adds more than {limit} characters to the whole",
    },
    "many-records-of-a-row": {
        "fr": "les colonnes partagées feraient {count} fiches d’une seule ligne, {row} "
        "(limite : {limit})",
        "en": "the columns that are split would make {count} records of one row, {row} "
        "(limit: {limit})",
    },
    "many-records": {
        "fr": "cette correspondance fait plus de {limit} fiches",
        "en": "this mapping makes more than {limit} records",
    },
    "ambiguous-id": {
        "fr": "plusieurs tables ont l’identifiant « {id} » ({tables}) ; la règle de « {field} » "
        "doit dire laquelle : « table: … »",
        "en": "several tables hold the id '{id}' ({tables}); the rule of '{field}' must name one: "
        "'table: …'",
    },
    "wrong-table-named": {
        "fr": "« {field} » ne désigne rien dans la table « {name} » ; tables possibles : {known}",
        "en": "'{field}' names nothing in the table '{name}'; the tables here are {known}",
    },
    "scheme-missing": {
        "fr": "indiquer comment les pays sont désignés, « scheme: … » : {known}",
        "en": "say what the countries are given by, 'scheme: …': {known}",
    },
    "not-a-country": {
        "fr": "« {value} » n’est pas un pays ({scheme}) ; « otherwise » dirait quoi en faire",
        "en": "'{value}' is no country ({scheme}); 'otherwise' would say what it means",
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
    "iati-one-reference": {
        "fr": "Des noms différents avec la même référence, {reference}.",
        "en": "Different names with the same reference, {reference}.",
    },
    "iati-like-names": {
        "fr": "Des noms pareils, ou presque, dans des activités pour des pays différents.",
        "en": "Names that are the same, or nearly so, in activities for different countries.",
    },
    "iati-named-in": {
        "fr": "Nommé dans des activités pour : {countries}.",
        "en": "Named in activities for: {countries}.",
    },
    "iati-named-nowhere": {
        "fr": "Nommé dans des activités qui ne disent pas pour quel pays.",
        "en": "Named in activities that do not say for which country.",
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
