"""What the command says."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, P_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "dossier-read": N_("Read: {file}. {counts}"),
    "written": N_("Written: {file}"),
    "not-whole-in-it": P_(
        "Of the rows or records read, {count} is not in it, or not whole (see above).",
        "Of the rows or records read, {count} are not in it, or not whole (see above).",
    ),
    "file-exists": P_(
        "{file} already exists; --force replaces it", "{file} already exist; --force replaces them"
    ),
    "file-twice": N_("{file}: two outputs have this name"),
    "file-failed": N_("{file}: cannot be read or written ({reason})"),
    "file-missing": N_("{file}: there is no such file or folder"),
    "file-not-item": N_("'{reference}' is a file: --in {reference}"),
    "unknown-image-format": N_("'{suffix}' is not a known image format; the formats are {known}"),
    "internal-error": N_(
        "internal error of coopgraph ({error}); COOPGRAPH_DEBUG=1 shows its details"
    ),
    "pages-without-text": P_(
        "Page without text (a picture?): {pages}", "Pages without text (pictures?): {pages}"
    ),
    "spans-need-text": N_(
        "Spans refer to the text taken from the file, not to the file: --text-out keeps it."
    ),
}
