"""Bytes from the disk."""

import codecs
import errno
import os
import stat
from importlib import resources
from pathlib import Path

from coopgraph.errors import DossierError, Problem

__all__ = ["decoded", "packaged", "size_of"]


def size_of(path: Path) -> int:
    """How many bytes a file holds.

    Raises
    ------
    OSError
        When there is no such file, or it is a device or a pipe, whose bytes might never end.
    """
    try:
        found = path.stat()
    except ValueError:  # a name that no file can have
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return found.st_size


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


def packaged(*path: str) -> str:
    """The text of a file that comes with the package."""
    return resources.files("coopgraph").joinpath(*path).read_text("utf-8")
