"""What leads to the next milestone of an item, what forbids it, and whose loss would.

The brief and the live page say the same, from the same answers.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, NamedTuple, TypeVar

from coopgraph._base.budget import BUDGET
from coopgraph.answers.answer import Answer, few
from coopgraph.answers.milestones import Names
from coopgraph.answers.table import Table
from coopgraph.graph.items import Item, item_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.questions.blockers import Blocker, Blockers, blockers
from coopgraph.questions.goals import is_awaited
from coopgraph.questions.state import ItemState
from coopgraph.questions.unlock import Plans, unlock
from coopgraph.questions.why_not import WhyNot, why_not
from coopgraph.words.vocabulary import MILESTONES, Certainty, RecordKind, State

__all__ = ["Loss", "Prospects", "has_prospects", "losses_of", "none_lost", "prospects_of"]

T = TypeVar("T")

#: The columns of a step that the live page shows in a way of its own, by the code of the heading.
_SHOWN_APART: Final = {"plan", "step", "conclude", "evidence"}


def _titles(answer: Answer[Any]) -> list[str]:
    """The codes of the headings of an answer's table."""
    return [column.title for column, _ in answer.shown() if column.title]


@dataclass(frozen=True, slots=True)
class Prospects:
    """What there is to say about the next milestone of an item.

    Attributes
    ----------
    plans
        The ways to it.
    why
        Why it cannot be reached, or not if all that is possible stands in the way; else ``None``.
    losses
        Whose loss would put it out of reach; ``None`` if it is already.
    """

    plans: Plans
    why: WhyNot | None
    losses: Blockers | None

    @property
    def complete(self) -> bool:
        """Whether no search stopped at its limit."""
        answers = (self.plans, self.why, self.losses)
        return all(answer is None or answer.complete for answer in answers)

    @property
    def first_plan(self) -> Plans:
        """The answer with the shortest plan alone."""
        return replace(self.plans, plans=self.plans.plans[:1], as_of="")

    def steps(self) -> Table:
        """The steps of the shortest plan, without columns that say nothing."""
        table = self.first_plan.table()
        said = [
            n
            for n, title in enumerate(_titles(self.first_plan))
            if title != "plan" and any(row[n] for row in table.rows)
        ]
        rows = [[row[n] for n in said] for row in table.rows]
        return Table("", [table.columns[n] for n in said if rows], rows, self.remarks())

    def details(self) -> list[list[str]]:
        """For each step of the shortest plan its milestone, and what else its columns say of it."""
        table = self.first_plan.table()
        return [
            [
                str(cell) if title == "milestone" else self._headed(heading, cell)
                for title, heading, cell in zip(
                    _titles(self.first_plan), table.columns, row, strict=True
                )
                if cell and title not in _SHOWN_APART
            ]
            for row in table.rows
        ]

    def _headed(self, heading: str, cell: object) -> str:
        return f"{heading}{say('colon', self.plans.lang)} {cell}"

    def remarks(self) -> list[str]:
        """What there is to say beside the steps of the shortest plan, or in place of a plan."""
        if not self.plans.plans and self.plans.complete and self.proof is not None:
            return []  # the proof says more than the obstacles
        said = list(self.first_plan.table().remarks)
        others = len(self.plans.plans) - 1
        if others > 0:
            said.append(say("other-plans", self.plans.lang, count=others))
        return said

    @property
    def proof(self) -> WhyNot | None:
        """The answer why it cannot be reached, if it has a reason."""
        return self.why if self.why is not None and (self.why.rows or self.why.opposed) else None

    def in_language(self, graph: Graph, lang: str) -> "Prospects":
        """The same, with the names of items in another language."""
        return _translated(self, lambda item: item_of(graph, item, lang), lang)


def has_prospects(names: Names, row: ItemState) -> bool:
    """Whether the next milestone of an item is a goal worth a plan.

    It is not if it is achieved or has ended, or comes of itself: an agreement that is signed and
    needs nothing else is not a goal.
    """
    if row.state is State.ENDED or row.at_worst is State.ACHIEVED:
        return False
    if row.awaits or row.after or row.at_worst is not State.READY:
        return True
    record = row.item.record or RecordKind.AGREEMENT
    rank = [*MILESTONES[record]].index(row.milestone)
    return is_awaited(names, 2 * names.number[row.item.id] + rank)


def prospects_of(
    graph: Graph, item: str, lang: str, *, most_lost: int = 2, budget: float | None = BUDGET
) -> Prospects:
    """Ask what leads to the next milestone of an item, what forbids it, and whose loss would.

    Parameters
    ----------
    graph
        A graph; best a snapshot, since these are several questions.
    item
        Its id.
    lang
        The language of the answers.
    most_lost
        How many losses to combine.
    budget
        How many seconds each search may take.
    """
    plans = unlock(graph, item, budget=budget, lang=lang)
    doubtful = not plans.plans or plans.plans[0].pessimistic_adds is None
    why = why_not(graph, item, budget=budget, lang=lang) if doubtful else None
    if not plans.plans:
        return Prospects(plans, why, None)
    losses = blockers(graph, item, max_size=most_lost, budget=budget, lang=lang)
    return Prospects(plans, why, losses)


class Loss(NamedTuple):
    """Losses of one kind, each of which puts the goal out of reach.

    Attributes
    ----------
    code
        What happens to them, and how certain the outcome is: the code of a message.
    sets
        The items of each.
    """

    code: str
    sets: list[tuple[Item, ...]]

    def sentence(self, lang: str, items: str | None = None) -> str:
        """The losses in words; ``items`` stands in place of the names."""
        names = [" + ".join(item.short for item in one) for one in self.sets]
        return say(self.code, lang, items=items or few(names, lang), count=len(names))


def losses_of(found: Blockers) -> list[Loss]:
    """The losses by kind: certain before possible, and of one before those of several together."""
    kinds: dict[str, list[tuple[Item, ...]]] = {}
    for row in found:
        if len(row.items) == 1 or row.certainty is Certainty.CERTAIN:
            kinds.setdefault(_kind_of(row), []).append(row.items)
    return [Loss(code, kinds[code]) for code in _KINDS if code in kinds]


#: The kinds of losses, in the order in which pages list them.
_KINDS: Final = (
    *(f"loss-{how}-{sure}" for sure in Certainty for how in ("refuse", "withdraw", "fail")),
    "losses-refuse",
    "losses",
)


def _kind_of(row: Blocker) -> str:
    if len(row.items) > 1:
        return "losses-refuse" if row.by_refusing else "losses"
    is_body = row.items[0].record is RecordKind.INSTITUTION
    how = "refuse" if row.by_refusing else "withdraw" if is_body else "fail"
    return f"loss-{how}-{row.certainty}"


def none_lost(found: Blockers) -> list[str]:
    """That no single loss is enough, as far as that was found; and that the search stopped."""
    said = []
    if found.searched and not any(len(row.items) == 1 for row in found):
        said.append(say("brief-no-single", found.lang))
    return said if found.complete else [*said, *replace(found, as_of="").table().remarks]


def _translated(value: T, named: Callable[[str], Item], lang: str) -> T:
    """An answer or a part of it, with its items as they are called in a language."""

    def of(one: Any) -> Any:
        if isinstance(one, Item):
            return named(one.id)
        if isinstance(one, tuple):
            return tuple(map(of, one))
        if not is_dataclass(one) or isinstance(one, type):
            return one
        parts = {field.name: of(getattr(one, field.name)) for field in fields(one)}
        if isinstance(one, Answer):
            parts["lang"] = lang
        return replace(one, **parts)

    translated: T = of(value)
    return translated
