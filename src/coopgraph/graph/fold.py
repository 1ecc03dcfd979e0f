"""Fold a large graph: group similar items, so that it can be drawn and read.

The items that most others rely on stay by themselves, as many as fit. The others are grouped by
kind, standing, and the first of those items that they are tied to.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import networkx as nx

from coopgraph.graph.check import require_graph
from coopgraph.graph.items import item_of, language_of
from coopgraph.graph.meaning import meaning_of
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph
from coopgraph.graph.state import record_of, standing_of
from coopgraph.messages.catalogue import say
from coopgraph.words.vocabulary import Modality, RecordKind

__all__ = ["grouped"]

#: The default number of boxes, which fits on a sheet of A3.
DEFAULT_LIMIT: Final = 40

_EXAMPLES: Final = 2
_DETAILS: Final = (4, 3, 2, 1)  # how many of record, standing, kind and country distinguish groups
_Key = tuple[object, ...]


def grouped(
    graph: Graph, *, limit: int = DEFAULT_LIMIT, lang: str | None = None
) -> "nx.MultiDiGraph[str]":
    """Group similar items of a graph, as finely as a maximum number of items allows.

    Items with the same ties are grouped first, which loses nothing but their names. If that is not
    enough, the items with the most ties stay by themselves, as many as fit, and the others are
    grouped by record, standing, kind, country and the first of those items that they are tied to;
    kind and country are ignored if they would leave room for few single items.

    Parameters
    ----------
    graph
        A graph with the attributes of :mod:`coopgraph.graph.schema`.
    limit
        The maximum number of items of the result; at least the number of kinds of record.
    lang
        Language of the names of groups; that of the graph by default.

    Returns
    -------
    networkx.MultiDiGraph
        A graph of the same schema, which every question and picture takes. A group has ``count``,
        ``members`` (ids) and ``examples`` (names); its id is that of its first member with ``+``
        and the number of the others. Groups have a relation if some of their members have it; it
        binds only if it binds every member, and has ``count``. A graph that fits is copied.

    Raises
    ------
    GraphSchemaError
        When a link has an unknown relation.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> small = cg.grouped(graph, limit=8)
    >>> len(small) <= 8, sum(n for _, n in small.nodes(data="count", default=1)) == len(graph)
    (True, True)
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    if len(graph) <= limit:
        return nx.MultiDiGraph(graph)
    key_of = _finest(graph, limit)
    groups: dict[_Key, list[str]] = {}
    for item in sorted(graph):
        groups.setdefault(key_of[item], []).append(item)
    names = {item: _id_of(members) for members in groups.values() for item in members}
    small: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    for members in sorted(groups.values(), key=lambda m: (_record_rank(graph, m[0]), m)):
        small.add_node(names[members[0]], **_node(graph, members, lang))
    _add_edges(graph, small, names)
    return small


def _id_of(members: list[str]) -> str:
    return members[0] if len(members) == 1 else f"{members[0]}+{len(members) - 1}"


def _record_rank(graph: Graph, item: str) -> int:
    return list(RecordKind).index(record_of(graph, item))


def _finest(graph: Graph, limit: int) -> dict[str, _Key]:
    """The key of the group of each item, in the finest grouping that fits."""
    ties = _ties(graph)
    twins: dict[str, _Key] = {item: (*_what(graph, item), frozenset(ties[item])) for item in graph}
    if len(set(twins.values())) <= limit:
        return twins
    # What most others rely on is the most informative.
    order = sorted(graph, key=lambda item: (-_relying(ties[item]), -len(ties[item]), item))
    rank = {item: n for n, item in enumerate(order)}
    nearest = {item: min(_ranked(ties[item], rank), default=None) for item in graph}
    for level, details in enumerate(_DETAILS):
        least = limit // 4 if level < len(_DETAILS) - 1 else 0
        for named in range(limit - 1, least - 1, -1):
            keys = {}
            for item in graph:
                tie = nearest[item]
                tied = tie if tie and tie[0] < named else ()
                what = _what(graph, item)[:details]
                keys[item] = (item,) if rank[item] < named else (*what, tied)
            if len(set(keys.values())) <= limit:
                return keys
    return {item: (record_of(graph, item),) for item in graph}


def _ties(graph: Graph) -> dict[str, set[_Key]]:
    """The ties of each item: the other item, the direction, the relation, the role, the strength."""
    ties: dict[str, set[_Key]] = {item: set() for item in graph}
    for dependent, depends_on, attributes in graph.edges(data=True):
        meaning = meaning_of(attributes, dependent, depends_on)
        look = meaning.relation, attributes.get("role"), meaning.strength
        ties[dependent].add((depends_on, "out", *look))
        ties[depends_on].add((dependent, "in", *look))
    return ties


def _relying(ties: set[_Key]) -> int:
    """How many other items rely on an item, cite it or follow it."""
    return len({tie[0] for tie in ties if tie[1] == "in"})


def _ranked(ties: set[_Key], rank: Mapping[str, int]) -> Iterator[tuple[int, str, str]]:
    """Each tie by the rank of the other item, its direction and its relation."""
    for other, direction, relation, *_ in ties:
        yield rank[str(other)], str(direction), str(relation)


def _what(graph: Graph, item: str) -> _Key:
    attributes = graph.nodes[item]
    return (
        record_of(graph, item),
        standing_of(graph, item),
        attributes.get("kind"),
        attributes.get("country"),
    )


def _node(graph: Graph, members: list[str], lang: str) -> dict[str, Any]:
    """The attributes of a single item, or those that all members of a group share."""
    if len(members) == 1:
        return dict(graph.nodes[members[0]])
    first = graph.nodes[members[0]]
    shared = {
        name: first[name]
        for name in ("record", "kind", "status", "country")
        if name in first and all(graph.nodes[m].get(name) == first[name] for m in members)
    }
    if "status" not in shared and "status" in first:
        # If statuses differ, the group has one of its least advanced standing.
        standings = {standing_of(graph, m): str(graph.nodes[m]["status"]) for m in members}
        shared["status"] = standings[max(standings, key=_caution)]
    kinds = Counter(item_of(graph, member, lang).kind for member in members)
    kind = next(iter(kinds)) if len(kinds) == 1 else record_of(graph, members[0]).label(lang)
    by_weight = sorted(members, key=lambda member: (-graph.degree(member), member))
    examples = [item_of(graph, member, lang).short for member in by_weight[:_EXAMPLES]]
    return {
        **shared,
        "title": say("group", lang, count=len(members), kind=kind),
        "count": len(members),
        "members": SEPARATOR.join(members),
        "examples": ", ".join(examples),
    }


def _caution(standing: object) -> int:
    return ["over", "achieved", "open"].index(str(standing))


def _add_edges(graph: Graph, small: "nx.MultiDiGraph[str]", names: Mapping[str, str]) -> None:
    bundles: dict[tuple[str, str, str], list[tuple[str, Attributes]]] = {}
    for dependent, depends_on, attributes in graph.edges(data=True):
        ends = names[dependent], names[depends_on]
        if ends[0] == ends[1] and dependent != depends_on:
            continue  # within a group
        key = _edge_key(attributes)
        bundles.setdefault((*ends, key), []).append((dependent, attributes))
    for (dependent, depends_on, key), edges in sorted(bundles.items()):
        merged = _edge([edge for _, edge in edges])
        everyone = small.nodes[dependent].get("count", 1) == len({one for one, _ in edges})
        if not everyone:
            merged["modality"] = Modality.POSSIBLE.value
        small.add_edge(dependent, depends_on, key, **merged)


def _edge_key(attributes: Attributes) -> str:
    role = attributes.get("role")
    return f"{attributes['relation']}:{role}" if role else str(attributes["relation"])


def _edge(edges: list[Attributes]) -> dict[str, Any]:
    """One edge for several: it binds only if all of them do."""
    if len(edges) == 1:
        return dict(edges[0])
    are_required = all(meaning_of(edge).is_required for edge in edges)
    merged: dict[str, Any] = {
        "relation": edges[0]["relation"],
        "modality": (Modality.REQUIRED if are_required else Modality.POSSIBLE).value,
        "count": len(edges),
    }
    if edges[0].get("role"):
        merged["role"] = edges[0]["role"]
    replaceable = [e for e in edges if meaning_of(e).has_alternatives]
    if replaceable:
        merged |= {n: replaceable[0][n] for n in ("requirement", "at_least", "alternatives")}
    return merged
