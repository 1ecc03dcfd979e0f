"""What all answers have in common: proofs with their evidence, and ways to show and keep them."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from coopgraph.items import Item
from coopgraph.model import Evidence
from coopgraph.tables import Table, csv_of, frame_of
from coopgraph.vocabulary import Modality, Reading, Relation
from coopgraph.wording import say

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Answer", "PathLink", "cited"]


@dataclass(frozen=True, slots=True)
class PathLink:
    """One link of a proving path, from what relies to what is relied on.

    Attributes
    ----------
    dependent, depends_on
        The two items.
    relation, modality
        How the one relies on the other, and how strongly.
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

    def to_record(self, lang: str) -> dict[str, Any]:
        """The link as JSON-safe values."""
        return {
            "dependent": self.dependent.id,
            "relation": self.relation.value,
            "depends_on": self.depends_on.id,
            "modality": self.modality.value,
            "binding": self.binding,
            "evidence": cited(self.evidence, lang),
        }


def cited(evidence: Sequence[Evidence], lang: str, *, sources: bool = True) -> list[str]:
    """Where a claim is made, for a reader, each place once, e.g. "recommendation 1 (inferred)".

    With ``sources`` the id of the source goes before the place.
    """
    places = []
    for entry in evidence:
        where = entry.locator.in_language(lang) if entry.locator else ""
        named = [entry.source] if (sources or not where) and entry.source != "-" else []
        text = ", ".join([*named, where] if where else named)
        if entry.source == "-" and entry.note:  # text of a graph that someone else built
            text = entry.note.in_language(lang)
        if entry.reading is Reading.INFERRED:
            text += f" ({Reading.INFERRED.label(lang)})"
        places.append(text)
    return list(dict.fromkeys(places))


#: How many rows are shown where nobody asked for a table: more would stop a notebook for minutes.
_GLANCE: Final = 1_000


class Answer(ABC):
    """What all answers can do.

    Printed, or shown in a notebook, it is a table of its first thousand rows, and says so where
    there are more; all other forms have every row.
    """

    __slots__ = ()

    #: The language that the answer is shown in.
    lang: str

    #: The keys of its records, in order.
    fields: ClassVar[tuple[str, ...]]

    @abstractmethod
    def table(self) -> Table:
        """The answer as a table for readers."""

    @abstractmethod
    def to_records(self) -> list[dict[str, Any]]:
        """The answer as JSON-safe dictionaries with stable English keys, in its order."""

    def to_markdown(self) -> str:
        """The table in Markdown."""
        return self.table().markdown()

    def to_csv(self) -> str:
        """The records as CSV text with a header line."""
        return csv_of(self.to_records(), self.fields)

    def to_frame(self) -> "pd.DataFrame":
        """The records as a pandas DataFrame.

        Raises
        ------
        MissingExtraError
            When pandas is not installed.
        """
        return frame_of(self.to_records(), self.fields)

    def __str__(self) -> str:
        return self._at_a_glance().text()

    def _repr_html_(self) -> str:
        return self._at_a_glance().html()

    def _at_a_glance(self) -> Table:
        """The table as far as people read on, and where they find the rest."""
        table = self.table()
        count = len(table.rows)
        if count <= _GLANCE:
            return table
        remark = say("table-cut", self.lang, shown=_GLANCE, count=count)
        return replace(table, rows=table.rows[:_GLANCE], remarks=[remark, *table.remarks])
