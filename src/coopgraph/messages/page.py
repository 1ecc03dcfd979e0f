"""What the live page and the brief say."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, P_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "page-language-name": N_("English"),
    "page-untitled": N_("Who depends on which agreement?"),
    "page-skip": N_("Skip to the list"),
    "page-needs-script": N_(
        "This page needs JavaScript; the script is in the page and loads nothing."
    ),
    "page-search": N_("Search (press /)"),
    "page-search-label": N_("Search for an institution, an agreement or an activity"),
    "page-language": N_("Language"),
    "page-dark": N_("Dark mode"),
    "page-print": N_("Print"),
    "page-failed": N_("The page cannot be shown: {error}"),
    "page-picture": N_("Picture"),
    "page-view": N_("Which picture"),
    "page-view-cooperation": N_("Cooperation"),
    "page-view-dependencies": N_("Dependencies"),
    "page-drawing-cooperation": N_(
        "Cooperation map: countries on either side, what they agree on and do together "
        "between them. Arrow keys move, Enter opens."
    ),
    "page-drawing-dependencies": N_(
        "Dependency map: what the rest depends on is on the left. Arrow keys move, Enter opens."
    ),
    "page-zoom-in": N_("Zoom in (+)"),
    "page-zoom-out": N_("Zoom out (−)"),
    "page-zoom-fit": N_("Fit (0)"),
    "page-hint": N_(
        "Each arrow goes from what depends to what it depends on. Point at a box to see its "
        "ties, click it for details."
    ),
    "page-part-drawn": N_(
        "The picture shows the {drawn} items with the most ties, of {all}; the list has them all."
    ),
    "page-summary": N_("depend on it: {dependents}; it needs: {needs}"),
    "page-legend": N_("Legend"),
    "page-index": N_("Institutions, agreements, activities"),
    "page-records-institution": N_("Institutions"),
    "page-records-agreement": N_("Agreements"),
    "page-records-provision": N_("Provisions"),
    "page-records-activity": N_("Activities"),
    "page-filters": N_("Filters"),
    "page-filters-active": N_("Active filters: {count}"),
    "page-filters-clear": N_("Clear all"),
    "page-filter-record": N_("Type"),
    "page-filter-kind": N_("Kind"),
    "page-filter-country": N_("Country"),
    "page-filter-status": N_("Status"),
    "page-filter-certainty": N_("Certainty of links"),
    "page-shown": N_("{shown} of {all}"),
    "page-none-shown": N_("Nothing matches. Try another word or clear the filters."),
    "page-close": N_("Close (Esc)"),
    "page-back": N_("Back to the list"),
    "page-also": N_("Also written: {names}"),
    "page-topics": N_("Themes: {names}"),
    "page-dependents": N_("Who depends on it"),
    "page-needs": N_("What it needs"),
    "page-steps": N_("What to do next"),
    "page-why": N_("What stands in the way"),
    "page-why-perhaps": N_("What may stand in the way"),
    "page-losses": N_("What can stop it"),
    "page-links": N_("Its own links"),
    "page-no-dependents": N_("Nothing depends on it, as far as recorded."),
    "page-no-needs": N_("It depends on nothing, as far as recorded."),
    "page-hidden-rows": N_("Rows hidden by the filter on certainty: {count}"),
    "page-certain": N_("Certain"),
    "page-possible": N_("Only possible"),
    "page-through": N_("through {items}"),
    "page-proof": N_("Proof"),
    "page-evidence": N_("Where it says so"),
    "page-no-evidence": N_("no source"),
    "page-stated": N_("stated"),
    "page-inferred": N_("inferred"),
    "page-alternative": N_("one of several"),
    "page-left-out": N_(
        "To stay small, this page leaves out the answers about this item. Ask for them: {command}"
    ),
    "page-answers-left-out": N_(
        "To stay small, this page has answers about {held} items of {all} only."
    ),
    "page-what-if": N_("What if…"),
    "page-what-if-none": N_("as is"),
    "page-what-if-withdraws": N_("it withdraws"),
    "page-what-if-fails": N_("it fails"),
    "page-what-if-ends": N_("it ends"),
    "page-what-if-signs": N_("it is signed"),
    "page-what-if-agrees": N_("it is agreed"),
    "page-what-if-enters_into_force": N_("it enters into force"),
    "page-what-if-starts": N_("it starts"),
    "page-what-if-completes": N_("it is completed"),
    "page-perhaps": N_("{effect}?"),
    "page-at-least": N_("at least this"),
    "page-nothing-else": N_("Nothing else changes, as far as recorded."),
    "page-consequences": N_("Consequences: certain {certain}, possible {possible}"),
    "page-iframe": N_("Live page"),
    # -- the brief ---------------------------------------------------------------------------------
    "brief-in-short": N_("In short"),
    "brief-picture": N_("The picture"),
    "brief-needs": N_("What it depends on"),
    "brief-dependents": N_("Who depends on it"),
    "brief-tasks": N_("What it has to do"),
    "brief-evidence": N_("Where it says so"),
    "brief-alt": N_("Picture of the ties of: {subject}"),
    "brief-part-drawn": P_(
        "The picture leaves out {count} more direct tie, to the item with the fewest ties.",
        "The picture leaves out {count} more direct ties, to those with the fewest ties.",
    ),
    "brief-no-needs": N_("Nothing has to be in place first, as far as recorded."),
    "brief-needs-certain": N_("Certainly depends on {items}."),
    "brief-needs-possible": N_("Possibly depends on {items}."),
    "brief-no-dependents": N_("Nothing depends on it, as far as recorded."),
    "brief-dependents-certain": P_(
        "Certainly depending on it: {items}.", "Certainly depending on it: {items}."
    ),
    "brief-dependents-possible": P_(
        "Possibly depending on it: {items}.", "Possibly depending on it: {items}."
    ),
    "brief-ready": N_("It can be concluded: nothing recorded stands in the way."),
    "brief-ready-but": P_(
        "It can be concluded: nothing recorded stands in the way but the act of {items}.",
        "It can be concluded: nothing recorded stands in the way but the acts of {items}.",
    ),
    "brief-first-step": N_("To move forward, begin with {items}."),
    "loss-refuse-certain": P_(
        "If this one refuses, it is out of reach: {items}",
        "If any one of these refuses, it is out of reach: {items}",
    ),
    "loss-withdraw-certain": P_(
        "If this one takes back what it gave, it is out of reach: {items}",
        "If any one of these takes back what it gave, it is out of reach: {items}",
    ),
    "loss-fail-certain": P_(
        "If this one fails, it is out of reach: {items}",
        "If any one of these fails, it is out of reach: {items}",
    ),
    "loss-refuse-possible": P_(
        "If this one refuses, it may be out of reach: {items}",
        "If one of these refuses, it may be out of reach: {items}",
    ),
    "loss-withdraw-possible": P_(
        "If this one takes back what it gave, it may be out of reach: {items}",
        "If one of these takes back what it gave, it may be out of reach: {items}",
    ),
    "loss-fail-possible": P_(
        "If this one fails, it may be out of reach: {items}",
        "If one of these fails, it may be out of reach: {items}",
    ),
    "losses-refuse": P_(
        "If both refuse, it is out of reach too: {items}",
        "If both of one of these pairs refuse, it is out of reach too: {items}",
    ),
    "losses": P_(
        "If both are lost, it is out of reach too: {items}",
        "If both of one of these pairs are lost, it is out of reach too: {items}",
    ),
    "brief-no-single": N_("No single loss is enough to put it out of reach."),
    "other-plans": P_(
        "There is {count} other way. This one has the fewest steps.",
        "There are {count} other ways. This one has the fewest steps.",
    ),
    "brief-task-ready": N_("can come next"),
    "brief-task-ready-perhaps": N_("can come next if possible links do not count"),
    "brief-task-waits": N_("first waits for: {items}"),
    "brief-task-stuck": N_("out of reach"),
    "brief-task-unknown": N_("whether it can be reached could not be told in the time there was"),
    "brief-task-may-join": N_("its part is only possible"),
    "brief-no-tasks": N_("Nothing is left for it to do, as far as recorded."),
    "brief-more-rows": P_("… and {count} more.", "… and {count} more."),
    "brief-made-from": N_(
        "Based on the dossier “{title}”. “Inferred” marks what the source does not say explicitly."
    ),
    "brief-record": N_("Its existence and state"),
    # -- the memo ----------------------------------------------------------------------------------
    "memo-entailed": N_("What it entails"),
    "memo-dates": N_("Dates"),
    "memo-records": N_("Added and removed"),
    "memo-others": N_("Other changes"),
    "memo-wording": N_("Wording and evidence"),
    "memo-sources": N_("Sources"),
    "column-says": N_("What is said"),
    "column-where": N_("Where"),
    "column-note": N_("Note"),
}
