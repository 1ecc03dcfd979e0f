"""What the commands share: their options, how they print, what they do when things go wrong."""

import contextlib
import io
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO

import typer

import coopgraph as cg
from coopgraph.answers.answer import Answer
from coopgraph.messages.catalogue import say
from coopgraph.messages.escaping import escape_controls, escape_json


class Language(StrEnum):
    """The languages that coopgraph speaks."""

    FR = "fr"
    EN = "en"


class OutputFormat(StrEnum):
    """The forms in which an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class Engine(StrEnum):
    """The engines that walk over a table of relations."""

    DUCKDB = "duckdb"
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"
    SPARK = "spark"


In = Annotated[
    Path | None,
    typer.Option(
        "--in", "-i", metavar="FILE", help="A dossier: YAML, JSON, Excel, IATI, CSV folder."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace existing files.")]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", "-l", envvar="COOPGRAPH_LANG", help="Default: that of the dossier."),
]
Format = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print the answer.")]
Thing = Annotated[str, typer.Argument(metavar="ITEM", help="An id, acronym, alias or name.")]
Steps = Annotated[
    int | None, typer.Option("--max-steps", min=1, help="How many links to follow at most.")
]
Widen = Annotated[
    list[str] | None,
    typer.Option(
        "--widen",
        metavar="RELATION",
        help="Follow this relation too, such as part_of or member_of, as a possible link.",
    ),
]
Relations = Annotated[
    Path | None,
    typer.Option(
        "--relations",
        metavar="FILE",
        help="Ask a file of links in place of a dossier: .parquet, .sqlite, .duckdb, or a folder.",
    ),
]
EngineChoice = Annotated[
    Engine | None,
    typer.Option("--engine", help="What reads the links; by default what fits FILE or URL."),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--url", help="Ask the table 'relation' of a database: postgresql://host/name, spark://…"
    ),
]


_STAND_INS = str.maketrans(
    {"─": "-", "→": "->", "←": "<-", "–": "-", "’": "'", "…": "...", "\xa0": " ", "\u202f": " "}
)


class Inert(io.TextIOBase):
    """The error stream, on which nothing arrives that a terminal would obey.

    Usage errors of the command line and warnings of libraries quote arguments and names as well.
    To them it is no terminal, so that they use no colours, which would be escaped too.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the stream, which decides on the lines around messages."""
        return self._stream.encoding

    def write(self, text: str) -> int:
        """Write a text, escaped."""
        self._stream.write(escape_controls(text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()


class Status:
    """Exit statuses."""

    DOSSIER = 1
    USAGE = 2
    FILE = 3
    INCOMPLETE = 4
    INTERNAL = 70


def tell(text: str) -> None:
    """Print a text, without what a terminal would obey."""
    # Not typer's echo, which takes an ASCII terminal for a broken one and writes UTF-8 to it.
    print(escape_controls(text))  # noqa: T201


def fail(message: str, status: int) -> NoReturn:
    """End with a message and an exit status."""
    print(message, file=sys.stderr)  # noqa: T201 - plain text, which no terminal can spoil
    raise SystemExit(status)


@contextlib.contextmanager
def reporting(lang: Language | None) -> Iterator[None]:
    """Turn the errors that a user can mend into messages and exit statuses."""
    language = (lang or Language.EN).value
    try:
        yield
    except (cg.DossierError, cg.GraphSchemaError) as error:
        fail(error.describe(lang or error.language), Status.DOSSIER)
    except cg.UnknownItemError as error:
        language = lang or error.language
        is_file = Path(error.reference).is_file()
        hint = say("file-not-item", language, reference=error.reference)
        fail(hint if is_file else error.describe(language), Status.USAGE)
    except (cg.DocumentError, cg.EngineError, cg.UnfinishedSaveError) as error:
        fail(error.describe(language), Status.FILE)
    except cg.CoopGraphError as error:
        fail(error.describe(language), Status.USAGE)
    except FileNotFoundError as error:
        fail(say("file-missing", language, file=error.filename), Status.FILE)
    except OSError as error:
        if isinstance(error, BrokenPipeError) and not error.filename:  # of stdout
            raise
        values = {"file": error.filename or "stdout", "reason": error.strerror}
        fail(say("file-failed", language, **values), Status.FILE)


def graph_in(path: Path | None) -> Any:
    """The graph of the dossier in a file, or of the bundled one."""
    return cg.build_graph(cg.read(path) if path else cg.example())


@contextlib.contextmanager
def asked(
    source: Path | None,
    relations: Path | None,
    engine: Engine | None,
    url: str | None,
    widen: Collection[str] | None = None,
) -> Iterator[Any]:
    """The graph of a dossier, or the table of relations that stands in for it."""
    if not (relations or engine or url):
        yield graph_in(source)
        return
    if source:
        msg = "a question is about a dossier (--in) or about relations, not about both"
        raise typer.BadParameter(msg)
    if widen:
        msg = "--widen is for dossiers: relations are the links that carry reliance, and no others"
        raise typer.BadParameter(msg)
    with cg.read_relations(relations, engine=engine, url=url) as graph:
        yield graph


def keep(targets: Iterable[Path], lang: Language | None, *, force: bool) -> None:
    """Refuse to replace existing files unless told to, and to write one file twice."""
    language = (lang or Language.EN).value
    targets = list(targets)
    for n, target in enumerate(targets):
        if target in targets[:n]:
            fail(say("file-twice", language, file=target), Status.FILE)
    existing = [str(target) for target in targets if target.is_file()]
    if existing and not force:
        values = {"file": ", ".join(existing), "count": len(existing)}
        fail(say("file-exists", language, **values), Status.FILE)


def show_answer(answer: Answer[Any], form: OutputFormat) -> None:
    """Print an answer in the form asked for; where it is incomplete, end with a status that says so."""
    print_answer(answer, form)
    if not answer.complete:
        raise typer.Exit(Status.INCOMPLETE)


def print_answer(answer: Answer[Any], form: OutputFormat) -> None:
    """Print an answer in the form asked for."""
    match form:
        case OutputFormat.TABLE:
            # In a pipe there is no width to keep to: long lines are for the reader to cut.
            width = os.get_terminal_size().columns if sys.stdout.isatty() else 120
            text = answer.table().text(max(width, 60))
        case OutputFormat.JSON:
            text = escape_json(answer.to_json())
        case OutputFormat.CSV:
            text = answer.to_csv().rstrip("\n")
        case OutputFormat.MARKDOWN:
            text = answer.to_markdown().rstrip("\n")
    tell(printable(text))


def printable(text: str) -> str:
    """The text with plain stand-ins for rules, arrows and quotes that the terminal lacks."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_STAND_INS)
    return text
