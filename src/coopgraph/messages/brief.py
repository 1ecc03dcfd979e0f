"""What a brief says."""

from collections.abc import Mapping
from typing import Final

BRIEF: Final[Mapping[str, Mapping[str, str]]] = {
    # -- headings ----------------------------------------------------------------------------------
    "brief-in-short": {"fr": "En bref", "en": "In short"},
    "brief-picture": {"fr": "Le schéma", "en": "The picture"},
    "brief-needs": {"fr": "Ce dont cela dépend", "en": "What it depends on"},
    "brief-dependents": {"fr": "Qui en dépend", "en": "Who depends on it"},
    "brief-blocks": {"fr": "Ce qui peut tout arrêter", "en": "What can stop it"},
    "brief-steps": {"fr": "Prochaines étapes", "en": "Next steps"},
    "brief-tasks": {"fr": "Ce qui l’attend", "en": "What awaits it"},
    "brief-evidence": {"fr": "Où c’est écrit", "en": "Where it says so"},
    # -- in short ----------------------------------------------------------------------------------
    "brief-alt": {
        "fr": "Schéma des liens de : {subject}",
        "en": "Picture of the ties of: {subject}",
    },
    "brief-part-drawn": {
        "fr": "Le schéma ne montre pas {count} autres liens directs, vers les moins liés.",
        "en": "The picture leaves out {count} more direct ties, to those with the fewest ties.",
    },
    "brief-no-needs": {
        "fr": "Rien ne doit être acquis auparavant, d’après ce qui est consigné.",
        "en": "Nothing has to be in place before it, as far as recorded.",
    },
    "brief-needs-certain": {
        "fr": "Dépend certainement de {items}.",
        "en": "Certainly depends on {items}.",
    },
    "brief-needs-possible": {
        "fr": "Dépend peut-être de {items}.",
        "en": "Possibly depends on {items}.",
    },
    "brief-no-dependents": {
        "fr": "Rien n’en dépend, d’après ce qui est consigné.",
        "en": "Nothing depends on it, as far as recorded.",
    },
    "brief-dependents-certain": {
        "fr": "En dépendent certainement : {items}.",
        "en": "Certainly depending on it: {items}.",
    },
    "brief-dependents-possible": {
        "fr": "En dépendent peut-être : {items}.",
        "en": "Possibly depending on it: {items}.",
    },
    "brief-no-consequences": {
        "fr": "{supposed} rien d’autre ne change, d’après ce qui est consigné.",
        "en": "{supposed} nothing else changes, as far as recorded.",
    },
    "brief-ready": {
        "fr": "Tout est réuni pour conclure dès aujourd’hui.",
        "en": "All is in place to conclude it today.",
    },
    "brief-first-step": {
        "fr": "Pour avancer, commencer par {items}.",
        "en": "To move forward, begin with {items}.",
    },
    "brief-quoted": {"fr": "« {name} »", "en": "“{name}”"},
    "brief-and-more": {"fr": "{items} et {count} autres", "en": "{items} and {count} more"},
    # -- the sections ------------------------------------------------------------------------------
    "brief-single-certain": {
        "fr": "La perte d’un seul de ceux-ci suffit à tout mettre hors d’atteinte : {items}.",
        "en": "The loss of any one of these is enough to put it out of reach: {items}.",
    },
    "brief-single-possible": {
        "fr": "La perte de l’un de ceux-ci le pourrait, si les liens possibles comptaient : {items}.",
        "en": "The loss of one of these could, if possible links counted: {items}.",
    },
    "brief-no-single": {
        "fr": "Aucune perte ne suffit à elle seule à mettre cela hors d’atteinte.",
        "en": "No single loss is enough to put it out of reach.",
    },
    "brief-pairs": {
        "fr": "Ensemble, ces pertes y suffisent aussi : {items}.",
        "en": "Together, these losses are enough too: {items}.",
    },
    "brief-step": {"fr": "Conclure « {item} »", "en": "Conclude “{item}”"},
    "brief-must-act": {"fr": "doivent agir : {items}", "en": "to act: {items}"},
    "brief-may-join": {"fr": "peuvent s’y joindre : {items}", "en": "may join: {items}"},
    "brief-earliest": {"fr": "au plus tôt le {date}", "en": "not before {date}"},
    "brief-other-plans": {
        "fr": "D’autres voies existent : {count}. Celle-ci compte le moins d’étapes.",
        "en": "There are other ways: {count}. This one has the fewest steps.",
    },
    "brief-task-ready": {
        "fr": "conclusion possible dès aujourd’hui",
        "en": "can be concluded today",
    },
    "brief-task-ready-perhaps": {
        "fr": "conclusion possible dès aujourd’hui, si les liens possibles ne comptent pas",
        "en": "can be concluded today if possible links do not count",
    },
    "brief-task-waits": {"fr": "attend d’abord : {items}", "en": "first waits for: {items}"},
    "brief-task-stuck": {"fr": "hors d’atteinte", "en": "out of reach"},
    "brief-task-may-join": {
        "fr": "participation seulement possible",
        "en": "its part is only possible",
    },
    "brief-no-tasks": {
        "fr": "Rien d’ouvert ne l’attend, d’après ce qui est consigné.",
        "en": "Nothing open awaits it, as far as recorded.",
    },
    "brief-more-rows": {"fr": "… et {count} autres.", "en": "… and {count} more."},
    "brief-made-from": {
        "fr": "D’après le dossier « {title} ». « Déduit » marque ce que la source ne dit pas en "
        "toutes lettres.",
        "en": "After the dossier “{title}”. “Inferred” marks what the source does not say in so "
        "many words.",
    },
    "brief-record": {"fr": "Existence et état", "en": "That it is, and its state"},
    "column-says": {"fr": "Ce qui est dit", "en": "What is said"},
    "column-where": {"fr": "Où", "en": "Where"},
    "column-note": {"fr": "Remarque", "en": "Note"},
}
