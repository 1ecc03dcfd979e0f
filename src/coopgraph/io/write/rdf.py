"""RDF, as Turtle and as JSON-LD: for triple stores and linked data.

Terms of others are used where they fit and claim no more than the dossier does:

- `ORG <https://www.w3.org/TR/vocab-org/>`_: institutions, what they are part and members of;
- `ELI <https://op.europa.eu/en/web/eu-vocabularies/eli>`_: agreements and their provisions, what
  amends, cites and is based on what, whether it is in force, dates of a whole day;
- `PROV <https://www.w3.org/TR/prov-o/>`_, which speaks of the past alone: who concluded what is
  signed, who took part in what has begun;
- `Web Annotation <https://www.w3.org/TR/annotation-model/>`_: the passages that claims rest on;
- `Dublin Core <https://www.dublincore.org/specifications/dublin-core/dcmi-terms/>`_ and
  `SKOS <https://www.w3.org/TR/skos-reference/>`_: titles, names, sources, closed words.

Every attribute is there too, under ``urn:x-coopgraph:term:``. Every tie is an ``rdf:Statement``
with its modality, role and evidence, which asserts nothing; the plain triple stands beside it only
where the tie is required and nothing can take its place. So a query of plain triples finds nothing
that is only possible. What amends or replaces another says so in the terms of ELI and Dublin Core
once it is signed.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from coopgraph._base.errors import MissingExtraError
from coopgraph.graph.meaning import Strength
from coopgraph.graph.schema import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, SEPARATOR, Attribute
from coopgraph.graph.state import Standing
from coopgraph.io.write.flat import Attributes, Flat, FlatEdge, FlatNode
from coopgraph.io.write.scalars import Scalar
from coopgraph.messages.catalogue import LANGUAGES
from coopgraph.records.models import Evidence, Source
from coopgraph.words.dates import EDTFDate
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import AgreementStatus, Certainty, Reading, RecordKind, Role, Word
from coopgraph.words.word import Milestone

if TYPE_CHECKING:
    from rdflib import Graph as Triples
    from rdflib import URIRef
    from rdflib.term import Node

__all__ = ["dump_json_ld", "dump_turtle", "reserved"]

BASE: Final = "urn:x-coopgraph:"
_PREFIXES: Final[Mapping[str, str]] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "item": f"{BASE}item:",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "source": f"{BASE}source:",
    "term": f"{BASE}term:",
    "tie": f"{BASE}tie:",
    "word": f"{BASE}word:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CLASSES: Final[Mapping[RecordKind, tuple[str, ...]]] = {
    RecordKind.INSTITUTION: ("org:Organization",),
    RecordKind.AGREEMENT: ("eli:LegalResource",),
    RecordKind.PROVISION: ("eli:LegalResourceSubdivision",),
    RecordKind.ACTIVITY: (),
}
_IN_FORCE: Final = {s.value for s in AgreementStatus if Milestone.IN_FORCE in s.reached}
_DATES: Final[Mapping[str, str]] = {
    "date_signed": "eli:date_document",
    "date_in_force": "eli:first_date_entry_in_force",
    "date_terminated": "eli:date_no_longer_in_force",
}
_TAG: Final = re.compile(r"title_([a-z]{2,3})")
_LINK: Final = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)


def reserved(_where: str, _name: str) -> bool:
    """No name: attributes have a namespace of their own."""
    return False


def dump_turtle(flat: Flat) -> tuple[bytes]:
    """The triples as Turtle.

    Raises
    ------
    MissingExtraError
        When rdflib is not installed.
    """
    return (_Writer(flat).triples.serialize(format="turtle", encoding="utf-8"),)


def dump_json_ld(flat: Flat) -> tuple[bytes]:
    """The same triples as JSON-LD 1.1, with the prefixes as its context.

    Raises
    ------
    MissingExtraError
        When rdflib is not installed.
    """
    text = _Writer(flat).triples.serialize(format="json-ld", context=dict(_PREFIXES))
    return (json.dumps(_sorted(json.loads(text)), ensure_ascii=False, indent=1).encode() + b"\n",)


def _sorted(value: Any) -> Any:
    """JSON-LD has no order outside lists, and we write none: the same triples, the same bytes."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda entry: json.dumps(entry, sort_keys=True))
    return value


class _Writer:
    """The triples of one graph."""

    def __init__(self, flat: Flat) -> None:
        try:
            import rdflib
        except ImportError:
            raise MissingExtraError("not-installed", package="rdflib", extra="rdf") from None
        self._rdflib = rdflib
        self.triples: Triples = rdflib.Graph(bind_namespaces="none")
        for prefix, namespace in _PREFIXES.items():
            self.triples.bind(prefix, namespace)
        self._iris: dict[str, URIRef] = {}
        self._said: set[str] = set()
        self._nodes = {node.id: node for node in flat.nodes}
        self._whole(flat)
        for node in flat.nodes:
            self._node(node)
        for edge in flat.edges:
            self._tie(edge)

    # -- terms ----------------------------------------------------------------------------------

    def _iri(self, name: str) -> "URIRef":
        """The IRI of a prefixed name."""
        if name not in self._iris:
            prefix, _, local = name.partition(":")
            self._iris[name] = self._rdflib.URIRef(_PREFIXES[prefix] + local)
        return self._iris[name]

    def _named(self, prefix: str, name: str) -> "URIRef":
        """The IRI of something of the dossier, whose name may hold anything."""
        return self._iri(f"{prefix}:{quote(name, safe='')}")

    def _add(self, subject: "URIRef", predicate: str, *objects: "Node") -> None:
        for one in objects:
            self.triples.add((subject, self._iri(predicate), one))

    def _literal(self, value: Scalar, datatype: str | None = None) -> "Node":
        return self._rdflib.Literal(value, datatype=self._iri(datatype) if datatype else None)

    def _texts(self, text: Text) -> list["Node"]:
        return [self._rdflib.Literal(said, lang=tag or None) for tag, said in text.texts.items()]

    def _date(self, text: str) -> "Node":
        return self._literal(text, "edtf:EDTF")

    def _word(self, word: Word) -> "URIRef":
        """A closed word, with its labels."""
        name = f"{type(word).__name__}.{word.value}"
        concept = self._named("word", name)
        if name in self._said:
            return concept
        self._said.add(name)
        self._add(concept, "rdf:type", self._iri("skos:Concept"))
        self._add(concept, "skos:notation", self._literal(word.value))
        labels = [self._rdflib.Literal(word.label(lang), lang=lang) for lang in LANGUAGES]
        self._add(concept, "skos:prefLabel", *labels)
        return concept

    # -- the whole and its sources --------------------------------------------------------------

    def _whole(self, flat: Flat) -> None:
        dossier = self._rdflib.URIRef(f"{BASE}dossier")
        self._add(dossier, "rdf:type", self._iri("dcat:Dataset"))
        for name, value in flat.attributes.items():
            if name == "sources" and (sources := _records(value, Source)):
                for source in sources:
                    self._source(source)
                continue
            self._attribute(dossier, name, value, {}, None, "dcterms:title")

    def _source(self, source: Source) -> None:
        subject = self._named("source", source.id)
        self._add(subject, "rdf:type", self._iri("dcterms:BibliographicResource"))
        self._add(subject, "dcterms:title", *self._texts(source.title))
        if source.author:
            self._add(subject, "dc:creator", *self._texts(source.author))
        if source.date:
            self._add(subject, "dcterms:date", self._date(source.date.text))
        if source.language:
            self._add(subject, "dc:language", self._literal(source.language))
        if source.url:
            self._add(subject, "term:url", self._literal(source.url))
            if _LINK.fullmatch(source.url):
                self._add(subject, "rdfs:seeAlso", self._rdflib.URIRef(source.url))
        if source.sha256:
            self._add(subject, "term:sha256", self._literal(source.sha256))
        if source.note:
            self._add(subject, "rdfs:comment", *self._texts(source.note))

    # -- items ----------------------------------------------------------------------------------

    def _node(self, node: FlatNode) -> None:
        subject = self._named("item", node.id)
        classes = [f"term:{node.record.value.title()}", *_CLASSES[node.record]]
        if node.record is RecordKind.ACTIVITY and _is_past(node):
            classes.append("prov:Activity")
        self._add(subject, "rdf:type", *map(self._iri, classes))
        self._add(subject, "dcterms:identifier", self._literal(node.id))
        is_body = node.record is RecordKind.INSTITUTION
        title = "skos:prefLabel" if is_body else "dcterms:title"
        for name, value in node.attributes.items():
            self._attribute(subject, name, value, NODE_ATTRIBUTES, node.record, title)
        self._evidence(subject, node.attributes)
        if is_body:
            self._other_names(subject, node.attributes)
        else:
            self._standing(subject, node)

    def _other_names(self, subject: "URIRef", attributes: Attributes) -> None:
        aliases = str(attributes.get("aliases", "")).split(SEPARATOR)
        names = [str(attributes.get("acronym", "")), *aliases]
        self._add(subject, "skos:altLabel", *(self._literal(name) for name in names if name))

    def _standing(self, subject: "URIRef", node: FlatNode) -> None:
        for name, term in _DATES.items():
            if _is_day(value := str(node.attributes.get(name, ""))):
                self._add(subject, term, self._literal(value, "xsd:date"))
        if node.record is RecordKind.ACTIVITY and "when" in node.attributes:
            self._add(subject, "dcterms:date", self._date(str(node.attributes["when"])))
        known = node.attributes.get("status_certainty") != Certainty.POSSIBLE
        if node.record is RecordKind.AGREEMENT and "status" in node.attributes and known:
            holds = node.attributes["status"] in _IN_FORCE
            term = "eli:InForce-inForce" if holds else "eli:InForce-notInForce"
            self._add(subject, "eli:in_force", self._iri(term))

    def _attribute(
        self,
        subject: "URIRef",
        name: str,
        value: Scalar,
        schema: Mapping[str, Attribute],
        record: RecordKind | None,
        title: str,
    ) -> None:
        """One attribute, under our own term where no other holds it whole."""
        tagged = _TAG.fullmatch(name)
        if name == "evidence":
            return
        if name == "title":
            self._add(subject, "rdfs:label", self._literal(value))
        elif tagged:
            self._add(subject, title, self._rdflib.Literal(value, lang=tagged[1]))
        else:
            term = f"term:{quote(name, safe='')}"
            words = (schema[name].words or {}) if name in schema else {}
            kind = words.get(None) or words.get(record)
            if kind and value in set(kind):
                self._add(subject, term, self._word(kind(value)))
            elif name == "when" or name.startswith(("date_", "expected_")):
                self._add(subject, term, self._date(str(value)))
            else:
                self._add(subject, term, self._literal(value))

    # -- ties -----------------------------------------------------------------------------------

    def _tie(self, edge: FlatEdge) -> None:
        tie = self._named("tie", edge.id)
        ends = [self._named("item", end) for end in (edge.dependent, edge.depends_on)]
        predicate = f"term:{edge.relation.value}"
        self._add(tie, "rdf:type", self._iri("rdf:Statement"))
        self._add(tie, "rdf:subject", ends[0])
        self._add(tie, "rdf:predicate", self._iri(predicate))
        self._add(tie, "rdf:object", ends[1])
        for name, value in edge.attributes.items():
            self._attribute(tie, name, value, EDGE_ATTRIBUTES, None, "dcterms:title")
        self._evidence(tie, edge.attributes)
        if edge.strength is Strength.BINDING:
            self._add(ends[0], predicate, ends[1])
            self._plain(edge, *ends)
            if edge.relation.involves:
                self._participation(tie, edge, *ends)

    def _plain(self, edge: FlatEdge, dependent: "URIRef", depends_on: "URIRef") -> None:
        term = edge.relation.term
        if term is None or (term.once_achieved and not _is_past(self._nodes[edge.dependent])):
            return
        records = {self._nodes[end].record for end in (edge.dependent, edge.depends_on)}
        legal = term.legal if records == {RecordKind.AGREEMENT} else ""
        self._add(dependent, legal or term.name, depends_on)

    def _participation(self, tie: "URIRef", edge: FlatEdge, body: "URIRef", item: "URIRef") -> None:
        """Who concluded what is signed, or took part in what has begun; PROV has no future."""
        role = edge.attributes.get("role")
        if not _is_past(self._nodes[edge.depends_on]) or role == Role.INVITED:
            return
        if not edge.relation.makes_party:
            term = "Association"
        elif role in {None, Role.PARTY, Role.SIGNATORY}:
            term = "Attribution"
        else:
            return
        short = {"Association": "wasAssociatedWith", "Attribution": "wasAttributedTo"}[term]
        self._add(item, f"prov:{short}", body)
        self._add(item, f"prov:qualified{term}", tie)
        self._add(tie, "rdf:type", self._iri(f"prov:{term}"))
        self._add(tie, "prov:agent", body)
        if role in set(Role):
            self._add(tie, "prov:hadRole", self._word(Role(role)))

    # -- evidence -------------------------------------------------------------------------------

    def _evidence(self, subject: "URIRef", attributes: Attributes) -> None:
        if "evidence" not in attributes:
            return
        entries = _records(attributes["evidence"], Evidence)
        if not entries:
            self._add(subject, "term:evidence", self._literal(attributes["evidence"]))
        for number, entry in enumerate(entries):
            passage = self._rdflib.URIRef(f"{subject}#evidence-{number}")
            source = self._named("source", entry.source)
            self._add(subject, "term:evidence", passage)
            self._add(subject, "dcterms:source", source)
            self._add(passage, "rdf:type", self._iri("oa:SpecificResource"))
            self._add(passage, "oa:hasSource", source)
            self._add(passage, "term:reading", self._word(Reading(entry.reading)))
            if entry.locator:
                self._add(passage, "term:locator", *self._texts(entry.locator))
            if entry.note:
                self._add(passage, "rdfs:comment", *self._texts(entry.note))
            self._selectors(passage, entry)

    def _selectors(self, passage: "URIRef", entry: Evidence) -> None:
        if entry.span:
            where = self._rdflib.URIRef(f"{passage}-position")
            self._add(passage, "oa:hasSelector", where)
            self._add(where, "rdf:type", self._iri("oa:TextPositionSelector"))
            self._add(where, "oa:start", self._literal(entry.span[0]))
            self._add(where, "oa:end", self._literal(entry.span[1]))
        if entry.quote:
            what = self._rdflib.URIRef(f"{passage}-quote")
            self._add(passage, "oa:hasSelector", what)
            self._add(what, "rdf:type", self._iri("oa:TextQuoteSelector"))
            self._add(what, "oa:exact", self._literal(entry.quote))


def _is_past(node: FlatNode) -> bool:
    return node.standing is Standing.ACHIEVED


def _is_day(text: str) -> bool:
    try:
        date = EDTFDate(text)
    except ValueError:
        return False
    return date.earliest is not None and text == date.earliest.isoformat()


def _records(written: Scalar, kind: Any) -> list[Any]:
    """The records of a JSON list; none where it is any other text."""
    try:
        entries: Iterable[Any] = json.loads(str(written))
        return [kind.model_validate(entry) for entry in entries]
    except (ValueError, TypeError, RecursionError):
        return []
