"""The report of a salvage: the valid part of a file, and what happened to every row."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from coopgraph._base.errors import Loc, Problem
from coopgraph.answers.answer import Answer, Column
from coopgraph.messages.catalogue import say
from coopgraph.records.dossier import Dossier
from coopgraph.words.vocabulary import Outcome

__all__ = ["Entry", "RowIssue", "Salvage", "Tally", "accounts"]


@dataclass(frozen=True, slots=True)
class RowIssue:
    """A row or record that was changed, rejected or merged.

    Attributes
    ----------
    outcome
        ``rejected``: left out of the dossier; ``repaired``: kept without the wrong values;
        ``merged``: a repetition of another one; ``unread``: a part of the file that was not read,
        and is in no tally.
    problem
        The reason, and the place in the file.
    table
        The table, or the section of the dossier.
    others
        The other problems of a rejected row.
    """

    outcome: Outcome
    problem: Problem
    table: str
    others: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row or record as read, before anything was left out.

    Attributes
    ----------
    table
        As in :class:`RowIssue`.
    place
        The place in the data that it was read into; empty if nothing was read from it.
    problem
        Why nothing was read from it.
    """

    table: str
    place: Loc
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of rows of one table by outcome: ``rows = records + merged + rejected``.

    Attributes
    ----------
    table
        The file, worksheet or section.
    rows
        All rows that were read.
    records
        Rows that became records or parts of records.
    repaired
        Those of them without some wrong values.
    merged, rejected
        Rows that repeat others; rows that were left out.
    passed_over
        Rows that a mapping does not read; not counted in ``rows``.
    """

    table: str
    rows: int
    records: int
    repaired: int
    merged: int
    rejected: int
    passed_over: int = 0


def _messages(found: RowIssue, answer: Answer[RowIssue]) -> str:
    return "; ".join(p.message(answer.lang) for p in (found.problem, *found.others))


@dataclass(frozen=True, slots=True, repr=False)
class Salvage(Answer[RowIssue]):
    """The valid part of a file, with an issue for each row and record that was changed or left out.

    The issues are in the order of the file, table by table.

    Attributes
    ----------
    dossier
        The valid part.
    issues
        The issues.
    tallies
        The number of rows by outcome, table by table.
    sentinels
        The number of cells with each value that means "none" according to the mapping.
    unconverted
        The number of cells with each value that is no country in the scheme of the mapping.
    """

    holds = "issues"
    titles = "title-salvage", "title-salvage"
    columns = (
        # The records list the issues; the table shows the tallies.
        Column("outcome", "outcome.value"),
        Column("table", "table"),
        Column("where", "problem.where"),
        Column("field", "problem.path"),
        Column("code", "problem.code"),
        Column("message", _messages),
        *(
            Column(None, name, name)
            for name in ("table", "rows", "records", "repaired", "merged", "rejected")
        ),
    )

    dossier: Dossier
    issues: tuple[RowIssue, ...]
    tallies: tuple[Tally, ...]
    sentinels: Mapping[str, int] = field(default_factory=dict)
    unconverted: Mapping[str, int] = field(default_factory=dict)

    def _shown_lines(self) -> tuple[Tally, ...]:
        return self.tallies

    def _remarks(self) -> Iterator[str]:
        for tally in self.tallies:
            if tally.passed_over:
                values = {"table": tally.table, "count": tally.passed_over}
                yield say("salvage-passed-over", self.lang, **values)
        for code, counts in (
            ("salvage-sentinels", self.sentinels),
            ("salvage-unconverted", self.unconverted),
        ):
            for value, count in counts.items():
                yield say(code, self.lang, value=value, count=count)
        yield from self._examples()

    def _examples(self) -> Iterator[str]:
        """Yield one issue of each sort with their number, the most severe sorts first."""
        sorts: dict[tuple[int, str, str], list[RowIssue]] = {}
        for found in self.issues:
            key = list(Outcome).index(found.outcome), found.table, found.problem.code
            sorts.setdefault(key, []).append(found)
        for (_, table, _), alike in sorted(
            sorts.items(), key=lambda pair: (pair[0][0], -len(pair[1]))
        ):
            outcome = alike[0].outcome.label(self.lang)
            example = alike[0].problem.line_of_text(self.lang)
            values = {"outcome": outcome, "table": table, "count": len(alike), "example": example}
            yield say("salvage-sort", self.lang, **values)
        if len(self.issues) > len(sorts):
            yield say("salvage-more", self.lang)


#: Codes of rows and records that repeat another one.
_REPETITIONS: Final = {"row-repeated", "record-repeated"}


def accounts(
    entries: Sequence[Entry],
    removed: Sequence[tuple[Loc, Problem]],
    passed_over: Mapping[str, int] | None = None,
) -> tuple[list[RowIssue], list[Tally]]:
    """Return the issues and tallies of entries, given the places that were left out of the data.

    The problems keep their places in the data; the reader converts them to places in the file.
    """
    rows = {entry.place for entry in entries if entry.place}
    gone = {place for place, _ in removed}
    passed_over = passed_over or {}
    causes: dict[Loc, list[tuple[Loc, Problem]]] = {}
    for place, problem in removed:
        # A value belongs to the innermost row, which may be that of a part of a record.
        row = next((place[:n] for n in range(len(place), 0, -1) if place[:n] in rows), ())
        causes.setdefault(row, []).append((place, problem))
    issues: list[RowIssue] = []
    counts: dict[str, Counter[str]] = {}
    for entry in entries:
        found = list(_became(entry, gone, causes))
        issues += found
        count = counts.setdefault(entry.table, Counter())
        count.update({"rows", *(issue.outcome.value for issue in found)})
    issues += [RowIssue(Outcome.REPAIRED, p, "dossier") for _, p in causes.get((), ())]
    tallies = [
        Tally(
            table,
            count["rows"],
            count["rows"] - count["merged"] - count["rejected"],
            count["repaired"],
            count["merged"],
            count["rejected"],
            passed_over.get(table, 0),
        )
        for table, count in (
            counts | {t: Counter() for t in passed_over if t not in counts}
        ).items()
    ]
    return issues, tallies


def _became(
    entry: Entry, gone: Collection[Loc], causes: Mapping[Loc, Sequence[tuple[Loc, Problem]]]
) -> Iterator[RowIssue]:
    """Yield the issues of an entry: one if it was rejected or merged, else one for each problem."""
    found = causes.get(entry.place, ()) if entry.place else ()
    lost = [n for n in range(1, len(entry.place) + 1) if entry.place[:n] in gone]
    if not entry.problem and not lost:
        for problem in {(p.code, p.place): p for _, p in found}.values():
            yield RowIssue(Outcome.REPAIRED, problem, entry.table)
        return
    problems = [entry.problem] if entry.problem else [problem for _, problem in found]
    if entry.problem:
        problem = entry.problem
    elif entry.place in gone:
        problem = _cause(entry.place, found)
    else:
        problem = Problem("owner-rejected", entry.place, related=entry.place[: lost[0]])
    others = tuple(other for other in problems if other is not problem)
    outcome = Outcome.MERGED if problem.code in _REPETITIONS else Outcome.REJECTED
    yield RowIssue(outcome, problem, entry.table, others)


def _cause(place: Loc, found: Sequence[tuple[Loc, Problem]]) -> Problem:
    """Return why a row was rejected: if a value is missing, because a wrong one was left out."""
    last = next(problem for where, problem in reversed(found) if where == place)
    return found[0][1] if last.code.startswith("missing") else last
