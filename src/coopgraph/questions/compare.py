"""What changed from one version of a cooperation to another, or from one date to another."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Final

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.comparison import ChangeKind, Comparison, Difference
from coopgraph.answers.order import record_rank
from coopgraph.answers.values import Entry, plain_value
from coopgraph.graph.build import graph_of
from coopgraph.graph.items import Item, evidence_of, graph_title, item_of, language_of, sources_of
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import state_of
from coopgraph.messages.catalogue import say
from coopgraph.questions.at import at as graph_at
from coopgraph.questions.differences import Change, Dates, differences
from coopgraph.questions.facts import Facts, Subject, facts_of, name_in, subjects_of
from coopgraph.questions.facts_of_graph import changed_in, facts_in, facts_of_whole, sources_in
from coopgraph.questions.milestone_news import TOLD_BY_STATUS, news_of
from coopgraph.questions.state import ItemState, states_that_differ
from coopgraph.records.dossier import Dossier
from coopgraph.words.dates import EDTFDate, parsed
from coopgraph.words.vocabulary import MILESTONES, Certainty

__all__ = ["compare"]

#: The two versions of something; either may be missing.
_Sides = tuple[Facts | None, Facts | None]
_ITEMS: Final = "items"
_SOURCES: Final = "sources"
_WHOLE: Final = ("", "")


def compare(
    old: Dossier | Graph,
    new: Dossier | Graph | None = None,
    *,
    at: tuple[object, object] | None = None,
    lang: str | None = None,
) -> Comparison:
    """What changed from one version of a cooperation to another, and what that entails.

    Every field and link of every record is compared. Two dossiers are compared in all that they
    record, graphs by their attributes, and a dossier with a graph as its graph. What has another id
    is another record: renamed ids are not guessed. The order of records and of lists says nothing.

    A date that lies ahead is *slipped* or *brought forward* if both its ends moved in one
    direction; a later "2027 or later" slipped too. It is *more precise* if it says the same in fewer
    days. Two dates of what has happened that exclude each other are *contradicted*.

    Parameters
    ----------
    old, new
        Dossiers, or graphs with the schema of :mod:`coopgraph.graph.schema`.
    at
        Two dates, in place of ``new``: how ``old`` stood at the first one, and at the second.
    lang
        Language of the answer; by default that of the new one.

    Returns
    -------
    Comparison
        First what the changes entail: the milestones whose :func:`coopgraph.state` differs, of
        items on both sides. Then what is recorded otherwise. Each row has its certainty, and where
        the sources say so before and after.

    Raises
    ------
    TypeError
        If neither ``new`` nor ``at`` is given, or both are.
    ValueError
        If ``at`` does not hold two dates.
    GraphSchemaError
        If the relation of a link is unknown.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.compare(cg.example(), cg.example()))
    0
    >>> then = cg.compare(cg.example("kyoto"), at=("1996", "1998"), lang="en")
    >>> [row.item.id for row in then if row.kind == "concluded"]
    ['kyoto-protocol']
    """
    if (new is None) is (at is None):
        if not isinstance(old, Dossier):
            graph_of(old)  # says first what is no graph
        msg = "give a second dossier or graph, or two dates as at=(first, second)"
        raise TypeError(msg)
    if at is not None:
        first, second = at
        graph = graph_of(old)
        old, new = graph_at(graph, first), graph_at(graph, second)  # type: ignore[arg-type]
    assert new is not None  # noqa: S101 - as checked above
    return _Comparing(old, new, lang, as_of_differs=at is None).answer()


class _Comparing:
    """Compares two versions; what is the same in both is not looked at field by field."""

    def __init__(
        self, old: Dossier | Graph, new: Dossier | Graph, lang: str | None, *, as_of_differs: bool
    ) -> None:
        self.sides = old, new
        self.graphs = graph_of(old), graph_of(new)
        self.lang = lang or language_of(self.graphs[1])
        self.as_of_differs = as_of_differs
        self.dates = (_as_of(self.graphs[0]), _as_of(self.graphs[1]))
        self.named: dict[Subject, Item] = {}
        self.items: dict[str, Item] = {}

    def answer(self) -> Comparison:
        """The differences in their order."""
        with gc_paused():
            recorded = list(self._recorded())
            entailed = list(
                self._entailed({row.item.id for row in recorded if row.field == "status"})
            )
        rows = sorted([*entailed, *recorded], key=_order)
        sources = {source.id: source for graph in self.graphs for source in sources_of(graph)}
        dates = tuple(date.text if date else "" for date in self.dates)
        told = dates if len(set(dates)) > 1 else ("", "")
        return Comparison(
            tuple(rows),
            (told[0], told[1]),
            graph_title(self.graphs[1], self.lang),
            tuple(sources[name] for name in sorted(sources)),
            lang=self.lang,
            as_of="" if any(told) else dates[1],
        )

    # -- what is recorded --------------------------------------------------------------------------

    def _recorded(self) -> Iterator[Difference]:
        old, new = self.sides
        if isinstance(old, Dossier) and isinstance(new, Dossier):
            found = list(_changed_records(old, new))
        else:
            found = list(_changed_nodes(*self.graphs))
        self._name(found)
        for subject, sides in found:
            was, now = sides
            if was is None or now is None:
                yield self._whole(subject, was, now)
                continue
            dates = Dates((was.values.get("status"), now.values.get("status")), self.dates)
            for change in differences(was, now, dates):
                if subject != _WHOLE or self.as_of_differs or change.field != "as_of":
                    yield self._row(self.named[subject], change, sides)

    def _name(self, found: list[tuple[Subject, _Sides]]) -> None:
        """Give names to what was compared: those of the new version, where it has it."""
        for subject, (was, now) in found:
            section, name = subject
            if section != _SOURCES and self._is_item(name):
                self.named[subject] = self._item(name)
            else:
                kind = say("cell-source", self.lang) if section == _SOURCES else ""
                title = name_in(now or was or Facts(), self.lang) or name
                self.named[subject] = Item(
                    name, title or say("sheet-dossier", self.lang), kind=kind
                )

    def _item(self, name: str) -> Item:
        if name not in self.items:
            graph = next((one for one in reversed(self.graphs) if name in one), None)
            found = Item(name, name) if graph is None else item_of(graph, name, self.lang)
            self.items[name] = found
        return self.items[name]

    def _whole(self, subject: Subject, was: Facts | None, now: Facts | None) -> Difference:
        """The row of a record that was added or removed."""
        evidence = [facts.evidence if facts else () for facts in (was, now)]
        status = [facts.values.get("status") if facts else None for facts in (was, now)]
        described = [
            self._described(n, subject) if facts else "" for n, facts in enumerate((was, now))
        ]
        return Difference(
            self.named[subject],
            ChangeKind.ADDED if was is None else ChangeKind.REMOVED,
            Certainty.CERTAIN,
            before=status[0],
            after=status[1],
            evidence_before=evidence[0],
            evidence_after=evidence[1],
            described=(described[0], described[1]),
        )

    def _described(self, side: int, subject: Subject) -> str:
        """The kind and the status of an item on one side, in words."""
        graph, (section, name) = self.graphs[side], subject
        if section == _SOURCES or name not in graph:
            return self.named[subject].kind
        words = item_of(graph, name, self.lang).kind, state_of(graph, name, self.lang)
        return " · ".join(filter(None, words))

    def _row(self, item: Item, change: Change, sides: _Sides) -> Difference:
        sure = change.is_certain and not _is_possible_status(change, sides)
        return Difference(
            item,
            change.kind,
            Certainty.CERTAIN if sure else Certainty.POSSIBLE,
            change.field,
            None,
            self._value(change.before),
            self._value(change.after),
            tuple(map(self._item, change.ends)),
            *change.evidence,
        )

    def _value(self, value: object) -> object:
        if isinstance(value, Facts):
            values = {name: self._value(one) for name, one in value.values.items()}
            return Entry(
                {"evidence": value.evidence, **values} if value.evidence and not values else values
            )
        if isinstance(value, frozenset) and all(self._is_item(one) for one in value):
            return frozenset(map(self._item, value))
        return value

    def _is_item(self, name: object) -> bool:
        return any(name in graph for graph in self.graphs)

    # -- what it entails ---------------------------------------------------------------------------

    def _entailed(self, restated: set[str]) -> Iterator[Difference]:
        """The differences of state; ``restated`` are the items whose own status is another one."""
        for before, after in states_that_differ(*self.graphs, self.lang):
            yield from self._of_item(after.item.id, before, after, restated)

    def _of_item(
        self, name: str, before: ItemState, after: ItemState, restated: Container[str]
    ) -> Iterator[Difference]:
        evidence = [evidence_of(graph.nodes[name]) for graph in self.graphs]
        old_graph, new_graph = self.graphs
        words: tuple[str, str] | tuple[()] = ()
        if name in restated:
            words = state_of(old_graph, name, self.lang), state_of(new_graph, name, self.lang)
        for old, new in zip(before.milestones, after.milestones, strict=True):
            for kind, certainty in news_of(old, new):
                row = Difference(
                    after.item,
                    kind,
                    certainty,
                    milestone=new.milestone,
                    before=old.outlook,
                    after=new.outlook,
                    evidence_before=evidence[0],
                    evidence_after=evidence[1],
                )
                yield replace(row, described=words) if kind in TOLD_BY_STATUS else row


def _as_of(graph: Graph) -> EDTFDate | None:
    return parsed(graph.graph.get("as_of"))


def _order(row: Difference) -> tuple[object, ...]:
    """What is entailed and certain first; a new status before other values, wording last."""
    record = row.item.record
    milestones = MILESTONES.get(record, ()) if record else ()
    return (
        row.kind.rank,
        row.is_wording,
        row.kind.is_entailed and row.certainty is Certainty.POSSIBLE,
        row.field != "status",
        record_rank(row.item),
        row.item.id,
        milestones.index(row.milestone) if row.milestone in milestones else 0,
        row.field,
        [other.id for other in row.others],
        str(plain_value(row.before)),
        str(plain_value(row.after)),
    )


def _is_possible_status(change: Change, sides: _Sides) -> bool:
    """Whether a status is only possible, in a graph as of a date."""
    return change.field == "status" and any(
        side and side.values.get("status_certainty") == Certainty.POSSIBLE for side in sides
    )


# -- the records that differ -------------------------------------------------------------------------


def _changed_records(old: Dossier, new: Dossier) -> Iterator[tuple[Subject, _Sides]]:
    """What two dossiers say of each record that is not the same in both."""
    was, now = subjects_of(old), subjects_of(new)
    for subject in dict.fromkeys([*was, *now]):
        before, after = was.get(subject), now.get(subject)
        if before is None or after is None or before != after:
            yield subject, (before and facts_of(*before), after and facts_of(*after))


def _changed_nodes(old: Graph, new: Graph) -> Iterator[tuple[Subject, _Sides]]:
    """What two graphs say of each item that is not the same in both, of sources, and of themselves."""
    graphs = old, new
    whole = [facts_of_whole(graph) for graph in graphs]
    yield _WHOLE, (whole[0], whole[1])
    sources: list[Mapping[str, Facts]] = [sources_in(graph) for graph in graphs]
    for name in dict.fromkeys([*sources[0], *sources[1]]):
        yield (_SOURCES, name), (sources[0].get(name), sources[1].get(name))
    for name in changed_in(old, new):
        was, now = (facts_in(graph, name) if name in graph else None for graph in graphs)
        yield (_ITEMS, name), (was, now)
