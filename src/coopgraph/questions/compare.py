"""What changed from one version of a dossier to another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopgraph.answers.answer import ITEM, Answer, Column
from coopgraph.answers.order import record_rank
from coopgraph.graph.build import graph_of
from coopgraph.graph.items import Item, item_of, language_of
from coopgraph.graph.schema import Attributes, Graph
from coopgraph.graph.state import state_of
from coopgraph.messages.catalogue import say
from coopgraph.questions.at import date_of
from coopgraph.questions.state import ItemState, states_of
from coopgraph.records.dossier import Dossier
from coopgraph.words.vocabulary import ActivityStatus, Milestone, State

__all__ = ["ChangeKind", "Comparison", "Difference", "compare"]


class ChangeKind(StrEnum):
    """How an item changed, in the order of the answer.

    - ``concluded``: a milestone is certainly achieved that was not;
    - ``dropped``: it has ended;
    - ``moved``: another stage, or a milestone that stood is open again;
    - ``slipped``, ``brought-forward``: it is expected later, or earlier.
    """

    CONCLUDED = "concluded"
    DROPPED = "dropped"
    MOVED = "moved"
    SLIPPED = "slipped"
    BROUGHT_FORWARD = "brought-forward"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of an item, with its state before and after in words."""

    item: Item
    kind: ChangeKind
    before: str
    after: str


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Answer[Difference]):
    """What changed, by kind of change, kind of record and id."""

    holds = "changes"
    titles = "title-changes", "no-changes"
    columns = (
        *ITEM,
        Column(
            "change",
            "kind.value",
            "change",
            lambda row, answer: say(f"change-{row.kind}", answer.lang),
        ),
        Column("before", "before", "before"),
        Column("after", "after", "after"),
    )

    changes: tuple[Difference, ...]


def compare(old: Dossier | Graph, new: Dossier | Graph, *, lang: str | None = None) -> Comparison:
    """What was concluded, dropped, postponed, added or removed from one dossier to another.

    Parameters
    ----------
    old, new
        Dossiers, or graphs with the schema of :mod:`coopgraph.graph.schema`.
    lang
        Language of the answer; by default that of the new one.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.compare(cg.example(), cg.example()))
    0
    """
    before, after = graph_of(old), graph_of(new)
    lang = lang or language_of(after)
    states = [{row.item.id: row for row in states_of(g)} for g in (before, after)]
    changes = []
    for item in {*before, *after}:
        was, now = (state_of(g, item, lang) if item in g else "" for g in (before, after))
        shown = item_of(after if item in after else before, item, lang)
        step = _step(*(rows.get(item) for rows in states))
        kinds = _kinds(before, after, item, step)
        changes += [Difference(shown, kind, was, now) for kind in kinds]
    changes.sort(key=_order)
    return Comparison(tuple(changes), lang=lang)


def _order(change: Difference) -> tuple[int, int, str]:
    return list(ChangeKind).index(change.kind), record_rank(change.item), change.item.id


def _kinds(before: Graph, after: Graph, item: str, step: ChangeKind | None) -> Iterator[ChangeKind]:
    if item not in after:
        yield ChangeKind.REMOVED
    elif item not in before:
        yield ChangeKind.ADDED
    else:
        was, now = before.nodes[item], after.nodes[item]
        if step is None and was.get("status") != now.get("status"):
            step = ChangeKind.MOVED
        if step:
            yield step
        yield from {kind for name in _expectations(was, now) if (kind := _move(was, now, name))}


def _step(before: ItemState | None, after: ItemState | None) -> ChangeKind | None:
    """What happened to the milestones of an item, if anything did."""
    if before is None or after is None:
        return None
    if after.state is State.ENDED:
        return None if before.state is State.ENDED else ChangeKind.DROPPED
    was, now = _achieved(before), _achieved(after)
    if now - was:
        return ChangeKind.CONCLUDED
    return ChangeKind.MOVED if was - now else None


def _achieved(row: ItemState) -> set[Milestone]:
    """The milestones that certainly stand."""
    return {one.milestone for one in row.milestones if one.outlook.at_worst is State.ACHIEVED}


def _expectations(was: Attributes, now: Attributes) -> list[str]:
    """The expected dates that both have, and the planned date of an activity."""
    names = [name for name in was if name.startswith("expected_") and name in now]
    planned = now.get("status") == ActivityStatus.PLANNED and "when" in was and "when" in now
    return [*names, "when"] if planned else names


def _move(was: Attributes, now: Attributes, name: str) -> ChangeKind | None:
    old, new = date_of(was, name), date_of(now, name)
    if old is None or new is None or old.earliest == new.earliest:
        return None
    later = (new.earliest or date.min) > (old.earliest or date.min)
    return ChangeKind.SLIPPED if later else ChangeKind.BROUGHT_FORWARD
