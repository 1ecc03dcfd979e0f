"""Findings about a sound dossier: what is wrong in the matter, doubtful, or worth a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from coopgraph._base.errors import Loc, Problem
from coopgraph._base.fuzzy import likeness
from coopgraph.answers.answer import COMPLETE, Answer, Column, each, label
from coopgraph.graph.build import build_graph
from coopgraph.graph.items import Item, item_of
from coopgraph.graph.meaning import meaning_of
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import Standing, standing_of
from coopgraph.messages.catalogue import say
from coopgraph.questions.agenda import deadlocks
from coopgraph.records.date_order import contradictions
from coopgraph.records.dossier import Dossier, filed_items
from coopgraph.records.evidence import evidence_in
from coopgraph.records.models import Activity, Agreement, Institution, Provision, Record
from coopgraph.records.ties import ItemRecord, Tie
from coopgraph.words.dates import EDTFDate, Truth
from coopgraph.words.text import fold
from coopgraph.words.vocabulary import (
    AgreementStatus,
    InstitutionKind,
    Judgement,
    Reading,
    Relation,
    Severity,
)
from coopgraph.words.word import Held

__all__ = ["Finding", "Findings", "check"]

_ALIKE: Final = 0.9  # names this alike may be one name written twice

_COMPARED_AT_MOST: Final = 300  # names that begin alike; among more, only equal ones are found


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes
    ----------
    code
        Stable name of the kind of finding.
    severity
        ``error`` where the dossier contradicts itself, ``warning`` where something will not work
        out as recorded, ``note`` where there is more to record.
    items
        The records concerned.
    place
        Where in the dossier, as in :class:`coopgraph.Problem`.
    details
        What fills the braces of the message.
    """

    code: str
    severity: Severity
    items: tuple[Item, ...]
    place: Loc = ()
    details: tuple[tuple[str, str], ...] = ()

    def message(self, lang: str) -> str:
        """What was found."""
        items = ", ".join(item.full for item in self.items)
        return say(f"finding-{self.code}", lang, items=items, **dict(self.details))

    def remedy(self, lang: str) -> str:
        """What can be done about it."""
        return say(f"remedy-{self.code}", lang)


@dataclass(frozen=True, slots=True, repr=False)
class Findings(Answer[Finding]):
    """All findings: errors, warnings, notes; then by code and id.

    They are ``complete`` unless so many names begin alike that nearly equal ones were not sought.
    """

    holds = "findings"
    titles = "title-findings", "no-findings"
    columns = (
        Column("code", "code"),
        Column("severity", "severity.value", "severity", label("severity")),
        Column("ids", each("items")),
        Column("place", lambda found, _: Problem("", found.place).path),
        Column("message", lambda found, answer: found.message(answer.lang), "finding"),
        Column("remedy", lambda found, answer: found.remedy(answer.lang), "remedy"),
        COMPLETE,
    )

    findings: tuple[Finding, ...]

    def _remarks(self) -> list[str]:
        if self.complete:
            return []
        return [say("names-not-compared", self.lang, count=_COMPARED_AT_MOST)]

    @property
    def is_wrong(self) -> bool:
        """Whether the dossier contradicts itself."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(
    dossier: Dossier, *, as_of: str | date | EDTFDate | None = None, lang: str | None = None
) -> Findings:
    """What is wrong in the matter, doubtful, or worth a look, in a dossier that is sound in form.

    Parameters
    ----------
    dossier
        The dossier.
    as_of
        The day from which intentions count as overdue; none do without it.
    lang
        Language of the answer; that of the dossier by default.

    Raises
    ------
    ValueError
        When ``as_of`` is no date.

    Examples
    --------
    >>> import coopgraph as cg
    >>> findings = cg.check(cg.example(), as_of="2026")
    >>> findings.is_wrong, "unnamed-counterpart" in {found.code for found in findings}
    (False, True)
    """
    lang = lang or dossier.language or "en"
    looking = _Check(dossier, EDTFDate(as_of) if as_of else None, lang)
    found = list(looking.findings())
    severities = list(Severity)
    found.sort(
        key=lambda f: (severities.index(f.severity), f.code, [i.id for i in f.items], str(f.place))
    )
    return Findings(tuple(found), complete=looking.compared_all, lang=lang)


class _Check:
    """One look through a dossier."""

    def __init__(self, dossier: Dossier, as_of: EDTFDate | None, lang: str) -> None:
        self.as_of, self.lang = as_of, lang
        self.compared_all = True
        self.graph: Graph = build_graph(dossier)
        self.filed = filed_items(dossier)
        self.identities = dossier.identities
        self.stands_for = dossier.same_as()
        self.ties = list(dossier.ties())
        self.relied_on = {tie.depends_on for tie in self.ties}
        self.mentioned = self.relied_on | {tie.dependent for tie in self.ties}
        member_of = (tie for tie in self.ties if tie.relation is Relation.MEMBER_OF)
        self.joined = {tie.depends_on for tie in member_of}

    def _found(
        self, code: str, severity: Severity, *items: str, place: Loc = (), **details: object
    ) -> Finding:
        ids = dict.fromkeys(map(self._stands_for, items))
        shown = tuple(item_of(self.graph, item, self.lang) for item in ids)
        texts = tuple((name, str(value)) for name, value in details.items())
        return Finding(code, severity, shown, place, texts)

    def findings(self) -> Iterator[Finding]:
        for place, item in self.filed:
            yield from self._evidence(place, item)
            match item:
                case Agreement():
                    yield from self._agreement(place, item)
                case Provision():
                    if item.id not in self.relied_on:
                        yield self._found("idle-provision", Severity.NOTE, item.id, place=place)
                case Institution():
                    yield from self._institution(place, item)
                case Activity():
                    yield from self._overdue(place, item.id, "when", item.when)
        for tie in self.ties:
            yield from self._tie(tie)
        for row in deadlocks(self.graph, lang=self.lang):
            items = (item.id for item in row.items)
            yield self._found("circular", Severity.WARNING, *items)
        yield from self._near_duplicates()
        yield from self._identities()

    def _evidence(self, place: Loc, item: Record) -> Iterator[Finding]:
        """Claims of a record, itself and its parts, that nothing or only a reading supports."""
        unsourced, inferred = 0, 0
        for claim in _claims(item):
            entries = [entry for _, entry in evidence_in(claim.evidence, ())]  # type: ignore[attr-defined]
            unsourced += not entries
            inferred += any(entry.reading is Reading.INFERRED for entry in entries)
        item_id = str(item.id)  # type: ignore[attr-defined]
        if unsourced:
            yield self._found("no-evidence", Severity.NOTE, item_id, place=place, count=unsourced)
        if inferred:
            yield self._found("inferred", Severity.NOTE, item_id, place=place, count=inferred)

    def _agreement(self, place: Loc, item: Agreement) -> Iterator[Finding]:
        one = self._stands_for(item.id)
        parties = {
            body
            for body, _, link in self.graph.in_edges(one, data=True)
            if (said := meaning_of(link)).relation.makes_party and said.consents
        }
        if one == item.id and len(parties) < 2:  # noqa: PLR2004 - it takes two
            yield self._found("unnamed-counterpart", Severity.WARNING, item.id, place=place)
        for where, problem in contradictions(item):
            stages = {name: problem.values[name] for name in ("first", "second")}
            labels = {name: stage.label(self.lang) for name, stage in stages.items()}  # type: ignore[attr-defined]
            parts = (*place, *where)
            yield self._found("dates-contradict", Severity.ERROR, item.id, place=parts, **labels)
        for stage, when in item.expected.items():
            order = list(AgreementStatus)
            if order.index(item.status) < order.index(stage):
                yield from self._overdue(place, item.id, f"expected.{stage}", when)

    def _overdue(
        self, place: Loc, item: str, field: str, when: EDTFDate | None
    ) -> Iterator[Finding]:
        is_open = standing_of(self.graph, self._stands_for(item)) is Standing.OPEN
        if self.as_of and when and is_open and when.before(self.as_of) is Truth.CERTAIN:
            where = (*place, *field.split("."))
            yield self._found("overdue", Severity.WARNING, item, place=where, date=when)

    def _institution(self, place: Loc, item: Institution) -> Iterator[Finding]:
        if item.id not in self.mentioned:
            yield self._found("unmentioned", Severity.NOTE, item.id, place=place)
        if item.kind is InstitutionKind.FEDERATION and item.id not in self.joined:
            yield self._found("no-members", Severity.NOTE, item.id, place=place)

    def _tie(self, tie: Tie) -> Iterator[Finding]:
        """What still stands or may come, and waits for something that is over."""
        relation = tie.relation
        if relation.involves or not relation.carries_reliance or relation.held is Held.WITHIN:
            return
        ends = (tie.dependent, tie.depends_on)
        dependent, basis = (standing_of(self.graph, self._stands_for(end)) for end in ends)
        if basis is Standing.OVER and dependent is not Standing.OVER:
            yield self._found("dead-requirement", Severity.WARNING, *ends, place=tie.place)

    def _near_duplicates(self) -> Iterator[Finding]:
        """Items of one kind whose names, in one language, are the same or nearly so.

        Names are compared where they begin alike; where very many do, equal ones alone count.
        """
        alike: dict[tuple[type, str, str], list[tuple[str, str]]] = {}
        for _, item in self.filed:
            for tag, text in item.name.texts.items():
                name = fold(text)
                alike.setdefault((type(item), tag, name[:3]), []).append((name, item.id))
        pairs: set[tuple[str, str]] = set()
        for names in alike.values():
            names.sort()
            few = len(names) <= _COMPARED_AT_MOST
            self.compared_all = self.compared_all and few
            for n, (name, one) in enumerate(names):
                for other_name, other in names[n + 1 :] if few else names[n + 1 : n + 2]:
                    same = likeness(name, other_name) >= _ALIKE if few else name == other_name
                    if same and one != other:
                        pairs.add((min(one, other), max(one, other)))
        judged = {
            frozenset(pair)
            for identity in self.identities
            for pair in combinations(identity.items, 2)
        }
        for pair in sorted(pairs):
            if frozenset(pair) not in judged and len({self._stands_for(item) for item in pair}) > 1:
                yield self._found("near-duplicate", Severity.NOTE, *pair)

    def _stands_for(self, item: str) -> str:
        return self.stands_for.get(item, item)

    def _identities(self) -> Iterator[Finding]:
        """Decisions still to be made, and records said to be one that say different things."""
        records = {item.id: item for _, item in self.filed}
        for n, identity in enumerate(self.identities):
            place = ("identities", n)
            if identity.judgement is Judgement.UNSURE:
                yield self._found("identity-unsure", Severity.NOTE, *identity.items, place=place)
            if identity.judgement is Judgement.SAME_AS:
                fields = _disagreeing([records[item] for item in identity.items])
                if fields:
                    details = {"ids": ", ".join(identity.items), "fields": ", ".join(fields)}
                    item = identity.items[0]
                    yield self._found(
                        "identity-differs", Severity.WARNING, item, place=place, **details
                    )


def _disagreeing(items: list[ItemRecord]) -> list[str]:
    """The fields in which records that are the same contradict each other."""
    single = ("kind", "status", "acronym", "country", "quorum", "when", "dates", "expected")
    disagreeing = []
    for field in single:
        values = [getattr(item, field, None) for item in items]
        if field in {"dates", "expected"}:
            stages = {stage for value in values for stage in value or ()}
            said = [{v[stage] for v in values if v and stage in v} for stage in stages]
            if any(len(dates) > 1 for dates in said):
                disagreeing.append(field)
        elif len({value for value in values if value is not None}) > 1:
            disagreeing.append(field)
    return disagreeing


def _claims(item: Record) -> Iterator[Record]:
    """The record itself and the parts of it that can carry evidence of their own."""
    yield item
    for name, value in item:
        if name == "provisions":  # records of their own
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Record) and "evidence" in type(part).model_fields:
                yield part
