"""What answers have in common: who depends on what, columns and remarks."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import C_, N_, P_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "as-of": C_("day", "As of {date}."),
    "as-of-period": C_("period", "As of {date}."),
    "as-of-other": N_("As of: {date}."),
    "table-cut": N_(
        "The first {shown} of {count} rows; all of them: to_csv(), to_markdown(), to_frame()."
    ),
    "colon": N_(":"),
    "title-dependents": N_("Who depends on: {subject}"),
    "title-prerequisites": N_("What it depends on: {subject}"),
    "title-exposure": N_("How many depend on each agreement, directly or through others"),
    "no-dependents": N_("Nothing depends on: {subject} (as far as recorded)"),
    "no-prerequisites": N_("Depends on nothing: {subject} (as far as recorded)"),
    "members-apart": N_(
        "Membership is not reliance: the members of {item} are not counted, but listed here: {members}."
    ),
    "members-apart-none": N_(
        "Membership is not reliance: members of {item} would not be counted; none is recorded."
    ),
    "no-exposure": N_("No agreements"),
    "no-reliance": N_("{dependent} does not depend on {prerequisite}, as far as recorded."),
    "reliance-certain": N_("{dependent} depends on {prerequisite} (certain)"),
    "reliance-possible": N_("{dependent} may depend on {prerequisite} (possible)"),
    "certain-possible": N_("Certain: {certain}; possible: {possible}"),
    "directly": N_("(directly)"),
    "alternative": N_("one of several"),
    "no-evidence": N_("(no source)"),
    "step": N_("Step"),
    # -- columns -----------------------------------------------------------------------------------
    "column-who": N_("Who or what"),
    "column-kind": N_("Kind"),
    "column-steps": N_("Steps"),
    "and-more": P_("{items} and {count} more", "{items} and {count} more"),
    "yes": N_("yes"),
    "no": N_("no"),
    "column-certainty": N_("Certainty"),
    "column-through": N_("Through"),
    "column-evidence": N_("Where it says so"),
    "column-step": N_("Step"),
    "column-link": N_("Link"),
    "column-strength": N_("Strength"),
    "column-agreement": N_("Agreement"),
    "column-dependents": N_("Depend on it"),
    "column-dependents-possible": N_("possibly"),
    "column-of-them-institutions": N_("of them institutions"),
    "column-institutions": N_("Institutions"),
    "column-institutions-possible": N_("possibly"),
    "column-agreements": N_("Agreements"),
    "column-agreements-possible": N_("possibly"),
}
