"""Rows of foreign tables translated into rows of a dossier's tables, as a mapping says."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph._base.progress import tracked
from coopgraph.io.mapping.patterns import LimitError, Patterns
from coopgraph.io.mapping.schema import Conversion, MappedTable, MappingFile, Rule
from coopgraph.io.tables.cell_addresses import Cell, Grid, Row
from coopgraph.io.tables.sheets import LIST_SEPARATOR, SHEETS, Column, Holds, Sheet
from coopgraph.io.tables.titles import column_of, field_title
from coopgraph.words.codes import country_code, country_name, unique_slugs

__all__ = ["Translator", "tables_named", "target_column"]


def target_column(sheet: Sheet, target: str) -> Column | None:
    """Return the column that a field title names, language or scheme included; or ``None``."""
    found = column_of(sheet, target)
    return found[0] if found and field_title(*found) == target else None


def tables_named(column: Column, sheet: Sheet) -> tuple[str, ...]:
    """Return the tables whose ids the cells of a column hold; none if they hold no ids."""
    return (column.names or (sheet.name,)) if column.holds in {Holds.ID, Holds.IDS} else ()


#: Records that one row may be split into, and all rows of all tables together.
_MAX_RECORDS_OF_A_ROW: Final = 1_000
_RECORDS_IN_ALL: Final = 2_000_000

#: The values of a row by field title, with the number of the row.
_NumberedRow = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Target:
    """A field that is filled: its title, its rule, and the index of the cell that it reads."""

    title: str
    rule: Rule
    place: Loc
    """Where the rule stands in the mapping file."""
    index: int | None
    tables: tuple[str, ...]
    """The tables whose ids its cells hold."""
    is_list: bool


class _Result(NamedTuple):
    """The result of a rule, and whether the value should name a country and does not."""

    text: str
    is_invalid_country: bool = False


class Translator:
    """Translates the rows of foreign tables, given by their number in the mapping.

    It counts rows and values as :class:`coopgraph.io.parsed.ParsedFile` does; ``invalid_countries`` has a
    problem for each value that should name a country, where the rule has no default.
    """

    def __init__(self, plan: MappingFile, grids: Mapping[int, Grid]) -> None:
        self._plan, self._grids = plan, grids
        self._empty, self._sentinels = frozenset(plan.empty), frozenset(plan.sentinels)
        self.passed_over: Counter[str] = Counter()
        self.sentinels: Counter[str] = Counter()
        self.unconverted: Counter[str] = Counter()
        self.invalid_countries: list[Problem] = []
        self._patterns = Patterns()
        self._count = 0
        self._results: dict[tuple[Loc, str], _Result] = {}
        self._slugs: dict[tuple[str, str], str] = {}
        self._new_ids: frozenset[str] = frozenset()

    def tables(self) -> list[tuple[Sheet, Grid]]:
        """Return the translated tables; their cells keep the positions that they come from.

        Raises
        ------
        DossierError
            When a rule exceeds a limit, at the place of the rule in the mapping file.
        """
        numbers = range(len(self._plan.tables))
        targets = [list(self._targets(number)) for number in numbers]
        rows = [self._rows(number, targets[number]) for number in numbers]
        self._make_slugs(rows)
        return [
            (SHEETS[table.records], self._grid(table, self._grids[n], targets[n], rows[n]))
            for n, table in enumerate(self._plan.tables)
        ]

    def _targets(self, number: int) -> Iterator[_Target]:
        table, titles = self._plan.tables[number], self._grids[number].titles
        sheet = SHEETS[table.records]
        for title, rule in table.columns.items():
            column = target_column(sheet, title)
            tables = tables_named(column, sheet) if column else ()
            if rule.table and tables:
                tables = (rule.table,)
            place = ("tables", number, "columns", title)
            index = titles.index(rule.column) if rule.column in titles else None
            is_list = column is not None and column.holds is Holds.IDS
            yield _Target(title, rule, place, index, tables, is_list)

    def _rows(self, number: int, targets: Sequence[_Target]) -> list[_NumberedRow]:
        """Return the values of each row by field title."""
        table, grid = self._plan.tables[number], self._grids[number]
        label = _label(table)
        rows = []
        for row in tracked(grid.rows, "progress-rows", len(grid.rows)):
            for values in self._values(targets, row, grid, label):
                if table.only_with and table.only_with not in values:
                    self.passed_over[label] += 1
                else:
                    rows.append((row.number, values))
            if self._count + len(rows) > _RECORDS_IN_ALL:
                limit = {"limit": _RECORDS_IN_ALL}
                raise DossierError([Problem("many-records", ("tables", number), limit)])
        self._count += len(rows)
        return rows

    def _values(
        self, targets: Sequence[_Target], row: Row, grid: Grid, label: str
    ) -> list[dict[str, str]]:
        """Return the values of a row, once for each combination of the values in split cells.

        Fields that split the same cell in the same way are split together.
        """
        groups: dict[Any, list[_Target]] = {}
        for target in targets:
            alone = target.rule.split is None or target.is_list
            key = target.title if alone else (target.index, target.rule.split)
            groups.setdefault(key, []).append(target)
        choices: list[list[dict[str, str]]] = []
        for group in groups.values():
            columns = [self._parts(target, row, grid, label) for target in group]
            if group[0].is_list:
                columns = [[LIST_SEPARATOR.join(filter(None, columns[0])) or None]]
            found = [
                {target.title: value for target, value in zip(group, values, strict=True) if value}
                for values in zip(*columns, strict=True)
            ]
            choices.append([values for values in found if values] or [{}])
            count = math.prod(map(len, choices))
            if count > _MAX_RECORDS_OF_A_ROW:
                values = {"row": grid.row_label(row.number), "limit": _MAX_RECORDS_OF_A_ROW}
                problem = Problem(
                    "many-records-of-a-row", group[0].place, {**values, "count": count}
                )
                raise DossierError([problem])
        return [
            {title: value for part in parts for title, value in part.items()}
            for parts in itertools.product(*choices)
        ]

    def _parts(self, target: _Target, row: Row, grid: Grid, label: str) -> list[str | None]:
        """Return the results of a rule for each part of its cell; ``None`` where there is none."""
        rule = target.rule
        if rule.constant is not None:
            return [rule.constant]
        text = _plain(None if target.index is None else row.cell(target.index))
        found: list[str | None] = []
        for part in text.split(rule.split) if rule.split else [text]:
            value = part.strip()
            result = _Result("")
            if value in self._sentinels:
                self.sentinels[f"{label}, {target.title}: {value}"] += 1
            elif value not in self._empty or value in rule.words:
                result = self._result(target, value)
            if result.is_invalid_country:
                key = f"{label}, {target.title}: {value}"
                self.unconverted[key] += 1
                is_lost = rule.convert is Conversion.COUNTRY and rule.otherwise is None
                if is_lost and self.unconverted[key] == 1:
                    values = {"value": value, "scheme": rule.scheme}
                    problem = Problem("not-a-country", values=values)
                    self.invalid_countries.append(grid.at(problem, row.number, target.index))
            found.append(result.text or rule.otherwise or None)
        return found

    def _result(self, target: _Target, value: str) -> _Result:
        """Apply a rule to a value, once for each value: tables repeat them."""
        key = target.place, value
        if key not in self._results:
            try:
                self._results[key] = self._apply(target.rule, target.title, value)
            except LimitError as error:
                raise DossierError([Problem(error.code, target.place, error.values)]) from None
        return self._results[key]

    def _apply(self, rule: Rule, title: str, value: str) -> _Result:
        if rule.pattern:
            value = self._patterns.extract(rule.pattern, value)
        for expression, replacement in rule.replace:
            value = self._patterns.replace(expression, replacement, value)
        if value in rule.words:
            return _Result(rule.words[value])
        if not value or value in self._empty or value in self._sentinels:
            return _Result("")
        if rule.convert is None or rule.scheme is None:
            return _Result(value if rule.otherwise is None else rule.otherwise)
        code = country_code(value, rule.scheme)
        if code is None:
            kept = "" if rule.convert is Conversion.COUNTRY else value
            default = kept if rule.otherwise is None else rule.otherwise
            return _Result(default, is_invalid_country=True)
        if rule.convert is Conversion.COUNTRY:
            return _Result(code)
        return _Result(country_name(code, title.rpartition("_")[2]))

    def _make_slugs(self, rows: Sequence[Sequence[_NumberedRow]]) -> None:
        """Make a slug for each foreign id; ids that would have the same slug are numbered."""
        taken = {
            str(entry["id"])
            for entries in self._plan.records.values()
            for entry in entries
            if isinstance(entry, Mapping) and "id" in entry
        }
        foreign = {
            (table.records, values["id"])
            for table, numbered in zip(self._plan.tables, rows, strict=True)
            for _, values in numbered
            if "id" in values and values["id"] not in taken
        }
        self._slugs = unique_slugs(foreign, taken)
        self._new_ids = frozenset(self._slugs.values()) - taken

    def _grid(
        self,
        table: MappedTable,
        grid: Grid,
        targets: Sequence[_Target],
        rows: Sequence[_NumberedRow],
    ) -> Grid:
        translated: list[Row] = []
        made = replace(
            grid,
            titles=tuple(target.title for target in targets),
            columns=tuple(0 if t.index is None else grid.columns[t.index] for t in targets),
            rows=translated,
            merge=table.merge or table.yields,
            yields=table.yields,
            called=_label(table),
            source=table.source,
        )
        translated += [self._row(made, targets, number, values) for number, values in rows]
        return made

    def _row(
        self, made: Grid, targets: Sequence[_Target], number: int, values: Mapping[str, str]
    ) -> Row:
        """Return a row with slugs for ids; a row with an ambiguous id has a problem instead."""
        cells: list[str | None] = []
        for index, target in enumerate(targets):
            value = values.get(target.title)
            if value is not None and target.tables:
                ids = []
                for part in map(str.strip, value.split(LIST_SEPARATOR)):
                    tables = [table for table in target.tables if (table, part) in self._slugs]
                    if len(tables) > 1:
                        said = {"id": part, "tables": ", ".join(tables), "field": target.title}
                        problem = made.at(Problem("ambiguous-id", values=said), number, index)
                        return Row(number, (), problem)
                    # An unknown id that happens to be a slug made here must not be taken for it.
                    unknown = f"{part} ?" if part in self._new_ids else part
                    ids.append(self._slugs[tables[0], part] if tables else unknown)
                value = f"{LIST_SEPARATOR} ".join(ids)
            cells.append(value)
        return Row(number, tuple(cells))


def _label(table: MappedTable) -> str:
    return f"{table.file} → {table.records}"


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell)
