"""What is sound of data that is not: the dossier, and what became of everything else."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from coopgraph._base.errors import Loc, Problem
from coopgraph.answers.answer import Answer, Column
from coopgraph.messages.catalogue import say
from coopgraph.records.dossier import Dossier
from coopgraph.words.vocabulary import Outcome

__all__ = ["Casualty", "Entry", "Salvage", "Tally", "accounts"]


@dataclass(frozen=True, slots=True)
class Casualty:
    """A row or record that could not be kept as it was.

    Attributes
    ----------
    outcome
        ``rejected``: nothing of it is in the dossier; ``repaired``: it is, without what was wrong;
        ``merged``: it says what another says; ``unread``: a part of the file that was not read,
        and so is in no account.
    problem
        Why, and where in the file.
    table
        The table, or the section of the dossier, that it belongs to.
    others
        What else was wrong with a row that was rejected.
    """

    outcome: Outcome
    problem: Problem
    table: str
    others: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row or record that was read, before anything was taken out.

    Attributes
    ----------
    table
        As in :class:`Casualty`.
    place
        The place in the data of what it became; empty where it became nothing.
    problem
        Why it became nothing.
    """

    table: str
    place: Loc
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of one table: ``rows = records + merged + rejected``.

    Attributes
    ----------
    table
        The file, worksheet or section.
    rows
        How many were read.
    records
        How many became records or parts of records.
    repaired
        How many of those lost something that was wrong.
    merged, rejected
        How many repeat others; how many were left out.
    passed_over
        Rows that a mapping does not ask to read, beyond ``rows``.
    """

    table: str
    rows: int
    records: int
    repaired: int
    merged: int
    rejected: int
    passed_over: int = 0


def _messages(found: Casualty, answer: Answer[Casualty]) -> str:
    return "; ".join(p.message(answer.lang) for p in (found.problem, *found.others))


@dataclass(frozen=True, slots=True, repr=False)
class Salvage(Answer[Casualty]):
    """The sound part of a file, with every row and record that was not kept as it was.

    The casualties stand in the order of the file, table by table.

    Attributes
    ----------
    dossier
        What is sound.
    casualties
        What was not kept as it was.
    tallies
        The accounts, table by table.
    sentinels
        How many cells held each value that a mapping says stands for "none".
    unconverted
        How many cells held each value that should be a country but is none of the scheme that the
        mapping declares.
    """

    holds = "casualties"
    titles = "title-salvage", "title-salvage"
    columns = (
        # Records are about what was not kept, the table accounts for all.
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
    casualties: tuple[Casualty, ...]
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
        """One casualty of each sort, with how many there are; the gravest sorts first."""
        sorts: dict[tuple[int, str, str], list[Casualty]] = {}
        for found in self.casualties:
            key = list(Outcome).index(found.outcome), found.table, found.problem.code
            sorts.setdefault(key, []).append(found)
        for (_, table, _), alike in sorted(
            sorts.items(), key=lambda pair: (pair[0][0], -len(pair[1]))
        ):
            outcome = alike[0].outcome.label(self.lang)
            example = alike[0].problem.line_of_text(self.lang)
            values = {"outcome": outcome, "table": table, "count": len(alike), "example": example}
            yield say("salvage-sort", self.lang, **values)
        if len(self.casualties) > len(sorts):
            yield say("salvage-more", self.lang)


#: Codes of rows and records that say what another one says.
_REPETITIONS: Final = {"row-repeated", "record-repeated"}


def accounts(
    entries: Sequence[Entry],
    removed: Sequence[tuple[Loc, Problem]],
    passed_over: Mapping[str, int] | None = None,
) -> tuple[list[Casualty], list[Tally]]:
    """What became of each entry once some places were taken out of the data.

    Problems keep their places in the data; that they have one in a file is for the reader to say.
    """
    places = {entry.place for entry in entries if entry.place}
    gone = {place for place, _ in removed}
    causes: dict[Loc, list[tuple[Loc, Problem]]] = {}
    for place, problem in removed:
        # A value belongs to the row that says it, which may be that of a part of a record.
        row = next((place[:n] for n in range(len(place), 0, -1) if place[:n] in places), ())
        causes.setdefault(row, []).append((place, problem))
    casualties: list[Casualty] = []
    counts: dict[str, Counter[str]] = {}
    for entry in entries:
        count = counts.setdefault(entry.table, Counter())
        count["rows"] += 1
        found = list(_became(entry, gone, causes))
        casualties += found
        for outcome in {casualty.outcome for casualty in found}:
            count[outcome.value] += 1
    casualties += [Casualty(Outcome.REPAIRED, p, "dossier") for _, p in causes.get((), ())]
    tallies = [
        Tally(
            table,
            count["rows"],
            count["rows"] - count["merged"] - count["rejected"],
            count["repaired"],
            count["merged"],
            count["rejected"],
            (passed_over or {}).get(table, 0),
        )
        for table, count in counts.items()
    ]
    unseen = [table for table in passed_over or {} if table not in counts]
    tallies += [Tally(table, 0, 0, 0, 0, 0, (passed_over or {})[table]) for table in unseen]
    return casualties, tallies


def _became(
    entry: Entry, gone: Collection[Loc], causes: Mapping[Loc, Sequence[tuple[Loc, Problem]]]
) -> Iterator[Casualty]:
    found = causes.get(entry.place, ()) if entry.place else ()
    problems = [entry.problem] if entry.problem else [problem for _, problem in found]
    lost = [n for n in range(1, len(entry.place) + 1) if entry.place[:n] in gone]
    if entry.problem or lost:
        if entry.problem:
            problem = entry.problem
        elif entry.place in gone:
            problem = _cause(entry.place, found)
        else:
            problem = Problem("owner-rejected", entry.place, related=entry.place[: lost[0]])
        merged = problem.code in _REPETITIONS
        others = tuple(other for other in problems if other is not problem)
        outcome = Outcome.MERGED if merged else Outcome.REJECTED
        yield Casualty(outcome, problem, entry.table, others)
    else:
        for problem in {(p.code, p.place): p for p in problems}.values():
            yield Casualty(Outcome.REPAIRED, problem, entry.table)


def _cause(place: Loc, found: Sequence[tuple[Loc, Problem]]) -> Problem:
    """Why all of a row is gone: where something is missing, because what was there was wrong."""
    last = next(problem for where, problem in reversed(found) if where == place)
    return found[0][1] if last.code.startswith("missing") else last
