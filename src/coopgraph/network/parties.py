"""The parties of an item: the acts that they gave or can give, and what these have to add up to."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, lcm
from typing import Final, NamedTuple

from coopgraph.graph.forms import thresholds_in, weights_in
from coopgraph.graph.recorded import (
    Recorded,
    all_of,
    any_of,
    happened,
    negated,
    settled_by_change,
)
from coopgraph.graph.schema import CHANGE, Attributes
from coopgraph.network.conditions import SURE, Condition, Member, first_of, second_of
from coopgraph.network.draft import Draft, Link
from coopgraph.records.thresholds import AMOUNT, Threshold
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.vocabulary import PartyStage
from coopgraph.words.word import Need

__all__ = ["Parties"]

#: The two ranks of an act: consent, for the first milestone, and ratification, for the second.
CONSENT, RATIFICATION = 0, 1


class _Party(NamedTuple):
    """A consenting institution of an item: its acts by rank, its switch, its links."""

    node: int
    acts: tuple[int, int]
    switch: int
    links: Sequence[Link]


class Parties:
    """Adds the acts of parties, and the conditions on them, to a draft.

    Parameters
    ----------
    draft
        The network so far.
    number
        The number of each id.
    as_of
        The date of the state.
    dissolved
        Whether an institution has been dissolved, of those that are to be: it gives no new act.
    """

    def __init__(
        self,
        draft: Draft,
        number: Mapping[str, int],
        as_of: EDTFDate | None,
        dissolved: Mapping[int, Truth],
    ) -> None:
        self.draft, self.number, self.as_of, self.dissolved = draft, number, as_of, dissolved

    def add(
        self,
        node: int,
        attributes: Attributes,
        recorded: Recorded,
        joined: Mapping[int, Sequence[Link]],
    ) -> None:
        """Add those of one item.

        Parameters
        ----------
        node, attributes, recorded
            The item, the attributes of its node, and what is recorded of its milestones.
        joined
            The links of each institution that consents.
        """
        draft = self.draft
        ratify = bool(attributes.get("entry_into_force"))
        parties = []
        for body, links in sorted(joined.items()):
            required = [link for link in links if link.meaning.is_required]
            switch = SURE if required else draft.switch()
            act = self._act(body, node, CONSENT, links, recorded)
            ratification = self._act(body, node, RATIFICATION, links, recorded) if ratify else -1
            parties.append(_Party(body, (act, ratification), switch, links))
        quorum = _thresholds(attributes.get("quorum"))
        entry = _thresholds(attributes.get("entry_into_force"))
        for n, threshold in enumerate(quorum):
            self._threshold(first_of(node), Need.QUORUM, n, threshold, parties)
        if not quorum:
            # Where a number or share of parties governs entry, one of them can be missed later.
            stays = all(threshold.all for threshold in entry)
            for party in parties:
                member = Member(party.acts[CONSENT])
                draft.add(first_of(node), Need.CONSENT, [member], switch=party.switch, stays=stays)
        if not recorded.is_suspended:  # else they have been met once
            for n, threshold in enumerate(entry):
                self._threshold(second_of(node), Need.ENTRY, n, threshold, parties)

    # -- acts ----------------------------------------------------------------------------------

    def _act(
        self, body: int, node: int, rank: int, links: Sequence[Link], recorded: Recorded
    ) -> int:
        draft = self.draft
        act = draft.element()
        draft.acts[act] = body, node, rank
        # Who is said to be a party without a date acted when the milestone was reached.
        milestone = first_of(node) + (0 if recorded.is_suspended else rank)
        reached = recorded.reached[milestone % 2]
        is_undated = not [link for link in links if not _DECIDING.isdisjoint(link.attributes)]
        given, can = (reached, Truth.CERTAIN) if is_undated else self._given(rank, links, reached)
        can = all_of(can, negated(self.dissolved.get(body, Truth.NO)))
        if given is not Truth.NO:
            together = is_undated and reached is Truth.POSSIBLE
            switch = draft.holds.get(milestone) if together else None
            draft.holds[act] = draft.switch(given) if switch is None else switch
        if can is not Truth.NO and given is not Truth.CERTAIN:
            draft.pending[act] = draft.switch(can)
        return act

    def _given(self, rank: int, links: Sequence[Link], undated: Truth) -> tuple[Truth, Truth]:
        """Whether an act is given, and whether it can still be given."""
        dated: dict[PartyStage, Truth] = {}
        for link in links:
            for stage, name in _DATES:
                if text := link.attributes.get(name):
                    known = dated.get(stage, Truth.NO)
                    dated[stage] = any_of(known, happened(text, self.as_of))
        withdrawn = dated.get(PartyStage.WITHDRAWN, Truth.NO)
        can = negated(any_of(withdrawn, dated.get(PartyStage.REFUSED, Truth.NO)))
        given = any_of(*(dated.get(stage, Truth.NO) for stage in _GIVING[rank]))
        given = given if dated else undated
        return _after_change(rank, links, all_of(given, negated(withdrawn)), can)

    # -- thresholds ----------------------------------------------------------------------------

    def _threshold(
        self, of: int, need: Need, number: int, threshold: Threshold, parties: Sequence[_Party]
    ) -> None:
        """The conditions of one threshold on the acts of some parties.

        A quorum has to stay met, an entry threshold has to be met once.
        """
        rank, stays = (CONSENT, True) if need is Need.QUORUM else (RATIFICATION, False)
        if threshold.among:
            wanted = {self.number.get(one) for one in threshold.among}
            parties = [party for party in parties if party.node in wanted]
        if threshold.all:
            for party in parties:
                member = Member(party.acts[rank])
                self.draft.add(of, need, [member], switch=party.switch, stays=stays)
            return
        weights = [_weight(party, threshold.weight) for party in parties]
        scale = lcm(*(weight.denominator for weight in weights))
        members = [
            Member(party.acts[rank], int(weight * scale), party.switch)
            for party, weight in zip(parties, weights, strict=True)
        ]
        total = sum(member.weight for member in members)
        if threshold.share is not None:
            bound = max(ceil(Fraction(threshold.share) * total), 1)  # of nothing it is never met
        else:
            bound = threshold.count or 1
        self.draft.conditions.append(
            Condition(of, need, tuple(members), bound, stays=stays, threshold=number, scale=scale)
        )


def _after_change(
    rank: int, links: Sequence[Link], given: Truth, can: Truth
) -> tuple[Truth, Truth]:
    """Whether an act is given, and can be, after a change that was applied."""
    signed, ratified, refused, withdrawn = (
        any_of(*(settled_by_change(link.attributes, stage, Truth.NO) for link in links))
        for stage in _CHANGED
    )
    given = any_of(given, ratified if rank else any_of(signed, ratified))
    open_still = negated(any_of(refused, withdrawn))
    return all_of(given, negated(withdrawn)), all_of(can, open_still)


def _thresholds(value: int | str | None) -> tuple[Threshold, ...]:
    return thresholds_in(value) if value else ()


def _weights(links: Sequence[Link]) -> dict[str, Fraction]:
    """The weights of a party by name, its amount among them; of several entries the largest."""
    weights: dict[str, Fraction] = {}
    for link in links:
        stated = dict(weights_in(link.attributes.get("weights") or "{}"))
        if link.attributes.get("amount") is not None:
            stated[AMOUNT] = link.attributes["amount"]
        for name, value in stated.items():
            weights[name] = max(weights.get(name, Fraction(0)), Fraction(str(value)))
    return weights


def _weight(party: _Party, name: str | None) -> Fraction:
    return _weights(party.links).get(name, Fraction(0)) if name else Fraction(1)


#: The attribute with the date of each act of a party.
_DATES: Final = tuple((stage, f"date_{stage}") for stage in PartyStage)

_CHANGED: Final = (
    PartyStage.SIGNED,
    PartyStage.RATIFIED,
    PartyStage.REFUSED,
    PartyStage.WITHDRAWN,
)

#: The attributes that say when or whether a party acted.
_DECIDING: Final = {name for _, name in _DATES} | {f"{CHANGE}{stage}" for stage in _CHANGED}

#: The dates that show that an act was given.
_GIVING: Final = (
    (PartyStage.SIGNED, PartyStage.RATIFIED, PartyStage.IN_FORCE),
    (PartyStage.RATIFIED, PartyStage.IN_FORCE),
)
