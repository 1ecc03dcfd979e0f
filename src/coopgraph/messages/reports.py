"""What is said of a report that is read for institutions and agreements, and in its draft."""

from collections.abc import Mapping
from typing import Final

REPORTS: Final[Mapping[str, Mapping[str, str]]] = {
    "title-mentions": {
        "fr": "Mentions d’institutions connues : {count} ({institutions} institutions)",
        "en": "Mentions of known institutions: {count} ({institutions} institutions)",
    },
    "no-mentions": {
        "fr": "Aucune institution connue n’est mentionnée.",
        "en": "No known institution is mentioned.",
    },
    "column-line": {"fr": "Ligne", "en": "Line"},
    "column-written": {"fr": "Tel qu’écrit", "en": "As written"},
    "column-naming": {"fr": "Reconnu par", "en": "Recognised by"},
    "inflected": {"fr": "{naming}, accordé", "en": "{naming}, inflected"},
    "suggestion": {
        "fr": "À confirmer, ligne {line} : « {written} » ({count} ×), pour {who} ? "
        "(proximité {percent} %)",
        "en": "To confirm, line {line}: '{written}' ({count} ×), for {who}? ({percent}% alike)",
    },
    "unknown-acronyms": {
        "fr": "Sigles inconnus : {acronyms}",
        "en": "Unknown acronyms: {acronyms}",
    },
    "acronym-line": {"fr": "{acronym} (ligne {line})", "en": "{acronym} (line {line})"},
    "no-suggestions-asked": {
        "fr": "Les fautes de frappe n’ont pas été cherchées.",
        "en": "Misspellings were not looked for.",
    },
    "language-not-read": {
        "fr": "Le texte ne semble ni en français ni en anglais : ses phrases sur les conventions "
        "n’ont pas été cherchées.",
        "en": "The text seems neither French nor English: sentences on agreements were not looked "
        "for.",
    },
    "sentences-count": {
        "fr": "Phrases qui parlent de conventions : {count}",
        "en": "Sentences that speak of agreements: {count}",
    },
    "sentence": {"fr": "– ligne {line} : {text}", "en": "– line {line}: {text}"},
    "hedges": {"fr": "  avec : {hedges}", "en": "  with: {hedges}"},
    "pages-without-text": {
        "fr": "Pages sans texte (des images ?) : {pages}",
        "en": "Pages without text (pictures?): {pages}",
    },
    "spans-need-text": {
        "fr": "Les passages renvoient au texte tiré du fichier, non au fichier : --text-out le garde.",
        "en": "Spans refer to the text taken from the file, not to the file: --text-out keeps it.",
    },
    # -- in a draft --------------------------------------------------------------------------------
    "draft-title": {"fr": "Ébauche d’après : {title}", "en": "Draft after: {title}"},
    "draft-line": {"fr": "ligne {line}", "en": "line {line}"},
    "draft-page-line": {"fr": "page {page}, ligne {line}", "en": "page {page}, line {line}"},
    "draft-shared": {
        "fr": "« {written} » est un nom commun à : {items}.",
        "en": "'{written}' is a name shared by: {items}.",
    },
    "draft-inflected": {"fr": "Lu comme « {name} ».", "en": "Read as '{name}'."},
    "draft-agreement": {
        "fr": "Statut et nature proposés d’après les mots de la phrase ({hedges}) ; à vérifier.",
        "en": "Status and kind guessed from the words of the sentence ({hedges}); to be checked.",
    },
    "draft-party": {
        "fr": "Nommé dans la même phrase ; que ce soit une partie est à vérifier.",
        "en": "Named in the same sentence; whether it is a party is to be checked.",
    },
    "draft-party-shared": {
        "fr": "Nommé dans la même phrase ; « {written} » désigne l’un de : {items}. À vérifier.",
        "en": "Named in the same sentence; '{written}' is one of: {items}. To be checked.",
    },
    "draft-head": {
        "fr": "Ébauche tirée d’un texte par « coopgraph mentions ». Rien n’y est confirmé : la "
        "relire, corriger, compléter, puis coopgraph check --in.",
        "en": "A draft taken from a text by 'coopgraph mentions'. Nothing in it is confirmed: read "
        "it, correct it, complete it, then coopgraph check --in.",
    },
    "draft-head-known": {
        "fr": "Les institutions sont celles du dossier donné qui sont mentionnées ; leurs noms, "
        "natures et pays viennent de lui, non du texte.",
        "en": "The institutions are those of the given dossier that are mentioned; their names, "
        "kinds and countries come from it, not from the text.",
    },
    "draft-head-guesses": {
        "fr": "Ce qui est seulement deviné porte « reading: inferred » et une note. Retirer les "
        "deux quand le texte le dit ; « modality: possible » aussi quand il l’exige.",
        "en": "What is only guessed carries 'reading: inferred' and a note. Remove both where the "
        "text says it; 'modality: possible' too where it requires it.",
    },
    "draft-head-spans": {
        "fr": "Les passages (span) comptent les caractères du texte, à partir de 0 ; sha256 en est "
        "l’empreinte.",
        "en": "Spans count the characters of the text, from 0; sha256 is its fingerprint.",
    },
    "draft-head-suggestions": {
        "fr": "Fautes de frappe ? Si oui, ajouter aux « aliases » de l’institution et refaire :",
        "en": "Misspellings? If so, add them to the institution's 'aliases' and run again:",
    },
    "draft-suggestion": {
        "fr": "{written} (ligne {lines}) : {who} ?",
        "en": "{written} (line {lines}): {who}?",
    },
    "draft-head-acronyms": {
        "fr": "Sigles inconnus. Si c’est une institution, lui faire une fiche, avec id, name et "
        "kind :",
        "en": "Unknown acronyms. If one is an institution, make it a record, with id, name and "
        "kind:",
    },
    "draft-acronym": {"fr": "{acronym} (ligne {lines})", "en": "{acronym} (line {lines})"},
    "draft-head-others": {
        "fr": "Autres phrases qui parlent de conventions, sans institution connue à côté :",
        "en": "Other sentences that speak of agreements, with no known institution next to them:",
    },
    "draft-sentence": {"fr": "Ligne {line} : {text}", "en": "Line {line}: {text}"},
}
