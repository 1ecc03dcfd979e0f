"""What can be wrong with tables, with a mapping of them, and with what is saved of them."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

TABLES: Final[Mapping[str, Message]] = {
    "record-repeated": N_("repeats the record '{id}'"),
    "record-repeated-line": N_("repeats the record '{id}', in line {line}"),
    "record-repeated-cell": N_("repeats the record '{id}', in {cell}"),
    "owner-rejected": N_("what it is part of is rejected"),
    "owner-rejected-line": N_("what it is part of, in line {line}, is rejected"),
    "owner-rejected-cell": N_("what it is part of, in {cell}, is rejected"),
    "dates-contradict": N_("'{second}' ({later}) comes before '{first}' ({earlier})"),
    "unknown-title": N_("the table has no column '{field}'; its columns are {known}"),
    "unknown-target": N_("these records have no column '{field}'; their columns are {known}"),
    "slow-pattern": N_(
        "the expression '{value}' does not come to an end on '{cell}'; write it more simply"
    ),
    "slow-patterns": N_(
        "the expressions of this mapping have taken more than {limit} s, the last one being "
        "'{value}'; write them more simply"
    ),
    "long-pattern": N_("'{value}' has more than {limit} characters, too many for an expression"),
    "counted-pattern": N_("the repetitions of '{value}' multiply to more than {limit}"),
    "long-cell": N_(
        "replacing '{value}' would make '{cell}' a text of more than {limit} characters"
    ),
    "long-cells": N_(
        "replacing '{value}' and others adds more than {limit} characters to the whole"
    ),
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
    "scheme-missing": N_("say what the countries are given by, 'scheme: …': {known}"),
    "not-a-country": N_("'{value}' is no country ({scheme}); 'otherwise' would say what it means"),
    "bad-pattern": N_("'{value}' is no regular expression ({reason})"),
    "rule-empty": N_("give either a column or a constant"),
    "file-outside": N_("'{file}' lies outside the folder of the tables"),
    "not-gzip": N_("the packed file cannot be read ({reason})"),
    "xml-entities": N_("a DTD, by which a file could read others or swell without end"),
    "not-iati": N_("not an IATI activity file (its root is '{root}')"),
    "iati-one-reference": N_("Different names with the same reference, {reference}."),
    "iati-like-names": N_(
        "Names that are the same, or nearly so, in activities for different countries."
    ),
    "iati-named-in": N_("Named in activities for: {countries}."),
    "iati-named-nowhere": N_("Named in activities that do not say for which country."),
    "nameless": N_("an organisation without name or reference"),
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
        "{count} cells for {columns} titles; a text that holds the separator goes in double quotes"
    ),
    "csv-syntax": N_("these quotes are not closed as they should be"),
    "csv-not-text": N_("not a text file"),
    "csv-long-cell": N_(
        "a cell of more than {limit} characters; perhaps a quote that is never closed"
    ),
    "untitled-cell": N_("a cell that is filled in, in a column without a title"),
    "formula-without-value": N_(
        "a formula without a value; open and save the workbook in a spreadsheet program"
    ),
    "cell-error": N_("the cell shows the error {value}"),
    "not-a-workbook": N_("not a readable .xlsx workbook ({reason})"),
    "workbook-locked": N_(
        "the workbook is locked by a password or in the old .xls format; save it as .xlsx "
        "without a password"
    ),
    "text-too-long": N_(
        "a text is longer than a cell of {format} can hold ({limit} characters); write YAML or JSON"
    ),
    "one-row": N_("the dossier takes one row; this one is too many"),
    "unused-evidence": N_("nothing refers to the evidence '{id}'"),
    "text-twice": N_("'{field}' is given as plain text and by language; keep one of them"),
    "duplicate-reference": N_("the reference '{id}' is already taken"),
    "unknown-reference": N_("no evidence has the reference '{id}'"),
    "wrong-relation": N_("'{id}' cannot have the link '{field}'"),
    "repeated-single": N_("'{id}' has a link '{field}' already; there can be one"),
    "row-repeated": N_("repeats {row}"),
}
