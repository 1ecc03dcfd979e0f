"""One link of a chain of reasons: what an item lacks, or has gained."""

from dataclasses import asdict, dataclass
from fractions import Fraction

from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import say
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Milestone

__all__ = ["Because", "Tally", "percent"]


def percent(share: Fraction, lang: str) -> str:
    r"""A share as a percentage, as a language writes it.

    Examples
    --------
    >>> percent(Fraction(444, 1000), "en"), percent(Fraction(444, 1000), "fr")
    ('44.4%', '44,4\xa0%')
    """
    text = f"{float(share):.1%}"
    return text.replace(".", ",").replace("%", "\xa0%") if lang == "fr" else text


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of a threshold is met before and after: shares of the total, from 0 to 1."""

    before: Fraction
    after: Fraction
    needed: Fraction


@dataclass(frozen=True, slots=True)
class Because:
    """One link of a chain of reasons: an item, and what it lacks now or has gained.

    Attributes
    ----------
    item, milestone
        The item affected, and which milestone of it.
    need
        The kind of condition that is no longer met, or is met now: one of
        :class:`coopgraph.words.word.Need`; or ``excluded`` or ``superseded``.
    missing
        What makes the difference: the item of the next link, or the end of the chain.
    tally
        How much of the threshold is met, if it is one.
    evidence
        Where the source says that the item needs it.
    """

    item: Item
    milestone: Milestone
    need: str
    missing: Item
    tally: Tally | None = None
    evidence: tuple[Evidence, ...] = ()

    def code(self, *, gives: bool = False) -> str:
        """The code of the message on it: what the item needs, or what it is given."""
        return f"{'gives' if gives else 'needs'}-{self.need}"

    def words(self, lang: str, *, gives: bool = False) -> str:
        """It in words, with how much of the threshold is met."""
        text = say(self.code(gives=gives), lang, missing=self.missing.short)
        if not self.tally:
            return text
        shares = {name: percent(part, lang) for name, part in asdict(self.tally).items()}
        return f"{text} ({say('tally', lang, **shares)})"
