"""What a graph holds: all of its items, or all about one."""

from collections.abc import Iterator
from dataclasses import dataclass

from coopgraph.answers.answer import Answer, Column, cited
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import Item, evidence_of, graph_title, item_of, language_of, resolve
from coopgraph.graph.meaning import Meaning, Strength, meaning_of
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph
from coopgraph.graph.state import state_of
from coopgraph.messages.catalogue import say
from coopgraph.words.codes import country_name
from coopgraph.words.vocabulary import Modality, RecordKind, Role

__all__ = ["Description", "Fact", "Overview", "OverviewRow", "describe", "overview"]


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One item: what it is, where it is from and how far it has come, in words."""

    item: Item
    country: str
    state: str


@dataclass(frozen=True, slots=True, repr=False)
class Overview(Answer[OverviewRow]):
    """Every item of a graph, by kind of record and id."""

    columns = (
        Column("id", "item.id", "id"),
        Column("title", "item.title", "who", "item.full"),
        Column("acronym", "item.acronym"),
        Column("record", lambda row, _: row.item.record and row.item.record.value),
        Column("kind", "item.kind", "kind"),
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

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    lang
        Language of the answer; that of the graph by default.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.overview(cg.build_graph(cg.example())))
    25
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    rows = [_row(graph, item, lang) for item in graph]
    records = [*RecordKind, None]
    rows.sort(key=lambda row: (records.index(row.item.record), row.item.id))
    title = graph_title(graph, lang) or say("overview", lang)
    return Overview(title, tuple(rows), lang=lang)


def _row(graph: Graph, item: str, lang: str) -> OverviewRow:
    code = graph.nodes[item].get("country")
    country = country_name(str(code), lang) if code else ""
    return OverviewRow(item_of(graph, item, lang), country, state_of(graph, item, lang))


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is recorded of an item.

    Attributes
    ----------
    about
        What it is about, in the language of the answer.
    value
        What is recorded.
    evidence
        Where the source says so.
    """

    about: str
    value: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Description(Answer[Fact]):
    """All that is recorded of one item: what it is, then its links."""

    holds = "facts"
    columns = (
        Column("about", "about", "about"),
        Column("value", "value", "value"),
        Column(
            "evidence",
            lambda fact, _: list(fact.evidence),
            "evidence",
            lambda fact, _: "; ".join(fact.evidence),
        ),
    )

    item: Item
    facts: tuple[Fact, ...]

    def _title(self) -> str:
        return self.item.full


def describe(graph: Graph, item: str, *, lang: str | None = None) -> Description:
    """All that is recorded of an item: its state, its names, its links in both directions.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    item
        Id, acronym, alias or name.
    lang
        Language of the answer; that of the graph by default.

    Raises
    ------
    UnknownItemError
        When nothing is called so, or several items are.
    GraphSchemaError
        When a link of the item names no known relation.

    Examples
    --------
    >>> import coopgraph as cg
    >>> card = cg.describe(cg.build_graph(cg.example()), "AFD", lang="en")
    >>> card.facts[0].value
    'development bank'
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    node = resolve(graph, item)
    shown = item_of(graph, node, lang)
    links = [*_links(graph, node, lang, outwards=True), *_links(graph, node, lang, outwards=False)]
    return Description(shown, (*_facts(graph, node, shown, lang), *links), lang=lang)


def _facts(graph: Graph, node: str, shown: Item, lang: str) -> Iterator[Fact]:
    attributes = graph.nodes[node]
    cites = tuple(cited(evidence_of(attributes), lang))
    yield Fact(say("column-kind", lang), shown.kind, cites)
    yield Fact(say("column-id", lang), node)
    code = attributes.get("country")
    values = {
        "fact-state": state_of(graph, node, lang),
        "fact-country": country_name(str(code), lang) if code else "",
        "fact-aliases": str(attributes.get("aliases", "")).replace(SEPARATOR, "; "),
        "fact-topics": str(attributes.get("topics", "")).replace(SEPARATOR, "; "),
    }
    yield from (Fact(say(about, lang), value) for about, value in values.items() if value)


def _links(graph: Graph, node: str, lang: str, *, outwards: bool) -> Iterator[Fact]:
    edges = graph.out_edges(node, data=True) if outwards else graph.in_edges(node, data=True)
    facts = []
    choices: dict[tuple[str, object], list[tuple[str, Attributes]]] = {}
    for dependent, depends_on, attributes in edges:
        meaning = meaning_of(attributes, dependent, depends_on)
        other = item_of(graph, depends_on if outwards else dependent, lang)
        if outwards and meaning.alternatives > 1:
            one = meaning.relation, attributes.get("requirement")
            choices.setdefault(one, []).append((other.full, attributes))
            continue
        cites = tuple(cited(evidence_of(attributes), lang))
        about = ("" if outwards else "← ") + meaning.relation.label(lang)
        facts.append(Fact(about, other.full + _strength(meaning, attributes, lang), cites))
    facts += [_choice(sorted(group, key=lambda one: one[0]), lang) for group in choices.values()]
    yield from sorted(facts, key=lambda fact: (fact.about, fact.value, fact.evidence))


def _choice(group: list[tuple[str, Attributes]], lang: str) -> Fact:
    """A requirement with alternatives as one fact: "A or B"."""
    attributes = group[0][1]
    value = f" {say('or', lang)} ".join(name for name, _ in group)
    meaning = meaning_of(attributes)
    if meaning.at_least > 1:
        value = say("at-least", lang, items=value, count=meaning.at_least)
    if not meaning.is_required:
        value += f" ({Modality.POSSIBLE.label(lang)})"
    return Fact(meaning.relation.label(lang), value, tuple(cited(evidence_of(attributes), lang)))


def _strength(meaning: Meaning, attributes: Attributes, lang: str) -> str:
    """The role, and whether the link is less than binding, in brackets."""
    words = []
    if attributes.get("role") in set(Role):
        words.append(Role(attributes["role"]).label(lang))
    if not meaning.is_required:
        words.append(Modality.POSSIBLE.label(lang))
    elif meaning.strength is Strength.ALTERNATIVE:
        words.append(say("alternative", lang))
    return f" ({', '.join(words)})" if words else ""
