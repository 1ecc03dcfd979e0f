"""Reach: who may be affected by whom, and how that is proven.

All questions follow the links that carry reliance (:class:`coopgraph.vocabulary.Relation`). A
link is *binding* when it is required and no alternative can take its place; an answer is
``certain`` when a path of binding links alone proves it, else ``possible``.

Reach says what *may* be affected. Whether something falls when every one of its alternatives
fails at once is a question about all links together, not about one path.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, overload

from coopgraph.answer import PathLink
from coopgraph.errors import GraphSchemaError, Problem, UnknownWordError
from coopgraph.items import Item, evidence_of, item_of, language_of, resolve
from coopgraph.relations import RelationExposures, RelationGraph, questions
from coopgraph.results import Direction, Explanation, Exposure, Exposures, Reach, Reached
from coopgraph.schema import Attributes, Graph, is_binding, relation_of
from coopgraph.vocabulary import Certainty, Modality, RecordKind, Relation

__all__ = ["dependents", "explain", "exposure", "prerequisites"]

_Chosen = Collection[object] | None


def dependents(
    graph: Graph,
    subject: str,
    *,
    max_steps: int | None = None,
    widen: Collection[str] = (),
    lang: str | None = None,
) -> Reach:
    """All that rely on an item, directly or through others.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph`, or a
        :class:`coopgraph.RelationGraph`, whose answer has ids and steps, no names and paths.
    subject
        Id, acronym, alias or name of the item; its id in a table of relations.
    max_steps
        How many links to follow at most.
    widen
        Relations to follow although they carry no reliance, e.g. ``["part_of"]`` to have the
        directorates of a ministry rely on what the ministry relies on. What is reached only so
        is ``possible``.
    lang
        Language of the answer; that of the graph by default.

    Returns
    -------
    Reach
        Without the subject itself, even where it relies on itself through others. Sorted by
        steps, certainty, kind of record and id.

    Raises
    ------
    UnknownItemError
        When nothing is called so, or several items are.
    UnknownWordError
        When ``widen`` names no relation.
    GraphSchemaError
        When a link on the way names no known relation.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> reach = cg.dependents(graph, "framework-convention")
    >>> [(row.item.id, row.steps, str(row.certainty)) for row in reach][:2]
    [('urban-renewal-component', 1, 'certain'), ('matnuhpv', 1, 'certain')]
    >>> reach["anah"].certainty
    <Certainty.POSSIBLE: 'possible'>
    """
    return _reach(graph, subject, Direction.DEPENDENTS, max_steps, widen, lang)


def prerequisites(
    graph: Graph,
    subject: str,
    *,
    max_steps: int | None = None,
    widen: Collection[str] = (),
    lang: str | None = None,
) -> Reach:
    """All that an item relies on, directly or through others.

    Parameters, order and errors are those of :func:`dependents`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> cg.prerequisites(graph, "anrur-afd-convention").ids
    ('urban-renewal-component', 'framework-convention')
    """
    return _reach(graph, subject, Direction.PREREQUISITES, max_steps, widen, lang)


def explain(
    graph: Graph,
    dependent: str,
    prerequisite: str,
    *,
    widen: Collection[str] = (),
    lang: str | None = None,
) -> Explanation:
    """Why one item relies on another: the shortest proof, link by link, with its evidence.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph`.
    dependent, prerequisite
        Id, acronym, alias or name of the two items.
    widen, lang
        As in :func:`dependents`.

    Returns
    -------
    Explanation
        With an empty path, and ``None`` for certainty, where the one does not rely on the other.

    Raises
    ------
    UnknownItemError, GraphSchemaError
        As in :func:`dependents`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> why = cg.explain(graph, "ANAH", "framework-convention", lang="en")
    >>> [link.depends_on.id for link in why]
    ['anrur-afd-convention', 'urban-renewal-component', 'framework-convention']
    """
    lang = lang or language_of(graph)
    start, goal = resolve(graph, dependent), resolve(graph, prerequisite)
    ends = item_of(graph, start, lang), item_of(graph, goal, lang)
    for row in _reach(graph, goal, Direction.DEPENDENTS, None, widen, lang, only=start):
        return Explanation(*ends, row.certainty, row.path, lang)
    return Explanation(*ends, None, (), lang)


@overload
def exposure(
    graph: RelationGraph, *, agreements: _Chosen = ..., lang: str | None = ...
) -> RelationExposures: ...
@overload
def exposure(graph: Graph, *, agreements: _Chosen = ..., lang: str | None = ...) -> Exposures: ...
def exposure(
    graph: Graph, *, agreements: _Chosen = None, lang: str | None = None
) -> Exposures | RelationExposures:
    """How many institutions and agreements rely on each agreement, directly or through others.

    Parameters
    ----------
    graph
        A graph, or a table of relations, as in :func:`dependents`.
    agreements
        Ids, acronyms, aliases or names of those to count for; all by default.
    lang
        Language of the answer; that of the graph by default.

    Returns
    -------
    Exposures
        The most relied on first; of a table, :class:`coopgraph.RelationExposures`.

    Raises
    ------
    UnknownItemError
        When one of ``agreements`` is none, or several.
    GraphSchemaError
        When a link names no known relation.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> row = cg.exposure(graph)["framework-convention"]
    >>> row.institutions, row.institutions_possible, row.agreements
    (4, 2, 1)
    """
    if isinstance(graph, RelationGraph):
        return questions.exposure(graph, agreements, lang)
    _require_directed(graph)
    lang = lang or language_of(graph)
    wanted = graph if agreements is None else {resolve(graph, str(one)) for one in agreements}
    records = dict(graph.nodes(data="record"))
    # The links are looked at once, not once for each agreement.
    binding: dict[str, list[str]] = {item: [] for item in graph}
    reliance: dict[str, list[str]] = {item: [] for item in graph}
    for dependent, depends_on, attributes in graph.edges(data=True):
        if _reliance_links(dependent, depends_on, attributes):
            reliance[depends_on].append(dependent)
            if is_binding(attributes):
                binding[depends_on].append(dependent)
    rows = []
    for item, record in records.items():
        if record == RecordKind.AGREEMENT and item in wanted:
            sure = _reachable(binding, item) - {item}
            maybe = _reachable(reliance, item) - {item} - sure
            rows.append(_exposure(item_of(graph, item, lang), sure, maybe, records))
    rows.sort(key=_most_relied_on)
    return Exposures(tuple(rows), lang)


def _reachable(links: dict[str, list[str]], start: str) -> set[str]:
    found, stack = {start}, [start]
    while stack:
        for item in links[stack.pop()]:
            if item not in found:
                found.add(item)
                stack.append(item)
    return found


def _exposure(
    agreement: Item, sure: set[str], maybe: set[str], records: dict[str, Any]
) -> Exposure:
    def count(items: Iterable[str], record: RecordKind) -> int:
        return sum(records[item] == record for item in items)

    return Exposure(
        agreement=agreement,
        institutions=count(sure, RecordKind.INSTITUTION),
        institutions_possible=count(maybe, RecordKind.INSTITUTION),
        agreements=count(sure, RecordKind.AGREEMENT),
        agreements_possible=count(maybe, RecordKind.AGREEMENT),
    )


def _most_relied_on(row: Exposure) -> tuple[int, int, str]:
    certain = row.institutions + row.agreements
    possible = row.institutions_possible + row.agreements_possible
    return -certain, -possible, row.agreement.id


# -- walking -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hop:
    """How the walk came to an item: over which link, from which item nearer to the start."""

    steps: int
    nearer: str
    attributes: Attributes


_Follows = Callable[[str, str, Attributes], bool]


def _reliance_links(dependent: str, depends_on: str, attributes: Attributes) -> bool:
    return relation_of(dependent, depends_on, attributes).carries_reliance


def _binding_links(dependent: str, depends_on: str, attributes: Attributes) -> bool:
    return _reliance_links(dependent, depends_on, attributes) and is_binding(attributes)


def _widened(widen: Collection[str]) -> _Follows:
    wider = {_relation(word) for word in widen}

    def follows(dependent: str, depends_on: str, attributes: Attributes) -> bool:
        relation = relation_of(dependent, depends_on, attributes)
        return relation.carries_reliance or relation in wider

    return follows


def _relation(word: str) -> Relation:
    if word not in set(Relation):
        raise UnknownWordError(word, [str(relation) for relation in Relation])
    return Relation(word)


def _walk(
    graph: Graph,
    start: str,
    direction: Direction,
    follows: _Follows,
    max_steps: int | None = None,
) -> dict[str, _Hop | None]:
    """Breadth first from an item over the links that ``follows`` admits, in order of distance.

    Each layer is taken in the order of ids, so that the path found does not depend on the order
    in which the graph was built.
    """
    towards_dependents = direction is Direction.DEPENDENTS
    edges = graph.in_edges if towards_dependents else graph.out_edges
    found: dict[str, _Hop | None] = {start: None}
    layer = [start]
    steps = 0
    while layer and (max_steps is None or steps < max_steps):
        steps += 1
        hops: dict[str, _Hop] = {}
        for nearer in sorted(layer):
            for dependent, depends_on, attributes in edges(nearer, data=True):
                farther = dependent if towards_dependents else depends_on
                if farther in found or not follows(dependent, depends_on, attributes):
                    continue
                hop = hops.get(farther)
                if hop is None or (
                    hop.nearer == nearer and _strength(attributes) < _strength(hop.attributes)
                ):
                    hops[farther] = _Hop(steps, nearer, attributes)
        found |= hops
        layer = list(hops)
    return found


def _strength(attributes: Attributes) -> tuple[object, ...]:
    """Of parallel links the binding one comes first, then what has evidence; then a fixed order."""
    evidence = str(attributes.get("evidence", ""))
    relation = list(Relation).index(Relation(attributes["relation"]))
    details = (str(attributes.get("role", "")), int(attributes.get("requirement", -1)), evidence)
    return not is_binding(attributes), not evidence, relation, *details


def _reach(
    graph: Graph,
    subject: str,
    direction: Direction,
    max_steps: int | None,
    widen: Collection[str],
    lang: str | None,
    only: str | None = None,
) -> Reach:
    if isinstance(graph, RelationGraph):
        return questions.reach(graph, subject, direction, max_steps, widen, lang)
    _require_directed(graph)
    lang = lang or language_of(graph)
    start = resolve(graph, subject)
    sure = _walk(graph, start, direction, _binding_links, max_steps)
    maybe = _walk(graph, start, direction, _widened(widen), max_steps)
    certain = _paths(graph, sure, direction, lang)
    possible = {} if set(sure) == set(maybe) else _paths(graph, maybe, direction, lang)
    wanted = set(maybe) if only is None else {only} & set(maybe)
    rows = []
    for item in wanted - {start}:
        certainty = Certainty.CERTAIN if item in certain else Certainty.POSSIBLE
        path = certain[item] if item in certain else possible[item]
        rows.append(Reached(item_of(graph, item, lang), len(path), certainty, path))
    return Reach(item_of(graph, start, lang), direction, tuple(sorted(rows, key=_order)), lang)


def _require_directed(graph: Graph) -> None:
    if not hasattr(graph, "is_directed"):
        msg = f"this takes a graph, such as cg.build_graph(dossier), not {type(graph).__name__}"
        raise TypeError(msg)
    if not graph.is_directed():
        raise GraphSchemaError([Problem("graph-undirected")])


def _order(row: Reached) -> tuple[int, bool, int, str]:
    records = [RecordKind.AGREEMENT, RecordKind.PROVISION, RecordKind.ACTIVITY]
    rank = records.index(row.item.record) if row.item.record in records else len(records)
    return row.steps, row.certainty is Certainty.POSSIBLE, rank, row.item.id


def _paths(
    graph: Graph, hops: dict[str, _Hop | None], direction: Direction, lang: str
) -> dict[str, tuple[PathLink, ...]]:
    """The path of each item that a walk found; each link is made once and shared."""
    paths: dict[str, tuple[PathLink, ...]] = {}
    for item, hop in hops.items():  # in order of distance: the nearer one comes before
        if hop is None:
            paths[item] = ()
        elif direction is Direction.DEPENDENTS:
            link = _path_link(graph, item, hop.nearer, hop.attributes, lang)
            paths[item] = (link, *paths[hop.nearer])
        else:
            link = _path_link(graph, hop.nearer, item, hop.attributes, lang)
            paths[item] = (*paths[hop.nearer], link)
    return paths


def _path_link(
    graph: Graph, dependent: str, depends_on: str, attributes: Attributes, lang: str
) -> PathLink:
    relation = Relation(attributes["relation"])
    return PathLink(
        dependent=item_of(graph, dependent, lang),
        relation=relation,
        depends_on=item_of(graph, depends_on, lang),
        modality=Modality(attributes.get("modality", Modality.REQUIRED)),
        binding=relation.carries_reliance and is_binding(attributes),
        evidence=evidence_of(attributes) or _evidence_by_place(graph, relation, dependent),
    )


def _evidence_by_place(graph: Graph, relation: Relation, dependent: str) -> tuple[Any, ...]:
    # That a provision is one of its agreement is said where the provision is.
    return evidence_of(graph.nodes[dependent]) if relation is Relation.PROVISION_OF else ()
