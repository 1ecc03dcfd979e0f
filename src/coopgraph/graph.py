"""A dossier as a plain :class:`networkx.MultiDiGraph`.

Who depends on *x* is the ancestors of *x* over the edges that carry reliance (see
:class:`coopgraph.vocabulary.Relation`); the attributes are those of :mod:`coopgraph.schema`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx

from coopgraph.dossier import Dossier
from coopgraph.garbage import uncollected
from coopgraph.model import Activity, Agreement, Evidence, Institution, Place, Provision, Topic
from coopgraph.schema import SEPARATOR, Attributes
from coopgraph.text import Text
from coopgraph.ties import KINDS, ItemRecord, Tie
from coopgraph.vocabulary import Modality, RecordKind

__all__ = ["build_graph"]


def build_graph(dossier: Dossier) -> "nx.MultiDiGraph[str]":
    """The graph of a dossier: items are nodes, ties are edges.

    Parameters
    ----------
    dossier
        The records. Their order does not matter.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are ids, sorted by kind of record and id. An edge's key is its relation, followed by
        the role or the number of the requirement where there is one, so that parallel relations
        stay apart. ``graph.graph`` holds ``language``, ``title`` and ``sources`` (JSON).

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
    if dossier.sources:
        sources = [
            source.model_dump(mode="json", exclude_defaults=True) for source in dossier.sources
        ]
        sources.sort(key=lambda source: str(source["id"]))
        graph.graph["sources"] = _json(sources)
    with uncollected():
        _fill(graph, dossier, language)
    return graph


def _fill(graph: "nx.MultiDiGraph[str]", dossier: Dossier, language: str) -> None:
    stands_for = dossier.same_as()
    nodes = _nodes(dossier, language, stands_for)
    order = sorted(nodes, key=lambda item: (_rank(nodes[item]), item))
    graph.add_nodes_from((item, nodes[item]) for item in order)
    ties = _joined(dossier.ties(), stands_for) if stands_for else dossier.ties()
    edges = {(tie.dependent, tie.depends_on, _edge_key(tie)): _edge(tie) for tie in ties}
    rows: list[Any] = [(*ends, edges[ends]) for ends in sorted(edges)]
    graph.add_edges_from(rows)


def _nodes(
    dossier: Dossier, language: str, stands_for: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """The attributes of each node; what is the same is one node, with what the others add."""
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
    """Every name that a node goes by."""
    for name, value in node.items():
        if name in {"acronym", "aliases"} or name.startswith("title"):
            yield from str(value).split(SEPARATOR)


def _joined(ties: Iterable[Tie], stands_for: Mapping[str, str]) -> Iterator[Tie]:
    """The ties, with what is the same brought together; of equal ones the strongest."""
    strongest: dict[tuple[Any, ...], Tie] = {}
    renumbered: dict[tuple[str, str, int], int] = {}
    for tie in ties:
        dependent = stands_for.get(tie.dependent, tie.dependent)
        depends_on = stands_for.get(tie.depends_on, tie.depends_on)
        requirement = tie.requirement
        if requirement is not None:  # those of several records stand side by side
            known = sum(key[0] == dependent for key in renumbered)
            origin = (dependent, tie.dependent, requirement)
            requirement = renumbered.setdefault(origin, known)
        one = replace(tie, dependent=dependent, depends_on=depends_on, requirement=requirement)
        key = (dependent, depends_on, _edge_key(one))
        if dependent != depends_on:
            kept = strongest.setdefault(key, one)
            if kept.modality is Modality.POSSIBLE:
                strongest[key] = one
    yield from _counted(list(strongest.values()))


def _counted(ties: list[Tie]) -> Iterator[Tie]:
    """The ties, each requirement with as many alternatives as are left of it as different ones."""
    left = Counter((t.dependent, t.requirement or 0) for t in ties if t.requirement is not None)
    for tie in ties:
        key = (tie.dependent, tie.requirement or 0)
        alternatives = tie.alternatives if tie.requirement is None else left[key]
        at_least = min(tie.at_least, alternatives)
        yield replace(tie, alternatives=alternatives, at_least=at_least)


def _rank(attributes: Attributes) -> int:
    return _RANKS[attributes["record"]]


_RANKS = {str(record): n for n, record in enumerate(RecordKind)}


def _node(item: ItemRecord, language: str) -> dict[str, Any]:
    node: dict[str, Any] = {"record": _record_of(item), **_titles(item.name, language)}
    if not isinstance(item, Provision):
        node["kind"] = item.kind.value
    match item:
        case Institution():
            aliases = SEPARATOR.join(alias.text for alias in item.aliases)
            node |= {"acronym": item.acronym, "aliases": aliases, "country": item.country}
        case Agreement():
            node |= {"status": item.status.value, "quorum": item.quorum}
            node |= {f"date_{stage}": date.text for stage, date in item.dates.items()}
            node |= {f"expected_{stage}": date.text for stage, date in item.expected.items()}
            node["topics"] = _topics(item.topics, language)
        case Provision():
            node["status"] = item.status.value
        case Activity():
            node |= {"status": item.status.value, "when": item.when and item.when.text}
            node["places"] = SEPARATOR.join(_place(place, language) for place in item.places)
            node["topics"] = _topics(item.topics, language)
    node["evidence"] = _evidence(item.evidence)
    return {name: value for name, value in node.items() if value not in {None, ""}}


def _titles(name: Text, language: str) -> dict[str, str]:
    tagged = {f"title_{tag}": text for tag, text in name.texts.items() if tag}
    return {"title": name.in_language(language), **tagged}


def _record_of(item: ItemRecord) -> str:
    return _RECORDS[type(item)]


_RECORDS = {record: str(kind) for record, kind in KINDS.items()}


def _topics(topics: tuple[Topic, ...], language: str) -> str:
    return SEPARATOR.join(topic.name.in_language(language) for topic in topics)


def _place(place: Place, language: str) -> str:
    parts = [place.name.in_language(language) if place.name else "", place.country or ""]
    text = ", ".join(part for part in parts if part)
    return f"{text}?" if place.modality is Modality.POSSIBLE else text


def _edge_key(tie: Tie) -> str:
    detail = tie.role or tie.requirement
    return str(tie.relation) if detail is None else f"{tie.relation}:{detail}"


def _edge(tie: Tie) -> dict[str, Any]:
    edge: dict[str, Any] = {"relation": str(tie.relation), "modality": str(tie.modality)}
    if tie.role:
        edge["role"] = str(tie.role)
    for name, date in tie.dates.items():
        edge[name] = date.text
    if tie.evidence:
        edge["evidence"] = _evidence(tie.evidence)
    if tie.requirement is not None:
        edge["requirement"] = tie.requirement
        edge["at_least"] = tie.at_least
        edge["alternatives"] = tie.alternatives
    return edge


def _evidence(evidence: tuple[Evidence, ...]) -> str:
    entries = [entry.model_dump(mode="json", exclude_defaults=True) for entry in evidence]
    return _json(entries) if entries else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
