"""Plans and blockers of larger dossiers than can be tried out, by a SAT solver."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from tests.questions.networks import agreements, given_many

solvers = pytest.importorskip("pysat.solvers", reason="python-sat is not installed")
hitman = pytest.importorskip("pysat.examples.hitman", reason="python-sat is not installed")


class Derivations:
    """Open agreements, each concluded in a round after what it requires, as clauses.

    A variable says that an agreement is chosen, others that it is there by each round. What waits
    for one another in a circle is never there.
    """

    def __init__(self, needs, goal):
        self.needs = needs
        self.number = {item: n for n, item in enumerate(needs, start=1)}
        self.rounds = len(needs)
        self.solver = solvers.Solver("cadical153")
        for item, requirements in needs.items():
            for n in range(1, self.rounds + 1):
                self._derive(item, requirements, n)
        self.solver.add_clause([self.there(goal, self.rounds)])

    def there(self, item, n):
        return self.number[item] + n * self.rounds

    def _derive(self, item, requirements, n):
        here = self.there(item, n)
        self.solver.add_clause([-here, self.number[item]])
        for alternatives, at_least in requirements:
            # At least so many: of any set that is one larger than those that may be missing, one.
            for some in itertools.combinations(alternatives, len(alternatives) - at_least + 1):
                before = [self.there(one, n - 1) for one in some] if n > 1 else []
                self.solver.add_clause([-here, *before])

    def minimal_plans(self):
        found = set()
        while self.solver.solve():
            true = set(self.solver.get_model())
            plan = {item for item, n in self.number.items() if n in true}
            for item in sorted(plan):
                if self._is_enough(plan - {item}):
                    plan.discard(item)
            found.add(frozenset(plan))
            self.solver.add_clause([-self.number[item] for item in plan])
        return found

    def _is_enough(self, plan):
        others = [-n for item, n in self.number.items() if item not in plan]
        return self.solver.solve(assumptions=others)


@st.composite
def requirements(draw):
    """What each of some agreements requires: mostly earlier ones, sometimes in a circle."""
    rng = random.Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311
    ids = [f"a{n:02}" for n in range(rng.randint(6, 14))]

    def one(n):
        others = ids[:n] if rng.random() < 0.85 else [i for i in ids if i != ids[n]]
        any_of = rng.sample(others, min(len(others), rng.choice([1, 2, 2, 3])))
        return sorted(any_of), rng.randint(1, min(2, len(any_of)))

    return {i: [one(n) for _ in range(rng.choice([0, 1, 1, 2]))] if n else [] for n, i in enumerate(ids)}  # fmt: skip


def graph_of(needs):
    return agreements(
        **{
            item: ("envisaged", [{"any_of": a, "at_least": count} for a, count in wanted])
            for item, wanted in needs.items()
        }
    )


@given_many
@given(requirements())
def test_plans_are_those_that_a_solver_finds(needs):
    graph = graph_of(needs)
    for goal in list(needs)[-2:]:
        plans = cg.unlock(graph, goal, limit=10_000)
        assert plans.complete
        assert {frozenset(plan.ids) for plan in plans} == Derivations(needs, goal).minimal_plans()


@given_many
@given(requirements())
def test_blockers_hit_every_plan_that_a_solver_finds(needs):
    goal, size = list(needs)[-1], 3
    plans = [sorted(plan - {goal}) for plan in Derivations(needs, goal).minimal_plans()]
    blockers = cg.blockers(graph_of(needs), goal, max_size=size)
    assert blockers.complete
    found = {frozenset(item.id for item in row.items) for row in blockers}
    if not plans or [] in plans:  # out of reach already, or nothing else is needed
        assert not found
        return
    with hitman.Hitman(bootstrap_with=plans, htype="sorted") as hitting:
        sets = itertools.takewhile(lambda one: len(one) <= size, hitting.enumerate())
        assert found == {frozenset(one) for one in sets}
