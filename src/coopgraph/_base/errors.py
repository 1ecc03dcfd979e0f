"""What can go wrong, as one tree of exceptions, and the problems that they list.

::

    CoopGraphError
    ├── DossierError          records that are no sound dossier: .problems lists all of them
    ├── GraphSchemaError      a graph without the attributes that queries need: .problems
    ├── FormatError           a file name whose suffix names no known format
    ├── DocumentError         a document from which no text can be taken
    ├── EngineError           an engine that cannot be reached or does not do what it is asked
    ├── UnfinishedSaveError   a save was interrupted and cannot be finished; says how to recover
    ├── UnknownItemError      nothing carries that id, acronym, alias or name: .suggestions
    │   └── AmbiguousItemError    several items do
    ├── UnknownWordError      an option that is none of the closed words
    ├── PictureTooLargeError  a picture that nobody could read; says what can be drawn instead
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
    "invalid",
]

Loc = tuple[str | int, ...]

#: How many problems a message lists; ``.problems`` has all.
_LISTED: Final = 100
#: How much of a value a message quotes, and of what coopgraph or a library says itself.
_QUOTED: Final = 80
_SAID: Final = 1000
_OURS: Final = {"advice", "example", "file", "known", "reason", "text", "texts"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes
    ----------
    code
        Stable name of the kind of problem; a key of ``messages.catalogue.MESSAGES``.
    place
        The way to it from the top of the dossier, e.g. ``("institutions", 8, "kind")``.
    values
        What fills the braces of the message.
    suggestion
        What was meant, where taking it up cannot change the facts: a closed word, or the one id
        that comes as close; else ``None``.
    choices
        The ids that come close, best first, where it takes a person to say which was meant.
    at_key
        Whether it is the name of the field that is wrong, not its value.
    related
        The place of the other record involved, or ``None``.
    file, line, column
        Where it stands in the file, counted from 1; ``None`` when unknown.
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
        known = [str(part) for part in parts if part is not None]
        return ":".join(known)

    @property
    def path(self) -> str:
        """The place as text, e.g. ``institutions[8].kind``."""
        text = ""
        for part in self.place:
            text += f"[{part}]" if isinstance(part, int) else f".{shorten(str(part), _QUOTED)}"
        return text.removeprefix(".")

    def message(self, language: str = "en") -> str:
        """What is wrong, with what was probably meant, in a language."""
        text = _said(self.code, language, self.values)
        if self.suggestion:
            text += _said("did-you-mean", language, {"suggestion": self.suggestion})
        if self.choices:
            text += _said("come-close", language, {"choices": ", ".join(self.choices)})
        return text

    def line_of_text(self, language: str = "en") -> str:
        """``file:line:column: path: message``, as compilers write it."""
        parts = [part for part in (self.where, self.path, self.message(language)) if part]
        return escape_controls(": ".join(parts), keep="")

    def __str__(self) -> str:
        return self.line_of_text()


class CoopGraphError(Exception):
    """The root of everything that coopgraph raises on purpose.

    Attributes
    ----------
    language
        That of the dossier it is about, as far as known; ``str()`` is English all the same.
    """

    language: str = "en"

    @abstractmethod
    def describe(self, language: str = "en") -> str:
        """The error in a language, English or French."""

    def __str__(self) -> str:
        return self.describe()


class _ProblemsError(CoopGraphError, ValueError):
    """An error that lists every problem found, in the order of the file."""

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


class DossierError(_ProblemsError):
    """Records that are no sound dossier."""

    headline = "dossier-problems"


class GraphSchemaError(_ProblemsError):
    """A graph that does not carry the attributes that queries read."""

    headline = "graph-problems"


class _MessageError(CoopGraphError):
    """An error that is one message of ``wording``."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def describe(self, language: str = "en") -> str:
        return _said(self.code, language, self.values)


class FormatError(_MessageError, ValueError):
    """A file name whose suffix names no format that can be read or written."""


class DocumentError(_MessageError, ValueError):
    """A document from which no text can be taken: empty, locked, scanned, damaged or too large."""


class EngineError(_MessageError, RuntimeError):
    """An engine that cannot be reached, or does not do what it is asked; the message is its own."""


class UnfinishedSaveError(_MessageError, RuntimeError):
    """A save was interrupted and cannot be finished; the message says how to recover."""


class MissingExtraError(_MessageError, ImportError):
    """An optional package that is not installed; the message says how to install it."""


class PictureTooLargeError(_MessageError, ValueError):
    """A picture that nobody could read, or an image too large to hold: says what to draw instead."""


class UnknownItemError(_MessageError, LookupError):
    """No item of the graph carries that id, acronym, alias or name.

    Attributes
    ----------
    reference
        What was asked for.
    suggestions
        The one id that is alone as close, or those that come close, best first.
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
    """An option that is none of the closed words it is chosen from."""

    def __init__(self, word: str, known: Sequence[str]) -> None:
        super().__init__("unknown-word-known", value=word, known=", ".join(known))


class AmbiguousItemError(UnknownItemError):
    """Several items carry that acronym, alias or name; ``suggestions`` are their ids."""

    def __init__(self, reference: str, suggestions: Sequence[str], language: str = "en") -> None:
        super().__init__(reference, suggestions, language)
        self.code = "ambiguous-item"


def _said(code: str, language: str, values: Mapping[str, object]) -> str:
    """The message, of each value as much as a line can quote."""
    cut = {
        name: value
        if isinstance(value, int | float | PurePath)
        else shorten(str(value), _SAID if name in _OURS else _QUOTED)
        for name, value in values.items()
    }
    return say(code, language, **cut)


def invalid(code: str, **values: object) -> PydanticCustomError:
    """The error that a validator of ours raises: pydantic adds the place, ``wording`` the text."""
    return PydanticCustomError(code, MESSAGES[code].one, values)
