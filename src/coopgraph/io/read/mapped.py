"""Tables in a layout of their own, read with a mapping file that says what each column means.

A mapping is YAML. For each table it names the kind of record in its rows (the tables of
:mod:`coopgraph.io.tables.sheets`) and, for each of their columns, where its value comes from::

    empty: ["", NA]                   # cells that count as empty
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
        merge: true                   # rows that agree are merged
        columns: {agreement: treatyID, institution: stateID, date_signed: Signed}

Ids may be written in any way: each becomes a slug of its own.
"""

import errno
import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from coopgraph._base.errors import DossierError, Problem
from coopgraph._base.fuzzy import Known, close_matches, guess_among
from coopgraph._base.opening import file_bytes
from coopgraph.io.mapping.schema import MappedTable, MappingFile
from coopgraph.io.mapping.translation import Translator, tables_named, target_column
from coopgraph.io.read import csv, xlsx
from coopgraph.io.read.yaml import read_yaml
from coopgraph.io.tables.cell_addresses import Grid
from coopgraph.io.tables.records import TableRecords
from coopgraph.io.tables.sheets import SHEETS
from coopgraph.records.dossier import SECTIONS
from coopgraph.records.validation import problems_of
from coopgraph.words.codes import CountryScheme

__all__ = ["read_mapped"]


def read_mapped(folder: Path, mapping: Path, *, lenient: bool = False) -> TableRecords:
    """Parse the tables of a folder as a mapping says.

    If ``lenient``, repeated rows are merged, and values that name no country are left out.

    Raises
    ------
    DossierError
        When the mapping is invalid, or a table is missing or cannot be read, with every problem.
    """
    text = read_yaml(mapping)
    wrong = problems_of(MappingFile, text.data)
    parents = {p.place[:n] for p in wrong for n in range(len(p.place))}
    # A list of which every entry is invalid also counts as empty, which need not be said.
    wrong = [p for p in wrong if p.code != "too-short" or p.place not in parents]
    problems = [*text.problems, *map(text.located, wrong)]
    if problems:
        raise DossierError(problems)
    plan = MappingFile.model_validate(text.data)
    grids, problems = _grids(folder, plan)
    problems += _wrong_rules(plan, grids)
    if problems:
        raise DossierError([text.located(p) if p.place else p for p in problems])
    translator = Translator(plan, grids)
    try:
        tables = translator.tables()
    except DossierError as error:  # a rule exceeded its limits
        raise DossierError(map(text.located, error.problems)) from None
    records = TableRecords(tables, lenient=lenient, start=_start(plan))
    records.problems += [] if lenient else translator.invalid_countries
    records.passed_over = translator.passed_over
    records.sentinels = translator.sentinels
    records.unconverted = translator.unconverted
    return records


def _start(plan: MappingFile) -> dict[str, Any]:
    """Return the part of the dossier that the mapping states itself."""
    head = plan.model_dump(mode="json", include={"title", "language", "note"}, exclude_none=True)
    return {**head, **{section: list(entries) for section, entries in plan.records.items()}}


def _grids(folder: Path, plan: MappingFile) -> tuple[dict[int, Grid], list[Problem]]:
    """Return the tables by their number in the mapping; each file is read once."""
    grids: dict[int, Grid] = {}
    read: dict[tuple[Any, ...], Grid] = {}
    known = ", ".join(SECTIONS)
    problems = [
        Problem("unknown-field-known", ("records", section), {"field": section, "known": known})
        for section in plan.records
        if section not in SECTIONS
    ]
    for n, table in enumerate(plan.tables):
        key = table.file, table.worksheet, table.title_row
        place = ("tables", n, "file")
        try:
            if key not in read:
                read[key], wrong = _read(folder, table, plan)
                problems += wrong
            grids[n] = read[key]
        except OSError as error:
            is_missing = error.errno in {errno.ENOENT, errno.ENAMETOOLONG}
            code = "file-missing" if is_missing else "file-failed"
            values = {"file": table.file, "reason": error.strerror}
            problems.append(Problem(code, place, values))
        except DossierError as error:
            at_rule = replace(error.problems[0], file=None, place=place)
            problems += [at_rule] if at_rule.code == "file-outside" else error.problems
    return grids, problems


def _read(folder: Path, table: MappedTable, plan: MappingFile) -> tuple[Grid, list[Problem]]:
    path = folder / table.file
    suffix = path.suffix.lower()
    limit = xlsx.LIMIT_MB if suffix == ".xlsx" else csv.LIMIT_MB
    data = file_bytes(Path(table.file), limit, folder=folder)
    if suffix == ".xlsx":
        rules = [r for t in plan.tables if t.file == table.file for r in t.columns.values()]
        used = {rule.column for rule in rules if rule.column}
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
        raise DossierError([replace(problem, file=str(path))]) from None
    if len(found) > csv.LIMIT_MB * 1_000_000:
        values = {"size": f"> {csv.LIMIT_MB}", "limit": csv.LIMIT_MB, "format": "CSV"}
        raise DossierError([Problem("too-large", values=values, file=str(path))])
    return found


def _wrong_rules(plan: MappingFile, grids: Mapping[int, Grid]) -> Iterator[Problem]:
    """Yield the problems of rules: unknown fields, unknown titles, contradictory options."""
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
