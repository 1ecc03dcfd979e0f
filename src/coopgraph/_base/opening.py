"""Safe opening of files: every file is opened here, checked once it is open, and read to a limit.

Files come from others. A pipe would block the reader for ever, a device has no end, a link may lead
anywhere, and a file checked by name may be replaced before it is opened. So a file is opened first,
without blocking, and then checked.
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

__all__ = [
    "checked_database_path",
    "checked_path",
    "decode_text",
    "file_bytes",
    "open_regular",
    "read_packaged",
    "too_large_error",
]

_MEGA: Final = 1_000_000
_NON_BLOCKING: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
#: Suffixes of the files in which SQLite and DuckDB keep changes not yet in the database.
_JOURNALS: Final = ("-journal", "-shm", "-wal", ".wal")
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")
_MOSTLY: Final = 0.8


def open_regular(path: Path, limit: int | None = None, *, folder: Path | None = None) -> BinaryIO:
    """Open a regular file for reading.

    Parameters
    ----------
    path
        The file.
    limit
        The size in megabytes above which it is refused.
    folder
        A folder that the path, relative to it, may not leave, not even by a link.

    Raises
    ------
    DossierError
        When it is too large or outside the folder.
    OSError
        When there is no such file, or it is a folder, a pipe or a device.
    """
    target = _inside(folder, path) if folder else path
    path = folder / path if folder else path  # as messages name it
    try:
        file = open(target, "rb", opener=_open_without_blocking)  # noqa: SIM115 - Path has no opener
    except ValueError:  # a name that no file can have
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    found = os.fstat(file.fileno())
    if stat.S_ISREG(found.st_mode) and (limit is None or found.st_size <= limit * _MEGA):
        return file
    file.close()
    if stat.S_ISREG(found.st_mode):
        raise too_large_error(path, found.st_size, limit or 0)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def file_bytes(path: Path, limit: int, *, folder: Path | None = None) -> bytes:
    """Read a file, with the checks of :func:`open_regular`, even if it grows meanwhile."""
    with open_regular(path, limit, folder=folder) as file:
        data = file.read(limit * _MEGA + 1)
    if len(data) > limit * _MEGA:
        raise too_large_error(path, len(data), limit)
    return data


def checked_path(path: Path, *, folder: Path | None = None) -> Path:
    """Check a file; its absolute path without links, for a library that opens files itself."""
    open_regular(path, folder=folder).close()
    return Path(os.path.realpath(folder / path if folder else path))


def checked_database_path(path: Path) -> Path:
    """Check a database as :func:`checked_path` does, with its journals."""
    place = checked_path(path)
    for suffix in _JOURNALS:
        journal = place.with_name(place.name + suffix)
        if os.path.lexists(journal):
            checked_path(Path(journal.name), folder=place.parent)
    return place


def too_large_error(path: Path, size: int, limit: int) -> DossierError:
    """The error that a file of some bytes exceeds the limit in megabytes."""
    suffix = path.suffix.lower()
    is_yaml = suffix in {".yaml", ".yml"}
    name = "YAML" if is_yaml else suffix.lstrip(".").upper()
    values = {"size": math.ceil(size / _MEGA), "limit": limit, "format": name}
    problem = Problem("too-large-yaml" if is_yaml else "too-large", values=values)
    return DossierError([problem.at(str(path), None, None)])


def decode_text(data: bytes, legacy: str | None = None) -> str:
    """Decode the text of a file: UTF-8 with or without byte-order mark, or UTF-16 with one.

    Parameters
    ----------
    data
        The bytes of the file.
    legacy
        The encoding to fall back on, unless most non-ASCII bytes are valid UTF-8, which rarely
        happens by chance: then the file is UTF-8 with a wrong byte.

    Raises
    ------
    DossierError
        When it has another encoding, with the line and column of the first invalid byte.
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


def read_packaged(*path: str) -> str:
    """Read a text file of the package."""
    return resources.files("coopgraph").joinpath(*path).read_text("utf-8")


def _inside(folder: Path, path: Path) -> Path:
    """Resolve a path in a folder; raise ``DossierError`` if it leads out of the folder."""
    with contextlib.suppress(ValueError):  # a name that no file can have
        target = Path(os.path.realpath(folder / path))
        if target.is_relative_to(os.path.realpath(folder)):
            return target
    problem = Problem("file-outside", values={"file": path})
    raise DossierError([problem.at(str(folder / path), None, None)])


def _open_without_blocking(name: str, flags: int) -> int:
    return os.open(name, flags | _NON_BLOCKING)


def _wrong_byte(body: bytes, position: int) -> Problem:
    before = body[:position]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    values = {"byte": f"0x{body[position]:02x}"}
    return Problem("wrong-encoding", values=values, line=line, column=column)


def _is_mostly_utf_8(data: bytes) -> bool:
    whole = sum(len(found) for found in _MULTIBYTE.findall(data))
    return whole >= _MOSTLY * len(_BEYOND_ASCII.findall(data))
