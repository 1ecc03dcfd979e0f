"""Everything that is recorded about one item."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from coopgraph.answers.answer import Answer, Column, language_for
from coopgraph.answers.evidence import cited
from coopgraph.graph.items import Item, evidence_of, item_of, resolve
from coopgraph.graph.meaning import Meaning, Strength, meaning_of
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph, dates_of
from coopgraph.graph.state import state_of
from coopgraph.messages.catalogue import say
from coopgraph.questions.overview import country_of
from coopgraph.questions.state import proposed_in
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import parsed
from coopgraph.words.vocabulary import InstitutionStage, MembershipStage, Modality, Role

__all__ = ["Description", "Fact", "describe"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about an item.

    Attributes
    ----------
    about
        What it says, e.g. "state" or a relation, in the language of the answer.
    value
        The value, or the item at the other end of a link.
    evidence
        Where the source says so.
    """

    about: str
    value: str
    evidence: tuple[str, ...] = ()


def _evidence(fact: Fact, _: object) -> list[str]:
    return list(fact.evidence)


@dataclass(frozen=True, slots=True, repr=False)
class Description(Answer[Fact]):
    """Everything that is recorded about one item: what it is, then its links."""

    holds = "facts"
    columns = (
        Column("about", "about", "about"),
        Column("value", "value", "value"),
        Column("evidence", _evidence, "evidence", lambda fact, _: "; ".join(fact.evidence)),
    )

    item: Item
    facts: tuple[Fact, ...]

    def _title(self) -> str:
        return self.item.full


def describe(graph: Graph, item: str, *, lang: str | None = None) -> Description:
    """Everything recorded about an item: its state, its names, its links in both directions.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    item
        Id, acronym, alias or name.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    GraphSchemaError
        If the relation of a link of the item is unknown.

    Examples
    --------
    >>> import coopgraph as cg
    >>> card = cg.describe(cg.build_graph(cg.example()), "AFD", lang="en")
    >>> card.facts[0].value
    'development bank'
    """
    lang = language_for(graph, lang)
    node = resolve(graph, item)
    shown = item_of(graph, node, lang)
    proposed = proposed_in(graph, {node, *graph.succ[node], *graph.pred[node]})
    with dates_of(graph):
        facts = [*_facts(graph, node, shown, lang)]
        for outwards in (True, False):
            facts += _links(graph, node, proposed, lang, outwards=outwards)
    return Description(shown, tuple(facts), lang=lang)


def _facts(graph: Graph, node: str, shown: Item, lang: str) -> Iterator[Fact]:
    attributes = graph.nodes[node]
    yield _fact(say("column-kind", lang), shown.kind, attributes, lang)
    yield Fact(say("column-id", lang), node)
    values = {
        "fact-state": state_of(graph, node, lang),
        "fact-country": country_of(graph, node, lang),
        "fact-aliases": str(attributes.get("aliases", "")).replace(SEPARATOR, "; "),
        "fact-topics": str(attributes.get("topics", "")).replace(SEPARATOR, "; "),
    }
    yield from (Fact(say(about, lang), value) for about, value in values.items() if value)
    for stage in InstitutionStage:
        if when := attributes.get(stage.value):
            yield Fact(stage.label(lang), _date(when, lang))


def _links(
    graph: Graph, node: str, proposed: Container[str], lang: str, *, outwards: bool
) -> Iterator[Fact]:
    edges = graph.out_edges(node, data=True) if outwards else graph.in_edges(node, data=True)
    facts = []
    choices: dict[tuple[str, object], list[tuple[str, Attributes]]] = {}
    for dependent, depends_on, attributes in edges:
        meaning = meaning_of(attributes, dependent, depends_on)
        other = item_of(graph, depends_on if outwards else dependent, lang)
        relation = meaning.relation.words(dependent, depends_on, proposed, lang)
        if outwards and meaning.alternatives > 1:
            one = relation, attributes.get("requirement")
            choices.setdefault(one, []).append((other.full, attributes))
            continue
        about = relation if outwards else f"← {relation}"
        value = other.full + _strength(meaning, attributes, lang)
        facts.append(_fact(about, value, attributes, lang))
    for (relation, _), group in choices.items():
        facts.append(_choice(relation, sorted(group, key=lambda one: one[0]), lang))
    yield from sorted(facts, key=lambda fact: (fact.about, fact.value, fact.evidence))


def _choice(relation: str, group: list[tuple[str, Attributes]], lang: str) -> Fact:
    """A requirement with alternatives as one fact: "A or B"."""
    attributes = group[0][1]
    value = f" {say('or', lang)} ".join(name for name, _ in group)
    meaning = meaning_of(attributes)
    if meaning.at_least > 1:
        value = say("at-least", lang, items=value, count=meaning.at_least)
    if not meaning.is_required:
        value += f" ({Modality.POSSIBLE.label(lang)})"
    return _fact(relation, value, attributes, lang)


def _fact(about: str, value: str, attributes: Attributes, lang: str) -> Fact:
    return Fact(about, value, tuple(cited(evidence_of(attributes), lang)))


def _strength(meaning: Meaning, attributes: Attributes, lang: str) -> str:
    """In brackets, the role, whether the link is possible or one of several, and its dates."""
    words = []
    if attributes.get("role") in set(Role):
        words.append(Role(attributes["role"]).label(lang))
    if not meaning.is_required:
        words.append(Modality.POSSIBLE.label(lang))
    elif meaning.strength is Strength.ALTERNATIVE:
        words.append(say("alternative", lang))
    words += [
        f"{end.label(lang)} {_date(when, lang)}"
        for end in MembershipStage
        if (when := attributes.get(f"date_{end}"))
    ]
    return f" ({', '.join(words)})" if words else ""


def _date(text: object, lang: str) -> str:
    when = parsed(text)
    return format_date(when, lang) if when else str(text)
