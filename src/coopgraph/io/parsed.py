"""The data of a file, with the position of every value."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from coopgraph._base.errors import Problem
from coopgraph.io.salvage import Entry

__all__ = ["ParsedFile"]


class ParsedFile(ABC):
    """What a reader returns: the data of a file, before it is validated.

    Attributes
    ----------
    data
        The dossier as mappings, lists and scalars.
    problems
        Syntax errors, and cells or rows that cannot be read.
    passed_over
        How many rows a mapping skips, by table.
    sentinels
        How many cells hold a value that stands for "none", by value and column.
    unconverted
        How many cells should name a country and do not, by value and column.
    """

    data: Any

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.passed_over: Mapping[str, int] = {}
        self.sentinels: Mapping[str, int] = {}
        self.unconverted: Mapping[str, int] = {}
        self._entries: list[Entry] = []

    @property
    def entries(self) -> Sequence[Entry]:
        """The rows or records that were read."""
        return self._entries

    @abstractmethod
    def located(self, problem: Problem) -> Problem:
        """Return a problem of the data with its position in the file."""
