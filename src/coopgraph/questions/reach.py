"""The search behind dependents, prerequisites and explain: who may be affected by whom.

All questions follow the links that carry reliance (:class:`coopgraph.words.relations.Relation`). A
link is *binding* if it is required and no alternative can replace it; an answer is ``certain`` if a
path of binding links alone proves it, otherwise ``possible``.

Reach says what *may* be affected. Whether something falls when all of its alternatives fail at once
is a question about all links together, not about one path (:func:`coopgraph.what_if`).
"""

from collections.abc import Collection, Mapping

from coopgraph._base.errors import UnknownWordError
from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import language_for
from coopgraph.answers.reach import Direction, Reach, Reached, Trail
from coopgraph.graph.items import Item, as_list, item_of, link_attributes, resolve
from coopgraph.graph.meaning import (
    BINDING,
    CARRYING,
    MeaningCache,
    Strength,
    meaning_of,
    reliance_of,
)
from coopgraph.graph.schema import Attributes, Graph, adjacency_of
from coopgraph.sql import questions
from coopgraph.sql.relation_graph import RelationGraph
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import Certainty, RecordKind

__all__ = ["reach"]


def reach(
    graph: Graph | RelationGraph,
    subject: str,
    direction: Direction,
    max_steps: int | None = None,
    widen: str | Collection[str] = (),
    lang: str | None = None,
    only: str | None = None,
) -> Reach:
    """What relies on an item, or what it relies on.

    Parameters and errors are those of :func:`coopgraph.dependents`; with ``only``, the answer has
    no more than the row of this id.
    """
    if isinstance(graph, RelationGraph):
        return questions.reach(graph, subject, direction, max_steps, widen, lang)
    lang = language_for(graph, lang)
    start = resolve(graph, subject)
    wider = {_relation(word) for word in as_list(widen)}
    with gc_paused():
        sure = _walk(graph, start, direction, max_steps, BINDING)
        maybe = _walk(graph, start, direction, max_steps, CARRYING, wider)
        if only is not None:
            sure, maybe = _way_to(only, sure), _way_to(only, maybe)
        items = {item: item_of(graph, item, lang) for item in {start: None, **maybe, **sure}}
        rows = _rows(graph, sure, direction, Certainty.CERTAIN, items)
        if not maybe.keys() <= sure.keys():
            possible = _rows(graph, maybe, direction, Certainty.POSSIBLE, items)
            rows += [row for row in possible if row.item.id not in sure]
        rows = sorted((row for row in rows if only in {None, row.item.id}), key=_order)
    return Reach(items[start], direction, tuple(rows), lang=lang)


#: How a walk reached an item: from which item nearer to the start, and over which link.
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
    """Breadth-first search over links of at least some firmness; items in order of distance.

    Each layer is sorted by id, so that paths do not depend on the order in which the graph was
    built.
    """
    towards_dependents = direction is Direction.DEPENDENTS
    predecessors, successors = adjacency_of(graph)
    neighbours = predecessors if towards_dependents else successors
    as_list = graph.is_multigraph()
    reliance = MeaningCache(reliance_of).of
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
                for link in links.values() if as_list else (links,):
                    if reliance(one, other, link) >= firmness or link["relation"] in widen:
                        best = link if best is None else min(best, link, key=_strength)
                if best is not None:
                    found[farther] = nearer, best
                    reached.append(farther)
        layer = reached
    return found


def _strength(attributes: Attributes) -> tuple[object, ...]:
    """The rank among parallel links: binding first, then with evidence, then a fixed order."""
    evidence = str(attributes.get("evidence", ""))
    relation, strength, *_ = meaning_of(attributes)
    number = str(attributes.get("requirement", ""))
    details = (str(attributes.get("role", "")), len(number), number, evidence)
    loose = strength is not Strength.BINDING
    return loose, not evidence, list(Relation).index(relation), *details


def _way_to(end: str, hops: Mapping[str, _Hop | None]) -> dict[str, _Hop | None]:
    """The hops that lead from the start to one item."""
    way: dict[str, _Hop | None] = {}
    here: str | None = end if end in hops else None
    while here is not None:
        hop = way[here] = hops[here]
        here = hop[0] if hop else None
    return dict(reversed(way.items()))


_RANKS = {RecordKind.AGREEMENT: 0, RecordKind.PROVISION: 1, RecordKind.ACTIVITY: 2}


def _order(row: Reached) -> tuple[int, bool, int, str]:
    rank = _RANKS.get(row.item.record, 3) if row.item.record else 3
    return row.steps, row.certainty is Certainty.POSSIBLE, rank, row.item.id


def _rows(
    graph: Graph,
    hops: dict[str, _Hop | None],
    direction: Direction,
    certainty: Certainty,
    items: Mapping[str, Item],
) -> list[Reached]:
    """A row for each item that a walk reached, in order of distance."""
    rows: dict[str, Reached] = {}
    for item, hop in hops.items():  # nearer items come first
        if hop is None:
            continue
        nearer, attributes = hop
        ends = (item, nearer) if direction is Direction.DEPENDENTS else (nearer, item)
        before = rows.get(nearer)
        steps, trail = (before.steps, before.trail) if before else (0, None)
        attributes = link_attributes(graph, ends[0], attributes)
        trail = Trail(items[ends[0]], items[ends[1]], attributes, trail)
        rows[item] = Reached(items[item], steps + 1, certainty, direction, trail)
    return list(rows.values())
