"""Which milestone a question about a goal means, and which milestones are worth a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from coopgraph._base.errors import UnknownWordError
from coopgraph.answers.milestones import Names
from coopgraph.graph.items import Item
from coopgraph.graph.recorded import recorded_of
from coopgraph.graph.schema import Attributes, dates_of
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.network.conditions import first_of, second_of
from coopgraph.network.fixpoints import View
from coopgraph.words.vocabulary import (
    MILESTONES,
    Milestone,
    RecordKind,
    default_stage,
)
from coopgraph.words.word import Need

__all__ = ["Target", "goal_of", "goal_text", "is_awaited", "target_of"]

#: The conditions of a second milestone that a record states.
_RECORDED: Final = {Need.ENTRY, Need.REQUIREMENT}


@dataclass(frozen=True, slots=True)
class Target:
    """A milestone of an item.

    Attributes
    ----------
    item, milestone
        The item, and which of its milestones.
    """

    item: Item
    milestone: Milestone

    def reached(self, lang: str) -> str:
        """The milestone in words; it agrees with the item as the answer shows it."""
        return self.milestone.label(lang, self.item.gender)

    def text(self, lang: str) -> str:
        """The name of the item, with the milestone."""
        return say("target", lang, item=self.item.full, milestone=self.reached(lang))


def target_of(names: Names, milestone: int) -> Target:
    """A milestone as answers show it."""
    return Target(names.item_of(milestone), names.milestone_of(milestone))


class _AboutGoal(Protocol):
    """An answer about a goal."""

    @property
    def goal(self) -> Item: ...
    @property
    def target(self) -> Target | None: ...
    @property
    def lang(self) -> str: ...


def goal_text(answer: _AboutGoal) -> str:
    """The goal of an answer, with the milestone to reach; institutions have none."""
    return answer.target.text(answer.lang) if answer.target else answer.goal.full


def goal_of(names: Names, views: Sequence[View], item: str, stage: str | None) -> int | None:
    """The milestone that a goal means.

    Parameters
    ----------
    names, views
        The graph, and its readings.
    item
        The id of the goal.
    stage
        The milestone asked for; by default the first that is not achieved in each reading, or the
        last one.

    Returns
    -------
    int | None
        ``None`` for an institution, which has no milestones.

    Raises
    ------
    UnknownWordError
        If items of its kind have no such milestone.
    """
    record, node = record_of(names.graph, item), names.number[item]
    if record is RecordKind.INSTITUTION:
        return None
    known = MILESTONES[record]
    if stage is not None:
        if stage not in known:
            raise UnknownWordError(str(stage), known)
        return first_of(node) + [*known].index(Milestone(stage))
    is_first = not all(view.holds[first_of(node)] for view in views)
    return first_of(node) if is_first else second_of(node)


def is_awaited(names: Names, milestone: int) -> bool:
    """Whether a milestone is worth a row: a first one, or a second one that waits for something.

    Something recorded is waited for if there is a threshold, a requirement before the second
    milestone, or a suspension, or if items of this kind count once they are completed.
    """
    if milestone % 2 == 0:
        return True
    network = names.network
    if milestone in network.automatic:
        return False
    attributes = names.graph.nodes[names.id_of(milestone)]
    record = record_of(names.graph, names.id_of(milestone))
    return (
        default_stage(record, attributes.get("kind")) is names.milestone_of(milestone)
        or any(network.conditions[n].need in _RECORDED for n in network.of[milestone])
        or _is_suspended(names, attributes, record)
    )


def _is_suspended(names: Names, attributes: Attributes, record: RecordKind) -> bool:
    if not names.as_of:
        return recorded_of(attributes, record).is_suspended
    with dates_of(names.graph):
        return recorded_of(attributes, record, names.as_of).is_suspended
