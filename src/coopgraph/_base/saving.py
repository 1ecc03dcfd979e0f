"""The one way out: bytes to files, whole or not at all.

New files are first written in a hidden folder beside their places, then moved there. One file
takes one move. Before the first of several is moved, a manifest in the hidden folder says that all
are written: from then on the save is done, and whoever saves or reads there next finishes the moves
if this process cannot. Before that it never was, and the next save removes what is left of it.
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
    alone,
    drop,
    flush,
    identity,
    move,
    sweep,
)

__all__ = ["holds", "is_stream", "save", "save_folder", "save_together"]


@dataclass(frozen=True, slots=True)
class _File:
    """Bytes for a file: as the caller named it, and where it is once links are followed."""

    asked: Path
    target: Path
    data: bytes


def save(path: str | Path, data: bytes) -> None:
    """Put the bytes at a path in one step: a reader sees the old file or the new one.

    A device, pipe or socket is written to, never replaced; a link stays a link.

    Raises
    ------
    OSError
        When the folder is missing, full or not writable, or the file is read-only; it names the
        path, and an older file is untouched.
    """
    save_together({Path(path): data})


def save_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Put files in a folder, which is made if need be: all of them, or none.

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
    """Put files of one folder that belong together at their paths: all of them, or none.

    Raises
    ------
    OSError
        As :func:`save`, or when two names are one file, or a link leads to another folder.
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
    for path in streams:  # last, since what is sent cannot be taken back
        try:
            _send(path, files[path])
        except OSError as error:
            raise _error(error.errno, path) from error


def holds(path: Path, data: bytes) -> bool:
    """Whether a file has exactly these bytes already."""
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
    """The file that a path names, links followed, so that a link stays a link."""
    target = Path(os.path.realpath(path))  # unlike Path.resolve the same in all versions of Python
    if target.is_symlink():  # links in a circle
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
    with _naming(files), alone(folder) as is_alone:
        if is_alone:
            sweep(folder, names)
        staging = folder / f"{PREFIX}{secrets.token_hex(4)}{SUFFIX}"
        staging.mkdir()
        try:
            for part in (NEW, OLD):
                (staging / part).mkdir()
            for file in files:
                old = file.target.stat().st_mode if file.target.exists() else None
                _write(staging / NEW / file.target.name, file.data, old)
            flush(staging / NEW)
            _swap(staging, names)
        finally:
            drop(staging)


@contextlib.contextmanager
def _naming(files: Sequence[_File]) -> Iterator[None]:
    """Name the file that was asked for in errors, in place of one in the hidden folder."""
    asked = {file.target.name: file.asked for file in files}
    try:
        yield
    except OSError as error:
        name = Path(os.fsdecode(error.filename or "")).name
        raise _error(error.errno, asked.get(name, files[0].asked)) from error


def _write(path: Path, data: bytes, mode: int | None = None) -> None:
    """A new file with these bytes and permissions, safely on the disk."""
    try:
        with path.open("xb") as file:
            if mode is not None:
                path.chmod(mode & 0o777)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:  # which names no file where the disk is full
        raise _error(error.errno, path) from error


def _swap(staging: Path, names: Sequence[str]) -> None:
    """Move the new files to their places: all, or after trouble none."""
    folder = staging.parent
    if len(names) == 1:
        (staging / NEW / names[0]).replace(folder / names[0])
        flush(folder)
        return
    draft = staging / f"{MANIFEST}.part"
    _write(draft, json.dumps({name: identity(folder / name) for name in names}).encode())
    try:
        draft.replace(staging / MANIFEST)
        flush(staging)
        move(staging, names)
        (staging / MANIFEST).unlink()
    except BaseException:
        # Should this fail too, the manifest stays, and the next save or reading finishes the moves.
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
    flush(folder)
    (staging / MANIFEST).unlink(missing_ok=True)
