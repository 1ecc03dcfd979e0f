"""Kill processes that save, at random moments, and look at what they leave."""

import itertools
import json
import os
import pickle
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from coopgraph._base import unfinished


def main():
    """Kill the saves of each line of input, which says: pickled saves, how often, folder."""
    for line in sys.stdin:
        pickled, kills, folder = json.loads(line)
        saves = pickle.loads(Path(pickled).read_bytes())  # noqa: S301 - written by the test itself
        for save in saves:
            _kill_often(save, kills, Path(tempfile.mkdtemp(dir=folder)))
        sys.stdout.write(f"{kills * len(saves)} kills\n")
        sys.stdout.flush()


def _kill_often(save, kills, folder):
    (folder / "out").mkdir()
    save.run(folder, save.old)
    took = -time.monotonic()
    for files in (save.new, save.old) * 3:
        save.run(folder, files)
    took += time.monotonic()
    for _ in range(kills):
        _kill(folder, save, random.uniform(0, took / 3))  # noqa: S311 - no secret
        _check(folder, save)
    save.run(folder, save.new)
    assert {path.name for path in (folder / "out").iterdir()} == save.new.keys()


def _kill(folder, save, after):
    read, write = os.pipe()
    process = os.fork()
    if not process:
        os.write(write, b"!")
        for files in itertools.cycle((save.new, save.old)):
            save.run(folder, files)
    os.read(read, 1)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(read)
    os.close(write)


def _check(folder, save):
    out = folder / "out"
    for _ in range(2):  # as it was left, and as a reader finds it
        found = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
        assert found.items() <= save.old.items() or found.items() <= save.new.items()
        unfinished.finish_interrupted(out)
    assert found in (save.old, save.new)
