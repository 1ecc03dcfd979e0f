"""What can be wrong with a text, a record, a file or a graph."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

PROBLEMS: Final[Mapping[str, Message]] = {
    # -- why a text is no date ---------------------------------------------------------------------
    "date-form": N_("not a date in EDTF, such as 2019, 2019-05, 2019-11-04, 2020/.. or [2020..]"),
    "date-meant": N_("for that date write {meant}"),
    "date-no-day": N_("that month has {days} days"),
    "date-no-month": N_("there is no month {month}"),
    "date-order": N_("it ends before it begins"),
    "date-placeholder": N_("{year} often stands for 'no date': leave it out, or write '..'"),
    "date-season": N_("seasons are not supported; for two years write {meant}"),
    "date-slashes": N_("an interval has one '/'"),
    "date-type": N_("a date is text, a year or a day, not {type}"),
    "date-unbounded": N_("a date is needed at one end at least"),
    "date-unspecified": N_("a known month or day of an unspecified year or month is not supported"),
    # -- what is wrong with a text -----------------------------------------------------------------
    "text-control": N_("the text holds an invisible control character"),
    "text-empty": N_("the text is empty"),
    "text-language": N_("'{value}' is no language code such as fr, en or ar"),
    "text-type": N_("expected a text, or one text per language such as {{fr: …, en: …}}"),
    # -- what is wrong with a record ---------------------------------------------------------------
    "did-you-mean": N_("; did you mean '{suggestion}'?"),
    "come-close": N_("; ids that come close: {choices}"),
    "alternative-repeated": N_("'{id}' stands twice among the alternatives"),
    "at-least-too-many": N_("at_least asks for {at_least} alternatives, there are {count}"),
    "bad-country": N_("'{value}' is no two-letter ISO 3166 country code"),
    "bad-id": N_("'{value}' is no id (small letters without accents, digits, hyphens)"),
    "field-not-text": N_("the name of a field is text, not '{value}'"),
    "lone-surrogate": N_("half a character (\\ud800 to \\udfff) without the other half"),
    "missing-field": N_("'{field}' is missing"),
    "missing-status": N_("'status' is missing: give it, or the date of a stage"),
    "place-empty": N_("a place has a name or a country"),
    "quorum-too-large": N_("the quorum is {quorum}, there are {count} parties"),
    "span-empty": N_("the span {span} ends before it begins"),
    "status-contradicts-dates": N_(
        "the status is '{status}' but the stage '{stage}' is dated; "
        "a date that is hoped for goes under 'expected'"
    ),
    "too-long": N_("longer than {max_length} characters"),
    "too-many": N_("too many entries"),
    "too-few": N_("this list lacks values"),
    "too-short": N_("at least one entry is expected"),
    "unknown-field": N_("unknown field '{field}'"),
    "unknown-field-known": N_("unknown field '{field}'; the fields here are {known}"),
    "unknown-word": N_("unknown word '{value}'"),
    "unknown-word-known": N_("unknown word '{value}'; the words here are {known}"),
    "wrong-pattern": N_("'{value}' is not of the expected form ({pattern})"),
    "wrong-type-list": N_("expected a list"),
    "wrong-type-mapping": N_("expected fields, 'name: value'"),
    "wrong-type-number": N_("expected a whole number, not '{value}'"),
    "wrong-type-text": N_("expected text, not '{value}'"),
    "other": N_("{text}"),
    # -- what is wrong between records -------------------------------------------------------------
    "dossier-problems": N_("{count} problems"),
    "dossier-problems-one": N_("1 problem"),
    "problems-cut": N_("… the first {shown} of {count}"),
    "not-whole": N_("{texts}"),
    "not-a-dossier": N_("not a dossier: it has no list institutions, agreements or activities"),
    "duplicate-id": N_("the id '{id}' is already taken by {first}"),
    "duplicate-id-cell": N_("the id '{id}' is already taken, in {cell}"),
    "identity-repeated": N_("'{id}' is compared with itself"),
    "identity-kinds": N_("records of different kinds cannot be compared"),
    "leans-on-itself": N_(
        "a decision makes it the same as '{id}', on which it would rely ({relation})"
    ),
    "identity-contradiction": N_("another decision says that these records are the same ('{id}')"),
    "duplicate-id-line": N_("the id '{id}' is already taken, in line {line}"),
    "part-of-itself": N_("'{id}' would be part of itself"),
    "repeated-link": N_("'{id}' is already named here ({relation})"),
    "unknown-id": N_("unknown id '{id}'"),
    "unknown-source": N_("unknown source '{id}'"),
    "wrong-kind": N_("'{id}' is of kind '{is}', which '{relation}' does not take here"),
    # -- what is wrong with a file -----------------------------------------------------------------
    "alias-bomb": N_("its *aliases would multiply into {count} values or more"),
    "alias-circle": N_("an *alias contains itself"),
    "duplicate-key": N_("the field '{field}' stands twice"),
    "empty-file": N_("the file is empty"),
    "syntax": N_("syntax error: {text}"),
    "syntax-colon": N_(
        "a colon out of place: put a text that holds ': ' in quotes, name: \"…\"; "
        "and keep indentation aligned"
    ),
    "syntax-flow": N_(
        "inside {{}} or [] a comma is missing, or a text with an apostrophe or a comma is "
        'not in double quotes, "…"'
    ),
    "syntax-quote": N_("a quote or bracket opened here is never closed"),
    "syntax-tab": N_("a tab; indentation is written with spaces"),
    "too-deep": N_("values are nested too deeply for a dossier"),
    "too-large": N_(
        "{size} MB is too much to be read as {format} (limit: {limit} MB); split the dossier "
        "into several"
    ),
    "too-large-yaml": N_(
        "{size} MB is too much to be read as {format} (limit: {limit} MB); JSON, which is far "
        "quicker, may be larger"
    ),
    "wrong-encoding": N_("not UTF-8 (byte {byte}); save the file as UTF-8"),
    "document-damaged": N_("{file}: the document cannot be read ({reason})"),
    "document-empty": N_("{file}: this document holds no text"),
    "document-encoding": N_("{file}: not UTF-8 (line {line}, byte {byte}); save the file as UTF-8"),
    "document-locked": N_("{file}: this document is locked by a password; save a copy without one"),
    "document-not-text": N_("{file}: this is no text (null character, line {line})"),
    "document-scanned": N_(
        "{file}: its {pages} pages are pictures without text; run character recognition (OCR) first"
    ),
    "document-too-large": N_("{file}: {size} MB once unpacked is too much (limit: {limit} MB)"),
    "draft-too-large": N_(
        "the draft would be {size} MB, more than can be read as YAML ({limit} MB); split the "
        "report into several"
    ),
    "unknown-image-format": N_("'{suffix}' is no known image format; the formats are {known}"),
    "file-exists": N_("{file} already exists; --force replaces it"),
    "files-exist": N_("{file} already exist; --force replaces them"),
    "file-twice": N_("{file}: two outputs have this name"),
    "save-unfinished": N_(
        "{folder}: a save was interrupted and cannot be finished ({reason}). To keep the new "
        "files, move those in {staging}/new to {folder}; to go back to the old ones, move those in "
        "{staging}/old there; then delete {staging}"
    ),
    "file-failed": N_("{file}: cannot be read or written ({reason})"),
    "internal-error": N_(
        "internal error of coopgraph ({error}); COOPGRAPH_DEBUG=1 shows its details"
    ),
    "unknown-format": N_("'{suffix}' is no known format; the formats are {known}"),
    "not-installed": N_("{package} is not installed: pip install 'coopgraph-conventions[{extra}]'"),
    "no-rapidfuzz": N_(
        "looking for misspellings needs {package}: "
        "pip install 'coopgraph-conventions[{extra}]'; to go without: --no-suggest"
    ),
    # -- what is wrong with a graph ----------------------------------------------------------------
    "graph-problems": N_("{count} problems in the graph"),
    "graph-problems-one": N_("1 problem in the graph"),
    "graph-undirected": N_(
        "the graph is not directed; an edge goes from what relies to what is relied on"
    ),
    "missing-attribute": N_("the attribute '{attribute}' is missing"),
    "node-not-text": N_("nodes are text, not {type}"),
    "number-out-of-range": N_(
        "'{attribute}' is a whole number from {least} to {most}, not {value}"
    ),
    "unknown-attribute-word": N_("'{attribute}': unknown word '{value}'"),
    "unknown-attribute-word-known": N_(
        "'{attribute}': unknown word '{value}'; the words here are {known}"
    ),
    "wrong-attribute-type": N_("'{attribute}' is of type {type}, not {is}"),
    "wrong-ends": N_("'{relation}' does not go from {dependent} to {prerequisite}"),
    # -- items that are asked for ------------------------------------------------------------------
    "unknown-item": N_("nothing is called '{reference}'"),
    "unknown-item-close": N_("nothing is called '{reference}'; did you mean: {suggestions}?"),
    "unknown-item-several": N_(
        "nothing is called '{reference}'; ids that come close: {suggestions}"
    ),
    "file-not-item": N_("'{reference}' is a file: --in {reference}"),
    "file-missing": N_("{file}: there is no such file or folder"),
    "ambiguous-item": N_("'{reference}' names several items: {suggestions}"),
}
