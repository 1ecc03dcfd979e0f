"""A save that is stopped anywhere leaves the old state or the new one, and the next save tidies up."""

import contextlib
import errno
import itertools
import json
import os
import pickle
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import coopgraph as cg
from coopgraph._base import saving, unfinished
from tests._base.writers import READABLE, STATES, WRITERS, Save, recorded
from tests.conftest import THOROUGH

# Where nobody waits: more kills, and a stop at every operation even of large saves.
KILLS = 200 if THOROUGH else 10

PAIR = Save(
    "save_together",
    {"nodes": b"old nodes", "edges": b"old edges"},
    {"nodes": b"new nodes.", "edges": b"new edges."},
)
OPERATIONS = ("open", "mkdir", "replace", "unlink", "rmdir", "chmod", "fsync")


class Stopped(BaseException):
    """The process ends here."""


class Stop:
    """Stops at the n-th operation on files: it fails once, or it and all after it, as on a kill."""

    def __init__(self, patch, at, *, for_good):
        self.at, self.for_good, self.count = at, for_good, 0
        for name in OPERATIONS:
            patch.setattr(os, name, self._guarded(getattr(os, name)))
        patch.setattr(os, "fsync", self._guarded(lambda _: None))  # slow, and not what is tested
        opened, stop = Path.open, self

        def opening(path, mode="r", *rest, **options):
            if mode == "rb":
                return opened(path, mode, *rest, **options)
            stop.step()
            file = opened(path, mode, *rest, buffering=0, **options)
            return HalfWritten(file, stop)

        patch.setattr(Path, "open", opening)

    def _guarded(self, operation):
        def guarded(*words, **options):
            self.step()
            return operation(*words, **options)

        return guarded

    @property
    def happened(self):
        return self.count > self.at

    def step(self):
        self.count += 1
        if self.for_good and self.happened:
            raise Stopped
        if self.count == self.at + 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class HalfWritten:
    """A file of which only half is written when the writing is stopped."""

    def __init__(self, file, stop):
        self.file, self.stop = file, stop

    def write(self, data):
        half = len(data) // 2
        self.file.write(data[:half])
        self.stop.step()
        self.file.write(data[half:])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def __getattr__(self, name):
        return getattr(self.file, name)


def ends_at(n, step):
    """Whether a process that takes a step comes to its end at the n-th operation of it."""
    with pytest.MonkeyPatch.context() as patch:
        stop = Stop(patch, n, for_good=True)
        with contextlib.suppress(Stopped):
            step()
    return stop.happened


def stops(save):
    """The numbers of the operations to stop a save at; it has fewer."""
    return range(0, 1000, 1 if THOROUGH or len(save.new) < 4 else 7)


def contents(folder):
    out = Path(folder) / "out"
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def started(folder, save, *, with_old):
    """A folder with a file of somebody else's in it, and, if asked, the old state."""
    out = folder / "out"
    out.mkdir(parents=True)
    if with_old:
        for name, data in save.old.items():
            (out / name).write_bytes(data)
    (out / "mine.txt").write_bytes(b"mine")
    old = dict(save.old) if with_old else {}
    return folder, {**old, "mine.txt": b"mine"}, {**old, **save.new, "mine.txt": b"mine"}


def assert_tidied(folder, save, new):
    save.run(folder, save.new)
    assert contents(folder) == new
    assert {path.name for path in (folder / "out").iterdir()} == new.keys()


@pytest.fixture(scope="session", params=WRITERS)
def saves(request, tmp_path_factory):
    """Every save that a writer makes."""
    return list(recorded(request.param, tmp_path_factory.mktemp("recorded")))


@pytest.mark.parametrize("with_old", [True, False])
def test_trouble_at_any_operation_leaves_all_as_it_was(tmp_path, saves, with_old):
    """And the error names a file that was asked for."""
    for k, save in enumerate(saves):
        for n in stops(save):
            folder, old, new = started(tmp_path / f"{k}-{n}", save, with_old=with_old)
            with pytest.MonkeyPatch.context() as patch:
                stop = Stop(patch, n, for_good=False)
                try:
                    save.run(folder, save.new)
                except OSError as error:
                    assert Path(error.filename).relative_to(folder / "out").name in save.new
                    assert contents(folder) == old
                else:
                    assert contents(folder) == new
            if not stop.happened:
                break
            assert_tidied(folder, save, new)
        assert n > 8


@pytest.mark.parametrize("with_old", [True, False])
def test_the_end_at_any_operation_leaves_the_old_state_or_the_new_one(tmp_path, saves, with_old):
    """Nor is ever a new file beside an old one, be it before anybody finishes the save."""
    for k, save in enumerate(saves):
        for n in stops(save):
            folder, old, new = started(tmp_path / f"{k}-{n}", save, with_old=with_old)
            if not ends_at(n, partial(save.run, folder, save.new)):
                break
            found = contents(folder).items()
            assert found <= old.items() or found <= new.items()
            unfinished.finish_interrupted(folder / "out")
            assert contents(folder) in (old, new)
            assert_tidied(folder, save, new)


def test_whoever_finishes_a_save_may_be_interrupted_too(tmp_path):
    for n, m in itertools.product(range(0, 45, 1 if THOROUGH else 4), range(0, 30, 2)):
        folder, old, new = started(tmp_path / f"{n}-{m}", PAIR, with_old=True)
        ends_at(n, partial(PAIR.run, folder, PAIR.new))
        ends_at(m, partial(unfinished.finish_interrupted, folder / "out"))
        unfinished.finish_interrupted(folder / "out")
        assert contents(folder) in (old, new)
        assert_tidied(folder, PAIR, new)


@pytest.mark.parametrize("name", READABLE)
def test_read_finds_the_old_dossier_or_the_new_one(tmp_path, name):
    """Or, where there was none, that there is none."""
    path = tmp_path / "dossiers" / f"net{READABLE[name]}"
    path.parent.mkdir()
    seen = []
    for n in range(0, 1000, 1 if THOROUGH or name not in {"tables", "xlsx"} else 5):
        cg.write(STATES[0], path, format=name)
        if not ends_at(n, partial(cg.write, STATES[1], path, format=name)):
            break
        seen.append(STATES.index(cg.read(path)))
    assert seen == sorted(seen)  # from some moment on it is saved
    assert set(seen) == {0, 1}
    assert [path.name for path in path.parent.iterdir()] == [path.name]


@pytest.fixture(scope="module")
def killer():
    """A process that is started once, and forks those that are killed."""
    words = [sys.executable, "-c", "from tests._base.killing import main; main()"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, cwd=Path(__file__).parents[2], text=True, **pipes) as process:
        yield process


def test_kills_at_random_moments_leave_the_old_state_or_the_new_one(tmp_path, saves, killer):
    (tmp_path / "saves").write_bytes(pickle.dumps(saves))
    killer.stdin.write(json.dumps([str(tmp_path / "saves"), KILLS, str(tmp_path)]) + "\n")
    killer.stdin.flush()
    assert killer.stdout.readline() == f"{KILLS * len(saves)} kills\n"


# -- what cannot be finished, and what is not ours --------------------------------------------------


def interrupted(folder, at):
    """The old state, and a save of the new one that ended at an operation."""
    started(folder, PAIR, with_old=True)
    assert ends_at(at, partial(PAIR.run, folder, PAIR.new))
    return folder / "out"


@pytest.fixture
def half_saved(tmp_path):
    """A folder in which a save ended after its manifest was there: with the first file away."""
    for at in range(100):
        out = interrupted(tmp_path / str(at), at)
        if not (out / "nodes").exists():
            return out
    raise AssertionError


def test_work_since_the_interruption_is_not_replaced(half_saved):
    """Reading says that a save was interrupted, and how to get at either state."""
    (half_saved / "nodes").write_bytes(b"typed in again")
    with pytest.raises(cg.UnfinishedSaveError) as caught:
        unfinished.finish_interrupted(half_saved)
    (staging,) = half_saved.glob(".coopgraph-*")
    assert f"{staging}/new" in str(caught.value)
    assert f"{staging}/old" in caught.value.describe("fr")
    assert (half_saved / "nodes").read_bytes() == b"typed in again"
    assert (staging / "new" / "nodes").read_bytes() == PAIR.new["nodes"]
    with pytest.raises(cg.UnfinishedSaveError):
        saving.save(half_saved / "nodes", b"more")
    saving.save(half_saved / "another", b"more")
    assert staging.exists()


def test_the_command_says_that_a_save_was_interrupted(half_saved, run):
    (half_saved / "nodes").write_bytes(b"typed in again")
    status, out, err = run("check", str(half_saved), "-l", "en")
    assert (status, out) == (3, "")
    assert "a save was interrupted" in err


def test_a_file_is_read_after_the_save_that_it_is_part_of_is_finished(half_saved):
    unfinished.finish_interrupted(half_saved / "nodes")
    assert (half_saved / "nodes").read_bytes() == PAIR.new["nodes"]
    assert (half_saved / "edges").read_bytes() == PAIR.new["edges"]


def test_another_file_of_the_folder_is_read_without_finishing_anything(half_saved):
    unfinished.finish_interrupted(half_saved / "mine.txt")
    assert not (half_saved / "nodes").exists()


def test_a_folder_of_another_person_is_not_finished(half_saved, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(cg.UnfinishedSaveError):
        unfinished.finish_interrupted(half_saved)
    saving.save(half_saved / "another", b"more")
    assert list(half_saved.glob(".coopgraph-*/new/nodes"))


def test_foreign_files_of_a_like_name_are_kept(tmp_path):
    kept = [".coopgraph-notes", ".coopgraph-x.part", "x.saving"]
    for name in kept:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(b"mine")
    (tmp_path / ".coopgraph-1.saving").write_bytes(b"a file")
    (tmp_path / ".coopgraph-2.saving").symlink_to(tmp_path / "x.saving")
    before = sorted(tmp_path.rglob("*"))
    saving.save(tmp_path / "a", b"a")
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "a"])


@pytest.mark.parametrize(
    "names", ['{"../secret": null}', '{"..": null}', '{"": null}', "[1]", "{", "[" * 9999]
)
def test_a_crafted_manifest_moves_nothing(tmp_path, names):
    """Whoever sends a folder must not move files of whoever reads it."""
    (tmp_path / "secret").write_bytes(b"secret")
    staging = tmp_path / "folder" / ".coopgraph-1.saving"
    for part in ("new", "old"):
        (staging / part).mkdir(parents=True)
    (staging / "secret").write_bytes(b"spoilt")
    (staging / "manifest.json").write_text(names, encoding="utf-8")
    unfinished.finish_interrupted(tmp_path / "folder")
    assert (tmp_path / "secret").read_bytes() == b"secret"
    assert (staging / "secret").exists()


def test_a_crafted_link_moves_nothing(tmp_path):
    home, folder = tmp_path / "home", tmp_path / "folder"
    home.mkdir()
    (home / "secret").write_bytes(b"secret")
    staging = folder / ".coopgraph-1.saving"
    (staging / "old").mkdir(parents=True)
    (staging / "new").symlink_to(home)
    (staging / "manifest.json").write_text('{"secret": null}', encoding="utf-8")
    unfinished.finish_interrupted(folder)
    saving.save(folder / "a", b"a")
    assert (home / "secret").read_bytes() == b"secret"
    assert not (folder / "secret").exists()


def test_a_folder_in_which_another_saves_is_waited_for(tmp_path, monkeypatch):
    """And what it has written so far is not taken for left behind."""
    monkeypatch.setattr(unfinished, "_TIMEOUT", 0.05)
    with unfinished.locked(tmp_path):
        (tmp_path / ".coopgraph-1.saving").mkdir()
        with pytest.raises(BlockingIOError) as caught:
            saving.save(tmp_path / "a", b"a")
        assert (tmp_path / ".coopgraph-1.saving").exists()
    assert caught.value.filename == str(tmp_path / "a")
    saving.save(tmp_path / "a", b"a")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_where_folders_cannot_be_held_nothing_is_taken_for_left_behind(half_saved, monkeypatch):
    def unable(_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(unfinished, "_lock", unable)
    saving.save(half_saved / "a", b"a")
    assert (half_saved / "a").read_bytes() == b"a"
    assert list(half_saved.glob(".coopgraph-*/new/nodes"))
    with pytest.raises(cg.UnfinishedSaveError):
        unfinished.finish_interrupted(half_saved)
