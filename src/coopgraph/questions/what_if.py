"""The consequences of a change: the difference between the state before and after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import CERTAINTY, ITEM, Answer, Column, agreeing, each, language_for
from coopgraph.answers.because import Because, Tally
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.milestones import Names, Outlook, outlook_of
from coopgraph.answers.order import items_of, record_rank
from coopgraph.graph.items import Item
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.certainty import Effect, News, Outcome, news_of
from coopgraph.network.conditions import Condition
from coopgraph.network.fixpoints import ACTS
from coopgraph.network.reasons import Reason, Reasons
from coopgraph.network.snapshot import date_as_of, network_of
from coopgraph.questions.change import Change, Changed, Names_, Who, change_in
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Certainty, Milestone, RecordKind, State

__all__ = ["Because", "Consequence", "Effect", "Impact", "Tally", "impact_of", "what_if"]


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
    """

    item: Item
    milestone: Milestone
    effect: Effect
    certainty: Certainty
    before: Outlook
    after: Outlook
    because: tuple[Because, ...] = ()

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


_WITHIN_REACH: Final = {State.REACHABLE, State.READY, State.ACHIEVED}


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
        The agreements to which acts of institutions are limited, by kind of change.
    consequences
        Sorted by effect, certainty, length of the reasons, kind of record and id.
    although
        The conditions that what the change concludes does not meet.
    """

    holds = "consequences"
    columns = (
        *ITEM,
        Column("milestone", "milestone.value", "milestone", agreeing("milestone")),
        Column(
            "effect", "effect.value", "effect", lambda row, it: say(f"effect-{row.effect}", it.lang)
        ),
        CERTAINTY,
        Column("before", "before.at_best.value", "state-change", _states),
        Column("after", "after.at_best.value"),
        Column("recoverable", lambda row, _: row.recoverable and row.recoverable.value),
        Column("because", each("because", "missing.id"), "because", _reasons),
        evidence_column("evidence"),
    )

    change: Mapping[str, tuple[Item, ...]]
    about: Mapping[str, tuple[Item, ...]]
    consequences: tuple[Consequence, ...]
    although: tuple[Because, ...] = ()

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
        parts = [self._if(kind, items) for kind, items in self.change.items() if items]
        return say("if", self.lang, parts=f" {say('and', self.lang)} ".join(parts))

    def _if(self, kind: str, items: tuple[Item, ...]) -> str:
        names = (
            item.full if item.record is RecordKind.INSTITUTION else self._quoted(item)
            for item in items
        )
        text = say(f"if-{kind}", self.lang, items=", ".join(names), count=len(items))
        about = ", ".join(self._quoted(item) for item in self.about.get(kind, ()))
        return say("if-about", self.lang, text=text, about=about) if about else text

    def _quoted(self, item: Item) -> str:
        return say("quoted", self.lang, name=item.full)

    def _title(self) -> str:
        return self.supposed

    def _remarks(self) -> Iterator[str]:
        yield self.sentence()
        yield from self.caveats()

    def caveats(self) -> Iterator[str]:
        """What is supposed against a condition, and whether consequences may be missing, in words."""
        for link in self.although:
            needs = link.words(self.lang)
            yield say("although", self.lang, item=link.item.full, needs=needs)
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


def what_if(  # noqa: PLR0913 - each kind of change is a keyword
    graph: Graph,
    change: Change | None = None,
    *,
    fails: Names_ = (),
    withdraws: Who = (),
    refuses: Who = (),
    signs: Names_ = (),
    ratifies: Mapping[str, Names_] | None = None,
    enters_into_force: Names_ = (),
    starts: Names_ = (),
    completes: Names_ = (),
    as_of: object = None,
    exhaustive: bool = True,
    lang: str | None = None,
) -> Impact:
    """The consequences of a change: how the state after it differs from the state before.

    What the change names holds, or is gone. Then the rest settles: what stood stands no longer when
    a condition that it has to keep is lost. News is what some way of turning out shows; it is
    certain if the outcome is the same in every one. Completed activities never fall.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`, or a snapshot.
    change
        What happens; or say it by the keywords, which mean the same as in :class:`Change`.
    as_of
        The date of the state; by default that of the graph.
    exhaustive
        Whether to try every way in which the possible can turn out, where they are few enough.
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
    ValueError
        If the change contradicts itself or the records.
    TypeError
        If both a change and keywords are given.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> impact = cg.what_if(graph, fails=["framework-convention"])
    >>> [(row.item.id, str(row.effect), str(row.certainty)) for row in impact]
    [('urban-renewal-component', 'blocked', 'certain'), ('anrur-afd-convention', 'blocked', 'certain')]
    """
    lang = language_for(graph, lang)
    asked = Change(
        fails=fails,
        withdraws=withdraws,
        refuses=refuses,
        signs=signs,
        ratifies=ratifies,
        enters_into_force=enters_into_force,
        starts=starts,
        completes=completes,
    )
    if change is not None:
        if asked:
            msg = "give a change or keywords, not both"
            raise TypeError(msg)
        asked = change
    names, day = Names(graph, network_of(graph, as_of), lang), date_as_of(graph, as_of)
    impact = impact_of(names, asked, exhaustive=exhaustive)
    return replace(impact, as_of=day.text) if day else impact


def impact_of(names: Names, change: Change, *, exhaustive: bool = True) -> Impact:
    """The consequences of a change in a graph whose network is known: for many changes in turn."""
    changed = change_in(names, change)
    with gc_paused():
        outcome = news_of(names.network, names.network.facts, changed.edit, exhaustive=exhaustive)
        made = _Rows(names, changed, outcome)
        rows = [made.row(news) for news in _first_of_each(outcome.news)]
    rows.sort(key=_order)
    return Impact(
        _items(names, changed.named),
        _items(names, changed.about),
        tuple(rows),
        tuple(_although(names, outcome, changed)),
        complete=outcome.is_exhaustive,
        lang=names.lang,
    )


def _items(names: Names, table: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[Item, ...]]:
    return {kind: items_of(names.graph, ids, names.lang) for kind, ids in table.items()}


def _first_of_each(news: tuple[News, ...]) -> Iterator[News]:
    """The news about the first milestone of each item that has any."""
    first: dict[int, int] = {}
    for one in news:
        node = one.milestone // 2
        if first.setdefault(node, one.milestone) == one.milestone:
            yield one


class _Rows:
    """The rows of one change; the links of chains are put in words once, since chains meet."""

    def __init__(self, names: Names, changed: Changed, outcome: Outcome) -> None:
        self.names, self.outcome = names, outcome
        self.reasons = Reasons(names.network, changed.edit)
        self._known: dict[int, tuple[Reason, Because]] = {}

    def row(self, news: News) -> Consequence:
        """The row of a piece of news."""
        names, outcome = self.names, self.outcome
        before = outcome.optimistic.before, outcome.pessimistic.before
        after = outcome.optimistic.after, outcome.pessimistic.after
        return Consequence(
            names.item_of(news.milestone),
            names.milestone_of(news.milestone),
            news.effect,
            Certainty.CERTAIN if news.is_certain else Certainty.POSSIBLE,
            outlook_of(before, news.milestone),
            outlook_of(after, news.milestone),
            tuple(self._because(news, reason) for reason in self.reasons.chain(news)),
        )

    def _because(self, news: News, reason: Reason) -> Because:
        # By identity: the same reason in two completions may have different tallies. The reason is
        # kept, so that its identity stays its own.
        if id(reason) not in self._known:
            self._known[id(reason)] = reason, self._in_words(news, reason)
        return self._known[id(reason)][1]

    def _in_words(self, news: News, reason: Reason) -> Because:
        names, why, tally = self.names, reason.why, None
        item, missing = names.id_of(reason.element), names.id_of(reason.missing)
        if isinstance(why, Condition) and why.need in ACTS and len(why.members) > 1:
            before, after = news.shown_by.before, news.shown_by.after
            tally = _tally(why, before.sum(why, before.holds), after.sum(why, after.holds))
        return Because(
            names.item_of(reason.element),
            names.milestone_of(reason.element),
            why.need.value if isinstance(why, Condition) else why.value,
            names.named(missing),
            tally,
            names.evidence_between(item, missing),
        )


def _tally(condition: Condition, before: int, after: int) -> Tally | None:
    total = sum(member.weight for member in condition.members)
    parts = (Fraction(part, total) for part in (before, after, condition.bound) if total)
    return Tally(*parts) if total else None


def _although(names: Names, outcome: Outcome, changed: Changed) -> Iterator[Because]:
    """The conditions that what the change concludes does not meet, even at best."""
    view = outcome.optimistic.after
    for milestone, switch in changed.edit.reaches.items():
        if switch >= 0 or milestone // 2 not in changed.edit.named:
            continue
        for condition in view.binding(milestone):
            if view.meets(condition, view.holds):
                continue
            lacking = [m.element for m in condition.members if not view.holds[m.element]]
            for element in [one for one in lacking if names.is_named(one)][:1]:
                item, missing = names.id_of(milestone), names.id_of(element)
                yield Because(
                    names.item_of(milestone),
                    names.milestone_of(milestone),
                    condition.need.value,
                    names.named(missing),
                    evidence=names.evidence_between(item, missing),
                )


def _order(row: Consequence) -> tuple[int, bool, int, int, str]:
    effect, possible = list(Effect).index(row.effect), row.certainty is Certainty.POSSIBLE
    return effect, possible, len(row.because), record_rank(row.item), row.item.id
