"""What became of a milestone: its state in one version beside its state in another."""

from collections.abc import Iterator
from typing import Final

from coopgraph.answers.comparison import ChangeKind
from coopgraph.questions.state import MilestoneState
from coopgraph.words.vocabulary import Certainty, State

__all__ = ["TOLD_BY_STATUS", "news_of"]

_ORDER: Final = {state: n for n, state in enumerate(State)}
#: By kind of change, the state that is reached before or after, and not on the other side.
_GOOD: Final = {
    ChangeKind.CONCLUDED: State.ACHIEVED,
    ChangeKind.GAINED: State.READY,
    ChangeKind.UNBLOCKED: State.REACHABLE,
    ChangeKind.RESUMED: State.OUT_OF_REACH,
}
_BAD: Final = {
    ChangeKind.DROPPED: State.OUT_OF_REACH,
    ChangeKind.LOST: State.ACHIEVED,
    ChangeKind.BLOCKED: State.REACHABLE,
    ChangeKind.DELAYED: State.READY,
}


def news_of(old: MilestoneState, new: MilestoneState) -> Iterator[tuple[ChangeKind, Certainty]]:
    """What became of a milestone in either reading; certain, if in both whatever turns out."""
    was, now = old.outlook, new.outlook
    pairs = ((was.at_best, now.at_best), (was.at_worst, now.at_worst))
    kinds = [kind for one, other in pairs if (kind := _kind(one, other))]
    for kind in dict.fromkeys(kinds):
        if kind in _GOOD:
            sure = not _reaches(was.at_best, _GOOD[kind]) and _reaches(now.at_worst, _GOOD[kind])
        else:
            sure = _reaches(was.at_worst, _BAD[kind]) and not _reaches(now.at_best, _BAD[kind])
        yield kind, Certainty.CERTAIN if sure else Certainty.POSSIBLE
    if (
        not kinds
        and was.at_best is now.at_best is State.READY
        and bool(old.awaits) is not bool(new.awaits)
    ):
        sure = was.certainty is now.certainty is Certainty.CERTAIN
        kind = ChangeKind.HELD if new.awaits else ChangeKind.FREED
        yield kind, Certainty.CERTAIN if sure else Certainty.POSSIBLE


#: What a new status says by itself.
TOLD_BY_STATUS: Final = frozenset(
    {ChangeKind.CONCLUDED, ChangeKind.DROPPED, ChangeKind.LOST, ChangeKind.RESUMED}
)


def _reaches(state: State, least: State) -> bool:
    return _ORDER[state] >= _ORDER[least]


def _kind(was: State, now: State) -> ChangeKind | None:
    """What became of a milestone in one reading: the most that it gained, the least that it lost."""
    if was is State.ENDED and now not in {State.ENDED, State.ACHIEVED}:
        return ChangeKind.RESUMED
    for kinds, lesser, greater in ((_GOOD, was, now), (_BAD, now, was)):
        for kind, state in kinds.items():
            if _reaches(greater, state) and not _reaches(lesser, state):
                return kind
    return None
