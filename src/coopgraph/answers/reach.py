"""The answer of reach: what relies on what, with the certainty of every row and a proving path."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coopgraph.answers.answer import CERTAINTY, KIND, Answer, Column
from coopgraph.answers.evidence import cited
from coopgraph.graph.items import Item, evidence_of
from coopgraph.graph.meaning import BINDING, meaning_of, reliance_of
from coopgraph.graph.schema import Attributes
from coopgraph.messages.catalogue import say
from coopgraph.records.models import Evidence
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import Certainty, Modality, RecordKind

__all__ = ["Direction", "PathLink", "Reach", "Reached", "Trail"]


class Direction(StrEnum):
    """The direction in which reach follows links."""

    DEPENDENTS = "dependents"
    PREREQUISITES = "prerequisites"


@dataclass(frozen=True, slots=True)
class PathLink:
    """One link of a proving path, from what relies to what is relied on.

    Attributes
    ----------
    dependent, depends_on
        The two items.
    relation, modality
        How the dependent relies on the other, and how strongly.
    binding
        Whether it is required and nothing can take its place.
    evidence
        Where the source says so.
    """

    dependent: Item
    relation: Relation
    depends_on: Item
    modality: Modality
    binding: bool
    evidence: tuple[Evidence, ...] = ()

    def words(self, proposed: Container[str], lang: str) -> str:
        """The link as a sentence: in the conditional if the item that has it is proposed."""
        relation = self.relation.words(self.dependent.id, self.depends_on.id, proposed, lang)
        return f"{self.dependent.short} {relation} {self.depends_on.short}"


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """The way back from an item to the start, as a linked list: longer trails share shorter ones.

    Attributes
    ----------
    dependent, depends_on
        The ends of the last link.
    attributes
        The attributes of this link when it was followed; they are parsed on demand.
    before
        The trail up to this link; ``None`` at the start.
    """

    dependent: Item
    depends_on: Item
    attributes: Attributes
    before: "Trail | None" = None

    def __iter__(self) -> Iterator[PathLink]:
        here: Trail | None = self
        while here:
            yield here.link
            here = here.before

    @property
    def link(self) -> PathLink:
        """The last link."""
        meaning = meaning_of(self.attributes)
        return PathLink(
            dependent=self.dependent,
            relation=meaning.relation,
            depends_on=self.depends_on,
            modality=Modality.REQUIRED if meaning.is_required else Modality.POSSIBLE,
            binding=reliance_of(meaning) == BINDING,
            evidence=evidence_of(self.attributes),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """An item that relies on the subject, or that the subject relies on.

    Attributes
    ----------
    item
        The item.
    steps
        The number of links in ``path``.
    certainty
        ``certain`` if some path has binding links only, else ``possible``.
    path
        The shortest path that proves the certainty, from what relies to what is relied on; of
        equally short paths the first by id. Empty in answers from a table of relations, which
        gives the number of steps but no path.
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
        """Where sources claim the links of the path, as :func:`cited` puts it."""
        entries = [entry for link in self.path for entry in link.evidence]
        return cited(entries, lang, sources=sources)


def _who(row: Reached, _: object) -> str:
    """The short name of an institution, the full name of anything else."""
    return row.item.short if row.item.record is RecordKind.INSTITUTION else row.item.full


def _path_ids(row: Reached, _: object) -> list[str]:
    first = [link.dependent.id for link in row.path[:1]]
    return first + [link.depends_on.id for link in row.path]


def _through(row: Reached, reach: "Reach") -> str:
    """The items between the two ends of the path, in order."""
    between = [link.depends_on.short for link in row.path[:-1]]
    return " → ".join(between) if between else say("directly", reach.lang)


@dataclass(frozen=True, slots=True, repr=False)
class Reach(Answer[Reached]):
    """All that rely on the subject, or all that it relies on, directly or through others.

    Sorted by steps, certain before possible, then kind of record and id. ``id in reach`` tells
    whether an item is reached.
    """

    holds = "reached"
    columns = (
        Column("id", "item.id"),
        Column("title", "item.title", "who", _who),
        *KIND,
        Column("steps", "steps", "steps"),
        CERTAINTY,
        Column("path", _path_ids, "through", _through),
        Column("evidence", lambda row, reach: row.evidence(reach.lang), "evidence"),
    )

    subject: Item
    direction: Direction
    reached: tuple[Reached, ...]

    def __contains__(self, item: object) -> bool:
        return item in self.ids

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all reached items, in order."""
        return tuple(row.item.id for row in self.reached)

    @property
    def certain(self) -> tuple[Reached, ...]:
        """The rows that are certain."""
        return self._with(Certainty.CERTAIN)

    @property
    def possible(self) -> tuple[Reached, ...]:
        """The rows that are only possible."""
        return self._with(Certainty.POSSIBLE)

    def _with(self, certainty: Certainty) -> tuple[Reached, ...]:
        return tuple(row for row in self.reached if row.certainty is certainty)

    def _shown_columns(self) -> list[Column]:
        if not any(row.path for row in self):  # from a table of relations, which gives no paths
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
