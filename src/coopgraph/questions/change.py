"""A change: what fails, who acts or withdraws, what is concluded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

from coopgraph.answers.milestones import Names
from coopgraph.graph.items import resolve, resolve_all
from coopgraph.graph.state import record_of
from coopgraph.messages.catalogue import say
from coopgraph.network.change import Named, edit_of
from coopgraph.network.conditions import SURE, Network, first_of, second_of
from coopgraph.network.falling import Edit
from coopgraph.words.vocabulary import RecordKind

__all__ = ["Change", "Changed", "Who", "change_in", "concluding", "failing"]

#: Items or institutions: one, or several.
Ids = str | Collection[str]

#: Institutions, for everything that they are part of; or by agreement, for that alone.
Who = Ids | Mapping[str, Ids]

#: The ids of institutions, and of the agreements to which what they do is limited.
About = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change to ask about or to apply; all of it happens at once.

    Attributes
    ----------
    fails
        Items that end: an agreement is terminated or abandoned, a provision dropped, an activity
        cancelled. An institution named here withdraws.
    withdraws
        Institutions that take back what they gave and act no more; of one agreement with
        ``{agreement: [institutions]}``.
    refuses
        Institutions that will not act; what they gave stands. Of one agreement likewise.
    signs
        Agreements that are signed, and provisions that are agreed with them.
    ratifies
        Institutions that ratify or accede, by agreement.
    enters_into_force
        Agreements that enter into force, and are signed if they were not.
    starts, completes
        Activities that start, or are completed.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> change = cg.Change(signs=["framework-convention", "urban-renewal-component"])
    >>> [row.item.id for row in cg.what_if(graph, change).gained]
    ['anrur-afd-convention']
    """

    fails: Ids = ()
    withdraws: Who = ()
    refuses: Who = ()
    signs: Ids = ()
    ratifies: Mapping[str, Ids] | None = None
    enters_into_force: Ids = ()
    starts: Ids = ()
    completes: Ids = ()

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Changed:
    """A change whose names are resolved, with the edit that it makes.

    Attributes
    ----------
    named
        For each kind of change the ids that it names: items, or institutions.
    about
        For each kind of act the institutions whose acts are limited to some agreements, with these.
    edit
        What it does to the facts.
    """

    named: Mapping[str, tuple[str, ...]]
    about: Mapping[str, tuple[About, ...]]
    edit: Edit


#: The kinds of record that each kind of change can name.
_NAMES: Final[Mapping[str, frozenset[RecordKind]]] = {
    "fails": frozenset(RecordKind),
    "signs": frozenset({RecordKind.AGREEMENT, RecordKind.PROVISION}),
    "enters_into_force": frozenset({RecordKind.AGREEMENT}),
    "starts": frozenset({RecordKind.ACTIVITY}),
    "completes": frozenset({RecordKind.ACTIVITY}),
}
_ACTS: Final = ("withdraws", "refuses", "ratifies")


def change_in(names: Names, change: Change) -> Changed:
    """Resolve the names of a change in a graph, and check that it can happen.

    Raises
    ------
    UnknownItemError
        If a name matches no item, or several.
    ValueError
        If the change contradicts itself or the records: what is completed or has ended cannot end
        or be concluded, a provision is not agreed without its agreement, an institution acts only
        where it is a party.
    """
    return _Resolver(names, change).changed()


class _Resolver:
    """Resolves the names of a change."""

    def __init__(self, names: Names, change: Change) -> None:
        self.names, self.graph, self.network = names, names.graph, names.network
        self.items = {kind: list(resolve_all(self.graph, getattr(change, kind))) for kind in _NAMES}
        bodies = [one for one in self.items["fails"] if self._is_body(one)]
        self.items["fails"] = [one for one in self.items["fails"] if one not in bodies]
        self.pairs = {kind: self._pairs(kind, getattr(change, kind) or ()) for kind in _ACTS}
        self.about = {
            kind: self._about(kind, bodies if kind == "withdraws" else ())
            for kind in _ACTS
            if isinstance(getattr(change, kind), Mapping)
        }
        self.pairs["withdraws"] |= self._pairs("withdraws", bodies)

    def changed(self) -> Changed:
        """The resolved change."""
        self._check_records()
        self._check_state()
        self._check_contradictions()
        number = self.names.number
        nodes = {
            kind: frozenset(number[one] for one in items) for kind, items in self.items.items()
        }
        pairs = {
            kind: frozenset((number[body], number[item]) for body, item in acts if item)
            for kind, acts in self.pairs.items()
        }
        second = nodes["enters_into_force"] | nodes["completes"]
        edit = edit_of(
            self.network,
            Named(nodes["fails"], nodes["signs"] | nodes["starts"], second, **pairs),
        )
        named = {kind: tuple(items) for kind, items in self.items.items()}
        for kind, acts in self.pairs.items():
            named[kind] = tuple(dict.fromkeys(body for body, _ in acts))
        return Changed(named, self.about, edit)

    def _is_body(self, item: str) -> bool:
        return record_of(self.graph, item) is RecordKind.INSTITUTION

    def _pairs(self, kind: str, who: Who) -> dict[tuple[str, str], None]:
        """Institutions with the items that this is about; without an item if there is none."""
        found: dict[tuple[str, str], None] = {}
        if isinstance(who, Mapping):
            for item, bodies in who.items():
                one = resolve(self.graph, item)
                if kind == "ratifies" and record_of(self.graph, one) is not RecordKind.AGREEMENT:
                    self._refuse_record(kind, one)
                for body in resolve_all(self.graph, bodies):
                    self._require_party(kind, body, one)
                    found[body, one] = None
            return found
        for body in resolve_all(self.graph, who):
            if not self._is_body(body):
                self._refuse("change-not-institution", kind=kind, item=body)
            items = self._joined.get(body, ())
            found |= dict.fromkeys((body, item) for item in items or ("",))
        return found

    def _about(self, kind: str, everywhere: Collection[str]) -> tuple[About, ...]:
        """The institutions that act for the same agreements only, with these."""
        agreements: dict[str, list[str]] = {}
        for body, item in self.pairs[kind]:
            if body not in everywhere:
                agreements.setdefault(body, []).append(item)
        bodies: dict[tuple[str, ...], list[str]] = {}
        for body, items in agreements.items():
            bodies.setdefault(tuple(items), []).append(body)
        return tuple((tuple(some), items) for items, some in bodies.items())

    @cached_property
    def _joined(self) -> dict[str, list[str]]:
        """The items in which each institution acts."""
        joined: dict[str, list[str]] = {}
        ids = self.names.ids
        for body, item, rank in self.network.acts.values():
            if not rank:
                joined.setdefault(ids[body], []).append(ids[item])
        return joined

    def _require_party(self, kind: str, body: str, item: str) -> None:
        number = self.names.number
        if (number[body], number[item], 0) not in self.network.act_of:
            self._refuse("change-no-party", kind=kind, body=body, item=item)

    def _check_records(self) -> None:
        for kind, items in self.items.items():
            for item in items:
                if record_of(self.graph, item) not in _NAMES[kind]:
                    self._refuse_record(kind, item)

    def _refuse_record(self, kind: str, item: str) -> None:
        record = record_of(self.graph, item)
        can = [other for other, records in _NAMES.items() if record in records]
        self._refuse("change-wrong-record", kind=kind, item=item, known=", ".join(can))

    def _check_state(self) -> None:
        network, number = self.network, self.names.number
        for kind, items in self.items.items():
            for item in items:
                node = number[item]
                if kind == "fails" and _is_completed(network, node):
                    self._refuse("change-completed", item=item)
                if kind != "fails" and network.facts.ended.get(node) == SURE:
                    self._refuse("change-ended", item=item)
                whole = network.wholes.get(node)
                if kind == "signs" and whole is not None:
                    agreement = self.names.ids[whole]
                    named = {*self.items["signs"], *self.items["enters_into_force"]}
                    if first_of(whole) not in network.facts.holds and agreement not in named:
                        self._refuse("change-part-alone", item=item, whole=agreement)

    def _check_contradictions(self) -> None:
        reached = [item for kind in _NAMES if kind != "fails" for item in self.items[kind]]
        for item in sorted({*reached} & {*self.items["fails"]}):
            self._refuse("change-contradicts", item=item)
        for body, item in sorted(self.pairs["ratifies"]):
            if (body, item) in self.pairs["withdraws"] or (body, item) in self.pairs["refuses"]:
                self._refuse("change-contradicts", item=body)
        ids = self.names.ids
        ends = [(one.node, one.other) for one in self.network.exclusions]
        ends += [
            (one.node, one.superseded)
            for one in self.network.successions
            if ids[one.node] in self.items["enters_into_force"]
        ]
        for one, other in ends:
            if ids[one] in reached and ids[other] in reached:
                self._refuse("change-excludes", item=ids[one], other=ids[other])

    def _refuse(self, code: str, **values: object) -> None:
        raise ValueError(say(code, self.names.lang, **values))


def _is_completed(network: Network, node: int) -> bool:
    """Whether an activity is certainly completed, which nothing undoes."""
    facts = network.facts
    return first_of(node) in facts.lasting and facts.holds[second_of(node)] == SURE


def failing(names: Names, item: str) -> Change | None:
    """The change in which an item fails, or an institution withdraws.

    ``None`` if the item has ended, or is completed, which nothing undoes.

    Examples
    --------
    >>> import coopgraph as cg
    >>> from coopgraph.network.snapshot import network_of
    >>> snap = cg.snapshot(cg.example())
    >>> names = Names(snap, network_of(snap), "en")
    >>> failing(names, "afd").withdraws, failing(names, "strategic-study").fails
    ('afd', 'strategic-study')
    """
    graph, facts, node = names.graph, names.network.facts, names.number[item]
    if record_of(graph, item) is RecordKind.INSTITUTION:
        return Change(withdraws=item)
    if _is_completed(names.network, node) or facts.ended.get(node) == SURE:
        return None
    return Change(fails=item)


#: The kind of change by which a record reaches its first and its second milestone; the second one
#: of a provision comes of itself.
_CONCLUDES: Final[Mapping[RecordKind, tuple[str, ...]]] = {
    RecordKind.INSTITUTION: (),
    RecordKind.AGREEMENT: ("signs", "enters_into_force"),
    RecordKind.PROVISION: ("signs",),
    RecordKind.ACTIVITY: ("starts", "completes"),
}


def concluding(names: Names, item: str) -> Change | None:
    """The change that concludes an item: it reaches the next milestone that anybody can decide on.

    An agreement is signed, then enters into force; a provision is agreed, together with its
    agreement if that is not signed; an activity starts, then is completed. ``None`` if nothing is
    left, or the item has ended.

    Examples
    --------
    >>> import coopgraph as cg
    >>> from coopgraph.network.snapshot import network_of
    >>> snap = cg.snapshot(cg.example())
    >>> names = Names(snap, network_of(snap), "en")
    >>> concluding(names, "urban-renewal-component").signs
    ('urban-renewal-component', 'framework-convention')
    """
    graph, network, node = names.graph, names.network, names.number[item]
    whole = network.wholes.get(node)
    items = [node] if whole is None else [node, whole]
    if any(network.facts.ended.get(n) == SURE for n in items):
        return None
    open_items = [n for n in items if network.facts.holds.get(first_of(n)) != SURE]
    second = network.facts.holds.get(second_of(node)) == SURE
    reached = 0 if open_items else 1 + second
    kinds = _CONCLUDES[record_of(graph, item)][reached:]
    named = tuple(names.ids[n] for n in dict.fromkeys([node, *open_items]))
    return Change(**{kinds[0]: named}) if kinds else None  # type: ignore[arg-type]
