"""Rows of tables as the nested data of a dossier, with the row that each part comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, NamedTuple

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph._base.fuzzy import Known, guess_among
from coopgraph._base.progress import tracked
from coopgraph.io.parsed import ParsedFile
from coopgraph.io.salvage import Entry
from coopgraph.io.tables.cell_addresses import Grid, Row
from coopgraph.io.tables.cells import entry_of, readings_of, split_list
from coopgraph.io.tables.sheets import SHEETS, Column, Sheet
from coopgraph.io.tables.titles import ReadColumns, columns_by_title

__all__ = ["TableRecords", "records_of_sheets"]

_Data = dict[str, Any]


def records_of_sheets(
    grids: Sequence[tuple[Sheet, Grid]],
    problems: Sequence[Problem],
    expected: Sequence[str],
    *,
    file: str,
    lenient: bool,
) -> "TableRecords":
    """Return the records in the tables of a folder or workbook.

    Problems are raised, also that there is no table with an expected name; if ``lenient``, they are
    kept with the records of the tables that can be read.
    """
    if not grids and not problems:
        values = {"known": ", ".join(expected)}
        problems = [Problem("no-tables", values=values, file=file)]
    if problems and not (lenient and grids):
        raise DossierError(problems)
    records = TableRecords(grids, lenient=lenient)
    records.problems += problems
    return records


class _Origin(NamedTuple):
    """The row that something comes from, its table, and the columns that it has there."""

    sheet: Sheet
    grid: Grid
    row: Row
    columns: ReadColumns

    def at(self, problem: Problem, title: str | None = None) -> Problem:
        """Place a problem at a cell of the row: that of a title, else of the problem's place."""
        title = title or str(problem.place[0] if problem.place else "")
        index = self.columns[title][0] if title in self.columns else None
        return self.grid.at(problem, self.row.number, index)

    @property
    def label(self) -> str:
        return self.grid.row_label(self.row.number)


@dataclass(frozen=True, slots=True)
class _First:
    """The first row about something: its label, its place in the data, and its record."""

    row: str
    place: Loc
    entry: _Data


class TableRecords(ParsedFile):
    """The data that tables hold, in the form that YAML gives it.

    Parameters
    ----------
    grids
        The tables with the sheet that each is; several may be the same sheet.
    lenient
        Whether repeated rows are merged rather than problems.
    start
        Data of a dossier to start from.
    """

    def __init__(
        self,
        grids: Sequence[tuple[Sheet, Grid]],
        *,
        lenient: bool = False,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.data: _Data = dict(start or {})
        self._lenient = lenient
        self._evidence: dict[str, _Data] = {}
        self._records: dict[str, tuple[Loc, _Data]] = {}
        self._unused: dict[str, _Origin] = {}
        self._owners = cache(self._owners_of)
        self._guess_owner = cache(lambda name, owner: guess_among(owner, self._owners(name)))
        self._first: dict[tuple[Any, ...], _First] = {}
        self._origins: dict[Loc, tuple[_Origin, int]] = {}  # and how deep the record itself is
        for section, entries in self.data.items():
            for n, entry in enumerate(entries if isinstance(entries, list) else ()):
                self._entries.append(Entry(section, (section, n)))
                if isinstance(entry, dict) and "id" in entry:
                    self._records.setdefault(str(entry["id"]), ((section, n), entry))
        order = list(SHEETS)
        for sheet, grid in sorted(grids, key=lambda pair: order.index(pair[0].name)):
            self._read(sheet, grid)
        self._report_unused_evidence()

    def _report_unused_evidence(self) -> None:
        rejected = {}
        for reference, origin in self._unused.items():
            found = origin.at(Problem("unused-evidence", values={"id": reference}))
            self.problems.append(found)
            rejected["evidence", reference] = found
        self._entries = [
            Entry(e.table, (), rejected[e.place]) if e.place in rejected else e
            for e in self._entries
        ]

    def _read(self, sheet: Sheet, grid: Grid) -> None:
        columns, problems = columns_by_title(sheet, grid)
        self.problems += problems
        for row in tracked(grid.rows, "progress-rows", len(grid.rows)):
            origin = _Origin(sheet, grid, row, columns)
            if row.problem:
                self._reject(origin, row.problem)
                continue
            entry, problems = entry_of(columns, row)
            self.problems += map(origin.at, problems)
            if sheet.name == "evidence":
                self._add_evidence(origin, entry)
            else:
                self._add(sheet, origin, entry)

    def _add(self, sheet: Sheet, origin: _Origin, entry: _Data) -> None:
        """Add the record of a row to the data, or merge it with an earlier one."""
        evidence = self._evidence_of(origin, entry)
        if origin.grid.source and "evidence" in sheet.model.model_fields:
            evidence.append({"source": origin.grid.source, "locator": origin.label})
        if evidence:
            entry["evidence"] = evidence
        key = _key(sheet, entry)
        if self._is_merged(key, origin, entry):
            return
        place = self._place(sheet, entry)
        if isinstance(place, Problem):
            self._reject(origin, origin.at(place))
            return
        self._entries.append(Entry(origin.grid.label, place))
        self._origins[place] = origin, len(place)
        self._first.setdefault(key, _First(origin.label, place, entry))
        if "id" in entry:
            self._records.setdefault(str(entry["id"]), (place, entry))

    def _reject(self, origin: _Origin, problem: Problem) -> None:
        self.problems.append(problem)
        self._entries.append(Entry(origin.grid.label, (), problem))

    def _is_merged(self, key: tuple[Any, ...], origin: _Origin, entry: _Data) -> bool:
        """Whether a row repeats an earlier one, or adds to it, and was merged with it."""
        earlier, grid = self._first.get(key), origin.grid
        if earlier is None or not (self._lenient or grid.merge):
            return False
        if not grid.yields:
            placing = origin.sheet.placing
            fields = {name: value for name, value in entry.items() if name not in placing}
            if not _agree(earlier.entry, fields):
                return False
            for field in _add_to(earlier.entry, fields, keep_source=bool(grid.source)):
                self._origins[*earlier.place, field] = origin, len(earlier.place)
        problem = origin.at(Problem("row-repeated", values={"row": earlier.row}))
        self._entries.append(Entry(grid.label, (), problem))
        return True

    def _add_evidence(self, origin: _Origin, entry: _Data) -> None:
        reference = str(entry.pop("reference", ""))
        if not reference or reference in self._evidence:
            code = "duplicate-reference" if reference else "missing-field"
            values = {"id": reference, "field": "reference"}
            self.problems.append(origin.at(Problem(code, values=values), "reference"))
            return
        self._evidence[reference] = entry
        self._entries.append(Entry(origin.grid.label, ("evidence", reference)))
        self._unused[reference] = origin

    def _evidence_of(self, origin: _Origin, entry: _Data) -> list[_Data]:
        """Return the evidence that a row refers to: rows of the evidence table, or sources."""
        evidence = []
        for reference in split_list(entry.pop("evidence", None)):
            if reference in self._evidence:
                evidence.append(self._evidence[reference])
                self._unused.pop(reference, None)
            elif reference in self._records and self._records[reference][0][0] == "sources":
                evidence.append({"source": reference})
            else:
                guess = guess_among(reference, Known(self._evidence))
                problem = Problem("unknown-reference", ("evidence",), {"id": reference}, *guess)
                self.problems.append(origin.at(problem))
        return evidence

    def _place(self, sheet: Sheet, entry: _Data) -> Loc | Problem:
        """Put a record into its section or its owner; return its place, or why it has none."""
        if sheet.name == "dossier":
            second = any(name == "dossier" for name, *_ in self._first)
            self.data |= {} if second else entry
            return Problem("one-row") if second else ()
        if not sheet.owners:
            return _append(self.data, (), sheet.name, entry)
        return self._place_at_owner(sheet, entry)

    def _place_at_owner(self, sheet: Sheet, entry: _Data) -> Loc | Problem:
        owner = entry.pop(sheet.owner, None)
        if owner is None:
            return Problem("missing-field", (sheet.owner,), {"field": sheet.owner})
        found = self._records.get(str(owner))
        if found is None or _section(found[0]) not in sheet.owners:
            guess = self._guess_owner(sheet.name, str(owner))
            return Problem("unknown-id", (sheet.owner,), {"id": owner}, *guess)
        if sheet.chooser:
            return _place_by_choice(sheet.chooser, owner, *found, entry)
        return _append(found[1], found[0], sheet.field, entry)

    def _owners_of(self, name: str) -> Known:
        """Return the ids that may own rows of a sheet, once they have all been read."""
        owners = SHEETS[name].owners
        return Known(i for i, (place, _) in self._records.items() if _section(place) in owners)

    def located(self, problem: Problem) -> Problem:
        """Return a problem of the data with its cell."""
        code, values = problem.code, dict(problem.values)
        if problem.related is not None:
            related = self._at_cell(Problem("", (*problem.related, "id")))
            where = related.where.replace("\\", "/").rpartition("/")[2]  # without the folder
            code, values["cell"] = f"{code}-cell", where
        return self._at_cell(replace(problem, code=code, values=values))

    def _at_cell(self, problem: Problem) -> Problem:
        place = problem.place
        for depth in range(len(place), -1, -1):
            if place[:depth] in self._origins:
                origin, record_depth = self._origins[place[:depth]]
                rest = place[record_depth:]
                if problem.code.startswith("missing"):
                    rest = (*rest, str(problem.values["field"]))
                    problem = _named(problem, rest, origin.sheet)
                elif problem.code in _NO_NUMBER:
                    problem = _with_readings(problem)
                return origin.at(problem, _title_at([str(part) for part in rest], origin.columns))
        return problem


def _place_by_choice(
    chooser: Column, owner: Any, place: Loc, record: _Data, entry: _Data
) -> Loc | Problem:
    """Put a record into the field of its owner that one of its own columns names."""
    field = str(entry.pop(chooser.name, ""))
    fields = SHEETS[_section(place)].model.model_fields
    values = {"field": field or chooser.name, "id": owner}
    if field not in fields or field not in chooser.words:
        values["known"] = ", ".join(sorted(chooser.words))
        code = f"wrong-{chooser.name.replace('_', '-')}" if field else "missing-field"
        return Problem(code, (chooser.name,), values)
    if tuple in _outer_types(fields[field].annotation):
        return _append(record, place, field, entry)
    if field in record:
        return Problem("repeated-single", (chooser.name,), values)
    record[field] = entry
    return (*place, field)


def _append(record: _Data, place: Loc, field: str, entry: _Data) -> Loc:
    entries = record.setdefault(field, [])
    if not isinstance(entries, list):  # a plain number of parties, from a cell of the owner
        entries = record[field] = [entries]
    entries.append(entry)
    return (*place, field, len(entries) - 1)


def _section(place: Loc) -> str:
    """Return the table of the record at a place."""
    return next(str(part) for part in reversed(place) if isinstance(part, str))


def _outer_types(annotation: Any) -> set[Any]:
    return {
        getattr(part, "__origin__", part)
        for part in (annotation, *getattr(annotation, "__args__", ()))
    }


def _named(problem: Problem, place: Loc, sheet: Sheet) -> Problem:
    """Return the problem of a value that is missing at a place in a record, by its column."""
    titles = {column.path: column.name for column in sheet.columns}
    values = {**problem.values, "field": titles.get(place, place[-1])}
    return replace(problem, values=values)


#: The codes of what is no number.
_NO_NUMBER: Final = {"wrong-type-number", "wrong-type-decimal"}


def _with_readings(problem: Problem) -> Problem:
    """Return the problem of a text that is no number, with both if it may be two."""
    readings = readings_of(str(problem.values.get("value", "")))
    if not readings:
        return problem
    return replace(problem, code="two-numbers", values={**problem.values, **readings})


def _title_at(place: Sequence[str], columns: ReadColumns) -> str | None:
    """Return the field title of the cell that holds the value at a place in a record."""
    if not place:
        return None
    stem = place[0]
    paths = {tuple(map(str, column.path)): title for title, (_, column, _) in columns.items()}
    languages = [title for title in columns if title.startswith(f"{stem}_")]
    beside = [title for path, title in paths.items() if path[:1] == (stem,)]
    titles = [
        paths.get(tuple(place[:2])),
        *("_".join(place[:2]), ".".join(place[:2])),
        paths.get((stem,)),
        stem,
        *languages[:1],
        *beside[:1],
    ]
    return next((title for title in titles if title in columns), None)


def _key(sheet: Sheet, entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what two rows of a table have in common if they are about the same thing."""
    match sheet.name:
        case "parties" | "participants":
            names = [sheet.owner, "institution", "role"]
        case "links":
            names = [*sheet.placing, "to"]
        case _ if "id" in entry:
            names = [*filter(None, [sheet.owner]), "id"]
        case _:
            return (sheet.name, repr(sorted(entry.items(), key=lambda pair: pair[0])))
    return (sheet.name, *(str(entry.get(name)) for name in names))


def _agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two records contradict each other nowhere; evidence never does."""
    return all(
        _agree(one[field], value)
        if isinstance(value, Mapping) and isinstance(one[field], Mapping)
        else one[field] == value
        for field, value in other.items()
        if field in one and field != "evidence"
    )


def _add_to(one: _Data, other: Mapping[str, Any], *, keep_source: bool) -> list[str]:
    """Add to a record the fields that another has beyond it, and return them.

    Evidence is joined, unless the table is a source itself (``keep_source``): then the first row
    is cited alone.
    """
    added = []
    for field, value in other.items():
        if field == "evidence":
            known = one.get(field, [])
            new = [] if keep_source and known else [e for e in value if e not in known]
            if new:
                one[field] = [*known, *new]
        elif isinstance(value, Mapping) and isinstance(one.get(field), dict):
            if _add_to(one[field], value, keep_source=keep_source):
                added.append(field)
        elif field not in one:
            one[field] = value
            added.append(field)
    return added
