"""A file or folder opened as what its name says: the data it holds, and where each value stands."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol

from coopgraph._base.errors import DossierError, FormatError, Problem
from coopgraph._base.opening import content, decoded
from coopgraph.io.read import json
from coopgraph.io.salvage import Entry
from coopgraph.records.dossier import SECTIONS

__all__ = ["Reading", "TextReading", "opened"]


class Reading(Protocol):
    """What a file holds.

    Attributes
    ----------
    data
        The dossier as mappings, lists and scalars.
    problems
        What is wrong with the notation.
    passed_over, sentinels, unconverted
        How many rows a mapping does not ask for, by table; how many cells held a value that stands
        for "none", and how many one that is no country of its scheme, by the value and where.
    """

    data: Any
    problems: list[Problem]
    passed_over: Mapping[str, int]
    sentinels: Mapping[str, int]
    unconverted: Mapping[str, int]

    @property
    def entries(self) -> Sequence[Entry]:
        """The rows or records that were read."""
        ...

    def located(self, problem: Problem) -> Problem:
        """A problem of the data with its position in the file."""
        ...


#: How JSON and YAML write a half of one of the rarer characters.
_HALF_A_CHARACTER: Final = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")


class TextReading:
    """A YAML or JSON text.

    Raises
    ------
    DossierError
        When the text is neither.
    """

    def __init__(self, data: bytes, parse: "_Parse", path: Path | None = None) -> None:
        self._file = str(path) if path else None
        try:
            self._parsed = self._parse(data, parse)
        except DossierError as error:
            raise DossierError(
                [p.at(self._file, p.line, p.column) for p in error.problems]
            ) from None
        self.data = self._parsed.data
        self.passed_over: Mapping[str, int] = {}
        self.sentinels: Mapping[str, int] = {}
        self.unconverted: Mapping[str, int] = {}
        self.problems = [p.at(self._file, p.line, p.column) for p in self._parsed.problems]

    @cached_property
    def entries(self) -> list[Entry]:
        """The records that were read; only what salvages them asks."""
        return [
            Entry(section, (section, n))
            for section in SECTIONS
            if isinstance(self.data, Mapping) and isinstance(self.data.get(section), list)
            for n in range(len(self.data[section]))
        ]

    @staticmethod
    def _parse(data: bytes, parse: "_Parse") -> "_Parsed":
        text = decoded(data)
        if not text.strip():
            raise DossierError([Problem("empty-file")])
        parsed = parse(text)
        if parsed.data is None:  # nothing but comments
            raise DossierError([Problem("empty-file")])
        half = _HALF_A_CHARACTER.search(text)
        if half and _holds_half_characters(parsed.data):
            line = text.count("\n", 0, half.start()) + 1
            raise DossierError([Problem("lone-surrogate").at(None, line, None)])
        return parsed

    def located(self, problem: Problem) -> Problem:
        """A problem of the data with its position in the text."""
        if problem.related is not None:
            line, _ = self._parsed.locate(Problem("", problem.related))
            values = {**problem.values, "line": line}
            problem = replace(problem, code=f"{problem.code}-line", values=values)
        return problem.at(self._file, *self._parsed.locate(problem))


class _Parsed(Protocol):
    """The values of a text, what is wrong with their notation, and where they stand."""

    data: Any
    problems: list[Problem]

    def locate(self, problem: Problem) -> tuple[int | None, int | None]: ...


_Parse = Callable[[str], _Parsed]


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


def _json() -> "_Reader":
    return lambda path, **_: TextReading(content(path, json.LIMIT_MB), json.JsonFile, path)


def _yaml() -> "_Reader":
    from coopgraph.io.read import yaml

    return lambda path, **_: TextReading(content(path, yaml.LIMIT_MB), yaml.YamlFile, path)


def _xlsx() -> "_Reader":
    from coopgraph.io.read import xlsx

    return xlsx.read_workbook


def _iati() -> "_Reader":
    from coopgraph.io.read import iati

    return iati.read_activities


_Reader = Callable[..., Reading]

#: What reads a file, by suffix. What reads a format is imported only where one is read: the command
#: line answers in the time that this spares.
_READERS: Final[Mapping[str, Callable[[], _Reader]]] = {
    ".json": _json,
    ".xlsx": _xlsx,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".xml": _iati,
}


def opened(path: Path, *, lenient: bool = False) -> Reading:
    """What a file, or a folder of CSV tables, holds.

    Raises
    ------
    DossierError
        When it cannot be read at all, with the reason.
    FormatError
        When the suffix names no format.
    OSError
        When it cannot be opened.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS and not os.path.isdir(path):  # noqa: PTH112 - takes any name
        raise FormatError("unknown-format", suffix=suffix or str(path), known=" ".join(_READERS))
    if path.is_dir():
        from coopgraph.io.read import csv

        return csv.read_folder(path, lenient=lenient)
    return _READERS[suffix]()(path, lenient=lenient)
