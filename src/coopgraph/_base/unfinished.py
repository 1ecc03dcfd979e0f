"""What an interrupted save leaves behind, how it is recognised and finished.

A save writes the new files in a hidden folder first. Killed before there is a manifest in that
folder, it never was, and the next save removes what is left of it. Killed later, whoever saves or
reads there next finishes it. Nothing found is trusted: the folder may come from anybody.
"""

import contextlib
import errno
import json
import os
import shutil
import stat
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from coopgraph._base.errors import UnfinishedSaveError

__all__ = [
    "MANIFEST",
    "NEW",
    "OLD",
    "PREFIX",
    "SUFFIX",
    "alone",
    "drop",
    "flush",
    "identity",
    "move",
    "settle",
    "sweep",
]

#: How the hidden folder is called; in it are the new files, the old ones, and the manifest.
PREFIX, SUFFIX = ".coopgraph-", ".saving"
NEW, OLD, MANIFEST = "new", "old", "manifest.json"
_MANIFEST_LIMIT: Final = 1_000_000

#: How long to wait for another process that saves in the same folder, in seconds.
_PATIENCE: Final = 60

#: What a manifest says: of each new file the size and time of the old one, if there is one.
Identity = list[int] | None
Manifest = Mapping[str, Identity]


def settle(path: Path) -> None:
    """Finish the save that was interrupted in a folder, or that a file is part of.

    Whoever reads calls it first.

    Raises
    ------
    UnfinishedSaveError
        When it cannot be finished: on a read-only disk, or since a file was changed meanwhile.
    """
    try:
        path = path.resolve()
        folder = path if path.is_dir() else path.parent
        if not any(_manifest(staging) is not None for staging in _stagings(folder)):
            return
    except (OSError, RuntimeError, ValueError):
        return  # whoever opens it says what is wrong
    with alone(folder) as is_alone:
        for staging in _stagings(folder):
            pending = _manifest(staging)
            if pending is not None and (folder == path or path.name in pending):
                _finish(staging, pending, is_alone=is_alone)


def sweep(folder: Path, names: Collection[str]) -> None:
    """Finish what others left half done in a folder, and remove what is left of the rest."""
    for staging in _stagings(folder):
        pending = _manifest(staging)
        if pending is None:
            if _is_mine(staging):
                drop(staging)
            continue
        try:
            _finish(staging, pending, is_alone=True)
        except UnfinishedSaveError:
            if pending.keys() & set(names):
                raise


def _finish(staging: Path, pending: Manifest, *, is_alone: bool) -> None:
    folder = staging.parent
    try:
        _check(staging, pending, is_alone=is_alone)
        move(staging, pending.keys())
        (staging / MANIFEST).unlink()
    except OSError as error:
        reason = f"{error.strerror}: {error.filename}"
        raise UnfinishedSaveError(
            "save-unfinished", folder=folder, staging=staging, reason=reason
        ) from error
    drop(staging)


def _check(staging: Path, pending: Manifest, *, is_alone: bool) -> None:
    """Refuse to finish what another may be busy with, and to replace what was changed since."""
    number, about = 0, staging.parent
    if not is_alone or not _is_mine(staging):
        number = errno.EPERM
    for name, old in pending.items():
        path = staging.parent / name
        if (staging / NEW / name).exists() and identity(path) not in (None, old):
            number, about = errno.EEXIST, path
    if number:
        raise OSError(number, os.strerror(number), str(about))


def _stagings(folder: Path) -> list[Path]:
    """The hidden folders of saves under way, or interrupted, in a folder."""
    with os.scandir(folder) as entries:
        found = [
            Path(entry.path)
            for entry in entries
            if entry.name.startswith(PREFIX)
            and entry.name.endswith(SUFFIX)
            and entry.is_dir(follow_symlinks=False)
        ]
    return sorted(found)


def _manifest(staging: Path) -> Manifest | None:
    """What a hidden folder's manifest says: a folder may come from anybody, so trust no word.

    Names must be bare and the folders no links, so that nothing outside is ever moved.
    """
    path = staging / MANIFEST
    try:
        if any(not stat.S_ISDIR((staging / part).lstat().st_mode) for part in (NEW, OLD)):
            return None
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MANIFEST_LIMIT:
            return None
        said: Any = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    return said if all(Path(name).name == name not in {"", ".."} for name in said) else None


def identity(path: Path) -> Identity:
    """The size and time of a file, which show whether it was changed; none if it is not there."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    return [found.st_size, found.st_mtime_ns]


def _is_mine(staging: Path) -> bool:
    return not hasattr(os, "geteuid") or staging.lstat().st_uid == os.geteuid()


def move(staging: Path, names: Collection[str]) -> None:
    """The old files out, then the new ones in, so that nobody finds new beside old.

    Done twice, or the second half after the first was interrupted, it comes to the same.
    """
    folder = staging.parent
    for name in names:
        if (staging / NEW / name).exists() and (folder / name).exists():
            (folder / name).replace(staging / OLD / name)
    for name in names:
        if (staging / NEW / name).exists():
            (staging / NEW / name).replace(folder / name)
    flush(folder)


def drop(staging: Path) -> None:
    """Remove the hidden folder, unless its manifest says that there is something left to do."""
    if not (staging / MANIFEST).exists():
        shutil.rmtree(staging, ignore_errors=True)


def flush(folder: Path) -> None:
    """Put the names in a folder safely on the disk, where the system does that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# -- one at a time ----------------------------------------------------------------------------------


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Keep others from saving in a folder meanwhile; whether its file system can do that.

    The system lets go when a process ends, however it ends: what lies there is then nobody's.
    """
    handle = None
    end = time.monotonic() + _PATIENCE
    while handle is None:
        try:
            handle = _hold(folder)
        except (BlockingIOError, FileExistsError):
            if time.monotonic() > end:
                raise
            time.sleep(0.01)
        except (ImportError, OSError):
            break
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":  # pragma: no cover - folders cannot be opened there

    def _hold(folder: Path) -> int:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY
        return os.open(folder / ".coopgraph.lock", flags)

else:

    def _hold(folder: Path) -> int:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle
