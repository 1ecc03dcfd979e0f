"""What files for other programs do not hold."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

EXPORTS: Final[Mapping[str, Message]] = {
    "column-unheld": N_("Not in it, or there otherwise"),
    "column-count": N_("Count"),
    "column-places": N_("Where"),
    "holds-all": N_("It holds all that was written to it."),
    "not-whole-in-it": N_(
        "Of the rows or records read, {count} are not in it, or not whole (see above)."
    ),
    "not-whole-in-it-one": N_("One row or record read is not in it, or not whole (see above)."),
    # -- what a graph does not hold of a dossier ---------------------------------------------------
    "loss-evidence": N_("evidence for another spelling, a theme or a place"),
    "loss-identifier": N_("identifiers in other registers"),
    "loss-language": N_("other languages of a theme or a place"),
    "loss-identity": N_(
        "decisions on identity, and what records that are the same say differently"
    ),
    "loss-note": N_("notes"),
    "loss-run-together": N_("texts put into one that can no longer be told apart for certain"),
    # -- what flattening changes -------------------------------------------------------------------
    "loss-character": N_("control characters, replaced by '\ufffd': {about}"),
    "loss-empty": N_("empty values: {about}"),
    "loss-renamed": N_("attribute renamed, as the format keeps its name for itself: {about}"),
    "loss-retyped": N_("values of another type, written as text: {about}"),
    # -- what a format does not hold of a graph ----------------------------------------------------
    "loss-attribute": N_("attribute: {about}"),
    "loss-formula": N_(
        "an apostrophe stands before what a spreadsheet would run as a formula: {about}"
    ),
    "loss-whole": N_("attributes of the whole"),
    "loss-mermaid-size": N_(
        "Mermaid draws more than 500 links or 50,000 characters only if maxEdges and "
        "maxTextSize are raised (links; characters)"
    ),
    "loss-node": N_("items: {about}"),
    "loss-relation": N_("links: {about}"),
    "loss-type": N_("the type of numbers and truth values"),
    # -- what is wrong with what is asked for ------------------------------------------------------
    "graph-not-dossier": N_(
        "a graph is not written as {suffix}, which holds a dossier: write the dossier it was "
        "built from, or choose a format for graphs: {known}"
    ),
}
