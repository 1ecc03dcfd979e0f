"""Everything in a graph, item by item."""

from dataclasses import dataclass

from coopgraph.answers.answer import KIND, Answer, Column, language_for
from coopgraph.answers.order import record_rank
from coopgraph.graph.items import Item, graph_title, item_of
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import state_of
from coopgraph.messages.catalogue import say
from coopgraph.words.codes import country_name
from coopgraph.words.vocabulary import RecordKind

__all__ = ["Overview", "OverviewRow", "country_of", "overview"]


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One item with its country and its state in words."""

    item: Item
    country: str
    state: str


@dataclass(frozen=True, slots=True, repr=False)
class Overview(Answer[OverviewRow]):
    """All items of a graph, by kind of record and id."""

    columns = (
        Column("id", "item.id", "id"),
        Column("title", "item.title", "who", "item.full"),
        Column("acronym", "item.acronym"),
        *KIND,
        Column("country", "country"),
        Column("state", "state", "state", lambda row, _: row.state or row.country),
    )

    title: str
    rows: tuple[OverviewRow, ...]

    def _title(self) -> str:
        return self.title

    def _remarks(self) -> list[str]:
        counts = {
            record.value: sum(row.item.record is record for row in self.rows)
            for record in RecordKind
        }
        return [say("overview-counts", self.lang, **counts)]


def overview(graph: Graph, *, lang: str | None = None) -> Overview:
    """All items of a graph.

    Parameters are those of :func:`ready`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.overview(cg.build_graph(cg.example())))
    25
    """
    lang = language_for(graph, lang)
    rows = [
        OverviewRow(
            item_of(graph, item, lang), country_of(graph, item, lang), state_of(graph, item, lang)
        )
        for item in graph
    ]
    rows.sort(key=lambda row: (record_rank(row.item), row.item.id))
    title = graph_title(graph, lang) or say("overview", lang)
    return Overview(title, tuple(rows), lang=lang)


def country_of(graph: Graph, item: str, lang: str) -> str:
    """The name of the country of an item; empty if it has none."""
    code = graph.nodes[item].get("country")
    return country_name(str(code), lang) if code else ""
