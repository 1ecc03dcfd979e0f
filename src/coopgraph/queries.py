"""Reach: who may be affected by whom, and how that is proven.

All questions follow the links that carry reliance (:class:`coopgraph.vocabulary.Relation`). A
link is *binding* when it is required and no alternative can take its place; an answer is
``certain`` when a path of binding links alone proves it, else ``possible``.

Reach says what *may* be affected. Whether something falls when every one of its alternatives
fails at once is a question about all links together, not about one path.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from coopgraph.answer import PathLink
from coopgraph.errors import UnknownWordError
from coopgraph.garbage import uncollected
from coopgraph.items import Item, evidence_of, item_of, language_of, resolve
from coopgraph.meanings import BINDING, RELIANCE, Meanings, reliance_of
from coopgraph.relations import RelationGraph, questions
from coopgraph.results import (
    Direction,
    Explanation,
    Reach,
    Reached,
    Trail,
)
from coopgraph.schema import Attributes, Graph, is_binding, require_directed
from coopgraph.vocabulary import Certainty, Modality, RecordKind, Relation

__all__ = ["dependents", "explain", "prerequisites"]


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


# -- walking -----------------------------------------------------------------------------------


#: How the walk came to an item: from which one nearer to the start, over which link.
_Hop = tuple[str, Attributes]

#: Whether to follow a link, by what it says and what that means (0 where it carries no reliance, 2
#: where it binds, else 1).
_Follows = Callable[[Attributes, int], bool]


def _binding_links(_: Attributes, reliance: int) -> bool:
    return reliance == BINDING


def _widened(widen: Collection[str]) -> _Follows:
    wider = {_relation(word) for word in widen}
    return lambda link, reliance: reliance > 0 or link["relation"] in wider


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
    neighbours = graph.pred if towards_dependents else graph.adj
    several = graph.is_multigraph()
    meanings = Meanings(reliance_of, RELIANCE)
    found: dict[str, _Hop | None] = {start: None}
    layer = [start]
    steps = 0
    while layer and (max_steps is None or steps < max_steps):
        steps += 1
        reached = []
        for nearer in sorted(layer):
            for farther, links in neighbours[nearer].items():
                if farther in found:
                    continue
                one, other = (farther, nearer) if towards_dependents else (nearer, farther)
                parallel = links.values() if several else (links,)
                followed = [
                    link for link in parallel if follows(link, meanings.of(one, other, link))
                ]
                if followed:
                    best = followed[0] if len(followed) == 1 else min(followed, key=_strength)
                    found[farther] = nearer, best
                    reached.append(farther)
        layer = reached
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
    require_directed(graph)
    lang = lang or language_of(graph)
    start = resolve(graph, subject)
    with uncollected():
        sure = _walk(graph, start, direction, _binding_links, max_steps)
        maybe = _walk(graph, start, direction, _widened(widen), max_steps)
        if only is not None:
            sure, maybe = _way(sure, only), _way(maybe, only)
        certain = _rows(graph, sure, direction, Certainty.CERTAIN, lang)
        surely = {row.item.id for row in certain}
        possible = _rows(graph, maybe, direction, Certainty.POSSIBLE, lang, surely)
        rows = sorted([*certain, *possible], key=_order)
    if only is not None:
        rows = [row for row in rows if row.item.id == only]
    return Reach(item_of(graph, start, lang), direction, tuple(rows), lang)


def _way(hops: dict[str, _Hop | None], end: str) -> dict[str, _Hop | None]:
    """The hops from the start to one item alone."""
    way = {}
    here = end
    while here in hops:
        hop = way[here] = hops[here]
        if hop is None:
            break
        here = hop[0]
    return dict(reversed(way.items()))


def _order(row: Reached) -> tuple[int, bool, int, str]:
    records = [RecordKind.AGREEMENT, RecordKind.PROVISION, RecordKind.ACTIVITY]
    rank = records.index(row.item.record) if row.item.record in records else len(records)
    return row.steps, row.certainty is Certainty.POSSIBLE, rank, row.item.id


def _rows(
    graph: Graph,
    hops: dict[str, _Hop | None],
    direction: Direction,
    certainty: Certainty,
    lang: str,
    known: Collection[str] = (),
) -> list[Reached]:
    """A row for each item that a walk found, other than those known already."""
    if len(hops) <= len(known) + 1:
        return []
    rows = []
    items: dict[str, Item] = {}
    trails: dict[str, tuple[int, Trail | None]] = {}
    for item, hop in hops.items():  # in order of distance: the nearer one comes before
        items[item] = item_of(graph, item, lang)
        if hop is None:
            trails[item] = 0, None
            continue
        nearer, attributes = hop
        ends = (item, nearer) if direction is Direction.DEPENDENTS else (nearer, item)
        steps, before = trails[nearer]
        trail = Trail(_path_link(graph, ends, attributes, items), before)
        trails[item] = steps + 1, trail
        if item not in known:
            rows.append(Reached(items[item], steps + 1, certainty, direction, trail))
    return rows


def _path_link(
    graph: Graph, ends: tuple[str, str], attributes: Attributes, items: Mapping[str, Item]
) -> PathLink:
    relation = Relation(attributes["relation"])
    return PathLink(
        dependent=items[ends[0]],
        relation=relation,
        depends_on=items[ends[1]],
        modality=Modality(attributes.get("modality", Modality.REQUIRED)),
        binding=relation.carries_reliance and is_binding(attributes),
        evidence=evidence_of(attributes) or _evidence_by_place(graph, relation, ends[0]),
    )


def _evidence_by_place(graph: Graph, relation: Relation, dependent: str) -> tuple[Any, ...]:
    # That a provision is one of its agreement is said where the provision is.
    return evidence_of(graph.nodes[dependent]) if relation is Relation.PROVISION_OF else ()
