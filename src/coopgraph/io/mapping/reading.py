"""Tables that others have made, read through a file that says which column means what.

A mapping is YAML. For each table it names the kind of record in its rows (the tables of
:mod:`coopgraph.io.tables.sheets`) and, for each of their columns, where the value comes from::

    empty: ["", NA]                   # cells that say nothing
    sentinels: ["9999-12-31"]         # cells that stand for "none"
    tables:
      - file: agreements.csv
        records: agreements
        columns:
          id: treatyID
          name_en: Title
          kind: {column: Type, words: {A: treaty, P: protocol}, otherwise: other}
          date_signed: Signature
      - file: members.csv.gz
        records: parties
        merge: true                   # rows that agree are one
        columns: {agreement: treatyID, institution: stateID, date_signed: Signed}

Ids may be written in any way: they become slugs, each its own.
"""

import errno
import gzip
import io
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph._base.fuzzy import Known, close_matches, guess_among
from coopgraph._base.opening import content, too_large
from coopgraph.io.mapping.plan import MappedTable, MappingFile
from coopgraph.io.mapping.translation import Translator, tables_named, target_column
from coopgraph.io.read import csv, xlsx, yaml
from coopgraph.io.read.reading import TextReading
from coopgraph.io.tables.grid import Grid
from coopgraph.io.tables.records import Records
from coopgraph.io.tables.sheets import SHEETS
from coopgraph.records.dossier import SECTIONS
from coopgraph.records.validation import problems_of
from coopgraph.words.codes import CountryScheme

__all__ = ["read_mapped"]


def read_mapped(folder: Path, mapping: Path, *, lenient: bool = False) -> Records:
    """The records that a mapping finds in the tables of a folder.

    Raises
    ------
    DossierError
        When the mapping is wrong, or a table is not there or cannot be read, with every problem.
    """
    text = TextReading(content(mapping, yaml.LIMIT_MB), yaml.YamlFile, mapping)
    wrong = problems_of(MappingFile, text.data)
    # A list of which all entries are wrong counts as empty; that is no news.
    wrong = [p for p in wrong if p.code != "too-short" or not _beneath(p.place, wrong)]
    problems = [*text.problems, *map(text.located, wrong)]
    if problems:
        raise DossierError(problems)
    plan = MappingFile.model_validate(text.data)
    grids, problems = _grids(folder, plan)
    problems += _wrong_columns(plan, grids)
    if problems:
        raise DossierError([text.located(p) if p.place else p for p in problems])
    translator = Translator(plan, grids)
    try:
        tables = translator.tables()
    except DossierError as error:  # a budget that a rule has spent
        raise DossierError(map(text.located, error.problems)) from None
    records = Records(tables, lenient=lenient, start=_start(plan))
    records.problems += [] if lenient else translator.no_countries
    records.passed_over = translator.passed_over
    records.sentinels = translator.sentinels
    records.unconverted = translator.unconverted
    return records


def _beneath(place: Loc, problems: Sequence[Problem]) -> bool:
    return any(p.place[: len(place)] == place != p.place for p in problems)


def _start(plan: MappingFile) -> dict[str, Any]:
    head = {"title": plan.title and plan.title.plain, "language": plan.language}
    head["note"] = plan.note and plan.note.plain
    said = {name: value for name, value in head.items() if value is not None}
    return {**said, **{section: list(plan.records[section]) for section in plan.records}}


def _grids(folder: Path, plan: MappingFile) -> tuple[dict[int, Grid], list[Problem]]:
    """The table of each rule, by its number; a file that several rules read is read once."""
    grids: dict[int, Grid] = {}
    read: dict[tuple[Any, ...], Grid] = {}
    problems = [
        Problem(
            "unknown-field-known",
            ("records", section),
            {"field": section, "known": ", ".join(SECTIONS)},
        )
        for section in plan.records
        if section not in SECTIONS
    ]
    for n, table in enumerate(plan.tables):
        key = table.file, table.worksheet, table.title_row
        place = ("tables", n, "file")
        try:
            if key not in read:
                read[key] = _read(folder, table, _used(plan, table))
            grids[n] = read[key]
        except OSError as error:
            is_none = error.errno in {errno.ENOENT, errno.ENAMETOOLONG}
            code = "file-missing" if is_none else "file-failed"
            values = {"file": table.file, "reason": error.strerror}
            problems.append(Problem(code, place, values))
        except DossierError as error:
            at_rule = replace(error.problems[0], file=None, place=place)
            problems += [at_rule] if at_rule.code == "file-outside" else error.problems
    return grids, problems


def _used(plan: MappingFile, table: MappedTable) -> set[str]:
    """The titles of a table that some rule asks for."""
    same = [other for other in plan.tables if other.file == table.file]
    return {rule.column for other in same for rule in other.columns.values() if rule.column}


def _read(folder: Path, table: MappedTable, used: Collection[str]) -> Grid:
    path = folder / table.file
    suffix = path.suffix.lower()
    limit = xlsx.LIMIT_MB if suffix == ".xlsx" else csv.LIMIT_MB
    data = content(Path(table.file), limit, folder=folder)
    if suffix == ".xlsx":
        return xlsx.read_table(path, data, table.worksheet, title_row=table.title_row, used=used)
    if suffix == ".gz":
        data = _unpacked(path, data)
    return csv.read_table(path, data, title_row=table.title_row)


def _unpacked(path: Path, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            found = packed.read(csv.LIMIT_MB * 1_000_000 + 1)
    except (OSError, EOFError, zlib.error) as error:
        problem = Problem("not-gzip", values={"reason": error})
        raise DossierError([problem.at(str(path), None, None)]) from None
    if len(found) > csv.LIMIT_MB * 1_000_000:
        raise too_large(path.with_suffix(""), len(found), csv.LIMIT_MB)
    return found


def _wrong_columns(plan: MappingFile, grids: Mapping[int, Grid]) -> Iterator[Problem]:
    """Rules for columns that their records do not have, from columns that the table has not."""
    for n, grid in grids.items():
        table, sheet = plan.tables[n], SHEETS[plan.tables[n].records]
        for target, rule in table.columns.items():
            place = ("tables", n, "columns", target)
            column = target_column(sheet, target)
            tables = tables_named(column, sheet) if column else ()
            if column is None:
                known = [column.name for column in sheet.columns]
                close = close_matches(target, known, 1)
                values = {"field": target, "known": ", ".join(known)}
                suggestion = close[0] if close else None
                yield Problem("unknown-target", place, values, suggestion, at_key=True)
            elif rule.table and rule.table not in tables:
                values = {"name": rule.table, "field": target, "known": ", ".join(tables) or "–"}
                yield Problem("wrong-table-named", (*place, "table"), values)
            if rule.convert and rule.scheme is None:
                values = {"known": ", ".join(CountryScheme)}
                yield Problem("scheme-missing", (*place, "convert"), values)
            if (rule.column is None) == (rule.constant is None):
                yield Problem("rule-empty", place)
            elif rule.column is not None and rule.column not in grid.titles:
                values = {"field": rule.column, "known": ", ".join(grid.titles)}
                meant = guess_among(rule.column, Known(grid.titles)).suggestion
                yield Problem("unknown-title", place, values, meant)
            elif rule.column is not None and grid.titles.count(rule.column) > 1:
                yield Problem("repeated-column", place, {"field": rule.column})
        if table.only_with and table.only_with not in table.columns:
            values = {"field": table.only_with, "known": ", ".join(table.columns)}
            yield Problem("unknown-target", ("tables", n, "only_with"), values)
