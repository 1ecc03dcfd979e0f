"""The steps of a plan: what to conclude, by whom, and after what."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from coopgraph.answers.answer import Column, each, joined
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.order import items_of
from coopgraph.graph.items import Item, evidence_of, item_of
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import EXPECTED_DATES, record_of
from coopgraph.network.old_conditions import ConditionGraph
from coopgraph.questions.at import date_of
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import RecordKind
from coopgraph.words.word import Need

__all__ = ["BODIES", "CONCLUDED", "ORDER", "Step", "steps_of"]


@dataclass(frozen=True, slots=True)
class Step:
    """One item to conclude.

    Attributes
    ----------
    item
        The item.
    must_act, may_join
        The institutions whose consent it needs, and those whose part is only possible.
    earliest
        The first possible day, as far as dates are known; ``None`` if none is.
    after
        Ids of the earlier steps that it rests on.
    evidence
        Where the source mentions the item.
    """

    item: Item
    must_act: tuple[Item, ...]
    may_join: tuple[Item, ...]
    earliest: date | None
    after: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def _iso_date(line: Any, _: object) -> str | None:
    day: date | None = line.step.earliest
    return day.isoformat() if day else None


#: The columns of lines that have a ``step``: the item, the institutions, and when.
CONCLUDED: Final = (
    Column("id", "step.item.id"),
    Column("title", "step.item.title", "conclude", "step.item.full"),
)
BODIES: Final = (
    Column("must_act", each("step.must_act"), "must-act", joined("step.must_act", "short")),
    Column("may_join", each("step.may_join"), "may-join", joined("step.may_join", "short")),
)
ORDER: Final = (
    Column("earliest", _iso_date, "earliest", lambda line, _: str(line.step.earliest or "")),
    Column("after", lambda line, _: list(line.step.after)),
    evidence_column("step.evidence", sources=False),
)


def steps_of(
    graph: Graph, reading: ConditionGraph, plan: frozenset[str], lang: str
) -> tuple[Step, ...]:
    """The items of a plan as steps, each after those that it rests on."""
    rounds = reading.attainable(reading.standing, plan)
    earliest: dict[str, date | None] = {}
    steps = []
    for item in sorted(plan, key=lambda item: (rounds[item], item)):
        needed = {one for condition in reading.conditions[item] for one in condition.among}
        after = sorted(one for one in needed & plan if rounds[one] < rounds[item])
        days = [earliest[one] for one in after] + [_expected_day(graph, item)]
        earliest[item] = max((day for day in days if day), default=None)
        must, may = _bodies(graph, reading, item)
        steps.append(
            Step(
                item_of(graph, item, lang),
                items_of(graph, must, lang),
                items_of(graph, may, lang),
                earliest[item],
                tuple(after),
                evidence_of(graph.nodes[item]),
            )
        )
    return tuple(steps)


def _expected_day(graph: Graph, item: str) -> date | None:
    """The first day on which an item is expected or planned to be concluded, if recorded."""
    attributes = graph.nodes[item]
    recorded = next((name for name in EXPECTED_DATES if attributes.get(name)), None)
    expected = date_of(attributes, recorded) if recorded else None
    return expected.earliest if expected else None


def _bodies(graph: Graph, reading: ConditionGraph, item: str) -> tuple[set[str], set[str]]:
    """The institutions that must consent to an item, and the others that take part in it."""
    must = {
        body
        for condition in reading.conditions[item]
        if condition.need in {Need.CONSENT, Need.QUORUM}
        for body in condition.among
    }
    bodies = {one for one in graph.pred[item] if record_of(graph, one) is RecordKind.INSTITUTION}
    return must, bodies - must
