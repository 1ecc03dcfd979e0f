"""What falls, what can no longer be reached, what opens up: a change and its consequences."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coopgraph.answers.answer import CERTAINTY, ITEM, Answer, Column, cited
from coopgraph.graph.check import require_graph
from coopgraph.graph.items import Item, evidence_of, item_of, language_of, resolve_all, said_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.conditions import Condition, Reading, readings
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Certainty, RecordKind
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
        What is affected.
    need
        Which kind of condition is met no longer.
    missing
        What the condition lacks; the item of the next link, or where the chain ends.
    evidence
        Where the source says that the one needs the other.
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
        What, and how: it held and loses its basis, could have been reached and no longer can, or
        can be concluded next and could not before.
    certainty
        Bad news is ``certain`` when required links alone bring it, good news when it holds even
        if all possible links bind; else ``possible``.
    because
        The reasons, from the item to what was supposed; empty for what is gained.
    """

    item: Item
    effect: Effect
    certainty: Certainty
    because: tuple[Because, ...] = ()


def _missing(row: Consequence, _: object) -> list[str]:
    return [link.missing.id for link in row.because]


def _reasons(row: Consequence, impact: Answer[Consequence]) -> str:
    return " ← ".join(
        say(f"needs-{link.need}", impact.lang, missing=link.missing.short) for link in row.because
    )


def _cited(row: Consequence, impact: Answer[Consequence]) -> list[str]:
    return cited([entry for link in row.because for entry in link.evidence], impact.lang)


@dataclass(frozen=True, slots=True, repr=False)
class Impact(Answer[Consequence]):
    """The consequences of a change: lost, then blocked, then gained; certain before possible.

    Attributes
    ----------
    failing, withdrawing, signing
        What was supposed.
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
        Column("because", _missing, "because", _reasons),
        Column("evidence", _cited, "evidence", lambda row, it: "; ".join(_cited(row, it))),
    )

    failing: tuple[Item, ...]
    withdrawing: tuple[Item, ...]
    signing: tuple[Item, ...]
    consequences: tuple[Consequence, ...]

    def _with(self, effect: Effect) -> tuple[Consequence, ...]:
        return tuple(row for row in self.consequences if row.effect is effect)

    @property
    def lost(self) -> tuple[Consequence, ...]:
        """What held and loses its basis."""
        return self._with(Effect.LOST)

    @property
    def blocked(self) -> tuple[Consequence, ...]:
        """What could have been reached and no longer can."""
        return self._with(Effect.BLOCKED)

    @property
    def gained(self) -> tuple[Consequence, ...]:
        """What can be concluded next and could not before."""
        return self._with(Effect.GAINED)

    def _title(self) -> str:
        parts = [
            say(
                f"if-{name}",
                self.lang,
                items=", ".join(item.full for item in items),
                count=len(items),
            )
            for name, items in (
                ("fails", self.failing),
                ("withdraws", self.withdrawing),
                ("signs", self.signing),
            )
            if items
        ]
        return say("if", self.lang, parts=f" {say('and', self.lang)} ".join(parts))

    def _remarks(self) -> list[str]:
        nothing = say("no-consequences", self.lang)
        return [self.sentence() if self.consequences else nothing]

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
    """What a change would bring about.

    First what is achieved cascades: an item falls when a support that it had is met no longer.
    Then what is open is built anew on what still stands. What is completed never falls.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    fails
        Items that do not come about, or come to an end. An institution named here withdraws.
    withdraws
        Institutions that no longer consent to anything.
    signs
        Items that are concluded.
    lang
        Language of the answer; that of the graph by default.

    Returns
    -------
    Impact
        What is supposed is not listed among its own consequences.

    Raises
    ------
    UnknownItemError
        When nothing is called so, or several items are.
    GraphSchemaError
        When a link names no known relation.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> impact = cg.what_if(graph, fails=["framework-convention"])
    >>> [(row.item.id, str(row.effect), str(row.certainty)) for row in impact]
    [('urban-renewal-component', 'blocked', 'certain'), ('anrur-afd-convention', 'blocked', 'certain')]
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    gone = {*resolve_all(graph, fails), *resolve_all(graph, withdraws)}
    signed = {*resolve_all(graph, signs)} - gone
    return impact_on(graph, readings(graph), gone, signed, lang)


def impact_on(
    graph: Graph, both: tuple[Reading, Reading], gone: set[str], signed: set[str], lang: str
) -> Impact:
    """The consequences in the two readings of a graph, for those who ask about many changes."""
    lenient, strict = (
        _Change(graph, reading, frozenset(gone), frozenset(signed)) for reading in both
    )
    rows = [
        *_bad_news(graph, lenient, strict, Effect.LOST, lang),
        *_bad_news(graph, lenient, strict, Effect.BLOCKED, lang),
        *_good_news(graph, lenient, strict, lang),
    ]
    rows.sort(key=_order)
    institutions = lenient.reading.institutions
    failing, withdrawing, signing = (
        tuple(item_of(graph, item, lang) for item in sorted(items))
        for items in (gone - institutions, gone & institutions, signed)
    )
    return Impact(failing, withdrawing, signing, tuple(rows), lang=lang)


def _order(row: Consequence) -> tuple[int, bool, int, int, str]:
    records = list(RecordKind)
    record = records.index(row.item.record) if row.item.record else len(records)
    possible = row.certainty is Certainty.POSSIBLE
    return list(Effect).index(row.effect), possible, len(row.because), record, row.item.id


class _Change:
    """One reading before and after the change."""

    def __init__(
        self, graph: Graph, reading: Reading, gone: frozenset[str], signed: frozenset[str]
    ) -> None:
        self.graph, self.reading, self.gone = graph, reading, gone
        stood = reading.standing
        self.attainable = reading.attainable(stood)
        self.fallen = reading.fallen(gone)
        signed = signed - reading.achieved - reading.institutions
        self.stands = (stood | signed) - gone - set(self.fallen) | (gone & reading.facts)
        still_open = reading.open_items - gone - signed
        self.still_attainable = reading.attainable(self.stands, still_open)
        self.lost = set(self.fallen) - gone
        self.blocked = set(self.attainable) - set(self.still_attainable) - gone - signed
        next_in_reach = {
            item
            for item, rounds in self.still_attainable.items()
            if item not in self.attainable or (rounds == 1 and self.attainable[item] > 1)
        }
        self.gained = next_in_reach if signed else set()
        self._holds = self.stands | set(self.still_attainable)
        self._reasons: dict[str, Because] = {}

    def because(self, item: str, lang: str) -> Iterator[Because]:
        """The chain of reasons from a lost or blocked item to what was supposed."""
        while item not in self.gone:
            if item not in self._reasons:  # chains meet: what they share is worked out once
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
        """The first condition met no longer, and what it lacks that went before the item did."""
        fell = item in self.fallen
        rank = self._rank(item, fell=fell)
        candidates = []
        after = self.stands if fell else self._holds
        for n, condition in enumerate(self.reading.conditions[item]):
            if condition.is_met(after):
                continue
            for one in condition.among:
                before = self._rank(one, fell=fell)
                if one not in after and before is not None and rank is not None and before < rank:
                    candidates.append((before, n, one, condition))
        _, _, missing, condition = min(candidates, key=lambda found: found[:3])
        return condition, missing

    def _rank(self, one: str, *, fell: bool) -> int | None:
        """In which round it fell, or could have been reached: reasons lie in earlier rounds."""
        if fell:
            return -1 if one in self.gone else self.fallen.get(one)
        if one in self.reading.achieved or one in self.reading.institutions:
            return 0
        return self.attainable.get(one)


def _evidence_between(graph: Graph, item: str, other: str) -> tuple[Evidence, ...]:
    """Where it is said that the one needs the other, on the link or on a provision itself."""
    edges = [said_of(graph, item, edge) for edge in _edges(graph, item, other)]
    edges += _edges(graph, other, item)
    return tuple(dict.fromkeys(entry for edge in edges for entry in evidence_of(edge)))


def _edges(graph: Graph, one: str, other: str) -> list[dict[str, Any]]:
    data = graph.succ[one].get(other)
    if data is None:
        return []
    return [data[key] for key in sorted(data, key=str)] if graph.is_multigraph() else [data]


def _bad_news(
    graph: Graph, lenient: _Change, strict: _Change, effect: Effect, lang: str
) -> Iterator[Consequence]:
    certain: set[str] = getattr(lenient, effect.value)
    possible: set[str] = getattr(strict, effect.value) - certain - lenient.lost
    for items, change, certainty in (
        (certain, lenient, Certainty.CERTAIN),
        (possible, strict, Certainty.POSSIBLE),
    ):
        for item in sorted(items):
            because = tuple(change.because(item, lang))
            yield Consequence(item_of(graph, item, lang), effect, certainty, because)


def _good_news(graph: Graph, lenient: _Change, strict: _Change, lang: str) -> Iterator[Consequence]:
    for item in sorted(lenient.gained):
        sure = item in strict.still_attainable
        certainty = Certainty.CERTAIN if sure else Certainty.POSSIBLE
        yield Consequence(item_of(graph, item, lang), Effect.GAINED, certainty)
