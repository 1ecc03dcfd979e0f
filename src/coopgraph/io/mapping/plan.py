"""What a mapping file says: for each table of others, what its columns mean."""

from typing import Any

from pydantic import Field, field_validator

from coopgraph._base.errors import invalid
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
    """What a rule makes of a value by the books."""

    COUNTRY = "country", N_("code of the country")
    COUNTRY_NAME = "country_name", N_("name of the country")


class Rule(ShortRecord):
    """Where the value of a column comes from; a bare text names a column."""

    main_field = "column"
    column: str | None = None
    """The title of the column it is taken from."""
    constant: str | None = None
    """The same value for all rows, instead of a column."""
    pattern: str | None = None
    """A regular expression: only the part of its first group is kept, and nothing where it fails."""
    replace: tuple[tuple[str, str], ...] = ()
    """Regular expressions with what to put for what they find, one after another."""
    words: dict[str, str] = Field(default_factory=dict)
    """What each value means; that is not converted any further."""
    otherwise: str | None = None
    """What any other value means, an empty cell included; with ``convert``, any that is no country
    of the scheme."""
    convert: Conversion | None = None
    """``country``: the ISO code; ``country_name``: the name in the language of the column, or the
    value itself. What is no country of the scheme is counted."""
    scheme: CountryScheme | None = None
    """What the cells name countries by, where they are converted."""
    table: str | None = None
    """The table whose ids the cells name, where several could hold them."""
    split: str | None = None
    """What stands between several values in one cell; each makes a row of its own."""

    @field_validator("pattern", "replace")
    @classmethod
    def _is_regular(cls, value: Any) -> Any:
        for pair in [(value,)] if isinstance(value, str) else value or ():
            check_replacement(*pair)
        return value


class MappedTable(Record):
    """A table, and what its rows mean."""

    file: str
    """The file, inside the folder: .csv, .csv.gz or .xlsx."""
    worksheet: str | None = None
    title_row: int = Field(default=1, ge=1)
    """The row of the titles; what stands above is not read."""
    records: str
    """The kind of record in its rows: agreements, parties, links …"""
    columns: dict[str, Rule] = Field(min_length=1)
    merge: bool = False
    """Whether rows on the same thing that contradict each other nowhere are one."""
    yields: bool = False
    """Whether rows on what another table has recorded already add nothing, whatever they say."""
    only_with: str | None = None
    """A column of the record without which a row is passed over."""
    source: str | None = None
    """The id of a source: each record then says that it comes from there, and from which row."""

    @field_validator("records")
    @classmethod
    def _is_a_table(cls, value: str) -> str:
        if value not in SHEETS:
            close = close_matches(value, SHEETS, 1)
            known = ", ".join(SHEETS)
            suggestion = close[0] if close else ""
            raise invalid("unknown-table-known", name=value, known=known, suggestion=suggestion)
        return value


class MappingFile(Record):
    """A mapping: the tables, and what the dossier says beside them."""

    title: Text | None = None
    language: str | None = None
    note: Text | None = None
    empty: tuple[str, ...] = ("",)
    sentinels: tuple[str, ...] = ()
    tables: tuple[MappedTable, ...] = Field(min_length=1, max_length=100)
    records: dict[str, list[Any]] = Field(default_factory=dict)
    """Records in the notation of dossiers, by section: sources, institutions …"""
