"""What saving one file, or several, does to what is there."""

import os
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
from pathlib import Path

import pytest

import coopgraph as cg
from coopgraph._base.saving import has_bytes, save, save_folder, save_together


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_has_the_usual_permissions(tmp_path):
    save(tmp_path / "new", b"a")
    (tmp_path / "usual").write_bytes(b"a")
    assert mode_of(tmp_path / "new") == mode_of(tmp_path / "usual")


def test_an_old_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    save(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert mode_of(target) == 0o640


def test_a_missing_folder_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        save(tmp_path / "no" / "file", b"a")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["folder", "circle"])
def test_what_is_no_file_is_refused_by_name(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(OSError, match=name) as caught:
        save(tmp_path / name, b"a")
    assert caught.value.filename == str(tmp_path / name)


def test_a_file_in_place_of_a_folder_is_refused_and_kept(tmp_path):
    (tmp_path / "net").write_bytes(b"mine")
    with pytest.raises(NotADirectoryError):
        cg.write(cg.Dossier(), tmp_path / "net")
    assert (tmp_path / "net").read_bytes() == b"mine"


def test_a_folder_that_could_not_be_filled_is_not_left_behind(tmp_path):
    with pytest.raises(OSError, match="x" * 300):
        save_folder(tmp_path / "net", {"a": b"a", "x" * 300: b"b"})
    assert not list(tmp_path.iterdir())


# -- devices, pipes and sockets ---------------------------------------------------------------------


def test_a_device_is_written_to_and_stays_one(run, tmp_path):
    """A node of its own, should it be replaced: the null device of the machine is at stake else."""
    null = tmp_path / "null.json"
    try:
        os.mknod(null, stat.S_IFCHR | 0o666, os.stat("/dev/null").st_rdev)  # noqa: PTH116
    except OSError:
        null.symlink_to("/dev/null")
    assert run("convert", __file__.replace("test_saving.py", "none.yaml"), null.name)[0] == 3
    cg.write(cg.example(), tmp_path / "a.yaml")
    assert run("convert", "a.yaml", null.name)[0] == 0
    assert stat.S_ISCHR(null.stat().st_mode)


def test_a_full_device_is_named(tmp_path):
    full = tmp_path / "full.json"
    full.symlink_to("/dev/full")
    with pytest.raises(OSError, match=r"full\.json") as caught:
        cg.write(cg.example(), full)
    assert caught.value.filename == str(full)


def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    pipe, read = tmp_path / "pipe.json", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    cg.write(cg.example(), pipe)
    reader.join()
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    (tmp_path / "read.json").write_bytes(read[0])
    assert cg.read(tmp_path / "read.json") == cg.example()


def test_a_socket_is_written_to_and_stays_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # addresses of sockets are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        server.listen()
        save("s", b"sent")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(100) == b"sent"
    assert stat.S_ISSOCK(Path("s").stat().st_mode)


def test_of_files_that_belong_together_one_may_be_a_pipe(tmp_path):
    pipe, read = tmp_path / "b.svg", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    save_together({tmp_path / "b.md": b"text", pipe: b"picture"})
    reader.join()
    assert read == [b"picture"]
    assert (tmp_path / "b.md").read_bytes() == b"text"


# -- trouble is about a file ------------------------------------------------------------------------


def small_files_only():
    """A limit on the size of files stops writing half-way, as a full disk does."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


def command(*words, **options):
    return subprocess.run(
        [sys.executable, "-B", "-m", "coopgraph", *words],
        capture_output=True,
        check=False,
        text=True,
        **options,
    )


def test_a_full_disk_is_about_the_file_that_did_not_fit(tmp_path):
    path = tmp_path / "dossier.yaml"
    path.write_bytes(b"old")
    done = command("new", str(path), "--force", "-l", "en", preexec_fn=small_files_only)
    assert done.returncode == 3
    assert done.stderr.startswith(f"{path}: cannot be read or written (File too large)")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def of_another():
    """A folder that everybody can look into."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become another")
@pytest.mark.parametrize(("of_folder", "of_file"), [(0o755, 0o666), (0o777, 0o444)])
def test_what_may_not_be_written_is_named_and_kept(of_another, of_folder, of_file):
    """Neither where the folder is closed, nor where the file alone is read-only."""
    path = of_another / "file"
    path.write_bytes(b"old")
    path.chmod(of_file)
    of_another.chmod(of_folder)
    code = """
        import os, sys
        from coopgraph._base.saving import save
        os.setuid(65534)
        try:
            save(sys.argv[1], b"new")
        except PermissionError as error:
            print(error.filename)
    """
    words = [sys.executable, "-c", textwrap.dedent(code), str(path)]
    assert subprocess.check_output(words, text=True) == f"{path}\n"
    assert path.read_bytes() == b"old"
    assert list(of_another.iterdir()) == [path]


# -- files that belong together ---------------------------------------------------------------------


def test_two_names_of_one_file_are_refused(tmp_path):
    (tmp_path / "nodes").write_bytes(b"old")
    (tmp_path / "edges").symlink_to(tmp_path / "nodes")
    with pytest.raises(FileExistsError):
        save_together({tmp_path / "nodes": b"new", tmp_path / "edges": b"new"})
    assert (tmp_path / "nodes").read_bytes() == b"old"


def test_a_link_out_of_the_folder_is_refused_since_no_move_is_in_two_folders(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "edges").write_bytes(b"old")
    (tmp_path / "edges").symlink_to(tmp_path / "far" / "edges")
    with pytest.raises(OSError, match="edges"):
        save_together({tmp_path / "nodes": b"new", tmp_path / "edges": b"new"})
    assert (tmp_path / "far" / "edges").read_bytes() == b"old"
    assert not (tmp_path / "nodes").exists()


def test_one_that_cannot_be_written_keeps_the_others_as_they_were(tmp_path):
    (tmp_path / "nodes").write_bytes(b"old")
    (tmp_path / "edges").mkdir()
    with pytest.raises(IsADirectoryError):
        save_together({tmp_path / "nodes": b"new", tmp_path / "edges": b"new"})
    assert (tmp_path / "nodes").read_bytes() == b"old"


def test_the_picture_beside_a_brief_is_replaced_only_where_that_is_said(tmp_path):
    brief = cg.brief(cg.build_graph(cg.example()), "AFD")
    brief.save(tmp_path / "b.md")
    brief.save(tmp_path / "b.md")  # its own picture, unchanged
    assert has_bytes(tmp_path / "b.svg", brief.picture)
    (tmp_path / "b.svg").write_bytes(b"mine")
    with pytest.raises(FileExistsError, match=r"b\.svg"):
        brief.save(tmp_path / "b.md")
    assert (tmp_path / "b.svg").read_bytes() == b"mine"
    brief.save(tmp_path / "b.md", force=True)
    assert has_bytes(tmp_path / "b.svg", brief.picture)
