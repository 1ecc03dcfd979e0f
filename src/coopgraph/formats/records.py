"""Rows of tables as the nested data of a dossier, and the row that each part comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from coopgraph.errors import Loc, Problem
from coopgraph.formats.grid import Cell, Grid, Row
from coopgraph.formats.rows import FIELDS
from coopgraph.formats.sheets import LIST_SEPARATOR, SHEETS, Column, Holds, Sheet
from coopgraph.formats.titles import columns_by_title
from coopgraph.likeness import Known
from coopgraph.progress import watched
from coopgraph.salvage import Entry
from coopgraph.vocabulary import Relation

__all__ = ["Records"]

_SPACES: Final = " \t\r\n\xa0\u202f\ufeff"


class Records:
    """The nested data that tables spell, as YAML would give it, and where each value stands.

    Parameters
    ----------
    grids
        The tables with what each holds; several may hold the same kind of record.
    lenient
        Whether rows that are the same are one rather than a problem.
    start
        Data of a dossier to begin with.
    """

    def __init__(
        self,
        grids: Sequence[tuple[Sheet, Grid]],
        *,
        lenient: bool = False,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self.data: dict[str, Any] = dict(start or {})
        self.problems: list[Problem] = []
        self.entries: list[Entry] = []
        self._lenient = lenient
        self._evidence: dict[str, dict[str, Any]] = {}
        self._records: dict[str, tuple[Loc, dict[str, Any]]] = {}
        self._known: dict[str, Known] = {}
        self._close: dict[tuple[str, str], str | None] = {}
        self._first: dict[tuple[Any, ...], tuple[str, dict[str, Any]]] = {}
        self._rows: dict[Loc, tuple[Grid, Row, Mapping[str, int]]] = {}
        self.passed_over: Mapping[str, int] = {}
        self.sentinels: Mapping[str, int] = {}
        for section, entries in (start or {}).items():
            self._begin_with(section, entries)
        order = list(SHEETS)
        for sheet, grid in sorted(grids, key=lambda pair: order.index(pair[0].name)):
            self._read(sheet, grid)

    def _begin_with(self, section: str, entries: Any) -> None:
        for n, entry in enumerate(entries if isinstance(entries, list) else ()):
            self.entries.append(Entry(section, (section, n)))
            if isinstance(entry, dict) and "id" in entry:
                self._records.setdefault(str(entry["id"]), ((section, n), entry))

    def _read(self, sheet: Sheet, grid: Grid) -> None:
        columns = columns_by_title(sheet, grid)
        self.problems += columns.problems
        for row in watched(grid.rows, "progress-rows", len(grid.rows)):
            entry, problems = _entry(columns.named, row)
            self.problems += [self._at(grid, row, columns.where, problem) for problem in problems]
            self._file(sheet, grid, row, columns.where, entry)

    def _at(
        self, grid: Grid, row: Row, where: Mapping[str, int], problem: Problem, name: str = ""
    ) -> Problem:
        name = name or str(problem.place[0] if problem.place else "")
        return grid.at(problem, row.number, where.get(name))

    def _file(
        self,
        sheet: Sheet,
        grid: Grid,
        row: Row,
        where: Mapping[str, int],
        entry: dict[str, Any],
    ) -> None:
        """Put what a row says where it belongs in the data."""
        if sheet.name == "evidence":
            self._file_evidence(grid, row, where, entry)
            return
        earlier = self._first.get(key := _key(sheet, entry))
        one = self._lenient or grid.merge
        if earlier and one and (grid.yields or _agree(earlier[1], entry)):
            if not grid.yields:
                _add_to(earlier[1], entry)
            problem = Problem("row-repeated", values={"row": earlier[0]})
            found = grid.at(problem, row.number, None)
            self.entries.append(Entry(grid.label, (), found))
            return
        evidence = self._evidence_of(grid, row, where, entry)
        if grid.source:
            evidence.append({"source": grid.source, "locator": grid.row_label(row.number)})
        if evidence:
            entry["evidence"] = evidence
        if sheet.name == "dossier":
            place: Loc | Problem = ()
            self.data |= entry
        elif not sheet.owners:
            entries = self.data.setdefault(sheet.name, [])
            place = (sheet.name, len(entries))
            entries.append(entry)
        else:
            place = self._placed(sheet, entry)
        if isinstance(place, Problem):
            found = self._at(grid, row, where, place)
            self.problems.append(found)
            self.entries.append(Entry(grid.label, (), found))
            return
        self.entries.append(Entry(grid.label, place))
        self._rows[place] = (grid, row, where)
        self._first.setdefault(key, (grid.row_label(row.number), entry))
        if "id" in entry:
            self._records.setdefault(str(entry["id"]), (place, entry))

    def _file_evidence(
        self, grid: Grid, row: Row, where: Mapping[str, int], entry: dict[str, Any]
    ) -> None:
        reference = str(entry.pop("reference", ""))
        if not reference or reference in self._evidence:
            code = "duplicate-reference" if reference else "missing-field"
            values = {"id": reference, "field": "reference"}
            self.problems.append(
                self._at(grid, row, where, Problem(code, values=values), "reference")
            )
            return
        self._evidence[reference] = entry
        # Where it is used, evidence stands in a list, of which this is the place.
        self._rows["evidence", reference] = (grid, row, where)

    def _evidence_of(
        self, grid: Grid, row: Row, where: Mapping[str, int], entry: dict[str, Any]
    ) -> list[dict[str, Any]]:
        references = _listed(entry.pop("evidence", None))
        evidence = []
        for reference in references:
            if reference in self._evidence:
                evidence.append(self._evidence[reference])
            elif reference in self._records and self._records[reference][0][0] == "sources":
                evidence.append({"source": reference})
            else:
                close = Known(self._evidence).close(reference, 1)
                suggestion = close[0] if close else None
                problem = Problem("unknown-reference", ("evidence",), {"id": reference}, suggestion)
                self.problems.append(self._at(grid, row, where, problem))
        return evidence

    def _placed(self, sheet: Sheet, entry: dict[str, Any]) -> Loc | Problem:
        """Put an entry into its owner, as far as the owner is there."""
        owner = entry.pop(sheet.owner, None)
        if owner is None:
            return Problem("missing-field", (sheet.owner,), {"field": sheet.owner})
        found = self._records.get(str(owner))
        if found is None or not self._may_own(sheet, found[0]):
            suggestion = self._close_owner(sheet, str(owner))
            return Problem("unknown-id", (sheet.owner,), {"id": owner}, suggestion)
        place, record = found
        field = FIELDS.get(sheet.name) or str(entry.pop("relation", ""))
        if sheet.name == "links":
            model = SHEETS[_section(place)].model
            if field not in model.model_fields or field not in set(Relation):
                code = "wrong-relation" if field else "missing-field"
                return Problem(code, ("relation",), {"field": field or "relation", "id": owner})
            if tuple not in _outer(model.model_fields[field].annotation):
                if field in record:
                    return Problem("repeated-single", ("relation",), {"field": field, "id": owner})
                record[field] = entry
                return (*place, field)
        entries = record.setdefault(field, [])
        entries.append(entry)
        return (*place, field, len(entries) - 1)

    def _close_owner(self, sheet: Sheet, owner: str) -> str | None:
        """The id that is meant by one that is none; owners stand before what they own."""
        if sheet.name not in self._known:
            places = self._records.items()
            self._known[sheet.name] = Known(i for i, (p, _) in places if self._may_own(sheet, p))
        if (sheet.name, owner) not in self._close:  # many rows may miss the same owner
            close = self._known[sheet.name].close(owner, 1)
            self._close[sheet.name, owner] = close[0] if close else None
        return self._close[sheet.name, owner]

    @staticmethod
    def _may_own(sheet: Sheet, place: Loc) -> bool:
        return _section(place) in sheet.owners

    def located(self, problem: Problem) -> Problem:
        """The problem with the cell that it is about."""
        code, values = problem.code, dict(problem.values)
        if problem.related is not None:
            related = self._cell_of(Problem("", (*problem.related, "id")))
            where = related.where.replace("\\", "/").rpartition("/")[2]  # the name is enough
            code, values["cell"] = f"{code}-cell", where
        return self._cell_of(replace(problem, code=code, values=values))

    def _cell_of(self, problem: Problem) -> Problem:
        place = problem.place
        for depth in range(len(place), -1, -1):
            if place[:depth] in self._rows:
                grid, row, where = self._rows[place[:depth]]
                missing = problem.code.startswith("missing")
                rest = place[depth:] or ((str(problem.values["field"]),) if missing else ())
                return grid.at(problem, row.number, _column_at(rest, where))
        return problem


def _section(place: Loc) -> str:
    """The table of the record at a place."""
    return next(str(part) for part in reversed(place) if isinstance(part, str))


def _outer(annotation: Any) -> set[Any]:
    return {
        getattr(part, "__origin__", part)
        for part in (annotation, *getattr(annotation, "__args__", ()))
    }


def _column_at(rest: Loc, where: Mapping[str, int]) -> int | None:
    """The column that says what stands at a place in a record."""
    names = [str(part) for part in rest]
    stem = {"dates": "date"}.get(names[0], names[0]) if names else ""
    candidates = [
        "_".join([stem, *names[1:2]]),
        ".".join(names[:2]),
        stem,
        "span_to" if names[1:] == ["1"] else "span_from" if stem == "span" else "",
    ]
    said = [name for name in where if stem and name.startswith(f"{stem}_")]
    return next((where[name] for name in (*candidates, *said[:1]) if name in where), None)


def _key(sheet: Sheet, entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two rows of a table say something of the same thing."""
    match sheet.name:
        case "parties" | "participants":
            names = [sheet.owner, "institution", "role"]
        case "links":
            names = ["item", "relation", "to"]
        case _ if "id" in entry:
            names = ["id"]
        case _:
            return (sheet.name, repr(sorted(entry.items(), key=lambda pair: pair[0])))
    return (sheet.name, *(str(entry.get(name)) for name in names))


def _agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two entries contradict each other nowhere; evidence never does."""
    return all(
        _agree(one[field], value)
        if isinstance(value, Mapping) and isinstance(one[field], Mapping)
        else one[field] == value
        for field, value in other.items()
        if field in one and field != "evidence"
    )


def _add_to(one: dict[str, Any], other: Mapping[str, Any]) -> None:
    for field, value in other.items():
        if isinstance(value, Mapping) and isinstance(one.get(field), dict):
            _add_to(one[field], value)
        elif field not in {"evidence", "relation", "item", "agreement", "activity"}:
            one.setdefault(field, value)


def _entry(
    named: Sequence[tuple[int, Column, str]], row: Row
) -> tuple[dict[str, Any], list[Problem]]:
    """What a row says, field by field, and what is wrong with its cells."""
    entry: dict[str, Any] = {}
    problems: list[Problem] = []
    for index, column, part in named:
        cell = row.cells[index] if index < len(row.cells) else None
        value = _value(cell, column)
        if value is None:
            continue
        if column.holds is Holds.TEXT:
            said = entry.get(column.name)
            if said is not None and (not part or isinstance(said, str)):
                name = f"{column.name}_{part}" if part else column.name
                problems.append(Problem("text-twice", (name,), {"field": column.name}))
            elif part:
                entry.setdefault(column.name, {})[part] = value
            else:
                entry[column.name] = value
        elif part:
            entry.setdefault(column.name, {})[part] = value
        elif column.holds is Holds.IDS:
            entry[column.name] = _listed(value)
        elif len(column.path) == 2 and isinstance(column.path[1], str):  # noqa: PLR2004
            entry.setdefault(str(column.path[0]), {})[column.path[1]] = value
        elif len(column.path) == 2:  # noqa: PLR2004
            entry.setdefault("span", [None, None])[int(column.path[1])] = value
        else:
            entry[column.name] = value
    return entry, problems


def _value(cell: Cell, column: Column) -> Any:
    """What a cell says, as YAML would give it; ``None`` if it is empty."""
    if isinstance(cell, str):
        cell = cell.strip(_SPACES)
        if not cell:
            return None
    match column.holds:
        case Holds.NUMBER:
            return _number(cell)
        case Holds.DATE:
            return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        case Holds.WORD:
            return column.word(cell) if isinstance(cell, str) else cell
    return _text(cell)


def _text(cell: Cell) -> Cell:
    """A number or a date in a column of texts is a text that looks like one."""
    match cell:
        case bool() | None | str():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case date():
            return cell.isoformat()
    return str(cell)


def _number(cell: Cell) -> Cell:
    """A number as people write it, in France too: "1 000", "2,0"."""
    if isinstance(cell, str):
        plain = "".join(c for c in cell if c not in _SPACES).replace(",", ".")
        try:
            cell = float(plain)
        except ValueError:
            return cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def _listed(value: Any) -> list[str]:
    parts = str(value).split(LIST_SEPARATOR) if value is not None else []
    return [part.strip(_SPACES) for part in parts if part.strip(_SPACES)]
