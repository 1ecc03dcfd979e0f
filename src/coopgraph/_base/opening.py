"""The one way in: every file is opened here, looked at once it is open, and read up to a limit.

Files come from others. A pipe would make the reader wait for ever, a device has no end, a link may
lead anywhere, and what was looked at under a name need not be what is opened under it later. So a
file is opened first, without waiting, and what was opened is looked at.
"""

import codecs
import contextlib
import errno
import math
import os
import re
import stat
from importlib import resources
from pathlib import Path
from typing import BinaryIO, Final

from coopgraph._base.errors import DossierError, Problem

__all__ = ["checked", "checked_database", "content", "decoded", "opened", "packaged", "too_large"]

_MEGA: Final = 1_000_000
_DIRECTLY: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
#: What SQLite and DuckDB append to the name of a file for the changes not yet in it.
_BESIDE: Final = ("-journal", "-shm", "-wal", ".wal")
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")
_MOSTLY: Final = 0.8


def opened(path: Path, limit: int | None = None, *, folder: Path | None = None) -> BinaryIO:
    """A regular file, open for reading.

    Parameters
    ----------
    path
        The file.
    limit
        The size in megabytes above which it is refused.
    folder
        A folder that neither the path nor a link on its way may leave; the path is relative to it.

    Raises
    ------
    DossierError
        When it is too large or outside the folder.
    OSError
        When there is no such file, or it is a folder, a pipe or a device.
    """
    target = _inside(folder, path) if folder else path
    path = folder / path if folder else path  # as messages call it
    try:
        file = open(target, "rb", opener=_open_directly)  # noqa: SIM115 - Path has no opener
    except ValueError:  # a name that no file can have
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    found = os.fstat(file.fileno())
    if stat.S_ISREG(found.st_mode) and (limit is None or found.st_size <= limit * _MEGA):
        return file
    file.close()
    if stat.S_ISREG(found.st_mode):
        raise too_large(path, found.st_size, limit or 0)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def content(path: Path, limit: int, *, folder: Path | None = None) -> bytes:
    """The bytes of a file, refused as :func:`opened` refuses, also where it grows meanwhile."""
    with opened(path, limit, folder=folder) as file:
        data = file.read(limit * _MEGA + 1)
    if len(data) > limit * _MEGA:
        raise too_large(path, len(data), limit)
    return data


def checked(path: Path, *, folder: Path | None = None) -> Path:
    """The absolute path of a file, links followed, for a library that opens its files itself."""
    opened(path, folder=folder).close()
    return Path(os.path.realpath(folder / path if folder else path))


def checked_database(path: Path) -> Path:
    """As :func:`checked`, with the files beside it that a database opens too."""
    place = checked(path)
    for ending in _BESIDE:
        beside = place.with_name(place.name + ending)
        if os.path.lexists(beside):
            checked(Path(beside.name), folder=place.parent)
    return place


def too_large(path: Path, size: int, limit: int) -> DossierError:
    """The error that a file has more megabytes than can be read in good time."""
    suffix = path.suffix.lower()
    is_yaml = suffix in {".yaml", ".yml"}
    name = "YAML" if is_yaml else suffix.lstrip(".").upper()
    values = {"size": math.ceil(size / _MEGA), "limit": limit, "format": name}
    problem = Problem("too-large-yaml" if is_yaml else "too-large", values=values)
    return DossierError([problem.at(str(path), None, None)])


def decoded(data: bytes, legacy: str | None = None) -> str:
    """The text of a file: UTF-8 with or without byte-order mark, or UTF-16 with one.

    Parameters
    ----------
    data
        The bytes of the file.
    legacy
        The encoding of what is none of these, unless most of its letters are UTF-8, which is rarely
        so by chance: then a byte is wrong.

    Raises
    ------
    DossierError
        When it is another encoding, with the line and column of the first byte that shows it.
    """
    is_wide = data.startswith(_UTF_16)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-16") if is_wide else body.decode()
    except UnicodeDecodeError as error:
        problem = _wrong_byte(body, 0 if is_wide else error.start)
    if legacy and not is_wide and not _is_mostly_utf_8(body):
        with contextlib.suppress(UnicodeDecodeError):
            return body.decode(legacy)
    raise DossierError([problem])


def packaged(*path: str) -> str:
    """The text of a file that comes with the package."""
    return resources.files("coopgraph").joinpath(*path).read_text("utf-8")


def _inside(folder: Path, path: Path) -> Path:
    """A path in a folder, links followed.

    Raises
    ------
    DossierError
        When it leads out of the folder.
    """
    with contextlib.suppress(ValueError):  # a name that no file can have
        target = Path(os.path.realpath(folder / path))
        if target.is_relative_to(os.path.realpath(folder)):
            return target
    problem = Problem("file-outside", values={"file": path})
    raise DossierError([problem.at(str(folder / path), None, None)])


def _open_directly(name: str, flags: int) -> int:
    return os.open(name, flags | _DIRECTLY)


def _wrong_byte(body: bytes, position: int) -> Problem:
    before = body[:position]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    values = {"byte": f"0x{body[position]:02x}"}
    return Problem("wrong-encoding", values=values, line=line, column=column)


def _is_mostly_utf_8(data: bytes) -> bool:
    whole = sum(len(found) for found in _MULTIBYTE.findall(data))
    return whole >= _MOSTLY * len(_BEYOND_ASCII.findall(data))
