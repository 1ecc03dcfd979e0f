"""Reach: who may be affected by whom, and how that is proven.

All questions follow the links that carry reliance (:class:`coopgraph.words.vocabulary.Relation`). A
link is *binding* when it is required and no alternative can take its place; an answer is
``certain`` when a path of binding links alone proves it, else ``possible``.

Reach says what *may* be affected. Whether something falls when every one of its alternatives
fails at once is a question about all links together, not about one path.
"""

from collections.abc import Collection, Mapping

from coopgraph._base.errors import UnknownWordError
from coopgraph._base.gc_pause import uncollected
from coopgraph.answers.reach import Direction, Explanation, Reach, Reached, Trail
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import Item, item_of, language_of, resolve, said_of, several
from coopgraph.graph.meaning import BINDING, CARRYING, Meanings, Strength, meaning_of, reliance_of
from coopgraph.graph.schema import Attributes, Graph, neighbours_of
from coopgraph.sql import questions
from coopgraph.sql.table import RelationGraph
from coopgraph.words.vocabulary import Certainty, RecordKind, Relation

__all__ = ["dependents", "explain", "prerequisites"]


def dependents(
    graph: Graph | RelationGraph,
    subject: str,
    *,
    max_steps: int | None = None,
    widen: str | Collection[str] = (),
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
    graph: Graph | RelationGraph,
    subject: str,
    *,
    max_steps: int | None = None,
    widen: str | Collection[str] = (),
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
    widen: str | Collection[str] = (),
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
    require_graph(graph)
    lang = lang or language_of(graph)
    start, goal = resolve(graph, dependent), resolve(graph, prerequisite)
    ends = item_of(graph, start, lang), item_of(graph, goal, lang)
    for row in _reach(graph, goal, Direction.DEPENDENTS, None, widen, lang, only=start):
        return Explanation(*ends, row.certainty, row.path, lang=lang)
    return Explanation(*ends, None, (), lang=lang)


# -- walking -----------------------------------------------------------------------------------


#: How the walk came to an item: from which one nearer to the start, over which link.
_Hop = tuple[str, Attributes]


def _relation(word: str) -> Relation:
    if word not in set(Relation):
        raise UnknownWordError(word, [str(relation) for relation in Relation])
    return Relation(word)


def _walk(
    graph: Graph,
    start: str,
    direction: Direction,
    max_steps: int | None,
    firmness: int,
    widen: Collection[str] = (),
) -> dict[str, _Hop | None]:
    """Breadth first from an item over links of a firmness and more, in order of distance.

    Each layer is taken in the order of ids, so that the path found does not depend on the order
    in which the graph was built.
    """
    towards_dependents = direction is Direction.DEPENDENTS
    predecessors, successors = neighbours_of(graph)
    neighbours = predecessors if towards_dependents else successors
    several = graph.is_multigraph()
    reliance = Meanings(reliance_of).of
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
                best = None
                for link in links.values() if several else (links,):
                    if reliance(one, other, link) >= firmness or link["relation"] in widen:
                        best = link if best is None else min(best, link, key=_strength)
                if best is not None:
                    found[farther] = nearer, best
                    reached.append(farther)
        layer = reached
    return found


def _strength(attributes: Attributes) -> tuple[object, ...]:
    """Of parallel links the binding one comes first, then what has evidence; then a fixed order."""
    evidence = str(attributes.get("evidence", ""))
    relation, strength, *_ = meaning_of(attributes)
    number = str(attributes.get("requirement", ""))
    details = (str(attributes.get("role", "")), len(number), number, evidence)
    is_firm = strength is Strength.BINDING
    return not is_firm, not evidence, list(Relation).index(relation), *details


def _reach(
    graph: Graph | RelationGraph,
    subject: str,
    direction: Direction,
    max_steps: int | None,
    widen: str | Collection[str],
    lang: str | None,
    only: str | None = None,
) -> Reach:
    if isinstance(graph, RelationGraph):
        return questions.reach(graph, subject, direction, max_steps, widen, lang)
    require_graph(graph)
    lang = lang or language_of(graph)
    start = resolve(graph, subject)
    wider = {_relation(word) for word in several(widen)}
    with uncollected():
        sure = _walk(graph, start, direction, max_steps, BINDING)
        maybe = _walk(graph, start, direction, max_steps, CARRYING, wider)
        if only is not None:
            sure, maybe = _way(sure, only), _way(maybe, only)
        items = {item: item_of(graph, item, lang) for item in {**maybe, **sure}}
        rows = _rows(graph, sure, direction, Certainty.CERTAIN, items)
        if not maybe.keys() <= sure.keys():
            possible = _rows(graph, maybe, direction, Certainty.POSSIBLE, items)
            rows += [row for row in possible if row.item.id not in sure]
        rows.sort(key=_order)
    if only is not None:
        rows = [row for row in rows if row.item.id == only]
    return Reach(items.get(start) or item_of(graph, start, lang), direction, tuple(rows), lang=lang)


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


_RANKS: dict[RecordKind | None, int] = {
    RecordKind.AGREEMENT: 0,
    RecordKind.PROVISION: 1,
    RecordKind.ACTIVITY: 2,
}


def _order(row: Reached) -> tuple[int, bool, int, str]:
    item = row.item
    return row.steps, row.certainty is Certainty.POSSIBLE, _RANKS.get(item.record, 3), item.id


def _rows(
    graph: Graph,
    hops: dict[str, _Hop | None],
    direction: Direction,
    certainty: Certainty,
    items: Mapping[str, Item],
) -> list[Reached]:
    """A row for each item that a walk found, in order of distance."""
    rows: dict[str, Reached] = {}
    for item, hop in hops.items():  # the nearer one comes before
        if hop is None:
            continue
        nearer, attributes = hop
        ends = (item, nearer) if direction is Direction.DEPENDENTS else (nearer, item)
        before = rows.get(nearer)
        steps, trail = (before.steps, before.trail) if before else (0, None)
        said = said_of(graph, ends[0], attributes)
        trail = Trail(items[ends[0]], items[ends[1]], said, trail)
        rows[item] = Reached(items[item], steps + 1, certainty, direction, trail)
    return list(rows.values())
