"""What stands, what can come next, what is within reach, and what is not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import (
    ITEM,
    Answer,
    Column,
    agreeing,
    each,
    joined,
    label,
    language_for,
)
from coopgraph.answers.milestones import Names, Outlook, outlook_of
from coopgraph.answers.order import record_rank
from coopgraph.graph.items import Item
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import Standing, containers_of
from coopgraph.messages.catalogue import say
from coopgraph.network.fixpoints import Level, View, views_of
from coopgraph.network.plans import opposed_in
from coopgraph.network.snapshot import date_as_of, network_of, text_as_of
from coopgraph.words.vocabulary import Certainty, Milestone, State

__all__ = [
    "ItemState",
    "MilestoneState",
    "States",
    "open_in",
    "outlook_words",
    "proposed_in",
    "standings_in",
    "standings_of",
    "state",
    "state_words",
    "states_of",
    "states_that_differ",
]


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """The state of one milestone.

    Attributes
    ----------
    milestone
        Which one it is.
    outlook
        Its state in both readings.
    awaits
        The institutions whose act it still waits for, by id.
    after
        The other items that have to come first, by id.
    """

    milestone: Milestone
    outlook: Outlook
    awaits: tuple[Item, ...]
    after: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemState:
    """The state of an item: that of its next milestone, the first that is not certainly achieved.

    Attributes
    ----------
    item
        The item.
    milestones
        Its two milestones, in order.
    """

    item: Item
    milestones: tuple[MilestoneState, MilestoneState]

    @property
    def next(self) -> MilestoneState:
        """The next milestone; the last one if all are achieved."""
        first, second = self.milestones
        return first if first.outlook.at_worst is not State.ACHIEVED else second

    @property
    def milestone(self) -> Milestone:
        """Which milestone is next."""
        return self.next.milestone

    @property
    def state(self) -> State:
        """Its state, at best."""
        return self.next.outlook.at_best

    @property
    def at_worst(self) -> State:
        """Its state if all that is possible stands in the way."""
        return self.next.outlook.at_worst

    @property
    def certainty(self) -> Certainty:
        """Certain where both readings agree."""
        return self.next.outlook.certainty

    @property
    def awaits(self) -> tuple[Item, ...]:
        """The institutions whose act the next milestone still waits for, by id."""
        return self.next.awaits

    @property
    def after(self) -> tuple[Item, ...]:
        """The other items that have to come before the next milestone, by id."""
        return self.next.after

    @property
    def standing(self) -> Standing:
        """Achieved if the first milestone certainly is, over if it has ended, else open."""
        return _standing(self.milestones[0].outlook)


def _standing(first: Outlook) -> Standing:
    if first.at_worst is State.ACHIEVED:
        return Standing.ACHIEVED
    return Standing.OVER if first.at_best is State.ENDED else Standing.OPEN


def _at_worst(row: ItemState, answer: Any) -> str:
    return "" if row.certainty is Certainty.CERTAIN else row.at_worst.label(answer.lang)


@dataclass(frozen=True, slots=True, repr=False)
class States(Answer[ItemState]):
    """The state of every item that is not an institution, by kind of record and id.

    Attributes
    ----------
    rows
        The states.
    opposed
        Whether some items within reach exclude each other, or end another one once they are in
        force. Each is within reach by itself, and *within reach* is then the most that can be said
        of what needs several of them: :func:`coopgraph.unlock` says whether there is a way.
    """

    titles = "title-states", "no-states"
    columns = (
        *ITEM,
        Column("milestone", "milestone.value", "milestone", agreeing("milestone")),
        Column("state", "state.value", "state-now", label("state")),
        Column("certainty", "certainty.value", "certainty", label("certainty")),
        Column("at_worst", "at_worst.value", "at-worst", _at_worst),
        Column(
            "awaits",
            each("awaits"),
            "awaits",
            joined("awaits", "short"),
        ),
        Column("after", each("after"), "comes-after", joined("after", "short")),
    )

    rows: tuple[ItemState, ...]
    opposed: bool = False

    def _remarks(self) -> Iterator[str]:
        yield say("states-recorded", self.lang)
        if self.opposed:
            yield say("reach-opposed", self.lang)


def state(graph: Graph, *, as_of: object = None, lang: str | None = None) -> States:
    """The state of every milestone and item: ended, out of reach, within reach, next, or achieved.

    *Achieved*: it stands. *Can come next*: every condition but its own parties' acts is met, and
    enough of those acts are given or open; nothing recorded stands in the way. *Within reach*: it
    can come once others have come. It is computed in two readings: certain where they agree.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`, or a snapshot.
    as_of
        A date in EDTF or as people write it ("fin 2028"), a year or a day: what is dated after it
        is not yet there, and deadlines before it are missed. By default the graph's own date, if
        it has one; never today.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If ``as_of`` is not a date.

    Examples
    --------
    >>> import coopgraph as cg
    >>> states = cg.state(cg.build_graph(cg.example()))
    >>> study = states["strategic-study"]
    >>> str(study.milestone), str(study.state)
    ('completed', 'ready')
    >>> [body.id for body in states["framework-convention"].awaits]
    ['matnuhpv', 'mctrct']
    """
    lang = language_for(graph, lang)
    names, views = _compiled(graph, as_of, lang)
    opposed = any(opposed_in(views[0], views[0].rounds))
    return States(_rows(names, views), opposed, lang=lang, as_of=text_as_of(graph, as_of))


def states_of(graph: Graph, as_of: object = None, lang: str = "en") -> tuple[ItemState, ...]:
    """The state of every item, by kind of record and id: the one place where it is derived."""
    return _rows(*_compiled(graph, as_of, lang))


def states_that_differ(
    old: Graph, new: Graph, lang: str = "en"
) -> Iterator[tuple[ItemState, ItemState]]:
    """The states of each item of two graphs of which a milestone is further in one, by id.

    All other items are left out, and cost next to nothing.
    """
    (names, views), (later_names, later_views) = (
        _compiled(graph, None, lang) for graph in (old, new)
    )
    before = {names.id_of(first): first for first in names.network.milestones[::2]}
    for first in later_names.network.milestones[::2]:
        was = before.get(later_names.id_of(first))
        if was is not None and _levels(views, was) != _levels(later_views, first):
            yield _row(names, views, was), _row(later_names, later_views, first)


def _levels(views: tuple[View, View], first: int) -> list[Level]:
    """How far both milestones of an item are, in both readings."""
    return [view.level(milestone) for view in views for milestone in (first, first + 1)]


def _compiled(graph: Graph, as_of: object, lang: str) -> tuple[Names, tuple[View, View]]:
    network = network_of(graph, as_of)
    names = Names(graph, network, lang, date_as_of(graph, as_of))
    return names, views_of(network, network.facts)


def _rows(names: Names, views: tuple[View, View]) -> tuple[ItemState, ...]:
    with gc_paused():
        rows = [_row(names, views, first) for first in names.network.milestones[::2]]
    return tuple(sorted(rows, key=lambda row: (record_rank(row.item), row.item.id)))


def _row(names: Names, views: tuple[View, View], first: int) -> ItemState:
    milestones = _state_of(names, views, first), _state_of(names, views, first + 1)
    return ItemState(names.item_of(first), milestones)


def _state_of(names: Names, views: tuple[View, View], milestone: int) -> MilestoneState:
    best, _ = views
    waits = Level.OUT_OF_REACH < best.level(milestone) < Level.ACHIEVED
    return MilestoneState(
        names.milestone_of(milestone),
        outlook_of(views, milestone),
        names.awaited(best, milestone) if waits else (),
        names.awaited_first(best, milestone) if waits else (),
    )


def standings_of(graph: Graph, as_of: object = None) -> dict[str, Standing]:
    """Whether each item is achieved, open or over, by its state; institutions are achieved."""
    return standings_in(*_compiled(graph, as_of, "en"))


def standings_in(names: Names, views: tuple[View, View]) -> dict[str, Standing]:
    """The same, where the network of a graph is at hand."""
    return dict.fromkeys(names.graph, Standing.ACHIEVED) | {
        names.id_of(first): _standing(outlook_of(views, first))
        for first in names.network.milestones[::2]
    }


def open_in(standings: Mapping[str, Standing]) -> frozenset[str]:
    """The items that are open: what they rely on, and who has a part in them, is only proposed."""
    return frozenset(item for item, standing in standings.items() if standing is Standing.OPEN)


def proposed_in(graph: Graph, items: Iterable[str]) -> frozenset[str]:
    """Those of some items that are open, as :func:`open_in` gives them.

    Nothing but an item and what contains it bears on its standing: the rest of a large graph is
    not looked at.
    """
    asked = frozenset(items)
    wholes = {whole for item in asked for whole in containers_of(graph, item)}
    standings = standings_of(graph.subgraph(asked | wholes))
    return open_in(standings) & asked


def state_words(row: ItemState, lang: str) -> str:
    """The state of an item in words: its next milestone, how far it is, and or else how far.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> state_words(cg.state(graph)["framework-convention"], "en")
    'signed: can come next'
    """
    milestone = row.milestone.label(lang, row.item.gender)
    states = row.next.outlook.label(lang)
    return say("milestone-state", lang, milestone=milestone, state=states)


def outlook_words(row: ItemState, lang: str) -> str:
    """The same of an item about which something is still to come; empty if it certainly is settled.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> outlook_words(cg.state(graph)["exchange-visit"], "en")
    ''
    """
    is_settled = row.state in {State.ACHIEVED, State.ENDED} and row.certainty is Certainty.CERTAIN
    return "" if is_settled else state_words(row, lang)
