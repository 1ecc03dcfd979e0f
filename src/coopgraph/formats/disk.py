"""Bytes from and to the disk: whole, or not at all."""

import codecs
import contextlib
import errno
import os
import tempfile
from importlib import resources
from pathlib import Path

from coopgraph.errors import DossierError, Problem

__all__ = ["decoded", "packaged", "write_whole"]


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
    try:
        target = Path(path).resolve()  # so that a link stays a link
    except RuntimeError:  # links that lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(Path(path).parent))
    handle, name = tempfile.mkstemp(prefix=".coopgraph-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode_for(target))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _mode_for(target: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def packaged(*path: str) -> str:
    """The text of a file that comes with the package."""
    return resources.files("coopgraph").joinpath(*path).read_text("utf-8")
