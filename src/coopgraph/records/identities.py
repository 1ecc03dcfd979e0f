"""Decisions that records are about the same thing: who stands for whom, and contradictions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field, model_validator

from coopgraph._base.errors import Loc, Problem, validation_error
from coopgraph.records.base import Record
from coopgraph.records.models import EvidenceList
from coopgraph.words.codes import Reference
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import Judgement, RecordKind

__all__ = ["Identity", "identity_problems", "same_as"]


class Identity(Record):
    """A decision whether records are about the same thing; nothing is merged without one."""

    items: Annotated[tuple[Reference, ...], Field(min_length=2)]
    """Ids of the records; of those that are the same, the first gives its name to all."""
    judgement: Judgement
    evidence: EvidenceList = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _names_each_once(self) -> "Identity":
        repeated = sorted({item for item in self.items if self.items.count(item) > 1})
        if repeated:
            raise validation_error("identity-repeated", id=repeated[0])
        return self


def same_as(identities: Iterable[Identity]) -> dict[str, str]:
    """Map each record that is decided to be the same as another to the id that represents both.

    Records in a chain of decisions are all the same; the first id of the first decision represents
    them. Ids that represent themselves are left out.
    """
    stands_for: dict[str, str] = {}
    for identity in identities:
        if identity.judgement is Judgement.SAME_AS:
            ids = [stands_for.get(item, item) for item in identity.items]
            for item, named in stands_for.items():
                if named in ids:
                    stands_for[item] = ids[0]
            stands_for |= {item: ids[0] for item in (*ids, *identity.items) if item != ids[0]}
    return stands_for


def identity_problems(
    identities: Sequence[tuple[Loc, Identity]],
    kinds: Mapping[str, RecordKind],
    stands_for: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield decisions about records of different kinds, or that contradict other decisions."""
    for place, identity in identities:
        if len({kinds[item] for item in identity.items if item in kinds}) > 1:
            yield Problem("identity-kinds", (*place, "items"))
        elif identity.judgement is not Judgement.SAME_AS:
            one = [stands_for.get(item, item) for item in identity.items]
            if len(set(one)) < len(one):
                values = {"id": next(item for item in one if one.count(item) > 1)}
                yield Problem("identity-contradiction", (*place, "items"), values)
