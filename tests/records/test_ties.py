"""Ties, and the evidence of records, stand where they say."""

import json

from hypothesis import example, given

from coopgraph.io.read.example import example_text
from coopgraph.records.base import Record
from coopgraph.records.evidence import evidence_in
from coopgraph.records.models import Evidence, Provision
from coopgraph.records.validation import dossier_from
from coopgraph.words.relations import Relation
from tests.strategies import dossiers

BUNDLED = json.loads(example_text("anru-visit-2019.json"))
WHOLES = {
    "institutions": [
        {"id": "a", "name": "A", "kind": "agency", "part_of": "b"},
        {"id": "b", "name": "B", "kind": "ministry"},
    ]
}


def at(dossier, place):
    for part in place:
        dossier = dossier[part] if isinstance(part, int) else getattr(dossier, part)
    return dossier


@example(BUNDLED)
@example(WHOLES)
@given(dossiers(conditions=True))
def test_the_place_of_a_tie_leads_to_the_id_that_it_names(raw):
    dossier = dossier_from(raw)
    for tie in dossier.ties():
        inward = tie.relation in {Relation.PARTY_TO, Relation.TAKES_PART_IN, Relation.PROVISION_OF}
        found = at(dossier, tie.place)
        named = found.id if isinstance(found, Provision) else found
        assert named == (tie.dependent if inward else tie.depends_on)


def below(value, place):
    """Every piece of evidence below a value, found by looking at everything."""
    if isinstance(value, Evidence):
        yield place, value
    elif isinstance(value, Record):
        for name, inner in value:
            if name != "provisions":
                yield from below(inner, (*place, name))
    elif isinstance(value, tuple):
        for n, entry in enumerate(value):
            yield from below(entry, (*place, n))


@example(BUNDLED)
@given(dossiers(conditions=True))
def test_all_evidence_of_an_item_is_found_with_its_place(raw):
    for item in dossier_from(raw).items():
        assert list(evidence_in(item, ("here",))) == list(below(item, ("here",)))
