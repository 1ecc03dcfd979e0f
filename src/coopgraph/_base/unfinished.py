"""Finish or remove interrupted saves.

A save (see :mod:`coopgraph._base.saving`) interrupted before its staging folder has a manifest is
removed by the next save; interrupted later, it is finished by the next process that saves or reads
there. Nothing in a staging folder is trusted: it may come from anybody.
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
    "clean_up",
    "discard",
    "fingerprint",
    "finish_interrupted",
    "locked",
    "move_files",
    "sync",
]

#: The name of a staging folder; it contains the new files, the old ones, and the manifest.
PREFIX, SUFFIX = ".coopgraph-", ".saving"
NEW, OLD, MANIFEST = "new", "old", "manifest.json"
_MANIFEST_LIMIT: Final = 1_000_000

#: How many seconds to wait for another process that saves in the same folder.
_TIMEOUT: Final = 60

#: Size and modification time of a file, which show whether it was changed; ``None`` if missing.
Fingerprint = list[int] | None
#: By the name of each new file, the fingerprint of the old one.
Manifest = Mapping[str, Fingerprint]


def finish_interrupted(path: Path) -> None:
    """Finish the interrupted save of a folder or of a file: call it before reading.

    Raises
    ------
    UnfinishedSaveError
        When it cannot be finished: the disk is read-only, or a file was changed meanwhile.
    """
    try:
        path = path.resolve()
        folder = path if path.is_dir() else path.parent
        if not any(_manifest(staging) is not None for staging in _staging_folders(folder)):
            return
    except (OSError, RuntimeError, ValueError):
        return  # opening it will raise the error
    with locked(folder) as is_locked:
        for staging in _staging_folders(folder):
            pending = _manifest(staging)
            if pending is not None and (folder == path or path.name in pending):
                _finish(staging, pending, is_locked=is_locked)


def clean_up(folder: Path, names: Collection[str]) -> None:
    """Finish the interrupted saves of a folder that have a manifest, and remove the others."""
    for staging in _staging_folders(folder):
        pending = _manifest(staging)
        if pending is None:
            if _is_own(staging):
                discard(staging)
            continue
        try:
            _finish(staging, pending, is_locked=True)
        except UnfinishedSaveError:
            if pending.keys() & set(names):
                raise


def _finish(staging: Path, pending: Manifest, *, is_locked: bool) -> None:
    folder = staging.parent
    try:
        _check(staging, pending, is_locked=is_locked)
        move_files(staging, pending.keys())
        (staging / MANIFEST).unlink()
    except OSError as error:
        reason = f"{error.strerror}: {error.filename}"
        raise UnfinishedSaveError(
            "save-unfinished", folder=folder, staging=staging, reason=reason
        ) from error
    discard(staging)


def _check(staging: Path, pending: Manifest, *, is_locked: bool) -> None:
    """Raise if another process may be at work, or if a target was changed since."""
    number, about = 0, staging.parent
    if not is_locked or not _is_own(staging):
        number = errno.EPERM
    for name, old in pending.items():
        path = staging.parent / name
        if (staging / NEW / name).exists() and fingerprint(path) not in (None, old):
            number, about = errno.EEXIST, path
    if number:
        raise OSError(number, os.strerror(number), str(about))


def _staging_folders(folder: Path) -> list[Path]:
    """The staging folders in a folder: of saves that are running or were interrupted."""
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
    """The manifest of a staging folder; ``None`` if it is missing or invalid.

    Names must be bare and folders no links, so that nothing outside is ever moved.
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


def fingerprint(path: Path) -> Fingerprint:
    """The fingerprint of a regular file, or ``None`` if it does not exist."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    return [found.st_size, found.st_mtime_ns]


def _is_own(staging: Path) -> bool:
    return not hasattr(os, "geteuid") or staging.lstat().st_uid == os.geteuid()


def move_files(staging: Path, names: Collection[str]) -> None:
    """Move the old files out, then the new ones in, so that new never lie beside old.

    It can be repeated after an interruption at any point.
    """
    folder = staging.parent
    for name in names:
        if (staging / NEW / name).exists() and (folder / name).exists():
            (folder / name).replace(staging / OLD / name)
    for name in names:
        if (staging / NEW / name).exists():
            (staging / NEW / name).replace(folder / name)
    sync(folder)


def discard(staging: Path) -> None:
    """Remove a staging folder, unless it has a manifest and so is still to be finished."""
    if not (staging / MANIFEST).exists():
        shutil.rmtree(staging, ignore_errors=True)


def sync(folder: Path) -> None:
    """Flush the entries of a folder to disk, where the system supports it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# -- locking ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Lock a folder against other saves; yield whether its file system supports locks.

    The system releases the lock when the process ends, however it ends.
    """
    handle = None
    end = time.monotonic() + _TIMEOUT
    while handle is None:
        try:
            handle = _lock(folder)
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


if sys.platform == "win32":  # pragma: no cover - folders cannot be opened on Windows

    def _lock(folder: Path) -> int:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY
        return os.open(folder / ".coopgraph.lock", flags)

else:

    def _lock(folder: Path) -> int:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle
