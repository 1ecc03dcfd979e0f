"""The answer about a change: its consequences, in rows and in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from coopgraph.answers.answer import CERTAINTY, ITEM, Answer, Column, agreeing, each
from coopgraph.answers.because import NO_REASONS, Because
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.milestones import Outlook
from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import say
from coopgraph.network.certainty import Effect
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Certainty, Milestone, RecordKind, State

__all__ = ["Consequence", "Impact"]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What happens to one item: to its first milestone that the change affects.

    Attributes
    ----------
    item, milestone, effect
        The item, which milestone of it, and what happens to it.
    certainty
        Certain if the outcome holds however all that is possible turns out.
    before, after
        Its state before and after, in both readings.
    because
        The reasons, from the item to the change.
    at_least
        Whether more may happen to the same milestone, as another row says: this much is certain.
    """

    item: Item
    milestone: Milestone
    effect: Effect
    certainty: Certainty
    before: Outlook
    after: Outlook
    because: Sequence[Because] = NO_REASONS
    at_least: bool = False

    @property
    def recoverable(self) -> Certainty | None:
        """Whether what is lost can be reached again; ``None`` if it cannot, or is not lost."""
        if self.effect is not Effect.LOST:
            return None
        can = [state in _WITHIN_REACH for state in (self.after.at_best, self.after.at_worst)]
        if all(can):
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if any(can) else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the source states the reasons."""
        return tuple(entry for link in self.because for entry in link.evidence)


_COMING: Final = {State.REACHABLE, State.READY}
_WITHIN_REACH: Final = {*_COMING, State.ACHIEVED}


def _effect(row: Consequence, impact: Any) -> str:
    effect = say(f"effect-{row.effect}", impact.lang)
    return say("effect-at-least", impact.lang, effect=effect) if row.at_least else effect


def _reasons(row: Consequence, impact: Any) -> str:
    return " ← ".join(link.words(impact.lang, gives=row.effect.is_good) for link in row.because)


def _states(row: Consequence, impact: Any) -> str:
    return " → ".join(outlook.label(impact.lang) for outlook in (row.before, row.after))


@dataclass(frozen=True, slots=True, repr=False)
class Impact(Answer[Consequence]):
    """The consequences of a change: bad news before good, the certain before the possible.

    It is ``complete`` if every way in which the possible can turn out was tried; if there are too
    many, about one possible consequence in a hundred may be missing.

    Attributes
    ----------
    change
        What the change names, by kind of change: items or institutions.
    about
        By kind of change, the institutions whose acts are limited to some agreements, with these.
    consequences
        Sorted by effect, certainty, length of the reasons, kind of record and id.
    although
        The conditions that what the change concludes does not meet.
    opposed
        Whether some items within reach after the change cannot stand together, as in
        :class:`coopgraph.questions.state.States`.
    """

    holds = "consequences"
    columns = (
        *ITEM,
        Column("milestone", "milestone.value", "milestone", agreeing("milestone")),
        Column("effect", "effect.value", "effect", _effect),
        CERTAINTY,
        Column("before", "before.at_best.value", "state-change", _states),
        Column("after", "after.at_best.value"),
        Column("recoverable", lambda row, _: row.recoverable and row.recoverable.value),
        Column("because", each("because", "missing.id"), "because", _reasons),
        evidence_column("evidence"),
    )

    change: Mapping[str, tuple[Item, ...]]
    about: Mapping[str, tuple[tuple[tuple[Item, ...], tuple[Item, ...]], ...]]
    consequences: tuple[Consequence, ...]
    although: tuple[Because, ...] = ()
    opposed: bool = False

    def _with(self, effect: Effect) -> tuple[Consequence, ...]:
        return tuple(row for row in self.consequences if row.effect is effect)

    @property
    def lost(self) -> tuple[Consequence, ...]:
        """What was achieved and no longer is."""
        return self._with(Effect.LOST)

    @property
    def blocked(self) -> tuple[Consequence, ...]:
        """What was within reach and no longer is."""
        return self._with(Effect.BLOCKED)

    @property
    def delayed(self) -> tuple[Consequence, ...]:
        """What could come next and has to wait for something else now."""
        return self._with(Effect.DELAYED)

    @property
    def held(self) -> tuple[Consequence, ...]:
        """What waited for nobody and waits for somebody's act now."""
        return self._with(Effect.HELD)

    @property
    def achieved(self) -> tuple[Consequence, ...]:
        """What comes with the change."""
        return self._with(Effect.ACHIEVED)

    @property
    def freed(self) -> tuple[Consequence, ...]:
        """What waits for nobody any more."""
        return self._with(Effect.FREED)

    @property
    def gained(self) -> tuple[Consequence, ...]:
        """What can come next and could not before."""
        return self._with(Effect.GAINED)

    @property
    def unblocked(self) -> tuple[Consequence, ...]:
        """What is within reach and was not before."""
        return self._with(Effect.UNBLOCKED)

    @property
    def supposed(self) -> str:
        """The change in words: "If … is signed:"."""
        parts = [part for kind, items in self.change.items() for part in self._ifs(kind, items)]
        return say("if", self.lang, parts=f" {say('and', self.lang)} ".join(parts))

    def _ifs(self, kind: str, items: tuple[Item, ...]) -> Iterator[str]:
        """One kind of change in words: all of it, or for some agreements only."""
        about = self.about.get(kind, ())
        limited = {body.id for bodies, _ in about for body in bodies}
        everywhere = tuple(item for item in items if item.id not in limited)
        if everywhere:
            yield self._if(kind, everywhere)
        for bodies, agreements in about:
            names = ", ".join(map(self._quoted, agreements))
            yield say("if-about", self.lang, text=self._if(kind, bodies), about=names)

    def _if(self, kind: str, items: tuple[Item, ...]) -> str:
        names = (
            item.full if item.record is RecordKind.INSTITUTION else self._quoted(item)
            for item in items
        )
        return say(f"if-{kind}", self.lang, items=", ".join(names), count=len(items))

    def _quoted(self, item: Item) -> str:
        return say("quoted", self.lang, name=item.full)

    def _title(self) -> str:
        return self.supposed

    def _remarks(self) -> Iterator[str]:
        yield self.sentence()
        yield from self.caveats()

    def caveats(self) -> Iterator[str]:
        """In words, what is supposed against a condition, and what the consequences leave open."""
        for link in self.although:
            needs = link.words(self.lang)
            yield say("although", self.lang, item=link.item.full, needs=needs)
        if self.opposed and any(row.after.at_best in _COMING for row in self.consequences):
            yield say("reach-opposed", self.lang)
        if not self.complete:
            yield say("not-exhaustive", self.lang)

    def sentence(self) -> str:
        """The consequences in one sentence, for a memo."""
        parts = []
        for effect in Effect:
            for certainty in Certainty:
                items = [r.item.full for r in self._with(effect) if r.certainty is certainty]
                if items:
                    memo = say(f"memo-{effect}-{certainty}", self.lang, count=len(items))
                    parts.append(f"{memo}{say('colon', self.lang)} {', '.join(items)}")
        if not parts:
            return f"{self.supposed} {say('no-consequences', self.lang)}"
        consequences = " ; ".join(parts) if self.lang == "fr" else "; ".join(parts)
        return f"{self.supposed} {consequences}."
