"""RDF as Turtle and as JSON-LD, for triple stores and linked data.

Established terms are used where they fit and claim no more than the dossier does:

- `ORG <https://www.w3.org/TR/vocab-org/>`_: institutions, what they are part and members of;
- `ELI <https://op.europa.eu/en/web/eu-vocabularies/eli>`_: agreements and their provisions, what
  amends, cites and is based on what, whether it is in force, dates that are exact to the day;
- `PROV <https://www.w3.org/TR/prov-o/>`_, which describes the past only: who concluded what is
  signed, who took part in what has begun;
- `Web Annotation <https://www.w3.org/TR/annotation-model/>`_: the passages cited as evidence;
- `schema.org <https://schema.org/Organization>`_: when institutions were founded and dissolved, if
  that is exact to the day;
- `Dublin Core <https://www.dublincore.org/specifications/dublin-core/dcmi-terms/>`_ and
  `SKOS <https://www.w3.org/TR/skos-reference/>`_: titles, names, sources, the vocabulary.

Every attribute is also written under ``urn:x-coopgraph:term:``. Every link is an
``rdf:Statement`` with its modality, role and evidence, which asserts nothing; the plain triple is
added only if the link is required and has no alternative. So a query of plain triples finds nothing
that is only possible. The terms of ELI and Dublin Core for amending and replacing are used once the
agreement is signed.
"""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from coopgraph._base.errors import MissingExtraError
from coopgraph.graph.forms import EDTF
from coopgraph.graph.meaning import Strength
from coopgraph.graph.schema import (
    EDGE_ATTRIBUTES,
    GRAPH_ATTRIBUTES,
    NODE_ATTRIBUTES,
    SEPARATOR,
    Attribute,
)
from coopgraph.graph.state import Standing
from coopgraph.io.write.flat import Attributes, FlatEdge, FlatGraph, FlatNode
from coopgraph.io.write.rdf_terms import BASE, CLASSES, DATES, PREFIXES
from coopgraph.io.write.values import Scalar, encode_json
from coopgraph.messages.catalogue import LANGUAGES
from coopgraph.records.models import Evidence, Source
from coopgraph.words.dates import dates_in, parsed
from coopgraph.words.text import Text
from coopgraph.words.vocabulary import (
    AgreementStatus,
    Certainty,
    MembershipStage,
    PartyStage,
    Reading,
    RecordKind,
    Role,
    Word,
)
from coopgraph.words.word import Milestone

if TYPE_CHECKING:
    from rdflib import Graph as Triples
    from rdflib import URIRef
    from rdflib.term import Node

__all__ = ["dump_json_ld", "dump_turtle"]

_IN_FORCE: Final = {s.value for s in AgreementStatus if Milestone.IN_FORCE in s.reached}
#: The dates of acts by which a party stays out of an agreement, or leaves it.
_LEAVING: Final = {f"date_{act}" for act in (PartyStage.REFUSED, PartyStage.WITHDRAWN)}
#: The dates that show that a party concluded it nevertheless.
_CONCLUDING: Final = {
    f"date_{act}" for act in (PartyStage.SIGNED, PartyStage.RATIFIED, PartyStage.IN_FORCE)
}
#: The date at which a membership ends.
_UNTIL: Final = f"date_{MembershipStage.UNTIL}"
_TAG: Final = re.compile(r"title_([a-z]{2,3})")
_LINK: Final = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)


def dump_turtle(flat: FlatGraph) -> tuple[bytes]:
    """The triples as Turtle.

    Raises
    ------
    MissingExtraError
        If rdflib is not installed.
    """
    return (_Converter(flat).triples.serialize(format="turtle", encoding="utf-8"),)


def dump_json_ld(flat: FlatGraph) -> tuple[bytes]:
    """The same triples as JSON-LD 1.1, with the prefixes as its context.

    Raises
    ------
    MissingExtraError
        If rdflib is not installed.
    """
    text = _Converter(flat).triples.serialize(format="json-ld", context=dict(PREFIXES))
    return (encode_json(_sorted(json.loads(text))),)


def _sorted(value: Any) -> Any:
    """Sort everything, so that equal triples give equal bytes: order means nothing here."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda entry: json.dumps(entry, sort_keys=True))
    return value


class _Converter:
    """Converts one graph to triples."""

    def __init__(self, flat: FlatGraph) -> None:
        try:
            import rdflib
        except ImportError:
            raise MissingExtraError("not-installed", package="rdflib", extra="rdf") from None
        self._rdflib = rdflib
        self.triples: Triples = rdflib.Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            self.triples.bind(prefix, namespace)
        self._iris: dict[str, URIRef] = {}
        self._concepts: set[URIRef] = set()
        self._nodes = {node.id: node for node in flat.nodes}
        language = flat.attributes.get("language")
        with dates_in(language if isinstance(language, str) else None):
            self._add_dossier(flat)
            for node in flat.nodes:
                self._add_node(node)
            for edge in flat.edges:
                self._add_link(edge)

    # -- terms ----------------------------------------------------------------------------------

    def _iri(self, name: str) -> "URIRef":
        """The IRI of a prefixed name."""
        if name not in self._iris:
            prefix, _, local = name.partition(":")
            self._iris[name] = self._rdflib.URIRef(PREFIXES[prefix] + local)
        return self._iris[name]

    def _named(self, prefix: str, name: str) -> "URIRef":
        """The IRI for a name from the dossier, which may contain any character."""
        return self._iri(f"{prefix}:{quote(name, safe='')}")

    def _add(self, subject: "URIRef", predicate: str, *objects: "Node") -> None:
        for one in objects:
            self.triples.add((subject, self._iri(predicate), one))

    def _add_types(self, subject: "URIRef", *names: str) -> None:
        self._add(subject, "rdf:type", *map(self._iri, names))

    def _literal(self, value: Scalar, datatype: str | None = None) -> "Node":
        if isinstance(value, float):  # of a double, rdflib writes seven digits
            value, datatype = format(Decimal(repr(value)), "f"), "xsd:decimal"
        return self._rdflib.Literal(value, datatype=self._iri(datatype) if datatype else None)

    def _texts(self, text: Text | None) -> list["Node"]:
        texts = text.texts if text else {}
        return [self._rdflib.Literal(wording, lang=tag or None) for tag, wording in texts.items()]

    def _date(self, text: str) -> "Node":
        return self._literal(_edtf(text), "edtf:EDTF")

    def _word(self, word: Word) -> "URIRef":
        """The concept for a word of the vocabulary, added with its labels when first used."""
        concept = self._named("word", f"{type(word).__name__}.{word.value}")
        if concept not in self._concepts:
            self._concepts.add(concept)
            labels = [self._rdflib.Literal(word.label(lang), lang=lang) for lang in LANGUAGES]
            self._add_types(concept, "skos:Concept")
            self._add(concept, "skos:notation", self._literal(word.value))
            self._add(concept, "skos:prefLabel", *labels)
        return concept

    # -- the dossier and its sources ------------------------------------------------------------

    def _add_dossier(self, flat: FlatGraph) -> None:
        dossier = self._rdflib.URIRef(f"{BASE}dossier")
        self._add_types(dossier, "dcat:Dataset")
        for name, value in flat.attributes.items():
            if name == "sources" and (sources := _parsed(value, Source)):
                for source in sources:
                    self._add_source(source)
                continue
            self._add_attribute(dossier, name, value, GRAPH_ATTRIBUTES, None, "dcterms:title")

    def _add_source(self, source: Source) -> None:
        subject = self._named("source", source.id)
        self._add_types(subject, "dcterms:BibliographicResource")
        self._add(subject, "dcterms:title", *self._texts(source.title))
        self._add(subject, "dc:creator", *self._texts(source.author))
        self._add(subject, "rdfs:comment", *self._texts(source.note))
        if source.date:
            self._add(subject, "dcterms:date", self._date(source.date.text))
        for term in ("dc:language", "term:url", "term:sha256"):
            if value := getattr(source, term.partition(":")[2]):
                self._add(subject, term, self._literal(value))
        if source.url and _LINK.fullmatch(source.url):
            self._add(subject, "rdfs:seeAlso", self._rdflib.URIRef(source.url))

    # -- items ----------------------------------------------------------------------------------

    def _add_node(self, node: FlatNode) -> None:
        subject = self._named("item", node.id)
        self._add_types(subject, f"term:{node.record.value.title()}", *CLASSES[node.record])
        if node.record is RecordKind.ACTIVITY and _is_achieved(node):
            self._add_types(subject, "prov:Activity")
        self._add(subject, "dcterms:identifier", self._literal(node.id))
        is_institution = node.record is RecordKind.INSTITUTION
        title = "skos:prefLabel" if is_institution else "dcterms:title"
        for name, value in node.attributes.items():
            self._add_attribute(subject, name, value, NODE_ATTRIBUTES, node.record, title)
        self._add_evidence(subject, node.attributes)
        if is_institution:
            aliases = str(node.attributes.get("aliases", "")).split(SEPARATOR)
            names = [str(node.attributes.get("acronym", "")), *aliases]
            self._add(subject, "skos:altLabel", *(self._literal(name) for name in names if name))
        for name, term in DATES.items():
            if _is_day(value := _edtf(str(node.attributes.get(name, "")))):
                self._add(subject, term, self._literal(value, "xsd:date"))
        if not is_institution:
            self._add_date_and_status(subject, node)

    def _add_date_and_status(self, subject: "URIRef", node: FlatNode) -> None:
        if node.record is RecordKind.ACTIVITY and "when" in node.attributes:
            self._add(subject, "dcterms:date", self._date(str(node.attributes["when"])))
        is_certain = node.attributes.get("status_certainty") != Certainty.POSSIBLE
        if node.record is RecordKind.AGREEMENT and "status" in node.attributes and is_certain:
            in_force = node.attributes["status"] in _IN_FORCE
            term = "eli:InForce-inForce" if in_force else "eli:InForce-notInForce"
            self._add(subject, "eli:in_force", self._iri(term))

    def _add_attribute(
        self,
        subject: "URIRef",
        name: str,
        value: Scalar,
        schema: Mapping[str, Attribute],
        record: RecordKind | None,
        title: str,
    ) -> None:
        """Add one attribute, under a term of our own unless an established one says the same."""
        if name == "evidence":
            return
        if name == "title":
            self._add(subject, "rdfs:label", self._literal(value))
        elif tagged := _TAG.fullmatch(name):
            self._add(subject, title, self._rdflib.Literal(value, lang=tagged[1]))
        else:
            words = (schema[name].words or {}) if name in schema else {}
            kind = words.get(None) or words.get(record)
            if kind and value in set(kind):
                written: Node = self._word(kind(value))
            elif _is_date(name, schema):
                written = self._date(str(value))
            else:
                written = self._literal(value)
            self._add(subject, f"term:{quote(name, safe='')}", written)

    # -- links ----------------------------------------------------------------------------------

    def _add_link(self, edge: FlatEdge) -> None:
        link = self._named("tie", edge.id)
        ends = [self._named("item", end) for end in (edge.dependent, edge.depends_on)]
        predicate = f"term:{edge.relation.value}"
        self._add_types(link, "rdf:Statement")
        self._add(link, "rdf:subject", ends[0])
        self._add(link, "rdf:predicate", self._iri(predicate))
        self._add(link, "rdf:object", ends[1])
        for name, value in edge.attributes.items():
            self._add_attribute(link, name, value, EDGE_ATTRIBUTES, None, "dcterms:title")
        self._add_evidence(link, edge.attributes)
        if edge.strength is Strength.BINDING:
            self._add(ends[0], predicate, ends[1])
            self._add_plain_triple(edge, *ends)
            if edge.relation.involves:
                self._add_participation(link, edge, *ends)

    def _add_plain_triple(self, edge: FlatEdge, dependent: "URIRef", depends_on: "URIRef") -> None:
        term = edge.relation.term
        dependent_node, other_node = self._nodes[edge.dependent], self._nodes[edge.depends_on]
        if term is None or (term.once_achieved and not _is_achieved(dependent_node)):
            return
        if _UNTIL in edge.attributes:  # the term would say that it is so now
            return
        are_agreements = {dependent_node.record, other_node.record} == {RecordKind.AGREEMENT}
        self._add(dependent, (are_agreements and term.legal) or term.name, depends_on)

    def _add_participation(
        self, link: "URIRef", edge: FlatEdge, institution: "URIRef", item: "URIRef"
    ) -> None:
        """Add who concluded what is signed, or took part in what has begun: PROV has no future.

        Who refused or withdrew concluded it only if a date says so.
        """
        role = edge.attributes.get("role")
        if not _is_achieved(self._nodes[edge.depends_on]) or role == Role.INVITED:
            return
        if not edge.relation.makes_party:
            short, term = "wasAssociatedWith", "Association"
        elif role in {None, Role.PARTY, Role.SIGNATORY} and not _stayed_out(edge):
            short, term = "wasAttributedTo", "Attribution"
        else:
            return
        self._add(item, f"prov:{short}", institution)
        self._add(item, f"prov:qualified{term}", link)
        self._add_types(link, f"prov:{term}")
        self._add(link, "prov:agent", institution)
        if role in set(Role):
            self._add(link, "prov:hadRole", self._word(Role(role)))

    # -- evidence -------------------------------------------------------------------------------

    def _add_evidence(self, subject: "URIRef", attributes: Attributes) -> None:
        if "evidence" not in attributes:
            return
        entries = _parsed(attributes["evidence"], Evidence)
        if not entries:
            self._add(subject, "term:evidence", self._literal(attributes["evidence"]))
        for number, entry in enumerate(entries):
            passage = self._rdflib.URIRef(f"{subject}#evidence-{number}")
            source = self._named("source", entry.source)
            self._add(subject, "term:evidence", passage)
            self._add(subject, "dcterms:source", source)
            self._add_types(passage, "oa:SpecificResource")
            self._add(passage, "oa:hasSource", source)
            self._add(passage, "term:reading", self._word(Reading(entry.reading)))
            self._add(passage, "term:locator", *self._texts(entry.locator))
            self._add(passage, "rdfs:comment", *self._texts(entry.note))
            if entry.span:
                start, end = map(self._literal, entry.span)
                selector = self._add_selector(passage, "position", "oa:TextPositionSelector")
                self._add(selector, "oa:start", start)
                self._add(selector, "oa:end", end)
            if entry.quote:
                selector = self._add_selector(passage, "quote", "oa:TextQuoteSelector")
                self._add(selector, "oa:exact", self._literal(entry.quote))

    def _add_selector(self, passage: "URIRef", suffix: str, kind: str) -> "URIRef":
        selector = self._rdflib.URIRef(f"{passage}-{suffix}")
        self._add(passage, "oa:hasSelector", selector)
        self._add_types(selector, kind)
        return selector


def _is_achieved(node: FlatNode) -> bool:
    return node.standing is Standing.ACHIEVED


def _stayed_out(edge: FlatEdge) -> bool:
    dates = edge.attributes.keys()
    return not dates.isdisjoint(_LEAVING) and dates.isdisjoint(_CONCLUDING)


def _is_date(name: str, schema: Mapping[str, Attribute]) -> bool:
    is_edtf = name in schema and schema[name].form is EDTF
    return is_edtf or name == "when" or name.startswith(("date_", "expected_"))


def _edtf(text: str) -> str:
    """The EDTF of a date in a graph, where people may write it otherwise; other text unchanged."""
    return date.text if (date := parsed(text)) else text


def _is_day(text: str) -> bool:
    date = parsed(text)
    return bool(date and date.earliest and text == date.earliest.isoformat())


def _parsed(text: Scalar, record: Any) -> list[Any]:
    """The records in a JSON list; none if the text is anything else."""
    try:
        entries: Iterable[Any] = json.loads(str(text))
        return [record.model_validate(entry) for entry in entries]
    except (ValueError, TypeError, RecursionError):
        return []
