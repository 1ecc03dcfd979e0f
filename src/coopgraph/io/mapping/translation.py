"""Rows of foreign tables turned into rows of ours, as a mapping says."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph._base.progress import watched
from coopgraph.io.mapping.patterns import OverBudgetError, Patterns
from coopgraph.io.mapping.plan import Conversion, MappedTable, MappingFile, Rule
from coopgraph.io.tables.grid import Cell, Grid, Row
from coopgraph.io.tables.sheets import LIST_SEPARATOR, SHEETS, Column, Holds, Sheet
from coopgraph.words.codes import country_code, country_name, numbered_slugs

__all__ = ["Translator", "tables_named", "target_column"]


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


def tables_named(column: Column, sheet: Sheet) -> tuple[str, ...]:
    """The tables whose ids the cells of a column name; none where they name no ids."""
    return (column.names or (sheet.name,)) if column.holds in {Holds.ID, Holds.IDS} else ()


#: Records that one row may be split into, and all rows of all tables together.
_RECORDS_OF_A_ROW: Final = 1_000
_RECORDS_IN_ALL: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class _Read:
    """A column of ours, the rule for it and its place, and where among the cells it looks."""

    target: str
    rule: Rule
    place: Loc
    index: int | None
    is_list: bool


class _Made(NamedTuple):
    """What a rule makes of a value, and whether it should be a country but is none."""

    text: str
    is_no_country: bool = False


class _AmbiguousError(Exception):
    """An id that several tables hold."""

    def __init__(self, item: str, tables: Sequence[str]) -> None:
        self.item, self.tables = item, tables
        super().__init__(item)


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
        self.unconverted: Counter[str] = Counter()
        self.no_countries: list[Problem] = []
        self._patterns = Patterns()
        self._count = 0
        self._ours_alone: frozenset[str] = frozenset()
        self._known: dict[tuple[int, str], dict[str, _Made]] = {}
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
            place = ("tables", number, "columns", target)
            rules.append(_Read(target, rule, place, where.get(rule.column or ""), is_list))
        label = _label(table)
        rows = []
        for row in watched(grid.rows, "progress-rows", len(grid.rows)):
            for values in self._values(rules, row, grid, label):
                if table.only_with and table.only_with not in values:
                    self.passed_over[label] += 1
                else:
                    rows.append((row.number, values))
            if self._count + len(rows) > _RECORDS_IN_ALL:
                said = {"limit": _RECORDS_IN_ALL}
                raise DossierError([Problem("many-records", ("tables", number), said)])
        self._count += len(rows)
        return rows

    def _values(
        self, rules: Sequence["_Read"], row: Row, grid: Grid, label: str
    ) -> list[dict[str, str]]:
        """What a row says, once for each of the values that a cell is split into.

        Columns that are split the same way go in step.
        """
        steps = []
        for step in _steps(rules):
            columns = [self._parts(read, row, grid, label) for read in step]
            if len(step) == 1 and step[0].is_list:
                columns = [[LIST_SEPARATOR.join(filter(None, columns[0])) or None]]
            found = [
                {read.target: value for read, value in zip(step, values, strict=True) if value}
                for values in zip(*columns, strict=True)
            ]
            steps.append([f for f in found if f] or [{}])
            count = math.prod(map(len, steps))
            if count > _RECORDS_OF_A_ROW:
                said: dict[str, object] = {"count": count, "row": grid.row_label(row.number)}
                said["limit"] = _RECORDS_OF_A_ROW
                raise DossierError([Problem("many-records-of-a-row", step[0].place, said)])
        several: list[dict[str, str]] = [{}]
        for news in steps:
            several = [{**said, **new} for said in several for new in news]
        return several

    def _parts(self, read: "_Read", row: Row, grid: Grid, label: str) -> list[str | None]:
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
                made, is_no_country = self._made_once(read, value)
                if is_no_country:
                    self._count_unconverted(read, value, row, grid, label)
            found.append(made or rule.otherwise or None)
        return found

    def _count_unconverted(self, read: _Read, value: str, row: Row, grid: Grid, label: str) -> None:
        """Count a value that is no country; where nothing says what it then means, it is wrong."""
        key = f"{label}, {read.target}: {value}"
        self.unconverted[key] += 1
        rule = read.rule
        says_nothing = rule.convert is Conversion.COUNTRY and rule.otherwise is None
        if says_nothing and self.unconverted[key] == 1:
            problem = Problem("not-a-country", values={"value": value, "scheme": rule.scheme})
            self.no_countries.append(grid.at(problem, row.number, read.index))

    def _made_once(self, read: _Read, value: str) -> _Made:
        """What a rule makes of a value; tables say the same thing many times."""
        known = self._known.setdefault((id(read.rule), read.target), {})
        if value not in known:
            try:
                known[value] = self._made(read.rule, read.target, value)
            except OverBudgetError as error:
                raise DossierError([Problem(error.code, read.place, error.values)]) from None
        return known[value]

    def _made(self, rule: Rule, target: str, value: str) -> _Made:
        if rule.pattern:
            value = self._patterns.kept(rule.pattern, value)
        for expression, replacement in rule.replace:
            value = self._patterns.replaced(expression, replacement, value)
        if value in rule.words:
            return _Made(rule.words[value])
        if value in self._empty or value in self._sentinels or not value:
            return _Made("")
        if rule.convert is None or rule.scheme is None:
            return _Made(value if rule.otherwise is None else rule.otherwise)
        code = country_code(value, rule.scheme)
        if code is None:
            kept = "" if rule.convert is Conversion.COUNTRY else value
            return _Made(rule.otherwise if rule.otherwise is not None else kept, is_no_country=True)
        if rule.convert is Conversion.COUNTRY:
            return _Made(code)
        return _Made(country_name(code, target.rpartition("_")[2]))

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
        for target, rule in table.columns.items():
            column = target_column(sheet, target)
            if column and (tables := tables_named(column, sheet)):
                named[target] = (rule.table,) if rule.table else tables
        numbers = {title: n for n, title in zip(grid.columns, grid.titles, strict=True)}
        ours: list[Row] = []
        made = Grid(
            grid.name,
            grid.file,
            tuple(targets),
            tuple(numbers.get(table.columns[t].column or "", 0) for t in targets),
            ours,
            grid.title_row,
            grid.in_workbook,
            merge=table.merge or table.yields,
            yields=table.yields,
            called=_label(table),
            source=table.source,
        )
        ours += [self._row(made, number, values, named) for number, values in rows]
        return made

    def _row(
        self,
        made: Grid,
        number: int,
        values: Mapping[str, str],
        named: Mapping[str, tuple[str, ...]],
    ) -> Row:
        """A row of ours; one that names what several tables hold is not understood."""
        cells: list[str | None] = []
        for index, target in enumerate(made.titles):
            try:
                cells.append(self._id(values.get(target), named.get(target)))
            except _AmbiguousError as error:
                tables = ", ".join(error.tables)
                said = {"id": error.item, "tables": tables, "field": target}
                problem = Problem("ambiguous-id", values=said)
                return Row(number, (), made.at(problem, number, index))
        return Row(number, tuple(cells))

    def _id(self, value: str | None, tables: tuple[str, ...] | None) -> str | None:
        """Our id for one of theirs; what is nobody's stays as it is, to be found out later."""
        if value is None or tables is None:
            return value
        parts = [part.strip() for part in value.split(LIST_SEPARATOR)]
        return f"{LIST_SEPARATOR} ".join(self._one_id(part, tables) for part in parts)

    def _one_id(self, part: str, tables: tuple[str, ...]) -> str:
        holding = [table for table in tables if (table, part) in self._slugs]
        if len(holding) > 1:
            raise _AmbiguousError(part, holding)
        return self._slugs[holding[0], part] if holding else self._nobodys(part)

    def _nobodys(self, part: str) -> str:
        """An id that is none of theirs; where one of ours happens to be spelt so, it is marked."""
        return f"{part} ?" if part in self._ours_alone else part


def _label(table: MappedTable) -> str:
    return f"{table.file} → {table.records}"


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell)
