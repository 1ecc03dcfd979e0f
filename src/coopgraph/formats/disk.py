"""Bytes from and to the disk: whole, or not at all."""

import codecs
import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from coopgraph.errors import DossierError, Problem

__all__ = ["decoded", "write_all", "write_whole"]


def decoded(data: bytes) -> str:
    """The text of a UTF-8 file, with or without byte-order mark.

    Raises
    ------
    DossierError
        When it is another encoding, with the line and column of the first byte that shows it.
    """
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        values = {"byte": f"0x{body[error.start]:02x}"}
        problem = Problem("wrong-encoding", values=values, line=line, column=column)
    raise DossierError([problem])


def write_whole(path: str | Path, data: bytes) -> None:
    """Put the bytes at a path in one step: a reader sees the old file or the new one.

    Raises
    ------
    OSError
        When the folder is missing, full or not writable; the old file is then untouched.
    """
    with _staged(path, data) as (part, target):
        part.replace(target)


def write_all(folder: str | Path, files: Mapping[str, bytes]) -> None:
    """Put several files into a folder, made if need be; none is replaced before all are written.

    Other files of the folder are left alone.

    Raises
    ------
    OSError
        When one cannot be written; all older files are then untouched.
    """
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:
        staged = [stack.enter_context(_staged(folder / name, data)) for name, data in files.items()]
        for part, target in staged:
            part.replace(target)


@contextlib.contextmanager
def _staged(path: str | Path, data: bytes) -> Iterator[tuple[Path, Path]]:
    """The data in a file beside the path, which is gone afterwards unless it was moved."""
    target = _target(path)
    handle, name = tempfile.mkstemp(prefix=".coopgraph-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_for(target))
        yield part, target
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _target(path: str | Path) -> Path:
    try:
        target = Path(path).resolve()  # so that a link stays a link
    except RuntimeError:  # links that lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(Path(path).parent))
    return target


def _mode_for(target: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
