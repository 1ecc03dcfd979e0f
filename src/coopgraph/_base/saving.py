"""Safe saving: every file is written here, completely or not at all.

New files are written to a hidden staging folder beside their targets, then moved. A single file takes
one move. Before the first of several is moved, a manifest in the staging folder records that all are
written. From then on the save counts as done: if this process is interrupted, the next one that
saves or reads there finishes the moves. An earlier interruption leaves the old files, and the next
save removes the remains.
"""

import contextlib
import errno
import json
import os
import secrets
import socket
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopgraph._base.unfinished import (
    MANIFEST,
    NEW,
    OLD,
    PREFIX,
    SUFFIX,
    clean_up,
    discard,
    fingerprint,
    locked,
    move_files,
    sync,
)

__all__ = ["has_bytes", "is_stream", "save", "save_folder", "save_together"]


@dataclass(frozen=True, slots=True)
class _File:
    """The bytes of a file, its path as the caller gave it, and that path without links."""

    asked: Path
    target: Path
    data: bytes


def save(path: str | Path, data: bytes) -> None:
    """Write a file atomically: a reader sees the old file or the new one.

    A device, pipe or socket is written to, never replaced; a link stays a link.

    Raises
    ------
    OSError
        When the folder is missing, full or not writable, or the file is read-only; the error names
        the path, and an older file stays as it is.
    """
    save_together({Path(path): data})


def save_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files to a folder, which is created if necessary: all of them, or none.

    Raises
    ------
    OSError
        As :func:`save_together`, or when the path is a file.
    """
    if path.exists() and not path.is_dir():
        raise _error(errno.ENOTDIR, path)
    is_new = not path.exists()
    if is_new:
        path.mkdir()
    try:
        save_together({path / name: data for name, data in files.items()})
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


def save_together(files: Mapping[Path, bytes]) -> None:
    """Write several files of one folder: all of them, or none.

    Raises
    ------
    OSError
        As :func:`save`, or when two paths are the same file, or a link leads to another folder.
    UnfinishedSaveError
        When an earlier save of these files was interrupted and cannot be finished.
    """
    streams = [path for path in files if is_stream(path)]
    found = [_File(path, _target(path), files[path]) for path in files if path not in streams]
    if len({file.target for file in found}) < len(found):
        raise _error(errno.EEXIST, found[-1].asked)
    for file in found:
        if file.target.parent != found[0].target.parent:
            raise _error(errno.EXDEV, file.asked)
    if found:
        _save_in(found[0].target.parent, found)
    for path in streams:  # last, since sending cannot be undone
        try:
            _send(path, files[path])
        except OSError as error:
            raise _error(error.errno, path) from error


def has_bytes(path: Path, data: bytes) -> bool:
    """Whether a file already has exactly these bytes."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def is_stream(path: Path) -> bool:
    """Whether a path is a device, a pipe or a socket."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _send(path: Path, data: bytes) -> None:
    if path.is_socket():
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(data)
        return
    with path.open("wb") as stream:
        stream.write(data)


def _target(path: Path) -> Path:
    """The path without links, so that a link stays a link; checked for writing."""
    target = Path(os.path.realpath(path))  # unlike Path.resolve the same in all versions of Python
    if target.is_symlink():  # a circle of links
        raise _error(errno.ELOOP, path)
    if target.is_dir():
        raise _error(errno.EISDIR, path)
    if not target.parent.is_dir():
        raise _error(errno.ENOENT, path.parent)
    if target.exists() and not os.access(target, os.W_OK):
        raise _error(errno.EACCES, path)
    return target


def _error(number: int | None, path: Path) -> OSError:
    number = number or errno.EIO
    return OSError(number, os.strerror(number), str(path))


# -- the save -------------------------------------------------------------------------------------


def _save_in(folder: Path, files: Sequence[_File]) -> None:
    names = [file.target.name for file in files]
    with _naming(files), locked(folder) as is_locked:
        if is_locked:
            clean_up(folder, names)
        staging = folder / f"{PREFIX}{secrets.token_hex(4)}{SUFFIX}"
        staging.mkdir()
        try:
            for part in (NEW, OLD):
                (staging / part).mkdir()
            for file in files:
                old = file.target.stat().st_mode if file.target.exists() else None
                _write(staging / NEW / file.target.name, file.data, old)
            sync(staging / NEW)
            _swap(staging, names)
        finally:
            discard(staging)


@contextlib.contextmanager
def _naming(files: Sequence[_File]) -> Iterator[None]:
    """In errors, name the file that the caller asked for, not the one in the staging folder."""
    asked = {file.target.name: file.asked for file in files}
    try:
        yield
    except OSError as error:
        name = Path(os.fsdecode(error.filename or "")).name
        raise _error(error.errno, asked.get(name, files[0].asked)) from error


def _write(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a new file with these bytes and permissions, and flush it to disk."""
    try:
        with path.open("xb") as file:
            if mode is not None:
                path.chmod(mode & 0o777)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:  # on a full disk it names no file
        raise _error(error.errno, path) from error


def _swap(staging: Path, names: Sequence[str]) -> None:
    """Move the new files to their targets: all, or after an error none."""
    folder = staging.parent
    if len(names) == 1:
        (staging / NEW / names[0]).replace(folder / names[0])
        sync(folder)
        return
    draft = staging / f"{MANIFEST}.part"
    _write(draft, json.dumps({name: fingerprint(folder / name) for name in names}).encode())
    try:
        draft.replace(staging / MANIFEST)
        sync(staging)
        move_files(staging, names)
        (staging / MANIFEST).unlink()
    except BaseException:
        # If this fails too, the manifest stays, and the next process finishes the moves.
        with contextlib.suppress(OSError):
            _move_back(staging, names)
        raise


def _move_back(staging: Path, names: Sequence[str]) -> None:
    folder = staging.parent
    for name in names:
        if not (staging / NEW / name).exists():
            (folder / name).replace(staging / NEW / name)
    for name in names:
        if (staging / OLD / name).exists():
            (staging / OLD / name).replace(folder / name)
    sync(folder)
    (staging / MANIFEST).unlink(missing_ok=True)
