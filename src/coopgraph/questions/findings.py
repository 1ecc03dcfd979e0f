"""The kinds of finding that :func:`coopgraph.check` looks for.

To add one, write a function that yields what it finds, list it in :data:`KINDS`, and add its
``finding-`` and ``remedy-`` sentences to :mod:`coopgraph.messages.questions`.
"""

from collections.abc import Callable, Iterator
from itertools import chain, combinations
from typing import Any, Final

from coopgraph._base.errors import Loc
from coopgraph._base.fuzzy import similarity
from coopgraph.graph.build import build_graph
from coopgraph.graph.meaning import meaning_of
from coopgraph.graph.state import Standing
from coopgraph.network.circles import stuck_in
from coopgraph.questions.deadlocks import circles_in
from coopgraph.questions.findings_of_state import STATE_FINDINGS, Found, State
from coopgraph.records.act_dates import acts_written_as_periods
from coopgraph.records.date_order import dates_out_of_order
from coopgraph.records.dossier import Dossier, filed_items
from coopgraph.records.evidence import evidence_in
from coopgraph.records.models import Activity, Agreement, Evidence, Institution, Provision, Record
from coopgraph.records.ties import ItemRecord
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.relations import Relation
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import (
    AgreementStatus,
    InstitutionKind,
    Judgement,
    Reading,
    Severity,
)
from coopgraph.words.word import Held

__all__ = ["COMPARED_AT_MOST", "KINDS", "Found", "Subject"]

#: Names that begin alike are compared up to this number; beyond it, only equal ones are found.
COMPARED_AT_MOST: Final = 300

_SIMILAR: Final = 0.9  # names this similar may be one name written in two ways


class Subject:
    """A dossier with everything derived from it that the kinds of finding need."""

    def __init__(self, dossier: Dossier, as_of: EDTFDate | None) -> None:
        self.dossier, self.as_of = dossier, as_of
        self.compared_all = True
        self.graph = build_graph(dossier)
        self.state = State(self.graph, as_of)
        self.filed = filed_items(dossier)
        self.same_as = dossier.same_as()
        self.ties = list(dossier.ties())
        self.relied_on = {tie.depends_on for tie in self.ties}
        self.mentioned = self.relied_on | {tie.dependent for tie in self.ties}
        self.joined = {t.depends_on for t in self.ties if t.relation is Relation.MEMBER_OF}

    def merged(self, item: str) -> str:
        """The id that stands for a record that is decided to be the same as another."""
        return self.same_as.get(item, item)

    def standing(self, item: str) -> Standing:
        """The standing of an item by its state, as of the date."""
        return self.state.standings[self.merged(item)]


Find = Callable[[Subject], Iterator[Found]]


def _each(kind: type[Record], test: Callable[[Subject, Any], bool]) -> Find:
    """Find the records of a class that meet a test."""

    def find(subject: Subject) -> Iterator[Found]:
        for place, item in subject.filed:
            if isinstance(item, kind) and test(subject, item):
                yield Found([item.id], place)

    return find


def _idle(subject: Subject, provision: Provision) -> bool:
    return provision.id not in subject.relied_on


def _unmentioned(subject: Subject, body: Institution) -> bool:
    return body.id not in subject.mentioned


def _without_members(subject: Subject, body: Institution) -> bool:
    return body.kind is InstitutionKind.FEDERATION and body.id not in subject.joined


def _without_counterpart(subject: Subject, agreement: Agreement) -> bool:
    parties = {
        body
        for body, _, link in subject.graph.in_edges(subject.merged(agreement.id), data=True)
        if (meaning := meaning_of(link)).relation.makes_party and meaning.consents
    }
    merged = subject.merged(agreement.id) != agreement.id
    return not merged and len(parties) < 2  # noqa: PLR2004 - it takes two


def _claims(test: Callable[[list[Evidence]], bool]) -> Find:
    """Count the claims of each record, its parts included, whose evidence meets a test."""

    def find(subject: Subject) -> Iterator[Found]:
        for place, item in subject.filed:
            count = sum(test(evidence) for evidence in _evidence_by_claim(item))
            if count:
                yield Found([item.id], place, {"count": count})

    return find


def _evidence_by_claim(item: Record) -> Iterator[list[Evidence]]:
    """The evidence of a record itself, and of each part that can have evidence of its own."""
    claims = [item]
    for name, value in item:
        if name != "provisions":  # records of their own
            parts = value if isinstance(value, tuple) else (value,)
            claims += [p for p in parts if "evidence" in getattr(type(p), "model_fields", ())]
    for claim in claims:
        yield [entry for _, entry in evidence_in(claim.evidence, ())]  # type: ignore[attr-defined]


def _unsourced(evidence: list[Evidence]) -> bool:
    return not evidence


def _inferred(evidence: list[Evidence]) -> bool:
    return any(entry.reading is Reading.INFERRED for entry in evidence)


#: Stages of a party that law allows out of order: a treaty can apply to it before it is in force
#: for others, and for some time after the party has withdrawn.
_APPLIED: Final = {"provisional", "in_force"}


def _contradictory_dates(*, allowed: bool) -> Find:
    """Find dates out of order: those that law allows, or those that cannot be."""

    def find(subject: Subject) -> Iterator[Found]:
        for place, item in subject.filed:
            for where, problem in dates_out_of_order(item):
                stages = {name: problem.values[name] for name in ("first", "second")}
                is_allowed = where[0] == "parties" and not _APPLIED.isdisjoint(stages.values())
                if is_allowed is allowed:
                    yield Found([item.id], (*place, *where), stages)

    return find


def _periods_of_acts(subject: Subject) -> Iterator[Found]:
    """Periods where some day in them is probably meant."""
    for place, item in subject.filed:
        for where, when, choice in acts_written_as_periods(item):
            yield Found([item.id], (*place, *where), {"date": when, "choice": choice})


def _overdue(subject: Subject) -> Iterator[Found]:
    """Expected dates that have certainly passed, of items that are still open."""
    for place, item in subject.filed:
        for field, when in _expected(item):
            is_open = subject.standing(item.id) is Standing.OPEN
            if subject.as_of and is_open and when.before(subject.as_of) is Truth.CERTAIN:
                yield Found([item.id], (*place, *field), {"date": when})


def _expected(item: Record) -> Iterator[tuple[Loc, EDTFDate]]:
    order = list(AgreementStatus)
    match item:
        case Agreement():
            for stage, when in item.expected.items():
                if order.index(item.status) < order.index(stage):
                    yield ("expected", stage.value), when
        case Activity(when=EDTFDate() as when):
            yield ("when",), when


def _dead_requirements(subject: Subject) -> Iterator[Found]:
    """What is achieved or open, and relies on something that has ended."""
    for tie in subject.ties:
        relation = tie.relation
        if relation.involves or not relation.carries_reliance or relation.held is Held.WITHIN:
            continue
        dependent, basis = subject.standing(tie.dependent), subject.standing(tie.depends_on)
        if basis is Standing.OVER and dependent is not Standing.OVER:
            yield Found([tie.dependent, tie.depends_on], tie.place)


def _circles(subject: Subject) -> Iterator[Found]:
    circles = (circles_in(subject.state.names, v, stuck_in(v)) for v in subject.state.views)
    for circle in sorted({*chain.from_iterable(circles)}):
        yield Found(circle)


def _of_state(code: str) -> Find:
    """Find what the state implies; the place is that of the first item."""

    def find(subject: Subject) -> Iterator[Found]:
        places = {item.id: place for place, item in subject.filed}
        for found in STATE_FINDINGS[code](subject.state):
            yield found._replace(place=places[found.items[0]])

    return find


def _near_duplicates(subject: Subject) -> Iterator[Found]:
    """Items of one kind with equal or similar names in one language, not yet decided upon.

    Names are compared if they begin alike; if too many do, only equal names are found.
    """
    alike: dict[tuple[type, str, str], list[tuple[str, str]]] = {}
    for _, item in subject.filed:
        for tag, text in item.name.texts.items():
            name = fold(text)
            alike.setdefault((type(item), tag, name[:3]), []).append((name, item.id))
    pairs: set[tuple[str, str]] = set()
    for names in map(sorted, alike.values()):
        few = len(names) <= COMPARED_AT_MOST
        subject.compared_all = subject.compared_all and few
        for n, (name, one) in enumerate(names):
            for other_name, other in names[n + 1 :] if few else names[n + 1 : n + 2]:
                same = similarity(name, other_name) >= _SIMILAR if few else name == other_name
                if same and one != other:
                    pairs.add((min(one, other), max(one, other)))
    decided = {
        frozenset(pair)
        for identity in subject.dossier.identities
        for pair in combinations(identity.items, 2)
    }
    for one, other in sorted(pairs):
        if {one, other} not in decided and subject.merged(one) != subject.merged(other):
            yield Found([one, other])


def _undecided_identities(subject: Subject) -> Iterator[Found]:
    for n, identity in enumerate(subject.dossier.identities):
        if identity.judgement is Judgement.UNSURE:
            yield Found(identity.items, ("identities", n))


def _differing_identities(subject: Subject) -> Iterator[Found]:
    """Records decided to be the same that contradict each other."""
    records = {item.id: item for _, item in subject.filed}
    for n, identity in enumerate(subject.dossier.identities):
        fields = _differing_fields([records[item] for item in identity.items])
        if identity.judgement is Judgement.SAME_AS and fields:
            values = {"ids": ", ".join(identity.items), "fields": ", ".join(fields)}
            yield Found(identity.items[:1], ("identities", n), values)


def _differing_fields(items: list[ItemRecord]) -> list[str]:
    """The fields in which records contradict each other."""
    differing = []
    for field in ("kind", "status", "acronym", "country", "quorum", "when", "dates", "expected"):
        said: dict[object, set[object]] = {}
        for value in (getattr(item, field, None) for item in items):
            parts = value if field in {"dates", "expected"} else {field: value}
            for stage, one in (parts or {}).items():
                said.setdefault(stage, set()).update({one} - {None})
        if any(len(values) > 1 for values in said.values()):
            differing.append(field)
    return differing


#: Every kind of finding: its code, how grave it is, and what finds it.
KINDS: Final[tuple[tuple[str, Severity, Find], ...]] = (
    ("dates-contradict", Severity.ERROR, _contradictory_dates(allowed=False)),
    ("excluded", Severity.ERROR, _of_state("excluded")),
    ("dates-contradict", Severity.WARNING, _contradictory_dates(allowed=True)),
    ("circle-of-support", Severity.WARNING, _of_state("circle-of-support")),
    ("circular", Severity.WARNING, _circles),
    ("dead-requirement", Severity.WARNING, _dead_requirements),
    ("deadline-missed", Severity.WARNING, _of_state("deadline-missed")),
    ("expected-too-early", Severity.WARNING, _of_state("expected-too-early")),
    ("identity-differs", Severity.WARNING, _differing_identities),
    ("never-enough", Severity.WARNING, _of_state("never-enough")),
    ("overdue", Severity.WARNING, _overdue),
    ("signed-without", Severity.WARNING, _of_state("signed-without")),
    ("unnamed-counterpart", Severity.WARNING, _each(Agreement, _without_counterpart)),
    ("act-over-time", Severity.NOTE, _periods_of_acts),
    ("idle-provision", Severity.NOTE, _each(Provision, _idle)),
    ("identity-unsure", Severity.NOTE, _undecided_identities),
    ("inferred", Severity.NOTE, _claims(_inferred)),
    ("near-duplicate", Severity.NOTE, _near_duplicates),
    ("no-evidence", Severity.NOTE, _claims(_unsourced)),
    ("no-members", Severity.NOTE, _each(Institution, _without_members)),
    ("unmentioned", Severity.NOTE, _each(Institution, _unmentioned)),
)
