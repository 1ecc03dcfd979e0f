"""Dossiers in JSON, with the line and column of every value."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from coopgraph._base.errors import DossierError, Problem
from coopgraph._base.gc_pause import gc_paused
from coopgraph._base.opening import file_bytes
from coopgraph.io.read.text import ParsedText

__all__ = ["LIMIT_MB", "JsonFile", "read_json"]

#: Larger files are refused.
LIMIT_MB: Final = 512

_SPACE: Final = " \t\n\r"


def read_json(path: Path) -> ParsedText:
    """Parse a JSON file."""
    return ParsedText(file_bytes(path, LIMIT_MB), JsonFile, path)


class JsonFile:
    """The values of a JSON text and their positions; a position is found only when it is asked for.

    Raises
    ------
    DossierError
        When the text is no JSON.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._children = lru_cache(maxsize=4096)(self._children_of)
        repeated = False

        def pairs(entries: list[tuple[str, Any]]) -> dict[str, Any]:
            nonlocal repeated
            mapping = dict(entries)
            repeated = repeated or len(mapping) < len(entries)
            return mapping

        try:
            with gc_paused():
                self.data = json.loads(text, object_pairs_hook=pairs)
            self.problems = list(self._duplicate_keys()) if repeated else []
        except RecursionError:
            raise DossierError([Problem("too-deep")]) from None
        except json.JSONDecodeError as error:
            problem = Problem("syntax", values={"text": error.msg})
            raise DossierError([problem.at(None, error.lineno, error.colno)]) from None
        except ValueError as error:  # a number of more digits than Python converts
            raise DossierError([Problem("syntax", values={"text": str(error)})]) from None

    def locate(self, problem: Problem) -> tuple[int | None, int | None]:
        """Return line and column, counted from 1, of the value or key of a problem."""
        offset = position = self._after_space(0)
        for depth, part in enumerate(problem.place, start=1):
            found = [child for child in self._children(offset) if child[0] == part]
            if not found:
                break
            _, key_offset, offset = found[-1]  # of duplicate keys the last one counts
            position = key_offset if problem.at_key and depth == len(problem.place) else offset
        return self._line_and_column(position)

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        before = self._text[:offset]
        return before.count("\n") + 1, offset - before.rfind("\n")

    def _after_space(self, offset: int) -> int:
        while offset < len(self._text) and self._text[offset] in _SPACE:
            offset += 1
        return offset

    def _children_of(self, offset: int) -> list[tuple[str | int, int, int]]:
        """Return key or index, offset of the key and offset of the value, of all in a container."""
        opening = self._text[offset]
        if opening not in "{[":
            return []
        children: list[tuple[str | int, int, int]] = []
        decoder = json.JSONDecoder()
        offset = self._after_space(offset + 1)
        while self._text[offset] not in "}]":
            name: str | int = len(children)
            key_offset = offset
            if opening == "{":
                name, end = decoder.raw_decode(self._text, offset)
                offset = self._after_space(self._after_space(end) + 1)
            children.append((name, key_offset, offset))
            offset = self._after_space(decoder.raw_decode(self._text, offset)[1])
            if self._text[offset] == ",":
                offset = self._after_space(offset + 1)
        return children

    def _duplicate_keys(self) -> Iterator[Problem]:
        offsets = [self._after_space(0)]
        while offsets:
            keys = set()
            for name, key_offset, offset in self._children_of(offsets.pop()):
                if name in keys:
                    problem = Problem("duplicate-key", values={"field": name})
                    yield problem.at(None, *self._line_and_column(key_offset))
                keys.add(name)
                offsets.append(offset)
