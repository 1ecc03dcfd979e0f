"""Rows of tables as the nested data of a dossier, and the row that each part comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, get_origin

from coopgraph._base.errors import Loc, Problem
from coopgraph._base.fuzzy import Guess, Known, guess_among
from coopgraph._base.progress import watched
from coopgraph.io.salvage import Entry
from coopgraph.io.tables.cells import entry_of, listed
from coopgraph.io.tables.grid import Grid, Row
from coopgraph.io.tables.rows import FIELDS
from coopgraph.io.tables.sheets import LINKS, SHEETS, Sheet
from coopgraph.io.tables.titles import columns_by_title

__all__ = ["Records"]


@dataclass(frozen=True, slots=True)
class _First:
    """The first row on something: where it is, and what it became."""

    row: str
    place: Loc
    entry: dict[str, Any]


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
        self._unused: dict[str, tuple[Grid, Row]] = {}
        self._known: dict[str, Known] = {}
        self._close: dict[tuple[str, str], Guess] = {}
        self._first: dict[tuple[Any, ...], _First] = {}
        self._added: dict[Loc, tuple[Grid, Row, Mapping[str, int]]] = {}
        self._rows: dict[Loc, tuple[Grid, Row, Mapping[str, int]]] = {}
        self.passed_over: Mapping[str, int] = {}
        self.sentinels: Mapping[str, int] = {}
        self.unconverted: Mapping[str, int] = {}
        for section, entries in (start or {}).items():
            self._begin_with(section, entries)
        order = list(SHEETS)
        for sheet, grid in sorted(grids, key=lambda pair: order.index(pair[0].name)):
            self._read(sheet, grid)
        for reference, (grid, row) in self._unused.items():
            problem = Problem("unused-evidence", values={"id": reference})
            found = grid.at(problem, row.number, None)
            self.problems.append(found)
            place = ("evidence", reference)
            self.entries = [
                Entry(e.table, (), found) if e.place == place else e for e in self.entries
            ]

    def _begin_with(self, section: str, entries: Any) -> None:
        for n, entry in enumerate(entries if isinstance(entries, list) else ()):
            self.entries.append(Entry(section, (section, n)))
            if isinstance(entry, dict) and "id" in entry:
                self._records.setdefault(str(entry["id"]), ((section, n), entry))

    def _read(self, sheet: Sheet, grid: Grid) -> None:
        columns = columns_by_title(sheet, grid)
        self.problems += columns.problems
        for row in watched(grid.rows, "progress-rows", len(grid.rows)):
            if row.problem:
                self._reject(grid, row.problem)
                continue
            entry, problems = entry_of(columns.named, row)
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
        evidence = self._evidence_of(grid, row, where, entry)
        if grid.source:
            evidence.append({"source": grid.source, "locator": grid.row_label(row.number)})
        if evidence:
            entry["evidence"] = evidence
        key = _key(sheet, entry)
        if self._is_merged(key, grid, row, where, entry):
            return
        place = self._placed(sheet, entry)
        if isinstance(place, Problem):
            self._reject(grid, self._at(grid, row, where, place))
            return
        self.entries.append(Entry(grid.label, place))
        self._rows[place] = (grid, row, where)
        self._first.setdefault(key, _First(grid.row_label(row.number), place, entry))
        if "id" in entry:
            self._records.setdefault(str(entry["id"]), (place, entry))

    def _reject(self, grid: Grid, problem: Problem) -> None:
        self.problems.append(problem)
        self.entries.append(Entry(grid.label, (), problem))

    def _is_merged(
        self,
        key: tuple[Any, ...],
        grid: Grid,
        row: Row,
        where: Mapping[str, int],
        entry: dict[str, Any],
    ) -> bool:
        """Whether a row says what an earlier one says, or adds to it; then it is one with it."""
        earlier = self._first.get(key)
        if earlier is None or not (self._lenient or grid.merge):
            return False
        if not grid.yields:
            if not _agree(earlier.entry, entry):
                return False
            for field in _add_to(earlier.entry, entry, keep_source=bool(grid.source)):
                self._added[*earlier.place, field] = (grid, row, where)
        found = grid.at(Problem("row-repeated", values={"row": earlier.row}), row.number, None)
        self.entries.append(Entry(grid.label, (), found))
        return True

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
        self.entries.append(Entry(grid.label, ("evidence", reference)))
        self._unused[reference] = (grid, row)

    def _evidence_of(
        self, grid: Grid, row: Row, where: Mapping[str, int], entry: dict[str, Any]
    ) -> list[dict[str, Any]]:
        references = listed(entry.pop("evidence", None))
        evidence = []
        for reference in references:
            if reference in self._evidence:
                evidence.append(self._evidence[reference])
                self._unused.pop(reference, None)
            elif reference in self._records and self._records[reference][0][0] == "sources":
                evidence.append({"source": reference})
            else:
                meant = guess_among(reference, Known(self._evidence))
                problem = Problem("unknown-reference", ("evidence",), {"id": reference}, *meant)
                self.problems.append(self._at(grid, row, where, problem))
        return evidence

    def _placed(self, sheet: Sheet, entry: dict[str, Any]) -> Loc | Problem:
        """Put an entry where it belongs: into its list, or its owner, if that is there."""
        if sheet.name == "dossier":
            second = any(name == "dossier" for name, *_ in self._first)
            self.data |= {} if second else entry
            return Problem("one-row") if second else ()
        if not sheet.owners:
            entries = self.data.setdefault(sheet.name, [])
            entries.append(entry)
            return (sheet.name, len(entries) - 1)
        return self._placed_at_owner(sheet, entry)

    def _placed_at_owner(self, sheet: Sheet, entry: dict[str, Any]) -> Loc | Problem:
        owner = entry.pop(sheet.owner, None)
        if owner is None:
            return Problem("missing-field", (sheet.owner,), {"field": sheet.owner})
        found = self._records.get(str(owner))
        if found is None or not self._may_own(sheet, found[0]):
            meant = self._owner_meant(sheet, str(owner))
            return Problem("unknown-id", (sheet.owner,), {"id": owner}, *meant)
        place, record = found
        field = FIELDS.get(sheet.name) or str(entry.pop("relation", ""))
        if sheet.name == "links":
            model = SHEETS[_section(place)].model
            if field not in model.model_fields or field not in _LINKED:
                code = "wrong-relation" if field else "missing-field"
                return Problem(code, ("relation",), {"field": field or "relation", "id": owner})
            if get_origin(model.model_fields[field].annotation) is not tuple:
                if field in record:
                    return Problem("repeated-single", ("relation",), {"field": field, "id": owner})
                record[field] = entry
                return (*place, field)
        entries = record.setdefault(field, [])
        entries.append(entry)
        return (*place, field, len(entries) - 1)

    def _owner_meant(self, sheet: Sheet, owner: str) -> Guess:
        """What an id that is none may stand for; owners stand before what they own."""
        if sheet.name not in self._known:
            places = self._records.items()
            self._known[sheet.name] = Known(i for i, (p, _) in places if self._may_own(sheet, p))
        if (sheet.name, owner) not in self._close:  # many rows may miss the same owner
            self._close[sheet.name, owner] = guess_among(owner, self._known[sheet.name])
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
            if place[:depth] in self._added:  # another row has added that field
                grid, row, where = self._added[place[:depth]]
                return grid.at(problem, row.number, _column_at(place[depth - 1 :], where))
            if place[:depth] in self._rows:
                grid, row, where = self._rows[place[:depth]]
                missing = problem.code.startswith("missing")
                rest = place[depth:] or ((str(problem.values["field"]),) if missing else ())
                return grid.at(problem, row.number, _column_at(rest, where))
        return problem


#: The fields of links that the table of links may name.
_LINKED: Final = {relation.field for relation in LINKS}


def _section(place: Loc) -> str:
    """The table of the record at a place."""
    return next(str(part) for part in reversed(place) if isinstance(part, str))


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
            names = [*filter(None, [sheet.owner]), "id"]
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


def _add_to(one: dict[str, Any], other: Mapping[str, Any], *, keep_source: bool) -> list[str]:
    """Add to an entry what another says beyond it; which fields that were.

    Evidence comes together, but for the rows of a table that is a source itself: one of them is
    enough.
    """
    added = []
    for field, value in other.items():
        if field == "evidence":
            known = one.get(field, [])
            news = [] if keep_source and known else [e for e in value if e not in known]
            if news:
                one[field] = [*known, *news]
        elif isinstance(value, Mapping) and isinstance(one.get(field), dict):
            if _add_to(one[field], value, keep_source=keep_source):
                added.append(field)
        elif field not in {"relation", "item", "agreement", "activity", *one}:
            one[field] = value
            added.append(field)
    return added
