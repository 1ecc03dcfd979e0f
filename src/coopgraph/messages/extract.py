"""What is said of a text that is read for institutions and agreements."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, P_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "title-mentions": P_(
        "{count} mention of known institutions (different ones: {institutions})",
        "{count} mentions of known institutions (different ones: {institutions})",
    ),
    "no-mentions": N_("No known institution is mentioned."),
    "column-line": N_("Line"),
    "column-written": N_("As written"),
    "column-naming": N_("Recognised by"),
    "inflected": N_("{naming}, inflected"),
    "suggestion": N_(
        "To confirm, line {line}: is '{written}' ({count} ×) {who}? ({percent}% alike)"
    ),
    "unknown-acronyms": P_("Unknown acronym: {acronyms}", "Unknown acronyms: {acronyms}"),
    "acronym-line": N_("{acronym} (line {line})"),
    "no-suggestions-asked": N_("Misspellings were not looked for."),
    "no-rapidfuzz": N_(
        "looking for misspellings needs {package}: pip install 'coopgraph-conventions[{extra}]'; or skip it: --no-suggest"
    ),
    "language-not-read": N_(
        "The text seems neither French nor English: sentences on agreements were not looked for."
    ),
    "sentences-count": P_(
        "{count} sentence about agreements:", "{count} sentences about agreements:"
    ),
    "sentence": N_("– line {line}: {text}"),
    "hedges": N_("  with: {hedges}"),
    # -- documents ---------------------------------------------------------------------------------
    "document-damaged": N_("{file}: the document cannot be read ({reason})"),
    "document-empty": N_("{file}: this document contains no text"),
    "document-encoding": N_("{file}: not UTF-8 (line {line}, byte {byte}); save the file as UTF-8"),
    "document-locked": N_(
        "{file}: this document is protected by a password; save a copy without one"
    ),
    "document-not-text": N_("{file}: not a text file (null character, line {line})"),
    "document-scanned": P_(
        "{file}: its {count} page is a picture without text; run character recognition (OCR) first",
        "{file}: its {count} pages are pictures without text; run character recognition (OCR) first",
    ),
    "document-too-large": N_("{file}: {size} MB uncompressed is too much (limit: {limit} MB)"),
    # -- in a draft --------------------------------------------------------------------------------
    "draft-title": N_("Draft after: {title}"),
    "draft-line": N_("line {line}"),
    "draft-page-line": N_("page {page}, line {line}"),
    "draft-shared": N_("'{written}' is a name shared by: {items}."),
    "draft-inflected": N_("Read as '{name}'."),
    "draft-agreement": N_(
        "Status and kind guessed from the words of the sentence ({hedges}); to be checked."
    ),
    "draft-party": N_("Named in the same sentence; check whether it is a party."),
    "draft-party-shared": N_(
        "Named in the same sentence; '{written}' is one of: {items}. To be checked."
    ),
}
