"""The graph of the bundled dossier, built in several ways."""

import itertools
import json
import random

import pytest
from networkx.readwrite import json_graph

import coopgraph as cg
from coopgraph._base.budget import Budget
from coopgraph.records.validation import dossier_from


@pytest.fixture
def spent_after(monkeypatch):
    """Makes every budget spent once the clock has been looked at so many times."""

    def spend(looks):
        counted = itertools.count()
        monkeypatch.setattr(Budget, "is_spent", property(lambda _: next(counted) >= looks))

    return spend


def shuffled(value, rng):
    if isinstance(value, dict):
        return {key: shuffled(entry, rng) for key, entry in value.items()}
    if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        entries = [shuffled(entry, rng) for entry in value]
        rng.shuffle(entries)
        return entries
    return value


def with_records_shuffled(_folder):
    raw = cg.example().model_dump(mode="json", exclude_defaults=True)
    return cg.build_graph(dossier_from(shuffled(raw, random.Random(7))))  # noqa: S311


def read_back_from_json(folder):
    cg.write(cg.example(), folder / "a.json")
    return cg.build_graph(cg.read(folder / "a.json"))


def plain_networkx(_folder):
    data = json.dumps(json_graph.node_link_data(cg.build_graph(cg.example()), edges="edges"))
    return json_graph.node_link_graph(json.loads(data), edges="edges")


def as_built(_folder):
    return cg.build_graph(cg.example())


WAYS = [as_built, with_records_shuffled, read_back_from_json, plain_networkx]


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__)
def any_graph(request, tmp_path):
    return request.param(tmp_path)
