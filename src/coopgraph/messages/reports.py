"""What is said of a report that is read for institutions and agreements, and in its draft."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

REPORTS: Final[Mapping[str, Message]] = {
    "title-mentions": N_("Mentions of known institutions: {count} ({institutions} institutions)"),
    "no-mentions": N_("No known institution is mentioned."),
    "column-line": N_("Line"),
    "column-written": N_("As written"),
    "column-naming": N_("Recognised by"),
    "inflected": N_("{naming}, inflected"),
    "suggestion": N_(
        "To confirm, line {line}: '{written}' ({count} ×), for {who}? ({percent}% alike)"
    ),
    "unknown-acronyms": N_("Unknown acronyms: {acronyms}"),
    "acronym-line": N_("{acronym} (line {line})"),
    "no-suggestions-asked": N_("Misspellings were not looked for."),
    "language-not-read": N_(
        "The text seems neither French nor English: sentences on agreements were not looked for."
    ),
    "sentences-count": N_("Sentences that speak of agreements: {count}"),
    "sentence": N_("– line {line}: {text}"),
    "hedges": N_("  with: {hedges}"),
    "pages-without-text": N_("Pages without text (pictures?): {pages}"),
    "spans-need-text": N_(
        "Spans refer to the text taken from the file, not to the file: --text-out keeps it."
    ),
    # -- in a draft --------------------------------------------------------------------------------
    "draft-title": N_("Draft after: {title}"),
    "draft-line": N_("line {line}"),
    "draft-page-line": N_("page {page}, line {line}"),
    "draft-shared": N_("'{written}' is a name shared by: {items}."),
    "draft-inflected": N_("Read as '{name}'."),
    "draft-agreement": N_(
        "Status and kind guessed from the words of the sentence ({hedges}); to be checked."
    ),
    "draft-party": N_("Named in the same sentence; whether it is a party is to be checked."),
    "draft-party-shared": N_(
        "Named in the same sentence; '{written}' is one of: {items}. To be checked."
    ),
    "draft-head": N_(
        "A draft taken from a text by 'coopgraph mentions'. Nothing in it is confirmed: read "
        "it, correct it, complete it, then coopgraph check --in."
    ),
    "draft-head-known": N_(
        "The institutions are those of the given dossier that are mentioned; their names, "
        "kinds and countries come from it, not from the text."
    ),
    "draft-head-guesses": N_(
        "What is only guessed carries 'reading: inferred' and a note. Remove both where the "
        "text says it; 'modality: possible' too where it requires it."
    ),
    "draft-head-spans": N_(
        "Spans count the characters of the text, from 0; sha256 is its fingerprint."
    ),
    "draft-head-suggestions": N_(
        "Misspellings? If so, add them to the institution's 'aliases' and run again:"
    ),
    "draft-suggestion": N_("{written} (line {lines}): {who}?"),
    "draft-head-acronyms": N_(
        "Unknown acronyms. If one is an institution, make it a record, with id, name and kind:"
    ),
    "draft-acronym": N_("{acronym} (line {lines})"),
    "draft-head-others": N_(
        "Other sentences that speak of agreements, with no known institution next to them:"
    ),
    "draft-sentence": N_("Line {line}: {text}"),
}
