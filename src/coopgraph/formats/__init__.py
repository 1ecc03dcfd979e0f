"""Dossiers from and to files, each format in a file of its own."""

import errno
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from coopgraph.dossier import Dossier
from coopgraph.errors import DossierError, FormatError, Problem
from coopgraph.formats import json, yaml
from coopgraph.formats.disk import decoded, packaged, write_whole
from coopgraph.validation import dossier_from
from coopgraph.wording import say

__all__ = ["example", "example_text", "read", "write", "write_whole"]


class _Parsed(Protocol):
    """The values of a text, what is wrong with their notation, and where they stand."""

    data: object
    problems: list[Problem]

    def locate(self, problem: Problem) -> tuple[int | None, int | None]: ...


@dataclass(frozen=True, slots=True)
class _Format:
    parse: Callable[[str], _Parsed]
    dump: Callable[[Dossier], str]
    limit_mb: int


#: How JSON and YAML write a half of one of the rarer characters.
_HALF_A_CHARACTER: Final = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")

_YAML: Final = _Format(yaml.YamlFile, yaml.dump, yaml.LIMIT_MB)
_FORMATS: Final[Mapping[str, _Format]] = {
    ".json": _Format(json.JsonFile, json.dump, json.LIMIT_MB),
    ".yaml": _YAML,
    ".yml": _YAML,
}


def read(path: str | Path) -> Dossier:
    """The dossier in a file.

    Parameters
    ----------
    path
        A ``.yaml``, ``.yml`` or ``.json`` file.

    Raises
    ------
    DossierError
        With every problem of the file, each with line, column and, where there is one, what was
        probably meant; in the order of the file.
    FormatError
        When the suffix names no format.
    OSError
        When the file cannot be opened.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "copy.json")
    >>> cg.write(cg.example(), path)
    >>> cg.read(path) == cg.example()
    True
    """
    path = Path(path)
    form = _format_of(path)
    try:
        return _parsed(_bytes_of(path, form), form)
    except DossierError as error:
        language = error.language
        problems = [
            problem.at(str(path), problem.line, problem.column) for problem in error.problems
        ]
    raise DossierError(problems, language)


def write(dossier: Dossier, path: str | Path) -> None:
    """Write a dossier so that :func:`read` gives an equal one; comments are not kept.

    Parameters
    ----------
    dossier
        The dossier.
    path
        A ``.yaml``, ``.yml`` or ``.json`` file; an older one is replaced in one step.

    Raises
    ------
    FormatError
        When the suffix names no format.
    OSError
        When it cannot be written; an older file is then untouched.
    """
    write_whole(path, _format_of(Path(path)).dump(dossier).encode())


def example() -> Dossier:
    """The bundled dossier: the visit of ANRUR to ANRU in November 2019 and what it recommended.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.example().institutions)
    12
    """
    return _parsed(example_text("anru-visit-2019.yaml").encode(), _YAML)


def example_text(name: str) -> str:
    """The text of a bundled file: ``anru-visit-2019.yaml`` or ``starter.yaml``."""
    return packaged("data", name)


def _format_of(path: Path) -> _Format:
    suffix = path.suffix.lower()
    if suffix not in _FORMATS:
        raise FormatError("unknown-format", suffix=suffix or str(path), known=" ".join(_FORMATS))
    return _FORMATS[suffix]


def _bytes_of(path: Path, form: _Format) -> bytes:
    try:
        found = path.stat()
    except ValueError:  # a name that no file can have
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    size = found.st_size
    if size > form.limit_mb * 1_000_000:
        raise DossierError([_too_large(size, form)])
    return path.read_bytes()


def _too_large(size: int, form: _Format) -> Problem:
    kind = "yaml" if form is _YAML else "json"
    values = {
        "size": round(size / 1_000_000),
        "limit": form.limit_mb,
        "format": kind.upper(),
        "advice": say(f"too-large-{kind}", json=json.LIMIT_MB),
    }
    return Problem("too-large", values=values)


def _parsed(data: bytes, form: _Format) -> Dossier:
    text = decoded(data)
    if not text.strip():
        raise DossierError([Problem("empty-file")])
    parsed = form.parse(text)
    if parsed.data is None:  # nothing but comments
        raise DossierError([Problem("empty-file")])
    half = _HALF_A_CHARACTER.search(text)
    if half and _holds_half_characters(parsed.data):
        line = text.count("\n", 0, half.start()) + 1
        raise DossierError([Problem("lone-surrogate").at(None, line, None)])
    problems = list(parsed.problems)
    language = "en"
    try:
        dossier = dossier_from(parsed.data)
    except DossierError as error:
        language = error.language
        problems += [_located(problem, parsed) for problem in error.problems]
    if problems:
        problems.sort(key=lambda p: (p.line or 0, p.column or 0, p.code))
        raise DossierError(problems, language)
    return dossier


def _holds_half_characters(value: object) -> bool:
    parts: list[object] = [value]
    while parts:
        part = parts.pop()
        if isinstance(part, str) and any("\ud800" <= letter <= "\udfff" for letter in part):
            return True
        if isinstance(part, Mapping):
            parts += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            parts += part
    return False


def _located(problem: Problem, parsed: _Parsed) -> Problem:
    if problem.related is not None:
        line, _ = parsed.locate(Problem("", problem.related))
        values = {**problem.values, "line": line}
        problem = replace(problem, code=f"{problem.code}-line", values=values)
    return problem.at(None, *parsed.locate(problem))
