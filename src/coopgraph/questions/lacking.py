"""What the thresholds of an agreement still lack: how many parties, or how much of a weight."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from babel.numbers import format_decimal

from coopgraph.answers.answer import Column
from coopgraph.answers.because import percent
from coopgraph.answers.milestones import Names
from coopgraph.graph.forms import thresholds_in
from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import say
from coopgraph.network.conditions import Condition
from coopgraph.network.fixpoints import View
from coopgraph.records.thresholds import AMOUNT, Threshold
from coopgraph.words.vocabulary import ThresholdUse
from coopgraph.words.word import Need

__all__ = ["LACKING", "Lacking", "lacking_of"]

_USES: Final = {Need.QUORUM: ThresholdUse.QUORUM, Need.ENTRY: ThresholdUse.ENTRY_INTO_FORCE}


@dataclass(frozen=True, slots=True)
class Lacking:
    """A threshold that is not met yet.

    Attributes
    ----------
    use
        What the threshold is for.
    weight
        The weight that is added up; ``None`` if each party counts one.
    given, needed, total
        The sum for the acts that are given, the least that is enough, and that for all parties
        which count: a number of parties, or in the unit of the weight.
    among
        The institutions whose act would help, by id.
    """

    use: ThresholdUse
    weight: str | None
    given: Fraction
    needed: Fraction
    total: Fraction
    among: tuple[Item, ...]

    @property
    def lacking(self) -> Fraction:
        """What is still to be given."""
        return self.needed - self.given

    def words(self, lang: str) -> str:
        """It in words: how much is lacking, given and needed."""
        lacking, given, needed = (
            format_decimal(float(part), locale=lang)
            for part in (self.lacking, self.given, self.needed)
        )
        if self.weight is None:
            return say(
                "lacking-parties",
                lang,
                lacking=lacking,
                given=given,
                needed=needed,
                count=int(self.lacking),
            )
        weight = say("weight-amount", lang) if self.weight == AMOUNT else self.weight
        shares = {
            "given": percent(self.given / self.total, lang),
            "needed": percent(self.needed / self.total, lang),
        }
        return say("lacking-weight", lang, lacking=lacking, weight=weight, **shares)

    def record(self) -> dict[str, Any]:
        """It as a JSON-safe dictionary."""
        return {
            "for": self.use.value,
            "weight": self.weight,
            **{
                name: _number(getattr(self, name))
                for name in ("lacking", "given", "needed", "total")
            },
            "among": [body.id for body in self.among],
        }


#: The column of lines that have a ``step``.
LACKING: Final = Column(
    "lacking",
    lambda line, _: [one.record() for one in line.step.lacking],
)


def lacking_of(names: Names, view: View, milestone: int) -> Iterator[Lacking]:
    """What the thresholds of a milestone lack in a reading, in the order of the record."""
    for condition in view.binding(milestone):
        if condition.threshold is not None and not view.meets(condition, view.holds):
            threshold = _threshold(names, condition)
            counts = view.completion.counts
            helping = (
                m.element
                for m in condition.members
                if m.weight and counts(m.switch) and view.acting[m.element]
                if not view.holds[m.element]
            )
            given, needed, total = (
                Fraction(part, condition.scale)
                for part in (
                    view.sum(condition, view.holds),
                    condition.bound,
                    sum(member.weight for member in condition.members),
                )
            )
            yield Lacking(
                _USES[condition.need],
                threshold.weight,
                given,
                needed,
                total,
                names.institutions_of(helping),
            )


def _threshold(names: Names, condition: Condition) -> Threshold:
    attributes = names.graph.nodes[names.id_of(condition.of)]
    return thresholds_in(attributes[_USES[condition.need]])[condition.threshold or 0]


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
