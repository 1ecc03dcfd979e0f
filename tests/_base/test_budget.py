import pytest

from coopgraph._base.budget import Budget


def test_a_budget_is_spent_once_its_time_is_over():
    assert Budget(0).is_spent
    assert not Budget(1_000).is_spent
    assert not Budget(None).is_spent


def test_a_share_of_a_budget_ends_with_it_or_before():
    assert Budget(0).share(1).is_spent
    assert Budget(1_000).share(0).is_spent
    assert not Budget(1_000).share(1 / 2).is_spent
    assert not Budget(None).share(1 / 2).is_spent


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_a_budget_that_is_no_time_is_refused(seconds):
    with pytest.raises(ValueError, match="it has to be a number of seconds"):
        Budget(seconds)
