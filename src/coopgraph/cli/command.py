"""Shared by all commands: registration, error handling, input, answers and output files."""

import contextlib
import functools
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typer
from pydantic_core import PydanticCustomError

import coopgraph as cg
from coopgraph._base import saving
from coopgraph.answers.answer import Answer
from coopgraph.cli.options import OutputFormat
from coopgraph.cli.terminal import Status, fail, tell
from coopgraph.messages.catalogue import say
from coopgraph.messages.escaping import escape_json

Function = Callable[..., Any]


#: Parameters of a command by name: what Typer reads, and the default.
Parameters = Mapping[str, tuple[Any, Any]]


def command(
    app: typer.Typer,
    name: str | None = None,
    about: str | None = None,
    options: Parameters = MappingProxyType({}),
) -> Callable[[Function], Function]:
    """Register a function as a command: its errors become messages, in the language ``lang``.

    The name and the help of the command are those of the function where they are not given.
    ``options`` come first, in place of the ``**options`` of the function.
    """

    def register(function: Function) -> Function:
        _offer(function, options)

        @functools.wraps(function)
        def run(**options: Any) -> None:
            with _reported(options.get("lang")):
                function(**options)

        app.command(name, help=about)(run)
        return function

    return register


def _offer(function: Function, options: Parameters) -> None:
    """Give a function the signature of its command, which Typer reads."""
    own = inspect.signature(function).parameters.values()
    named = {p.name: (p.annotation, p.default) for p in own if p.kind is not p.VAR_KEYWORD}
    function.__dict__["__signature__"] = inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=read, default=value)
            for name, (read, value) in {**options, **named}.items()
        ]
    )
    function.__annotations__ = {}  # else Typer reads these


@contextlib.contextmanager
def _reported(lang: str | None) -> Iterator[None]:
    """Report errors that the user can fix, with an exit status for each kind."""
    language = lang or "en"
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


# -- input ------------------------------------------------------------------------------------


def dossier_in(path: Path | None) -> cg.Dossier:
    """The dossier in a file, or the bundled one."""
    return cg.read(path) if path else cg.example()


def graph_in(path: Path | None) -> Any:
    """The graph of the dossier in a file, or of the bundled one."""
    return cg.build_graph(dossier_in(path))


def dated_graph_in(path: Path | None, as_of: str | None, lang: str | None) -> Any:
    """The same as of a date, which its pictures and pages show."""
    graph = graph_in(path)
    graph.graph["as_of"] = date_of_graph(graph, as_of, lang)
    return graph


@contextlib.contextmanager
def queried(
    source: Path | None,
    relations: Path | None = None,
    engine: str | None = None,
    url: str | None = None,
    widen: list[str] | None = None,
) -> Iterator[Any]:
    """The graph of a dossier, or the table of relations that is queried instead."""
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


@contextlib.contextmanager
def dates_checked(lang: str | None) -> Iterator[None]:
    """Report what is no date, or may be two, as a usage error."""
    try:
        yield
    except PydanticCustomError as error:
        reason = say(error.type, lang or "en", **(error.context or {}))
        raise typer.BadParameter(reason) from None


@contextlib.contextmanager
def changes_checked() -> Iterator[None]:
    """Report a change that contradicts itself or the records as a usage error."""
    try:
        yield
    except cg.CoopGraphError:
        raise
    except ValueError as error:
        fail(str(error), Status.USAGE)


def date_of_state(given: str | None, own: object, language: str | None, lang: str | None) -> str:
    """The date of a state in EDTF: the one given, else the dossier's own, else today.

    The one given is read in the language of the dossier. This is the one place that reads the clock.
    """
    today = datetime.now().astimezone().date().isoformat()
    with dates_checked(lang or language):
        return cg.EDTFDate(str(given or own or today), language).text


def date_of_graph(graph: Any, given: str | None, lang: str | None) -> str:
    """The same for the graph of a dossier."""
    own, language = (graph.graph.get(name) for name in ("as_of", "language"))
    return date_of_state(given, own, language, lang)


# -- answers ----------------------------------------------------------------------------------


def show_answer(answer: Answer[Any], form: OutputFormat) -> None:
    """Print an answer in a format; exit with a special status if it is incomplete."""
    print_answer(answer, form)
    exit_if_incomplete(answer.complete)


def print_answer(answer: Answer[Any], form: OutputFormat) -> None:
    """Print an answer in a format."""
    match form:
        case "table":
            # Output that is piped has no width: the reader may cut long lines.
            width = os.get_terminal_size().columns if sys.stdout.isatty() else 120
            text = answer.table().text(max(width, 60))
        case "json":
            text = escape_json(answer.to_json())
        case "csv":
            text = answer.to_csv().rstrip("\n")
        case "markdown":
            text = answer.to_markdown().rstrip("\n")
    tell(text)


def exit_if_incomplete(complete: bool) -> None:
    """Exit with a status that says that a search stopped at its limit."""
    if not complete:
        raise typer.Exit(Status.INCOMPLETE)


# -- output files -----------------------------------------------------------------------------


def check_suffix(path: Path, *known: str, code: str = "unknown-format") -> None:
    """Refuse a file of another format before any work is done."""
    if path.suffix.lower() not in known:
        suffix = path.suffix or str(path)
        raise cg.FormatError(code, suffix=suffix, known=" ".join(known))


def refuse_existing(paths: Iterable[Path], lang: str | None, *, force: bool) -> None:
    """Refuse to replace existing files without ``force``, and to write one file twice."""
    paths = list(paths)
    language = lang or "en"
    for n, path in enumerate(paths):
        if path in paths[:n]:
            fail(say("file-twice", language, file=path), Status.FILE)
    existing = [str(path) for path in paths if path.is_file()]
    if existing and not force:
        values = {"file": ", ".join(existing), "count": len(existing)}
        fail(say("file-exists", language, **values), Status.FILE)


def write_file(path: Path, data: bytes, lang: str) -> None:
    """Write a file and say so."""
    saving.save(path, data)
    tell_written([path], lang)


def tell_written(paths: Iterable[Path], lang: str) -> None:
    """Say which files were written."""
    for path in paths:
        tell(say("written", lang, file=path))
