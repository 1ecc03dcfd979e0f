"""Findings about a valid dossier: contradictions, doubts, and what is worth a look."""

from dataclasses import dataclass
from datetime import date

from coopgraph._base.errors import Loc, Problem
from coopgraph.answers.answer import COMPLETE, Answer, Column, each, label
from coopgraph.graph.items import Item, item_of
from coopgraph.messages.catalogue import say
from coopgraph.questions.findings import COMPARED_AT_MOST, KINDS, Subject
from coopgraph.records.dossier import Dossier
from coopgraph.words.dates import EDTFDate
from coopgraph.words.vocabulary import Severity, Word

__all__ = ["Finding", "Findings", "check"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes
    ----------
    code
        Stable name of the kind of finding.
    severity
        ``error`` if the dossier contradicts itself, ``warning`` if something cannot work out as
        recorded, ``note`` if there is more to record.
    items
        The records concerned.
    place
        Where in the dossier, as in :class:`coopgraph.Problem`.
    details
        The values of the placeholders in the message.
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

    They are ``complete`` unless too many names begin alike to look for similar ones.
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
        too_many = say("names-not-compared", self.lang, count=COMPARED_AT_MOST)
        return [] if self.complete else [too_many]

    @property
    def is_wrong(self) -> bool:
        """Whether the dossier contradicts itself."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(
    dossier: Dossier, *, as_of: str | date | EDTFDate | None = None, lang: str | None = None
) -> Findings:
    """What contradicts itself, is doubtful, or is worth a look in a valid dossier.

    Parameters
    ----------
    dossier
        The dossier.
    as_of
        The date from which expected dates count as overdue; by default none do.
    lang
        Language of the answer; by default that of the dossier.

    Raises
    ------
    ValueError
        If ``as_of`` is not a date.

    Examples
    --------
    >>> import coopgraph as cg
    >>> findings = cg.check(cg.example(), as_of="2026")
    >>> findings.is_wrong, "unnamed-counterpart" in {found.code for found in findings}
    (False, True)
    """
    if not hasattr(dossier, "agreements"):
        msg = f"expected a dossier, such as cg.read(path), not {type(dossier).__name__}"
        raise TypeError(msg)
    lang = lang or dossier.language or "en"
    day = EDTFDate(as_of, dossier.language) if as_of else None
    subject = Subject(dossier, day)
    findings = []
    for code, severity, find in KINDS:
        for ids, place, values in find(subject):
            named = dict.fromkeys(map(subject.merged, ids))
            items = tuple(item_of(subject.graph, item, lang) for item in named)
            details = tuple((name, _text(value, lang)) for name, value in values.items())
            findings.append(Finding(code, severity, items, place, details))
    severities = list(Severity)
    findings.sort(
        key=lambda f: (severities.index(f.severity), f.code, [i.id for i in f.items], str(f.place))
    )
    return Findings(
        tuple(findings),
        complete=subject.compared_all,
        lang=lang,
        as_of=day.text if day else "",
    )


def _text(value: object, lang: str) -> str:
    return value.label(lang) if isinstance(value, Word) else str(value)
