"""Activity files of the International Aid Transparency Initiative (IATI), 1.0x and 2.0x.

Of an activity are read: its identifier, titles, status, dates, participating organisations with
their roles, related activities, recipient countries and regions, and the names of its sectors.
A dossier has no place for money (transactions, budgets), results, documents and contacts.

The file is parsed as a stream: memory is needed for the records only, whatever its size. Documents
with a DTD, whose entities could expand without bound or read other files, are refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from xml.sax import SAXParseException

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph._base.opening import open_regular
from coopgraph.io.parsed import ParsedFile
from coopgraph.io.read.iati_bodies import Bodies, Body, note_on
from coopgraph.io.read.iati_stream import Activity, Element, Handler
from coopgraph.io.salvage import Entry
from coopgraph.words.codes import slug_of, unique_slugs
from coopgraph.words.vocabulary import ActivityStatus, InstitutionKind, Role

__all__ = ["LIMIT_MB", "IatiRecords", "read_activities"]

#: Larger files are refused.
LIMIT_MB: Final = 4096

#: IATI OrganisationRole, by code (2.0x) and name (1.0x).
_ROLES: Final = {
    "1": Role.FUNDER,
    "funding": Role.FUNDER,
    "2": Role.ACCOUNTABLE,
    "accountable": Role.ACCOUNTABLE,
    "3": Role.EXTENDING,
    "extending": Role.EXTENDING,
    "4": Role.IMPLEMENTER,
    "implementing": Role.IMPLEMENTER,
}

#: IATI ActivityStatus; in finalisation (3) only the accounts are open.
_STATUSES: Final = {
    "1": ActivityStatus.PLANNED,
    "2": ActivityStatus.ONGOING,
    "3": ActivityStatus.COMPLETED,
    "4": ActivityStatus.COMPLETED,
    "5": ActivityStatus.CANCELLED,
    "6": ActivityStatus.SUSPENDED,
}

#: IATI OrganisationType; the types left out are "other".
_KINDS: Final = {
    "10": InstitutionKind.GOVERNMENT,
    "11": InstitutionKind.LOCAL_AUTHORITY,
    "15": InstitutionKind.GOVERNMENT,
    "21": InstitutionKind.ASSOCIATION,
    "22": InstitutionKind.ASSOCIATION,
    "23": InstitutionKind.ASSOCIATION,
    "24": InstitutionKind.ASSOCIATION,
    "40": InstitutionKind.INTERNATIONAL_ORGANIZATION,
    "70": InstitutionKind.COMPANY,
    "71": InstitutionKind.COMPANY,
    "72": InstitutionKind.COMPANY,
    "73": InstitutionKind.COMPANY,
    "80": InstitutionKind.SCHOOL,
}

#: IATI ActivityDateType: start or end, planned or actual.
_DATES: Final = {
    "1": ("start", "planned"),
    "start-planned": ("start", "planned"),
    "2": ("start", "actual"),
    "start-actual": ("start", "actual"),
    "3": ("end", "planned"),
    "end-planned": ("end", "planned"),
    "4": ("end", "actual"),
    "end-actual": ("end", "actual"),
}

_PARENT, _CHILD = "1", "2"  # IATI RelatedActivityType; all others are related activities


def read_activities(path: Path) -> "IatiRecords":
    """Parse an IATI activity file.

    Raises
    ------
    DossierError
        When it is no XML or no IATI activity file, with line and column.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.sax import make_parser

    handler = Handler()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        with open_regular(path, LIMIT_MB) as stream:
            parser.parse(stream)
    except DefusedXmlException:
        problem = Problem("xml-entities").at(str(path), parser.getLineNumber(), None)
    except RecursionError:
        problem = Problem("too-deep").at(str(path), parser.getLineNumber(), None)
    except SAXParseException as error:
        problem = Problem("syntax", values={"text": error.getMessage()})
        problem = problem.at(str(path), error.getLineNumber(), (error.getColumnNumber() or 0) + 1)
    except (LookupError, ValueError) as error:  # an unknown encoding
        problem = Problem("syntax", values={"text": str(error)}).at(str(path), 1, None)
    else:
        if handler.root == "iati-activities":
            return IatiRecords(path, handler.activities, handler.generated)
        problem = Problem("not-iati", values={"root": handler.root}).at(str(path), 1, None)
    raise DossierError([problem])


class IatiRecords(ParsedFile):
    """The data of an activity file, with the lines that it comes from."""

    def __init__(self, path: Path, activities: Sequence[Activity], generated: str) -> None:
        super().__init__()
        self._file = str(path)
        self._source = slug_of(path.stem) or "iati"
        self._lines: dict[Loc, int] = {}
        self._activities = activities
        self._bodies = Bodies(activities)
        self._ids = unique_slugs(self._foreign_ids(), {self._source})
        self._at: dict[str, tuple[Loc, dict[str, Any]]] = {}
        self.data: dict[str, Any] = {
            "sources": [self._source_record(path, generated)],
            "institutions": [],
            "activities": [],
        }
        languages = [activity.language for activity in activities if activity.language]
        if languages:
            self.data["language"] = max(sorted(set(languages)), key=languages.count)
        self._entries.append(Entry("sources", ("sources", 0)))
        self._add_institutions()
        self._add_possible_duplicates()
        for activity in activities:
            self._add_activity(activity)
        for activity in activities:
            self._add_related(activity)

    def located(self, problem: Problem) -> Problem:
        """Return a problem of the data with its line."""
        places = (problem.place[:depth] for depth in range(len(problem.place), 0, -1))
        line = next((self._lines[place] for place in places if place in self._lines), 1)
        if problem.related is not None:
            related = self._lines.get(problem.related[:2], 1)
            values = {**problem.values, "line": related}
            problem = replace(problem, code=f"{problem.code}-line", values=values)
        return replace(problem, place=()).at(self._file, line, None)

    def _source_record(self, path: Path, generated: str) -> dict[str, Any]:
        record: dict[str, Any] = {"id": self._source, "title": f"IATI, {path.name}"}
        day = generated.strip()[:10]
        return {**record, "date": day} if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else record

    def _add_possible_duplicates(self) -> None:
        for bodies, note in self._bodies.possible_duplicates():
            items = [self._id_of(body) for body in bodies]
            identity = {"items": items, "judgement": "unsure", "note": note}
            self.data.setdefault("identities", []).append(identity)

    def _id_of(self, body: Body) -> str:
        return self._ids["institutions", self._bodies.id_text(body)]

    def _foreign_ids(self) -> Iterator[tuple[str, str]]:
        yield from (("institutions", self._bodies.id_text(body)) for body in self._bodies)
        for activity in self._activities:
            if identifier := activity.text("iati-identifier"):
                yield "activities", identifier

    def _add(self, table: str, place: Loc, line: int) -> None:
        self._entries.append(Entry(table, place))
        self._lines[place] = line

    def _add_institutions(self) -> None:
        for body, elements in self._bodies.items():
            names = list(dict.fromkeys(text for e in elements for _, text in e.texts))
            types = [_KINDS[kind] for e in elements if (kind := e.attributes.get("type")) in _KINDS]
            reference = elements[0].get("ref")
            record: dict[str, Any] = {
                "id": self._id_of(body),
                "name": names[0] if names else reference,
                "kind": types[0] if types else InstitutionKind.OTHER,
            }
            if names[1:]:
                record["aliases"] = names[1:]
            if reference:
                record["identifiers"] = {"iati": reference}
            if self._bodies.has_namesake(body):
                record["note"] = note_on(body)
            place = ("institutions", len(self.data["institutions"]))
            self.data["institutions"].append(record)
            self._add("institutions", place, elements[0].line)

    def _add_activity(self, activity: Activity) -> None:
        identifier = activity.text("iati-identifier")
        place = ("activities", len(self.data["activities"]))
        record: dict[str, Any] = {
            "name": _text(activity.all("title")),
            "kind": "project",
            "status": _status(activity),
            "when": _when(activity),
            "places": list(_places(activity)),
            "topics": _topics(activity),
            "evidence": [{"source": self._source, "locator": identifier or "?"}],
        }
        if identifier:
            record["id"] = self._ids["activities", identifier]
            record["identifiers"] = {"iati": identifier}
        self.data["activities"].append({k: v for k, v in record.items() if v not in (None, [])})
        record = self.data["activities"][-1]
        self._add("activities", place, activity.line)
        if identifier:
            self._at.setdefault(identifier, (place, record))
        table = "participating-org"
        participants: list[dict[str, str]] = []
        for element in activity.all(table):
            body = self._bodies.body_of(element, activity)
            if body is None:
                problem = Problem("nameless").at(self._file, element.line, None)
                self._entries.append(Entry(table, (), problem))
                self.problems.append(problem)
                continue
            role = element.get("role")
            entry = {"institution": self._id_of(body), "role": _ROLES.get(role.lower(), role)}
            if entry in participants:
                self._repeated(table, element.line, f"{Path(self._file).name}:{activity.line}")
                continue
            self._add(table, (*place, "participants", len(participants)), element.line)
            participants.append(entry)
        if participants:
            record["participants"] = participants

    def _repeated(self, table: str, line: int, row: str) -> None:
        problem = Problem("row-repeated", values={"row": row}).at(self._file, line, None)
        self._entries.append(Entry(table, (), problem))

    def _add_related(self, activity: Activity) -> None:
        identifier = activity.text("iati-identifier")
        if identifier not in self._at:
            return
        for element in activity.all("related-activity"):
            other, kind = element.get("ref"), element.get("type")
            relation = "component_of" if kind in {_PARENT, _CHILD} else "related_to"
            # A link stated by the parent is kept by the child, if the file has it.
            turned = kind == _CHILD and other in self._at
            one, two = (other, identifier) if turned else (identifier, other)
            place, record = self._at[one]
            links = record.setdefault(relation, [])
            to = self._ids.get(("activities", two), two or "?")
            if to in links:
                self._repeated("related-activity", element.line, f"{one} → {two}")
                continue
            links.append(to)
            self._add("related-activity", (*place, relation, len(links) - 1), element.line)


def _text(elements: Sequence[Element]) -> str | dict[str, str] | None:
    """Return a text by language, or a plain text where no language is given."""
    texts: dict[str, str] = {}
    for element in elements:
        for language, text in element.texts:
            texts[language] = f"{texts[language]} / {text}" if language in texts else text
    if set(texts) == {""}:
        return texts[""]
    return {language or "und": text for language, text in texts.items()} or None


def _status(activity: Activity) -> str | None:
    code = next((element.get("code") for element in activity.all("activity-status")), "")
    return _STATUSES.get(code, code) or None


def _when(activity: Activity) -> str | None:
    """Return the interval from start to end in EDTF; dates that were only planned are uncertain."""
    dates: dict[tuple[str, str], str] = {}
    for element in activity.all("activity-date"):
        kind = _DATES.get(element.get("type"))
        written = element.get("iso-date") or element.text
        day = re.sub(r"(\d{4}-\d\d-\d\d)[TZ+].*", r"\1", written)
        if kind and day:
            dates.setdefault(kind, day)
    ends = []
    for end in ("start", "end"):
        planned = dates.get((end, "planned"))
        ends.append(dates.get((end, "actual")) or (f"{planned}?" if planned else ""))
    if ends[0] == ends[1]:
        return ends[0] or None
    return "/".join(ends)


def _places(activity: Activity) -> Iterator[dict[str, str]]:
    for element in activity.all("recipient-country"):
        if code := element.get("code").upper():
            yield {"country": code}
    for element in activity.all("recipient-region"):
        if element.text:
            yield {"name": element.text}


def _topics(activity: Activity) -> list[Any]:
    names = [_text([element]) for element in activity.all("sector")]
    return [name for n, name in enumerate(names) if name and name not in names[:n]]
