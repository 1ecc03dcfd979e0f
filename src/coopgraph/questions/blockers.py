"""What blocks a goal: the sets of items and institutions whose loss makes it unreachable."""

from dataclasses import dataclass
from typing import Final

from coopgraph.answers.answer import CERTAINTY, COMPLETE, Answer, Column, each, joined, language_for
from coopgraph.answers.order import by_certainty, items_of
from coopgraph.graph.items import Item, item_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.dominators import dominators
from coopgraph.network.old_conditions import Condition, ConditionGraph, readings
from coopgraph.words.vocabulary import Certainty

__all__ = ["Blocker", "Blockers", "blockers"]

#: How many combinations are tried by default: seconds on a thousand items.
DEFAULT_LIMIT: Final = 400


@dataclass(frozen=True, slots=True)
class Blocker:
    """A minimal set of items and institutions whose joint loss makes a goal unreachable.

    ``certain`` if required links alone bring that about, else ``possible``.
    """

    items: tuple[Item, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True, repr=False)
class Blockers(Answer[Blocker]):
    """The minimal sets that block a goal: certain before possible, small before large, by ids.

    It is ``complete`` if these are all sets up to ``max_size``. Only then does an empty answer
    prove that there are none.

    Attributes
    ----------
    goal
        The item to reach or keep; never among its own blockers.
    reachable
        Whether it can be reached at all; if not, nothing needs to block it.
    blockers
        The sets.
    max_size
        The size asked for.
    searched
        The size up to which all sets were found; less than ``max_size`` if the search stopped at
        its limit.
    """

    holds = "blockers"
    columns = (
        Column("ids", each("items"), "loss", joined("items", "full", " + ")),
        Column("titles", each("items", "title")),
        CERTAINTY,
        COMPLETE,
    )

    goal: Item
    reachable: bool
    blockers: tuple[Blocker, ...]
    max_size: int
    searched: int

    def _title(self) -> str:
        return say("title-blockers", self.lang, goal=self.goal.full)

    def _remarks(self) -> list[str]:
        if not self.reachable:
            code = "unlock-unreachable"
        elif not self.complete:
            code = "search-stopped" if self.blockers else "blockers-not-found"
        elif not self.blockers:
            code = "no-blockers" if self.max_size > 1 else "no-single-blockers"
        else:
            return []
        return [say(code, self.lang, size=self.max_size, searched=self.searched)]


def blockers(
    graph: Graph,
    goal: str,
    *,
    max_size: int = 2,
    limit: int = DEFAULT_LIMIT,
    lang: str | None = None,
) -> Blockers:
    """The minimal sets of items and institutions whose joint loss makes a goal unreachable.

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
    max_size
        Maximum number of losses to combine.
    limit
        Maximum number of combinations of two or more to try.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.
    """
    lang = language_for(graph, lang)
    node = resolve(graph, goal)
    lenient, strict = (_Search(reading, node) for reading in readings(graph, node))
    certain, certain_to = lenient.minimal_cuts(max_size, limit)
    possible, possible_to = strict.minimal_cuts(max_size, limit)
    searched = min(certain_to, possible_to)
    found = by_certainty(certain, possible, key=lambda cut: (len(cut), sorted(cut)))
    return Blockers(
        item_of(graph, node, lang),
        lenient.proof(frozenset()) is not None,
        tuple(Blocker(items_of(graph, cut, lang), certainty) for cut, certainty in found),
        max_size,
        searched,
        complete=searched >= max_size,
        lang=lang,
    )


class _Search:
    """The search for the blockers of one goal in one reading."""

    def __init__(self, reading: ConditionGraph, goal: str) -> None:
        self.reading, self.goal = reading, goal
        self.before = reading.standing

    def minimal_cuts(self, max_size: int, limit: int) -> tuple[list[frozenset[str]], int]:
        """The minimal sets up to a size, and the size up to which all were found."""
        whole = self.proof(frozenset())
        if whole is None or max_size < 1:
            return [], max_size
        # A single blocker is part of every proof of the goal, and found without a search.
        alone = dominators(self.reading, self.goal, whole)
        cuts = [frozenset({one}) for one in sorted(alone)]
        layer, tried = {frozenset({one}) for one in whole - alone}, 0
        for size in range(1, max_size + 1) if max_size > 1 else ():
            following: set[frozenset[str]] = set()
            for gone in sorted(layer, key=sorted):
                if any(cut <= gone for cut in cuts):
                    continue
                tried += 1
                if tried > limit:
                    return cuts, max(size - 1, 1)
                proof = self.proof(gone)
                if proof is None:
                    cuts.append(gone)
                elif size < max_size:
                    following |= {gone | {one} for one in proof - alone}
            layer = following
        return cuts, max_size

    def proof(self, gone: frozenset[str]) -> frozenset[str] | None:
        """A set that keeps the goal reachable as long as all of it stays.

        ``None`` if the goal cannot be reached. Completed items cannot be lost, and the goal is not
        part of its own proof.
        """
        reading = self.reading
        stands = (self.before - gone - set(reading.fallen(gone))) | (gone & reading.facts)
        rounds = reading.attainable(stands, reading.open_items - gone)
        if self.goal in gone or (self.goal not in stands and self.goal not in rounds):
            return None
        used, stack = {self.goal}, [self.goal]
        while stack:
            item = stack.pop()
            if item in reading.institutions or item in reading.facts:
                continue
            for condition in reading.conditions[item]:
                # What is achieved although a condition was never met does not rest on it.
                if item in reading.achieved and not condition.is_met(self.before):
                    continue
                new = self._chosen(item, condition, stands, rounds) - used
                used |= new
                stack += sorted(new)
        return frozenset(used - {self.goal} - reading.facts)

    def _chosen(
        self, item: str, condition: Condition, stands: frozenset[str], rounds: dict[str, int]
    ) -> set[str]:
        """Enough of the alternatives, preferring those that can be reached first."""
        if item in self.reading.achieved:
            candidates = [one for one in condition.among if one in stands & self.before]
        else:
            ranked = {one: 0 for one in condition.among if one in stands}
            ranked |= {one: rounds[one] for one in condition.among if one in rounds}
            candidates = sorted(ranked, key=lambda one: (ranked[one], one))
            candidates = [one for one in candidates if ranked[one] < rounds[item]]
        return set(candidates[: condition.at_least])
