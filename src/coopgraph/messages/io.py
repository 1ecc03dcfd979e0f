"""What is wrong with files, what was saved of them, and what they do not hold."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import C_, N_, P_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    # -- files -------------------------------------------------------------------------------------
    "progress-rows": N_("{done} of {total} rows read"),
    "alias-bomb": N_("its *aliases would expand to {count} values or more"),
    "alias-circle": N_("an *alias contains itself"),
    "duplicate-key": N_("the field '{field}' occurs twice"),
    "empty-file": N_("the file is empty"),
    "lone-surrogate": N_("half a character (\\ud800 to \\udfff) without the other half"),
    "syntax": N_("syntax error: {text}"),
    "syntax-colon": N_(
        "misplaced colon: put a text that contains ': ' in quotes, name: \"…\"; and align the indentation"
    ),
    "syntax-flow": N_(
        'inside {{}} or [], a comma is missing, or a text with an apostrophe or a comma is not in double quotes, "…"'
    ),
    "syntax-quote": N_("a quote or bracket opened here is never closed"),
    "syntax-tab": N_("a tab; indent with spaces"),
    # -- tables ------------------------------------------------------------------------------------
    "unknown-column": N_("unknown column '{field}'"),
    "unknown-column-known": N_(
        "unknown column '{field}'; the columns are {known}; a title that begins with # is not read"
    ),
    "unknown-table": N_("unknown table '{name}'"),
    "unknown-table-known": N_(
        "unknown table '{name}'; the tables are {known}; a name that begins with # is not read"
    ),
    "no-tables": N_("no table of a dossier here; there should be some of: {known}"),
    "unknown-worksheet": N_("the workbook has no sheet '{name}'; it has {known}"),
    "repeated-table": N_("that table is already given by {file}"),
    "repeated-column": N_("the column '{field}' is given twice"),
    "missing-column": N_("the column '{field}' is missing"),
    "too-many-cells": N_(
        "the row has {count} cells, the header {columns}; a text that holds the separator goes in double quotes"
    ),
    "csv-syntax": N_("these quotes are not closed properly"),
    "csv-not-text": N_("not a text file"),
    "csv-long-cell": N_(
        "a cell of more than {limit} characters; perhaps a quote that is never closed"
    ),
    "untitled-cell": N_("a filled cell in a column without a title"),
    "formula-without-value": N_(
        "a formula without a value; open and save the workbook in a spreadsheet program"
    ),
    "cell-error": N_("the cell contains the error {value}"),
    "not-a-workbook": N_("not a readable .xlsx workbook ({reason})"),
    "workbook-locked": N_(
        "the workbook is protected by a password, or in the old .xls format; save it as .xlsx without a password"
    ),
    "text-too-long": N_(
        "a text is longer than a cell of {format} can hold ({limit} characters); write YAML or JSON"
    ),
    "one-row": N_("the dossier takes one row; this one is superfluous"),
    "unused-evidence": N_("nothing refers to the evidence '{id}'"),
    "text-twice": N_("'{field}' is given as plain text and by language; keep one of them"),
    "two-numbers": N_(
        "'{value}' may be two numbers: write {thousands} if the comma separates thousands, {decimal} if it is a decimal comma"
    ),
    "duplicate-reference": N_("the reference '{id}' is already taken"),
    "unknown-reference": N_("no evidence has the reference '{id}'"),
    "wrong-relation": N_("'{id}' cannot have the link '{field}'"),
    "wrong-needed-for": N_("a threshold is for {known}, not '{field}'"),
    "repeated-single": N_("'{id}' already has a link '{field}'; it can have only one"),
    "row-repeated": N_("repeats {row}"),
    # -- mappings ----------------------------------------------------------------------------------
    "unknown-title": N_("the table has no column '{field}'; its columns are {known}"),
    "unknown-target": N_("these records have no column '{field}'; their columns are {known}"),
    "slow-pattern": N_("the expression '{value}' takes too long on '{cell}'; simplify it"),
    "slow-patterns": N_(
        "the expressions of this mapping have taken more than {limit} s, most recently '{value}'; simplify them"
    ),
    "long-pattern": N_("'{value}' has more than {limit} characters, too many for an expression"),
    "counted-pattern": N_("the repetitions of '{value}' multiply to more than {limit}"),
    "long-cell": N_(
        "replacing '{value}' would make '{cell}' a text of more than {limit} characters"
    ),
    "long-cells": N_("replacing '{value}' and others adds more than {limit} characters in all"),
    "many-records-of-a-row": N_(
        "the columns that are split would make {count} records of one row, {row} (limit: {limit})"
    ),
    "many-records": N_("this mapping makes more than {limit} records"),
    "ambiguous-id": N_(
        "several tables hold the id '{id}' ({tables}); the rule of '{field}' must name one: "
        "'table: …'"
    ),
    "wrong-table-named": N_(
        "'{field}' names nothing in the table '{name}'; the tables here are {known}"
    ),
    "scheme-missing": N_("say how countries are written, 'scheme: …': {known}"),
    "not-a-country": N_("'{value}' is not a country ({scheme}); 'otherwise' can say what it means"),
    "bad-pattern": N_("'{value}' is not a regular expression ({reason})"),
    "rule-empty": N_("give either a column or a constant"),
    # -- IATI --------------------------------------------------------------------------------------
    "not-gzip": N_("the compressed file cannot be read ({reason})"),
    "xml-entities": N_("a DTD, which could read other files or expand without limit"),
    "not-iati": N_("not an IATI activity file (its root is '{root}')"),
    "iati-one-reference": N_("Different names with the same reference, {reference}."),
    "iati-like-names": N_("Identical or very similar names in activities for different countries."),
    "iati-named-in": N_("Named in activities for: {countries}."),
    "iati-named-nowhere": N_("Named in activities that do not say for which country."),
    "nameless": N_("an organisation with neither name nor reference"),
    # -- what was saved of a file ------------------------------------------------------------------
    "title-salvage": N_("What was read, and what became of it"),
    "column-table": N_("table"),
    "column-rows": N_("rows read"),
    "column-records": N_("records"),
    "column-repaired": N_("of them repaired"),
    "column-merged": C_("column", "merged"),
    "column-rejected": C_("column", "rejected"),
    "owner-rejected": N_("what it is part of is rejected"),
    "owner-rejected-line": N_("what it is part of, in line {line}, is rejected"),
    "owner-rejected-cell": N_("what it is part of, in {cell}, is rejected"),
    "salvage-passed-over": P_(
        "{table}: {count} more row that the mapping does not ask to read",
        "{table}: {count} more rows that the mapping does not ask to read",
    ),
    "salvage-sentinels": P_(
        "{value}: {count} time, read as 'none'", "{value}: {count} times, read as 'none'"
    ),
    "salvage-unconverted": P_(
        "{value}: {count} time, not a country of the declared scheme, not converted",
        "{value}: {count} times, not a country of the declared scheme, not converted",
    ),
    "salvage-more": N_("One example of each kind; to_records() or --rejects FILE gives them all."),
    "salvage-sort": N_("{outcome} × {count} ({table}), e.g. {example}"),
    # -- what a file does not hold -----------------------------------------------------------------
    "column-unheld": N_("Left out or changed"),
    "column-count": N_("Count"),
    "column-places": N_("Where"),
    "holds-all": N_("Everything was written."),
    "loss-evidence": N_("evidence for another spelling, a theme or a place"),
    "loss-identifier": N_("identifiers in other registers"),
    "loss-language": N_("other languages of a theme or a place"),
    "loss-identity": N_("identity decisions, and where records of the same thing differ"),
    "loss-note": N_("notes"),
    "loss-run-together": N_("texts merged into one that cannot be separated again reliably"),
    "loss-character": N_("control characters, replaced by '\ufffd': {about}"),
    "loss-empty": N_("empty values: {about}"),
    "loss-renamed": N_("attribute renamed, because the format reserves its name: {about}"),
    "loss-retyped": N_("values of another type, written as text: {about}"),
    "loss-attribute": N_("attribute: {about}"),
    "loss-formula": N_(
        "an apostrophe added before what a spreadsheet would run as a formula: {about}"
    ),
    "loss-whole": N_("attributes of the graph"),
    "loss-mermaid-size": N_(
        "Mermaid draws more than 500 links or 50,000 characters only if maxEdges and "
        "maxTextSize are raised (links; characters)"
    ),
    "loss-node": N_("items: {about}"),
    "loss-relation": N_("links: {about}"),
    "loss-type": N_("the type of numbers and Boolean values"),
    "graph-not-dossier": N_(
        "a graph is not written as {suffix}, which holds a dossier: write the dossier it was "
        "built from, or choose a format for graphs: {known}"
    ),
    # -- a draft as a file -------------------------------------------------------------------------
    "draft-too-large": N_(
        "the draft would be {size} MB, more than can be read as YAML ({limit} MB); split the "
        "report into several"
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
        "Guesses carry 'reading: inferred' and a note. Remove both where the text confirms them; remove 'modality: possible' too where the text requires it."
    ),
    "draft-head-spans": N_(
        "Spans count the characters of the text, from 0; sha256 is its fingerprint."
    ),
    "draft-head-suggestions": N_(
        "Misspellings? If so, add them to the institution's 'aliases' and run again:"
    ),
    "draft-suggestion": P_("{written} (line {lines}): {who}?", "{written} (lines {lines}): {who}?"),
    "draft-head-acronyms": N_(
        "Unknown acronyms. If one is an institution, make it a record, with id, name and kind:"
    ),
    "draft-acronym": P_("{acronym} (line {lines})", "{acronym} (lines {lines})"),
    "draft-head-others": N_(
        "Other sentences that speak of agreements, with no known institution next to them:"
    ),
    "draft-sentence": N_("Line {line}: {text}"),
}
