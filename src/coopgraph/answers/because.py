"""Chains of reasons: what an item lacks, or has gained, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from operator import eq
from typing import Any, Final, overload

from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import say
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Milestone

__all__ = ["NO_REASONS", "Because", "Chain", "Tally", "percent"]


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


class Chain(Sequence[Because]):
    """A chain of reasons, as a sequence of its links; chains that meet share the rest.

    Parameters
    ----------
    link, rest
        The first link, and the chain of the others.

    Examples
    --------
    >>> import coopgraph as cg
    >>> row = cg.what_if(cg.build_graph(cg.example()), fails="framework-convention")[1]
    >>> len(row.because), [link.missing.id for link in row.because]
    (2, ['urban-renewal-component', 'framework-convention'])
    """

    __slots__ = ("_length", "_link", "_rest")

    def __init__(self, link: Because | None = None, rest: "Chain | None" = None) -> None:
        self._link, self._rest = link, rest
        self._length = (link is not None) + len(rest or ())

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Because]:
        chain: Chain | None = self
        while chain is not None and chain._link is not None:
            yield chain._link
            chain = chain._rest

    @overload
    def __getitem__(self, index: int) -> Because: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Because, ...]: ...

    def __getitem__(self, index: int | slice) -> Because | tuple[Because, ...]:
        if index == 0 and self._link is not None:
            return self._link
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (Chain, tuple, list)):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy link by link, since a long chain would be nested too deeply."""
        return _chained, (tuple(self),)


def _chained(links: tuple[Because, ...]) -> Chain:
    chain = NO_REASONS
    for link in reversed(links):
        chain = Chain(link, chain)
    return chain


#: The chain of what has no reason.
NO_REASONS: Final = Chain()
