"""What the live page and the brief say."""

from collections.abc import Mapping
from typing import Final

PAGE: Final[Mapping[str, Mapping[str, str]]] = {
    # -- around the page ---------------------------------------------------------------------------
    "page-language-name": {"fr": "Français", "en": "English"},
    "page-untitled": {
        "fr": "Qui dépend de quelle convention ?",
        "en": "Who depends on which agreement?",
    },
    "page-skip": {"fr": "Aller à la liste", "en": "Skip to the list"},
    "page-needs-script": {
        "fr": "Cette page a besoin de JavaScript ; il est dans la page et ne charge rien.",
        "en": "This page needs JavaScript; it is in the page and loads nothing.",
    },
    "page-search": {"fr": "Chercher (touche /)", "en": "Search (press /)"},
    "page-search-label": {
        "fr": "Chercher une institution, une convention ou une activité",
        "en": "Search for an institution, an agreement or an activity",
    },
    "page-language": {"fr": "Langue", "en": "Language"},
    "page-dark": {"fr": "Mode sombre", "en": "Dark mode"},
    "page-print": {"fr": "Imprimer", "en": "Print"},
    "page-failed": {
        "fr": "La page ne peut pas s’afficher : {error}",
        "en": "The page cannot be shown: {error}",
    },
    # -- the picture -------------------------------------------------------------------------------
    "page-picture": {"fr": "Schéma", "en": "Picture"},
    "page-view": {"fr": "Quel schéma", "en": "Which picture"},
    "page-view-cooperation": {"fr": "Coopération", "en": "Cooperation"},
    "page-view-dependencies": {"fr": "Dépendances", "en": "Dependencies"},
    "page-drawing-cooperation": {
        "fr": "Schéma de coopération : les pays de part et d’autre, ce qu’ils conviennent et font "
        "ensemble au milieu. Les flèches déplacent, Entrée ouvre.",
        "en": "Cooperation map: countries on either side, what they agree on and do together "
        "between them. Arrow keys move, Enter opens.",
    },
    "page-drawing-dependencies": {
        "fr": "Schéma des dépendances : à gauche ce dont le reste dépend. Les flèches déplacent, "
        "Entrée ouvre.",
        "en": "Dependency map: to the left what the rest depends on. Arrow keys move, Enter opens.",
    },
    "page-zoom-in": {"fr": "Agrandir (+)", "en": "Zoom in (+)"},
    "page-zoom-out": {"fr": "Réduire (−)", "en": "Zoom out (−)"},
    "page-zoom-fit": {"fr": "Ajuster (0)", "en": "Fit (0)"},
    "page-hint": {
        "fr": "Chaque flèche va de ce qui dépend à ce dont il dépend. Survolez une case pour voir "
        "ses liens, cliquez pour les détails.",
        "en": "Each arrow goes from what depends to what it depends on. Point at a box to see its "
        "ties, click it for details.",
    },
    "page-part-drawn": {
        "fr": "Le schéma montre {drawn} éléments sur {all}, les plus liés ; la liste les a tous.",
        "en": "The picture shows {drawn} items of {all}, those with the most ties; the list has "
        "all of them.",
    },
    "page-summary": {
        "fr": "en dépendent : {dependents} ; il lui faut : {needs}",
        "en": "depend on it: {dependents}; it needs: {needs}",
    },
    "page-legend": {"fr": "Légende", "en": "Legend"},
    # -- list and filters --------------------------------------------------------------------------
    "page-index": {
        "fr": "Institutions, conventions, activités",
        "en": "Institutions, agreements, activities",
    },
    "page-records-institution": {"fr": "Institutions", "en": "Institutions"},
    "page-records-agreement": {"fr": "Conventions", "en": "Agreements"},
    "page-records-provision": {"fr": "Volets", "en": "Provisions"},
    "page-records-activity": {"fr": "Activités", "en": "Activities"},
    "page-filters": {"fr": "Filtres", "en": "Filters"},
    "page-filters-active": {"fr": "Filtres actifs : {count}", "en": "Active filters: {count}"},
    "page-filters-clear": {"fr": "Tout effacer", "en": "Clear all"},
    "page-filter-record": {"fr": "Type", "en": "Type"},
    "page-filter-kind": {"fr": "Nature", "en": "Kind"},
    "page-filter-country": {"fr": "Pays", "en": "Country"},
    "page-filter-status": {"fr": "État", "en": "Status"},
    "page-filter-certainty": {"fr": "Certitude des liens", "en": "Certainty of links"},
    "page-shown": {"fr": "{shown} sur {all}", "en": "{shown} of {all}"},
    "page-none-shown": {
        "fr": "Rien ne correspond. Essayez un autre mot ou effacez les filtres.",
        "en": "Nothing matches. Try another word or clear the filters.",
    },
    # -- the card ----------------------------------------------------------------------------------
    "page-close": {"fr": "Fermer (Échap)", "en": "Close (Esc)"},
    "page-back": {"fr": "Retour à la liste", "en": "Back to the list"},
    "page-also": {"fr": "S’écrit aussi : {names}", "en": "Also written: {names}"},
    "page-topics": {"fr": "Thèmes : {names}", "en": "Themes: {names}"},
    "page-dependents": {"fr": "Qui en dépend", "en": "Who depends on it"},
    "page-needs": {"fr": "Ce qu’il lui faut", "en": "What it needs"},
    "page-links": {"fr": "Ses propres liens", "en": "Its own links"},
    "page-no-dependents": {
        "fr": "Rien n’en dépend, d’après ce qui est consigné.",
        "en": "Nothing depends on it, as far as recorded.",
    },
    "page-no-needs": {
        "fr": "Ne dépend de rien, d’après ce qui est consigné.",
        "en": "It depends on nothing, as far as recorded.",
    },
    "page-hidden-rows": {
        "fr": "Masqués par le filtre de certitude : {count}",
        "en": "Hidden by the filter on certainty: {count}",
    },
    "page-certain": {"fr": "Certain", "en": "Certain"},
    "page-possible": {"fr": "Seulement possible", "en": "Only possible"},
    "page-through": {"fr": "par {items}", "en": "through {items}"},
    "page-proof": {"fr": "Preuve", "en": "Proof"},
    "page-evidence": {"fr": "Où c’est écrit", "en": "Where it says so"},
    "page-no-evidence": {"fr": "sans source", "en": "no source"},
    "page-stated": {"fr": "énoncé", "en": "stated"},
    "page-inferred": {"fr": "déduit", "en": "inferred"},
    "page-alternative": {"fr": "l’un de plusieurs", "en": "one of several"},
    "page-left-out": {
        "fr": "Pour rester légère, cette page ne contient pas les réponses sur cet élément. "
        "Demandez-les : {command}",
        "en": "To stay small, this page does not hold the answers about this item. Ask for them: "
        "{command}",
    },
    "page-answers-left-out": {
        "fr": "Pour rester légère, cette page ne contient les réponses que sur {held} éléments "
        "sur {all}.",
        "en": "To stay small, this page holds the answers about {held} items of {all} only.",
    },
    # -- what if -----------------------------------------------------------------------------------
    "page-what-if": {"fr": "Et si…", "en": "What if…"},
    "page-what-if-none": {"fr": "tel quel", "en": "as is"},
    "page-what-if-withdraws": {"fr": "se retire", "en": "it withdraws"},
    "page-what-if-fails": {"fr": "n’aboutit pas", "en": "it fails"},
    "page-what-if-ends": {"fr": "prend fin", "en": "it ends"},
    "page-what-if-signs": {"fr": "aboutit", "en": "it is concluded"},
    "page-supposed-fails": {"fr": "supposé défaillant", "en": "supposed to fail"},
    "page-supposed-signs": {"fr": "supposé acquis", "en": "supposed concluded"},
    "page-effect-lost": {"fr": "perdu", "en": "lost"},
    "page-effect-blocked": {"fr": "bloqué", "en": "blocked"},
    "page-effect-gained": {"fr": "à portée", "en": "within reach"},
    "page-effects-lost": {"fr": "Tombe", "en": "Lost"},
    "page-effects-blocked": {"fr": "Devient hors d’atteinte", "en": "Out of reach"},
    "page-effects-gained": {"fr": "Vient à portée", "en": "Within reach"},
    "page-perhaps": {"fr": "{effect} ?", "en": "{effect}?"},
    "page-nothing-else": {
        "fr": "Rien d’autre ne change, d’après ce qui est consigné.",
        "en": "Nothing else changes, as far as recorded.",
    },
    "page-consequences": {
        "fr": "Conséquences : {certain} certaines, {possible} possibles",
        "en": "Consequences: {certain} certain, {possible} possible",
    },
    "page-iframe": {"fr": "Page interactive", "en": "Live page"},
}
