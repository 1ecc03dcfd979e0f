"""Build a plain :class:`networkx.MultiDiGraph` from a dossier.

Those who depend on *x* are the ancestors of *x* over the edges that carry reliance (see
:class:`coopgraph.words.relations.Relation`); :mod:`coopgraph.graph.schema` lists the attributes.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

import networkx as nx

from coopgraph._base.gc_pause import gc_paused
from coopgraph.graph.check import require_graph
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph
from coopgraph.records.dossier import Dossier
from coopgraph.records.models import (
    Activity,
    Agreement,
    Evidence,
    Institution,
    Place,
    Provision,
    Record,
    Topic,
)
from coopgraph.records.numbers import plain_number
from coopgraph.records.thresholds import Threshold, full_form, plain_count
from coopgraph.records.ties import KINDS, ItemRecord, Tie
from coopgraph.words.relations import Relation
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import InstitutionStage, Modality, RecordKind, Role

__all__ = ["build_graph", "graph_of"]

#: Attributes of a node with their values, which may be empty.
_Values = Iterator[tuple[str, object]]

#: The end of an edge, its key and its attributes.
_Edge = tuple[str, str, dict[str, Any]]


def build_graph(dossier: Dossier) -> "nx.MultiDiGraph[str]":
    """Build the graph of a dossier: items are nodes, ties are edges.

    Parameters
    ----------
    dossier
        The records. Their order does not matter.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are ids, sorted by kind of record and id. An edge's key is its relation, followed by
        the role or the number of the requirement if it has one, so that parallel relations are
        distinct. ``graph.graph`` holds ``language``, ``title``, ``as_of`` (EDTF) and ``sources`` (JSON).

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> graph.nodes["afd"]["title_en"]
    'French Development Agency'
    >>> sorted(graph.successors("urban-renewal-component"))
    ['framework-convention']
    """
    if not hasattr(dossier, "ties"):
        msg = f"build_graph takes a Dossier, such as cg.read(path), not {type(dossier).__name__}"
        raise TypeError(msg)
    language = dossier.language or "en"
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(language=language)
    if dossier.title:
        graph.graph |= _titles(dossier.title, language)
    if dossier.as_of:
        graph.graph["as_of"] = dossier.as_of.text
    if dossier.sources:
        sources = [
            source.model_dump(mode="json", exclude_defaults=True) for source in dossier.sources
        ]
        sources.sort(key=lambda source: str(source["id"]))
        graph.graph["sources"] = _json(sources)
    with gc_paused():
        _fill(graph, dossier, language)
    return graph


def graph_of(source: Dossier | Graph) -> Graph:
    """The graph of a dossier, or a graph itself if it is valid.

    Raises
    ------
    TypeError, GraphSchemaError
        When it is not a graph, or an invalid one.
    """
    if isinstance(source, Dossier):
        return build_graph(source)
    require_graph(source)
    return source


def _fill(graph: "nx.MultiDiGraph[str]", dossier: Dossier, language: str) -> None:
    stands_for = dossier.same_as()
    nodes = _nodes(dossier, language, stands_for)
    ids = sorted(nodes)
    # Sorting is stable: by kind of record, then by id.
    for item in sorted(ids, key=lambda item: _RANKS[nodes[item]["record"]]):
        _put_node(graph, item, nodes[item])
    ties = _joined(dossier.ties(), stands_for) if stands_for else dossier.ties()
    edges: dict[str, list[_Edge]] = {item: [] for item in ids}
    for tie in ties:
        edges[tie.dependent].append(_edge(tie))
    for item, stated in edges.items():
        _put_edges(graph, item, sorted(stated, key=_ENDS))


# Nodes and edges are put directly into the dictionaries that networkx documents for custom graph
# classes, exactly as ``add_node`` and ``add_edge`` do, in half the time. A test compares the two.


def _put_node(graph: Any, item: str, attributes: dict[str, Any]) -> None:
    graph._node[item], graph._succ[item], graph._pred[item] = attributes, {}, {}


def _put_edges(graph: Any, dependent: str, edges: Iterable[_Edge]) -> None:
    before, near = graph._pred, graph._succ[dependent]
    for depends_on, key, attributes in edges:
        keyed = near.get(depends_on)
        if keyed is None:
            near[depends_on] = before[depends_on][dependent] = {key: attributes}
        else:
            keyed[key] = attributes


_ENDS = itemgetter(0, 1)


def _nodes(
    dossier: Dossier, language: str, stands_for: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """The attributes of each node; records that are the same become one node with all attributes."""
    nodes = {item.id: _node(item, language) for item in dossier.items()}
    for other, item in sorted(stands_for.items()):
        main, added = nodes[item], nodes.pop(other)
        names = [*main.get("aliases", "").split(SEPARATOR), *_names(added)]
        called = {str(value) for name, value in main.items() if name.startswith("title")}
        main["aliases"] = SEPARATOR.join(
            dict.fromkeys(name for name in names if name and name not in called)
        )
        main["same_as"] = SEPARATOR.join(filter(None, [main.get("same_as"), other]))
        nodes[item] = {name: value for name, value in {**added, **main}.items() if value != ""}
    return nodes


def _names(node: Attributes) -> Iterator[str]:
    """Every name of a node."""
    for name, value in node.items():
        if name in {"acronym", "aliases"} or name.startswith("title"):
            yield from str(value).split(SEPARATOR)


def _joined(ties: Iterable[Tie], stands_for: Mapping[str, str]) -> Iterator[Tie]:
    """The ties, with records that are the same merged; of equal ties, the strongest is kept."""
    strongest: dict[tuple[Any, ...], Tie] = {}
    renumbered: dict[str, dict[tuple[str, Relation, int], int]] = {}
    for tie in ties:
        dependent = stands_for.get(tie.dependent, tie.dependent)
        depends_on = stands_for.get(tie.depends_on, tie.depends_on)
        requirement = tie.requirement
        if requirement is not None:  # number the requirements of merged records anew
            of_one = renumbered.setdefault(dependent, {})
            requirement = of_one.setdefault((tie.dependent, tie.relation, requirement), len(of_one))
        one = tie._replace(dependent=dependent, depends_on=depends_on, requirement=requirement)
        key = (dependent, depends_on, _edge_key(tie.relation, tie.role or requirement))
        if dependent != depends_on:
            kept = strongest.setdefault(key, one)
            if kept.modality is Modality.POSSIBLE:
                strongest[key] = one
    yield from _counted(list(strongest.values()))


def _counted(ties: list[Tie]) -> Iterator[Tie]:
    """The ties, each with the number of different alternatives left in its requirement."""
    remaining = Counter((t.dependent, t.relation, t.requirement) for t in ties)
    for tie in ties:
        key = (tie.dependent, tie.relation, tie.requirement)
        alternatives = tie.alternatives if tie.requirement is None else remaining[key]
        at_least = min(tie.at_least, alternatives)
        yield tie._replace(alternatives=alternatives, at_least=at_least)


_RANKS = {str(record): n for n, record in enumerate(RecordKind)}


def _node(item: ItemRecord, language: str) -> dict[str, Any]:
    kind = type(item)
    node: dict[str, Any] = {"record": _RECORDS[kind], **_titles(item.name, language)}
    own = _OWN_VALUES[kind](item, language)
    node |= {name: value for name, value in own if value or value == 0}
    if item.evidence:
        node["evidence"] = _evidence(item.evidence)
    return node


def _of_institution(item: Institution, _language: str) -> _Values:
    yield "kind", _plain(item.kind)
    yield "acronym", item.acronym
    yield "aliases", SEPARATOR.join([alias.text for alias in item.aliases])
    yield "country", item.country
    for stage in InstitutionStage:
        yield stage.value, (when := getattr(item, stage)) and when.text


def _of_agreement(item: Agreement, language: str) -> _Values:
    yield "kind", _plain(item.kind)
    yield "status", _plain(item.status)
    yield "quorum", _quorum(item.quorum)
    yield "entry_into_force", item.entry_into_force and _thresholds(item.entry_into_force)
    for stage, date in item.dates.items():
        yield f"date_{stage}", date.text
    for stage, date in item.expected.items():
        yield f"expected_{stage}", date.text
    yield "expires", item.expires and item.expires.text
    yield "renewal", item.renewal and _plain(item.renewal)
    yield "notice", item.notice and item.notice.in_language(language)
    if item.amount:
        yield "amount", plain_number(item.amount.value)
        yield "currency", item.amount.currency
    yield "topics", _topics(item.topics, language)


def _quorum(thresholds: tuple[Threshold, ...]) -> int | str:
    """A plain number of parties, or else the thresholds as JSON."""
    return plain_count(thresholds) or (_thresholds(thresholds) if thresholds else "")


def _thresholds(thresholds: tuple[Threshold, ...]) -> str:
    return _json([full_form(threshold) for threshold in thresholds])


def _of_provision(item: Provision, _language: str) -> _Values:
    yield "status", _plain(item.status)


def _of_activity(item: Activity, language: str) -> _Values:
    yield "kind", _plain(item.kind)
    yield "status", _plain(item.status)
    yield "when", item.when and item.when.text
    yield "places", SEPARATOR.join([_place(place, language) for place in item.places])
    yield "topics", _topics(item.topics, language)


#: The attributes that only one class of record has.
_OWN_VALUES: Mapping[type[Record], Callable[[Any, str], _Values]] = {
    Institution: _of_institution,
    Agreement: _of_agreement,
    Provision: _of_provision,
    Activity: _of_activity,
}


def _titles(name: Text, language: str) -> dict[str, str]:
    plain = name.plain
    if isinstance(plain, str):
        return {"title": plain}
    return {
        "title": name.in_language(language),
        **{f"title_{tag}": text for tag, text in plain.items()},
    }


_RECORDS = {record: str(kind) for record, kind in KINDS.items()}


def _topics(topics: tuple[Topic, ...], language: str) -> str:
    return SEPARATOR.join([topic.name.in_language(language) for topic in topics])


def _place(place: Place, language: str) -> str:
    parts = [place.name.in_language(language) if place.name else "", place.country or ""]
    text = ", ".join(part for part in parts if part)
    return f"{text}?" if place.modality is Modality.POSSIBLE else text


#: A word as plain text, one object for all nodes that have it.
_plain = lru_cache(maxsize=4096)(str)


def _edge(tie: Tie) -> _Edge:
    _, relation, depends_on, _, modality, evidence, role, details, requirement, *needed = tie
    key, common = _kind_of_edge(relation, modality, role, requirement)
    edge = {**common, **details}
    if evidence:
        edge["evidence"] = _evidence(evidence)
    if requirement is not None:
        edge["requirement"] = requirement
        edge["at_least"], edge["alternatives"] = needed
    return depends_on, key, edge


@lru_cache(maxsize=4096)
def _kind_of_edge(
    relation: Relation, modality: Modality, role: Role | None, requirement: int | None
) -> tuple[str, dict[str, Any]]:
    """The key of an edge, and the attributes that all edges of the same kind share."""
    common = {"relation": str(relation), "modality": str(modality)}
    if role:
        return _edge_key(relation, role), {**common, "role": str(role)}
    return _edge_key(relation, requirement), common


def _edge_key(relation: Relation, detail: Role | int | None) -> str:
    return str(relation) if detail is None else f"{relation}:{detail}"


def _evidence(evidence: tuple[Evidence, ...]) -> str:
    entries = [entry.model_dump(mode="json", exclude_defaults=True) for entry in evidence]
    return _json(entries) if entries else ""


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
