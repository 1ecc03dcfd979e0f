"""What the tools say: errors, files opened and saved, what a misspelt word may mean."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, P_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "did-you-mean": N_("; did you mean '{suggestion}'?"),
    "come-close": N_("; similar ids: {choices}"),
    "dossier-problems": P_("{count} problem", "{count} problems"),
    "graph-problems": P_("{count} problem in the graph", "{count} problems in the graph"),
    "problems-cut": N_("… the first {shown} of {count}"),
    "other": N_("{text}"),
    # -- files -------------------------------------------------------------------------------------
    "too-large": N_(
        "{size} MB is too much to be read as {format} (limit: {limit} MB); split the dossier "
        "into several"
    ),
    "too-large-yaml": N_(
        "{size} MB is too much to be read as {format} (limit: {limit} MB); JSON, which is far "
        "quicker, may be larger"
    ),
    "wrong-encoding": N_("not UTF-8 (byte {byte}); save the file as UTF-8"),
    "file-outside": N_("'{file}' lies outside the folder of the tables"),
    "save-unfinished": N_(
        "{folder}: a save was interrupted and cannot be finished ({reason}). To keep the new "
        "files, move those in {staging}/new to {folder}; to go back to the old ones, move those in "
        "{staging}/old there; then delete {staging}"
    ),
    "not-installed": N_("{package} is not installed: pip install 'coopgraph-conventions[{extra}]'"),
    "unknown-format": N_("'{suffix}' is not a known format; the formats are {known}"),
    # -- items that are asked for ------------------------------------------------------------------
    "unknown-item": N_("nothing is called '{reference}'"),
    "unknown-item-close": N_("nothing is called '{reference}'; did you mean: {suggestions}?"),
    "unknown-item-several": N_("nothing is called '{reference}'; similar ids: {suggestions}"),
    "ambiguous-item": N_("'{reference}' names several items: {suggestions}"),
    "unknown-word-known": N_("unknown word '{value}'; the words here are {known}"),
}
