"""What tables and pictures say around the data, and dates in words."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

ANSWERS: Final[Mapping[str, Message]] = {
    # -- how far a long computation has come -------------------------------------------------------
    "progress-rows": N_("{done} of {total} rows read"),
    "progress-records": N_("{done} of {total} records looked at"),
    "progress-combinations": N_("{done} of {total} combinations tried"),
    # -- what is too long to be shown whole --------------------------------------------------------
    "table-cut": N_(
        "The first {shown} of {count} rows; all of them: to_csv(), to_markdown(), to_frame()."
    ),
    # -- what was saved of a file ------------------------------------------------------------------
    "title-salvage": N_("What was read, and what became of it"),
    "column-table": N_("table"),
    "column-rows": N_("rows read"),
    "column-records": N_("records"),
    "column-repaired": N_("of them repaired"),
    "column-merged": N_("merged"),
    "column-rejected": N_("rejected"),
    "salvage-passed-over": N_("{table}: {count} more rows that the mapping does not ask to read"),
    "salvage-sentinels": N_("{value}: {count} times, read as 'none'"),
    "salvage-unconverted": N_(
        "{value}: {count} times, no country of the declared scheme, not converted"
    ),
    "salvage-more": N_("One example of each sort; to_records() or --rejects FILE gives them all."),
    "salvage-sort": N_("{outcome} × {count} ({table}), e.g. {example}"),
    # -- small words -------------------------------------------------------------------------------
    "or": N_("or"),
    "possibly": N_("possibly {status}"),
    "expected": N_("expected: {date}"),
    "colon": N_(":"),
    # -- dates -------------------------------------------------------------------------------------
    "date-from": N_("from {date}"),
    "date-until": N_("until {date}"),
    "date-or-later": N_("{date} or later"),
    "date-or-earlier": N_("{date} or earlier"),
    "date-between": N_("between {start} and {end}"),
    "date-?": N_("{date} (uncertain)"),
    "date-~": N_("about {date}"),
    "date-%": N_("about {date} (uncertain)"),
    # -- answers -----------------------------------------------------------------------------------
    "title-dependents": N_("Who depends on: {subject}"),
    "title-prerequisites": N_("What it depends on: {subject}"),
    "title-exposure": N_("How many depend on each agreement, directly or through others"),
    "title-relation-exposure": N_("How many depend on each, directly or through others"),
    "no-dependents": N_("Nothing depends on: {subject} (as far as recorded)"),
    "no-prerequisites": N_("Depends on nothing: {subject} (as far as recorded)"),
    "no-exposure": N_("No agreements"),
    "no-reliance": N_("{dependent} does not depend on {prerequisite}, as far as recorded."),
    "reliance-certain": N_("{dependent} depends on {prerequisite} (certain)"),
    "reliance-possible": N_("{dependent} may depend on {prerequisite} (possible)"),
    "certain-possible": N_("Certain: {certain}; possible: {possible}"),
    "directly": N_("(directly)"),
    "alternative": N_("one of several"),
    "at-least": N_("{items} (at least {count})"),
    "no-evidence": N_("(no source)"),
    "dossier-read": N_("Read: {file}. {counts}"),
    "written": N_("Written: {file}"),
    "overview": N_("What the dossier holds"),
    "overview-counts": N_(
        "Institutions: {institution}; agreements: {agreement}; provisions: {provision}; "
        "activities: {activity}"
    ),
    "fact-state": N_("State"),
    "fact-country": N_("Country"),
    "fact-aliases": N_("Also written"),
    "fact-topics": N_("Themes"),
    "column-id": N_("Id"),
    "column-state": N_("State or country"),
    "column-about": N_("What"),
    "column-value": N_("Recorded"),
    "step": N_("Step"),
    "column-who": N_("Who or what"),
    "column-kind": N_("Kind"),
    "column-steps": N_("Steps"),
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
