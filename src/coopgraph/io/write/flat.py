r"""One graph as flat nodes and edges: the step before every writer.

Stated here once, so that all formats agree:

- **Nodes** come by kind of record and then id; **edges** by their id. An edge's id joins its ends
  and its key by dots, ``afd.party_to:funder.framework-convention``; in foreign ids and keys a dot
  or a percent sign is percent-encoded, so that no two edges share an id. The id depends on that
  edge alone: adding others does not change it.
- **Attributes** come in the order of the schema, then by name. Values are text, whole numbers,
  decimal numbers or truth values. A list becomes its entries with ``|`` between them (those of a
  set sorted), any other container becomes JSON, a date its ISO or EDTF text.
- One attribute has one type on all nodes, and one on all edges: whole numbers beside decimal ones
  become decimal, any other mixture becomes text. So do infinite numbers, and whole ones beyond
  2^53, which programs that read JSON would round.
- ``None``, an empty text and "not a number" say nothing, and are left out.
- A control character, or half a character, would make files that no reader opens: U+FFFD stands
  in for it. Line ends are ``\n``.

What is changed by this is listed in :attr:`Flat.losses`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import networkx as nx

from coopgraph.graph.check import check_graph
from coopgraph.graph.items import item_of
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Graph, joined
from coopgraph.graph.state import Standing, record_of, standing_of
from coopgraph.io.write.losses import Loss, losses_of
from coopgraph.io.write.scalars import Scalar, readable, scalar_of
from coopgraph.messages.catalogue import say
from coopgraph.words.vocabulary import RecordKind, Relation, Role

__all__ = ["TELLING_ROLES", "Attributes", "Flat", "FlatEdge", "FlatNode", "flatten"]

Attributes = Mapping[str, Scalar]

_GRAPH: Final = "graph"
_RANKS: Final = list(RecordKind)
#: The roles that the relation does not say by itself.
TELLING_ROLES: Final = frozenset(Role) - {Role.PARTY, Role.PARTICIPANT}

_Edge = tuple[str, str, str]
_Found = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class FlatNode:
    """An item: its id, what a picture says of it, and its attributes."""

    id: str
    label: str
    kind: str
    record: RecordKind
    standing: Standing
    attributes: Attributes

    @property
    def place(self) -> str:
        """The node for a reader."""
        return self.id


@dataclass(frozen=True, slots=True)
class FlatEdge:
    """A tie, from what relies to what is relied on."""

    id: str
    dependent: str
    depends_on: str
    label: str
    relation: Relation
    strength: Strength
    attributes: Attributes

    @property
    def place(self) -> str:
        """The edge for a reader."""
        return f"{self.dependent} → {self.depends_on}"

    def said(self, lang: str) -> str:
        """The relation for a reader of a diagram: with the role, and whether it has alternatives."""
        role = self.attributes.get("role")
        more = [Role(role).label(lang)] if role in TELLING_ROLES else []
        if self.strength is Strength.ALTERNATIVE:
            more.append(say("alternative", lang))
        return f"{self.label} ({', '.join(more)})" if more else self.label


@dataclass(frozen=True, slots=True)
class Flat:
    """A whole graph in flat values, and what flattening changed."""

    nodes: tuple[FlatNode, ...]
    edges: tuple[FlatEdge, ...]
    attributes: Attributes
    title: str
    lang: str
    losses: tuple[Loss, ...] = ()

    @property
    def unheld_whole(self) -> list[Loss]:
        """What a format loses that has no place for the graph's attributes, its title excepted."""
        names = [name for name, value in self.attributes.items() if value != self.title]
        return [Loss("loss-whole", tuple(names))] if names else []

    @property
    def parts(self) -> tuple[FlatNode | FlatEdge, ...]:
        """The nodes, then the edges."""
        return (*self.nodes, *self.edges)

    def columns(self, parts: Iterable[FlatNode | FlatEdge]) -> dict[str, type]:
        """The attributes that occur on some of the parts, in order, each with its type."""
        types = {name: type(v) for part in parts for name, v in part.attributes.items()}
        schema = EDGE_ATTRIBUTES if parts is self.edges else NODE_ATTRIBUTES
        return {name: types[name] for name in sorted(types, key=_rank(schema))}

    def renamed(self, reserved: Callable[[str, str], bool]) -> "Flat":
        """The same, with ``data_`` before attributes whose names a format needs for itself.

        ``reserved`` takes ``node``, ``edge`` or ``graph``, and a name.
        """
        found: _Found = []
        names = {
            "node": _free_names(self.columns(self.nodes), partial(reserved, "node")),
            "edge": _free_names(self.columns(self.edges), partial(reserved, "edge")),
            "graph": _free_names(dict.fromkeys(self.attributes, str), partial(reserved, "graph")),
        }
        nodes, edges = (
            tuple(_renamed(part, names[where], found) for part in parts)
            for where, parts in (("node", self.nodes), ("edge", self.edges))
        )
        attributes = _named(self.attributes, names["graph"], _GRAPH, found)
        losses = (*self.losses, *losses_of(found))
        return replace(self, nodes=nodes, edges=edges, attributes=attributes, losses=losses)

    def networkx(self, *, labels: bool = False) -> "nx.MultiDiGraph[str]":
        """The same as a graph of networkx, whose edge keys are the ids of the edges."""
        # Attributes are set one by one: as arguments, some names would be taken for networkx's own.
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.graph.update(self.attributes)
        for node in self.nodes:
            graph.add_node(node.id)
            graph.nodes[node.id].update({"label": node.label} if labels else {}, **node.attributes)
        for edge in self.edges:
            graph.add_edge(edge.dependent, edge.depends_on, edge.id)
            data = graph.edges[edge.dependent, edge.depends_on, edge.id]
            data.update({"label": edge.label} if labels else {}, **edge.attributes)
        return graph


def flatten(graph: Graph, lang: str) -> Flat:
    """The graph as flat nodes and edges.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    lang
        Language of the labels.

    Raises
    ------
    GraphSchemaError
        With everything that the graph lacks.
    """
    check_graph(graph)
    found: _Found = []
    ids = _readable_ids(graph, found)
    nodes = sorted(
        _nodes(graph, ids, lang, found), key=lambda node: (_RANKS.index(node.record), node.id)
    )
    edges = sorted(_edges(graph, ids, lang, found), key=lambda edge: edge.id)
    whole = {_GRAPH: _values(graph.graph, _GRAPH, found)}
    attributes = _alike(whole, str, NODE_ATTRIBUTES, found)[_GRAPH]
    titles = (f"title_{lang}", "title", "title_en", "title_fr")
    losses = sorted(losses_of(found), key=lambda loss: (loss.code, loss.about))
    return Flat(
        nodes=tuple(nodes),
        edges=tuple(edges),
        attributes=attributes,
        title=next((str(attributes[name]) for name in titles if name in attributes), ""),
        lang=lang,
        losses=tuple(replace(loss, places=tuple(sorted(loss.places))) for loss in losses),
    )


def _nodes(graph: Graph, ids: Mapping[str, str], lang: str, found: _Found) -> Iterator[FlatNode]:
    raw = {item: _values(graph.nodes[item], item, found) for item in graph}
    for item, attributes in _alike(raw, str, NODE_ATTRIBUTES, found).items():
        shown = item_of(graph, item, lang)
        yield FlatNode(
            id=ids[item],
            label=readable(shown.full),
            kind=readable(shown.kind),
            record=record_of(graph, item),
            standing=standing_of(graph, item),
            attributes=attributes,
        )


def _edges(graph: Graph, ids: Mapping[str, str], lang: str, found: _Found) -> Iterator[FlatEdge]:
    keyed = _keyed_edges(graph)
    raw = {edge: _values(attributes, _place(edge), found) for edge, attributes in keyed.items()}
    for edge, attributes in _alike(raw, _place, EDGE_ATTRIBUTES, found).items():
        dependent, depends_on, key = edge
        meaning = meaning_of(keyed[edge], dependent, depends_on)
        yield FlatEdge(
            id=joined(ids[dependent], readable(key), ids[depends_on]),
            dependent=ids[dependent],
            depends_on=ids[depends_on],
            label=meaning.relation.label(lang),
            relation=meaning.relation,
            strength=meaning.strength,
            attributes=attributes,
        )


def _place(edge: _Edge) -> str:
    return f"{edge[0]} → {edge[1]}"


def _keyed_edges(graph: Graph) -> dict[_Edge, Mapping[str, Any]]:
    """Every edge with a key that is text: its own where that is text, else its relation.

    A graph that someone else built may number its parallel edges; the number comes from the order
    of making and says nothing, so such edges are told apart by what they carry.
    """
    multiple = graph.is_multigraph()
    edges = graph.edges(keys=True) if multiple else ((*edge, None) for edge in graph.edges)
    found = []
    for dependent, depends_on, key in edges:
        attributes = graph.edges[
            (dependent, depends_on, key) if multiple else (dependent, depends_on)
        ]
        named = isinstance(key, str)
        content = json.dumps(attributes, default=str, sort_keys=True, skipkeys=True)
        text = key if named else str(attributes["relation"])
        found.append((dependent, depends_on, text, not named, content, attributes))
    result: dict[_Edge, Mapping[str, Any]] = {}
    for dependent, depends_on, text, *_, attributes in sorted(found, key=lambda edge: edge[:5]):
        name, number = text, 2
        while (dependent, depends_on, name) in result:
            name, number = f"{text}~{number}", number + 1
        result[dependent, depends_on, name] = attributes
    return result


def _readable_ids(graph: Graph, found: _Found) -> dict[str, str]:
    """An id that every reader can take for each node; no two become one."""
    ids: dict[str, str] = {}
    taken = {item for item in graph if readable(item) == item and item}
    for item in sorted(graph):
        name, number = readable(item) or "-", 2
        if item not in taken:
            plain = name
            while name in taken:
                name, number = f"{plain}~{number}", number + 1
            taken.add(name)
            found.append(("loss-character", "", readable(item)))
        ids[item] = name
    return ids


def _values(attributes: Mapping[Any, Any], place: str, found: _Found) -> dict[str, Scalar]:
    values: dict[str, Scalar] = {}
    place = readable(place)
    for key in sorted(attributes, key=str):
        name = readable(str(key)) or "-"
        while name in values:
            name += "~"
        value, kept = scalar_of(attributes[key])
        if value is None:
            found.append(("loss-empty", name, place))
            continue
        if not kept:
            found.append(("loss-retyped", name, place))
        if isinstance(value, str):
            if readable(value).count("\ufffd") > value.count("\ufffd"):
                found.append(("loss-character", name, place))
            value = readable(value)
        values[name] = value
    return values


def _alike(
    values: dict[Any, dict[str, Scalar]],
    place: Callable[[Any], str],
    schema: Mapping[str, Any],
    found: _Found,
) -> dict[Any, Attributes]:
    """The attributes in order, each of one type wherever it occurs."""
    types: dict[str, set[type]] = {}
    for attributes in values.values():
        for name, value in attributes.items():
            types.setdefault(name, set()).add(type(value))
    common = {name: _common(types[name]) for name in sorted(types, key=_rank(schema))}
    alike: dict[Any, Attributes] = {}
    for part, attributes in values.items():
        alike[part] = {
            name: kind(_worded(attributes[name], kind))
            for name, kind in common.items()
            if name in attributes
        }
        for name, value in attributes.items():
            if common[name] is str and not isinstance(value, str):
                found.append(("loss-retyped", name, readable(place(part))))
    return alike


def _worded(value: Scalar, common: type) -> Scalar:
    return str(value).lower() if common is str and isinstance(value, bool) else value


def _common(kinds: set[type]) -> type:
    if len(kinds) == 1:
        return next(iter(kinds))
    return float if kinds == {int, float} else str


def _rank(schema: Mapping[str, Any]) -> Callable[[str], tuple[int, str]]:
    """A sort key for attributes: the order of the schema, with title_ar beside title_fr."""
    order = {name: n for n, name in enumerate(schema)}

    def rank(name: str) -> tuple[int, str]:
        family = f"{name.partition('_')[0]}_"
        near = [n for known, n in order.items() if known.startswith(family)]
        return order.get(name, near[0] if near else len(order)), name

    return rank


def _free_names(columns: Mapping[str, type], reserved: Callable[[str], bool]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name in sorted(filter(reserved, columns)):
        free = f"data_{name}"
        free = free.replace(":", "_") if reserved(free) else free  # a colon may be what is wrong
        while free in columns or free in names.values() or reserved(free):
            free += "_"
        names[name] = free
    return names


def _renamed(part: Any, names: Mapping[str, str], found: _Found) -> Any:
    return replace(part, attributes=_named(part.attributes, names, part.place, found))


def _named(
    attributes: Attributes, names: Mapping[str, str], place: str, found: _Found
) -> Attributes:
    found += [("loss-renamed", f"{n} → {names[n]}", place) for n in attributes if n in names]
    return {names.get(name, name): value for name, value in attributes.items()}
