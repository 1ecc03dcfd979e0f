"""The exceptions that coopgraph raises, as one tree, and the problems that they list.

::

    CoopGraphError
    ├── DossierError          invalid records: .problems lists every error
    ├── GraphSchemaError      a graph that lacks attributes or has invalid ones: .problems
    ├── FormatError           a file name whose suffix names no known format
    ├── DocumentError         a document whose text cannot be extracted
    ├── EngineError           an engine that cannot be reached, or fails
    ├── UnfinishedSaveError   a save was interrupted and cannot be finished; says how to recover
    ├── UnknownItemError      no item has that id, acronym, alias or name: .suggestions
    │   └── AmbiguousItemError    several items have it
    ├── UnknownWordError      an option that is not one of the closed words
    ├── PictureTooLargeError  an unreadable picture; says what to draw instead
    └── MissingExtraError     an optional package is not installed

Files that are missing or cannot be opened raise Python's own ``OSError``.
"""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from pydantic_core import PydanticCustomError

from coopgraph.messages.catalogue import MESSAGES, say
from coopgraph.messages.escaping import escape_controls, shorten

__all__ = [
    "AmbiguousItemError",
    "CoopGraphError",
    "DocumentError",
    "DossierError",
    "EngineError",
    "FormatError",
    "GraphSchemaError",
    "Loc",
    "MissingExtraError",
    "PictureTooLargeError",
    "Problem",
    "UnfinishedSaveError",
    "UnknownItemError",
    "UnknownWordError",
    "validation_error",
]

Loc = tuple[str | int, ...]

#: How many problems a message lists; ``.problems`` has them all.
_LISTED: Final = 100
#: How many characters of a value a message quotes; more of values that coopgraph or a library wrote.
_QUOTED: Final = 80
_QUOTED_OF_OURS: Final = 1000
_OURS: Final = {"advice", "example", "file", "known", "reason", "text", "texts"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One validation error, and where it is.

    Attributes
    ----------
    code
        Stable name of the kind of error; a key of ``messages.catalogue.MESSAGES``.
    place
        Its path from the top of the dossier, e.g. ``("institutions", 8, "kind")``.
    values
        Fill the braces of the message.
    suggestion
        A correction that cannot change the facts: a closed word, or the only similar id; else
        ``None``.
    choices
        Similar ids, best first, where only a person can say which was meant.
    at_key
        Whether the name of the field is wrong, not its value.
    related
        The place of the other record involved, or ``None``.
    file, line, column
        Its position in the file, counted from 1; ``None`` when unknown.
    cell
        In a workbook, the sheet and the cell, e.g. ``parties!C7``.
    """

    code: str
    place: Loc = ()
    values: Mapping[str, object] = field(default_factory=dict)
    suggestion: str | None = None
    choices: tuple[str, ...] = ()
    at_key: bool = False
    related: Loc | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    cell: str | None = None

    def at(self, file: str | None, line: int | None, column: int | None) -> "Problem":
        """The same problem with its position in a file."""
        return replace(self, file=file, line=line, column=column)

    @property
    def where(self) -> str:
        """``file:line:column`` or ``file:sheet!cell``, as far as known."""
        parts = (self.file, self.cell, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)

    @property
    def path(self) -> str:
        """The place as text, e.g. ``institutions[8].kind``."""
        text = ""
        for part in self.place:
            text += f"[{part}]" if isinstance(part, int) else f".{shorten(str(part), _QUOTED)}"
        return text.removeprefix(".")

    def message(self, language: str = "en") -> str:
        """The error in a language, with corrections if there are any."""
        text = _shortened(self.code, language, self.values)
        if self.suggestion:
            text += _shortened("did-you-mean", language, {"suggestion": self.suggestion})
        if self.choices:
            text += _shortened("come-close", language, {"choices": ", ".join(self.choices)})
        return text

    def line_of_text(self, language: str = "en") -> str:
        """``file:line:column: path: message``, as compilers print errors."""
        parts = (self.where, self.path, self.message(language))
        return escape_controls(": ".join(filter(None, parts)), keep="")

    def __str__(self) -> str:
        return self.line_of_text()


class CoopGraphError(Exception):
    """The base class of everything that coopgraph raises on purpose.

    Attributes
    ----------
    language
        The language of the dossier, as far as known; ``str()`` is always English.
    """

    language: str = "en"

    @abstractmethod
    def describe(self, language: str = "en") -> str:
        """The message in a language."""

    def __str__(self) -> str:
        return self.describe()


class _ProblemsError(CoopGraphError, ValueError):
    """An error that lists every problem found."""

    headline: str

    def __init__(self, problems: Iterable[Problem], language: str = "en") -> None:
        #: Every problem, in the order of the file.
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.language = language
        super().__init__(self.problems)

    def describe(self, language: str = "en") -> str:
        count = len(self.problems)
        head = say(self.headline, language, count=count)
        lines = [problem.line_of_text(language) for problem in self.problems[:_LISTED]]
        if count > _LISTED:
            lines.append(say("problems-cut", language, shown=_LISTED, count=count))
        return "\n".join([head, *lines])

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {say(self.headline, count=len(self.problems))}>"


class DossierError(_ProblemsError):
    """Invalid records."""

    headline = "dossier-problems"


class GraphSchemaError(_ProblemsError):
    """A graph that lacks attributes that questions read, or has invalid ones."""

    headline = "graph-problems"


class _MessageError(CoopGraphError):
    """An error with one message."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def describe(self, language: str = "en") -> str:
        return _shortened(self.code, language, self.values)


class FormatError(_MessageError, ValueError):
    """A file name whose suffix is not that of a format that can be read or written."""


class DocumentError(_MessageError, ValueError):
    """A document whose text cannot be extracted: empty, locked, scanned, damaged or too large."""


class EngineError(_MessageError, RuntimeError):
    """An engine that cannot be reached, or fails; the message is that of the engine."""


class UnfinishedSaveError(_MessageError, RuntimeError):
    """A save was interrupted and cannot be finished; the message says how to recover."""


class MissingExtraError(_MessageError, ImportError):
    """An optional package that is not installed; the message says how to install it."""


class PictureTooLargeError(_MessageError, ValueError):
    """A picture too large to read, or an image too large for memory; says what to draw instead."""


class UnknownItemError(_MessageError, LookupError):
    """No item of the graph has that id, acronym, alias or name.

    Attributes
    ----------
    reference
        What was asked for.
    suggestions
        The only similar id, or the similar ones, best first.
    """

    def __init__(
        self, reference: str, suggestions: Sequence[str] = (), language: str = "en"
    ) -> None:
        self.reference = reference
        self.language = language
        self.suggestions = tuple(suggestions)
        if self.suggestions[1:]:
            code = "unknown-item-several"
        else:
            code = "unknown-item-close" if self.suggestions else "unknown-item"
        super().__init__(code, reference=reference, suggestions=", ".join(self.suggestions))


class UnknownWordError(_MessageError, ValueError):
    """An option that is not one of the closed words."""

    def __init__(self, word: str, known: Sequence[str]) -> None:
        super().__init__("unknown-word-known", value=word, known=", ".join(known))


class AmbiguousItemError(UnknownItemError):
    """Several items have that acronym, alias or name; ``suggestions`` are their ids."""

    def __init__(self, reference: str, suggestions: Sequence[str], language: str = "en") -> None:
        super().__init__(reference, suggestions, language)
        self.code = "ambiguous-item"


def _shortened(code: str, language: str, values: Mapping[str, object]) -> str:
    """The message, with each value cut to what a line can quote."""
    cut = {
        name: value
        if isinstance(value, int | float | PurePath)
        else shorten(str(value), _QUOTED_OF_OURS if name in _OURS else _QUOTED)
        for name, value in values.items()
    }
    return say(code, language, **cut)


def validation_error(code: str, **values: object) -> PydanticCustomError:
    """The error to raise in a pydantic validator, with the code of a message."""
    return PydanticCustomError(code, MESSAGES[code].one, values)
