r"""A graph as flat nodes and edges, the input of every writer.

The rules, the same for all formats:

- **Nodes** are sorted by kind of record, then id; **edges** by id. An edge's id joins its ends
  and its key with dots, ``afd.party_to:funder.framework-convention``; a dot or a percent sign in
  a foreign id or key is percent-encoded, so that no two edges share an id. The id depends on that
  edge alone: adding other edges does not change it.
- **Attributes** come in the order of the schema, then by name. Values are text, integers,
  decimals or booleans. The entries of a list are joined with ``|`` (those of a set sorted), any
  other container becomes JSON, a date its ISO or EDTF text.
- An attribute has one type on all nodes, and one on all edges: integers beside decimals become
  decimals, any other mixture becomes text. So do infinite numbers, and integers beyond 2^53,
  which programs that read JSON would round.
- A number of parties beside thresholds in JSON becomes JSON too.
- ``None``, an empty text and NaN are empty values and left out.
- Control characters and lone surrogates, which would make a file unreadable, are replaced by
  U+FFFD. Line ends are ``\n``.

:attr:`FlatGraph.losses` lists what this changes.
"""

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import networkx as nx

from coopgraph.graph.check import check_graph
from coopgraph.graph.items import item_of
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import (
    EDGE_ATTRIBUTES,
    GRAPH_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    Graph,
    join_names,
)
from coopgraph.graph.state import Standing, record_of
from coopgraph.io.write.losses import Finding, Loss, group_losses
from coopgraph.io.write.names import new_names, unique_name
from coopgraph.io.write.values import Scalar, as_text, clean_text, to_scalar
from coopgraph.messages.catalogue import say
from coopgraph.questions.state import ItemState, open_in, states_of
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import RecordKind, Role

__all__ = [
    "LABELLED_ROLES",
    "STATE",
    "Attributes",
    "FlatEdge",
    "FlatGraph",
    "FlatNode",
    "flatten",
]

Attributes = Mapping[str, Scalar]

#: The names of what a node has beside its attributes: the state of its next milestone.
STATE: Final = ("state", "state_certainty")
#: The roles that are not clear from the relation itself.
LABELLED_ROLES: Final = frozenset(Role) - {Role.PARTY, Role.PARTICIPANT}
_RECORD_KINDS: Final = list(RecordKind)
#: The type of values of several types; any other mixture becomes text.
_COMMON_TYPES: Final[Mapping[frozenset[type], type]] = {
    **{frozenset({one}): one for one in (int, float, bool)},
    frozenset({int, float}): float,
}

_Edge = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FlatNode:
    """An item: its id, its label in diagrams, and its attributes.

    Programs that draw also get the ``state`` of its next milestone, which is no attribute of the
    graph: it is computed.
    """

    id: str
    label: str
    kind: str
    record: RecordKind
    standing: Standing
    attributes: Attributes
    state: Mapping[str, str]

    @property
    def place(self) -> str:
        """The node as losses name it."""
        return self.id


@dataclass(frozen=True, slots=True)
class FlatEdge:
    """A link, from the dependent to what it depends on."""

    id: str
    dependent: str
    depends_on: str
    label: str
    relation: Relation
    strength: Strength
    attributes: Attributes

    @property
    def place(self) -> str:
        """The edge as losses name it."""
        return f"{self.dependent} → {self.depends_on}"

    def full_label(self, lang: str) -> str:
        """The label in a diagram: the relation, the role, and whether there are alternatives."""
        role = self.attributes.get("role")
        details = [Role(role).label(lang)] if role in LABELLED_ROLES else []
        if self.strength is Strength.ALTERNATIVE:
            details.append(say("alternative", lang))
        return f"{self.label} ({', '.join(details)})" if details else self.label


@dataclass(frozen=True, slots=True)
class FlatGraph:
    """A whole graph in flat values, and what flattening changed."""

    nodes: tuple[FlatNode, ...]
    edges: tuple[FlatEdge, ...]
    attributes: Attributes
    title: str
    lang: str
    losses: tuple[Loss, ...] = ()

    @property
    def parts(self) -> tuple[FlatNode | FlatEdge, ...]:
        """The nodes, then the edges."""
        return (*self.nodes, *self.edges)

    def attribute_losses(self, *, keeps_title: bool = False) -> list[Loss]:
        """The loss in a format that has no place for attributes of the graph, or only its title."""
        title = self.title if keeps_title else None
        names = [name for name, value in self.attributes.items() if value != title]
        return [Loss("loss-whole", tuple(names))] if names else []

    def type_losses(self) -> list[Loss]:
        """The loss in a format in which all values are text."""
        return list(
            group_losses(
                ("loss-type", "", f"{where}: {name}")
                for where, parts in (("nodes", self.nodes), ("edges", self.edges))
                for name, kind in self.columns(parts).items()
                if kind is not str
            )
        )

    def columns(self, parts: Iterable[FlatNode | FlatEdge]) -> dict[str, type]:
        """The attributes that occur on the given parts, in order, each with its type."""
        types = {name: type(v) for part in parts for name, v in part.attributes.items()}
        schema = EDGE_ATTRIBUTES if parts is self.edges else NODE_ATTRIBUTES
        return {name: types[name] for name in sorted(types, key=_rank(schema))}

    def renamed(self, reserved: Callable[[str, str], bool]) -> "FlatGraph":
        """The same graph with ``data_`` before every attribute whose name the format reserves.

        ``reserved`` takes ``node``, ``edge`` or ``graph``, and a name.
        """
        found: list[Finding] = []

        def with_names(part: Any, names: Mapping[str, str], place: str) -> Any:
            held = part.attributes
            found.extend(("loss-renamed", f"{n} → {names[n]}", place) for n in held if n in names)
            return replace(part, attributes={names.get(name, name): v for name, v in held.items()})

        renamed = {}
        for where, parts in (("node", self.nodes), ("edge", self.edges)):
            names = new_names(self.columns(parts), partial(reserved, where))
            renamed[where] = tuple(with_names(part, names, part.place) for part in parts)
        names = new_names(self.attributes, partial(reserved, "graph"))
        flat: FlatGraph = with_names(self, names, "graph")
        losses = (*self.losses, *group_losses(found))
        return replace(flat, nodes=renamed["node"], edges=renamed["edge"], losses=losses)

    def networkx(self, *, labels: bool = False) -> "nx.MultiDiGraph[str]":
        """Convert to a networkx graph whose edge keys are the ids of the edges."""
        # Attributes are set afterwards: as arguments, some would clash with networkx's own names.
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.graph.update(self.attributes)
        for node in self.nodes:
            graph.add_node(node.id)
            drawn = {"label": node.label, **node.state} if labels else {}
            graph.nodes[node.id].update(drawn, **node.attributes)
        for edge in self.edges:
            graph.add_edge(edge.dependent, edge.depends_on, edge.id)
            data = graph.edges[edge.dependent, edge.depends_on, edge.id]
            data.update({"label": edge.label} if labels else {}, **edge.attributes)
        return graph


def flatten(graph: Graph, lang: str) -> FlatGraph:
    """Convert a graph to flat nodes and edges.

    Parameters
    ----------
    graph
        A graph that follows the schema of :mod:`coopgraph.graph.schema`.
    lang
        Language of the labels.

    Raises
    ------
    GraphSchemaError
        Listing everything that the graph lacks.
    """
    check_graph(graph)
    found: list[Finding] = []
    ids = _clean_ids(graph, found)
    states = {row.item.id: row for row in states_of(graph)}
    proposed = open_in({item: row.standing for item, row in states.items()})
    nodes = sorted(
        _nodes(graph, ids, states, lang, found),
        key=lambda node: (_RECORD_KINDS.index(node.record), node.id),
    )
    edges = sorted(_edges(graph, ids, proposed, lang, found), key=lambda edge: edge.id)
    values = _scalars(graph.graph, "graph", found)
    # The titles of the graph are in the schema of its items.
    rank = _rank({**NODE_ATTRIBUTES, **GRAPH_ATTRIBUTES})
    titles = (f"title_{lang}", "title", "title_en", "title_fr")
    return FlatGraph(
        nodes=tuple(nodes),
        edges=tuple(edges),
        attributes={name: values[name] for name in sorted(values, key=rank)},
        title=next((str(values[name]) for name in titles if name in values), ""),
        lang=lang,
        losses=group_losses(sorted(found)),
    )


def _nodes(
    graph: Graph,
    ids: Mapping[str, str],
    states: Mapping[str, ItemState],
    lang: str,
    found: list[Finding],
) -> Iterator[FlatNode]:
    raw = {item: _scalars(graph.nodes[item], item, found) for item in graph}
    for item, attributes in _one_type_each(raw, str, NODE_ATTRIBUTES, found).items():
        shown, state = item_of(graph, item, lang), states.get(item)
        yield FlatNode(
            id=ids[item],
            label=clean_text(shown.full),
            kind=clean_text(shown.kind),
            record=record_of(graph, item),
            standing=state.standing if state else Standing.ACHIEVED,
            attributes=attributes,
            state=_state(state),
        )


def _state(row: ItemState | None) -> dict[str, str]:
    values = (row.state.value, row.certainty.value) if row else ()
    return dict(zip(STATE, values, strict=False))


def _edges(
    graph: Graph,
    ids: Mapping[str, str],
    proposed: Container[str],
    lang: str,
    found: list[Finding],
) -> Iterator[FlatEdge]:
    keyed = _keyed_edges(graph)
    raw = {edge: _scalars(attributes, _place(edge), found) for edge, attributes in keyed.items()}
    for edge, attributes in _one_type_each(raw, _place, EDGE_ATTRIBUTES, found).items():
        dependent, depends_on, key = edge
        meaning = meaning_of(keyed[edge], dependent, depends_on)
        yield FlatEdge(
            id=join_names(ids[dependent], clean_text(key), ids[depends_on]),
            dependent=ids[dependent],
            depends_on=ids[depends_on],
            label=meaning.relation.words(dependent, depends_on, proposed, lang),
            relation=meaning.relation,
            strength=meaning.strength,
            attributes=attributes,
        )


def _place(edge: _Edge) -> str:
    return f"{edge[0]} → {edge[1]}"


def _keyed_edges(graph: Graph) -> dict[_Edge, Mapping[str, Any]]:
    """Every edge by its ends and a textual key: its own if that is text, else its relation.

    In graphs from elsewhere the keys of parallel edges may be numbers, which only reflect the
    order of insertion; such edges are told apart by their attributes.
    """
    if graph.is_multigraph():
        edges = list(graph.edges(keys=True, data=True))
    else:
        edges = [(*edge[:2], None, edge[2]) for edge in graph.edges(data=True)]
    found = []
    for dependent, depends_on, key, attributes in edges:
        is_text = isinstance(key, str)
        content = json.dumps(attributes, default=str, sort_keys=True, skipkeys=True)
        text = key if is_text else str(attributes["relation"])
        found.append((dependent, depends_on, text, not is_text, content, attributes))
    result: dict[_Edge, Mapping[str, Any]] = {}
    keys: dict[tuple[str, str], set[str]] = {}
    for dependent, depends_on, text, *_, attributes in sorted(found, key=lambda edge: edge[:5]):
        used = keys.setdefault((dependent, depends_on), set())
        key = unique_name(text, used.__contains__)
        used.add(key)
        result[dependent, depends_on, key] = attributes
    return result


def _clean_ids(graph: Graph, found: list[Finding]) -> dict[str, str]:
    """A distinct id for each node without characters that make files unreadable."""
    ids: dict[str, str] = {}
    taken = {item for item in graph if clean_text(item) == item and item}
    for item in sorted(graph):
        ids[item] = item
        if item not in taken:
            ids[item] = unique_name(clean_text(item) or "-", taken.__contains__)
            taken.add(ids[item])
            found.append(("loss-character", "", clean_text(item)))
    return ids


def _scalars(attributes: Mapping[Any, Any], place: str, found: list[Finding]) -> dict[str, Scalar]:
    values: dict[str, Scalar] = {}
    place = clean_text(place)
    for key in sorted(attributes, key=str):
        name = clean_text(str(key)) or "-"
        while name in values:
            name += "~"
        value, was_scalar = to_scalar(attributes[key])
        if value is None:
            found.append(("loss-empty", name, place))
            continue
        if not was_scalar:
            found.append(("loss-retyped", name, place))
        if isinstance(value, str):
            if clean_text(value).count("\ufffd") > value.count("\ufffd"):
                found.append(("loss-character", name, place))
            value = clean_text(value)
        values[name] = value
    return values


def _one_type_each(
    values: dict[Any, dict[str, Scalar]],
    place: Callable[[Any], str],
    schema: Mapping[str, Attribute],
    found: list[Finding],
) -> dict[Any, Attributes]:
    """The attributes in order, converted so that each has one type wherever it occurs."""
    types: dict[str, set[type]] = {}
    for attributes in values.values():
        for name, value in attributes.items():
            types.setdefault(name, set()).add(type(value))
    common = {
        name: _COMMON_TYPES.get(frozenset(types[name]), str)
        for name in sorted(types, key=_rank(schema))
    }
    converted: dict[Any, Attributes] = {}
    for part, attributes in values.items():
        converted[part] = {
            name: as_text(attributes[name], schema.get(name))
            if kind is str
            else kind(attributes[name])
            for name, kind in common.items()
            if name in attributes
        }
        for name, value in attributes.items():
            has_form = name in schema and schema[name].form
            if common[name] is str and not isinstance(value, str) and not has_form:
                found.append(("loss-retyped", name, clean_text(place(part))))
    return converted


def _rank(schema: Mapping[str, Any]) -> Callable[[str], tuple[int, str]]:
    """A sort key for attributes: the order of the schema, with title_ar beside title_fr."""
    order = {name: n for n, name in enumerate(schema)}

    def rank(name: str) -> tuple[int, str]:
        family = f"{name.partition('_')[0]}_"
        near = [n for known, n in order.items() if known.startswith(family)]
        return order.get(name, near[0] if near else len(order)), name

    return rank
