"""Answers to questions of reach: frozen, sorted, with the certainty and the proof of every row."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from coopgraph.answers.answer import CERTAINTY, Answer, Column, PathLink, cited
from coopgraph.graph.items import Item, evidence_of
from coopgraph.graph.meaning import BINDING, meaning_of, reliance_of
from coopgraph.graph.schema import Attributes
from coopgraph.messages.catalogue import say
from coopgraph.words.vocabulary import Certainty, Modality, RecordKind

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


def _who(row: Reached, _: object) -> str:
    """An institution by what people call it; anything else by its full name."""
    return row.item.short if row.item.record is RecordKind.INSTITUTION else row.item.full


def _way(row: Reached, _: object) -> list[str]:
    first = [link.dependent.id for link in row.path[:1]]
    return first + [link.depends_on.id for link in row.path]


def _through(row: Reached, reach: "Reach") -> str:
    """The items between the two ends of the path, in the order of the path."""
    between = [link.depends_on.short for link in row.path[:-1]]
    return " → ".join(between) if between else say("directly", reach.lang)


@dataclass(frozen=True, slots=True, repr=False)
class Reach(Answer[Reached]):
    """All that rely on the subject, or all that it relies on, directly or through others.

    Sorted by steps, certain before possible, then kind of record and id. An id is ``in`` it when
    it is reached.
    """

    holds = "reached"
    columns = (
        Column("id", "item.id"),
        Column("title", "item.title", "who", _who),
        Column("record", lambda row, _: row.item.record and row.item.record.value),
        Column("kind", "item.kind", "kind"),
        Column("steps", "steps", "steps"),
        CERTAINTY,
        Column("path", _way, "through", _through),
        Column("evidence", lambda row, reach: row.evidence(reach.lang), "evidence"),
    )

    subject: Item
    direction: Direction
    reached: tuple[Reached, ...]

    def __contains__(self, item: object) -> bool:
        return item in self.ids

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

    def _shown_columns(self) -> list[Column]:
        if not any(row.path for row in self):  # of a table of relations, which keeps no paths
            return [one for one in self.columns if one.title in {"who", "steps", "certainty"}]
        several = len({e.source for row in self for link in row.path for e in link.evidence}) > 1

        def evidence(row: Reached, _: object) -> str:
            return "; ".join(row.evidence(self.lang, sources=several))

        *others, last = (one for one in self.columns if one.title)
        return [*others, replace(last, shown=evidence)]

    def _title(self) -> str:
        kind = "title" if self.reached else "no"
        return say(f"{kind}-{self.direction}", self.lang, subject=self.subject.full)

    def _remarks(self) -> list[str]:
        counts = {"certain": len(self.certain), "possible": len(self.possible)}
        return [say("certain-possible", self.lang, **counts)] if self.reached else []


class _Step(NamedTuple):
    """A link of a path, with its number."""

    number: int
    link: PathLink


def _sentence(step: _Step, explanation: "Explanation") -> str:
    link = step.link
    relation = link.relation.label(explanation.lang)
    return f"{link.dependent.short} {relation} {link.depends_on.short}"


def _strength(step: _Step, explanation: "Explanation") -> str:
    if step.link.modality is Modality.REQUIRED and not step.link.binding:
        return say("alternative", explanation.lang)
    return step.link.modality.label(explanation.lang)


def _cited(step: _Step, explanation: "Explanation") -> list[str]:
    return cited(step.link.evidence, explanation.lang)


def _places(step: _Step, explanation: "Explanation") -> str:
    return "; ".join(_cited(step, explanation)) or say("no-evidence", explanation.lang)


@dataclass(frozen=True, slots=True, repr=False)
class Explanation(Answer[PathLink]):
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

    holds = "path"
    columns = (
        Column(None, "number", "step"),
        Column("dependent", "link.dependent.id"),
        Column("relation", "link.relation.value", "link", _sentence),
        Column("depends_on", "link.depends_on.id"),
        Column("modality", "link.modality.value", "strength", _strength),
        Column("binding", "link.binding"),
        Column("evidence", _cited, "evidence", _places),
    )

    dependent: Item
    prerequisite: Item
    certainty: Certainty | None
    path: tuple[PathLink, ...]

    def _lines(self) -> list[_Step]:
        return [_Step(n, link) for n, link in enumerate(self.path, start=1)]

    def _title(self) -> str:
        code = "no-reliance" if self.certainty is None else f"reliance-{self.certainty}"
        ends = {"dependent": self.dependent.full, "prerequisite": self.prerequisite.full}
        return say(code, self.lang, **ends)

    def _remarks(self) -> list[str]:
        """Why a link is read as it is, where the evidence has a note."""
        notes = [
            f"{say('step', self.lang)} {n}{say('colon', self.lang)} {entry.note.in_language(self.lang)}"
            for n, link in enumerate(self.path, start=1)
            for entry in link.evidence
            if entry.note and entry.source != "-"
        ]
        return list(dict.fromkeys(notes))


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


@dataclass(frozen=True, slots=True, repr=False)
class Exposures(Answer[Exposure]):
    """What rests on each agreement; the most relied on first, then by id.

    Sorted by what is certain (institutions and agreements together), then what is possible.
    """

    holds = "exposures"
    titles = "title-exposure", "no-exposure"
    columns = (
        Column("id", "agreement.id"),
        Column("title", "agreement.title", "agreement", "agreement.full"),
        Column("institutions", "institutions", "institutions"),
        Column("institutions_possible", "institutions_possible", "institutions-possible"),
        Column("agreements", "agreements", "agreements"),
        Column("agreements_possible", "agreements_possible", "agreements-possible"),
    )

    exposures: tuple[Exposure, ...]
