"""The consequences of a change: what is lost, what is blocked, what becomes possible."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coopgraph.answers.answer import CERTAINTY, ITEM, Answer, Column, each, language_for
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.order import by_certainty, items_of, record_rank
from coopgraph.graph.items import Item, evidence_of, item_of, link_attributes, resolve_all
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.old_conditions import Condition, ConditionGraph, readings
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Certainty
from coopgraph.words.word import Need

__all__ = ["Because", "Consequence", "Effect", "Impact", "impact_on", "what_if"]


class Effect(StrEnum):
    """What happens to an item."""

    LOST = "lost"
    BLOCKED = "blocked"
    GAINED = "gained"


@dataclass(frozen=True, slots=True)
class Because:
    """One link of a chain of reasons: an item, and what it lacks.

    Attributes
    ----------
    item
        The item affected.
    need
        The kind of condition that is no longer met.
    missing
        What the condition lacks: the item of the next link, or the end of the chain.
    evidence
        Where the source says that the item needs what is missing.
    """

    item: Item
    need: Need
    missing: Item
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence:
    """What happens to one item.

    Attributes
    ----------
    item, effect
        The item, and whether it was achieved and loses its basis, was reachable and no longer is,
        or can be concluded next and could not before.
    certainty
        Bad news is ``certain`` if required links alone bring it, good news if it holds even when
        all possible links bind; otherwise ``possible``.
    because
        The reasons, from the item to the change; empty for what is gained.
    """

    item: Item
    effect: Effect
    certainty: Certainty
    because: tuple[Because, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the source states the reasons."""
        return tuple(entry for link in self.because for entry in link.evidence)


def _reasons(row: Consequence, impact: Answer[Consequence]) -> str:
    return " ← ".join(
        say(f"needs-{link.need}", impact.lang, missing=link.missing.short) for link in row.because
    )


@dataclass(frozen=True, slots=True, repr=False)
class Impact(Answer[Consequence]):
    """The consequences of a change: lost, then blocked, then gained; certain before possible.

    Attributes
    ----------
    failing, withdrawing, signing
        The change.
    consequences
        Sorted by effect, certainty, length of the reasons, kind of record and id.
    """

    holds = "consequences"
    columns = (
        *ITEM,
        Column(
            "effect", "effect.value", "effect", lambda row, it: say(f"effect-{row.effect}", it.lang)
        ),
        CERTAINTY,
        Column("because", each("because", "missing.id"), "because", _reasons),
        evidence_column("evidence"),
    )

    failing: tuple[Item, ...]
    withdrawing: tuple[Item, ...]
    signing: tuple[Item, ...]
    consequences: tuple[Consequence, ...]

    def _with(self, effect: Effect) -> tuple[Consequence, ...]:
        return tuple(row for row in self.consequences if row.effect is effect)

    @property
    def lost(self) -> tuple[Consequence, ...]:
        """What was achieved and loses its basis."""
        return self._with(Effect.LOST)

    @property
    def blocked(self) -> tuple[Consequence, ...]:
        """What was reachable and no longer is."""
        return self._with(Effect.BLOCKED)

    @property
    def gained(self) -> tuple[Consequence, ...]:
        """What can be concluded next and could not before."""
        return self._with(Effect.GAINED)

    def _title(self) -> str:
        change = {"fails": self.failing, "withdraws": self.withdrawing, "signs": self.signing}
        parts = [
            say(
                f"if-{name}",
                self.lang,
                items=", ".join(item.full for item in items),
                count=len(items),
            )
            for name, items in change.items()
            if items
        ]
        return say("if", self.lang, parts=f" {say('and', self.lang)} ".join(parts))

    def _remarks(self) -> list[str]:
        return [self.sentence() if self.consequences else say("no-consequences", self.lang)]

    def sentence(self) -> str:
        """The consequences in one sentence, for a memo."""
        parts = []
        for effect in Effect:
            for certainty in Certainty:
                items = [r.item.full for r in self._with(effect) if r.certainty is certainty]
                if items:
                    label = say(f"memo-{effect}-{certainty}", self.lang, count=len(items))
                    parts.append(f"{label}{say('colon', self.lang)} {', '.join(items)}")
        consequences = " ; ".join(parts) if self.lang == "fr" else "; ".join(parts)
        return f"{self._title()} {consequences}."


def what_if(
    graph: Graph,
    *,
    fails: str | Collection[str] = (),
    withdraws: str | Collection[str] = (),
    signs: str | Collection[str] = (),
    lang: str | None = None,
) -> Impact:
    """The consequences of a change.

    First, losses cascade: an achieved item falls when a condition that it met is no longer met.
    Then, what is still reachable is computed from what still stands. Completed items never fall.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    fails
        Items that are never concluded, or end. An institution named here withdraws.
    withdraws
        Institutions that no longer consent to anything.
    signs
        Items that are concluded.
    lang
        Language of the answer; by default that of the graph.

    Returns
    -------
    Impact
        The items named in the change are not listed among its consequences.

    Raises
    ------
    UnknownItemError
        If a name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> impact = cg.what_if(graph, fails=["framework-convention"])
    >>> [(row.item.id, str(row.effect), str(row.certainty)) for row in impact]
    [('urban-renewal-component', 'blocked', 'certain'), ('anrur-afd-convention', 'blocked', 'certain')]
    """
    lang = language_for(graph, lang)
    gone = {*resolve_all(graph, fails), *resolve_all(graph, withdraws)}
    signed = {*resolve_all(graph, signs)} - gone
    return impact_on(graph, readings(graph), gone, signed, lang)


def impact_on(
    graph: Graph,
    both: tuple[ConditionGraph, ConditionGraph],
    gone: set[str],
    signed: set[str],
    lang: str,
) -> Impact:
    """The consequences of a change, given both readings of the graph: for many changes in turn."""
    lenient, strict = (
        _Outcome(graph, reading, frozenset(gone), frozenset(signed)) for reading in both
    )
    news = {
        Effect.LOST: (lenient.lost, strict.lost),
        Effect.BLOCKED: (lenient.blocked, strict.blocked - lenient.lost),
        Effect.GAINED: (lenient.gained & strict.still_attainable.keys(), lenient.gained),
    }
    rows = []
    for effect, (certain, possible) in news.items():
        for item, certainty in by_certainty(certain, possible):
            outcome = lenient if certainty is Certainty.CERTAIN else strict
            because = () if effect is Effect.GAINED else outcome.because(item, lang)
            rows.append(Consequence(item_of(graph, item, lang), effect, certainty, tuple(because)))
    rows.sort(key=_order)
    bodies = lenient.reading.institutions
    failing, withdrawing, signing = (
        items_of(graph, items, lang) for items in (gone - bodies, gone & bodies, signed)
    )
    return Impact(failing, withdrawing, signing, tuple(rows), lang=lang)


def _order(row: Consequence) -> tuple[int, bool, int, int, str]:
    effect, possible = list(Effect).index(row.effect), row.certainty is Certainty.POSSIBLE
    return effect, possible, len(row.because), record_rank(row.item), row.item.id


class _Outcome:
    """One reading of a graph before and after a change."""

    def __init__(
        self, graph: Graph, reading: ConditionGraph, gone: frozenset[str], signed: frozenset[str]
    ) -> None:
        self.graph, self.reading, self.gone = graph, reading, gone
        before = reading.standing
        self.attainable = reading.attainable(before)
        self.fallen = reading.fallen(gone)
        signed = signed - reading.achieved - reading.institutions
        self.standing = (before | signed) - gone - set(self.fallen) | (gone & reading.facts)
        still_open = reading.open_items - gone - signed
        self.still_attainable = reading.attainable(self.standing, still_open)
        self.lost = set(self.fallen) - gone
        self.blocked = set(self.attainable) - set(self.still_attainable) - gone - signed
        next_in_reach = {
            item
            for item, rounds in self.still_attainable.items()
            if item not in self.attainable or (rounds == 1 and self.attainable[item] > 1)
        }
        self.gained = next_in_reach if signed else set()
        self._holds = self.standing.union(self.still_attainable)
        #: The rounds in which items fall, or could be reached before: reasons lie in earlier ones.
        self._falls = self.fallen | dict.fromkeys(gone, -1)
        self._reached = self.attainable | dict.fromkeys(before, 0)
        self._reasons: dict[str, Because] = {}

    def because(self, item: str, lang: str) -> Iterator[Because]:
        """The chain of reasons from a lost or blocked item to the change."""
        while item not in self.gone:
            if item not in self._reasons:  # chains meet, and share the rest
                condition, missing = self._reason(item)
                self._reasons[item] = Because(
                    item_of(self.graph, item, lang),
                    condition.need,
                    item_of(self.graph, missing, lang),
                    _evidence_between(self.graph, item, missing),
                )
            because = self._reasons[item]
            yield because
            item = because.missing.id

    def _reason(self, item: str) -> tuple[Condition, str]:
        """The first condition that is no longer met, and what it lacks that was lost earlier."""
        after, rounds = self._holds, self._reached
        if item in self.fallen:
            after, rounds = self.standing, self._falls
        candidates = [
            (rounds[one], n, one, condition)
            for n, condition in enumerate(self.reading.conditions[item])
            if not condition.is_met(after)
            for one in condition.among
            if one not in after and one in rounds and rounds[one] < rounds[item]
        ]
        _, _, missing, condition = min(candidates, key=lambda found: found[:3])
        return condition, missing


def _evidence_between(graph: Graph, item: str, other: str) -> tuple[Evidence, ...]:
    """Where the source says that an item needs another: on the link, or on the provision itself."""
    edges = [link_attributes(graph, item, edge) for edge in _edges(graph, item, other)]
    edges += _edges(graph, other, item)
    return tuple(dict.fromkeys(entry for edge in edges for entry in evidence_of(edge)))


def _edges(graph: Graph, one: str, other: str) -> list[dict[str, Any]]:
    data = graph.succ[one].get(other)
    if data is None:
        return []
    return [data[key] for key in sorted(data, key=str)] if graph.is_multigraph() else [data]
