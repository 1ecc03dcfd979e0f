"""Answers to questions of reach: frozen, sorted, with the certainty and the proof of every row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from coopgraph.answer import Answer, PathLink, cited
from coopgraph.items import Item, evidence_of
from coopgraph.meaning import BINDING, meaning_of, reliance_of
from coopgraph.schema import Attributes
from coopgraph.tables import Table
from coopgraph.vocabulary import Certainty, Modality, RecordKind
from coopgraph.wording import say

__all__ = ["Direction", "Explanation", "Exposure", "Exposures", "Reach", "Reached", "Trail"]


class Direction(StrEnum):
    """Which way a question of reach goes."""

    DEPENDENTS = "dependents"
    PREREQUISITES = "prerequisites"


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """A link of a walk, and the trail from there back to the start: what lies behind shares it.

    It keeps what the link said at the time of the walk, and says it when somebody looks.
    """

    dependent: Item
    depends_on: Item
    said: Attributes
    before: "Trail | None" = None

    def __iter__(self) -> Iterator[PathLink]:
        here: Trail | None = self
        while here:
            yield here.link
            here = here.before

    @property
    def link(self) -> PathLink:
        """The link by itself."""
        meaning = meaning_of(self.said)
        return PathLink(
            dependent=self.dependent,
            relation=meaning.relation,
            depends_on=self.depends_on,
            modality=Modality.REQUIRED if meaning.is_required else Modality.POSSIBLE,
            binding=reliance_of(meaning) == BINDING,
            evidence=evidence_of(self.said),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """An item that relies on the subject, or that the subject relies on.

    Attributes
    ----------
    item
        The item.
    steps
        The number of links of ``path``.
    certainty
        ``certain`` if some path is of binding links alone, else ``possible``.
    path
        The shortest path that proves the certainty, from what relies to what is relied on; among
        equally short ones the first by id. Empty in the answer of a table of relations, which
        knows how many steps it takes, but keeps no path.
    """

    item: Item
    steps: int
    certainty: Certainty
    direction: Direction = field(repr=False)
    trail: Trail | None = field(default=None, repr=False)

    @property
    def path(self) -> tuple[PathLink, ...]:
        """The proof, link by link."""
        links = tuple(self.trail or ())
        return links if self.direction is Direction.DEPENDENTS else links[::-1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reached):
            return NotImplemented
        one, another = ((row.item, row.steps, row.certainty, row.path) for row in (self, other))
        return one == another

    def __hash__(self) -> int:
        return hash((self.item, self.steps, self.certainty))

    def evidence(self, lang: str, *, sources: bool = True) -> list[str]:
        """Where the links of the path are claimed."""
        entries = [entry for link in self.path for entry in link.evidence]
        return cited(entries, lang, sources=sources)


@dataclass(frozen=True, slots=True)
class Reach(Answer):
    """All that rely on the subject, or all that it relies on, directly or through others.

    Sorted by steps, certain before possible, then kind of record and id. Acts as a sequence of
    :class:`Reached`; an id is ``in`` it when it is reached, and ``reach["afd"]`` is its row.
    """

    fields: ClassVar[tuple[str, ...]] = (
        "id",
        "title",
        "record",
        "kind",
        "steps",
        "certainty",
        "path",
        "evidence",
    )

    subject: Item
    direction: Direction
    reached: tuple[Reached, ...]
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.reached)

    def __iter__(self) -> Iterator[Reached]:
        return iter(self.reached)

    def __contains__(self, item: object) -> bool:
        return item in self.ids

    def __getitem__(self, key: int | str) -> Reached:
        if isinstance(key, int):
            return self.reached[key]
        for row in self.reached:
            if row.item.id == key:
                return row
        raise KeyError(key)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all that is reached, in order."""
        return tuple(row.item.id for row in self.reached)

    @property
    def certain(self) -> tuple[Reached, ...]:
        """What is reached for certain."""
        return tuple(row for row in self.reached if row.certainty is Certainty.CERTAIN)

    @property
    def possible(self) -> tuple[Reached, ...]:
        """What is reached only possibly."""
        return tuple(row for row in self.reached if row.certainty is Certainty.POSSIBLE)

    def table(self) -> Table:
        lang = self.lang
        subject = self.subject.full
        if not self.reached:
            return Table(say(f"no-{self.direction}", lang, subject=subject), (), ())
        if not any(row.path for row in self):
            return self._table_of_ids()
        columns = [say(f"column-{name}", lang) for name in _REACH_COLUMNS]
        several = len({e.source for row in self for link in row.path for e in link.evidence}) > 1
        rows = [
            (
                row.item.full if row.item.record is not RecordKind.INSTITUTION else row.item.short,
                row.item.kind,
                row.steps,
                row.certainty.label(lang),
                self._through(row),
                "; ".join(row.evidence(lang, sources=several)),
            )
            for row in self.reached
        ]
        return self._table(columns, rows)

    def _table_of_ids(self) -> Table:
        columns = [say(f"column-{name}", self.lang) for name in ("who", "steps", "certainty")]
        words = {certainty: certainty.label(self.lang) for certainty in Certainty}
        rows = [(row.item.title, row.steps, words[row.certainty]) for row in self]
        return self._table(columns, rows)

    def _table(self, columns: list[str], rows: Sequence[Sequence[str | int]]) -> Table:
        counts = {"certain": len(self.certain), "possible": len(self.possible)}
        title = say(f"title-{self.direction}", self.lang, subject=self.subject.full)
        return Table(title, columns, rows, [say("certain-possible", self.lang, **counts)])

    def _through(self, row: Reached) -> str:
        """The items between the two ends of the path, in the order of the path."""
        between = [link.depends_on.short for link in row.path[:-1]]
        return " → ".join(between) if between else say("directly", self.lang)

    def to_records(self) -> list[dict[str, Any]]:
        return [
            {
                "id": row.item.id,
                "title": row.item.title,
                "record": row.item.record and row.item.record.value,
                "kind": row.item.kind,
                "steps": row.steps,
                "certainty": row.certainty.value,
                "path": [
                    *(link.dependent.id for link in row.path[:1]),
                    *(link.depends_on.id for link in row.path),
                ],
                "evidence": row.evidence(self.lang),
            }
            for row in self.reached
        ]


_REACH_COLUMNS = ("who", "kind", "steps", "certainty", "through", "evidence")


@dataclass(frozen=True, slots=True)
class Explanation(Answer):
    """Why one item relies on another: the proving path, link by link, with its evidence.

    Attributes
    ----------
    dependent, prerequisite
        The two items asked about.
    certainty
        ``certain``, ``possible``, or ``None`` where the one does not rely on the other.
    path
        The links, from the dependent to the prerequisite; empty where there is no path.
    """

    fields: ClassVar[tuple[str, ...]] = (
        "dependent",
        "relation",
        "depends_on",
        "modality",
        "binding",
        "evidence",
    )

    dependent: Item
    prerequisite: Item
    certainty: Certainty | None
    path: tuple[PathLink, ...]
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.path)

    def __iter__(self) -> Iterator[PathLink]:
        return iter(self.path)

    def table(self) -> Table:
        lang = self.lang
        ends = {"dependent": self.dependent.full, "prerequisite": self.prerequisite.full}
        if self.certainty is None:
            return Table(say("no-reliance", lang, **ends), (), ())
        columns = [say(f"column-{name}", lang) for name in ("step", "link", "strength", "evidence")]
        rows = [
            (
                n,
                f"{link.dependent.short} {link.relation.label(lang)} {link.depends_on.short}",
                say("alternative", lang)
                if link.modality is Modality.REQUIRED and not link.binding
                else link.modality.label(lang),
                "; ".join(cited(link.evidence, lang)) or say("no-evidence", lang),
            )
            for n, link in enumerate(self.path, start=1)
        ]
        title = say(f"reliance-{self.certainty}", lang, **ends)
        return Table(title, columns, rows, self._notes())

    def _notes(self) -> list[str]:
        """Why a link is read as it is, where the evidence has a note."""
        notes = [
            f"{say('step', self.lang)} {n}{say('colon', self.lang)} {entry.note.in_language(self.lang)}"
            for n, link in enumerate(self.path, start=1)
            for entry in link.evidence
            if entry.note and entry.source != "-"
        ]
        return list(dict.fromkeys(notes))

    def to_records(self) -> list[dict[str, Any]]:
        return [link.to_record(self.lang) for link in self.path]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much rests on one agreement.

    Attributes
    ----------
    agreement
        The agreement.
    institutions, agreements
        How many rely on it for certain, directly or through others.
    institutions_possible, agreements_possible
        How many more do so possibly.
    """

    agreement: Item
    institutions: int
    institutions_possible: int
    agreements: int
    agreements_possible: int


@dataclass(frozen=True, slots=True)
class Exposures(Answer):
    """What rests on each agreement; the most relied on first, then by id.

    Sorted by what is certain (institutions and agreements together), then what is possible.
    """

    fields: ClassVar[tuple[str, ...]] = (
        "id",
        "title",
        "institutions",
        "institutions_possible",
        "agreements",
        "agreements_possible",
    )

    exposures: tuple[Exposure, ...]
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.exposures)

    def __iter__(self) -> Iterator[Exposure]:
        return iter(self.exposures)

    def __getitem__(self, key: int | str) -> Exposure:
        if isinstance(key, int):
            return self.exposures[key]
        for row in self.exposures:
            if row.agreement.id == key:
                return row
        raise KeyError(key)

    def table(self) -> Table:
        columns = [say(f"column-{name}", self.lang) for name in _EXPOSURE_COLUMNS]
        rows = [
            (
                row.agreement.full,
                row.institutions,
                row.institutions_possible,
                row.agreements,
                row.agreements_possible,
            )
            for row in self.exposures
        ]
        title = say("title-exposure" if rows else "no-exposure", self.lang)
        return Table(title, columns, rows)

    def to_records(self) -> list[dict[str, Any]]:
        return [
            {
                "id": row.agreement.id,
                "title": row.agreement.title,
                "institutions": row.institutions,
                "institutions_possible": row.institutions_possible,
                "agreements": row.agreements,
                "agreements_possible": row.agreements_possible,
            }
            for row in self.exposures
        ]


_EXPOSURE_COLUMNS = (
    "agreement",
    "institutions",
    "institutions-possible",
    "agreements",
    "agreements-possible",
)
