"""What is recorded about one item."""

import coopgraph as cg
from coopgraph.records.validation import dossier_from


def test_the_times_of_an_institution_and_of_its_memberships_are_told():
    link = {"to": "b", "dates": {"from": "1990", "until": "2001-05"}}
    bodies = [
        {"id": "a", "name": "A", "kind": "agency", "founded": "1989", "member_of": [link]},
        {"id": "b", "name": "B", "kind": "federation"},
    ]
    facts = cg.describe(cg.build_graph(dossier_from({"institutions": bodies})), "a", lang="en")
    told = {fact.about: fact.value for fact in facts}
    assert told["foundation"] == "1989"
    assert told["is a member of"] == "B (beginning 1990, end May 2001)"
