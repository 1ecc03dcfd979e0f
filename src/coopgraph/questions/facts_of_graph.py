"""What a graph says of its items, as the same facts as those of records."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from coopgraph.graph.forms import EDTF, THRESHOLDS, WEIGHTS
from coopgraph.graph.items import evidence_of, sources_of
from coopgraph.graph.schema import (
    EDGE_ATTRIBUTES,
    GRAPH_ATTRIBUTES,
    NODE_ATTRIBUTES,
    SEPARATOR,
    Attribute,
    Attributes,
    Graph,
    adjacency_of,
    dates_of,
    relation_of,
)
from coopgraph.questions.facts import EVIDENCE, Facts, facts_of
from coopgraph.records.thresholds import Threshold
from coopgraph.words.dates import parsed
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import RecordKind
from coopgraph.words.word import Held

__all__ = ["changed_in", "facts_in", "facts_of_whole", "sources_in"]

#: The families of attributes, by their beginning, and the field that records have for them.
_FAMILIES: Final = {"date": "dates", "expected": "expected", "title": "name"}
#: The families that hold dates; ``when`` is one more such attribute.
_DATED: Final = ("dates.", "expected.", "when")
#: Attributes that hold the words of others.
_LIKE: Final = {"status_possible": "status"}
#: What only numbers a requirement, or is derived from it.
_DERIVED: Final = frozenset({"relation", "requirement", "alternatives", EVIDENCE})


def changed_in(before: Graph, after: Graph) -> list[str]:
    """The items of either graph whose attributes or links differ."""
    (was_in, was_out), (now_in, now_out) = adjacency_of(before), adjacency_of(after)
    return [
        item
        for item in dict.fromkeys([*before, *after])
        if not (item in before and item in after)
        or before.nodes[item] != after.nodes[item]
        or was_out[item] != now_out[item]
        or was_in[item] != now_in[item]
    ]


def facts_in(graph: Graph, item: str) -> Facts:
    """What a graph says of one item: its attributes, and the links that its record would state."""
    with dates_of(graph):
        return _facts_in(graph, item)


def _facts_in(graph: Graph, item: str) -> Facts:
    attributes = graph.nodes[item]
    record = attributes.get("record")
    facts = Facts(evidence=evidence_of(attributes))
    _add(facts, attributes, NODE_ATTRIBUTES, record)
    requirements: dict[object, Facts] = {}
    for relation, other, link in _links_of(graph, item):
        if relation.held is Held.WITHIN:
            known = facts.values.get(relation.value, frozenset())
            facts.values[relation.value] = _set(known) | {other}
            continue
        entry = _link(other, link)
        if relation.held is Held.REQUIREMENT:
            entry = _alternative(requirements, entry, link.get("requirement"))
        entries = facts.entries.setdefault(relation.field, [])
        if not any(entry is one for one in entries):
            entries.append(entry)
    return facts


def _set(value: object) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()


def facts_of_whole(graph: Graph) -> Facts:
    """What a graph says of itself, apart from its sources."""
    facts = Facts()
    own = {name: value for name, value in graph.graph.items() if name in GRAPH_ATTRIBUTES}
    titles = {name: value for name, value in graph.graph.items() if name.startswith("title")}
    own.pop("sources", None)
    _add(facts, own, GRAPH_ATTRIBUTES, None)
    _add(facts, titles, GRAPH_ATTRIBUTES, None)
    facts.values = {name.replace("name", "title", 1): one for name, one in facts.values.items()}
    return facts


def sources_in(graph: Graph) -> dict[str, Facts]:
    """What a graph says of each source."""
    return {source.id: facts_of(source) for source in sources_of(graph)}


def _links_of(graph: Graph, item: str) -> Iterator[tuple[Relation, str, Attributes]]:
    """The links that the record of an item states, in the order of their other ends."""
    into, out = adjacency_of(graph)
    several = graph.is_multigraph()
    for near, is_out in ((out[item], True), (into[item], False)):
        for other, data in near.items():
            for link in data.values() if several else [data]:
                relation = relation_of(item, other, link)
                states_part = relation.held is Held.PART
                if states_part is not is_out:
                    yield relation, other, link


def _link(other: str, link: Attributes) -> Facts:
    facts = Facts(evidence=evidence_of(link), key=other, ends=(other,))
    _add(facts, link, EDGE_ATTRIBUTES, None)
    return facts


def _alternative(known: dict[object, Facts], entry: Facts, number: object) -> Facts:
    """The requirement that a link belongs to: links of the same number are its alternatives."""
    one = entry if number is None else known.setdefault(number, entry)
    one.key, one.ends = None, tuple(sorted({*one.ends, *entry.ends}))
    one.values["any_of"] = frozenset(one.ends)
    return one


def _add(
    facts: Facts, attributes: Attributes, schema: Mapping[str, Attribute], record: object
) -> None:
    for name, value in attributes.items():
        if name in _DERIVED or value is None or value == "":
            continue
        if name == "title" and any(
            other != name and other.startswith("title_") and attributes[other] == value
            for other in attributes
        ):
            continue  # the same name, in the language of the graph
        family, _, member = name.partition("_")
        field = f"{_FAMILIES[family]}.{member}" if member and family in _FAMILIES else name
        field = "name" if name == "title" else field
        _add_value(facts, field, value, schema.get(_LIKE.get(name, name)), record)


def _add_value(
    facts: Facts, field: str, value: Any, attribute: Attribute | None, record: object
) -> None:
    form = attribute.form if attribute else None
    try:
        if form is THRESHOLDS:
            facts.entries[field] = [facts_of(one) for one in _thresholds(form.parse(value))]
            return
        if form is WEIGHTS:
            facts.values |= {f"{field}.{name}": n for name, n in json.loads(value).items()}
            return
    except (ValueError, TypeError, AttributeError):
        pass  # a text that somebody else wrote there is compared as it is
    facts.values[field] = _typed(field, value, attribute, record)


def _thresholds(found: Any) -> Iterable[Threshold]:
    return [one for one in found if isinstance(one, Threshold)]


def _typed(field: str, value: Any, attribute: Attribute | None, record: object) -> object:
    """A value as records have it: a word, a date, a set of texts; else as it is."""
    if field.startswith(_DATED) or (attribute and attribute.form is EDTF):
        return parsed(value) or value
    words = (attribute and attribute.words) or {}
    for known in (words.get(None), words.get(_kind(record))):
        if known and value in set(known):
            return known(value)
    if isinstance(value, str) and SEPARATOR in value:
        return frozenset(value.split(SEPARATOR))
    return value


def _kind(record: object) -> RecordKind | None:
    return next((kind for kind in RecordKind if kind == record), None)
