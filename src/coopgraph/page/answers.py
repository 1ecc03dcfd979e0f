"""Compute the answers that the live page shows.

For each item, they say who depends on it, what it needs, which links it has, and what happens if it
fails (for institutions: withdraws) or is concluded; of what is not achieved also what to do next,
what stands in the way and whose loss would. If the answers about all items do not fit in a page, it
contains those about the items with the most links, and says so.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from coopgraph._base.budget import Budget
from coopgraph.answers.because import Because
from coopgraph.answers.impact import Consequence, Impact
from coopgraph.answers.milestones import Names
from coopgraph.answers.reach import Reach
from coopgraph.graph.items import item_of, language_of
from coopgraph.graph.schema import Graph
from coopgraph.network.snapshot import date_as_of, network_of
from coopgraph.page.facts import Facts, Texts
from coopgraph.page.prospects import (
    Prospects,
    has_prospects,
    losses_of,
    none_lost,
    prospects_of,
)
from coopgraph.questions.change import concluding, failing
from coopgraph.questions.dependents import dependents
from coopgraph.questions.prerequisites import prerequisites
from coopgraph.questions.what_if import impact_of
from coopgraph.words.vocabulary import Certainty

__all__ = ["MAX_BYTES", "TRIED_UP_TO", "answers_about", "most_linked"]

#: The maximum size of all answers in a page, as JSON.
MAX_BYTES: Final = 3_000_000

#: The maximum number of nodes and edges to visit for all what-ifs together: about ten seconds.
_MAX_VISITS: Final = 1_200_000

#: The number of items up to which every way in which the possible can turn out is tried.
TRIED_UP_TO: Final = 50

#: How many seconds all searches for plans, proofs and losses may take together, and each of them.
_SECONDS: Final = 20.0
_SECONDS_EACH: Final = 1.0

Answers = dict[str, Any]


def answers_about(graph: Graph, facts: Facts, max_bytes: int = MAX_BYTES) -> dict[str, Answers]:
    """The answers about each item by id, for as many items as fit.

    Items with the most links come first. Once one does not fit, it and all others are left out.
    """
    size = len(graph) + len(graph.edges)
    names = Names(graph, network_of(graph), language_of(graph), date_as_of(graph))
    found: dict[str, Answers] = {}
    room, time = max_bytes, Budget(_SECONDS)
    for item in most_linked(graph)[: max(_MAX_VISITS // max(size, 1), 1)]:
        answers = _answers(names, facts, item, min(time.left or 0, _SECONDS_EACH))
        room -= len(json.dumps(answers, separators=(",", ":")))
        if room < 0:
            break
        found[item] = answers
    return dict(sorted(found.items()))


def most_linked(graph: Graph) -> list[str]:
    """All items, sorted by number of links, then by id."""
    return sorted(graph, key=lambda item: (-graph.degree(item), item))


def _answers(names: Names, facts: Facts, item: str, seconds: float) -> Answers:
    answers: Answers = {
        "dependents": _reached(facts, dependents(names.graph, item)),
        "needs": _reached(facts, prerequisites(names.graph, item)),
        "links": facts.around(item),
    }
    exhaustive = len(names.graph) <= TRIED_UP_TO
    for name, change in (("fails", failing(names, item)), ("concludes", concluding(names, item))):
        if change:
            answers[name] = _impact(names, facts, impact_of(names, change, exhaustive=exhaustive))
    if item in facts.states and has_prospects(names, facts.states[item]):
        found = prospects_of(names.graph, item, names.lang, most_lost=1, budget=seconds)
        answers["next"] = _prospects(facts, found)
    return answers


def _prospects(facts: Facts, found: Prospects) -> Answers:
    """The steps of the shortest plan, the steps of the proof, the losses, and all remarks.

    Each step is an item, texts and evidence; each loss a text with ``{items}`` in place of the
    names, and the items.
    """
    spoken = {lang: found.in_language(facts.graph, lang) for lang in facts.languages}

    def said(text_in: Callable[[Prospects], list[str]]) -> list[Texts]:
        """Texts that there are in every language in the same order."""
        texts = {lang: text_in(one) for lang, one in spoken.items()}
        count = len(texts[facts.languages[0]])
        return [facts.texts(lambda lang, n=n: texts[lang][n]) for n in range(count)]  # type: ignore[misc]

    steps = [step for plan in found.first_plan for step in plan.steps]
    details = said(lambda one: [" · ".join(words) for words in one.details()])
    proof = said(lambda one: [row.sentence(one.plans.lang) for row in one.proof or ()])
    losses = losses_of(found.losses) if found.losses is not None else []
    answers = {
        "steps": [
            [facts.number[step.item.id], words, facts.evidence(step.evidence)]
            for step, words in zip(steps, details, strict=True)
        ],
        "remarks": said(lambda one: one.remarks()),
        "why": [
            [facts.number[row.target.item.id], words, facts.evidence(row.evidence)]
            for row, words in zip(found.proof or (), proof, strict=True)
        ],
        "beside": said(lambda one: list(one.proof.beside()) if one.proof is not None else []),
        "losses": [
            [
                facts.texts(partial(loss.sentence, items="{items}")),
                [facts.number[item.id] for items in loss.sets for item in items],
            ]
            for loss in losses
        ],
        "none": said(lambda one: none_lost(one.losses) if one.losses is not None else []),
    }
    return {name: value for name, value in answers.items() if value}


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


def _impact(names: Names, facts: Facts, impact: Impact) -> Answers:
    """What is supposed, by kind of change and in words, and what follows."""
    change = {kind: [facts.number[i.id] for i in items] for kind, items in impact.change.items()}
    return {
        "change": {kind: items for kind, items in change.items() if items},
        "if": facts.texts(lambda language: _in_language(names, impact, language).supposed),
        "rows": [_consequence(facts, row) for row in impact],
        "although": [
            [facts.number[link.item.id], *_reason(facts, link)] for link in impact.although
        ],
        "complete": int(impact.complete),
    }


def _in_language(names: Names, impact: Impact, language: str) -> Impact:
    change = {
        kind: tuple(item_of(names.graph, item.id, language) for item in items)
        for kind, items in impact.change.items()
    }
    return replace(impact, change=change, lang=language)


def _consequence(facts: Facts, row: Consequence) -> list[Any]:
    """A row as item, effect, certainty, reasons, states before and after, milestone, and the rest.

    Certainty is 1 or 0, and so is the last: whether more may happen to the same milestone.
    """

    def milestone(language: str) -> str:
        return row.milestone.label(language, item_of(facts.graph, row.item.id, language).gender)

    return [
        facts.number[row.item.id],
        row.effect.value,
        int(row.certainty is Certainty.CERTAIN),
        [_reason(facts, link, gives=row.effect.is_good) for link in row.because],
        *([outlook.at_best.value, outlook.at_worst.value] for outlook in (row.before, row.after)),
        facts.texts(milestone),
        int(row.at_least),
    ]


def _reason(facts: Facts, link: Because, *, gives: bool = False) -> list[Any]:
    """A reason as the code of its message, what is missing or given, and evidence."""
    evidence = facts.evidence(link.evidence)
    return [link.code(gives=gives), facts.number[link.missing.id], evidence]
