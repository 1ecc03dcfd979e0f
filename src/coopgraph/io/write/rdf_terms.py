"""The terms of RDF that need no decision: prefixes, classes of items, dates of items."""

from collections.abc import Mapping
from typing import Final

from coopgraph.words.vocabulary import RecordKind

__all__ = ["BASE", "CLASSES", "DATES", "PREFIXES"]

BASE: Final = "urn:x-coopgraph:"
#: The namespaces.
PREFIXES: Final[Mapping[str, str]] = {
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
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "source": f"{BASE}source:",
    "term": f"{BASE}term:",
    "tie": f"{BASE}tie:",
    "word": f"{BASE}word:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: The classes of items, beside those of our own.
CLASSES: Final[Mapping[RecordKind, tuple[str, ...]]] = {
    RecordKind.INSTITUTION: ("org:Organization",),
    RecordKind.AGREEMENT: ("eli:LegalResource",),
    RecordKind.PROVISION: ("eli:LegalResourceSubdivision",),
    RecordKind.ACTIVITY: (),
}
#: The terms for dates that are exact to the day, by attribute.
DATES: Final[Mapping[str, str]] = {
    "founded": "schema:foundingDate",
    "dissolved": "schema:dissolutionDate",
    "date_signed": "eli:date_document",
    "date_in_force": "eli:first_date_entry_in_force",
    "date_terminated": "eli:date_no_longer_in_force",
}
