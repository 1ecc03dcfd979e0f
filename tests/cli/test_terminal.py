"""The command in a process of its own: encodings, pipes, full disks."""

import os
import subprocess
import sys

import pytest


def command(*words, encoding="utf-8", **options):
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "coopgraph", *words],
        env=env,
        capture_output=True,
        check=False,
        **options,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_output_adapts_to_the_encoding_of_the_terminal(encoding):
    """Lines and arrows become ASCII, other characters question marks; nothing crashes."""
    done = command("dependents", "framework-convention", encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert ("─" in text) == (encoding == "utf-8")
    assert "----" in text or encoding == "utf-8"
    assert ("dépend" in text) == (encoding != "ascii")


def test_arabic_survives_a_western_terminal(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("institutions: [{id: a, name: المغرب, kind: state}]\n", encoding="utf-8")
    done = command("show", "-i", str(path), encoding="cp1252")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_pipe_is_not_an_error():
    pipe = f"{sys.executable} -m coopgraph show | head -1"
    done = subprocess.run(pipe, shell=True, capture_output=True, check=True)
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("words", ["show", "schema"])
def test_output_to_a_full_disk_is_a_file_error(words):
    done = subprocess.run(
        f"{sys.executable} -m coopgraph {words} > /dev/full",
        shell=True,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 3
    assert "stdout" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_stdout_it_ends_quietly():
    pipe = f"{sys.executable} -m coopgraph show >&-"
    done = subprocess.run(pipe, shell=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (3, b"")
