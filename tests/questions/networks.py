"""Small networks, and what answers about them say, for the tests of several questions."""

from hypothesis import settings
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.conftest import THOROUGH
from tests.questions.oracle import Oracle
from tests.strategies import dossiers

small = dossiers(size=3)


# The definitions are worth a long look where there is time for one.
given_many = settings(max_examples=1000 if THOROUGH else 100)


def both(raw):
    dossier = dossier_from(raw)
    oracles = Oracle(dossier, strict=False), Oracle(dossier, strict=True)
    return cg.build_graph(dossier), *oracles


def agreements(**requires):
    return cg.build_graph(
        dossier_from(
            {
                "agreements": [
                    {"id": i, "name": i, "kind": "other", "status": status, "requires": needs}
                    for i, (status, needs) in requires.items()
                ]
            }
        )
    )


def gone_from(data, graph):
    things = sorted(graph)
    return set(data.draw(st.lists(st.sampled_from(things), max_size=2, unique=True)))


def reached(reach):
    """The steps and the certainty of every row, by id."""
    return {row.item.id: (row.steps, row.certainty.value) for row in reach}
