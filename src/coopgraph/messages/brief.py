"""What a brief says."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

BRIEF: Final[Mapping[str, Message]] = {
    # -- headings ----------------------------------------------------------------------------------
    "brief-in-short": N_("In short"),
    "brief-picture": N_("The picture"),
    "brief-needs": N_("What it depends on"),
    "brief-dependents": N_("Who depends on it"),
    "brief-blocks": N_("What can stop it"),
    "brief-steps": N_("Next steps"),
    "brief-tasks": N_("What awaits it"),
    "brief-evidence": N_("Where it says so"),
    # -- in short ----------------------------------------------------------------------------------
    "brief-alt": N_("Picture of the ties of: {subject}"),
    "brief-part-drawn": N_(
        "The picture leaves out {count} more direct ties, to those with the fewest ties."
    ),
    "brief-no-needs": N_("Nothing has to be in place before it, as far as recorded."),
    "brief-needs-certain": N_("Certainly depends on {items}."),
    "brief-needs-possible": N_("Possibly depends on {items}."),
    "brief-no-dependents": N_("Nothing depends on it, as far as recorded."),
    "brief-dependents-certain": N_("Certainly depending on it: {items}."),
    "brief-dependents-possible": N_("Possibly depending on it: {items}."),
    "brief-no-consequences": N_("{supposed} nothing else changes, as far as recorded."),
    "brief-ready": N_("All is in place to conclude it today."),
    "brief-first-step": N_("To move forward, begin with {items}."),
    "brief-quoted": N_("“{name}”"),
    "brief-and-more": N_("{items} and {count} more"),
    # -- the sections ------------------------------------------------------------------------------
    "brief-single-certain": N_(
        "The loss of any one of these is enough to put it out of reach: {items}."
    ),
    "brief-single-possible": N_(
        "The loss of one of these could, if possible links counted: {items}."
    ),
    "brief-no-single": N_("No single loss is enough to put it out of reach."),
    "brief-pairs": N_("Together, these losses are enough too: {items}."),
    "brief-step": N_("Conclude “{item}”"),
    "brief-must-act": N_("to act: {items}"),
    "brief-may-join": N_("may join: {items}"),
    "brief-earliest": N_("not before {date}"),
    "brief-other-plans": N_("There are other ways: {count}. This one has the fewest steps."),
    "brief-task-ready": N_("can be concluded today"),
    "brief-task-ready-perhaps": N_("can be concluded today if possible links do not count"),
    "brief-task-waits": N_("first waits for: {items}"),
    "brief-task-stuck": N_("out of reach"),
    "brief-task-may-join": N_("its part is only possible"),
    "brief-no-tasks": N_("Nothing open awaits it, as far as recorded."),
    "brief-more-rows": N_("… and {count} more."),
    "brief-made-from": N_(
        "After the dossier “{title}”. “Inferred” marks what the source does not say in so "
        "many words."
    ),
    "brief-record": N_("That it is, and its state"),
    "column-says": N_("What is said"),
    "column-where": N_("Where"),
    "column-note": N_("Note"),
}
