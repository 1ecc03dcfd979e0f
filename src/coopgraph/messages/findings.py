"""What the look through a dossier finds, and what can be done about it."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

FINDINGS: Final[Mapping[str, Message]] = {
    "title-findings": N_("What is worth a look"),
    "no-findings": N_("Nothing to report."),
    "names-not-compared": N_(
        "Where more than {count} names begin alike, only equal names were looked for, not "
        "nearly equal ones."
    ),
    "column-severity": N_("Severity"),
    "column-finding": N_("Finding"),
    "column-remedy": N_("What to do"),
    "finding-circular": N_("Wait for one another: {items}"),
    "remedy-circular": N_("Drop one of the requirements, or make it a possible one."),
    "finding-dates-contradict": N_("{items}: the stage '{first}' is dated after '{second}'"),
    "remedy-dates-contradict": N_("Check both dates."),
    "finding-dead-requirement": N_("The first depends on the second, which has ended: {items}"),
    "remedy-dead-requirement": N_("Name an alternative, or drop the requirement."),
    "finding-idle-provision": N_("Nothing depends on this provision: {items}"),
    "remedy-idle-provision": N_("Record what requires it, if anything does."),
    "finding-inferred": N_("{items}: readings inferred, not stated ({count})"),
    "remedy-inferred": N_("Have them confirmed by a source."),
    "finding-near-duplicate": N_("Nearly the same name: {items}"),
    "remedy-near-duplicate": N_("Decide under 'identities': same_as, not_same_as or unsure."),
    "finding-identity-unsure": N_("Perhaps the same, still to be decided: {items}"),
    "remedy-identity-unsure": N_("Decide same_as or not_same_as once a source says so."),
    "finding-identity-differs": N_(
        "Records said to be the same ({ids}) contradict each other: {fields}; the first counts"
    ),
    "remedy-identity-differs": N_("Correct the records, or take the decision back."),
    "finding-no-evidence": N_("{items}: claims without a source ({count})"),
    "remedy-no-evidence": N_("Add 'evidence'."),
    "finding-no-members": N_("Federation of which no member is recorded: {items}"),
    "remedy-no-members": N_("Record its members by 'member_of'."),
    "finding-overdue": N_("{items}: meant for {date}, and still not achieved"),
    "remedy-overdue": N_("Bring the status up to date, or the date."),
    "finding-unmentioned": N_("Nothing relates to: {items}"),
    "remedy-unmentioned": N_("Record its part, or remove the record."),
    "finding-unnamed-counterpart": N_("At least one party is not named: {items}"),
    "remedy-unnamed-counterpart": N_("Name it as soon as it is known."),
}
