"""What the look through a dossier finds, and what can be done about it."""

from collections.abc import Mapping
from typing import Final

FINDINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "title-findings": {"fr": "Ce qui mérite un regard", "en": "What is worth a look"},
    "no-findings": {"fr": "Rien à signaler.", "en": "Nothing to report."},
    "names-not-compared": {
        "fr": "Là où plus de {count} noms commencent de même, seuls des noms égaux ont été "
        "cherchés, non des noms presque égaux.",
        "en": "Where more than {count} names begin alike, only equal names were looked for, not "
        "nearly equal ones.",
    },
    "column-severity": {"fr": "Gravité", "en": "Severity"},
    "column-finding": {"fr": "Constat", "en": "Finding"},
    "column-remedy": {"fr": "Que faire", "en": "What to do"},
    "finding-circular": {
        "fr": "S’attendent l’un l’autre : {items}",
        "en": "Wait for one another: {items}",
    },
    "remedy-circular": {
        "fr": "Retirer l’une des conditions, ou la dire possible.",
        "en": "Drop one of the requirements, or make it a possible one.",
    },
    "finding-dates-contradict": {
        "fr": "{items} : l’étape « {first} » est datée après « {second} »",
        "en": "{items}: the stage '{first}' is dated after '{second}'",
    },
    "remedy-dates-contradict": {"fr": "Vérifier les deux dates.", "en": "Check both dates."},
    "finding-dead-requirement": {
        "fr": "Le premier dépend du second, qui a pris fin : {items}",
        "en": "The first depends on the second, which has ended: {items}",
    },
    "remedy-dead-requirement": {
        "fr": "Prévoir une alternative, ou retirer la condition.",
        "en": "Name an alternative, or drop the requirement.",
    },
    "finding-idle-provision": {
        "fr": "Rien ne dépend de ce volet : {items}",
        "en": "Nothing depends on this provision: {items}",
    },
    "remedy-idle-provision": {
        "fr": "Consigner ce qui le requiert, s’il y a lieu.",
        "en": "Record what requires it, if anything does.",
    },
    "finding-inferred": {
        "fr": "{items} : lectures déduites, non énoncées ({count})",
        "en": "{items}: readings inferred, not stated ({count})",
    },
    "remedy-inferred": {
        "fr": "Les faire confirmer par une source.",
        "en": "Have them confirmed by a source.",
    },
    "finding-near-duplicate": {
        "fr": "Presque le même nom : {items}",
        "en": "Nearly the same name: {items}",
    },
    "remedy-near-duplicate": {
        "fr": "Trancher sous « identities » : same_as, not_same_as ou unsure.",
        "en": "Decide under 'identities': same_as, not_same_as or unsure.",
    },
    "finding-identity-unsure": {
        "fr": "Peut-être le même, à trancher : {items}",
        "en": "Perhaps the same, still to be decided: {items}",
    },
    "remedy-identity-unsure": {
        "fr": "Décider same_as ou not_same_as quand une source le dit.",
        "en": "Decide same_as or not_same_as once a source says so.",
    },
    "finding-identity-differs": {
        "fr": "Des fiches identiques ({ids}) se contredisent : {fields} ; la première compte",
        "en": "Records said to be the same ({ids}) contradict each other: {fields}; the first counts",
    },
    "remedy-identity-differs": {
        "fr": "Corriger les fiches, ou retirer la décision.",
        "en": "Correct the records, or take the decision back.",
    },
    "finding-no-evidence": {
        "fr": "{items} : affirmations sans source ({count})",
        "en": "{items}: claims without a source ({count})",
    },
    "remedy-no-evidence": {"fr": "Ajouter « evidence ».", "en": "Add 'evidence'."},
    "finding-no-members": {
        "fr": "Fédération sans membre consigné : {items}",
        "en": "Federation of which no member is recorded: {items}",
    },
    "remedy-no-members": {
        "fr": "Consigner ses membres par « member_of ».",
        "en": "Record its members by 'member_of'.",
    },
    "finding-overdue": {
        "fr": "{items} : prévu pour {date}, et toujours pas acquis",
        "en": "{items}: meant for {date}, and still not achieved",
    },
    "remedy-overdue": {
        "fr": "Mettre à jour le statut, ou la date.",
        "en": "Bring the status up to date, or the date.",
    },
    "finding-unmentioned": {
        "fr": "Rien ne se rapporte à : {items}",
        "en": "Nothing relates to: {items}",
    },
    "remedy-unmentioned": {
        "fr": "Consigner son rôle, ou retirer la fiche.",
        "en": "Record its part, or remove the record.",
    },
    "finding-unnamed-counterpart": {
        "fr": "Il manque au moins une partie : {items}",
        "en": "At least one party is not named: {items}",
    },
    "remedy-unnamed-counterpart": {
        "fr": "La nommer dès qu’elle est connue.",
        "en": "Name it as soon as it is known.",
    },
}
