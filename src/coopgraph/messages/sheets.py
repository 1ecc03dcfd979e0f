"""The titles of tables and of their columns, and what each holds."""

from collections.abc import Mapping
from typing import Final

#: By table: its title and what it holds, in French and in English.
_TABLES: Final = {
    "dossier": (
        ("dossier", "Le dossier : son titre et sa langue, sur une ligne."),
        ("dossier", "The dossier: its title and language, in one row."),
    ),
    "evidence": (
        ("preuves", "Où une source le dit ; les autres feuilles y renvoient par le repère."),
        ("evidence", "Where a source says so; the other sheets refer to it by its reference."),
    ),
    "sources": (
        ("sources", "Les documents dont viennent les affirmations."),
        ("sources", "The documents that claims are taken from."),
    ),
    "institutions": (
        ("institutions", "Qui coopère : ministères, agences, fédérations, banques …"),
        ("institutions", "Who cooperates: ministries, agencies, federations, banks …"),
    ),
    "agreements": (
        ("conventions", "Les conventions, signées ou seulement proposées."),
        ("agreements", "The agreements, signed or only proposed."),
    ),
    "provisions": (
        ("volets", "Les volets ou clauses d’une convention dont autre chose peut dépendre."),
        ("provisions", "Components or clauses of an agreement that other things may depend on."),
    ),
    "activities": (
        ("activités", "Visites, rencontres, études, programmes, projets."),
        ("activities", "Visits, meetings, studies, programmes, projects."),
    ),
    "parties": (
        ("parties", "Qui est partie à quelle convention, une ligne par institution."),
        ("parties", "Who is party to which agreement, one row per institution."),
    ),
    "participants": (
        ("participants", "Qui prend part à quelle activité, une ligne par institution."),
        ("participants", "Who takes part in which activity, one row per institution."),
    ),
    "requirements": (
        (
            "conditions",
            (
                "Ce qu’il faut d’abord. Plusieurs lignes : toutes ; plusieurs choix dans une "
                "cellule : l’un d’eux suffit."
            ),
        ),
        (
            "requirements",
            (
                "What is needed first. Several rows: all of them; several choices in one cell: one of "
                "them is enough."
            ),
        ),
    ),
    "links": (
        ("liens", "Les autres liens : fait partie de, est membre de, met en œuvre, modifie …"),
        ("links", "The other links: part of, member of, implements, amends …"),
    ),
    "aliases": (
        ("autres noms", "D’autres façons d’écrire le nom d’une institution."),
        ("aliases", "Other ways to write the name of an institution."),
    ),
    "topics": (
        ("thèmes", "Les thèmes d’une convention ou d’une activité."),
        ("topics", "The themes of an agreement or activity."),
    ),
    "places": (
        ("lieux", "Où une activité a lieu ; plusieurs lieux possibles sont des choix."),
        ("places", "Where an activity takes place; several possible ones are alternatives."),
    ),
    "identities": (
        ("identités", "Décisions : ces fiches parlent-elles de la même chose ?"),
        ("identities", "Decisions: are these records about the same thing?"),
    ),
}

#: By column: its title and what it holds, in French and in English.
_COLUMNS: Final = {
    "id": (
        ("identifiant", "Minuscules sans accent, chiffres et tirets ; unique dans le dossier."),
        ("id", "Small letters, digits and single hyphens; unique in the dossier."),
    ),
    "name": (
        ("nom", "Le nom ; par langue, dans des colonnes « nom (fr) », « nom (en) », « nom (ar) »."),
        ("name", "The name; by language, in columns 'name (fr)', 'name (en)', 'name (ar)'."),
    ),
    "title": (("titre", "Le titre."), ("title", "The title.")),
    "kind": (("nature", "Un mot de la liste."), ("kind", "A word of the list.")),
    "status": (
        ("état", "Un mot de la liste ; pour une convention datée, peut rester vide."),
        ("status", "A word of the list; may stay empty for an agreement with a dated stage."),
    ),
    "acronym": (("sigle", "Le sigle."), ("acronym", "The acronym.")),
    "country": (
        ("pays", "Code à deux lettres : FR, MA."),
        ("country", "Two-letter code: FR, MA."),
    ),
    "identifiers": (
        ("code", "Codes d’ailleurs, un registre par colonne : « code.org-id »."),
        ("identifiers", "Codes from elsewhere, a scheme per column: 'identifiers.org-id'."),
    ),
    "evidence": (
        ("preuve", "Repères de la feuille des preuves, séparés par « ; », ou une source."),
        ("evidence", "References of the evidence sheet, separated by ';', or a source."),
    ),
    "note": (("remarque", "Une remarque."), ("note", "A note.")),
    "dates": (
        (
            "date : {stage}",
            (
                "Quand cette étape a été atteinte : 2019, 2019-05, 2019-11-04, [2020..] (un jour à "
                "partir de 2020), 2020? (incertain)."
            ),
        ),
        (
            "date: {stage}",
            (
                "When that stage was reached: 2019, 2019-05, 2019-11-04, [2020..] (some day from 2020 "
                "on), 2020? (uncertain)."
            ),
        ),
    ),
    "expected": (
        ("espéré : {stage}", "Quand cette étape est espérée."),
        ("expected: {stage}", "When that stage is hoped for."),
    ),
    "quorum": (
        ("quorum", "Combien de parties il lui faut pour tenir ; sinon toutes."),
        ("quorum", "How many parties it needs to stand; else all of them."),
    ),
    "when": (("quand", "La date ou la durée."), ("when", "The date or span of time.")),
    "agreement": (
        ("convention", "L’identifiant de la convention."),
        ("agreement", "The id of the agreement."),
    ),
    "activity": (
        ("activité", "L’identifiant de l’activité."),
        ("activity", "The id of the activity."),
    ),
    "institution": (
        ("institution", "L’identifiant de l’institution."),
        ("institution", "The id of the institution."),
    ),
    "item": (
        ("élément", "L’identifiant de ce dont il s’agit."),
        ("item", "The id of what it is about."),
    ),
    "role": (("rôle", "Un mot de la liste."), ("role", "A word of the list.")),
    "modality": (
        ("modalité", "Requis (par défaut) ou possible."),
        ("modality", "Required (the default) or possible."),
    ),
    "relation": (("lien", "Un mot de la liste."), ("relation", "A word of the list.")),
    "to": (
        ("vers", "L’identifiant de ce dont il dépend."),
        ("to", "The id of what it leads to."),
    ),
    "any_of": (
        ("il faut", "Un identifiant, ou plusieurs choix séparés par « ; »."),
        ("any of", "An id, or several alternatives separated by ';'."),
    ),
    "at_least": (
        ("au moins", "Combien de ces choix il faut ; un par défaut."),
        ("at least", "How many of those alternatives are needed; one by default."),
    ),
    "text": (("texte", "Le nom tel qu’il est écrit."), ("text", "The name as it is written.")),
    "items": (
        ("éléments", "Les identifiants comparés, séparés par « ; » ; le premier donne son nom."),
        ("items", "The ids that are compared, separated by ';'; the first gives its name."),
    ),
    "judgement": (("décision", "Un mot de la liste."), ("judgement", "A word of the list.")),
    "reference": (
        ("repère", "Le repère par lequel les autres feuilles y renvoient : e1, e2 …"),
        ("reference", "The reference by which the other sheets name it: e1, e2 …"),
    ),
    "source": (("source", "L’identifiant de la source."), ("source", "The id of the source.")),
    "locator": (
        ("endroit", "L’endroit pour un lecteur : « recommandation 1 »."),
        ("locator", "The place for a reader: 'recommendation 1'."),
    ),
    "span_from": (
        ("du caractère", "Premier caractère dans le texte de la source, compté depuis 0."),
        ("from character", "First character in the text of the source, counted from 0."),
    ),
    "span_to": (
        ("au caractère", "Celui qui suit le dernier."),
        ("to character", "The one after the last."),
    ),
    "quote": (
        ("citation", "Un court passage, si ses droits le permettent."),
        ("quote", "A short passage, where its rights allow it."),
    ),
    "reading": (
        ("lecture", "Énoncé (par défaut), ou déduit par un lecteur."),
        ("reading", "Stated (the default), or inferred by a reader."),
    ),
    "author": (("auteur", "L’auteur."), ("author", "The author.")),
    "date": (("date", "La date."), ("date", "The date.")),
    "language": (("langue", "fr, en, ar …"), ("language", "fr, en, ar …")),
    "url": (("adresse", "L’adresse en ligne."), ("url", "The address online.")),
    "sha256": (
        ("empreinte", "Empreinte SHA-256 du texte auquel les caractères se rapportent."),
        ("sha256", "SHA-256 fingerprint of the text that the characters refer to."),
    ),
}


def _entries(
    prefix: str, table: Mapping[str, tuple[tuple[str, str], tuple[str, str]]]
) -> dict[str, dict[str, str]]:
    entries = {}
    for name, (french, english) in table.items():
        entries[f"{prefix}-{name}"] = {"fr": french[0], "en": english[0]}
        entries[f"{prefix}-{name}-meaning"] = {"fr": french[1], "en": english[1]}
    return entries


SHEETS: Final[Mapping[str, Mapping[str, str]]] = {
    **_entries("sheet", _TABLES),
    **_entries("cell", _COLUMNS),
    "guide": {"fr": "mode d’emploi", "en": "read me"},
    "guide-title": {
        "fr": "Un dossier de coopération : qui dépend de quelle convention ?",
        "en": "A dossier of a cooperation: who depends on which agreement?",
    },
    "guide-how": {
        "fr": "Une feuille par sorte de fiche, une ligne par fiche. Il suffit des institutions, des "
        "conventions, des parties et des conditions ; les autres feuilles peuvent rester vides. Une "
        "colonne dont le titre commence par # n’est pas lue. Les dates sont des textes : 2019-05 "
        "reste le mois de mai. Enregistrer en .xlsx, puis : coopgraph check {file}",
        "en": "One sheet for each kind of record, one row for each record. Institutions, "
        "agreements, parties and requirements are enough; the other sheets may stay empty. A column "
        "whose title begins with # is not read. Dates are text: 2019-05 stays the month of May. "
        "Save as .xlsx, then: coopgraph check {file}",
    },
    "guide-sheet": {"fr": "feuille", "en": "sheet"},
    "guide-column": {"fr": "colonne", "en": "column"},
    "guide-needed": {"fr": "à remplir", "en": "needed"},
    "guide-yes": {"fr": "oui", "en": "yes"},
    "guide-meaning": {"fr": "ce qu’elle contient", "en": "what it holds"},
    "guide-words": {"fr": "mots possibles", "en": "possible words"},
    "guide-not-in-list": {
        "fr": "Ce mot n’est pas dans la liste.",
        "en": "That word is not in the list.",
    },
}
