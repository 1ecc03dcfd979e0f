"""The schema of mapping files: for each table, where the fields of its records come from."""

from typing import Any

from pydantic import Field, field_validator

from coopgraph._base.errors import validation_error
from coopgraph._base.fuzzy import close_matches
from coopgraph.io.mapping.patterns import check_replacement
from coopgraph.io.tables.sheets import SHEETS
from coopgraph.messages.marks import N_
from coopgraph.records.base import Record, ShortRecord
from coopgraph.words.codes import CountryScheme
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import Word

__all__ = ["Conversion", "MappedTable", "MappingFile", "Rule"]


class Conversion(Word):
    """A conversion by a standard."""

    COUNTRY = "country", N_("code of the country")
    COUNTRY_NAME = "country_name", N_("name of the country")


class Rule(ShortRecord):
    """Where the value of a field comes from; a bare text names a column."""

    main_field = "column"
    column: str | None = None
    """The title of the column that it is taken from."""
    constant: str | None = None
    """The same value for all rows, instead of a column."""
    pattern: str | None = None
    """A regular expression: only its first group is kept, or nothing where it does not match."""
    replace: tuple[tuple[str, str], ...] = ()
    """Regular expressions with their replacements, applied one after another."""
    words: dict[str, str] = Field(default_factory=dict)
    """A translation of values; translated values are not converted any further."""
    otherwise: str | None = None
    """The default for all other values, empty cells included; with ``convert``, for those that name
    no country of the scheme."""
    convert: Conversion | None = None
    """``country``: to the ISO code; ``country_name``: to the name in the language of the field, or
    the value unchanged. Values that name no country of the scheme are counted."""
    scheme: CountryScheme | None = None
    """The country codes or names that the cells use, where they are converted."""
    table: str | None = None
    """The table whose ids the cells refer to, where there are several."""
    split: str | None = None
    """The separator of several values in one cell; each makes a row of its own."""

    @field_validator("pattern", "replace")
    @classmethod
    def _check_patterns(cls, value: Any) -> Any:
        for pair in [(value,)] if isinstance(value, str) else value or ():
            check_replacement(*pair)
        return value


class MappedTable(Record):
    """A table, and how its rows become records."""

    file: str
    """The file in the folder: .csv, .csv.gz or .xlsx."""
    worksheet: str | None = None
    title_row: int = Field(default=1, ge=1)
    """The row of the titles; rows above are skipped."""
    records: str
    """The table of the dossier that its rows belong to: agreements, parties, links …"""
    columns: dict[str, Rule] = Field(min_length=1)
    merge: bool = False
    """Whether rows about the same record are merged where they do not contradict each other."""
    yields: bool = False
    """Whether rows about a record that an earlier table holds are ignored, whatever they say."""
    only_with: str | None = None
    """A field without which a row is skipped."""
    source: str | None = None
    """The id of a source, which each record then cites as evidence, with its row."""

    @field_validator("records")
    @classmethod
    def _check_table(cls, value: str) -> str:
        if value not in SHEETS:
            close = close_matches(value, SHEETS, 1)
            known = ", ".join(SHEETS)
            suggestion = close[0] if close else ""
            raise validation_error(
                "unknown-table-known", name=value, known=known, suggestion=suggestion
            )
        return value


class MappingFile(Record):
    """A mapping: the tables, and what else the dossier says."""

    title: Text | None = None
    language: str | None = None
    note: Text | None = None
    empty: tuple[str, ...] = ("",)
    sentinels: tuple[str, ...] = ()
    tables: tuple[MappedTable, ...] = Field(min_length=1, max_length=100)
    records: dict[str, list[Any]] = Field(default_factory=dict)
    """Records in the form of a dossier, by section: sources, institutions …"""
