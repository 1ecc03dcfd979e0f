"""Compute the answers that the live page shows.

For each item, they say who depends on it, what it needs, which links it has, and what happens if it
fails (for institutions: withdraws) or is concluded. If the answers about all items do not fit in a
page, it contains those about the items with the most links, and says so.
"""

import json
from typing import Any, Final

from coopgraph.answers.reach import Reach
from coopgraph.graph.items import language_of
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import Standing, record_of, standing_of
from coopgraph.network.old_conditions import ConditionGraph, readings
from coopgraph.page.facts import Facts
from coopgraph.questions.dependents import dependents
from coopgraph.questions.prerequisites import prerequisites
from coopgraph.questions.what_if import Impact, impact_on
from coopgraph.words.vocabulary import Certainty, RecordKind

__all__ = ["MAX_BYTES", "answers_about", "most_linked"]

#: The maximum size of all answers in a page, as JSON.
MAX_BYTES: Final = 3_000_000

#: The maximum number of nodes and edges to visit for all what-ifs together: about ten seconds.
_MAX_VISITS: Final = 1_200_000

Answers = dict[str, Any]


def answers_about(graph: Graph, facts: Facts, max_bytes: int = MAX_BYTES) -> dict[str, Answers]:
    """The answers about each item by id, for as many items as fit.

    Items with the most links come first. Once one does not fit, it and all others are left out.
    """
    size = len(graph) + len(graph.edges)
    both = readings(graph)
    found: dict[str, Answers] = {}
    room = max_bytes
    for item in most_linked(graph)[: max(_MAX_VISITS // max(size, 1), 1)]:
        answers = _answers(graph, both, facts, item)
        room -= len(json.dumps(answers, separators=(",", ":")))
        if room < 0:
            break
        found[item] = answers
    return dict(sorted(found.items()))


def most_linked(graph: Graph) -> list[str]:
    """All items, sorted by number of links, then by id."""
    return sorted(graph, key=lambda item: (-graph.degree(item), item))


def _answers(
    graph: Graph, both: tuple[ConditionGraph, ConditionGraph], facts: Facts, item: str
) -> Answers:
    answers: Answers = {
        "dependents": _reached(facts, dependents(graph, item)),
        "needs": _reached(facts, prerequisites(graph, item)),
        "links": facts.around(item),
    }
    standing, lang = standing_of(graph, item), language_of(graph)
    if standing is not Standing.OVER:
        answers["fails"] = _consequences(facts, impact_on(graph, both, {item}, set(), lang))
    if standing is Standing.OPEN and record_of(graph, item) is not RecordKind.INSTITUTION:
        answers["signs"] = _consequences(facts, impact_on(graph, both, set(), {item}, lang))
    return answers


def _reached(facts: Facts, reach: Reach) -> list[list[Any]]:
    """Each row as item, certainty (1 or 0), and the links of the path that proves it."""
    return [
        [
            facts.number[row.item.id],
            int(row.certainty is Certainty.CERTAIN),
            [facts.link_of_path(link) for link in row.path],
        ]
        for row in reach
    ]


def _consequences(facts: Facts, impact: Impact) -> list[list[Any]]:
    """Each row as item, effect, certainty (1 or 0), and reasons."""
    return [
        [
            facts.number[row.item.id],
            row.effect.value,
            int(row.certainty is Certainty.CERTAIN),
            [
                [link.need.value, facts.number[link.missing.id], facts.evidence(link.evidence)]
                for link in row.because
            ],
        ]
        for row in impact
    ]
