"""The titles of sheets and of their columns, and what each holds."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import C_, N_, Message

#: By table: its title and what it holds.
_TABLES: Final = {
    "dossier": (N_("dossier"), N_("The dossier: its title and language, in one row.")),
    "evidence": (
        C_("sheet-evidence", "evidence"),
        N_("Where a source says so; the other sheets refer to it by its reference."),
    ),
    "sources": (N_("sources"), N_("The documents that claims are taken from.")),
    "institutions": (
        N_("institutions"),
        N_("Who cooperates: ministries, agencies, federations, banks …"),
    ),
    "agreements": (N_("agreements"), N_("The agreements, signed or only proposed.")),
    "provisions": (
        N_("provisions"),
        N_("Components or clauses of an agreement that other things may depend on."),
    ),
    "activities": (N_("activities"), N_("Visits, meetings, studies, programmes, projects.")),
    "parties": (N_("parties"), N_("Who is party to which agreement, one row per institution.")),
    "thresholds": (
        N_("thresholds"),
        N_(
            "How many of its parties an agreement needs, where a plain number does not say it; of "
            "several rows, all have to be met."
        ),
    ),
    "participants": (
        N_("participants"),
        N_("Who takes part in which activity, one row per institution."),
    ),
    "requirements": (
        N_("requirements"),
        N_(
            "What is needed first. Several rows: all of them; several choices in one cell: one of "
            "them is enough."
        ),
    ),
    "links": (N_("links"), N_("The other links: part of, member of, implements, amends …")),
    "aliases": (N_("aliases"), N_("Other ways to write the name of an institution.")),
    "topics": (N_("topics"), N_("The themes of an agreement or activity.")),
    "places": (
        N_("places"),
        N_("Where an activity takes place; several possible ones are alternatives."),
    ),
    "identities": (N_("identities"), N_("Decisions: are these records about the same thing?")),
}

#: By column: its title and what it holds.
_COLUMNS: Final = {
    "id": (N_("id"), N_("Small letters, digits and single hyphens; unique in the dossier.")),
    "name": (
        N_("name"),
        N_("The name; by language, in columns 'name (fr)', 'name (en)', 'name (ar)'."),
    ),
    "title": (N_("title"), N_("The title.")),
    "kind": (N_("kind"), N_("A word of the list.")),
    "status": (
        N_("status"),
        N_("A word of the list; may stay empty for an agreement with a dated stage."),
    ),
    "acronym": (N_("acronym"), N_("The acronym.")),
    "country": (N_("country"), N_("Two-letter code: FR, MA.")),
    "identifiers": (
        N_("identifiers"),
        N_("Codes from elsewhere, a scheme per column: 'identifiers.org-id'."),
    ),
    "evidence": (
        C_("cell-evidence", "evidence"),
        N_("References of the evidence sheet, separated by ';', or a source."),
    ),
    "note": (N_("note"), N_("A note.")),
    "dates": (
        N_("date: {stage}"),
        N_(
            "When that stage was reached: 2019, May 2019, 30/06/2019, Q1 2020, end of 2020, about "
            "2020, before 2030; or in EDTF: 2019-05, [2020..] (some day from 2020 on)."
        ),
    ),
    "expected": (N_("expected: {stage}"), N_("When that stage is hoped for.")),
    "quorum": (
        N_("quorum"),
        N_(
            "How many parties it needs to stand; else all of them. For a share, see the sheet of "
            "thresholds."
        ),
    ),
    "entry_into_force": (
        N_("entry into force"),
        N_(
            "How many parties must ratify it before it enters into force. For a share, see the "
            "sheet of thresholds."
        ),
    ),
    "expires": (N_("expires"), N_("The date at which its term ends.")),
    "renewal": (N_("renewal"), N_("Tacit renewal, if its term is renewed unless a party objects.")),
    "notice": (N_("notice"), N_("The notice that a party gives to leave it: 'six months'.")),
    "amount": (
        N_("amount"),
        N_("The amount of money: of the agreement, or what the party contributes. A number."),
    ),
    "currency": (N_("currency"), N_("The currency of the amount, in three letters: EUR, MAD.")),
    "weights": (
        N_("weights"),
        N_("What thresholds count, a name per column: 'weights.emissions'. A number."),
    ),
    "needed_for": (
        N_("needed for"),
        N_("The quorum: what it needs to stand; or its entry into force: what must ratify it."),
    ),
    "count": (N_("number"), N_("At least so many parties. One of number, share and all.")),
    "share": (
        N_("share"),
        N_("At least that share of the parties, or of a weight: 0.55 or 55 %."),
    ),
    "all": (N_("all"), N_("Yes, if it takes every party that is required.")),
    "weight": (
        N_("weight"),
        N_(
            "What the share is of: a name from the columns 'weights' of the parties, or 'amount'; "
            "else each party counts one."
        ),
    ),
    "among": (
        N_("among"),
        N_("The ids of the parties that count, separated by ';'; else all of them."),
    ),
    "stage": (
        N_("stage"),
        N_(
            "The stage that it must have reached. Else: signed, agreed; begun, for programmes, "
            "projects, support and cooperation; over, for visits and other activities."
        ),
    ),
    "before": (
        N_("before"),
        N_(
            "The stage of the item itself before which it is needed: 'in force' makes it a "
            "condition of the entry into force only. Else the first stage."
        ),
    ),
    "by": (N_("by"), N_("The date by which it must be so.")),
    "founded": (N_("founded"), N_("The date at which it came into being.")),
    "dissolved": (N_("dissolved"), N_("The date at which it ceased to be.")),
    "ends": (
        N_("ends it"),
        N_(
            "Only where something supersedes another: yes, if the other ends once this is in "
            "force; no, if it does not; empty, if that is not known."
        ),
    ),
    "inherits": (
        N_("takes its place"),
        N_(
            "Only where something supersedes another: yes, if it serves for the other wherever "
            "that is relied on."
        ),
    ),
    "as_of": (N_("as of"), N_("The date of the state that the dossier describes.")),
    "when": (N_("when"), N_("The date or span of time.")),
    "agreement": (N_("agreement"), N_("The id of the agreement.")),
    "activity": (N_("activity"), N_("The id of the activity.")),
    "institution": (N_("institution"), N_("The id of the institution.")),
    "item": (N_("item"), N_("The id of what it is about.")),
    "role": (N_("role"), N_("A word of the list.")),
    "modality": (N_("modality"), N_("Required (the default) or possible.")),
    "relation": (N_("relation"), N_("A word of the list.")),
    "to": (N_("to"), N_("The id of what it leads to.")),
    "any_of": (N_("any of"), N_("An id, or several alternatives separated by ';'.")),
    "at_least": (N_("at least"), N_("How many of those alternatives are needed; one by default.")),
    "text": (N_("text"), N_("The name as it is written.")),
    "items": (
        N_("items"),
        N_("The ids that are compared, separated by ';'; the first gives its name."),
    ),
    "judgement": (N_("judgement"), N_("A word of the list.")),
    "reference": (N_("reference"), N_("The reference by which the other sheets name it: e1, e2 …")),
    "source": (N_("source"), N_("The id of the source.")),
    "locator": (N_("locator"), N_("The place for a reader: 'recommendation 1'.")),
    "span_from": (
        N_("from character"),
        N_("First character in the text of the source, counted from 0."),
    ),
    "span_to": (N_("to character"), N_("The one after the last.")),
    "quote": (N_("quote"), N_("A short passage, where its rights allow it.")),
    "reading": (N_("reading"), N_("Stated (the default), or inferred by a reader.")),
    "author": (N_("author"), N_("The author.")),
    "date": (N_("date"), N_("The date.")),
    "language": (N_("language"), N_("fr, en, ar …")),
    "url": (N_("url"), N_("The address online.")),
    "sha256": (N_("sha256"), N_("SHA-256 fingerprint of the text that the characters refer to.")),
}


def _entries(prefix: str, table: Mapping[str, tuple[Message, Message]]) -> dict[str, Message]:
    entries = {}
    for name, (title, meaning) in table.items():
        entries[f"{prefix}-{name}"] = title
        entries[f"{prefix}-{name}-meaning"] = meaning
    return entries


MESSAGES: Final[Mapping[str, Message]] = {
    **_entries("sheet", _TABLES),
    **_entries("cell", _COLUMNS),
    "guide": N_("read me"),
    "guide-title": N_("A dossier of a cooperation: who depends on which agreement?"),
    "guide-how": N_(
        "One sheet for each kind of record, one row for each record. Institutions, "
        "agreements, parties and requirements are enough; the other sheets may stay empty. A column "
        "whose title begins with # is not read. Dates are text: 2019-05 stays the month of May. "
        "Save as .xlsx, then: coopgraph check {file}"
    ),
    "guide-sheet": N_("sheet"),
    "guide-column": N_("column"),
    "guide-needed": N_("needed"),
    "guide-yes": N_("yes"),
    "guide-meaning": N_("what it holds"),
    "guide-words": N_("possible words"),
    "guide-not-in-list": N_("That word is not in the list."),
}
