"""YAML and JSON texts: the data, with the line and column of every value."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Protocol

from coopgraph._base.errors import DossierError, Problem
from coopgraph._base.opening import decode_text
from coopgraph.io.parsed import ParsedFile
from coopgraph.io.salvage import Entry
from coopgraph.records.dossier import SECTIONS

__all__ = ["ParsedText"]

#: An escaped lone surrogate, as JSON and YAML write it.
_ESCAPED_SURROGATE: Final = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")


class _Syntax(Protocol):
    """A parsed text: its values, its syntax errors, and where each value stands."""

    data: Any
    problems: list[Problem]

    def locate(self, problem: Problem) -> tuple[int | None, int | None]: ...


class ParsedText(ParsedFile):
    """A text that is parsed by ``YamlFile`` or ``JsonFile``.

    Raises
    ------
    DossierError
        When the text cannot be parsed.
    """

    def __init__(
        self, data: bytes, parse: Callable[[str], _Syntax], path: Path | None = None
    ) -> None:
        super().__init__()
        self._file = str(path) if path else None
        try:
            self._parsed = _parsed(decode_text(data), parse)
        except DossierError as error:
            raise DossierError(self._in_file(error.problems)) from None
        self.data = self._parsed.data
        self.problems = self._in_file(self._parsed.problems)

    def _in_file(self, problems: Sequence[Problem]) -> list[Problem]:
        return [replace(problem, file=self._file) for problem in problems]

    @property
    def entries(self) -> list[Entry]:
        """The records of the text."""
        return [
            Entry(section, (section, n))
            for section in SECTIONS
            if isinstance(self.data, Mapping) and isinstance(self.data.get(section), list)
            for n in range(len(self.data[section]))
        ]

    def located(self, problem: Problem) -> Problem:
        """Return a problem of the data with its line and column."""
        if problem.related is not None:
            line, _ = self._parsed.locate(Problem("", problem.related))
            values = {**problem.values, "line": line}
            problem = replace(problem, code=f"{problem.code}-line", values=values)
        return problem.at(self._file, *self._parsed.locate(problem))


def _parsed(text: str, parse: Callable[[str], _Syntax]) -> _Syntax:
    parsed = parse(text) if text.strip() else None
    if parsed is None or parsed.data is None:  # empty, or nothing but comments
        raise DossierError([Problem("empty-file")])
    escaped = _ESCAPED_SURROGATE.search(text)
    if escaped and _has_lone_surrogate(parsed.data):
        line = text.count("\n", 0, escaped.start()) + 1
        raise DossierError([Problem("lone-surrogate", line=line)])
    return parsed


def _has_lone_surrogate(value: object) -> bool:
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
