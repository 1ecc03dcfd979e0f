"""Rows of foreign tables turned into rows of ours, as a mapping says."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import regex

from coopgraph.codes import country_code, country_name, numbered_slugs
from coopgraph.errors import DossierError, Problem
from coopgraph.formats.grid import Cell, Grid, Row
from coopgraph.formats.plan import Conversion, MappedTable, MappingFile, Rule
from coopgraph.formats.sheets import LIST_SEPARATOR, SHEETS, Column, Holds, Sheet
from coopgraph.progress import watched

__all__ = ["Translator", "target_column"]


def target_column(sheet: Sheet, target: str) -> Column | None:
    """The column that a target names, be it with a language or a scheme."""
    column = sheet.column(target)
    stem, _, tag = target.rpartition("_")
    if column is None and re.fullmatch("[a-z]{2,3}", tag):
        column = sheet.column(stem)
        column = column if column and column.holds is Holds.TEXT else None
    if column is None and "." in target:
        column = sheet.column(target.partition(".")[0])
        column = column if column and column.holds is Holds.CODES else None
    return column


#: Seconds that a regular expression may take for one cell.
_PATIENCE: Final = 2.0


@dataclass(frozen=True, slots=True)
class _Read:
    """A column of ours, the rule for it, and where among the cells it looks."""

    target: str
    rule: Rule
    index: int | None
    is_list: bool


def _steps(rules: Sequence[_Read]) -> list[list[_Read]]:
    """The rules, those together that split the same cell in the same way."""
    steps: dict[Any, list[_Read]] = {}
    for read in rules:
        alone = read.rule.split is None or read.is_list
        key = read.target if alone else (read.index, read.rule.split)
        steps.setdefault(key, []).append(read)
    return list(steps.values())


class Translator:
    """Turns the rows of foreign tables into rows of ours."""

    def __init__(self, plan: MappingFile, grids: Mapping[int, Grid]) -> None:
        self._plan, self._grids = plan, grids
        self._empty = frozenset(plan.empty)
        self._sentinels = frozenset(plan.sentinels)
        self.passed_over: Counter[str] = Counter()
        self.sentinels: Counter[str] = Counter()
        self._ours_alone: frozenset[str] = frozenset()
        self._known: dict[tuple[int, str], dict[str, str]] = {}
        self._slugs: dict[tuple[str, str], str] = {}

    def tables(self) -> list[tuple[Sheet, Grid]]:
        """Our tables, with the places of the cells they come from."""
        raw = [(table, self._grids[n], self._rows(n)) for n, table in enumerate(self._plan.tables)]
        self._slugs = self._slugs_of(raw)
        return [(SHEETS[table.records], self._ours(table, grid, rows)) for table, grid, rows in raw]

    def _rows(self, number: int) -> list[tuple[int, dict[str, str]]]:
        """What each row says, target by target, with the number of the row."""
        table, grid = self._plan.tables[number], self._grids[number]
        where = {title: n for n, title in enumerate(grid.titles)}
        rules = []
        for target, rule in table.columns.items():
            column = target_column(SHEETS[table.records], target)
            is_list = column is not None and column.holds is Holds.IDS
            rules.append(_Read(target, rule, where.get(rule.column or ""), is_list))
        label = _label(table)
        rows = []
        for row in watched(grid.rows, "progress-rows", len(grid.rows)):
            for values in self._values(rules, row, label):
                if table.only_with and table.only_with not in values:
                    self.passed_over[label] += 1
                else:
                    rows.append((row.number, values))
        return rows

    def _values(self, rules: Sequence["_Read"], row: Row, label: str) -> list[dict[str, str]]:
        """What a row says, once for each of the values that a cell is split into.

        Columns that are split the same way go in step.
        """
        several: list[dict[str, str]] = [{}]
        for step in _steps(rules):
            columns = [self._parts(read, row, label) for read in step]
            if len(step) == 1 and step[0].is_list:
                columns = [[LIST_SEPARATOR.join(filter(None, columns[0])) or None]]
            found = [
                {read.target: value for read, value in zip(step, values, strict=True) if value}
                for values in zip(*columns, strict=True)
            ]
            several = [
                {**said, **new} for said in several for new in [f for f in found if f] or [{}]
            ]
        return several

    def _parts(self, read: "_Read", row: Row, label: str) -> list[str | None]:
        """The values that a rule makes of a cell, in their places; none where it says nothing."""
        rule, target = read.rule, read.target
        if rule.constant is not None:
            return [rule.constant]
        index = read.index
        text = _plain(row.cells[index] if index is not None and index < len(row.cells) else None)
        found: list[str | None] = []
        for part in text.split(rule.split) if rule.split else [text]:
            value = part.strip()
            made: str | None = None
            if value in self._sentinels:
                self.sentinels[f"{label}, {target}: {value}"] += 1
            elif value not in self._empty or value in rule.words:
                made = self._made_once(rule, target, value)
                made = None if made in self._empty or made in self._sentinels else made
            found.append(made or rule.otherwise or None)
        return found

    def _made_once(self, rule: Rule, target: str, value: str) -> str:
        """What a rule makes of a value; tables say the same thing many times."""
        known = self._known.setdefault((id(rule), target), {})
        if value not in known:
            known[value] = _made(rule, target, value)
        return known[value]

    def _slugs_of(
        self, raw: Sequence[tuple[MappedTable, Grid, list[tuple[int, dict[str, str]]]]]
    ) -> dict[tuple[str, str], str]:
        """An id of ours for each of theirs; where two would be alike, they are numbered."""
        taken = {
            str(entry["id"])
            for entries in self._plan.records.values()
            for entry in entries
            if isinstance(entry, Mapping) and "id" in entry
        }
        theirs = {
            (table.records, values["id"])
            for table, _, rows in raw
            for _, values in rows
            if "id" in values and values["id"] not in taken
        }
        slugs = numbered_slugs(theirs, taken)
        self._ours_alone = frozenset(slugs.values()) - taken
        return slugs

    def _ours(
        self, table: MappedTable, grid: Grid, rows: Sequence[tuple[int, dict[str, str]]]
    ) -> Grid:
        sheet = SHEETS[table.records]
        targets = list(table.columns)
        named: dict[str, tuple[str, ...]] = {}
        for target in targets:
            column = target_column(sheet, target)
            if column and column.holds in {Holds.ID, Holds.IDS}:
                named[target] = column.names or (table.records,)
        numbers = {title: n for n, title in zip(grid.columns, grid.titles, strict=True)}
        return Grid(
            grid.name,
            grid.file,
            tuple(targets),
            tuple(numbers.get(table.columns[t].column or "", 0) for t in targets),
            [
                Row(number, tuple(self._id(values.get(t), named.get(t)) for t in targets))
                for number, values in rows
            ],
            grid.title_row,
            grid.in_workbook,
            merge=table.merge or table.yields,
            yields=table.yields,
            called=_label(table),
            source=table.source,
        )

    def _id(self, value: str | None, tables: tuple[str, ...] | None) -> str | None:
        """Our id for one of theirs; what is nobody's stays as it is, to be found out later."""
        if value is None or tables is None:
            return value
        parts = [part.strip() for part in value.split(LIST_SEPARATOR)]
        return f"{LIST_SEPARATOR} ".join(
            next((self._slugs[t, part] for t in tables if (t, part) in self._slugs), None)
            or self._nobodys(part)
            for part in parts
        )

    def _nobodys(self, part: str) -> str:
        """An id that is none of theirs; where one of ours happens to be spelt so, it is marked."""
        return f"{part} ?" if part in self._ours_alone else part


def _label(table: MappedTable) -> str:
    return f"{table.file} → {table.records}"


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell)


def _made(rule: Rule, target: str, value: str) -> str:
    """What a rule makes of one value."""
    try:
        if rule.pattern:
            found = regex.search(rule.pattern, value, timeout=_PATIENCE)
            value = (found[1] if found.re.groups else found[0]) or "" if found else ""
        for expression, replacement in rule.replace:
            value = regex.sub(expression, replacement, value, timeout=_PATIENCE)
    except TimeoutError:
        values = {"value": rule.pattern or rule.replace[0][0], "cell": value[:40]}
        raise DossierError([Problem("slow-pattern", values=values)]) from None
    if value in rule.words:
        value = rule.words[value]
    elif rule.otherwise is not None and rule.convert is None and value:
        value = rule.otherwise
    if rule.convert is None or not value:
        return value
    code = country_code(value)
    if rule.convert is Conversion.COUNTRY:
        return code or (value if rule.otherwise is None else rule.otherwise)
    return country_name(code, target.rpartition("_")[2]) if code else value
