"""Damaged files of every format: an error that says what is wrong, never a traceback or a hang."""

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.io.read.example import example_text
from coopgraph.io.write import csv, json, xlsx, yaml
from tests.io.mapping.test_mapping import STATES, TREATIES
from tests.io.read.test_iati import NEW, OLD

SMALL = cg.Dossier.model_validate(
    {
        "language": "fr",
        "sources": [{"id": "s", "title": {"fr": "Compte rendu", "ar": "تقرير"}}],
        "institutions": [
            {"id": "afd", "name": "AFD", "kind": "development_bank", "country": "FR"},
            {"id": "anru", "name": "ANRU", "kind": "agency", "part_of": "afd"},
        ],
        "agreements": [
            {
                "id": "loan",
                "name": "=Prêt; « cadre »",
                "kind": "specific",
                "dates": {"signed": "2019-05"},
                "parties": ["afd", {"institution": "anru", "modality": "possible"}],
                "requires": [{"any_of": ["visit"], "evidence": [{"source": "s", "span": [1, 5]}]}],
            }
        ],
        "activities": [{"id": "visit", "name": "V", "kind": "visit", "status": "planned"}],
    }
)

FILES = {
    "a.yaml": example_text("starter.fr.yaml").encode(),
    "b.yaml": yaml.dump(SMALL).encode(),
    "a.json": json.dump(SMALL).encode(),
    "a.xlsx": xlsx.dump(SMALL),
    "new.xml": NEW.encode(),
    "old.xml": OLD.encode(),
}
PIECES = [b"", b"\0", b"\xff", b'"', b"'", b"{", b"]", b"&", b"<", b"\n", b";", b":", b"- ", b"*a"]
PIECES += [b"9" * 400, b"[" * 300, b"\xef\xbb\xbf", b"\xed\xa0\x80", b"=", b"#REF!", b"]]>", b"!!"]


def damaged(data, chance):
    """The bytes with a few places cut, doubled, or replaced by what trips parsers up."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice([0, 1, 1, 2, 8, 60]))
        piece = chance.choice([*PIECES, data[at:end] * 2, bytes([chance.randrange(256)])])
        data = data[:at] + piece + data[end:]
    return data


def damaged_workbook(data, chance):
    """The workbook with one of its parts damaged, still packed as it should be."""
    packed = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    chosen = chance.choice(packed.namelist())
    with zipfile.ZipFile(stream, "w") as again:
        for name in packed.namelist():
            content = packed.read(name)
            again.writestr(name, damaged(content, chance) if name == chosen else content)
    return stream.getvalue()


def attempt(call, *args, **options):
    """Read: a dossier, or an error of ours."""
    try:
        return call(*args, **options)
    except cg.CoopGraphError as error:
        assert error.describe("fr")
        assert str(error)
        return None


def assert_read_and_salvaged_alike(path, **options):
    """What is read strictly is what is salvaged; and what is salvaged is sound."""
    dossier = attempt(cg.read, path, **options)
    saved = attempt(cg.salvage, path, **options)
    if dossier is not None:
        assert saved is not None
    if saved is not None:
        assert cg.check_graph(cg.build_graph(saved.dossier)) is None
        for tally in saved.tallies:
            assert tally.rows == tally.records + tally.merged + tally.rejected


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused(tmp_path_factory, name, seed):
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    path = tmp_path_factory.mktemp("fuzz") / name
    data = FILES[name]
    inside = name.endswith(".xlsx") and chance.random() < 0.8
    path.write_bytes(damaged_workbook(data, chance) if inside else damaged(data, chance))
    assert_read_and_salvaged_alike(path)


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_folder_of_tables_is_read_or_refused(tmp_path_factory, seed):
    chance = random.Random(seed)  # noqa: S311
    folder = tmp_path_factory.mktemp("fuzz")
    for name, data in csv.dump(SMALL).items():
        (folder / name).write_bytes(damaged(data, chance) if chance.random() < 0.3 else data)
    assert_read_and_salvaged_alike(folder)


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_damaged_tables_and_mappings_are_read_or_refused(tmp_path_factory, seed):
    chance = random.Random(seed)  # noqa: S311
    folder = tmp_path_factory.mktemp("fuzz")
    files = {
        "treaties.csv": TREATIES.encode(),
        "states.csv": b"state\nFRA\nMAR\nFRA\nSUN\n",
        "mapping.yaml": STATES.replace("states.csv.gz", "states.csv").encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(damaged(data, chance) if chance.random() < 0.5 else data)
    assert_read_and_salvaged_alike(folder, mapping=folder / "mapping.yaml")
