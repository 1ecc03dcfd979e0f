"""What the live page and the brief say."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import C_, N_, Message

PAGE: Final[Mapping[str, Message]] = {
    # -- around the page ---------------------------------------------------------------------------
    "page-language-name": N_("English"),
    "page-untitled": N_("Who depends on which agreement?"),
    "page-skip": N_("Skip to the list"),
    "page-needs-script": N_("This page needs JavaScript; it is in the page and loads nothing."),
    "page-search": N_("Search (press /)"),
    "page-search-label": N_("Search for an institution, an agreement or an activity"),
    "page-language": N_("Language"),
    "page-dark": N_("Dark mode"),
    "page-print": N_("Print"),
    "page-failed": N_("The page cannot be shown: {error}"),
    # -- the picture -------------------------------------------------------------------------------
    "page-picture": N_("Picture"),
    "page-view": N_("Which picture"),
    "page-view-cooperation": N_("Cooperation"),
    "page-view-dependencies": N_("Dependencies"),
    "page-drawing-cooperation": N_(
        "Cooperation map: countries on either side, what they agree on and do together "
        "between them. Arrow keys move, Enter opens."
    ),
    "page-drawing-dependencies": N_(
        "Dependency map: to the left what the rest depends on. Arrow keys move, Enter opens."
    ),
    "page-zoom-in": N_("Zoom in (+)"),
    "page-zoom-out": N_("Zoom out (−)"),
    "page-zoom-fit": N_("Fit (0)"),
    "page-hint": N_(
        "Each arrow goes from what depends to what it depends on. Point at a box to see its "
        "ties, click it for details."
    ),
    "page-part-drawn": N_(
        "The picture shows {drawn} items of {all}, those with the most ties; the list has "
        "all of them."
    ),
    "page-summary": N_("depend on it: {dependents}; it needs: {needs}"),
    "page-legend": N_("Legend"),
    # -- list and filters --------------------------------------------------------------------------
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
    # -- the card ----------------------------------------------------------------------------------
    "page-close": N_("Close (Esc)"),
    "page-back": N_("Back to the list"),
    "page-also": N_("Also written: {names}"),
    "page-topics": N_("Themes: {names}"),
    "page-dependents": N_("Who depends on it"),
    "page-needs": N_("What it needs"),
    "page-links": N_("Its own links"),
    "page-no-dependents": N_("Nothing depends on it, as far as recorded."),
    "page-no-needs": N_("It depends on nothing, as far as recorded."),
    "page-hidden-rows": N_("Hidden by the filter on certainty: {count}"),
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
        "To stay small, this page does not hold the answers about this item. Ask for them: "
        "{command}"
    ),
    "page-answers-left-out": N_(
        "To stay small, this page holds the answers about {held} items of {all} only."
    ),
    # -- what if -----------------------------------------------------------------------------------
    "page-what-if": N_("What if…"),
    "page-what-if-none": N_("as is"),
    "page-what-if-withdraws": N_("it withdraws"),
    "page-what-if-fails": N_("it fails"),
    "page-what-if-ends": N_("it ends"),
    "page-what-if-signs": N_("it is concluded"),
    "page-supposed-fails": N_("supposed to fail"),
    "page-supposed-signs": N_("supposed concluded"),
    "page-effect-lost": C_("page-effect-lost", "lost"),
    "page-effect-blocked": N_("blocked"),
    "page-effect-gained": C_("page-effect-gained", "within reach"),
    "page-effects-lost": N_("Lost"),
    "page-effects-blocked": N_("Out of reach"),
    "page-effects-gained": N_("Within reach"),
    "page-perhaps": N_("{effect}?"),
    "page-nothing-else": N_("Nothing else changes, as far as recorded."),
    "page-consequences": N_("Consequences: {certain} certain, {possible} possible"),
    "page-iframe": N_("Live page"),
}
