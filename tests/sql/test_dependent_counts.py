"""Counting the dependents of many items at once, compared with separate walks."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.sql import dependent_counts as module
from coopgraph.sql.dependent_counts import count_dependents

ITEMS = 9
LINKS = st.lists(st.tuples(*[st.integers(0, ITEMS - 1)] * 2), max_size=25)


def counted(links, roots, member):
    graph = nx.MultiDiGraph(links)
    graph.add_nodes_from(range(ITEMS))
    return [sum(member[one] for one in nx.ancestors(graph, root)) for root in roots]


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "not in order"])
@pytest.mark.parametrize("at_once", [1, 3, 1024])
@given(links=LINKS, roots=st.lists(st.integers(0, ITEMS - 1)), data=st.data())
def test_counts_equal_those_of_separate_walks(turned, at_once, links, roots, data):
    """For any block size, and if scipy numbers the components in another order."""
    from scipy.sparse import csgraph

    real = csgraph.connected_components

    def reversed_labels(*arguments, **options):
        count, labels = real(*arguments, **options)
        return count, count - 1 - labels

    some = np.array(data.draw(st.lists(st.booleans(), min_size=ITEMS, max_size=ITEMS)))
    every = np.ones(ITEMS, bool)
    ends = np.array(links, np.int64).reshape(-1, 2)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_ROOTS_AT_ONCE", "_LINKS_AT_ONCE", "_SETS_AT_ONCE"):
            patch.setattr(module, name, at_once)
        if turned:
            patch.setattr(csgraph, "connected_components", reversed_labels)
        counts = count_dependents(ends[:, 0], ends[:, 1], roots, [every, some])
    assert counts.tolist() == [counted(links, roots, every), counted(links, roots, some)]
