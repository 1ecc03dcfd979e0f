"""Validation of graphs: every question begins with it.

A question refuses invalid attributes, but accepts nodes without ``record``, which default to
institutions. :func:`check_graph` reports both.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import itemgetter, methodcaller
from typing import Final, TypeVar

from coopgraph._base.errors import GraphSchemaError, Problem
from coopgraph.graph.schema import (
    EDGE_ATTRIBUTES,
    GRAPH_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    Attributes,
    Graph,
    dates_of,
    edge_place,
    quoted,
    value_problems,
)
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import RecordKind, Word

__all__ = ["check_graph", "require_graph"]

#: The links of a graph of up to this many nodes are checked in advance. In a larger graph that would
#: take longer than many questions, so each link is checked when it is read.
_SMALL: Final = 4_000

_Schema = Mapping[str, Attribute]
_W = TypeVar("_W", bound=Word)


def require_graph(graph: Graph) -> None:
    """Raise if a graph is invalid: every question calls it first.

    Raises
    ------
    TypeError
        When it is not a graph.
    GraphSchemaError
        When it is not directed, or with every invalid attribute.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> graph.nodes["framework-convention"]["quorum"] = -5
    >>> require_graph(graph)
    Traceback (most recent call last):
        ...
    coopgraph._base.errors.GraphSchemaError: 1 problem in the graph
    framework-convention: 'quorum' is a whole number from 1 to 9007199254740992, not -5
    """
    _require_direction(graph)
    with dates_of(graph):
        if not (
            _are_valid([graph.graph], GRAPH_ATTRIBUTES)
            and _are_valid(_nodes(graph), NODE_ATTRIBUTES)
            and set(map(type, graph)) <= {str}
            and (len(graph) > _SMALL or _are_valid(_links(graph), EDGE_ATTRIBUTES))
        ):
            _raise(_problems(graph, strict=False))


def check_graph(graph: Graph) -> None:
    """Check that a graph has the attributes that questions rely on.

    Parameters
    ----------
    graph
        A directed networkx graph, with or without parallel edges.

    Raises
    ------
    TypeError
        When it is not a graph.
    GraphSchemaError
        With everything that is missing or invalid.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_edge("a", "b", relation="requires")
    >>> check_graph(graph)
    Traceback (most recent call last):
        ...
    coopgraph._base.errors.GraphSchemaError: 2 problems in the graph
    a: the attribute 'record' is missing
    b: the attribute 'record' is missing
    """
    _require_direction(graph)
    with dates_of(graph):
        _raise(_problems(graph, strict=True))


def _require_direction(graph: object) -> None:
    is_directed = getattr(graph, "is_directed", None)
    if is_directed is None:
        msg = (
            f"expected a graph, not {type(graph).__name__}; "
            "build one first: cg.build_graph(dossier), where dossier is cg.read(path)"
        )
        raise TypeError(msg)
    if not is_directed():
        raise GraphSchemaError([Problem("graph-undirected")])


def _raise(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise GraphSchemaError(found)


# -- all at once: there are few combinations of words among many nodes ------------------------------


def _nodes(graph: Graph) -> list[Attributes]:
    return list(map(itemgetter(1), graph.nodes(data=True)))


def _links(graph: Graph) -> list[Attributes]:
    return list(map(itemgetter(2), graph.edges(data=True)))


_values = methodcaller("values")
_TEXT_OR_NONE: Final = {str, type(None)}


def _are_valid(rows: list[Attributes], schema: _Schema) -> bool:
    """Whether the attributes of many nodes, or of many links, are valid."""
    decisive = [name for name, attribute in schema.items() if attribute.decides]
    try:
        combinations = {tuple(map(row.get, decisive)) for row in rows}
        restricted = {
            (name, value)
            for name, attribute in schema.items()
            if attribute.is_restricted
            for row in rows
            if (value := row.get(name)) is not None
        }
    except TypeError:  # an unhashable value, so neither a text nor a number
        return False
    rows_to_check = (dict(zip(decisive, values, strict=True)) for values in combinations)
    if any(_attribute_problems("", row, schema, strict=False) for row in rows_to_check):
        return False
    if any(value_problems("", name, value, schema[name]) for name, value in restricted):
        return False
    # In most graphs every value is text, which is faster to check than each attribute.
    if set(map(type, chain.from_iterable(map(_values, rows)))) <= {str}:
        return True
    texts = [
        name
        for name in set(chain.from_iterable(rows))
        if (attribute := _attribute(schema, name))
        and not (attribute.decides or attribute.is_restricted)
    ]
    return all(type(row.get(name)) in _TEXT_OR_NONE for name in texts for row in rows)


# -- one by one -------------------------------------------------------------------------------------


def _problems(graph: Graph, *, strict: bool) -> Iterator[Problem]:
    yield from _attribute_problems("", graph.graph, GRAPH_ATTRIBUTES, strict=strict)
    records: dict[object, object] = {}
    for item, attributes in graph.nodes(data=True):
        place = quoted(item)
        if not isinstance(item, str):
            yield Problem("node-not-text", (place,), {"type": type(item).__name__})
        records[item] = attributes.get("record")
        yield from _attribute_problems(place, attributes, NODE_ATTRIBUTES, strict=strict)
    for dependent, depends_on, attributes in graph.edges(data=True):
        place = edge_place(dependent, depends_on)
        yield from _attribute_problems(place, attributes, EDGE_ATTRIBUTES, strict=strict)
        if strict:
            ends = records[dependent], records[depends_on]
            yield from _wrong_ends(place, attributes.get("relation"), *ends)


def _attribute_problems(
    place: str, attributes: Attributes, schema: _Schema, *, strict: bool
) -> list[Problem]:
    """Invalid attributes and, if ``strict``, also missing ones and ``None``."""
    given = {name for name, value in attributes.items() if strict or value is not None}
    problems = [
        Problem("missing-attribute", (place,), {"attribute": name})
        for name, attribute in schema.items()
        if attribute.mandatory and name not in given and (strict or name != "record")
    ]
    record = _word_in(RecordKind, attributes.get("record"))
    for name in attributes:
        attribute = _attribute(schema, name) if name in given else None
        if attribute:
            problems += value_problems(place, name, attributes[name], attribute, record)
    return problems


#: In the schema, one attribute stands for its whole family, such as titles in all languages.
_FAMILIES: Final = {
    "title": "title_fr",
    "date": "date_signed",
    "expected": "expected_signed",
    "change": "change_signed",
}


def _attribute(schema: _Schema, name: object) -> Attribute | None:
    """The attribute in the schema; ``None`` if users added it."""
    family = _FAMILIES.get(str(name).partition("_")[0], "")
    return schema.get(str(name)) or schema.get(family)


def _wrong_ends(place: str, named: object, one: object, other: object) -> Iterator[Problem]:
    relation = _word_in(Relation, named)
    ends = _word_in(RecordKind, one), _word_in(RecordKind, other)
    if not relation or not all(ends):
        return
    if ends[0] not in relation.dependents or ends[1] not in relation.prerequisites:
        values = {"relation": relation, "dependent": ends[0], "prerequisite": ends[1]}
        yield Problem("wrong-ends", (place,), values)


def _word_in(words: type[_W], value: object) -> _W | None:
    try:
        return words(value) if isinstance(value, str) else None
    except ValueError:
        return None
