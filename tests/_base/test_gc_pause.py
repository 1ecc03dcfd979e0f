"""Putting off the collection of garbage changes when it is found, and nothing else."""

import gc
import weakref

import pytest

from coopgraph._base.gc_pause import gc_paused


@pytest.fixture(autouse=True)
def _on():
    gc.enable()
    yield
    gc.unfreeze()
    gc.enable()


def test_what_was_made_meanwhile_counts_as_old():
    """The next young objects do not make Python look through it."""
    with gc_paused():
        made = [[] for _ in range(10_000)]
    old = {id(one) for one in gc.get_objects(generation=2)}
    assert {id(one) for one in made} <= old


def test_garbage_made_meanwhile_is_found_later():
    class Knot:
        pass

    with gc_paused():
        knot = Knot()
        knot.itself = knot
        seen = weakref.ref(knot)
        del knot
    gc.collect()
    assert seen() is None


def test_what_others_have_frozen_stays_frozen():
    gc.freeze()
    frozen = gc.get_freeze_count()
    with gc_paused():
        pass
    assert gc.get_freeze_count() == frozen


def test_a_pause_in_which_little_was_made_does_not_count_what_is_frozen(monkeypatch):
    """Counting looks at every frozen object: with a million of them it takes longer than the rest."""
    monkeypatch.setattr(gc, "get_freeze_count", lambda: pytest.fail("counted"))
    gc.collect()
    with gc_paused():
        made = [[] for _ in range(1_000)]
    assert made


def test_one_inside_another_leaves_it_to_the_outer_one():
    with gc_paused():
        with gc_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
