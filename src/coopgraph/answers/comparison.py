"""What changed from one version of a cooperation to another: rows, columns and words."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from coopgraph.answers.answer import ITEM, Answer, Column, each
from coopgraph.answers.evidence import cited
from coopgraph.answers.values import field_words, is_wording, plain_value, value_words
from coopgraph.graph.items import Item
from coopgraph.messages.catalogue import say
from coopgraph.messages.marks import N_, adjective
from coopgraph.records.models import Evidence, Source
from coopgraph.words.date_text import format_date
from coopgraph.words.dates import EDTFDate
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import Certainty, Milestone
from coopgraph.words.word import Gender, Held, Word

__all__ = ["ChangeKind", "Comparison", "Difference"]


class ChangeKind(Word):
    """How something changed, in the order of the answer.

    First what the changes entail, by the state of each milestone before and after:

    - ``concluded``: it is achieved and was not;
    - ``dropped``: it has ended;
    - ``lost``: it was achieved and no longer is;
    - ``blocked``: it was within reach and no longer is;
    - ``delayed``: it could come next and has to wait now;
    - ``held``: it waited for nobody and waits for an act now;
    - ``resumed``: it had ended and is open again;
    - ``freed``, ``gained``, ``unblocked``: the reverse of ``held``, ``delayed`` and ``blocked``.

    Then what is recorded otherwise:

    - ``contradicted``: what has happened has another date, and both cannot be true;
    - ``slipped``, ``brought-forward``: what lies ahead is dated later, or earlier;
    - ``changed``: a value is another one;
    - ``added``, ``removed``: a record, a link or a value is new, or gone;
    - ``more-precise``, ``less-precise``: a date says the same, in fewer days or in more.
    """

    CONCLUDED = "concluded", adjective("concluded")
    DROPPED = "dropped", adjective("dropped or ended")
    LOST = "lost", adjective("lost")
    BLOCKED = "blocked", N_("out of reach")
    DELAYED = "delayed", N_("has to wait")
    HELD = "held", N_("waits for an act")
    RESUMED = "resumed", adjective("taken up again")
    FREED = "freed", N_("nothing left to wait for")
    GAINED = "gained", N_("can come next")
    UNBLOCKED = "unblocked", N_("within reach again")
    CONTRADICTED = "contradicted", N_("contradicted")
    SLIPPED = "slipped", adjective("postponed")
    BROUGHT_FORWARD = "brought-forward", adjective("brought forward")
    CHANGED = "changed", N_("changed")
    ADDED = "added", adjective("added")
    REMOVED = "removed", adjective("removed")
    MORE_PRECISE = "more-precise", N_("more precise")
    LESS_PRECISE = "less-precise", N_("less precise")

    @property
    def is_entailed(self) -> bool:
        """Whether it is about states, which follow from what is recorded."""
        return _RANKS[self] < _RANKS[ChangeKind.CONTRADICTED]

    @property
    def is_of_date(self) -> bool:
        """Whether it is what became of a date."""
        return self in _DATED

    @property
    def rank(self) -> int:
        """Its place in the order of the answer."""
        return _RANKS[self]


_RANKS: Final = {kind: n for n, kind in enumerate(ChangeKind)}
_DATED: Final = frozenset(
    {
        ChangeKind.CONTRADICTED,
        ChangeKind.SLIPPED,
        ChangeKind.BROUGHT_FORWARD,
        ChangeKind.MORE_PRECISE,
        ChangeKind.LESS_PRECISE,
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes
    ----------
    item
        The item or the source that differs; with an empty id, the dossier itself.
    kind, certainty
        How it differs. It is only possible where the states, the link or the dates are.
    field
        The field, with its place in the record: ``status``, ``dates.signed``, ``parties.role``.
        Empty if the record itself was added or removed, or if the state is meant.
    milestone
        The milestone whose state it is; ``None`` if it is about a field.
    before, after
        The values, ``None`` where there is none: words of the vocabulary, dates, texts, numbers,
        sets of items, an :class:`coopgraph.answers.values.Entry`, or the outlook of a milestone.
    others
        The items that the link leads to, if it is about a link.
    evidence_before, evidence_after
        Where the sources say so.
    described
        The status before and after in words, where the record itself says it; else empty.
    """

    item: Item
    kind: ChangeKind
    certainty: Certainty
    field: str = ""
    milestone: Milestone | None = None
    before: object = None
    after: object = None
    others: tuple[Item, ...] = ()
    evidence_before: tuple[Evidence, ...] = ()
    evidence_after: tuple[Evidence, ...] = ()
    described: tuple[str, str] | tuple[()] = ()

    @property
    def is_wording(self) -> bool:
        """Whether only texts or evidence differ, on which no answer depends."""
        if self.kind.is_entailed or not self.field:
            return False
        sides = (one for one in (self.before, self.after) if one is not None)
        return not self.others and all(is_wording(self.field, one) for one in sides)


# -- what was changed, in words ---------------------------------------------------------------------


def _label(row: Difference, answer: Any) -> str:
    """The change; it agrees with the item, unless it is one of its fields that came or went."""
    is_of_field = row.field and not row.kind.is_of_date
    gender = Gender.MASCULINE if is_of_field else row.item.gender
    label = row.kind.label(answer.lang, gender)
    if row.certainty is Certainty.CERTAIN:
        return label
    return say("change-possible", answer.lang, change=label)


def _what(row: Difference, answer: Any) -> str:
    lang = answer.lang
    if row.described and row.kind in {ChangeKind.DROPPED, ChangeKind.RESUMED}:
        return say("cell-status", lang)  # of the whole item
    if row.milestone:
        return row.milestone.label(lang, row.item.gender)
    if not row.field:
        return ""
    first, *rest = field_words(row.field, row.item, lang)
    relation = next((one for one in Relation if row.field.split(".")[0] == one.field), None)
    is_choice = relation is not None and relation.held is Held.REQUIREMENT
    between = f" {say('or', lang)} " if is_choice else ", "
    names = between.join(other.short for other in row.others)
    head = f"{first}{say('colon', lang)} {names}" if names else first
    return " · ".join([head, *rest])


def _values(row: Difference, answer: Any) -> str:
    """The value before and after; one of them, if the other is none."""
    sides = row.described or [
        value_words(value, row.field, row.item, answer.lang) for value in (row.before, row.after)
    ]
    if row.kind in {ChangeKind.ADDED, ChangeKind.REMOVED}:
        return "".join(sides)
    return " → ".join(side or "–" for side in sides)


def _cites(name: str) -> Callable[[Difference, Any], list[str]]:
    return lambda row, answer: cited(getattr(row, name), answer.lang)


def _evidence(row: Difference, answer: Any) -> str:
    """Where the sources say so: of both sides once, if they agree."""
    sides = [
        "; ".join(cited(entries, answer.lang, sources=len(answer.sources) > 1))
        for entries in (row.evidence_before, row.evidence_after)
    ]
    return " → ".join(dict.fromkeys(side for side in sides if side))


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Answer[Difference]):
    """What changed: what it entails first, then what is recorded otherwise, by kind of change.

    Printed, it leaves out what other rows say, and counts changes of wording and evidence; records,
    CSV and frames have every row.

    Attributes
    ----------
    changes
        The differences: by kind of change, kind of record, id and field.
    dates
        The dates of the two states, in EDTF; empty where there is none.
    subject
        The title of the new version, in the language of the answer.
    sources
        The sources of both versions, by id.
    """

    holds = "changes"
    titles = "title-changes", "no-changes"
    columns = (
        *ITEM,
        Column("change", "kind.value", "change", _label),
        Column("field", "field"),
        Column(
            "milestone",
            lambda row, _: row.milestone and row.milestone.value,
        ),
        Column(None, _what, "changed-what"),
        Column("others", each("others")),
        Column("certainty", "certainty.value"),
        Column("before", lambda row, _: plain_value(row.before), "state-change", _values),
        Column("after", lambda row, _: plain_value(row.after)),
        Column("evidence_before", _cites("evidence_before")),
        Column("evidence_after", _cites("evidence_after")),
        Column(None, _evidence, "evidence"),
    )

    changes: tuple[Difference, ...]
    dates: tuple[str, str] = ("", "")
    subject: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def entailed(self) -> tuple[Difference, ...]:
        """What the changes entail: the states that differ."""
        return tuple(row for row in self.changes if row.kind.is_entailed)

    @property
    def recorded(self) -> tuple[Difference, ...]:
        """What is recorded otherwise."""
        return tuple(row for row in self.changes if not row.kind.is_entailed)

    @property
    def told(self) -> tuple[Difference, ...]:
        """The rows that readers need: all but what other rows say, and mere wording."""
        covered = _covered(self.changes)
        rows = [row for n, row in enumerate(self.changes) if n not in covered]
        told = tuple(row for row in rows if not row.is_wording)
        return told or tuple(rows)

    def what(self, row: Difference) -> str:
        """The milestone or the field that a row is about, in words."""
        return _what(row, self)

    def values(self, row: Difference) -> str:
        """The value before and after in words; of what was added or removed, the one that there is."""
        return _values(row, self)

    def _shown_lines(self) -> tuple[Difference, ...]:
        return self.told

    def _title(self) -> str:
        if not len(self) or not any(self.dates):
            return say(self.titles[not len(self)], self.lang)
        return say("title-changes-between", self.lang, **self._between())

    def _between(self) -> dict[str, str]:
        named = (date and format_date(EDTFDate(date), self.lang) for date in self.dates)
        return dict(zip(("start", "end"), (name or "…" for name in named), strict=True))

    def _remarks(self) -> Iterator[str]:
        told = self.told
        count = sum(row.is_wording for row in self.changes)
        if count and not any(row.is_wording for row in told):
            yield say("changes-of-wording", self.lang, count=count)


def _covered(rows: Collection[Difference]) -> set[int]:
    """The numbers of the rows that say what others say too.

    These are the other milestone of an item with the same news, and its new status, where a
    milestone has the item's status before and after.
    """
    covered = set()
    first: dict[tuple[str, ChangeKind, Certainty], int] = {}
    stated = {row.item.id: row for row in rows if row.described and row.milestone}
    for n, row in enumerate(rows):
        if row.kind.is_entailed:
            key = row.item.id, row.kind, row.certainty
            other = first.setdefault(key, n)
            if other != n:  # of what is concluded the last milestone says more
                covered.add(other if row.kind is ChangeKind.CONCLUDED else n)
        elif row.item.id in stated and row.item.id and _is_new_status(row):
            covered.add(n)
    return covered


def _is_new_status(row: Difference) -> bool:
    return row.field.startswith("status") or (row.field.startswith("dates.") and row.before is None)
