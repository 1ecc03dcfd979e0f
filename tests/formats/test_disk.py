import resource
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from coopgraph.formats import write_whole
from coopgraph.formats.disk import write_together


def test_a_new_file_has_the_usual_permissions(tmp_path):
    write_whole(tmp_path / "new", b"a")
    (tmp_path / "usual").write_bytes(b"a")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "usual")}
    assert len(modes) == 1


def test_an_old_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_missing_folder_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "no" / "file", b"a")
    assert not list(tmp_path.iterdir())


def run(code, **options):
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], **options)


def test_a_full_disk_leaves_the_old_file_whole(tmp_path):
    """The limit on a file's size stops the writing half-way, as a full disk does."""
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    code = f"""
        from coopgraph.formats import write_whole
        try:
            write_whole({str(path)!r}, b"n" * 100_000)
        except OSError as error:
            raise SystemExit(7)
    """
    assert run(code, preexec_fn=limited).wait() == 7
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_kill_in_the_middle_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    code = f"""
        import os, time
        from coopgraph.formats import write_whole
        os.fsync = lambda handle: (print("writing", flush=True), time.sleep(60))
        write_whole({str(path)!r}, b"n" * 100_000)
    """
    process = run(code, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert path.read_bytes() == b"old"


def test_a_reader_sees_the_old_or_the_new_file_never_a_part(tmp_path):
    path = tmp_path / "file"
    old, new = b"o" * 200_000, b"n" * 300_000
    path.write_bytes(old)
    code = f"""
        from coopgraph.formats import write_whole
        for n in range(100):
            write_whole({str(path)!r}, (b"o" * 200_000, b"n" * 300_000)[n % 2])
    """
    process = run(code)
    seen = set()
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        content = path.read_bytes()
        seen.add(content in {old, new})
    assert process.wait() == 0
    assert seen == {True}


# -- files that belong together ---------------------------------------------------------------------


@pytest.fixture
def pair(tmp_path):
    """Two old files."""
    for name in ("nodes", "edges"):
        (tmp_path / name).write_bytes(b"old")
    return {tmp_path / name: b"new" for name in ("nodes", "edges")}


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_that_belong_together_are_replaced_together(tmp_path, pair):
    write_together(pair)
    assert contents(tmp_path) == {"nodes": b"new", "edges": b"new"}


@pytest.mark.parametrize("old", [["nodes", "edges"], ["nodes"], ["edges"], []])
@pytest.mark.parametrize("step", range(6))
def test_trouble_at_any_step_leaves_all_as_it_was(tmp_path, monkeypatch, old, step):
    """Whichever move of a file fails, the old ones are back and nothing else is left."""
    for name in old:
        (tmp_path / name).write_bytes(b"old " + name.encode())
    before = contents(tmp_path)
    replace, count = Path.replace, iter(range(100))

    def failing(path, target):
        if next(count) == step:
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    try:
        write_together({tmp_path / name: b"new" for name in ("nodes", "edges")})
    except OSError:
        assert contents(tmp_path) == before
    else:
        assert contents(tmp_path) == {"nodes": b"new", "edges": b"new"}


def test_a_second_file_that_cannot_be_written_keeps_the_first_as_it_was(tmp_path, pair):
    (tmp_path / "edges").unlink()
    (tmp_path / "edges").mkdir()
    with pytest.raises(IsADirectoryError):
        write_together(pair)
    assert (tmp_path / "nodes").read_bytes() == b"old"


def test_two_names_of_one_file_are_refused(tmp_path, pair):
    (tmp_path / "edges").unlink()
    (tmp_path / "edges").symlink_to(tmp_path / "nodes")
    with pytest.raises(FileExistsError):
        write_together(pair)
    assert (tmp_path / "nodes").read_bytes() == b"old"


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("step", range(3))
def test_a_kill_leaves_no_new_file_beside_an_old_one(tmp_path, step):
    """At worst one is missing, which shows; its old text is still there under another name."""
    code = f"""
        import os, pathlib
        from coopgraph.formats.disk import write_together
        replace, count = pathlib.Path.replace, iter(range(100))
        def killed(path, target):
            if next(count) == {step}:
                os._exit(9)
            return replace(path, target)
        pathlib.Path.replace = killed
        folder = pathlib.Path({str(tmp_path)!r})
        write_together({{folder / "nodes": b"new", folder / "edges": b"new"}})
    """
    assert run(code).wait() == 9
    left = contents(tmp_path)
    seen = {left[name] for name in ("nodes", "edges") if name in left}
    assert len(seen) == 1
    assert b"old" in left.values()
