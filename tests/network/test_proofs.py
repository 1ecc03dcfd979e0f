"""Proofs that a milestone cannot be reached, against all sets of elements."""

import itertools

from hypothesis import given

import coopgraph as cg
from coopgraph._base.budget import Budget
from coopgraph.network.fixpoints import views_of
from coopgraph.network.proofs import Block, _fixed, nearest_fixes, smallest_proof
from coopgraph.network.snapshot import network_of
from coopgraph.records.validation import dossier_from
from tests.questions.networks import given_many
from tests.questions.random_dossiers import dossiers_as_of

MOST = 11


def views(drawn):
    raw, as_of = drawn
    network = network_of(cg.build_graph(dossier_from(raw)), as_of)
    return views_of(network, network.facts)


def unreachable(view):
    return [m for m in view.network.milestones if not view.reach[m]]


def is_forbidden(view, element, others):
    """Whether an element cannot come without one of some others, whatever else comes."""
    network = view.network
    node = network.node_of(element)
    if node in view.ended or node in view.barred:
        return True
    for condition in view.binding(element):
        late = condition.late is not None and view.completion.binds(condition.late)
        can = sum(
            weight
            for member, weight, switch in condition.members
            if view.completion.counts(switch)
            and (view.holds[member] if late else member not in others)
            and (member not in network.acts or view.reach[member])
        )
        if can < condition.bound:
            return True
    return False


@given_many
@given(dossiers_as_of())
def test_every_proof_is_valid_and_needs_each_of_its_steps(drawn):
    for view in views(drawn):
        for goal in unreachable(view):
            steps = smallest_proof(view, goal, Budget()).steps
            elements = {step.element for step in steps}
            assert goal in elements
            assert all(is_forbidden(view, one, elements) for one in elements)
            used = {one for step in steps for one in step.lacking}
            assert elements <= used | {goal}
            assert used - set(view.network.acts) <= elements
            for step in steps:
                assert not any(view.reach[one] for one in step.lacking)
                assert step.block is not Block.EXCLUDED or step.by >= 0


@given_many
@given(dossiers_as_of())
def test_no_proof_is_smaller(drawn):
    for view in views(drawn):
        stuck = [e for e in range(view.network.size) if not view.reach[e]]
        stuck = [e for e in stuck if e not in view.network.acts and view.network.of[e]]
        if len(stuck) > MOST:
            continue
        for goal in unreachable(view):
            proof = smallest_proof(view, goal, Budget())
            assert proof.is_smallest
            rest = [one for one in stuck if one != goal]
            for size in range(len(proof.steps) - 1):
                for some in itertools.combinations(rest, size):
                    smaller = {goal, *some}
                    assert not all(is_forbidden(view, one, smaller) for one in smaller)


@given_many
@given(dossiers_as_of())
def test_the_nearest_change_opens_the_goal(drawn):
    for view in views(drawn):
        for goal in unreachable(view)[:3]:
            fixes = nearest_fixes(view, goal, Budget())
            assert fixes
            assert _fixed(view, fixes).reach[goal]
            for size in range(len(fixes)):
                for fewer in itertools.combinations(fixes, size):
                    assert not _fixed(view, fewer).reach[goal]


def test_what_can_be_reached_has_no_proof():
    graph = cg.build_graph(cg.example())
    network = network_of(graph)
    view, _ = views_of(network, network.facts)
    assert all(
        smallest_proof(view, m, Budget()) is None for m in network.milestones if view.reach[m]
    )
