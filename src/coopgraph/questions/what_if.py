"""The consequences of a change: the difference between the state before and after it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import language_for
from coopgraph.answers.because import Because, Tally
from coopgraph.answers.impact import Consequence, Impact
from coopgraph.answers.milestones import Names, outlook_of
from coopgraph.answers.order import items_of, record_rank
from coopgraph.graph.items import Item
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.certainty import Effect, News, Outcome, news_of
from coopgraph.network.conditions import Condition
from coopgraph.network.fixpoints import ACTS
from coopgraph.network.plans import opposed_in
from coopgraph.network.reasons import Reason, Reasons
from coopgraph.network.snapshot import network_of, text_as_of
from coopgraph.questions.change import Change, Changed, Ids, Who, change_in
from coopgraph.words.vocabulary import Certainty

__all__ = ["impact_of", "what_if"]


def what_if(  # noqa: PLR0913 - each kind of change is a keyword
    graph: Graph,
    change: Change | None = None,
    *,
    fails: Ids = (),
    withdraws: Who = (),
    refuses: Who = (),
    signs: Ids = (),
    ratifies: Mapping[str, Ids] | None = None,
    enters_into_force: Ids = (),
    starts: Ids = (),
    completes: Ids = (),
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
        If the change names nothing, or contradicts itself or the records.
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
    names = Names(graph, network_of(graph, as_of), lang)
    impact = impact_of(names, asked, exhaustive=exhaustive)
    return replace(impact, as_of=text_as_of(graph, as_of))


def impact_of(names: Names, change: Change, *, exhaustive: bool = True) -> Impact:
    """The consequences of a change in a graph whose network is known: for many changes in turn."""
    changed = change_in(names, change)
    if not any(changed.named.values()):
        raise ValueError(say("change-empty", names.lang))
    with gc_paused():
        outcome = news_of(names.network, names.network.facts, changed.edit, exhaustive=exhaustive)
        made = _Rows(names, changed, outcome)
        rows = [made.row(news) for news in _first_of_each(outcome.news)]
    rows = _told_apart(sorted(rows, key=_order))
    after = outcome.optimistic.after
    return Impact(
        {kind: _items(names, ids) for kind, ids in changed.named.items()},
        {
            kind: tuple((_items(names, bodies), _items(names, items)) for bodies, items in about)
            for kind, about in changed.about.items()
        },
        tuple(rows),
        tuple(_although(names, outcome, changed)),
        any(opposed_in(after, after.rounds)),
        complete=outcome.is_exhaustive,
        lang=names.lang,
    )


def _items(names: Names, ids: Collection[str]) -> tuple[Item, ...]:
    return items_of(names.graph, ids, names.lang)


def _first_of_each(news: tuple[News, ...]) -> Iterator[News]:
    """The news about the first milestone of each item that has any."""
    first: dict[int, int] = {}
    for one in news:
        node = one.milestone // 2
        if first.setdefault(node, one.milestone) == one.milestone:
            yield one


def _told_apart(rows: list[Consequence]) -> list[Consequence]:
    """The rows in their order; what is certain of a milestone is the least if more is possible."""
    perhaps: set[str] = set()
    found = []
    for row in rows:
        if row.certainty is Certainty.POSSIBLE:
            perhaps.add(row.item.id)
        elif row.item.id in perhaps:
            row = replace(row, at_least=True)  # noqa: PLW2901
        found.append(row)
    return found


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
            lacking = [one for one in names.members_of(condition) if not view.holds[one]]
            for element in lacking[:1]:
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
