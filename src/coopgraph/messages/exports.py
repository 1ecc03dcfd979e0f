"""What files for other programs do not hold."""

from collections.abc import Mapping
from typing import Final

EXPORTS: Final[Mapping[str, Mapping[str, str]]] = {
    "column-unheld": {
        "fr": "Ce qui n’y est pas, ou y est autrement",
        "en": "Not in it, or there otherwise",
    },
    "column-count": {"fr": "Nombre", "en": "Count"},
    "column-places": {"fr": "Où", "en": "Where"},
    "holds-all": {
        "fr": "Ce qui a été écrit s’y trouve en entier.",
        "en": "It holds all that was written to it.",
    },
    "not-whole-in-it": {
        "fr": "Des lignes ou fiches lues, {count} n’y sont pas, ou pas en entier (voir plus haut).",
        "en": "Of the rows or records read, {count} are not in it, or not whole (see above).",
    },
    "not-whole-in-it-one": {
        "fr": "Une ligne ou fiche lue n’y est pas, ou pas en entier (voir plus haut).",
        "en": "One row or record read is not in it, or not whole (see above).",
    },
    # -- what a graph does not hold of a dossier ---------------------------------------------------
    "loss-evidence": {
        "fr": "sources d’une autre graphie, d’un thème ou d’un lieu",
        "en": "evidence for another spelling, a theme or a place",
    },
    "loss-identifier": {
        "fr": "identifiants d’autres répertoires",
        "en": "identifiers in other registers",
    },
    "loss-language": {
        "fr": "autres langues d’un thème ou d’un lieu",
        "en": "other languages of a theme or a place",
    },
    "loss-identity": {
        "fr": "décisions d’identité, et ce que des fiches identiques disent autrement",
        "en": "decisions on identity, and what records that are the same say differently",
    },
    "loss-note": {"fr": "notes", "en": "notes"},
    "loss-run-together": {
        "fr": "textes réunis en un seul, qu’on ne peut plus séparer sûrement",
        "en": "texts put into one that can no longer be told apart for certain",
    },
    # -- what flattening changes -------------------------------------------------------------------
    "loss-character": {
        "fr": "caractères de contrôle, remplacés par « \ufffd » : {about}",
        "en": "control characters, replaced by '\ufffd': {about}",
    },
    "loss-empty": {"fr": "valeurs vides : {about}", "en": "empty values: {about}"},
    "loss-renamed": {
        "fr": "attribut renommé, le format se réservant son nom : {about}",
        "en": "attribute renamed, as the format keeps its name for itself: {about}",
    },
    "loss-retyped": {
        "fr": "valeurs d’un autre type, écrites comme texte : {about}",
        "en": "values of another type, written as text: {about}",
    },
    # -- what a format does not hold of a graph ----------------------------------------------------
    "loss-attribute": {"fr": "attribut : {about}", "en": "attribute: {about}"},
    "loss-formula": {
        "fr": "une apostrophe précède ce qu’un tableur exécuterait comme formule : {about}",
        "en": "an apostrophe stands before what a spreadsheet would run as a formula: {about}",
    },
    "loss-whole": {"fr": "attributs de l’ensemble", "en": "attributes of the whole"},
    "loss-mermaid-size": {
        "fr": "Mermaid ne dessine plus de 500 liens ou 50 000 caractères que si maxEdges et "
        "maxTextSize sont relevés (liens ; caractères)",
        "en": "Mermaid draws more than 500 links or 50,000 characters only if maxEdges and "
        "maxTextSize are raised (links; characters)",
    },
    "loss-node": {"fr": "éléments : {about}", "en": "items: {about}"},
    "loss-relation": {"fr": "liens : {about}", "en": "links: {about}"},
    "loss-type": {
        "fr": "le type des nombres et des valeurs vrai ou faux",
        "en": "the type of numbers and truth values",
    },
    # -- what is wrong with what is asked for ------------------------------------------------------
    "graph-not-dossier": {
        "fr": "un graphe ne s’écrit pas en {suffix}, qui contient un dossier : écrire le dossier "
        "dont il est tiré, ou choisir un format de graphe : {known}",
        "en": "a graph is not written as {suffix}, which holds a dossier: write the dossier it was "
        "built from, or choose a format for graphs: {known}",
    },
}
