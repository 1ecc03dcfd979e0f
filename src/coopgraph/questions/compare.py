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
from coopgraph.graph.state import Standing, standing_of, state_of
from coopgraph.messages.catalogue import say
from coopgraph.questions.at import date_of
from coopgraph.records.dossier import Dossier
from coopgraph.words.vocabulary import ActivityStatus

__all__ = ["Change", "ChangeKind", "Comparison", "compare"]


class ChangeKind(StrEnum):
    """How an item changed, in the order of the answer."""

    CONCLUDED = "concluded"
    DROPPED = "dropped"
    MOVED = "moved"
    SLIPPED = "slipped"
    BROUGHT_FORWARD = "brought-forward"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an item, with its state before and after in words."""

    item: Item
    kind: ChangeKind
    before: str
    after: str


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Answer[Change]):
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

    changes: tuple[Change, ...]


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
    changes = []
    for item in {*before, *after}:
        was, now = (state_of(g, item, lang) if item in g else "" for g in (before, after))
        shown = item_of(after if item in after else before, item, lang)
        changes += [Change(shown, kind, was, now) for kind in _kinds(before, after, item)]
    changes.sort(key=_order)
    return Comparison(tuple(changes), lang=lang)


def _order(change: Change) -> tuple[int, int, str]:
    return list(ChangeKind).index(change.kind), record_rank(change.item), change.item.id


def _kinds(before: Graph, after: Graph, item: str) -> Iterator[ChangeKind]:
    if item not in after:
        yield ChangeKind.REMOVED
    elif item not in before:
        yield ChangeKind.ADDED
    else:
        was, now = before.nodes[item], after.nodes[item]
        if was.get("status") != now.get("status"):
            standing = standing_of(after, item)
            if standing is Standing.OVER:
                yield ChangeKind.DROPPED
            elif standing is Standing.ACHIEVED and standing_of(before, item) is Standing.OPEN:
                yield ChangeKind.CONCLUDED
            else:
                yield ChangeKind.MOVED
        yield from {kind for name in _expectations(was, now) if (kind := _move(was, now, name))}


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
