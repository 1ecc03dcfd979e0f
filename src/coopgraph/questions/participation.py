"""Which institution takes part in which agreement."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.answers.answer import Answer, Column, each, language_for
from coopgraph.answers.table import Table
from coopgraph.graph.items import Item, item_of
from coopgraph.graph.meaning import MeaningCache, meaning_of
from coopgraph.graph.presence import party
from coopgraph.graph.recorded import recorded_of
from coopgraph.graph.schema import Attributes, Graph, dates_of
from coopgraph.messages.catalogue import say
from coopgraph.network.snapshot import date_as_of
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.vocabulary import Modality, RecordKind, Role

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Part", "Participation", "modality_of", "participation", "party_links"]


@dataclass(frozen=True, slots=True)
class Part:
    """The part of an institution in an agreement."""

    institution: Item
    agreement: Item
    roles: tuple[Role, ...]
    modality: Modality


@dataclass(frozen=True, slots=True, repr=False)
class Participation(Answer[Part]):
    """Institutions by agreements, sorted by both ids; the table has a column for each agreement."""

    holds = "parts"
    titles = "title-participation", "title-participation"
    columns = (
        Column("institution", "institution.id"),
        Column("agreement", "agreement.id"),
        Column("roles", each("roles", "value")),
        Column("modality", "modality.value"),
    )

    parts: tuple[Part, ...]

    def table(self) -> Table:
        agreements = sorted({part.agreement for part in self.parts}, key=lambda item: item.id)
        bodies = dict.fromkeys(part.institution for part in self.parts)
        marks = {
            (part.institution, part.agreement): "●" if part.modality is Modality.REQUIRED else "○"
            for part in self.parts
        }
        rows = [
            (body.short, *(marks.get((body, one), "") for one in agreements)) for body in bodies
        ]
        columns = [say("column-who", self.lang), *(one.short for one in agreements)]
        return Table(self._title(), columns, rows, [say("participation-marks", self.lang)])

    def to_matrix(self) -> "pd.DataFrame":
        """A row for each institution, a column for each agreement: required, possible or empty.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        cells = self.to_frame().pivot_table(
            index="institution", columns="agreement", values="modality", aggfunc="first"
        )
        return cells.fillna("")


def participation(graph: Graph, *, lang: str | None = None) -> Participation:
    """Which institution takes part in which agreement.

    Parameters and errors are those of :func:`ready`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.participation(cg.build_graph(cg.example())))
    7
    """
    lang = language_for(graph, lang)
    parts = [
        Part(
            item_of(graph, body, lang),
            item_of(graph, agreement, lang),
            tuple(sorted({Role(e["role"]) for e in edges if e.get("role") in set(Role)})),
            modality_of(edges),
        )
        for (body, agreement), edges in sorted(party_links(graph).items())
    ]
    return Participation(tuple(parts), lang=lang)


def party_links(graph: Graph) -> dict[tuple[str, str], list[Attributes]]:
    """The links that make an institution party to an agreement, by these two.

    Of what is signed by the date of the graph, they are those of its parties on that date, between
    their acts and their withdrawal; of anything else, those of all who would be.
    """
    with dates_of(graph):
        return _party_links(graph, date_as_of(graph))


def _party_links(graph: Graph, day: EDTFDate | None) -> dict[tuple[str, str], list[Attributes]]:
    signed: dict[str, bool] = {}
    edges: dict[tuple[str, str], list[Attributes]] = {}
    makes_party = MeaningCache(lambda meaning: meaning.relation.makes_party).of
    for body, agreement, attributes in graph.edges(data=True):
        if not makes_party(body, agreement, attributes):
            continue
        if agreement not in signed:
            signed[agreement] = _is_signed(graph, agreement, day)
        truth = party(attributes, day) if signed[agreement] else Truth.CERTAIN
        if truth is Truth.POSSIBLE:
            attributes = {**attributes, "modality": Modality.POSSIBLE.value}  # noqa: PLW2901
        if truth is not Truth.NO:
            edges.setdefault((body, agreement), []).append(attributes)
    return edges


def _is_signed(graph: Graph, agreement: str, day: EDTFDate | None) -> bool:
    recorded = recorded_of(graph.nodes[agreement], RecordKind.AGREEMENT, day)
    return recorded.reached[0] is Truth.CERTAIN


def modality_of(edges: list[Attributes]) -> Modality:
    """Whether any of parallel links is required."""
    required = any(meaning_of(edge).is_required for edge in edges)
    return Modality.REQUIRED if required else Modality.POSSIBLE
