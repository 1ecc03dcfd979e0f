"""Bytes to the disk: whole, or not at all."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["write_together", "write_whole"]


def write_whole(path: str | Path, data: bytes) -> None:
    """Put the bytes at a path in one step: a reader sees the old file or the new one.

    Raises
    ------
    OSError
        When the folder is missing, full or not writable; the old file is then untouched.
    """
    write_together({Path(path): data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Put files that belong together at their paths: all of them, or none.

    All are first written whole beside their places. No system moves several files in one step,
    so the old ones that come after the first are taken away before the first is replaced: if the
    machine stops in between, a file is missing, but never does a new one stand beside an old one.

    Raises
    ------
    OSError
        When a folder is missing, full or not writable; the old files are then untouched.
    """
    targets = {_target(path): data for path, data in files.items()}
    if len(targets) < len(files):  # two names of one file
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(list(files)[-1]))
    first, *others = targets
    parts: dict[Path, Path] = {}
    aside: dict[Path, Path] = {}
    try:
        for target, data in targets.items():
            parts[target] = _part(target, data)
        if others and first.exists():
            aside[first] = _part(first, first.read_bytes())
        for target in others:
            if target.exists():
                aside[target] = _taken_away(target)
        for target, part in parts.items():
            part.replace(target)
    except BaseException:
        _undo(parts, aside)
        raise
    for old in aside.values():
        _remove(old)


def _undo(parts: Mapping[Path, Path], aside: Mapping[Path, Path]) -> None:
    """Put the old files back; those without an old one go."""
    for target, part in parts.items():
        _remove(part if part.exists() or target in aside else target)
    for target, old in aside.items():
        with contextlib.suppress(OSError):
            old.replace(target)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _taken_away(target: Path) -> Path:
    old = _free_name(target)
    try:
        return target.replace(old)
    except BaseException:
        _remove(old)
        raise


def _target(path: Path) -> Path:
    """The file that a path names, links followed, so that a link stays a link."""
    try:
        target = path.resolve()
    except RuntimeError:  # links that lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    return target


def _part(target: Path, data: bytes) -> Path:
    """A new file beside the target, with these bytes safely on the disk."""
    part = _free_name(target)
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_for(target))
    except BaseException:
        _remove(part)
        raise
    return part


def _free_name(target: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=".coopgraph-", suffix=".part", dir=target.parent)
    os.close(handle)
    return Path(name)


def _mode_for(target: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
