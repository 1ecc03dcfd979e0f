"""What blocks a goal: the sets of items and institutions whose loss makes it unreachable."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coopgraph._base.budget import BUDGET, Budget
from coopgraph.answers.answer import CERTAINTY, COMPLETE, Answer, Column, each, joined, language_for
from coopgraph.answers.milestones import Names
from coopgraph.answers.order import by_certainty, items_of
from coopgraph.graph.items import Item, item_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.dominators import dominators
from coopgraph.network.fixpoints import View, views_of
from coopgraph.network.relevant import below
from coopgraph.network.snapshot import network_of, text_as_of
from coopgraph.network.support import Support
from coopgraph.questions.goals import Target, goal_of, goal_text, target_of
from coopgraph.words.vocabulary import Certainty

__all__ = ["Blocker", "Blockers", "blockers"]


@dataclass(frozen=True, slots=True)
class Blocker:
    """A minimal set of items and institutions whose joint loss makes a goal unreachable.

    Attributes
    ----------
    items
        The set, by id.
    certainty
        ``certain`` if its loss brings that about in the optimistic reading too, else ``possible``;
        also if the search stopped before it could tell.
    by_refusing
        Whether less is enough: that these institutions refuse the acts that they can still give,
        while what they gave stands. ``False`` if some have acted already, or are no institutions.
    """

    items: tuple[Item, ...]
    certainty: Certainty
    by_refusing: bool


def _refusal(row: Any, answer: Any) -> str:
    return say("yes", answer.lang) if row.by_refusing else ""


@dataclass(frozen=True, slots=True, repr=False)
class Blockers(Answer[Blocker]):
    """The minimal sets that block a goal: certain before possible, small before large, by ids.

    It is ``complete`` if these are all sets up to ``max_size``. Only then does an empty answer
    prove that there are none.

    Attributes
    ----------
    goal
        The item to reach or keep; never among its own blockers.
    target
        Its milestone; ``None`` for an institution.
    reachable
        Whether it can be reached at all; if not, nothing needs to block it.
    blockers
        The sets.
    max_size
        The size asked for.
    searched
        The size up to which all sets were found; less than ``max_size`` if the search stopped
        when its time was over.
    """

    holds = "blockers"
    columns = (
        Column("ids", each("items"), "loss", joined("items", "full", " + ")),
        Column("titles", each("items", "title")),
        CERTAINTY,
        Column("by_refusing", "by_refusing", "by-refusing", _refusal),
        COMPLETE,
    )

    goal: Item
    target: Target | None
    reachable: bool
    blockers: tuple[Blocker, ...]
    max_size: int
    searched: int

    def _title(self) -> str:
        return say("title-blockers", self.lang, goal=goal_text(self))

    def _remarks(self) -> list[str]:
        if not self.reachable:
            code = "unlock-unreachable"
        elif not self.complete:
            code = "search-stopped" if self.blockers else "blockers-not-found"
            if not (self.blockers or self.searched):
                code = "nothing-found"
        elif not self.blockers:
            code = "no-blockers" if self.max_size > 1 else "no-single-blockers"
        else:
            return []
        return [say(code, self.lang, size=self.max_size, searched=self.searched)]


def blockers(
    graph: Graph,
    goal: str,
    *,
    stage: str | None = None,
    as_of: object = None,
    max_size: int = 2,
    budget: float | None = BUDGET,
    lang: str | None = None,
) -> Blockers:
    """The minimal sets of items and institutions whose joint loss makes a goal unreachable.

    An institution that is lost withdraws from everything, an item that is lost fails; then the rest
    settles, as in :func:`coopgraph.what_if`. The goal is lost if its milestone neither holds nor can
    be reached any more. What is completed cannot be lost. Where institutions need only refuse what
    they have not done yet, the answer says so.

    Single blockers are the dominators of the goal. Larger sets are found with Reiter's hitting-set
    tree (1987): whatever blocks the goal must hit each proof by which it can still be reached.
    Restricted to open items, the sets are the minimal transversals of the plans of
    :func:`coopgraph.unlock`, the goal itself left out.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    goal
        Id or name of the item.
    stage
        The milestone of the goal; by default the next one that is not achieved, or the last one.
    as_of
        A date, a year or a day, as in :func:`coopgraph.state`.
    max_size
        Maximum number of losses to combine.
    budget
        How many seconds to search; ``None`` for as long as it takes.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If the goal has no such milestone, ``as_of`` is not a date, or ``budget`` is negative.
    """
    lang = language_for(graph, lang)
    time, node, day = Budget(budget), resolve(graph, goal), text_as_of(graph, as_of)
    network = network_of(graph, as_of)
    names = Names(graph, network, lang)
    milestone = goal_of(names, views_of(network, network.facts), node, stage)
    item = item_of(graph, node, lang)
    if milestone is None:  # an institution stands on nothing
        return Blockers(
            item,
            None,
            reachable=True,
            blockers=(),
            max_size=max_size,
            searched=max_size,
            lang=lang,
            as_of=day,
        )
    part = below(network, milestone)
    optimistic, pessimistic = (
        _Search(names, view, Support(part, milestone, reading))
        for reading, view in enumerate(views_of(part, part.facts))
    )
    search = {Certainty.CERTAIN: optimistic, Certainty.POSSIBLE: pessimistic}
    first = time.share(1 / 2) if part.switches else time
    certain, certain_to = optimistic.minimal_cuts(max_size, first)
    possible, possible_to = certain, certain_to
    if part.switches:  # else both readings are the same
        possible, possible_to = pessimistic.minimal_cuts(max_size, time)
        certain = [*certain, *optimistic.cuts_among(possible, certain_to, time)]
    searched = min(certain_to, possible_to)
    found = by_certainty(certain, possible, key=lambda cut: (len(cut), sorted(cut)))
    return Blockers(
        item,
        target_of(names, milestone),
        optimistic.is_reachable,
        tuple(
            Blocker(items_of(graph, cut, lang), certainty, search[certainty].is_refused_by(cut))
            for cut, certainty in found
        ),
        max_size,
        searched,
        complete=searched >= max_size,
        lang=lang,
        as_of=day,
    )


class _Search:
    """The search for the blockers of one goal in one reading."""

    def __init__(self, names: Names, view: View, support: Support) -> None:
        self.names, self.view, self.support = names, view, support
        self.number = names.number

    @cached_property
    def whole(self) -> frozenset[str] | None:
        """What keeps the goal within reach while nothing is lost."""
        return self.proof(frozenset())

    @property
    def is_reachable(self) -> bool:
        """Whether the goal holds or can be reached."""
        return self.whole is not None

    def minimal_cuts(self, max_size: int, budget: Budget) -> tuple[list[frozenset[str]], int]:
        """The minimal sets up to a size, and the size up to which all were found."""
        whole = self.whole
        if whole is None or max_size < 1:
            return [], max_size
        # A single blocker is part of every proof of the goal, and found without a search.
        alone, complete = self._alone(whole, budget)
        cuts = [frozenset({one}) for one in sorted(alone)]
        if not complete:
            return cuts, 0
        layer = {frozenset({one}) for one in whole - alone}
        for size in range(1, max_size + 1) if max_size > 1 else ():
            following: set[frozenset[str]] = set()
            for gone in sorted(layer, key=sorted):
                if any(cut <= gone for cut in cuts):
                    continue
                if budget.is_spent:
                    return cuts, max(size - 1, 1)
                proof = self.proof(gone)
                if proof is None:
                    cuts.append(gone)
                elif size < max_size:
                    following |= {gone | {one} for one in proof - alone}
            layer = following
        return cuts, max_size

    def cuts_among(
        self, sets: list[frozenset[str]], size: int, budget: Budget
    ) -> Iterator[frozenset[str]]:
        """Those of some sets above a size that block the goal, as long as there is time."""
        for gone in sets:
            if len(gone) > size and not budget.is_spent and self.proof(gone) is None:
                yield gone

    def proof(self, gone: frozenset[str]) -> frozenset[str] | None:
        """A set that keeps the goal reachable as long as all of it stays; ``None`` if nothing does."""
        nodes = self.support.of({self.number[one] for one in gone})
        return None if nodes is None else frozenset(self.names.ids[node] for node in nodes)

    def is_refused_by(self, cut: frozenset[str]) -> bool:
        """Whether it is enough that all of a set refuse; only institutions can."""
        nodes = {self.number[one] for one in cut}
        return nodes <= self.support.pairs.keys() and not self.support.survives_refusal(nodes)

    def _alone(self, whole: frozenset[str], budget: Budget) -> tuple[frozenset[str], bool]:
        candidates = {self.number[one] for one in whole}
        nodes, complete = dominators(self.view, self.support.goal, candidates, budget)
        return frozenset(self.names.ids[node] for node in nodes), complete
