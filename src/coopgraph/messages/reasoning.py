"""What answers of the reasoning say: what falls, what unlocks, in which order."""

from collections.abc import Mapping
from typing import Final

REASONING: Final[Mapping[str, Mapping[str, str]]] = {
    "and": {"fr": "et si", "en": "and if"},
    "if": {"fr": "Si {parts} :", "en": "If {parts}:"},
    "if-fails": {
        "fr": "« {items} » n’aboutit pas ou prend fin",
        "en": "“{items}” fails or comes to an end",
    },
    "if-signs": {"fr": "« {items} » est acquis", "en": "“{items}” is concluded"},
    "if-withdraws": {"fr": "{items} se retire", "en": "{items} withdraws"},
    "no-consequences": {
        "fr": "rien d’autre ne change, d’après ce qui est consigné.",
        "en": "nothing else changes, as far as recorded.",
    },
    "effect-lost": {"fr": "perdu", "en": "lost"},
    "effect-blocked": {"fr": "bloqué", "en": "blocked"},
    "effect-gained": {"fr": "à portée", "en": "within reach"},
    "memo-lost-certain": {"fr": "tombe certainement", "en": "certainly lost"},
    "memo-lost-possible": {"fr": "tombe peut-être", "en": "possibly lost"},
    "memo-blocked-certain": {"fr": "devient hors d’atteinte", "en": "certainly out of reach"},
    "memo-blocked-possible": {
        "fr": "devient peut-être hors d’atteinte",
        "en": "possibly out of reach",
    },
    "memo-gained-certain": {"fr": "vient à portée", "en": "within reach"},
    "memo-gained-possible": {"fr": "vient peut-être à portée", "en": "possibly within reach"},
    "needs-consent": {"fr": "il y faut {missing}", "en": "needs {missing} to take part"},
    "needs-quorum": {
        "fr": "sans {missing}, le quorum manque",
        "en": "without {missing} the quorum is missed",
    },
    "needs-whole": {"fr": "dépend de {missing}", "en": "belongs to {missing}"},
    "needs-requirement": {"fr": "requiert {missing}", "en": "requires {missing}"},
    "title-unlock": {
        "fr": "Ce qu’il faut conclure pour : {goal}",
        "en": "What must be concluded for: {goal}",
    },
    "unlock-achieved": {
        "fr": "C’est acquis : il n’y a rien à faire.",
        "en": "It is achieved: there is nothing to do.",
    },
    "unlock-unreachable": {
        "fr": "Hors d’atteinte, d’après ce qui est consigné.",
        "en": "Out of reach, as far as recorded.",
    },
    "obstacle-dead": {"fr": "Terminé ou abandonné : {items}", "en": "Ended or given up: {items}"},
    "obstacle-deadlock": {
        "fr": "S’attendent l’un l’autre : {items}",
        "en": "Wait for one another: {items}",
    },
    "obstacle-too-few": {
        "fr": "Trop peu de parties : {items}",
        "en": "Too few parties: {items}",
    },
    "search-stopped": {
        "fr": "La recherche s’est arrêtée à sa limite : il peut y en avoir d’autres.",
        "en": "The search stopped at its limit: there may be more.",
    },
    "roadmap-search-stopped": {
        "fr": "La recherche s’est arrêtée à sa limite : il peut y avoir un chemin plus court.",
        "en": "The search stopped at its limit: there may be a shorter way.",
    },
    "strict-adds": {
        "fr": "Voie {plan} : si tous les liens possibles comptaient, il faudrait aussi : {items}",
        "en": "Plan {plan}: if all possible links counted, it would also take: {items}",
    },
    "strict-never": {
        "fr": "Voie {plan} : si tous les liens possibles comptaient, elle n’aboutirait pas.",
        "en": "Plan {plan}: if all possible links counted, it would not succeed.",
    },
    "title-blockers": {
        "fr": "Sans quoi ceci est hors d’atteinte : {goal}",
        "en": "Whose loss puts this out of reach: {goal}",
    },
    "no-single-blockers": {
        "fr": "Aucune perte n’y suffit à elle seule.",
        "en": "No single loss is enough.",
    },
    "no-blockers": {
        "fr": "Il n’y en a pas : perdre ensemble {size} éléments au plus n’y suffit jamais.",
        "en": "There is none: losing up to {size} items together is never enough.",
    },
    "blockers-not-found": {
        "fr": "Rien n’a été trouvé : la recherche s’est arrêtée à sa limite. Jusqu’à la taille "
        "{searched}, il n’y en a pas ; au-delà, jusqu’à {size}, il peut y en avoir.",
        "en": "None was found: the search stopped at its limit. Up to a size of {searched} there is "
        "none; beyond, up to {size}, there may be.",
    },
    "title-ready": {
        "fr": "Ce qui peut être conclu dès aujourd’hui",
        "en": "What can be concluded today",
    },
    "no-ready": {
        "fr": "Rien ne peut être conclu aujourd’hui.",
        "en": "Nothing can be concluded today.",
    },
    "title-deadlocks": {
        "fr": "Ce qui s’attend l’un l’autre",
        "en": "What waits for one another",
    },
    "no-deadlocks": {
        "fr": "Rien ne s’attend l’un l’autre.",
        "en": "Nothing waits for one another.",
    },
    "title-roadmap": {"fr": "Dans quel ordre conclure", "en": "What to conclude in which order"},
    "no-roadmap": {"fr": "Il n’y a rien à conclure.", "en": "There is nothing to conclude."},
    "critical-chain": {
        "fr": "* la chaîne la plus longue : chacun y attend le précédent",
        "en": "* the longest chain: each waits for the one before it",
    },
    "roadmap-unreachable": {"fr": "Hors d’atteinte : {items}", "en": "Out of reach: {items}"},
    "column-because": {"fr": "Parce que", "en": "Because"},
    "column-circle": {"fr": "Cercle", "en": "Circle"},
    "column-conclude": {"fr": "Conclure", "en": "Conclude"},
    "column-earliest": {"fr": "Au plus tôt", "en": "Earliest"},
    "column-effect": {"fr": "Effet", "en": "Effect"},
    "column-loss": {"fr": "Perte de", "en": "Loss of"},
    "column-may-join": {"fr": "Peuvent s’y joindre", "en": "May join"},
    "column-must-act": {"fr": "Doivent agir", "en": "Must act"},
    "column-plan": {"fr": "Voie", "en": "Plan"},
    "column-stage": {"fr": "Étape", "en": "Stage"},
    # -- time and structure ----------------------------------------------------------------------
    "title-changes": {"fr": "Ce qui a changé", "en": "What has changed"},
    "no-changes": {"fr": "Rien n’a changé.", "en": "Nothing has changed."},
    "change-concluded": {"fr": "acquis", "en": "concluded"},
    "change-dropped": {"fr": "abandonné ou terminé", "en": "dropped or ended"},
    "change-moved": {"fr": "autre étape", "en": "another stage"},
    "change-slipped": {"fr": "reporté", "en": "put off"},
    "change-brought-forward": {"fr": "avancé", "en": "brought forward"},
    "change-added": {"fr": "ajouté", "en": "added"},
    "change-removed": {"fr": "retiré", "en": "removed"},
    "column-change": {"fr": "Changement", "en": "Change"},
    "column-before": {"fr": "Avant", "en": "Before"},
    "column-after": {"fr": "Après", "en": "After"},
    "title-participation": {
        "fr": "Qui est partie à quelle convention",
        "en": "Who is party to which agreement",
    },
    "participation-marks": {
        "fr": "● partie requise ; ○ partie possible",
        "en": "● required party; ○ possible party",
    },
    "title-cooperation": {
        "fr": "Qui partage des conventions avec qui",
        "en": "Who shares agreements with whom",
    },
    "no-cooperation": {
        "fr": "Aucune convention n’est partagée.",
        "en": "No agreement is shared.",
    },
    "column-institution": {"fr": "Institution", "en": "Institution"},
    "column-shared-certain": {"fr": "Partagées, certain", "en": "Shared, certain"},
    "column-shared-possible": {"fr": "Partagées, possible", "en": "Shared, possible"},
    "title-brokers": {
        "fr": "Qui se tient entre d’autres, par les conventions partagées",
        "en": "Who stands between others, by the agreements they share",
    },
    "column-betweenness": {"fr": "Centralité", "en": "Betweenness"},
    "column-coordinator": {"fr": "Coordonnateur", "en": "Coordinator"},
    "column-itinerant": {"fr": "Itinérant", "en": "Itinerant"},
    "column-gatekeeper": {"fr": "Portier", "en": "Gatekeeper"},
    "column-representative": {"fr": "Représentant", "en": "Representative"},
    "column-liaison": {"fr": "Liaison", "en": "Liaison"},
}
