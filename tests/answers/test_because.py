"""Chains of reasons behave as tuples, whatever their length."""

import copy
import pickle

import pytest

import coopgraph as cg


def chain_of(n):
    agreements = [
        {
            "id": f"a{i}",
            "name": f"a{i}",
            "kind": "specific",
            "status": "envisaged",
            "requires": [f"a{i - 1}"] if i else [],
        }
        for i in range(n)
    ]
    return cg.build_graph(cg.Dossier.model_validate({"agreements": agreements}))


@pytest.fixture(scope="module")
def because():
    return cg.what_if(chain_of(5), fails="a0")["a4"].because


def test_a_chain_is_a_sequence(because):
    names = [link.missing.id for link in because]
    assert names == ["a3", "a2", "a1", "a0"]
    assert len(because) == 4
    assert because[0].missing.id == "a3"
    assert because[-1].missing.id == "a0"
    assert [link.missing.id for link in because[1:3]] == ["a2", "a1"]
    assert because[0] in because
    with pytest.raises(IndexError):
        because[4]


def test_a_chain_equals_the_tuple_of_its_links(because):
    assert because == tuple(because)
    assert because != tuple(because)[1:]
    assert because != "because"
    assert hash(because) == hash(tuple(because))
    assert repr(because) == repr(tuple(because))


def test_what_needs_nothing_has_an_empty_chain():
    empty = cg.what_if(chain_of(2), fails="a0")["a1"].because[1:]
    assert empty == ()


def test_long_chains_share_their_links():
    """Their links are as many as the items, not as the sum of their lengths."""
    impact = cg.what_if(chain_of(2_000), fails="a0")
    assert len(impact) == 1_999
    assert len(impact["a1999"].because) == 1_999
    assert len({id(link) for row in impact for link in row.because}) == 1_999


def test_a_long_chain_is_pickled_and_copied():
    row = cg.what_if(chain_of(2_000), fails="a0")["a1999"]
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 - our own
    assert copy.deepcopy(row) == row
