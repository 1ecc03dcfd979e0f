"""Random single edits: each is found, and its reverse is its mirror image."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.answers.comparison import ChangeKind
from coopgraph.records.validation import dossier_from
from tests.conftest import THOROUGH
from tests.questions.edits import edit
from tests.questions.random_dossiers import raw_dossier
from tests.strategies import dossiers

ROUNDS = 2000 if THOROUGH else 200
BATCH = 100


def mirrored(kind):
    pairs = [("added", "removed"), ("slipped", "brought-forward"), ("more-precise", "less-precise")]
    there = dict(pairs)
    back = {other: one for one, other in pairs}
    return ChangeKind({**there, **back}.get(kind.value, kind.value))


def recorded(answer, *, reverse=False):
    """The recorded differences, or what they would be the other way round."""
    found = []
    for row in answer.to_records():
        kind = ChangeKind(row["change"])
        if kind.is_entailed:
            continue
        sides = [(row[name], row[f"evidence_{name}"]) for name in ("before", "after")]
        kind, sides = (mirrored(kind), sides[::-1]) if reverse else (kind, sides)
        found.append(
            repr((row["id"], row["field"], kind.value, row["certainty"], row["others"], sides))
        )
    return Counter(found)


def entailed(answer, *, reverse=False):
    good = {"concluded", "resumed", "freed", "gained", "unblocked"}
    return {
        (
            row.item.id,
            row.milestone,
            *((row.after, row.before) if reverse else (row.before, row.after)),
            (row.kind in good) is not reverse,
        )
        for row in answer.entailed
    }


def random_dossier(rng, seed):
    return dossier_from(
        raw_dossier(rng) | {"sources": [{"id": "s", "title": "S"}], "title": f"D{seed}"}
    )


@pytest.mark.parametrize("batch", range(ROUNDS // BATCH))
def test_every_edit_is_found_and_named_and_its_reverse_is_its_mirror_image(batch):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        rng = random.Random(seed)  # noqa: S311
        old = random_dossier(rng, seed)
        new, record, field = edit(rng, old)
        answer, back = cg.compare(old, new), cg.compare(new, old)
        named = {(row.item.id, row.field.partition(".")[0]) for row in answer.recorded}
        assert (record, field) in named, (seed, record, field, named)
        others = {row.item.id for row in answer.recorded} - {record}
        assert all(one.startswith(f"{record}-p") for one in others), seed  # its provisions
        assert recorded(answer) == recorded(back, reverse=True), seed
        assert entailed(answer) == entailed(back, reverse=True), seed
        graphs = cg.compare(cg.build_graph(old), cg.build_graph(new))
        assert graphs.entailed == answer.entailed, seed
        str(answer), str(graphs)


@given(dossiers(conditions=True), st.integers(0, 2**32 - 1))
def test_every_edit_of_any_dossier_is_found(raw, seed):
    old = dossier_from(raw)
    new, record, field = edit(random.Random(seed), old)  # noqa: S311
    answer = cg.compare(old, new)
    assert (record, field) in {
        (row.item.id, row.field.partition(".")[0]) for row in answer.recorded
    }
    assert recorded(answer) == recorded(cg.compare(new, old), reverse=True)
    answer.to_json(), str(answer)


@given(dossiers(conditions=True))
def test_nothing_differs_from_itself_in_any_order(raw):
    old = dossier_from(raw)
    for section in ("institutions", "agreements", "activities"):
        raw[section].reverse()
        for record in raw[section]:
            for value in record.values():
                if isinstance(value, list):
                    value.reverse()
    new = dossier_from(raw)
    assert not cg.compare(old, old).changes
    assert not cg.compare(old, new).changes
    graphs = cg.build_graph(old), cg.build_graph(new)
    assert {row.field for row in cg.compare(*graphs)} <= {"aliases", "topics", "places", "evidence"}
