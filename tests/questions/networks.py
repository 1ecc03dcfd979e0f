"""Small networks, and what answers about them say, for the tests of several questions."""

from hypothesis import settings

import coopgraph as cg
from coopgraph.records.validation import dossier_from
from tests.conftest import THOROUGH

# The definitions are worth a long look where there is time for one.
given_many = settings(max_examples=1000 if THOROUGH else 100)


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


def reached(reach):
    """The steps and the certainty of every row, by id."""
    return {row.item.id: (row.steps, row.certainty.value) for row in reach}
